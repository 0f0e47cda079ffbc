"""Findings as people read them, file by file."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ehsg_cli.diagnostics import Finding, Pointer, Severity, Span
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.views import words
from ehsg_cli.wording import counted, listed

# From so many findings of one code and remedy in a file on, they are told in one line.
_MANY = 4
_MOST_NAMED = 40


class FindingLine(NamedTuple):
    """One finding, or several of one kind."""

    place: str
    severity: str
    code: str
    message: str
    hint: str


class FileBlock(NamedTuple):
    """A file and what there is to say about it."""

    path: str
    lines: tuple[FindingLine, ...]


def view_file(path: str, findings: Sequence[Finding]) -> FileBlock:
    """A file's findings in the order given.

    Many notes of one code become one line; errors and warnings only where all stand at one place, as each
    has to be mended at its own.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_kind(finding), []).append(finding)
    lines = []
    for finding in findings:
        others = alike[_kind(finding)]
        if len(others) < _MANY:
            lines.append(_line(finding))
        elif finding is others[0]:
            lines.append(_lines(others))
    return FileBlock(words.one_line(path), tuple(lines))


def _kind(finding: Finding) -> tuple[object, ...]:
    place = None if finding.severity is Severity.NOTE else finding.span
    return finding.code, finding.severity, finding.hint, place


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
    title = CATALOGUE[first.code].title
    names = _where_they_differ([finding.pointer for finding in alike])
    told = ", ".join(names) if names else f"the first: {first.message}"
    return FindingLine(
        first.place, first.severity, first.code, f"{len(alike)} times: {title} ({told})", first.hint
    )


def _where_they_differ(pointers: list[Pointer]) -> list[str]:
    """The keys, in order, by which routes differ first; none where there are too many to read."""
    for keys in zip(*pointers, strict=False):
        different = list(dict.fromkeys(str(key) for key in keys))
        if len(different) > 1:
            return different if len(different) == len(pointers) <= _MOST_NAMED else []
    return []


def closing_line(files: int, counts: Mapping[Severity, int]) -> str:
    """How many of what, in how many files."""
    told = [counted(counts[s], s.value) for s in Severity if counts.get(s)]
    return f"{counted(files, 'file')} checked: {listed(told) or 'no findings'}."
