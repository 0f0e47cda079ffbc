"""The distribution: how many descriptors have each score, and how many none."""

from typing import NamedTuple

from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.results import Results
from ehsg_cli.judge.summary import Tally
from ehsg_cli.views import words
from ehsg_cli.views.charts.chart import Chart
from ehsg_cli.views.tables import Column, Table, row
from ehsg_cli.wording import counted, listed


class Band(NamedTuple):
    """One score: what it means in short, and how many descriptors have it."""

    score: str
    meaning: str
    number: int


class Distribution(NamedTuple):
    """How many descriptors have each score, highest first.

    Attributes:
        missing: how many have none, and `unscored` what that is called.
    """

    bands: tuple[Band, ...]
    missing: int
    unscored: str = "Not scored"


def chart(results: Results, source: str) -> Chart:
    """The distribution of an assessment's scores."""
    overall = results.summary.overall
    guide, its = results.guide, words.terms(results.guide)
    meanings = {value.value: words.one_line(value.short or "") for value in guide.scale.values}
    bands = tuple(
        Band(words.capitalised(guide.scale.say(score)), meanings[score], count)
        for score, count in reversed(overall.distribution.items())
    )
    data = Distribution(bands, overall.missing, f"Not {its.given}")
    description = (
        f"Bars for how many of the {counted(overall.descriptors, its.entry)} have each {its.answer}, "
        f"and set apart how many are not {its.given}. The table gives the same numbers."
    )
    columns: tuple[Column, ...] = (
        Column(words.capitalised(its.answer)),
        Column("In short"),
        Column(words.capitalised(its.entries), numeric=True),
    )
    *cells, total = (
        *(row(band.score, band.meaning, str(band.number)) for band in bands),
        row(data.unscored, f"no {its.answer} given yet", str(data.missing)),
        row(f"All {its.entries}", f"whatever the {its.answer}", str(overall.descriptors)),
    )
    if guide.scale.in_words:
        # A word says what it means.
        columns, total = (columns[0], columns[2]), (total[0], total[2])
        cells = [(said, number) for said, _, number in cells]
    table = Table(f"How many {its.entries} have each {its.answer}", columns, tuple(cells), total)
    return Chart("distribution", _headline(overall, guide), description, data, (table,), source)


def _headline(overall: Tally, guide: Guide) -> str:
    its = words.terms(guide)
    common, total = overall.commonest, overall.descriptors
    if not common:
        any_of = "any of " if total > 1 else ""
        return f"No {its.answer} has been given yet to {any_of}the {_descriptors(total, its)}."
    missing, count = overall.missing, overall.distribution[common[0]]
    say = words.counting(total, missing, count)
    none = f"; {say(missing)} {'has' if missing == 1 else 'have'} none yet" if missing else ""
    if count == total:
        each = "each of " if total > 1 else ""
        same = f"The same {its.answer}, {guide.scale.say(common[0])}, is given"
        return f"{same} to {each}the {_descriptors(total, its)}."
    scores = listed([guide.scale.say(score) for score in common])
    given = f"given to {say(count)} of {say(total)} {its.entries}{none}."
    if len(common) == 1:
        return f"The commonest {its.answer} is {scores}, {given}"
    return f"The commonest {its.answers} are {scores}, each {given}"


def _descriptors(number: int, its: words.Terms) -> str:
    return f"only {its.entry}" if number == 1 else f"{number} {its.entries}"
