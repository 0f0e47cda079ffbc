"""The story of change in words: what became of the priorities, and what else is another one."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.compare.changes import Beside, Change, diff
from ehsg_cli.guide.models import Guide
from ehsg_cli.views.blocks import Block, Facts, Heading, Part, Rewording, Ruling, Sentence
from ehsg_cli.views.change import view_brief, view_change
from ehsg_cli.views.change.texts import ELLIPSIS
from ehsg_cli.views.tables import Table
from tests.render.papers import HOSTILE_TEXT, earlier, northbridge
from tests.views.conftest import Make

Between = Callable[..., Change]


@pytest.fixture
def between(guide: Guide) -> Between:
    """What changed between two assessments of Northbridge, of 2022 and 2023 unless they say otherwise."""

    def made(old: Assessment, new: Assessment, **beside: Any) -> Change:
        periods = (("2022", old), ("2023", new))
        one, other = (each if each.period else each.model_copy(update={"period": p}) for p, each in periods)
        return diff(one, other, guide, Beside(**beside))

    return made


def chosen(make: Make, entries: Mapping[str, Any], **more: Any) -> Assessment:
    """An assessment of whole entries, in which whatever has an entry is a priority unless that is said."""
    priorities = more.pop("priorities", list(entries))
    given = {"entries": entries, "priorities": priorities, "area": {"name": "Northbridge"}}
    return make(**given | more)


def part(change: Change, id: str, *history: Assessment) -> Part:
    (found,) = [each for each in view_change(change, history).parts if each.id == id]
    return found


def facts(blocks: tuple[Block, ...]) -> dict[str, str]:
    return {row.label: row.text for block in blocks if isinstance(block, Facts) for row in block.rows}


def tables(blocks: tuple[Block, ...]) -> dict[str, list[list[str]]]:
    return {
        block.caption: [[cell.text for cell in row] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    }


def points(change: Change) -> dict[str, str]:
    return {fact.label: fact.text for fact in view_change(change).key_points}


# The headline: did the three things we chose get better, and does the evidence say why?


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (
            {"FV1": (2, "a"), "FV2": (2, "b"), "DA3": (3, "c")},
            {"FV1": (3, "a"), "FV2": (3, "x"), "DA3": (3, "c")},
            "Of the three priorities of 2022, two score higher and one scores the same in 2023. "
            "The evidence for FV1 (5.1) is word for word that of 2022, so it does not say why.",
        ),
        (
            {"FV1": (2, "a"), "FV2": (2, "b")},
            {"FV1": (3, "x"), "FV2": (1, "y")},
            "Of the two priorities of 2022, one scores higher and one scores lower in 2023. "
            "The evidence was rewritten with them.",
        ),
        (
            {"FV1": (2, "a")},
            {"FV1": (2, "a")},
            "The one priority of 2022 scores the same in 2023.",
        ),
        (
            {"FV1": (2, "a"), "FV2": (2, "b")},
            {"FV1": (2, "a"), "FV2": (2, "b")},
            "Both priorities of 2022 score the same in 2023. Their evidence has not changed either.",
        ),
        (
            {"FV1": (None, "a"), "FV2": (2, "b")},
            {"FV1": (0, "x"), "FV2": (None, "y")},
            "Of the two priorities of 2022, one is newly scored and one is no longer scored in 2023. "
            "The evidence was rewritten with them.",
        ),
        (
            {"FV1": (None, "a"), "FV2": (None, "b"), "DA3": (None, "c")},
            {"FV1": (None, "a"), "FV2": (None, "b"), "DA3": (None, "c")},
            "All three priorities of 2022 are scored in neither. Their evidence has not changed either.",
        ),
        (
            {"FV1": (2, "a"), "FV2": (None, "b"), "DA3": (2, "c")},
            {"FV1": (3, "x"), "FV2": (None, "b"), "DA3": (2, "c")},
            "Of the three priorities of 2022, one scores higher and one scores the same in 2023, "
            "and one is scored in neither. The evidence was rewritten with it.",
        ),
        (
            {"FV1": (None, "a")},
            {"FV1": (None, "a")},
            "The one priority of 2022 is scored in neither.",
        ),
    ],
    ids=[
        *("unexplained", "explained", "one", "nothing moved", "not scored"),
        *("never scored", "one never scored", "the one never scored"),
    ],
)
def test_the_headline_answers_for_the_priorities(
    make: Make,
    between: Between,
    before: dict[str, tuple[int | None, str]],
    now: dict[str, tuple[int | None, str]],
    said: str,
) -> None:
    """How their scores went, and whether the evidence of those that moved is another one."""
    old, new = (
        chosen(
            make, {id: {"answer": score, "evidence": text} for id, (score, text) in each.items()}, method=m
        )
        for each, m in ((before, ["workshops"]), (now, ["interviews"]))
    )
    assert view_change(between(old, new)).headline == said


def test_the_headline_says_which_scores_cannot_be_read(make: Make, between: Between) -> None:
    """Nobody can say how they went; nor, where all are such, that anything stayed as it was."""
    old = chosen(make, {id: {"answer": 2} for id in ("FV1", "FV2", "DA3")})
    new = chosen(make, {"FV1": {}, "FV2": {}, "DA3": {"answer": 3}})
    told = between(old, new, unreadable=(frozenset(), frozenset(("FV1", "FV2"))))
    assert view_change(told).headline.startswith(
        "Of the three priorities of 2022, one scores higher in 2023, and two have scores that cannot be read."
    )
    assert points(told)["Scores"] == "One score went up and two cannot be read."
    back = between(new, old, unreadable=(frozenset(("FV1", "FV2")), frozenset()))
    assert points(back)["Scores"] == "One score went down and two cannot be read."
    assert facts(part(back, "priorities-followed").blocks[:2])["Score"] == "Unreadable in 2022 and 2 in 2023."
    alone = between(
        old, new.model_copy(update={"entries": old.entries}), unreadable=(frozenset(), frozenset())
    )
    assert "cannot be read" not in view_change(alone).headline


def test_without_priorities_the_headline_is_about_the_scores(make: Make, between: Between) -> None:
    """And a blank is no nought: it is told apart from a fall."""
    change = between(make({"FV1": 1, "FV2": 3, "FV3": None, "FV4": 2}), make({"FV1": 2, "FV2": 1, "FV3": 0}))
    told = view_change(change)
    assert told.headline == (
        "One score went up, one went down, one is newly scored and one is no longer scored."
    )
    assert "Scores" not in points(change)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({"evidence": "a"}, {"evidence": "b"}, "No score changed. One text was rewritten."),
        (
            {"answer": 1},
            {"answer": 2, "evidence": "a", "next_steps": "b"},
            "One score went up. Two texts were",
        ),
        ({"answer": None}, {"answer": None}, "No score and no text changed."),
    ],
)
def test_where_no_score_changed_the_headline_says_what_did(
    make: Make, between: Between, before: dict[str, Any], now: dict[str, Any], said: str
) -> None:
    """Texts are counted; what is recorded about the assessment itself stands in its part."""
    old, new = (
        chosen(make, {"FV1": entry}, priorities=[], method=[way])
        for entry, way in ((before, "workshops"), (now, "interviews"))
    )
    assert view_change(between(old, new)).headline.startswith(said)


def test_a_change_that_is_none_says_so(make: Make, guide: Guide) -> None:
    """In one sentence, and there is no part."""
    same = make({"FV1": 2}, period="2023")
    told = view_change(diff(same, same, guide))
    assert told.headline == "Nothing changed: the two say the same."
    assert (told.parts, told.key_points) == ((), ())


def test_one_period_twice_is_before_and_now(make: Make, guide: Guide) -> None:
    """Two versions of one year's file are not both called by the year."""
    old, new = make({"FV1": 2}, period="2023"), make({"FV1": 3}, period="2023")
    told = view_change(diff(old, new, guide))
    (table,) = [each for part in told.parts for each in part.blocks if isinstance(each, Table)][:1]
    assert [column.title for column in table.columns][1:3] == ["Before", "Now"]
    assert "2023" not in f"{told.headline}{told.parts}"
    assert view_brief(diff(old, new, guide)).title == "What changed"


