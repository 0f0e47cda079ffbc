"""The benchmark of papers runs, and nothing counts that did not do its work."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import report


def test_it_prints_both_ratios(capfd: pytest.CaptureFixture[str]) -> None:
    """As one JSON object, from which the table for people is made."""
    assert report.main(["--areas", "3", "--rounds", "1", "--json"]) == 0
    data = json.loads(capfd.readouterr().out)
    cold, many = data["cold"], data["many"]
    assert cold["seconds"] > cold["python_seconds"] > 0
    assert cold["met"] == (cold["times"] <= report.COLD_TARGET)
    assert (many["areas"], many["cores"]) == (3, data["machine"]["cores"])
    table = report.as_table(data).splitlines()
    assert len(table) == 4
    assert f"{cold['times']:.1f} times `python -c pass`" in table[2]
    assert "3 areas' board papers" in table[3]


def test_a_run_that_leaves_a_paper_out_is_not_timed(tmp_path: Path) -> None:
    """Nor one that ends badly: both would be quick."""
    idle = [sys.executable, "-c", "pass"]
    assert report.run(report.Timed("idle", idle)) > 0
    with pytest.raises(report.Broken, match="left 0 papers, and 2 were asked for"):
        report.run(report.Timed("idle", idle, (tmp_path, 2)))
    with pytest.raises(report.Broken, match="ended with 3"):
        report.run(report.Timed("wrong", [sys.executable, "-c", "import sys; sys.exit(3)"]))
