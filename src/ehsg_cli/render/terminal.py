"""Summaries, verdicts and pages for a person at a prompt, drawn with Rich."""

import io
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ehsg_cli.render.lines import VERDICT_STYLES, terminal
from ehsg_cli.views.words import capitalised

# One of them is shown at a time.
if TYPE_CHECKING:
    from ehsg_cli.views.guide import Page
    from ehsg_cli.views.summary import SummaryView, TallyRow
    from ehsg_cli.views.verdicts import AutonomyView, PrioritiesView

_BAR_WIDTH = 10
_LEFT = (0, 0, 0, 2)


def show(parts: Iterable[RenderableType]) -> None:
    """Print parts to standard output; into a pipe plain, and without the spaces that fill a table."""
    if sys.stdout.isatty():
        console = terminal(sys.stdout)
        for part in parts:
            console.print(part)
        return
    sys.stdout.write(in_plain(parts))


def in_plain(parts: Iterable[RenderableType]) -> str:
    """Parts as text for a pipe or a file."""
    console = terminal(io.StringIO())
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def summary(view: "SummaryView") -> Iterable[RenderableType]:
    """The summary: the distribution in words, then a table with a bar for each section's mean."""
    yield _heading(view.area, view.period, f"{view.status}; {view.guide}")
    yield Text()
    yield Text(view.headline, style="bold")
    yield Text()
    if view.in_words:
        yield from _in_words(view)
        return
    table = table_of(("Section", "left"), ("Scored", "right"), ("Mean", "right"), ("", "left"), ("", "left"))
    table.columns[-1].header = _counts([said for said, _ in view.overall.distribution])
    for row in (*view.rows, view.overall):
        table.add_row(
            Text(f"{row.form} {row.title}".strip(), style="bold" if row is view.overall else ""),
            row.coverage,
            row.mean,
            _bar(row),
            _counts([str(count) if count else "." for _, count in row.distribution]),
        )
    yield table
    yield Text()
    overall = f"Overall mean {view.overall.exact}. " if view.overall.exact else ""
    yield _quiet(f"The last columns count descriptors by score. {overall}{view.note}")


def _in_words(view: "SummaryView") -> Iterable[RenderableType]:
    """A summary of answers in words: how many have each, which can be counted and no more."""
    said = [(word, "right") for word, _ in view.overall.distribution]
    given = capitalised(view.terms.given)
    table = table_of(("Section", "left"), (given, "right"), *said)  # type: ignore[arg-type]  # each is a side
    for row in (*view.rows, view.overall):
        table.add_row(
            Text(f"{row.form} {row.title}".strip(), style="bold" if row is view.overall else ""),
            row.coverage,
            *(str(count) if count else "." for _, count in row.distribution),
        )
    yield table
    yield Text()
    overall, answer = view.overall, view.terms.answer
    ends = f"The lowest {answer} given is {overall.lowest}, the highest {overall.highest}. "
    yield _quiet(f"{ends if any(count for _, count in overall.distribution) else ''}{view.note}")


def _counts(cells: list[str]) -> str:
    """How many have each score, set closer than columns of a table would be."""
    return "".join(f"{cell:>3}" for cell in cells)


def _bar(row: "TallyRow") -> Text:
    if row.share is None:
        return _quiet("not scored")
    filled = round(row.share * _BAR_WIDTH)
    return Text.assemble(("█" * filled, "blue"), ("░" * (_BAR_WIDTH - filled), "dim"))


def priorities(view: "PrioritiesView") -> Iterable[RenderableType]:
    """The verdict on the choice, the clause it rests on, the choice, and what may be chosen."""
    yield _heading(view.area, view.period)
    yield Text()
    yield Text.assemble("Priorities: ", _verdict(view.spoken, view.verdict))
    yield Text(view.sentence)
    if view.problems:
        yield bullets(view.problems)
    yield Text()
    yield _labelled("Data model", f"{view.level}{f', {view.governs}' if view.governs else ''}")
    if view.rule:
        yield _labelled("Rule", view.rule)
        yield _quiet(view.clause)
    yield Text()
    if view.chosen:
        table = table_of(("Chosen", "left"), ("", "left"), ("Section", "left"), ("Score", "right"))
        for row in view.chosen:
            table.add_row(_id(row.id, row.form), row.title, row.section, row.score)
        yield table
    else:
        yield Text("No priority is chosen yet.")
    yield Text()
    yield Text("May be chosen", style="bold")
    for group in view.eligible:
        names = Padding(Text("\n".join(group.descriptors)), _LEFT)
        yield Padding(Group(Text(group.section), names), _LEFT)
    yield Text()
    yield _quiet(view.ambiguity)


def autonomy(view: "AutonomyView") -> Iterable[RenderableType]:
    """The standing against the criteria, each with its score and minimum, and what it rests on."""
    yield _heading(view.area, view.period)
    yield Text()
    yield Text.assemble(f"{view.title}: ", _verdict(view.spoken, view.verdict))
    yield Text(view.sentence)
    yield Text()
    table = table_of(
        ("Criterion", "left"), ("", "left"), ("Score", "right"), ("Minimum", "right"), ("Verdict", "left")
    )
    for row in view.rows:
        verdict = _verdict(row.spoken, row.verdict)
        table.add_row(_id(row.id, row.form), row.title, row.score, row.minimum, verdict)
    yield table
    yield Text()
    if view.source:
        yield _labelled("Thresholds from", view.source)
    if view.thresholds:
        yield Text(view.thresholds)
        if not view.source:
            yield Text("Give the figures you have with --thresholds FILE.")
    yield _quiet(f"Criteria from: {view.clause}")


def page(view: "Page") -> Iterable[RenderableType]:
    """A page of a guide."""
    yield Text(view.title, style="bold underline")
    for block in view.blocks:
        yield Text()
        if block.heading:
            yield Text(block.heading, style="bold")
        for paragraph in block.paragraphs:
            yield Text(paragraph)
        if block.items:
            yield bullets(block.items)
        if block.source:
            yield _quiet(block.source)


def packs(rows: Iterable[tuple[str, str, str, str]]) -> Iterable[RenderableType]:
    """The guide packs there are: id, title, edition, where."""
    table = table_of(("Guide", "left"), ("Title", "left"), ("Edition", "left"), ("Where", "left"))
    for id, title, edition, where in rows:
        table.add_row(Text(id, style="bold"), title, edition, where)
    yield table


def table_of(*columns: tuple[str, Literal["left", "right"]]) -> Table:
    """A table without lines; each column with its heading and which side it keeps to."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading, side in columns:
        # Figures are never cut; what is long wraps.
        table.add_column(heading, justify=side, no_wrap=side == "right")
    return table


def bullets(items: Iterable[str]) -> RenderableType:
    """A list, each entry behind a dash."""
    grid = Table.grid(padding=(0, 1))
    for item in items:
        grid.add_row("-", Text(item))
    return Padding(grid, _LEFT)


def _heading(area: str, period: str, rest: str = "") -> Text:
    return Text.assemble((area, "bold"), f", {period}", f" ({rest})" if rest else "")


def _labelled(label: str, text: str) -> Text:
    return Text.assemble((f"{label}: ", "bold"), text)


def _verdict(spoken: str, verdict: str) -> Text:
    return Text(spoken, style=VERDICT_STYLES[verdict])


def _id(id: str, form: str) -> Text:
    """An id with its number on the form, if it has one."""
    return Text.assemble((id, "bold"), f" ({form})" if form else "")


def _quiet(text: str) -> Text:
    return Text(text, style="dim")
