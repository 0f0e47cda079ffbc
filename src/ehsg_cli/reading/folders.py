"""Which files of ours stand in a folder, for which area: a cheap look at how each begins.

A look lasts for one run: what a folder holds is found out once. What a file says is read by
`ehsg_cli.reading.heads`, which is loaded only where somebody asks.
"""

import os
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ehsg_cli.reading.loaded import AnyContent, Loaded

ASSESSMENT, PLAN = "assessment/1", "plan/1"

# A file's first keys stand in as many bytes, comments above them and all.
BEGINNING = 4096
_ENDINGS = (".yaml", ".yml")
# So many folders are remembered: files are checked in the order of their paths.
_FOLDERS = 16


class Folders:
    """What stands in each folder, as one run sees it."""

    def __init__(self) -> None:
        self.at = lru_cache(maxsize=_FOLDERS)(Folder)
        # Files read whole for another's sake, the last few of them.
        self.kept: dict[str, Loaded[AnyContent] | None] = {}

    def around(self, name: str) -> "Folder":
        """The folder that a file stands in."""
        return self.at(os.path.dirname(os.path.abspath(name)))  # noqa: PTH100, PTH120  # done for every file


class Folder:
    """The files of ours in one folder, by kind and area.

    Attributes:
        known: what `ehsg_cli.reading.heads` has found out about some of them.
    """

    def __init__(self, path: str) -> None:
        # By kind and area; under `None` stand those whose area the quick look could not make out.
        self._paths: dict[tuple[str, str | None], list[str]] = {}
        self.known: dict[Any, Any] = {}
        for file in _files(path):
            beginning = beginning_of(file)
            kind = _kind(beginning)
            if kind is not None:
                self._paths.setdefault((kind, _area(beginning)), []).append(file)

    def has(self, kind: str, area: str) -> bool:
        """Whether any file of a kind names an area or may do so."""
        return (kind, area) in self._paths or (kind, None) in self._paths

    def candidates(self, kind: str, area: str) -> list[str]:
        """The files of a kind that name an area (as `same_area` compares it) or may do so, in path order."""
        return sorted(self._paths.get((kind, area), []) + self._paths.get((kind, None), []))


def same_area(name: str | None) -> str | None:
    """An area's name as names are compared: capitals and spaces make no difference. `None` for none."""
    return " ".join(name.split()).casefold() or None if name is not None else None


def _files(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [
                entry.path
                for entry in entries
                if entry.name.lower().endswith(_ENDINGS) and entry.name[0] != "." and entry.is_file()
            ]
    except OSError:
        return []


def beginning_of(path: str) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        with open(path, "rb", 0) as file:  # noqa: PTH123  # done for every file of a folder
            return file.read(BEGINNING)
    except OSError:
        return b""


def _kind(beginning: bytes) -> str | None:
    found = _mark().search(beginning) if b"ehsg" in beginning else None
    return found.group(1).decode("utf-8", "replace").rstrip() if found else None


def _area(beginning: bytes) -> str | None:
    """The area's name where it is written as most people do; `None` where a parser has to tell."""
    found = _name().search(beginning)
    return same_area(found.group(2).decode("utf-8", "replace")) if found else None


@cache
def _mark() -> "re.Pattern[bytes]":
    return re.compile(rb"""^(?:\xef\xbb\xbf)?["']?ehsg["']?[ \t]*:[ \t]*["']?([\w./-]+)""", re.MULTILINE)


@cache
def _name() -> "re.Pattern[bytes]":
    # A name without any character that means something in YAML, and something plain behind it: the next key,
    # a comment, or the bracket that closes the group.
    return re.compile(
        rb"""^area:[ \t]*(?:\r?\n[ \t]+|\{[ \t]*)name:[ \t]+(["']?)([^\W_][^"'\\:#,{}\[\]\r\n]*)\1[ \t]*"""
        rb"(?:[,}]|\r?\n(?=[ \t]*[\w-]+:|[ \t]*#|\Z))",
        re.MULTILINE,
    )
