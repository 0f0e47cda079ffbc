"""The log of a file as lines, JSON and rows."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from ehsg_cli import __version__
from ehsg_cli.compare.changes import ScoreChange
from ehsg_cli.guide.models import Guide
from ehsg_cli.render.lines import Line
from ehsg_cli.render.rows import MARK, row
from ehsg_cli.views.log import Entry, Log, nothing_said, view_log
from ehsg_cli.views.words import MADE_BY, one_line

_COLUMNS = (
    "commit",
    "date",
    "author",
    "subject",
    "path",
    "descriptor",
    "form",
    "title",
    "old",
    "new",
    "note",
)


def as_lines(log: Log, width: int) -> Iterator[Line]:
    """Lines for people: each commit with what it changed below it, wrapped at so many columns."""
    views = view_log(log)
    for number, view in enumerate(views):
        if number:
            yield Line(())
        if view.commit:
            yield Line(((view.commit, "yellow"), (f"  {view.date}  ", ""), (view.subject, "bold")), 24)
        else:
            yield Line(((view.subject, "bold"),))
        for said in view.lines:
            yield from (Line(((row, ""),)) for row in _wrapped(said, width))
    if not log.entries:
        if views:
            yield Line(())
        yield Line(((nothing_said(log), ""),))


def _wrapped(said: str, width: int) -> list[str]:
    """What is said in rows; no id is parted from its number on the form."""
    whole = said.replace(" (", "\N{NO-BREAK SPACE}(")
    rows = wrap(
        whole,
        width,
        initial_indent="  ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [row.replace("\N{NO-BREAK SPACE}(", " (") for row in rows]


def as_json(log: Log, *, authors: bool) -> dict[str, Any]:
    """`ehsg.log/1`."""
    return {
        "schema": "ehsg.log/1",
        # Near the start, where our mark is looked for and gets its check.
        "mark": f"{MADE_BY} {__version__}",
        "path": log.path,
        "guide": log.guide.id if log.guide is not None else None,
        "complete": log.complete,
        "uncommitted": None if log.uncommitted is None else _said(log.uncommitted, log.guide),
        "commits": [_commit(entry, log.guide, authors=authors) for entry in log.entries],
    }


def _commit(entry: Entry, guide: Guide | None, *, authors: bool) -> dict[str, Any]:
    author = {"author": entry.author} if authors else {}
    about = {
        "commit": entry.commit,
        "date": entry.date,
        **author,
        "subject": entry.subject,
        "path": entry.path,
    }
    return about | _said(entry, guide)


def _said(entry: Entry, guide: Guide | None) -> dict[str, Any]:
    return {
        "changes": [
            {
                "descriptor": each.descriptor,
                "old": guide.scale.as_written(each.old),
                "new": guide.scale.as_written(each.new),
            }
            for each in entry.changes
            # Where the guide is not known no change is.
            if guide is not None
        ],
        "note": entry.note or None,
    }


def as_csv(log: Log, *, authors: bool) -> Iterator[str]:
    """One row a score that changed, and one for a commit of which only a note is to be had."""
    columns = [name for name in _COLUMNS if name != "author" or authors]
    yield MARK + row(columns)
    entries = [*([log.uncommitted] if log.uncommitted is not None else []), *log.entries]
    for entry in entries:
        about = [entry.commit, entry.date, *([one_line(entry.author)] if authors else [])]
        about += [one_line(entry.subject), entry.path]
        changes: tuple[ScoreChange | None, ...] = entry.changes or (None,)
        for change in changes:
            yield row([*about, *_cells(change, log.guide), one_line(entry.note)])


def _cells(change: ScoreChange | None, guide: Guide | None) -> list[str | int | None]:
    if change is None or guide is None:
        return [""] * 5
    descriptor = guide.descriptors[change.descriptor]
    return [
        descriptor.id,
        descriptor.form,
        descriptor.title,
        guide.scale.as_written(change.old),
        guide.scale.as_written(change.new),
    ]