# Last year's priorities one by one


def test_each_priority_tells_what_moved(make: Make, between: Between) -> None:
    """Choice, score, texts, actions and what is recorded; an outcome is never guessed."""
    before = {
        "FV1": {"answer": 2, "evidence": "a", "next_steps": "b"},
        "FV2": {"answer": 2, "evidence": "a"},
        "DA3": {"answer": None},
    }
    now = {
        "FV1": {"answer": 4, "evidence": "a", "next_steps": "c"},
        "FV2": {"answer": 2},
        "DA3": {"answer": None},
    }
    follow_up = {"FV1": {"outcome": "partly", "note": "Two of\nfive."}, "DA3": {"outcome": "stopped"}}
    new = chosen(make, now, priorities=["FV1", "DA3"], follow_up=follow_up)
    plan = Plan.model_validate(
        {
            "ehsg": "plan/1",
            "actions": [
                {"descriptor": "FV1", "action": "x", "status": "in progress"},
                {"descriptor": "DA3", "action": "y", "status": "not started"},
            ],
        }
    )
    found = part(between(chosen(make, before), new, new_plan=plan), "priorities-followed")
    assert found.title == "The priorities of 2022"
    told = [facts((block,)) for block in found.blocks if isinstance(block, Facts)]
    assert [block.text[:3] for block in found.blocks if isinstance(block, Heading)] == ["FV1", "FV2", "DA3"]
    assert told == [
        {
            "Choice": "Carried on: still a priority in 2023.",
            "Score": "2 in 2022 and 4 in 2023: 2 higher.",
            "Evidence": "Word for word as in 2022, so it does not say why the score is another one.",
            "Next steps": "Rewritten.",
            "Actions": "Where they stand now: one in progress.",
            "What became of it": "Partly done. Two of five.",
        },
        {
            "Choice": "Dropped: no longer a priority in 2023.",
            "Score": "2, the same as in 2022.",
            "Evidence": "Recorded in 2022, none recorded in 2023.",
            "Next steps": "None recorded in 2022 or in 2023.",
            "Actions": "Not known: no action of the plan is on it.",
            "What became of it": "Nothing is recorded.",
        },
        {
            "Choice": "Carried on: still a priority in 2023.",
            "Score": "Scored in neither.",
            "Evidence": "None recorded in 2022 or in 2023.",
            "Next steps": "None recorded in 2022 or in 2023.",
            "Actions": "None moved: one not started.",
            "What became of it": "Stopped.",
        },
    ]


