"""Family 3: the data model and the choice of priorities that it allows."""

from collections.abc import Iterator
from pathlib import Path

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.priorities import check_priorities
from ehsg_cli.reading.companions import Companions
from ehsg_cli.rules.shape import AssessmentRule, severity_of_missing
from ehsg_cli.wording import listed

_AT = Pointer(("priorities",))


def _cited(guide: Guide) -> str:
    """Where the rule stands, in brackets; nothing in an edition without one, of which nothing is told."""
    return f"({guide.cite(guide.priorities.source)})" if guide.priorities else ""


@rule("EH301", "a priority that is named twice")
def repeated(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """Each priority is a different descriptor; one named twice leaves a choice open.

    What to do: put another descriptor in its place.
    """
    first: dict[str, int] = {}
    for position, priority in enumerate(assessment.priorities):
        if priority is None or priority.id is None:
            continue
        if priority.id in first:
            earlier = _AT.child(first[priority.id])
            yield self.finding(
                f"{priority.id} is already priority {first[priority.id] + 1}",
                _AT.child(position),
                hint="choose another descriptor in its place; `ehsg priorities FILE` lists those allowed "
                f"{_cited(guide)}",
                related=(Related("it stands here first", earlier),),
            )
        first.setdefault(priority.id, position)


@rule("EH302", "more priorities than the guide asks for")
def too_many(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """The guide has each area choose a fixed number of descriptors to work on in the coming year.

    More than that is wrong at any status.

    What to do: decide which ones they are and take the others out; they can stay in your action plan.
    """
    chosen, wanted = len(assessment.chosen), guide.priorities.choose if guide.priorities else 0
    if chosen > wanted:
        stay = "it can stay" if chosen - wanted == 1 else "they can stay"
        yield self.finding(
            f"{chosen} priorities are chosen, and the guide asks for {wanted}",
            _AT,
            at_key=True,
            hint=f"take {chosen - wanted} out; {stay} in your action plan {_cited(guide)}",
        )


@rule("EH303", "fewer priorities than the guide asks for", absence=True)
def too_few(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """The guide has each area choose a fixed number of descriptors to work on in the coming year.

    A note in a draft, an error once the assessment is agreed or submitted.

    What to do: choose the others; `ehsg priorities FILE` lists those that the data model allows.
    """
    chosen, wanted = len(assessment.chosen), guide.priorities.choose if guide.priorities else 0
    if chosen < wanted:
        so_far = (
            f"{chosen} of {wanted} priorities {'is' if chosen == 1 else 'are'}"
            if chosen
            else "no priority is"
        )
        yield self.finding(
            f"{so_far} chosen",
            _AT,
            severity=severity_of_missing(assessment),
            hint=f"choose {wanted - chosen} more; `ehsg priorities FILE` lists those the data model allows "
            f"{_cited(guide)}",
        )


@rule("EH304", "a choice of priorities that breaks the rule")
def breaks_the_rule(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """The area's data model level decides from which sections its priorities are chosen.

    The guide pack holds the rule (`ehsg guide show priorities`). The level that governs
    is `current_level` where it is given, else `submitted_level`. A choice that breaks the rule is an
    error at any status.

    What to do: change the choice as the message says, or correct the level.
    """
    verdict = check_priorities(assessment, guide)
    if verdict.choice is None:
        return
    for problem in verdict.problems:
        # A repeat or a surplus has a code of its own, and an unfinished choice too.
        if problem.kind == "group":
            yield self.finding(
                f"at data model {verdict.level}, {problem.sentence}",
                _AT,
                at_key=True,
                hint=f"{verdict.choice.says} ({guide.cite(verdict.choice.source)})",
                related=(Related("the level that governs", Pointer(("data_model", str(verdict.governs)))),),
            )


@rule("EH305", "the data model level is missing", absence=True)
def missing_level(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """The data model level, from the last data survey, decides from which sections priorities are chosen.

    A note in a draft, an error once the assessment is agreed or submitted.

    What to do: write `submitted_level` under `data_model`. `ehsg guide show data-models` explains the levels.
    """
    if guide.levels and assessment.data_model.governing[0] is None:
        yield self.finding(
            "the data model level is missing",
            Pointer(("data_model", "submitted_level")),
            severity=severity_of_missing(assessment),
            hint="write it under data_model, as `submitted_level: ...`; "
            f"`ehsg guide show data-models` explains the levels {_cited(guide)}",
        )


@rule("EH306", "the data model changed, but not to what", Severity.WARNING, absence=True)
def changed_to_what(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """The form asks whether the data model has changed since the survey. If it has, the level it changed
    to governs the choice of priorities, and without it the old level does.

    What to do: write `current_level`, or `changed: false` if it is the same.
    """
    if assessment.data_model.changed and assessment.data_model.current_level is None:
        yield self.finding(
            "the data model has changed, and its current level is not given",
            Pointer(("data_model", "current_level")),
            hint=f"write `current_level` there; until then the submitted level governs {_cited(guide)}",
            related=(Related("it is said to have changed", Pointer(("data_model", "changed"))),),
        )


@rule("EH308", "two data model levels that allow different choices", Severity.WARNING)
def levels_differ(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """The level submitted in the survey and the level given as current lead to different rules for the
    choice of priorities. The form does not say which one counts once the model has changed; ehsg goes by
    the current one and says so.

    What to do: check with your national contact which level your choice will be held against.
    """
    model = assessment.data_model
    if model.submitted_level is None or model.current_level is None:
        return
    submitted = check_priorities(assessment, guide, model.submitted_level)
    current = check_priorities(assessment, guide, model.current_level)
    if submitted.choice != current.choice:
        yield self.finding(
            f"the submitted level ({model.submitted_level}) and the current level ({model.current_level}) "
            f"allow different priorities; the current one governed here: {current.verdict.spoken} "
            f"(under the submitted one: {submitted.verdict.spoken})",
            Pointer(("data_model", "current_level")),
            hint="check with your national contact which level your choice will be held against "
            f"{_cited(guide)}",
        )


@rule("EH309", "a current level that says the data model did not change", Severity.WARNING)
def unchanged_yet_current(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """`changed: false` says that the data model is what was submitted, and `current_level` says another.

    What to do: write `changed: true`, or delete `current_level`.
    """
    model = assessment.data_model
    if (
        model.changed is False
        and model.current_level is not None
        and model.current_level != model.submitted_level
    ):
        yield self.finding(
            f"changed is false, and yet the current level ({model.current_level}) is not the submitted one",
            Pointer(("data_model", "current_level")),
            hint=f"write `changed: true`, or delete `current_level` {_cited(guide)}",
        )


@rule("EH310", "a priority at the top of the scale", Severity.NOTE)
def at_the_top(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """Priorities are the descriptors an area wants to move forward in the coming year. One that has the
    highest score of the scale already has no higher one to go to.

        descriptors:
          WF6: {score: 5}
        priorities: [WF6, WF5, CO5]

    What to do: see whether another descriptor is meant. It can stay, if keeping it there is the work.
    """
    top = guide.scale.numbers[-1]
    for position, priority in enumerate(assessment.priorities):
        entry = assessment.entries.get(priority.id) if priority and priority.id else None
        if priority and entry and entry.answer == top:
            yield self.finding(
                f"{priority.id} is a priority, and already has the highest {guide.words.answer} "
                f"({guide.scale.say(top)})",
                _AT.child(position),
                hint=f"see whether another descriptor is meant {_cited(guide)}",
                related=(
                    Related(
                        f"its {guide.words.answer}",
                        Pointer((guide.words.entries, str(priority.id), guide.words.answer)),
                    ),
                ),
            )


@rule("EH311", "a data model level from after the return was sent", Severity.WARNING)
def level_from_later(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """`as_at` says which survey the submitted level comes from. A survey that is later than the day the
    return was sent cannot have been in it.

        submitted: 2022-07-29
        data_model: {submitted_level: 2, as_at: 2022-09}

    What to do: correct one of the dates. A level found later belongs in next year's assessment.
    """
    as_at, sent = assessment.data_model.as_at, assessment.submitted
    # A year or a month is as long as it is: only what is later as a whole counts.
    if as_at is not None and sent is not None and as_at > sent.isoformat()[: len(as_at)]:
        yield self.finding(
            f"the level is as at {as_at}, and the return was sent on {sent.isoformat()}",
            Pointer(("data_model", "as_at")),
            hint="correct one of the dates",
            related=(Related("when it was sent", Pointer(("submitted",))),),
        )


@rule("EH315", "a priority with no action in the plan", Severity.WARNING)
def nothing_planned(
    self: Rule[[Assessment, Guide, Companions], Iterator[Finding]],
    assessment: Assessment,
    guide: Guide,
    companions: Companions,
) -> Iterator[Finding]:
    """Priorities are chosen to be worked on in the coming year, and the area's action plan says what is done
    about them. A priority that no action names, or only actions that were stopped, is worked on by nobody.

    The plan is the file beside the assessment that says `ehsg: plan/1` and names the same area. Nothing is
    said where there is none, where something in it is wrong, or where a later assessment of the area stands
    there as well: the plan goes with that one.

    A note in a draft, a warning once the assessment is agreed or submitted.

    What to do: add an action to the plan, or name the descriptor at the action that is meant for it.
    """
    around = companions.around
    if around is None or not assessment.chosen or not around.has_plans() or around.has_later_assessment():
        return
    plans = around.plans()
    if not plans or any(plan.findings for plan in plans):
        return
    actions = [action for plan in plans if plan.content for action in plan.content.actions if action]
    worked_on = {action.descriptor for action in actions if action.status != "stopped"}
    stopped = {action.descriptor for action in actions if action.status == "stopped"}
    files = listed([Path(plan.name).name for plan in plans], "or")
    seen: set[str] = set()
    for position, priority in enumerate(assessment.priorities):
        id = priority.id if priority is not None else None
        if id is None or id in worked_on or id in seen:
            continue
        seen.add(id)
        yield self.finding(
            f"{id} is a priority, and the plan's only actions for it were stopped"
            if id in stopped
            else f"{id} is a priority, and no action in the plan is for it",
            _AT.child(position),
            severity=None if assessment.final else Severity.NOTE,
            hint=f"add an action with `descriptor: {id}` to {files}, or name it at the action that is meant "
            f"{_cited(guide)}",
        )


RULES = (
    repeated,
    too_many,
    too_few,
    breaks_the_rule,
    missing_level,
    changed_to_what,
    levels_differ,
    unchanged_yet_current,
    at_the_top,
    level_from_later,
)
RULES_BESIDE = (nothing_planned,)
