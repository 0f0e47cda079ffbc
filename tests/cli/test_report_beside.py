"""What stands beside an assessment or is named for it: held to its guide and area, told where it is wrong."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ehsg
from tests.helpers import put

AREA = """\
ehsg: assessment/1
guide: ehsg-2022
area: {name: Northbridge}
period: 2023
descriptors:
  FV1: {score: 3}
  DA3: {score: 2}
priorities: [DA3]
"""
PLAN = """\
ehsg: plan/1
area: {name: northbridge}
actions:
  - {id: A1, descriptor: DA3, action: Do this, owner: Data lead, due: 2024-03-31, status: done, target: 60}
  - {id: A2, descriptor: ZZ9, action: Do that, owner: Data lead, due: 2024-03-31, status: done}
"""
RESPONSE = """\
ehsg: response/1
guide: ehsg-2022
area: {name: Northbridge}
period: 2023
respondent: {organisation: Police, role: Inspector}
descriptors:
  FV1: {score: 2}
"""


@pytest.fixture
def area(tmp_path: Path) -> Path:
    return put(tmp_path / "area.yaml", AREA)


def counted(err: str, name: str) -> str:
    """What was said to stand against a file."""
    (line,) = [each for each in err.splitlines() if each.startswith(f"{name}: ")]
    return line.removeprefix(f"{name}: ").partition(" against")[0]


def test_a_plan_named_outright_is_held_to_the_guide_of_the_assessment(
    ehsg: Ehsg, area: Path, tmp_path: Path
) -> None:
    """It gets the findings that it gets beside it, and what is off the scale is in no paper."""
    put(tmp_path / "plan.yaml", PLAN)
    beside = ehsg("report", "area.yaml", "--format", "json")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "plan.yaml").rename(tmp_path / "elsewhere" / "plan.yaml")
    named = str(Path("elsewhere", "plan.yaml"))
    elsewhere = ehsg("report", "area.yaml", "--plan", named, "--format", "json")
    assert (beside.code, elsewhere.code) == (0, 0)
    told = [counted(beside.err, "plan.yaml"), counted(elsewhere.err, named)]
    assert "2 errors" in told[0]
    assert told[0] == told[1]
    assert "held against ehsg-2022; write `guide: ehsg-2022` in it" in elsewhere.err
    assert "write `guide:" not in beside.err
    for result in (beside, elsewhere):
        plan = json.loads(result.out)["plan"]
        assert [action["target"] for action in plan["actions"]] == [None, None]
        assert "ZZ9" not in result.out


def test_a_plan_that_names_its_guide_needs_none_lent(ehsg: Ehsg, area: Path, tmp_path: Path) -> None:
    """What `ehsg validate` shows of it is what is counted."""
    put(tmp_path / "elsewhere" / "plan.yaml", PLAN.replace("area:", "guide: ehsg-2022\narea:"))
    named = str(Path("elsewhere", "plan.yaml"))
    result = ehsg("chart", "progress", "area.yaml", "--plan", named)
    assert result.code == 0
    assert "held against" not in result.err
    findings = ehsg("validate", named, "--format", "json").json["counts"]
    assert counted(result.err, named).startswith(f"{findings['error']} errors")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("northbridge", "Southbridge"), "the plan is of Southbridge, and the assessment of Northbridge"),
        (("{name: northbridge}", "{}"), "the plan is of an area without a name"),
        (("area:", "guide: ehsg-2020\narea:"), "the plan is for ehsg-2020, and the assessment answers"),
    ],
    ids=["another area", "no area", "another guide"],
)
def test_another_plan_is_refused(
    ehsg: Ehsg, area: Path, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    """In one line, before anything is written."""
    put(tmp_path / "elsewhere" / "plan.yaml", PLAN.replace(*change))
    result = ehsg("report", "area.yaml", "--plan", "elsewhere/plan.yaml", "-o", "a.html")
    assert result.code == 2
    assert sum(said in line for line in result.err.splitlines()) == 1
    assert not Path("a.html").exists()


def test_what_is_wrong_in_companions_is_told(ehsg: Ehsg, area: Path, tmp_path: Path) -> None:
    """A line for the plan and one for the response, as for the assessment; nothing where nothing is wrong."""
    put(tmp_path / "plan.yaml", PLAN)
    put(tmp_path / "police.yaml", RESPONSE.replace("score: 2", "score: 9"))
    result = ehsg("report", "area.yaml", "-o", "a.html")
    assert result.code == 0
    assert "2 errors" in counted(result.err, "plan.yaml")
    assert "1 error" in counted(result.err, "police.yaml")
    assert "`ehsg validate police.yaml` shows them" in result.err


def test_responses_are_told_together(ehsg: Ehsg, area: Path, tmp_path: Path) -> None:
    """One line, however many there are; those that cannot be read have one of their own."""
    for name in ("a", "b", "c", "d"):
        put(tmp_path / f"{name}.yaml", RESPONSE.replace("score: 2", "score: 9"))
    put(tmp_path / "broken.yaml", RESPONSE + "priorities: [\n")
    result = ehsg("report", "area.yaml", "-o", "a.html")
    assert result.code == 0
    assert "area.yaml: 4 errors" in result.err
    assert "against 4 of 4 responses beside it; `ehsg validate .` shows them" in result.err
    assert (
        "area.yaml: 1 response beside it cannot be read, and so is left out; "
        "`ehsg validate broken.yaml` says why" in result.err
    )
    assert len(result.err.splitlines()) <= 4


def test_a_plan_that_cannot_be_read_is_told(ehsg: Ehsg, area: Path, tmp_path: Path) -> None:
    """The paper is written without it."""
    put(tmp_path / "plan.yaml", PLAN + "x: [\n")
    result = ehsg("report", "area.yaml", "-o", "a.html")
    assert result.code == 0
    assert "plan.yaml: this plan cannot be read, so it is left out" in result.err


@pytest.mark.parametrize(
    "arguments", [("report", "area.yaml", "--kind", "form"), ("chart", "dots", "area.yaml")]
)
def test_nothing_is_told_of_what_is_not_used(
    ehsg: Ehsg, area: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """The form's text and most charts are of the assessment alone."""
    put(tmp_path / "plan.yaml", PLAN)
    put(tmp_path / "police.yaml", RESPONSE.replace("score: 2", "score: 9"))
    result = ehsg(*arguments)
    assert result.code == 0
    assert "plan.yaml" not in result.err
    assert "police.yaml" not in result.err