def test_a_priority_leads_to_how_its_texts_were_rewritten(make: Make, between: Between) -> None:
    """Old ones and new ones, whose texts come first there; one whose texts are the same leads nowhere."""
    ids = ("FV1", "WF1", "CO1", "DA1", "DA3")
    before, now = (
        {id: {"answer": 2, "evidence": "the same" if id == "DA3" else text} for id in ids}
        for text in ("once", "now")
    )
    old, new = chosen(make, before, priorities=["DA1", "DA3"]), chosen(make, now, priorities=["WF1"])
    change = between(old, new)
    found = [
        [(block.text, block.target) for block in part(change, id).blocks if isinstance(block, Sentence)]
        for id in ("priorities-followed", "priorities-new")
    ]
    said = "For the words see What was rewritten."
    assert found == [[(said, "rewritten-DA1")], [(said, "rewritten-WF1")]]
    headings = [block for block in part(change, "rewritten").blocks if isinstance(block, Heading)]
    assert [block.id for block in headings] == [f"rewritten-{id}" for id in ("WF1", "DA1", "FV1", "CO1")]


@pytest.mark.parametrize(
    ("before", "now", "lead", "in_short", "headline"),
    [
        ("once", "now", "What is working well", "Rewritten", "One text was rewritten."),
        (None, "now", "What is working well (new)", "New", "One text was written."),
        ("once", None, "What is working well (taken out)", "Taken out", "One text was taken out."),
    ],
)
def test_a_text_that_stood_on_one_side_only_was_not_rewritten(
    make: Make,
    between: Between,
    before: str | None,
    now: str | None,
    lead: str,
    in_short: str,
    headline: str,
) -> None:
    """It is new or was taken out, wherever it is told."""
    change = between(
        make(entries={"FV1": {"answer": 2, "evidence": before}}),
        make(entries={"FV1": {"answer": 3, "evidence": now}}),
    )
    (text,) = (block for block in part(change, "rewritten").blocks if isinstance(block, Rewording))
    assert text.lead == lead
    (row,) = tables(part(change, "scores-changed").blocks)["Scores that went up"]
    assert row[3] == in_short
    assert view_change(change).headline == f"One score went up. {headline}"


