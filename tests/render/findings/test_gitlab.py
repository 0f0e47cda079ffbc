"""`gitlab`: a code quality report."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from ehsg_cli.rules.checking import check_data
from ehsg_cli.rules.outcomes import Outcome, outcome_of
from tests.render.findings.made import EXAMPLES, broken, drawn, finding, hostile, made, sound
from tests.render.findings.schemas import GITLAB


def report(*outcomes: Outcome) -> list[dict[str, Any]]:
    """What GitLab would read, held against its description."""
    told: list[dict[str, Any]] = json.loads(drawn("gitlab", *outcomes))
    Draft202012Validator(GITLAB).validate(told)
    return told


def test_a_finding_as_gitlab_reads_it() -> None:
    """Every finding is there, each with what GitLab asks for."""
    first = broken("examples/broken.yaml")
    told = report(first, sound())
    assert len(told) == len(first.findings)
    assert {key: value for key, value in told[0].items() if key != "fingerprint"} == {
        "check_name": "EH107",
        "description": 'status cannot be "final"; write draft, agreed or submitted',
        "severity": "major",
        "location": {"path": "examples/broken.yaml", "lines": {"begin": 14}},
    }
    assert {entry["severity"] for entry in told} <= {"major", "minor", "info"}


def test_without_findings_the_array_is_empty() -> None:
    """Which tells GitLab that what was found before is mended."""
    assert drawn("gitlab", sound()) == "[]\n"


def test_a_fingerprint_survives_when_lines_move() -> None:
    """It rests on path, code and pointer; neither on the line nor on the words."""
    data = (EXAMPLES / "northbridge-2023-broken.yaml").read_bytes()
    moved = outcome_of(check_data("broken.yaml", b"# one more line\n" + data))
    before, after = report(broken("broken.yaml")), report(moved)
    assert [entry["fingerprint"] for entry in before] == [entry["fingerprint"] for entry in after]
    assert [entry["location"]["lines"]["begin"] + 1 for entry in before] == [
        entry["location"]["lines"]["begin"] for entry in after
    ]
    other = report(made("a: 1\n", finding(("a",), "other words", "another remedy")))
    assert other[0]["fingerprint"] == report(made("a: 1\n", finding(("a",))))[0]["fingerprint"]


def test_no_two_fingerprints_are_the_same() -> None:
    """Files, codes and pointers tell them apart, and a number where all three are equal."""
    same = [finding(("a",), f"message {n}") for n in range(3)]
    others = [finding(("a",), code="EH105"), finding(("b",))]
    text = "a: 1\nb: 2\n"
    told = report(made(text, *same, *others), made(text, *same, path="other.yaml"), broken())
    fingerprints = [entry["fingerprint"] for entry in told]
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_hostile_file_is_still_a_report() -> None:
    """Each description and path is one line."""
    for entry in report(hostile()):
        assert "\n" not in entry["description"] + entry["location"]["path"]


def test_the_schema_can_fail() -> None:
    """A finding without a fingerprint is refused."""
    with pytest.raises(ValidationError):
        Draft202012Validator(GITLAB).validate([{"check_name": "EH103"}])
