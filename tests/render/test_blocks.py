"""The blocks of papers as a person sees them at a prompt and in a pipe."""

import io
import re
import sys
from functools import partial

import pytest
from rich.cells import cell_len

from ehsg_cli.compare.rewording import Run, rewording, words_of
from ehsg_cli.render import blocks, lines
from ehsg_cli.views import blocks as paper
from ehsg_cli.views.blocks import Part
from ehsg_cli.views.charts.chart import Chart
from ehsg_cli.views.tables import Cell, Column, Fact, Table, row

LONG = "what partners and families told us about early help " * 4
TABLE = Table(
    "A table",
    (Column("Descriptor"), Column("In 2022", numeric=True), Column("Standing")),
    (
        row("FV1 (5.1) Family engagement", "3", "Rewritten"),
        (Cell(LONG, marked=True), Cell("2"), Cell("Met", verdict="met")),
    ),
    row("All", "31", ""),
    "How to read it.",
)
EVERY: tuple[paper.Block, ...] = (
    paper.Heading("A heading"),
    paper.Sentence(LONG),
    paper.Sentence("Small print", "note"),
    paper.Sentence("Nothing here", "blank"),
    paper.Facts((Fact("Score", LONG), Fact("Evidence", "Rewritten."))),
    paper.Facts((Fact("A label that is too long for a column of its own", LONG),)),
    paper.Points("A list:", (LONG, "[bold]not bold[/bold]")),
    paper.Points("An empty list.", ()),
    paper.Sides(("Left", paper.Points("Five score 4:", ("FV1",))), ("Right", paper.Points("None.", ()))),
    paper.Ruling("not-met", "not met", "The choice breaks the rule."),
    paper.Picture(Chart("dots", "What the picture shows.", "", None, (TABLE,), "")),
    paper.Narrative("As *typed*,\n\n- one\n- two", lead="A text"),
    paper.Narrative("", "Nothing recorded."),
    paper.Entry(
        "FV1", "5.1", "Family engagement", True, "3", "In place", "2 in 2022", True, (Fact("Evidence", LONG),)
    ),
    paper.Entry("FV2", "5.2", "One worker", False, "not scored", "", "", False, (), "It asks.", ("A sign",)),
    paper.Rewording("What is working well", rewording("one two three " + LONG, "one four three " + LONG)),
    TABLE,
)


