"""The first page, half of which would be empty if the first chart had to stand on the next one."""

from itertools import takewhile
from math import ceil

from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Emu

from ehsg_cli.render.charts.drawing import width_of
from ehsg_cli.render.word.design import number_of
from ehsg_cli.render.word.elements import CENTIMETRE, POINT, Element
from ehsg_cli.render.word.pen import Pen

# Lower than this, the letters of a chart are too small: it stands on the next page, after its table.
_LOWEST = 11 * CENTIMETRE
# What programs that lay out pages differ by, and lines and rules that are not counted here.
_SPARE = 14 * POINT
_EMU = 12700 // POINT
# The estimate of a text's width is that of wide fonts; the height of a line is that of the usual ones.
_OF_WIDE_FONTS, _LINE = 0.82, 1.22


def fit_first_chart(pen: Pen, elements: list[Element], page: int) -> None:
    """Make the first chart lower if that puts it on the first page; if not, let its table come first.

    Args:
        pen: what they were written with.
        elements: the body of a paper; only paragraphs may stand before its first chart.
        page: how high the lines of a page are together.
    """
    before = list(takewhile(lambda each: not _is_chart(pen, each), elements))
    if len(before) == len(elements) or any(each.tag != qn("w:p") for each in before):
        return
    at = len(before)
    inline = next(elements[at].iter(qn("wp:inline")))
    room = page - _SPARE - sum(_height(pen, each) for each in before)
    height = int(inline.extent.cy) // _EMU
    if _LOWEST <= room < height:
        shape, share = InlineShape(inline), room / height
        shape.width, shape.height = Emu(round(shape.width * share)), Emu(round(shape.height * share))
    elif 0 < room < height and len(elements) > at + 2 and elements[at + 2].tag == qn("w:tbl"):
        # Its table may begin on this page and go on overleaf: it comes first, caption and all.
        elements[at - 1 : at + 3] = [*elements[at + 1 : at + 3], *elements[at - 1 : at + 1]]


def _is_chart(pen: Pen, element: Element) -> bool:
    return bool(element.tag == qn("w:p") and element.style == pen.styles["Paper Picture"])


def _height(pen: Pen, paragraph: Element) -> int:
    """How high a paragraph is, by estimate: no font is measured."""
    style = pen.document.styles.element.get_by_id(paragraph.style)
    spacing, indent = style.find(f"{qn('w:pPr')}/{qn('w:spacing')}"), paragraph.find(f".//{qn('w:ind')}")
    size = style.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    if size is None:
        normal = pen.document.styles.element.get_by_id(pen.styles["Normal"])
        size = normal.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    letters = number_of(size, "val") / 2
    pictures = [int(each.cy) // _EMU for each in paragraph.iter(qn("wp:extent"))]
    said = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
    room = pen.width - (number_of(indent, "left") if indent is not None else 0)
    lines = max(1, ceil(width_of(said, letters) * POINT * _OF_WIDE_FONTS / room))
    line = letters * POINT * _LINE * number_of(spacing, "line") / 240
    around = number_of(spacing, "before") + number_of(spacing, "after")
    return round(max([lines * line, *pictures]) + around)
