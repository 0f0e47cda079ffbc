"""The tree that a text becomes: mappings, sequences and scalars, each with its place."""

import re
from typing import Protocol

from ehsg_cli.diagnostics import ROOT, Finding, Pointer, Span
from ehsg_cli.document.scalars import Plain, resolve

LINE_END = re.compile(r"\r\n|\r|\n")


class Mark(Protocol):
    """A position in the text as a YAML parser gives it: line and column from 0."""

    line: int
    column: int


class Marked(Protocol):
    """What a YAML parser found, from one position to another: an event."""

    start_mark: Mark
    end_mark: Mark


class Scalar:
    """A single value as it stands in the text.

    Attributes:
        text: its characters, quotes and escapes undone.
        plain: whether it stands unquoted, so that it may mean a number, a truth value or nothing.
    """

    __slots__ = ("_place", "plain", "text")

    def __init__(self, text: str, plain: bool, place: Span | Marked) -> None:
        self.text = text
        self.plain = plain
        self._place = place

    @property
    def value(self) -> Plain:
        """What it means under YAML 1.2."""
        return resolve(self.text) if self.plain else self.text

    @property
    def span(self) -> Span:
        """Where it stands. Few values are ever asked, so most places are never worked out."""
        place = self._place
        if not isinstance(place, Span):
            place = self._place = _span(place)
        return place

    @span.setter
    def span(self, span: Span) -> None:
        self._place = span


class _Group:
    __slots__ = ("end", "items", "start")

    items: "list[Node] | dict[str, Node]"

    def __init__(self, start: Marked) -> None:
        self.start = start
        # None until the parser has come to its end, which in a broken file it may never do.
        self.end: Marked | None = None

    @property
    def span(self) -> Span:
        """Where it stands. Without a closing bracket it ends where the last thing in it does."""
        start = _span(self.start)
        if self.end is None:
            return start
        before, behind = self.end.start_mark, self.end.end_mark
        if (before.line, before.column) != (behind.line, behind.column):
            return Span(start.line, start.column, behind.line + 1, behind.column + 1)
        inner = self.items.values() if isinstance(self.items, dict) else self.items
        last = next(reversed(inner), None)
        return start if last is None else Span(start.line, start.column, *last.span[2:])


class Sequence(_Group):
    """A list."""

    __slots__ = ()

    items: "list[Node]"

    def __init__(self, start: Marked) -> None:
        super().__init__(start)
        self.items = []


class Mapping(_Group):
    """Keys and their values, in the order of the file.

    A key is known by its text, also where it means a number; `keys` holds each as it stands, so that a
    reader can tell `5.1` from `"5.1"`. Of a key that stands twice the first counts.
    """

    __slots__ = ("keys",)

    items: "dict[str, Node]"

    def __init__(self, start: Marked) -> None:
        super().__init__(start)
        self.items = {}
        self.keys: dict[str, Scalar] = {}


def _span(place: Marked) -> Span:
    start, end = place.start_mark, place.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


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
            self._rows = LINE_END.split(self.text) if "\r" in self.text else self.text.split("\n")
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
