"""The pieces of XML that a Word file is made of; a text is made fit for XML here, whatever it holds.

Lengths are in twentieths of a point, as Word counts them, where nothing else is said.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ehsg_cli.views.words import visible

# python-docx makes them through lxml, which has no types of its own.
Element = Any

POINT = 20
CENTIMETRE = 567


class Mark(NamedTuple):
    """How a piece of text is set apart within its paragraph.

    Attributes:
        style: the id of a character style.
        light: not bold even where its paragraph is.
        struck: struck through, as what was taken out; `under`: underlined, as what was put in.
    """

    bold: bool = False
    italic: bool = False
    style: str = ""
    light: bool = False
    struck: bool = False
    under: bool = False


PLAIN = Mark()
BOLD = Mark(bold=True)
ITALIC = Mark(italic=True)


def make(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """An element of Word's own, such as `p`, with its attributes and what stands in it."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), visible(str(value)))
    element.extend(child for child in children if child is not None)
    return element


def text(content: str, mark: Mark = PLAIN) -> Element:
    """A run of text on one line."""
    shown = make("t")
    shown.text = visible(content).replace("\n", " ")
    shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run(shown, mark=mark)


def run(*content: Element, mark: Mark = PLAIN) -> Element:
    """A run of whatever may stand in one."""
    properties = make(
        "rPr",
        make("rStyle", val=mark.style) if mark.style else None,
        make("b") if mark.bold else make("b", val=0) if mark.light else None,
        make("i") if mark.italic else None,
        make("strike") if mark.struck else None,
        make("u", val="single") if mark.under else None,
    )
    return make("r", properties if len(properties) else None, *content)


def tab() -> Element:
    """A step to the next tab stop."""
    return run(make("tab"))


class Layout(NamedTuple):
    """How a paragraph is set beside what its style says.

    Attributes:
        keep: on the page of the next paragraph.
        list: the id of its list and the depth in it, from 0.
        indent: from the left margin; `hanging`: the first line begins so much before that.
        align: `left`, `right` or `center`; empty for as the style says.
        before: how far from what stands before it.
    """

    keep: bool = False
    list: tuple[int, int] | None = None
    indent: int | None = None
    hanging: int = 0
    align: str = ""
    before: int | None = None


AS_STYLED = Layout()


def paragraph(style: str, runs: Iterable[Element] = (), layout: Layout = AS_STYLED) -> Element:
    """A paragraph; `style` is the id of its style, empty for that of every paragraph."""
    numbering = None
    if layout.list is not None:
        number, depth = layout.list
        numbering = make("numPr", make("ilvl", val=depth), make("numId", val=number))
    indent = stops = None
    if layout.indent is not None:
        indent = make("ind", left=layout.indent, hanging=layout.hanging)
        stops = make("tabs", make("tab", val="left", pos=layout.indent)) if layout.hanging else None
    properties = make(
        "pPr",
        make("pStyle", val=style) if style else None,
        make("keepNext") if layout.keep else None,
        make("keepLines") if layout.keep else None,
        numbering,
        stops,
        make("spacing", before=layout.before) if layout.before is not None else None,
        indent,
        make("jc", val=layout.align) if layout.align else None,
    )
    return make("p", properties if len(properties) else None, *runs)


def field(instruction: str, shown: str = "", mark: Mark = PLAIN) -> Iterator[Element]:
    """A field, such as a page number, with what to show until a program works it out anew."""
    yield from field_start(instruction, mark)
    yield text(shown, mark)
    yield field_end(mark)


def field_start(instruction: str, mark: Mark = PLAIN) -> Iterator[Element]:
    """The start of a field whose result follows."""
    said = make("instrText")
    said.text = f" {instruction} "
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    yield run(make("fldChar", fldCharType="begin"), mark=mark)
    yield run(said, mark=mark)
    yield run(make("fldChar", fldCharType="separate"), mark=mark)


def field_end(mark: Mark = PLAIN) -> Element:
    """The end of a field."""
    return run(make("fldChar", fldCharType="end"), mark=mark)


def bookmarked(name: str, number: int, runs: Iterable[Element]) -> Iterator[Element]:
    """Runs that can be gone to."""
    yield make("bookmarkStart", id=number, name=name)
    yield from runs
    yield make("bookmarkEnd", id=number)


def link_to_bookmark(name: str, *runs: Element) -> Element:
    """Runs that lead to a bookmark in the same document."""
    return make("hyperlink", *runs, anchor=name, history=1)


def put_last(body: Element, elements: Iterable[Element]) -> None:
    """Put elements at the end of a document, before what says how its pages look."""
    end = body.get_or_add_sectPr()
    for element in elements:
        # A place by its number is counted to from the first element each time.
        end.addprevious(element)


def picture(inline: Element, title: str, description: str) -> Element:
    """A run with a picture, which says to those who cannot see it what it shows."""
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    described = inline.docPr
    described.set("title", visible(title))
    described.set("descr", visible(description))
    return run(make("drawing", inline))
