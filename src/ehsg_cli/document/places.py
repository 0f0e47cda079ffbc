"""From a symbolic place to a line and a column: the one function that does it."""

from ehsg_cli.diagnostics import Finding, Pointer, Related, Span
from ehsg_cli.document.nodes import Document, Mapping, Node, Scalar, child, node_at

_START = Span(1, 1, 1, 1)


def locate(finding: Finding, document: Document | None) -> Finding:
    """The finding with its place in the text.

    What is missing is placed at its nearest ancestor that stands in the file, a surplus thing at its
    key, and what concerns an empty file at line 1, column 1. A finding that has its place keeps it; one about
    certain words of a text is placed at these, where they stand on one line of it. A related place is given
    only where something stands there.
    """
    span = finding.span or _span(finding.pointer, document, at_key=finding.at_key)
    if finding.words and document is not None and finding.span is None:
        span = _of_words(finding.words, finding.pointer, document) or span
    related = tuple(
        Related(other.message, other.pointer, other.span or _standing(other.pointer, document))
        for other in finding.related
    )
    return finding.moved(span, related)


def _span(pointer: Pointer, document: Document | None, *, at_key: bool) -> Span:
    if document is None or document.root is None:
        return _START
    node: Node = document.root
    place = _start(node)
    for position, key in enumerate(pointer):
        following = child(node, key)
        if following is None:
            return place
        last = position == len(pointer) - 1
        key_span = node.keys[str(key)].span if isinstance(node, Mapping) else None
        if key_span is not None and ((last and at_key) or _opens_below_its_key(following)):
            place = key_span
        else:
            place = following.span if isinstance(following, Scalar) else _start(following)
        node = following
    return place


def _standing(pointer: Pointer, document: Document | None) -> Span | None:
    """The place behind a pointer where something stands there: another place helps only if it is seen."""
    there = document is not None and node_at(document.root, pointer) is not None
    return _span(pointer, document, at_key=False) if there else None


def _of_words(words: str, pointer: Pointer, document: Document) -> Span | None:
    """Where some words first stand in the text behind a pointer, if they do so on one line."""
    node = node_at(document.root, pointer)
    if not isinstance(node, Scalar):
        return None
    first, column, last, end = node.span
    for number, row in enumerate(document.rows[first - 1 : last], first):
        # What stands before the text on its first line, or behind it on its last, is no part of it.
        start = row.find(words, column - 1 if number == first else 0, end - 1 if number == last else None)
        if start >= 0:
            return Span.at(number, start + 1, len(words))
    return None


def _opens_below_its_key(node: Node) -> bool:
    """Whether the key is the better place to point at: a group of lines, or a value left blank."""
    return not isinstance(node, Scalar) or (node.plain and node.text == "")


def _start(node: Node) -> Span:
    """One character at the start of a node: a caret under the whole of a group would help nobody."""
    return Span.at(node.span.line, node.span.column)
