"""A paper as the body of a Word file: masthead, the answer, contents, parts; and its headers and footers."""

from collections.abc import Collection, Iterator
from itertools import pairwise
from struct import error as StructError
from typing import TYPE_CHECKING

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.oxml.ns import qn

from ehsg_cli.errors import UserError
from ehsg_cli.render.word.blocks import HOW_REWORDED, block, facts, heading
from ehsg_cli.render.word.elements import (
    BOLD,
    CENTIMETRE,
    POINT,
    Element,
    field,
    field_end,
    field_start,
    link_to_bookmark,
    make,
    paragraph,
    tab,
    text,
)
from ehsg_cli.render.word.narrative import narrative
from ehsg_cli.render.word.pen import Pen
from ehsg_cli.views.blocks import Entry, Rewording, Sentence
from ehsg_cli.views.kinds import Kind, Paper

if TYPE_CHECKING:
    from docx.section import Section

# The part whose descriptors tables and charts lead to.
_OF_DESCRIPTORS = "descriptors"
_WIDEST_LOGO, _HIGHEST_LOGO, _LOGO_PIXELS = 6 * CENTIMETRE, CENTIMETRE * 3 // 2, 800
_BELOW_TABLES = 8 * POINT
_SVG = "image/svg+xml"
_OTHER_LOGO = "name another in the settings: a simple SVG, a PNG or a JPEG"
# What python-docx makes of a picture that it does not know, or that breaks off.
_NO_PICTURE = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    StructError,
    ZeroDivisionError,
)
DRAFT = "DRAFT"


def body_of(
    pen: Pen, paper: Paper, *, titled: bool, contents: bool, without: Collection[str]
) -> list[Element]:
    """Everything between headers and footers.

    Args:
        pen: what to write it with.
        paper: what to write.
        titled: whether the title is ours to write, with the logo beside it.
        contents: whether a list of contents is.
        without: ids of parts that stand elsewhere.
    """
    parts = [part for part in paper.parts if part.id not in without]
    pen.targets = frozenset(
        each.id
        for part in parts
        if part.id == _OF_DESCRIPTORS
        for each in part.blocks
        if isinstance(each, Entry)
    ) | frozenset(
        each.target for part in parts for each in part.blocks if isinstance(each, Sentence) and each.target
    )
    before = [*_masthead(pen, paper, titled=titled)]
    answer = [*_answer(pen, paper)]
    after: list[Element] = []
    for part in parts:
        pen.is_among_targets = part.id == _OF_DESCRIPTORS
        after.append(heading(pen, part.title, 1))
        if any(isinstance(each, Rewording) for each in part.blocks):
            after.append(paragraph(pen.styles["Paper Note"], [text(HOW_REWORDED)]))
        for each in part.blocks:
            after += block(pen, each)
    wanted = contents and paper.kind != Kind.SUMMARY and len(parts) > 1
    made = [*before, *answer, *(_contents(pen) if wanted else ()), *after]
    _set_apart(pen, made)
    return made


def _set_apart(pen: Pen, elements: list[Element]) -> None:
    """Room below each table: what follows it has its own above only if it is a heading or a caption."""
    spaced = {pen.styles[name] for name in ("caption", *(f"heading {level}" for level in range(1, 5)))}
    for table, after in pairwise(elements):
        if table.tag == qn("w:tbl") and after.style not in spaced:
            properties = after.get_or_add_pPr()
            if properties.find(qn("w:spacing")) is None:
                properties.insert_element_before(
                    make("spacing", before=_BELOW_TABLES), "w:ind", "w:jc", "w:rPr"
                )


def _masthead(pen: Pen, paper: Paper, *, titled: bool) -> Iterator[Element]:
    if paper.draft:
        yield paragraph(pen.styles["Paper Draft"], [text(DRAFT, BOLD), text(f"  {paper.draft_note}")])
    if titled:
        if paper.style.logo is not None:
            yield paragraph(pen.styles["Normal"], [_logo(pen)])
        yield paragraph(pen.styles["Title"], [text(paper.title)])
    said = (paper.style.council, paper.subtitle, paper.guide, f"status: {paper.status}")
    yield paragraph(
        pen.styles["Subtitle" if titled else "Paper Note"],
        [text(" \N{MIDDLE DOT} ".join(filter(None, said)))],
    )
    if paper.style.introduction.strip():
        yield from narrative(pen, paper.style.introduction, pen.styles["Normal"])


def _logo(pen: Pen) -> Element:
    logo, council = pen.style.logo, pen.style.council
    assert logo is not None
    data = logo.data
    if logo.media_type == _SVG:
        from ehsg_cli.render.pictures import png_of_others

        data = png_of_others(data.decode("utf-8", "replace"), _LOGO_PIXELS, "the logo", _OTHER_LOGO)
    said = f"Logo of {council}" if council else "Logo"
    try:
        return pen.picture(
            data, said, said, widest=_WIDEST_LOGO, highest=min(_HIGHEST_LOGO, pen.highest_chart // 4)
        )
    except _NO_PICTURE:
        raise UserError("the logo is no picture that Word can show", _OTHER_LOGO) from None


def _answer(pen: Pen, paper: Paper) -> Iterator[Element]:
    yield heading(pen, "In brief", 1)
    yield paragraph(pen.styles["Paper Headline"], [text(paper.headline)])
    yield from facts(pen, paper.key_points, "Paper Key Point", indent=284)


def _contents(pen: Pen) -> Iterator[Element]:
    """A contents field with its entries, so that it is not empty before somebody has it worked out anew.

    Without page numbers, which only a program that lays out the pages can know: Word puts them in with the
    field's Update. Having Word do so by itself would make it ask everyone who opens the file a question.
    """
    yield paragraph(pen.styles["TOC Heading"], [text("Contents")])
    entries = pen.contents
    for place, (words, name) in enumerate(entries):
        runs = [link_to_bookmark(name, text(words))]
        if place == 0:
            runs = [*field_start('TOC \\o "1-1" \\h \\z \\u'), *runs]
        if place == len(entries) - 1:
            runs = [*runs, field_end()]
        yield paragraph(pen.styles["toc 1"], runs)


# Headers and footers of our own design


def margins_of(pen: Pen, paper: Paper, section: "Section") -> None:
    """What stands above and below every page."""
    above = [
        *([text(f"{DRAFT} \N{MIDDLE DOT} ", BOLD)] if paper.draft else []),
        text(f"{paper.area}, {paper.period}"),
        tab(),
        text(paper.subtitle),
    ]
    below = [
        text(" \N{MIDDLE DOT} ".join(filter(None, (paper.style.council, paper.guide)))),
        tab(),
        text("Page "),
        *field("PAGE", "1"),
        text(" of "),
        *field("NUMPAGES", "1"),
    ]
    for place, style, runs in ((section.header, "header", above), (section.footer, "footer", below)):
        place.is_linked_to_previous = False
        element = place._element
        for old in list(element):
            element.remove(old)
        made = paragraph(pen.styles[style], runs)
        made.get_or_add_pPr().insert_element_before(
            make("tabs", make("tab", val="right", pos=pen.width)), "w:spacing", "w:ind", "w:jc"
        )
        element.append(made)


def mark_as_draft(pen: Pen) -> None:
    """DRAFT above every page, over whatever a council's own headers say."""
    both_sides = pen.document.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(pen.document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if both_sides:
            headers.append(section.even_page_header)
        for header in headers:
            if place and header.is_linked_to_previous:
                continue
            header.is_linked_to_previous = False
            header._element.insert(0, paragraph(pen.styles["header"], [text(DRAFT, BOLD)]))
