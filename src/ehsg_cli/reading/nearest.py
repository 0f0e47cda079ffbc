"""Which settings hold for a file: those nearest to it, from its folder upwards.

What stands in it is read by `ehsg_cli.reading.settings`, which is loaded only where there is such a file.
"""

import os
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ehsg_cli.diagnostics import Rule
from ehsg_cli.errors import UserError
from ehsg_cli.reading.in_force import FILE, MOST_BYTES, SHARED_FILE, InForce
from ehsg_cli.reading.raw import read_bytes

if TYPE_CHECKING:
    from ehsg_cli.reading.settings import SettingsFile

# Without spaces and quotation marks, one of these stands in every file that has our table...
_OUR_TABLE = (b"tool.ehsg", b"[tool]", b"tool={")
# ... and a line that begins with one of these is ours for certain.
_OUR_LINES = (b"[tool.ehsg]", b"[tool.ehsg.", b"[[tool.ehsg.")
# So many folders are remembered: files are checked in the order of their paths.
_FOLDERS = 64


class Choice(NamedTuple):
    """Which settings a user asked for.

    Attributes:
        file: the one file that holds for everything, or `None` for the nearest to each file.
        isolated: whether none hold at all.
    """

    file: str | None = None
    isolated: bool = False


class SettingsLookup:
    """Settings by file. What holds for a folder is found out once, and lasts as long as this object."""

    def __init__(self, catalogue: Mapping[str, Rule[..., Any]], choice: Choice = Choice()) -> None:  # noqa: B008
        self.choice = choice
        self._catalogue = catalogue
        self._nearest = lru_cache(maxsize=_FOLDERS)(_nearest)
        self.read = cache(self._read)

    def of(self, name: str) -> InForce | None:
        """What holds for a file, or `None` where nothing is set.

        Raises:
            UserError: the settings cannot be read or understood.
        """
        if self.choice.isolated:
            return None
        path = os.path.abspath(name)  # noqa: PTH100  # done for every file
        found = self.choice.file or self._nearest(os.path.dirname(path))  # noqa: PTH120
        return self.read(found).in_force(path) if found else None

    def _read(self, path: str) -> "SettingsFile":
        from ehsg_cli.reading.paths import from_here
        from ehsg_cli.reading.settings import read_settings

        # What is said of them names them as a person here would; they are told apart by their whole path.
        return read_settings(from_here(path), self._catalogue)._replace(path=path)


def _nearest(folder: str) -> str | None:
    """The settings file of a folder or of the nearest one above that has one."""
    while True:
        own = os.path.join(folder, FILE)  # noqa: PTH118
        if os.path.isfile(own):  # noqa: PTH113
            return own
        shared = os.path.join(folder, SHARED_FILE)  # noqa: PTH118
        if os.path.isfile(shared) and _has_our_table(shared):  # noqa: PTH113
            return shared
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above


def _has_our_table(path: str) -> bool:
    """Whether a Python project's file sets something for us; it is read as TOML only if that may be so.

    Raises:
        UserError: it does, and is broken. A broken file that may be of other tools alone is none of ours.
    """
    try:
        squeezed = read_bytes(path, MOST_BYTES).translate(None, b" \t\"'")
    except UserError:
        return False
    if not any(sign in squeezed for sign in _OUR_TABLE):
        return False
    from ehsg_cli.reading.settings import our_table, toml_of

    try:
        return our_table(toml_of(path)[1]) is not None
    except UserError:
        if any(line.startswith(_OUR_LINES) for line in squeezed.splitlines()):
            raise
        return False
