"""Which files there are."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ehsg_cli.errors import UserError
from ehsg_cli.reading.ours import is_hidden, look_at, may_be_ours
from ehsg_cli.reading.packs import KIND as PACK_KIND
from ehsg_cli.wording import short

# For a folder, the files and folders below it to leave out, spelled from the folder as given.
LeftOut = Callable[[str], frozenset[str]]


def _nothing(folder: str) -> frozenset[str]:
    return frozenset()


def expand(paths: Iterable[str]) -> list[str]:
    """Paths with patterns such as `areas/*.yaml` replaced by what they match, as Windows shells do not.

    Raises:
        UserError: a path that does not exist, or a pattern that matches nothing.
    """
    expanded: list[str] = []
    for path in paths:
        if not path:
            raise UserError("an empty path names no file and no folder", "write . for the current folder")
        if _exists(path):
            expanded.append(path)
            continue
        matches: list[str] = []
        if any(character in path for character in "*?["):
            from glob import glob

            # A link that leads nowhere fits a pattern, and is no file.
            matches = sorted(filter(_exists, glob(path, recursive=True)))  # noqa: PTH207  # keeps ./ as typed
            if not matches:
                raise UserError(
                    f"no file fits the pattern {short(path)}", "check the name and the folder you are in"
                )
        if not matches:
            raise UserError(
                f"there is no file or folder {short(path)}", "check the name and the folder you are in"
            )
        expanded += matches
    return expanded


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # no path at all: too long, or with a character that no path has
        return False


def find_files(paths: Iterable[str], left_out: LeftOut = _nothing, *, only_ours: bool = False) -> list[str]:
    """The files that some paths name, in path order, each once however it is spelled.

    A folder is searched for files of ours ending in .yaml or .yml; a file that is named is taken as it is.
    Patterns are expanded.

    Args:
        paths: files, folders and patterns.
        left_out: what is not looked at below a folder, asked for each folder named and each repository
            inside it; a file that is named is looked at all the same.
        only_ours: pass over files that are none of ours even where they are named.

    Raises:
        UserError: a path that does not exist, or a folder that cannot be read.
    """
    found: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in expand(paths):
        if Path(path).is_dir():
            here = os.path.join(path, "") if path == os.curdir else ""  # noqa: PTH118
            for file, key in _walk(path, left_out):
                if _is_ours(file):
                    # As it would be typed: a file of the current folder without a dot before it.
                    found.setdefault(key, file.removeprefix(here))
        elif not only_ours or _is_ours(path):
            found.setdefault(_key(path, folders), path)
    return sorted(found.values())


def _key(path: str, folders: dict[str, str]) -> str:
    """The same for every spelling of a path; `folders` keeps what is known of folders already."""
    # To resolve a path takes a question for each of its folders, which adds up where files are many.
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder or os.curdir)
    real = os.path.realpath(path) if os.path.islink(path) else os.path.join(folders[folder], name)  # noqa: PTH114, PTH118
    return os.path.normcase(real)


def _walk(top: str, left_out: LeftOut) -> Iterator[tuple[str, str]]:
    """Files below a folder that may be ours, each with what is the same for every spelling of its path."""
    without = left_out(top)
    waiting = [(top, os.path.realpath(top))]
    while waiting:
        folder, real = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            # It may have gone since it was listed, which is no reason to stop.
            if isinstance(error, FileNotFoundError) and folder != top:
                continue
            raise UserError(
                f"cannot read the folder {folder}: {error.strerror}", "check that you may read it"
            ) from error
        if folder != top and any(entry.name == ".git" for entry in entries):
            without |= left_out(folder)
        for entry in entries:
            if is_hidden(entry.name):
                continue
            path = os.path.join(folder, entry.name)  # noqa: PTH118  # keeps ./ as typed
            if path in without:
                continue
            if _is_folder(entry):
                waiting.append((path, os.path.join(real, entry.name)))  # noqa: PTH118
            elif may_be_ours(entry):
                whole = os.path.realpath(path) if entry.is_symlink() else os.path.join(real, entry.name)  # noqa: PTH118
                yield path, os.path.normcase(whole)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """A folder to go into; a link to one could lead round in a ring."""
    if sys.version_info >= (3, 12) and entry.is_junction():
        return False
    return entry.is_dir(follow_symlinks=False)


def _is_ours(path: str) -> bool:
    """Whether a file says that it is ours, and is no part of a guide pack."""
    kind, _, _ = look_at(path)
    return kind is not None and kind != PACK_KIND
