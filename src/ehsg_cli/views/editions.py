"""Two assessments by two editions of a guide, side by side: one wording for every output.

Every answer is said on its own scale. No figure stands for both, and none is worked out from them.
"""

from collections.abc import Iterator

from ehsg_cli.compare.editions import Alone, Pair, SideBySide
from ehsg_cli.guide.crosswalks import Relation
from ehsg_cli.guide.models import Guide, Section
from ehsg_cli.views import words
from ehsg_cli.views.blocks import Block, Facts, Heading, Part, Points, Sentence
from ehsg_cli.views.tables import Column, Fact, Table, row

RELATIONS: dict[Relation, str] = {
    "same": "Same",
    "narrower": "Narrower",
    "broader": "Broader",
    "related": "Related",
}
"""How two descriptors relate, as a word that begins a sentence."""


def edition_title(told: SideBySide) -> str:
    """What is compared, in a line."""
    editions = f"{words.edition(told.old_guide)} beside {words.edition(told.new_guide)}"
    return f"{words.area_of(told.new)}: {editions}"


def edition_parts(told: SideBySide) -> tuple[Part, ...]:
    """How to read it, every answer beside its like in the other edition, and what has no like there."""
    answers = (block for section in told.new_guide.sections for block in _section(told, section))
    return (
        Part("editions", "How to read this", tuple(_reading(told))),
        Part("answers", "Answers side by side", tuple(answers)),
        Part("without-home", "Without a like in the other edition", tuple(_alone(told))),
    )


def reading_of(by: str) -> str:
    """Whose reading it is how two editions relate."""
    return f"How the two relate is a reading of them, and not official. It was made by: {words.one_line(by)}"


def meanings(old: str, new: str) -> tuple[str, ...]:
    """What each relation says of the new descriptor, given what one of each guide is called."""
    return (
        f"Same: both the {old} and the {new} ask the same.",
        f"Narrower: the {new} asks for a part of what the {old} asks for.",
        f"Broader: the {new} asks for what the {old} asks for, and for more.",
        "Related: the two share a subject, and neither holds the other.",
    )


def short_name(guide: Guide, other: Guide) -> str:
    """By what a guide is told from another: its edition, or its id where both have one edition."""
    return guide.edition if guide.edition != other.edition else guide.id


def entry_of(guide: Guide, other: Guide) -> str:
    """What one descriptor is called, told from one of the other guide: `question of 2020`."""
    return f"{guide.words.entry} of {short_name(guide, other)}"


def answer_of(guide: Guide, other: Guide) -> str:
    """What its answers are called, told from those of the other guide: `Score of 2022`."""
    return f"{words.capitalised(guide.words.answer)} of {short_name(guide, other)}"


def _reading(told: SideBySide) -> Iterator[Block]:
    sides = (told.old, told.old_guide), (told.new, told.new_guide)
    yield Facts(
        tuple(
            Fact(words.edition(guide), f"{words.period_of(each)}, answered on the scale {guide.scale.spoken}")
            for each, guide in sides
        )
    )
    yield Sentence(
        "These are two scales. Each answer stands on its own: none is converted into the other, and nothing "
        "is counted as a rise or a fall."
    )
    yield Sentence(reading_of(told.by))
    old, new = entry_of(told.old_guide, told.new_guide), entry_of(told.new_guide, told.old_guide)
    yield Points(f"How they relate is said of the {new}:", meanings(old, new))


def _section(told: SideBySide, section: Section) -> Iterator[Block]:
    old, new = told.old_guide, told.new_guide
    pairs = {each.id: [pair for pair in told.pairs if pair.new == each.id] for each in section.descriptors}
    if not any(pairs.values()):
        return
    yield Heading(section.full_title, id=f"section-{section.id}")
    for descriptor in section.descriptors:
        if pairs[descriptor.id]:
            answer = told.new.entry(descriptor.id).answer
            named = f"{words.named(descriptor)} ({short_name(new, old)}: {words.score(answer, new)})"
            yield Heading(named, 4)
            yield Facts(tuple(_beside(pair, old, new) for pair in pairs[descriptor.id]))


def _beside(pair: Pair, old: Guide, new: Guide) -> Fact:
    """A descriptor of the old guide with its answer, how it relates to the new one's, and why."""
    answer = f"{words.score(pair.old_entry.answer, old)} ({short_name(old, new)})"
    return Fact(words.named(old.descriptors[pair.old]), f"{answer}. {relation(pair)}")


def relation(pair: Pair) -> str:
    """How two descriptors relate, and why that is said."""
    return f"{RELATIONS[pair.relation]}: {words.one_line(pair.why)}"


def _alone(told: SideBySide) -> Iterator[Block]:
    sides = (
        (told.old_alone, told.old_guide, told.new_guide),
        (told.new_alone, told.new_guide, told.old_guide),
    )
    for alone, guide, other in sides:
        entries = f"{guide.words.entries} of {short_name(guide, other)}"
        if alone:
            yield _homeless(alone, guide, f"{words.capitalised(entries)} alone", answer_of(guide, other))
        else:
            yield Sentence(f"All {entries} have a like in {short_name(other, guide)}.")


def _homeless(alone: tuple[Alone, ...], guide: Guide, caption: str, answer: str) -> Table:
    return Table(
        caption,
        (Column(words.capitalised(guide.words.entry)), Column(answer), Column("Why it stands alone")),
        tuple(
            row(
                words.named(guide.descriptors[each.id]),
                words.score(each.entry.answer, guide),
                words.one_line(each.why),
            )
            for each in alone
        ),
    )
