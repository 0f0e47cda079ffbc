"""A council's own Word file, filled: its placeholders, its committee headings, and the paper in its place."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from ehsg_cli.errors import UserError
from ehsg_cli.render.word import design
from ehsg_cli.render.word.body import body_of, mark_as_draft
from ehsg_cli.render.word.elements import CENTIMETRE, Element, put_last
from ehsg_cli.render.word.narrative import narrative, words_of
from ehsg_cli.render.word.opened import damaged, outside_of, reference_document
from ehsg_cli.render.word.pen import Pen
from ehsg_cli.views.kinds import Paper
from ehsg_cli.views.style import CommitteeHeading
from ehsg_cli.views.words import one_line
from ehsg_cli.wording import listed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.parts.story import StoryPart

    from ehsg_cli.views.charts import Chart
    from ehsg_cli.views.style import Style

_CELL_PADDING = 220
_PLACEHOLDER = re.compile(r"\{\{([^{}]{1,200})\}\}")
_BODY, _TITLE = "paper", "title"
_MOST_PLACEHOLDERS = 1000
# More placeholders or addresses than this are counted, not named.
_MOST_TOLD = 10
_HEADING = re.compile(r"heading [1-9]$", re.IGNORECASE)
# What a paragraph may hold beside its text and yet be gone when that is.
_BARE = {qn(f"w:{tag}") for tag in ("pPr", "r", "proofErr")}
_BARE_RUN = {qn(f"w:{tag}") for tag in ("rPr", "t", "lastRenderedPageBreak")}


class _Found(NamedTuple):
    """A placeholder: its name to compare, as it is written, and where it is in its paragraph's text."""

    key: str
    written: str
    start: int
    end: int


class _Line(NamedTuple):
    """A paragraph with placeholders."""

    part: "StoryPart"
    paragraph: Element
    texts: list[Element]
    found: list[_Found]

    @property
    def alone(self) -> bool:
        """Whether it holds a single placeholder and no other text."""
        whole = "".join(text.text or "" for text in self.texts)
        return len(self.found) == 1 and whole.strip() == whole[self.found[0].start : self.found[0].end]


class _Ready(NamedTuple):
    """A council's file ready for the paper.

    Attributes:
        pen: writes into it.
        place: where the paper goes; `None` for the end.
        elsewhere: the numbers of committee headings that the file has itself.
        titled: whether it has the title itself.
        has_contents: whether it has a list of contents.
        unknown: placeholders that were left.
    """

    pen: Pen
    place: _Line | None
    elsewhere: set[int]
    titled: bool
    has_contents: bool
    unknown: list[str]


def filled(
    paper: Paper, name: str, data: bytes, draw: "Callable[[Chart, Style, int], bytes]"
) -> tuple["Document", list[str]]:
    """A council's file with a paper in it, and what to tell its maker.

    Raises:
        UserError: it cannot be read as a Word file.
    """
    document = reference_document(name, data)
    outside = outside_of(document)
    try:
        ready = _prepared(document, paper, name, draw)
    except UserError:
        raise
    except Exception:  # whatever a library makes of a damaged file
        raise damaged(name) from None
    elements = body_of(
        ready.pen,
        paper,
        titled=not ready.titled,
        contents=not ready.has_contents,
        without={f"committee-{number}" for number in ready.elsewhere},
    )
    if ready.place is None:
        put_last(document.element.body, elements)
    else:
        _put(ready.place.paragraph, ready.place.texts, elements)
    if paper.draft:
        mark_as_draft(ready.pen)
    return document, list(_notes(ready, outside))


def _prepared(
    document: "Document", paper: Paper, name: str, draw: "Callable[[Chart, Style, int], bytes]"
) -> _Ready:
    """The file with everything filled but the place of the paper.

    Raises:
        UserError: there is too much to fill in.
    """
    styles = design.style_ids(document, paper.style.colour, ours=False)
    design.speak_english(document)
    lines = list(_lines(document))
    if sum(len(line.found) for line in lines) > _MOST_PLACEHOLDERS:
        raise UserError(
            f"{name} has more than {_MOST_PLACEHOLDERS:,} placeholders", "leave those that a paper needs"
        )
    place = next((line for line in lines if _is_place_of_paper(document, line)), None)
    width = design.text_width(_section_around(document, place.paragraph if place else None))
    pen = Pen(document, styles, paper.style, draw, width=_room(place, width))
    committee = {
        _key(heading.title): (number, heading) for number, heading in enumerate(paper.style.headings, 1)
    }
    has_contents = _has_contents(document)
    elsewhere = _fill_headings(pen, committee)
    others = [line for line in lines if line is not place]
    titled, unknown = _fill_lines(pen, paper, others, committee, elsewhere)
    return _Ready(pen, place, elsewhere, titled, has_contents, unknown)


