"""An area that came from another one: refused where boundaries moved, and said in every output that compares.

The other area has another name, or the same one and another code, as where a county becomes a unitary
authority.
"""

import csv
import html
import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from ehsg_cli import load_assessment
from tests.cli.conftest import Ehsg
from tests.helpers import changed, put

NOW = """\
ehsg: assessment/1
guide: ehsg-2022
area: AREA
period: 2023
status: agreed
agreed: {date: 2023-06-30, by: Early Help Board}
data_model: {submitted_level: 2}
descriptors:
  DA1: {score: 4, working_well: "Shared weekly."}
  DA2: {score: 2, working_well: "The same words."}
sharing: {dfe: acknowledged, coordinators: confirmed, departments: declined}
priorities: [DA1, DA2]
"""
OF_2020 = """\
ehsg: assessment/1
guide: ehsg-2020
area: AREA
period: 2022
questions:
  FA1: {answer: mostly yes}
"""
PLAN = """\
ehsg: plan/1
guide: ehsg-2022
area: {name: NAME}
actions:
  - {id: A1, descriptor: DA1, action: Agree it, status: in progress, target: 5}
"""


class Areas(NamedTuple):
    """How the two areas are written, and how they are called where they are told apart."""

    before: str
    now: str
    predecessor: str
    successor: str


NAMINGS = {
    "another name": Areas(
        "{name: Oldtown}",
        "{name: Newshire, predecessors: [{name: oldtown, boundaries: BOUNDARIES}]}",
        *("Oldtown", "Newshire"),
    ),
    "another name, by its code": Areas(
        "{name: Oldtown, code: E07999999}",
        "{name: Newshire, code: E06999999, predecessors: [{code: E07999999, boundaries: BOUNDARIES}]}",
        *("Oldtown", "Newshire"),
    ),
    "the same name": Areas(
        "{name: Newshire, code: E10999999}",
        "{name: Newshire, code: E06999999, "
        "predecessors: [{name: Newshire, code: E10999999, boundaries: BOUNDARIES}]}",
        *("Newshire (E10999999)", "Newshire (E06999999)"),
    ),
}
SAID = {
    "same": "as one place: its boundaries are recorded as the same",
    "changed": "although its boundaries changed",
    "": "although nobody says whether its boundaries changed",
}
EVERY = [(naming, boundaries) for naming in NAMINGS for boundaries in SAID]
ACROSS = "--across-boundaries"


@pytest.fixture
def areas(request: pytest.FixtureRequest, tmp_path: Path) -> Areas:
    """The file of one year of each area, and one of the earlier by the edition before."""
    naming, boundaries = request.param
    found = NAMINGS[naming]
    then = changed(changed(NOW, "period: 2023", "period: 2022"), "2023-06-30", "2022-06-30")
    then = changed(changed(then, "score: 4", "score: 3"), "area: AREA", f"area: {found.before}")
    put(tmp_path / "then.yaml", then)
    put(tmp_path / "editions.yaml", changed(OF_2020, "AREA", found.before))
    put(tmp_path / "now.yaml", changed(NOW, "AREA", found.now.replace("BOUNDARIES", boundaries)))
    return found


