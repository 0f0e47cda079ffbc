"""A document to a thresholds file."""

from typing import Any

from ehsg_cli.assessment import Thresholds
from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import Mapping, Node
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import decode, key_is_word, keys_of, plain
from ehsg_cli.reading.descriptors import not_a_descriptor
from ehsg_cli.reading.scores import check_score, score_of


def read_thresholds(root: Mapping, guide: Guide | None, findings: list[Finding]) -> Thresholds | None:
    """The thresholds that a tree holds, less what is wrong in them; arguments as for an assessment."""
    data = keys_of(root, findings, but="minimum")
    if "minimum" in root.items:
        data["minimum"] = _minimum(root.items["minimum"], guide, findings)
    read = decode(Thresholds, data, root, findings)
    return read if guide is not None else None


def _minimum(node: Node, guide: Guide | None, findings: list[Finding]) -> Any:
    """The figures by id, less ids that are no criterion and figures that are not on the scale."""
    at = Pointer(("minimum",))
    if guide is None or not isinstance(node, Mapping):
        return plain(node, at, findings)
    if guide.autonomy is None:
        findings.append(faults.unknown_key(at, (), f"{guide.title} {guide.edition}"))
        return {}
    criteria = [criterion.descriptor for criterion in guide.autonomy.criteria]
    figures: dict[str, Any] = {}
    for id, value in node.items.items():
        pointer = at.child(id)
        if id not in guide.by_form and not key_is_word(node, id, at, findings):
            continue
        if id not in guide.descriptors:
            findings.append(not_a_descriptor(id, pointer, guide, at_key=True, known=criteria))
        elif id not in criteria:
            findings.append(faults.not_a_criterion(pointer, id, criteria, guide.autonomy.title))
        elif fault := check_score(value, pointer, guide.scale):
            findings.append(fault)
        elif (figure := score_of(value, guide.scale)) is not None:
            figures[id] = figure
    return figures
