"""Pages of a guide as people read them at a prompt."""

from collections.abc import Callable
from dataclasses import dataclass

from ehsg_cli.guide.context import Context
from ehsg_cli.guide.models import Descriptor, Expected, Guide, Section
from ehsg_cli.views import words
from ehsg_cli.wording import listed


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraphs and a list, each of which may be missing; `source` says where it comes from."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A title and blocks."""

    title: str
    blocks: tuple[Block, ...]


def overview(guide: Guide, context: Context) -> Page:
    """What the guide holds: its sections with their descriptors, and the names of the other pages."""
    blocks = [
        Block(section.full_title, items=tuple(words.named(d) for d in section.descriptors))
        for section in guide.sections
    ]
    pages = ", ".join(name for name, page in TOPICS.items() if page(guide, context) is not None)
    more = f"`ehsg guide show ID` explains a {guide.words.entry}. Other pages: {pages}."
    blocks.append(Block("More", (more,)))
    blocks.append(Block("", (f"Published {guide.published} by {listed(guide.publishers)}.",)))
    blocks.append(Block("", (guide.licence.attribution,)))
    return Page(f"{words.edition(guide)} ({guide.id}, pack revision {guide.revision})", tuple(blocks))


def descriptor(guide: Guide, one: Descriptor) -> Page:
    """One descriptor: what it asks for and, where the guide gives any, the signs of a mature area."""
    title = f"{words.named(one)} - {guide.section_of[one.id].title}"
    if one.signs:
        blocks = [
            Block("", (one.asks,)),
            Block("Signs of a mature area", items=one.signs, source=guide.cite(one.source)),
        ]
    else:
        blocks = [Block("", (one.asks,), source=guide.cite(one.source))]
    if one.note:
        blocks.append(Block("How to read it", (one.note,)))
    if one.see:
        see = tuple(words.named(guide.descriptors[id]) for id in one.see)
        blocks.append(Block("See also", items=see))
    if one.title_by == "pack":
        blocks.append(Block("", ("The short title is this pack's own; the guide gives none.",)))
    return Page(title, tuple(blocks))


def section(guide: Guide, one: Section) -> Page:
    """One section: its descriptors and what each asks for."""
    blocks = tuple(Block(words.named(d), (d.asks,)) for d in one.descriptors)
    return Page(one.full_title, (*blocks, Block(source=guide.cite(one.source))))


# What is looked for in the texts of some scores, and how a person says it.
_EXPECTED: dict[Expected, str] = {
    "evidence": "evidence",
    "good_evidence": "good evidence",
    "next_steps": "next steps",
    "outcomes": "outcomes or impact",
}
_LOOKED_FOR = "What advice looks for in the texts"


def _scale(guide: Guide, context: Context) -> Page:
    scale = guide.scale
    if scale.in_words:
        return Page(
            "The scale",
            (
                Block("", ("The answers, in order:",), tuple(scale.by_word), guide.cite(scale.source)),
                Block("Averages", (scale.averages,)),
                Block("Not applicable", (scale.not_applicable,)),
            ),
        )
    values = tuple(f"{v.value}  {v.short}. {v.meaning}" for v in scale.values)
    looked_for = tuple(
        f"{name}: {listed([str(number) for number in scale.that_expect(expected)])}"
        for expected, name in _EXPECTED.items()
        if scale.that_expect(expected)
    )
    ends = f"From {scale.lowest} ({scale.numbers[0]}) to {scale.highest} ({scale.numbers[-1]})."
    return Page(
        "The scale",
        (
            Block("", (ends,), values, guide.cite(scale.source)),
            *(
                [Block(_LOOKED_FOR, ("By those meanings, beside the scores named:",), looked_for)]
                if looked_for
                else ()
            ),
            Block("Averages", (scale.averages,)),
            Block("Not applicable", (scale.not_applicable,)),
        ),
    )


