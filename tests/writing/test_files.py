"""Files are written whole or not at all, and never over something unasked."""

import errno
import io
import os
import stat
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.writing import MARK, sealed, write_file
from ehsg_cli.writing.files import change_file, place_for

OURS = sealed(f"<!-- {MARK.decode()} 0.1.0 -->\nold\n".encode()).decode()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_text_is_written_as_it_is(tmp_path: Path) -> None:
    """UTF-8, with the line ends it has, and no other file left beside it."""
    write_file(tmp_path / "a.md", "Zoë\nB\r\n")
    assert (tmp_path / "a.md").read_bytes() == "Zoë\nB\r\n".encode()
    assert names(tmp_path) == ["a.md"]


def test_a_file_of_another_hand_is_not_overwritten(tmp_path: Path) -> None:
    """The message says what to do, and the file is whole."""
    (tmp_path / "a.md").write_text("mine\n")
    with pytest.raises(UserError, match="exists, and ehsg did not make it") as caught:
        write_file(tmp_path / "a.md", "new")
    assert "--force" in caught.value.hint
    assert (tmp_path / "a.md").read_text() == "mine\n"


def test_force_overwrites_it(tmp_path: Path) -> None:
    """Asked for, it is done."""
    (tmp_path / "a.md").write_text("mine\n")
    write_file(tmp_path / "a.md", "new", force=True)
    assert (tmp_path / "a.md").read_text() == "new"


def test_a_file_of_ours_is_made_anew(tmp_path: Path) -> None:
    """A paper may be written again and again, also where its name is not new."""
    (tmp_path / "a.md").write_text(OURS)
    write_file(tmp_path / "a.md", "new")
    assert (tmp_path / "a.md").read_text() == "new"


def test_a_file_without_room_for_the_mark_is_known_by_its_form(tmp_path: Path) -> None:
    """A pattern near its start; elsewhere, or without one, it is somebody's."""
    pattern = r'\A\{"schema": "ours"'
    file = tmp_path / "a.json"
    file.write_text('{"schema": "ours"}')
    with pytest.raises(UserError, match="exists"):
        write_file(file, "new")
    write_file(file, "new", known_by=pattern)
    assert file.read_text() == "new"
    file.write_text('{"a": {"schema": "ours"}}')
    with pytest.raises(UserError, match="exists"):
        write_file(file, "newer", known_by=pattern)


def office(application: str, *, name: str = "docProps/app.xml") -> bytes:
    """An Office file that says which program saved it last."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" * 200)
        archive.writestr(name, f"<Properties><Application>{application}</Application></Properties>")
    return target.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_office_file_of_ours_is_made_anew(tmp_path: Path, name: str) -> None:
    """It names us as the program that saved it last."""
    file = tmp_path / name
    file.write_bytes(sealed(office("Made by ehsg 0.1.0")))
    write_file(file, b"new")
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize(
    "data",
    [
        office("Microsoft Office Word"),
        office("LibreOffice/24.2"),
        office("Not Made by ehsg 0.1.0"),
        office("Made by ehsgoing"),
        office("Made by ehsg 0.1.0", name="docProps/other.xml"),
        office(" Made by ehsg 0.1.0"),
        office("Made by ehsg 0.1.0")[:-30],
        office("Made by ehsg 0.1.0")[:60],
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\xff" * 5000,
        b"PK\x05\x06" + b"\0" * 18,
    ],
)
def test_an_office_file_that_another_program_saved_is_somebodys(tmp_path: Path, data: bytes) -> None:
    """So is one that is damaged: whatever is in it, it is not as we left it."""
    file = tmp_path / "a.docx"
    file.write_bytes(data)
    with pytest.raises(UserError, match="exists, and ehsg did not make it"):
        write_file(file, b"new")
    assert file.read_bytes() == data


def test_an_office_file_that_is_larger_than_ours_ever_are_is_somebodys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not even opened."""
    file = tmp_path / "a.docx"
    file.write_bytes(sealed(office("Made by ehsg 0.1.0")))
    monkeypatch.setattr("ehsg_cli.writing.marks._LARGEST", 100)
    with pytest.raises(UserError, match="exists"):
        write_file(file, b"new")


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    """What a person fills in is not remade, even if we made it."""
    (tmp_path / "a.yaml").write_text(OURS)
    with pytest.raises(UserError, match="exists already"):
        write_file(tmp_path / "a.yaml", "new", remake=False)
    assert (tmp_path / "a.yaml").read_text() == OURS


