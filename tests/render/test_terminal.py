"""What a person sees at a prompt and in a pipe: whole lines, and nothing that acts."""

import io
import re
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.console import RenderableType

from ehsg_cli import check_autonomy, check_priorities, summarise
from ehsg_cli.api import load_context
from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.render import lines, terminal
from ehsg_cli.render.lines import Line
from ehsg_cli.views import guide as pages
from ehsg_cli.views.summary import view_summary
from ehsg_cli.views.verdicts import view_autonomy, view_priorities
from tests.render.terminals import ESCAPE, FakeTerminal

LONG_NAME = "The Early Help Partnership of Northbridge and the Surrounding Valleys, Moors and Islands [bold]"

Show = Callable[[Iterable[RenderableType]], str]


@pytest.fixture
def piped(capsys: pytest.CaptureFixture[str]) -> Show:
    """What arrives in a pipe."""

    def show(parts: Iterable[RenderableType]) -> str:
        terminal.show(parts)
        return capsys.readouterr().out

    return show


def every_part(assessment: Assessment, guide: Guide) -> dict[str, Iterable[RenderableType]]:
    """Everything this room can show, of one assessment and its guide."""
    context = load_context("ehsg-2022")
    what_if = check_priorities(assessment, guide, 3)
    return {
        "summary": terminal.summary(view_summary(assessment, guide, summarise(assessment, guide))),
        "priorities": terminal.priorities(view_priorities(assessment, guide, what_if)),
        "autonomy": terminal.autonomy(view_autonomy(assessment, guide, check_autonomy(assessment, guide))),
        "overview": terminal.page(pages.overview(guide, context)),
        "descriptor": terminal.page(pages.descriptor(guide, guide.descriptors["DA2"])),
        "section": terminal.page(pages.section(guide, guide.sections[0])),
        "packs": terminal.packs([("ehsg-2022", "Early Help System Guide", "2022", "comes with ehsg")]),
        **{
            name: terminal.page(page)
            for name, topic in pages.TOPICS.items()
            if (page := topic(guide, context)) is not None
        },
    }


@pytest.mark.parametrize("name", ["Gateshead", LONG_NAME, "x" * 200])
def test_a_pipe_gets_plain_lines_of_at_most_80_columns(
    piped: Show, guide: Guide, gateshead: Assessment, name: str
) -> None:
    """No line is longer, none ends in spaces, none holds an escape code, on any page."""
    area = gateshead.area.model_copy(update={"name": name})
    for part, parts in every_part(gateshead.model_copy(update={"area": area}), guide).items():
        out = piped(parts)
        assert out.endswith("\n"), part
        assert "\x1b" not in out, part
        for line in out.splitlines():
            assert cell_len(line) <= 80, (part, line)
            assert line == line.rstrip(), (part, line)


def test_gatesheads_summary_as_it_is_seen(piped: Show, guide: Guide, gateshead: Assessment) -> None:
    """The distribution in words first, then the table, then whose the means are."""
    out = piped(terminal.summary(view_summary(gateshead, guide, summarise(gateshead, guide))))
    assert out == (
        "Gateshead, 2022 (submitted; Early Help System Guide 2022)\n"
        "\n"
        "25 of 31 descriptors score 3, six score 2.\n"
        "\n"
        "Section                          Scored  Mean                0  1  2  3  4  5\n"
        "5 Family voice and experience    7 of 7   3.0  ██████░░░░    .  .  .  7  .  .\n"
        "6 Workforce                      7 of 7   3.0  ██████░░░░    .  .  .  7  .  .\n"
        "7 Communities                    5 of 5   2.6  █████░░░░░    .  .  2  3  .  .\n"
        "8 Leaders                        5 of 5   3.0  ██████░░░░    .  .  .  5  .  .\n"
        "9 Data                           7 of 7   2.4  █████░░░░░    .  .  4  3  .  .\n"
        "All sections                   31 of 31   2.8  ██████░░░░    .  .  6 25  .  .\n"
        "\n"
        "The last columns count descriptors by score. Overall mean 87/31. The guide\n"
        "defines no mean: means are this tool's own, taken over the descriptors that are\n"
        "scored.\n"
    )


def test_a_section_that_is_not_scored_has_no_bar(piped: Show, guide: Guide, gateshead: Assessment) -> None:
    """Words in its place: an empty bar would look like a mean of 0."""
    blank = gateshead.model_copy(update={"entries": {}})
    out = piped(terminal.summary(view_summary(blank, guide, summarise(blank, guide))))
    assert out.count("not scored") == 6
    assert "░" not in out
    assert "Overall mean" not in out


def test_markup_in_a_name_stays_text(piped: Show, guide: Guide, gateshead: Assessment) -> None:
    """`[bold]`, emoji codes and links of the terminal library are letters like any others."""
    name = "[bold]North[/bold] :smile: [link=https://example.org]bridge"
    area = gateshead.area.model_copy(update={"name": name})
    named = gateshead.model_copy(update={"area": area})
    out = piped(terminal.summary(view_summary(named, guide, summarise(named, guide))))
    assert name in " ".join(out.split("\n")[:2])


