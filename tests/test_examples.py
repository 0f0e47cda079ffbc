"""The examples: sound files and a broken one, none of which names a person."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from ehsg_cli import (
    check_autonomy,
    check_priorities,
    load_assessment,
    load_guide,
    summarise,
    validate,
)
from ehsg_cli.assessment.plans import ActionStatus, Plan
from ehsg_cli.diagnostics import Severity
from ehsg_cli.rules.checking import check_file
from ehsg_cli.rules.outcomes import outcome_of

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
GATESHEAD = EXAMPLES / "gateshead-2022.yaml"
NORTHBRIDGE = EXAMPLES / "northbridge-2023.yaml"
EARLIER = EXAMPLES / "northbridge-2022.yaml"
BROKEN = EXAMPLES / "northbridge-2023-broken.yaml"
IN_WORDS = EXAMPLES / "northbridge-2020.yaml"
ASSESSMENTS = (GATESHEAD, IN_WORDS, EARLIER, NORTHBRIDGE, BROKEN)
PLAN = EXAMPLES / "northbridge-plan.yaml"
MEASURES = EXAMPLES / "northbridge-measures.yaml"
RESPONSE = EXAMPLES / "northbridge-response-police.yaml"
WORKFORCE = EXAMPLES / "northbridge-workforce.yaml"
EVERY = (*ASSESSMENTS, PLAN, MEASURES, RESPONSE, WORKFORCE)


def test_the_readme_tells_of_every_example() -> None:
    """A file that nobody explains is not there."""
    files = sorted(path.name for path in EXAMPLES.glob("*.yaml"))
    assert files == sorted(path.name for path in EVERY)
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"({name})" in readme for name in files)


# What is noted about the real return, each for a reason that can be looked up in it: it shows neither the day
# it was sent nor the answers on sharing; and education completed 26% of assessments, while 26% of teams
# around the family are led from outside one service.
NOTES = [
    ("EH115", "submitted", ""),
    ("EH503", "sharing", ""),
    ("EH408", "descriptors.WF1.working_well", "26%"),
]


def test_gateshead_is_sound() -> None:
    """Nothing is wrong with a real return; a dozen notes at the most, and each of them right."""
    found = validate(GATESHEAD)
    assert [(f.code, str(f.pointer), f.words) for f in found] == NOTES
    assert {f.severity for f in found} == {Severity.NOTE}
    assert len(NOTES) <= 12


def test_northbridge_is_free_of_errors() -> None:
    """Its data model has changed, and it is warned that the form does not say which level counts."""
    assert [(f.code, f.severity, str(f.pointer)) for f in validate(NORTHBRIDGE)] == [
        ("EH308", Severity.WARNING, "data_model.current_level")
    ]


def test_the_example_of_2020_is_a_draft_that_shows_all_four_words() -> None:
    """Nothing is wrong in it, and it says that its area is invented."""
    assessment, guide = load_assessment(IN_WORDS), load_guide("ehsg-2020")
    assert {finding.code for finding in validate(IN_WORDS)} == {"EH206"}
    overall = summarise(assessment, guide).overall
    assert (overall.descriptors, overall.scored) == (66, 61)
    assert all(count > 0 for count in overall.distribution.values())
    assert "FICTIONAL" in IN_WORDS.read_text(encoding="utf-8").splitlines()[0]


def test_northbridge_shows_the_whole_scale_and_every_key() -> None:
    """Every score of the scale, and each key an assessment may hold but one: it came from no other area."""
    assessment, guide = load_assessment(NORTHBRIDGE), load_guide("ehsg-2022")
    overall = summarise(assessment, guide).overall
    assert overall.scored == 31
    assert all(count > 0 for count in overall.distribution.values())
    assert check_priorities(assessment, guide).verdict.value == "met"
    assert assessment.model_fields_set == set(type(assessment).model_fields)
    assert assessment.area.model_fields_set == set(type(assessment.area).model_fields) - {"predecessors"}
    for part in (assessment.agreed, assessment.data_model, *assessment.follow_up.values()):
        assert part.model_fields_set == set(type(part).model_fields)
    assert set(assessment.sharing) == set(guide.audiences)
    assert set(assessment.methods) == {method.id for method in guide.methods}


def test_gateshead_claims_nothing_that_its_return_does_not_show() -> None:
    """How it was done, who agreed it, when it was sent and the answers on sharing are left out."""
    assessment = load_assessment(GATESHEAD)
    assert not {"method", "agreed", "submitted", "sharing"} & assessment.model_fields_set
    assert check_autonomy(assessment, load_guide("ehsg-2022")).verdict.value == "undetermined"


# The line of the file, the code, and what a part of the message is.
MISTAKES = [
    (14, "EH107", 'status cannot be "final"'),
    (15, "EH105", "2023-02-30"),
    (19, "EH307", "7 is no data model level"),
    (27, "EH103", '"working_wel"'),
    (37, "EH202", "quotation marks"),
    (46, "EH207", "2.5 looks like an average"),
    (54, "EH204", "FV4"),
    (62, "EH203", '"FV9" is no descriptor'),
    (82, "EH013", "WF2 stands twice"),
    (92, "EH202", "6 is not on the guide's scale"),
    (115, "EH301", "DA5 is already priority 1"),
    (115, "EH203", '"DA8" is no descriptor'),
    (119, "EH502", '"yes"'),
]


def test_the_broken_example_shows_its_mistakes() -> None:
    """Each at its line, all of them at once, and nothing else as an error."""
    errors = [finding for finding in validate(BROKEN) if finding.severity is Severity.ERROR]
    assert [(f.span and f.span.line, f.code) for f in errors] == [(line, code) for line, code, _ in MISTAKES]
    for finding, (_, _, part) in zip(errors, MISTAKES, strict=True):
        assert part in finding.message + finding.hint


def test_the_broken_example_says_how_to_mend_each_mistake() -> None:
    """A hint for every finding; for a slip of the pen the right word."""
    found = validate(BROKEN)
    assert all(finding.hint for finding in found)
    hints = {finding.span.line: finding.hint for finding in found if finding.span}
    assert hints[27] == "did you mean working_well?"
    assert hints[54] == "write FV4 in place of 5.4"


# What stands beside the assessment


@pytest.mark.parametrize("path", [PLAN, MEASURES, RESPONSE], ids=lambda path: path.name)
def test_what_stands_beside_the_assessment_is_sound(path: Path) -> None:
    """Nothing at all is said against it, and it is held against the assessment's guide."""
    checked = check_file(str(path))
    assert checked.findings == ()
    assert checked.file.guide is not None
    assert checked.file.guide.id == "ehsg-2022"


