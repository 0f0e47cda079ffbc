"""A plan and what can be wrong with its shape; which guide it answers."""

# ruff: noqa: E501  # a table of cases reads best with a case a line

import shutil
from pathlib import Path

import pytest

from ehsg_cli.assessment.plans import Plan
from ehsg_cli.diagnostics import Severity
from ehsg_cli.rules.checking import check_file
from tests.helpers import NORTHBRIDGE, PACK, changed, check, content_of, errors, only_error, said

HEAD = "ehsg: plan/1\nguide: ehsg-2022\narea: {name: Northbridge (fictional)}\n"
FREE = HEAD.replace("guide: ehsg-2022\n", "")
ACTION = """\
  - id: A1
    descriptor: DA3
    action: Show families' needs on the practitioner's desktop
    owner: Data and insight lead
    due: 2023-03-31
    status: in progress
    target: 4
    progress: [{on: 2022-12-01, note: Supplier engaged}]
"""
TEXT = f"{HEAD}actions:\n{ACTION}"


def test_a_sound_plan(tmp_path: Path) -> None:
    """The example of the format: nothing is said against it, and everything in it is read."""
    checked = check(tmp_path, TEXT)
    assert checked.findings == ()
    (action,) = content_of(checked, Plan).actions
    assert action is not None
    assert (action.id, action.descriptor, action.owner, action.target) == (
        "A1",
        "DA3",
        "Data and insight lead",
        4,
    )
    assert (str(action.due), action.status) == ("2023-03-31", "in progress")
    (progress,) = action.progress
    assert progress is not None
    assert (str(progress.on), progress.note) == ("2022-12-01", "Supplier engaged")


def test_what_is_optional_may_be_blank_or_left_out(tmp_path: Path) -> None:
    """Descriptor, target, progress and the guide; blank is absent."""
    bare = ACTION.replace("    descriptor: DA3\n", "    descriptor:\n").replace(
        "    target: 4\n", "    target: ~\n"
    )
    bare = bare[: bare.index("    progress")] + "    progress:\n"
    for head in (HEAD, FREE, FREE + "guide:\n", HEAD.replace("area: {name", "area: {code: , name")):
        assert check(tmp_path, f"{head}actions:\n{bare}").findings == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column", "message"),
    [
        ("descriptor: DA3", "descriptor: DA9", "EH203", 6, 17, '"DA9" is no descriptor of this guide'),
        ("descriptor: DA3", "descriptor: da3", "EH203", 6, 17, '"da3" is no descriptor of this guide'),
        ("descriptor: DA3", "descriptor: 9.3", "EH204", 6, 17, "9.3 is a number on the form; here the id DA3 belongs"),
        ("descriptor: DA3", 'descriptor: "9.3"', "EH204", 6, 17, "9.3 is a number on the form; here the id DA3 belongs"),
        ("descriptor: DA3", "descriptor: [DA3]", "EH104", 6, 5, "descriptor needs a text, and has a list"),
        ("descriptor: DA3", "descriptors: DA3", "EH103", 6, 5, '"descriptors" is not a key that can stand here'),
        ("owner: Data and insight lead", "owner: 7", "EH104", 8, 12, "owner needs a text, and has 7"),
        ("due: 2023-03-31", "due: 2023-02-30", "EH105", 9, 10, 'the text "2023-02-30" is not a date'),
        ("due: 2023-03-31", "due: 2023", "EH105", 9, 10, "2023 is not a date"),
        ("due: 2023-03-31", "due: 31/03/2023", "EH105", 9, 10, 'the text "31/03/2023" is not a date'),
        ("status: in progress", "status: In progress", "EH107", 10, 13, 'status cannot be "In progress"'),
        ("status: in progress", "status: true", "EH107", 10, 13, 'status cannot be "true"'),
        ("status: in progress", "status: [done]", "EH104", 10, 5, "status needs a word, and has a list"),
        ("target: 4", "target: 6", "EH202", 11, 13, "6 is not on the guide's scale of 0 to 5"),
        ("target: 4", "target: 3.5", "EH207", 11, 13, "3.5 looks like an average; a score is one whole number (0 to 5)"),
        ("target: 4", f"target: {'9' * 5000}", "EH202", 11, 13, None),
        ("target: 4", "target: {score: 4}", "EH202", 11, 5, "a score is one whole number, and here stands a group of keys"),
        ("[{on: 2022-12-01,", "[{on: 2022-13-01,", "EH105", 12, 21, 'the text "2022-13-01" is not a date'),
        ("[{on: 2022-12-01,", "[{on: 2022-12-01, by: me,", "EH103", 12, 33, '"by" is not a key that can stand here'),
        ("[{on: 2022-12-01, note: Supplier engaged}]", "Supplier", "EH104", 12, 15, 'progress needs a list, and has the text "Supplier"'),
    ],
)  # fmt: skip
def test_a_mistake_in_an_action(
    tmp_path: Path, old: str, new: str, code: str, line: int, column: int, message: str | None
) -> None:
    """One error for one mistake, at its place; the rest of the action is read."""
    checked = check(tmp_path, changed(TEXT, old, new))
    finding = only_error(checked)
    assert finding.span is not None
    assert (finding.code, finding.span.line, finding.span.column) == (code, line, column)
    assert message in (None, finding.message)
    (action,) = content_of(checked, Plan).actions
    assert action is not None
    assert action.id == "A1"


