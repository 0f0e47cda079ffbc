"""`text`: findings as a person reads them, in a pipe and at a terminal."""

import io
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from rich.cells import cell_len

from ehsg_cli.diagnostics import Finding, Pointer, Related, Severity, Span
from ehsg_cli.render.findings import text
from ehsg_cli.rules.outcomes import Outcome
from tests.render.findings.made import broken, drawn, finding, hostile, made, sound
from tests.render.terminals import ESCAPE, FakeTerminal

OpenTerminal = Callable[[int], FakeTerminal]

# Errors first, in the order of the file; whatever advice there is comes after them.
AS_SEEN = """\
broken.yaml

  14:9 error EH107: status cannot be "final"
     14 | status: final
        |         ^^^^^
          write draft, agreed or submitted

  15:16 error EH105: the text "2023-02-30" is not a date
     15 | agreed: {date: 2023-02-30, by: Early Help Partnership Board}
        |                ^^^^^^^^^^
          write year-month-day, for example 2022-06-30

  19:20 error EH307: 7 is no data model level
     19 |   submitted_level: 7
        |                    ^
          write a whole number from 1 to 6

  27:5 error EH103: "working_wel" is not a key that can stand here
     27 |     working_wel: |-
        |     ^^^^^^^^^^^
          did you mean working_well?

  37:12 error EH202: the score 3 stands in quotation marks, which makes it a text
     37 |     score: "3"
        |            ^^^
          write 3 without quotation marks

  46:12 error EH207: 2.5 looks like an average; a score is one whole number (0 to 5)
     46 |     score: 2.5
        |            ^^^
          write the whole number you agreed; averages belong with partners' responses, not here

  54:3 error EH204: 5.4 is a number on the form; here the id FV4 belongs
     54 |   5.4:
        |   ^^^
          write FV4 in place of 5.4

  62:3 error EH203: "FV9" is no descriptor of this guide
     62 |   FV9:
        |   ^^^
          did you mean FV7?

  82:3 error EH013: WF2 stands twice in the same group; the first is on line 71
     82 |   WF2:
        |   ^^^
          line 71: it stands here first
          keep the right one and delete the other

  92:12 error EH202: 6 is not on the guide's scale of 0 to 5
     92 |     score: 6
        |            ^
          write a whole number from 0 to 5, or leave it blank

  115:19 error EH301: DA5 is already priority 1
    115 | priorities: [DA5, DA5, DA8]
        |                   ^^^
          choose another descriptor in its place; `ehsg priorities FILE` lists those allowed (National submission form, 2022: Section 11, Selection of descriptors)

  115:24 error EH203: "DA8" is no descriptor of this guide
    115 | priorities: [DA5, DA5, DA8]
        |                        ^^^
          did you mean DA7?

  119:17 error EH502: sharing with Supporting Families Co-ordinators cannot be "yes"
    119 |   coordinators: yes
        |                 ^^^
          write confirmed or declined, or leave it blank while nobody was asked (National submission form, 2022: Section 13, Permission to share, second request)

"""  # noqa: E501  # as it is printed


def written(outcome: Outcome, stream: io.StringIO) -> list[str]:
    """The rows of a stream, without colour and without the spaces at their end."""
    text.write(outcome, stream)
    return [row.rstrip() for row in ESCAPE.sub("", stream.getvalue()).split("\n")]


def test_the_broken_example_as_it_is_seen() -> None:
    """The path, then each finding with its line, a caret under the place, and the remedy."""
    told = drawn("text", broken("broken.yaml"))
    assert told.startswith(AS_SEEN)
    assert told.splitlines()[-1].startswith("1 file checked: 13 errors")


def test_a_file_without_findings_is_not_mentioned() -> None:
    """But counted."""
    assert drawn("text", sound(), sound("other.yaml")) == "2 files checked: no findings.\n"


def test_the_last_line_says_what_can_be_mended() -> None:
    """Over all files."""
    outcome = made('score: "3"\nx: 1\n', finding(("score",), replacement="3"), finding(("x",)))
    assert drawn("text", outcome, outcome).splitlines()[-1] == (
        "2 files checked: 4 errors. `ehsg validate --fix` mends 2 of them."
    )


