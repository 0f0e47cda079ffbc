"""What a paper says as tables: which there are, that figures stay figures, and that nothing missing is 0."""

from datetime import date

import pytest

from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.plans import Action, Plan, Progress
from ehsg_cli.judge.results import Beside
from ehsg_cli.views import words
from ehsg_cli.views.kinds import Kind
from ehsg_cli.views.workbook import COMMON, Sheet, Value, Workbook, view_workbook
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

KINDS = [kind for kind in Kind if kind is not Kind.FORM]


def workbook(assessment: Assessment, kind: Kind = Kind.BOARD, beside: Beside = Beside()) -> Workbook:  # noqa: B008
    whole = paper(assessment, kind, beside)
    return view_workbook(whole, results(assessment, beside), tables_of_change(assessment, beside))


def column(sheet: Sheet, key: str) -> list[Value]:
    """The cells of one column."""
    place = [field.key for field in sheet.fields].index(key)
    return [row[place] for row in sheet.rows]


def sheet(book: Workbook, key: str) -> Sheet:
    return next(each for each in book.sheets if each.key == key)


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_is_whole(kind: Kind) -> None:
    """Names, keys and headings are unique, and every row has a value for every column."""
    book = workbook(northbridge(), kind, everything())
    assert len({each.key for each in book.sheets}) == len(book.sheets)
    assert len({each.name.casefold() for each in book.sheets}) == len(book.sheets)
    for each in (*book.sheets, book.records):
        assert len({field.key for field in each.fields}) == len(each.fields)
        assert len({field.heading.casefold() for field in each.fields}) == len(each.fields)
        assert each.rows
        assert {len(row) for row in each.rows} == {len(each.fields)}


def test_a_paper_has_the_tables_of_its_kind() -> None:
    """Board and full everything there is, a summary its three, a plan and a paper on change their own."""
    everything_there_is = [
        *("descriptors", "changes", "followed", "means", "summary", "distribution", "priorities"),
        *("criteria", "data_model", "scale", "progress", "actions", "progress_notes", "partners"),
        "method",
    ]
    keys = {kind: [each.key for each in workbook(northbridge(), kind, everything()).sheets] for kind in KINDS}
    assert keys[Kind.BOARD] == keys[Kind.FULL] == everything_there_is
    assert keys[Kind.SUMMARY] == ["summary", "distribution", "priorities"]
    assert keys[Kind.PLAN] == ["progress", "actions", "progress_notes"]
    assert keys[Kind.CHANGE] == ["changes", "followed", "means"]


def test_what_is_not_there_has_no_table() -> None:
    """No plan, no partners, no priorities: no empty tables of them."""
    alone = workbook(gateshead(priorities=()))
    assert {each.key for each in alone.sheets}.isdisjoint(
        {"progress", "actions", "progress_notes", "partners", "priorities"}
    )
    assert dict(alone.cover)["Priorities"] == "None chosen yet."


def test_what_is_not_scored_is_nothing_and_not_0() -> None:
    """In the descriptors, the priorities and the criteria; real noughts stay noughts."""
    book = workbook(draft())
    scores = dict(
        zip(*(column(sheet(book, "descriptors"), key) for key in ("descriptor", "score")), strict=True)
    )
    assert [id for id, score in scores.items() if score is None] == ["FV1", "FV6", "DA7"]
    assert scores["LE5"] == 0
    assert column(sheet(book, "criteria"), "score")[0] is None
    nothing = workbook(draft().model_copy(update={"entries": {}}))
    for key in ("mean", "fraction", "median", "lowest", "highest", "total"):
        assert set(column(sheet(nothing, "summary"), key)) == {None}
    assert set(column(sheet(nothing, "summary"), "scored")) == {0}


def test_figures_are_figures() -> None:
    """In a column of figures every cell is a number, or nothing; means are not rounded."""
    book = workbook(northbridge(), Kind.FULL, everything())
    for each in book.sheets:
        for field in each.fields:
            if field.kind == "date":
                assert all(cell is None or isinstance(cell, date) for cell in column(each, field.key))
            elif field.kind != "text":
                assert all(
                    cell is None or cell == "" or type(cell) in (int, float)
                    for cell in column(each, field.key)
                )
            else:
                assert all(cell is None or isinstance(cell, str) for cell in column(each, field.key))
    assert column(sheet(book, "summary"), "mean")[-1] == 88 / 31
    assert column(sheet(book, "summary"), "fraction")[-1] == "88/31"


def test_days_are_days() -> None:
    """So that a sheet can be put in their order, and Power BI takes them for what they are."""
    book = workbook(northbridge(), Kind.PLAN, everything())
    assert {type(cell) for cell in column(sheet(book, "actions"), "due")} == {date}
    assert date(2023, 9, 14) in column(sheet(book, "progress_notes"), "on")


def test_the_earlier_score_stands_in_the_table_of_progress() -> None:
    """Where there is an earlier year; else the column is not shown."""
    told = sheet(workbook(northbridge(), Kind.PLAN, everything()), "progress")
    before = everything().previous
    assert before is not None
    ids = column(told, "descriptor")[:-2]
    assert column(told, "previous_score")[:-2] == [before.entry(str(id)).answer for id in ids]
    assert next(field for field in told.fields if field.key == "previous_score").shown
    alone = sheet(workbook(northbridge(), Kind.PLAN, everything()._replace(previous=None)), "progress")
    assert not next(field for field in alone.fields if field.key == "previous_score").shown


