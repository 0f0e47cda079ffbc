"""Comma-separated values: what a program reads back, and what a spreadsheet must not compute."""

import csv
import io
import re

import pytest
from hypothesis import given, strategies as st

from ehsg_cli.assessment import Area, Assessment, Entry
from ehsg_cli.judge.results import Beside
from ehsg_cli.render.rows import inert, known_by, render_csv, row
from ehsg_cli.views.kinds import Kind
from ehsg_cli.views.workbook import view_workbook
from tests.render.papers import (
    HOSTILE_STYLE,
    draft,
    everything,
    gateshead,
    hostile,
    hostile_beside,
    northbridge,
    paper,
    results,
    tables_of_change,
)

COMMON = "guide,area,area_code,period,assessment_status,previous_area,previous_relation,previous_boundaries"
DESCRIPTORS = (
    f"{COMMON},descriptor,form,title,section_id,section,score,meaning,"
    "previous_score,previous_period,priority,evidence,next_steps"
)
ACTIONS = f"{COMMON},action_id,descriptor,form,title,priority,action,owner,due,status,target,progress"


def written(assessment: Assessment, kind: Kind = Kind.BOARD, beside: Beside = Beside()) -> str:  # noqa: B008
    whole = paper(assessment, kind, beside)
    return render_csv(view_workbook(whole, results(assessment, beside), tables_of_change(assessment, beside)))


def read(text: str) -> list[dict[str, str]]:
    """The rows as a program reads them."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("kind", [Kind.BOARD, Kind.SUMMARY, Kind.FULL])
def test_one_row_a_descriptor(kind: Kind) -> None:
    """The columns are the same for each of these kinds, whatever stands beside the assessment."""
    for beside in (Beside(), everything()):
        text = written(northbridge(), kind, beside)
        assert text.splitlines()[0] == "\ufeff" + DESCRIPTORS
        assert len(read(text)) == 31
        assert text.endswith("\r\n")


def test_one_row_an_action() -> None:
    """Of a plan: where nothing is recorded the cell is blank."""
    text = written(northbridge(), Kind.PLAN, everything())
    assert text.splitlines()[0] == "\ufeff" + ACTIONS
    rows = read(text)
    assert [each["action_id"] for each in rows] == ["A1", "A2", "A3", "A4", "A5", "A6"]
    assert (rows[1]["target"], rows[1]["progress"], rows[5]["descriptor"]) == ("", "", "")
    assert rows[0]["due"] == "2024-03-31"


def test_what_is_not_scored_is_blank() -> None:
    """Neither 0 nor a sign: a column of figures stays one."""
    rows = {each["descriptor"]: each for each in read(written(draft()))}
    assert (rows["FV1"]["score"], rows["LE5"]["score"]) == ("", "0")
    assert "[x]" not in written(draft())


def test_texts_keep_their_lines() -> None:
    """A text of several paragraphs is one cell; an area without a code has a blank one."""
    rows = {each["descriptor"]: each for each in read(written(gateshead(area=Area(name="Gateshead"))))}
    assert rows["FV1"]["evidence"] == gateshead().entry("FV1").evidence
    assert rows["FV1"]["area_code"] == ""


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_a_cell_that_would_act_is_inert(start: str) -> None:
    """In any column that a user fills; the rest of the text is as it was."""
    acts = f"{start}cmd|' /C calc'!A0"
    assessment = gateshead(
        area=Area(name=acts), entries={"FV1": Entry(answer=3, evidence=acts, next_steps=acts)}
    )
    for each in read(written(assessment))[:1]:
        # An area's name is put on one line, which takes away what stands for no character.
        assert each["area"].startswith("'" if start.strip() else "cmd")
        for key in ("evidence", "next_steps"):
            assert each[key].startswith("'")
            assert each[key].endswith("cmd|' /C calc'!A0")


def test_no_cell_of_a_hostile_paper_acts() -> None:
    """Every text of every file is hostile, and nothing that cannot be seen is left in it."""
    for kind in (Kind.BOARD, Kind.PLAN, Kind.CHANGE):
        whole = paper(hostile(), kind, hostile_beside(), style=HOSTILE_STYLE)
        beside = hostile_beside()
        tables = tables_of_change(hostile(), beside)
        text = render_csv(view_workbook(whole, results(hostile(), beside), tables))
        assert "\x1b" not in text
        for each in read(text):
            assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in each.values())


@given(st.lists(st.text(), min_size=2, max_size=4))
def test_any_text_comes_back_and_does_not_act(cells: list[str]) -> None:
    """A row is read as so many cells; each shows its text, behind an apostrophe where it would act."""
    (back,) = csv.reader(io.StringIO(row(cells), newline=""))
    assert back == [inert(cell) for cell in cells]
    assert not any(cell.startswith(tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")) for cell in back)


def test_a_file_of_ours_is_known() -> None:
    """Of either kind of row; a table of somebody else's is not ours, with the mark or without."""
    pattern = known_by().encode()
    for kind in (Kind.BOARD, Kind.PLAN, Kind.CHANGE):
        assert re.search(pattern, written(northbridge(), kind, everything()).encode()[:500])
    for other in (
        "area,score\r\n",
        "\ufeffdescriptor,score\r\n",
        f"x,{COMMON},",
        f"\ufeff{COMMON},\r\n",
        f"\ufeff{COMMON},my own column\r\n",
        written(northbridge()).replace("next_steps\r\n", "next_steps,my own column\r\n", 1),
    ):
        assert not re.search(pattern, other.encode())


def test_the_same_paper_gives_the_same_bytes() -> None:
    """Twice written."""
    assert written(northbridge(), beside=everything()) == written(northbridge(), beside=everything())
