"""Family 1: what every file must hold."""

from collections.abc import Iterator

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity, rule
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


RULES = (area_name, period)
THRESHOLD_RULES = (threshold_source,)
