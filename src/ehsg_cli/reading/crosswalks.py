"""A document to a crosswalk between two guides."""

from typing import Any

from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import Mapping, Node, Scalar, Sequence
from ehsg_cli.document.nodes import node_at
from ehsg_cli.guide.crosswalks import SIDES, Crosswalk
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import decode, keys_of
from ehsg_cli.reading.descriptors import check_descriptor

# How the model's fields are spelled in the file.
_NAMES = {"old": "from", "new": "to"}
_LINES, _ALONE = "lines", "without_home"


def read_crosswalk(
    root: Mapping, old: Guide | None, new: Guide | None, findings: list[Finding], whole: bool
) -> Crosswalk | None:
    """The crosswalk that a tree holds, less what is wrong in it.

    Args:
        root: the tree.
        old: the guide it starts from, `new` the one it leads to; `None` where there is none.
        new: see there.
        findings: receives what is wrong.
        whole: whether all of the file could be read, so that what is not in the tree is nowhere.
    """
    data = keys_of(root, findings)
    lines = data.get(_LINES)
    for side, guide in zip(SIDES, (old, new), strict=True):
        if guide is None:
            continue
        alone = data.get(_ALONE)
        listed = alone.get(side) if isinstance(alone, dict) else None
        named = _hold(lines, side, Pointer((_LINES,)), root, guide, findings)
        named |= _hold(listed, "id", Pointer((_ALONE, side)), root, guide, findings)
        if whole and isinstance(lines, list | None):
            findings += (
                faults.nowhere_in_crosswalk(
                    Pointer((_ALONE, side)), f"{each.id} ({each.full_title})", guide.id
                )
                for each in guide.descriptors.values()
                if each.id not in named
            )
    read = decode(Crosswalk, data, root, findings, names=_NAMES)
    return read if old is not None and new is not None else None


def _hold(
    listed: Any, key: str, at: Pointer, root: Mapping, guide: Guide, findings: list[Finding]
) -> set[str]:
    """Hold the ids of a list against the guide, and take out those it does not have; the others are given."""
    held: set[str] = set()
    node = node_at(root, at)
    if not isinstance(node, Sequence) or not isinstance(listed, list):
        return held
    for position, (item, group) in enumerate(zip(node.items, listed, strict=True)):
        named = _named(item, key)
        if named is None or not isinstance(group, dict):
            continue
        fault = check_descriptor(named, at.child(position, key), guide)
        if fault:
            findings.append(fault)
            group.pop(key, None)
        held.add(guide.by_form[named.text].id if fault and named.text in guide.by_form else named.text)
    return held


def _named(item: Node, key: str) -> Scalar | None:
    named = item.items.get(key) if isinstance(item, Mapping) else None
    return named if isinstance(named, Scalar) else None
