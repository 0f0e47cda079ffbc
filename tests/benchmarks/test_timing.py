"""What is timed did its work: nothing else counts."""

import sys
from pathlib import Path

import pytest

from benchmarks.timing import Broken, Timed, in_turn, run

DONE = [sys.executable, "-c", "print('done')"]


def test_a_run_that_does_not_say_what_it_should_is_not_timed(tmp_path: Path) -> None:
    """Nor one that leaves a paper out or ends badly: each would be quick."""
    assert run(Timed("idle", DONE, tmp_path, "done")) > 0
    with pytest.raises(Broken, match="did not say 'more'"):
        run(Timed("idle", DONE, tmp_path, "more"))
    with pytest.raises(Broken, match="left 0 papers, and 2 were asked for"):
        run(Timed("idle", DONE, papers=(tmp_path, 2)))
    with pytest.raises(Broken, match="ended with 3"):
        run(Timed("wrong", [sys.executable, "-c", "import sys; sys.exit(3)"]))


def test_papers_of_the_run_before_do_not_count(tmp_path: Path) -> None:
    """They are taken away first, so that a run which writes nothing is found out."""
    (tmp_path / "old.md").write_text("old", encoding="utf-8")
    with pytest.raises(Broken, match="left 0 papers, and 1 were asked for"):
        run(Timed("idle", DONE, papers=(tmp_path, 1)))


def test_they_take_turns(tmp_path: Path) -> None:
    """In one order and then the other, after a run of each that is not timed."""
    log = tmp_path / "log"

    def noted(name: str) -> Timed:
        return Timed(name, [sys.executable, "-c", f"open({str(log)!r}, 'a').write({name!r})"])

    times = in_turn([noted("a"), noted("b")], 2)
    assert log.read_text(encoding="utf-8") == "ababba"
    assert [len(each) for each in times] == [2, 2]