def test_texts_of_all_three_sorts_are_counted(make: Make, between: Between) -> None:
    """Those that were taken out apart from the others."""
    old = make(entries={"FV1": {"evidence": "a", "next_steps": "b"}, "FV2": {"evidence": "c"}})
    new = make(entries={"FV1": {"evidence": "x"}, "FV2": {"evidence": "y", "next_steps": "z"}})
    assert view_change(between(old, new)).headline == (
        "No score changed. Three texts were written or rewritten and one text was taken out."
    )


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (None, "now", "The evidence was written with them."),
        ("once", None, "There is no evidence for FV1 (5.1), so nothing says why."),
        (None, None, "There is no evidence for FV1 (5.1), so nothing says why."),
    ],
)
def test_evidence_that_is_not_there_says_nothing(
    make: Make, between: Between, before: str | None, now: str | None, said: str
) -> None:
    """And where it is there for the first time it was not rewritten."""
    change = between(
        chosen(
            make, {"FV1": {"answer": 2, "evidence": before}, "FV2": {"answer": 1}}, priorities=["FV1", "FV2"]
        ),
        chosen(
            make,
            {"FV1": {"answer": 3, "evidence": now}, "FV2": {"answer": 2, "evidence": "new"}},
            priorities=["FV1", "FV2"],
        ),
    )
    assert view_change(change).headline.endswith(said)


def test_of_what_was_no_priority_nothing_had_to_be_recorded(make: Make, between: Between) -> None:
    """An outcome recorded in the earlier year is of a year before; one missing for a priority is missing."""
    said = {"FV1": {"outcome": "done"}, "DA1": {"outcome": "partly"}}
    old = make(entries={"FV1": {"answer": 2}}, priorities=["DA1"], follow_up=said)
    found = tables(part(between(old, make(entries={"FV1": {"answer": 2}})), "follow-up-changed").blocks)
    (rows,) = found.values()
    assert [row[1:] for row in rows] == [
        ["Done.", "No priority in 2022."],
        ["Partly done.", "Nothing is recorded."],
    ]


def _plan(status: str, *days: str) -> Plan:
    progress = [{"on": day, "note": "Told"} for day in days]
    action = {"descriptor": "FV1", "action": "x", "status": status, "progress": progress}
    return Plan.model_validate({"ehsg": "plan/1", "actions": [action]})


@pytest.mark.parametrize(
    ("beside", "said", "in_short"),
    [
        (
            {"new_plan": _plan("in progress", "2019-11-14", "2019-02-01")},
            "Where they stand now: one in progress; last reported on 14 November 2019.",
            "1 in progress",
        ),
        (
            {"new_plan": _plan("done", "2023-05-02")},
            "They moved after 2022: one done; last reported on 2 May 2023.",
            "Moved",
        ),
        ({"new_plan": _plan("not started")}, "None moved: one not started.", "None moved"),
        ({"old_plan": _plan("in progress")}, "Known only in 2022: one in progress.", "Not known"),
        (
            {"old_plan": _plan("not started"), "new_plan": _plan("done", "2019-11-14")},
            "They moved: one not started in 2022; one done in 2023.",
            "Moved",
        ),
    ],
    ids=["now", "since", "never begun", "then", "two plans"],
)
def test_of_one_plan_only_what_it_says_is_told(
    make: Make, between: Between, beside: dict[str, Plan], said: str, in_short: str
) -> None:
    """Where actions stand, and the last report: not that they moved, unless that was reported since."""
    old, new = (chosen(make, {"FV1": {"answer": score}}) for score in (2, 3))
    change = between(old, new, **beside)
    assert facts(part(change, "priorities-followed").blocks)["Actions"] == said
    (row,) = tables(view_brief(change).parts[0].blocks)["The priorities of 2022"]
    assert row[4] == in_short


def test_without_a_plan_nobody_knows_what_the_actions_did(make: Make, between: Between) -> None:
    """That is no standstill."""
    change = between(chosen(make, {"FV1": {"answer": 2}}), chosen(make, {"FV1": {"answer": 3}}))
    assert facts(part(change, "priorities-followed").blocks)["Actions"].startswith("Not known: there is no")


