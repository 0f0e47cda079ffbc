"""The trend: the mean of each section over the years, with gaps where a year is missing."""

from itertools import pairwise
from typing import NamedTuple

from ehsg_cli.compare.trend import Column, Edition, TallyRow
from ehsg_cli.judge.summary import Tally
from ehsg_cli.views import words
from ehsg_cli.views.charts.chart import Chart
from ehsg_cli.views.tables import Table
from ehsg_cli.wording import listed

# What stands where there is no figure.
MISSING, BLANK, OTHER = "missing", "blank", "other"


class Stop(NamedTuple):
    """A period on the line of time.

    Attributes:
        absent: the word for why there is nothing; empty where there is an assessment.
        anew: whether the boundaries moved before it, or may have, so that no line leads to it.
    """

    period: str
    absent: str
    anew: bool


class Line(NamedTuple):
    """One section: its mean for each period, `None` where there is none, and the newest in words."""

    title: str
    means: tuple[float | None, ...]
    last: str


class TrendPlot(NamedTuple):
    """The mean of every section over the years."""

    scale: tuple[int, ...]
    stops: tuple[Stop, ...]
    lines: tuple[Line, ...]


def chart(edition: Edition, tables: tuple[Table, ...], source: str, name: str) -> Chart:
    """The trend of an area by one edition of a guide, whose scale is in numbers.

    Args:
        edition: what was answered.
        tables: the same as figures.
        source: whose figures they are.
        name: by which a page tells it from others.
    """
    guide = edition.guide
    lines = tuple(
        Line(
            words.one_line(f"{section.form or ''} {section.title}"),
            tuple(None if tally is None else tally.mean for tally in row.tallies),
            words.mean(row.tallies[-1]) if row.tallies[-1] and row.tallies[-1].scored else "",
        )
        for section, row in zip(guide.sections, edition.sections, strict=True)
    )
    data = TrendPlot(guide.scale.numbers, tuple(map(_stop, edition.columns)), lines)
    description = (
        "A line for each section through the means of its scores, from the earliest period on the left to "
        f"the latest on the right, on a scale from {guide.scale.spoken}. Each section has a mark of its own. "
        "Where a period has no assessment, or nothing in the section is scored, the line has a gap. "
        f"{_BREAK if _broken(data) else ''}"
        "The table gives the same means."
    )
    return Chart(name, _headline(edition), description, data, tables, source)


_BREAK = "A dashed upright line stands where the boundaries of the area changed, or may have. "


def _stop(column: Column) -> Stop:
    absent = "" if column.year is not None else OTHER if column.other else MISSING
    return Stop(column.period, absent, column.anew)


def _broken(data: TrendPlot) -> bool:
    return any(stop.anew for stop in data.stops)


def _headline(edition: Edition) -> str:
    """In how many sections the mean rose and fell, of those in which the same descriptors are scored."""
    assessed = [place for place, column in enumerate(edition.columns) if column.year is not None]
    periods = [edition.columns[place].period for place in assessed]
    if len(assessed) < 2:
        return f"Only {periods[0]} is assessed, so there is no line to draw yet."
    moved = [_moved(edition, row, assessed[0], assessed[-1]) for row in edition.sections]
    counts = {how: moved.count(how) for how in ("rises", "falls", "same", "apart")}
    told = [
        (counts[how], said)
        for how, said in (("rises", "rises in"), ("falls", "falls in"), ("same", "stays the same in"))
        if counts[how]
    ]
    between = f"From {periods[0]} to {periods[-1]}"
    if not told:
        return f"{between} no section can be compared: not the same descriptors are scored."
    say = words.counting(*counts.values())
    first, *others = (f"{said} {say(number)}" for number, said in told)
    noun = "section" if told[0][0] == 1 else "sections"
    apart = f"; {say(counts['apart'])} cannot be compared" if counts["apart"] else ""
    return f"{between} the mean {listed([f'{first} {noun}', *others])}{apart}."


def _moved(edition: Edition, row: TallyRow, first: int, last: int) -> str:
    section = next(each for each in edition.guide.sections if each.id == row.id)
    ids = {each.id for each in section.descriptors}
    both = [(each.scores[first], each.scores[last]) for each in edition.descriptors if each.id in ids]
    if all(old is None for old, _ in both) or any((old is None) != (new is None) for old, new in both):
        return "apart"
    one, other = row.tallies[first], row.tallies[last]
    assert one is not None
    assert other is not None
    # The same descriptors are scored, so the sums are enough.
    return "same" if one.total == other.total else "rises" if other.total > one.total else "falls"


def unbroken(data: TrendPlot, line: Line) -> tuple[tuple[int, int], ...]:
    """The neighbouring periods that a line leads between: both have a mean, of the same place."""
    return tuple(
        (one, other)
        for one, other in pairwise(range(len(data.stops)))
        if line.means[one] is not None and line.means[other] is not None and not data.stops[other].anew
    )


def mean_of(tally: Tally | None) -> str:
    """A mean in a table, with how much is scored where that is not all; words for no mean."""
    if tally is None:
        return MISSING
    if not tally.scored:
        return BLANK
    return words.mean(tally) if not tally.missing else f"{words.mean(tally)} ({words.coverage(tally)})"
