"""An assessment held against the receipt of what was submitted."""

from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.receipts import Receipt
from ehsg_cli.compare.meaning import digest, meaning, parts
from ehsg_cli.diagnostics import Pointer
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.folders import same_area
from ehsg_cli.wording import as_named


def of_another(receipt: Receipt, assessment: Assessment, guide: Guide) -> str:
    """What a receipt is of, where that is no submission of this assessment; else empty."""
    one, other = receipt.area, assessment.area
    same_name = same_area(one.name) == same_area(other.name)
    same_code = one.code is not None and one.code == other.code
    if (same_name or same_code) and (receipt.period, receipt.guide.id) == (assessment.period, guide.id):
        return ""
    name = as_named(one.name or "an area without a name")
    return f"{name} for {receipt.period}, by {as_named(receipt.guide.id)}"


def differences(receipt: Receipt, assessment: Assessment, guide: Guide) -> tuple[Pointer, ...]:
    """What in an assessment is not as it was submitted, by its keys, in the order of a file.

    Nothing where all is; no keys where something is that has none.
    """
    now = meaning(assessment, guide)
    if digest(now) == receipt.meaning:
        return ()
    here = {str(pointer): (pointer, each) for pointer, each in parts(now, guide.words).items()}
    found = []
    for pointer in _every(guide):
        told = receipt.parts.get(str(pointer))
        if told != (here[str(pointer)][1] if str(pointer) in here else None):
            found.append(pointer)
    # Of what is none of a file's keys as this version knows them nothing better can be said.
    return tuple(found) or (Pointer(),)


def _every(guide: Guide) -> list[Pointer]:
    """The keys that lead to each part there can be, in the order of a file."""
    words, found = guide.words, []
    for name in Assessment.model_fields:
        if name != "entries":
            found.append(Pointer((name,)))
            continue
        for id in guide.descriptors:
            found += (Pointer((words.entries, id, word)) for word in words.of_entry)
    return found