def test_a_priority_of_many_years_tells_its_story(make: Make, between: Between) -> None:
    """Its score in each year without a break, and that it has not moved where it has not."""
    years = [
        chosen(make, {"FV1": {"answer": score}, "FV2": {"answer": 1}}, period=period, priorities=priorities)
        for score, period, priorities in (
            (0, "2019", ["FV1"]),
            (2, "2020", ["FV2"]),
            (2, "2021", ["FV1", "FV2"]),
            (2, "2022", ["FV1", "FV2"]),
            (2, "2023", ["FV1"]),
        )
    ]
    *history, old, new = years
    change = between(old, new)
    stories = [
        facts((block,)).get("Over the years")
        for block in part(change, "priorities-followed", *history).blocks
        if isinstance(block, Facts)
    ]
    assert stories == [
        "A priority three times in a row: 2 in 2021, 2 in 2022 and 2 in 2023. "
        "Its score has not moved in all that time.",
        None,
    ]
    assert "Over the years" not in facts(part(change, "priorities-followed").blocks)


def test_new_priorities_say_why_they_were_chosen(make: Make, between: Between) -> None:
    """With their scores of both years."""
    old = make({"FV1": 2, "CO5": 1})
    new = make({"FV1": 2, "CO5": 1}, priorities=[{"id": "CO5", "why": "Residents\nasked."}])
    assert facts(part(between(old, new), "priorities-new").blocks) == {
        "Score": "1, the same as in 2022.",
        "Why it was chosen": "Residents asked.",
    }


# Scores and means


def test_a_mean_never_stands_without_its_denominator(make: Make, between: Between, guide: Guide) -> None:
    """Both means of a section are over the descriptors that are scored in both."""
    old = make({"FV1": 1, "FV2": 2, "FV3": 5, "WF1": 3})
    new = make({"FV1": 2, "FV2": 3, "FV4": 0, "WF1": 3})
    change = between(old, new)
    rows = tables(part(change, "sections-changed").blocks)[
        "Means over the descriptors that are scored in both"
    ]
    assert rows[0] == ["5 Family voice and experience", "2 of 7", "1.5", "2.5"]
    assert rows[2] == ["7 Communities", "0 of 5", "\N{EN DASH}", "\N{EN DASH}"]
    assert points(change)["Mean"] == (
        f"2.0 in 2022 and 2.7 in 2023, over the 3 of {len(guide.descriptors)} descriptors scored in both."
    )


def test_scores_are_listed_by_how_they_went(make: Make, between: Between) -> None:
    """With the evidence beside them, since a rise without it says little."""
    old = make({"FV2": 3, "FV3": 1})
    told = tables(part(between(old, make({"FV1": 1, "FV2": 1, "FV3": 2})), "scores-changed").blocks)
    assert told == {
        "Scores that went up": [["FV3 (5.3) One assessment", "1", "2", "None recorded"]],
        "Scores that went down": [["FV2 (5.2) One Lead Practitioner", "3", "1", "None recorded"]],
        "Newly scored": [["FV1 (5.1) Family engagement", "not scored", "1", "None recorded"]],
    }


def test_more_years_get_a_table_of_means(make: Make, between: Between) -> None:
    """Each year over what was scored then, which is said."""
    scores = {"FV1": 1, "FV2": 2}
    area = {"name": "Northbridge"}
    first, old, new = (make(scores | {"FV1": n}, period=f"202{n}", area=area) for n in (1, 2, 3))
    blocks = part(between(old, new), "sections-changed", first).blocks
    assert any(isinstance(block, Sentence) and "over the descriptors" in block.text for block in blocks)
    assert tables(blocks)["Mean of each section"][0] == [
        "5 Family voice and experience",
        "1.5 (2 of 7)",
        "2.0 (2 of 7)",
        "2.5 (2 of 7)",
    ]


