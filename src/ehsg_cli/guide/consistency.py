"""Does a guide pack agree with itself? Its parts refer to one another, and the engine relies on it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ehsg_cli.guide.models import Guide, PriorityRule

if TYPE_CHECKING:
    from ehsg_cli.guide.context import Context

# What is wrong, and the keys that lead to it.
Problem = tuple[str, *tuple[str | int, ...]]

# Keys of an assessment's own; a guide's word for its entries cannot be one of them.
_RESERVED = frozenset(
    {"ehsg", "guide", "area", "period", "status", "agreed", "submitted", "method", "data_model"}
    | {"priorities", "sharing"}
)


def problems(guide: Guide) -> Iterator[tuple[str, Problem]]:
    """What the parts that the engine computes with say against one another, and in which part."""
    for part, find in (("guide", _head), ("descriptors", _descriptors), ("rules", _rules)):
        for problem in find(guide):
            yield part, problem


def context_problems(guide: Guide, context: "Context") -> Iterator[Problem]:
    """What the part `context` says against the others."""
    yield from _context(guide, context)


def _repeated(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def _head(guide: Guide) -> Iterator[Problem]:
    numbers = guide.scale.numbers
    if list(numbers) != sorted(set(numbers)):
        yield "the values of the scale do not rise", "scale", "values"
    yield from _words_of(guide)
    yield from _expectations(guide)
    words = guide.words.model_dump().values()
    for word in _repeated(words):
        yield f"the word {word} stands for two things", "words"
    if {box.field for box in guide.boxes} != {"answer", "evidence", "next_steps"}:
        yield "the boxes are not one for each field", "boxes"
    if guide.words.entries in _RESERVED:
        yield f"the word {guide.words.entries} is a key of every assessment", "words", "entries"
    for method in _repeated(method.id for method in guide.methods):
        yield f"the method {method} stands twice", "methods"
    documents = [document.id for document in guide.sources]
    for document in _repeated(documents):
        yield f"the source {document} stands twice", "sources"
    for cited in dict.fromkeys(_cited(guide.model_dump())):
        if cited not in documents:
            yield f"the source {cited} is not among the sources", "sources"


def _words_of(guide: Guide) -> Iterator[Problem]:
    """A scale is in words or in figures, with an end and a meaning for each figure."""
    scale = guide.scale
    said = [value.word for value in scale.values if value.word is not None]
    if said and len(said) < len(scale.values):
        yield "some values of the scale have words and some have none", "scale", "values"
    for word in _repeated(said):
        yield f"the word {word} stands for two values", "scale", "values"
    for v, value in enumerate(scale.values):
        if value.word is not None and value.word != value.word.strip().casefold():
            yield f"the word {value.word} is not in small letters", "scale", "values", v
        if value.word is None and not (value.short and value.meaning):
            yield f"nothing says what the value {value.value} means", "scale", "values", v
    if not said and not (scale.lowest and scale.highest):
        yield "the ends of the scale have no names", "scale"


def _expectations(guide: Guide) -> Iterator[Problem]:
    for v, value in enumerate(guide.scale.values):
        at = ("scale", "values", v, "expects")
        for expected in _repeated(value.expects):
            yield f"the value {value.value} expects {expected} twice", *at
        if "good_evidence" in value.expects and "evidence" not in value.expects:
            yield f"the value {value.value} expects good evidence and no evidence", *at
        if "outcomes" in value.expects and guide.scale.outcomes is None:
            yield f"the value {value.value} expects outcomes, and no words tell of them", *at
    for w, word in enumerate(guide.scale.outcomes.words if guide.scale.outcomes else ()):
        if word != word.lower():
            yield f"the word {word} is not in small letters", "scale", "outcomes", "words", w


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
    forms = [form for form in (*(d.form for d in every), *(s.form for s in guide.sections)) if form]
    for name in _repeated(forms):
        yield f"the form number {name} stands twice", "sections"
    for s, section in enumerate(guide.sections):
        for d, descriptor in enumerate(section.descriptors):
            numbered = descriptor.form is not None, section.form is not None
            if any(numbered) and not f"{descriptor.form}".startswith(f"{section.form}."):
                yield f"{descriptor.id} is not numbered within its section", "sections", s, "descriptors", d
            for other in descriptor.see:
                if other not in guide.descriptors:
                    yield f"{other} is no descriptor", "sections", s, "descriptors", d, "see"


def _rules(guide: Guide) -> Iterator[Problem]:
    if guide.priorities is not None:
        yield from _choices(guide, guide.priorities)
    for level in _repeated(level.level for level in guide.data_models):
        yield f"the level {level} stands twice", "data_models"
    criteria = guide.autonomy.criteria if guide.autonomy else ()
    for name in _repeated(criterion.descriptor for criterion in criteria):
        yield f"the criterion {name} stands twice", "autonomy", "criteria"
    for k, criterion in enumerate(criteria):
        if criterion.descriptor not in guide.descriptors:
            yield f"{criterion.descriptor} is no descriptor", "autonomy", "criteria", k
        if criterion.minimum is not None and criterion.minimum not in guide.scale.numbers:
            yield f"the minimum {criterion.minimum} is not on the scale", "autonomy", "criteria", k
    for audience in _repeated(audience.id for audience in guide.sharing):
        yield f"the audience {audience} stands twice", "sharing"


def _choices(guide: Guide, rule: PriorityRule) -> Iterator[Problem]:
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
        if min(choice.choose.values(), default=0) < 0:
            yield "this choice asks for fewer than none", "priorities", "choices", c
        if set(choice.choose) != set(rule.groups):
            yield "this choice does not name each group", "priorities", "choices", c


def _context(guide: Guide, context: "Context") -> Iterator[Problem]:
    sections = [section.id for section in guide.sections]
    themes = [theme.section for theme in context.vision.themes]
    groups = context.workforce.groups if context.workforce else ()
    for t, theme in enumerate(themes):
        if theme not in sections:
            yield f"{theme} is no section", "vision", "themes", t
    for theme_of in _repeated(themes):
        yield f"the theme {theme_of} stands twice", "vision", "themes"
    for kind in _repeated(kind.id for kind in context.services.kinds):
        yield f"the kind of service {kind} stands twice", "services", "kinds"
    for name in _repeated(group.id for group in groups):
        yield f"the group {name} stands twice", "workforce", "groups"
    for use in _repeated(use.id for use in context.national_use):
        yield f"the use {use} stands twice", "national_use"
    names: dict[str, str] = {}
    for g, group in enumerate(groups):
        for role in _repeated(role.id for role in group.roles):
            yield f"the role {role} stands twice in this group", "workforce", "groups", g
        for r, role in enumerate(group.roles):
            if names.setdefault(role.id, role.name) != role.name:
                yield f"the role {role.id} has two names", "workforce", "groups", g, "roles", r
    documents = {document.id for document in guide.sources}
    for cited in dict.fromkeys(_cited(context.model_dump())):
        if cited not in documents:
            yield f"the source {cited} is not among the pack's sources", "vision"
