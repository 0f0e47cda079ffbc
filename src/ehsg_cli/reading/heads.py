"""What the first keys of a file say, read when somebody asks; and which of several files is the latest."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ehsg_cli.assessment import as_period
from ehsg_cli.assessment.periods import Month, period_end
from ehsg_cli.diagnostics import Pointer
from ehsg_cli.document import MAX_BYTES, Document, Scalar, parse
from ehsg_cli.document.nodes import node_at
from ehsg_cli.errors import UserError
from ehsg_cli.guide.store import family_of
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

    def __init__(self, heads: tuple[Head, ...]) -> None:
        self.heads = heads
        ends = [head.end for head in heads]
        known = [end for end in ends if end is not None]
        self.last_end = max(known) if known and len(known) == len(ends) else None
        alone = self.last_end is not None and known.count(self.last_end) == 1
        self.latest = heads[0] if len(heads) == 1 else heads[ends.index(self.last_end)] if alone else None

    @cached_property
    def _by_end(self) -> tuple[list[Month], dict[Month, list[Head]]]:
        """When their periods end, the earliest first, and which files are of each time."""
        found: dict[Month, list[Head]] = {}
        for head in self.heads:
            if (end := head.end) is not None:
                found.setdefault(end, []).append(head)
        return sorted(found), found

    def before(self, end: Month) -> Iterator[tuple[Month, list[Head]]]:
        """The files of each time before one, the latest time first."""
        ends, heads = self._by_end
        for place in range(bisect_left(ends, end) - 1, -1, -1):
            yield ends[place], heads[ends[place]]


def times_before(end: Month, among: Sequence[Known]) -> Iterator[list[Head]]:
    """The files of each time before one, the latest time first, from one folder's files of several areas."""
    if len(among) == 1:
        yield from (heads for _, heads in among[0].before(end))
        return
    from heapq import merge
    from itertools import groupby

    in_order = merge(*(known.before(end) for known in among), key=_time, reverse=True)
    for _, of_one_time in groupby(in_order, _time):
        yield [head for _, heads in of_one_time for head in heads]


def _time(found: tuple[Month, list[Head]]) -> Month:
    return found[0]


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


def names_of_code(folder: Folder, kind: str, code: str) -> tuple[str, ...]:
    """The names, as `same_area` compares them, of the areas to which a folder's files give an ONS code.

    Such a file says it near its beginning, or is not found by it.
    """
    key = (kind, "codes")
    if key not in folder.known:
        found: dict[str, dict[str, None]] = {}
        for path in folder.of_kind(kind):
            try:
                document = _parsed(read_lines(path, BEGINNING)[0])
            except UserError:  # it went away since its folder was looked through
                continue
            given, name = _value(document, "area", "code"), same_area(_value(document, "area", "name"))
            if given is not None and name is not None:
                found.setdefault(given, {})[name] = None
        folder.known[key] = found
    return tuple(folder.known[key].get(code, ()))


def _head_in(folder: Folder, path: str) -> Head:
    if path not in folder.known:
        folder.known[path] = _head(path)
    found: Head = folder.known[path]
    return found


def _same_family(one: str | None, other: str | None) -> bool:
    """Whether two files answer editions of one guide, as far as both say which."""
    return one is None or other is None or family_of(one) == family_of(other)


def _head(path: str) -> Head:
    """What a file's first keys say: from its first lines, or from more of it where one stands below."""
    document = None
    try:
        for bytes_read in _READ:
            lines, whole = read_lines(path, bytes_read)
            document = _parsed(lines)
            if whole or all(_node(document, *keys) for keys in _KEYS):
                break
    except UserError:  # it went away since its folder was looked through
        document = None
    guide, area, period = (_value(document, *keys) for keys in _KEYS)
    return Head(path, guide, same_area(area), as_period(period))


# So many bytes are read until all keys are found: parsing takes as long as there are lines.
_READ = (1024, BEGINNING, MAX_BYTES)
_KEYS = (("guide",), ("area", "name"), ("period",))


def _parsed(data: bytes) -> Document | None:
    text, _ = decode(data)
    return parse(text) if text is not None else None


def _node(document: Document | None, *keys: str) -> bool:
    return document is not None and node_at(document.root, Pointer(keys)) is not None


def _value(document: Document | None, *keys: str) -> str | None:
    node = node_at(document.root, Pointer(keys)) if document else None
    return node.text if isinstance(node, Scalar) and node.value is not None else None
