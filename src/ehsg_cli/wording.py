"""How messages say things: what was found, shortened; lists and counts; a guess at a misspelling."""

import re
from collections.abc import Iterable, Sequence

_LONGEST = 40
_LONGEST_NAME = 100


def shown(text: str) -> str:
    """A text from a file in quotation marks, on one line, shortened, control characters made visible."""
    line = text
    if len(text) > _LONGEST:
        # Only what a text is usually broken by: a space of another kind is what the reader has to see.
        line = " ".join(part for part in re.split(r"[ \t\r\n]+", text[: _LONGEST * 50]) if part)
        line = f"{line[:_LONGEST]}... ({len(text):,} characters)"
    return f'"{line}"' if line.isprintable() else ascii(line)


def short(text: str) -> str:
    """A word from a file as it is, where it is a plain one; else as `shown` gives it."""
    return text if len(text) <= _LONGEST and text.isprintable() and not set(text) & set(' "') else shown(text)


def as_named(name: str) -> str:
    """A name from a file as it is, where it is no longer than names are; else as `shown` gives it."""
    return name if len(name) <= _LONGEST_NAME else shown(name)


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun if number == 1 else noun + 's'}"


def slip_of(found: str, known: Iterable[str]) -> str | None:
    """The one known word that something is but for small and capital letters, or else for one letter.

    One letter may be missing, too many or wrong, or two beside each other may have changed places.
    """
    looked = found.strip().casefold()
    words = list(known)
    close = [word for word in words if word.casefold() == looked]
    close = close or [word for word in words if _one_slip(looked, word.casefold())]
    return close[0] if len(close) == 1 else None


def _one_slip(one: str, other: str) -> bool:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def did_you_mean(found: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like what was found, if any does."""
    from difflib import get_close_matches

    options = {word.casefold(): word for word in known}
    # A very long key is no misspelling of a short one, and comparing it would take long.
    close = get_close_matches(found[:80].casefold(), options, n=1, cutoff=0.6)
    return options[close[0]] if close else None
