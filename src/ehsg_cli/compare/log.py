"""How scores changed from one version of a file to the next, where versions branch and join."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.compare.changes import ScoreChange, score_changes
from ehsg_cli.guide.models import Guide

Key = tuple[str, str]

_BLANK = Assessment(ehsg="assessment/1")


class Version(NamedTuple):
    """A version of a file.

    Attributes:
        key: what is known by.
        parents: the versions it was made from.
        touched: whether it is another one than all of them; if not, it is the same as the first of them.
        content: what it says; `None` where it cannot be compared.
        unsure: descriptors of which the score cannot be read there.
        first: nothing is known of what was before it.
    """

    key: Key
    parents: tuple[Key, ...]
    touched: bool
    content: Assessment | None
    unsure: frozenset[str] = frozenset()
    first: bool = False


def score_log(versions: Sequence[Version], guide: Guide) -> dict[Key, tuple[ScoreChange, ...]]:
    """The scores that changed in each version, by its key.

    A version that cannot be compared is passed over: the next is compared with the last one before it. In one
    that joins several a score changed if it is none of theirs.

    Args:
        versions: those made from others before those; what they say answers the guide.
        guide: the guide.
    """
    found: dict[Key, tuple[ScoreChange, ...]] = {}
    known: dict[Key, Assessment | None] = {}
    for version in reversed(versions):
        before = [known.get(parent) for parent in version.parents]
        last = next((each for each in before if each is not None), None)
        if not version.touched or version.content is None:
            known[version.key] = last
            continue
        now = _with(version.content, version.unsure, last or _BLANK)
        known[version.key] = now
        if version.first:
            continue
        found[version.key] = _changes(before, now, guide)
    return found


def _changes(before: Sequence[Assessment | None], now: Assessment, guide: Guide) -> tuple[ScoreChange, ...]:
    first, *others = [each or _BLANK for each in before] or [_BLANK]
    return tuple(
        change
        for change in score_changes(first, now, guide)
        if all(other.entry(change.descriptor).answer != change.new for other in others)
    )


def _with(assessment: Assessment, unsure: Iterable[str], last: Assessment) -> Assessment:
    """An assessment with the scores that cannot be read as they were last."""
    kept = {
        id: assessment.entry(id).model_copy(update={"answer": last.entry(id).answer}) for id in sorted(unsure)
    }
    return assessment.model_copy(update={"entries": {**assessment.entries, **kept}}) if kept else assessment
