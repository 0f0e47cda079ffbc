"""Which parts each kind of paper has, and that none of them is empty."""

from collections import Counter

import pytest

from ehsg_cli import load_guide
from ehsg_cli.assessment import Predecessor
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.errors import UserError
from ehsg_cli.judge.results import Beside
from ehsg_cli.views.blocks import Entry, Facts, Heading, Narrative, Picture, Ruling, Sentence
from ehsg_cli.views.kinds import LEFT_OPEN, NOTHING, Kind, Paper, compose
from ehsg_cli.views.tables import Table
from ehsg_cli.views.words import MEAN_NOTE, VERDICT_NOTE
from tests.render.papers import COUNCIL, draft, earlier, everything, gateshead, northbridge, paper, view

PAPERS = tuple(kind for kind in Kind if kind is not Kind.FORM)


def action_tables(made: Paper, part: str = "actions") -> list[Table]:
    blocks = next(each.blocks for each in made.parts if each.id == part)
    return [block for block in blocks if isinstance(block, Table)]


def entries(made: Paper, part: str) -> list[Entry]:
    blocks = next(each.blocks for each in made.parts if each.id == part)
    return [block for block in blocks if isinstance(block, Entry)]


@pytest.mark.parametrize("kind", PAPERS)
def test_every_kind_has_parts_with_something_in_them(kind: Kind) -> None:
    """Ids are unique, titles are not empty, and a part with nothing to say is left out."""
    made = paper(northbridge(), kind, everything(), style=COUNCIL)
    assert made.kind == kind.value
    assert made.parts
    assert all(part.blocks and part.title for part in made.parts)
    assert max(Counter(part.id for part in made.parts).values()) == 1


@pytest.mark.parametrize("kind", [Kind.BOARD, Kind.FULL])
def test_board_and_full_papers_hold_every_descriptor(kind: Kind) -> None:
    """With score, evidence and next steps; what the guide asks for, and its signs, in the full one."""
    made = paper(gateshead(), kind)
    found = entries(made, "descriptors")
    assert [each.id for each in found] == [each.id for each in made.of_one.descriptors]
    assert all(len(each.said) == 2 and each.said[0].text and each.said[1].text for each in found)
    assert all(bool(each.asks) is (kind is Kind.FULL) for each in found)
    assert all(bool(each.signs) is (kind is Kind.FULL) for each in found)


def test_the_priorities_part_holds_the_choice_with_its_reasons() -> None:
    """The verdict first, then each priority with why it was chosen and what comes next."""
    made = paper(northbridge(), beside=everything())
    blocks = next(part.blocks for part in made.parts if part.id == "priorities")
    assert isinstance(blocks[0], Ruling)
    assert blocks[0].verdict == "met"
    found = entries(made, "priorities")
    assert [each.id for each in found] == ["DA5", "WF5", "CO5"]
    assert all(each.said[0].label == "Why it was chosen" and each.said[0].text for each in found)


def test_an_earlier_year_stands_beside_every_score() -> None:
    """And says when it was; blank there is not scored, never 0."""
    found = {
        each.id: each.previous for each in entries(paper(northbridge(), beside=everything()), "descriptors")
    }
    assert found["WF2"] == "not scored in 2022"
    assert found["FV1"] == f"{earlier().entry('FV1').answer} in 2022"


@pytest.mark.parametrize("kind", [Kind.BOARD, Kind.SUMMARY, Kind.FULL])
def test_whether_it_got_better_is_told_among_the_first_points(kind: Kind) -> None:
    """The question of a board a year later; without an earlier year nothing is said of one."""
    made = paper(northbridge(), kind, everything())
    label, told = made.key_points[0]
    assert label == "Since 2022"
    assert told.startswith("Of the three priorities of 2022, ")
    assert not any(fact.label.startswith("Since") for fact in paper(northbridge(), kind).key_points)


def test_that_areas_differ_is_told_before_what_changed() -> None:
    """Else the change would be read as that of one place."""
    before = earlier()
    other = before.area.model_copy(update={"name": "Old Northbridge"})
    kin = northbridge().area.model_copy(
        update={"predecessors": (Predecessor(name="Old Northbridge", boundaries="same"),)}
    )
    beside = everything()._replace(previous=before.model_copy(update={"area": other}))
    made = paper(northbridge(area=kin), beside=beside)
    assert [fact.label for fact in made.key_points[:2]] == ["Areas", "Since 2022"]


