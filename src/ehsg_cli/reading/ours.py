"""Which files are ours: by their names, and by the line that says their kind, which needs no parser."""

import os
import re
from functools import cache

from ehsg_cli.reading.raw import read_bytes, read_lines

# That line is among a file's first, and so are its other keys, unless there is a long comment above them.
BEGINNING = 4096
_ENDINGS = (".yaml", ".yml")


def may_be_ours(entry: os.DirEntry[str]) -> bool:
    """Whether something in a folder is a file that has a name as ours have."""
    name = entry.name
    return name.lower().endswith(_ENDINGS) and not is_hidden(name) and is_file(entry)


def is_hidden(name: str) -> bool:
    """What is hidden is some program's own: a repository, an editor's lock, a copy made by a Mac."""
    return name[0] == "."


def is_file(entry: os.DirEntry[str]) -> bool:
    """Whether something in a folder is a file, or a link to one."""
    try:
        return entry.is_file()
    except OSError:  # a link to itself, or into a folder that is closed to us
        return False


def look_at(path: str) -> tuple[str | None, bytes, bool]:
    """What a file says that it is, the lines that it took to see that, and whether they are all of it.

    Only its beginning is read where that settles it, and the whole of it where it doesn't.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    data, whole = read_lines(path, BEGINNING)
    kind = kind_of(data)
    if kind is None and not whole:
        data, whole = read_bytes(path), True
        kind = kind_of(data)
    return kind, data, whole


def kind_of(data: bytes) -> str | None:
    """What bytes say that they are, such as `plan/1`; `None` where no line of theirs says it.

    The kind is empty where the line does not tell it.
    """
    found = _mark().search(data) if b"ehsg" in data else None
    if found:
        return found.group(1).strip(b"\"' \t").decode("utf-8", "replace")
    # UTF-16 hides the line: then the text itself tells.
    return "" if b"e\x00h\x00s\x00g\x00:" in data else None


@cache
def _mark() -> "re.Pattern[bytes]":
    # A file is one of ours when a line of its top level starts so; cheaper to see than to parse it.
    return re.compile(rb"""^(?:\xef\xbb\xbf)?["']?ehsg["']?[ \t]*:([^#\r\n]*)""", re.MULTILINE)
