"""Which texts were rewritten, with what went and what came."""

from collections.abc import Iterator, Sequence

from ehsg_cli.compare.changes import Change
from ehsg_cli.compare.rewording import Run, rewording
from ehsg_cli.views import words
from ehsg_cli.views.blocks import Block, Heading, Rewording, Sentence
from ehsg_cli.views.change.unmarked import unmarked

NONE_RECORDED = "None recorded"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# So many words of what stayed are shown on either side of a change.
_CONTEXT = 8


REWRITTEN = "What was rewritten"
"""What the part about it is called."""


def rewritten(change: Change) -> Iterator[Block]:
    """Each text that is another one, with what went and what came; those of priorities first."""
    guide = change.guide
    labels = {box.field: box.label for box in guide.boxes}
    chosen = {*change.old.chosen, *change.new.chosen}
    before = ""
    for each in sorted(change.narrative, key=lambda each: each.descriptor not in chosen):
        if each.descriptor != before:
            yield Heading(words.named(guide.descriptors[each.descriptor]), id=_place_of(each.descriptor))
            before = each.descriptor
        lead = labels[each.field]
        if not (each.old and each.new):
            lead += " (new)" if each.new else " (taken out)"
        yield reworded(lead, each.old, each.new)


def where_rewritten(change: Change, id: str) -> Iterator[Sentence]:
    """Where it stands how the texts under a descriptor were rewritten, if they were."""
    if any(each.descriptor == id for each in change.narrative):
        yield Sentence(f"For the words see {REWRITTEN}.", target=_place_of(id))


def _place_of(id: str) -> str:
    return f"rewritten-{id}"


def text_in_short(old: str | None, new: str | None, *, rewritten: bool) -> str:
    """What became of a text, in a cell of a table."""
    if rewritten:
        return "Rewritten" if old and new else "New" if new else "Taken out"
    return "The same" if new else NONE_RECORDED


def reworded(lead: str, old: str | None, new: str | None) -> Rewording:
    """A text before and now, short of what stayed far from any change."""
    runs = rewording(words.visible(old or ""), words.visible(new or ""))
    return Rewording(lead, tuple(_shortened(unmarked(runs))))


def _shortened(runs: Sequence[Run]) -> Iterator[Run]:
    """What stayed, but for a few words on either side of a change."""
    last = len(runs) - 1
    for place, run in enumerate(runs):
        if run.kind != "same":
            yield run
            continue
        kept = run.text.split(" ")
        first_kept = _CONTEXT if place else 0
        last_kept = _CONTEXT if place < last else 0
        # An ellipsis for one word or two would be longer than they are.
        if len(kept) <= first_kept + last_kept + 2:
            yield run
            continue
        if first_kept:
            yield Run("same", " ".join(kept[:first_kept]))
        yield Run("same", ELLIPSIS)
        if last_kept:
            yield Run("same", " ".join(kept[-last_kept:]))
