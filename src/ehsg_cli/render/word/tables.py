"""Tables: a caption with a number, a heading row that repeats, rows that are not torn, and a description."""

from collections.abc import Iterator

from ehsg_cli.render.charts.drawing import width_of
from ehsg_cli.render.word import design
from ehsg_cli.render.word.elements import (
    BOLD,
    PLAIN,
    POINT,
    Element,
    Layout,
    Mark,
    field,
    link_to_bookmark,
    make,
    paragraph,
    text,
)
from ehsg_cli.render.word.pen import Pen, bookmark_of
from ehsg_cli.views.tables import Cell, Column, Table
from ehsg_cli.wording import counted, listed

_PADDING = 11 * POINT
# Letters of a word that are not parted.
_LONGEST_WHOLE = 20
_MARKED = "(priority)"
# A table of so many rows is not torn where a page can hold it.
_KEPT_TOGETHER = 12


def caption(pen: Pen, label: str, number: int, words: str) -> Element:
    """A caption with its running number, which Word can make a list of."""
    runs = [text(f"{label} "), *field(f"SEQ {label} \\* ARABIC", str(number)), text(f": {words}")]
    return paragraph(pen.styles["caption"], runs, Layout(keep=True))


def table(pen: Pen, block: Table) -> Iterator[Element]:
    """A table under its caption, with its note below."""
    yield caption(pen, "Table", pen.next_of("Table"), block.caption)
    widths = _widths(block, pen.width)
    rows = [_row(pen, _heads(block.columns), block.columns, widths, is_head=True)]
    last = len(block.rows) - 1 + (block.total is not None)
    for place, row in enumerate((*block.rows, *([block.total] if block.total else []))):
        is_total = block.total is not None and place == last
        keep = place < last and (last < _KEPT_TOGETHER or place == 0 or place >= last - 2)
        rows.append(_row(pen, row, block.columns, widths, keep=keep, is_total=is_total))
    look = {"firstRow": 1, "lastRow": int(block.total is not None), "firstColumn": 1, "lastColumn": 0}
    # The same once more in one figure, for programs that are older than Word 2010.
    value = 0x0020 | 0x0040 * look["lastRow"] | 0x0080 | 0x0200 | 0x0400
    yield make(
        "tbl",
        make(
            "tblPr",
            make("tblStyle", val=pen.styles["Paper Table"]),
            make("tblW", w=sum(widths), type="dxa"),
            make("tblLayout", type="fixed"),
            make("tblLook", val=f"{value:04X}", **look, noHBand=1, noVBand=1),
            make("tblCaption", val=block.caption),
            make("tblDescription", val=_description(block)),
        ),
        make("tblGrid", *(make("gridCol", w=width) for width in widths)),
        *rows,
    )
    if block.note:
        yield paragraph(pen.styles["Paper Note"], [text(block.note)])


def _description(block: Table) -> str:
    columns = listed([column.title for column in block.columns])
    said = f"A row of headings ({columns}) and {counted(len(block.rows), 'row')}"
    return f"{said}; the last is over all of them." if block.total else f"{said}."


def _heads(columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(column.title) for column in columns)


def _row(
    pen: Pen,
    row: tuple[Cell, ...],
    columns: tuple[Column, ...],
    widths: list[int],
    *,
    is_head: bool = False,
    is_total: bool = False,
    keep: bool = False,
) -> Element:
    properties = make("trPr", make("cantSplit"), make("tblHeader") if is_head else None)
    cells = []
    for cell, column, width in zip(row, columns, widths, strict=True):
        mark = BOLD if is_head or is_total else PLAIN
        layout = Layout(keep=is_head or keep, align="right" if column.numeric else "")
        size = make(
            "tcPr", make("tcW", w=width, type="dxa"), make("vAlign", val="bottom") if is_head else None
        )
        cells.append(make("tc", size, paragraph(pen.styles["Paper Cell"], _said(pen, cell, mark), layout)))
    return make("tr", properties, *cells)


def _said(pen: Pen, cell: Cell, mark: Mark) -> Iterator[Element]:
    if cell.target in pen.targets:
        yield link_to_bookmark(bookmark_of(cell.target), text(cell.text, mark))
    elif cell.text:
        yield text(cell.text, BOLD if cell.verdict else mark)
    if cell.marked:
        yield text(f" {_MARKED}", BOLD)


def _widths(block: Table, room: int) -> list[int]:
    """As much for each column as it takes, the rest for words: the more, the longer they are."""
    rows = (_heads(block.columns), *block.rows, *([block.total] if block.total else []))
    texts = [[_whole(row[place]) for row in rows] for place in range(len(block.columns))]
    words = [[word for each in column for word in each.split()] for column in texts]
    # A figure such as `31 of 31` stands on one line where all that do so leave room for words.
    least = [
        _least(texts[place] if column.numeric else words[place]) for place, column in enumerate(block.columns)
    ]
    if sum(least) > room * 4 // 5:
        least = [_least(each) for each in words]
    if sum(least) >= room:
        return [width * room // sum(least) for width in least]
    # The root: a text ten times as long wants more lines, too, not ten times the width.
    wants = [
        0 if column.numeric else max(map(len, each)) ** 0.6
        for column, each in zip(block.columns, texts, strict=True)
    ]
    left, total = room - sum(least), sum(wants) or 1
    return [width + int(left * want / total) for width, want in zip(least, wants, strict=True)]


def _whole(cell: Cell) -> str:
    return f"{cell.text} {_MARKED}" if cell.marked else cell.text


def _least(texts: list[str]) -> int:
    """As much as the longest takes on one line, in the widest of the usual fonts."""
    widest = max(
        (width_of(each[:_LONGEST_WHOLE], design.LETTERS_OF_CELLS, bold=True) for each in texts), default=0
    )
    return _PADDING + max(round(widest * POINT), 2 * design.LETTERS_OF_CELLS * POINT)
