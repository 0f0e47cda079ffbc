"""Read files and check them: one, or many at a time on every core."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.document import Document, Scalar
from ehsg_cli.document.nodes import node_at
from ehsg_cli.errors import UserError
from ehsg_cli.reading import Loaded, read_bytes, read_data
from ehsg_cli.reading.companions import companions_of
from ehsg_cli.rules import check

# From so many files on a second process is worth its start: a copy of this one is at hand where the system
# can fork, and has to load everything anew elsewhere.
_FORKS = sys.platform == "linux"
_PAYS_FROM = 24 if _FORKS else 300
# A line or a value is shown to a person: what is longer is no help.
_LONGEST = 400


class Checked(NamedTuple):
    """A file as read, and everything there is to say about it."""

    file: Loaded[Assessment | Thresholds]
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(finding.severity is severity for finding in self.findings)


class Outcome(NamedTuple):
    """What there is to say about one file, without the file: small enough to pass between processes.

    Attributes:
        path: as the user wrote it.
        kind: what its key `ehsg` says, or `None`.
        guide: the id of the guide it answers, or `None`.
        area: the area's name, or `None`.
        findings: located, in the order of the file.
        rows: for each finding the line it starts on, shortened.
        values: for each finding the value it is about, shortened; empty for a group and where there is none.
    """

    path: str
    kind: str | None
    guide: str | None
    area: str | None
    findings: tuple[Finding, ...]
    rows: tuple[str, ...]
    values: tuple[str, ...]


def outcome_of(checked: Checked) -> Outcome:
    """What was said about a file."""
    file = checked.file
    area = file.content.area.name if isinstance(file.content, Assessment) else None
    guide = file.guide.id if file.guide else None
    return outcome(file.name, file.kind, guide, area, file.document, checked.findings)


def outcome(
    path: str,
    kind: str | None,
    guide: str | None,
    area: str | None,
    document: Document | None,
    findings: tuple[Finding, ...],
) -> Outcome:
    """What was said about a document, with the lines and values it was said about."""
    rows = document.rows if document and findings else []
    return Outcome(
        path,
        kind,
        guide,
        area,
        findings,
        tuple(_row(rows, finding) for finding in findings),
        tuple(_value(document, finding) for finding in findings),
    )


def _row(rows: list[str], finding: Finding) -> str:
    line = finding.span.line if finding.span else 1
    return rows[line - 1][:_LONGEST] if line <= len(rows) else ""


def _value(document: Document | None, finding: Finding) -> str:
    if finding.words:
        return finding.words[:_LONGEST]
    if finding.at_key and finding.pointer:
        return str(finding.pointer[-1])[:_LONGEST]
    node = node_at(document.root, finding.pointer) if document else None
    return node.text[:_LONGEST] if isinstance(node, Scalar) else ""


def check_file(path: str) -> Checked:
    """Read one file and check it.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    return check_data(path, read_bytes(path))


def check_data(name: str, data: bytes) -> Checked:
    """Check the bytes of a file; what stands beside it is looked for where its name says that it stands."""
    loaded = read_data(name, data)
    return Checked(loaded, check(loaded, companions_of(loaded)))


def check_files(paths: Sequence[str], jobs: int | None = None) -> Iterator[Outcome]:
    """Check files, in the order given.

    Args:
        paths: which.
        jobs: how many processes; by default one a core where the files are many.

    Raises:
        UserError: a file does not exist or cannot be opened.
    """
    if jobs is None:
        jobs = cores() if len(paths) >= _PAYS_FROM else 1
    if jobs < 2 or len(paths) < 2:
        for path in paths:
            yield outcome_of(check_file(path))
        return
    from multiprocessing import get_context

    with get_context("fork" if _FORKS else "spawn").Pool(min(jobs, len(paths)), _ignore_interrupts) as pool:
        for result in pool.imap(_result, paths, chunksize=max(1, min(32, len(paths) // (jobs * 4)))):
            if isinstance(result, UserError):
                raise result
            yield result


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _result(path: str) -> Outcome | UserError:
    try:
        return outcome_of(check_file(path))
    except UserError as error:
        return error


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process at once: the first one ends the others."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
