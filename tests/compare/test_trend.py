"""The trend: periods in order, gaps that stay gaps, areas joined only where that is said, editions apart."""

import pickle
import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, strategies as st

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.compare.trend import Series, Trend, Year, trend, year_of
from ehsg_cli.errors import UserError
from ehsg_cli.judge.summary import summarise

NEW, OLD = load_guide("ehsg-2022"), load_guide("ehsg-2020")
GUIDES = {guide.id: guide for guide in (NEW, OLD)}
IDS = tuple(NEW.descriptors)


def year(
    period: str | None,
    scores: Mapping[str, int | None] | int = 2,
    area: str | None = "Northbridge",
    guide: str = NEW.id,
    predecessors: Sequence[Mapping[str, Any]] = (),
    code: str | None = None,
    **more: Any,
) -> Year:
    """What an assessment of a year gives."""
    given = dict.fromkeys(GUIDES[guide].descriptors, scores) if isinstance(scores, int) else scores
    assessment = Assessment.model_validate(
        {
            "ehsg": "assessment/1",
            "guide": guide,
            "area": {"name": area, "code": code, "predecessors": list(predecessors)},
            "period": period,
            "entries": {id: {"answer": score} for id, score in given.items()},
            **more,
        }
    )
    return year_of(assessment, GUIDES[guide], f"{area}-{period}.yaml")


def of(*years: Year, **options: bool) -> Trend:
    return trend(years, GUIDES, **options)


def one(*years: Year, **options: bool) -> Series:
    """The only area there is."""
    (series,) = of(*years, **options).series
    return series


def periods(series: Series) -> list[str]:
    """The periods of the only edition, those without an assessment in brackets."""
    (edition,) = series.editions
    return [each.period if each.year else f"({each.period})" for each in edition.columns]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["2022", "2019"], ["2019", "(2020)", "(2021)", "2022"]),
        (["2019-20", "2021-22"], ["2019-20", "(2020-21)", "2021-22"]),
        (["1998-99", "2000-01"], ["1998-99", "(1999-00)", "2000-01"]),
        (["2019", "2020"], ["2019", "2020"]),
        (["2019"], ["2019"]),
        (["2022-Q4", "2022-Q1"], ["2022-Q1", "2022-Q4"]),
        (["2022-23-FQ3", "2020-21-FQ1"], ["2020-21-FQ1", "2022-23-FQ3"]),
        (["2019", "2021-22"], ["2019", "2021-22"]),
        (["2022", "2019-Q2"], ["2019-Q2", "2022"]),
        (["9999", "0001"], ["0001", "9999"]),
        (["0007", "0009"], ["0007", "(0008)", "0009"]),
    ],
)
def test_missing_years_are_shown_between_whole_years_of_one_kind(given: list[str], shown: list[str]) -> None:
    """Between quarters, between kinds, and across a gap that can only be a slip, no period is made up."""
    assert periods(one(*map(year, given))) == shown


def test_a_missing_year_has_no_score_and_no_tally() -> None:
    """It is not 0, and a year that is there and not scored is told apart from it."""
    series = one(year("2019", 3), year("2021", {}), year("2022", {IDS[0]: 1}))
    assert series.missing == ("2020",)
    (edition,) = series.editions
    assert edition.descriptors[0].scores == (3, None, None, 1)
    assert edition.overall.tallies[1] is None
    assert [tally and (tally.scored, tally.mean) for tally in edition.overall.tallies] == [
        (31, 3.0),
        None,
        (0, None),
        (1, 1.0),
    ]


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=31, max_size=31))
def test_the_tallies_are_those_of_the_summary(scores: list[int | None]) -> None:
    """One function computes every figure: a trend shows what `ehsg summary` prints."""
    entries = {id: {"answer": score} for id, score in zip(IDS, scores, strict=True)}
    assessment = Assessment.model_validate(
        {"ehsg": "assessment/1", "guide": NEW.id, "period": "2022", "entries": entries}
    )
    (edition,) = one(year_of(assessment, NEW)).editions
    summary = summarise(assessment, NEW)
    assert [row.tallies for row in edition.sections] == [(each.tally,) for each in summary.sections]
    assert edition.overall.tallies == (summary.overall,)


