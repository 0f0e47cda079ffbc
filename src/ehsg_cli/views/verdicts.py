"""The verdicts on priorities and Earned Autonomy as people read them."""

from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.autonomy import AutonomyVerdict
from ehsg_cli.judge.priorities import PriorityVerdict
from ehsg_cli.judge.verdict import Verdict
from ehsg_cli.views import words
from ehsg_cli.wording import listed


class ChosenRow(NamedTuple):
    """One chosen priority."""

    id: str
    form: str
    title: str
    section: str
    score: str
    why: str


class EligibleRow(NamedTuple):
    """A section and the descriptors in it that may be chosen."""

    section: str
    descriptors: tuple[str, ...]


class PrioritiesView(NamedTuple):
    """The choice, the verdict on it, the clause it rests on, and what would have to change.

    `verdict` is `met`, `not-met` or `undetermined`, for colour; `spoken` is the word to print.
    """

    area: str
    period: str
    verdict: str
    spoken: str
    sentence: str
    level: str
    governs: str
    rule: str
    clause: str
    chosen: tuple[ChosenRow, ...]
    problems: tuple[str, ...]
    eligible: tuple[EligibleRow, ...]
    within: str
    ambiguity: str


def view_priorities(assessment: Assessment, guide: Guide, result: PriorityVerdict) -> PrioritiesView:
    """The choice of priorities worded, in the order of the file."""
    level = guide.levels.get(result.level) if result.level is not None else None
    reasons = {p.id: p.why for p in assessment.priorities if p is not None and p.id is not None}
    return PrioritiesView(
        area=words.area_of(assessment),
        period=words.period_of(assessment),
        verdict=result.verdict.value,
        spoken=result.verdict.spoken,
        sentence=_sentence(result),
        level=f"{level.level} ({level.name})" if level else "not given",
        governs=words.GOVERNS.get(result.governs or "", ""),
        rule=result.choice.says if result.choice else "",
        clause=guide.cite(result.choice.source) if result.choice else "",
        chosen=tuple(
            ChosenRow(
                id=id,
                form=guide.descriptors[id].form or "",
                title=guide.descriptors[id].title,
                section=guide.section_of[id].title,
                score=words.end(assessment.entry(id).answer, guide),
                why=words.visible(reasons.get(id) or ""),
            )
            for id in result.chosen
        ),
        problems=tuple(words.capitalised(problem.sentence) + "." for problem in result.problems),
        eligible=_eligible(guide, result),
        within=guide.priorities.within if guide.priorities else "",
        ambiguity=guide.priorities.ambiguity if guide.priorities else "",
    )


def _sentence(result: PriorityVerdict) -> str:
    if result.verdict is Verdict.MET:
        return f"The choice keeps to the rule for data model {result.level}."
    if result.verdict is Verdict.NOT_MET:
        return f"The choice breaks the rule for data model {result.level}."
    return "Whether the choice keeps to the rule cannot be told yet."


def _eligible(guide: Guide, result: PriorityVerdict) -> tuple[EligibleRow, ...]:
    allowed = frozenset(result.eligible)
    rows = (
        EligibleRow(
            section.full_title,
            tuple(words.named(d) for d in section.descriptors if d.id in allowed),
        )
        for section in guide.sections
    )
    return tuple(row for row in rows if row.descriptors)


class CriterionRow(NamedTuple):
    """One criterion."""

    id: str
    form: str
    title: str
    score: str
    minimum: str
    verdict: str
    spoken: str


class AutonomyView(NamedTuple):
    """The criteria, the verdict over them, and what it rests on."""

    area: str
    period: str
    title: str
    verdict: str
    spoken: str
    sentence: str
    rows: tuple[CriterionRow, ...]
    says: str
    thresholds: str
    source: str
    clause: str


def view_autonomy(assessment: Assessment, guide: Guide, result: AutonomyVerdict) -> AutonomyView:
    """The standing against Earned Autonomy worded, in the form's order."""
    rule = guide.autonomy
    rows = tuple(
        CriterionRow(
            id=c.descriptor,
            form=guide.descriptors[c.descriptor].form or "",
            title=guide.descriptors[c.descriptor].title,
            score=words.score(c.score, guide),
            minimum="not known" if c.minimum is None else guide.scale.say(c.minimum),
            verdict=c.verdict.value,
            spoken=c.verdict.spoken,
        )
        for c in result.criteria
    )
    return AutonomyView(
        area=words.area_of(assessment),
        period=words.period_of(assessment),
        title=rule.title if rule else "",
        verdict=result.verdict.value,
        spoken=result.verdict.spoken,
        sentence=_autonomy_sentence(result, guide) if rule else "",
        rows=rows,
        says=rule.says if rule else "",
        thresholds=_unknown_minimums(result, guide),
        source=words.one_line(result.thresholds_source or ""),
        clause=guide.cite(rule.source) if rule else "",
    )


def _unknown_minimums(result: AutonomyVerdict, guide: Guide) -> str:
    """Why minimum scores are not known, or which ones a user's figures leave open."""
    missing = [guide.descriptors[c.descriptor] for c in result.criteria if c.minimum is None]
    if not missing:
        return ""
    if result.thresholds_source is None and guide.autonomy is not None:
        return guide.autonomy.thresholds
    names = [words.numbered(descriptor) for descriptor in missing]
    return f"The thresholds give no minimum score for {listed(names)}."


def _autonomy_sentence(result: AutonomyVerdict, guide: Guide) -> str:
    total, title = len(result.criteria), guide.autonomy.title if guide.autonomy else ""
    met = sum(c.verdict is Verdict.MET for c in result.criteria)
    failed = (guide.descriptors[c.descriptor] for c in result.criteria if c.verdict is Verdict.NOT_MET)
    below = [words.numbered(descriptor) for descriptor in failed]
    open_ = sum(c.verdict is Verdict.UNDETERMINED for c in result.criteria)
    if result.verdict is Verdict.MET:
        return f"All {total} criteria for {title} are met."
    if result.verdict is Verdict.NOT_MET:
        rest = f"; {open_} {_are(open_)} not determined" if open_ else ""
        told = f"{met} of {total} criteria for {title} {_are(met)} met"
        return f"{told}; below the minimum: {listed(below)}{rest}."
    unknown = sum(c.minimum is None for c in result.criteria)
    unscored = sum(c.score is None for c in result.criteria)
    how_many = "any" if unknown == total else str(unknown)
    reasons = [
        f"the minimum score is not known for {how_many} of them" if unknown else "",
        "none is scored" if unscored == total else "",
        f"{unscored} {_are(unscored)} not scored" if 0 < unscored < total else "",
    ]
    why = listed([reason for reason in reasons if reason])
    return f"Standing against the {total} criteria for {title} is not determined: {why}."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
