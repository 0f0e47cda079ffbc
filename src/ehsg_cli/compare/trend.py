"""How the scores of one area or of many have gone over any number of years.

Every edition of a guide has a table of its own, and nothing is converted from one to another. Years in which
nothing was assessed stand there as missing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from ehsg_cli.assessment import FINAL, Area, Assessment, Boundaries, Status
from ehsg_cli.assessment.periods import Month, by_time, period_months
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.summary import Tally, tally_of
from ehsg_cli.reading.folders import same_area
from ehsg_cli.reading.kinship import NO_NAME, descent, kin, names
from ehsg_cli.wording import as_named

# A gap of more years than this is a slip of the pen, and no table could show it.
_LONGEST = 60
_YEAR = 12

JoinedBecause = Literal["same", "asked"]
ApartBecause = Literal["boundaries-changed", "boundaries-unknown", "same-period", "same-code", "ring"]


class Year(NamedTuple):
    """What one assessment gives to a trend: small, and fit to pass between processes.

    Attributes:
        source: the name of its file; may be empty.
        scores: in the form's order; `None` where a descriptor is not scored.
        level: the data model level that governs.
        unreadable: the descriptors under which something stands that is no score.
    """

    source: str
    area: Area
    guide: str
    period: str | None
    status: Status
    scores: tuple[int | None, ...]
    priorities: tuple[str, ...]
    level: int | None
    unreadable: frozenset[str] = frozenset()

    @property
    def final(self) -> bool:
        """Whether it is agreed or submitted."""
        return self.status in FINAL


class Column(NamedTuple):
    """A period.

    Attributes:
        year: what was assessed; `None` where nothing was by this edition.
        other: the id of another edition that was answered for it; empty where none was.
        anew: whether boundaries moved since the assessment before it by this edition, or may have.
    """

    period: str
    year: Year | None
    other: str = ""
    anew: bool = False


class Row(NamedTuple):
    """A descriptor's scores, one for each column; `None` where it is not scored, or nothing was assessed."""

    id: str
    scores: tuple[int | None, ...]


class TallyRow(NamedTuple):
    """A section, or all of them (`id` and `title` are empty): a tally for each column, `None` for no year."""

    id: str
    title: str
    tallies: tuple[Tally | None, ...]


class Edition(NamedTuple):
    """What an area answered by one edition of a guide, over the years."""

    guide: Guide
    columns: tuple[Column, ...]
    sections: tuple[TallyRow, ...]
    overall: TallyRow
    descriptors: tuple[Row, ...]

    @property
    def assessed(self) -> tuple[Column, ...]:
        """The periods for which there is an assessment."""
        return tuple(column for column in self.columns if column.year is not None)

    @property
    def changed(self) -> bool:
        """Whether any score changed from one assessment to the next, as far as they can be read."""
        years = [column.year for column in self.columns if column.year is not None]
        if not any(year.unreadable for year in years):
            return any(before.scores != after.scores for before, after in pairwise(years))
        return any(
            before != after
            for place, id in enumerate(self.guide.descriptors)
            for before, after in pairwise(year.scores[place] for year in years if id not in year.unreadable)
        )


class Join(NamedTuple):
    """An area and one that it came from: shown as one, or each by itself.

    Attributes:
        boundaries: whether they moved, as far as the later one says.
        because: why they are shown so.
        period: which both have, where that is why.
    """

    earlier: str
    later: str
    boundaries: Boundaries | None
    because: JoinedBecause | ApartBecause
    period: str = ""

    @property
    def joined(self) -> bool:
        """Whether the two are shown as one."""
        return self.because in ("same", "asked")


class Series(NamedTuple):
    """One area, with those that it came from and is shown together with.

    Attributes:
        area, code: as its latest assessment has them; the code that was last given.
        editions: from the one that was answered first.
        periods: all of them, in order, those without any assessment too.
        missing: those without any.
        joins: what was joined here, and what could have been and was not.
    """

    area: str | None
    code: str | None
    editions: tuple[Edition, ...]
    periods: tuple[str, ...]
    missing: tuple[str, ...]
    joins: tuple[Join, ...]

    @property
    def years(self) -> tuple[Year, ...]:
        """Every assessment in it."""
        return tuple(
            column.year for edition in self.editions for column in edition.columns if column.year is not None
        )


