"""Text set in rows of a given width: wrapped, set in, and in the columns of a table.

A long account has hundreds of short texts, over which Rich takes as long as over everything else together.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ehsg_cli.render.lines import Piece, Row

# Between the columns of a table.
_GAP = 2
# Texts get no narrower than this while figures have not been made to wrap.
_SHORT_WORD = 8
# Dashes, quotation marks and the ellipsis take one column, like every letter before this one.
_PUNCTUATION = dict.fromkeys(range(0x2010, 0x2028))
_FIRST_COMBINING = "\u0300"


class Column(NamedTuple):
    """A column of a table: what stands above it, and whether it holds figures, which keep to the right."""

    title: str
    figures: bool = False


def wrapped(pieces: Iterable[Piece], width: int) -> Iterator[Row]:
    """Rows of a text: broken between words, and within one only where it is longer than a row."""
    for line in _lines(pieces):
        text = "".join(each for each, _ in line)
        yield from _cut(line, _breaks(text, max(1, width)))


def set_in(rows: Iterable[Row], indent: int) -> Iterator[Row]:
    """Rows a little further in."""
    before = (" " * indent, "")
    for row in rows:
        yield (before, *row)


def labelled(label: Piece, pieces: Iterable[Piece], width: int) -> Iterator[Row]:
    """A text behind a label; its other rows start where its first one does."""
    beside = _cells(label[0])
    rows = wrapped(pieces, width - beside)
    yield (label, *next(rows))
    yield from set_in(rows, beside)


def grid(columns: Sequence[Column], rows: Iterable[Sequence[Sequence[Piece]]], width: int) -> Iterator[Row]:
    """A table without lines; where not all fits side by side the widest texts wrap first, figures last."""
    heads = [[(column.title, "bold")] for column in columns]
    cells = [heads, *rows]
    widths = _widths(columns, cells, width)
    for row in cells:
        set_out = [list(wrapped(cell, room)) for cell, room in zip(row, widths, strict=True)]
        tallest = max(map(len, set_out))
        for place in range(tallest):
            # Headings stand right above what they are about.
            at = [place - (tallest - len(cell) if row is heads else 0) for cell in set_out]
            beside = [cell[one : one + 1] if one >= 0 else [] for cell, one in zip(set_out, at, strict=True)]
            yield tuple(_side_by_side(columns, beside, widths))


def _side_by_side(
    columns: Sequence[Column], cells: Sequence[Sequence[Row]], widths: Sequence[int]
) -> Iterator[Piece]:
    """One row of each cell, those that have no more of them left blank."""
    blank = 0
    for column, rows, width in zip(columns, cells, widths, strict=True):
        pieces = rows[0] if rows else ()
        left = max(0, width - _cells("".join(text for text, _ in pieces)))
        yield " " * (blank + (left if column.figures else 0)), ""
        yield from pieces
        blank = _GAP + (0 if column.figures else left)


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Piece]]], width: int) -> list[int]:
    """How wide each column is: together no wider than there is room, as far as that can be."""
    gaps = [_GAP] * (len(columns) - 1) + [0]
    wide = [
        max(1, *(_cells("".join(text for text, _ in line)) for row in cells for line in _lines(row[place])))
        + gap
        for place, gap in enumerate(gaps)
    ]
    texts = [place for place, column in enumerate(columns) if not column.figures]
    for places, least in ((texts, _SHORT_WORD + _GAP), (range(len(columns)), 1 + _GAP)):
        _narrow(wide, places, sum(wide) - width, least)
    return [each - gap for each, gap in zip(wide, gaps, strict=True)]


def _narrow(wide: list[int], places: Sequence[int], over: int, least: int) -> None:
    """Take so much from some columns, always from those that are the widest by then, down to the least."""
    while over > 0 and places and (widest := max(wide[place] for place in places)) > least:
        highest = [place for place in places if wide[place] == widest]
        below = max([least, *(wide[place] for place in places if wide[place] < widest)])
        for left, place in zip(range(len(highest), 0, -1), highest, strict=True):
            taken = min(widest - below, round(over / left))
            wide[place] -= taken
            over -= taken


def _lines(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The lines that a text has of itself."""
    line: list[Piece] = []
    for text, style in pieces:
        first, *others = text.expandtabs().split("\n")
        line.append((first, style))
        for other in others:
            yield line
            line = [(other, style)]
    yield line


def _cut(line: Sequence[Piece], breaks: Sequence[int]) -> Iterator[Row]:
    """A line cut at some places, without the spaces at the ends of its rows."""
    row: list[Piece] = []
    start, ahead = 0, iter(breaks)
    end = next(ahead, None)
    for text, style in line:
        rest = text
        while end is not None and start + len(rest) >= end:
            yield _stripped([*row, (rest[: end - start], style)])
            row, rest, start, end = [], rest[end - start :], end, next(ahead, None)
        row.append((rest, style))
        start += len(rest)
    yield _stripped(row)


def _stripped(row: list[Piece]) -> Row:
    """A row without the spaces at its end."""
    while row and not row[-1][0].strip(" "):
        row.pop()
    return (*row[:-1], (row[-1][0].rstrip(" "), row[-1][1])) if row else ()


def _breaks(text: str, width: int) -> list[int]:
    """Where the second row of a line begins, and each one after it."""
    if _cells(text) <= width:
        return []
    found = []
    start = used = 0
    for each in text.split(" "):
        word, size = each, _cells(each)
        if word and used and used + size > width:
            found.append(start)
            used = 0
        while size > width:
            fits = _fitting(word, width)
            start += fits
            found.append(start)
            word = word[fits:]
            size = _cells(word)
        used += size + 1
        start += len(word) + 1
    return found


def _fitting(word: str, width: int) -> int:
    """How many characters of a word stand in a row, at least one."""
    used = 0
    for place, character in enumerate(word):
        used += _cells(character)
        if used > width and place:
            return place
    return len(word)


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii() or max(text.translate(_PUNCTUATION), default="") < _FIRST_COMBINING:
        return len(text)
    # Few texts have letters of which it takes a table to know how wide they are.
    from rich.cells import cell_len

    return cell_len(text)
