"""What Windows makes of a path, seen from any machine."""

import ntpath
from pathlib import PureWindowsPath

import pytest

from ehsg_cli.git import spelled_from
from ehsg_cli.reading.paths import is_device, too_long_for_windows, unfit_on_windows


@pytest.mark.parametrize(
    "path",
    [
        "CON",
        "con",
        "NUL.yaml",
        "nul.tar.gz",
        "aux",
        "PRN .yaml",
        "COM1",
        "lpt9.yaml",
        "COM³.yaml",
        "CONOUT$",
        r"C:\Users\A B\con.yaml",
        r"areas\NUL",
        "areas/NUL",
        "C:nul",
        r"\\server\share\areas\aux.yaml",
    ],
)
def test_a_device_is_known_in_every_folder_and_with_every_ending(path: str) -> None:
    """Whatever stands before the name or behind its first full stop."""
    assert is_device(path)
    assert "for a device" in unfit_on_windows(path)


@pytest.mark.parametrize(
    "path",
    [
        "area.yaml",
        r"C:\Users\A B\x.yaml",
        "C:x.yaml",
        r"\\server\share\x.yaml",
        "//server/share/x.yaml",
        r"..\areas\x.yaml",
        "CONWY.yaml",  # a county, and no console
        "COM0.yaml",
        "COM10.yaml",
        "LPT.yaml",
        "area.con",
        "nul/area.yaml",
        "Zoë’s area (2) [draft] & more.yaml",
        ".ehsg",
        "",
    ],
)
def test_a_usual_path_is_fit(path: str) -> None:
    """Drives, shares, spaces and names that only begin like a device's."""
    assert not is_device(path)
    assert unfit_on_windows(path) == ""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("area:2022.yaml", "no name on Windows may hold :"),
        (r"C:\areas\2022?.yaml", "no name on Windows may hold ?"),
        ('the "area".yaml', 'no name on Windows may hold "'),
        ("a\tb.yaml", "no name on Windows may hold U+0009"),
        ("area.", "no name on Windows may end in a full stop or a space"),
        ("area.yaml ", "no name on Windows may end in a full stop or a space"),
    ],
)
def test_why_a_path_is_unfit(path: str, reason: str) -> None:
    """In a few words, with the character."""
    assert unfit_on_windows(path) == reason


def test_the_longest_path() -> None:
    """259 characters, unless the path says that it is a long one."""
    start = "C:\\"
    assert not too_long_for_windows(start + "x" * 256)
    assert too_long_for_windows(start + "x" * 257)
    assert not too_long_for_windows("\\\\?\\" + start + "x" * 300)


@pytest.mark.parametrize(
    "folder",
    [
        ".",
        "areas",
        "areas\\",
        "areas/",
        r"C:\Users\A B",
        "C:",
        "C:areas",
        r"\\server\share",
        "//server/share/areas",
    ],
)
def test_what_git_tells_is_spelled_as_a_walk_on_windows_spells_it(folder: str) -> None:
    """Git writes slashes; a walk joins name by name, starting from the folder as it was typed."""
    told = "a.yaml\0deep/in side/b.yaml\0node_modules/\0"
    step = ntpath.join
    assert spelled_from(folder, told, ntpath) == {
        step(folder, "a.yaml"),
        step(step(step(folder, "deep"), "in side"), "b.yaml"),
        step(folder, "node_modules"),
    }
    for path in spelled_from(folder, told, ntpath):
        assert PureWindowsPath(path).is_relative_to(PureWindowsPath(folder))