class Trend(NamedTuple):
    """The scores of areas over the years.

    Attributes:
        series: by the name of the area.
        joins: each that was made, and each that was not.
        undated: the assessments that say no period, and so have no place in it.
    """

    series: tuple[Series, ...]
    joins: tuple[Join, ...]
    undated: tuple[Year, ...]

    @property
    def changed(self) -> bool:
        """Whether any score changed from one assessment of an area to its next by the same guide."""
        return any(edition.changed for each in self.series for edition in each.editions)


def year_of(
    assessment: Assessment, guide: Guide, source: str = "", unreadable: frozenset[str] = frozenset()
) -> Year:
    """What an assessment gives to a trend; for `unreadable` see `Year`."""
    return Year(
        source=source,
        area=assessment.area,
        guide=guide.id,
        period=assessment.period,
        status=assessment.status,
        scores=tuple(assessment.entry(id).answer for id in guide.descriptors),
        priorities=tuple(id for id in guide.descriptors if id in assessment.chosen),
        level=assessment.data_model.governing[0],
        unreadable=unreadable,
    )


def trend(years: Iterable[Year], guides: Mapping[str, Guide], *, across_boundaries: bool = False) -> Trend:
    """The trend of any number of assessments, whatever their order.

    Args:
        years: what each of them gives.
        guides: those they answer, by id.
        across_boundaries: whether an area and one that it came from are shown as one even where boundaries
            moved, or may have.

    Raises:
        UserError: two of them are of one area and period, by one guide.
    """
    # Nobody says that two areas without a name are one: their files tell them apart.
    named: dict[tuple[str | None, str], list[Year]] = defaultdict(list)
    undated = []
    for year in years:
        if year.period is None:
            undated.append(year)
        else:
            name = same_area(year.area.name)
            named[name, "" if name else year.source].append(year)
    areas: dict[Key, list[Year]] = {}
    for (name, source), all_held in named.items():
        all_held.sort(key=_by_period)
        for code, held in _by_code(all_held).items():
            _see_that_none_is_twice(held)
            areas[name, code or source] = held
    joins, of_area = _joined(areas, across_boundaries=across_boundaries)
    series = []
    for key, places in of_area.items():
        found = sorted(((year, places[each]) for each in places for year in areas[each]), key=_by_period_of)
        told = tuple(join for of, join in joins if of == key)
        series.append(_series(_area(areas[key]), found, guides, told))
    series.sort(key=lambda each: (same_area(each.area) or "", each.area or "", each.code or ""))
    return Trend(tuple(series), tuple(dict.fromkeys(join for _, join in joins)), tuple(undated))


def _by_period_of(found: "tuple[Year, Key]") -> tuple[Month, Month, str, str]:
    return _by_period(found[0])


def _by_period(year: Year) -> tuple[Month, Month, str, str]:
    assert year.period is not None
    return (*by_time(year.period), year.guide, year.source)


def _months(year: Year) -> tuple[Month, Month]:
    assert year.period is not None
    return period_months(year.period)


def _see_that_none_is_twice(years: Sequence[Year]) -> None:
    """See that an area has one assessment for each period by each guide.

    Raises:
        UserError: it has two.
    """
    for one, other in pairwise(years):
        if one.guide == other.guide and _months(one) == _months(other):
            names = f"{one.source} and {other.source}" if one.source else "two assessments"
            raise UserError(
                f"{names} are both of {as_named(one.area.name or NO_NAME)} for {one.period}, by {one.guide}",
                "leave one of them out",
            )


# Areas that came from others

# An area is known by its name; by its code too where it came from one of the same name.
Key = tuple[str | None, str]
Areas = Mapping[Key, list[Year]]


def _by_code(held: list[Year]) -> dict[str, list[Year]]:
    """What was assessed under one name, apart where an area kept its name and says that it came from another.

    Args:
        held: the earliest period first.
    """
    by_code: dict[str, list[Year]] = defaultdict(list)
    for year in held:
        by_code[year.area.code or ""].append(year)
    if len(by_code) < 2 or not any(year.area.predecessors for year in held):
        return {"": held}
    # What a later year says of a code holds for all its years.
    areas = {code: {year.area for year in years} for code, years in by_code.items()}
    together: list[list[str]] = []
    for code in by_code:
        home = next(
            (
                codes
                for codes in reversed(together)
                if not any(_apart(areas[code], areas[each]) for each in codes)
            ),
            None,
        )
        if home is None:
            together.append([code])
        else:
            home.append(code)
    return {max(codes): [year for year in held if (year.area.code or "") in codes] for codes in together}


