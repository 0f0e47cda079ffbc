"""Guide packs: the rule that `ehsg guide check` runs over them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import Finding, Pointer, Rule, rule
from ehsg_cli.guide.models import Guide

if TYPE_CHECKING:
    from ehsg_cli.guide.context import Context

# Which part a finding belongs to, and the finding.
Placed = tuple[str, Finding]


@rule("EH250", "a guide pack that does not agree with itself")
def disagrees(
    self: "Rule[[Guide, Context | None], Iterator[Placed]]", guide: Guide, context: "Context | None"
) -> Iterator[Placed]:
    """The parts of a guide pack refer to one another: criteria and choices name descriptors and sections,
    every entry names a source, every data model level has one rule for the choice of priorities.

    What to do: mend the entry named in the pack. Packs that come with ehsg should never show this.
    """
    from ehsg_cli.guide import consistency  # most commands know this rule and never run it

    found = list(consistency.problems(guide))
    if context is not None:
        found += (("context", problem) for problem in consistency.context_problems(guide, context))
    for part, (message, *keys) in found:
        yield part, self.finding(message, Pointer(keys), hint="mend the entry in the pack")


RULES = (disagrees,)
