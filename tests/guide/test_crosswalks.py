"""Crosswalks: where they lie, which way they are read, and what ours says of the two editions."""

from collections import Counter
from pathlib import Path

import pytest

from ehsg_cli import load_guide
from ehsg_cli.guide.crosswalks import Crossing, Crosswalk, Link, file_name, find_crosswalk, own_place
from ehsg_cli.reading.crossings import load_crossing
from ehsg_cli.resources import resource
from ehsg_cli.rules.checking import check_file
from tests.helpers import content_of, put, said

OURS = resource("guide") / "crosswalks" / "ehsg-2020-to-ehsg-2022.yaml"


def crossing() -> Crossing:
    return content_of(check_file(str(OURS)), Crosswalk).crossing


# Ours


def test_ours_has_nothing_against_it() -> None:
    """No finding of any kind: every id of both editions is there, each line is whole and stands once."""
    assert said(check_file(str(OURS)).findings) == []


def test_every_question_and_every_descriptor_is_in_a_line_or_without_a_home() -> None:
    """Counted apart from the rule that looks for it, against both packs."""
    found = crossing()
    for guide, named, alone in (
        (load_guide("ehsg-2020"), {link.old for link in found.links}, set(found.old_alone)),
        (load_guide("ehsg-2022"), {link.new for link in found.links}, set(found.new_alone)),
    ):
        assert named | alone == set(guide.descriptors)
        assert named & alone == set()
        assert alone


def test_it_maps_one_to_many_both_ways() -> None:
    """One question speaks to several descriptors, and one descriptor takes in several questions."""
    links = crossing().links
    assert max(Counter(link.old for link in links).values()) > 1
    assert max(Counter(link.new for link in links).values()) > 1


def test_every_line_has_a_reason_of_its_own_sentence() -> None:
    """A short sentence that says why; the ids it names are those of its line."""
    found = crossing()
    ids = {*load_guide("ehsg-2020").descriptors, *load_guide("ehsg-2022").descriptors}
    for link in found.links:
        assert link.why.endswith("."), link
        assert link.why.count(". ") == 0, link
        assert 30 < len(link.why) < 160, link
        named = {word.strip(".,;") for word in link.why.split()} & ids
        assert named <= {link.old, link.new}, link
    assert all(why.endswith(".") for why in (*found.old_alone.values(), *found.new_alone.values()))


def test_it_says_that_it_is_this_projects_reading_and_not_official() -> None:
    """In the words that every output prints."""
    by = crossing().by
    assert "ehsg project" in by
    assert "not official" in by


# Which way it is read


def test_read_backwards_narrower_is_broader() -> None:
    """The sides change places; same and related stay what they are; twice turned is as before."""
    links = tuple(Link("A", "B", relation, "Why.") for relation in ("same", "narrower", "broader", "related"))
    one = Crossing("x", "y", "Us", links, {"C": "None."}, {"D": "Nor here."})
    turned = one.turned()
    assert [link.relation for link in turned.links] == ["same", "broader", "narrower", "related"]
    assert {(link.old, link.new) for link in turned.links} == {("B", "A")}
    assert (turned.old, turned.new, turned.old_alone, turned.new_alone) == (
        *("y", "x"),
        {"D": "Nor here."},
        {"C": "None."},
    )
    assert turned.turned() == one


def test_it_is_found_from_either_end() -> None:
    """One file serves both directions, and gives each end its own sides."""
    there, back = load_crossing("ehsg-2020", "ehsg-2022"), load_crossing("ehsg-2022", "ehsg-2020")
    assert (there.old, there.new) == ("ehsg-2020", "ehsg-2022")
    assert back == there.turned()
    assert {link.relation for link in back.links if link.old == "FV2" and link.new == "FA1"} == {"narrower"}


# Where they lie


def test_a_partnerships_own_comes_first_and_the_nearest_of_them(tmp_path: Path) -> None:
    """A reading may be put in place of another: beside the files, else above them, else ours."""
    area = tmp_path / "north" / "2022"
    area.mkdir(parents=True)
    assert find_crosswalk("ehsg-2020", "ehsg-2022", area) == OURS
    above = put(own_place(tmp_path) / file_name("ehsg-2020", "ehsg-2022"))
    assert find_crosswalk("ehsg-2020", "ehsg-2022", area) == above
    beside = put(own_place(area) / file_name("ehsg-2022", "ehsg-2020"))
    assert find_crosswalk("ehsg-2020", "ehsg-2022", area) == beside
    assert find_crosswalk("ehsg-2020", "ehsg-2022") == OURS


@pytest.mark.parametrize("other", ["nothing-2030", "../../etc", "", "a" * 200])
def test_between_guides_without_one_there_is_none(tmp_path: Path, other: str) -> None:
    """Also where a name is no name of a guide."""
    assert find_crosswalk("ehsg-2020", other, tmp_path) is None