def _notes(ready: _Ready, outside: list[str]) -> Iterator[str]:
    if outside:
        it = "it" if len(outside) == 1 else "them"
        yield (
            f"it points out of itself, at {_told(outside)}, and so does the paper: Word may look for {it} "
            f"there, and whoever has not got {it} will miss {it}"
        )
    if ready.unknown:
        left = "it was" if len(ready.unknown) == 1 else "they were"
        yield f"there is nothing to put in place of {_told(ready.unknown)}, so {left} left"
    if ready.has_contents:
        yield "its list of contents is as it was; in Word, right-click it and choose Update Field"


def _told(names: list[str]) -> str:
    shown = names[:_MOST_TOLD]
    rest = len(names) - len(shown)
    return listed([*shown, *([f"{rest} more"] if rest else [])])


# Finding


def _lines(document: "Document") -> Iterator[_Line]:
    part = document.part
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    inside = (relation for relation in part.rels.values() if not relation.is_external)
    parts = [part, *(relation.target_part for relation in inside if relation.reltype in kinds)]
    for each in parts:
        for paragraph in list(each.element.iter(qn("w:p"))):
            texts = [text for text in paragraph.iter(qn("w:t")) if _paragraph_of(text) is paragraph]
            whole = "".join(text.text or "" for text in texts)
            found = [
                _Found(_key(match[1]), f"{{{{ {one_line(match[1])} }}}}", match.start(), match.end())
                for match in islice(_PLACEHOLDER.finditer(whole), _MOST_PLACEHOLDERS + 1)
            ]
            if found:
                yield _Line(each, paragraph, texts, found)


def _paragraph_of(text: Element) -> Element:
    """The nearest paragraph around: a text box in a paragraph holds paragraphs of its own."""
    return next(text.iterancestors(qn("w:p")))


def _key(name: str) -> str:
    return re.sub(r"[\s_]+", "", name).casefold()


def _is_place_of_paper(document: "Document", line: _Line) -> bool:
    in_box = next(line.paragraph.iterancestors(qn("w:txbxContent")), None) is not None
    return line.part is document.part and line.alone and line.found[0].key == _BODY and not in_box


def _section_around(document: "Document", paragraph: Element | None) -> Element:
    """The properties of the section that a paragraph stands in; without one, of the last."""
    body = document.element.body
    if paragraph is not None:
        top = next(
            (each for each in (paragraph, *paragraph.iterancestors()) if each.getparent() is body), None
        )
        for each in (top, *top.itersiblings()) if top is not None else ():
            section = each if each.tag == qn("w:sectPr") else next(each.iter(qn("w:sectPr")), None)
            if section is not None:
                return section
    return document.sections[-1]._sectPr


def _room(place: _Line | None, width: int) -> int:
    """How wide the paper may be: in a cell of a table as wide as that."""
    cell = next(place.paragraph.iterancestors(qn("w:tc")), None) if place else None
    said = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") if cell is not None else None
    if said is None or said.get(qn("w:type")) != "dxa":
        return width
    return max(3 * CENTIMETRE, min(width, design.number_of(said, "w") - _CELL_PADDING))


def _has_contents(document: "Document") -> bool:
    said = document.element.iter(qn("w:instrText"), qn("w:fldSimple"))
    codes = [(each.text if each.tag == qn("w:instrText") else each.get(qn("w:instr"))) or "" for each in said]
    return any(code.split()[:1] == ["TOC"] for code in codes)


# Filling


def _fill_headings(pen: Pen, committee: dict[str, tuple[int, CommitteeHeading]]) -> set[int]:
    """Put what the council says below its headings where nothing stands yet; the numbers of those found."""
    found = set()
    levels = _heading_styles(pen.document)
    paragraphs = list(pen.document.element.body.iter(qn("w:p")))
    headings = {paragraph for paragraph in paragraphs if _is_heading(paragraph, levels)}
    for paragraph in paragraphs:
        if paragraph not in headings:
            continue
        title = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        number, heading = committee.get(_key(re.sub(r"^[\d.)\s]+|[:.\s]+$", "", title)), (0, None))
        if heading is None:
            continue
        found.add(number)
        if heading.text.strip() and not _has_words_below(paragraph, headings):
            made = narrative(pen, heading.text, pen.styles["Normal"])
            for element in reversed(list(made)):
                paragraph.addnext(element)
    return found


