"""What is different on Windows, tried here as far as another system can."""

import json
import ntpath
import os
import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import pytest

from ehsg_cli.cli.output import folder_named
from ehsg_cli.reading.discovery import _key
from ehsg_cli.reading.settings import _below
from ehsg_cli.render.findings.places import path_in_repository
from ehsg_cli.render.findings.setting import Setting
from tests.cli.conftest import EXAMPLES, Ehsg
from tests.cli.test_boundary import EHSG, in_terminal, start

CONSOLES = ["cp1252", "cp850", "cp437", "ascii"]
MARKS = "“Sent” → off – today… • █░"
STRANGE = f"ehsg: assessment/1\nguide: ehsg-2022\narea: {{name: Zoë}}\nperiod: 2022\nstatus: '{MARKS}'\n"


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """A file whose one odd value is told of in a finding, under a name that no older console can show."""
    path = tmp_path / "area → 2022.yaml"
    path.write_text(STRANGE, encoding="utf-8")
    return path


# The console


@pytest.mark.parametrize("encoding", CONSOLES)
def test_a_console_that_knows_few_characters_gets_their_likeness(
    tmp_path: Path, strange: Path, encoding: str
) -> None:
    """Nothing is raised, an arrow is `->`, and no question mark stands where a likeness is known."""
    done = start("validate", strange.name, cwd=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, b"")
    text = done.stdout.decode(encoding)
    assert "area -> 2022.yaml" in text
    assert "-> off" in text
    assert "?" not in text.replace("did you mean", "").replace("?", "", text.count("did you mean"))


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
@pytest.mark.parametrize(
    "command",
    [["summary"], ["priorities"], ["autonomy"], ["explain"], ["guide", "show", "FV1"], ["report"]],
    ids=" ".join,
)
def test_every_command_can_be_read_on_such_a_console(
    tmp_path: Path, command: list[str], encoding: str
) -> None:
    """Figures keep their bars and columns; what goes into a pipe whole (a report) is UTF-8 all the same."""
    file = [str(EXAMPLES / "northbridge-2023.yaml")] if command[0] not in ("explain", "guide") else []
    done = start(*command, *file, cwd=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode("utf-8" if command == ["report"] else encoding)
    assert "Traceback" not in text
    if command == ["summary"]:
        full = start(*command, *file, cwd=tmp_path, PYTHONIOENCODING="utf-8").stdout.decode()
        assert [len(line) for line in text.splitlines()] == [len(line) for line in full.splitlines()]
        assert re.search("[#█]{2,}[.░]", text)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_a_terminal_that_knows_few_characters_gets_their_likeness(
    tmp_path: Path, strange: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    """Colour and wrapping go another way than a pipe does."""
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    monkeypatch.setenv("PYTHONUTF8", "0")
    for command in (["validate", strange.name], ["summary", str(EXAMPLES / "gateshead-2022.yaml")]):
        out = in_terminal([*EHSG, *command], tmp_path, no_color="1")
        assert b"Traceback" not in out
        text = out.decode(encoding)
        assert "->" in text or "#####" in text or "█████" in text


def test_an_error_on_such_a_console_can_be_read(tmp_path: Path) -> None:
    """Standard error is the same console."""
    done = start("validate", "no → where.yaml", cwd=tmp_path, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 2
    assert b'there is no file or folder "no -> where.yaml"' in done.stderr


# Line ends


@pytest.mark.parametrize("name", ["northbridge-2023-broken.yaml", "northbridge-2023.yaml"])
def test_windows_line_ends_change_no_finding_and_no_place(ehsg: Ehsg, tmp_path: Path, name: str) -> None:
    """Notepad's file and the same with line feeds get the same findings, to the column."""
    told: list[Any] = []
    for ending in (b"\n", b"\r\n"):
        data = (EXAMPLES / name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ending)
        (tmp_path / name).write_bytes(data)
        told.append(ehsg("validate", name, "--format", "json").json)
        assert (tmp_path / name).read_bytes() == data
    assert told[0] == told[1]
    assert told[0]["files"][0]["findings"]


def test_a_fix_keeps_windows_line_ends(ehsg: Ehsg, tmp_path: Path) -> None:
    """Only what was wrong changes; each line ends as it did."""
    sound = (EXAMPLES / "gateshead-2022.yaml").read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / "area.yaml").write_bytes(sound.replace(b"score: 3", b'score: "3"', 1))
    assert ehsg("validate", "--fix", "area.yaml").code == 0
    assert (tmp_path / "area.yaml").read_bytes() == sound


def test_a_new_file_made_from_one_with_windows_line_ends_has_one_kind_only(
    ehsg: Ehsg, tmp_path: Path
) -> None:
    """What is quoted from last year's file brings no stray carriage returns along, and the file is sound."""
    last = (EXAMPLES / "gateshead-2022.yaml").read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / "last.yaml").write_bytes(last)
    assert ehsg("new", "next.yaml", "--period", "2023", "--from", "last.yaml").code == 0
    assert b"\r" not in (tmp_path / "next.yaml").read_bytes()
    assert ehsg("validate", "next.yaml").code == 0


# PowerShell's redirection


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("piped", [False, True], ids=["file", "standard input"])
def test_what_powershell_redirects_is_named_with_the_way_round_it(
    tmp_path: Path, encoding: str, piped: bool
) -> None:
    """One finding, whether the file has a byte order mark or not, and `-o` as what to use in place of `>`."""
    data = (EXAMPLES / "gateshead-2022.yaml").read_text(encoding="utf-8").encode(encoding)
    (tmp_path / "area.yaml").write_bytes(data)
    done = subprocess.run(
        [*EHSG, "validate", "--format", "json", "-" if piped else "area.yaml"],
        input=data if piped else b"",
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    (finding,) = json.loads(done.stdout)["files"][0]["findings"]
    assert finding["code"] == "EH001"
    assert "UTF-16, which Windows PowerShell writes with >" in finding["message"]
    assert "use --output FILE (-o) instead of >" in finding["hint"]


# Paths


def test_a_path_with_spaces_is_one_path(ehsg: Ehsg, tmp_path: Path) -> None:
    """As `C:\\Users\\A B` has them, in a folder, in a name and in a pattern."""
    folder = tmp_path / "A B" / "early help"
    folder.mkdir(parents=True)
    (folder / "my area.yaml").write_bytes((EXAMPLES / "gateshead-2022.yaml").read_bytes())
    for path in (folder, folder / "my area.yaml", "A B", "A B/*/my *.yaml"):
        result = ehsg("validate", path)
        assert result.code == 0, result.err
        assert "1 file checked" in result.out


@pytest.mark.skipif(sys.platform == "win32", reason="there these are paths of the system")
def test_a_windows_path_on_another_system_is_told_in_one_line(ehsg: Ehsg) -> None:
    """It is a name like any other here, of a file that is not there."""
    for path in (r"C:\Users\A B\x.yaml", "C:x.yaml", r"\\server\share\x.yaml", r"areas\*.yaml"):
        result = ehsg("validate", path)
        assert result.code == 2
        what = "no file fits the pattern" if "*" in path else "there is no file or folder"
        assert result.err.splitlines()[0] in (f"error: {what} {path}", f'error: {what} "{path}"')


def test_a_path_longer_than_any_system_takes_is_told_in_one_line(ehsg: Ehsg) -> None:
    """Reading and writing alike."""
    path = str(Path(*["a folder with a long name"] * 300, "area.yaml"))
    for arguments in (
        ["validate", path],
        ["summary", path],
        ["new", path, "--area", "A", "--period", "2022"],
    ):
        result = ehsg(*arguments)
        assert result.code == 2
        assert "Traceback" not in result.err
        assert len([line for line in result.err.splitlines() if line.startswith("error: ")]) == 1


@pytest.mark.parametrize("name", ["CON", "nul.yaml", "aux.yaml"])
def test_a_device_is_no_file_where_windows_has_it(
    ehsg: Ehsg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Reading one would wait for the keyboard, and writing one would lose what is written."""
    monkeypatch.setattr("ehsg_cli.reading.raw._HAS_DEVICES", True)
    monkeypatch.setattr("ehsg_cli.writing.files._ON_WINDOWS", True)
    (tmp_path / name).write_text("ehsg: assessment/1\n")
    for command in ("validate", "summary"):
        result = ehsg(command, name)
        assert result.code == 2
        assert f"{name} is no file: Windows keeps that name for a device" in result.err
    result = ehsg("new", f"folder-less-{name}", "--area", "A", "--period", "2022")
    assert result.code == 0, result.err
    (tmp_path / name).unlink()
    result = ehsg("new", name, "--area", "A", "--period", "2022")
    assert result.code == 2
    assert f"cannot write {name}: Windows keeps the name {name} for a device" in result.err
    assert not (tmp_path / name).exists()


# Code that handles paths, as it runs there: with Windows' own rules put in place of this system's


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows' way to split, join and compare paths, for the modules that do so."""
    system = SimpleNamespace(path=ntpath, sep="\\", pardir="..", curdir=".", fspath=os.fspath)
    for module in (
        "cli.output.os",
        "reading.discovery.os",
        "reading.settings.os",
        "render.findings.places.os",
    ):
        monkeypatch.setattr(f"ehsg_cli.{module}", system)
    monkeypatch.setattr("ehsg_cli.render.findings.places.PurePath", PureWindowsPath)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (r"areas\two words.yaml", "areas/two words.yaml"),
        (r".\areas\x.yaml", "areas/x.yaml"),
        (r"C:\Users\A B\early help\areas\x.yaml", "areas/x.yaml"),
        (r"c:\users\a b\EARLY HELP\areas\x.yaml", "areas/x.yaml"),
        ("C:/Users/A B/early help/areas/x.yaml", "areas/x.yaml"),
        (r"..\elsewhere\x.yaml", "../elsewhere/x.yaml"),
        (r"D:\other\x.yaml", "D:/other/x.yaml"),
        (r"\\server\share\x.yaml", "//server/share/x.yaml"),
    ],
)
def test_a_ci_service_is_told_of_windows_paths_with_slashes(on_windows: None, path: str, named: str) -> None:
    """From the repository's folder where the file is below it, and as the user wrote it elsewhere."""
    here = r"C:\Users\A B\early help"
    assert path_in_repository(path, Setting(here, here, frozenset())) == named


@pytest.mark.parametrize(
    "spelling",
    [
        r"C:\Users\A B\x.yaml",
        "C:/Users/A B/x.yaml",
        r"c:\users\a b\X.YAML",
        r"C:\Users\.\A B\x.yaml",
        r"C:\Users\Other\..\A B\x.yaml",
    ],
)
def test_one_file_on_windows_is_one_however_it_is_spelled(on_windows: None, spelling: str) -> None:
    """Neither slashes nor capitals make it another."""
    assert _key(spelling, {}) == _key(r"C:\Users\A B\x.yaml", {})
    assert _key(spelling, {}) != _key(r"D:\Users\A B\x.yaml", {})
    assert _key(r"\\server\share\x.yaml", {}) == _key("//server/share/x.yaml", {})


def test_settings_reach_files_below_them_on_windows(on_windows: None) -> None:
    """Patterns in settings are written with slashes; the drive and the capitals of folders do not matter."""
    settings = r"C:\Users\A B\ehsg.toml"
    assert _below(r"c:\users\a b\areas\x.yaml", settings) == ["areas", "x.yaml"]
    assert _below(r"D:\Users\A B\areas\x.yaml", settings) is None
    assert _below(r"C:\Users\A Bc\x.yaml", settings) is None


@pytest.mark.parametrize("output", ["papers\\", "papers/", r"C:\Users\A B\papers" + "\\"])
def test_a_folder_for_papers_may_end_in_either_slash_on_windows(on_windows: None, output: str) -> None:
    """PowerShell completes a folder's name with a backslash."""
    assert folder_named(output) is not None
    assert folder_named(output.rstrip("\\/")) is None
