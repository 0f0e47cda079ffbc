"""`ehsg trend` as a user runs it: formats, exit codes, and what is said of files with something wrong."""

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli import load_guide
from tests.cli.conftest import Ehsg
from tests.helpers import EXAMPLES, NORTHBRIDGE, changed, put
from tests.render.papers import HOSTILE_LINE

GUIDE = load_guide("ehsg-2022")
SCORE = re.compile(r"score: \d")


def year(
    period: int | str,
    score: int | None = 3,
    *,
    area: str = "Northbridge",
    folder: str = "",
    area_more: str = "",
    status: str = "submitted",
) -> Path:
    """A file of a year: the fictional area's, with one score everywhere."""
    text = re.sub(r"^area:\n(?:  .*\n)+", f"area:\n  name: {area}\n{area_more}", NORTHBRIDGE, flags=re.M)
    text = re.sub(r"^period: .*$", f"period: {period}", text, flags=re.MULTILINE)
    text = re.sub(r"^status: .*$", f"status: {status}", text, flags=re.MULTILINE)
    text = SCORE.sub("score:" if score is None else f"score: {score}", text)
    return put(Path(folder) / f"{area.lower().replace(' ', '-')}-{period}.yaml", text)


def rows(text: str) -> list[dict[str, str]]:
    """Comma-separated values, read back."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_one_area_in_full(ehsg: Ehsg) -> None:
    """Sections, then every descriptor; the missing year stands in its column, and is in no mean."""
    result = ehsg("trend", year(2020, 2), year(2022, 3))
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Northbridge: Scores over the years, 2020 to 2022\n")
    assert "From 2020 to 2022, all 31 scores rose." in result.out
    assert re.search(r"^  All sections +2\.0  missing +3\.0$", result.out, re.MULTILINE)
    for id in GUIDE.descriptors:
        assert re.search(rf"^  {id} .*\n?.*2  missing +3$", result.out, re.MULTILINE), id
    assert "missing:  nothing was assessed" in result.out.lower()
    assert max(map(len, result.out.splitlines())) <= 80


def test_many_years_are_broken_into_tables_that_fit(ehsg: Ehsg) -> None:
    """Each of about one width, with its years in its caption; no year is lost."""
    for period in range(2004, 2024):
        year(period, period % 4)
    result = ehsg("trend", ".")
    assert max(map(len, result.out.splitlines())) <= 80
    captions = re.findall(r"Mean of each section, (\d+) to (\d+)", result.out)
    assert captions[0][0] == "2004"
    assert captions[-1][1] == "2023"
    heads = re.findall(r"^  Section +(\d.*)$", result.out, re.MULTILINE)
    assert " ".join(heads).split() == [str(period) for period in range(2004, 2024)]


def test_blank_scores_are_told_from_missing_years_and_from_0(ehsg: Ehsg) -> None:
    result = ehsg("trend", year(2020, None, status="draft"), year(2022, 0))
    assert re.search(r"^  All sections +blank  missing +0\.0$", result.out, re.MULTILINE)
    assert "DRAFT" in result.out


def test_one_year_alone(ehsg: Ehsg) -> None:
    """There is nothing to compare, and that is said."""
    result = ehsg("trend", year(2022), "--exit-code")
    assert result.code == 0
    assert "Only 2022 is assessed" in result.out


def test_many_areas_in_brief_and_complete_for_machines(ehsg: Ehsg) -> None:
    """A block an area with sections and overall; as CSV a row for each descriptor and period."""
    for area in ("Easton", "Weston", "Norton"):
        for period in (2019, 2021):
            year(period, 2, area=area)
    text = ehsg("trend", ".").out
    assert text.startswith("3 areas: Scores over the years, 2019 to 2021\n")
    assert [line for line in text.splitlines() if line in ("Easton", "Norton", "Weston")] == [
        "Easton",
        "Norton",
        "Weston",
    ]
    assert text.count("  All sections") == 3
    assert "FV1" not in text
    found = rows(ehsg("trend", ".", "--format", "csv").out)
    assert len(found) == 3 * 3 * 31
    missing = [each for each in found if each["period"] == "2020"]
    assert len(missing) == 3 * 31
    assert {(each["state"], each["score"], each["file"], each["priority"]) for each in missing} == {
        ("missing", "", "", "")
    }
    assert {(each["state"], each["score"]) for each in found if each["period"] != "2020"} == {("scored", "2")}
    data = ehsg("trend", ".", "--format", "json").json
    assert [each["area"]["name"] for each in data["areas"]] == ["Easton", "Norton", "Weston"]
    assert all(len(each["guides"][0]["descriptors"]) == 31 for each in data["areas"])


def test_json(ehsg: Ehsg) -> None:
    """One object: figures unrounded, `null` where nothing was assessed."""
    data = ehsg("trend", year(2020, 2), year(2022, 3), "--format", "json").json
    assert data["schema"] == "ehsg.trend/1"
    assert data["changed"] is True
    (area,) = data["areas"]
    assert area["missing"] == ["2021"]
    (edition,) = area["guides"]
    assert [each["state"] for each in edition["periods"]] == ["assessed", "missing", "assessed"]
    assert edition["periods"][0]["file"] == "northbridge-2020.yaml"
    assert edition["descriptors"][0] == {"id": "FV1", "section": "family-voice", "scores": [2, None, 3]}
    means = [tally and tally["mean"] for tally in edition["overall"]["by_period"]]
    assert means == [2.0, None, 3.0]


@pytest.mark.parametrize("ending", ["txt", "md", "html", "json", "csv"])
def test_a_file_of_each_format_is_made_anew_unasked(ehsg: Ehsg, ending: str) -> None:
    """The name says the format; what ehsg made it may make again, and what somebody else wrote stays."""
    first, second = year(2021, 2), year(2022, 3)
    target = Path(f"trend.{ending}")
    assert ehsg("trend", first, second, "-o", target).code == 0
    made = target.read_bytes()
    assert ehsg("trend", first, second, "-o", target).code == 0
    assert target.read_bytes() == made
    put(target, "mine\n")
    refused = ehsg("trend", first, second, "-o", target)
    assert refused.code == 2
    assert target.read_text(encoding="utf-8") == "mine\n"
    assert ehsg("trend", first, second, "-o", target, "--force").code == 0
    assert target.read_bytes() == made


@pytest.mark.parametrize("ending", ["txt", "md", "html", "json", "csv"])
def test_an_output_never_replaces_a_file_it_is_made_from(ehsg: Ehsg, ending: str) -> None:
    source = year(2022).rename(f"area.{ending}")
    before = source.read_bytes()
    assert ehsg("trend", source, "-o", source, "--force").code == 2
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "trend.docx"], "does not fit"),
        (["--format", "md", "-o", "trend.html"], "does not fit"),
        (["--format", "pdf"], "pdf"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_what_cannot_be_written_is_refused(ehsg: Ehsg, arguments: list[str], said: str) -> None:
    result = ehsg("trend", year(2022), *arguments)
    assert result.code == 2
    assert said in result.err
    assert result.out == ""


@pytest.mark.parametrize("command", ["trend", "diff"])
@pytest.mark.parametrize("ending", ["txt", "md", "html", "json"])
def test_a_result_that_somebody_changed_is_not_written_over(ehsg: Ehsg, command: str, ending: str) -> None:
    """Its mark tells that it is ours, and the check in it that it is no longer as we made it."""
    arguments = command, year(2021), year(2022), "-o", f"made.{ending}"
    assert ehsg(*arguments).code == 0
    made = Path(f"made.{ending}")
    changed = made.read_text(encoding="utf-8") + "A note of mine.\n"
    made.write_text(changed, encoding="utf-8")
    refused = ehsg(*arguments)
    assert (refused.code, made.read_text(encoding="utf-8")) == (2, changed)
    assert ehsg(*arguments, "--force").code == 0
    assert "A note of mine." not in made.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "md", "html", "json", "csv"])
def test_a_folder_gets_a_file_of_that_name(ehsg: Ehsg, form: str) -> None:
    """As with `ehsg diff` and `ehsg report`; the folder is made, and what we wrote is written again."""
    for _ in range(2):
        assert ehsg("trend", year(2022), "--format", form, "-o", "papers/").code == 0
    (made,) = Path("papers").iterdir()
    assert made.name == f"trend.{'txt' if form == 'text' else form}"


# Exit codes


@pytest.mark.parametrize(("scores", "code"), [((2, 2, 2), 0), ((2, 3, 2), 1), ((2, None, 2), 1)])
def test_exit_code_tells_whether_a_score_changed(ehsg: Ehsg, scores: Any, code: int) -> None:
    """As in git; without the option a change is no reason to fail."""
    files = [
        year(2019 + place, score, status="submitted" if score else "draft")
        for place, score in enumerate(scores)
    ]
    assert ehsg("trend", *files, "--exit-code").code == code
    assert ehsg("trend", *files).code == 0


def test_two_files_of_one_period_are_named(ehsg: Ehsg) -> None:
    one = year(2022)
    other = put(Path("copy.yaml"), one.read_bytes())
    result = ehsg("trend", one, other)
    assert result.code == 2
    assert "copy.yaml and northbridge-2022.yaml are both of Northbridge for 2022" in result.err
    assert ehsg("trend", one, one).code == 0


def test_files_that_do_not_validate_are_used_and_counted(ehsg: Ehsg) -> None:
    """As far as they can be read: of the score that is none that is said."""
    first, second = year(2021, 2), year(2022, 3)
    text = second.read_text(encoding="utf-8")
    put(second, text.replace("score: 3", "score: 9", 1))
    result = ehsg("trend", first, second)
    assert result.code == 0
    assert result.err == (
        "1 file does not validate, and is used as far as it can be read: northbridge-2022.yaml\n"
    )
    assert re.search(r"FV1 .* 2  unreadable$", result.out, re.MULTILINE)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"ehsg: [", b"ehsg: assessment/9\n", b"a: 1\n", b"- 1\n", b"\x00" * 50]
)
def test_unreadable_files_are_told_and_the_others_shown(ehsg: Ehsg, content: bytes) -> None:
    broken = put(Path("broken.yaml"), content)
    result = ehsg("trend", year(2021, 2), broken, year(2022, 3))
    assert result.code == 1
    assert "broken.yaml: this cannot be read as an assessment; `ehsg validate broken.yaml`" in result.err
    assert result.out.startswith("Northbridge: Scores over the years, 2021 to 2022\n")
    alone = ehsg("trend", broken)
    assert (alone.code, alone.out) == (1, "")


def test_files_of_other_kinds_are_passed_over_and_counted(ehsg: Ehsg) -> None:
    plan = put(Path("plan.yaml"), (EXAMPLES / "northbridge-plan.yaml").read_bytes())
    result = ehsg("trend", plan, year(2022))
    assert (result.code, result.err) == (0, "1 file is no assessment and was passed over\n")
    alone = ehsg("trend", plan)
    assert alone.code == 2
    assert "there is no assessment among 1 file" in alone.err


def test_a_file_without_a_period_is_told(ehsg: Ehsg) -> None:
    result = ehsg("trend", year(2022), year("", area="Easton"))
    assert result.code == 1
    assert "1 file says no period, and so has no place in a trend: easton-.yaml" in result.err
    assert "Easton" not in result.out


def test_what_is_not_there_is_said(ehsg: Ehsg) -> None:
    assert "no file or folder nowhere.yaml" in ehsg("trend", "nowhere.yaml").err
    put(Path("empty/other.txt"), "x")
    result = ehsg("trend", "empty")
    assert result.code == 2
    assert "no file of ours in empty" in result.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="here every file can be opened")
def test_a_file_that_may_not_be_opened_ends_with_2(ehsg: Ehsg) -> None:
    closed = year(2021)
    closed.chmod(0)
    result = ehsg("trend", closed, year(2022))
    assert result.code == 2
    assert result.out.startswith("Northbridge: Scores over the years, 2022\n")


# Areas that came from others, and hostile names


@pytest.mark.parametrize("form", ["text", "md", "html", "json", "csv"])
def test_a_join_and_a_refusal_are_said_in_every_format(ehsg: Ehsg, form: str) -> None:
    """In CSV by the area that each row was assessed as."""
    old = year(2019, area="Oldtown")
    for boundaries, across in (("same", False), ("changed", False), ("changed", True)):
        said = f"  predecessors: [{{name: Oldtown, boundaries: {boundaries}}}]\n"
        new = year(2020, area="Newshire", area_more=said)
        result = ehsg("trend", old, new, "--format", form, *(["--across-boundaries"] if across else []))
        assert result.code == 0, result.err
        joined = across or boundaries == "same"
        if form == "csv":
            areas = {(each["area"], each["assessed_area"]) for each in rows(result.out)}
            assert areas == {("Newshire" if joined else "Oldtown", "Oldtown"), ("Newshire", "Newshire")}
        elif form == "json":
            (join,) = result.json["joins"]
            assert (join["joined"], join["boundaries"]) == (joined, boundaries)
        else:
            words = " ".join(result.out.split())
            assert ("the two are shown as one area" in words) is joined
            assert ("each is shown by itself" in words) is not joined
            assert ("that was asked for" in words) is across


@pytest.mark.parametrize(("old", "new"), [("Oldtown", "Newshire"), ("Aldtown", "Newshire")])
def test_of_two_areas_it_is_said_once_and_in_rows_of_80(ehsg: Ehsg, old: str, new: str) -> None:
    """Under the one that came from the other, wherever that stands; no line of it is longer."""
    earlier = year(2019, area=old)
    later = year(2020, area=new, area_more=f"  predecessors: [{{name: {old}, boundaries: changed}}]\n")
    out = ehsg("trend", earlier, later).out
    assert max(map(len, out.splitlines())) <= 80
    told = " ".join(out.split())
    assert told.count(f"{new} came from {old}, and its boundaries changed: each is shown by itself.") == 1
    part = out[out.index(f"\n{new}\n") :]
    assert f"  {new} came from {old}" in part[: part.index("Mean of each section")]


@pytest.mark.parametrize("form", ["text", "md", "html", "json", "csv"])
def test_hostile_names_come_out_as_text(ehsg: Ehsg, form: str) -> None:
    """A name of an area, of another one and of a file: shown, and never acted upon."""
    name = json.dumps(HOSTILE_LINE + "=cmd()")
    folder = "\x1b[31m<b>" if os.name != "nt" else "b"
    one = year(2021, 2).read_text(encoding="utf-8").replace("name: Northbridge", f"name: {name}")
    Path("northbridge-2021.yaml").unlink()
    put(Path(folder) / "a.yaml", one)
    put(Path(folder) / "b.yaml", one.replace("period: 2021", "period: 2022"))
    for many in (False, True):
        if many:
            year(2021, area="Easton")
        result = ehsg("trend", ".", "--format", form)
        assert result.code == 0, result.err
        assert "\x1b" not in result.out
        if form == "html":
            assert "<script>" not in result.out
            assert "<img" not in result.out
        if form == "csv":
            assert {each["area"] for each in rows(result.out)} >= {rows(result.out)[-1]["area"]}


def test_a_formula_in_a_name_is_not_computed(ehsg: Ehsg) -> None:
    year(2022, area='"=1+1"')
    assert {each["area"] for each in rows(ehsg("trend", ".", "--format", "csv").out)} == {"'=1+1"}


def test_several_processes_give_the_same(ehsg: Ehsg) -> None:
    """And tell the same of files that are not as they should be."""
    for period in range(2010, 2020):
        year(period, period % 5)
    put(Path("broken.yaml"), "ehsg: assessment/1\nguide: [")
    alone, together = (ehsg("trend", ".", "--format", "json", "--jobs", number) for number in ("1", "3"))
    assert (alone.code, alone.out, alone.err) == (together.code, together.out, together.err)
    assert alone.code == 1


def test_a_council_has_its_own_name_and_colour_on_its_page(ehsg: Ehsg) -> None:
    """As on its papers; a page on several areas is plain."""
    put(Path("ehsg.toml"), '[report]\ncouncil = "Northbridge Council"\ncolour = "#7a1f5c"\n')
    year(2021, 2), year(2022, 3)
    page = ehsg("trend", ".", "--format", "html").out
    assert "Northbridge Council" in page
    assert "#7a1f5c" in page
    year(2022, area="Easton")
    assert "Northbridge Council" not in ehsg("trend", ".", "--format", "html").out


def test_a_score_that_cannot_be_read_is_no_blank(ehsg: Ehsg) -> None:
    """Every format tells it from a blank, and it is no change that the exit code would tell."""
    first, second = year(2021, 2), year(2022, 2)
    put(second, changed(second.read_text(encoding="utf-8"), "score: 2\n", "score: 2.5\n"))
    result = ehsg("trend", first, second, "--exit-code")
    assert (result.code, result.out.count("unreadable")) == (0, 1)
    assert "Unreadable:  something stands there that is no score" in " ".join(result.out.split("\n"))
    assert "Blank:" not in result.out
    states = {
        (row["period"], row["descriptor"]): (row["state"], row["score"])
        for row in rows(ehsg("trend", first, second, "--format", "csv").out)
    }
    assert states["2022", "FV1"] == ("unreadable", "")
    assert states["2022", "FV2"] == ("scored", "2")
    told = json.loads(ehsg("trend", first, second, "--format", "json").out)
    (edition,) = told["areas"][0]["guides"]
    assert [each["unreadable"] for each in edition["periods"]] == [[], ["FV1"]]
    assert not told["changed"]