def test_the_order_of_the_files_makes_no_difference() -> None:
    years = [
        year(period, score, area)
        for area in ("Northbridge", "Easton", "Weston")
        for period, score in (("2019", 1), ("2020", 2), ("2022", 3))
    ]
    wanted = of(*years)
    for seed in range(5):
        assert of(*random.Random(seed).sample(years, len(years))) == wanted
    assert [each.area for each in wanted.series] == ["Easton", "Northbridge", "Weston"]


def test_priorities_and_the_data_model_level_of_each_year() -> None:
    """In the form's order, as they stood that year."""
    chosen = [IDS[9], IDS[2]]
    (edition,) = one(
        year("2021", priorities=chosen, data_model={"submitted_level": 2, "current_level": 4}), year("2022")
    ).editions
    assert [(each.year.priorities, each.year.level) for each in edition.columns if each.year] == [
        ((IDS[2], IDS[9]), 4),
        ((), None),
    ]


def test_two_files_of_one_area_and_period_are_refused_by_name() -> None:
    """Also where the name is spelled otherwise, and where one period is written in two ways."""
    with pytest.raises(UserError, match=r"Northbridge-2022\.yaml and northbridge -2022\.yaml are both"):
        of(year("2022"), year("2022", area="northbridge "), year("2021"))
    with pytest.raises(UserError, match="2022-23-FQ1"):
        of(year("2022-Q2"), year("2022-23-FQ1"))
    assert len(of(year("2022"), year("2022", area="Easton")).series) == 2


def test_what_says_no_period_is_left_out_and_told() -> None:
    found = of(year(None), year("2022"))
    assert [each.source for each in found.undated] == ["Northbridge-None.yaml"]
    assert len(found.series[0].years) == 1


# Editions


def test_each_edition_has_a_table_of_its_own() -> None:
    """Nothing is converted: the scale in words has counts and no mean, the other has a mean."""
    series = one(year("2019", 1, guide=OLD.id), year("2020", 2, guide=OLD.id), year("2022"), year("2024"))
    old, new = series.editions
    assert (old.guide, new.guide) == (OLD, NEW)
    assert [each.period for each in old.columns] == ["2019", "2020"]
    assert [each.period for each in new.columns] == ["2022", "2023", "2024"]
    assert all(tally is not None and tally.mean is None for tally in old.overall.tallies)
    assert len(old.descriptors) == 66
    assert series.missing == ("2021", "2023")


def test_a_period_that_another_edition_was_answered_for_is_not_missing() -> None:
    series = one(year("2019"), year("2020", 1, guide=OLD.id), year("2021"))
    new = next(each for each in series.editions if each.guide is NEW)
    assert [(each.period, each.year is None, each.other) for each in new.columns] == [
        ("2019", False, ""),
        ("2020", True, OLD.id),
        ("2021", False, ""),
    ]
    assert series.missing == ()


# Areas that came from others


def newshire(period: str, boundaries: str | None, name: str = "Oldtown", **more: Any) -> Year:
    return year(period, area="Newshire", predecessors=[{"name": name, "boundaries": boundaries}], **more)


def test_an_area_is_joined_with_its_predecessor_where_boundaries_stayed() -> None:
    """And that is said; the years between the two are missing ones."""
    found = of(year("2019", area="Oldtown"), newshire("2021", "same"))
    (series,) = found.series
    assert (series.area, series.missing) == ("Newshire", ("2020",))
    assert [each.area.name for each in series.years] == ["Oldtown", "Newshire"]
    (join,) = found.joins
    assert (join.earlier, join.later, join.because, join.joined) == ("Oldtown", "Newshire", "same", True)
    assert series.joins == (join,)


@pytest.mark.parametrize(
    ("boundaries", "because"), [("changed", "boundaries-changed"), (None, "boundaries-unknown")]
)
def test_it_stands_by_itself_where_they_changed_or_nobody_says(boundaries: str | None, because: str) -> None:
    """The refusal is said at both areas; with `across_boundaries` they are joined, and that is said too."""
    years = year("2019", area="Oldtown"), newshire("2021", boundaries)
    found = of(*years)
    assert [each.area for each in found.series] == ["Newshire", "Oldtown"]
    assert [join.because for join in found.joins] == [because]
    assert all(each.joins == found.joins for each in found.series)
    (join,) = one(*years, across_boundaries=True).joins
    assert (join.because, join.joined, join.boundaries) == ("asked", True, boundaries)


