"""Papers as Word files, through python-docx: in our own design, or in a council's own reference document."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli import __version__
from ehsg_cli.render.extras import WORD, not_installed
from ehsg_cli.views.kinds import Kind, Paper
from ehsg_cli.views.words import MADE_BY

if TYPE_CHECKING:
    from docx.document import Document

    from ehsg_cli.views.charts import Chart
    from ehsg_cli.views.style import Style

# So high is the chart of a paper of one page, so that it is one; in twentieths of a point.
_HIGHEST_ON_ONE_PAGE = 2200


class Reference(NamedTuple):
    """A council's own file: the name it was given by, and its bytes, at most one more than may be read."""

    name: str
    data: bytes


class WordFile(NamedTuple):
    """A Word file; `notes` are what its maker should know, a line each."""

    data: bytes
    notes: tuple[str, ...] = ()


def render_word(
    paper: Paper,
    reference: Reference | None = None,
    draw: "Callable[[Chart, Style, int], bytes] | None" = None,
) -> WordFile:
    """A paper as a Word file: the same paper gives the same bytes.

    Args:
        paper: what to write.
        reference: a council's own file; `None` for our design.
        draw: a chart as PNG, so many pixels wide; by default our own template does it.

    Raises:
        UserError: the extra is not installed, the reference document is none, or a picture cannot be made.
    """
    try:
        import docx  # noqa: F401  # to see that it is there
    except ImportError:
        raise not_installed(WORD) from None
    from ehsg_cli.render.word.opened import saved

    document, notes = _made(paper, reference, draw or _drawn)
    data = saved(
        document,
        title=f"{'DRAFT: ' if paper.draft else ''}{paper.title}",
        subject=paper.guide,
        category=paper.subtitle,
        council=paper.style.council,
        made_by=f"{MADE_BY} {__version__}",
    )
    return WordFile(data, tuple(notes))


def _drawn(chart: "Chart", style: "Style", width: int) -> bytes:
    from ehsg_cli.render.pictures import png_of
    from ehsg_cli.render.templates import render_chart

    return png_of(render_chart(chart, style), width)


def _made(
    paper: Paper, reference: Reference | None, draw: "Callable[[Chart, Style, int], bytes]"
) -> "tuple[Document, Iterable[str]]":
    if reference is not None:
        from ehsg_cli.render.word.reference import filled

        return filled(paper, reference.name, reference.data, draw)
    from ehsg_cli.render.word import design
    from ehsg_cli.render.word.body import body_of, margins_of
    from ehsg_cli.render.word.elements import put_last
    from ehsg_cli.render.word.first_page import fit_first_chart
    from ehsg_cli.render.word.opened import new_document
    from ehsg_cli.render.word.pen import HIGHEST_CHART, Pen

    on_one_page = paper.kind == Kind.SUMMARY
    document = new_document()
    design.lay_out(document, narrow=on_one_page)
    density = design.ON_ONE_PAGE if on_one_page else design.USUAL
    styles = design.style_ids(document, paper.style.colour, ours=True, density=density)
    design.speak_english(document)
    section = document.sections[0]
    highest = _HIGHEST_ON_ONE_PAGE if on_one_page else HIGHEST_CHART
    pen = Pen(document, styles, paper.style, draw, width=design.text_width(section._sectPr), highest=highest)
    elements = body_of(pen, paper, titled=True, contents=True, without=())
    if not on_one_page:
        fit_first_chart(pen, elements, design.text_height(section._sectPr))
    put_last(document.element.body, elements)
    margins_of(pen, paper, section)
    return document, ()
