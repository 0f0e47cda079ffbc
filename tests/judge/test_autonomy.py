"""Earned Autonomy: three outcomes, and whose figures count."""

from itertools import product
from typing import Any

import pytest

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.autonomy import CriterionVerdict, check_autonomy
from ehsg_cli.judge.verdict import Verdict, overall
from tests.judge.conftest import Make

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
CRITERIA = ("FV1", "WF1", "WF3", "LE1", "LE3", "DA1", "DA3", "DA4", "DA7")


def thresholds(**minimum: int) -> Thresholds:
    return Thresholds.model_validate({"ehsg": "thresholds/1", "source": "Page 7", "minimum": minimum})


def all_at(minimum: int) -> Thresholds:
    return thresholds(**dict.fromkeys(CRITERIA, minimum))


@pytest.fixture
def with_minimum(guide: Guide) -> Guide:
    """The guide as if it knew that FV1 needs a 4."""
    data: dict[str, Any] = guide.model_dump()
    data["autonomy"]["criteria"][0]["minimum"] = 4
    return Guide.model_validate(data)


def test_gateshead_is_undetermined_without_thresholds(gateshead: Assessment, guide: Guide) -> None:
    """Nine scores, no minimum: a threshold nobody published is not passed."""
    result = check_autonomy(gateshead, guide)
    scores = (3, 3, 3, 3, 3, 3, 3, 2, 2)
    assert result.criteria == tuple(
        CriterionVerdict(id, score, None, UNDETERMINED) for id, score in zip(CRITERIA, scores, strict=True)
    )
    assert (result.verdict, result.thresholds_source) == (UNDETERMINED, None)


@pytest.mark.parametrize(("minimum", "verdict"), [(2, MET), (3, NOT_MET), (4, NOT_MET)])
def test_gateshead_against_figures(
    gateshead: Assessment, guide: Guide, minimum: int, verdict: Verdict
) -> None:
    """With 2 everywhere it is met; with 3 the two scores of 2 fall short."""
    result = check_autonomy(gateshead, guide, all_at(minimum))
    assert result.verdict is verdict
    below = [c.descriptor for c in result.criteria if c.verdict is NOT_MET]
    assert below == {2: [], 3: ["DA4", "DA7"], 4: list(CRITERIA)}[minimum]
    assert result.thresholds_source == "Page 7"


@pytest.mark.parametrize("score", [None, 0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("minimum", [None, 0, 1, 2, 3, 4, 5])
def test_one_criterion_is_met_from_its_minimum_on(
    make: Make, guide: Guide, score: int | None, minimum: int | None
) -> None:
    """Equal is enough; without a score or without a minimum nothing is told, a score of 0 included."""
    figures = thresholds() if minimum is None else thresholds(FV1=minimum)
    first = check_autonomy(make({"FV1": score}), guide, figures).criteria[0]
    if score is None or minimum is None:
        expected = UNDETERMINED
    else:
        expected = MET if score - minimum >= 0 else NOT_MET
    assert first == CriterionVerdict("FV1", score, minimum, expected)


def test_the_overall_verdict_of_every_mixture() -> None:
    """Not met if any is, else undetermined if any is, else met."""
    for mixture in product(Verdict, repeat=4):
        if NOT_MET in mixture:
            assert overall(mixture) is NOT_MET
        elif UNDETERMINED in mixture:
            assert overall(mixture) is UNDETERMINED
        else:
            assert overall(mixture) is MET


def test_partial_thresholds_leave_the_rest_undetermined(gateshead: Assessment, guide: Guide) -> None:
    """What is met stays met and the whole undetermined, until one is not met."""
    some = check_autonomy(gateshead, guide, thresholds(FV1=3, WF1=3))
    assert [c.verdict for c in some.criteria] == [MET, MET, *[UNDETERMINED] * 7]
    assert some.verdict is UNDETERMINED
    assert check_autonomy(gateshead, guide, thresholds(FV1=3, DA7=3)).verdict is NOT_MET


def test_one_missing_score_leaves_it_undetermined(make: Make, guide: Guide) -> None:
    """All figures known and one criterion not scored: not determined."""
    scores = dict.fromkeys(CRITERIA, 5) | {"LE3": None}
    result = check_autonomy(make(scores), guide, all_at(3))
    assert result.verdict is UNDETERMINED
    assert [c.descriptor for c in result.criteria if c.verdict is not MET] == ["LE3"]


def test_a_guides_own_minimum_counts_where_the_user_gives_none(make: Make, with_minimum: Guide) -> None:
    """A later edition of the pack may know figures; a user's own come before them."""
    assessment = make({"FV1": 3})
    assert check_autonomy(assessment, with_minimum).criteria[0].verdict is NOT_MET
    assert check_autonomy(assessment, with_minimum, thresholds(WF1=3)).criteria[0].minimum == 4
    assert check_autonomy(assessment, with_minimum, thresholds(FV1=3)).criteria[0].verdict is MET


def test_figures_for_what_is_no_criterion_change_nothing(gateshead: Assessment, guide: Guide) -> None:
    """The criteria are the guide's, in the form's order."""
    result = check_autonomy(gateshead, guide, thresholds(FV2=5))
    assert tuple(c.descriptor for c in result.criteria) == CRITERIA
    assert result.verdict is UNDETERMINED
