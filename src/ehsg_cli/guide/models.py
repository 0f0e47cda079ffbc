"""The shape of a guide pack (format `guide/1`) as far as the engine computes with it: strict and frozen."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ehsg_cli.wording import listed

# Lists are written as YAML lists and kept as tuples.
Words = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    """Strict, frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Source(Part):
    """Where an entry comes from: a document of `Guide.sources` and a section or page in it."""

    document: Words
    section: Words


class SourceDocument(Part):
    """A document that the pack draws on; `short` is how citations name it."""

    id: Words
    title: Words
    short: Words
    publisher: Words
    date: Words


class Licence(Part):
    """On what terms the guide's facts may be used; none where the document states none."""

    name: Words | None = None
    url: Words | None = None
    attribution: Words


class Vocabulary(Part):
    """The guide's own words, used as keys in a partnership's files."""

    entries: Words
    entry: Words
    answer: Words
    evidence: Words
    next_steps: Words

    @property
    def of_entry(self) -> dict[str, str]:
        """Word in the file to neutral field, within one entry."""
        return {self.answer: "answer", self.evidence: "evidence", self.next_steps: "next_steps"}


class Box(Part):
    """One box of the form, in the form's order."""

    field: Literal["answer", "evidence", "next_steps"]
    label: Words
    asks: Words


# What the meaning of a value can expect of the texts beside it.
Expected = Literal["evidence", "good_evidence", "next_steps", "outcomes"]


class ScaleValue(Part):
    """One value of the scale, what it means where the guide says so, and what that expects of the texts.

    A scale in words has a `word` for each value: files and people use that, and the number is only its rank.
    """

    value: int
    word: Words | None = None
    short: Words | None = None
    meaning: Words | None = None
    expects: Annotated[tuple[Expected, ...], Field(strict=False)] = ()
    source: Source


class Outcomes(Part):
    """Words that tell of outcomes, or parts of them in small letters; and some as a message says them."""

    says: Words
    words: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]