def test_many_notes_are_told_together_without_a_line_of_the_file() -> None:
    """They stand on many."""
    notes = [finding(("a", n), f"n {n}", "do it", Severity.NOTE, "EH206") for n in range(4)]
    assert drawn("text", made("a: [0, 1, 2, 3]\n", *notes)) == (
        "area.yaml\n"
        "\n"
        "  1:5 note EH206: 4 times: a descriptor without a score (0, 1, 2, 3)\n"
        "    do it\n"
        "\n"
        "1 file checked: 4 notes.\n"
    )


def carets(told: str) -> list[tuple[str, str]]:
    """Each line of the file that is shown, with what stands above its carets."""
    rows = told.split("\n")
    found = []
    for row, below in pairwise(rows):
        if re.fullmatch(r" +\| +\^+|.*\| \^+", below):
            start, end = below.index("^"), len(below)
            columns = [character for character in row for _ in range(cell_len(character))]
            found.append((row.partition("| ")[2], "".join(dict(enumerate(columns[start:end])).values())))
    return found


@pytest.mark.parametrize(
    ("row", "key", "marked"),
    [
        ('{before: "plain", key: 1}', "key", "key"),
        ('{before: "日本語", key: 1}', "key", "key"),
        ('{before: "Zoë’s café – £5 …", key: 1}', "key", "key"),
        ('{before: "e\N{COMBINING ACUTE ACCENT}x", key: 1}', "key", "key"),
        ('{before: "a\N{NO-BREAK SPACE}b", key: 1}', "key", "key"),
        ('{before: "a\N{ZERO WIDTH SPACE}b", key: 1}', "key", "key"),
        ('{before: "👍 ok", key: 1}', "key", "key"),
        ('{before: "a\tb", key: 1}', "key", "key"),
        ("{日本: 1}", "日本", "日日本本"),
    ],
)
def test_the_caret_stays_under_its_words(row: str, key: str, marked: str) -> None:
    """Whatever stands before them: wide, combining or unseen characters."""
    told = drawn("text", made(f"{row}\n", finding((key,), at_key=True)))
    assert [above for _, above in carets(told)] == [marked]


def test_what_cannot_be_seen_is_shown() -> None:
    """A tab, a space of another kind, and a mark that turns text round."""
    told = drawn("text", made('a: "\t\N{NO-BREAK SPACE}\u202eb"\n', finding(("a",))))
    assert '1 | a: "␉<U+00A0><U+202E>b"\n' in told


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("column", [1, 30, 75, 300, 1500, 2995])
@pytest.mark.parametrize("length", [1, 10, 500])
def test_a_long_line_is_cut_around_the_place(
    at_width: OpenTerminal, width: int, column: int, length: int
) -> None:
    """The row fits the window, and the caret stands under what the finding is about."""
    line = "".join(f"w{number:03} " for number in range(600))
    outcome = made(f"{line}\n", finding(span=Span.at(1, column, length)))
    rows = written(outcome, at_width(width))
    row = next(n for n, each in enumerate(rows) if each.startswith("    1 | "))
    assert cell_len(rows[row]) <= width
    shown, below = rows[row].removeprefix("    1 | "), rows[row + 1].removeprefix("      | ")
    assert set(below) == {" ", "^"} or set(below) == {"^"}
    start = below.index("^")
    above = shown[start : len(below)]
    wanted = line[column - 1 : column - 1 + length].rstrip()
    assert above.rstrip() == wanted or wanted.startswith(above.rstrip("…"))
    assert above.strip("…"), "nothing of the place is shown"
    # What is cut says so, and what is not does not.
    assert shown.startswith("…") == (not line.startswith(shown[:4]))


def test_a_place_behind_the_end_of_a_line_has_a_caret_there() -> None:
    """Something is missing there."""
    told = drawn("text", made("area: x\n", finding(span=Span(1, 8, 1, 9))))
    assert "    1 | area: x\n      |        ^\n" in told


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    """The others follow from it."""
    told = drawn("text", made("area: [1,\n  2]\n", finding(span=Span(1, 7, 2, 5))))
    assert "    1 | area: [1,\n      |       ^^^\n" in told


