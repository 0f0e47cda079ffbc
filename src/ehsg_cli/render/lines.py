"""Lines of plain or coloured text, for output that must start fast.

Rich is loaded only where there is a terminal to colour; a pipe gets plain text without it.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Piece = tuple[str, str]
Row = tuple[Piece, ...]
"""What stands in a row, set for the width there is: pieces of text with a style each."""
VERDICT_STYLES = {"met": "bold green", "not-met": "bold red", "undetermined": "bold yellow"}
"""How each verdict is coloured."""
# Into a pipe text goes unbroken; what has to have a width has this one.
PIPE_WIDTH = 80
# Below this a column of text is no longer pleasant to read, and indentation gives way.
_NARROWEST = 24


class Line(NamedTuple):
    """Pieces of text with a style each.

    `indent` is how far in its first row stands, `hanging` how far in the others do when it wraps.
    """

    pieces: tuple[Piece, ...]
    hanging: int = 0
    indent: int = 0


def colourful(stream: TextIO) -> bool:
    """Whether a stream is a terminal that wants colour (https://no-color.org is honoured)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


# What would go to standard error, kept for whoever writes it later; `None` where it is written at once.
_kept: list[Line] | None = None


@contextmanager
def keeping() -> Iterator[list[Line]]:
    """The lines meant for standard error meanwhile: kept here, for another place or process to write."""
    global _kept
    before, _kept = _kept, []
    try:
        yield _kept
    finally:
        _kept = before


def write(lines: Iterable[Line], stream: TextIO) -> None:
    """Write lines: wrapped at a terminal's width, and as they are into a pipe."""
    if _kept is not None and stream is sys.stderr:
        _kept.extend(lines)
        return
    if not stream.isatty():
        stream.writelines(plain(line) for line in lines)
        return
    from rich.text import Text

    console = terminal(stream)
    most = max(0, console.width - _NARROWEST)
    for line in lines:
        text = Text.assemble(*line.pieces)
        indent = min(line.indent, most)
        first = text.wrap(console, console.width - indent)[0] if text else text
        console.print(Text(" " * indent) + first, soft_wrap=True)
        rest = text[len(first.plain) :] if len(first.plain) < len(text) else Text()
        hanging = min(line.hanging, most)
        for row in _stripped(rest).wrap(console, console.width - hanging) if rest else ():
            console.print(Text(" " * hanging) + row, soft_wrap=True)


def show(draw: Callable[[int], Iterable[Row]]) -> None:
    """Write rows to standard output, drawn for its width."""
    if not sys.stdout.isatty():
        sys.stdout.write(in_plain(draw))
        return
    from rich.text import Text

    console = terminal(sys.stdout)
    for row in draw(console.width):
        console.print(Text.assemble(*row), soft_wrap=True)


def in_plain(draw: Callable[[int], Iterable[Row]]) -> str:
    """Rows as text for a pipe or a file, without spaces at their ends."""
    return "".join(plain(Line(row)) for row in draw(PIPE_WIDTH))


def plain(line: Line) -> str:
    """A line as text, with its end."""
    return (" " * line.indent + "".join(piece for piece, _ in line.pieces)).rstrip() + "\n"


def width(stream: TextIO) -> int:
    """How many columns a stream is wide."""
    return terminal(stream).width if stream.isatty() else PIPE_WIDTH


def _stripped(text: "Text") -> "Text":
    """A text without the spaces it starts with, at which it was broken."""
    return text[len(text.plain) - len(text.plain.lstrip()) :]


def terminal(stream: TextIO) -> "Console":
    """A console that prints text as it is: nothing in it is taken for markup, links or emoji.

    What it writes into a pipe (tables do; `write` does not come here then) is 80 columns wide.
    """
    from rich.console import Console

    piped = not stream.isatty()
    return Console(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        no_color=not colourful(stream),
        width=PIPE_WIDTH if piped else None,
        legacy_windows=False if piped else None,
    )


def error(message: str, hint: str) -> None:
    """Say on standard error why a command could not do its work, and how to mend it."""
    from ehsg_cli.views.words import one_line

    # A file's name in it may hold anything, also what a CI service takes for a command on a line of its own.
    lines = [Line((("error: ", "bold red"), (one_line(message), "")), 7)]
    if hint:
        lines.append(Line((("hint:  ", "bold"), (one_line(hint), "")), 7))
    write(lines, sys.stderr)


def message(text: str) -> None:
    """Say something beside the result, on standard error."""
    from ehsg_cli.views.words import one_line

    write([Line(((one_line(text), ""),))], sys.stderr)
