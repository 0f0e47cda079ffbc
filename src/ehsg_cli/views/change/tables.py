"""What changed as tables of figures and texts, for workbooks and comma-separated values."""

from collections.abc import Iterator

from ehsg_cli.compare.changes import Change, PriorityFollowed
from ehsg_cli.compare.rewording import same_text
from ehsg_cli.views import words
from ehsg_cli.views.change.priorities import OUTCOMES
from ehsg_cli.views.change.times import Times, times_of
from ehsg_cli.views.workbook import Field, Sheet, Value, score_field

_NAMED = (Field("descriptor", "Descriptor"), Field("form", "Number on the form"), Field("title", "Title"))


def change_sheets(change: Change) -> tuple[Sheet, ...]:
    """Every descriptor in both years, the old priorities, and means of the same descriptors."""
    return _changes(change), _followed(change), _means(change)


def _scores(change: Change, times: Times) -> tuple[Field, Field]:
    """The columns of both scores."""
    answer, in_words = words.capitalised(words.terms(change.guide).answer), change.guide.scale.in_words
    return (
        score_field("previous_score", f"{answer} {times.old}", in_words=in_words),
        score_field("score", f"{answer} {times.new}", in_words=in_words),
    )


def _changes(change: Change) -> Sheet:
    """One row a descriptor, whether it changed or not: what did not is known to be the same."""
    times = times_of(change.old, change.new)
    old, new = times.old, times.new
    return Sheet(
        "changes",
        "Changes",
        "Every descriptor, before and now",
        (
            *_NAMED,
            Field("section_id", "Section id", shown=False),
            Field("section", "Section"),
            Field("previous_period", "Earlier period", shown=False),
            *_scores(change, times),
            Field("direction", "Which way"),
            Field("previous_priority", f"Priority {old}"),
            Field("priority", f"Priority {new}"),
            Field("previous_evidence", f"Evidence {old}"),
            Field("evidence", f"Evidence {new}"),
            Field("evidence_changed", "Evidence changed"),
            Field("previous_next_steps", f"Next steps {old}"),
            Field("next_steps", f"Next steps {new}"),
            Field("next_steps_changed", "Next steps changed"),
            Field("actions_moved", "Actions moved"),
            Field("outcome", "What became of it"),
            Field("note", "How that is said"),
        ),
        tuple(_change_rows(change)),
    )


def _change_rows(change: Change) -> Iterator[tuple[Value, ...]]:
    guide = change.guide
    ways = {each.descriptor: each.direction for each in change.scores}
    followed = {each.descriptor: each for each in change.priorities.followed}
    for id, descriptor in guide.descriptors.items():
        before, after = change.old.entry(id), change.new.entry(id)
        section, said = guide.section_of[id], change.new.follow_up.get(id)
        outcome = OUTCOMES.get(said.outcome or "") if said else None
        moved = followed[id].actions.moved if id in followed else None
        yield (
            *(id, descriptor.form, descriptor.title, section.id, section.title, change.old.period),
            *map(guide.scale.as_written, (before.answer, after.answer)),
            ways.get(id, "same" if after.answer is not None else None),
            *(_yes(id in change.old.chosen), _yes(id in change.new.chosen)),
            *(_text(before.evidence), _text(after.evidence)),
            _yes(not same_text(before.evidence, after.evidence)),
            *(_text(before.next_steps), _text(after.next_steps)),
            _yes(not same_text(before.next_steps, after.next_steps)),
            None if moved is None else _yes(moved),
            outcome,
            _text(said.note if said else None),
        )


def _followed(change: Change) -> Sheet:
    return Sheet(
        "followed",
        "Earlier priorities",
        "What became of the earlier priorities",
        (
            *_NAMED,
            Field("carried", "Carried on"),
            *_scores(change, times_of(change.old, change.new)),
            Field("evidence_changed", "Evidence changed"),
            Field("next_steps_changed", "Next steps changed"),
            Field("actions_moved", "Actions moved"),
            Field("outcome", "What became of it"),
            Field("note", "How that is said"),
        ),
        tuple(_followed_row(each, change) for each in change.priorities.followed),
    )


def _followed_row(each: PriorityFollowed, change: Change) -> tuple[Value, ...]:
    guide, said = change.guide, each.follow_up
    descriptor = guide.descriptors[each.descriptor]
    return (
        *(descriptor.id, descriptor.form, descriptor.title, _yes(each.carried)),
        *map(guide.scale.as_written, (each.old, each.new)),
        *(_yes(each.evidence), _yes(each.next_steps)),
        None if each.actions.moved is None else _yes(each.actions.moved),
        OUTCOMES.get(said.outcome or "") if said else None,
        _text(said.note if said else None),
    )


def _means(change: Change) -> Sheet:
    """No rows where there is no mean."""
    times, guide = times_of(change.old, change.new), change.guide
    forms = {section.id: section.form for section in guide.sections}
    rows = tuple(
        (
            forms.get(each.id, ""),
            each.title or "All sections",
            *(each.old.descriptors, each.both, each.old_mean, each.new_mean),
        )
        for each in (*change.sections, change.overall)
    )
    return Sheet(
        "means",
        "Means of the same",
        f"Means over the {words.terms(guide).entries} that are scored {times.both}",
        (
            Field("form", "Number on the form"),
            Field("section", "Section"),
            Field("descriptors", words.capitalised(words.terms(guide).entries), "number"),
            Field("scored_in_both", f"Scored {times.both}", "number"),
            Field("previous_mean", f"Mean {times.old}", "mean"),
            Field("mean", f"Mean {times.new}", "mean"),
        ),
        rows if change.overall.old_mean is not None else (),
        f"Both means of a row are taken over the same descriptors, those scored {times.both}; the guide has "
        "none.",
    )


def _text(text: str | None) -> str | None:
    return words.visible(text) if text else None


def _yes(value: bool) -> str:
    return "yes" if value else "no"
