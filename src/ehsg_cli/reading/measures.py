"""A document to an area's measures; which guide they answer is found as for a plan."""

from typing import Any

from ehsg_cli.assessment import as_period
from ehsg_cli.assessment.measures import Measures
from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import Mapping, Node, Sequence
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import decode, key_is_word, keys_of, plain, shown_value
from ehsg_cli.reading.lists import entries_of, hold_descriptor

_LIST = "measures"


def read_measures(root: Mapping, guide: Guide | None, findings: list[Finding]) -> Measures | None:
    """The measures that a tree holds, less what is wrong in them; arguments as for an assessment."""
    data = keys_of(root, findings, but=_LIST)
    if _LIST in root.items:
        data[_LIST] = _measures(root.items[_LIST], findings)
    for entry in entries_of(_LIST, root, data):
        hold_descriptor(entry, guide, findings)
    return decode(Measures, data, root, findings)


def _measures(node: Node, findings: list[Finding]) -> Any:
    at = Pointer((_LIST,))
    if not isinstance(node, Sequence):
        return plain(node, at, findings)
    return [_measure(item, at.child(position), findings) for position, item in enumerate(node.items)]


def _measure(node: Node, at: Pointer, findings: list[Finding]) -> Any:
    if not isinstance(node, Mapping):
        return plain(node, at, findings)
    return {
        key: (_figures if key == "values" else plain)(value, at.child(key), findings)
        for key, value in node.items.items()
        if key_is_word(node, key, at, findings)
    }


def _figures(node: Node, at: Pointer, findings: list[Finding]) -> Any:
    """The figures by period, less keys that are none. A year is a number, and may be a key here alone."""
    if not isinstance(node, Mapping):
        return plain(node, at, findings)
    figures: dict[str, Any] = {}
    for period, figure in node.items.items():
        if as_period(period) is None:
            found = shown_value(node.keys[period])
            findings.append(faults.not_a_period(at.child(period), found, at_key=True))
        else:
            figures[period] = plain(figure, at.child(period), findings)
    return figures
