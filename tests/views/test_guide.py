"""Pages of a guide."""

from pathlib import Path

import pytest

from ehsg_cli.api import load_context
from ehsg_cli.guide.models import Guide
from ehsg_cli.views import guide as pages


def test_the_overview_names_every_descriptor_and_page(guide: Guide) -> None:
    """So that a person finds what to ask for next."""
    page = pages.overview(guide, load_context("ehsg-2022"))
    named = [item for block in page.blocks for item in block.items]
    assert len(named) == 31
    assert named[0] == "FV1 (5.1) Family engagement"
    more = next(block for block in page.blocks if block.heading == "More")
    assert all(topic in more.paragraphs[0] for topic in pages.TOPICS)


def test_no_page_is_hidden_behind_a_section_of_the_same_name(guide: Guide) -> None:
    """`ehsg guide show NAME` looks among sections first: a page that shares its name is never shown."""
    assert {section.id for section in guide.sections} & set(pages.TOPICS) == set()


def test_the_scale_says_at_which_scores_advice_looks_for_what(guide: Guide) -> None:
    """The manual pages of the rules send people there; a pack that expects nothing has no such list."""
    page = pages.TOPICS["scale"](guide, load_context("ehsg-2022"))
    assert page is not None
    assert page.blocks[1].items == (
        "evidence: 2, 3, 4 and 5",
        "good evidence: 3, 4 and 5",
        "next steps: 3, 4 and 5",
        "outcomes or impact: 4 and 5",
    )
    data = guide.model_dump()
    for value in data["scale"]["values"]:
        value["expects"] = ()
    other = pages.TOPICS["scale"](Guide.model_validate(data), load_context("ehsg-2022"))
    assert other is not None
    assert len(other.blocks) == len(page.blocks) - 1


@pytest.mark.parametrize("topic", pages.TOPICS)
def test_every_page_says_something_and_where_it_is_from(guide: Guide, topic: str) -> None:
    """A title, at least two blocks or items, and a source in words."""
    page = pages.TOPICS[topic](guide, load_context("ehsg-2022", Path.cwd()))
    assert page is not None
    assert page.title
    assert sum(len(block.items) + len(block.paragraphs) for block in page.blocks) >= 2
    assert any(": " in block.source for block in page.blocks)


def test_a_descriptors_page_says_whose_title_it_is(guide: Guide) -> None:
    """A title that this pack made up is marked as such; references are named in full."""
    own = pages.descriptor(guide, guide.descriptors["DA2"])
    assert own.title == "DA2 (9.2) Case management shared by partners - Data"
    assert own.blocks[-1].paragraphs == ("The short title is this pack's own; the guide gives none.",)
    assert [block.items for block in own.blocks if block.heading == "See also"] == [
        ("WF3 (6.3) Shared practice framework",)
    ]
    official = pages.descriptor(guide, guide.descriptors["FV1"])
    assert not any("own" in text for block in official.blocks[2:] for text in block.paragraphs)


def test_the_autonomy_page_says_that_minimum_scores_are_not_known(guide: Guide) -> None:
    """For each of the nine criteria, and why."""
    page = pages.TOPICS["autonomy"](guide, load_context("ehsg-2022"))
    assert page is not None
    criteria = next(block for block in page.blocks if block.heading == "Criteria")
    assert len(criteria.items) == 9
    assert criteria.items[0] == "FV1 (5.1) Family engagement: minimum not known"
