"""A document to a thresholds file."""

from ehsg_cli.assessment import Thresholds
from ehsg_cli.diagnostics import ROOT, Finding, Pointer
from ehsg_cli.document import Mapping
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import decode, is_word, plain
from ehsg_cli.reading.scores import check_score


def read_thresholds(root: Mapping, guide: Guide | None, findings: list[Finding]) -> Thresholds | None:
    """The thresholds that a tree holds, less what is wrong in them; arguments as for an assessment."""
    data = plain(root, ROOT, findings)
    minimum = root.items.get("minimum")
    if guide is not None and isinstance(minimum, Mapping) and isinstance(data.get("minimum"), dict):
        criteria = [criterion.descriptor for criterion in guide.autonomy.criteria]
        for id, node in minimum.items.items():
            pointer = Pointer(("minimum", id))
            fault = check_score(node, pointer, guide.scale)
            if id in guide.by_form:
                # A number as a key has been reported as no word; its remedy is the better message.
                findings[:] = [f for f in findings if f.pointer != pointer]
                fault = faults.form_number(pointer, id, guide.by_form[id].id, at_key=True)
            elif is_word(minimum.keys[id]) and id not in guide.descriptors:
                fault = faults.unknown_descriptor(pointer, id, criteria, guide.words.entry, at_key=True)
            elif is_word(minimum.keys[id]) and id not in criteria:
                fault = faults.not_a_criterion(pointer, id, criteria)
            if fault:
                findings.append(fault)
                data["minimum"].pop(id, None)
    read = decode(Thresholds, data, root, findings)
    return read if guide is not None else None
