"""Where an assessment stands against the criteria for Earned Autonomy."""

from typing import NamedTuple

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import require_same
from ehsg_cli.judge.verdict import Verdict, overall


class CriterionVerdict(NamedTuple):
    """One criterion: a score held against a minimum, where both are known."""

    descriptor: str
    score: int | None
    minimum: int | None
    verdict: Verdict


class AutonomyVerdict(NamedTuple):
    """All criteria, in the form's order, and the verdict over them."""

    criteria: tuple[CriterionVerdict, ...]
    verdict: Verdict
    thresholds_source: str | None


def check_autonomy(
    assessment: Assessment, guide: Guide, thresholds: Thresholds | None = None
) -> AutonomyVerdict:
    """Hold an assessment's scores against the minimum scores, as far as those are known.

    Undetermined where the guide has no criteria.

    Args:
        assessment: whose scores.
        guide: whose criteria; it may know minimum scores itself.
        thresholds: a user's figures, which come before the guide's.

    Raises:
        UserError: the assessment answers another guide.
    """
    require_same(assessment, guide)
    if guide.autonomy is None:
        return AutonomyVerdict((), Verdict.UNDETERMINED, None)
    given = thresholds.minimum if thresholds else {}
    criteria = tuple(
        _criterion(c.descriptor, assessment.entry(c.descriptor).answer, given.get(c.descriptor, c.minimum))
        for c in guide.autonomy.criteria
    )
    source = thresholds.source if thresholds else None
    return AutonomyVerdict(criteria, overall(c.verdict for c in criteria), source)


def _criterion(descriptor: str, score: int | None, minimum: int | None) -> CriterionVerdict:
    if score is None or minimum is None:
        verdict = Verdict.UNDETERMINED
    else:
        verdict = Verdict.MET if score >= minimum else Verdict.NOT_MET
    return CriterionVerdict(descriptor, score, minimum, verdict)
