"""What a judgement rests on."""

from ehsg_cli.assessment import Assessment
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide


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
