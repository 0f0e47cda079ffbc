"""Do the chosen priorities keep to the rule for the area's data model?"""

from collections import Counter
from typing import Literal, NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Choice, Guide, PriorityRule
from ehsg_cli.judge.basis import require_same
from ehsg_cli.judge.verdict import Verdict
from ehsg_cli.wording import listed


class Problem(NamedTuple):
    """What stands against a choice and what would have to change, in a sentence without a capital."""

    kind: Literal["no-level", "repeated", "too-many", "group", "incomplete"]
    sentence: str


class PriorityVerdict(NamedTuple):
    """A choice of priorities held against the rule.

    Attributes:
        level: the data model level that governs, or `None` where none is given.
        governs: the key it comes from: `current_level`, `submitted_level`, `what-if`, or `None`.
        choice: the clause that applies at that level, or `None`.
        chosen: the ids, in the file's order, as they stand there.
        verdict: met, not met, or undetermined (no level, or fewer chosen than the rule wants).
        problems: what stands against the choice; none where it is met.
        eligible: the ids that stand in at least one allowed choice, in the form's order.
    """

    level: int | None
    governs: str | None
    choice: Choice | None
    chosen: tuple[str, ...]
    verdict: Verdict
    problems: tuple[Problem, ...]
    eligible: tuple[str, ...]


def check_priorities(assessment: Assessment, guide: Guide, data_model: int | None = None) -> PriorityVerdict:
    """Hold an assessment's priorities against the rule of its guide; undetermined where that has none.

    Args:
        assessment: whose priorities.
        guide: whose rule.
        data_model: a level to ask "what if" with, in place of the assessment's own.

    Raises:
        UserError: the guide has no such level, or is not the one the assessment answers.
    """
    require_same(assessment, guide)
    rule = guide.priorities
    if rule is None:
        return PriorityVerdict(None, None, None, assessment.chosen, Verdict.UNDETERMINED, (), ())
    if data_model is not None and data_model not in guide.levels:
        levels = listed([str(each) for each in guide.levels], "or")
        raise UserError(f"the guide has no data model level {data_model}", f"its levels are {levels}")
    level, governs = (data_model, "what-if") if data_model is not None else assessment.data_model.governing
    chosen = assessment.chosen
    if level is None:
        problem = Problem(
            "no-level",
            "no data model level is given, and it decides from which sections priorities are chosen",
        )
        return PriorityVerdict(
            None, None, None, chosen, Verdict.UNDETERMINED, (problem,), tuple(guide.descriptors)
        )
    choice = rule.choice_at(level)
    eligible = tuple(id for id, group in guide.group_of.items() if choice.choose.get(group, 0) > 0)
    verdict, problems = _held_against(chosen, choice, rule, guide)
    return PriorityVerdict(level, governs, choice, chosen, verdict, tuple(problems), eligible)


def _held_against(
    chosen: tuple[str, ...], choice: Choice, rule: PriorityRule, guide: Guide
) -> tuple[Verdict, list[Problem]]:
    wanted = rule.choose
    broken: list[Problem] = []
    repeated = [id for id, times in Counter(chosen).items() if times > 1]
    if repeated:
        are = "is" if len(repeated) == 1 else "are"
        sentence = f"{listed(repeated)} {are} named more than once; each priority is a different descriptor"
        broken.append(Problem("repeated", sentence))
    too_many = len(chosen) - wanted
    if too_many > 0:
        sentence = f"{len(chosen)} are chosen and the rule is {wanted}; take {too_many} out"
        broken.append(Problem("too-many", sentence))
    by_group: dict[str, list[str]] = {group: [] for group in rule.groups}
    for id in dict.fromkeys(chosen):
        by_group[guide.group_of[id]].append(id)
    surplus = {g: len(ids) - choice.choose.get(g, 0) for g, ids in by_group.items()}
    short = {group: -extra for group, extra in surplus.items() if extra < 0}
    for group, extra in surplus.items():
        # Four from a group that may have three is one mistake, and has been told.
        told = extra == too_many and len(by_group[group]) == len(chosen)
        if extra > 0 and not told:
            sentence = _too_many(group, by_group[group], extra, choice.choose.get(group, 0), short)
            broken.append(Problem("group", sentence))
    if broken:
        return Verdict.NOT_MET, broken
    if len(chosen) < wanted:
        missing = [f"{number} {group}" for group, number in short.items()]
        still = f"{len(chosen)} of {wanted} are chosen; still to choose: {listed(missing)}"
        return Verdict.UNDETERMINED, [Problem("incomplete", still)]
    return Verdict.MET, []


def _too_many(group: str, ids: list[str], extra: int, allowed: int, short: dict[str, int]) -> str:
    """What is wrong with one group and what would have to change."""
    rule = f"at most {allowed}" if allowed else "none"
    noun = "descriptor is" if len(ids) == 1 else "descriptors are"
    which = listed(ids) if extra == len(ids) else f"{extra} of {listed(ids)}"
    parts, left = [], extra
    for other, missing in short.items():
        number = min(left, missing)
        left -= number
        if number:
            parts.append(f"{number} {other}")
    replaced = extra - left
    remedy = f"replace {which} by {listed(parts)} descriptor{'' if replaced == 1 else 's'}"
    if not parts:
        remedy = f"take out {which}"
    return f"{len(ids)} {group} {noun} chosen ({listed(ids)}) and the rule allows {rule}: {remedy}"
