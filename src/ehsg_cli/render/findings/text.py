"""Findings as a person reads them: each with the line it is about and a caret under the place."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, TextIO

from ehsg_cli.diagnostics import Severity
from ehsg_cli.render import lines
from ehsg_cli.render.lines import Line
from ehsg_cli.rules.outcomes import Outcome
from ehsg_cli.views.findings import Excerpt, FileBlock, FindingLine, closing_line, mendable, view_file

if TYPE_CHECKING:
    from ehsg_cli.render.findings.setting import Setting

KNOWN_BY = r"(?m)^  \d+:\d+ (error|warning|note) EH\d{3}: |^\d+ files? checked: "

_STYLES = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_QUIET = "dim"
_INDENT = 4
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
# Of a line that is too long, so much of the room is kept for what stands before the place.
_BEFORE = 0.6


def draw(outcomes: Iterable[Outcome], setting: "Setting") -> Iterator[str]:
    """As in a pipe."""
    tally = Tally()
    for outcome in outcomes:
        tally.add(outcome)
        yield "".join(lines.plain(line) for line in block(view_file(outcome), lines.PIPE_WIDTH))
    yield lines.plain(tally.line())


class Tally:
    """What the last line counts."""

    def __init__(self) -> None:
        self.files = 0
        self.counts: Counter[Severity] = Counter()
        self.mendable = 0

    def add(self, outcome: Outcome) -> None:
        """One more file."""
        self.files += outcome.checked
        self.counts.update(finding.severity for finding in outcome.findings)
        self.mendable += mendable(outcome.findings)

    def line(self) -> Line:
        """How many of what."""
        return Line(((closing_line(self.files, self.counts, self.mendable), "bold"),))


def write(outcome: Outcome, stream: TextIO | None = None) -> None:
    """A file's findings to a stream, by default standard output; nothing for a file without any."""
    if outcome.findings:
        stream = stream or sys.stdout
        lines.write(block(view_file(outcome), lines.width(stream)), stream)


def block(view: FileBlock, width: int) -> Iterator[Line]:
    """A file's path, then its findings, with a blank line around each; nothing for a file without any."""
    if not view.lines:
        return
    yield Line(((view.path, "bold underline"),))
    digits = max(len(str(line.excerpt.line)) if line.excerpt else 0 for line in view.lines)
    for line in view.lines:
        yield Line(())
        yield from _finding(line, digits, width)
    yield Line(())


def _finding(line: FindingLine, digits: int, width: int) -> Iterator[Line]:
    style = _STYLES[line.severity]
    yield Line(
        (
            (f"  {line.place} ", ""),
            (f"{line.severity} {line.code}", style),
            (f": {line.message}", "bold"),
        ),
        _INDENT,
    )
    gutter = _INDENT
    if line.excerpt:
        gutter += digits + 3
        yield from _excerpt(line.excerpt, digits, width - gutter, style)
    for also in line.also:
        yield Line(((also, _QUIET),), gutter, gutter)
    if line.hint:
        yield Line(((line.hint, ""),), gutter, gutter)


def _excerpt(excerpt: Excerpt, digits: int, room: int, style: str) -> Iterator[Line]:
    """The line of the file, and below it a caret under each column of the place."""
    before, marked, after = _cut(excerpt, max(room, 1))
    number = f"{excerpt.line:>{digits}} | "
    yield Line(((number, _QUIET), (before, ""), (marked, style), (after, "")), indent=_INDENT)
    carets = "^" * max(1, sum(_columns(marked)))
    yield Line(
        ((f"{'':>{digits}} | ", _QUIET), (" " * sum(_columns(before)), ""), (carets, style)), indent=_INDENT
    )


def _cut(excerpt: Excerpt, room: int) -> tuple[str, str, str]:
    """As much of a line as there is room for: the place, and more of what is before it than behind."""
    _, before, marked, after = excerpt
    parts = before, marked, after
    widths = [sum(_columns(part)) for part in parts]
    # A caret behind the end of a line takes a column too.
    if sum(widths) + (not marked and not after) <= room:
        return parts
    if widths[1] > room - 2:
        marked, after = _head(marked, room - 2), ""
        widths[2] = 0
    left = room - max(1, sum(_columns(marked)))
    if widths[0] > left - 1:
        before = _tail(before, max(int((left - 2) * _BEFORE), left - 2 - widths[2], 0))
        left -= sum(_columns(before))
    else:
        left -= widths[0]
    return before, marked, _head(after, left) if widths[2] > left else after


def _head(text: str, room: int) -> str:
    """The start of a text with an ellipsis, in so many columns."""
    if room < 1:
        return ""
    fits = sum(width <= room - 1 for width in accumulate(_columns(text)))
    return text[:fits] + _ELLIPSIS


def _tail(text: str, room: int) -> str:
    """The end of a text behind an ellipsis, in so many columns and one."""
    fits = sum(width <= room for width in accumulate(reversed(_columns(text))))
    return _ELLIPSIS + text[len(text) - fits :]


def _columns(text: str) -> list[int]:
    """How many columns each character takes."""
    if all(_is_narrow(character) for character in text):
        return [1] * len(text)
    # Only here: it knows every script there is, and takes a while to load.
    from rich.cells import get_character_cell_size

    return [get_character_cell_size(character) for character in text]


def _is_narrow(character: str) -> bool:
    """Whether a character is one of those that English texts are made of: Latin letters, quotes, dashes."""
    return character < "\u0300" or "\u2010" <= character <= "\u2027" or character == "\N{EURO SIGN}"
