"""Tables as people read them: every cell is a text, and the first of a row is its heading."""

from typing import NamedTuple


class Fact(NamedTuple):
    """A label and what it says."""

    label: str
    text: str


class Column(NamedTuple):
    """A column; `numeric` ones are set flush right."""

    title: str
    numeric: bool = False


class Cell(NamedTuple):
    """One cell.

    Attributes:
        text: what to print.
        verdict: where the cell is one, `met`, `not-met` or `undetermined`.
        target: where the cell stands for something further on, its id there.
        marked: whether the row is about a priority.
    """

    text: str
    verdict: str = ""
    target: str = ""
    marked: bool = False


class Table(NamedTuple):
    """A table.

    Attributes:
        caption: what it shows.
        columns: from left to right.
        rows: each with a cell for every column.
        total: the last row, set apart; `None` for none.
        note: what to know for reading it; may be empty.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    note: str = ""


def row(*texts: str) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(map(Cell, texts))
