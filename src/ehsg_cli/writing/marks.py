"""The mark that files of ours bear, and the check in it that shows whether they are still as we made them.

The check is taken over everything else in the file, so that what somebody has changed since shows. Line ends
do not count: git writes them as the system has them.
"""

import zlib
from enum import Enum
from hashlib import sha256
from pathlib import Path

from ehsg_cli.views.words import MADE_BY

MARK = MADE_BY.encode()
"""Every file this tool makes from others says so near its start, if its format has room for that."""

_NEAR_THE_START = 500
_CHECK = b", check "
_DIGITS = 16
_OF_VERSIONS = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+-")
_ZIP = b"PK\x03\x04"
_PNG = b"\x89PNG\r\n\x1a\n"
# The first part of a PNG has this length; behind it stands what the picture says of itself.
_PNG_HEADER = len(_PNG) + 25
_APPLICATION = b"<Application>"
# Larger than any of ours, packed or unpacked.
_LARGEST = 100 * 1024 * 1024


class Standing(Enum):
    """What a file is to us."""

    AS_MADE = "as made"
    CHANGED = "changed"
    UNCHECKED = "unchecked"
    ANOTHERS = "another's"


def sealed(data: bytes) -> bytes:
    """What is to be a file of ours, with the check in its mark; as it is where it bears no mark."""
    if data.startswith(_ZIP):
        return _sealed_package(data)
    if data.startswith(_PNG):
        return _sealed_picture(data)
    place = _place(data, 0, _NEAR_THE_START)
    return data if place is None else _with_check(data, place, _of_text(data))


def standing_of(path: Path) -> Standing:
    """Whether a file is ours, and still as we made it."""
    try:
        with path.open("rb") as file:
            start = file.read(_NEAR_THE_START)
            if not (MARK in start or start.startswith((_ZIP, _PNG))) or path.stat().st_size > _LARGEST:
                return Standing.ANOTHERS
            data = start + file.read(_LARGEST)
    except OSError:
        return Standing.ANOTHERS
    try:
        if data.startswith(_ZIP):
            return _standing_of_package(data)
        if data.startswith(_PNG):
            return _standing_of_picture(data)
    except Exception:  # whatever is wrong with an archive or a picture, it is not as we left it
        return Standing.ANOTHERS
    found = _found(data, 0, _NEAR_THE_START)
    return Standing.ANOTHERS if found is None else _compared(found[1], _of_text(found[0]))


# The mark


def _place(data: bytes, start: int, end: int) -> int | None:
    """Where the check belongs: behind the version in the first mark; `None` where there is no mark."""
    at = data.find(MARK + b" ", start, end)
    if at < 0:
        return None
    first = place = at + len(MARK) + 1
    while data[place : place + 1] and data[place] in _OF_VERSIONS:
        place += 1
    # A full stop or a dash ends the sentence or the comment that the mark stands in.
    place = first + len(data[first:place].rstrip(b".-+"))
    return place if data[first : first + 1].isdigit() else None


def _with_check(data: bytes, place: int, check: bytes) -> bytes:
    return data[:place] + _CHECK + check + data[place:]


def _found(data: bytes, start: int, end: int) -> tuple[bytes, bytes] | None:
    """What the check was taken over, and the check, empty where there is none; `None` without a mark."""
    place = _place(data, start, end)
    if place is None:
        return None
    check = data[place + len(_CHECK) : place + len(_CHECK) + _DIGITS]
    if not data.startswith(_CHECK, place) or len(check) < _DIGITS or set(check) - set(b"0123456789abcdef"):
        return data, b""
    return data[:place] + data[place + len(_CHECK) + _DIGITS :], check


def _compared(found: bytes, right: bytes) -> Standing:
    if not found:
        return Standing.UNCHECKED
    return Standing.AS_MADE if found == right else Standing.CHANGED


def _of_text(data: bytes) -> bytes:
    return _of(data.replace(b"\r\n", b"\n"))


def _of(data: bytes) -> bytes:
    return sha256(data).hexdigest()[:_DIGITS].encode()


# Word and Excel


def _sealed_package(data: bytes) -> bytes:
    from ehsg_cli.render.packages import APPLICATION, rewritten

    parts = _parts(data)
    said = parts.get(APPLICATION, b"")
    start = said.find(_APPLICATION)
    place = _place(said, start, start + len(_APPLICATION) + len(MARK) + 1) if start >= 0 else None
    if place is None:
        return data
    return rewritten(data, {APPLICATION: _with_check(said, place, _of_parts(parts))})


def _standing_of_package(data: bytes) -> Standing:
    """Of a Word or Excel file, which names the program that saved it last: by that it is known."""
    from ehsg_cli.render.packages import APPLICATION

    parts = _parts(data)
    said = parts[APPLICATION]
    start = said.find(_APPLICATION)
    if start < 0 or not said.startswith(MARK + b" ", start + len(_APPLICATION)):
        return Standing.ANOTHERS
    found = _found(said, start, len(said))
    if found is None:
        return Standing.ANOTHERS
    return _compared(found[1], _of_parts({**parts, APPLICATION: found[0]}))


def _parts(data: bytes) -> dict[str, bytes]:
    """Everything in an archive, by name; nothing of one that holds more than ours ever do."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
            return {}
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _of_parts(parts: dict[str, bytes]) -> bytes:
    told = sha256()
    for name in sorted(parts):
        for each in (name.encode(), parts[name]):
            told.update(len(each).to_bytes(8, "big") + each)
    return told.hexdigest()[:_DIGITS].encode()


# PNG


def _sealed_picture(data: bytes) -> bytes:
    chunk, rest = _comment(data)
    place = _place(chunk, 0, len(chunk))
    if place is None:
        return data
    return _with_comment(rest, _with_check(chunk, place, _of_picture(chunk, rest)))


def _standing_of_picture(data: bytes) -> Standing:
    chunk, rest = _comment(data)
    found = _found(chunk, 0, len(chunk))
    if found is None:
        return Standing.ANOTHERS
    return _compared(found[1], _of_picture(found[0], rest))


def _comment(data: bytes) -> tuple[bytes, bytes]:
    """What a picture says of itself behind its header, and the picture without that."""
    length = int.from_bytes(data[_PNG_HEADER : _PNG_HEADER + 4], "big")
    start, end = _PNG_HEADER + 8, _PNG_HEADER + 8 + length
    if data[start - 4 : start] != b"tEXt":
        return b"", data
    return data[start:end], data[:_PNG_HEADER] + data[end + 4 :]


def _with_comment(rest: bytes, said: bytes) -> bytes:
    body = b"tEXt" + said
    chunk = len(said).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return rest[:_PNG_HEADER] + chunk + rest[_PNG_HEADER:]


def _of_picture(said: bytes, rest: bytes) -> bytes:
    return _of(said + b"\0" + rest)