def _heading_styles(document: "Document") -> set[str]:
    level = f"{qn('w:pPr')}/{qn('w:outlineLvl')}"
    return {
        style.get(qn("w:styleId"))
        for style in document.styles.element.style_lst
        if _HEADING.match(style.name_val or "") or style.find(level) is not None
    }


def _is_heading(paragraph: Element, styles: set[str]) -> bool:
    properties = paragraph.pPr
    if properties is None:
        return False
    return properties.find(qn("w:outlineLvl")) is not None or _style_of(paragraph) in styles


def _style_of(paragraph: Element) -> str:
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if named is None else named.get(qn("w:val")) or ""


def _has_words_below(heading: Element, headings: set[Element]) -> bool:
    for each in heading.itersiblings():
        if each in headings or each.tag == qn("w:sectPr"):
            return False
        if each.tag != qn("w:p") or any((t.text or "").strip() for t in each.iter(qn("w:t"))):
            return True
        if next(each.iter(qn("w:drawing"), qn("w:pict")), None) is not None:
            return True
    return False


def _fill_lines(
    pen: Pen,
    paper: Paper,
    lines: list[_Line],
    committee: dict[str, tuple[int, CommitteeHeading]],
    elsewhere: set[int],
) -> tuple[bool, list[str]]:
    """Fill every placeholder but the paper's; whether the title was among them, and those left."""
    said = {
        _TITLE: paper.title,
        "area": paper.area,
        "period": paper.period,
        "headline": paper.headline,
        "guide": paper.guide,
        "status": paper.status,
        "council": paper.style.council,
    }
    titled, unknown = False, list[str]()
    for line in lines:
        wanted: list[tuple[_Found, str]] = []
        for found in line.found:
            number, heading = committee.get(found.key, (0, None))
            if heading is not None:
                elsewhere.add(number)
                if heading.text.strip() and line.alone:
                    _put_narrative(pen, line, heading.text)
                elif heading.text.strip():
                    wanted.append((found, words_of(heading.text)))
            elif said.get(found.key):
                titled |= found.key == _TITLE and line.part is pen.document.part
                wanted.append((found, said[found.key]))
            else:
                unknown.append(found.written)
        _replace(line.texts, wanted)
    return titled, list(dict.fromkeys(unknown))


def _put_narrative(pen: Pen, line: _Line, markdown: str) -> None:
    pen.part, body = line.part, pen.part
    made = list(narrative(pen, markdown, _style_of(line.paragraph) or pen.styles["Normal"]))
    pen.part = body
    _put(line.paragraph, line.texts, made)


def _put(paragraph: Element, texts: list[Element], elements: list[Element]) -> None:
    """Put elements in the place of a paragraph, which stays, emptied, where it holds more than text."""
    for element in elements:
        paragraph.addprevious(element)
    cell, is_last = paragraph.getparent(), paragraph.getnext() is None
    if _is_bare(paragraph) and not (is_last and cell.tag == qn("w:tc") and elements[-1].tag != qn("w:p")):
        cell.remove(paragraph)
    else:
        for text in texts:
            text.text = ""


def _is_bare(paragraph: Element) -> bool:
    pieces = list(paragraph)
    inside = [child.tag for run in pieces if run.tag == qn("w:r") for child in run]
    has_section = paragraph.pPr is not None and paragraph.pPr.find(qn("w:sectPr")) is not None
    return not has_section and {piece.tag for piece in pieces} <= _BARE and set(inside) <= _BARE_RUN


def _replace(texts: list[Element], wanted: list[tuple[_Found, str]]) -> None:
    """Write over pieces of a paragraph's text; each takes the look of the run that it begins in."""
    waiting, start = deque(wanted), 0
    for text in texts:
        now = text.text or ""
        end, kept, pieces = start + len(now), start, list[str]()
        while waiting and waiting[0][0].start < end:
            found, said = waiting[0]
            if found.start >= start:
                pieces += now[kept - start : found.start - start], one_line(said)
            kept = min(found.end, end)
            if found.end > end:
                break  # it goes on in the next piece
            waiting.popleft()
        if kept > start or pieces:
            text.text = "".join(pieces) + now[kept - start :]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        start = end