def test_a_word_on_boundaries_in_any_year_counts_and_changed_counts_most() -> None:
    assert len(of(year("2019", area="Oldtown"), newshire("2021", None), newshire("2022", "same")).series) == 1
    years = year("2019", area="Oldtown"), newshire("2021", "changed"), newshire("2022", "same")
    assert len(of(*years).series) == 2


def test_a_predecessor_is_known_by_its_code_too() -> None:
    before = {"code": "E08999991", "boundaries": "same"}
    later = year("2021", area="Newshire", predecessors=[before])
    assert len(of(year("2019", area="Oldtown", code="E08999991"), later).series) == 1
    assert len(of(year("2019", area="Oldtown", code="E08999992"), later).series) == 2


def coded(period: str, code: str | None, boundaries: str | None = None, name: str | None = None) -> Year:
    """A year of an area that kept its name; with `boundaries` it says that it came from the one before."""
    came = [{"name": name, "code": "E10999991", "boundaries": boundaries}] if boundaries else []
    return year(period, area="Newshire", code=code, predecessors=came)


@pytest.mark.parametrize("name", [None, "Newshire"])
def test_an_area_that_kept_its_name_is_known_by_its_code(name: str | None) -> None:
    """Neither order nor that only a later year says so makes a difference; no code: the one before."""
    years = [
        coded("2018", None),
        coded("2019", "E10999991"),
        coded("2020", None),
        coded("2021", "E06999991"),
        coded("2022", "E06999991", "changed", name),
        coded("2023", "E06999991"),
    ]
    for ordered in (years, years[::-1]):
        found = of(*ordered)
        assert [[each.period for each in series.years] for series in found.series] == [
            ["2021", "2022", "2023"],
            ["2018", "2019", "2020"],
        ]
        (join,) = found.joins
        assert join == ("Newshire (E10999991)", "Newshire (E06999991)", "changed", "boundaries-changed", "")
        assert all(each.joins == (join,) for each in found.series)
        (edition,) = one(*ordered, across_boundaries=True).editions
        assert [column.period for column in edition.columns if column.anew] == ["2021"]


def test_a_year_without_a_code_may_be_that_of_the_predecessor() -> None:
    """No file gives the predecessor's code: what gives none is not set beside the area's own unasked."""
    years = coded("2019", None), coded("2020", "E06999991", "changed", "Newshire")
    found = of(*years)
    assert len(found.series) == 2
    assert [(join.earlier, join.because) for join in found.joins] == [("Newshire", "boundaries-changed")]
    assert [join.because for join in one(*years, across_boundaries=True).joins] == ["asked"]


def test_an_area_that_kept_name_and_boundaries_is_shown_as_one() -> None:
    series = one(coded("2019", "E10999991"), coded("2020", "E06999991", "same"))
    assert (series.code, len(series.years)) == ("E06999991", 2)
    (join,) = series.joins
    assert join == ("Newshire (E10999991)", "Newshire (E06999991)", "same", "same", "")
    (edition,) = series.editions
    assert not any(column.anew for column in edition.columns)


def test_another_code_alone_makes_no_other_area() -> None:
    """A code may be corrected: nobody says that one came from the other."""
    found = of(coded("2019", "E10999991"), coded("2020", "E06999991"))
    assert (len(found.series), found.joins) == (1, ())


def test_areas_without_a_name_are_not_taken_for_one() -> None:
    """Nobody says that they are: each file stands by itself, also for one period."""
    found = of(
        *(
            year(period, area=None)._replace(source=f"{name}.yaml")
            for name, period in enumerate(("2021", "2022", "2022"))
        )
    )
    assert [[each.period for each in only.years] for only in found.series] == [["2021"], ["2022"], ["2022"]]
    assert found.joins == ()


def test_one_period_of_two_areas_of_one_name_is_no_slip() -> None:
    """The year of a reorganisation, assessed before it and after it."""
    found = of(coded("2020", "E10999991"), coded("2020", "E06999991", "changed"))
    assert [series.code for series in found.series] == ["E06999991", "E10999991"]


