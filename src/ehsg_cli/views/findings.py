"""Findings as people read them, file by file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ehsg_cli.diagnostics import Finding, Severity, Span
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.views import words

# From so many notes of one code in a file on, they are told in one line.
_MANY = 4


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding, or several of one kind."""

    place: str
    severity: str
    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class FileBlock:
    """A file and what there is to say about it."""

    path: str
    lines: tuple[FindingLine, ...]


def view_file(path: str, findings: Sequence[Finding]) -> FileBlock:
    """A file's findings in the order given; many notes of one code become one line."""
    notes: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.NOTE:
            notes.setdefault(finding.code, []).append(finding)
    lines = []
    for finding in findings:
        alike = notes.get(finding.code, []) if finding.severity is Severity.NOTE else []
        if len(alike) < _MANY:
            lines.append(_line(finding))
        elif finding is alike[0]:
            lines.append(_lines(alike))
    return FileBlock(words.one_line(path), tuple(lines))


def _place(finding: Finding) -> Span:
    return finding.span or Span(1, 1, 1, 1)


def _line(finding: Finding) -> FindingLine:
    span = _place(finding)
    return FindingLine(
        f"{span.line}:{span.column}",
        finding.severity.value,
        finding.code,
        words.one_line(finding.message),
        words.one_line(finding.hint),
    )


def _lines(alike: list[Finding]) -> FindingLine:
    first = _line(alike[0])
    message = f"{len(alike)} times: {CATALOGUE[first.code].title} (the first: {first.message})"
    return FindingLine(first.place, first.severity, first.code, message, first.hint)


def closing_line(files: int, counts: Mapping[Severity, int]) -> str:
    """How many of what, in how many files."""
    told = [words.counted(counts[s], s.value) for s in Severity if counts.get(s)]
    return f"{words.counted(files, 'file')} checked: {words.listed(told) or 'no findings'}."
