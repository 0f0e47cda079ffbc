"""The trend as people read it: a paper of the same blocks as any other, for one area or for many."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ehsg_cli.assessment.periods import by_time
from ehsg_cli.compare.trend import Edition, Join, Series, TallyRow, Trend, Year
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.summary import Tally
from ehsg_cli.views import words
from ehsg_cli.views.blocks import Block, Facts, Heading, Part, Picture, Points, Sentence
from ehsg_cli.views.charts.trend import BLANK, MISSING, OTHER, chart, mean_of
from ehsg_cli.views.kinds import Paper
from ehsg_cli.views.style import PLAIN, Style
from ehsg_cli.views.tables import Column, Fact, Table, row
from ehsg_cli.wording import counted, listed

# A table is as wide as a terminal less its margin, which is as much as a page takes too. Of that a column has
# two characters of space beside its longest cell, and the first of all so many.
_WIDE, _FIRST, _SPACE = 78, 30, 2
_CHOSEN, _NOT_CHOSEN, _NO_LEVEL = "chosen", "no", "none"

LEGEND = {
    MISSING: "nothing was assessed for that period",
    OTHER: "another edition of the guide was answered for that period; it has tables of its own",
    BLANK: "not scored",
    words.UNREADABLE: "something stands there that is no score; `ehsg validate` says what",
}
"""What stands in a cell that has no score, and what it means."""

CONVERTED = "Each edition of the guide has tables of its own: nothing is converted from one to another."


class _Columns(NamedTuple):
    """Some of an edition's periods that stand in one table: their places, and how a caption says them."""

    places: tuple[int, ...]
    said: str


def view_trend(trend: Trend, style: Style = PLAIN) -> Paper:
    """The trend of one area in full, that of several in brief."""
    series = trend.series
    one = series[0] if len(series) == 1 else None
    area = _name(one) if one is not None else counted(len(series), "area")
    period = _span([period for each in series for period in (each.periods[0], each.periods[-1])])
    guides = _guides(series)
    years = [year for each in series for year in each.years]
    drafts = sum(not year.final for year in years)
    parts = _of_one(one) if one is not None else _of_many(series)
    return Paper(
        kind="trend",
        title=f"{area}: {_what(guides)} over the years, {period}",
        subtitle="Trend",
        area=area,
        period=period,
        status=listed(sorted({year.status for year in years})),
        draft=bool(drafts),
        draft_note=f"{_drafts(drafts, len(years))} not agreed yet: scores may still change.",
        guide=listed([words.one_line(words.edition(guide)) for guide in guides]),
        headline=_headline(one) if one is not None else _of_all(trend, period),
        key_points=_key_points(trend),
        parts=tuple(part for part in (*parts, _about(trend, guides)) if part.blocks),
        attribution=" ".join(dict.fromkeys(words.one_line(guide.licence.attribution) for guide in guides)),
        style=style,
        view=None,
    )


def _what(guides: Iterable[Guide]) -> str:
    return "Answers" if all(guide.scale.in_words for guide in guides) else "Scores"


def _drafts(drafts: int, of: int) -> str:
    if of == 1:
        return "This assessment is"
    return f"{words.capitalised(words.small(drafts))} of the assessments {'is' if drafts == 1 else 'are'}"


def _guides(series: Sequence[Series]) -> tuple[Guide, ...]:
    """The editions that were answered, from the oldest as its id says it."""
    found = {edition.guide.id: edition.guide for each in series for edition in each.editions}
    return tuple(found[id] for id in sorted(found))


def _name(series: Series) -> str:
    return words.one_line(series.area or "") or "Area not named"


def _span(periods: Iterable[str | None]) -> str:
    """From the first to the last of some periods, of whatever kinds they are."""
    ordered = sorted({period for period in periods if period is not None}, key=by_time)
    return _first_to_last(ordered[0], ordered[-1])


# The headline


