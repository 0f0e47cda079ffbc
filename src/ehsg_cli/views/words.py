"""How figures, verdicts and texts are said, for every output alike."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Descriptor, Guide
from ehsg_cli.wording import listed

if TYPE_CHECKING:
    import datetime

    from ehsg_cli.judge.summary import Tally

MADE_BY = "Made by ehsg"
"""Stands near the start of every file made here, and is how such a file is known again."""

DRAFT_NOTE = "Not agreed yet: scores and texts may still change."


def draft_note(guide: Guide) -> str:
    """That a draft is one, in the words of its edition."""
    return DRAFT_NOTE.replace("scores", terms(guide).answers)


FOR_THE_PUBLIC = (
    "The public. Partners' own answers, owners of actions who are named by more than a role, and what the "
    "checks found are left out."
)

MEAN_NOTE = (
    "The guide defines no mean: means are this tool's own, taken over the descriptors that are scored."
)

NO_MEAN_NOTE = "Answers on a scale in words are counted; they have no mean."

VERDICT_NOTE = (
    "A verdict is met, not met or not determined: what is not scored, or has no minimum that is known, is "
    "neither passed nor failed."
)

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

# Control characters, marks that reorder text, halves of characters (in file names) and what XML forbids: on a
# page they would do something or fail, here they are shown.
_UNSEEN = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    r"\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CONTROL_PICTURES = 0x2400


class Terms(NamedTuple):
    """What an edition calls what it asks about and what is given there, and how it says that it was given."""

    entry: str = "descriptor"
    answer: str = "score"
    given: str = "scored"

    @property
    def entries(self) -> str:
        """Several of what is asked about."""
        return f"{self.entry}s"

    @property
    def answers(self) -> str:
        """Several of what is given."""
        return f"{self.answer}s"


def terms(guide: Guide) -> Terms:
    """What an edition calls things: words are answers, and figures are scores."""
    scale, its = guide.scale, guide.words
    return Terms(its.entry, its.answer, "answered") if scale.in_words else Terms()


def visible(text: str) -> str:
    """A text with each character that would act instead of show made visible; line ends and tabs stay."""
    if text.isprintable():
        return text
    return re.sub(_UNSEEN, _picture, text.replace("\r\n", "\n").replace("\r", "\n"))


def exposed(text: str) -> str:
    """A line with every character that cannot be seen made visible, tabs and unusual spaces too."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _pictured(ord(character)) for character in text)


def _picture(match: re.Match[str]) -> str:
    return _pictured(ord(match.group()))


def _pictured(code: int) -> str:
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else f"<U+{code:04X}>"


def one_line(text: str) -> str:
    """A text made visible and put on one line."""
    return " ".join(visible(text).split())


def small(number: int) -> str:
    """A count as a word below ten, as digits from there."""
    return _SMALL[number] if number < len(_SMALL) else str(number)


def all_of(number: int, say: Callable[[int], str] = small) -> str:
    """Every one of some: `both`, or `all three`."""
    return "both" if number == 2 else f"all {say(number)}"


def counting(*numbers: int) -> Callable[[int], str]:
    """How the counts of one sentence are said: all as words where each is below ten, else all as digits."""
    return small if all(number < len(_SMALL) for number in numbers) else str


def share(some: int, of: int, noun: str, say: Callable[[int], str]) -> str:
    """So many of two or more: `neither of the two descriptors`, `one of the three actions`, `both ...`."""
    if some == of:
        return f"{all_of(of, say)} {noun}"
    which = say(some) if some else ("neither" if of == 2 else "none")
    return f"{which} of the {say(of)} {noun}"


def day(date: "datetime.date") -> str:
    """A day as it is said: `30 June 2023`."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def moment(text: str) -> str:
    """A year, month or day of a file as it is said: `September 2021` for `2021-09`."""
    year, *rest = text.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(f"{int(each)}" for each in rest[1:]), *month, year])


def capitalised(text: str) -> str:
    """A sentence with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def mean(tally: "Tally") -> str:
    """A mean to one decimal place, or a dash where nothing is scored.

    To two places where one would round it up or down to a whole number that it is not.
    """
    if tally.mean is None:
        return "\N{EN DASH}"
    whole = f"{tally.mean:.1f}".endswith(".0") and tally.total % tally.scored
    return f"{tally.mean:.{2 if whole else 1}f}"


