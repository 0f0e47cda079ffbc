"""`sarif`: results as code scanning services read them, held against the published schema."""

import json
import sys
from functools import cache
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft7Validator, ValidationError

from ehsg_cli.diagnostics import Pointer, Related, Severity, Span
from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.rules.outcomes import Outcome
from tests.render.findings.made import SETTING, broken, drawn, finding, hostile, made, sound
from tests.render.findings.schemas import sarif

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="names and roots are of another kind there")


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(sarif())


def run(*outcomes: Outcome, setting: Setting = SETTING) -> dict[str, Any]:
    """The one run, after the whole has been held against the schema."""
    told = json.loads(drawn("sarif", *outcomes, setting=setting))
    validator().validate(told)
    (one,) = told["runs"]
    return dict(one)


def test_a_result_as_a_service_reads_it() -> None:
    """Its rule, its words, its place with the end exclusive, and its pointer."""
    told = run(broken("examples/broken.yaml"), sound())
    first = told["results"][0]
    fingerprints = first.pop("partialFingerprints")
    assert list(fingerprints) == ["codeAndPointer/v1"]
    assert first == {
        "ruleId": "EH107",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": 'status cannot be "final"; write draft, agreed or submitted'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "examples/broken.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 14, "startColumn": 9, "endLine": 14, "endColumn": 14},
                },
                "logicalLocations": [{"fullyQualifiedName": "status"}],
            }
        ],
    }
    assert told["columnKind"] == "unicodeCodePoints"
    assert len(told["results"]) == len(broken().findings)


def test_rules_come_with_their_pages() -> None:
    """Those that occur, each once, with what `ehsg explain` says of them."""
    told = run(broken(), broken("b.yaml"))
    rules = told["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(dict.fromkeys(r["ruleId"] for r in told["results"]))
    for rule in rules:
        known = CATALOGUE[rule["id"]]
        assert rule["help"]["text"] == rule["help"]["markdown"] == known.page
        assert rule["defaultConfiguration"]["level"] == known.severity.value
        assert rule["name"].isalnum()
    for result in told["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_without_findings_there_are_no_results() -> None:
    """A run that found nothing is a run all the same."""
    told = run(sound())
    assert (told["results"], told["tool"]["driver"]["rules"]) == ([], [])


def test_related_places_are_told_where_they_stand_in_the_file() -> None:
    """The first of two equal keys; not one that is nowhere."""
    there = Related("it stands here first", Pointer(("a",)))
    nowhere = Related("its place", Pointer(("z",)))
    told = run(made("a: 1\nb: 2\n", finding(("b",), related=[there, nowhere])))
    (related,) = told["results"][0]["relatedLocations"]
    assert related["message"]["text"] == "it stands here first"
    assert related["physicalLocation"]["region"]["startLine"] == 1


def test_a_safe_replacement_becomes_a_fix() -> None:
    """The span to take away and the text to put there."""
    told = run(made('score: "3"\n', finding(("score",), replacement="3")))
    (fix,) = told["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 8, "endLine": 1, "endColumn": 11},
            "insertedContent": {"text": "3"},
        }
    ]
    assert fix["description"]["text"] == "mend it"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("areas/North bridge.yaml", "areas/North%20bridge.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("100%.yaml", "100%25.yaml"),
        ("Zoë#1?.yaml", "Zo%C3%AB%231%3F.yaml"),
        pytest.param("caf\udce9.yaml", "caf%E9.yaml", marks=POSIX),
    ],
)
def test_a_path_is_a_uri(path: str, uri: str) -> None:
    """Percent-encoded, byte by byte as it is on the disk, also where these are no UTF-8."""
    (result,) = run(made("a: 1\n", finding(("a",)), path=path))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert unquote(uri, errors="surrogateescape") == path


@POSIX
def test_a_path_outside_the_repository_has_no_base() -> None:
    """An absolute URI and a base would contradict one another."""
    (result,) = run(made("a: 1\n", finding(("a",)), path="/elsewhere/a b.yaml"))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///elsewhere/a%20b.yaml"}


def test_a_hostile_file_is_still_sarif() -> None:
    """The schema holds, and every message is one line."""
    told = run(hostile())
    assert [result["level"] for result in told["results"]] == ["error", "warning", "note"]
    assert all("\n" not in result["message"]["text"] for result in told["results"])


def test_a_finding_at_the_root_has_no_pointer() -> None:
    """An empty name would be no name."""
    (result,) = run(made("a: 1\n", finding((), severity=Severity.NOTE, span=Span.at(1, 1))))["results"]
    assert "logicalLocations" not in result["locations"][0]


def test_the_schema_can_fail() -> None:
    """It is SARIF's own: a run without a tool is refused."""
    with pytest.raises(ValidationError):
        validator().validate({"version": "2.1.0", "runs": [{"results": []}]})
