"""Findings as people read them, file by file."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ehsg_cli.diagnostics import Finding, Pointer, Severity, Span
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.rules.outcomes import Outcome, Row
from ehsg_cli.views import words
from ehsg_cli.wording import counted, listed

# From so many findings of one code and remedy in a file on, they are told in one line.
_MANY = 4
_MOST_NAMED = 40
_START = Span(1, 1, 1, 1)


class Excerpt(NamedTuple):
    """The line a finding starts on, in three parts; the middle one is its place. Nothing in it is unseen."""

    line: int
    before: str
    marked: str
    after: str


class FindingLine(NamedTuple):
    """One finding, or several of one kind.

    Attributes:
        span: the place, of several that of the first.
        severity: how much it matters.
        code: of the rule.
        message: what is wrong.
        hint: what to do; may be empty.
        excerpt: the line it stands on; none for several, which stand on many.
        also: other lines that explain it, each with what is to be seen there.
        times: how many findings these are.
    """

    span: Span
    severity: str
    code: str
    message: str
    hint: str
    excerpt: Excerpt | None = None
    also: tuple[str, ...] = ()
    times: int = 1

    @property
    def place(self) -> str:
        """Line and column."""
        return f"{self.span.line}:{self.span.column}"

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, where one line is all there is room for."""
        return f"{self.message}; {self.hint}" if self.hint else self.message


class FileBlock(NamedTuple):
    """A file and what there is to say about it."""

    path: str
    lines: tuple[FindingLine, ...]


def view_file(outcome: Outcome) -> FileBlock:
    """A file's findings, the worst first and then in the order of the file.

    Many notes of one code become one line; errors and warnings only where all stand at one place, as each
    has to be mended at its own.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in outcome.findings:
        alike.setdefault(_kind(finding), []).append(finding)
    lines = []
    for finding, row in zip(outcome.findings, outcome.rows, strict=True):
        others = alike[_kind(finding)]
        if len(others) < _MANY:
            lines.append(view_finding(finding, row))
        elif finding is others[0]:
            lines.append(_together(others))
    lines.sort(key=lambda line: Severity(line.severity).rank)
    return FileBlock(words.one_line(outcome.path), tuple(lines))


def _kind(finding: Finding) -> tuple[object, ...]:
    place = None if finding.severity is Severity.NOTE else finding.span
    return finding.code, finding.severity, finding.hint, place


def view_finding(finding: Finding, row: Row | None = None) -> FindingLine:
    """One finding in words, on the line where it stands."""
    span = finding.span or _START
    also = (
        f"line {other.span.line}: {words.one_line(other.message)}"
        for other in finding.related
        if other.span and other.span.line != span.line
    )
    return FindingLine(
        span,
        finding.severity.value,
        finding.code,
        words.one_line(finding.message),
        words.one_line(finding.hint),
        _excerpt(span, row) if row else None,
        tuple(also),
    )


def _excerpt(span: Span, row: Row) -> Excerpt:
    start = span.column - 1 - row.skipped
    # What goes on for several lines is marked to the end of its first.
    end = span.end_column - 1 - row.skipped if span.end_line == span.line else len(row.text)
    return Excerpt(
        span.line,
        ("\N{HORIZONTAL ELLIPSIS}" if row.skipped else "") + words.exposed(row.text[:start]),
        words.exposed(row.text[start:end]),
        words.exposed(row.text[end:]).rstrip(),
    )


def _together(alike: list[Finding]) -> FindingLine:
    first = view_finding(alike[0])
    title = title_of(first.code)
    names = _where_they_differ([finding.pointer for finding in alike])
    told = ", ".join(names) if names else f"the first: {first.message}"
    return first._replace(message=f"{len(alike)} times: {title} ({told})", also=(), times=len(alike))


def title_of(code: str) -> str:
    """What a code is about, in a few words."""
    return CATALOGUE[code].title


def _where_they_differ(pointers: list[Pointer]) -> list[str]:
    """The keys, in order, by which routes differ first; none where there are too many to read."""
    for keys in zip(*pointers, strict=False):
        different = list(dict.fromkeys(str(key) for key in keys))
        if len(different) > 1:
            return different if len(different) == len(pointers) <= _MOST_NAMED else []
    return []


def closing_line(files: int, counts: Mapping[Severity, int], mendable: int = 0) -> str:
    """How many of what, in how many files, and how many of them can be mended unasked."""
    told = [counted(counts[s], s.value) for s in Severity if counts.get(s)]
    line = f"{counted(files, 'file')} checked: {listed(told) or 'no findings'}."
    return f"{line} `ehsg validate --fix` mends {mendable} of them." if mendable else line


def mendable(findings: Iterable[Finding]) -> int:
    """How many findings say what to write instead."""
    return sum(finding.replacement is not None for finding in findings)
