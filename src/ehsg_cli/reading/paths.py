"""Paths: the folder of a file, and what Windows makes of a name, here so that it is tested everywhere."""

import os
from functools import lru_cache
from pathlib import Path, PureWindowsPath

# Names that stand for a device in every folder, whatever their ending.
_DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
_NUMBERED_DEVICES = ("COM", "LPT")
_NUMBERS = set("123456789¹²³")
_NOT_IN_NAMES = '<>:"|?*'
# Without a setting that few machines have, a path has at most so many characters.
_LONGEST = 259


def folder_of(name: str) -> Path:
    """The whole path of the folder that a file stands in; asked for every file, and the same for many."""
    return _whole(os.path.dirname(name), os.getcwd())  # noqa: PTH109, PTH120


@lru_cache(maxsize=64)
def _whole(folder: str, here: str) -> Path:
    return Path(here, folder)


def from_here(path: str) -> str:
    """A path as a person here would write it: from the working folder, if it is below that; else as it is."""
    here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118  # as in folder_of
    return path[len(here) :] if path.startswith(here) and path != here else path


def is_device(path: str) -> bool:
    """Whether Windows takes a path for a device: reading `CON` would wait for the keyboard for ever."""
    stem = PureWindowsPath(path).name.split(".")[0].rstrip(" ").upper()
    return stem in _DEVICES or (stem[:3] in _NUMBERED_DEVICES and len(stem) == 4 and stem[3] in _NUMBERS)


def unfit_on_windows(path: str) -> str:
    """Why Windows can keep no file under a path, as the end of a sentence; empty where it can."""
    name = PureWindowsPath(path).name
    if is_device(path):
        return f"Windows keeps the name {name} for a device"
    wrong = [character for character in name if character in _NOT_IN_NAMES or ord(character) < 32]
    if wrong:
        shown = wrong[0] if wrong[0].isprintable() else f"U+{ord(wrong[0]):04X}"
        return f"no name on Windows may hold {shown}"
    if name != name.rstrip(". "):
        return "no name on Windows may end in a full stop or a space"
    return ""


def too_long_for_windows(path: str) -> bool:
    """Whether a full path is longer than Windows takes."""
    return len(path) > _LONGEST and not path.startswith("\\\\?\\")