def test_a_paper_on_change_begins_with_the_priorities() -> None:
    """They are the question; the chart with its long table comes after them."""
    before = earlier().model_copy(update={"priorities": northbridge().priorities[:2]})
    made = paper(northbridge(), Kind.CHANGE, everything()._replace(previous=before))
    ids = [part.id for part in made.parts]
    assert ids[:4] == ["priorities-followed", "priorities-new", "at-a-glance", "scores-changed"]
    assert ids[-1] == "about"


def test_the_full_paper_ends_with_scale_and_method() -> None:
    """Appendices: what each score means, and how the figures were come by."""
    made = paper(gateshead(), Kind.FULL)
    assert [part.id for part in made.parts][-3:] == ["scale", "method", "about"]
    scale = made.parts[-3].blocks[0]
    assert isinstance(scale, Table)
    assert [row[0].text for row in scale.rows] == ["0", "1", "2", "3", "4", "5"]


def test_the_appendix_says_how_the_assessment_was_made_and_judged() -> None:
    """Each way it was made with what that is; what becomes of averages; what is not determined."""
    made = paper(northbridge(), Kind.FULL)
    blocks = next(part.blocks for part in made.parts if part.id == "method")
    facts = {fact.label: fact.text for block in blocks if isinstance(block, Facts) for fact in block.rows}
    guide = load_guide("ehsg-2022")
    used = [method for method in guide.methods if method.id in northbridge().methods]
    assert used
    assert all(facts[method.name] == method.description for method in used)
    said = [block.text for block in blocks if isinstance(block, Sentence)]
    assert said == [guide.scale.averages, guide.scale.not_applicable, MEAN_NOTE, VERDICT_NOTE]


def test_a_plan_paper_needs_a_plan() -> None:
    """It says what is missing and what to do."""
    with pytest.raises(UserError, match="no action plan of Gateshead") as refused:
        paper(gateshead(), Kind.PLAN)
    assert "--plan" in refused.value.hint


def test_a_plan_paper_has_every_action() -> None:
    """By priority, then the others; progress notes with their dates."""
    made = paper(northbridge(), Kind.PLAN, everything())
    assert made.headline == (
        "Of five actions on the priorities, one is done, three are in progress and one is not started."
    )
    blocks = next(part.blocks for part in made.parts if part.id == "actions")
    actions = [
        row[0].text.split(" ")[0] for table in blocks if isinstance(table, Table) for row in table.rows
    ]
    assert actions == ["A1", "A2", "A3", "A4", "A5", "A6"]
    notes = [block for block in blocks if isinstance(block, Narrative)]
    assert notes[0] == Narrative(
        "The supplier has shown a first version to six practitioners.", NOTHING, "A1, 14 September 2023"
    )
    assert Heading("Other actions") in blocks


def test_the_action_plan_says_which_score_each_action_aims_at() -> None:
    """In a column that is there only where any action of the table names one."""
    found = {table.caption: table for table in action_tables(paper(northbridge(), Kind.PLAN, everything()))}
    aimed = found["Actions on DA5"]
    assert aimed.columns[-1].title == "Aimed at"
    assert [row[-1].text for row in aimed.rows] == ["3", "none named"]
    others = found["Actions on no priority"]
    assert [column.title for column in others.columns] == ["Action", "Owner", "Due", "Status"]


def test_other_actions_say_which_descriptor_they_are_on() -> None:
    """Or that they are on none; under a priority the heading says it."""
    actions = ({"id": "A1", "descriptor": "FV1"}, {"id": "A2"}, {"id": "A3", "descriptor": "DA5"})
    beside = Beside(plan=Plan.model_validate({"ehsg": "plan/1", "actions": actions}))
    for kind, part in ((Kind.PLAN, "actions"), (Kind.FULL, "plan")):
        made = paper(northbridge(), kind, beside)
        found = {table.caption: table for table in action_tables(made, part)}
        others = found["Actions on no priority"]
        assert others.columns[1].title == "Descriptor"
        assert [row[1].text for row in others.rows] == ["FV1 (5.1)", "none"]
        assert [column.title for column in found["Actions on DA5"].columns][1] == "Owner"


