"""The account of an assessment that git compares: the same lines for the same meaning."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment, Entry, FollowUp
from ehsg_cli.compare.changes import diff
from ehsg_cli.guide.models import Guide
from ehsg_cli.views.account import view_account
from tests.compare.test_meaning import pairs


def sentences(text: str, guide: Guide) -> list[str]:
    """The lines that a text becomes, without their indentation."""
    assessment = Assessment(ehsg="assessment/1", entries={"FV1": Entry(evidence=text)})
    lines = list(view_account(assessment, guide))
    start = lines.index("  What is working well") + 1
    end = next(n for n, line in enumerate(lines) if line.startswith("FV2"))
    assert all(line.startswith("    ") or not line for line in lines[start:end])
    return [line.removeprefix("    ") for line in lines[start:end]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("One sentence\nover two lines. And one.", ["One sentence over two lines.", "And one."]),
        ("1. first thing\n2. second\n   and on", ["1. first thing", "2. second and on"]),
        ("- a\n  goes on\n  - deeper\n- b", ["- a goes on", "  - deeper", "- b"]),
        ("One.\n\n\nTwo.", ["One.", "", "Two."]),
        ("About 2.5 of 3 e.g. here.", ["About 2.5 of 3 e.g. here."]),
        (
            "**Impact.** They said *yes*. \u201cWe did.\u201d",
            ["**Impact.** They said *yes*.", "\u201cWe did.\u201d"],
        ),
        ("Zoë went. Étienne came.", ["Zoë went.", "Étienne came."]),
        ("a\x1b[31mb", ["a\u241b[31mb"]),
    ],
)
def test_each_sentence_and_each_entry_of_a_list_has_a_line(guide: Guide, text: str, lines: list[str]) -> None:
    """However it is wrapped; paragraphs stay apart by one blank line."""
    assert sentences(text, guide) == lines


def test_wrapping_makes_no_difference(guide: Guide) -> None:
    """The same words at another width."""
    narrow = "First words\nof a text. Second\nsentence here.\n\n- an\n  entry\n- another"
    wide = "First words of a text. Second sentence here.\n\n- an entry\n- another"
    assert sentences(narrow, guide) == sentences(wide, guide)


def test_every_descriptor_stands_there_scored_or_not(guide: Guide) -> None:
    """So that a first score is one line that changes."""
    blank = list(view_account(Assessment(ehsg="assessment/1"), guide))
    scored = list(view_account(Assessment(ehsg="assessment/1", entries={"DA7": Entry(answer=0)}), guide))
    assert [(a, b) for a, b in zip(blank, scored, strict=True) if a != b] == [
        ("  score: not given", "  score: 0")
    ]


def test_an_edition_is_told_in_its_own_words() -> None:
    """A scale in words by its words; of what it does not ask nothing is said."""
    guide = load_guide("ehsg-2020")
    assessment = Assessment(ehsg="assessment/1", entries={"FA1": Entry(answer=guide.scale.numbers[-1])})
    lines = list(view_account(assessment, guide))
    first = next(line for line in lines if line.startswith("FA1 "))
    assert lines[lines.index(first) + 1] == f"  answer: {guide.scale.say(guide.scale.numbers[-1])}"
    assert not {"Priorities", "Sharing"} & set(lines)
    assert not [line for line in lines if "data model" in line]


def test_what_became_of_a_priority_is_told_where_it_is_recorded(guide: Guide) -> None:
    """With its outcome and each sentence of the note."""
    followed = {"FV1": FollowUp(outcome="partly", note="It began. It goes on.")}
    lines = list(view_account(Assessment(ehsg="assessment/1", follow_up=followed), guide))
    at = lines.index("What became of earlier priorities")
    assert lines[at + 1 : at + 4] == [
        "  FV1 (5.1) Family engagement: partly",
        "    It began.",
        "    It goes on.",
    ]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pair=pairs())
def test_what_is_no_change_is_none_in_the_account(guide: Guide, pair: tuple[Assessment, Assessment]) -> None:
    """Where `ehsg diff` finds nothing git finds nothing either; but for a reason that says of no priority."""
    one, other = (
        each.model_copy(update={"priorities": tuple(p for p in each.priorities if p is not None and p.id)})
        for each in pair
    )
    if diff(one, other, guide).empty:
        assert list(view_account(one, guide)) == list(view_account(other, guide))


def test_the_order_of_a_list_makes_no_difference(guide: Guide) -> None:
    """Of priorities, methods, predecessors and what became of priorities: it means nothing."""
    given: dict[str, Any] = {
        "ehsg": "assessment/1",
        "area": {"name": "A", "predecessors": [{"name": "B", "boundaries": "same"}, {"name": "C"}]},
        "method": [each.id for each in guide.methods][:2],
        "priorities": [{"id": "FV1", "why": "First."}, {"id": "DA1", "why": "Second."}],
        "follow_up": {"FV2": {"outcome": "done"}, "DA2": {"outcome": "partly"}, "WF1": {}},
    }
    area = {"name": "A", "predecessors": given["area"]["predecessors"][::-1]}
    turned = given | {
        "area": area,
        "method": given["method"][::-1],
        "priorities": given["priorities"][::-1],
        "follow_up": dict(reversed([*given["follow_up"].items()][:2])),
    }
    one, other = map(Assessment.model_validate, (given, turned))
    assert diff(one, other, guide).empty
    lines = list(view_account(one, guide))
    assert lines == list(view_account(other, guide))
    assert [line for line in lines if line.startswith("  came from")] == [
        "  came from: B, boundaries: same",
        "  came from: C",
    ]