def test_answers_in_words_change_and_neither_rise_nor_fall(make: Make) -> None:
    """They are shown as the words they are, in the words of their edition, and have no mean."""
    guide = load_guide("ehsg-2020")
    one, other, third = list(guide.descriptors)[:3]
    old, new = (
        make(answers, guide=guide.id, period=period)
        for period, answers in (("2020", {one: 0, other: 3}), ("2021", {one: 1, other: 2, third: 3}))
    )
    told = view_change(diff(old, new, guide))
    assert told.headline == "Two answers changed and one is newly answered."
    (found,) = told.parts
    assert found.title == "Answers"
    changed, newly = (block for block in found.blocks if isinstance(block, Table))
    assert changed.caption == "Answers that changed"
    assert [column.title for column in changed.columns] == ["Question", "In 2020", "In 2021", "Rationale"]
    assert [[cell.text for cell in row[1:3]] for row in changed.rows] == [
        ["no", "mostly no"],
        ["yes", "mostly yes"],
    ]
    assert [cell.text for cell in newly.rows[0][1:3]] == ["not answered", "yes"]


# Texts


def test_long_stretches_that_stayed_are_left_out(make: Make, between: Between) -> None:
    """A few words on either side of a change stand for them, and an ellipsis for the rest."""
    kept = [f"w{number}" for number in range(60)]
    old, new = (
        chosen(make, {"FV1": {"evidence": " ".join((*kept, word, *kept))}}, priorities=[])
        for word in ("before", "after")
    )
    (block,) = [b for b in part(between(old, new), "rewritten").blocks if isinstance(b, Rewording)]
    assert [(run.kind, run.text) for run in block.runs] == [
        ("same", ELLIPSIS),
        ("same", " ".join(kept[-8:])),
        ("gone", "before"),
        ("new", "after"),
        ("same", " ".join(kept[:8])),
        ("same", ELLIPSIS),
    ]


def test_every_changed_text_stands_under_its_descriptor(between: Between) -> None:
    """Once, by the form's own name for the box; nothing of what changed is lost to an ellipsis."""
    old, new = earlier(), northbridge()
    entries = dict(new.entries)
    for id in ("DA3", "FV1"):
        entries[id] = entries[id].model_copy(
            update={"evidence": f"New. {entries[id].evidence}", "next_steps": ""}
        )
    found = part(between(old, new.model_copy(update={"entries": entries})), "rewritten")
    told = [
        block.text[:3] if isinstance(block, Heading) else block.lead
        for block in found.blocks
        if isinstance(block, Heading | Rewording)
    ]
    labels = ["What is working well", "What you are prioritising next"]
    assert [each for each in told if len(each) == 3] == ["FV1", "DA3"]
    assert len(told) == 2 + 2 * len(labels)
    runs = [run for b in found.blocks if isinstance(b, Rewording) for run in b.runs]
    assert sum(run.kind == "new" and run.text == "New." for run in runs) == 2


def test_nothing_unseen_is_left_in_a_text(make: Make, between: Between) -> None:
    """An escape is its picture, in what changed as everywhere."""
    old = chosen(make, {"FV1": {"evidence": "plain"}}, priorities=[])
    new = chosen(make, {"FV1": {"evidence": HOSTILE_TEXT}}, priorities=[])
    said = "".join(
        run.text
        for b in part(between(old, new), "rewritten").blocks
        if isinstance(b, Rewording)
        for run in b.runs
    )
    assert "\x1b" not in said
    assert "␛[31m" in said


# Verdicts


def test_another_level_says_what_that_does_to_the_choice(make: Make, between: Between) -> None:
    """Both rules with their clauses, and whether the old choice would still be allowed."""
    old = make(priorities=["DA1", "DA2", "DA3"], data_model={"submitted_level": 2})
    new = make(priorities=["DA1", "DA2", "DA3"], data_model={"submitted_level": 3})
    blocks = part(between(old, new), "data-model-changed").blocks
    assert {"The rule in 2022", "The rule in 2023"} == facts(blocks).keys()
    (ruling,) = [block for block in blocks if isinstance(block, Ruling)]
    assert (ruling.verdict, ruling.sentence) == (
        "not-met",
        "The choice of 2022 would no longer be allowed in 2023.",
    )
    turned = part(between(new, old), "data-model-changed").blocks
    assert [b.sentence for b in turned if isinstance(b, Ruling)] == [
        "The choice of 2022 would be allowed in 2023."
    ]


