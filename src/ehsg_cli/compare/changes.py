"""What changed from one assessment to another that answers the same guide.

`old` and `new` are as they were given: nothing here asks which of them is of the earlier year, so that the
comparison turned round says the same the other way round.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ehsg_cli.assessment import Assessment, FollowUp, Thresholds
from ehsg_cli.compare.plainly import flat
from ehsg_cli.compare.rewording import same_text
from ehsg_cli.guide.models import Choice, Guide
from ehsg_cli.judge.autonomy import check_autonomy
from ehsg_cli.judge.basis import require_same
from ehsg_cli.judge.priorities import PriorityVerdict, check_priorities
from ehsg_cli.judge.summary import Summary, Tally, summarise, tally_of
from ehsg_cli.judge.verdict import Verdict
from ehsg_cli.reading.kinship import Kinship, kinship

# Most comparisons have no plan beside them.
if TYPE_CHECKING:
    import datetime

    from ehsg_cli.assessment.periods import Month
    from ehsg_cli.assessment.plans import Action, ActionStatus, Plan

Direction = Literal["up", "down", "newly-scored", "no-longer-scored", "unreadable"]
TextField = Literal["evidence", "next_steps"]
TEXT_FIELDS: tuple[TextField, ...] = ("evidence", "next_steps")


_READABLE = (False, False)


class ScoreChange(NamedTuple):
    """A descriptor whose score is another one, or cannot be read in one of the two.

    Attributes:
        old, new: `None` where it is not scored, or its score cannot be read.
        unreadable: of old and of new, whether something stands there that is no score.
    """

    descriptor: str
    old: int | None
    new: int | None
    unreadable: tuple[bool, bool] = _READABLE

    @property
    def direction(self) -> Direction:
        """Which way it went, on the guide's scale."""
        if any(self.unreadable):
            return "unreadable"
        if self.old is None:
            return "newly-scored"
        if self.new is None:
            return "no-longer-scored"
        return "up" if self.new > self.old else "down"


class SectionChange(NamedTuple):
    """The scores of a section, or of all sections, in both assessments.

    Attributes:
        id: of the section; empty for all of them.
        old, new: everything that is scored there, in each.
        old_shared, new_shared: the same descriptors, but the score of one counts only where it is scored in
            both, so that their means have one denominator.
    """

    id: str
    title: str
    old: Tally
    new: Tally
    old_shared: Tally
    new_shared: Tally

    @property
    def both(self) -> int:
        """How many descriptors are scored in both."""
        return self.old_shared.scored

    @property
    def old_mean(self) -> float | None:
        """Over the descriptors that are scored in both; unrounded; `None` where there is no such mean."""
        return self.old_shared.mean

    @property
    def new_mean(self) -> float | None:
        """As `old_mean`, of the same descriptors."""
        return self.new_shared.mean


class TextChange(NamedTuple):
    """A text under a descriptor of which more than the wrapping changed."""

    descriptor: str
    field: TextField
    old: str | None
    new: str | None


class OtherChange(NamedTuple):
    """Something else that changed: the keys that lead to it, and what stands there."""

    keys: tuple[str, ...]
    old: Any
    new: Any


class ActionsMoved(NamedTuple):
    """What happened to the actions on a descriptor.

    Attributes:
        old: how many had each status, by the plan that stood beside the old assessment; `None` for no plan.
        new: the same beside the new one.
        moved: whether any was begun, ended, stopped or reported on. Two plans tell that. One plan alone tells
            it only where something was reported after the earlier period, or where nothing was ever begun;
            `None` where nobody knows.
        reported: the last day of which the newer of the plans says anything.
    """

    old: "Counter[ActionStatus | None] | None"
    new: "Counter[ActionStatus | None] | None"
    moved: bool | None
    reported: "datetime.date | None" = None

    @property
    def compared(self) -> bool:
        """Whether both plans are there, so that one could be held against the other."""
        return self.old is not None and self.new is not None


