"""Findings as lines: notes of one kind are drawn together, and nothing in a message acts."""

import pytest

from ehsg_cli.diagnostics import Finding, Pointer, Related, Severity, Span
from ehsg_cli.document import locate, parse
from ehsg_cli.rules.outcomes import Outcome, outcome
from ehsg_cli.views.findings import Excerpt, FindingLine, closing_line, view_file


def said(*findings: Finding, path: str = "area.yaml", text: str = "") -> Outcome:
    document = parse(text)
    located = tuple(locate(finding, document) for finding in findings)
    return outcome(path, None, None, None, document, located)


def notes(count: int, code: str = "EH206") -> list[Finding]:
    return [
        Finding(code, Severity.NOTE, f"message {n}", hint="do it", span=Span.at(n, 5))
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_notes_are_told_one_by_one(count: int) -> None:
    """Up to three of one code."""
    lines = view_file(said(*notes(count))).lines
    assert [(line.place, line.message, line.times) for line in lines] == [
        (f"{n}:5", f"message {n}", 1) for n in range(1, count + 1)
    ]


def test_many_notes_of_one_code_are_told_in_one_line() -> None:
    """From four on: how many, what about, and where the first stands."""
    assert view_file(said(*notes(4))).lines == (
        FindingLine(
            Span(1, 5, 1, 6),
            "note",
            "EH206",
            "4 times: a descriptor without a score (the first: message 1)",
            "do it",
            times=4,
        ),
    )


def test_the_worst_come_first_and_then_the_order_of_the_file() -> None:
    """Wherever they stand; what is equally bad keeps its order."""
    each = [
        Finding(code, severity, "x", span=Span.at(line, 1))
        for line, (code, severity) in enumerate(
            [
                ("EH401", Severity.NOTE),
                ("EH308", Severity.WARNING),
                ("EH103", Severity.ERROR),
                ("EH308", Severity.WARNING),
                ("EH103", Severity.ERROR),
            ],
            1,
        )
    ]
    assert [line.place for line in view_file(said(*each)).lines] == ["3:1", "5:1", "2:1", "4:1", "1:1"]


def test_errors_are_never_drawn_together() -> None:
    """Each has to be mended at its own place, also beside notes of the same code."""
    errors = [Finding("EH206", Severity.ERROR, f"message {n}", span=Span.at(n, 1)) for n in range(1, 11)]
    lines = view_file(said(*notes(4), *errors)).lines
    assert [line.severity for line in lines] == [*["error"] * 10, "note"]


def test_a_line_holds_nothing_that_acts() -> None:
    """Neither the path nor a message nor a hint reaches a terminal as a command, or breaks the line."""
    block = view_file(
        said(
            Finding("EH103", Severity.ERROR, "one\ntwo\x07", hint="\u202eback", span=None),
            path="a\x1b[2J.yaml",
        )
    )
    assert block.path == "a␛[2J.yaml"
    assert block.lines[0] == FindingLine(Span(1, 1, 1, 1), "error", "EH103", "one two␇", "<U+202E>back")


def test_a_line_of_the_file_is_taken_apart_at_the_place() -> None:
    """What stands before it, what it is about, and what follows, with nothing unseen in any of them."""
    finding = Finding("EH202", Severity.ERROR, "x", Pointer(("a", "b")))
    (line,) = view_file(said(finding, text='a: {\u00a0c: 1, b: "6"}   \n')).lines
    assert line.excerpt == Excerpt(1, "a: {<U+00A0>c: 1, b: ", '"6"', "}")


def test_of_a_long_line_the_part_around_the_place_is_kept() -> None:
    """With a sign that something stands before it."""
    finding = Finding("EH202", Severity.ERROR, "x", Pointer(("b",)))
    (line,) = view_file(said(finding, text=f"{{a: {'x' * 1000}, b: 6}}\n")).lines
    assert line.excerpt is not None
    assert line.excerpt.before == f"…{'x' * 195}, b: "
    assert (line.excerpt.marked, line.excerpt.after) == ("6", "}")


def test_related_places_are_told_with_their_line() -> None:
    """Those that stand in the file, on another line."""
    related = (Related("it\nis here", Pointer(("a",))), Related("nowhere", Pointer(("z",))))
    finding = Finding("EH013", Severity.ERROR, "x", Pointer(("b",)), related=related)
    (line,) = view_file(said(finding, text="a: 1\nb: 2\n")).lines
    assert line.also == ("line 1: it is here",)


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


def test_the_closing_line_says_how_many_can_be_mended_unasked() -> None:
    """Where there are any."""
    assert closing_line(1, {Severity.ERROR: 3}, 2) == (
        "1 file checked: 3 errors. `ehsg validate --fix` mends 2 of them."
    )
