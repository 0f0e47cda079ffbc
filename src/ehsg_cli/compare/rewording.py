"""What changed in a text, word by word.

How a text is wrapped is no change; where a paragraph or an entry of a list begins is one.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

# Where a paragraph or an entry of a list begins. No word is one of these.
PARAGRAPH, ENTRY = "\n\n", "\n"

# So many steps are taken to find what two texts have in common, about half a second's: one that repeats
# itself all the time, or differs in every other word, would take for ever. No real text needs as many.
_MOST_STEPS = 2_000_000
# Fewer words than these between two changes are shown as changed with them: single words that happen to be
# the same would tear a sentence to pieces.
_FEWEST_KEPT = 2
# By so many words most texts that are not the same can be told apart.
_FIRST_WORDS = 5


class Run(NamedTuple):
    """A stretch of a text: kept, gone or new.

    Attributes:
        text: its words with single spaces; a line end where an entry of a list begins, two where a paragraph
            does. Between two runs belongs a space, but where there is a line end.
    """

    kind: Literal["same", "gone", "new"]
    text: str


def words_of(text: str | None) -> tuple[str, ...]:
    """The words of a text in order, with marks where its paragraphs and the entries of its lists begin."""
    found: list[str] = []
    for line in (text or "").splitlines():
        if not (words := line.split()):
            # Blank lines at the beginning, and several in a row, say nothing.
            if found and found[-1] != PARAGRAPH:
                found.append(PARAGRAPH)
        else:
            if _begins_an_entry(words[0], len(words)):
                if found and found[-1] != PARAGRAPH:
                    found.append(ENTRY)
                # Alone the mark would be kept where its entry is another one.
                words[:2] = [f"{words[0]} {words[1]}"]
            found += words
    if found and found[-1] == PARAGRAPH:
        found.pop()
    return tuple(found)


def same_text(one: str | None, other: str | None) -> bool:
    """Whether two texts say the same, however they are wrapped."""
    if one == other:
        return True
    # Most texts that are not the same begin otherwise, which costs little to see.
    first, second = ((text or "").split(None, _FIRST_WORDS)[:_FIRST_WORDS] for text in (one, other))
    return first == second and words_of(one) == words_of(other)


def rewording(old: str | None, new: str | None) -> tuple[Run, ...]:
    """What was kept, taken out and put in, in reading order; one run that is the same where nothing was.

    Both ways round the same words are kept: which text is older decides only on what is gone and what is new.
    """
    before, after = words_of(old), words_of(new)
    turned = before > after
    one, other = (after, before) if turned else (before, after)
    runs: list[Run] = []
    for same, first, second in _told(one, other):
        if same:
            runs.append(Run("same", _text(first)))
            continue
        gone, put = (second, first) if turned else (first, second)
        if gone:
            runs.append(Run("gone", _text(gone)))
        if put:
            runs.append(Run("new", _text(put)))
    return tuple(runs)


Stretch = tuple[bool, Sequence[str], Sequence[str]]


def _told(one: Sequence[str], other: Sequence[str]) -> Iterator[Stretch]:
    """Stretches that are the same in both, and those between; a short one between two changes is changed."""
    stretches = [each for each in _stretches(one, other) if each[1] or each[2]]
    held: tuple[list[str], list[str]] | None = None
    for place, (same, first, second) in enumerate(stretches):
        inside = 0 < place < len(stretches) - 1
        if same and not (inside and len(first) < _FEWEST_KEPT):
            if held is not None:
                yield False, *held
            held = None
            yield True, first, second
        else:
            held = held or ([], [])
            held[0].extend(first)
            held[1].extend(second)
    if held is not None:
        yield False, *held


def _stretches(one: Sequence[str], other: Sequence[str]) -> Iterator[Stretch]:
    """The two cut where they agree: whether they do, and the words of each."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    yield True, one[:start], other[:start]
    yield from _middle(one[start : len(one) - end], other[start : len(other) - end])
    yield True, one[len(one) - end :], other[len(other) - end :]


def _middle(one: Sequence[str], other: Sequence[str]) -> Iterator[Stretch]:
    at = also = 0
    for first, second, length in _in_common(one, other):
        yield False, one[at:first], other[also:second]
        at, also = first + length, second + length
        yield True, one[first:at], other[second:also]
    yield False, one[at:], other[also:]


def _in_common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where two texts agree: where each stretch begins in both, and how long it is.

    The longest stretch first, then the longest before it and behind it; where that would take too many
    steps, what is not looked at counts as changed.
    """
    times = Counter(other)
    # What looking through the words up to each place takes: every word is held against all of its equals.
    steps = list(accumulate((1 + times[word] for word in one), initial=0))
    left = _MOST_STEPS
    if not times or steps[-1] == len(one):  # they have no word in common
        return []
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found: list[tuple[int, int, int]] = []
    waiting = deque([(0, len(one), 0, len(other))])
    while waiting:
        start, end, start_other, end_other = waiting.popleft()
        if (needed := steps[end] - steps[start]) > left:
            continue
        left -= needed
        first, second, length = matcher.find_longest_match(start, end, start_other, end_other)
        if not length:
            continue
        found.append((first, second, length))
        if start < first and start_other < second:
            waiting.append((start, first, start_other, second))
        if first + length < end and second + length < end_other:
            waiting.append((first + length, end, second + length, end_other))
    return _joined(sorted(found))


def _joined(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Stretches of which the one begins where the other ends, made one."""
    joined: list[tuple[int, int, int]] = []
    for first, second, length in found:
        if joined and joined[-1][0] + joined[-1][2] == first and joined[-1][1] + joined[-1][2] == second:
            before = joined.pop()
            first, second, length = before[0], before[1], before[2] + length
        joined.append((first, second, length))
    return joined


def _begins_an_entry(word: str, words: int) -> bool:
    """Whether a line that begins with this word is an entry of a list, by the marks that Markdown knows."""
    return words > 1 and (word in ("-", "*", "+") or re.fullmatch(r"\d{1,9}[.)]", word) is not None)


def _text(words: Sequence[str]) -> str:
    return " ".join(words).replace(" \n", "\n").replace("\n ", "\n")