def _headline(series: Series) -> str:
    """How the scores of the last assessment differ from those of the first by the same edition."""
    compared = [each for each in series.editions if len(each.assessed) > 1]
    if not compared:
        if len(series.editions) == 1:
            return f"Only {series.periods[0]} is assessed: there is nothing yet to compare it with."
        return "Each edition of the guide was answered once: no two assessments can be compared."
    # The one that was answered last.
    edition = max(compared, key=lambda each: series.periods.index(each.assessed[-1].period))
    given = [place for place, column in enumerate(edition.columns) if column.year is not None]
    first, last = given[0], given[-1]
    between = f"From {edition.columns[first].period} to {edition.columns[last].period}"
    if len(series.editions) > 1:
        between = f"{between}, by the {words.one_line(words.edition(edition.guide))}"
    pairs = [(each.scores[first], each.scores[last]) for each in edition.descriptors]
    both = [(old, new) for old, new in pairs if old is not None and new is not None]
    if not both:
        return f"{between}, nothing can be compared: no descriptor is scored in both."
    higher, lower = sum(new > old for old, new in both), sum(new < old for old, new in both)
    same, apart = len(both) - higher - lower, len(pairs) - len(both)
    if edition.guide.scale.in_words:
        # In some questions a yes says less of maturity than a no does: a change is neither up nor down.
        told = [(higher + lower, "changed"), (same, "stayed the same")]
        noun = "answer"
    else:
        told = [(higher, "rose"), (lower, "fell"), (same, "stayed the same")]
        noun = "score"
    told = [each for each in told if each[0]]
    say = words.counting(len(both), *(number for number, _ in told), apart)
    (number, how), *others = told
    rest = [f"{say(count)} {what}" for count, what in others]
    of = f"the one {noun}" if len(both) == 1 else f"{say(number)} of {say(len(both))} {noun}s"
    start = f"{of if others or len(both) == 1 else f'all {say(number)} {noun}s'} {how}"
    not_both = f"; {say(apart)} cannot be compared" if apart else ""
    return f"{between}, {listed([start, *rest])}{not_both}."


def _of_all(trend: Trend, period: str) -> str:
    years = sum(len(each.years) for each in trend.series)
    changed = sum(any(edition.changed for edition in each.editions) for each in trend.series)
    number = len(trend.series)
    said = "no area" if not changed else "every area" if changed == number else f"{changed} of them"
    return f"{number} areas with {counted(years, 'assessment')}, {period}; scores changed in {said}."


def _key_points(trend: Trend) -> tuple[Fact, ...]:
    if len(trend.series) != 1:
        return ()
    series = trend.series[0]
    facts = [Fact("Assessments", f"{len(series.years)}, {_span(year.period for year in series.years)}")]
    if series.missing:
        facts.append(Fact("No assessment for", listed(series.missing)))
    return tuple(facts)


# One area


def _of_one(series: Series) -> Iterator[Part]:
    yield Part("areas", "Areas that came from others", tuple(map(Sentence, _joins(series.joins))))
    several = len(series.editions) > 1
    for number, edition in enumerate(series.editions, 1):
        suffix = f"-{number}" if number > 1 else ""
        by = f": {words.one_line(words.edition(edition.guide))}" if several else ""
        sections = _means(edition) if not edition.guide.scale.in_words else tuple(_counts(edition))
        if edition.guide.scale.in_words:
            yield Part(f"sections{suffix}", f"Sections{by}", (*sections, *_legend(edition)))
        else:
            name = f"trend{suffix}"
            drawn = chart(edition, sections, _source(series, edition), name)
            yield Part(f"sections{suffix}", f"Sections{by}", (Picture(drawn), *_legend(edition)))
        yield Part(f"descriptors{suffix}", f"Every descriptor{by}", tuple(_descriptors(edition)))
        yield Part(f"priorities{suffix}", f"Priority descriptors{by}", tuple(_priorities(edition)))


def _source(series: Series, edition: Edition) -> str:
    parts = [_name(series), _periods_of(edition), words.one_line(words.edition(edition.guide))]
    if not all(column.year.final for column in edition.assessed if column.year is not None):
        parts.append("DRAFT")
    return " \N{MIDDLE DOT} ".join(parts)


def _periods_of(edition: Edition) -> str:
    first, last = edition.columns[0].period, edition.columns[-1].period
    return first if first == last else f"{first} to {last}"


def _legend(edition: Edition) -> Iterator[Block]:
    """What the words in cells mean, of those that stand there."""
    found = {(OTHER if column.other else MISSING) for column in edition.columns if column.year is None}
    for tally, column in zip(edition.overall.tallies, edition.columns, strict=True):
        if tally is not None and column.year is not None:
            unreadable = len(column.year.unreadable)
            found |= {words.UNREADABLE} if unreadable else set()
            # A count or a mean has one word for both.
            found |= {BLANK} if tally.missing > unreadable or not tally.scored else set()
    if found:
        yield Facts(
            tuple(Fact(words.capitalised(word), said) for word, said in LEGEND.items() if word in found)
        )


def _descriptors(edition: Edition) -> Iterator[Block]:
    cells = {
        each.id: [_or_none(edition, place, each.id, score) for place, score in enumerate(each.scores)]
        for each in edition.descriptors
    }
    chunks = _in_pieces(edition, list(cells.values()))
    for section in edition.guide.sections:
        for chunk in chunks:
            yield Table(
                f"{_titled(section.form, section.title)}{chunk.said}",
                _columns("Descriptor", edition, chunk),
                tuple(
                    row(words.one_line(words.named(each)), *(cells[each.id][place] for place in chunk.places))
                    for each in section.descriptors
                ),
            )


