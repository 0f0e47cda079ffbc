"""Is this the id of one of the guide's descriptors? If not, why not."""

from collections.abc import Iterable

from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import Scalar
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import faults


def check_descriptor(node: Scalar, pointer: Pointer, guide: Guide) -> Finding | None:
    """What is wrong with an id, or nothing. A blank is right: no descriptor is named."""
    id = node.text
    if id in guide.descriptors or node.value is None or not id.strip():
        return None
    return not_a_descriptor(id, pointer, guide, at_key=False)


def not_a_descriptor(
    id: str, pointer: Pointer, guide: Guide, *, at_key: bool, known: Iterable[str] | None = None
) -> Finding:
    """What to say of an id that the guide does not have; `known` are those that may stand there."""
    if id in guide.by_form:
        return faults.form_number(pointer, id, guide.by_form[id].id, at_key)
    return faults.unknown_descriptor(pointer, id, known or guide.descriptors, guide.words.entry, at_key)
