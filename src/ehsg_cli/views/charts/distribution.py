"""The distribution: how many descriptors have each score, and how many none."""

from typing import NamedTuple

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
    """How many descriptors have each score, highest first; `missing` is how many have none."""

    bands: tuple[Band, ...]
    missing: int


def chart(results: Results, source: str) -> Chart:
    """The distribution of an assessment's scores."""
    overall = results.summary.overall
    meanings = {value.value: words.one_line(value.short) for value in results.guide.scale.values}
    bands = tuple(
        Band(str(score), meanings[score], count) for score, count in reversed(overall.distribution.items())
    )
    data = Distribution(bands, overall.missing)
    description = (
        f"Bars for how many of the {counted(overall.descriptors, 'descriptor')} have each score, "
        "and set apart how many are not scored. The table gives the same numbers."
    )
    table = Table(
        "How many descriptors have each score",
        (Column("Score"), Column("In short"), Column("Descriptors", numeric=True)),
        (
            *(row(band.score, band.meaning, str(band.number)) for band in bands),
            row("Not scored", "no score given yet", str(data.missing)),
        ),
        row("All descriptors", "whatever the score", str(overall.descriptors)),
    )
    return Chart("distribution", _headline(overall), description, data, (table,), source)


def _headline(overall: Tally) -> str:
    common, total = overall.commonest, overall.descriptors
    if not common:
        return f"No score has been given yet to {'any of ' if total > 1 else ''}the {_descriptors(total)}."
    missing, count = overall.missing, overall.distribution[common[0]]
    say = words.counting(total, missing, count)
    none = f"; {say(missing)} {'has' if missing == 1 else 'have'} none yet" if missing else ""
    if count == total:
        each = "each of " if total > 1 else ""
        return f"The same score, {common[0]}, is given to {each}the {_descriptors(total)}."
    if len(common) == 1:
        return f"The commonest score is {common[0]}, given to {say(count)} of {say(total)} descriptors{none}."
    scores = listed([str(score) for score in common])
    return f"The commonest scores are {scores}, each given to {say(count)} of {say(total)} descriptors{none}."


def _descriptors(number: int) -> str:
    return "only descriptor" if number == 1 else f"{number} descriptors"