class PriorityFollowed(NamedTuple):
    """One of the old assessment's priorities, and what became of it.

    Attributes:
        carried: whether it is a priority of the new one too.
        old, new: its scores.
        evidence, next_steps: whether what is said there changed by more than its wrapping.
        follow_up: what the new assessment says of it; `None` where it says nothing.
        unreadable: as of `ScoreChange`.
    """

    descriptor: str
    carried: bool
    old: int | None
    new: int | None
    evidence: bool
    next_steps: bool
    actions: ActionsMoved
    follow_up: FollowUp | None
    unreadable: tuple[bool, bool] = _READABLE

    @property
    def direction(self) -> Direction | Literal["same", "not-scored"]:
        """Which way its score went."""
        if self.old == self.new and not any(self.unreadable):
            return "same" if self.old is not None else "not-scored"
        return ScoreChange(self.descriptor, self.old, self.new, self.unreadable).direction


class PriorityChange(NamedTuple):
    """The choice of priorities in both, each list of ids in the form's order.

    Attributes:
        followed: every priority of the old assessment.
        reasons: those carried on whose stated reason changed, with both reasons.
    """

    carried: tuple[str, ...]
    dropped: tuple[str, ...]
    added: tuple[str, ...]
    followed: tuple[PriorityFollowed, ...]
    reasons: tuple[tuple[str, str | None, str | None], ...]


class DataModelChange(NamedTuple):
    """The data model level in both, and what each lets a partnership choose.

    Attributes:
        old, new: how each choice stands against the rule at its own level.
        kept: how the old choice would stand against the rule at the new level.
    """

    old: PriorityVerdict
    new: PriorityVerdict
    kept: PriorityVerdict

    @property
    def level_changed(self) -> bool:
        """Whether another level governs."""
        return self.old.level != self.new.level

    @property
    def choices(self) -> tuple[Choice | None, Choice | None]:
        """What the rule lets each choose; `None` where no level is given."""
        return self.old.choice, self.new.choice

    @property
    def rule_changed(self) -> bool:
        """Whether the rule lets another choice be made."""
        return self.old.choice != self.new.choice


class CriterionChange(NamedTuple):
    """A criterion for Earned Autonomy whose verdict is another one."""

    descriptor: str
    minimum: int | None
    old: Verdict
    new: Verdict


class Change(NamedTuple):
    """Everything that differs between two assessments by one guide.

    Attributes:
        kinship: how their areas stand to one another.
        scores: descriptors whose score changed, in the form's order, like everything that follows.
        sections: every section; `overall` all of them.
        narrative: texts that changed, evidence before next steps.
        criteria: those for Earned Autonomy whose verdict changed.
        autonomy: the verdict over all of them, old and new.
        others: what else changed, by the keys that lead to it.
        follow_up: what is said of an earlier year's priorities where that changed, old and new.
    """

    old: Assessment
    new: Assessment
    guide: Guide
    kinship: Kinship
    scores: tuple[ScoreChange, ...]
    sections: tuple[SectionChange, ...]
    overall: SectionChange
    narrative: tuple[TextChange, ...]
    priorities: PriorityChange
    data_model: DataModelChange
    criteria: tuple[CriterionChange, ...]
    autonomy: tuple[Verdict, Verdict]
    follow_up: tuple[tuple[str, FollowUp | None, FollowUp | None], ...]
    others: tuple[OtherChange, ...]

    @property
    def empty(self) -> bool:
        """Whether the two say the same, and so do the plans beside them of what was chosen."""
        chosen = self.priorities
        return not (
            self.scores
            or self.narrative
            or chosen.dropped
            or chosen.added
            or chosen.reasons
            or self.follow_up
            or self.others
            or self.actions_moved
        )

    @property
    def actions_moved(self) -> tuple[PriorityFollowed, ...]:
        """The old priorities on which actions moved from one plan to the other."""
        # One plan alone tells how things stand, and not that they are otherwise than they were.
        return tuple(
            each for each in self.priorities.followed if each.actions.compared and each.actions.moved
        )

    def scored(self, direction: Direction) -> tuple[ScoreChange, ...]:
        """The scores that went one way."""
        return tuple(each for each in self.scores if each.direction == direction)


