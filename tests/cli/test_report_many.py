"""`ehsg report` on many areas: in order, on every core, and each area for itself."""

import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli import processes
from ehsg_cli.cli import papers
from ehsg_cli.cli.paper_formats import PaperFormat
from ehsg_cli.cli.papers import Request, made_in_order
from ehsg_cli.errors import UserError
from ehsg_cli.render import lines
from ehsg_cli.views.kinds import Kind
from ehsg_cli.views.words import MADE_BY
from ehsg_cli.writing import sealed
from tests.cli.conftest import EXAMPLES, Ehsg
from tests.helpers import put

GATESHEAD = (EXAMPLES / "gateshead-2022.yaml").read_text(encoding="utf-8")
BROKEN = "ehsg: assessment/1\nguide: [\n"
REQUEST = Request(Kind.BOARD, (PaperFormat.MD,))


@pytest.fixture
def areas(tmp_path: Path) -> list[str]:
    """Twelve areas, of which the third cannot be read and the eighth is none; as paths from here."""
    for number in range(12):
        text = GATESHEAD.replace("name: Gateshead", f"name: Area {number:02}", 1)
        put(tmp_path / "areas" / f"{number:02}.yaml", BROKEN if number == 2 else text)
    put(tmp_path / "areas" / "07.yaml", "ehsg: plan/1\narea: {name: Area 07}\n")
    return [f"areas/{number:02}.yaml" for number in range(12)]