def every(*cases: tuple[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("areas", "boundaries"), [(case, case[1]) for case in cases or EVERY], indirect=["areas"]
    )


def plain(text: str) -> str:
    """What a reader of a page sees, on one line."""
    return " ".join(html.unescape(text).split())


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def office(path: Path) -> str:
    """All that stands in a Word file or a workbook, in whichever of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return plain(re.sub(r"<[^>]+>", "", " ".join(parts)))


@every()
@pytest.mark.parametrize("old", ["then.yaml", "editions.yaml"])
def test_diff_says_so_in_every_format_and_in_both_directions(
    ehsg: Ehsg, areas: Areas, boundaries: str, old: str
) -> None:
    """By one edition and across two; without the option it is refused where boundaries may have moved."""
    for pair in ((old, "now.yaml"), ("now.yaml", old)):
        refusal = ehsg("diff", *pair)
        assert refusal.code == (0 if boundaries == "same" else 2), refusal.err
        assert (ACROSS in refusal.err) is (boundaries != "same")
        if boundaries != "same":
            assert f"{areas.successor} came from {areas.predecessor}" in plain(refusal.err)
        for form in ("text", "md", "html"):
            told = ehsg("diff", *pair, ACROSS, "--format", form)
            assert told.code == 0, told.err
            assert f"{areas.successor} came from {areas.predecessor}, and" in plain(told.out)
            assert SAID[boundaries] in plain(told.out)
        data = ehsg("diff", *pair, ACROSS, "--format", "json").json
        kinship = (data if "kinship" in data else data["editions"])["kinship"]
        assert kinship == {
            "relation": "predecessor",
            "predecessor": areas.predecessor,
            "successor": areas.successor,
            "boundaries": boundaries or None,
        }
        table = rows(ehsg("diff", *pair, ACROSS, "--format", "csv").out)
        column = "relation" if old == "then.yaml" else "kinship"
        assert {(each[column], each["boundaries"]) for each in table} == {("predecessor", boundaries)}
        assert {(each["old_path"], each["new_path"]) for each in table} == {pair}


def test_rows_across_editions_say_what_was_compared_and_whose_reading_it_is(
    ehsg: Ehsg, tmp_path: Path
) -> None:
    put(tmp_path / "old.yaml", changed(OF_2020, "AREA", "{name: Oldtown}"))
    put(tmp_path / "new.yaml", changed(NOW, "AREA", "{name: Oldtown}"))
    data = ehsg("diff", "old.yaml", "new.yaml", "--format", "json").json
    for each in rows(ehsg("diff", "old.yaml", "new.yaml", "--format", "csv").out):
        assert (each["kinship"], each["old_period"], each["new_period"]) == ("same", "2022", "2023")
        assert each["by"] == data["editions"]["by"]
        for side in ("old", "new"):
            assert each[f"{side}_digest"] == data[side]["digest"]
            assert each[f"{side}_area"] == "Oldtown"


@every()
def test_a_trend_says_so_in_every_format(ehsg: Ehsg, areas: Areas, boundaries: str) -> None:
    """Each area stands by itself where boundaries may have moved, unless that is asked for."""
    for across in (False, True):
        joined = across or boundaries == "same"
        asked = (ACROSS,) if across else ()
        for form in ("text", "md", "html"):
            told = ehsg("trend", "then.yaml", "now.yaml", *asked, "--format", form)
            assert told.code == 0, told.err
            seen = plain(told.out)
            assert f"{areas.successor} came from {areas.predecessor}, and" in seen
            assert ("the two are shown as one area" in seen) is joined
            assert ("each is shown by itself" in seen) is not joined
        data = ehsg("trend", "then.yaml", "now.yaml", *asked, "--format", "json").json
        (join,) = data["joins"]
        assert (join["earlier"], join["later"]) == (areas.predecessor, areas.successor)
        assert (join["joined"], join["boundaries"]) == (joined, boundaries or None)
        assert len(data["areas"]) == (1 if joined else 2)
        table = rows(ehsg("trend", "then.yaml", "now.yaml", *asked, "--format", "csv").out)
        found = {
            tuple(each[of] for of in ("area", "code", "assessed_area", "assessed_code")) for each in table
        }
        assert len(found) == 2
        assert len({each[:2] for each in found}) == (1 if joined else 2)
        assert len({each[2:] for each in found}) == 2


@every()
@pytest.mark.parametrize("kind", ["board", "summary", "full", "change", "plan"])
def test_a_paper_says_so_as_text_and_as_data(
    ehsg: Ehsg, areas: Areas, boundaries: str, kind: str, tmp_path: Path
) -> None:
    """On its first page, in whichever kind; the same from a third year back."""
    put(tmp_path / "plan.yaml", changed(PLAN, "NAME", "Newshire"))
    earlier = ("report", "now.yaml", "--kind", kind, "--previous", "then.yaml")
    refusal = ehsg(*earlier)
    assert refusal.code == (0 if boundaries == "same" else 2), refusal.err
    assert (ACROSS in refusal.err) is (boundaries != "same")
    for form in ("md", "html"):
        told = ehsg(*earlier, ACROSS, "--format", form)
        assert told.code == 0, told.err
        assert f"{areas.successor} came from {areas.predecessor}, and" in plain(told.out)
        assert SAID[boundaries] in plain(told.out)
    data = ehsg(*earlier, ACROSS, "--format", "json").json["previous"]
    assert (data["relation"], data["boundaries"]) == ("predecessor", boundaries or None)
    for each in rows(ehsg(*earlier, ACROSS, "--format", "csv").out):
        assert each["previous_relation"] == "predecessor"
        assert each["previous_boundaries"] == boundaries
        assert each["previous_area"] == areas.predecessor.partition(" (")[0]


@every(*((naming, "changed") for naming in NAMINGS))
def test_a_paper_says_so_in_word_and_excel(ehsg: Ehsg, areas: Areas, boundaries: str, tmp_path: Path) -> None:
    put(tmp_path / "plan.yaml", changed(PLAN, "NAME", "Newshire"))
    for kind in ("board", "summary", "full", "change", "plan"):
        asked = ("--previous", "then.yaml", ACROSS, "--format", "docx", "--format", "xlsx", "-o", f"{kind}/")
        told = ehsg("report", "now.yaml", "--kind", kind, *asked)
        assert told.code == 0, told.err
        papers = sorted((tmp_path / kind).iterdir())
        assert [each.suffix for each in papers] == [".docx", ".xlsx"]
        for each in papers:
            seen = office(each)
            assert f"{areas.successor} came from {areas.predecessor}, and" in seen, each.name
            assert SAID[boundaries] in seen


@every()
def test_a_chart_says_so_beneath(ehsg: Ehsg, areas: Areas, boundaries: str) -> None:
    asked = ("chart", "dots", "now.yaml", "--previous", "then.yaml")
    assert ehsg(*asked).code == (0 if boundaries == "same" else 2)
    told = ehsg(*asked, ACROSS)
    moved = {"same": "", "changed": ", whose boundaries changed", "": ", whose boundaries may have changed"}
    seen = plain(re.sub(r"<[^>]+>", "", told.out))
    assert f"earlier scores of {areas.predecessor}{moved[boundaries]}" in seen


@every()
def test_the_advice_on_years_holds_only_against_the_same_place(
    ehsg: Ehsg, areas: Areas, boundaries: str
) -> None:
    """A priority of the predecessor is asked after where its boundaries stayed the same."""
    told = ehsg("validate", "now.yaml", "--format", "json").json
    codes = [each["code"] for each in told["files"][0]["findings"]]
    assert (codes.count("EH804"), codes.count("EH809")) == (
        2 if boundaries == "same" else 0,
        0 if boundaries else 1,
    )
    if boundaries == "same":
        said = next(each for each in told["files"][0]["findings"] if each["code"] == "EH804")
        assert f"then.yaml of {areas.predecessor}" in said["message"].replace('"', "")


@every(*((naming, "same") for naming in NAMINGS))
def test_a_file_for_the_year_after_names_them_again(ehsg: Ehsg, areas: Areas, boundaries: str) -> None:
    """Not so for another area or another code: nobody has said that it came from them."""
    start = ("--from", "now.yaml", "--period", "2024")
    assert ehsg("new", "next.yaml", *start).code == 0
    assert load_assessment("next.yaml").area == load_assessment("now.yaml").area
    assert list(load_assessment("next.yaml").follow_up) == ["DA1", "DA2"]
    for number, other in enumerate((("--area", "Elsewhere"), ("--code", "E09999999"))):
        assert ehsg("new", f"other-{number}.yaml", *start, *other).code == 0
        carried = load_assessment(f"other-{number}.yaml").area.predecessors
        assert bool(carried) is (number == 1 and "code" not in areas.now)
    data = ehsg("diff", "then.yaml", "next.yaml", "--format", "json").json
    assert data["kinship"]["relation"] == "predecessor"


def test_years_further_back_are_said_too(ehsg: Ehsg, tmp_path: Path) -> None:
    """The last year is of the same area, and the one before it of another: which year, and whose."""
    came = "{name: Newshire, predecessors: [{name: Old Town, boundaries: changed}]}"
    put(tmp_path / "now.yaml", changed(NOW, "AREA", came))
    then = changed(changed(NOW, "2023", "2022"), "2023-06-30", "2022-06-30")
    put(tmp_path / "last.yaml", changed(changed(then, "AREA", "{name: Newshire}"), "score: 4", "score: 3"))
    first = changed(changed(NOW, "2023", "2021"), "2023-06-30", "2021-06-30")
    put(tmp_path / "first.yaml", changed(first, "AREA", "{name: Old Town}"))
    years = ("--previous", "last.yaml", "--previous", "first.yaml")
    for kind in ("board", "full", "change"):
        assert ehsg("report", "now.yaml", "--kind", kind, *years).code == 2
        told = ehsg("report", "now.yaml", "--kind", kind, *years, ACROSS)
        assert "Newshire came from Old Town, and the two are compared although its" in plain(told.out)
        assert "The scores of 2021 are those of Old Town." in told.out
        data = ehsg("report", "now.yaml", "--kind", kind, *years, ACROSS, "--format", "json").json
        assert [(each["period"], each["relation"]) for each in data["before"]] == [("2021", "predecessor")]
        assert data["previous"]["relation"] == "same"
    told = ehsg("report", "now.yaml", "--previous", "last.yaml")
    assert (told.code, "Old Town" in told.out) == (0, False)


def test_two_codes_of_one_name_are_one_area_where_nobody_says_otherwise(ehsg: Ehsg, tmp_path: Path) -> None:
    """A code may be corrected; without a name, two codes are two areas."""
    put(tmp_path / "one.yaml", changed(NOW, "AREA", "{name: Newshire, code: E07999999}"))
    put(tmp_path / "other.yaml", changed(NOW, "AREA", "{name: Newshire, code: E06999999}"))
    assert ehsg("diff", "one.yaml", "other.yaml", "--format", "json").json["kinship"]["relation"] == "same"
    put(tmp_path / "one.yaml", changed(NOW, "AREA", "{code: E07999999}"))
    put(tmp_path / "other.yaml", changed(NOW, "AREA", "{code: E06999999}"))
    refusal = ehsg("diff", "one.yaml", "other.yaml")
    assert refusal.code == 2
    assert "an area without a name (E07999999), and an area without a name (E06999999)" in refusal.err


def test_a_file_without_a_code_may_be_of_the_predecessor_of_that_name(ehsg: Ehsg, tmp_path: Path) -> None:
    """It is not compared unasked, and what to do about it is said; with its code written it is compared."""
    came = "{name: Newshire, code: E06999999, predecessors: [{name: Newshire, boundaries: changed}]}"
    put(tmp_path / "now.yaml", changed(NOW, "AREA", came))
    put(
        tmp_path / "then.yaml",
        changed(changed(NOW, "AREA", "{name: Newshire}"), "period: 2023", "period: 2022"),
    )
    for asked in (("diff", "then.yaml", "now.yaml"), ("report", "now.yaml", "--previous", "then.yaml")):
        refusal = ehsg(*asked)
        assert refusal.code == 2
        assert "Newshire (E06999999) came from Newshire, and its boundaries changed" in refusal.err
        assert "if both are of one area, write its code into both files" in refusal.err
    text = changed(NOW, "AREA", "{name: Newshire, code: E06999999}")
    put(tmp_path / "then.yaml", changed(text, "period: 2023", "period: 2022"))
    assert ehsg("diff", "then.yaml", "now.yaml").code == 0
