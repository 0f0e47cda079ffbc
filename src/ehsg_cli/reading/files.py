"""What the files of ours say."""

from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import ROOT, Finding, Pointer
from ehsg_cli.document import Mapping, Node, Scalar, parse
from ehsg_cli.document.nodes import node_at
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.guide.store import find_pack, list_packs
from ehsg_cli.reading import faults
from ehsg_cli.reading.kinds import READERS, Kind, KindBetween
from ehsg_cli.reading.loaded import Loaded
from ehsg_cli.reading.packs import load_context, load_guide
from ehsg_cli.reading.paths import folder_of
from ehsg_cli.reading.raw import read_bytes
from ehsg_cli.reading.text import decode

if TYPE_CHECKING:
    from ehsg_cli.reading.folders import Folders
    from ehsg_cli.reading.loaded import AnyContent


def read_file(path: str, folders: "Folders | None" = None) -> "Loaded[AnyContent]":
    """A file of ours, whatever its kind; `folders` as for `read_data`.

    Raises:
        UserError: it does not exist or cannot be opened. What is wrong inside it is a finding.
    """
    return read_data(path, read_bytes(path), folders)


def read_data(
    name: str, data: bytes, folders: "Folders | None" = None, guide: Guide | None = None
) -> "Loaded[AnyContent]":
    """What the bytes of a file of ours say.

    Args:
        name: the path, used in messages and to find what stands beside the file.
        data: its bytes.
        folders: what is known already of the folders that this run looks into.
        guide: by which to read a file that need not name one, where it does not and none is found beside it.
    """
    text, found = decode(data)
    findings: list[Finding] = list(found)
    if text is None:
        return Loaded(name, data, findings=tuple(findings))
    document = parse(text)
    findings += document.findings
    root = document.root
    if not isinstance(root, Mapping):
        if document.complete and root is not None:
            findings.append(faults.not_keys("a list" if not isinstance(root, Scalar) else "a single text"))
        return Loaded(name, data, document=document, findings=tuple(findings))
    kind = _kind(root, findings, complete=document.complete)
    known = READERS.get(kind) if kind else None
    content: AnyContent | None
    if isinstance(known, KindBetween):
        old, guide = (_named(root, key, name, findings, document.complete) for key in ("from", "to"))
        content = known.reader()(root, old, guide, findings, document.complete)
    else:
        guide = _guide(root, name, known, findings, document.complete, folders, guide) if known else None
        content = known.reader()(root, guide, findings) if known else None
    if not document.complete:
        # What stands before a fault is looked at, and nothing is computed from half a file. Of what the
        # fault cuts through nothing can be said but the fault itself.
        content = None
        cut = document.unfinished
        findings = [f for f in findings if f.span is not None or f.pointer != cut[: len(f.pointer)]]
    return Loaded(name, data, kind, document, guide, content, tuple(findings))


def _kind(root: Mapping, findings: list[Finding], *, complete: bool) -> str | None:
    node = root.items.get("ehsg")
    known = list(READERS)
    if isinstance(node, Scalar) and node.text in READERS:
        return node.text
    if isinstance(node, Scalar) and (node.value is None or not node.text.strip()):
        findings.append(faults.not_ours(None, known, Pointer(("ehsg",))))
    elif node is None and complete:
        findings.append(faults.not_ours(None, known, ROOT))
    elif node is not None:
        text = node.text if isinstance(node, Scalar) else "a list or a group"
        findings.append(faults.not_ours(text, known, Pointer(("ehsg",))))
    return None


def _guide(
    root: Mapping,
    name: str,
    kind: Kind,
    findings: list[Finding],
    complete: bool,
    folders: "Folders | None",
    else_by: Guide | None,
) -> Guide | None:
    node = root.items.get("guide")
    text = _text_of(node)
    if text is None and not kind.names_guide and (node is None or isinstance(node, Scalar)):
        text = _guide_beside(root, name, folders)
        if text is None or find_pack(text, folder_of(name)) is None:
            return else_by
    return _named(root, "guide", name, findings, complete, text, needs_context=kind.needs_context)


def _text_of(node: Node | None) -> str | None:
    return node.text if isinstance(node, Scalar) and node.value is not None else None


def _named(
    root: Mapping,
    key: str,
    name: str,
    findings: list[Finding],
    complete: bool,
    beside: str | None = None,
    *,
    needs_context: bool = False,
) -> Guide | None:
    """The guide that a key of a file names; where it names none, the one found beside it."""
    node, folder = root.items.get(key), folder_of(name)
    text = _text_of(node) if beside is None else beside
    pack = find_pack(text, folder) if text is not None else None
    if pack is not None:
        try:
            if needs_context:
                load_context(pack.id, folder)
            return load_guide(pack.id, folder)
        except UserError:
            findings.append(faults.broken_guide(Pointer((key,)), pack.id, str(pack.folder)))
            return None
    if node is not None or complete:
        known = [pack.id for pack in list_packs(folder)]
        findings.append(faults.unknown_guide(Pointer((key,)) if node else ROOT, text, known, key))
    return None


def _guide_beside(root: Mapping, name: str, folders: "Folders | None") -> str | None:
    """The id of the guide that the area's assessment beside a file names, the latest if there are more."""
    from ehsg_cli.reading.folders import ASSESSMENT, Folders
    from ehsg_cli.reading.heads import known_of

    area = node_at(root, Pointer(("area", "name")))
    if not isinstance(area, Scalar):
        return None
    known = known_of((folders or Folders()).around(name), ASSESSMENT, area.text)
    if known.latest is not None:
        return known.latest.guide
    named = {head.guide for head in known.heads}
    return named.pop() if len(named) == 1 else None
