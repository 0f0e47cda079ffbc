"""Rules over a whole assessment, and the register of every code there is.

One module a family. `CATALOGUE` holds every rule of the project, also those that reading itself words;
`RULES` those that are run over what was read. To add one, write it in its family's module and list it
there: it then runs, and `ehsg explain` knows it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity, in_order
from ehsg_cli.document import faults as document_faults, locate
from ehsg_cli.reading import faults as reading_faults
from ehsg_cli.reading.companions import ALONE, Companions
from ehsg_cli.rules import evidence, figures, guide, packs, personal, priorities, shape, sharing

if TYPE_CHECKING:
    from ehsg_cli.reading.in_force import InForce
    from ehsg_cli.reading.loaded import AnyContent, Loaded

# Those that look at a file by itself, and those that look beyond it at what stands beside it, in the order
# they run. A rule is handed the content and its guide, which plans and measures may do without.
Alone = tuple[Rule[[Any, Any], Iterator[Finding]], ...]
Beside = tuple[Rule[[Any, Any, Companions], Iterator[Finding]], ...]


def _assessments() -> tuple[Alone, Beside]:
    return _ASSESSMENTS


_ASSESSMENTS: tuple[Alone, Beside] = (
    (
        *shape.RULES,
        *guide.RULES,
        *priorities.RULES,
        *evidence.RULES,
        *figures.RULES,
        *sharing.RULES,
        *personal.RULES,
    ),
    (*priorities.RULES_BESIDE, *personal.RULES_BESIDE),
)


def _thresholds() -> tuple[Alone, Beside]:
    return shape.THRESHOLD_RULES, ()


# What the other kinds are judged by is loaded with the first such file: an assessment does not wait for it.


def _responses() -> tuple[Alone, Beside]:
    from ehsg_cli.rules import accompanying

    return accompanying.RESPONSE_RULES, ()


@cache
def _plans() -> tuple[Alone, Beside]:
    from ehsg_cli.rules import accompanying, plans

    return (*accompanying.OF_EVERY_KIND, *plans.RULES), plans.RULES_BESIDE


@cache
def _measures() -> tuple[Alone, Beside]:
    from ehsg_cli.rules import accompanying, measures, plans

    return (*accompanying.OF_EVERY_KIND, plans.repeated_id, *measures.RULES), ()


@cache
def _workforce() -> tuple[Alone, Beside]:
    from ehsg_cli.rules import accompanying, workforce

    return (*accompanying.OF_EVERY_KIND, *workforce.RULES), workforce.RULES_BESIDE


RULES: dict[str, Callable[[], tuple[Alone, Beside]]] = {
    "assessment/1": _assessments,
    "response/1": _responses,
    "plan/1": _plans,
    "measures/1": _measures,
    "workforce/1": _workforce,
    "thresholds/1": _thresholds,
}


def _by_code(*rules: Rule[..., Any]) -> dict[str, Rule[..., Any]]:
    return {rule.code: rule for rule in rules}


# So many findings of one code in a file are told one by one.
_MOST_ALIKE = 1_000


class _Catalogue(Mapping[str, Rule[..., Any]]):
    """Every rule there is by its code, in the order of the codes."""

    @cached_property
    def _first(self) -> dict[str, Rule[..., Any]]:
        """Those that are loaded in any case."""
        alone, beside = _ASSESSMENTS
        return _by_code(*document_faults.FAULTS, *reading_faults.FAULTS, *packs.RULES, *alone, *beside)

    @cached_property
    def _all(self) -> dict[str, Rule[..., Any]]:
        rules = dict(self._first)
        for of_kind in RULES.values():
            alone, beside = of_kind()
            rules |= _by_code(*alone, *beside)
        return dict(sorted(rules.items()))

    def __getitem__(self, code: str) -> Rule[..., Any]:
        return self._first[code] if code in self._first else self._all[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


CATALOGUE = _Catalogue()


@cache
def uncertain() -> frozenset[str]:
    """The codes of what depends on more than the file.

    A suppression of one may be needed on another machine, or tomorrow.
    """
    return frozenset(rule.code for of_kind in RULES.values() for rule in of_kind()[1])


def check(
    loaded: "Loaded[AnyContent]",
    beside: Companions = ALONE,
    in_force: "InForce | None" = None,
    *,
    every: bool = False,
) -> tuple[Finding, ...]:
    """Everything there is to say about a file: what reading found and what the rules find, in order.

    Args:
        loaded: the file.
        beside: what stands beside it.
        in_force: the settings that hold for it.
        every: tell also what is so alike that nobody would read it to the end.
    """
    found = list(loaded.findings)
    if loaded.content is not None and loaded.kind is not None:
        alone, around = RULES[loaded.kind]()
        for rule in alone:
            for finding in rule(loaded.content, loaded.guide):
                if not (rule.absence and _explained(rule, finding.pointer, loaded.findings)):
                    found.append(finding)
        for rule_beside in around:
            for finding in rule_beside(loaded.content, loaded.guide, beside):
                if not (rule_beside.absence and _explained(rule_beside, finding.pointer, loaded.findings)):
                    found.append(finding)
    located = [locate(finding, loaded.document) for finding in found]
    told = in_order(_settled(located, loaded, in_force, every=every))
    return tuple(told if every or len(told) <= _MOST_ALIKE else _bounded(told))


def _bounded(findings: list[Finding]) -> Iterator[Finding]:
    """Findings in order, less those of a code of which there are more than anybody will read."""
    counts = Counter(finding.code for finding in findings)
    told: Counter[str] = Counter()
    for finding in findings:
        told[finding.code] += 1
        more = counts[finding.code] - _MOST_ALIKE
        if told[finding.code] == _MOST_ALIKE and more > 0:
            yield finding._replace(message=f"{finding.message} (and {more:,} more of {finding.code} below)")
        elif told[finding.code] <= _MOST_ALIKE:
            yield finding


def _settled(
    found: list[Finding], loaded: "Loaded[Any]", in_force: "InForce | None", *, every: bool
) -> list[Finding]:
    """Located findings, and those that only the text itself shows, less what is suppressed.

    Most files need none of this, which a look at the whole text tells.
    """
    document = loaded.document
    if document is not None and any(finding.replacement is not None for finding in found):
        from ehsg_cli.document.mending import safe_replacements

        found = safe_replacements(found, document)
    if document is not None and _has_trailing_spaces(document.text):
        from ehsg_cli.document.spaces import MOST_MENDED, MOST_TOLD, trailing

        found += trailing(document, MOST_MENDED if every else MOST_TOLD)
    if in_force is not None or (document is not None and document_faults.SUPPRESSES in document.text):
        from ehsg_cli.rules.suppression import settle

        codes = uncertain() if loaded.sound else None
        found = settle(found, document, in_force, CATALOGUE, uncertain=codes)
    return found


def _has_trailing_spaces(text: str) -> bool:
    """Whether a line ends in a space, seen without taking the text apart."""
    return " \n" in text or text.endswith(" ") or ("\r" in text and " \r" in text)


def _explained(rule: Rule[..., Any], missing: Pointer, findings: tuple[Finding, ...]) -> bool:
    """Whether something is missing only because what stands there, above or below it, was found wrong.

    What is wrong with the YAML (and has its place already) takes nothing away. Advice is not given where an
    unknown key is most likely the missing one, misspelt; what is needed is told in any case.
    """
    taken = [finding for finding in findings if finding.span is None]
    wrong = (p for f in taken for p in (f.pointer, *(other.pointer for other in f.related)))
    return any(p and p[: len(missing)] == missing[: len(p)] for p in wrong) or (
        rule.severity is not Severity.ERROR and any(_may_be(finding, missing) for finding in taken)
    )


def _may_be(finding: Finding, missing: Pointer) -> bool:
    """Whether an unknown key stands where another is missing, and is most likely that one misspelt."""
    return (
        finding.code == reading_faults.unknown_key.code
        and bool(missing)
        and finding.pointer[:-1] == missing[:-1]
        and finding.hint.endswith(f" {missing[-1]}?")
    )
