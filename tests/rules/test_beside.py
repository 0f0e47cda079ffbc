"""Rules that look beyond the file: an assessment beside its plan, a plan beside its assessment."""

from pathlib import Path

import pytest

from ehsg_cli.diagnostics import Finding
from ehsg_cli.rules.checking import check_file, check_files
from tests.helpers import GATESHEAD, NORTHBRIDGE, changed

AREA = "area: {name: Northbridge (fictional)}\n"
PLAN = f"ehsg: plan/1\n{AREA}actions:\n"


def action(number: int, descriptor: str, more: str = "status: in progress") -> str:
    first = f"id: A{number}, descriptor: {descriptor}, action: x, owner: Data lead"
    return f"  - {{{first}, due: 2024-03-31, {more}}}\n"


ALL = action(1, "DA5") + action(2, "WF5") + action(3, "CO5")


def told(folder: Path, name: str, code: str) -> list[Finding]:
    """What is said of a file of a folder under a code."""
    return [finding for finding in check_file(str(folder / name)).findings if finding.code == code]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the invented area's assessment."""
    (tmp_path / "area.yaml").write_text(NORTHBRIDGE, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "plan.yaml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


# EH315: a priority with no action in the plan


def test_a_priority_without_an_action_is_told_at_the_priority(folder: Path) -> None:
    """In the assessment, once for each such priority, with the plan's name and the clause."""
    write(folder, PLAN + action(1, "DA5") + action(2, "LE1"))
    found = told(folder, "area.yaml", "EH315")
    assert [f.message for f in found] == [
        "WF5 is a priority, and no action in the plan is for it",
        "CO5 is a priority, and no action in the plan is for it",
    ]
    rows = NORTHBRIDGE.split("\n")
    for finding, id in zip(found, ("WF5", "CO5"), strict=True):
        assert finding.severity.value == "warning"
        assert finding.span is not None
        assert f"- id: {id}" in rows[finding.span.line - 1]
    assert found[0].hint == (
        "add an action with `descriptor: WF5` to plan.yaml, or name it at the action that is meant "
        "(National submission form, 2022: Section 11, Selection of descriptors)"
    )


def test_in_a_draft_it_is_a_note(folder: Path) -> None:
    """What is not agreed cannot be planned for yet."""
    write(folder, PLAN + action(1, "DA5"))
    write(folder, changed(NORTHBRIDGE, "status: submitted", "status: draft"), "area.yaml")
    assert {f.severity.value for f in told(folder, "area.yaml", "EH315")} == {"note"}


def test_an_action_that_was_stopped_is_none(folder: Path) -> None:
    """And is said to have been; one that is done counts."""
    write(
        folder,
        PLAN
        + action(1, "DA5", "status: stopped")
        + action(2, "WF5", "status: done")
        + action(3, "CO5", "status: "),
    )
    (finding,) = told(folder, "area.yaml", "EH315")
    assert finding.message == "DA5 is a priority, and the plan's only actions for it were stopped"


def test_two_plans_are_taken_together(folder: Path) -> None:
    """A partnership may keep one for each board."""
    write(folder, PLAN + action(1, "DA5"), "data-plan.yaml")
    write(folder, PLAN + action(1, "WF5"), "workforce-plan.yml")
    (finding,) = told(folder, "area.yaml", "EH315")
    assert finding.message.startswith("CO5 ")
    assert "data-plan.yaml or workforce-plan.yml" in finding.hint


SILENT = {
    "every priority has an action": PLAN + ALL,
    "another area's plan": PLAN.replace("Northbridge", "Southbridge") + action(1, "LE1"),
    "a plan that names no area": "ehsg: plan/1\nactions:\n" + action(1, "LE1"),
    "a plan by another family of guides": PLAN.replace(AREA, f"guide: own-1\n{AREA}") + action(1, "LE1"),
    "a plan with a mistake in it": PLAN + action(1, "9.5") + action(2, "WF5") + action(3, "CO5"),
    "a plan that cannot be read": PLAN + "  - {id: [\n",
    "measures": "ehsg: measures/1\n" + AREA + "measures: []\n",
    "nobody's file": PLAN.replace("ehsg: plan/1\n", ""),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(folder: Path, name: str) -> None:
    """Where every priority is planned for, and where no sound plan of the area is there."""
    write(folder, SILENT[name])
    assert told(folder, "area.yaml", "EH315") == []


def test_it_is_silent_without_a_plan(folder: Path) -> None:
    """Nobody has to keep one; a plan elsewhere is not beside it."""
    (folder / "plans").mkdir()
    write(folder, PLAN + action(1, "LE1"), "plans/plan.yaml")
    assert told(folder, "area.yaml", "EH315") == []


@pytest.mark.parametrize("period", ["2024", "2023-24", "2024-Q1", ""])
def test_the_plan_goes_with_the_later_assessment(folder: Path, period: str) -> None:
    """Last year's priorities are not held against this year's plan; nor where the years cannot be told."""
    write(folder, PLAN + action(1, "LE1"))
    write(folder, changed(NORTHBRIDGE, "period: 2023", f"period: {period}"), "other.yaml")
    assert told(folder, "area.yaml", "EH315") == []
    assert len(told(folder, "other.yaml", "EH315")) == (3 if period else 0)


@pytest.mark.parametrize("period", ["2022", "2023", "2022-23"])
def test_an_earlier_assessment_takes_nothing_away(folder: Path, period: str) -> None:
    """Nor one of the same period, which may be a copy."""
    write(folder, PLAN + action(1, "LE1"))
    write(folder, changed(NORTHBRIDGE, "period: 2023", f"period: {period}"), "other.yaml")
    assert len(told(folder, "area.yaml", "EH315")) == 3


def test_another_areas_assessment_is_of_no_account(folder: Path) -> None:
    """Several areas may share a folder, each with its plan."""
    write(folder, PLAN + ALL)
    write(folder, changed(GATESHEAD, "period: 2022", "period: 2024"), "gateshead.yaml")
    assert told(folder, "area.yaml", "EH315") == []
    assert told(folder, "gateshead.yaml", "EH315") == []
    write(folder, PLAN.replace("Northbridge (fictional)", "Gateshead") + action(1, "DA3"), "g-plan.yaml")
    assert [f.message[:4] for f in told(folder, "gateshead.yaml", "EH315")] == ["DA5 ", "DA7 "]


def test_checking_many_files_says_the_same_as_checking_each(folder: Path) -> None:
    """In one process and in two."""
    write(folder, PLAN + action(1, "LE1"))
    paths = [str(folder / name) for name in ("area.yaml", "plan.yaml")]
    alone = [[finding.code for finding in check_file(path).findings] for path in paths]
    assert alone[0].count("EH315") == 3
    for jobs in (1, 2):
        outcomes = list(check_files(paths, jobs))
        assert [[finding.code for finding in each.findings] for each in outcomes] == alone
        assert [each.area for each in outcomes] == ["Northbridge (fictional)"] * 2


# EH705: a target that is not above the present score


@pytest.mark.parametrize(("target", "told_of"), [(1, True), (2, True), (3, False)])
def test_a_target_is_held_against_the_assessment_beside(folder: Path, target: int, told_of: bool) -> None:
    """DA5 was given 2."""
    write(folder, PLAN + action(1, "DA5", f"status: in progress, target: {target}"))
    found = told(folder, "plan.yaml", "EH705")
    assert [f.message for f in found] == (
        [f"action A1 aims at {target} for DA5, which was given 2 in 2023"] if told_of else []
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  name: Northbridge (fictional)", "  name: Southbridge"),
        ("guide: ehsg-2022", "guide: ehsg-1922"),
        ("    score: 4", "    score: 9"),
        ("  DA5:\n    score: 2", "  DA5:\n    score:"),
    ],
)
def test_it_is_silent_without_a_sound_assessment(folder: Path, old: str, new: str) -> None:
    """Another area's, one that cannot be read, one with mistakes, and one that gives no score."""
    write(folder, changed(NORTHBRIDGE, old, new), "area.yaml")
    write(folder, PLAN + action(1, "DA5", "status: in progress, target: 1"))
    assert told(folder, "plan.yaml", "EH705") == []


@pytest.mark.parametrize("status", ["done", "stopped"])
def test_a_finished_action_has_reached_its_target(folder: Path, status: str) -> None:
    """Then the target is history."""
    write(folder, PLAN + action(1, "DA5", f"status: {status}, target: 2"))
    assert told(folder, "plan.yaml", "EH705") == []


def test_the_latest_assessment_is_the_one_to_compare_with(folder: Path) -> None:
    """And nothing is said where two stand for the same period."""
    write(folder, PLAN + action(1, "DA5", "status: in progress, target: 3"))
    later = changed(
        changed(NORTHBRIDGE, "period: 2023", "period: 2024"), "  DA5:\n    score: 2", "  DA5:\n    score: 3"
    )
    write(folder, later, "later.yaml")
    (finding,) = told(folder, "plan.yaml", "EH705")
    assert finding.message.endswith("which was given 3 in 2024")
    write(folder, later, "copy.yaml")
    assert told(folder, "plan.yaml", "EH705") == []


def test_two_files_that_look_at_one_another_do_not_go_round(folder: Path) -> None:
    """An assessment reads the plan, and the plan the assessment, and neither asks the other's rules."""
    write(folder, PLAN + action(1, "DA5", "status: in progress, target: 2"))
    assert len(told(folder, "area.yaml", "EH315")) == 2
    assert len(told(folder, "plan.yaml", "EH705")) == 1
