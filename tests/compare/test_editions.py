"""Two assessments by two guides, side by side: nothing lost, nothing converted, the same from either end."""

import random
from typing import Any

import pytest

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.compare.editions import SideBySide, side_by_side
from ehsg_cli.errors import UserError
from ehsg_cli.guide.crosswalks import Crossing, Link
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.crossings import load_crossing

OLD, NEW = load_guide("ehsg-2020"), load_guide("ehsg-2022")
WAY = load_crossing("ehsg-2020", "ehsg-2022")


def assessment(guide: Guide, answers: dict[str, Any] | None = None, **more: Any) -> Assessment:
    entries = {id: {"answer": answer} for id, answer in (answers or {}).items()}
    return Assessment.model_validate(
        {"ehsg": "assessment/1", "guide": guide.id, "area": {"name": "X"}, "entries": entries} | more
    )


def random_answers(guide: Guide, chance: random.Random) -> dict[str, Any]:
    return {id: chance.choice((None, *guide.scale.numbers)) for id in guide.descriptors}


def both(old: Assessment, new: Assessment) -> SideBySide:
    return side_by_side(old, OLD, new, NEW, WAY)


def test_the_lines_stand_in_the_order_of_the_new_edition() -> None:
    """And, where one of its descriptors has several likes, in the order of the old one."""
    told = both(assessment(OLD), assessment(NEW))
    rank = [(list(NEW.descriptors).index(p.new), list(OLD.descriptors).index(p.old)) for p in told.pairs]
    assert rank == sorted(rank)
    assert len(rank) == len(set(rank)) == len(WAY.links)


def test_every_answer_stands_there_as_it_was_given() -> None:
    """Of random assessments: each on its own scale, wherever the crosswalk has it, and in no other figure."""
    chance = random.Random(5)
    for _ in range(30):
        answers = random_answers(OLD, chance), random_answers(NEW, chance)
        told = both(assessment(OLD, answers[0]), assessment(NEW, answers[1]))
        for pair in told.pairs:
            assert pair.old_entry.answer == answers[0][pair.old]
            assert pair.new_entry.answer == answers[1][pair.new]
        assert {p.old for p in told.pairs} | {a.id for a in told.old_alone} == set(OLD.descriptors)
        assert {p.new for p in told.pairs} | {a.id for a in told.new_alone} == set(NEW.descriptors)
        assert [(a.id, a.entry.answer) for a in told.old_alone] == [("CY7", answers[0]["CY7"])]
        assert [(a.id, a.entry.answer) for a in told.new_alone] == [("FV5", answers[1]["FV5"])]


def test_turned_round_it_says_the_same_the_other_way_round() -> None:
    """The same pairs with sides and relations turned, from the same file."""
    chance = random.Random(6)
    old = assessment(OLD, random_answers(OLD, chance))
    new = assessment(NEW, random_answers(NEW, chance))
    there, back = both(old, new), side_by_side(new, NEW, old, OLD, WAY)
    turned = {"same": "same", "related": "related", "narrower": "broader", "broader": "narrower"}
    assert {(p.old, p.new, p.relation, p.why) for p in there.pairs} == {
        (p.new, p.old, turned[p.relation], p.why) for p in back.pairs
    }
    assert (there.old_alone, there.new_alone) == (back.new_alone, back.old_alone)
    assert back == side_by_side(new, NEW, old, OLD, WAY.turned())


def test_an_assessment_of_another_guide_is_refused() -> None:
    """An answer means something only on the scale it was given on."""
    with pytest.raises(UserError):
        both(assessment(NEW), assessment(NEW))


def test_a_crosswalk_between_other_guides_is_refused() -> None:
    """Whichever way it is turned."""
    other = Crossing("ehsg-2020", "own-2030", "Us", (Link("FA1", "X1", "same", "Why."),), {}, {})
    for way in (other, other.turned()):
        with pytest.raises(UserError, match="not ehsg-2020 and ehsg-2022"):
            side_by_side(assessment(OLD), OLD, assessment(NEW), NEW, way)


def test_areas_that_differ_are_told() -> None:
    """How the two areas stand to one another goes with the comparison."""
    new = assessment(NEW, area={"name": "Y", "predecessors": [{"name": "X", "boundaries": "changed"}]})
    told = both(assessment(OLD), new)
    assert (told.kinship.relation, told.kinship.boundaries) == ("predecessor", "changed")
