"""How far the work on each priority is: its score, the score aimed at, and its actions by status."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.plans import Action, ActionStatus, Plan
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import require_same

STATUSES: tuple[ActionStatus, ...] = ("done", "in progress", "not started", "stopped")
"""Those furthest on first."""


class Counts(NamedTuple):
    """How many actions have each status.

    Attributes:
        by_status: in the order of `STATUSES`, each with its number.
        unknown: how many have none recorded.
    """

    by_status: dict[ActionStatus, int]
    unknown: int

    @property
    def total(self) -> int:
        """How many actions there are."""
        return sum(self.by_status.values()) + self.unknown


class PriorityProgress(NamedTuple):
    """One priority and what is done about it.

    Attributes:
        descriptor: its id.
        score: as assessed; `None` where it is not scored.
        target: the highest score that an action aims at; `None` where none names one.
        actions: those on this descriptor, in the plan's order.
        counts: the same by status.
    """

    descriptor: str
    score: int | None
    target: int | None
    actions: tuple[Action, ...]
    counts: Counts

    @property
    def reached(self) -> bool | None:
        """Whether the score is the one aimed at or higher; `None` where either is missing."""
        return None if self.score is None or self.target is None else self.score >= self.target


class PlanProgress(NamedTuple):
    """A plan held against the priorities of an assessment.

    Attributes:
        priorities: in the order of the assessment.
        others: actions on no priority, in the plan's order.
        on_priorities: the actions of all priorities, by status.
        counts: all actions of the plan, by status.
    """

    priorities: tuple[PriorityProgress, ...]
    others: tuple[Action, ...]
    on_priorities: Counts
    counts: Counts

    @property
    def actions(self) -> tuple[tuple[Action, bool], ...]:
        """Every action, those on a priority first, and whether it is on one."""
        on_priorities = ((action, True) for each in self.priorities for action in each.actions)
        return (*on_priorities, *((action, False) for action in self.others))

    @property
    def comparable(self) -> tuple[PriorityProgress, ...]:
        """The priorities with both a score and one to aim at."""
        return tuple(each for each in self.priorities if each.reached is not None)

    @property
    def reached(self) -> tuple[PriorityProgress, ...]:
        """The priorities whose score is the one aimed at or higher."""
        return tuple(each for each in self.priorities if each.reached)


def progress(plan: Plan, assessment: Assessment, guide: Guide) -> PlanProgress:
    """How far a plan's actions are, by priority. A target that is no score of the guide is none.

    Raises:
        UserError: the assessment answers another guide.
    """
    require_same(assessment, guide)
    actions = tuple(_on_the_scale(action, guide) for action in plan.actions if action is not None)
    chosen = tuple(id for id in dict.fromkeys(assessment.chosen) if id in guide.descriptors)
    priorities = tuple(_priority(id, assessment, actions) for id in chosen)
    others = tuple(action for action in actions if action.descriptor not in chosen)
    on_priorities = (action for action in actions if action.descriptor in chosen)
    return PlanProgress(priorities, others, _counts(on_priorities), _counts(actions))


def _on_the_scale(action: Action, guide: Guide) -> Action:
    if action.target is None or action.target in guide.scale.numbers:
        return action
    return action.model_copy(update={"target": None})


def _priority(id: str, assessment: Assessment, actions: Iterable[Action]) -> PriorityProgress:
    own = tuple(action for action in actions if action.descriptor == id)
    targets = [action.target for action in own if action.target is not None]
    return PriorityProgress(id, assessment.entry(id).answer, max(targets, default=None), own, _counts(own))


def _counts(actions: Iterable[Action]) -> Counts:
    held = Counter(action.status for action in actions)
    return Counts({status: held[status] for status in STATUSES}, held[None])
