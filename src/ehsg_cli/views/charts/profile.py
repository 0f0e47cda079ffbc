"""The section profile: each section's mean, with its lowest and highest score."""

from collections.abc import Callable
from typing import NamedTuple

from ehsg_cli.judge.results import Results
from ehsg_cli.judge.summary import SectionTally, Summary, Tally
from ehsg_cli.views import words
from ehsg_cli.views.charts.chart import Chart
from ehsg_cli.views.tables import Cell, Column, Table, row
from ehsg_cli.wording import listed

# More sections than this are counted, not named.
_NAMED = 2


class Bar(NamedTuple):
    """One section.

    Attributes:
        mean: unrounded; `None`, like the next two, where nothing is scored. `spoken` is how it is printed.
        coverage: `3 of 7 scored`; empty where everything is.
    """

    title: str
    mean: float | None
    lowest: int | None
    highest: int | None
    spoken: str
    coverage: str


class Profile(NamedTuple):
    """Every section's scores in brief."""

    scale: tuple[int, ...]
    bars: tuple[Bar, ...]


def chart(results: Results, source: str) -> Chart:
    """The section profile of an assessment."""
    guide, summary = results.guide, results.summary
    titles = [words.one_line(section.full_title) for section in guide.sections]
    tallies = [each.tally for each in summary.sections]
    bars = tuple(
        Bar(title, t.mean, t.lowest, t.highest, words.mean(t), _coverage(t))
        for title, t in zip(titles, tallies, strict=True)
    )
    description = (
        "For each section, a dot at the mean of its scores, on a bar from its lowest score to its highest, "
        f"on a scale from {guide.scale.spoken}. A section in which nothing is scored has neither, and "
        "says so. The table gives the same figures."
    )
    columns = (
        Column("Section"),
        *(Column(title, numeric=True) for title in ("Scored", "Mean", "Lowest", "Highest")),
    )
    table = Table(
        "Mean, lowest and highest score of each section",
        columns,
        tuple(_row(title, tally) for title, tally in zip(titles, tallies, strict=True)),
        _row("All sections", summary.overall),
        words.MEAN_NOTE,
    )
    data = Profile(guide.scale.numbers, bars)
    return Chart("profile", _headline(summary), description, data, (table,), source)


def _row(title: str, tally: Tally) -> tuple[Cell, ...]:
    figures = (words.mean(tally), words.number(tally.lowest), words.number(tally.highest))
    return row(title, words.coverage(tally), *figures)


def _coverage(tally: Tally) -> str:
    return f"{words.coverage(tally)} scored" if tally.missing else ""


def _headline(summary: Summary) -> str:
    overall, leading, trailing = summary.overall, summary.leading, summary.trailing
    scored = [each for each in summary.sections if each.tally.scored]
    if not leading:
        return "No section has a mean yet, because nothing is scored."
    partly = f"; {words.coverage(overall)} descriptors are scored" if overall.missing else ""
    high, low = words.mean(leading[0].tally), words.mean(trailing[0].tally)
    if len(scored) == 1:
        only = ", the only section with scores," if len(summary.sections) > 1 else ""
        return f"{_name(scored[0])}{only} has a mean of {high}{partly}."
    all_of_them = "Every section" if len(scored) == len(summary.sections) else "Every section with scores"
    if leading == trailing:
        return f"{all_of_them} has the same mean, {high}{partly}."
    if high == low:
        return f"{all_of_them} has a mean close to {high}{partly}."
    # What is scored is told in digits.
    counts = (len(each) for each in (leading, trailing, scored) if len(scored) > _NAMED)
    say = words.counting(*counts, overall.descriptors if partly else 0)
    first, last = (_names(each, len(scored), say) for each in (leading, trailing))
    return (
        f"{words.capitalised(first)} {'has' if len(leading) == 1 else 'have'} the highest mean, {high}; "
        f"{last} {'has' if len(trailing) == 1 else 'have'} the lowest, {low}{partly}."
    )


def _names(sections: tuple[SectionTally, ...], of: int, say: Callable[[int], str]) -> str:
    if len(sections) <= _NAMED:
        return listed([_name(each) for each in sections])
    return f"{say(len(sections))} of {say(of)} sections"


def _name(section: SectionTally) -> str:
    return words.one_line(section.title)
