"""The benchmark of several years runs, and its files are what they say."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import years
from benchmarks.corpus import write_years
from ehsg_cli import load_assessment
from ehsg_cli.cli import run


def test_the_years_of_an_area_differ_and_nothing_is_wrong_with_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is of its year, follows up the year before, and validates; another year says something else."""
    paths = write_years(tmp_path, 2, 3)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        f"area-00{area}/area-00{area}-{year}.yaml" for area in (1, 2) for year in (2021, 2022, 2023)
    ]
    found = [load_assessment(path) for path in paths]
    assert len({each.area.name for each in found}) == 2
    for earlier, later in pairwise(found[:3]):
        assert set(later.follow_up) == set(earlier.chosen)
        assert all(later.entry(id).evidence != earlier.entry(id).evidence for id in later.entries)
        assert later.entries != earlier.entries
    assert run(["validate", str(tmp_path)]) == 0
    assert "6 files checked" in capsys.readouterr().out


def test_it_prints_both_ratios(capfd: pytest.CaptureFixture[str]) -> None:
    """As one JSON object, from which the table for people is made."""
    assert years.main(["--areas", "2", "--years", "3", "--rounds", "1", "--json"]) == 0
    data = json.loads(capfd.readouterr().out)
    one, many = data["diff"], data["trend"]
    assert one["seconds"] > one["python_seconds"] > 0
    assert one["met"] == (one["times"] <= years.DIFF_TARGET)
    assert many["met"] == (many["times"] <= years.TREND_TARGET)
    table = years.as_table(data).splitlines()
    assert len(table) == 4
    assert f"{one['times']:.1f} times `python -c pass`" in table[2]
    assert "over 3 years of 2 areas" in table[3]