class Beside(NamedTuple):
    """What two assessments are compared together with, where there is any of it.

    Attributes:
        unreadable: of old and of new, the descriptors under which something stands that is no score.
    """

    old_plan: "Plan | None" = None
    new_plan: "Plan | None" = None
    thresholds: Thresholds | None = None
    unreadable: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    def unreadable_in(self, id: str) -> tuple[bool, bool]:
        """Of old and of new, whether something stands under a descriptor that is no score."""
        return id in self.unreadable[0], id in self.unreadable[1]


def diff(old: Assessment, new: Assessment, guide: Guide, beside: Beside = Beside()) -> Change:  # noqa: B008  # never changed
    """What changed from one assessment to another; of which areas they are is for the caller to judge.

    Raises:
        UserError: one of them answers another guide.
    """
    for each in (old, new):
        require_same(each, guide)
    judged = [check_autonomy(each, guide, beside.thresholds) for each in (old, new)]
    sections = _sections(old, new, guide, summarise(old, guide), summarise(new, guide))
    return Change(
        old=old,
        new=new,
        guide=guide,
        kinship=kinship(old, new),
        scores=score_changes(old, new, guide, beside),
        sections=sections[:-1],
        overall=sections[-1],
        narrative=tuple(_narrative(old, new, guide)),
        priorities=_priorities(old, new, guide, beside),
        data_model=DataModelChange(
            check_priorities(old, guide),
            check_priorities(new, guide),
            check_priorities(old.model_copy(update={"data_model": new.data_model}), guide),
        ),
        criteria=tuple(
            CriterionChange(before.descriptor, before.minimum, before.verdict, after.verdict)
            for before, after in zip(judged[0].criteria, judged[1].criteria, strict=True)
            if before.verdict is not after.verdict
        ),
        autonomy=(judged[0].verdict, judged[1].verdict),
        follow_up=tuple(_follow_up(old, new, guide)),
        others=tuple(_others(old, new)),
    )


def score_changes(
    old: Assessment,
    new: Assessment,
    guide: Guide,
    beside: Beside = Beside(),  # noqa: B008  # never changed
) -> tuple[ScoreChange, ...]:
    """The descriptors whose score is another one, or cannot be read in one of the two."""
    both = (
        ScoreChange(id, old.entry(id).answer, new.entry(id).answer, beside.unreadable_in(id))
        for id in guide.descriptors
    )
    # Of one that cannot be read in either nothing is known.
    return tuple(each for each in both if each.old != each.new or each.unreadable[0] != each.unreadable[1])


def _sections(
    old: Assessment, new: Assessment, guide: Guide, before: Summary, after: Summary
) -> tuple[SectionChange, ...]:
    """Every section, and all of them behind the last."""
    found = []
    for section, first, second in zip(guide.sections, before.sections, after.sections, strict=True):
        ids = [each.id for each in section.descriptors]
        shared = _shared(ids, old, new, guide)
        found.append(SectionChange(section.id, section.title, first.tally, second.tally, *shared))
    shared = _shared(guide.descriptors, old, new, guide)
    found.append(SectionChange("", "", before.overall, after.overall, *shared))
    return tuple(found)


def _shared(ids: Iterable[str], old: Assessment, new: Assessment, guide: Guide) -> tuple[Tally, Tally]:
    """Some descriptors' scores in each, of those that are scored in both."""
    answers = [(old.entry(id).answer, new.entry(id).answer) for id in ids]
    both = [pair if None not in pair else (None, None) for pair in answers]
    scale, in_words = guide.scale.numbers, guide.scale.in_words
    return (
        tally_of([before for before, _ in both], scale, in_words=in_words),
        tally_of([after for _, after in both], scale, in_words=in_words),
    )


def _narrative(old: Assessment, new: Assessment, guide: Guide) -> Iterator[TextChange]:
    for id in guide.descriptors:
        before, after = old.entry(id), new.entry(id)
        for field in TEXT_FIELDS:
            first, second = getattr(before, field), getattr(after, field)
            if not same_text(first, second):
                yield TextChange(id, field, first, second)


