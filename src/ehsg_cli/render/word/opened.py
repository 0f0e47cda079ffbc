"""A Word file opened: python-docx's own template, or the one a council gives, which is not trusted."""

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx import Document as open_document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from ehsg_cli.errors import UserError
from ehsg_cli.render.packages import APPLICATION, MOST_BYTES, rewritten
from ehsg_cli.render.word import design
from ehsg_cli.views.words import one_line
from ehsg_cli.wording import short

if TYPE_CHECKING:
    from docx.document import Document

_MOST_FILES = 2000
# Of XML, which takes many times its size to be read; a book has less.
_MOST_TEXT = 5 * 1024 * 1024

_TEXT = (".xml", ".rels")
# As it is without the zero bytes that UTF-16 has between letters.
_DECLARATION = b"<!DOCTYPE"
_BEFORE_TEXT = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"

_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.%s.main+xml"
_MACROS = b"macroEnabled"
# What the names of such relations and types have in them, in small letters.
_OF_MACROS, _OF_OBJECTS = ("vbaproject", "vbadata"), ("oleobject", "activex", "control")
_HEADERS = ("w:headerReference", "w:footerReference")
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_HINT = "save it from Word as .docx or .dotx, and name that"


def new_document() -> "Document":
    """An empty document of our own design, without what python-docx's template tells of itself."""
    document = open_document()
    effects = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
    for relations in (document.part.rels, document.part.package.rels):
        for id, relation in list(relations.items()):
            if relation.reltype in (RELATIONSHIP_TYPE.CUSTOM_XML, effects):
                del relations[id]
    return document


def reference_document(name: str, data: bytes) -> "Document":
    """A council's own file.

    Args:
        name: by which the user gave it.
        data: its bytes, at most one more than may be read.

    Raises:
        UserError: it is no Word file, is damaged or is too large.
    """
    try:
        document = open_document(io.BytesIO(rewritten(*_checked(name, data))))
        _see_what_it_holds(document, name)
        # What is missing or of the wrong kind shows when it is first asked for.
        document.styles.element.style_lst  # noqa: B018  # looking is all
        document.settings.element.findall("*")
        document.core_properties.title  # noqa: B018  # as above
        document.element.body.get_or_add_sectPr()
        for section in document.sections:
            for place in (section.header, section.first_page_header, section.even_page_header):
                place.is_linked_to_previous or place._element  # noqa: B018  # as above
    except UserError:
        raise
    except Exception:  # whatever a library makes of a damaged file
        raise damaged(name) from None
    return document


def outside_of(document: "Document") -> list[str]:
    """Where a document points out of itself for what it shows or needs; links for readers are none of it."""
    found = (
        relation.target_ref
        for relation in document.part.package.iter_rels()
        if relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK
    )
    return list(dict.fromkeys(map(short, found)))


def _see_what_it_holds(document: "Document", name: str) -> None:
    """See that a document holds nothing that would be run when it is opened, and its headers itself.

    Raises:
        UserError: it does not.
    """
    for relation in document.part.package.iter_rels():
        kind = relation.reltype.rpartition("/")[2].casefold()
        holds = "" if relation.is_external else relation.target_part.content_type.casefold()
        if any(word in each for word in _OF_MACROS for each in (kind, holds)):
            raise _with_macros(name)
        if any(word in each for word in _OF_OBJECTS for each in (kind, holds)):
            raise UserError(
                f"{name} holds an embedded object or control, which ehsg does not pass on",
                "take it out in Word, or put a picture in its place",
            )
    asked = {each.get(qn("r:id")) for each in document.element.iter(*map(qn, _HEADERS))}
    for id, relation in document.part.rels.items():
        if relation.is_external and id in asked:
            raise UserError(
                f"{name} has a header or footer in another file, {short(relation.target_ref)}",
                "put it into the file itself, in Word",
            )


def _with_macros(name: str) -> UserError:
    return UserError(f"{name} holds macros, which ehsg does not pass on", "save it as .docx or .dotx")


def damaged(name: str) -> UserError:
    """What to say of a file that looks like one of Word's and is not what it should be."""
    return UserError(f"{name} is damaged: it cannot be read as a Word file", _HINT)


def _checked(name: str, data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The file's bytes, and what is to be replaced in it so that a template is a document."""
    if data.startswith(_OLD_WORD):
        raise UserError(f"{name} is a Word file of before 2007, or is protected by a password", _HINT)
    if not data.startswith(_ZIP):
        raise UserError(f"{name} is no Word file", _HINT)
    if len(data) > MOST_BYTES:
        raise _too_large(name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > _MOST_FILES or unpacked > MOST_BYTES:
            raise _too_large(name)
        parts = ((entry.filename, archive.read(entry)) for entry in entries)
        texts = [part for called, part in parts if called.endswith(_TEXT) or _is_text(part)]
        if sum(map(len, texts)) > _MOST_TEXT:
            raise _too_large(name)
        if len(set(archive.namelist())) < len(entries):
            raise damaged(name)
        if _TYPES not in archive.namelist():
            raise UserError(f"{name} is no Word file", _HINT)
        types = archive.read(_TYPES)
        # No Word file declares entities, which could stand for other files or for far more than they show.
        if any(_DECLARATION in part.replace(b"\0", b"") for part in texts):
            raise UserError(f"{name} is damaged: a part of it declares a type of document", _HINT)
    if _MACROS in types:
        raise _with_macros(name)
    if _MAIN % b"template" not in types and _MAIN % b"document" not in types:
        raise UserError(f"{name} is no Word file", _HINT)
    return data, {_TYPES: types.replace(_MAIN % b"template", _MAIN % b"document")}


def _is_text(part: bytes) -> bool:
    """Whether a part could be read as XML, whatever it is called."""
    begins = part[:64].lstrip(_BEFORE_TEXT)
    return not begins or begins.startswith(b"<")


def _too_large(name: str) -> UserError:
    return UserError(
        f"{name} is larger than a reference document may be: {MOST_BYTES // 1024**2} MB unpacked, and "
        f"{_MOST_TEXT // 1024**2} MB of that text",
        "take pictures and text out of it that no paper needs",
    )


# What the file says of itself

_APPLICATION_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


def saved(
    document: "Document", *, title: str, subject: str, category: str, council: str, made_by: str
) -> bytes:
    """The document as a file that names no person and no day: the same document gives the same bytes."""
    _say_what_it_is(document, title, subject, category, council)
    _say_what_made_it(document, council, made_by)
    made = io.BytesIO()
    document.save(made)
    return rewritten(made.getvalue(), {})


def _say_what_it_is(document: "Document", title: str, subject: str, category: str, council: str) -> None:
    properties = document.core_properties
    element = properties._element
    for old in list(element):
        element.remove(old)
    # Word takes no more than 255 characters here.
    title, subject, category, council = (one_line(each)[:255] for each in (title, subject, category, council))
    properties.title, properties.subject = title, subject
    properties.author, properties.category = council, category
    properties.language = design.LANGUAGE


def _say_what_made_it(document: "Document", council: str, made_by: str) -> None:
    """Which program the file was last saved by; Word puts itself in this place when somebody edits it."""
    package = document.part.package
    for id, relation in list(package.rels.items()):
        if relation.reltype in (RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.THUMBNAIL):
            del package.rels[id]
    company = f"<Company>{escape(one_line(council))}</Company>" if council else ""
    said = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{escape(made_by)}</Application>{company}</Properties>"
    )
    part = Part(PackURI(f"/{APPLICATION}"), _APPLICATION_TYPE, said.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
