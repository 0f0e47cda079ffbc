"""Which files of ours stand in a folder, for which area: a cheap look at how each begins.

A look lasts for one run: what a folder holds is found out once. What a file says is read by
`ehsg_cli.reading.heads`, which is loaded only where somebody asks.
"""

import os
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from ehsg_cli.errors import UserError
from ehsg_cli.reading.ours import look_at, may_be_ours

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ehsg_cli.assessment import Assessment
    from ehsg_cli.reading.loaded import AnyContent, Loaded

ASSESSMENT, PLAN, RESPONSE = "assessment/1", "plan/1", "response/1"

# So many folders are remembered: files are checked in the order of their paths.
_FOLDERS = 16
# So many assessments are kept for those of later years: two years of every area, should one folder hold all.
_SAID = 400


class Folders:
    """What stands in each folder, as one run sees it."""

    def __init__(self) -> None:
        self.at = lru_cache(maxsize=_FOLDERS)(Folder)
        # Files read whole for another's sake, the last few of them.
        self.kept: dict[str, Loaded[AnyContent] | None] = {}
        # What the assessments say that were read a short while ago, by their whole paths, the latest last.
        self._said: dict[str, Assessment | None] = {}
        # What `ehsg_cli.reading.names` has found: the names listed for a folder.
        self.names: dict[Path, tuple[str, ...]] = {}

    def around(self, name: str) -> "Folder":
        """The folder that a file stands in."""
        return self.at(os.path.dirname(os.path.abspath(name)))  # noqa: PTH100, PTH120  # done for every file

    def keep(self, path: str, said: "Assessment | None") -> None:
        """Keep for later years what an assessment says; `None` where it is not sound."""
        self._said.pop(path, None)
        self._said[path] = said
        if len(self._said) > _SAID:
            del self._said[next(iter(self._said))]

    def said(self, path: str, read: "Callable[[str], Assessment | None]") -> "Assessment | None":
        """What an assessment says, which is read only where that is not kept."""
        if path not in self._said:
            self.keep(path, read(path))
        return self._said[path]


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
            try:
                kind, lines, whole = look_at(file)
            except UserError:  # it went away, or may not be read
                continue
            if kind is not None:
                self._paths.setdefault((kind, _area(lines, whole=whole)), []).append(file)

    def has(self, kind: str, area: str) -> bool:
        """Whether any file of a kind names an area or may do so."""
        return (kind, area) in self._paths or (kind, None) in self._paths

    def has_others(self, kind: str, area: str, own: str) -> bool:
        """Whether any file of a kind but one of them, by its path, names an area or may do so."""
        return any(path != own for key in ((kind, area), (kind, None)) for path in self._paths.get(key, ()))

    def candidates(self, kind: str, area: str) -> list[str]:
        """The files of a kind that name an area (as `same_area` compares it) or may do so, in path order."""
        return sorted(self._paths.get((kind, area), []) + self._paths.get((kind, None), []))

    def of_kind(self, kind: str) -> list[str]:
        """All files of a kind, in path order."""
        return sorted(path for (of, _), paths in self._paths.items() if of == kind for path in paths)


def same_area(name: str | None) -> str | None:
    """An area's name as names are compared: capitals and spaces make no difference. `None` for none."""
    return " ".join(name.split()).casefold() or None if name is not None else None


def _files(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries if may_be_ours(entry)]
    except OSError:
        return []


def _area(lines: bytes, *, whole: bool) -> str | None:
    """The area's name where it is written as most people do; `None` where a parser has to tell."""
    found = _name().search(lines)
    # A name may go on behind what was read.
    if found is None or not (whole or found.end() < len(lines)):
        return None
    return same_area(found.group(2).decode("utf-8", "replace"))


@cache
def _name() -> "re.Pattern[bytes]":
    # A name without any character that means something in YAML, and something plain behind it: the next key,
    # a comment, or the bracket that closes the group.
    return re.compile(
        rb"""^area:[ \t]*(?:\r?\n[ \t]+|\{[ \t]*)name:[ \t]+(["']?)([^\W_][^"'\\:#,{}\[\]\r\n]*)\1[ \t]*"""
        rb"(?:[,}]|\r?\n(?=[ \t]*[\w-]+:|[ \t]*#|\Z))",
        re.MULTILINE,
    )
