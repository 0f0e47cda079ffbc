"""`ehsg validate --fix` and `--diff`, end to end."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.writing.files import change_file
from tests.cli.conftest import EXAMPLES, Ehsg

SLIPS = b"\xef\xbb\xbfehsg: assessment/1 \r\nguide: ehsg-2022\r\nstatus: Draft\r\npriorities: [9.1, '9.2']"
MENDED = b"\xef\xbb\xbfehsg: assessment/1\r\nguide: ehsg-2022\r\nstatus: draft\r\npriorities: [DA1, DA2]"


@pytest.fixture
def area(tmp_path: Path) -> Path:
    path = tmp_path / "area.yaml"
    path.write_bytes(SLIPS)
    return path


def test_fix_mends_and_tells_what_is_left(ehsg: Ehsg, area: Path) -> None:
    """The file holds the mended bytes; the exit code is that of what is left."""
    result = ehsg("validate", "area.yaml", "--fix")
    assert area.read_bytes() == MENDED
    assert result.err == "Mended 4 findings in area.yaml (1 EH017, 1 EH107 and 2 EH204)\n"
    assert "EH107" not in result.out
    assert "EH111" in result.out
    assert "--fix" not in result.out.splitlines()[-1]
    assert result.code == 0


def test_the_second_time_nothing_is_touched(ehsg: Ehsg, area: Path) -> None:
    """Not even the time of the file's last change."""
    ehsg("validate", "area.yaml", "--fix")
    before = area.stat()
    result = ehsg("validate", "area.yaml", "--fix")
    assert result.err == ""
    assert (area.stat().st_mtime_ns, area.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_without_fix_nothing_is_written_and_it_is_said_what_could_be(ehsg: Ehsg, area: Path) -> None:
    """The closing line counts what can be mended."""
    result = ehsg("validate", "area.yaml")
    assert area.read_bytes() == SLIPS
    assert "`ehsg validate --fix` mends 4 of them" in result.out


def test_many_files_each_with_its_own_line(ehsg: Ehsg, tmp_path: Path) -> None:
    """Sound files are not named; other formats are as they always are."""
    for name in ("a/one.yaml", "b/two.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(SLIPS)
    shutil.copy(EXAMPLES / "gateshead-2022.yaml", tmp_path)
    result = ehsg("validate", ".", "--fix", "--format", "json", "--jobs", "2")
    assert [line.split(" (")[0].replace(os.sep, "/") for line in result.err.splitlines()][:2] == [
        "Mended 4 findings in a/one.yaml",
        "Mended 4 findings in b/two.yaml",
    ]
    assert result.json["counts"]["error"] == 0
    assert (tmp_path / "b" / "two.yaml").read_bytes() == MENDED


def test_the_broken_example_is_mended_as_far_as_is_safe(ehsg: Ehsg, tmp_path: Path) -> None:
    """A score in quotation marks and a form number; what takes a person stays, also its order."""
    text = (EXAMPLES / "northbridge-2023-broken.yaml").read_text(encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(text, encoding="utf-8", newline="")
    result = ehsg("validate", "broken.yaml", "--fix")
    assert result.code == 1
    after = (tmp_path / "broken.yaml").read_text(encoding="utf-8")
    assert after == text.replace('score: "3"', "score: 3").replace("\n  5.4:\n", "\n  FV4:\n")


def test_what_comes_to_light_is_told(ehsg: Ehsg, tmp_path: Path) -> None:
    """A status spelled right holds the file to more, and the exit code says so."""
    (tmp_path / "a.yaml").write_bytes(b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: Submitted\n")
    result = ehsg("validate", "a.yaml", "--fix")
    assert result.err == "Mended 1 finding in a.yaml (1 EH107)\n"
    assert (result.code, "EH107" in result.out, "EH110" in result.out) == (1, False, True)
    assert "status: submitted" in (tmp_path / "a.yaml").read_text()


def test_files_are_judged_by_their_companions_as_mended(ehsg: Ehsg, tmp_path: Path) -> None:
    """What is left to say is what the next run says."""
    (tmp_path / "area.yaml").write_text(
        "ehsg: assessment/1\nguide: ehsg-2022\narea: {name: N}\nperiod: 2023\n"
        'descriptors: {FV1: {score: "5"}}\n'
    )
    (tmp_path / "a-plan.yaml").write_text(
        "ehsg: plan/1\narea: {name: N}\n"
        'actions: [{id: A1, descriptor: "5.1", action: x, owner: y, due: 2024-01-01, target: 3}]\n'
    )
    first = ehsg("validate", ".", "--fix", "--format", "concise")
    assert "Mended 1 finding in a-plan.yaml (1 EH204)" in first.err
    assert "EH705" in first.out
    assert ehsg("validate", ".", "--format", "concise").out == first.out


def test_a_report_that_may_not_be_written_stops_before_anything_is_mended(
    ehsg: Ehsg, area: Path, tmp_path: Path
) -> None:
    """Otherwise the findings would be lost with the files already changed."""
    (tmp_path / "notes.txt").write_text("ours")
    result = ehsg("validate", "area.yaml", "--fix", "-o", "notes.txt")
    assert (result.code, area.read_bytes(), (tmp_path / "notes.txt").read_text()) == (2, SLIPS, "ours")


@pytest.mark.parametrize(
    "arguments",
    [
        ["area.yaml", "--diff", "-o", "x.diff"],
        ["area.yaml", "--diff", "--format", "json"],
        ["-", "--fix", "--format", "json"],
        ["area.yaml", "--stdin-filename", "x.yaml"],
    ],
)
def test_no_option_goes_unheard(ehsg: Ehsg, area: Path, arguments: list[str]) -> None:
    """What cannot be done together is refused, and says what to leave out."""
    result = ehsg("validate", *arguments)
    assert (result.code, result.out) == (2, "")
    assert "hint:" in result.err


@pytest.mark.parametrize("options", [["--diff"], ["--fix", "--diff"]])
def test_diff_shows_and_writes_nothing(ehsg: Ehsg, area: Path, options: list[str]) -> None:
    """One diff a file and nothing else on standard output; 1 says that there is something to mend."""
    result = ehsg("validate", "area.yaml", *options)
    assert result.code == 1
    assert area.read_bytes() == SLIPS
    assert result.out.startswith(
        "--- area.yaml\n+++ area.yaml\n@@ -1,4 +1,4 @@\n-\ufeffehsg: assessment/1 \r\n"
    )
    assert result.out.endswith("+priorities: [DA1, DA2]\n\\ No newline at end of file\n")
    assert result.err.startswith("Would mend 4 findings in area.yaml")


def test_diff_of_a_sound_file_is_empty(ehsg: Ehsg, gateshead: Path) -> None:
    """Nothing to mend, nothing said, 0; also where there are findings that take a person."""
    result = ehsg("validate", gateshead.name, "--diff")
    assert (result.code, result.out, result.err) == (0, "", "")
    Path("b.yaml").write_text("ehsg: assessment/1\nguide: ehsg-2022\nstatus: final\n")
    assert ehsg("validate", "b.yaml", "--diff").code == 0


@pytest.mark.git
def test_git_applies_the_diff(ehsg: Ehsg, tmp_path: Path) -> None:
    """What is shown is what --fix writes."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "area.yaml").write_bytes(SLIPS)
    command = [sys.executable, "-m", "ehsg_cli", "validate", ".", "--diff"]
    diff = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout
    subprocess.run(["git", "apply", "-p0", "-"], cwd=tmp_path, input=diff, check=True)
    assert (tmp_path / "sub" / "area.yaml").read_bytes() == MENDED


def test_standard_input_is_passed_on_mended(tmp_path: Path) -> None:
    """The mended bytes alone go to standard output; what is left to say to standard error."""
    command = [sys.executable, "-m", "ehsg_cli", "validate", "-", "--fix", "--stdin-filename", "area.yaml"]
    done = subprocess.run(command, cwd=tmp_path, input=SLIPS, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, MENDED)
    said = done.stderr.decode()
    assert said.startswith("Mended 4 findings in area.yaml")
    assert "EH111" in said
    broken = b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: final \xff\n"
    done = subprocess.run(command, cwd=tmp_path, input=broken, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, broken)
    assert list(tmp_path.iterdir()) == []


def test_standard_input_as_a_diff(tmp_path: Path) -> None:
    """As for a file."""
    command = [sys.executable, "-m", "ehsg_cli", "validate", "-", "--diff"]
    done = subprocess.run(command, cwd=tmp_path, input=SLIPS, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith(b"--- <stdin>\n+++ <stdin>\n")


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes are otherwise on Windows")
def test_a_link_stays_one_and_modes_are_kept(ehsg: Ehsg, area: Path) -> None:
    """The file behind the link is mended, with the permissions it had."""
    area.chmod(0o640)
    (area.parent / "link.yaml").symlink_to(area)
    ehsg("validate", "link.yaml", "--fix")
    assert (area.parent / "link.yaml").is_symlink()
    assert area.read_bytes() == MENDED
    assert stat.S_IMODE(area.stat().st_mode) == 0o640


def test_a_file_that_has_changed_meanwhile_is_not_overwritten(area: Path) -> None:
    """An editor saved it between our reading and our writing."""
    with pytest.raises(UserError, match="was changed by another program"):
        change_file(area, b"what was read", b"what would be written")
    assert area.read_bytes() == SLIPS
    area.unlink()
    with pytest.raises(UserError, match="was changed by another program"):
        change_file(area, b"", b"x")
    assert not area.exists()


def test_a_write_protected_file_is_not_overwritten(area: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the folder would let us replace it."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(UserError, match="write-protected"):
        change_file(area, SLIPS, MENDED)
    assert area.read_bytes() == SLIPS
