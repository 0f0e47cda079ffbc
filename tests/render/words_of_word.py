"""Word files as tests read them: through python-docx, and their XML where that knows no name for a thing."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ehsg_cli.render.pictures import png_of
from ehsg_cli.render.word import Reference, render_word
from ehsg_cli.views.kinds import Paper

PNG_OF = cache(png_of)
"""The real thing, which takes its time, once for each chart."""

# The order in which Word wants what stands in these, after the standard (ECMA-376, part 1).
_ORDERS = {
    "pPr": "pStyle keepNext keepLines numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr "
    "sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u shd lang",
    "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW tcBorders shd vAlign",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr rPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol",
}


def opened(paper: Paper, reference: bytes | None = None) -> WordDocument:
    """A paper as a Word file, opened."""
    return reopened(written(paper, reference))


def written(paper: Paper, reference: bytes | None = None) -> bytes:
    """A paper as the bytes of a Word file."""
    given = None if reference is None else Reference("council.docx", reference)
    return render_word(paper, given).data


def reopened(data: bytes) -> WordDocument:
    """A Word file opened."""
    return Document(io.BytesIO(data))


def made(build: Callable[[WordDocument], object]) -> bytes:
    """A Word file that somebody else has made."""
    document = Document()
    build(document)
    return bytes_of(document)


def bytes_of(document: WordDocument) -> bytes:
    """A document as a file."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def headings(document: WordDocument) -> list[tuple[int, str]]:
    """Every heading with its level, in order."""
    found = []
    for paragraph in document.paragraphs:
        name = paragraph.style.name if paragraph.style is not None else ""
        if match := re.fullmatch(r"Heading (\d)", name or ""):
            found.append((int(match[1]), paragraph.text))
    return found


def styled(document: WordDocument, style: str) -> list[str]:
    """The texts of all paragraphs of a style, in order."""
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]


def rows(table: Any) -> list[list[str]]:
    """The texts of a table's cells."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def all_text(document: WordDocument) -> str:
    """Every text in the body in reading order, a line a paragraph."""
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def codes(document: WordDocument) -> list[str]:
    """What the fields of the body are to work out."""
    return [(each.text or "").strip() for each in document.element.body.iter(qn("w:instrText"))]


def entry(data: bytes, name: str) -> str:
    """A file in the archive, as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def with_entries(data: bytes, **changes: bytes | None) -> bytes:
    """A file with other entries in its archive, `None` taking one out; `__` in a name stands for a slash."""
    target = io.BytesIO()
    new = {name.replace("__", "/"): content for name, content in changes.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as archive:
        for name in old.namelist():
            if name not in new:
                archive.writestr(name, old.read(name))
        for name, content in new.items():
            if content is not None:
                archive.writestr(name, content)
    return target.getvalue()


def out_of_order(data: bytes) -> Iterator[str]:
    """What stands in an order that Word would call damaged, or is not known here."""
    parts = ("word/document.xml", "word/styles.xml", "word/settings.xml", "word/numbering.xml")
    for name in parts:
        root = reopened_part(data, name)
        for element in root.iter():
            tag = _local(element)
            order = _ORDERS.get(tag)
            if order is None:
                continue
            places = [
                order.split().index(_local(child)) for child in element if _local(child) in order.split()
            ]
            strange = {_local(child) for child in element} - set(order.split())
            if places != sorted(places) or (strange and name == "word/document.xml"):
                yield f"{name}: {tag} holds {[_local(child) for child in element]}"


def reopened_part(data: bytes, name: str) -> Any:
    """The tree of one file in the archive."""
    from docx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return parse_xml(archive.read(name))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