def test_notes_are_about_the_sheets_there_are() -> None:
    """A plan's workbook says nothing of means, choices and minimum scores, of which it has no sheet."""
    whole = workbook(northbridge(), Kind.BOARD, everything())
    plan = workbook(northbridge(), Kind.PLAN, everything())
    assert words.MEAN_NOTE in whole.notes
    assert words.MEAN_NOTE not in plan.notes
    assert set(plan.notes) < set(whole.notes)
    assert any("score aimed at" in note for note in plan.notes)
    assert not any(note.startswith(("Priorities:", "Minimum scores")) for note in plan.notes)


def test_the_record_is_one_row_a_descriptor_whatever_the_kind() -> None:
    """The columns do not depend on what stands beside the assessment; a workbook shows fewer of them."""
    alone, beside = workbook(northbridge()), workbook(northbridge(), beside=everything())
    assert [field.key for field in alone.records.fields] == [field.key for field in beside.records.fields]
    assert len(alone.records.rows) == 31
    assert workbook(northbridge(), Kind.SUMMARY).records == alone.records
    shown = {field.key: field.shown for field in alone.records.fields}
    assert [key for key, is_shown in shown.items() if not is_shown] == [
        "section_id",
        "previous_score",
        "previous_period",
    ]
    heading = next(field for field in beside.records.fields if field.key == "previous_score")
    assert (heading.shown, heading.heading) == (True, "Score in 2022")
    known = ("ehsg-2022", "Northbridge (fictional)", "E08999999", "2023", "submitted")
    assert dict(alone.common) == dict(zip(COMMON, (*known, None, None, None), strict=True))
    assert dict(beside.common) == dict(
        zip(COMMON, (*known, "Northbridge (fictional)", "same", None), strict=True)
    )


def test_the_record_of_a_plan_is_one_row_an_action() -> None:
    """Those on priorities first, with what had happened; an action on no descriptor names none."""
    records = workbook(northbridge(), Kind.PLAN, everything()).records
    assert column(records, "action_id") == ["A1", "A2", "A3", "A4", "A5", "A6"]
    assert column(records, "descriptor")[-1] == ""
    assert column(records, "priority") == ["yes"] * 5 + ["no"]
    assert column(records, "target") == [3, None, None, 2, 2, None]
    assert str(column(records, "progress")[0]).startswith("2023-09-14: The supplier")


def test_an_action_of_which_little_is_recorded() -> None:
    """Everything missing is nothing; a descriptor that the guide does not know stands as it was typed."""
    plan = Plan(
        ehsg="plan/1",
        actions=(Action(descriptor="ZZ9", progress=(Progress(), None, Progress(note="Done."))), None),
    )
    book = workbook(northbridge(), Kind.PLAN, Beside(plan=plan))
    (row,) = book.records.rows
    assert row == (None, "ZZ9", None, None, "no", None, None, None, None, None, "\nDone.")
    assert sheet(book, "progress_notes").rows == ((None, None, None), (None, None, "Done."))
    assert column(sheet(book, "progress"), "no_status") == [0, 0, 0, 0, 1]


def test_progress_counts_the_actions_by_status() -> None:
    """A row a priority, then all priorities, then the whole plan."""
    progress = sheet(workbook(northbridge(), Kind.PLAN, everything()), "progress")
    assert column(progress, "descriptor") == ["DA5", "WF5", "CO5", "", ""]
    assert column(progress, "target") == [3, 2, 2, "", ""]
    counts = [column(progress, key) for key in ("actions", "done", "in_progress", "not_started", "stopped")]
    assert list(zip(*counts, strict=True))[-2:] == [(5, 1, 3, 1, 0), (6, 1, 3, 1, 1)]


def test_the_cover_says_what_to_know_first() -> None:
    """The answer, what it is of, the signs, where it comes from and on what terms."""
    said = dict(workbook(draft()).cover)
    assert list(said)[:2] == ["DRAFT", "Headline"]
    assert said["Area"] == "Northbridge (fictional)"
    assert said["Status"] == "draft"
    assert "[x] means not available" in said["What the signs mean"]
    assert said["SHA-256 of the file"] == "0" * 64
    assert "Open Government Licence" in said["Licence"]
    assert "DRAFT" not in dict(workbook(northbridge()).cover)


def test_nothing_unseen_is_in_any_text() -> None:
    """Control characters of a hostile file are shown, in every table and on the cover."""
    style = HOSTILE_STYLE
    beside = hostile_beside()
    whole = paper(hostile(), Kind.FULL, beside, style=style)
    book = view_workbook(whole, results(hostile(), beside), tables_of_change(hostile(), beside))
    texts = [cell for each in book.sheets for row in each.rows for cell in row if isinstance(cell, str)]
    texts += [fact.text for fact in book.cover] + list(book.notes) + [each.title for each in book.sheets]
    assert sum("\N{SYMBOL FOR ESCAPE}" in text for text in texts) > 31
    assert all(words.visible(text) == text for text in texts)
