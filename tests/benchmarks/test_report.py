"""The benchmark of papers runs, and nothing counts that did not do its work."""

import json

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
