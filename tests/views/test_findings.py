"""Findings as lines: notes of one kind are drawn together, and nothing in a message acts."""

import pytest

from ehsg_cli.diagnostics import Finding, Severity, Span
from ehsg_cli.views.findings import FindingLine, closing_line, view_file


def notes(count: int, code: str = "EH206") -> list[Finding]:
    return [
        Finding(code, Severity.NOTE, f"message {n}", hint="do it", span=Span.at(n, 5))
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_notes_are_told_one_by_one(count: int) -> None:
    """Up to three of one code."""
    lines = view_file("area.yaml", notes(count)).lines
    assert [(line.place, line.message) for line in lines] == [
        (f"{n}:5", f"message {n}") for n in range(1, count + 1)
    ]


def test_many_notes_of_one_code_are_told_in_one_line() -> None:
    """From four on: how many, what about, and where the first stands, which keeps its place among others."""
    found = [*notes(4), Finding("EH308", Severity.WARNING, "a warning", span=Span.at(9, 1))]
    assert view_file("area.yaml", found).lines == (
        FindingLine(
            "1:5",
            "note",
            "EH206",
            "4 times: a descriptor without a score (the first: message 1)",
            "do it",
        ),
        FindingLine("9:1", "warning", "EH308", "a warning", ""),
    )


def test_errors_are_never_drawn_together() -> None:
    """Each has to be mended at its own place, also beside notes of the same code."""
    errors = [Finding("EH206", Severity.ERROR, f"message {n}", span=Span.at(n, 1)) for n in range(10)]
    lines = view_file("area.yaml", [*notes(4), *errors]).lines
    assert [line.severity for line in lines] == ["note", *["error"] * 10]


def test_a_line_holds_nothing_that_acts() -> None:
    """Neither the path nor a message nor a hint reaches a terminal as a command, or breaks the line."""
    block = view_file(
        "a\x1b[2J.yaml", [Finding("EH103", Severity.ERROR, "one\ntwo\x07", hint="\u202eback", span=None)]
    )
    assert block.path == "a␛[2J.yaml"
    assert block.lines[0] == FindingLine("1:1", "error", "EH103", "one two␇", "<U+202E>back")


@pytest.mark.parametrize(
    ("files", "counts", "sentence"),
    [
        (1, {}, "1 file checked: no findings."),
        (2, {Severity.NOTE: 0}, "2 files checked: no findings."),
        (1, {Severity.ERROR: 1}, "1 file checked: 1 error."),
        (3, {Severity.NOTE: 4, Severity.ERROR: 2}, "3 files checked: 2 errors and 4 notes."),
        (
            3,
            {Severity.NOTE: 1, Severity.WARNING: 1, Severity.ERROR: 1},
            "3 files checked: 1 error, 1 warning and 1 note.",
        ),
    ],
)
def test_the_closing_line_counts_the_worst_first(
    files: int, counts: dict[Severity, int], sentence: str
) -> None:
    """How many of what, in how many files."""
    assert closing_line(files, counts) == sentence
