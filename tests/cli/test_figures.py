"""`ehsg summary`, `ehsg priorities` and `ehsg autonomy`, end to end, on Gateshead's real return."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Ehsg

CRITERIA = ["FV1", "WF1", "WF3", "LE1", "LE3", "DA1", "DA3", "DA4", "DA7"]


def test_summary_gives_gatesheads_figures(ehsg: Ehsg, gateshead: Path) -> None:
    """Section means 3, 3, 2.6, 3 and 17/7; overall 87/31, unrounded."""
    data = ehsg("summary", gateshead.name, "--format", "json").json
    means = [section["mean"] for section in data["sections"]]
    assert means == [float(Fraction(n)) for n in ("3", "3", "13/5", "3", "17/7")]
    assert data["overall"] == {
        "descriptors": 31,
        "scored": 31,
        "mean": 2.806451612903226,
        "median": 3,
        "lowest": 2,
        "highest": 3,
        "distribution": {"0": 0, "1": 0, "2": 6, "3": 25, "4": 0, "5": 0},
    }
    assert data["area"] == {"name": "Gateshead", "code": "E08000037"}
    assert (data["period"], data["status"], data["guide"]) == ("2022", "submitted", "ehsg-2022")


def test_summary_leads_with_the_distribution_and_fits_80_columns(ehsg: Ehsg, gateshead: Path) -> None:
    """The sentence comes before the table, and means are said to be this tool's own."""
    out = ehsg("summary", gateshead.name).out
    assert "25 of 31 descriptors score 3, six score 2." in out.splitlines()[2]
    assert "7 Communities                    5 of 5   2.6" in out
    assert "87/31" in out
    assert "The guide\ndefines no mean" in out
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "\x1b" not in out


def test_gatesheads_priorities_are_met(ehsg: Ehsg, gateshead: Path) -> None:
    """Data model 2: three descriptors from the data section."""
    result = ehsg("priorities", gateshead.name, "--format", "json", "--check")
    assert result.code == 0
    assert result.json == {
        "schema": "ehsg.priorities/1",
        "data_model": {"level": 2, "name": "Basic", "governs": "submitted_level"},
        "rule": {
            "choose": {"data": 3, "service": 0},
            "source": "National submission form, 2022: Section 11, Selection of descriptors, first clause",
        },
        "chosen": ["DA3", "DA5", "DA7"],
        "verdict": "met",
        "problems": [],
        "eligible": [f"DA{n}" for n in range(1, 8)],
    }


@pytest.mark.parametrize(
    ("level", "problem", "eligible"),
    [
        (
            3,
            "3 data descriptors are chosen (DA3, DA5 and DA7) and the rule allows at most 1: "
            "replace 2 of DA3, DA5 and DA7 by 2 service descriptors",
            31,
        ),
        (
            4,
            "3 data descriptors are chosen (DA3, DA5 and DA7) and the rule allows none: "
            "replace DA3, DA5 and DA7 by 3 service descriptors",
            24,
        ),
    ],
)
def test_what_if_the_data_model_were_another(
    ehsg: Ehsg, gateshead: Path, level: int, problem: str, eligible: int
) -> None:
    """Not met, saying what would have to change; `--check` makes it the exit code."""
    result = ehsg("priorities", gateshead.name, "--data-model", str(level), "--format", "json", "--check")
    assert result.code == 1
    assert result.json["verdict"] == "not-met"
    assert result.json["problems"] == [problem]
    assert result.json["data_model"]["governs"] == "what-if"
    assert len(result.json["eligible"]) == eligible


def test_without_check_a_verdict_is_no_failure(ehsg: Ehsg, gateshead: Path) -> None:
    """The exit code is 0 whatever the verdict."""
    result = ehsg("priorities", gateshead.name, "--data-model", "4")
    assert result.code == 0
    assert "Priorities: not met" in result.out
    assert "third clause" in " ".join(result.out.split())


def test_a_level_that_does_not_exist_ends_with_2(ehsg: Ehsg, gateshead: Path) -> None:
    """The message names those that do."""
    result = ehsg("priorities", gateshead.name, "--data-model", "7")
    assert result.code == 2
    assert "1, 2, 3, 4, 5 or 6" in result.err


