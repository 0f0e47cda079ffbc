"""Does a guide pack agree with itself? Families 2 and its like, run by `ehsg guide check`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import Finding, Pointer, Rule, rule
from ehsg_cli.guide.models import Guide

if TYPE_CHECKING:
    from ehsg_cli.guide.context import Context

# Which part a finding belongs to, and the finding.
Placed = tuple[str, Finding]

# What is wrong, and the keys that lead to it.
Problem = tuple[str, *tuple[str | int, ...]]


@rule("EH250", "a guide pack that does not agree with itself")
def disagrees(
    self: "Rule[[Guide, Context | None], Iterator[Placed]]", guide: Guide, context: "Context | None"
) -> Iterator[Placed]:
    """The parts of a guide pack refer to one another: criteria and choices name descriptors and sections,
    every entry names a source, every data model level has one rule for the choice of priorities.

    What to do: mend the entry named in the pack. Packs that come with ehsg should never show this.
    """

    def say(part: str, problem: Problem) -> Placed:
        return part, self.finding(problem[0], Pointer(problem[1:]), hint="mend the entry in the pack")

    for problem in _descriptors(guide):
        yield say("descriptors", problem)
    for problem in _rules(guide):
        yield say("rules", problem)
    for problem in _head(guide):
        yield say("guide", problem)
    if context is not None:
        for problem in _context(guide, context):
            yield say("context", problem)


def _repeated(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def _head(guide: Guide) -> Iterator[Problem]:
    numbers = guide.scale.numbers
    if list(numbers) != sorted(set(numbers)):
        yield "the values of the scale do not rise", "scale", "values"
    words = guide.words.model_dump().values()
    for word in _repeated(words):
        yield f"the word {word} stands for two things", "words"
    if {box.field for box in guide.boxes} != {"answer", "evidence", "next_steps"}:
        yield "the boxes are not one for each field", "boxes"
    documents = {document.id for document in guide.sources}
    for cited in _cited(guide.model_dump()):
        if cited not in documents:
            yield f"the source {cited} is not among the sources", "sources"


def _cited(data: object) -> Iterator[str]:
    """Every document that a source anywhere in the pack names."""
    if isinstance(data, dict):
        if data.keys() == {"document", "section"}:
            yield data["document"]
        for value in data.values():
            yield from _cited(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _cited(value)


def _descriptors(guide: Guide) -> Iterator[Problem]:
    every = [d for section in guide.sections for d in section.descriptors]
    for name in _repeated([d.id for d in every] + [section.id for section in guide.sections]):
        yield f"the id {name} stands twice", "sections"
    for name in _repeated([d.form for d in every] + [section.form for section in guide.sections]):
        yield f"the form number {name} stands twice", "sections"
    for s, section in enumerate(guide.sections):
        for d, descriptor in enumerate(section.descriptors):
            if not descriptor.form.startswith(f"{section.form}."):
                yield f"{descriptor.id} is not numbered within its section", "sections", s, "descriptors", d
            for other in descriptor.see:
                if other not in guide.descriptors:
                    yield f"{other} is no descriptor", "sections", s, "descriptors", d, "see"


def _rules(guide: Guide) -> Iterator[Problem]:
    rule = guide.priorities
    sections = [section.id for section in guide.sections]
    grouped = [section for group in rule.groups.values() for section in group]
    if sorted(grouped) != sorted(sections):
        yield "the groups do not hold each section once", "priorities", "groups"
    covered = [level for choice in rule.choices for level in choice.levels]
    if sorted(covered) != sorted(guide.levels):
        yield "the choices do not cover each data model level once", "priorities", "choices"
    for c, choice in enumerate(rule.choices):
        if sum(choice.choose.values()) != rule.choose:
            yield f"this choice does not add up to {rule.choose}", "priorities", "choices", c
        if set(choice.choose) != set(rule.groups):
            yield "this choice does not name each group", "priorities", "choices", c
    for level in _repeated(level.level for level in guide.data_models):
        yield f"the level {level} stands twice", "data_models"
    for k, criterion in enumerate(guide.autonomy.criteria):
        if criterion.descriptor not in guide.descriptors:
            yield f"{criterion.descriptor} is no descriptor", "autonomy", "criteria", k
        if criterion.minimum is not None and criterion.minimum not in guide.scale.numbers:
            yield f"the minimum {criterion.minimum} is not on the scale", "autonomy", "criteria", k
    for audience in _repeated(audience.id for audience in guide.sharing):
        yield f"the audience {audience} stands twice", "sharing"


def _context(guide: Guide, context: "Context") -> Iterator[Problem]:
    sections = {section.id for section in guide.sections}
    for t, theme in enumerate(context.vision.themes):
        if theme.section not in sections:
            yield f"{theme.section} is no section", "vision", "themes", t
    names: dict[str, str] = {}
    for g, group in enumerate(context.workforce.groups):
        for role in _repeated(role.id for role in group.roles):
            yield f"the role {role} stands twice in this group", "workforce", "groups", g
        for r, role in enumerate(group.roles):
            if names.setdefault(role.id, role.name) != role.name:
                yield f"the role {role.id} has two names", "workforce", "groups", g, "roles", r
    documents = {document.id for document in guide.sources}
    for cited in _cited(context.model_dump()):
        if cited not in documents:
            yield f"the source {cited} is not among the pack's sources", "vision"


RULES = (disagrees,)
