"""The commits that changed a score, worded."""

from collections.abc import Sequence
from typing import NamedTuple

from ehsg_cli.compare.changes import ScoreChange
from ehsg_cli.guide.models import Guide
from ehsg_cli.views import words

_SHORT = 10
# More lines than these nobody reads at one commit.
_MANY = 8


class Entry(NamedTuple):
    """A commit in the log; the working file where it has no name.

    Attributes:
        commit: its full name.
        path: of the file at that commit.
        author: empty where nobody asked for authors.
        changes: the scores that changed.
        note: what else is to be said, as why nothing was compared.
    """

    commit: str
    date: str
    author: str
    subject: str
    path: str
    changes: tuple[ScoreChange, ...]
    note: str


class Log(NamedTuple):
    """The log of a file.

    Attributes:
        path: of the file, as its user wrote it.
        guide: by which it was read; `None` where no version of it could be.
        uncommitted: what the working file has that no commit has; `None` for nothing.
        entries: newest first.
        complete: whether nothing is missing at the end, as in a clone of the latest commits only.
    """

    path: str
    guide: Guide | None
    uncommitted: Entry | None
    entries: tuple[Entry, ...]
    complete: bool


class EntryView(NamedTuple):
    """A commit as it is shown: a heading in pieces, and lines below it."""

    commit: str
    date: str
    subject: str
    lines: tuple[str, ...]


def view_log(log: Log) -> tuple[EntryView, ...]:
    """What is shown, the working file first."""
    first = [_view(log.uncommitted, log)] if log.uncommitted is not None else []
    return (*first, *(_view(entry, log) for entry in log.entries))


def _view(entry: Entry, log: Log) -> EntryView:
    said = [f"by {words.one_line(entry.author)}"] if entry.author else []
    if log.guide is not None:
        said += changes_said(entry.changes, log.guide)
    if entry.note:
        said.append(words.capitalised(words.one_line(entry.note)))
    if not entry.commit:
        return EntryView("", "", "Not committed yet", tuple(said))
    return EntryView(entry.commit[:_SHORT], entry.date, words.one_line(entry.subject), tuple(said))


def changes_said(changes: Sequence[ScoreChange], guide: Guide) -> list[str]:
    """A line for each score that changed; of many, one for those that changed alike, in the scale's order."""
    if len(changes) <= _MANY:
        return [f"{words.named(guide.descriptors[each.descriptor])}: {_how(each, guide)}" for each in changes]
    alike: dict[str, list[str]] = {}
    for each in sorted(changes, key=_order):
        alike.setdefault(_how(each, guide), []).append(words.numbered(guide.descriptors[each.descriptor]))
    return [f"{how}: {', '.join(ids)}" for how, ids in alike.items()]


def _order(change: ScoreChange) -> tuple[bool, bool, int, int]:
    """New scores first and lost ones last; within each by what it was and what it is."""
    return change.old is not None, change.new is None, change.old or 0, change.new or 0


def _how(change: ScoreChange, guide: Guide) -> str:
    """How a score changed, the same for all that changed alike."""
    scored = words.terms(guide).given
    old, new = (None if each is None else guide.scale.say(each) for each in (change.old, change.new))
    if old is None:
        return f"newly {scored} {new}"
    if new is None:
        return f"no longer {scored}, was {old}"
    return f"{old} \N{RIGHTWARDS ARROW} {new}"


def nothing_said(log: Log) -> str:
    """What to say where there is no commit to show."""
    what = "an answer" if log.guide is not None and log.guide.scale.in_words else "a score"
    return f"No commit changed {what} in {words.one_line(log.path)}."