def run(areas: list[str], folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ehsg_cli", "report", *areas, "--format", "md", "-o", "out/", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("forks", [True, False] if processes.FORKS else [False])
def test_several_processes_make_what_one_makes(
    areas: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: bool
) -> None:
    """The same bytes, the same lines, in the order given; also where processes cannot be copied."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "FORKS", forks)
    alone = list(made_in_order(areas, REQUEST, 1))
    assert list(made_in_order(areas, REQUEST, 2)) == alone
    assert [made.code for made in alone] == [0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0]
    texts = [made.papers[PaperFormat.MD] for made in alone if made.papers]
    assert [re.findall(rb"Area (\d\d): Early", text)[0] for text in texts] == [
        b"%02d" % number for number in range(12) if number not in (2, 7)
    ]
    assert all("against this file" in lines.plain(made.said[0]) for made in alone if made.papers)


def test_what_is_wrong_with_one_area_stops_no_other(areas: list[str], tmp_path: Path) -> None:
    """Each is told where its turn comes; the exit code is that of the worst."""
    done = run(areas, tmp_path)
    assert done.returncode == 1
    assert "EH006" in done.stderr
    assert done.stderr.splitlines()[0] == "1 file is no assessment and was passed over"
    assert len(list((tmp_path / "out").iterdir())) == 10
    places = [done.stderr.index(mark) for mark in ("01.md", "EH006", "03.md", "06.md", "08.md")]
    assert places == sorted(places)
    assert run(areas[:7], tmp_path).returncode == 1
    assert run(areas[:2], tmp_path).returncode == 0


def test_the_number_of_processes_changes_nothing(areas: list[str], tmp_path: Path) -> None:
    """Neither what is written nor what is said."""
    said = [run(areas, tmp_path, "--jobs", jobs) for jobs in ("1", "3", "200")]
    assert len({done.stderr for done in said}) == 1
    assert {done.returncode for done in said} == {1}


def test_an_area_without_a_plan_does_not_stop_the_others(ehsg: Ehsg, tmp_path: Path) -> None:
    """It is told that there is none."""
    put(tmp_path / "with" / "north.yaml", (EXAMPLES / "northbridge-2023.yaml").read_bytes())
    put(tmp_path / "with" / "plan.yaml", (EXAMPLES / "northbridge-plan.yaml").read_bytes())
    put(tmp_path / "gateshead.yaml", GATESHEAD)
    result = ehsg(
        "report", "gateshead.yaml", "with/north.yaml", "--kind", "plan", "--format", "md", "-o", "out/"
    )
    assert result.code == 2
    assert "there is no action plan of Gateshead" in result.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["north-plan.md"]


def test_what_holds_for_every_area_is_said_once(
    ehsg: Ehsg, areas: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an extra that is not installed."""

    def missing(*of: Any) -> bytes:
        raise UserError("Markdown is not installed", "install it")

    monkeypatch.setattr(papers, "RENDERERS", {PaperFormat.MD: missing})
    result = ehsg("report", *areas[:2], *areas[3:6], "--format", "md", "-o", "out/", "--jobs", "1")
    assert result.code == 2
    assert result.err.count("Markdown is not installed") == 1
    assert not list(Path("out").iterdir())


def test_a_file_named_twice_is_written_once(ehsg: Ehsg, areas: list[str]) -> None:
    """Be it by another way to it."""
    result = ehsg("report", areas[0], f"./{areas[0]}", areas[0], "--format", "md", "-o", "out/")
    assert result.code == 0
    assert result.err.count("Wrote") == 1


def test_a_file_named_twice_keeps_its_first_place(ehsg: Ehsg, areas: list[str]) -> None:
    """And the name it was first given."""
    first, second = areas[:2]
    result = ehsg("report", first, second, f"./{first}", "--format", "md", "-o", "out/")
    wrote = [line for line in result.err.splitlines() if line.startswith("Wrote")]
    assert [Path(line.split()[-1]).stem for line in wrote] == [Path(first).stem, Path(second).stem]


@pytest.mark.parametrize("option", ["--plan", "--previous", "--headline"])
def test_what_belongs_to_one_area_is_not_given_to_several(ehsg: Ehsg, areas: list[str], option: str) -> None:
    """Another area's plan or earlier year would say what is not so."""
    result = ehsg("report", areas[0], areas[1], option, areas[3], "-o", "out/")
    assert result.code == 2
    assert f"{option} is for one assessment, and here are 2" in result.err
    assert not Path("out").exists()


def test_many_papers_are_counted_not_listed(ehsg: Ehsg, areas: list[str]) -> None:
    """Three hundred lines would bury the one that tells what went wrong."""
    good = [area for area in areas if area[-7:-5] not in ("02", "07")]
    result = ehsg("report", *good, "--format", "md", "--format", "html", "--format", "json", "-o", "out/")
    assert result.code == 0
    assert "Wrote 30 papers on 10 assessments into out" in result.err
    assert "Wrote out" not in result.err


def test_what_stands_beside_the_assessments_is_passed_over(ehsg: Ehsg, tmp_path: Path) -> None:
    """A shell gives every file of a folder: plans and responses are counted, and the exit code is 0."""
    put(tmp_path / "areas" / "north.yaml", (EXAMPLES / "northbridge-2023.yaml").read_bytes())
    for name in ("plan", "response-police"):
        put(tmp_path / "areas" / f"{name}.yaml", (EXAMPLES / f"northbridge-{name}.yaml").read_bytes())
    result = ehsg("report", "areas/*.yaml", "--format", "md", "-o", "out/")
    assert result.code == 0, result.err
    assert "2 files are no assessments and were passed over" in result.err
    assert [path.name for path in Path("out").iterdir()] == ["north.md"]
    # With one assessment left, a file's name and what belongs to one assessment are welcome.
    named = ehsg("report", "areas/*.yaml", "--headline", "We have begun.", "-o", "one.md")
    assert named.code == 0, named.err


def test_a_single_file_that_is_no_assessment_is_an_error(ehsg: Ehsg, tmp_path: Path) -> None:
    """It was meant; so are several of which none is one."""
    for name in ("a", "b"):
        put(tmp_path / f"{name}.yaml", "ehsg: plan/1\narea: {name: North}\n")
    alone = ehsg("report", "a.yaml")
    assert alone.code == 2
    assert "a.yaml is no assessment" in alone.err
    several = ehsg("report", "*.yaml", "-o", "out/")
    assert several.code == 2
    assert "none of the 2 files is an assessment" in several.err


def test_a_kind_that_is_misspelt_is_not_passed_over(ehsg: Ehsg, areas: list[str]) -> None:
    """It may be the assessment that somebody waits for."""
    put(Path("areas/x.yaml"), GATESHEAD.replace("ehsg: assessment/1", "ehsg: asessment/1", 1))
    result = ehsg("report", areas[0], "areas/x.yaml", "--format", "md", "-o", "out/")
    assert result.code == 1
    assert "passed over" not in result.err
    assert "x.yaml" in result.err
    assert "1 error" in result.err


# What is there already


def test_every_file_that_may_not_be_overwritten_is_named_in_one_run(ehsg: Ehsg, areas: list[str]) -> None:
    """Those that were edited, and those of another hand; the hint is said once for each sort."""
    assert ehsg("report", areas[0], areas[1], "-o", "out/").code == 0
    for name in ("00.md", "01.html"):
        Path("out", name).write_bytes(Path("out", name).read_bytes() + b"edited\n")
    put(Path("out/01.md"), "mine")
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    result = ehsg("report", areas[0], areas[1], "-o", "out/")
    assert result.code == 2
    said = result.err.replace("\\", "/")
    for name in ("00.md", "01.html"):
        assert f"error: out/{name} has been changed since ehsg made it" in said
    assert "error: out/01.md exists, and ehsg did not make it" in said
    assert said.count("hint:") == 2
    assert {path.name: path.read_bytes() for path in Path("out").iterdir()} == before


def test_everything_that_may_not_be_overwritten_is_told_before_the_work(
    ehsg: Ehsg, areas: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written then, and no paper made in vain."""
    put(Path("out/03.html"), "mine")

    def refuse(*of: Any, **more: Any) -> None:
        raise AssertionError("worked in vain")

    monkeypatch.setattr(papers, "_papers", refuse)
    result = ehsg("report", areas[0], areas[3], "-o", "out/")
    assert result.code == 2
    assert "03.html exists, and ehsg did not make it" in result.err
    assert [path.name for path in Path("out").iterdir()] == ["03.html"]


def test_force_overwrites_what_is_anothers_but_never_what_a_paper_is_made_from(
    ehsg: Ehsg, areas: list[str]
) -> None:
    """The assessment, and each file beside it that is named."""
    put(Path("out/03.html"), "mine")
    assert ehsg("report", areas[3], "-o", "out/", "--force").code == 0
    assert Path("out/03.html").read_bytes() != b"mine"
    thresholds = put(
        Path("minimum.md"), "ehsg: thresholds/1\nguide: ehsg-2022\nsource: Made up\nminimum: {}\n"
    )
    before = thresholds.read_bytes()
    result = ehsg("report", areas[3], "--thresholds", "minimum.md", "-o", "minimum.md", "--force")
    assert result.code == 2
    assert thresholds.read_bytes() == before


def test_a_paper_that_is_open_in_word_is_told_and_the_others_are_written(
    ehsg: Ehsg, areas: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old one is whole; run again later it is written too."""
    assert ehsg("report", areas[0], areas[3], "--format", "md", "-o", "out/").code == 0
    old = Path("out/00.md").read_bytes()
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if Path(target).name == "00.md":
            raise PermissionError(errno.EACCES, "used by another process")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("ehsg_cli.writing.files._WAITS", ())
    Path("out/03.md").write_bytes(sealed(f"{MADE_BY} 0.0.1 old".encode()))
    put(Path(areas[0]), GATESHEAD)
    result = ehsg("report", areas[0], areas[3], "--format", "md", "-o", "out/")
    assert result.code == 2
    assert result.err.count("error: ") == 1
    assert "it is open in another program" in result.err
    assert Path("out/00.md").read_bytes() == old
    assert not Path("out/03.md").read_bytes().endswith(b"old")
    assert sorted(path.name for path in Path("out").iterdir()) == ["00.md", "03.md"]


# Progress, and the end


def _watch(arguments: list[str], folder: Path) -> tuple[int, str]:
    """Run a command with standard error on a terminal; its exit code, and what stood there."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ehsg_cli", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    return process.wait(), seen.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_who_waits_sees_how_far_it_is(tmp_path: Path) -> None:
    """A bar with what is being done; the lines come after it, each whole."""
    for number in range(40):
        put(tmp_path / f"{number:02}.yaml", GATESHEAD)
    files = [f"{number:02}.yaml" for number in range(40)]
    code, seen = _watch(["report", *files, "-o", "out/"], tmp_path)
    assert code == 0
    assert "Writing" in seen
    assert re.search(r"\d+/40", seen)
    assert "Wrote 80 papers on 40 assessments" in seen
    assert seen.index("Wrote 80") > seen.rindex("Writing")


def test_one_paper_in_several_formats_shows_it_too(
    ehsg: Ehsg, areas: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it takes long: Word and its pictures do. Of several areas only the areas are counted."""
    asked: list[tuple[int, str]] = []

    def watched(items: Any, total: int, what: str) -> Any:
        asked.append((total, what))
        return items

    monkeypatch.setattr(papers, "watched", watched)
    assert ehsg("report", areas[0], "-o", "out/").code == 0
    assert asked == [(2, "Writing")]
    assert ehsg("report", areas[0], areas[1], "-o", "out/").code == 0
    assert asked == [(2, "Writing")]


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C to a group of processes")
def test_ctrl_c_ends_all_of_them(tmp_path: Path) -> None:
    """At once, without a word of Python's; what is written by then is whole."""
    for number in range(200):
        put(tmp_path / f"{number:03}.yaml", GATESHEAD)
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ehsg_cli",
            "report",
            *sorted(p.name for p in tmp_path.glob("*.yaml")),
            "-o",
            "out/",
        ],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    written = tmp_path / "out"
    end = time.monotonic() + 60
    while time.monotonic() < end and len(list(written.glob("*.html"))) < 3:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in said
    whole = [path for path in written.iterdir() if path.suffix == ".html"]
    assert 3 <= len(whole) < 200
    assert all(path.read_text(encoding="utf-8").endswith("</html>\n") for path in whole)
    assert not list(written.glob(".*"))


def _end(file: str) -> papers.Made:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.skipif(sys.platform != "linux", reason="ends a process as Linux does when memory is short")
def test_a_process_that_the_system_ends_is_one_line(
    ehsg: Ehsg, areas: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what may help; what was made before is written."""
    monkeypatch.setattr(processes, "_worked", _end)
    result = ehsg("report", *areas, "--format", "md", "-o", "out/", "--jobs", "2")
    assert result.code == 2
    assert "error: the system ended a process that was writing papers" in result.err
    assert "--jobs 1" in result.err
    # One of the twelve is a plan.
    assert "Wrote 1 paper on 1 of 11 assessments; the others were not written" in result.err
    assert [path.name for path in Path("out").iterdir()] == ["00.md"]
