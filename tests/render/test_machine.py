"""Results as JSON: what scripts rely on, key by key."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli import __version__, check_autonomy, check_priorities, summarise
from ehsg_cli.api import check_file, load_context
from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Pointer, Severity, Span
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.results import Beside
from ehsg_cli.render import machine
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.rules.outcomes import outcome
from ehsg_cli.views.kinds import Kind
from ehsg_cli.writing import sealed
from tests.render import papers

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
    assert guide.autonomy is not None
    told = again(machine.autonomy(guide, check_autonomy(gateshead, guide)))
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
    told = again(machine.autonomy(guide, check_autonomy(gateshead, guide, thresholds)))
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


def reported(assessment: Assessment, kind: Kind = Kind.BOARD, beside: Beside = Beside()) -> Any:  # noqa: B008
    """`ehsg.report/1` as a script reads it."""
    paper, results = papers.paper(assessment, kind, beside), papers.results(assessment, beside)
    return again(machine.report(paper, results, papers.changed(assessment, beside)))


def test_a_paper_key_by_key(guide: Guide) -> None:
    """`ehsg.report/1`: the commands' own objects without their `schema`, then what only a paper has."""
    assessment, beside = papers.northbridge(), papers.everything()
    told = reported(assessment, beside=beside)
    assert list(told) == [
        *("schema", "mark", "kind", "guide", "area", "period", "status", "audience", "headline"),
        *("summary", "priorities", "autonomy", "previous", "before", "change"),
        *("descriptors", "plan", "partners", "method", "provenance"),
    ]
    assert (told["schema"], told["kind"], told["audience"]) == ("ehsg.report/1", "board", "board")
    judged = papers.results(assessment, beside)
    for part, whole in (
        ("summary", machine.summary(assessment, guide, judged.summary)),
        ("priorities", machine.priorities(guide, judged.priorities)),
        ("autonomy", machine.autonomy(guide, judged.autonomy)),
    ):
        assert list(told[part].items()) == list(again(whole).items())[1:]
    assert told["previous"] == {
        "area": told["area"],
        "relation": "same",
        "boundaries": None,
        "period": "2022",
        "status": "submitted",
    }
    assert told["before"] == []
    assert told["change"]["changed"] is True
    assert "schema" not in told["change"]
    assert told["change"]["priorities"]["carried"] == ["WF5", "CO5", "DA5"]
    assert told["headline"].startswith("13 of 31 descriptors score 3")
    assert told["provenance"] == {
        "file": "area.yaml",
        "sha256": "0" * 64,
        "sources": [],
        "guide": {"id": "ehsg-2022", "revision": guide.revision},
        "made_with": f"ehsg {__version__}",
    }
    assert told["method"] == {
        "methods": ["workshops", "interviews", "peer-review"],
        "agreed": {"date": "2023-06-30", "by": "Early Help Partnership Board"},
        "submitted": "2023-07-28",
    }


def test_the_descriptors_of_a_paper_hold_what_was_typed() -> None:
    """Every one in the form's order; a text is neither made visible nor shortened; a blank score is null."""
    typed = "A\x1b[31m <b> | =1+1\n\n- list  "
    whole = papers.draft()
    entries = whole.entries | {"FV2": whole.entries["FV2"].model_copy(update={"evidence": typed})}
    told = reported(whole.model_copy(update={"entries": entries}))["descriptors"]
    assert len(told) == 31
    assert list(told[0]) == [
        *("id", "form", "section", "title", "score", "previous", "priority", "why", "evidence", "next_steps"),
    ]
    assert (told[0]["id"], told[0]["form"], told[0]["section"]) == ("FV1", "5.1", "family-voice")
    assert (told[0]["score"], told[0]["previous"], told[0]["priority"]) == (None, None, False)
    assert told[1]["evidence"] == typed
    assert (told[-1]["evidence"], told[-1]["next_steps"]) == (None, None)
    assert [each["id"] for each in told if each["priority"]] == ["WF5", "CO5", "DA5"]
    assert [each["id"] for each in told if each["why"]] == ["WF5", "CO5", "DA5"]


def test_the_plan_and_the_partners_of_a_paper() -> None:
    """Actions as recorded, counted by priority; each partner's score; null or an empty list without them."""
    told = reported(papers.northbridge(), Kind.PLAN, papers.everything())
    assert told["kind"] == "plan"
    plan = told["plan"]
    assert list(plan) == ["actions", "priorities", "on_priorities", "all"]
    assert plan["actions"][-1] == {
        "id": "A6",
        "descriptor": None,
        "priority": False,
        "action": "Put the hubs' opening times on one page, in the five languages asked for most",
        "owner": "Communications manager",
        "due": "2023-11-30",
        "status": "stopped",
        "target": None,
        "progress": [
            {"on": "2023-11-02", "note": "Taken over by the directory team as part of its own work."}
        ],
    }
    assert plan["priorities"][0] == {
        "descriptor": "DA5",
        "score": 2,
        "target": 3,
        "actions": {
            "total": 2,
            "by_status": {"done": 0, "in progress": 1, "not started": 1, "stopped": 0},
            "no_status": 0,
        },
    }
    assert (plan["on_priorities"]["total"], plan["all"]["total"]) == (5, 6)
    assert told["partners"][0]["scores"][0] == {"organisation": "Northbridge Police", "score": 2}
    alone = reported(papers.gateshead())
    assert (alone["plan"], alone["partners"], alone["previous"]) == (None, [], None)


def test_a_paper_has_room_for_the_check_near_its_start() -> None:
    """Its mark gets it, and it stays JSON."""
    paper = machine.to_text(machine.report(papers.paper(empty()), papers.results(empty())))
    mark = json.loads(sealed(paper.encode()))["mark"]
    assert re.fullmatch(r"Made by ehsg \S+, check [0-9a-f]{16}", mark)


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
            machine.autonomy(guide, check_autonomy(assessment, guide)),
        ]
        full = [
            machine.summary(gateshead, guide, summarise(gateshead, guide)),
            machine.priorities(guide, check_priorities(gateshead, guide)),
            machine.autonomy(guide, check_autonomy(gateshead, guide)),
        ]
        for one, other in zip(told, full, strict=True):
            assert [key for key, _ in shape(one)] == [key for key, _ in shape(other)]
