"""What the first keys of a file say, read when somebody asks; and which of several files is the latest."""

from typing import NamedTuple

from ehsg_cli.assessment import as_period
from ehsg_cli.assessment.periods import Month, period_end
from ehsg_cli.diagnostics import Pointer
from ehsg_cli.document import MAX_BYTES, Document, Scalar, parse
from ehsg_cli.document.nodes import node_at
from ehsg_cli.errors import UserError
from ehsg_cli.reading.folders import Folder, same_area
from ehsg_cli.reading.ours import BEGINNING
from ehsg_cli.reading.raw import read_lines
from ehsg_cli.reading.text import decode


class Head(NamedTuple):
    """What the first keys of a file say.

    Attributes:
        path: where it stands.
        guide: the id of the guide it names, or `None`.
        area: the area's name as `same_area` compares it, or `None`.
        period: the period it stands for, or `None`.
    """

    path: str
    guide: str | None
    area: str | None
    period: str | None

    @property
    def end(self) -> Month | None:
        """The last month of its period."""
        return period_end(self.period) if self.period else None


class Known:
    """The files of one kind, area and family of guides in a folder.

    Attributes:
        heads: what each says, in path order.
        latest: the one whose period ends last; `None` where that cannot be told of one alone.
        last_end: when the last of their periods ends; `None` where one of them has no period.
    """

    __slots__ = ("heads", "last_end", "latest")

    def __init__(self, heads: tuple[Head, ...]) -> None:
        self.heads = heads
        ends = [head.end for head in heads]
        known = [end for end in ends if end is not None]
        self.last_end = max(known) if known and len(known) == len(ends) else None
        alone = self.last_end is not None and known.count(self.last_end) == 1
        self.latest = heads[0] if len(heads) == 1 else heads[ends.index(self.last_end)] if alone else None


def known_of(folder: Folder, kind: str, area: str | None, guide: str | None = None) -> Known:
    """What a folder holds of a kind for an area; each file is looked at once, and no answer worked out twice.

    Args:
        folder: which.
        kind: such as `assessment/1`.
        area: the area's name, in any spelling that `same_area` allows.
        guide: the id of a guide; what answers another one, of which it is no edition, is left out.
    """
    wanted = same_area(area)
    key = (kind, wanted, guide)
    if key not in folder.known:
        paths = folder.candidates(kind, wanted) if wanted is not None else []
        heads = (_head_in(folder, path) for path in paths)
        folder.known[key] = Known(
            tuple(head for head in heads if head.area == wanted and _same_family(head.guide, guide))
        )
    found: Known = folder.known[key]
    return found


def _head_in(folder: Folder, path: str) -> Head:
    if path not in folder.known:
        folder.known[path] = _head(path)
    found: Head = folder.known[path]
    return found


def _same_family(one: str | None, other: str | None) -> bool:
    """Whether two files answer editions of one guide, as far as both say which."""
    return one is None or other is None or one.rpartition("-")[0] == other.rpartition("-")[0]


def _head(path: str) -> Head:
    """What a file's first keys say: from its beginning, or from the whole of it where one stands below."""
    try:
        lines, whole = read_lines(path, BEGINNING)
        document = _parsed(lines)
        if not whole and not all(_node(document, *keys) for keys in _KEYS):
            document = _parsed(read_lines(path, MAX_BYTES)[0])
    except UserError:  # it went away since its folder was looked through
        document = None
    guide, area, period = (_value(document, *keys) for keys in _KEYS)
    return Head(path, guide, same_area(area), as_period(period))


_KEYS = (("guide",), ("area", "name"), ("period",))


def _parsed(data: bytes) -> Document | None:
    text, _ = decode(data)
    return parse(text) if text is not None else None


def _node(document: Document | None, *keys: str) -> bool:
    return document is not None and node_at(document.root, Pointer(keys)) is not None


def _value(document: Document | None, *keys: str) -> str | None:
    node = node_at(document.root, Pointer(keys)) if document else None
    return node.text if isinstance(node, Scalar) and node.value is not None else None
