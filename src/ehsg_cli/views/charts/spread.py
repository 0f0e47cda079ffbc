"""The spread: partners' own scores beside the agreed one."""

from collections.abc import Callable
from typing import NamedTuple

from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.results import Results
from ehsg_cli.judge.spread import Agreement, DescriptorSpread, agreement
from ehsg_cli.views import words
from ehsg_cli.views.charts.chart import Chart
from ehsg_cli.views.tables import Cell, Column, Table
from ehsg_cli.wording import listed

# More descriptors than this are counted, not named.
_NAMED = 3
UNNAMED = "partner not named"


class Scores(NamedTuple):
    """One descriptor: the agreed score, or `None`, and how many partners gave each score."""

    id: str
    title: str
    agreed: int | None
    partners: dict[int, int]


class SpreadPlot(NamedTuple):
    """The descriptors that any partner scored, in the form's order."""

    scale: tuple[int, ...]
    rows: tuple[Scores, ...]


def chart(results: Results, source: str) -> Chart:
    """The partners' scores on an assessment's descriptors."""
    guide = results.guide
    rows = tuple(
        Scores(
            words.one_line(each.descriptor),
            words.one_line(guide.descriptors[each.descriptor].title),
            each.agreed,
            each.partners,
        )
        for each in results.spread
    )
    description = (
        "For each descriptor that a partner scored, a dot for every partner on a scale from "
        f"{guide.scale.spoken}, and a frame around the agreed score. "
        "The table gives the same scores, with the partners' names."
    )
    data = SpreadPlot(guide.scale.numbers, rows)
    return Chart("spread", _headline(results), description, data, (table(results),), source)


def table(results: Results) -> Table:
    """What the partners gave, with their names, beside what was agreed."""
    guide, its = results.guide, words.terms(results.guide)
    return Table(
        f"Partners' {its.answers} beside the agreed one",
        (
            Column(words.capitalised(its.entry)),
            Column("Agreed", numeric=True),
            Column(f"Partners' {its.answers}"),
        ),
        tuple(
            (
                Cell(
                    words.one_line(words.named(guide.descriptors[each.descriptor])),
                    target=each.descriptor,
                    marked=each.descriptor in results.assessment.chosen,
                ),
                Cell(words.score(each.agreed, guide)),
                Cell(_said(each, guide)),
            )
            for each in results.spread
        ),
    )


def _said(spread: DescriptorSpread, guide: Guide) -> str:
    return "; ".join(
        f"{words.one_line(one.organisation or '') or UNNAMED}: {guide.scale.say(one.score)}"
        for one in spread.scores
    )


def _headline(results: Results) -> str:
    found = agreement(results.spread)
    matching, compared = len(found.matching), len(found.matching) + len(found.differing)
    unheld, many = len(results.spread) - compared, len(found.furthest)
    say = words.counting(matching, compared, unheld, many if many > _NAMED else 0)
    first = _against_the_agreed(results, found, say)
    if unheld and compared:
        first += f"; {say(unheld)} {'has' if unheld == 1 else 'have'} no agreed score yet"
    apart = ""
    if found.furthest:
        one = found.furthest[0]
        if many == 1:
            apart = f"; partners lie furthest apart on {_name(one)}, from {one.lowest} to {one.highest}"
        elif many <= _NAMED:
            apart = f"; partners lie furthest apart on {listed([_name(each) for each in found.furthest])}"
        else:
            apart = f"; partners lie furthest apart, by {one.width}, on {say(many)} descriptors"
    elif any(len(each.scores) > 1 for each in results.spread):
        apart = "; partners agree with each other"
    return f"{first}{apart}."


def _against_the_agreed(results: Results, found: Agreement, say: Callable[[int], str]) -> str:
    """On how many descriptors the scores are the agreed ones: one partner's, or those of all who gave any."""
    matching, compared = len(found.matching), len(found.matching) + len(found.differing)
    if not compared:
        return "None of the scores that partners gave can be held against an agreed one yet"
    scores = [score for each in results.spread for score in each.scores]
    alone = results.responses == 1
    giver = words.one_line(scores[0].organisation or "") or "The one partner that answered"
    if compared == 1:
        name = _name((*found.matching, *found.differing)[0])
        if alone:
            return f"{giver} {'gave' if matching else 'did not give'} the agreed score on {name}"
        return f"{'Every' if matching else 'Not every'} score that partners gave on {name} is the agreed one"
    which = words.share(matching, compared, "descriptors", say)
    if alone:
        scored = "it scored" if compared == len(results.spread) else "it scored that have an agreed score"
        return f"{giver} gave the agreed score on {which} {scored}"
    if not matching:
        return f"On {which} did every partner give the agreed score"
    return f"On {which}, every score that partners gave is the agreed one"


def _name(spread: DescriptorSpread) -> str:
    return words.one_line(spread.descriptor)
