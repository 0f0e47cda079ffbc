"""The texts of a file, joined once: most rules see at a glance that they hold nothing to find.

Those of an assessment are gathered here, those of the other kinds in `ehsg_cli.rules.other_texts`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

from ehsg_cli.assessment import Assessment, Entry
from ehsg_cli.diagnostics import Finding, Pointer, Rule
from ehsg_cli.guide.models import Guide

# Stands between two texts. No text holds it (YAML allows no NUL), so nothing is found across two of them.
BETWEEN = "\n\0\n"


def _shapes() -> bytes:
    """Each capital as A, each small letter as a, each digit as 0; the others as they are."""
    table = bytearray(range(256))
    for characters, shape in (
        (b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"A"),
        (b"abcdefghijklmnopqrstuvwxyz", b"a"),
        (b"0123456789", b"0"),
    ):
        for character in characters:
            table[character] = shape[0]
    return bytes(table)


_SHAPES = _shapes()
_MARKS = ".,;:!?()'\"‘’“”"
_ZERO = ord("0")
_CENTURIES = ("20", "19")
# What word processors put in place of a space or hyphen, so that a number or a name stays on one line.
_UNBROKEN = {0xA0: " ", 0x2007: " ", 0x2009: " ", 0x202F: " ", 0x2010: "-", 0x2011: "-"}
_UNBROKEN_CHARACTERS = tuple(map(chr, _UNBROKEN))


# The list that a file beside an assessment is about, and what one of its entries is called.
LISTS = {"actions": "action", "measures": "measure", "roles": "role"}
_ENTRIES = LISTS | {"priorities": "priority", "lines": "line"}

# The keys that lead to a text, and the text; one that is not there may be `None`.
Said = tuple[tuple[str | int, ...], str | None]
# What stands under one descriptor: its id, score, evidence and next steps; a text that is not there is empty.
Answered = tuple[str, int | None, str, str]


def table_of(words: str) -> frozenset[str]:
    """A small table of words, written as running text."""
    return frozenset(words.split())


_span = re.Match.span


@cache
def _three_digits() -> re.Pattern[bytes]:
    return re.compile(rb"000+")


class Texts:
    """Every text of a file that somebody wrote.

    Attributes:
        guide: in whose words they answer; `None` where no guide is known.
        area: the area's name, where the file gives one.
        written: all texts, with `BETWEEN` after each.
        joined: the same, with plain spaces and hyphens only; every character keeps its place.
        keys: for each text the keys that lead to it.
        of_descriptors: how many of the texts, the first ones, are descriptors'.
    """

    of_descriptors = 0

    def __init__(self, guide: Guide | None, area: str | None, said: Iterable[Said]) -> None:
        self.guide = guide
        self.area = area
        self.keys: list[tuple[str | int, ...]] = []
        self._texts: list[str] = []
        self._join(said)

    def _join(self, said: Iterable[Said]) -> None:
        for keys, text in said:
            if text:
                self.keys.append(keys)
                self._texts.append(text)
        self.written = self.joined = BETWEEN.join([*self._texts, ""])
        if not self.written.isascii() and any(map(self.written.__contains__, _UNBROKEN_CHARACTERS)):
            self.joined = self.written.translate(_UNBROKEN)

    @cached_property
    def shape(self) -> bytes:
        """The joined texts by the kind of each character, a byte for each: `NE8 1HH` looks like `AA0 0AA`."""
        return self.joined.encode("latin-1", "replace").translate(_SHAPES)

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """Where three digits or more stand in a row, but for years: longer figures show themselves so."""
        joined = self.joined
        return [
            (start, end)
            for start, end in map(_span, _three_digits().finditer(self.shape))
            if end - start != 4 or joined[start : start + 2] not in _CENTURIES
        ]

    @cached_property
    def has_long_numbers(self) -> bool:
        """Whether there may be a number of ten digits, in one piece or several: a telephone's, a person's."""
        shape, joined = self.shape, self.joined
        # One character is found much faster than three.
        return ("+" in joined and "+44" in joined) or any(
            end - start > 9 or joined[start] == "0" or shape[end + 1] == _ZERO for start, end in self.runs
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the texts as it is written, without the marks around it."""
        return frozenset(word.strip(_MARKS) for word in self.joined.split())

    @cached_property
    def words_of_the_guide(self) -> frozenset[str]:
        """The words of the guide and of the area's name, in small letters."""
        said = [self.area or ""]
        if self.guide is not None:
            said += (audience.name for audience in self.guide.sharing)
            for section in self.guide.sections:
                said.append(section.title)
                for descriptor in section.descriptors:
                    said += (descriptor.title, descriptor.asks, *descriptor.signs)
        return frozenset(word.strip(_MARKS) for text in said for word in text.lower().split())

    @cached_property
    def _ends(self) -> list[int]:
        ends, end = [], 0
        for text in self._texts:
            end += len(text) + len(BETWEEN)
            ends.append(end)
        return ends

    def number_at(self, offset: int) -> int:
        """Which text stands at an offset of the joined ones."""
        return bisect_right(self._ends, offset)

    def pointer(self, number: int) -> Pointer:
        """The route to a text."""
        return Pointer(self.keys[number])

    def where(self, number: int) -> str:
        """What a message calls the place of a text: a descriptor's id, an entry, or the keys to it."""
        keys = self.keys[number]
        if number < self.of_descriptors:
            return str(keys[1])
        if len(keys) > 1 and isinstance(keys[1], int):
            return f"{_ENTRIES[str(keys[0])]} {keys[1] + 1}"
        return ".".join(map(str, keys))


class Answers(Texts):
    """The texts of a file that answers the guide's questions: an assessment, or a partner's response.

    Attributes:
        guide: in whose words they answer.
        final: whether it is agreed or submitted.
        period: which one it stands for, where it says so.
        answered: what stands under each descriptor, in the order of the file.
    """

    guide: Guide

    def __init__(
        self,
        guide: Guide,
        area: str | None,
        entries: Mapping[str, Entry],
        said: Iterable[Said],
        *,
        final: bool = False,
        period: str | None = None,
    ) -> None:
        self.guide = guide
        self.area = area
        self.final = final
        self.period = period
        words = guide.words
        group, evidence_key, next_key = words.entries, words.evidence, words.next_steps
        self.answered: list[Answered] = []
        self.keys = keys = []
        self._texts = texts = []
        for id, entry in entries.items():
            evidence, next_steps = entry.evidence or "", entry.next_steps or ""
            self.answered.append((id, entry.answer, evidence, next_steps))
            if evidence:
                keys.append((group, id, evidence_key))
                texts.append(evidence)
            if next_steps:
                keys.append((group, id, next_key))
                texts.append(next_steps)
        self.of_descriptors = len(texts)
        self._join(said)


TextsRule = Rule[[Texts], Iterator[Finding]]
AnswersRule = Rule[[Answers], Iterator[Finding]]


def texts_of_assessment(assessment: Assessment, guide: Guide) -> Answers:
    """The texts of an assessment: its descriptors' first, then what else it says."""
    said: list[Said] = [(("area", "name"), assessment.area.name), (("agreed", "by"), assessment.agreed.by)]
    said += (
        (("area", "predecessors", n, "name"), p.name) for n, p in enumerate(assessment.area.predecessors) if p
    )
    said += ((("priorities", n, "why"), p.why) for n, p in enumerate(assessment.priorities) if p)
    said += ((("follow_up", id, "note"), each.note) for id, each in assessment.follow_up.items())
    return Answers(
        guide,
        assessment.area.name,
        assessment.entries,
        said,
        final=assessment.final,
        period=assessment.period,
    )