def test_notes_of_progress_are_led_by_what_they_are_about_as_plain_text() -> None:
    """Marks in an id stay marks; without an id and a day there is no lead, and a blank note says so."""
    notes = [{"on": "2024-01-31", "note": "- one\n- two"}, {"note": "later"}, {"on": "2024-02-01"}]
    actions = ({"id": "A*1*", "progress": notes}, {"progress": notes[1:2]})
    beside = Beside(plan=Plan.model_validate({"ehsg": "plan/1", "actions": actions}))
    made = paper(northbridge(), Kind.PLAN, beside)
    blocks = next(part.blocks for part in made.parts if part.id == "actions")
    assert [block for block in blocks if isinstance(block, Narrative)] == [
        Narrative("- one\n- two", NOTHING, "A*1*, 31 January 2024"),
        Narrative("later", NOTHING, "A*1*"),
        Narrative("", NOTHING, "A*1*, 1 February 2024"),
        Narrative("later", NOTHING, ""),
    ]


def test_no_paper_says_the_same_sentence_twice_in_its_head_and_first_picture() -> None:
    """The plan's headline is about its actions, and the chart's below it about scores."""
    made = paper(northbridge(), Kind.PLAN, everything())
    (picture,) = made.parts[0].blocks
    assert isinstance(picture, Picture)
    assert picture.chart.headline == "None of the three priorities has reached the score aimed at."


def test_every_kind_says_once_how_the_assessment_was_made() -> None:
    """The full paper in its appendix, the others at their end."""
    for kind in (Kind.BOARD, Kind.SUMMARY, Kind.FULL):
        made = paper(northbridge(), kind, everything())
        facts = [f for part in made.parts for b in part.blocks if isinstance(b, Facts) for f in b.rows]
        for fact in made.of_one.method:
            assert facts.count(fact) == 1, (kind, fact)


def test_an_earlier_assessment_of_the_same_period_is_told_apart() -> None:
    """Its year would name both."""
    beside = Beside(previous=earlier().model_copy(update={"period": "2023"}))
    found = entries(paper(northbridge(), beside=beside), "descriptors")
    assert {each.previous for each in found if each.id == "WF2"} == {"not scored earlier"}


def test_no_caption_repeats_the_title_it_stands_under() -> None:
    """The table says what its figures are."""
    for kind in PAPERS:
        for part in paper(northbridge(), kind, everything()).parts:
            captions = [block.caption for block in part.blocks if isinstance(block, Table)]
            assert part.title not in captions


def test_committee_headings_stand_in_every_paper_that_is_decided_on() -> None:
    """With the council's text; those it left blank say that the author writes them."""
    for kind in (Kind.BOARD, Kind.FULL, Kind.PLAN):
        made = paper(northbridge(), kind, everything(), style=COUNCIL)
        held = {part.title: part.blocks[0] for part in made.parts if part.id.startswith("committee")}
        assert held["Recommendations"] == Narrative(COUNCIL.headings[0].text, LEFT_OPEN)
        assert held["Legal implications"] == Narrative("", LEFT_OPEN)


def test_the_authors_own_headline_takes_the_computed_ones_place() -> None:
    """On one line; a blank one is none."""
    own = compose(view(gateshead(), headline="We are\nsteady."), Kind.BOARD)
    assert own.headline == "We are steady."
    assert compose(view(gateshead(), headline="  "), Kind.BOARD).headline.startswith("25 of 31")


def test_what_is_not_scored_says_so() -> None:
    """In a draft: no figure, and words in its place; the table counts them apart."""
    made = paper(draft())
    found = {each.id: each for each in entries(made, "descriptors")}
    assert (found["FV1"].scored, found["FV1"].score, found["FV1"].meaning) == (False, "not scored", "")
    tables = next(part.blocks for part in made.parts if part.id == "sections")
    counts = tables[1]
    assert isinstance(counts, Table)
    assert counts.total is not None
    assert (counts.columns[-1].title, counts.total[-1].text) == ("None yet", "3")


def test_pictures_stand_where_there_is_something_to_draw() -> None:
    """A paper without plan and responses has neither progress nor partners."""
    alone, together = paper(northbridge(), Kind.FULL), paper(northbridge(), Kind.FULL, everything())

    def drawn(made: Paper) -> set[str]:
        return {b.chart.name for part in made.parts for b in part.blocks if isinstance(b, Picture)}

    assert drawn(alone) == {"dots", "distribution", "profile"}
    assert drawn(together) == drawn(alone) | {"progress", "spread"}


def test_no_priority_chosen_says_so() -> None:
    """In the board paper and on the summary page."""
    blank = northbridge(status="draft", priorities=())
    for kind in (Kind.BOARD, Kind.SUMMARY):
        blocks = next(part.blocks for part in paper(blank, kind).parts if part.id == "priorities")
        assert Sentence("None chosen yet.", "blank") in blocks