def test_the_source_is_overwritten_in_no_case(tmp_path: Path) -> None:
    """Not even with --force, nor under another spelling of its path."""
    source = tmp_path / "area.yaml"
    source.write_text("ehsg: assessment/1\n")
    with pytest.raises(UserError, match="is the file this is made from"):
        write_file(tmp_path / "." / "area.yaml", "new", force=True, sources=[source])
    assert source.read_text() == "ehsg: assessment/1\n"


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    """Writing a file over a folder is refused in words."""
    with pytest.raises(UserError, match="is a folder"):
        write_file(tmp_path, "new")


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    """No folder is made unasked."""
    with pytest.raises(UserError, match=r"the folder of .* does not exist"):
        write_file(tmp_path / "no" / "a.md", "new")


def test_a_failure_half_way_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up: the old file stands, nothing else is left behind, one line says why."""
    (tmp_path / "a.md").write_text(OURS)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left on device"):
        write_file(tmp_path / "a.md", "new")
    assert (tmp_path / "a.md").read_text() == OURS
    assert names(tmp_path) == ["a.md"]


class Held:
    """A file that a program has open, which is how Windows tells of it, for so many tries."""

    def __init__(self, tries: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tries = tries
        self.waits: list[float] = []
        self._replace = Path.replace
        monkeypatch.setattr(Path, "replace", lambda path, target: self._try(path, target))
        monkeypatch.setattr(time, "sleep", self.waits.append)

    def _try(self, path: Path, target: Path) -> Path:
        self.tries -= 1
        if self.tries >= 0:
            raise PermissionError(
                13, "The process cannot access the file because it is being used by another process"
            )
        return self._replace(path, target)


def test_a_file_that_is_open_elsewhere_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner lets go of a new file within a moment, and nobody hears of it."""
    (tmp_path / "a.md").write_text(OURS)
    held = Held(3, monkeypatch)
    write_file(tmp_path / "a.md", "new")
    assert (tmp_path / "a.md").read_text() == "new"
    assert len(held.waits) == 3
    assert names(tmp_path) == ["a.md"]


def test_a_file_that_stays_open_elsewhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word has it open: after a second in all one line says so and what to do, and the file is whole."""
    (tmp_path / "a.md").write_text(OURS)
    held = Held(99, monkeypatch)
    with pytest.raises(UserError) as caught:
        write_file(tmp_path / "a.md", "new")
    assert caught.value.message == f"cannot write {tmp_path / 'a.md'}: it is open in another program"
    assert caught.value.hint == "close it there and run the command again, or name another file with -o"
    assert (len(held.waits), round(sum(held.waits), 3)) == (5, 1.0)
    assert (tmp_path / "a.md").read_text() == OURS
    assert names(tmp_path) == ["a.md"]


def test_a_file_that_is_write_protected_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace such a file, too; nobody is sent to look for a program that has it open."""
    (tmp_path / "a.md").write_text(OURS)
    Held(99, monkeypatch)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(UserError, match="it is write-protected"):
        write_file(tmp_path / "a.md", "new")
    assert names(tmp_path) == ["a.md"]


