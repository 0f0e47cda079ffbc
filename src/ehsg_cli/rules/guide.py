"""Family 2: what the guide asks for."""

from collections.abc import Iterator

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Pointer, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules.shape import AssessmentRule, severity_of_missing


@rule("EH205", "a descriptor that is missing from the file", absence=True)
def missing_descriptor(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """The guide asks about every one of its descriptors. One that is not in the file at all may have been
    lost in a merge or deleted by mistake.

    A note in a draft, an error once the assessment is agreed or submitted.

    What to do: add it with its score, or restore it from git. `ehsg new` writes all of them.
    """
    words = guide.words
    for id, descriptor in guide.descriptors.items():
        if id not in assessment.entries:
            yield self.finding(
                f"{id} ({descriptor.full_title}) is not in the file",
                Pointer((words.entries, id)),
                severity=severity_of_missing(assessment),
                hint=f"add it under {words.entries}, with its {words.answer}",
            )


@rule("EH206", "a descriptor without a score", absence=True)
def missing_score(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """A blank score means not scored yet, which is not the same as 0: it counts in no figure.

    A note in a draft, an error once the assessment is agreed or submitted.

    What to do: write the score the partnership agreed. `ehsg guide show scale` says what each means.
    """
    words = guide.words
    for id, entry in assessment.entries.items():
        if entry.answer is None:
            descriptor = guide.descriptors[id]
            yield self.finding(
                f"{id} ({descriptor.full_title}) has no {words.answer} yet",
                Pointer((words.entries, id, words.answer)),
                severity=severity_of_missing(assessment),
                hint=f"write {'' if guide.scale.in_words else 'a whole number, '}{guide.scale.spoken}",
            )


RULES = (missing_descriptor, missing_score)