class Scale(Part):
    """The values a descriptor may take."""

    lowest: Words | None = None
    highest: Words | None = None
    values: Annotated[tuple[ScaleValue, ...], Field(strict=False, min_length=2)]
    averages: Words
    not_applicable: Words
    outcomes: Outcomes | None = None
    source: Source

    def that_expect(self, expected: Expected) -> dict[int, ScaleValue]:
        """The values whose meaning expects this of the texts, by number."""
        return self._by_expected.get(expected, {})

    @cached_property
    def _by_expected(self) -> dict[str, dict[int, ScaleValue]]:
        found: dict[str, dict[int, ScaleValue]] = {}
        for value in self.values:
            for expected in value.expects:
                found.setdefault(expected, {})[value.value] = value
        return found

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The values alone, lowest first."""
        return tuple(value.value for value in self.values)

    @property
    def in_words(self) -> bool:
        """Whether its values are words: they can be counted, and have no mean."""
        return self.values[0].word is not None

    def say(self, value: int) -> str:
        """A value as files and people write it: its word, or the number where it has none."""
        return self._said[value]

    def as_written(self, value: int | None) -> int | str | None:
        """A value as data hold it: the number, or the word where it has one; nothing stays nothing."""
        return self._said[value] if value is not None and self.in_words else value

    @cached_property
    def _said(self) -> dict[int, str]:
        return {value.value: value.word or str(value.value) for value in self.values}

    @cached_property
    def by_word(self) -> dict[str, int]:
        """The rank of every word, in a scale in words."""
        return {value.word: value.value for value in self.values if value.word is not None}

    @property
    def spoken(self) -> str:
        """The range as a person says it, such as `0 to 5`, or each word of a scale in words."""
        if self.in_words:
            return listed(tuple(self.by_word), "or")
        return f"{self.numbers[0]} to {self.numbers[-1]}"


class Method(Part):
    """A way to conduct an assessment."""

    id: Words
    name: Words
    description: Words
    source: Source


class Descriptor(Part):
    """One thing a partnership scores itself on.

    Not every form has a number for it; `note` is what this project has to say on how it is to be read.
    """

    id: Words
    form: Words | None = None
    title: Words
    title_by: Literal["guide", "pack"]
    asks: Words
    note: Words | None = None
    signs: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    see: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    source: Source

    @property
    def full_title(self) -> str:
        """The title behind its number on the form, if it has one."""
        return f"{self.form} {self.title}" if self.form else self.title


class Section(Part):
    """A group of descriptors."""

    id: Words
    title: Words
    form: Words | None = None
    descriptors: Annotated[tuple[Descriptor, ...], Field(strict=False, min_length=1)]
    source: Source

    @property
    def full_title(self) -> str:
        """The title behind its number on the form, if it has one."""
        return f"{self.form} {self.title}" if self.form else self.title


class DataModelLevel(Part):
    """One level of data maturity."""

    level: int
    name: Words
    meaning: Words
    source: Source


class Choice(Part):
    """What the choice of priorities must be at some data model levels: how many from each group."""

    levels: Annotated[tuple[int, ...], Field(strict=False, min_length=1)]
    choose: dict[str, int]
    says: Words
    source: Source


class PriorityRule(Part):
    """How many priorities are chosen, and from where."""

    choose: int
    groups: dict[str, Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]]
    choices: Annotated[tuple[Choice, ...], Field(strict=False, min_length=1)]
    within: Words
    ambiguity: Words
    level_as_at: Words
    source: Source

    def choice_at(self, level: int) -> Choice:
        """The choice of priorities that a data model level allows."""
        return next(choice for choice in self.choices if level in choice.levels)


class Criterion(Part):
    """A descriptor that counts towards Earned Autonomy; `minimum` is `None` where it is not known."""

    descriptor: Words
    minimum: int | None
    source: Source


class Autonomy(Part):
    """The status that a partnership may be invited to apply for."""

    title: Words
    says: Words
    thresholds: Words
    criteria: Annotated[tuple[Criterion, ...], Field(strict=False, min_length=1)]
    source: Source


class Audience(Part):
    """Who may see a return, what of it, and what the form asks for that."""

    id: Words
    name: Words
    sees: Annotated[tuple[Literal["scores", "narrative", "priorities"], ...], Field(strict=False)]
    asks: Literal["acknowledge", "confirm"]
    answers: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]
    says: Words
    source: Source


class Guide(Part):
    """One edition of a guide, as far as the engine computes with it.

    Not every edition knows levels of a data model, priorities, Earned Autonomy or sharing: what it lacks is
    empty or `None`, and nothing is asked or said of it.
    """

    id: Words
    title: Words
    edition: Words
    revision: int
    published: Words
    publishers: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]
    licence: Licence
    sources: Annotated[tuple[SourceDocument, ...], Field(strict=False, min_length=1)]
    words: Vocabulary
    boxes: Annotated[tuple[Box, ...], Field(strict=False, min_length=3, max_length=3)]
    scale: Scale
    methods: Annotated[tuple[Method, ...], Field(strict=False)]
    sections: Annotated[tuple[Section, ...], Field(strict=False, min_length=1)]
    data_models: Annotated[tuple[DataModelLevel, ...], Field(strict=False)] = ()
    priorities: PriorityRule | None = None
    autonomy: Autonomy | None = None
    sharing: Annotated[tuple[Audience, ...], Field(strict=False)] = ()

    @cached_property
    def descriptors(self) -> dict[str, Descriptor]:
        """Every descriptor by its id, in the form's order."""
        return {d.id: d for section in self.sections for d in section.descriptors}

    @cached_property
    def by_form(self) -> dict[str, Descriptor]:
        """Every descriptor by its number on the form, if it has one."""
        return {d.form: d for d in self.descriptors.values() if d.form is not None}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of every descriptor id."""
        return {d.id: section for section in self.sections for d in section.descriptors}

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The group that each descriptor id counts towards in the choice of priorities, if there is one."""
        groups = self.priorities.groups if self.priorities else {}
        of_section = {s: group for group, sections in groups.items() for s in sections}
        held = ((id, of_section.get(section.id)) for id, section in self.section_of.items())
        return {id: group for id, group in held if group is not None}

    @cached_property
    def levels(self) -> dict[int, DataModelLevel]:
        """Every data model level by its number."""
        return {level.level: level for level in self.data_models}

    @cached_property
    def audiences(self) -> dict[str, Audience]:
        """Every audience by its id."""
        return {audience.id: audience for audience in self.sharing}

    def find(self, name: str) -> Descriptor | None:
        """A descriptor by id (in any case) or form number."""
        same = (d for d in self.descriptors.values() if d.id.casefold() == name.casefold())
        return next(same, None) or self.by_form.get(name)

    def cite(self, source: Source) -> str:
        """A source as one line: the document and the section."""
        document = next((d for d in self.sources if d.id == source.document), None)
        return f"{document.short if document else source.document}: {source.section}"
