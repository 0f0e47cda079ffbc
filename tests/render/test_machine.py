"""Results as JSON: what scripts rely on, key by key."""

import json
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli import check_autonomy, check_priorities, summarise
from ehsg_cli.api import check_file, load_context
from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Pointer, Severity, Span
from ehsg_cli.guide.models import Guide
from ehsg_cli.render import machine
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.rules.outcomes import outcome

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def empty(**more: Any) -> Assessment:
    return Assessment.model_validate({"ehsg": "assessment/1", "guide": "ehsg-2022"} | more)


def again(data: dict[str, Any]) -> Any:
    """What a script reads of what is written."""
    return json.loads(machine.to_text(data))


def shape(value: Any) -> Any:
    """Keys in their order, of a list its first entry."""
    if isinstance(value, dict):
        return [(key, shape(item)) for key, item in value.items()]
    return [shape(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def validated(path: str, *findings: Finding) -> dict[str, Any]:
    """One file of `ehsg.validate/1` of which nothing is known but its findings."""
    told = machine.validate([outcome(path, None, None, None, None, findings)], machine.counts(1, {}))
    (file,) = told["files"]
    return dict(file)


def test_a_finding_as_the_contract_shows_it() -> None:
    """`ehsg.validate/1`: the example of the contract, key by key and in its order."""
    finding = Finding(
        "EH202",
        Severity.ERROR,
        "...",
        Pointer(("descriptors", "FV1", "score")),
        "...",
        span=Span(14, 12, 14, 13),
    )
    told = machine.validate(
        [outcome("area.yaml", "assessment/1", "ehsg-2022", "Northbridge", None, (finding,))],
        machine.counts(1, {Severity.ERROR: 1}),
    )
    expected = (
        '{"schema": "ehsg.validate/1", '
        '"files": [{"path": "area.yaml", "kind": "assessment/1", "guide": "ehsg-2022", '
        '"area": "Northbridge", '
        '"findings": [{"code": "EH202", "severity": "error", "message": "...", "hint": "...", '
        '"pointer": "descriptors.FV1.score", '
        '"line": 14, "column": 12, "end_line": 14, "end_column": 13}]}], '
        '"counts": {"files": 1, "error": 1, "warning": 0, "note": 0}}'
    )
    assert json.dumps(again(told)) == expected


def test_a_finding_without_a_place_stands_at_the_beginning() -> None:
    """An empty file's finding is at line 1, column 1; list positions and odd keys stand in the pointer."""
    finding = Finding("EH005", Severity.ERROR, "empty", Pointer(("priorities", 0, 'a "b"')))
    (told,) = validated("a.yaml", finding)["findings"]
    assert (told["line"], told["column"]) == (1, 1)
    assert told["pointer"] == 'priorities.0."a \\"b\\""'
    assert told["hint"] == ""


def test_what_is_unknown_of_a_file_is_null() -> None:
    """Kind, guide and area where they cannot be read."""
    text = machine.to_text(validated("a.yaml"))
    assert json.loads(text) == {"path": "a.yaml", "kind": None, "guide": None, "area": None, "findings": []}


def test_gatesheads_summary(guide: Guide, gateshead: Assessment) -> None:
    """`ehsg.summary/1` with the figures of the contract, unrounded, and whole numbers as such."""
    told = machine.summary(gateshead, guide, summarise(gateshead, guide))
    assert list(told) == ["schema", "guide", "area", "period", "status", "sections", "overall"]
    assert told["schema"] == "ehsg.summary/1"
    assert told["guide"] == "ehsg-2022"
    assert told["area"] == {"name": "Gateshead", "code": "E08000037"}
    assert (told["period"], told["status"]) == ("2022", "submitted")
    communities = next(section for section in told["sections"] if section["id"] == "communities")
    assert json.dumps(communities) == (
        '{"id": "communities", "title": "Communities", "descriptors": 5, "scored": 5, '
        '"mean": 2.6, "median": 3, "lowest": 2, "highest": 3, '
        '"distribution": {"0": 0, "1": 0, "2": 2, "3": 3, "4": 0, "5": 0}}'
    )
    assert json.dumps(told["overall"]) == (
        '{"descriptors": 31, "scored": 31, '
        '"mean": 2.806451612903226, "median": 3, "lowest": 2, "highest": 3, '
        '"distribution": {"0": 0, "1": 0, "2": 6, "3": 25, "4": 0, "5": 0}}'
    )
    assert [section["id"] for section in told["sections"]] == [
        "family-voice",
        "workforce",
        "communities",
        "leaders",
        "data",
    ]


def test_nothing_scored_is_null_and_not_0(guide: Guide) -> None:
    """Mean, median, lowest and highest; the distribution is all noughts."""
    overall = again(machine.summary(empty(), guide, summarise(empty(), guide)))["overall"]
    assert overall == {
        "descriptors": 31,
        "scored": 0,
        "mean": None,
        "median": None,
        "lowest": None,
        "highest": None,
        "distribution": {str(n): 0 for n in range(6)},
    }


def test_gatesheads_priorities(guide: Guide, gateshead: Assessment) -> None:
    """`ehsg.priorities/1`: the whole of it."""
    assert json.dumps(again(machine.priorities(guide, check_priorities(gateshead, guide)))) == (
        '{"schema": "ehsg.priorities/1", '
        '"data_model": {"level": 2, "name": "Basic", "governs": "submitted_level"}, '
        '"rule": {"choose": {"data": 3, "service": 0}, '
        '"source": "National submission form, 2022: Section 11, Selection of descriptors, first clause"}, '
        '"chosen": ["DA3", "DA5", "DA7"], "verdict": "met", "problems": [], '
        '"eligible": ["DA1", "DA2", "DA3", "DA4", "DA5", "DA6", "DA7"]}'
    )


def test_priorities_without_a_level_have_no_rule_yet(guide: Guide) -> None:
    """Nulls where nothing is known, the same keys, and the problem as a sentence."""
    told = again(machine.priorities(guide, check_priorities(empty(), guide)))
    assert told["data_model"] == {"level": None, "name": None, "governs": None}
    assert told["rule"]["choose"] is None
    assert told["verdict"] == "undetermined"
    assert told["problems"] == [
        "no data model level is given, and it decides from which sections priorities are chosen"
    ]
    assert len(told["eligible"]) == 31


def test_gatesheads_autonomy(guide: Guide, gateshead: Assessment) -> None:
    """`ehsg.autonomy/1`: nine criteria in the form's order."""
    told = again(machine.autonomy(check_autonomy(gateshead, guide)))
    assert list(told) == ["schema", "thresholds_source", "criteria", "verdict"]
    assert (told["schema"], told["thresholds_source"]) == ("ehsg.autonomy/1", None)
    assert told["criteria"][0] == {
        "descriptor": "FV1",
        "score": 3,
        "minimum": None,
        "verdict": "undetermined",
    }
    assert list(told["criteria"][0]) == ["descriptor", "score", "minimum", "verdict"]
    assert [c["descriptor"] for c in told["criteria"]] == [c.descriptor for c in guide.autonomy.criteria]
    assert told["verdict"] == "undetermined"


def test_a_verdict_on_autonomy_names_its_thresholds(guide: Guide, gateshead: Assessment) -> None:
    """With a user's figures: where they come from, and the verdicts in the contract's words."""
    thresholds = Thresholds.model_validate(
        {"ehsg": "thresholds/1", "source": "Page 7", "minimum": {"FV1": 3, "DA7": 3}}
    )
    told = again(machine.autonomy(check_autonomy(gateshead, guide, thresholds)))
    assert told["thresholds_source"] == "Page 7"
    assert (told["criteria"][0]["verdict"], told["criteria"][-1]["verdict"]) == ("met", "not-met")
    assert told["verdict"] == "not-met"


def test_every_code_is_explained() -> None:
    """`ehsg.explain/1`: each rule with its title, usual severity and page."""
    told = again(machine.explain(CATALOGUE.values()))
    assert told["schema"] == "ehsg.explain/1"
    assert [rule["code"] for rule in told["rules"]] == list(CATALOGUE)
    assert list(told["rules"][0]) == ["code", "title", "severity", "page"]
    assert "What to do:" in told["rules"][0]["page"]


def test_the_whole_guide_and_one_descriptor(guide: Guide) -> None:
    """`ehsg.guide/1` holds everything of the pack; `ehsg.descriptor/1` one entry with its section."""
    told = again(machine.guide(guide, load_context("ehsg-2022")))
    assert list(told) == ["schema", "guide", "context"]
    assert Guide.model_validate(told["guide"]) == guide
    assert len(told["context"]["workforce"]["groups"]) == 4
    one = again(machine.descriptor(guide, guide.descriptors["DA3"]))
    assert (one["schema"], one["guide"], one["section"]) == ("ehsg.descriptor/1", "ehsg-2022", "data")
    assert one["descriptor"]["form"] == "9.3"
    assert again(machine.guides([("a", "A", "2022", "here")])) == {
        "schema": "ehsg.guides/1",
        "guides": [{"id": "a", "title": "A", "edition": "2022", "where": "here"}],
    }


def test_every_result_is_ascii_and_ends_its_line(guide: Guide) -> None:
    """So that it survives every console; the names come back as they were."""
    assessment = empty(area={"name": "Ynys Môn – \u202e\u2028\U0001f600"})
    text = machine.to_text(machine.summary(assessment, guide, summarise(assessment, guide)))
    assert text.isascii()
    assert text.endswith("}\n")
    assert json.loads(text)["area"]["name"] == "Ynys Môn – \u202e\u2028\U0001f600"


def test_no_figure_is_ever_no_number() -> None:
    """`NaN` is no JSON: it is refused rather than written."""
    with pytest.raises(ValueError, match="JSON"):
        machine.to_text({"mean": float("nan")})


@pytest.mark.parametrize("name", ["gateshead-2022.yaml", "northbridge-2023-broken.yaml"])
def test_the_same_file_gives_the_same_bytes(name: str, guide: Guide) -> None:
    """Twice read and twice written."""

    def told() -> str:
        checked = check_file(str(EXAMPLES / name))
        return machine.to_text(validated(name, *checked.findings))

    assert told() == told()


def test_the_shape_does_not_depend_on_what_a_file_says(guide: Guide, gateshead: Assessment) -> None:
    """The same keys in the same order for a full return and for an empty draft."""
    for assessment in (gateshead, empty()):
        told = [
            machine.summary(assessment, guide, summarise(assessment, guide)),
            machine.priorities(guide, check_priorities(assessment, guide)),
            machine.autonomy(check_autonomy(assessment, guide)),
        ]
        full = [
            machine.summary(gateshead, guide, summarise(gateshead, guide)),
            machine.priorities(guide, check_priorities(gateshead, guide)),
            machine.autonomy(check_autonomy(gateshead, guide)),
        ]
        for one, other in zip(told, full, strict=True):
            assert [key for key, _ in shape(one)] == [key for key, _ in shape(other)]
