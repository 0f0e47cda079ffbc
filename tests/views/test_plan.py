"""The action plan as people read it."""

from typing import Any

import pytest

from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.progress import progress
from ehsg_cli.views.plan import NOT_RECORDED, PlanView, view_plan

Actions = list[dict[str, Any]]


def viewed(guide: Guide, actions: Actions, chosen: tuple[str, ...] = ("DA3",)) -> PlanView:
    assessment = Assessment.model_validate(
        {"ehsg": "assessment/1", "guide": guide.id, "priorities": list(chosen)}
    )
    plan = Plan.model_validate({"ehsg": "plan/1", "actions": actions})
    return view_plan(progress(plan, assessment, guide), guide)


@pytest.mark.parametrize(
    ("actions", "headline"),
    [
        ([], "No action on a priority is recorded yet."),
        ([{"descriptor": "FV1", "status": "done"}], "No action on a priority is recorded yet."),
        (
            [{"descriptor": "DA3", "status": "done"}],
            "The one action on the priorities is done.",
        ),
        (
            [{"descriptor": "DA3", "status": "in progress"}] * 2,
            "Both actions on the priorities are in progress.",
        ),
        ([{"descriptor": "DA3"}] * 3, "All three actions on the priorities have no status."),
        (
            [{"descriptor": "DA3", "status": s} for s in ("stopped", "not started", "done", "done")]
            + [{"descriptor": "DA3"}],
            "Of five actions on the priorities, two are done, one is not started, one is stopped "
            "and one has no status.",
        ),
    ],
)
def test_the_headline_counts_the_actions_on_priorities(guide: Guide, actions: Actions, headline: str) -> None:
    """Those furthest on first, and no others."""
    assert viewed(guide, actions).headline == headline


def test_what_is_not_recorded_says_so(guide: Guide) -> None:
    """Owner, date, status and what is to be done; a target that nobody named is left empty."""
    (action,) = viewed(guide, [{"id": "A1"}]).others
    assert (action.action, action.owner, action.due, action.status) == (NOT_RECORDED,) * 4
    assert (action.target, action.descriptor) == ("", "")


def test_texts_stand_on_one_line_and_dates_as_numbers(guide: Guide) -> None:
    """Only the progress notes keep their Markdown."""
    (action,) = viewed(
        guide,
        [
            {
                "id": "A1",
                "descriptor": "FV1",
                "action": "Do\nthis\x1b",
                "owner": "A  role",
                "due": "2024-03-31",
                "progress": [{"on": "2023-12-01", "note": "- one\n- two"}, {"note": "later"}, None],
            }
        ],
    ).others
    assert (action.action, action.owner, action.due) == ("Do this\u241b", "A role", "31 March 2024")
    assert action.descriptor == "FV1 (5.1)"
    assert action.progress == (("1 December 2023", "- one\n- two"), ("", "later"))


def test_each_priority_says_what_it_aims_at(guide: Guide) -> None:
    """The highest score that an action names, or that none is named."""
    actions: Actions = [{"descriptor": "DA3", "target": 3}, {"descriptor": "DA3", "target": 4}]
    held = viewed(guide, actions, ("DA3", "DA5")).priorities
    assert [(each.id, each.target) for each in held] == [("DA3", "4"), ("DA5", "none named")]
    assert [action.target for action in held[0].actions] == ["3", "4"]
