"""The corpus that programs are timed on is what it says, and the benchmark runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import validate
from benchmarks.corpus import assessment, write
from ehsg_cli.cli import run
from ehsg_cli.guide.models import Guide
from tests.helpers import ROOT

NUMBER = 12


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A few files of the corpus."""
    return write(tmp_path_factory.mktemp("corpus") / "areas", NUMBER)


def test_there_is_nothing_wrong_with_the_files(
    corpus: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even a note: what is timed is reading and checking, not the printing of findings."""
    assert run(["validate", str(corpus[0].parent), "--fail-on", "note"]) == 0
    assert f"{NUMBER} files checked: no findings" in capsys.readouterr().out


def test_they_are_as_long_as_a_real_return_with_every_descriptor(corpus: list[Path], guide: Guide) -> None:
    """About 38 kB each, and no descriptor left out."""
    sizes = [path.stat().st_size for path in corpus]
    assert all(34_000 < size < 42_000 for size in sizes)
    assert 37_000 < sum(sizes) / NUMBER < 39_000
    for path in corpus:
        text = path.read_text(encoding="utf-8")
        assert [id for id in guide.descriptors if f"\n  {id}:\n" in text] == list(guide.descriptors)


def test_no_two_are_alike(corpus: list[Path]) -> None:
    """Other areas, other scores, and hardly a line of text in common."""
    texts = [path.read_text(encoding="utf-8") for path in corpus]
    assert len({text.split("  name: ")[1].split("\n")[0] for text in texts}) == NUMBER
    scores = {tuple(line for line in text.split("\n") if line.startswith("    score:")) for text in texts}
    assert len(scores) == NUMBER
    first, second = ({line for line in text.split("\n") if len(line) > 60} for text in texts[:2])
    assert len(first & second) < len(first) / 10


def test_the_same_number_gives_the_same_bytes(corpus: list[Path], guide: Guide) -> None:
    """Also in another process, where text has another hash."""
    program = "import sys; from benchmarks.corpus import *; "
    program += "sys.stdout.buffer.write(assessment(3, load_guide(GUIDE)).encode())"
    again = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert again.stdout == corpus[2].read_bytes() == assessment(3, guide).encode()


# The benchmark with stand-ins for the other tools, which it would have to install.


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs that look at every file, in place of the tools that are installed apart."""
    ours = [one for one in validate.contenders(Path(sys.prefix)) if one.key == "ehsg"]
    sees = "import sys, pathlib; files = sorted(pathlib.Path(sys.argv[1]).iterdir())"
    sees += "; print(*(f.name for f in files))"
    sees += "; sys.exit(any('score: 9' in f.read_text(encoding='utf-8') for f in files))"
    slow = validate.Contender(
        "yamale", "yamale", lambda corpus: [sys.executable, "-c", sees, str(corpus.folder)]
    )
    monkeypatch.setattr(validate, "set_up_others", lambda: Path(sys.prefix))
    monkeypatch.setattr(validate, "contenders", lambda others: [*ours, slow])
    monkeypatch.setattr(
        validate, "machine", lambda others: {"cores": 2, "system": "x", "python": "y", "versions": {}}
    )


@pytest.mark.usefixtures("stand_ins")
def test_the_benchmark_prints_a_ratio_for_each_number_of_files(capsys: pytest.CaptureFixture[str]) -> None:
    """As a table for people, and as one JSON object."""
    assert validate.main(["--files", "2", "--rounds", "1"]) == 0
    out = capsys.readouterr().out
    assert "### 2 files, 0.0" in out
    (row,) = [line for line in out.split("\n") if line.startswith("| yamale")]
    assert "faster" in row or "slower" in row

    assert validate.main(["--files", "2", "--rounds", "1", "--json"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["results"]
    ours, other = result["contenders"]
    assert other["ours_is_times"] == pytest.approx(ours["seconds"] / other["seconds"])
    if sys.platform == "linux":
        assert ours["largest_process"] > 10 * validate.MIB
        assert ours["processes_together"] >= ours["largest_process"]


@pytest.mark.usefixtures("stand_ins")
@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import sys; sys.exit(3)", "ended with 3"),
        ("print('all is well')", "does not look at"),
        ("import sys; sys.exit(1)", "does not look at"),
    ],
)
def test_what_crashes_or_looks_at_nothing_is_not_timed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], program: str, said: str
) -> None:
    """A tool that does not do its work ends the benchmark."""
    idle = validate.Contender("idle", "idle", lambda corpus: [sys.executable, "-c", program])
    monkeypatch.setattr(validate, "contenders", lambda others: [idle])
    assert validate.main(["--files", "1", "--rounds", "1"]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert "###" not in captured.out


def test_targets_are_judged_by_the_ratio() -> None:
    """At the target itself it is met, and just beyond it is not."""
    for target in validate.TARGETS:
        if target.at_most is not None:
            edge, better, worse = target.at_most, 0.99, 1.01
        else:
            assert target.at_least is not None
            edge, better, worse = 1 / target.at_least, 0.99, 1.01
        assert validate._judged(target.files, target.contender, edge * better)["met"]
        assert not validate._judged(target.files, target.contender, edge * worse)["met"]
    assert validate._judged(3, "yamale", 1.0) == {"target": None, "met": None}
