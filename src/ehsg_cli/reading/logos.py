"""The picture that a council's papers bear. Read only where the settings name one."""

import os
import stat
import zlib
from typing import NamedTuple

from ehsg_cli.errors import UserError
from ehsg_cli.reading.raw import read_bytes

_MOST_LOGO = 1024 * 1024


class Logo(NamedTuple):
    """A picture: its bytes, and its kind as the web calls it, such as `image/png`."""

    data: bytes
    media_type: str


def read_logo(path: str) -> Logo:
    """A council's logo.

    Raises:
        UserError: it cannot be read, is too large, or is no picture of a kind that papers can hold.
    """
    try:
        ordinary = stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116  # the path is a text
    except (OSError, ValueError):
        ordinary = True  # reading it says why it cannot be had
    if not ordinary and not os.path.isdir(path):  # noqa: PTH112  # as above
        raise UserError(f"the logo {path} is no ordinary file", _KINDS)
    data = read_bytes(path, _MOST_LOGO + 1)
    if len(data) > _MOST_LOGO:
        raise UserError(
            f"the logo {path} is larger than {_MOST_LOGO // 1024**2} MiB",
            "save it smaller: a few hundred pixels wide is enough",
        )
    kind, look = next(
        (found for start, found in _STARTS.items() if data.startswith(start)),
        ("image/svg+xml", _wrong_with_svg),
    )
    wrong = look(data)
    if wrong:
        raise UserError(f"the logo {path} {wrong}", _KINDS)
    return Logo(data, kind)


_KINDS = "a logo is a PNG, JPEG or SVG file that needs no other file"


def _wrong_with_svg(data: bytes) -> str:
    """Why bytes are no SVG that can stand in a paper; empty if they are one."""
    if b"<svg" not in data and b":svg" not in data:
        return "is no PNG, JPEG or SVG picture"
    # Loaded only for such a logo.
    from ehsg_cli.reading.svg import wrong_with_svg

    return wrong_with_svg(data)


_DAMAGED = "is damaged, or only the beginning of a picture"
_PNG = b"\x89PNG\r\n\x1a\n"


def _wrong_with_png(data: bytes) -> str:
    """Why bytes that begin as a PNG are none that can be shown; empty if they are one."""
    at, seen = len(_PNG), list[bytes]()
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, end = data[at + 4 : at + 8], at + 12 + length
        check = int.from_bytes(data[end - 4 : end], "big")
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != check:
            return _DAMAGED
        if not seen and (kind != b"IHDR" or length != 13 or not all(_sizes(data[at + 8 : at + 16], 4))):
            return _DAMAGED
        seen.append(kind)
        if kind == b"IEND":
            return "" if b"IDAT" in seen else _DAMAGED
        at = end
    return _DAMAGED


# Markers of a JPEG: those that say its size, those that stand alone, and where the picture itself begins.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_SCAN, _END = 0xDA, b"\xff\xd9"


def _wrong_with_jpeg(data: bytes) -> str:
    """Why bytes that begin as a JPEG are none that can be shown; empty if they are one."""
    at, framed = 2, False
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            framed = all(_sizes(data[at + 5 : at + 9], 2))
        if marker == _SCAN:
            # It can be cut off anywhere behind this; its end is a mark that no part of it holds.
            return "" if framed and data.find(_END, at + 2 + length) >= 0 else _DAMAGED
        if length < 2:
            break
        at += 2 + length
    return _DAMAGED


def _sizes(data: bytes, width: int) -> tuple[int, int]:
    """A height and a width, or the other way about; 0 for what is not there."""
    return int.from_bytes(data[:width], "big"), int.from_bytes(data[width : 2 * width], "big")


# By what a picture of each kind begins with: what the web calls it, and what looks whether it is sound.
_STARTS = {_PNG: ("image/png", _wrong_with_png), b"\xff\xd8\xff": ("image/jpeg", _wrong_with_jpeg)}