class Terminal(io.StringIO):
    """What a person sees."""

    def isatty(self) -> bool:
        return True


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *shown: paper.Block, columns: int = 40) -> str:
    """Blocks as they arrive at a terminal with colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(columns))
    out = Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    lines.show(partial(blocks.parts, [Part("a", "A part", shown)]))
    return out.getvalue()


def drawn(*shown: paper.Block) -> str:
    """Blocks as they arrive in a pipe."""
    return lines.in_plain(partial(blocks.parts, [Part("a", "A part", shown)]))


def text_of(block: paper.Rewording) -> str:
    """What a rewording says, without its colours."""
    return "".join(text for text, _ in blocks.reworded(block))


def test_every_kind_of_block_is_drawn() -> None:
    """There is no kind that a paper may hold and a terminal cannot show."""
    assert {*blocks._DRAWN} == {*paper.Block.__args__}


@pytest.mark.parametrize("block", EVERY, ids=lambda block: type(block).__name__)
def test_a_pipe_gets_plain_lines_of_at_most_80_columns(block: paper.Block) -> None:
    """Whatever stands in it, and nothing of it is taken for markup."""
    out = drawn(block)
    assert out.endswith("\n")
    assert "\x1b" not in out
    for line in out.splitlines():
        assert cell_len(line) <= 80, line
        assert line == line.rstrip()


def test_all_of_it_is_shown() -> None:
    """No word is cut off where lines are broken, nor in a narrow column of a table."""
    out = drawn(*EVERY)
    assert "[bold]not bold[/bold]" in out
    assert "\N{HORIZONTAL ELLIPSIS}" not in out.replace("\N{HORIZONTAL ELLIPSIS} stands for", "")
    assert "What the picture shows." in out
    words = out.split()
    assert words.count("partners") >= LONG.count("partners") * 4
    assert "Not met. The choice breaks the rule." in out
    assert "(priority)" in " ".join(words)
    assert "Not scored; nothing recorded" in out
    assert "How to read it." in out


def test_parts_and_headings_set_in_what_stands_below_them() -> None:
    """So that their titles can be found."""
    out = drawn(paper.Sentence("First."), paper.Heading("A heading"), paper.Facts((Fact("A", "b"),)), TABLE)
    assert out.splitlines()[:9] == [
        *("", "A part", "  First.", "", "  A heading", "    A:  b", "", "  A table"),
        "  Descriptor" + " " * 50 + "In 2022  Standing",
    ]


RUNS = (
    Run("same", "Families told"),
    Run("gone", "us"),
    Run("new", "partners,\n- twice"),
    Run("same", "\n\nThe end."),
)


def test_words_that_are_gone_and_new_are_told_apart_without_colour() -> None:
    """By their brackets; what begins a paragraph stands outside of them, and it is said how to read it."""
    assert text_of(paper.Rewording("x", RUNS)) == ("Families told [-us-] {+partners,\n- twice+}\n\nThe end.")
    assert "[-Like this-] is gone, {+like this+} is new" in drawn(paper.Rewording("x", RUNS))
    assert "Like this" not in drawn(paper.Sentence("x"))


def test_a_text_cannot_say_that_something_of_it_changed() -> None:
    """Brackets of its own are broken up wherever they stand, and that is said; elsewhere nothing is."""
    own = "{+so+} [-no-] [-] {+} -+]}"
    runs = (Run("same", own), Run("gone", f"ours -] {own}"), Run("new", f"theirs {own}"), Run("same", own))
    block = paper.Rewording("x", runs)
    text = text_of(block)
    assert text.replace("\\", "") == f"{own} [-ours -] {own}-] {{+theirs {own}+}} {own}"
    assert re.findall(r"\[-|-\]|\{\+|\+\}", text) == ["[-", "-]", "{+", "+}"]
    said = "a backslash breaks up brackets of a text's own"
    plain = Part("b", "Another", (paper.Rewording("x", RUNS),))
    both = lines.in_plain(partial(blocks.parts, [plain, Part("a", "A part", (block,))]))
    assert " ".join(both.split()).count(said) == 1
    assert said not in " ".join(drawn(paper.Rewording("x", RUNS)).split())


def test_they_are_coloured_too_where_that_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Red and green, beside the brackets."""
    assert {style for _, style in blocks.reworded(paper.Rewording("x", RUNS))} == {"", "red", "green"}
    out = at_a_terminal(monkeypatch, paper.Rewording("x", RUNS))
    assert "\x1b[31m[-us-]\x1b[0m" in out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("one two three", "one two four"),
        ("- one two\n- three four", "- one two\n- five six\n- three four"),
        ("One.\n\nTwo.", "One."),
        ("", "All of it"),
        ("a [b] {c} - d e", "a [b] {c} - d f"),
    ],
)
def test_no_word_is_lost(old: str, new: str) -> None:
    """Both texts can be read out of it."""
    text = text_of(paper.Rewording("x", rewording(old, new)))
    for word in (*words_of(old), *words_of(new)):
        assert word.strip() in text


def test_labels_and_headings_stand_out_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """In bold; the text beside a label is as usual."""
    out = at_a_terminal(monkeypatch, paper.Heading("A heading"), paper.Facts((Fact("Score", "3"),)))
    assert "\x1b[1mA heading\x1b[0m" in out
    assert re.search("\x1b\\[1mScore: +\x1b\\[0m3\n", out)


def test_a_terminal_shows_the_same_for_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row is broken where it is broken in a file of that width, and none by the terminal."""
    out = at_a_terminal(monkeypatch, *EVERY, columns=50)
    rows = [re.sub("\x1b\\[[0-9;]*m", "", line).rstrip() for line in out.splitlines()]
    assert max(map(cell_len, rows)) <= 50
    told = blocks.parts([Part("a", "A part", EVERY)], 50)
    assert rows == ["".join(text for text, _ in row).rstrip() for row in told]