def test_markup_in_a_table_stays_text(piped: Show) -> None:
    """A pack's title and the folder it lies in are somebody's own words too."""
    out = piped(terminal.packs([("own-1", "[bold]Ours[/bold]", ":smile:", "areas/[red]new")]))
    assert out.splitlines()[1].split() == ["own-1", "[bold]Ours[/bold]", ":smile:", "areas/[red]new"]


def test_a_verdict_says_what_stands_against_it(piped: Show, guide: Guide, gateshead: Assessment) -> None:
    """What if the level were 4: the word, the sentence, what to change, the clause and its source."""
    out = piped(terminal.priorities(view_priorities(gateshead, guide, check_priorities(gateshead, guide, 4))))
    flat = " ".join(out.split())
    assert "Priorities: not met The choice breaks the rule for data model 4." in flat
    assert "replace DA3, DA5 and DA7 by 3 service descriptors." in flat
    assert "Data model: 4 (Early maturity), asked as a what-if" in flat
    assert "Section 11, Selection of descriptors, third clause" in flat
    may_be_chosen = flat.split("May be chosen ")[1]
    assert may_be_chosen.startswith("5 Family voice and experience FV1 (5.1) Family engagement")
    assert "DA1" not in may_be_chosen


def test_scores_are_never_cut(piped: Show, guide: Guide, gateshead: Assessment) -> None:
    """In a narrow table it is the titles that wrap."""
    out = piped(terminal.autonomy(view_autonomy(gateshead, guide, check_autonomy(gateshead, guide))))
    rows = [line for line in out.splitlines() if re.match(r"[A-Z]{2}\d \(", line)]
    assert len(rows) == 9
    assert all(re.search(r" [23]  not known  not determined$", row) for row in rows)
    assert "…" not in out


# Lines that are written without the terminal library where there is no terminal

LINES = (
    Line(
        (
            ("  115:19 ", ""),
            ("warning", "yellow"),
            (
                " the submitted level (2) and the current level (3) allow different priorities; the current "
                "one governed here",
                "",
            ),
        ),
        9,
    ),
    Line((("check with your national contact which level your choice will be held against", "dim"),), 4, 4),
)


def test_lines_in_a_pipe_are_not_broken() -> None:
    """However long: a line can be searched for."""
    stream = io.StringIO()
    lines.write(LINES, stream)
    assert stream.getvalue() == (
        "  115:19 warning the submitted level (2) and the current level (3) allow different priorities; "
        "the current one governed here\n"
        "    check with your national contact which level your choice will be held against\n"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_row_at_a_terminal_is_as_long_as_it_can_be(
    at_width: Callable[[int], FakeTerminal], width: int
) -> None:
    """A row ends only where the next word would not fit any more, and the next stands under its start."""
    stream = at_width(width)
    lines.write(LINES, stream)
    rows = [row.rstrip() for row in ESCAPE.sub("", stream.getvalue()).split("\n")]
    hint = next(n for n, row in enumerate(rows) if "check with" in row)
    for part, indent in ((rows[:hint], " " * 9), (rows[hint:-1], " " * 4)):
        for row, following in pairwise(part):
            assert cell_len(row) <= width
            assert cell_len(f"{row} {following.split()[0]}") > width, (row, following)
            assert re.match(rf"{indent}\S", following), following
    assert "governed here check with" in " ".join(" ".join(rows).split())


def test_colour_is_for_terminals_that_want_it(
    at_width: Callable[[int], FakeTerminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal gets colour, with NO_COLOR set none, and a dumb one or a pipe not a single code."""
    line = Line((("error", "bold red"), (" said", "")))

    def written(stream: io.StringIO) -> str:
        lines.write([line], stream)
        return stream.getvalue()

    stream = at_width(80)
    assert lines.colourful(stream)
    assert "31m" in written(stream)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not lines.colourful(FakeTerminal())
    assert "31" not in written(FakeTerminal())
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not lines.colourful(FakeTerminal())
    assert written(FakeTerminal()) == "error said\n"
    monkeypatch.setenv("TERM", "xterm")
    assert not lines.colourful(io.StringIO())
    assert written(io.StringIO()) == "error said\n"


def test_an_error_is_two_lines_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong, then how to mend it; without a hint one line."""
    lines.error("there is no file area.yaml", "check the name")
    lines.error("it failed", "")
    lines.message("Wrote it.")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "error: there is no file area.yaml\nhint:  check the name\nerror: it failed\nWrote it.\n"
    )


def test_markup_at_a_terminal_stays_text(at_width: Callable[[int], FakeTerminal]) -> None:
    """As in a pipe."""
    stream = at_width(80)
    lines.write([Line((("[bold]x[/bold] :smile:", ""),))], stream)
    assert stream.getvalue() == "[bold]x[/bold] :smile:\n"
