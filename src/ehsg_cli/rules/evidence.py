"""Family 4: advice on the texts."""

from collections.abc import Iterator

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Pointer, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules.shape import AssessmentRule


@rule("EH401", "a line of text that looks like a comment", Severity.WARNING)
def looks_like_a_comment(self: AssessmentRule, assessment: Assessment, guide: Guide) -> Iterator[Finding]:
    """In a block of text (`|-`) a line that begins with `#` is part of the text: it is printed in every
    report. A note to colleagues put there would go to the board.

        working_well: |-
          Families told us ...
          # check this figure with the data team      <- printed

    What to do: move the note out of the text, to a line of its own that begins with `#` at the left of
    the key; or reword the line.
    """
    fields = {name: key for key, name in guide.words.of_entry.items()}
    for id, entry in assessment.entries.items():
        for name, text in (("evidence", entry.evidence), ("next_steps", entry.next_steps)):
            lines = [
                n for n, line in enumerate((text or "").splitlines(), 1) if line.lstrip().startswith("#")
            ]
            if lines:
                yield self.finding(
                    f"line {lines[0]} of this text begins with #, and would be printed",
                    Pointer((guide.words.entries, id, fields[name])),
                    hint="move the comment out of the text, or reword the line",
                )


RULES = (looks_like_a_comment,)
