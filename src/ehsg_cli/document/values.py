"""The text of a file with other values behind some of its first keys, and nothing else changed."""

from collections.abc import Iterable, Mapping as Values

from ehsg_cli.diagnostics import Span
from ehsg_cli.document.nodes import LINE_END, Document, Mapping, Scalar

_QUOTES = ("'", '"')
_FLOW = "{"


def with_values(document: Document, values: Values[str, str], behind: Values[str, Iterable[str]]) -> str:
    """A text with single words behind top keys: over what stands there, or on a line of their own.

    The quotation marks, the comment and the line ends that are there stay. What comes out has to be read
    again: of a text that is written in an unheard-of way the place may be missed.

    Args:
        document: the text.
        values: key to word; none may need quotation marks.
        behind: key to those keys behind which it is put where it is not there yet, the best one first.

    Raises:
        ValueError: nothing can be put there; the message is the key.
    """
    text = document.text
    for key in values:
        # What is put in may be what the next one is put behind.
        document = document if text is document.text else _parsed(text)
        text = _with_value(document, key, values[key], behind[key])
    return text


def _parsed(text: str) -> Document:
    from ehsg_cli.document.parse import parse

    return parse(text)


def _with_value(document: Document, key: str, value: str, behind: Iterable[str]) -> str:
    root = document.root
    if not isinstance(root, Mapping) or not document.complete:
        raise ValueError(key)
    node = root.items.get(key)
    if node is None:
        return _with_key(document, root, key, value, behind)
    if not isinstance(node, Scalar):
        raise ValueError(key)
    if node.plain and not node.text:
        return _with_what_was_blank(document, root.keys[key], value)
    mark = _mark(document, node)
    if mark is None:
        raise ValueError(key)
    return _replaced(document, node.span, f"{mark}{value}{mark}")


def _with_what_was_blank(document: Document, key: Scalar, value: str) -> str:
    """The value behind a key that has none: behind its colon, or behind the key where it has no colon."""
    if _mark(document, key) is None:
        raise ValueError(key.text)
    line, _, _, column = key.span
    row = document.rows[line - 1][column - 1 :]
    spaces = len(row) - len(row.lstrip())
    has_colon = row[spaces:].startswith(":")
    at = column + spaces + 1 if has_colon else column
    return _replaced(document, Span.at(line, at, 0), f" {value}" if has_colon else f": {value}")


def _with_key(document: Document, root: Mapping, key: str, value: str, behind: Iterable[str]) -> str:
    """The key and its value behind the first of some keys that stands in the text with a single word."""
    for name in behind:
        node = root.items.get(name)
        if not isinstance(node, Scalar) or not node.text:
            continue
        of_key, of_value = _mark(document, root.keys[name]), _mark(document, node)
        if of_key is None or of_value is None:
            continue
        pair = f"{of_key}{key}{of_key}: {of_value}{value}{of_value}"
        line, column = root.keys[name].span[:2]
        if document.rows[root.span.line - 1][root.span.column - 1 :].startswith(_FLOW):
            return _replaced(document, Span.at(node.span.end_line, node.span.end_column, 0), f", {pair}")
        before = document.rows[line - 1][: column - 1]
        if before.strip():
            continue
        row = document.rows[node.span.end_line - 1]
        end = Span.at(node.span.end_line, len(row) + 1, 0)
        return _replaced(document, end, f"{_line_end(document)}{before}{pair}")
    raise ValueError(key)


def _mark(document: Document, scalar: Scalar) -> str | None:
    """The quotation mark around a word, empty where there is none; `None` where it stands in no such way."""
    line, column, end_line, end_column = scalar.span
    found = document.rows[line - 1][column - 1 : end_column - 1]
    if line != end_line:
        return None
    if scalar.plain:
        return "" if found == scalar.text else None
    return found[0] if len(found) > 1 and found[0] in _QUOTES and found[-1] == found[0] else None


def _line_end(document: Document) -> str:
    found = LINE_END.search(document.text)
    return found.group() if found else "\n"


def _replaced(document: Document, span: Span, piece: str) -> str:
    text = document.text
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    start = starts[span.line - 1] + span.column - 1
    end = starts[span.end_line - 1] + span.end_column - 1
    return f"{text[:start]}{piece}{text[end:]}"
