"""Scores summed up: Gateshead's figures, and every other file against figures worked out another way."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.summary import Tally, summarise
from tests.judge.conftest import Make

GUIDE = load_guide("ehsg-2022")
IDS = tuple(GUIDE.descriptors)


def test_gatesheads_scores(gateshead: Assessment) -> None:
    """A 2 under six descriptors and a 3 under the 25 others, as in the return."""
    twos = {"CO1", "CO5", "DA2", "DA4", "DA5", "DA7"}
    assert {id: gateshead.entry(id).answer for id in IDS} == {id: 2 if id in twos else 3 for id in IDS}


def test_gatesheads_section_means(gateshead: Assessment, guide: Guide) -> None:
    """3, 3, 2.6, 3 and 17 sevenths, each to the last bit of what a division gives."""
    sections = summarise(gateshead, guide).sections
    assert [(s.id, s.title, s.tally.total, s.tally.scored, s.tally.mean) for s in sections] == [
        ("family-voice", "Family voice and experience", 21, 7, 3.0),
        ("workforce", "Workforce", 21, 7, 3.0),
        ("communities", "Communities", 13, 5, 2.6),
        ("leaders", "Leaders", 15, 5, 3.0),
        ("data", "Data", 17, 7, 17 / 7),
    ]


def test_gateshead_overall(gateshead: Assessment, guide: Guide) -> None:
    """87 over 31: the mean of descriptors, which is not the mean of the sections' means (2.8057)."""
    overall = summarise(gateshead, guide).overall
    assert overall == Tally(
        descriptors=31,
        scored=31,
        total=87,
        mean=87 / 31,
        median=3,
        lowest=2,
        highest=3,
        distribution={0: 0, 1: 0, 2: 6, 3: 25, 4: 0, 5: 0},
    )
    assert overall.mean == 2.806451612903226


def test_gatesheads_communities_and_data(gateshead: Assessment, guide: Guide) -> None:
    """The two sections with scores of 2: their medians are 3 and 2."""
    tallies = {s.id: s.tally for s in summarise(gateshead, guide).sections}
    assert tallies["communities"].distribution == {0: 0, 1: 0, 2: 2, 3: 3, 4: 0, 5: 0}
    assert tallies["communities"].median == 3
    assert tallies["data"].distribution == {0: 0, 1: 0, 2: 4, 3: 3, 4: 0, 5: 0}
    assert tallies["data"].median == 2


def test_nothing_scored_has_no_figures(make: Make, guide: Guide) -> None:
    """Without a score there is no mean, median, lowest or highest, and no division by zero."""
    summary = summarise(make(), guide)
    for tally in (summary.overall, *(section.tally for section in summary.sections)):
        assert (tally.scored, tally.total) == (0, 0)
        assert (tally.mean, tally.median, tally.lowest, tally.highest) == (None, None, None, None)
        assert set(tally.distribution.values()) == {0}
    assert summary.overall.descriptors == 31


def test_a_blank_score_is_not_0(make: Make, guide: Guide) -> None:
    """One descriptor at 0 and one at 5 give 2.5 over two, whatever is left blank beside them."""
    overall = summarise(make({"FV1": 0, "FV2": 5, "FV3": None}), guide).overall
    assert (overall.scored, overall.mean, overall.median) == (2, 2.5, 2.5)
    assert overall.distribution[0] == 1


@pytest.mark.parametrize(
    ("scores", "median", "kind"),
    [((1,), 1, int), ((1, 2), 1.5, float), ((1, 3), 2, int), ((0, 1, 5), 1, int), ((2, 2, 3, 5), 2.5, float)],
)
def test_the_median_is_a_whole_number_where_it_is_one(
    make: Make, guide: Guide, scores: tuple[int, ...], median: float, kind: type
) -> None:
    """So that JSON says 3 and not 3.0, while 2.5 stays what it is."""
    found = summarise(make(dict(zip(IDS, scores, strict=False))), guide).overall.median
    assert found == median
    assert type(found) is kind


