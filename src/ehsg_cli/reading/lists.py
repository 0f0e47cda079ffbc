"""What the lists of a plan, of measures and of a workforce table share: each entry is a group of keys."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import Mapping, Scalar, Sequence
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.descriptors import check_descriptor
from ehsg_cli.reading.scores import check_score, score_of


class Listed(NamedTuple):
    """An entry of a list: where it stands, its node, and its data, which may lose what is wrong."""

    pointer: Pointer
    node: Mapping
    data: dict[str, Any]


def entries_of(key: str, root: Mapping, data: dict[str, Any]) -> Iterator[Listed]:
    """The entries of a list that are groups of keys; what is wrong with the others is told by their model."""
    node, listed = root.items.get(key), data.get(key)
    if not isinstance(node, Sequence) or not isinstance(listed, list):
        return
    for position, (item, group) in enumerate(zip(node.items, listed, strict=True)):
        if isinstance(item, Mapping) and isinstance(group, dict):
            yield Listed(Pointer((key, position)), item, group)


def hold_descriptor(entry: Listed, guide: Guide | None, findings: list[Finding]) -> None:
    """Hold the descriptor that an entry names against the guide, where there is one to hold it against."""
    node, pointer = entry.node.items.get("descriptor"), entry.pointer.child("descriptor")
    if guide is None or not isinstance(node, Scalar):
        return
    fault = check_descriptor(node, pointer, guide)
    if fault:
        del entry.data["descriptor"]
        findings.append(fault)


def hold_score(entry: Listed, key: str, guide: Guide | None, findings: list[Finding]) -> None:
    """Hold a score that an entry gives against the guide's scale, where there is one to hold it against."""
    node = entry.node.items.get(key)
    if node is None:
        return
    if guide is None:
        if isinstance(node, Scalar) and isinstance(node.value, str) and node.text.replace(" ", "").isalpha():
            # It may be a word of a scale that is not known here.
            del entry.data[key]
        return
    fault = check_score(node, entry.pointer.child(key), guide.scale)
    if fault:
        del entry.data[key]
        findings.append(fault)
    else:
        entry.data[key] = score_of(node, guide.scale)
