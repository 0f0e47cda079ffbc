"""What changed between two assessments, as data: one JSON object, or one row a change."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ehsg_cli import __version__
from ehsg_cli.compare.changes import (
    ActionsMoved,
    Change,
    DataModelChange,
    PriorityChange,
    PriorityFollowed,
    SectionChange,
)
from ehsg_cli.compare.rewording import rewording
from ehsg_cli.render.rows import MARK, row
from ehsg_cli.views.compared import Side
from ehsg_cli.views.words import MADE_BY, UNREADABLE, visible

if TYPE_CHECKING:
    from collections import Counter

    from ehsg_cli.assessment import FollowUp
    from ehsg_cli.compare.editions import SideBySide
    from ehsg_cli.guide.models import Guide
    from ehsg_cli.judge.priorities import PriorityVerdict
    from ehsg_cli.reading.kinship import Kinship

Cell = str | int | float | None


def change_object(change: Change, old: Side, new: Side) -> dict[str, Any]:
    """`ehsg.diff/1`."""
    return {**_head(old, new), **change_told(change)}


def change_told(change: Change) -> dict[str, Any]:
    """What changed, without what was compared."""
    guide = change.guide
    return {
        "kinship": change.kinship._asdict(),
        "changed": not change.empty,
        "scores": [
            {
                "descriptor": each.descriptor,
                "old": guide.scale.as_written(each.old),
                "new": guide.scale.as_written(each.new),
                "unreadable": _sides(each.unreadable),
            }
            for each in change.scores
        ],
        "sections": [{"id": each.id, "title": each.title, **_section(each)} for each in change.sections],
        "overall": _section(change.overall),
        "priorities": _priorities(change.priorities, guide) if guide.priorities else None,
        "data_model": _data_model(change.data_model, guide) if guide.priorities else None,
        "autonomy": _autonomy(change) if guide.autonomy else None,
        "narrative": [
            {
                "descriptor": each.descriptor,
                "field": _field(each.field, guide),
                **_texts(each.old, each.new),
            }
            for each in change.narrative
        ],
        "follow_up": [
            {"descriptor": id, "old": _follow_up(before), "new": _follow_up(after)}
            for id, before, after in change.follow_up
        ],
        "others": [
            {"field": ".".join(each.keys), "old": _plain(each.old), "new": _plain(each.new)}
            for each in change.others
        ],
    }


def editions_of(old: Side, new: Side, told: dict[str, Any]) -> dict[str, Any]:
    """`ehsg.diff/1` of two editions, whose answers stand side by side."""
    return {**_head(old, new), "changed": True, "editions": told}


def _head(old: Side, new: Side) -> dict[str, Any]:
    return {
        "schema": "ehsg.diff/1",
        # Near the start, where our mark is looked for and gets its check.
        "mark": f"{MADE_BY} {__version__}",
        "old": _side(old),
        "new": _side(new),
    }


def _side(side: Side) -> dict[str, Any]:
    assessment = side.assessment
    return {
        "path": side.path,
        "revision": side.revision,
        "digest": side.digest,
        "guide": assessment.guide,
        "area": {"name": assessment.area.name, "code": assessment.area.code},
        "period": assessment.period,
        "status": assessment.status,
        "errors": side.errors,
    }


def _sides(which: tuple[bool, bool]) -> list[str]:
    """The sides of which something is so."""
    return [side for side, so in zip(("old", "new"), which, strict=True) if so]


def _section(section: SectionChange) -> dict[str, Any]:
    """Both means are over the descriptors that are scored in both."""
    return {
        "descriptors": section.old.descriptors,
        "scored": {"old": section.old.scored, "new": section.new.scored, "both": section.both},
        "mean": {"old": section.old_mean, "new": section.new_mean},
    }


def _priorities(chosen: PriorityChange, guide: "Guide") -> dict[str, Any]:
    return {
        "carried": list(chosen.carried),
        "dropped": list(chosen.dropped),
        "new": list(chosen.added),
        "reasons": [{"descriptor": id, **_texts(old, new)} for id, old, new in chosen.reasons],
        "followed": [_followed(each, guide) for each in chosen.followed],
    }


def _followed(each: PriorityFollowed, guide: "Guide") -> dict[str, Any]:
    return {
        "descriptor": each.descriptor,
        "carried": each.carried,
        "old": guide.scale.as_written(each.old),
        "new": guide.scale.as_written(each.new),
        "unreadable": _sides(each.unreadable),
        "evidence_changed": each.evidence,
        "next_steps_changed": each.next_steps,
        "actions": _actions(each.actions),
        "follow_up": _follow_up(each.follow_up),
    }


def _actions(actions: ActionsMoved) -> dict[str, Any]:
    return {
        "old": _by_status(actions.old),
        "new": _by_status(actions.new),
        "moved": actions.moved,
        "last_reported": actions.reported.isoformat() if actions.reported else None,
    }


def _by_status(counts: "Counter[Any] | None") -> dict[str, Any] | None:
    if counts is None:
        return None
    known = {status: counts[status] for status in sorted(filter(None, counts))}
    return {"total": counts.total(), "by_status": known, "no_status": counts[None]}


def _follow_up(said: "FollowUp | None") -> dict[str, Any] | None:
    return None if said is None else {"outcome": said.outcome, "note": said.note}


def _data_model(model: DataModelChange, guide: "Guide") -> dict[str, Any]:
    return {
        "old": _level(model.old, guide),
        "new": _level(model.new, guide),
        "rule_changed": model.rule_changed,
        # How the old choice would stand at the new level.
        "kept": {
            "verdict": model.kept.verdict.value,
            "problems": [problem.sentence for problem in model.kept.problems],
        },
    }


def _level(verdict: "PriorityVerdict", guide: "Guide") -> dict[str, Any]:
    level = guide.levels.get(verdict.level) if verdict.level is not None else None
    return {
        "level": verdict.level,
        "name": level.name if level else None,
        "governs": verdict.governs,
        "choose": verdict.choice.choose if verdict.choice else None,
        "verdict": verdict.verdict.value,
    }


def _autonomy(change: Change) -> dict[str, Any]:
    old, new = change.autonomy
    return {
        "old": old.value,
        "new": new.value,
        "criteria": [
            {
                "descriptor": each.descriptor,
                "minimum": each.minimum,
                "old": each.old.value,
                "new": each.new.value,
            }
            for each in change.criteria
        ],
    }


def _field(field: str, guide: "Guide") -> str:
    """A neutral field as the guide's files call it."""
    return next(word for word, neutral in guide.words.of_entry.items() if neutral == field)


