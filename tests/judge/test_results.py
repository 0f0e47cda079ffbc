"""Everything a paper is made from, computed once."""

import pytest

from ehsg_cli import check_autonomy, check_priorities, summarise
from ehsg_cli.assessment import Area, Assessment, Thresholds
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.assessment.responses import Response
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import require_plan_of
from ehsg_cli.judge.results import Beside, judge
from tests.judge.conftest import Make


def test_results_are_those_of_the_functions_by_themselves(gateshead: Assessment, guide: Guide) -> None:
    """Nothing is computed in another way for papers, and what is not there is not made up."""
    thresholds = Thresholds(ehsg="thresholds/1", source="Made up", minimum={"FV1": 3})
    results = judge(gateshead, guide, Beside(thresholds))
    assert results.summary == summarise(gateshead, guide)
    assert results.priorities == check_priorities(gateshead, guide)
    assert results.autonomy == check_autonomy(gateshead, guide, thresholds)
    assert (results.progress, results.spread, results.responses, results.previous) == (None, (), 0, None)


def test_companions_are_judged_with_it(make: Make, guide: Guide) -> None:
    """A plan and responses, where they are there, even empty ones."""
    response = Response.model_validate({"ehsg": "response/1", "entries": {"FV1": {"answer": 2}}})
    beside = Beside(plan=Plan(ehsg="plan/1"), responses=(response, Response(ehsg="response/1")))
    results = judge(make({"FV1": 3}, ["DA3"]), guide, beside)
    assert results.progress is not None
    assert [each.descriptor for each in results.progress.priorities] == ["DA3"]
    assert [each.descriptor for each in results.spread] == ["FV1"]
    assert results.responses == 2


def test_an_earlier_year_must_be_of_the_same_area_and_guide(make: Make, guide: Guide) -> None:
    """Another area's scores, or those of another edition, cannot stand on the same scale."""
    now = make({"FV1": 3}).model_copy(update={"area": Area(name="Northbridge")})
    before = now.model_copy(update={"area": Area(name=" NORTHBRIDGE ")})
    assert judge(now, guide, Beside(previous=before)).previous is before
    with pytest.raises(UserError, match="the earlier assessment is of Southbridge, and this one of North"):
        judge(now, guide, Beside(previous=before.model_copy(update={"area": Area(name="Southbridge")})))
    with pytest.raises(UserError, match="an area without a name"):
        judge(now, guide, Beside(previous=before.model_copy(update={"area": Area()})))
    with pytest.raises(UserError, match="answers ehsg-2020, and this one ehsg-2022"):
        judge(now, guide, Beside(previous=before.model_copy(update={"guide": "ehsg-2020"})))


def test_an_earlier_year_is_no_later_one(make: Make, guide: Guide) -> None:
    """One period may be assessed twice, and one without a period cannot be told to be later."""
    now = make({"FV1": 3}).model_copy(update={"area": Area(name="Northbridge"), "period": "2023"})

    def of(period: str | None) -> Assessment:
        return now.model_copy(update={"period": period})

    for period in ("2022", "2022-23", "2023-Q4", "2023", None):
        assert judge(now, guide, Beside(previous=of(period))).previous is not None
    for period in ("2024", "2023-24"):
        with pytest.raises(UserError, match=f"for {period} is not earlier than this one, for 2023"):
            judge(now, guide, Beside(previous=of(period)))


def test_a_plan_must_be_of_the_same_area_and_guide(make: Make, guide: Guide) -> None:
    """Capitals make no difference; a plan that names no guide is read by the one it is for."""
    now = make({"FV1": 3}).model_copy(update={"area": Area(name="Northbridge")})
    plan = Plan(ehsg="plan/1", area=Area(name="NORTHBRIDGE "))
    require_plan_of(plan, now, None)
    require_plan_of(plan, now, guide)
    with pytest.raises(UserError, match="the plan is of Southbridge, and the assessment of Northbridge"):
        require_plan_of(plan.model_copy(update={"area": Area(name="Southbridge")}), now, guide)
    with pytest.raises(UserError, match="the plan is of an area without a name"):
        require_plan_of(plan.model_copy(update={"area": Area()}), now, guide)
    with pytest.raises(UserError, match="the plan is for ehsg-2020, and the assessment answers ehsg-2022"):
        require_plan_of(plan.model_copy(update={"guide": "ehsg-2020"}), now, None)
