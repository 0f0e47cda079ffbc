"""Partners' own scores beside the agreed one."""

from ehsg_cli.assessment.responses import Response
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.spread import PartnerScore, agreement, spread
from tests.judge.conftest import Make


def response(organisation: str | None, **scores: int | None) -> Response:
    return Response.model_validate(
        {
            "ehsg": "response/1",
            "respondent": {"organisation": organisation},
            "entries": {id: {"answer": score} for id, score in scores.items()},
        }
    )


def test_scores_stand_by_descriptor_in_the_forms_order(make: Make, guide: Guide) -> None:
    """Each with who gave it, the lowest and highest, and the score that was agreed."""
    police, school = response("Police", WF6=4, FV2=2), response("School", FV2=5)
    found = spread(make({"FV2": 3}), [police, school], guide)
    assert [each.descriptor for each in found] == ["FV2", "WF6"]
    assert found[0].scores == (PartnerScore("Police", 2), PartnerScore("School", 5))
    assert (found[0].agreed, found[0].lowest, found[0].highest) == (3, 2, 5)
    assert (found[1].agreed, found[1].lowest, found[1].highest) == (None, 4, 4)


def test_what_no_partner_scored_is_not_there(make: Make, guide: Guide) -> None:
    """A blank is no score; a partner without a name still counts."""
    found = spread(make({"FV1": 3}), [response(None, FV1=None, FV3=0)], guide)
    assert [(each.descriptor, each.scores) for each in found] == [("FV3", (PartnerScore(None, 0),))]
    assert spread(make({"FV1": 3}), [], guide) == ()


def test_what_the_scores_come_to(make: Make, guide: Guide) -> None:
    """Where every partner gave the agreed score, where not, neither where none is; and the widest of all."""
    partners = [response("A", FV1=3, FV2=1, FV3=2, FV4=1), response("B", FV1=3, FV2=3, FV4=3)]
    found = spread(make({"FV1": 3, "FV2": 2, "FV4": 1}), partners, guide)
    come_to = agreement(found)
    assert [each.descriptor for each in come_to.matching] == ["FV1"]
    assert [each.descriptor for each in come_to.differing] == ["FV2", "FV4"]
    assert [each.descriptor for each in come_to.furthest] == ["FV2", "FV4"]
    assert [each.width for each in found] == [0, 2, 0, 2]
    assert found[0].partners == {3: 2}
    assert found[1].partners == {1: 1, 3: 1}


def test_partners_who_agree_lie_nowhere_furthest_apart(make: Make, guide: Guide) -> None:
    """A tie at nothing is no answer."""
    assert agreement(spread(make({}), [response("A", FV1=3)], guide)).furthest == ()
    assert agreement(()).furthest == ()