def test_a_score_under_no_descriptor_of_the_guide_counts_nowhere(make: Make, guide: Guide) -> None:
    """What the guide does not ask is in no figure, should it ever come this far."""
    assert summarise(make({"XX1": 5, "FV1": 3}), guide).overall.total == 3


@given(st.fixed_dictionaries({id: st.none() | st.integers(0, 5) for id in IDS}))
def test_every_summary_agrees_with_counting_by_hand(scores: dict[str, int | None]) -> None:
    """Coverage, totals, exact means, medians, ends and distributions, by section and overall."""
    assessment = Assessment.model_validate(
        {"ehsg": "assessment/1", "entries": {id: {"answer": score} for id, score in scores.items()}}
    )
    summary = summarise(assessment, GUIDE)
    assert [section.id for section in summary.sections] == [section.id for section in GUIDE.sections]
    by_prefix = ("FV", "WF", "CO", "LE", "DA")
    for tally, prefix in zip((s.tally for s in summary.sections), by_prefix, strict=True):
        _agrees(tally, [score for id, score in scores.items() if id.startswith(prefix)])
    _agrees(summary.overall, list(scores.values()))


def _agrees(tally: Tally, scores: list[int | None]) -> None:
    given_scores = [score for score in scores if score is not None]
    assert tally.descriptors == len(scores)
    assert tally.scored == len(given_scores)
    assert tally.distribution == {value: given_scores.count(value) for value in range(6)}
    assert list(tally.distribution) == [0, 1, 2, 3, 4, 5]
    if not given_scores:
        assert (tally.mean, tally.median, tally.lowest, tally.highest) == (None, None, None, None)
        return
    assert (tally.lowest, tally.highest) == (min(given_scores), max(given_scores))
    assert tally.mean == float(Fraction(sum(given_scores), len(given_scores)))
    assert Fraction(tally.total, tally.scored) == Fraction(sum(given_scores), len(given_scores))
    # The median by its meaning: as many stand at or below it as at or above it; between two, their mean.
    half = (len(given_scores) + 1) // 2
    low = max(v for v in given_scores if sum(o >= v for o in given_scores) >= len(given_scores) - half + 1)
    high = min(v for v in given_scores if sum(o <= v for o in given_scores) >= len(given_scores) // 2 + 1)
    assert tally.median == Fraction(low + high, 2)


def test_leading_and_trailing_sections(gateshead: Assessment, make: Make, guide: Guide) -> None:
    """All of those with the highest and the lowest mean; sections without a score are neither."""
    summary = summarise(gateshead, guide)
    assert [each.id for each in summary.leading] == ["family-voice", "workforce", "leaders"]
    assert [each.id for each in summary.trailing] == ["data"]
    partly = summarise(make({"FV1": 3, "FV2": 2, "DA1": 5, "DA2": 0, "DA3": None}), guide)
    assert [each.id for each in partly.leading] == ["family-voice", "data"]
    assert partly.trailing == partly.leading
    nothing = summarise(make({}), guide)
    assert (nothing.leading, nothing.trailing) == ((), ())


def test_the_commonest_scores(gateshead: Assessment, make: Make, guide: Guide) -> None:
    """Every one of a tie, lowest first; none where nothing is scored."""
    assert summarise(gateshead, guide).overall.commonest == (3,)
    assert summarise(make({"FV1": 4, "FV2": 0, "FV3": 0, "FV4": 4, "DA1": 3}), guide).overall.commonest == (
        0,
        4,
    )
    assert summarise(make({}), guide).overall.commonest == ()


def test_what_is_missing_and_what_is_written_is_counted(gateshead: Assessment, guide: Guide) -> None:
    """A descriptor without a score, and those with evidence and with next steps."""
    entries = dict(gateshead.entries)
    entries["FV1"] = entries["FV1"].model_copy(update={"answer": None, "evidence": None})
    del entries["FV2"]
    found = summarise(gateshead.model_copy(update={"entries": entries}), guide)
    assert (found.overall.missing, found.with_evidence, found.with_next_steps) == (2, 29, 30)
