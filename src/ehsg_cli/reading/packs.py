"""Guide packs from disk: to models, or to findings."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ehsg_cli.diagnostics import ROOT, Finding, Pointer
from ehsg_cli.document import MAX_BYTES, Document, Mapping, parse
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.guide.store import PARTS, Pack, find_pack, list_packs
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import Model, decode, plain
from ehsg_cli.reading.text import decode as decode_bytes
from ehsg_cli.resources import resource

if TYPE_CHECKING:
    from ehsg_cli.guide.context import Context

KIND = "guide/1"


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
        with path.open("rb") as file:
            text, read.findings = decode_bytes(file.read(MAX_BYTES + 1))
    except OSError:
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
    core = [part for name, part in parts.items() if name != "context"]
    guide = _model(Guide, core)
    context = _model(Context, [parts["context"]])
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


@lru_cache(maxsize=8)
def _guide(pack: Pack) -> Guide | None:
    parts = [read_part(pack, part) for part in PARTS if part != "context"]
    guide = _model(Guide, parts)
    if any(part.findings for part in parts):
        return None
    if guide is None or pack.folder.parent == resource("guide"):
        # The packs that come with ehsg are held to agree with themselves by its tests.
        return guide
    from ehsg_cli.guide import consistency

    return None if guide.id != pack.id or any(consistency.problems(guide)) else guide


def load_guide(guide_id: str, beside: Path | None = None) -> Guide:
    """The guide of that id.

    Args:
        guide_id: such as `ehsg-2022`.
        beside: a folder; a partnership's own pack may stand in `guide/` there or above.

    Raises:
        UserError: there is none, or its pack is broken.
    """
    pack = _pack(guide_id, beside)
    guide = _guide(pack)
    if guide is None:
        raise _broken(pack)
    return guide


def load_context(guide_id: str, beside: Path | None = None) -> "Context":
    """What surrounds the self-assessment in a guide; arguments and errors as for `load_guide`."""
    pack = _pack(guide_id, beside)
    context = _context(pack)
    if context is None:
        raise _broken(pack)
    return context


@lru_cache(maxsize=8)
def _context(pack: Pack) -> "Context | None":
    # Only where it is asked for: checking an assessment does not wait for its models.
    from ehsg_cli.guide.context import Context

    return _model(Context, [read_part(pack, "context")])


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
