"""The action plan as people read it."""

from collections.abc import Iterable
from typing import NamedTuple

from ehsg_cli.assessment.plans import Action
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.progress import Counts, PlanProgress
from ehsg_cli.views import words
from ehsg_cli.wording import listed

NOT_RECORDED = "not recorded"


class ActionRow(NamedTuple):
    """One action. `descriptor` is empty where it is on none; `progress` are dates with Markdown."""

    id: str
    action: str
    descriptor: str
    owner: str
    due: str
    status: str
    target: str
    progress: tuple[tuple[str, str], ...]


class PlanPriority(NamedTuple):
    """A priority and what is done about it."""

    id: str
    form: str
    title: str
    score: str
    target: str
    actions: tuple[ActionRow, ...]


class PlanView(NamedTuple):
    """The plan, by priority.

    Attributes:
        headline: how far the actions on the priorities are.
        others: actions on no priority.
    """

    headline: str
    priorities: tuple[PlanPriority, ...]
    others: tuple[ActionRow, ...]


def view_plan(progress: PlanProgress, guide: Guide) -> PlanView:
    """A plan worded, in the order of the priorities and of the plan."""
    return PlanView(
        headline=of_actions(progress.on_priorities)
        if guide.priorities
        else of_actions(progress.counts, on_priorities=False),
        priorities=tuple(
            PlanPriority(
                id=each.descriptor,
                form=guide.descriptors[each.descriptor].form or "",
                title=guide.descriptors[each.descriptor].title,
                score=words.score(each.score, guide),
                target="none named" if each.target is None else guide.scale.say(each.target),
                actions=_rows(each.actions, guide),
            )
            for each in progress.priorities
        ),
        others=_rows(progress.others, guide),
    )


def of_actions(counts: Counts, *, on_priorities: bool = True) -> str:
    """`Of five actions on the priorities, one is done, three are in progress and one is not started.`"""
    total, which_ones = counts.total, " on the priorities" if on_priorities else ""
    if not total:
        return f"No action{' on a priority' if on_priorities else ''} is recorded yet."
    held = [(number, f"{_be(number)} {status}") for status, number in counts.by_status.items() if number]
    if counts.unknown:
        held.append((counts.unknown, "has no status" if counts.unknown == 1 else "have no status"))
    if len(held) == 1:
        which = "The one action" if total == 1 else f"{words.capitalised(words.all_of(total))} actions"
        return f"{which}{which_ones} {held[0][1]}."
    say = words.counting(total)
    told = [f"{say(number)} {how}" for number, how in held]
    return f"Of {say(total)} actions{which_ones}, {listed(told)}."


def of_aims(progress: PlanProgress) -> str:
    """`One of two priorities that can be compared has reached the score aimed at.`"""
    compared, reached = len(progress.comparable), len(progress.reached)
    if not compared:
        return "No priority has both a score and a score aimed at yet."
    which = " that can be compared" if compared < len(progress.priorities) else ""
    if compared == 1:
        one = f"The one priority{which}" if which else "The priority"
        return f"{one} has {'' if reached else 'not '}reached the score aimed at."
    number = words.capitalised(words.share(reached, compared, "priorities", words.counting(compared)))
    verb = "have" if reached > 1 else "has"
    return f"{number}{which} {verb} reached the score aimed at."


def no_plan(area: str) -> tuple[str, str]:
    """That there is no plan of an area, and what to do about it, a line each."""
    return (
        f"there is no action plan of {area}",
        "put one beside the assessment, or name it with --plan: it begins `ehsg: plan/1`, then come `area:` "
        "and `actions:`; docs/papers.md leads to an example",
    )


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _rows(actions: Iterable[Action], guide: Guide) -> tuple[ActionRow, ...]:
    rows = []
    for action in actions:
        descriptor = guide.descriptors.get(action.descriptor or "")
        rows.append(
            ActionRow(
                id=words.one_line(action.id or ""),
                action=words.one_line(action.action or "") or NOT_RECORDED,
                descriptor=words.numbered(descriptor) if descriptor else "",
                owner=words.one_line(action.owner or "") or NOT_RECORDED,
                due=words.day(action.due) if action.due else NOT_RECORDED,
                status=action.status or NOT_RECORDED,
                target="" if action.target is None else guide.scale.say(action.target),
                progress=tuple(
                    (words.day(each.on) if each.on else "", words.visible(each.note or ""))
                    for each in action.progress
                    if each is not None
                ),
            )
        )
    return tuple(rows)
