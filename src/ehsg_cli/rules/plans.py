"""Family 7: what is done about it, by whom and by when."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from ehsg_cli.assessment.plans import ActionStatus
from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.companions import Companions
from ehsg_cli.rules.entries import incomplete, named
from ehsg_cli.wording import listed, short

if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Action, Plan

    PlanRule = Rule[[Plan, Guide | None], Iterator[Finding]]

_FINISHED = ("done", "stopped")

# What an action has: how a message says that it is missing, and what to write.
_PARTS = {
    "id": ("has no id", "write a short one, such as `id: A1`, by which others can refer to it"),
    "action": ("does not say what is to be done", "write it as `action: ...`"),
    "owner": ("has no owner", "write the role that answers for it, as `owner: ...`; never a person's name"),
    "due": ("has no date by which it is due", "write the day, such as `due: 2023-03-31`"),
    "status": ("has no status", f"write {listed(get_args(ActionStatus), 'or')}"),
}
# A finished action needs neither any more.
_UNTIL_FINISHED = ("owner", "due")


def _actions(plan: "Plan") -> "Iterator[tuple[Pointer, Action, str]]":
    return named("actions", plan.actions)


@rule("EH702", "an action with something missing", Severity.NOTE, absence=True)
def incomplete_action(self: "PlanRule", plan: "Plan", guide: Guide | None) -> Iterator[Finding]:
    """An action says what is to be done, which role answers for it, by when, and how it stands. What is
    missing cannot be asked about at the next meeting.

        - id: A1
          action: Show families' needs on the practitioner's desktop
          owner: Data and insight lead
          due: 2023-03-31
          status: in progress

    An action that is done or stopped needs no owner and no date any more.

    What to do: write what is missing, or delete the action.
    """
    for at, action, name in _actions(plan):
        spared = _UNTIL_FINISHED if action.status in _FINISHED else ()
        yield from incomplete(self, at, action, name, _PARTS, spared)


@rule("EH703", "an action that is done, and nothing recorded", Severity.NOTE, absence=True)
def done_without_progress(self: "PlanRule", plan: "Plan", guide: Guide | None) -> Iterator[Finding]:
    """An action that is done has come to something. What it came to is the evidence for the next assessment,
    and is soon forgotten.

    What to do: add an entry under `progress` that says what was achieved.
    """
    for at, action, name in _actions(plan):
        if action.status == "done" and not any(action.progress):
            yield self.finding(
                f"{name} is done, and nothing is recorded of what came of it",
                at.child("progress"),
                hint="add it under progress, as `- {on: 2023-03-31, note: ...}`",
            )


@rule("EH704", "progress that is not in the order of its dates", Severity.WARNING)
def progress_order(self: "PlanRule", plan: "Plan", guide: Guide | None) -> Iterator[Finding]:
    """Progress is read as a story, from the first entry to the last or from the newest to the oldest. Where
    the dates go to and fro, one of them is probably wrong.

    What to do: correct the date, or put the entries in order.
    """
    for at, action, name in _actions(plan):
        dates = [(n, entry.on) for n, entry in enumerate(action.progress) if entry is not None and entry.on]
        steps = list(pairwise(dates))
        forwards = [later for earlier, later in steps if later[1] < earlier[1]]
        if forwards and any(later[1] > earlier[1] for earlier, later in steps):
            position, day = forwards[0]
            yield self.finding(
                f"the progress of {name} goes back here to {day.isoformat()}",
                at.child("progress", position, "on"),
                hint="correct the date, or put the entries in the order of their dates",
            )


@rule("EH705", "a target that is not above the present score", Severity.NOTE)
def target_reached(
    self: "Rule[[Plan, Guide | None, Companions], Iterator[Finding]]",
    plan: "Plan",
    guide: Guide | None,
    companions: Companions,
) -> Iterator[Finding]:
    """The target of an action is the score aimed at. Where the area's latest assessment, which stands beside
    the plan, has that score already or a higher one, the action aims at nothing, or the plan was not brought
    up to date.

    Nothing is said of an action that is done or stopped, nor where no sound assessment is there to compare
    with.

    What to do: set a higher target, mark the action as done, or take the target out.
    """
    aims = [
        (at, action.descriptor, action.target, name)
        for at, action, name in _actions(plan)
        if action.descriptor and action.target is not None and action.status not in _FINISHED
    ]
    assessment = companions.around.assessment() if aims and companions.around else None
    if assessment is None:
        return
    for at, descriptor, target, name in aims:
        score = assessment.entry(descriptor).answer
        if score is None or target > score:
            continue
        # On a scale in words a later word need not be the better one.
        if target == score or guide is None or not guide.scale.in_words:
            of_period = f" in {assessment.period}" if assessment.period else ""
            yield self.finding(
                f"{name} aims at {_said(target, guide)} for {short(descriptor)}, which was given "
                f"{_said(score, guide)}{of_period}",
                at.child("target"),
                hint="set a higher target, mark the action as done, or take the target out",
            )


def _said(score: int, guide: Guide | None) -> str:
    return guide.scale.say(score) if guide else str(score)


@rule("EH706", "a target without a descriptor", Severity.NOTE, absence=True)
def target_of_what(self: "PlanRule", plan: "Plan", guide: Guide | None) -> Iterator[Finding]:
    """A target is the score aimed at, and a score is a descriptor's.

    What to do: name the descriptor, as `descriptor: DA3`, or take the target out.
    """
    for at, action, name in _actions(plan):
        if action.target is not None and action.descriptor is None:
            yield self.finding(
                f"{name} aims at a score of {_said(action.target, guide)}, and does not say for what",
                at.child("descriptor"),
                hint="name the descriptor, as `descriptor: ...`, or take the target out",
            )


@rule("EH707", "progress without its date, or without words", Severity.NOTE, absence=True)
def incomplete_progress(self: "PlanRule", plan: "Plan", guide: Guide | None) -> Iterator[Finding]:
    """An entry of progress says on which day something had happened, and what.

        progress: [{on: 2022-12-01, note: Supplier engaged}]

    What to do: write what is missing.
    """
    for at, action, name in _actions(plan):
        for position, entry in enumerate(action.progress):
            for key, missing in (("on", "has no date"), ("note", "does not say what happened")):
                if entry is not None and getattr(entry, key) is None:
                    yield self.finding(
                        f"entry {position + 1} of the progress of {name} {missing}",
                        at.child("progress", position, key),
                        hint=f"write it as `{key}: ...`",
                    )


@rule("EH708", "progress on an action that is not started", Severity.WARNING)
def started_after_all(self: "PlanRule", plan: "Plan", guide: Guide | None) -> Iterator[Finding]:
    """The action is said not to be started, and yet something is recorded of it.

    What to do: set its status to `in progress`, or take out what belongs elsewhere.
    """
    for at, action, name in _actions(plan):
        if action.status == "not started" and any(action.progress):
            yield self.finding(
                f"{name} is not started, and yet its progress is recorded",
                at.child("status"),
                hint="write `status: in progress`, or take out the progress that belongs elsewhere",
                related=(Related("what is recorded", at.child("progress")),),
            )


RULES = (
    incomplete_action,
    done_without_progress,
    progress_order,
    target_of_what,
    incomplete_progress,
    started_after_all,
)
RULES_BESIDE = (target_reached,)
