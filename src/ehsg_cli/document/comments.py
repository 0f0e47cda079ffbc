"""Comments: the parser passes over them, so those that somebody asks for are found again in the text."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ehsg_cli.document.nodes import Document, Mapping, Node, Scalar

_BLANKS = (" ", "\t")


class Comment(NamedTuple):
    """A comment in a file.

    Attributes:
        line: from 1.
        column: where its `#` stands, from 1.
        text: from there to the end of the line.
        alone: whether nothing else stands on its line.
    """

    line: int
    column: int
    text: str
    alone: bool


class Texts:
    """The texts of a file that may hold anything: those in quotation marks, and blocks.

    In any other value a `#` behind a space begins a comment.

    Attributes:
        known_above: above this line every text is known; below it a fault in the YAML may hide some.
    """

    def __init__(self, document: Document) -> None:
        self._rows = document.rows
        scalars = list(scalars_of(document.root))
        self._texts = [scalar for scalar in scalars if not scalar.plain]
        self._starts = [scalar.span[:2] for scalar in self._texts]
        faults = [finding.span.line for finding in document.findings if finding.span is not None]
        if not document.complete:
            faults.append(scalars[-1].span.end_line if scalars else 1)
        self.known_above = min(faults, default=len(self._rows) + 1)

    def around(self, line: int, column: int) -> Scalar | None:
        """The text that a place stands in, if it stands in one."""
        position = bisect_right(self._starts, (line, column)) - 1
        if position < 0:
            return None
        scalar = self._texts[position]
        if (line, column) >= scalar.span[2:]:
            return None
        # What stands behind the | or > of a block is no text yet.
        return None if line == scalar.span.line and self.is_block(scalar) else scalar

    def is_block(self, scalar: Scalar, opened_by: tuple[str, ...] = ("|", ">")) -> bool:
        """Whether a text is a block that one of these marks opens."""
        return self._rows[scalar.span.line - 1].startswith(opened_by, scalar.span.column - 1)


def scalars_of(node: Node | None) -> Iterator[Scalar]:
    """Every key and value below a node, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.items.items():
            yield node.keys[key]
            yield from scalars_of(value)
    elif node is not None:
        for item in node.items:
            yield from scalars_of(item)


def comments(document: Document, word: str) -> Iterator[Comment]:
    """The comments that hold a word, in capitals or small, from the top; none below a fault in the YAML.

    The word is given in small letters.
    """
    texts = None
    for line, row in enumerate(document.rows, 1):
        if word not in row.lower():
            continue
        texts = texts or Texts(document)
        if line >= texts.known_above:
            return
        start = row.find("#")
        while start >= 0:
            if (start == 0 or row[start - 1] in _BLANKS) and texts.around(line, start + 1) is None:
                if word in row[start:].lower():
                    yield Comment(line, start + 1, row[start:], not row[:start].strip(" \t"))
                break
            start = row.find("#", start + 1)
