"""Everything that is computed for a paper, in one place: what every format and every chart is made from."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.autonomy import AutonomyVerdict, check_autonomy
from ehsg_cli.judge.basis import require_comparable
from ehsg_cli.judge.priorities import PriorityVerdict, check_priorities
from ehsg_cli.judge.summary import Summary, summarise

# Most assessments stand alone: what judges their companions is loaded only where there are any.
if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.assessment.responses import Response
    from ehsg_cli.judge.progress import PlanProgress
    from ehsg_cli.judge.spread import DescriptorSpread


class Audience(StrEnum):
    """For whom a paper is."""

    BOARD = "board"
    PUBLIC = "public"


class Beside(NamedTuple):
    """What an assessment is judged together with, where there is any of it.

    Attributes:
        previous: the last of the earlier years' assessments.
        before: those of the years before that one, the earliest first.
        across_boundaries: whether earlier ones may be of a predecessor whose boundaries moved.
        audience: for whom; what others should not see has been taken out where it is the public.
    """

    thresholds: Thresholds | None = None
    plan: "Plan | None" = None
    responses: "Sequence[Response]" = ()
    previous: Assessment | None = None
    before: tuple[Assessment, ...] = ()
    across_boundaries: bool = False
    audience: Audience = Audience.BOARD


class Results(NamedTuple):
    """An assessment with every figure and verdict on it.

    Attributes:
        progress: how far the plan is; `None` where there is no plan.
        spread: the partners' scores, of each descriptor that any of them scored.
        responses: from how many partners they come.
        previous: an earlier year's assessment of the same area by the same guide, or `None`.
        before: those of the years before that one, the earliest first.
        audience: for whom a paper on them is.
    """

    assessment: Assessment
    guide: Guide
    summary: Summary
    priorities: PriorityVerdict
    autonomy: AutonomyVerdict
    progress: "PlanProgress | None" = None
    spread: "tuple[DescriptorSpread, ...]" = ()
    responses: int = 0
    previous: Assessment | None = None
    before: tuple[Assessment, ...] = ()
    audience: Audience = Audience.BOARD


def judge(assessment: Assessment, guide: Guide, beside: Beside = Beside()) -> Results:  # noqa: B008  # never changed
    """Every figure and verdict on an assessment.

    Raises:
        UserError: the assessment answers another guide, or the earlier one cannot be held beside it.
    """
    earlier = (*beside.before, beside.previous) if beside.previous is not None else ()
    for each in earlier:
        require_comparable(each, assessment, across_boundaries=beside.across_boundaries)
    return Results(
        assessment=assessment,
        guide=guide,
        summary=summarise(assessment, guide),
        priorities=check_priorities(assessment, guide),
        autonomy=check_autonomy(assessment, guide, beside.thresholds),
        progress=_progress(beside.plan, assessment, guide) if beside.plan is not None else None,
        spread=_spread(beside.responses, assessment, guide) if beside.responses else (),
        responses=len(beside.responses),
        previous=beside.previous,
        before=beside.before,
        audience=beside.audience,
    )


def _progress(plan: "Plan", assessment: Assessment, guide: Guide) -> "PlanProgress":
    from ehsg_cli.judge.progress import progress

    return progress(plan, assessment, guide)


def _spread(
    responses: "Sequence[Response]", assessment: Assessment, guide: Guide
) -> "tuple[DescriptorSpread, ...]":
    from ehsg_cli.judge.spread import spread

    return spread(assessment, responses, guide)