def _priorities(old: Assessment, new: Assessment, guide: Guide, beside: Beside) -> PriorityChange:
    before = [id for id in guide.descriptors if id in old.chosen]
    after = [id for id in guide.descriptors if id in new.chosen]
    carried = tuple(id for id in before if id in after)
    why = [{p.id: p.why for p in each.priorities if p is not None} for each in (old, new)]
    return PriorityChange(
        carried=carried,
        dropped=tuple(id for id in before if id not in after),
        added=tuple(id for id in after if id not in before),
        followed=tuple(_followed(id, id in after, old, new, beside) for id in before),
        reasons=tuple(
            (id, why[0][id], why[1][id]) for id in carried if not same_text(why[0][id], why[1][id])
        ),
    )


def _followed(id: str, carried: bool, old: Assessment, new: Assessment, beside: Beside) -> PriorityFollowed:
    before, after = old.entry(id), new.entry(id)
    return PriorityFollowed(
        id,
        carried,
        before.answer,
        after.answer,
        not same_text(before.evidence, after.evidence),
        not same_text(before.next_steps, after.next_steps),
        _moved(_actions(beside.old_plan, id), _actions(beside.new_plan, id), _earlier_end(old, new)),
        new.follow_up.get(id),
        beside.unreadable_in(id),
    )


def _actions(plan: "Plan | None", id: str) -> "list[Action] | None":
    if plan is None:
        return None
    return [action for action in plan.actions if action is not None and action.descriptor == id]


def _moved(old: "list[Action] | None", new: "list[Action] | None", after: "Month | None") -> ActionsMoved:
    counts = [None if each is None else Counter(action.status for action in each) for each in (old, new)]
    days = [note.on for action in new or old or () for note in action.progress if note and note.on]
    moved: bool | None = None
    if old is None or new is None:
        moved = _moved_by_one_plan(new, days, after)
    elif new:
        # An action that stands alike in both plans did not move; one that is new has not either, unless it
        # was begun.
        before = {(action.id, action.action): action for action in old}
        moved = any(_has_moved(before.get((action.id, action.action)), action) for action in new)
    elif old:
        moved = True  # they were taken out of the plan
    return ActionsMoved(counts[0], counts[1], moved, max(days, default=None))


def _moved_by_one_plan(
    new: "list[Action] | None", days: "list[datetime.date]", after: "Month | None"
) -> bool | None:
    """How they stood in the earlier period the plan does not say, but when something was reported of them."""
    if after is not None and any((day.year, day.month) > after for day in days):
        return True
    untouched = all(each.status == "not started" and not any(each.progress) for each in new or ())
    return False if new and untouched else None


def _earlier_end(old: Assessment, new: Assessment) -> "Month | None":
    """The month in which the earlier of two periods ends; `None` where they are not known to be two."""
    if old.period is None or new.period is None:
        return None
    from ehsg_cli.assessment.periods import period_end

    first, second = period_end(old.period), period_end(new.period)
    return None if first == second else min(first, second)


def _has_moved(before: "Action | None", after: "Action") -> bool:
    if before is None:
        return after.status not in (None, "not started") or any(after.progress)
    return after.status != before.status or after.progress != before.progress


def _follow_up(
    old: Assessment, new: Assessment, guide: Guide
) -> Iterator[tuple[str, FollowUp | None, FollowUp | None]]:
    for id in guide.descriptors:
        before, after = old.follow_up.get(id), new.follow_up.get(id)
        first, second = before or FollowUp(), after or FollowUp()
        if first.outcome != second.outcome or not same_text(first.note, second.note):
            yield id, before, after


def _others(old: Assessment, new: Assessment) -> Iterator[OtherChange]:
    before, after = flat(old), flat(new)
    for keys in dict.fromkeys((*before, *after)):
        first, second = before.get(keys), after.get(keys)
        if first != second:
            yield OtherChange(keys, first, second)
