"""What a public paper leaves out: what is not known as a role is none."""

from pathlib import Path

import pytest

from ehsg_cli import load_guide
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.assessment.responses import Response
from ehsg_cli.judge.results import Audience, Beside
from ehsg_cli.rules.checking import check_file
from ehsg_cli.rules.publishing import OWNER_LEFT_OUT, against_publishing, for_the_public, is_role
from tests.helpers import EXAMPLES, check, content_of

ROLES = """
    Data and insight lead
    Principal analyst
    Chair of the practice group
    Quality assurance manager
    Localities manager
    Communications manager
    Head of Early Help
    Head of service, Early Help
    Early Help Partnership Board
    Northbridge Police
    Northbridge City Council
    Director of Children's Services
    Children’s Services
    Health visitors
    School nurses and health visitors
    Midwives
    Lead practitioners
    Family Hub Team 2
    Performance & Intelligence Manager
    Strategic Lead - Whole Family Working
    Team around the School co-ordinator
    Voluntary sector partners
    Housing
    EARLY HELP MANAGER
    Lead professional
    Key workers
    SEN manager
    North locality manager
    the manager
    Assistant Director for Early Help
"""
NO_ROLES = """
    Jane Smith
    JANE SMITH
    jane smith
    J. Smith
    Zeb
    Jane Smith, Service Manager
    Service Manager (Jane Smith)
    Service Manager - Jane Smith
    Service Manager: Jane
    Service Manager / Jane
    jane smith (manager)
    Jane Smith's team
    Head of service Anwar
    Will Young, manager
    May Lake, manager
    Mark Grant, lead
    April June, lead
    Councillor Young
    Cllr Jones
    Dr Patel
    Police (Sgt O'Neill)
    Zoë Müller, Leiterin
    Nurse Parks
    Constable Parks
    Councillor Parks
    Councillor Champion
    Engineer Parks
    Inspector Homes
    Nurse Fine, Early Help
    Manager and Nurse Fine
    Ward, Parks, manager
    manager (Ward)
    Wells manager
    Lakes manager
    West manager
    West's team
    Lane lead
    Homes manager
    Bright manager
    Supported Parks Manager
    Sen manager
    A Lead
    To Lead
    Lead for
    manager m.jones@northbridge.example
    Manager 07700 900123
    Manager at NE99 1ZZ
    someone
    ---
    ?
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("owner", lines(ROLES))
def test_roles_services_and_groups_are_shown(owner: str) -> None:
    """Those that words can tell."""
    assert is_role(owner, load_guide("ehsg-2022"), "Northbridge")


@pytest.mark.parametrize("owner", lines(NO_ROLES))
def test_whatever_may_be_a_person_is_none(owner: str) -> None:
    """With a role beside the name as well, and whatever words do not know."""
    assert not is_role(owner, load_guide("ehsg-2022"), "Northbridge")


def test_a_place_is_known_by_the_name_of_the_area() -> None:
    """Another area's is a word like any other."""
    guide = load_guide("ehsg-2022")
    assert is_role("Coventry City Council", guide, "Coventry")
    assert not is_role("Coventry City Council", guide, "Northbridge")
    assert not is_role("Coventry City Council", None, None)
    assert is_role("West Northamptonshire Council", guide, "West Northamptonshire")
    assert not is_role("West manager", guide, "West Northamptonshire")
    assert is_role("Service manager", None, None)


def test_a_name_of_the_local_list_is_none() -> None:
    """However much it looks like a role: the list is the partnership's own."""
    guide = load_guide("ehsg-2022")
    assert is_role("Quality Manager", guide, None)
    assert not is_role("Quality Manager", guide, None, ("Quality Manager",))


def test_what_is_as_long_as_a_story_is_no_role() -> None:
    """Nobody would read it as one."""
    assert not is_role("manager " * 40, load_guide("ehsg-2022"), None)


def test_the_cut_is_made_before_anything_is_judged() -> None:
    """Responses go whole, owners one by one; what was given stays as it was."""
    plan = Plan.model_validate(
        {
            "ehsg": "plan/1",
            "actions": [
                {"id": "A1", "owner": "Jane Smith"},
                None,
                {"id": "A2", "owner": "Service manager"},
                {},
            ],
        }
    )
    response = Response.model_validate({"ehsg": "response/1"})
    whole = Beside(plan=plan, responses=(response,))
    cut, left_out = for_the_public(whole, load_guide("ehsg-2022"), "Northbridge")
    assert left_out == ("A1",)
    assert cut.audience is Audience.PUBLIC
    assert cut.responses == ()
    assert cut.plan is not None
    assert [action.owner if action else None for action in cut.plan.actions] == [
        OWNER_LEFT_OUT,
        None,
        "Service manager",
        None,
    ]
    assert plan.actions[0] is not None
    assert plan.actions[0].owner == "Jane Smith"
    assert whole.audience is Audience.BOARD


def test_without_a_plan_nothing_is_left_out_of_it() -> None:
    """And it is for the public all the same."""
    cut, left_out = for_the_public(Beside(), load_guide("ehsg-2022"), None)
    assert (cut.plan, left_out, cut.audience) == (None, (), Audience.PUBLIC)


def test_the_owners_in_the_example_are_all_roles() -> None:
    """A plan as the documentation shows it can be published."""
    plan = content_of(check_file(str(EXAMPLES / "northbridge-plan.yaml")), Plan)
    owners = [action.owner for action in plan.actions if action and action.owner]
    assert len(owners) > 4
    assert all(is_role(owner, load_guide("ehsg-2022"), plan.area.name) for owner in owners)


def test_only_family_5_stands_against_publishing(tmp_path: Path) -> None:
    """Every code of it, of whatever severity, and none of another family; what a comment reviews is gone."""
    text = (EXAMPLES / "gateshead-2022.yaml").read_text(encoding="utf-8")
    checked = check(tmp_path, text)
    assert [finding.code for finding in against_publishing(checked)] == ["EH503"]
    assert len(checked.findings) > 1
    reviewed = text.replace("\nehsg:", "\n# ehsg: ignore[EH503] asked again this year\nehsg:", 1)
    assert against_publishing(check(tmp_path, reviewed)) == ()


def test_only_a_reason_is_a_review(tmp_path: Path) -> None:
    """A comment without one is none, and settings are none, whichever files they are for."""
    text = (EXAMPLES / "gateshead-2022.yaml").read_text(encoding="utf-8")
    silent = text.replace("\nehsg:", "\n# ehsg: ignore[EH503]\nehsg:", 1)
    checked = check(tmp_path, silent)
    assert "EH503" not in [finding.code for finding in checked.findings]
    assert [finding.code for finding in against_publishing(checked)] == ["EH503"]
    for settings in ('ignore = ["EH503"]', '[[paths]]\nmatch = "**"\nignore = ["EH503"]'):
        (tmp_path / "ehsg.toml").write_text(settings, encoding="utf-8")
        checked = check(tmp_path, text)
        assert "EH503" not in [finding.code for finding in checked.findings]
        assert [finding.code for finding in against_publishing(checked)] == ["EH503"]
