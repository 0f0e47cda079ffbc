"""The summary as people read it."""

from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.summary import Summary, Tally
from ehsg_cli.views import words


class TallyRow(NamedTuple):
    """One line of the summary table: a section, or all of them.

    `missing` is how many are not scored. `share` is the mean's place between the ends of the scale, from 0 to
    1, for a bar; `None` where there is none.
    """

    form: str
    title: str
    coverage: str
    mean: str
    exact: str
    median: str
    lowest: str
    highest: str
    distribution: tuple[tuple[str, int], ...]
    missing: int
    share: float | None


class SummaryView(NamedTuple):
    """Headline and table.

    Attributes:
        in_words: whether the scale is in words, so that no row has a mean or a median.
    """

    area: str
    period: str
    status: str
    guide: str
    headline: str
    rows: tuple[TallyRow, ...]
    overall: TallyRow
    note: str
    in_words: bool = False
    terms: words.Terms = words.Terms()


def view_summary(assessment: Assessment, guide: Guide, summary: Summary) -> SummaryView:
    """The summary worded and in the form's order."""
    forms = {section.id: section.form for section in guide.sections}
    return SummaryView(
        area=words.area_of(assessment),
        period=words.period_of(assessment),
        status=assessment.status,
        guide=words.edition(guide),
        headline=words.headline(summary.overall, guide),
        rows=tuple(_row(forms[s.id] or "", s.title, s.tally, guide) for s in summary.sections),
        overall=_row("", "All sections", summary.overall, guide),
        note=words.NO_MEAN_NOTE if guide.scale.in_words else words.MEAN_NOTE,
        in_words=guide.scale.in_words,
        terms=words.terms(guide),
    )


def _row(form: str, title: str, tally: Tally, guide: Guide) -> TallyRow:
    low, high = guide.scale.numbers[0], guide.scale.numbers[-1]
    return TallyRow(
        form=form,
        title=title,
        coverage=words.coverage(tally),
        mean=words.mean(tally),
        exact=words.exact(tally),
        median=words.number(tally.median),
        lowest=words.end(tally.lowest, guide),
        highest=words.end(tally.highest, guide),
        distribution=tuple((guide.scale.say(value), count) for value, count in tally.distribution.items()),
        missing=tally.missing,
        share=None if tally.mean is None else (tally.mean - low) / (high - low),
    )