def test_the_workforce_table_is_partial_and_says_so() -> None:
    """The one thing that is noted, as the comment in the file announces."""
    assert [(f.code, f.severity) for f in validate(WORKFORCE)] == [("EH605", Severity.NOTE)]
    assert "notes which of the guide's roles stand in no row" in WORKFORCE.read_text(encoding="utf-8")


def test_the_plan_has_an_action_for_each_priority() -> None:
    """Of the assessment beside it, as its comment says; and one that is for none of them."""
    plan = check_file(str(PLAN)).file.content
    assert isinstance(plan, Plan)
    named = [action.descriptor for action in plan.actions if action is not None]
    assert {*named} == {*load_assessment(NORTHBRIDGE).chosen, None}
    assert {action.status for action in plan.actions if action is not None} == set(get_args(ActionStatus))


def test_without_its_action_a_priority_is_told_of(tmp_path: Path) -> None:
    """What the readme tells to try: take an action out of the plan."""
    for path in (NORTHBRIDGE, PLAN):
        shutil.copy(path, tmp_path)
    plan = tmp_path / PLAN.name
    text = plan.read_text(encoding="utf-8")
    without = text[: text.index("  # Priority CO5")] + text[text.index("  # Not a priority") :]
    plan.write_text(without, encoding="utf-8")
    (finding,) = [f for f in validate(tmp_path / NORTHBRIDGE.name) if f.code == "EH315"]
    assert finding.message == "CO5 is a priority, and no action in the plan is for it"


# Words that make up names of boards, services, schemes, places and months. Two capitalised words in a row
# that are none of these may be somebody's name: a person looks at them before they are added here.
_WORDS = """
    Abuse Action Advice Advisory Be Board Book Carers Centre Child Children Citizens Co Conference Conflict
    Counselling Data Deputy Director Domestic Early East Facebook Family Fatherhood Felling Fell Foodbank
    Forum Framework From Fund Gateshead Grant Group Growing Health Healthy Help High Hub Hubs Improvement In
    Institute January February March June July October Justice Lead Learning Life Little Local Management
    Maternity Neighbourhood North Northbridge Northumbria Offer One Orange Our Outcomes Parental Parents
    Partnership Pathway Plan Play Plus Police Practitioner Prosperity Protection Public Reducing
    Relationships Round
    Safeguarding Service Services Shared Since Social Strategy Stronger Supporting Systems Team The Trust Tyne
    Use Voices Voluntary Wear Wellbeing Families Workers Youth
"""
NOT_A_PERSON = frozenset(_WORDS.split())


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_no_individual_is_named(path: Path) -> None:
    """No pair of capitalised words that is not a board, service, scheme, place or date; no honorific."""
    text = " ".join(path.read_text(encoding="utf-8").split())
    entries = " questions: " if path == IN_WORDS else " descriptors: "
    said = text.split(entries)[1] if path in ASSESSMENTS else text
    runs = re.findall(r"\b[A-Z][a-z]+(?:['’ -]+[A-Z][a-z]+)+\b", said)
    assert runs or path not in ASSESSMENTS
    unknown = {run for run in runs if not set(re.split(r"['’ -]+", run)) <= NOT_A_PERSON}
    assert unknown == set()
    assert re.findall(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Sir|Dame|Lady|Lord)\b", text) == []


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_nobody_can_be_reached_by_what_an_example_says(path: Path) -> None:
    """No address for mail and no number to ring; a board agreed, not a person."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\S+@\S+|\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b|\+44", text) == []
    agreed = load_assessment(path).agreed.by if path in ASSESSMENTS else None
    assert agreed is None or agreed.endswith(("Board", "Partnership", "Group", "Committee", "Director"))


@pytest.mark.parametrize("path", [path for path in EVERY if path != GATESHEAD], ids=lambda path: path.name)
def test_an_invented_area_says_that_it_is(path: Path) -> None:
    """In the first line, and in the name that heads every report."""
    assert "FICTIONAL" in path.read_text(encoding="utf-8").split("\n")[0]
    assert outcome_of(check_file(str(path))).area == "Northbridge (fictional)"


def test_the_readme_shows_what_validate_says_of_the_broken_example() -> None:
    """Line by line, but for what it leaves out with three dots."""
    command = "$ ehsg validate examples/northbridge-2023-broken.yaml\n"
    shown = (ROOT / "README.md").read_text(encoding="utf-8").split(command)[1].split("```")[0].splitlines()
    done = subprocess.run(
        [sys.executable, "-m", "ehsg_cli", "validate", "examples/northbridge-2023-broken.yaml"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout.splitlines()
    assert [line for line in shown if line != "..." and line not in said] == []
    assert (shown[0], shown[-1]) == (said[0], said[-1])
