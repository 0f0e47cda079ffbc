"""Family 1: what every file must hold."""

from collections.abc import Iterator

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, Severity, rule
from ehsg_cli.guide.models import Guide

AssessmentRule = Rule[[Assessment, Guide], Iterator[Finding]]


def severity_of_missing(assessment: Assessment) -> Severity:
    """A draft may be unfinished; an agreed or submitted assessment may not."""
    return Severity.ERROR if assessment.final else Severity.NOTE


@rule("EH110", "the area has no name", absence=True)
def area_name(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """An assessment belongs to an area, and reports are headed by its name.

    A note in a draft, an error once the assessment is agreed or submitted.

        area:
          name: Northbridge

    What to do: write the area's name.
    """
    if not (assessment.area.name or "").strip():
        yield self.finding(
            "the area has no name yet",
            Pointer(("area", "name")),
            severity=severity_of_missing(assessment),
            hint="write it under area, as `name: ...`",
        )


@rule("EH111", "the period is missing", absence=True)
def period(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """An assessment stands for a period, so that one year's can be told from the next.

    A note in a draft, an error once the assessment is agreed or submitted.

    What to do: write `period: 2022`, or `2022-23` for a financial year.
    """
    if assessment.period is None:
        yield self.finding(
            "the period is missing",
            Pointer(("period",)),
            severity=severity_of_missing(assessment),
            hint="write `period: 2022`, or 2022-23 for a financial year",
        )


@rule("EH115", "submitted, and not when", Severity.NOTE, absence=True)
def not_when(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """Once an assessment has been sent in, the day tells later which version it was that others have seen.

        status: submitted
        submitted: 2022-07-29

    What to do: write the day it was sent.
    """
    if assessment.status == "submitted" and assessment.submitted is None:
        yield self.finding(
            "the status is submitted, and the day it was sent is not recorded",
            Pointer(("submitted",)),
            hint="write `submitted:` with the day, for example 2022-07-29",
        )


@rule("EH116", "agreed, and not by whom", Severity.NOTE, absence=True)
def not_by_whom(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """An assessment is a partnership's when the partnership has agreed it: which board or role did so is
    asked for later. Told while the status is `agreed`.

        status: agreed
        agreed: {date: 2022-06-30, by: Early Help Partnership Board}

    What to do: write the board or the role, not a person's name.
    """
    if assessment.status == "agreed" and not assessment.agreed.by:
        yield self.finding(
            "the status is agreed, and which board or role agreed it is not recorded",
            Pointer(("agreed", "by")),
            hint="write under agreed, as `by: ...`, the board or role and no person's name",
        )


@rule("EH117", "agreed after it was submitted", Severity.WARNING)
def agreed_too_late(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """What was sent in is what had been agreed. Where the day of agreement is the later one, one of the two
    is most likely a slip, or another version was sent than the one in this file.

        agreed: {date: 2022-09-30}
        submitted: 2022-07-29

    What to do: correct the date that is wrong.
    """
    agreed, sent = assessment.agreed.date, assessment.submitted
    if agreed is not None and sent is not None and agreed > sent:
        yield self.finding(
            f"it was agreed on {agreed.isoformat()}, after it was submitted on {sent.isoformat()}",
            Pointer(("agreed", "date")),
            hint="correct the date that is wrong",
            related=(Related("when it was submitted", Pointer(("submitted",))),),
        )


@rule("EH118", "a day of submission, and another status", Severity.WARNING)
def sent_and_not_submitted(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """A day of submission stands in the file, and its status says that it has not been sent. Most likely the
    status was forgotten; and in a draft much may be missing that may not once it is submitted.

        status: draft
        submitted: 2022-07-29

    What to do: write `status: submitted`, or delete the day until it has been sent.
    """
    if assessment.status != "submitted" and assessment.submitted is not None:
        yield self.finding(
            f"the status is {assessment.status}, and a day of submission is given",
            Pointer(("submitted",)),
            hint="write `status: submitted`, or delete the day until it has been sent",
            related=(Related("its status", Pointer(("status",))),),
        )


@rule("EH112", "thresholds without their source", absence=True)
def threshold_source(
    self: Rule[[Thresholds, Guide], Iterator[Finding]], thresholds: Thresholds, guide: Guide
) -> Iterator[Finding]:
    """Minimum scores are published elsewhere and change; a verdict that rests on them must say where
    they come from.

        source: Earned Autonomy prospectus, 2023, page 7

    What to do: write the document, its year and the page.
    """
    if not (thresholds.source or "").strip():
        yield self.finding(
            "the thresholds do not say where they come from",
            Pointer(("source",)),
            hint="add `source:` with the document, its year and the page",
        )


RULES = (area_name, period, not_when, not_by_whom, agreed_too_late, sent_and_not_submitted)
THRESHOLD_RULES = (threshold_source,)