def test_a_level_under_the_same_rule_says_so(make: Make, between: Between) -> None:
    """It is told, and nothing follows from it."""
    old, new = (make(data_model={"submitted_level": level}) for level in (1, 2))
    assert points(between(old, new))["Data model"].endswith("What may be chosen stays the same.")


def test_criteria_are_told_apart_by_how_they_changed(make: Make, between: Between, guide: Guide) -> None:
    """Newly met, no longer met, or otherwise; without minimum scores none of them changes."""
    assert guide.autonomy is not None
    ids = [each.descriptor for each in guide.autonomy.criteria][:3]
    old, new = (make(dict(zip(ids, scores, strict=True))) for scores in ((1, 3, None), (3, 1, 0)))
    thresholds = Thresholds(ehsg="thresholds/1", source="Made up", minimum=dict.fromkeys(ids, 2))
    change = between(old, new, thresholds=thresholds)
    (rows,) = tables(part(change, "criteria-changed").blocks).values()
    assert {row[0][:3]: row[1:] for row in rows} == {
        ids[0]: ["2", "Not met", "Met", "Newly met"],
        ids[1]: ["2", "Met", "Not met", "No longer met"],
        ids[2]: ["2", "Not determined", "Not met", "Still not met, or not determined"],
    }
    assert not between(old, new).criteria


# The rest


def test_what_else_changed_is_said_in_words_of_people(make: Make, between: Between) -> None:
    """Not as keys of a file; the period that tells the two apart is no change of its own."""
    old = make(status="draft", method=["workshops"], sharing={"departments": "declined"})
    new = make(
        status="submitted",
        submitted="2023-07-28",
        method=["workshops", "peer-review"],
        sharing={"departments": "confirmed"},
        agreed={"date": "2023-06-30"},
        data_model={"changed": True, "as_at": "2023-01"},
        area={"name": "Newbridge", "predecessors": [{"name": "Northbridge", "boundaries": "changed"}]},
    )
    (rows,) = tables(part(between(old, new), "others-changed").blocks).values()
    assert {row[0]: (row[1], row[2]) for row in rows} == {
        "Name of the area": ("not recorded", "Newbridge"),
        "Areas it came from": ("not recorded", "Northbridge (boundaries changed)"),
        "Status": ("draft", "submitted"),
        "Agreed on": ("not recorded", "30 June 2023"),
        "Date sent": ("not recorded", "28 July 2023"),
        "Method": ("Multi-agency workshops", "Peer review and Multi-agency workshops"),
        "As at": ("not recorded", "January 2023"),
        "Data model changed since then": ("not recorded", "yes"),
        "Sharing: Other Government Departments": ("declined", "confirmed"),
    }


@pytest.mark.parametrize(
    ("boundaries", "said"),
    [
        ("same", "as one place: its boundaries are recorded as the same"),
        ("changed", "although its boundaries changed"),
        (None, "although nobody says whether its boundaries changed"),
    ],
)
def test_a_predecessor_is_told_beside_the_headline(
    make: Make, between: Between, boundaries: str | None, said: str
) -> None:
    """First of the key points, whatever else there is."""
    old = make({"FV1": 1}, area={"name": "Oldbridge"})
    came = [{"name": "oldbridge", "boundaries": boundaries}]
    new = make({"FV1": 2}, area={"name": "Newbridge", "predecessors": came})
    first = view_change(between(old, new)).key_points[0]
    assert first.label == "Areas"
    assert f"Newbridge came from Oldbridge, and the two are compared {said}" in first.text


def test_the_part_of_a_board_paper_is_short(make: Make, between: Between) -> None:
    """The answer, the priorities a line each, scores and means; no narrative."""
    (told,) = view_brief(between(earlier(), northbridge())).parts
    blocks = told.blocks
    assert isinstance(blocks[0], Sentence)
    assert next(iter(tables(blocks))) == "The priorities of 2022"
    assert not any(isinstance(block, Rewording) for block in blocks)
    assert told.title == "What changed since 2022"


def test_no_part_is_empty_and_no_id_stands_twice(between: Between) -> None:
    """What has nothing to tell is left out."""
    parts = view_change(between(earlier(), northbridge())).parts
    assert all(each.blocks and each.title for each in parts)
    assert len({each.id for each in parts}) == len(parts)
