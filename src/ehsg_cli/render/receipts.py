"""The receipt of a submission as JSON: what was submitted, without the texts and without a clock."""

from typing import Any

from ehsg_cli import __version__
from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.receipts import SCHEMA, digest_of
from ehsg_cli.compare.meaning import digest, meaning, parts
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.priorities import check_priorities
from ehsg_cli.reading.receipts import CHECK

# An earlier receipt is kept inside the one that follows it, without these.
_OF_THE_WHOLE = ("earlier", CHECK)


def receipt(
    assessment: Assessment,
    guide: Guide,
    file: str,
    *,
    warnings: int,
    notes: int,
    before: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """`ehsg.receipt/1`.

    Args:
        assessment: as it is submitted.
        guide: which it answers.
        file: the name of its file.
        warnings: how many there were, and were accepted.
        notes: the same of notes.
        before: the receipt that this one takes the place of.
    """
    said = meaning(assessment, guide)
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "file": file,
        "area": {"name": assessment.area.name, "code": assessment.area.code},
        "period": assessment.period,
        "guide": {"id": guide.id, "edition": guide.edition, "revision": guide.revision},
        "submitted": assessment.submitted.isoformat() if assessment.submitted else None,
        "meaning": digest(said),
        "scores": _scores(assessment, guide),
        "priorities": [id for id in guide.descriptors if id in assessment.chosen],
        "data_model": None,
        "priority_verdict": None,
        "findings": {"warning": warnings, "note": notes},
        "sharing": {id: assessment.sharing[id] for id in guide.audiences if id in assessment.sharing},
        "parts": {str(pointer): each for pointer, each in parts(said, guide.words).items()},
        "made_with": f"ehsg {__version__}",
        "earlier": [],
    }
    if guide.priorities is not None:
        verdict = check_priorities(assessment, guide)
        told["data_model"] = {"level": verdict.level, "governs": verdict.governs}
        told["priority_verdict"] = verdict.verdict.value
    if before is not None:
        kept = {key: each for key, each in before.items() if key not in _OF_THE_WHOLE}
        told["earlier"] = [*before.get("earlier", ()), kept]
    return told | {CHECK: digest_of(told)}


def _scores(assessment: Assessment, guide: Guide) -> dict[str, int | str]:
    answers = {id: guide.scale.as_written(assessment.entry(id).answer) for id in guide.descriptors}
    return {id: answer for id, answer in answers.items() if answer is not None}