def _apart(some: Collection[Area], others: Collection[Area]) -> bool:
    """Whether areas of one name came from one another."""
    return any(kin(one, other).relation == "predecessor" for one in some for other in others)


def _joined(
    areas: Areas, *, across_boundaries: bool
) -> tuple[list[tuple[Key, Join]], dict[Key, dict[Key, Key]]]:
    """Which areas are shown together.

    Returns the joins, each with the area it is told at, and for each area that is shown the areas whose
    assessments stand in it, itself among them, each with the last one that has its boundaries. One that two
    others came from stands in both.
    """
    told: list[tuple[Key, Join]] = []
    before: dict[Key, list[Key]] = defaultdict(list)
    for later, join, earlier in _descents(areas, across_boundaries=across_boundaries):
        if join.joined:
            before[later].append(earlier)
        else:
            told.append((later, join))
        if not join.joined and earlier in areas:
            told.append((earlier, join))
    taken = {earlier for all_earlier in before.values() for earlier in all_earlier}
    of_area: dict[Key, dict[Key, Key]] = {}
    for key in areas:
        if key not in taken:
            of_area[key] = _with_earlier(key, areas, before, told)
    reached = {each for keys in of_area.values() for each in keys}
    for key in areas:
        if key not in reached:
            of_area[key] = {key: key}
            # Of areas that came from one another none is the last one, in which the others could stand.
            for earlier in before.get(key, ()):
                if earlier not in reached:
                    both = _names(areas[earlier], areas[key])
                    told.append((key, Join(*both, _statement(areas[key], areas[earlier]), "ring")))
    told += _alike(areas, of_area)
    return told, of_area


def _with_earlier(
    key: Key,
    areas: Areas,
    before: Mapping[Key, list[Key]],
    told: list[tuple[Key, Join]],
) -> dict[Key, Key]:
    """An area and all those that it came from and that can stand in one line with it.

    Returns for each of them the last one that has its boundaries.
    """
    found, waiting = {key: key}, [(key, earlier) for earlier in before.get(key, ())]
    months = {_months(year) for year in areas[key]}
    while waiting:
        later, earlier = waiting.pop(0)
        if earlier in found:
            continue
        statement = _statement(areas[later], areas[earlier])
        both = _names(areas[earlier], areas[later])
        clash = next((year for year in areas[earlier] if _months(year) in months), None)
        if clash is not None:
            apart = Join(*both, statement, "same-period", clash.period or "")
            told += [(key, apart), (earlier, apart)]
            continue
        told.append((key, Join(*both, statement, "same" if statement == "same" else "asked")))
        found[earlier] = found[later] if statement == "same" else earlier
        months |= {_months(year) for year in areas[earlier]}
        waiting += [(earlier, each) for each in before.get(earlier, ())]
    return found


def _descents(areas: Areas, *, across_boundaries: bool) -> Iterator[tuple[Key, Join, Key]]:
    """Each area that came from another one that is here: itself, how they stand, and the other."""
    naming = {key: held for key, held in areas.items() if any(year.area.predecessors for year in held)}
    for later, held in naming.items():
        for earlier, others in areas.items():
            if earlier == later or not _came_from(held, others):
                continue
            statement = _statement(held, others)
            because: JoinedBecause | ApartBecause = "boundaries-unknown"
            if statement == "same":
                because = "same"
            elif across_boundaries:
                because = "asked"
            elif statement == "changed":
                because = "boundaries-changed"
            yield later, Join(*_names(others, held), statement, because), earlier


def _came_from(later: Sequence[Year], earlier: Sequence[Year]) -> bool:
    area = _area(earlier)
    return any(descent(area, year.area) for year in later)


def _statement(later: Sequence[Year], earlier: Sequence[Year]) -> Boundaries | None:
    """What is said of the boundaries in any year: that they changed, where that is said once."""
    area = _area(earlier)
    said = {
        found.boundaries
        for year in later
        if (found := descent(area, year.area)) is not None and found.boundaries is not None
    }
    return "changed" if "changed" in said else "same" if said else None


