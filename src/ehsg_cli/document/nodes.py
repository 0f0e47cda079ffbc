"""The tree that a text becomes: mappings, sequences and scalars, each with its place."""

import re

from ehsg_cli.diagnostics import ROOT, Finding, Pointer, Span
from ehsg_cli.document.scalars import Plain, resolve

LINE_END = re.compile(r"\r\n|\r|\n")


class Scalar:
    """A single value as it stands in the text.

    Attributes:
        text: its characters, quotes and escapes undone.
        plain: whether it stands unquoted, so that it may mean a number, a truth value or nothing.
        span: where it stands.
    """

    __slots__ = ("plain", "span", "text")

    def __init__(self, text: str, plain: bool, span: Span) -> None:
        self.text = text
        self.plain = plain
        self.span = span

    @property
    def value(self) -> Plain:
        """What it means under YAML 1.2."""
        return resolve(self.text) if self.plain else self.text


class Sequence:
    """A list."""

    __slots__ = ("items", "span")

    def __init__(self, span: Span) -> None:
        self.items: list[Node] = []
        self.span = span


class Mapping:
    """Keys and their values, in the order of the file.

    A key is known by its text, also where it means a number; `keys` holds each as it stands, so that a
    reader can tell `5.1` from `"5.1"`. Of a key that stands twice the first counts.
    """

    __slots__ = ("items", "keys", "span")

    def __init__(self, span: Span) -> None:
        self.items: dict[str, Node] = {}
        self.keys: dict[str, Scalar] = {}
        self.span = span


Node = Scalar | Sequence | Mapping


class Document:
    """A text and the tree it holds.

    Attributes:
        text: the characters, without a byte order mark.
        root: the tree; `None` where the text holds none.
        complete: whether the whole text could be read; if not, the tree holds what stands before the fault.
        unfinished: where a text that is not complete breaks off; what stands on the way there is not whole.
        findings: what is wrong with the text as YAML, already located.
    """

    __slots__ = ("_rows", "complete", "findings", "root", "text", "unfinished")

    def __init__(self, text: str) -> None:
        self.text = text
        self._rows: list[str] | None = None
        self.root: Node | None = None
        self.complete = True
        self.unfinished = ROOT
        self.findings: list[Finding] = []

    @property
    def rows(self) -> list[str]:
        """The lines of the text without their ends; an empty one at the end where it ends with a line end."""
        if self._rows is None:
            self._rows = LINE_END.split(self.text)
        return self._rows


def node_at(root: Node | None, pointer: Pointer) -> Node | None:
    """The node at the end of a route, or `None` where there is none."""
    node = root
    for key in pointer:
        node = child(node, key)
    return node


def child(node: Node | None, key: str | int) -> Node | None:
    """What stands behind a key or list position, or `None`."""
    if isinstance(node, Mapping) and isinstance(key, str):
        return node.items.get(key)
    if isinstance(node, Sequence) and isinstance(key, int) and 0 <= key < len(node.items):
        return node.items[key]
    return None
