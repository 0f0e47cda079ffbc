"""Rules over what was read of a file as a whole, and the register of every code there is.

Each module holds rules of one family, and says of which. `CATALOGUE` holds every rule of the project, also
what the text or reading alone shows; `RULES` those that are run over what was read. To add one, write it in a
module of its family and list it there: it then runs, and `ehsg explain` knows it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity, in_order
from ehsg_cli.document import faults as document_faults, locate
from ehsg_cli.reading import faults as reading_faults
from ehsg_cli.reading.companions import ALONE, Companions
from ehsg_cli.rules import evidence, faults, figures, guide, packs, personal, priorities, shape, sharing
from ehsg_cli.rules.texts import Texts, texts_of_assessment

if TYPE_CHECKING:
    from ehsg_cli.reading.in_force import InForce
    from ehsg_cli.reading.loaded import AnyContent, Loaded


class Seldom(NamedTuple):
    """Rules that few files give anything to look at: they are loaded for those alone.

    Attributes:
        asked: whether a file does, by its content and what stands beside it.
        rules: fetches them.
        of_the_file: whether they look at nothing but the file, so that what they find is certain.
    """

    asked: Callable[[Any, Companions], bool]
    rules: Callable[[], tuple[Rule[[Any, Any, Companions], Iterator[Finding]], ...]]
    of_the_file: bool = False


class Judged(NamedTuple):
    """What a kind of file is judged by. A plan and measures may have no guide.

    Attributes:
        texts: gathers the texts of a file from its content and its guide.
        alone: rules that look at the content and its guide.
        beside: those that look beyond them at what stands beside the file.
        of_texts: those that look at the texts.
        of_texts_beside: those that look at the texts and at what stands beside the file.
        seldom: those that are loaded only where they are needed.
    """

    texts: Callable[[Any, Any], Texts]
    alone: tuple[Rule[[Any, Any], Iterator[Finding]], ...]
    beside: tuple[Rule[[Any, Any, Companions], Iterator[Finding]], ...] = ()
    of_texts: tuple[Rule[[Any], Iterator[Finding]], ...] = personal.RULES
    of_texts_beside: tuple[Rule[[Any, Companions], Iterator[Finding]], ...] = personal.RULES_BESIDE
    seldom: tuple[Seldom, ...] = ()

    @property
    def loaded(self) -> tuple[Rule[..., Iterator[Finding]], ...]:
        """Those that are loaded in any case."""
        return (*self.alone, *self.beside, *self.of_texts, *self.of_texts_beside)

    @property
    def rules(self) -> tuple[Rule[..., Iterator[Finding]], ...]:
        """All of them."""
        return (*self.loaded, *(rule for seldom in self.seldom for rule in seldom.rules()))


def _looks_back(assessment: Any, beside: Companions) -> bool:
    return bool(assessment.follow_up or assessment.area.predecessors)


def _looking_back() -> tuple[Rule[[Any, Any, Companions], Iterator[Finding]], ...]:
    from ehsg_cli.rules import past

    return past.RULES


def _may_have_earlier(assessment: Any, beside: Companions) -> bool:
    return beside.around is not None and beside.around.may_have_earlier()


def _against_earlier() -> tuple[Rule[[Any, Any, Companions], Iterator[Finding]], ...]:
    from ehsg_cli.rules import years

    return years.RULES_BESIDE


def _has_receipt(assessment: Any, beside: Companions) -> bool:
    return beside.around is not None and beside.around.has_receipt()


def _against_the_receipt() -> tuple[Rule[[Any, Any, Companions], Iterator[Finding]], ...]:
    from ehsg_cli.rules import receipts

    return receipts.RULES_BESIDE


_ASSESSMENTS = Judged(
    texts_of_assessment,
    (*shape.RULES, *guide.RULES, *priorities.RULES, *sharing.RULES),
    priorities.RULES_BESIDE,
    (*evidence.RULES, *figures.RULES, *personal.RULES),
    seldom=(
        Seldom(_looks_back, _looking_back, of_the_file=True),
        Seldom(_may_have_earlier, _against_earlier),
        Seldom(_has_receipt, _against_the_receipt),
    ),
)


def _assessments() -> Judged:
    return _ASSESSMENTS


# What the other kinds are judged by is loaded with the first such file: an assessment does not wait for it.


@cache
def _responses() -> Judged:
    from ehsg_cli.rules import accompanying, other_texts

    of_texts = (*evidence.RESPONSE_RULES, *personal.RULES)
    return Judged(other_texts.texts_of_response, accompanying.RESPONSE_RULES, of_texts=of_texts)


@cache
def _plans() -> Judged:
    from ehsg_cli.rules import accompanying, entries, other_texts, plans

    alone = (*accompanying.OF_EVERY_KIND, entries.repeated_id, *plans.RULES)
    return Judged(other_texts.texts_of_plan, alone, plans.RULES_BESIDE)


@cache
def _measures() -> Judged:
    from ehsg_cli.rules import accompanying, entries, measures, other_texts

    alone = (*accompanying.OF_EVERY_KIND, entries.repeated_id, *measures.RULES)
    return Judged(other_texts.texts_of_measures, alone)


@cache
def _workforce() -> Judged:
    from ehsg_cli.rules import accompanying, other_texts, workforce

    alone = (*accompanying.OF_EVERY_KIND, *workforce.RULES)
    return Judged(other_texts.texts_of_workforce, alone, workforce.RULES_BESIDE)


@cache
def _thresholds() -> Judged:
    from ehsg_cli.rules import other_texts

    return Judged(other_texts.texts_of_thresholds, shape.THRESHOLD_RULES)


@cache
def _crosswalks() -> Judged:
    from ehsg_cli.rules import crosswalks, other_texts

    return Judged(other_texts.texts_of_crosswalk, crosswalks.RULES)


RULES: dict[str, Callable[[], Judged]] = {
    "assessment/1": _assessments,
    "response/1": _responses,
    "plan/1": _plans,
    "measures/1": _measures,
    "workforce/1": _workforce,
    "thresholds/1": _thresholds,
    "crosswalk/1": _crosswalks,
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
        of_text = (*document_faults.FAULTS, *reading_faults.FAULTS, *faults.FAULTS)
        return _by_code(*of_text, *packs.RULES, *_ASSESSMENTS.loaded)

    @cached_property
    def _all(self) -> dict[str, Rule[..., Any]]:
        rules = dict(self._first)
        for of_kind in RULES.values():
            rules |= _by_code(*of_kind().rules)
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
    codes: set[str] = set()
    for of_kind in RULES.values():
        judged = of_kind()
        codes.update(rule.code for rule in judged.beside)
        codes.update(rule.code for rule in judged.of_texts_beside)
        for seldom in judged.seldom:
            if not seldom.of_the_file:
                codes.update(rule.code for rule in seldom.rules())
    return frozenset(codes)


def check(
    loaded: "Loaded[AnyContent]",
    beside: Companions = ALONE,
    in_force: "InForce | None" = None,
    *,
    every: bool = False,
    reviewed: bool = False,
) -> tuple[Finding, ...]:
    """Everything there is to say about a file: what reading found and what the rules find, in order.

    Args:
        loaded: the file.
        beside: what stands beside it.
        in_force: the settings that hold for it.
        every: tell also what is so alike that nobody would read it to the end.
        reviewed: tell also what is suppressed without a comment that gives a reason.
    """
    found = list(loaded.findings)
    if loaded.content is not None and loaded.kind is not None:
        judged = RULES[loaded.kind]()
        for rule, finding in _by_rules(judged, loaded, beside):
            if not (rule.absence and _explained(rule, finding.pointer, loaded.findings)):
                found.append(finding)
    located = [locate(finding, loaded.document) for finding in found]
    told = in_order(_settled(located, loaded, in_force, every=every, reviewed=reviewed))
    return tuple(told if every or len(told) <= _MOST_ALIKE else _bounded(told))


def _by_rules(
    judged: Judged, loaded: "Loaded[AnyContent]", companions: Companions
) -> Iterator[tuple[Rule[..., Any], Finding]]:
    """What each rule finds in the content of a file; its texts are gathered once for all of them."""
    texts = judged.texts(loaded.content, loaded.guide)
    for alone in judged.alone:
        for finding in alone(loaded.content, loaded.guide):
            yield alone, finding
    for beside in judged.beside:
        for finding in beside(loaded.content, loaded.guide, companions):
            yield beside, finding
    for seldom in judged.seldom:
        if seldom.asked(loaded.content, companions):
            for once in seldom.rules():
                for finding in once(loaded.content, loaded.guide, companions):
                    yield once, finding
    for of_texts in judged.of_texts:
        for finding in of_texts(texts):
            yield of_texts, finding
    for of_texts_beside in judged.of_texts_beside:
        for finding in of_texts_beside(texts, companions):
            yield of_texts_beside, finding


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
    found: list[Finding], loaded: "Loaded[Any]", in_force: "InForce | None", *, every: bool, reviewed: bool
) -> list[Finding]:
    """Located findings, and those that only the text itself shows, less what is suppressed.

    Most files need none of this, which a look at the whole text tells.
    """
    document = loaded.document
    if document is not None and any(finding.replacement is not None for finding in found):
        from ehsg_cli.document.mending import safe_replacements

        found = safe_replacements(found, document)
    if document is not None and document.complete and _has_trailing_blanks(document.text):
        from ehsg_cli.document.spaces import MOST_MENDED, MOST_TOLD, trailing

        found += trailing(document, MOST_MENDED if every else MOST_TOLD)
    if in_force is not None or (document is not None and _may_suppress(document.text)):
        from ehsg_cli.rules.suppression import settle

        codes = uncertain() if loaded.sound else None
        found = settle(found, document, in_force, CATALOGUE, uncertain=codes, reviewed=reviewed)
    return found


def _has_trailing_blanks(text: str) -> bool:
    """Whether a line ends in a space or a tab, seen without taking the text apart."""
    if " \n" in text or text.endswith((" ", "\t")) or ("\r" in text and " \r" in text):
        return True
    return "\t" in text and ("\t\n" in text or "\t\r" in text)


def _may_suppress(text: str) -> bool:
    """Whether a comment may suppress something: whether what stands behind a `#` calls ehsg by its name."""
    at = text.find("#")
    while at >= 0:
        end = text.find("\n", at)
        comment = text[at : end if end >= 0 else None].lower()
        if faults.SUPPRESSES in comment and any(f"{faults.SUPPRESSES}{mark}" in comment for mark in ": \t"):
            return True
        at = text.find("#", end) if end >= 0 else -1
    return False


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
