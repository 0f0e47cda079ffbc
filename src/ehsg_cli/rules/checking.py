"""Read files and check them: one, or many at a time on every core."""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.assessment import Thresholds
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.document import Document, Scalar
from ehsg_cli.document.nodes import child, node_at
from ehsg_cli.errors import UserError
from ehsg_cli.reading import Loaded, read_bytes, read_data
from ehsg_cli.reading.companions import companions_of
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.in_force import InForce
from ehsg_cli.reading.nearest import Choice, SettingsLookup
from ehsg_cli.rules import CATALOGUE, check

if TYPE_CHECKING:
    from ehsg_cli.reading.loaded import AnyContent

# From so many files on a second process is worth its start: a copy of this one is at hand where the system
# can fork, and has to load everything anew elsewhere.
_FORKS = sys.platform == "linux"
_PAYS_FROM = 24 if _FORKS else 300
# A line or a value is shown to a person: what is longer is no help.
_LONGEST = 400
_BEFORE = 200  # of a longer line so much is kept before the place


class Row(NamedTuple):
    """A line of a file, or the part of it around a place where it is long.

    Attributes:
        text: as it stands there.
        skipped: how many characters of the line stand before it.
    """

    text: str
    skipped: int = 0


class Checked(NamedTuple):
    """A file as read, everything there is to say about it, and the settings that held for it."""

    file: "Loaded[AnyContent]"
    findings: tuple[Finding, ...]
    in_force: InForce | None = None

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(finding.severity is severity for finding in self.findings)


class SettingsUsed(NamedTuple):
    """Which settings held for a file.

    Attributes:
        file: where they stand.
        used: the positions of their ignores that suppressed something.
        judged: whether all of the file could be read and checked, so that the others were not needed.
    """

    file: str
    used: frozenset[int]
    judged: bool


class Outcome(NamedTuple):
    """What there is to say about one file, without the file: small enough to pass between processes.

    Attributes:
        path: as the user wrote it.
        kind: what its key `ehsg` says, or `None`.
        guide: the id of the guide it answers, or `None`.
        area: the area's name, or `None`.
        findings: located, in the order of the file.
        rows: for each finding the line it starts on; none where the file could not be read as text, and for
            what is missing from it altogether.
        values: for each finding the value it is about, shortened; empty for a group and where there is none.
        settings: which settings held, and what of them was needed; `None` where none did.
    """

    path: str
    kind: str | None
    guide: str | None
    area: str | None
    findings: tuple[Finding, ...]
    rows: tuple[Row | None, ...]
    values: tuple[str, ...]
    settings: SettingsUsed | None = None


def outcome_of(checked: Checked) -> Outcome:
    """What was said about a file."""
    file = checked.file
    content = file.content
    area = None if content is None or isinstance(content, Thresholds) else content.area.name
    guide = file.guide.id if file.guide else None
    said = outcome(file.name, file.kind, guide, area, file.document, checked.findings)
    held = checked.in_force
    if held is None:
        return said
    return said._replace(settings=SettingsUsed(held.file, frozenset(held.used), file.sound))


def outcome(
    path: str,
    kind: str | None,
    guide: str | None,
    area: str | None,
    document: Document | None,
    findings: tuple[Finding, ...],
) -> Outcome:
    """What was said about a document, with the lines and values it was said about."""
    return Outcome(
        path,
        kind,
        guide,
        area,
        findings,
        tuple(_row(document, finding) for finding in findings),
        tuple(_value(document, finding) for finding in findings),
    )


def _row(document: Document | None, finding: Finding) -> Row | None:
    if document is None or finding.span is None or _stands_nowhere(document, finding):
        return None
    line, column = finding.span[:2]
    if not document.text or line > len(document.rows):
        return None
    row = document.rows[line - 1]
    if len(row) <= _LONGEST:
        return Row(row)
    skipped = max(0, column - 1 - _BEFORE)
    return Row(row[skipped : skipped + _LONGEST], skipped)


def _stands_nowhere(document: Document, finding: Finding) -> bool:
    """Whether nothing of it is in the file, so that its place is only where the file begins."""
    root = document.root
    if root is None or not finding.pointer or child(root, finding.pointer[0]) is not None:
        return False
    return finding.span is not None and finding.span[:2] == root.span[:2]


def _value(document: Document | None, finding: Finding) -> str:
    if finding.words:
        return finding.words[:_LONGEST]
    if finding.at_key and finding.pointer:
        return str(finding.pointer[-1])[:_LONGEST]
    node = node_at(document.root, finding.pointer) if document else None
    return node.text[:_LONGEST] if isinstance(node, Scalar) else ""


def check_file(path: str, folders: Folders | None = None, settings: SettingsLookup | None = None) -> Checked:
    """Read one file and check it; `folders` and `settings` are what this run knows of them already.

    Raises:
        UserError: it does not exist or cannot be opened, or the settings that hold for it are wrong.
    """
    return check_data(path, read_bytes(path), folders, settings)


def check_data(
    name: str,
    data: bytes,
    folders: Folders | None = None,
    settings: SettingsLookup | None = None,
    *,
    every: bool = False,
) -> Checked:
    """Check the bytes of a file; what stands around it is looked for where its name says that it stands.

    With `every`, also what is so alike that nobody would read it to the end is told.
    """
    folders = folders or Folders()
    in_force = (settings or settings_for(Choice())).of(name)
    loaded = read_data(name, data, folders)
    return Checked(loaded, check(loaded, companions_of(loaded, folders), in_force, every=every), in_force)


def settings_for(choice: Choice) -> SettingsLookup:
    """Settings as a user asked for them, for one run."""
    return SettingsLookup(CATALOGUE, choice)


def check_files(
    paths: Sequence[str], jobs: int | None = None, choice: Choice | None = None
) -> Iterator[Outcome]:
    """Check files, in the order given.

    Args:
        paths: which.
        jobs: how many processes; by default one a core where the files are many.
        choice: which settings hold; by default those nearest to each file.

    Raises:
        UserError: a file does not exist or cannot be opened, or settings are wrong.
    """
    choice = choice or Choice()
    if jobs is None:
        jobs = cores() if len(paths) >= _PAYS_FROM else 1
    if jobs < 2 or len(paths) < 2:
        folders, settings = Folders(), settings_for(choice)
        for path in paths:
            yield outcome_of(check_file(path, folders, settings))
        return
    yield from _in_processes(paths, min(jobs, len(paths)), choice)


def _in_processes(paths: Sequence[str], jobs: int, choice: Choice) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    chunk = max(1, min(32, len(paths) // (jobs * 4)))
    context = get_context("fork" if _FORKS else "spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_ignore_interrupts) as pool:
        try:
            for result in pool.map(partial(_result, choice=choice), paths, chunksize=chunk):
                if isinstance(result, UserError):
                    raise result
                yield result
        except BrokenProcessPool:
            raise UserError(
                "the system ended a process that was checking files", "memory may be short: try --jobs 1"
            ) from None
        except BaseException:
            # Whoever asked wants no more: what is still waiting is not begun.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _result(path: str, choice: Choice) -> Outcome | UserError:
    try:
        return outcome_of(check_file(path, _folders_of_this_process(), _settings_of_this_process(choice)))
    except UserError as error:
        return error


@cache
def _folders_of_this_process() -> Folders:
    """A process that checks files for another one lives as long as the run."""
    return Folders()


@cache
def _settings_of_this_process(choice: Choice) -> SettingsLookup:
    return settings_for(choice)


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process at once: the first one ends the others."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