def _or_none(edition: Edition, place: int, id: str, score: int | None) -> str:
    """A descriptor's score as it is said, or the word for why there is none."""
    year = edition.columns[place].year
    if year is None:
        return _none(edition, place)
    if id in year.unreadable:
        return words.UNREADABLE
    return BLANK if score is None else edition.guide.scale.say(score)


def _none(edition: Edition, place: int) -> str:
    return OTHER if edition.columns[place].other else MISSING


def _priorities(edition: Edition) -> Iterator[Block]:
    """Which were chosen for each period, and at which data model level."""
    years = [column.year for column in edition.columns]
    chosen = {id for year in years if year is not None for id in year.priorities}
    levels = [
        _none(edition, place) if year is None else _NO_LEVEL if year.level is None else str(year.level)
        for place, year in enumerate(years)
    ]
    if not chosen and not any(year is not None and year.level is not None for year in years):
        return
    cells = {
        id: [
            _none(edition, place) if year is None else _CHOSEN if id in year.priorities else _NOT_CHOSEN
            for place, year in enumerate(years)
        ]
        for id in edition.guide.descriptors
        if id in chosen
    }
    for chunk in _in_pieces(edition, [levels, *cells.values()]):
        yield Table(
            f"Priority descriptors and data model level{chunk.said}",
            _columns("Descriptor", edition, chunk),
            tuple(
                row(
                    words.one_line(words.named(edition.guide.descriptors[id])),
                    *(texts[place] for place in chunk.places),
                )
                for id, texts in cells.items()
            ),
            row("Data model level", *(levels[place] for place in chunk.places)),
        )


# Sections and overall


def means(edition: Edition) -> Iterator[Block]:
    """The means with what the words in their place say, for other papers; nothing where there are none."""
    if edition.guide.scale.in_words:
        return
    tables = _means(edition)
    yield from tables
    met = {cell.text for table in tables for each in (*table.rows, table.total or ()) for cell in each}
    if told := tuple(Fact(words.capitalised(word), said) for word, said in LEGEND.items() if word in met):
        yield Facts(told)


def _means(edition: Edition) -> tuple[Table, ...]:
    """The mean of each section for each period, of an edition whose scale is in numbers."""
    forms = {section.id: section.form for section in edition.guide.sections}
    rows = [(_titled(forms[each.id], each.title), _mean_cells(edition, each)) for each in edition.sections]
    total = _mean_cells(edition, edition.overall)
    return tuple(
        Table(
            f"Mean of each section{chunk.said}",
            _columns("Section", edition, chunk),
            tuple(row(title, *(cells[place] for place in chunk.places)) for title, cells in rows),
            row("All sections", *(total[place] for place in chunk.places)),
        )
        for chunk in _in_pieces(edition, [total, *(cells for _, cells in rows)])
    )


def _mean_cells(edition: Edition, each: TallyRow) -> list[str]:
    return [
        _none(edition, place) if tally is None else mean_of(tally) for place, tally in enumerate(each.tallies)
    ]


def _counts(edition: Edition, *, sections: bool = True) -> Iterator[Table]:
    """How often each word was answered, of an edition whose scale is in words and has no mean."""
    forms = {section.id: section.form for section in edition.guide.sections}
    named = [(_titled(forms[each.id], each.title), each) for each in edition.sections] if sections else []
    for title, each in (*named, ("All sections", edition.overall)):
        scale = edition.guide.scale
        rows = [
            (scale.say(value), _count_cells(edition, each, lambda tally, v=value: tally.distribution[v]))  # type: ignore[misc]
            for value in scale.numbers
        ]
        rows.append((BLANK, _count_cells(edition, each, lambda tally: tally.missing)))
        for chunk in _in_pieces(edition, [cells for _, cells in rows]):
            yield Table(
                f"{title}: how many answers of each kind{chunk.said}",
                _columns("Answer", edition, chunk),
                tuple(row(word, *(cells[place] for place in chunk.places)) for word, cells in rows),
            )


def _count_cells(edition: Edition, each: TallyRow, count: Callable[[Tally], int]) -> list[str]:
    return [
        _none(edition, place) if tally is None else str(count(tally))
        for place, tally in enumerate(each.tallies)
    ]


def _titled(form: str | None, title: str) -> str:
    return words.one_line(f"{form or ''} {title}")


def _columns(first: str, edition: Edition, chunk: _Columns) -> tuple[Column, ...]:
    return (
        Column(first),
        *(Column(edition.columns[place].period, numeric=True) for place in chunk.places),
    )


