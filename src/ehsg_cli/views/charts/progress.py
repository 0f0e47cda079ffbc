"""Progress of the priorities: the score now, the score aimed at, and the actions by status."""

from typing import NamedTuple

from ehsg_cli.judge.progress import PlanProgress
from ehsg_cli.judge.results import Results
from ehsg_cli.views import words
from ehsg_cli.views.charts.chart import Chart
from ehsg_cli.views.charts.dots import column_of, earlier_period
from ehsg_cli.views.plan import of_aims
from ehsg_cli.views.tables import Column, Table, row

WITHOUT = "without a status"


class Aim(NamedTuple):
    """One priority; `value`, `previous` and `target` are `None` where there is none.

    Attributes:
        statuses: how many actions have each status; those that no action has are left out.
    """

    id: str
    title: str
    value: int | None
    previous: int | None
    target: int | None
    statuses: tuple[tuple[str, int], ...]


class ProgressPlot(NamedTuple):
    """The priorities, in the order of the assessment; `previous` is the earlier period, or empty."""

    scale: tuple[int, ...]
    aims: tuple[Aim, ...]
    period: str
    previous: str


def chart(results: Results, source: str) -> Chart:
    """How far the work on the priorities is. There is a plan, and a priority."""
    assert results.progress is not None
    guide, previous, priorities = results.guide, results.previous, results.progress.priorities
    aims = tuple(
        Aim(
            words.one_line(each.descriptor),
            words.one_line(guide.descriptors[each.descriptor].title),
            each.score,
            previous.entry(each.descriptor).answer if previous else None,
            each.target,
            tuple(
                (status, number)
                for status, number in (*each.counts.by_status.items(), (WITHOUT, each.counts.unknown))
                if number
            ),
        )
        for each in priorities
    )
    earlier = earlier_period(results)
    data = ProgressPlot(guide.scale.numbers, aims, words.period_of(results.assessment), earlier)
    rings = f" A ring stands at the score of {earlier}." if earlier else ""
    description = (
        f"For each priority, a dot with its score and a diamond with the score aimed at, on a scale from "
        f"{guide.scale.spoken}.{rings} Beside them stands a mark for each action, by status. "
        "The table gives the same figures."
    )
    tables = (_table(results, data, results.progress),)
    return Chart("progress", of_aims(results.progress), description, data, tables, source)


def _table(results: Results, data: ProgressPlot, progress: PlanProgress) -> Table:
    past = (Column(column_of(data.previous), numeric=True),) if data.previous else ()
    statuses = [words.capitalised(status) for status in progress.counts.by_status]
    unknown = bool(progress.on_priorities.unknown)
    columns = (
        Column("Priority"),
        *past,
        *(Column(title, numeric=True) for title in ("Score", "Aimed at", *statuses)),
        *((Column(words.capitalised(WITHOUT), numeric=True),) if unknown else ()),
    )
    rows = []
    for aim, each in zip(data.aims, progress.priorities, strict=True):
        name = words.one_line(words.named(results.guide.descriptors[each.descriptor]))
        before = (words.score(aim.previous),) if data.previous else ()
        aimed = "none named" if aim.target is None else str(aim.target)
        counts = [*each.counts.by_status.values(), *((each.counts.unknown,) if unknown else ())]
        rows.append(row(name, *before, words.score(aim.value), aimed, *map(str, counts)))
    return Table("Priorities: scores, and actions by status", columns, tuple(rows))