def _alike(areas: Areas, of_area: Mapping[Key, Collection[Key]]) -> Iterator[tuple[Key, Join]]:
    """Areas of one code under two names, which may be one that was renamed: they are not joined unasked."""
    by_code: dict[str, list[Key]] = defaultdict(list)
    for key, held in areas.items():
        if (code := _area(held).code) is not None:
            by_code[code].append(key)
    together = [set(keys) for keys in of_area.values()]
    for keys in by_code.values():
        keys.sort(key=lambda key: _by_period(areas[key][-1]))
        for earlier, later in pairwise(keys):
            if not any({earlier, later} <= each for each in together):
                join = Join(*_names(areas[earlier], areas[later]), None, "same-code")
                yield earlier, join
                yield later, join


def _names(earlier: Sequence[Year], later: Sequence[Year]) -> tuple[str, str]:
    return names(_area(earlier), _area(later))


def _area(held: Sequence[Year]) -> Area:
    """An area as its latest assessment has it, with the code that was last given."""
    area = held[-1].area
    code = area.code or next((year.area.code for year in reversed(held) if year.area.code), None)
    return area if area.code == code else area.model_copy(update={"code": code})


# The years of one area


def _series(
    area: Area, held: list[tuple[Year, Key]], guides: Mapping[str, Guide], joins: tuple[Join, ...]
) -> Series:
    """The years of one area, each given with the last area that has the boundaries of its own."""
    by_guide: dict[str, dict[str, Year]] = {}
    anew: set[tuple[str, str]] = set()
    last_place: dict[str, Key] = {}
    for year, place in held:
        assert year.period is not None
        by_guide.setdefault(year.guide, {})[year.period] = year
        if last_place.get(year.guide, place) != place:
            anew.add((year.guide, year.period))
        last_place[year.guide] = place
    editions = []
    for guide, years in by_guide.items():
        columns = tuple(
            Column(period, years.get(period), _other(period, guide, by_guide), (guide, period) in anew)
            for period in _periods(years)
        )
        editions.append(_edition(guides[guide], columns))
    given = dict.fromkeys(year.period for year, _ in held if year.period is not None)
    periods = _periods(given)
    missing = tuple(period for period in periods if period not in given)
    return Series(area.name, area.code, tuple(editions), periods, missing, joins)


def _other(period: str, guide: str, by_guide: Mapping[str, Mapping[str, Year]]) -> str:
    """The id of another edition that was answered for a period and this one was not; empty for none."""
    if period in by_guide[guide]:
        return ""
    return next((other for other, years in by_guide.items() if period in years), "")


def _periods(given: Iterable[str]) -> tuple[str, ...]:
    """Periods in order; where all of them are whole years of one kind, with the years between them."""
    periods = tuple(given)
    firsts = [_month(period_months(period)[0]) for period in periods]
    whole = all("Q" not in period for period in periods) and len({first % _YEAR for first in firsts}) == 1
    if not whole or firsts[-1] - firsts[0] > _LONGEST * _YEAR:
        return periods
    financial = "-" in periods[0]
    years = range(firsts[0] // _YEAR, firsts[-1] // _YEAR + 1)
    return tuple(f"{year:04}-{(year + 1) % 100:02}" if financial else f"{year:04}" for year in years)


def _month(month: Month) -> int:
    return month[0] * _YEAR + month[1] - 1


def _edition(guide: Guide, columns: tuple[Column, ...]) -> Edition:
    scale, in_words = guide.scale.numbers, guide.scale.in_words
    place = {id: position for position, id in enumerate(guide.descriptors)}
    scores = [column.year.scores if column.year is not None else None for column in columns]

    def row(id: str, title: str, ids: Iterable[str]) -> TallyRow:
        places = [place[each] for each in ids]
        return TallyRow(
            id,
            title,
            tuple(
                None if each is None else tally_of([each[at] for at in places], scale, in_words=in_words)
                for each in scores
            ),
        )

    return Edition(
        guide=guide,
        columns=columns,
        sections=tuple(row(each.id, each.title, (d.id for d in each.descriptors)) for each in guide.sections),
        overall=row("", "", guide.descriptors),
        descriptors=tuple(
            Row(id, tuple(None if each is None else each[at] for each in scores)) for id, at in place.items()
        ),
    )
