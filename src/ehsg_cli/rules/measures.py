"""Family 7, on measures: figures that can be right, and that others can read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from ehsg_cli.assessment.measures import Level
from ehsg_cli.assessment.periods import period_end, period_months
from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules.entries import incomplete, named
from ehsg_cli.wording import listed

if TYPE_CHECKING:
    from ehsg_cli.assessment.measures import Figure, Measure, Measures

    MeasuresRule = Rule[[Measures, Guide | None], Iterator[Finding]]

_PER_CENT = ("%", "per cent", "percent", "percentage")

# What a measure has: how a message says that it is missing, and what to write.
_PARTS = {
    "id": ("has no id", "write a short one, such as `id: M1`, by which others can refer to it"),
    "name": ("has no name", "say in one line what is counted, as `name: ...`"),
    "level": ("has no level", f"write {listed(get_args(Level), 'or')}"),
    "unit": ("has no unit", 'write it as `unit: ...`; per cent is `unit: "%"`'),
    "source": (
        "does not say where its figures come from",
        "write the system and the report, as `source: ...`",
    ),
}


def _measures(content: "Measures") -> "Iterator[tuple[Pointer, Measure, str]]":
    return named("measures", content.measures)


def _figures(content: "Measures") -> "Iterator[tuple[Pointer, Measure, str, Figure]]":
    """Each figure with its place, its measure, and how a message calls it."""
    for at, measure, name in _measures(content):
        for period, figure in measure.values.items():
            yield at.child("values", period), measure, f"{name} in {period}", figure


@rule("EH720", "a measure with something missing", Severity.NOTE, absence=True)
def incomplete_measure(self: "MeasuresRule", content: "Measures", guide: Guide | None) -> Iterator[Finding]:
    """Partners share a measure when each of them can tell what is counted, at which level of the system, in
    which unit and from which source.

        - id: M1
          name: Families closed to social work who stay closed at 12 months
          level: cohort
          unit: "%"
          source: Case management system, closures report

    What to do: write what is missing.
    """
    for at, measure, name in _measures(content):
        yield from incomplete(self, at, measure, name, _PARTS)


@rule("EH721", "a percentage below 0 or above 100")
def percentage(self: "MeasuresRule", content: "Measures", guide: Guide | None) -> Iterator[Finding]:
    """A share of a whole lies between none of it and all of it. Where the number it is a share of stands
    beside it (`of`) anything else is an error; without it a warning, because a change may be given in per
    cent as well.

    What to do: correct the figure. A count of cases is no percentage: give it a unit of its own.
    """
    for at, measure, name, figure in _figures(content):
        if _beyond(measure, figure.value):
            yield self.finding(
                f"{name} stands at {figure.value} per cent, and a share lies between 0 and 100",
                at.child("value"),
                severity=Severity.WARNING if figure.of is None else None,
                hint="correct the figure; a count or a change is no share and needs another unit",
            )
    for at, measure, name in _measures(content):
        if _beyond(measure, measure.target):
            yield self.finding(
                f"{name} aims at {measure.target} per cent, and a share lies between 0 and 100",
                at.child("target"),
                severity=Severity.WARNING,
                hint="correct the target; a count or a change is no share and needs another unit",
            )


def _beyond(measure: "Measure", figure: int | float | None) -> bool:
    unit = (measure.unit or "").strip().casefold()
    return unit in _PER_CENT and figure is not None and not 0 <= figure <= 100


@rule("EH722", "a share of nothing")
def of_nothing(self: "MeasuresRule", content: "Measures", guide: Guide | None) -> Iterator[Finding]:
    """`of` is the number that a figure is a share of: the families, cases or children it was worked out from.
    A share of none, or of fewer than none, cannot be worked out.

    What to do: correct the number. Where there was no case in a period, leave the figure blank.
    """
    for at, _, name, figure in _figures(content):
        if figure.of is not None and figure.of <= 0:
            yield self.finding(
                f"the figure of {name} is said to be a share of {figure.of}",
                at.child("of"),
                hint="correct the number; where there was no case, leave the figure blank",
            )


@rule("EH723", "a target without a direction", Severity.NOTE, absence=True)
def which_way(self: "MeasuresRule", content: "Measures", guide: Guide | None) -> Iterator[Finding]:
    """Whether a target is met depends on which way is better: more families who stay closed, fewer who come
    back.

    What to do: write `better: higher` or `better: lower`.
    """
    for at, measure, name in _measures(content):
        if measure.target is not None and measure.better is None:
            yield self.finding(
                f"{name} has a target, and does not say which way is better",
                at.child("better"),
                hint="write `better: higher` or `better: lower`",
            )


@rule("EH724", "a period without its figure", Severity.NOTE, absence=True)
def no_figure(self: "MeasuresRule", content: "Measures", guide: Guide | None) -> Iterator[Finding]:
    """Something stands under a period, and the figure itself does not. A blank figure is not 0.

    What to do: write it as `value: ...`, or leave the period blank until it is known.
    """
    for at, _, name, figure in _figures(content):
        if figure.value is None:
            yield self.finding(
                f"{name} has no figure yet",
                at.child("value"),
                hint="write it as `value: ...`, or leave the period blank until it is known",
            )


@rule("EH725", "a provisional figure older than a final one", Severity.NOTE)
def still_provisional(self: "MeasuresRule", content: "Measures", guide: Guide | None) -> Iterator[Finding]:
    """A figure is provisional until it is confirmed. Where that of a later period is final, the older one has
    probably been confirmed as well, or has to be corrected.

    What to do: bring the figure up to date and take `provisional: true` out.
    """
    for at, measure, name in _measures(content):
        final = [
            p for p, figure in measure.values.items() if figure.value is not None and not figure.provisional
        ]
        last = max(final, key=period_end, default=None)
        for period, figure in measure.values.items():
            if last is not None and figure.provisional and period_end(period) < period_end(last):
                yield self.finding(
                    f"the figure of {name} for {period} is provisional, and that for {last} is final",
                    at.child("values", period, "provisional"),
                    hint="bring it up to date and take `provisional: true` out",
                    related=(Related("the final figure", at.child("values", last)),),
                )


@rule("EH726", "a figure taken before its period began", Severity.WARNING)
def too_early(self: "MeasuresRule", content: "Measures", guide: Guide | None) -> Iterator[Finding]:
    """`as_at` is the day, month or year in which a figure was taken. Before the period begins there is
    nothing to count: one of the two is probably a slip.

    What to do: correct the date or the period.
    """
    for at, _, name, figure in _figures(content):
        begins = "{:04}-{:02}".format(*period_months(str(at[-1]))[0])
        # A month or a year may reach into the period: as much is compared as is given.
        if figure.as_at is not None and figure.as_at[: len(begins)] < begins[: len(figure.as_at)]:
            yield self.finding(
                f"the figure of {name} was taken as at {figure.as_at}, before that period began",
                at.child("as_at"),
                hint="correct the date or the period",
            )


RULES = (
    incomplete_measure,
    percentage,
    of_nothing,
    which_way,
    no_figure,
    still_provisional,
    too_early,
)
