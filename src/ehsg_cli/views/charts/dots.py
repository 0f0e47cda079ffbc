"""The dot plot: every descriptor's score, by section."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.judge.results import Results
from ehsg_cli.views import words
from ehsg_cli.views.charts.chart import Chart
from ehsg_cli.views.tables import Cell, Column, Table
from ehsg_cli.wording import listed

if TYPE_CHECKING:
    from ehsg_cli.assessment import Assessment
    from ehsg_cli.guide.models import Guide

# More sections than this are counted, not named.
_NAMED = 3
# What an earlier assessment of the same period is called.
EARLIER = "earlier"


class Dot(NamedTuple):
    """One descriptor in the dot plot; `value` and `previous` are `None` where there is no score."""

    id: str
    form: str
    title: str
    value: int | None
    previous: int | None
    priority: bool


class DotPlot(NamedTuple):
    """Every descriptor's score, by section: the section's heading and its dots.

    Attributes:
        previous: the earlier period; empty where there is none.
    """

    scale: tuple[int, ...]
    sections: tuple[tuple[str, tuple[Dot, ...]], ...]
    period: str
    previous: str


def chart(results: Results, source: str) -> Chart:
    """The dot plot of an assessment."""
    assessment, guide, previous = results.assessment, results.guide, results.previous
    sections = tuple(
        (
            words.one_line(section.full_title),
            tuple(
                Dot(
                    words.one_line(d.id),
                    words.one_line(d.form or ""),
                    words.one_line(d.title),
                    assessment.entry(d.id).answer,
                    previous.entry(d.id).answer if previous else None,
                    d.id in assessment.chosen,
                )
                for d in section.descriptors
            ),
        )
        for section in guide.sections
    )
    data = DotPlot(guide.scale.numbers, sections, words.period_of(assessment), earlier_period(results))
    rings = f" A ring stands at the score of {data.previous}." if previous else ""
    description = (
        "Dot plot with a line for each descriptor, by section: a dot with the score in it stands on a scale "
        f"from {guide.scale.spoken}.{rings} What is not scored has no dot, and says so. "
        "Priorities are tagged. The table gives the same scores."
    )
    headline = _since(results, previous) if previous else _reach(results)
    return Chart("dots", headline, description, data, _tables(data, guide), source)


def earlier_period(results: Results) -> str:
    """The period of the earlier assessment, told apart from the later one's; empty where there is none."""
    if results.previous is None:
        return ""
    period = words.period_of(results.previous)
    return EARLIER if period == words.period_of(results.assessment) else period


def column_of(earlier: str) -> str:
    """What a column of earlier scores is called."""
    return "Earlier" if earlier == EARLIER else f"In {earlier}"


def _since(results: Results, previous: "Assessment") -> str:
    """What has moved against an earlier year, which is what the chart shows beside the scores."""
    from ehsg_cli.compare.changes import score_changes

    assessment, guide = results.assessment, results.guide
    changes = score_changes(previous, assessment, guide)
    higher, lower = (sum(each.direction == way for each in changes) for way in ("up", "down"))
    scored = (each.answer for each in map(assessment.entry, guide.descriptors))
    before = (each.answer for each in map(previous.entry, guide.descriptors))
    both = sum(None not in answers for answers in zip(before, scored, strict=True))
    unmoved, apart = both - higher - lower, len(guide.descriptors) - both
    earlier = earlier_period(results)
    against = "Against the earlier assessment" if earlier == EARLIER else f"Against {earlier}"
    if not both:
        return f"{against}, nothing can be compared: no descriptor is scored in both."
    say = words.counting(higher, lower, unmoved if higher or lower else 0, apart)
    rest = f"; {say(apart)} cannot be compared" if apart else ""
    if guide.scale.in_words:
        changed = f"{say(higher + lower)} of {say(both)}" if higher + lower else "none"
        return f"{against}, {changed} {guide.words.entries} have another {guide.words.answer}{rest}."
    if not (higher or lower):
        return f"{against}, no score has changed{rest}."
    told = [
        f"{say(count)} {how}"
        for count, how in ((higher, "higher"), (lower, "lower"), (unmoved, "the same"))
        if count
    ]
    # The noun and verb stand with the first number.
    first = higher or lower
    noun = "descriptor scores" if first == 1 else "descriptors score"
    number, how = told[0].split(" ", 1)
    return f"{against}, {listed([f'{number} {noun} {how}', *told[1:]])}{rest}."


def _reach(results: Results) -> str:
    """From where to where the scores go, and in which sections the lowest stand."""
    overall, sections = results.summary.overall, results.summary.sections
    lowest, highest = overall.lowest, overall.highest
    if lowest is None:
        return "There is no score to show yet: every descriptor is still open."
    missing = overall.missing
    if lowest == highest:
        open_ones = _still_open(missing, words.counting(missing))
        return f"Every{' scored' if missing else ''} descriptor stands at {lowest}{open_ones}."
    held = [(each.title, each.tally.distribution[lowest]) for each in sections]
    held = [(words.one_line(title), count) for title, count in held if count]
    count = overall.distribution[lowest]
    named = len(held) <= _NAMED
    say = words.counting(count, missing, 0 if named else len(sections))
    which = "the one descriptor" if count == 1 else f"the {say(count)} descriptors"
    which = f"{which} with the lowest score {'is' if count == 1 else 'are'}"
    if len(sections) == 1:
        where = f"{say(count)} descriptor{' has' if count == 1 else 's have'} the lowest"
    elif len(held) == 1:
        where = f"{which} in {held[0][0]}"
    elif named:
        where = f"{which} in {listed([f'{title} ({say(number)})' for title, number in held])}"
    else:
        where = f"{which} in {words.share(len(held), len(sections), 'sections', say)}"
    return f"Scores run from {lowest} to {highest}; {where}{_still_open(missing, say)}."


def _still_open(missing: int, say: Callable[[int], str]) -> str:
    return f"; {say(missing)} {'is' if missing == 1 else 'are'} not scored yet" if missing else ""


def _tables(data: DotPlot, guide: "Guide") -> tuple[Table, ...]:
    earlier = (Column(column_of(data.previous), numeric=True),) if data.previous else ()
    columns = (Column("Descriptor"), Column("Score", numeric=True), *earlier)
    tables = []
    for section, (title, dots) in zip(guide.sections, data.sections, strict=True):
        rows = []
        for descriptor, dot in zip(section.descriptors, dots, strict=True):
            name = Cell(words.one_line(words.named(descriptor)), target=descriptor.id, marked=dot.priority)
            past = (Cell(words.score(dot.previous)),) if data.previous else ()
            rows.append((name, Cell(words.score(dot.value)), *past))
        tables.append(Table(title, columns, tuple(rows)))
    return tuple(tables)