def _texts(old: str | None, new: str | None) -> dict[str, Any]:
    """Both texts as they were typed, and word by word what was kept, is gone or is new."""
    return {"old": old, "new": new, "words": [run._asdict() for run in rewording(old, new)]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


# Rows

COLUMNS = (
    *("kind", "section", "descriptor", "form", "field", "old", "new"),
    *("scored_in_both", "descriptors"),
)
"""What a row says of a change; behind it stands with what was compared."""
_COMPARED = ("path", "revision", "digest", "area", "period", "errors")
_SIDES = tuple(f"{side}_{each}" for side in ("old", "new") for each in _COMPARED)


def change_csv(change: Change, old: Side, new: Side) -> str:
    """One row a change, each with what was compared; no row where nothing changed."""
    compared = _with_what(old, new, change.kinship)
    lines = [MARK + row((*COLUMNS, *_SIDES, "relation", "boundaries"))]
    lines += [row((*cells, *compared), visible) for cells in change_rows(change)]
    return "".join(lines)


def editions_csv(both: "SideBySide", old: Side, new: Side) -> str:
    """One row a line of the crosswalk, each with what was compared, and whose reading the crosswalk is."""
    from ehsg_cli.render.editions import editions_rows

    header, *rows = editions_rows(both)
    compared = (both.by, *_with_what(old, new, both.kinship))
    # `relation` is what a line of the crosswalk says of two descriptors.
    lines = [MARK + row((*header, "by", *_SIDES, "kinship", "boundaries"))]
    lines += [row((*cells, *compared), visible) for cells in rows]
    return "".join(lines)


def _with_what(old: Side, new: Side, kinship: "Kinship") -> tuple[Cell, ...]:
    return (*_of_side(old), *_of_side(new), kinship.relation, kinship.boundaries)


def _of_side(side: Side) -> tuple[Cell, ...]:
    about = side.assessment
    return side.path, side.revision, side.digest, about.area.name, about.period, side.errors


def change_rows(change: Change) -> Iterator[tuple[Cell, ...]]:
    """Every change, in the cells of `COLUMNS`: in the order of the form, and a blank cell for nothing."""
    guide, words = change.guide, change.guide.words

    def about(kind: str, id: str, field: str, old: Cell, new: Cell) -> tuple[Cell, ...]:
        of = (guide.section_of[id].id, id, guide.descriptors[id].form) if id else (None, None, None)
        return kind, *of, field, old, new, None, None

    for score in change.scores:
        old_score, new_score = (
            UNREADABLE if unreadable else guide.scale.as_written(each)
            for each, unreadable in zip((score.old, score.new), score.unreadable, strict=True)
        )
        yield about("score", score.descriptor, words.answer, old_score, new_score)
    if change.scores and change.overall.old_mean is not None:
        for section in (*change.sections, change.overall):
            means = section.old_mean, section.new_mean
            counts = section.both, section.old.descriptors
            yield "mean", section.id or "all", None, None, "mean", *means, *counts
    for text in change.narrative:
        yield about("text", text.descriptor, _field(text.field, guide), text.old, text.new)
    chosen = change.priorities
    for id in chosen.dropped:
        yield about("priority", id, "chosen", "yes", "no")
    for id in chosen.added:
        yield about("priority", id, "chosen", "no", "yes")
    for id, old, new in chosen.reasons:
        yield about("priority", id, "why", old, new)
    for followed in change.actions_moved:
        statuses = _statuses(followed.actions.old), _statuses(followed.actions.new)
        yield about("actions", followed.descriptor, "status", *statuses)
    for criterion in change.criteria:
        yield about("criterion", criterion.descriptor, "verdict", criterion.old.value, criterion.new.value)
    for id, before, after in change.follow_up:
        for field in ("outcome", "note"):
            said = [getattr(each, field) if each is not None else None for each in (before, after)]
            if said[0] != said[1]:
                yield about("follow_up", id, field, *said)
    for other in change.others:
        yield about("other", "", ".".join(other.keys), _shown(other.old), _shown(other.new))


def _statuses(counts: "Counter[Any] | None") -> str:
    """How many actions have each status."""
    known = sorted((counts or {}).items(), key=lambda each: each[0] or "")
    return ", ".join(f"{count} {status or 'without a status'}" for status, count in known)


def _shown(value: Any) -> Cell:
    """A value in a cell."""
    if isinstance(value, tuple | list):
        return ", ".join(str(_shown(each)) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items() if each is not None)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
