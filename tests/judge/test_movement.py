"""Scores held against an earlier year's."""

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.movement import movement
from tests.judge.conftest import Make


def test_every_descriptor_is_counted_once(make: Make, guide: Guide) -> None:
    """Higher, lower, the same, or not to be compared; each in the form's order."""
    earlier = make({"FV1": 2, "FV2": 3, "FV3": 3, "DA1": 0})
    found = movement(earlier, make({"FV3": 3, "FV1": 3, "FV2": 2, "FV4": 1, "DA1": 1}), guide)
    assert found.higher == ("FV1", "DA1")
    assert found.lower == ("FV2",)
    assert found.same == ("FV3",)
    assert len(found.apart) == 27
    assert sorted((*found.higher, *found.lower, *found.same, *found.apart)) == sorted(guide.descriptors)


def test_a_blank_is_no_nought(make: Make, guide: Guide) -> None:
    """Not scored in one of the years: neither higher nor lower."""
    assert "FV1" in movement(make({"FV1": None}), make({"FV1": 3}), guide).apart
    assert "FV1" in movement(make({"FV1": 3}), make({"FV1": None}), guide).apart
    assert "FV1" in movement(make({"FV1": 0}), make({"FV1": 3}), guide).higher


def test_another_area_is_refused(make: Make, guide: Guide) -> None:
    """Two areas' scores say nothing about each other."""
    elsewhere = make({}).model_copy(update={"area": make({}).area.model_copy(update={"name": "Elsewhere"})})
    with pytest.raises(UserError, match="of Elsewhere"):
        movement(elsewhere, make({}), guide)
