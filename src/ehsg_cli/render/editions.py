"""Two assessments by two editions, as data: one JSON object, or one row a line of the crosswalk."""

from collections.abc import Iterator
from typing import Any

from ehsg_cli.assessment import Entry
from ehsg_cli.compare.editions import Alone, SideBySide
from ehsg_cli.guide.models import Guide

_COLUMNS = (
    *("old_guide", "old_id", "old_title", "old_answer"),
    *("relation", "why"),
    *("new_guide", "new_id", "new_title", "new_answer"),
)


def editions_object(told: SideBySide) -> dict[str, Any]:
    """What stands side by side: answers as files have them, texts as they were typed."""
    old, new = told.old_guide, told.new_guide
    return {
        "old_guide": _guide(old),
        "new_guide": _guide(new),
        "by": told.by,
        "official": False,
        "kinship": told.kinship._asdict(),
        "lines": [
            {
                "relation": pair.relation,
                "why": pair.why,
                "old": _entry(old, pair.old, pair.old_entry),
                "new": _entry(new, pair.new, pair.new_entry),
            }
            for pair in told.pairs
        ],
        "without_home": {
            "old": [_alone(old, each) for each in told.old_alone],
            "new": [_alone(new, each) for each in told.new_alone],
        },
    }


def _guide(guide: Guide) -> dict[str, Any]:
    return {
        "id": guide.id,
        "revision": guide.revision,
        "scale": [guide.scale.as_written(value) for value in guide.scale.numbers],
    }


def _entry(guide: Guide, id: str, entry: Entry) -> dict[str, Any]:
    one = guide.descriptors[id]
    return {
        "id": id,
        "form": one.form,
        "title": one.title,
        "answer": guide.scale.as_written(entry.answer),
        "evidence": entry.evidence,
        "next_steps": entry.next_steps,
    }


def _alone(guide: Guide, each: Alone) -> dict[str, Any]:
    return {**_entry(guide, each.id, each.entry), "why": each.why}


def editions_rows(told: SideBySide) -> Iterator[tuple[str, ...]]:
    """A heading, then a row for each line; what has no like on the other side has nothing there."""
    old, new = told.old_guide, told.new_guide
    yield _COLUMNS
    for pair in told.pairs:
        yield (
            *_cells(old, pair.old, pair.old_entry),
            *(pair.relation, pair.why),
            *_cells(new, pair.new, pair.new_entry),
        )
    for each in told.old_alone:
        yield (*_cells(old, each.id, each.entry), "", each.why, new.id, "", "", "")
    for each in told.new_alone:
        yield (old.id, "", "", "", "", each.why, *_cells(new, each.id, each.entry))


def _cells(guide: Guide, id: str, entry: Entry) -> tuple[str, ...]:
    answer = guide.scale.as_written(entry.answer)
    return guide.id, id, guide.descriptors[id].title, "" if answer is None else str(answer)
