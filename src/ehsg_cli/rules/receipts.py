"""Family 8: what was submitted, by the receipt that `ehsg submit` wrote beside the file."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.receipts import Receipt
from ehsg_cli.compare.receipts import differences, of_another
from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.companions import Companions
from ehsg_cli.wording import as_named, counted, listed

ReceiptRule = Rule[[Assessment, Guide, Companions], Iterator[Finding]]

# So many differences are told one by one, each at its place.
_MOST_TOLD = 5
# So many ids are listed one by one.
_MOST_LISTED = 6
_SUBMITTED = "submitted"


@rule("EH841", "not as it was submitted", Severity.WARNING)
def changed_since(
    self: ReceiptRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """What has been submitted is what others have seen and will quote. `ehsg submit` leaves a receipt beside
    the file, as `area.receipt.json` beside `area.yaml`, and where the file no longer says the same this is
    told: at each place where there are a few, in one sentence where there are more.

        area.yaml:          FV1: {score: 4}
        area.receipt.json:  "scores": {"FV1": 3}

    Only what the file says counts. Comments, quotation marks, the wrapping of texts, line ends and the order
    of keys may change. Nothing is told while something in the file cannot be read, or without a receipt.

    What to do: put back what was submitted (`git log -p --follow FILE` shows it), or, if this is sent in
    anew, run `ehsg submit FILE --again --on DATE`, which keeps the earlier receipt inside the new one.
    """
    around = companions.around
    if around is None or assessment.status != _SUBMITTED or not around.sound:
        return
    found = around.receipt()
    receipt = found.receipt
    if receipt is None or found.another or of_another(receipt, assessment, guide):
        return
    what = differences(receipt, assessment, guide)
    on = f"submitted on {receipt.submitted.isoformat()}"
    told = [(each, f"{not_as_submitted(each, receipt, assessment, guide)} ({on})") for each in what]
    if len(what) > _MOST_TOLD:
        told = [
            (Pointer((_SUBMITTED,)), f"this is not what was {on}: {_summed_up(what, guide)} changed"),
        ]
    for pointer, said in told:
        yield self.finding(
            said,
            pointer,
            hint="put back what was submitted, or submit it anew: `ehsg submit FILE --again --on DATE`",
        )


@rule("EH842", "a receipt that cannot be relied on", Severity.WARNING)
def no_receipt(
    self: ReceiptRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """Where the receipt of a file belongs stands something that is none: it is damaged, was edited, was left
    in the middle of a merge, is a folder or a link, or was written by a later version of ehsg. Whether the
    file is still what was submitted cannot be told.

    What to do: restore the receipt from git, or move away what stands there. To have a receipt again for what
    the file says now, run `ehsg submit FILE` after that.
    """
    found = companions.around.receipt() if companions.around else None
    if found is not None and found.receipt is None:
        yield self.finding(
            f"{Path(found.place).name} is no receipt that can be relied on: {found.wrong}",
            Pointer((_SUBMITTED,)),
            hint="restore it from git, or move it away",
        )


@rule("EH843", "a receipt of another file", Severity.WARNING)
def receipt_of_another(
    self: ReceiptRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """The receipt beside the file is of another area, another period or another guide, as it is where last
    year's file was written over instead of copied; or of a file that is called the same but for its ending.

    A file may be renamed together with its receipt. Both have the same name up to the ending.

    What to do: correct the area or the period if it is a slip; else give this file another name, or move the
    receipt to the file it belongs to.
    """
    around = companions.around
    found = around.receipt() if around is not None and around.sound else None
    if found is None or found.receipt is None:
        return
    whose = found.another or of_another(found.receipt, assessment, guide)
    if whose:
        yield self.finding(
            f"{Path(found.place).name} is the receipt of {whose}, and not of this file",
            Pointer((_SUBMITTED,)) if found.another else Pointer(("period",)),
            hint="move the receipt to the file it belongs to, or give this file another name",
        )


@rule("EH844", "submitted once, and a draft again", Severity.WARNING)
def no_longer_submitted(
    self: ReceiptRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """A receipt says that the file was submitted, and its status says that it has not been. Either it is
    being revised, or `ehsg submit` was interrupted between the receipt and the file.

        status: draft

    Who only looks at the file would take for unfinished what others already have.

    What to do: run `ehsg submit FILE` again. Where nothing else changed that sets the status back; where the
    file was revised on purpose it says what differs, and `--again` writes a new receipt.
    """
    around = companions.around
    if around is None or assessment.status == _SUBMITTED or not around.sound:
        return
    found = around.receipt()
    if found.receipt and not found.another and not of_another(found.receipt, assessment, guide):
        yield self.finding(
            f"this was submitted on {found.receipt.submitted.isoformat()}, by {Path(found.place).name}, "
            f"and its status is {assessment.status}",
            Pointer(("status",)),
            hint="when it is ready, run `ehsg submit FILE` again; it says what differs",
        )


def not_as_submitted(pointer: Pointer, receipt: Receipt, assessment: Assessment, guide: Guide) -> str:
    """What to say of one difference, by the keys that lead to it."""
    if not pointer:
        return "something is not as it was submitted"
    words, top = guide.words, str(pointer[0])
    if top != words.entries:
        return _of_head(top, receipt, assessment)
    id, key = str(pointer[1]), str(pointer[2])
    if key != words.answer:
        there, was = getattr(assessment.entry(id), words.of_entry[key]), str(pointer) in receipt.parts
        if there and was:
            return f"{key} of {id} is not as it was submitted"
        if was:
            return f"{key} of {id} is blank, and was not when this was submitted"
        return f"{key} of {id} was blank when this was submitted"
    before, answer = receipt.scores.get(id), assessment.entry(id).answer
    now = None if answer is None else guide.scale.say(answer)
    if before is None:
        return f"{id} has the {key} {now}, and was submitted without one"
    has = f"no {key}" if now is None else f"the {key} {now}"
    return f"{id} has {has}, and was submitted with {as_named(str(before))}"


def _of_head(name: str, receipt: Receipt, assessment: Assessment) -> str:
    if name == "submitted" and assessment.submitted is not None:
        return f"the day is {assessment.submitted.isoformat()}, and it was {receipt.submitted.isoformat()}"
    if name == "priorities":
        if set(assessment.chosen) == set(receipt.priorities):
            return "a reason for a priority is not as it was submitted"
        now, was = _priorities(assessment.chosen), _priorities(receipt.priorities)
        return f"the priorities are {now}, and those submitted were {was}"
    return f"{name} is not as it was submitted"


def _priorities(ids: Sequence[str]) -> str:
    more = [f"{len(ids) - _MOST_LISTED} more"] if len(ids) > _MOST_LISTED else []
    return listed([*map(as_named, ids[:_MOST_LISTED]), *more]) or "none"


def _summed_up(found: Iterable[Pointer], guide: Guide) -> str:
    """What is not as it was submitted, in few words: descriptors by their ids, other parts by their keys."""
    scores, texts, others = [], [], []
    for each in found:
        if each[:1] != (guide.words.entries,):
            others.append(str(each))
        elif each[2] == guide.words.answer:
            scores.append(str(each[1]))
        else:
            texts.append(str(each[1]))
    pieces = []
    for ids, noun in ((scores, guide.words.answer), (list(dict.fromkeys(texts)), "texts")):
        if ids:
            few = len(ids) <= _MOST_LISTED
            which = listed(ids) if few else counted(len(ids), guide.words.entry)
            pieces.append(f"the {noun if noun == 'texts' or len(ids) == 1 else noun + 's'} of {which}")
    return listed([*pieces, *others])


RULES_BESIDE = (changed_since, no_receipt, receipt_of_another, no_longer_submitted)
CODES = frozenset(each.code for each in RULES_BESIDE)