def test_boundaries_are_moved_only_where_places_differ() -> None:
    """Of two predecessors one was the same place: a line leads on from there, and breaks at the other."""
    both = [{"name": "East", "boundaries": "same"}, {"name": "West", "boundaries": "changed"}]
    years = (
        *(year("2018", area="west"), year("2019", area="East")),
        year("2020", area="Newshire", predecessors=both),
    )
    (edition,) = one(*years, across_boundaries=True).editions
    assert [column.anew for column in edition.columns] == [False, True, False]


def test_a_line_of_predecessors_is_followed_to_its_start() -> None:
    years = year("2019", area="A"), newshire("2020", "same", "A")
    last = year("2021", area="C", predecessors=[{"name": "Newshire", "boundaries": "same"}])
    series = one(*years, last)
    assert [each.area.name for each in series.years] == ["A", "Newshire", "C"]
    assert [join.joined for join in series.joins] == [True, True]


def test_two_predecessors_with_the_same_years_cannot_stand_in_one_line() -> None:
    """A merger: the second is refused, said at both, and shown by itself."""
    both = [{"name": name, "boundaries": "changed"} for name in ("East", "West")]
    found = of(
        year("2019", area="East"),
        year("2019", area="West"),
        year("2021", area="Newshire", predecessors=both),
        across_boundaries=True,
    )
    assert [each.area for each in found.series] == ["Newshire", "West"]
    assert [(join.earlier, join.because, join.period) for join in found.joins] == [
        ("East", "asked", ""),
        ("West", "same-period", "2019"),
    ]
    assert [join.because for join in found.series[1].joins] == ["same-period"]


def test_one_predecessor_of_two_stands_in_both() -> None:
    """An area that was divided, and shown across its boundaries."""
    years = [
        year("2021", area=name, predecessors=[{"name": "Whole", "boundaries": "changed"}])
        for name in ("East", "West")
    ]
    found = of(year("2019", area="Whole"), *years, across_boundaries=True)
    assert [[each.area.name for each in series.years] for series in found.series] == [
        ["Whole", "East"],
        ["Whole", "West"],
    ]


def test_areas_that_came_from_one_another_are_shown_by_themselves() -> None:
    """A ring has no end, and is told."""
    first = year("2019", area="A", predecessors=[{"name": "B", "boundaries": "same"}])
    second = year("2020", area="B", predecessors=[{"name": "A", "boundaries": "same"}])
    found = of(first, second, year("2020", area="C"))
    assert [each.area for each in found.series] == ["A", "B", "C"]
    assert {join.because for join in found.joins} == {"ring"}


def test_one_code_under_two_names_is_told_and_not_joined() -> None:
    found = of(
        year("2019", area="Northbridge", code="E08999991"),
        year("2020", area="Northbridge City", code="E08999991"),
    )
    assert len(found.series) == 2
    (join,) = found.joins
    assert (join.because, join.earlier, join.later) == ("same-code", "Northbridge", "Northbridge City")
    assert all(each.joins == (join,) for each in found.series)


# Change


@pytest.mark.parametrize(
    ("years", "changed"),
    [
        ([("2019", 2), ("2020", 2)], False),
        ([("2019", 2), ("2021", 3)], True),
        ([("2019", 2), ("2020", 3), ("2021", 2)], True),
        ([("2019", 2)], False),
        ([("2019", 2), ("2020", {})], True),
    ],
)
def test_whether_a_score_changed_from_one_assessment_to_the_next(years: Any, changed: bool) -> None:
    """Up, down, newly scored or no longer scored: the assessments before and after a gap are neighbours."""
    assert of(*(year(*each) for each in years)).changed is changed


def test_another_edition_is_no_change() -> None:
    assert not of(year("2019", 1, guide=OLD.id), year("2022", 3)).changed


def test_a_year_is_small_and_travels_between_processes() -> None:
    """Thousands of them come back from others: no text of the file does."""
    assessment = Assessment.model_validate(
        {
            "ehsg": "assessment/1",
            "guide": NEW.id,
            "period": "2022",
            "entries": {id: {"answer": 2, "evidence": "word " * 200} for id in IDS},
        }
    )
    given = year_of(assessment, NEW, "area.yaml")
    sent = pickle.dumps(given)
    assert len(sent) < 1_000
    assert pickle.loads(sent) == given
