"""Rules over a whole assessment, and the register of every code there is.

One module a family. `CATALOGUE` lists every rule of the project, also those that reading itself words;
`RULES` those that are run over what was read. To add one, write it in its family's module and list it
there: it then runs, and `ehsg explain` knows it.
"""

from collections.abc import Iterator
from typing import Any

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Pointer, Rule, in_order
from ehsg_cli.document import faults as document_faults, locate
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import Loaded, faults as reading_faults
from ehsg_cli.reading.companions import ALONE, Companions
from ehsg_cli.rules import evidence, guide, packs, priorities, shape

# By the kind of file they look at, in the order they run.
RULES: dict[type, tuple[Rule[[Any, Guide], Iterator[Finding]], ...]] = {
    Assessment: (*shape.RULES, *guide.RULES, *priorities.RULES, *evidence.RULES),
    Thresholds: shape.THRESHOLD_RULES,
}

# Those that look beyond the file, at what stands beside it.
RULES_BESIDE: dict[type, tuple[Rule[[Any, Guide, Companions], Iterator[Finding]], ...]] = {}

_EVERY: tuple[Rule[..., Any], ...] = (
    *document_faults.FAULTS,
    *reading_faults.FAULTS,
    *packs.RULES,
    *(rule for rules in RULES.values() for rule in rules),
    *(rule for rules in RULES_BESIDE.values() for rule in rules),
)
CATALOGUE = {rule.code: rule for rule in sorted(_EVERY, key=lambda rule: rule.code)}


def check(loaded: Loaded[Assessment | Thresholds], beside: Companions = ALONE) -> tuple[Finding, ...]:
    """Everything there is to say about a file: what reading found and what the rules find, in order."""
    found = list(loaded.findings)
    if loaded.content is not None and loaded.guide is not None:
        kind = type(loaded.content)
        for rule in RULES[kind]:
            said = rule(loaded.content, loaded.guide)
            found.extend(f for f in said if not (rule.absence and _explained(f.pointer, loaded.findings)))
        for rule_beside in RULES_BESIDE.get(kind, ()):
            found.extend(rule_beside(loaded.content, loaded.guide, beside))
    return tuple(in_order(locate(finding, loaded.document) for finding in found))


def _explained(missing: Pointer, findings: tuple[Finding, ...]) -> bool:
    """Whether something is missing only because what stands there, above or below it, was found wrong.

    What is wrong with the YAML (and has its place already) takes nothing away.
    """
    taken = (finding for finding in findings if finding.span is None)
    wrong = (p for f in taken for p in (f.pointer, *(other.pointer for other in f.related)))
    return any(p and p[: len(missing)] == missing[: len(p)] for p in wrong)
