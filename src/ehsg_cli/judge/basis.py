"""What a judgement rests on."""

from typing import TYPE_CHECKING

from ehsg_cli.assessment import Assessment
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.folders import same_area

# Most assessments are judged by themselves.
if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Plan

_NO_NAME = "an area without a name"


def require_same(assessment: Assessment, guide: Guide) -> None:
    """Scores mean something only in the guide they answer.

    Raises:
        UserError: the assessment answers another guide.
    """
    if assessment.guide is not None and assessment.guide != guide.id:
        raise UserError(
            f"the assessment answers {assessment.guide}, and cannot be judged by {guide.id}",
            f"use the guide {assessment.guide}",
        )


def require_comparable(earlier: Assessment, later: Assessment) -> None:
    """Two years' scores mean something beside one another only for one area, by one guide.

    One period may be assessed twice, as in a return that was revised.

    Raises:
        UserError: they are of different areas or answer different guides, or the earlier one is of a later
            period.
    """
    if same_area(earlier.area.name) != same_area(later.area.name):
        raise UserError(
            f"the earlier assessment is of {earlier.area.name or _NO_NAME}, "
            f"and this one of {later.area.name or _NO_NAME}",
            "name an earlier assessment of the same area",
        )
    if earlier.guide != later.guide:
        raise UserError(
            f"the earlier assessment answers {earlier.guide}, and this one {later.guide}",
            "scores of two editions cannot stand on one scale; leave the earlier one out",
        )
    if ends_before(later, earlier):
        raise UserError(
            f"the assessment for {earlier.period} is not earlier than this one, for {later.period}",
            "name one of an earlier year",
        )


def ends_before(one: Assessment, other: Assessment) -> bool:
    """Whether the period of one ends before that of another, as far as both say theirs."""
    if not (one.period and other.period):
        return False
    from ehsg_cli.assessment.periods import period_end

    return period_end(one.period) < period_end(other.period)


def is_of_one_time(one: Assessment, other: Assessment) -> bool:
    """Whether the periods of two assessments end together; not where one of them has none."""
    return bool(one.period and other.period) and not ends_before(one, other) and not ends_before(other, one)


def require_plan_of(plan: "Plan", assessment: Assessment, guide: Guide | None) -> None:
    """A plan says something of an assessment only where it is the same area's, by the same guide.

    Args:
        plan: the plan.
        assessment: the assessment.
        guide: by which the plan is read.

    Raises:
        UserError: the plan is of another area, or for another guide.
    """
    if same_area(plan.area.name) != same_area(assessment.area.name):
        raise UserError(
            f"the plan is of {plan.area.name or _NO_NAME}, "
            f"and the assessment of {assessment.area.name or _NO_NAME}",
            "name a plan of the same area",
        )
    named = guide.id if guide is not None else plan.guide
    if named is not None and named != assessment.guide:
        raise UserError(
            f"the plan is for {named}, and the assessment answers {assessment.guide}",
            "name a plan for the same guide",
        )
