"""A guide in memory: what is looked up in it, and that nobody changes it."""

import pytest
from pydantic import ValidationError

from ehsg_cli import load_guide
from ehsg_cli.guide.models import Choice, Guide, ScaleValue, Source, Vocabulary


@pytest.mark.parametrize("name", ["DA3", "da3", "Da3", "9.3"])
def test_a_descriptor_is_found_by_id_in_any_case_and_by_form_number(guide: Guide, name: str) -> None:
    """A person may type either."""
    found = guide.find(name)
    assert found is not None
    assert found.id == "DA3"


@pytest.mark.parametrize(
    "name", ["", "DA8", "9", "9.30", "93", "9.3.", "data", "Issues and outcomes in figures"]
)
def test_nothing_else_finds_a_descriptor(guide: Guide, name: str) -> None:
    """There is no guessing in look-up."""
    assert guide.find(name) is None


def test_look_up_keeps_the_forms_order(guide: Guide) -> None:
    """Ids, form numbers, sections and groups all run as the form does."""
    ids = list(guide.descriptors)
    assert ids[0] == "FV1"
    assert ids[-1] == "DA7"
    assert [d.id for d in guide.by_form.values()] == ids
    assert list(guide.section_of) == ids
    assert list(guide.group_of) == ids
    assert list(guide.by_form) == sorted(guide.by_form)


def test_each_descriptor_knows_its_section_and_its_group(guide: Guide) -> None:
    """The data section is a group of its own, the four others together are the service descriptors."""
    assert guide.section_of["CO5"].title == "Communities"
    assert {id for id, group in guide.group_of.items() if group == "data"} == {f"DA{n}" for n in range(1, 8)}
    assert sum(group == "service" for group in guide.group_of.values()) == 24


@pytest.mark.parametrize(("level", "data"), [(1, 3), (2, 3), (3, 1), (4, 0), (5, 0), (6, 0)])
def test_every_level_has_one_choice(guide: Guide, level: int, data: int) -> None:
    """How many of the three come from the data section."""
    assert guide.priorities is not None
    assert guide.priorities.choice_at(level).choose["data"] == data


def test_a_source_is_cited_in_one_line(guide: Guide) -> None:
    """The document by its short name, then the section; an unlisted document by its id."""
    assert guide.cite(guide.descriptors["FV1"].source) == (
        "Early Help System Guide, March 2022: Family voice and experience, descriptor 1"
    )
    assert guide.cite(Source(document="annex", section="page 2")) == "annex: page 2"


def test_a_guide_cannot_be_changed(guide: Guide) -> None:
    """It is shared by everything that asks for it, so it is frozen throughout."""
    with pytest.raises(ValidationError):
        guide.title = "Another"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        guide.descriptors["FV1"].title = "Another"  # type: ignore[misc]
    assert isinstance(guide.sections, tuple)
    assert load_guide("ehsg-2022") is guide


def test_a_part_is_strict_and_closed() -> None:
    """A number is no text, a text is no number, nothing is empty, and an unknown key is refused."""
    source = {"document": "guide", "section": "page 1"}
    good = {"value": 1, "short": "Some", "meaning": "Some of it.", "source": source}
    assert ScaleValue.model_validate(good).value == 1
    for wrong in ({"value": "1"}, {"value": 1.0}, {"value": True}, {"short": ""}, {"short": 3}, {"more": 1}):
        with pytest.raises(ValidationError):
            ScaleValue.model_validate(good | wrong)
    with pytest.raises(ValidationError):
        Choice.model_validate({"levels": [], "choose": {"data": 3}, "says": "All.", "source": source})


def test_the_words_of_an_entry_lead_to_neutral_fields() -> None:
    """Another guide may call its entries questions and their score an answer."""
    words = Vocabulary(
        entries="questions", entry="question", answer="answer", evidence="why", next_steps="then"
    )
    assert words.of_entry == {"answer": "answer", "why": "evidence", "then": "next_steps"}
