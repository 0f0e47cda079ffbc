"""Spaces and tabs at the ends of lines, where nothing is lost with them."""

from collections.abc import Iterator

from ehsg_cli.diagnostics import Finding, Span
from ehsg_cli.document import faults
from ehsg_cli.document.comments import Texts
from ehsg_cli.document.nodes import LINE_END, Document

# So many are told, and so many mended at a time: a hostile file may have a million.
MOST_TOLD = 100
MOST_MENDED = 100_000

_BLANKS = {" ": "spaces", "\t": "tabs"}
_ENDS = tuple(_BLANKS)
_ALL = "".join(_BLANKS)


def trailing(document: Document, most: int = MOST_TOLD) -> Iterator[Finding]:
    """The spaces and tabs that may go, line by line; at most so many, the last of which tells of the others.

    None are told of below a fault in the YAML, because what is a text cannot be known there, nor in a file
    that holds nothing.
    """
    if document.root is None:
        return
    spans = list(_spans(document))
    told = spans[:most]
    for span in told:
        blanks = document.rows[span.line - 1][span.column - 1 :]
        what = " and ".join(name for blank, name in _BLANKS.items() if blank in blanks)
        yield faults.trailing_spaces(span, what, len(spans) - len(told) if span is told[-1] else 0)


def _spans(document: Document) -> Iterator[Span]:
    texts = Texts(document)
    rows = document.rows
    ends = LINE_END.findall(document.text) if "\r" in document.text else []
    for line, row in enumerate(rows[: texts.known_above - 1], 1):
        if not row.endswith(_ENDS):
            continue
        bare = row.rstrip(_ALL)
        if not bare and ends[line - 2 : line] == ["\r", "\n"]:
            # Without them the two line ends would become one.
            continue
        around = texts.around(line, len(row))
        if around is not None:
            if not texts.is_block(around, ("|",)):
                # Spaces in quotation marks are meant, and in a folded block (>) they may hold lines apart.
                continue
            if not bare and "\t" in row and (line - 1 == around.span.line or not rows[line - 2].strip(_ALL)):
                # The first line of a block that is not empty says how far it is indented.
                continue
            following = rows[line] if line < len(rows) else ""
            goes_on = following.strip(_ALL) and texts.around(line + 1, len(following)) is around
            if bare and goes_on and row.endswith("  "):
                # Two spaces before a next line are Markdown's way to break a line.
                continue
        yield Span(line, len(bare) + 1, line, len(row) + 1)