def test_a_folder_that_may_not_be_written_in_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for where the right is missing."""

    def refuse(**options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(UserError, match="you may not write in its folder"):
        write_file(tmp_path / "a.md", "new")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("CON", "Windows keeps the name CON for a device"),
        ("nul.yaml", "Windows keeps the name nul.yaml for a device"),
        ("area: 2022.yaml", "no name on Windows may hold :"),
        ("area. ", "no name on Windows may end in a full stop or a space"),
    ],
)
def test_a_name_that_windows_does_not_take_is_told_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    """`NUL` would swallow the text, and a colon would hide it in a side stream of another file."""
    monkeypatch.setattr("ehsg_cli.writing.files._ON_WINDOWS", True)
    with pytest.raises(UserError) as caught:
        write_file(tmp_path / name, "new")
    assert caught.value.message == f"cannot write {tmp_path / name}: {reason}"
    assert names(tmp_path) == []


def test_a_path_too_long_for_windows_is_told_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says of such a path that it does not exist, which would send people looking for a folder."""
    monkeypatch.setattr("ehsg_cli.writing.files._ON_WINDOWS", True)
    with pytest.raises(UserError, match="the whole path is longer than Windows takes") as caught:
        write_file(tmp_path.joinpath(*["a folder with a long name"] * 11, "a.md"), "new")
    assert "shorter" in caught.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_is_written_through(tmp_path: Path) -> None:
    """The file behind a link changes, and the link stays one."""
    (tmp_path / "real.md").write_text(OURS)
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    write_file(tmp_path / "link.md", "new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_modes_are_those_of_other_files(tmp_path: Path) -> None:
    """A new file gets what the user's mask gives, an old one keeps what it had."""
    (tmp_path / "other").write_text("")
    write_file(tmp_path / "new.md", "x")
    assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == stat.S_IMODE(
        (tmp_path / "other").stat().st_mode
    )
    (tmp_path / "old.md").write_text(OURS)
    (tmp_path / "old.md").chmod(0o640)
    write_file(tmp_path / "old.md", "x")
    assert stat.S_IMODE((tmp_path / "old.md").stat().st_mode) == 0o640


def test_a_file_that_comes_to_be_there_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who start the same file at once: the first has it, the second is told."""
    make = tempfile.mkstemp

    def make_late(*of: Any, **how: Any) -> tuple[int, str]:
        (tmp_path / "a.yaml").write_text("theirs")
        return make(*of, **how)

    monkeypatch.setattr(tempfile, "mkstemp", make_late)
    with pytest.raises(UserError, match="has come to be there meanwhile"):
        write_file(tmp_path / "a.yaml", "ours")
    assert (tmp_path / "a.yaml").read_text() == "theirs"
    assert names(tmp_path) == ["a.yaml"]


def test_a_disk_without_links_takes_a_new_file_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a memory stick has it; the name is taken first there, so that still nobody's file is lost."""

    def refuse(*of: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_file(tmp_path / "a.yaml", "ours")
    assert (tmp_path / "a.yaml").read_text() == "ours"
    assert names(tmp_path) == ["a.yaml"]


def test_a_file_with_a_second_name_is_not_parted_from_it(tmp_path: Path) -> None:
    """A hard link: the other name would keep the old text without a word."""
    (tmp_path / "a.yaml").write_bytes(b"old")
    os.link(tmp_path / "a.yaml", tmp_path / "b.yaml")
    with pytest.raises(UserError, match="has another name as well"):
        change_file(tmp_path / "a.yaml", b"old", b"new")
    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "b.yaml").read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """A pipe or a device stays what it is, also with `--force`; and nobody waits for a reader."""
    os.mkfifo(tmp_path / "pipe")
    for force in (False, True):
        with pytest.raises(UserError, match="is no ordinary file"):
            write_file(tmp_path / "pipe", "new", force=force)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_a_mended_file_keeps_its_owner(tmp_path: Path) -> None:
    """Also where root does the mending."""
    (tmp_path / "a.yaml").write_bytes(b"old")
    os.chown(tmp_path / "a.yaml", 1234, 1234)
    change_file(tmp_path / "a.yaml", b"old", b"new")
    status = (tmp_path / "a.yaml").stat()
    assert (status.st_uid, status.st_gid, (tmp_path / "a.yaml").read_bytes()) == (1234, 1234, b"new")


@pytest.mark.parametrize("name", ["x" * 300, "é" * 200 + ".html"])
def test_a_name_that_is_too_long_is_told(tmp_path: Path, name: str) -> None:
    """Before any work and when it is written; also of a folder on the way."""
    for path in (tmp_path / name, tmp_path / name / "a.html"):
        for write in (place_for, lambda path: write_file(path, "text")):
            with pytest.raises(UserError, match=r"cannot write .*: the name is too long"):
                write(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_that_lead_in_a_circle_are_told(tmp_path: Path) -> None:
    """Of the file, of a folder above it, and among the sources, which none can be made from."""
    for one, other in (("a.html", "b.html"), ("d", "e")):
        (tmp_path / one).symlink_to(other)
        (tmp_path / other).symlink_to(one)
    for path in (tmp_path / "a.html", tmp_path / "d" / "x.html"):
        with pytest.raises(UserError, match="its links lead in a circle"):
            place_for(path)
    assert place_for(tmp_path / "c.html", sources=[tmp_path / "a.html"]).name == "c.html"


def test_nothing_of_another_hand_in_a_folder_of_sources_is_overwritten(tmp_path: Path) -> None:
    """With force neither; what is ours there is made anew, and a new file may stand there."""
    ours, theirs = tmp_path / "ours.html", tmp_path / "own" / "part.html"
    theirs.parent.mkdir()
    theirs.write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="which this is made with"):
        write_file(theirs, OURS, force=True, sources=[tmp_path])
    assert theirs.read_text(encoding="utf-8") == "mine"
    for _ in range(2):
        write_file(ours, OURS, sources=[tmp_path])
