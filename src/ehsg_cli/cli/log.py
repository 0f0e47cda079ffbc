"""`ehsg log`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from ehsg_cli.assessment import Assessment
from ehsg_cli.cli import options
from ehsg_cli.cli.output import print_text
from ehsg_cli.cli.text_formats import format_of, target_of, write_result
from ehsg_cli.compare.log import Key, Version, score_log
from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.history import History, Step, history_of
from ehsg_cli.reading import read_bytes
from ehsg_cli.reading.files import read_data
from ehsg_cli.reading.scores import unreadable_scores
from ehsg_cli.render import lines, machine
from ehsg_cli.render.log import as_csv, as_json, as_lines
from ehsg_cli.views.log import Entry, Log
from ehsg_cli.wording import counted, listed

_WORKING: Key = ("", "")
_FEW = 5
_COUNT = ("counts", "count")


class LogFormat(StrEnum):
    """What a log is written as."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def log(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An assessment.", show_default=False)],
    max_count: Annotated[
        int | None, typer.Option("-n", "--max-count", min=1, metavar="NUMBER", help="So many at most.")
    ] = None,
    authors: Annotated[bool, typer.Option("--authors", help="With who made each commit.")] = False,
    form: Annotated[
        LogFormat | None, typer.Option("--format", help="How to write the result.", show_default=False)
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="PATH", help="Write to a file, or into a folder.")
    ] = None,
    force: options.Force = False,
) -> None:
    """List the commits that changed a score, newest first.

    \b
    Examples:
      ehsg log area.yaml
      ehsg log area.yaml --authors -n 5
      ehsg log area.yaml --format csv -o log.csv
    """
    wanted = format_of(form, output, "a log", LogFormat.TEXT)
    history = history_of(file)
    if not any(step.touched for step in history.steps) and not Path(file).exists():
        raise UserError(f"there is no file {file}, and no commit has one of that name", "check the name")
    found = _log(file, history, authors=authors)
    if max_count is not None:
        found = found._replace(entries=found.entries[:max_count])
    if output is not None:
        target = target_of(output, f"{Path(file).stem}-log", wanted)
        text = _text(found, wanted, authors=authors)
        write_result(text, wanted, output, target, sources=[Path(file)], force=force)
    elif wanted is LogFormat.TEXT:
        lines.write(as_lines(found, lines.width(sys.stdout)), sys.stdout)
    else:
        print_text(_text(found, wanted, authors=authors))
    if not found.complete:
        lines.message("This clone holds the latest commits only; `git fetch --unshallow` fetches the others")
    if history.left_out:
        lines.message(
            "This clone left earlier versions out, and a file that one commit renamed and changed is not "
            "followed to its earlier name; `git fetch --refetch --no-filter` fetches them"
        )


def _text(found: Log, wanted: LogFormat, *, authors: bool) -> str:
    if wanted is LogFormat.JSON:
        return machine.to_text(as_json(found, authors=authors))
    if wanted is LogFormat.CSV:
        return "".join(as_csv(found, authors=authors))
    return "".join(map(lines.plain, as_lines(found, lines.PIPE_WIDTH)))


class _Read(NamedTuple):
    """A version of the file: what it says, else why that cannot be told; and scores that cannot be read."""

    content: Assessment | None
    guide: Guide | None
    why: str
    unsure: frozenset[str]


def _log(file: str, history: History, *, authors: bool) -> Log:
    """The log of a file by the guide that its newest readable version answers."""
    read = {blob: _read(file, data) for blob, data in history.blobs.items()}
    working = _working(file, history)
    newest = ([working] if working is not None else []) + [
        read[step.blob] for step in history.steps if step.blob in read
    ]
    guide = next((each.guide for each in newest if each.content is not None), None)
    told = {(step.commit, step.path): _of(step, read, guide) for step in history.steps}
    versions = [_version(step, told[step.commit, step.path]) for step in history.steps]
    if working is not None:
        working = _by(working, guide)
        before = tuple(version.key for version in versions[:1])
        versions.insert(0, Version(_WORKING, before, True, working.content, working.unsure))
    changes = score_log(versions, guide) if guide is not None else {}
    entries = []
    for step in history.steps:
        key = step.commit, step.path
        note, of_step = _note(step, told[key]), changes.get(key, ())
        if step.touched and (of_step or note):
            author = step.author if authors else ""
            entries.append(Entry(step.commit, step.date, author, step.subject, step.path, of_step, note))
    uncommitted = None
    if working is not None:
        note = working.why or ("" if changes.get(_WORKING) else "changes that are to no score")
        note = f"{note}; {_unsure(working)}" if working.unsure and not working.why else note
        uncommitted = Entry("", "", "", "", history.path, changes.get(_WORKING, ()), note)
    return Log(
        file,
        guide,
        uncommitted,
        tuple(entries),
        not (history.left_out or any(step.cut for step in history.steps)),
    )


def _read(file: str, data: bytes) -> _Read:
    loaded = read_data(file, data)
    content, guide = loaded.content, loaded.guide
    if isinstance(content, Assessment) and guide is not None:
        return _Read(content, guide, "", unreadable_scores(loaded.findings, guide))
    if content is not None:
        why = f"the file says `ehsg: {loaded.kind}` here, and is no assessment"
        return _Read(None, None, why, frozenset())
    errors = [each.message for each in loaded.findings if each.severity is Severity.ERROR]
    why = f" ({errors[0]})" if errors else ""
    return _Read(None, None, f"the file cannot be read as an assessment here{why}", frozenset())


def _working(file: str, history: History) -> _Read | None:
    """The working file, where it is another one than the latest commit has; line ends make no other one."""
    if not Path(file).exists():
        return None if history.head is None else _Read(None, None, "the file is deleted", frozenset())
    data = read_bytes(file)
    if history.head is not None and _same_ends(data) == _same_ends(history.head):
        return None
    return _read(file, data)


def _same_ends(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _of(step: Step, read: dict[str, _Read], guide: Guide | None) -> _Read:
    """What a step says, as far as it can be compared by a guide."""
    if not step.touched:
        return _Read(None, None, "", frozenset())
    if step.blob is None:
        return _Read(None, None, "the file was deleted", frozenset())
    if not step.ordinary:
        return _Read(None, None, "this is no ordinary file here (a link, or a repository)", frozenset())
    if step.blob not in read:
        return _Read(None, None, "what the file said here is not in this clone", frozenset())
    return _by(read[step.blob], guide)


def _by(read: _Read, guide: Guide | None) -> _Read:
    """A version that answers another guide is not compared."""
    if guide is None or read.guide is None or read.guide.id == guide.id:
        return read
    return _Read(None, None, f"the file answers {read.guide.id} here, and is not compared", frozenset())


def _version(step: Step, read: _Read) -> Version:
    return Version(
        (step.commit, step.path), step.parents, step.touched, read.content, read.unsure, first=step.cut
    )


def _note(step: Step, read: _Read) -> str:
    """What is to be said of a step beside its changes."""
    if read.why:
        return read.why
    if step.touched and step.cut:
        return "this clone begins here: what changed with this commit is not known"
    return _unsure(read) if read.unsure else ""


def _unsure(read: _Read) -> str:
    ids = sorted(read.unsure)
    which = f" ({listed(ids)})" if len(ids) <= _FEW else ""
    what = "score" if read.guide is None or not read.guide.scale.in_words else "answer"
    return f"{counted(len(ids), what)} cannot be read here{which}, and {_COUNT[len(ids) > 1]} as before"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(log)
