"""What a judgement rests on."""

from typing import TYPE_CHECKING

from ehsg_cli.assessment import Assessment
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.folders import same_area
from ehsg_cli.wording import as_named

# Most assessments are judged by themselves.
if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.reading.kinship import Kinship


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


def require_kin(
    old: Assessment, new: Assessment, *, across_boundaries: bool = False, force: bool = False
) -> "Kinship":
    """Scores of two areas say something beside one another only where one of them is the other's predecessor.

    Args:
        old: one assessment.
        new: the other.
        across_boundaries: whether areas may be compared whose boundaries moved, or may have.
        force: whether any two areas may.

    Raises:
        UserError: they may not be compared.
    """
    from ehsg_cli.reading.kinship import kinship, names

    found = kinship(old, new)
    if found.relation == "other" and not force:
        one, other = names(old.area, new.area)
        raise UserError(
            f"these are two areas: {as_named(one)}, and {as_named(other)}",
            "if one came from the other, name it under `area` as one of its `predecessors`; "
            "to compare them all the same, add --force",
        )
    moved = found.relation == "predecessor" and found.boundaries != "same"
    if moved and not (across_boundaries or force):
        say = "its boundaries changed" if found.boundaries else "nobody says whether its boundaries changed"
        hint = "to compare them all the same, add --across-boundaries"
        if found.boundaries is None:
            hint = (
                f"write `boundaries: same` or `changed` at that predecessor of {as_named(found.successor)}, "
                "or add --across-boundaries"
            )
        if same_area(old.area.name) == same_area(new.area.name) and None in (old.area.code, new.area.code):
            hint = f"if both are of one area, write its code into both files; else, {hint}"
        raise UserError(
            f"{as_named(found.successor)} came from {as_named(found.predecessor)}, and {say}; "
            "these may be two different places",
            hint,
        )
    return found


def require_comparable(earlier: Assessment, later: Assessment, *, across_boundaries: bool = False) -> None:
    """Two years' scores mean something beside one another only for one area, by one guide.

    One period may be assessed twice, as in a return that was revised.

    Args:
        earlier: the assessment of an area, or of its predecessor.
        later: that of the area.
        across_boundaries: whether a predecessor's will do whose boundaries moved, or may have.

    Raises:
        UserError: they are of different areas or answer different guides, or the earlier one is of a later
            period.
    """
    from ehsg_cli.reading.kinship import kinship, names

    if kinship(earlier, later).relation == "other":
        one, other = names(earlier.area, later.area)
        raise UserError(
            f"the earlier assessment is of {as_named(one)}, and this one of {as_named(other)}",
            "name an earlier assessment of the same area; "
            "one that it came from is named under `area` as one of its `predecessors`",
        )
    require_kin(earlier, later, across_boundaries=across_boundaries)
    if earlier.guide != later.guide:
        raise UserError(
            f"the earlier assessment answers {earlier.guide}, and this one {later.guide}",
            "scores of two editions cannot stand on one scale; `ehsg diff` shows both answers side by side",
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
        from ehsg_cli.reading.kinship import NO_NAME

        raise UserError(
            f"the plan is of {as_named(plan.area.name or NO_NAME)}, "
            f"and the assessment of {as_named(assessment.area.name or NO_NAME)}",
            "name a plan of the same area",
        )
    named = guide.id if guide is not None else plan.guide
    if named is not None and named != assessment.guide:
        raise UserError(
            f"the plan is for {named}, and the assessment answers {assessment.guide}",
            "name a plan for the same guide",
        )