@pytest.mark.parametrize("entry", ["Do it", "7", "[a, b]", "true"])
def test_one_bad_action_does_not_end_the_plan(tmp_path: Path, entry: str) -> None:
    """What is no group of keys is one finding; the other actions keep their places and are judged."""
    text = f"{HEAD}actions:\n  - {entry}\n{ACTION.replace('due: 2023-03-31', 'due: soon')}"
    assert [(s.code, s.line) for s in said(errors(check(tmp_path, text)))] == [("EH104", 5), ("EH105", 10)]


@pytest.mark.parametrize("value", ["{A1: {action: x}}", "x", "3", "true"])
def test_actions_that_are_no_list(tmp_path: Path, value: str) -> None:
    """One error, and no word of nothing being there."""
    checked = check(tmp_path, f"{HEAD}actions: {value}\n")
    finding = only_error(checked)
    assert (finding.code, finding.message.split(",")[0]) == ("EH104", "actions needs a list")
    assert len(checked.findings) == 1


@pytest.mark.parametrize("nothing", ["", "actions:\n", "actions: []\n", "actions: [~, ]\n"])
def test_a_plan_with_nothing_in_it_is_noted(tmp_path: Path, nothing: str) -> None:
    """Missing or blank, it is a note."""
    (finding,) = check(tmp_path, HEAD + nothing).findings
    assert (finding.code, finding.severity) == ("EH123", Severity.NOTE)
    assert finding.message == "the file holds no action yet"


def test_an_assessments_keys_are_none_of_a_plan(tmp_path: Path) -> None:
    """Unknown keys are errors; the keys there are come in the hint."""
    finding = only_error(check(tmp_path, f"{TEXT}period: 2022\n"))
    assert (finding.code, finding.hint) == ("EH103", "the keys here are ehsg, guide, area and actions")


# Which guide a plan answers


def test_a_guide_that_is_named_is_looked_up(tmp_path: Path) -> None:
    """One that is not there is an error as in every file; the rest of the plan is read."""
    text = changed(TEXT, "ehsg-2022", "ehsg-1922").replace("DA3", "XX9")
    checked = check(tmp_path, text)
    assert only_error(checked).code == "EH201"
    assert content_of(checked, Plan).actions


def test_without_a_guide_descriptors_are_held_against_nothing(tmp_path: Path) -> None:
    """No guide named and no assessment beside: only the shape is looked at, and no guide is reported."""
    text = f"{FREE}actions:\n{ACTION}".replace("DA3", "XX9").replace("target: 4", "target: 44")
    checked = check(tmp_path, text)
    assert checked.findings == ()
    assert checked.file.guide is None
    assert only_error(check(tmp_path, changed(text, "target: 44", "target: 4 or 5"))).code == "EH104"
    # It may be a word of a scale that is not known here.
    assert check(tmp_path, changed(text, "target: 44", "target: mostly yes")).findings == ()


@pytest.mark.parametrize(
    "area", ["Northbridge (fictional)", "northbridge  (FICTIONAL) ", '"Northbridge (fictional)"']
)
def test_the_guide_of_the_assessment_beside_holds(tmp_path: Path, area: str) -> None:
    """It names the same area, capitals and spaces aside."""
    (tmp_path / "assessment.yaml").write_text(NORTHBRIDGE, encoding="utf-8")
    text = f"{FREE.replace('Northbridge (fictional)', area)}actions:\n{ACTION.replace('DA3', 'DA9')}"
    checked = check(tmp_path, text, "plan.yaml")
    assert [f.code for f in checked.findings] == ["EH203"]
    assert checked.file.guide is not None
    assert checked.file.guide.id == "ehsg-2022"


@pytest.mark.parametrize("area", ["Southbridge", "", "[Northbridge]"])
def test_the_assessment_of_another_area_holds_nothing(tmp_path: Path, area: str) -> None:
    """Nor does one in a file that names no area."""
    (tmp_path / "assessment.yaml").write_text(NORTHBRIDGE, encoding="utf-8")
    text = f"{FREE.replace('Northbridge (fictional)', area)}actions:\n{ACTION.replace('DA3', 'DA9')}"
    checked = check(tmp_path, text, "plan.yaml")
    assert checked.file.guide is None
    assert "EH203" not in {f.code for f in checked.findings}


def test_of_two_assessments_the_later_ones_guide_holds(tmp_path: Path) -> None:
    """A partnership that moved on to another guide plans by that."""
    shutil.copytree(PACK, tmp_path / "guide" / "own-1")
    head = tmp_path / "guide" / "own-1" / "guide.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("id: ehsg-2022", "id: own-1"), encoding="utf-8")
    for year, guide in (("2022", "ehsg-2022"), ("2023", "own-1")):
        text = (
            f"ehsg: assessment/1\nguide: {guide}\narea: {{name: Northbridge (fictional)}}\nperiod: {year}\n"
        )
        (tmp_path / f"{year}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(f"{FREE}actions:\n{ACTION}", encoding="utf-8")
    guide_of = check_file(str(tmp_path / "plan.yaml")).file.guide
    assert guide_of is not None
    assert guide_of.id == "own-1"
    # Where the two stand for the same period nobody can tell.
    (tmp_path / "2022.yaml").write_text(
        (tmp_path / "2023.yaml").read_text(encoding="utf-8").replace("own-1", "ehsg-2022"), encoding="utf-8"
    )
    assert check_file(str(tmp_path / "plan.yaml")).file.guide is None