def exact(tally: "Tally") -> str:
    """A mean as the fraction it is, such as `87/31`; empty where there is none."""
    return "" if tally.mean is None else f"{tally.total}/{tally.scored}"


def number(value: float | None) -> str:
    """A figure without a needless decimal, or a dash for none."""
    return "\N{EN DASH}" if value is None else f"{value:g}"


UNREADABLE = "unreadable"
"""What is said in place of a score where a file has something that is none."""


def score(value: int | None, guide: Guide | None = None) -> str:
    """A score as its guide says it, or words for its absence."""
    if value is None:
        return f"not {terms(guide).given}" if guide else "not scored"
    return guide.scale.say(value) if guide else str(value)


def end(value: int | None, guide: Guide) -> str:
    """The lowest or highest score given, or a dash where none is."""
    return number(None) if value is None else guide.scale.say(value)


def coverage(tally: "Tally") -> str:
    """`7 of 7`."""
    return f"{tally.scored} of {tally.descriptors}"


def headline(tally: "Tally", guide: Guide) -> str:
    """What the distribution says, in a sentence: `25 of 31 descriptors score 3, six score 2.`"""
    if guide.scale.in_words:
        return _headline_in_words(tally, guide)
    if not tally.scored:
        return f"None of the {tally.descriptors} descriptors is scored yet."
    held = sorted(
        ((count, score) for score, count in tally.distribution.items() if count), key=lambda p: (-p[0], -p[1])
    )
    count, score = held[0]
    if count == tally.descriptors:
        return f"All {count} descriptors score {score}."
    first = f"{count} of {tally.descriptors} descriptors score{'s' if count == 1 else ''} {score}"
    others = [f"{small(c)} score{'s' if c == 1 else ''} {s}" for c, s in held[1:]]
    missing = tally.missing
    if missing:
        others.append(f"{small(missing)} {'is' if missing == 1 else 'are'} not scored yet")
    return f"{first}, {listed(others)}." if others else f"{first}."


def _headline_in_words(tally: "Tally", guide: Guide) -> str:
    """`20 of 66 questions are answered mostly yes, 18 yes, 12 no; 16 are not answered yet.`"""
    total, entries = tally.descriptors, terms(guide).entries
    if not tally.scored:
        return f"None of the {total} {entries} is answered yet."
    held = sorted(
        ((count, value) for value, count in tally.distribution.items() if count), key=lambda p: (-p[0], -p[1])
    )
    (count, value), *rest = held
    if count == total:
        return f"All {total} {entries} are answered {guide.scale.say(value)}."
    first = f"{count} of {total} {entries} {'is' if count == 1 else 'are'} answered {guide.scale.say(value)}"
    told = listed([first, *(f"{number} {guide.scale.say(one)}" for number, one in rest)])
    missing = tally.missing
    left = f"; {missing} {'is' if missing == 1 else 'are'} not answered yet" if missing else ""
    return f"{told}{left}."


def named(descriptor: Descriptor) -> str:
    """A descriptor as a person reads it: id, form number if it has one, and title."""
    return naming(descriptor.id, descriptor.form or "", descriptor.title)


def naming(id: str, form: str, title: str) -> str:
    """A descriptor as a person reads it, from its parts."""
    return f"{id} ({form}) {title}" if form else f"{id} {title}"


def numbered(descriptor: Descriptor) -> str:
    """A descriptor in short: id, and form number if it has one."""
    return f"{descriptor.id} ({descriptor.form})" if descriptor.form else descriptor.id


def edition(guide: Guide) -> str:
    """The guide and edition in words."""
    return f"{guide.title} {guide.edition}"


def area_of(assessment: Assessment) -> str:
    """The area's name, or words for its absence."""
    return one_line(assessment.area.name or "") or "Area not named"


def period_of(assessment: Assessment) -> str:
    """The period, or words for its absence."""
    return assessment.period or "period not given"


GOVERNS = {
    "submitted_level": "as submitted in the data survey",
    "current_level": "the current level, as it changed since the survey",
    "what-if": "asked as a what-if",
}
