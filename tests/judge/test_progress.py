"""How far a plan is: each action counted once, under its priority or with the others."""

from collections import Counter
from typing import Any

import pytest

from ehsg_cli.assessment.plans import Plan
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.progress import STATUSES, progress
from tests.judge.conftest import Make


def plan(*actions: dict[str, Any] | None) -> Plan:
    return Plan.model_validate({"ehsg": "plan/1", "actions": list(actions)})


def test_actions_stand_under_their_priority(make: Make, guide: Guide) -> None:
    """In the order of the assessment; what is on no priority, or on no descriptor, stands apart."""
    assessment = make({"DA3": 2, "DA5": 1}, ["DA5", {"id": "DA3", "why": "x"}])
    found = progress(
        plan(
            {"id": "A1", "descriptor": "DA3", "status": "done", "target": 3},
            {"id": "A2", "descriptor": "FV1", "status": "done"},
            {"id": "A3", "descriptor": "DA3", "status": "in progress", "target": 4},
            {"id": "A4"},
            {"id": "A5", "descriptor": "DA5", "status": "stopped"},
        ),
        assessment,
        guide,
    )
    assert [each.descriptor for each in found.priorities] == ["DA5", "DA3"]
    of_da5, of_da3 = found.priorities
    assert [action.id for action in of_da3.actions] == ["A1", "A3"]
    assert (of_da3.score, of_da3.target) == (2, 4)
    assert (of_da5.score, of_da5.target) == (1, None)
    assert [action.id for action in found.others] == ["A2", "A4"]


def test_every_action_is_counted_once(make: Make, guide: Guide) -> None:
    """Also where a priority is named twice; an action without a status is counted as such."""
    assessment = make({}, ["DA3", "DA3"])
    found = progress(
        plan(
            {"descriptor": "DA3", "status": "done"},
            None,
            {"descriptor": "DA3"},
            {"descriptor": "DA5", "status": "not started"},
        ),
        assessment,
        guide,
    )
    assert found.counts.total == 3
    assert (found.counts.by_status["done"], found.counts.by_status["not started"]) == (1, 1)
    assert found.counts.unknown == 1
    assert found.on_priorities.total == 2
    assert len(found.priorities) == 1


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_is_counted_under_its_name(make: Make, guide: Guide, status: str) -> None:
    """And no other."""
    counts = progress(plan({"status": status}, {"status": status}), make({}), guide).counts
    assert Counter({**counts.by_status}) == Counter({status: 2})
    assert counts.unknown == 0


def test_a_score_that_is_blank_stays_blank(make: Make, guide: Guide) -> None:
    """It is not 0, and neither is a target that nobody named."""
    (priority,) = progress(plan(), make({}, ["DA3"]), guide).priorities
    assert (priority.score, priority.target, priority.counts.total) == (None, None, 0)


@pytest.mark.parametrize(
    ("score", "target", "reached"),
    [(2, 3, False), (3, 3, True), (4, 3, True), (None, 3, None), (0, None, None)],
)
def test_whether_the_aim_is_reached(
    make: Make, guide: Guide, score: int | None, target: int | None, reached: bool | None
) -> None:
    """Not known where there is no score, or none to aim at."""
    found = progress(plan({"descriptor": "DA3", "target": target}), make({"DA3": score}, ["DA3"]), guide)
    assert found.priorities[0].reached is reached


def test_a_target_off_the_scale_is_none(make: Make, guide: Guide) -> None:
    """Also in a plan that was read by no guide: it is neither printed nor drawn."""
    read = plan({"id": "A1", "descriptor": "DA3", "target": 60}, {"id": "A2", "target": -1})
    found = progress(read, make({"DA3": 2}, ["DA3"]), guide)
    assert found.priorities[0].target is None
    assert [action.target for action, _ in found.actions] == [None, None]


def test_which_priorities_have_reached_their_aim(make: Make, guide: Guide) -> None:
    """Of those with a score and a target; and all actions in order, those on priorities first."""
    found = progress(
        plan(
            {"id": "A1"},
            {"id": "A2", "descriptor": "DA3", "target": 2},
            {"id": "A3", "descriptor": "DA5", "target": 3},
            {"id": "A4", "descriptor": "FV1", "target": 3},
        ),
        make({"DA3": 2, "DA5": 1}, ["FV1", "DA5", "DA3", "WF5"]),
        guide,
    )
    assert [each.descriptor for each in found.comparable] == ["DA5", "DA3"]
    assert [each.descriptor for each in found.reached] == ["DA3"]
    told = [(action.id, on_priority) for action, on_priority in found.actions]
    assert told == [("A4", True), ("A3", True), ("A2", True), ("A1", False)]
