"""The texts of an assessment, joined once: most rules see at a glance that they hold nothing to find."""

import re
from bisect import bisect_right
from functools import cache, cached_property

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Pointer
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
    """Every text of an assessment that somebody wrote.

    Attributes:
        assessment, guide: whose texts they are, and in whose words.
        answered: what stands under each descriptor, in the order of the file.
        joined: all texts, the descriptors' first, with `BETWEEN` after each.
        keys: for each text the keys that lead to it.
        of_descriptors: how many of the texts are descriptors'.
    """

    def __init__(self, assessment: Assessment, guide: Guide) -> None:
        self.assessment = assessment
        self.guide = guide
        words = guide.words
        entries, evidence_key, next_key = words.entries, words.evidence, words.next_steps
        self.answered: list[Answered] = []
        self.keys: list[tuple[str | int, ...]] = []
        texts: list[str] = []
        for id, entry in assessment.entries.items():
            evidence, next_steps = entry.evidence or "", entry.next_steps or ""
            self.answered.append((id, entry.answer, evidence, next_steps))
            if evidence:
                self.keys.append((entries, id, evidence_key))
                texts.append(evidence)
            if next_steps:
                self.keys.append((entries, id, next_key))
                texts.append(next_steps)
        self.of_descriptors = len(texts)
        others: list[tuple[tuple[str | int, ...], str | None]] = [
            (("area", "name"), assessment.area.name),
            (("agreed", "by"), assessment.agreed.by),
        ]
        others += ((("priorities", n, "why"), p.why) for n, p in enumerate(assessment.priorities) if p)
        for keys, text in others:
            if text:
                self.keys.append(keys)
                texts.append(text)
        self._texts = texts
        self.joined = BETWEEN.join([*texts, ""])

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
        return "+44" in joined or any(
            end - start > 9 or joined[start] == "0" or shape[end + 1] == _ZERO for start, end in self.runs
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the texts as it is written, without the marks around it."""
        return frozenset(word.strip(_MARKS) for word in self.joined.split())

    @cached_property
    def words_of_the_guide(self) -> frozenset[str]:
        """The words of the guide and of the area's name, in small letters."""
        guide = self.guide
        said = [self.assessment.area.name or "", *(audience.name for audience in guide.sharing)]
        for section in guide.sections:
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
        """What a message calls the place of a text: a descriptor's id, or the keys that lead there."""
        keys = self.keys[number]
        if number < self.of_descriptors:
            return str(keys[1])
        return f"priority {keys[1] + 1}" if isinstance(keys[1], int) else f"{keys[0]}.{keys[1]}"


_last: Texts | None = None


def texts_of(assessment: Assessment, guide: Guide) -> Texts:
    """The texts of an assessment; made once for all the rules that look at it one after another."""
    global _last
    texts = _last
    if texts is None or texts.assessment is not assessment or texts.guide is not guide:
        texts = _last = Texts(assessment, guide)
    return texts