def test_what_is_missing_altogether_has_no_line() -> None:
    """The first line of the file says nothing about it; the group that it is missing from does."""
    text = "ehsg: assessment/1\narea: {name: x}\n"
    told = drawn("text", made(text, finding(("status",)), finding(("area", "code"))))
    assert "  1:1 error EH103: it is wrong\n    mend it\n" in told
    assert "    2 | area: {name: x}\n      | ^^^^\n" in told


def test_related_places_are_named_where_they_help() -> None:
    """With their line; not on the same line, and not where nothing stands."""
    related = [
        Related("it stands here first", Pointer(("a",))),
        Related("on this very line", Pointer(("b",))),
        Related("its place", Pointer(("nowhere",))),
    ]
    told = drawn("text", made("a: 1\nb: 2\n", finding(("b",), related=related)))
    assert "        line 1: it stands here first\n        mend it\n" in told
    assert "this very line" not in told
    assert "its place" not in told


def test_a_hostile_file_keeps_its_form() -> None:
    """Three findings on lines of their own."""
    rows = drawn("text", hostile()).splitlines()
    assert sum(bool(re.match(r"  \d+:\d+ (error|warning|note) EH103: ", row)) for row in rows) == 3
    assert rows[0].startswith("::error::=x/a b c%")


LONG = made(
    "data_model:\n  current_level: 3\n",
    finding(
        ("data_model", "current_level"),
        "the submitted level (2) and the current level (3) allow different priorities; "
        "the current one governed here",
        "check with your national contact which level your choice will be held against",
        Severity.WARNING,
        "EH308",
    ),
    finding((), '"[bold]x" is not a key that can stand here :smile:', ""),
)


def test_messages_in_a_pipe_are_whole_lines() -> None:
    """However long: a line can be searched for."""
    assert written(LONG, io.StringIO()) == [
        "area.yaml",
        "",
        '  1:1 error EH103: "[bold]x" is not a key that can stand here :smile:',
        "    1 | data_model:",
        "      | ^",
        "",
        "  2:18 warning EH308: the submitted level (2) and the current level (3) allow different priorities; "
        "the current one governed here",
        "    2 |   current_level: 3",
        "      |                  ^",
        "        check with your national contact which level your choice will be held against",
        "",
        "",
    ]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_everything_fits_a_terminal(at_width: OpenTerminal, width: int) -> None:
    """Rows fit the width, and what is wrapped goes on under its own start; all words are there."""
    rows = written(LONG, at_width(width))
    assert rows[0] == "area.yaml"
    assert all(cell_len(row) <= width for row in rows), rows
    said = " ".join(" ".join(rows).split())
    if width >= 40:
        assert "allow different priorities; the current one governed here" in said
        assert "your choice will be held against" in said
        message = next(n for n, row in enumerate(rows) if "EH308" in row)
        excerpt = next(n for n, row in enumerate(rows) if row.startswith("    2 | "))
        assert all(re.match(r" {4}\w", row) for row in rows[message + 1 : excerpt])
        assert all(re.match(r" {8}\w", row) for row in rows[excerpt + 2 : -2])


def test_a_terminal_gets_colour_and_a_pipe_none(
    at_width: OpenTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The severity, the place and its caret in one colour, on a terminal that wants it."""

    def coloured(stream: io.StringIO) -> str:
        text.write(LONG, stream)
        return stream.getvalue()

    assert "\x1b[1;31merror EH103" in coloured(at_width(80))
    assert "\x1b[1;33m^" in coloured(at_width(80))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "3m" not in coloured(FakeTerminal())
    assert "\x1b" not in coloured(io.StringIO())


def test_a_finding_without_a_place_stands_at_the_start() -> None:
    """Of a file that could not be read there is no line to show."""
    nothing = Finding("EH001", Severity.ERROR, "the file is not UTF-8 text", hint="save it as UTF-8")
    outcome = Outcome("area.yaml", None, None, None, (nothing,), (None,), ("",), ("",))
    assert drawn("text", outcome) == (
        "area.yaml\n\n  1:1 error EH001: the file is not UTF-8 text\n    save it as UTF-8\n\n"
        "1 file checked: 1 error.\n"
    )