@pytest.mark.parametrize("named", ["area.yaml", "copy.yaml"])
def test_an_assessment_is_not_earlier_than_itself(ehsg: Ehsg, area: Path, tmp_path: Path, named: str) -> None:
    """Neither the file nor a copy of it."""
    put(tmp_path / "copy.yaml", AREA)
    result = ehsg("report", "area.yaml", "--previous", named, "-o", "a.html")
    assert result.code == 2
    assert f"{named} is not earlier than area.yaml" in result.err
    assert not Path("a.html").exists()


def test_a_later_assessment_is_refused_as_the_earlier_one(ehsg: Ehsg, area: Path, tmp_path: Path) -> None:
    """What is shown as movement would run backwards."""
    put(tmp_path / "later.yaml", AREA.replace("2023", "2024"))
    for command in (("report", "area.yaml"), ("chart", "dots", "area.yaml")):
        result = ehsg(*command, "--previous", "later.yaml")
        assert result.code == 2
        assert "the assessment for 2024 is not earlier than this one, for 2023" in result.err


def test_an_assessment_of_the_same_period_may_be_compared_and_is_told(
    ehsg: Ehsg, area: Path, tmp_path: Path
) -> None:
    """As a return that was revised; the two are not both called by their year."""
    put(tmp_path / "first.yaml", AREA.replace("score: 3", "score: 1"))
    result = ehsg("report", "area.yaml", "--previous", "first.yaml")
    assert result.code == 0
    assert "first.yaml: it is for 2023, no earlier than area.yaml" in result.err
    assert "(1 earlier)" in result.out
    assert "1 in 2023" not in result.out
    put(tmp_path / "before.yaml", AREA.replace("2023", "2022"))
    assert "no earlier" not in ehsg("report", "area.yaml", "--previous", "before.yaml").err