def _in_pieces(edition: Edition, rows: Sequence[Sequence[str]]) -> tuple[_Columns, ...]:
    """The periods in as many pieces as it takes for a table of each to be no wider than a terminal.

    Args:
        edition: whose periods.
        rows: the cells of every row, one for each period.
    """
    periods = [column.period for column in edition.columns]
    wide = [
        _SPACE + max(len(period), *(len(cells[place]) for cells in rows))
        for place, period in enumerate(periods)
    ]
    pieces = _filled(wide, _WIDE - _FIRST)
    if len(pieces) == 1:
        return (_Columns(pieces[0], ""),)
    # All of about one width: a last table of a single year would look lost.
    room = next(room for room in range(1, _WIDE) if len(_filled(wide, room)) <= len(pieces))
    return tuple(
        _Columns(places, f", {_first_to_last(periods[places[0]], periods[places[-1]])}")
        for places in _filled(wide, room)
    )


def _filled(wide: Sequence[int], room: int) -> list[tuple[int, ...]]:
    """The places of columns, as many together as there is room for, but never none."""
    pieces: list[list[int]] = []
    taken = 0
    for place, width in enumerate(wide):
        if not pieces or taken + width > room:
            pieces.append([])
            taken = 0
        pieces[-1].append(place)
        taken += width
    return [tuple(piece) for piece in pieces]


def _first_to_last(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


# Many areas


def _of_many(series: Sequence[Series]) -> Iterator[Part]:
    # What is told of two areas stands under the later one alone, if that is shown.
    place = {join: at for at, each in enumerate(series) for join in each.joins}
    place |= {join: at for at, each in enumerate(series) for join in each.joins if each.area == join.later}
    for number, each in enumerate(series, 1):
        joins = [join for join in each.joins if place[join] == number - 1]
        title = f"{_name(each)}{f' ({each.code})' if each.code else ''}"
        yield Part(f"area-{number}", title, tuple(_in_brief(each, joins)))


def _in_brief(series: Series, joins: Iterable[Join]) -> Iterator[Block]:
    yield from map(Sentence, _joins(joins))
    for edition in series.editions:
        if len(series.editions) > 1:
            yield Heading(words.one_line(words.edition(edition.guide)))
        if edition.guide.scale.in_words:
            yield from _counts(edition, sections=False)
        else:
            yield from _means(edition)


# What to know of it


def _joins(joins: Iterable[Join]) -> Iterator[str]:
    """Every join and every refusal to join, a sentence each."""
    for join in joins:
        earlier, later = (words.one_line(name) or "an area without a name" for name in join[:2])
        moved = {"same": "did not change", "changed": "changed"}.get(join.boundaries or "")
        said = f"its boundaries {moved}" if moved else "nothing is said of whether its boundaries changed"
        match join.because:
            case "same":
                yield f"{later} came from {earlier}, and {said}: the two are shown as one area."
            case "asked":
                yield (
                    f"{later} came from {earlier}, and {said}: the two are shown as one area because that "
                    "was asked for, and may be two different places."
                )
            case "same-period":
                yield (
                    f"{later} came from {earlier}, but there is an assessment for {join.period} of more than "
                    "one of the areas that would stand here: each is shown by itself."
                )
            case "same-code":
                yield (
                    f"{earlier} and {later} have the same code, and two names: each is shown by itself. If "
                    "one came from the other, its file can say so under `predecessors`."
                )
            case "ring":
                yield (
                    f"{later} and {earlier} are each said to have come from the other: "
                    "each is shown by itself."
                )
            case _:
                yield f"{later} came from {earlier}, and {said}: each is shown by itself."


def _of_another(year: Year, series: Series) -> str:
    """The area that a year's file is of, where that is one that this area came from."""
    if year.area.name == series.area and year.area.code in (None, series.code):
        return ""
    code = f" ({year.area.code})" if year.area.code and year.area.name == series.area else ""
    return f", {words.one_line(year.area.name or 'area not named')}{code}"


def _about(trend: Trend, guides: Sequence[Guide]) -> Part:
    blocks: list[Block] = []
    many = len(trend.series) > 1
    if many:
        found = dict.fromkeys(block for each in trend.series for e in each.editions for block in _legend(e))
        rows = {fact: None for block in found if isinstance(block, Facts) for fact in block.rows}
        blocks += [Facts(tuple(rows))] if rows else []
    if any(not guide.scale.in_words for guide in guides):
        blocks.append(Sentence(words.MEAN_NOTE, "note"))
    if len(guides) > 1:
        blocks.append(Sentence(CONVERTED, "note"))
    if not many:
        files = tuple(
            f"{year.period}: {words.one_line(year.source)}, {year.status}{_of_another(year, trend.series[0])}"
            for year in sorted(trend.series[0].years, key=lambda year: by_time(year.period or ""))
            if year.source
        )
        if files:
            blocks.append(Points("Made from:", files))
    blocks.append(Facts(tuple(Fact("Guide", f"{guide.id}, revision {guide.revision}") for guide in guides)))
    blocks.append(
        Sentence(" ".join(dict.fromkeys(words.one_line(g.licence.attribution) for g in guides)), "note")
    )
    return Part("about", "About these figures", tuple(blocks))