def _data_models(guide: Guide, context: Context) -> Page | None:
    if not guide.data_models:
        return None
    blocks = tuple(
        Block(f"{m.level} {m.name}", (m.meaning,), source=guide.cite(m.source)) for m in guide.data_models
    )
    if guide.priorities is not None:
        as_at = guide.priorities.level_as_at
        says = f"The form shows an area's level as submitted in the data survey of {as_at}."
        blocks = (*blocks, Block("", (says,)))
    return Page("The data models", blocks)


def _priorities(guide: Guide, context: Context) -> Page | None:
    rule = guide.priorities
    if rule is None:
        return None
    blocks = [
        Block(
            f"Data model {listed([str(level) for level in choice.levels], 'or')}",
            (choice.says,),
            source=guide.cite(choice.source),
        )
        for choice in rule.choices
    ]
    blocks.append(Block("Within that", (rule.within,)))
    blocks.append(Block("Where the form is not clear", (rule.ambiguity,), source=guide.cite(rule.source)))
    return Page(f"The choice of {rule.choose} priority descriptors", tuple(blocks))


def _autonomy(guide: Guide, context: Context) -> Page | None:
    rule = guide.autonomy
    if rule is None:
        return None
    criteria = tuple(
        f"{words.named(guide.descriptors[c.descriptor])}: "
        f"{'minimum not known' if c.minimum is None else f'minimum {guide.scale.say(c.minimum)}'}"
        for c in rule.criteria
    )
    return Page(
        rule.title,
        (
            Block("", (rule.says,)),
            Block("Criteria", items=criteria, source=guide.cite(rule.source)),
            Block("Minimum scores", (rule.thresholds,)),
        ),
    )


def _sharing(guide: Guide, context: Context) -> Page | None:
    if not guide.sharing:
        return None
    blocks = tuple(
        Block(
            f"{audience.name} ({audience.id})",
            (audience.says,),
            (
                f"sees: {listed(list(audience.sees))}",
                f"answers: {listed(list(audience.answers), 'or')}",
            ),
            guide.cite(audience.source),
        )
        for audience in guide.sharing
    )
    return Page("Permission to share", blocks)


def _methods(guide: Guide, context: Context) -> Page | None:
    if not guide.methods:
        return None
    blocks = tuple(
        Block(f"{m.name} ({m.id})", (m.description,), source=guide.cite(m.source)) for m in guide.methods
    )
    return Page("Ways to conduct an assessment", blocks)


def _vision(guide: Guide, context: Context) -> Page:
    titles = {section.id: section.title for section in guide.sections}
    themes = (
        Block(titles[t.section], items=t.aims, source=guide.cite(t.source)) for t in context.vision.themes
    )
    opening = Block("", (context.vision.statement, context.purpose), source=guide.cite(context.vision.source))
    return Page("The vision", (opening, *themes))


def _services(guide: Guide, context: Context) -> Page:
    kinds = (Block(k.name, items=k.services, source=guide.cite(k.source)) for k in context.services.kinds)
    return Page("The early help system", (Block("", (context.services.says,)), *kinds))


def _workforce(guide: Guide, context: Context) -> Page | None:
    table = context.workforce
    if table is None:
        return None
    blocks = [Block("", items=table.says, source=guide.cite(table.source))]
    for group in table.groups:
        blocks.append(Block(group.name, items=group.looks_like))
        roles = tuple(
            role.name
            + (f": {listed(list(role.examples))}" if role.examples else "")
            + (f" ({role.note})" if role.note else "")
            for role in group.roles
        )
        blocks.append(
            Block("Who is likely to be in this group", items=roles, source=guide.cite(group.source))
        )
    return Page("The workforce table", tuple(blocks))


def _national_use(guide: Guide, context: Context) -> Page:
    blocks = tuple(Block("", (use.says,), source=guide.cite(use.source)) for use in context.national_use)
    return Page("What the national team does with returns", blocks)


# Pages by their names; one that an edition has nothing for is none there.
TOPICS: dict[str, Callable[[Guide, Context], Page | None]] = {
    "scale": _scale,
    "data-models": _data_models,
    "priorities": _priorities,
    "autonomy": _autonomy,
    "sharing": _sharing,
    "methods": _methods,
    "vision": _vision,
    "services": _services,
    "workforce-table": _workforce,
    "national-use": _national_use,
}