def test_earned_autonomy_is_not_determined_without_thresholds(ehsg: Ehsg, gateshead: Path) -> None:
    """The scores are given, the minimum scores are not known, and the verdict says so."""
    result = ehsg("autonomy", gateshead.name, "--format", "json", "--check")
    assert result.code == 1
    assert result.json["verdict"] == "undetermined"
    assert result.json["thresholds_source"] is None
    assert [c["descriptor"] for c in result.json["criteria"]] == CRITERIA
    assert [c["score"] for c in result.json["criteria"]] == [3, 3, 3, 3, 3, 3, 3, 2, 2]
    assert {c["minimum"] for c in result.json["criteria"]} == {None}


@pytest.mark.parametrize(("minimum", "verdict", "code"), [(2, "met", 0), (3, "not-met", 1)])
def test_thresholds_decide_the_verdict(
    ehsg: Ehsg, gateshead: Path, tmp_path: Path, minimum: int, verdict: str, code: int
) -> None:
    """With a figure for each criterion the verdict is met or not met, and names its source."""
    figures = ", ".join(f"{id}: {minimum}" for id in CRITERIA)
    (tmp_path / "t.yaml").write_text(
        f"ehsg: thresholds/1\nguide: ehsg-2022\nsource: Made up, page 1\nminimum: {{{figures}}}\n"
    )
    result = ehsg("autonomy", gateshead.name, "--thresholds", "t.yaml", "--format", "json", "--check")
    assert (result.json["verdict"], result.code) == (verdict, code)
    assert result.json["thresholds_source"] == "Made up, page 1"


@pytest.mark.parametrize("kind", ["assessment/1", "plan/1", "measures/1"])
def test_a_file_of_another_kind_gives_no_thresholds(
    ehsg: Ehsg, gateshead: Path, tmp_path: Path, kind: str
) -> None:
    """Nor does one that is sound in its own way; an assessment is told by its kind as well."""
    (tmp_path / "t.yaml").write_text(f"ehsg: {kind}\nguide: ehsg-2022\narea: {{name: Gateshead}}\n")
    result = ehsg("autonomy", gateshead.name, "--thresholds", "t.yaml")
    assert result.code == 2
    assert f"t.yaml holds no thresholds: it says `ehsg: {kind}`" in result.err


def test_thresholds_without_a_source_are_refused(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """A verdict must say what it rests on."""
    (tmp_path / "t.yaml").write_text("ehsg: thresholds/1\nguide: ehsg-2022\nminimum: {FV1: 3}\n")
    result = ehsg("autonomy", gateshead.name, "--thresholds", "t.yaml")
    assert result.code == 1
    assert result.out == ""
    assert "EH112" in result.err


@pytest.mark.parametrize("command", ["summary", "priorities", "autonomy", "report"])
def test_a_file_that_cannot_be_read_ends_with_its_findings(ehsg: Ehsg, tmp_path: Path, command: str) -> None:
    """Nothing is computed from half a file: the findings are shown and the exit code is 1."""
    (tmp_path / "bad.yaml").write_text("ehsg: assessment/1\nguide: ehsg-2022\nperiod: 'oops\n")
    result = ehsg(command, "bad.yaml")
    assert (result.code, result.out) == (1, "")
    assert "EH008" in result.err


@pytest.mark.parametrize("command", ["summary", "priorities", "autonomy", "report"])
def test_a_readable_file_with_mistakes_is_computed_and_they_are_counted(ehsg: Ehsg, command: str) -> None:
    """What is sound counts; how much stands against the file is said on standard error."""
    result = ehsg(command, EXAMPLES / "northbridge-2023-broken.yaml")
    assert result.code == 0
    assert result.out
    assert "13 errors" in result.err


def test_an_assessment_is_needed(ehsg: Ehsg, tmp_path: Path) -> None:
    """Thresholds have no scores to sum up."""
    (tmp_path / "t.yaml").write_text("ehsg: thresholds/1\nguide: ehsg-2022\nsource: x\nminimum: {}\n")
    result = ehsg("summary", "t.yaml")
    assert result.code == 2
    assert "t.yaml is no assessment" in result.err
