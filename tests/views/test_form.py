"""An assessment as the boxes of the national form, to paste."""

import pytest

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.views.form import BLANK, Box, view_form
from tests.views.conftest import Make


def test_the_form_has_a_part_for_each_descriptor_in_the_forms_order(
    guide: Guide, gateshead: Assessment
) -> None:
    """31 of them, then the choice, then the permissions."""
    parts = view_form(gateshead, guide).parts
    assert [part.number for part in parts[:31]] == [d.form for d in guide.descriptors.values()]
    assert parts[0].title == "Family engagement (FV1)"
    assert [part.title for part in parts[31:]] == [
        "Data model and priority descriptors",
        "Permission to share",
    ]
    assert [box.label for box in parts[0].boxes] == [
        "Self-assessment score",
        "What is working well",
        "What comes next",
    ]


def test_gatesheads_choice_stands_in_the_forms_words(guide: Guide, gateshead: Assessment) -> None:
    """Number and section of each, in the order chosen."""
    assert view_form(gateshead, guide).parts[31].boxes == (
        Box("Data model as submitted", "2"),
        Box("Has the data model changed since then?", "No"),
        Box("Descriptor one", "9.3 - Data"),
        Box("Descriptor two", "9.5 - Data"),
        Box("Descriptor three", "9.7 - Data"),
    )


def test_permissions_are_told_as_answered_and_blank_where_nobody_was_asked(
    guide: Guide, gateshead: Assessment, northbridge: Assessment
) -> None:
    """Never a `no` that nobody gave."""
    assert {box.text for box in view_form(gateshead, guide).parts[32].boxes} == {BLANK}
    assert [box.text for box in view_form(northbridge, guide).parts[32].boxes] == [
        northbridge.sharing.get(audience.id, BLANK).capitalize() for audience in guide.sharing
    ]


def test_an_empty_assessment_is_a_blank_form(guide: Guide, make: Make) -> None:
    """Each box is there and says that it is blank: a score that is not given is not 0."""
    form = view_form(make(), guide)
    assert {box.text for part in form.parts for box in part.boxes} == {BLANK}
    assert (form.area, form.period) == ("Area not named", "period not given")
    assert form.draft_note.startswith("Not agreed yet")
    zero = view_form(make({"FV1": 0}), guide)
    assert zero.parts[0].boxes[0].text == "0"


@pytest.mark.parametrize(
    ("data_model", "text"),
    [
        ({"changed": True, "current_level": 3}, "Yes, to 3"),
        ({"changed": True}, "Yes"),
        ({"changed": False}, "No"),
        ({}, BLANK),
    ],
)
def test_whether_the_data_model_changed(
    guide: Guide, make: Make, data_model: dict[str, object], text: str
) -> None:
    """Yes with the level it changed to, no, or not answered."""
    assert view_form(make(data_model=data_model), guide).parts[31].boxes[1].text == text


def test_texts_keep_their_lines_and_lose_what_acts(guide: Guide, make: Make) -> None:
    """Pasted as typed, less blank lines at the ends."""
    entries = {"FV1": {"evidence": "\n- one\n\n- two\x1b\n", "next_steps": "  \n"}}
    boxes = view_form(make(entries=entries), guide).parts[0].boxes
    assert [box.text for box in boxes] == [BLANK, "- one\n\n- two␛", BLANK]


def test_a_fourth_choice_is_shown_and_not_dropped(guide: Guide, make: Make) -> None:
    """It is wrong, and hiding it would hide that."""
    boxes = view_form(make(priorities=["DA1", "DA2", "DA3", "DA4"]), guide).parts[31].boxes
    assert boxes[-1] == Box("Descriptor four", "9.4 - Data")


def test_lines_wrapped_for_an_editor_become_one(guide: Guide, make: Make) -> None:
    """The form wraps by itself; paragraphs and lists stay."""
    typed = "One\ntwo.\n\n- three\n  four\n- five\n1. six"
    form = view_form(make(entries={"FV1": {"evidence": typed}}), guide)
    assert form.parts[0].boxes[1].text == "One two.\n\n- three four\n- five\n1. six"
