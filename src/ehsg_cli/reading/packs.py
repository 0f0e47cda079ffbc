"""Guide packs from disk: to models, or to findings."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ehsg_cli.diagnostics import ROOT, Finding, Pointer
from ehsg_cli.document import Document, Mapping, parse
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.guide.store import PARTS, Pack, comes_with_ehsg, find_pack, list_packs
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import Model, decode, plain
from ehsg_cli.reading.raw import read_bytes
from ehsg_cli.reading.text import decode as decode_bytes

if TYPE_CHECKING:
    from ehsg_cli.guide.context import Context

KIND = "guide/1"

Made = TypeVar("Made")

_CONTEXT = "context"
_CORE = tuple(part for part in PARTS if part != _CONTEXT)


class PartRead:
    """One file of a pack, as read: its document and plain data as far as it could be read, and findings."""

    __slots__ = ("document", "findings", "name", "values")

    def __init__(self, name: str) -> None:
        self.name = name
        self.document: Document | None = None
        self.values: dict[str, Any] | None = None
        self.findings: list[Finding] = []


def read_part(pack: Pack, part: str) -> PartRead:
    """One file of a pack as plain data, less the two keys that say what it is."""
    path = pack.file(part)
    read = PartRead(str(path))
    try:
        text, read.findings = decode_bytes(read_bytes(read.name))
    except UserError:
        read.findings.append(faults.not_keys("no text: it is missing or cannot be opened,"))
        return read
    if text is None:
        return read
    read.document = parse(text)
    read.findings += read.document.findings
    root = read.document.root
    if not read.document.complete or not isinstance(root, Mapping):
        if not read.findings:
            read.findings.append(faults.not_keys("a list or a text"))
        return read
    data = plain(root, ROOT, read.findings)
    kind, named = data.pop("ehsg", None), data.pop("part", None)
    if kind != KIND:
        read.findings.append(faults.not_ours(None if kind is None else str(kind), [KIND], Pointer(("ehsg",))))
    if named != part:
        at = Pointer(("part",))
        read.findings.append(
            faults.not_one_of(at, named, [part])
            if isinstance(named, str)
            else faults.wrong_kind(at, "the name of the part", "none", f"write `part: {part}`")
        )
    read.values = data
    return read


def read_pack(pack: Pack) -> "tuple[Guide | None, Context | None, list[PartRead]]":
    """The whole of a pack, and its files with what is wrong in each."""
    from ehsg_cli.guide.context import Context

    parts = {part: read_part(pack, part) for part in PARTS}
    core = [parts[name] for name in _CORE]
    guide = _model(Guide, core)
    context = _model(Context, [parts[_CONTEXT]])
    if guide is not None and guide.id != pack.id:
        core[0].findings.append(faults.not_one_of(Pointer(("id",)), guide.id, [pack.id]))
    return guide, context, list(parts.values())


def _model(model: type[Model], parts: list[PartRead]) -> Model | None:
    """A model made of several files; what is wrong is reported in the file where it stands."""
    if any(part.values is None or part.document is None for part in parts):
        return None
    owner: dict[str, PartRead] = {}
    root = Mapping(parts[0].document.root.start)  # type: ignore[union-attr]  # every part has one here
    data: dict[str, Any] = {}
    for part in parts:
        assert part.values is not None
        assert part.document is not None
        assert isinstance(part.document.root, Mapping)
        for key, value in part.values.items():
            owner.setdefault(key, part)
            data[key] = value
            root.items[key] = part.document.root.items[key]
    findings: list[Finding] = []
    made = decode(model, data, root, findings)
    for finding in findings:
        # What is missing stands in no file: it is told of the first.
        place = str(finding.pointer[0]) if finding.pointer else ""
        owner.get(place, parts[0]).findings.append(finding)
    return None if findings else made


def _read_guide(pack: Pack) -> Guide | None:
    """The guide of a pack, or `None` where it is broken."""
    parts = [read_part(pack, part) for part in _CORE]
    guide = _model(Guide, parts)
    if any(part.findings for part in parts):
        return None
    if guide is None or comes_with_ehsg(pack):
        # The packs that come with ehsg are held to agree with themselves by its tests.
        return guide
    from ehsg_cli.guide import consistency

    return None if guide.id != pack.id or any(consistency.problems(guide)) else guide


def _read_context(pack: Pack) -> "Context | None":
    """What surrounds a guide, or `None` where that part of the pack is broken."""
    # Only where it is asked for: checking an assessment does not wait for its models.
    from ehsg_cli.guide.context import Context

    return _model(Context, [read_part(pack, _CONTEXT)])


class _Kept(Generic[Made]):
    """What was read of packs: for good of one that comes with ehsg, and of one's own until it is edited."""

    def __init__(self, read: Callable[[Pack], Made], parts: Iterable[str]) -> None:
        self._parts = tuple(parts)
        self._for_good = cache(read)
        self._while_so = lru_cache(maxsize=8)(lambda pack, stamps: read(pack))

    def of(self, pack: Pack) -> Made:
        """What a pack says as it stands on disk now."""
        if comes_with_ehsg(pack):
            return self._for_good(pack)
        return self._while_so(pack, tuple(_stamp(pack.file(part)) for part in self._parts))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is edited; `None` where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


_GUIDES = _Kept(_read_guide, _CORE)
_CONTEXTS = _Kept(_read_context, [_CONTEXT])


def load_guide(guide_id: str, beside: Path | None = None) -> Guide:
    """The guide of that id.

    Args:
        guide_id: such as `ehsg-2022`.
        beside: a folder; a partnership's own pack may stand in `guide/` there or above.

    Raises:
        UserError: there is none, or its pack is broken.
    """
    pack = _pack(guide_id, beside)
    guide = _GUIDES.of(pack)
    if guide is None:
        raise _broken(pack)
    return guide


def load_context(guide_id: str, beside: Path | None = None) -> "Context":
    """What surrounds the self-assessment in a guide; arguments and errors as for `load_guide`."""
    pack = _pack(guide_id, beside)
    context = _CONTEXTS.of(pack)
    if context is None:
        raise _broken(pack)
    return context


def _broken(pack: Pack) -> UserError:
    return UserError(
        f"the guide pack {pack.id} is broken", f"run `ehsg guide check {pack.folder}` to see what is wrong"
    )


def _pack(guide_id: str, beside: Path | None) -> Pack:
    pack = find_pack(guide_id, beside)
    if pack is None:
        known = [each.id for each in list_packs(beside)]
        raise UserError(f"there is no guide {guide_id!r}", f"the guides are: {', '.join(known)}")
    return pack
