"""Earlier years in papers: any number of them, of an area or its predecessor; and the paper on change."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ehsg
from tests.helpers import changed, put

NOW = """\
ehsg: assessment/1
guide: ehsg-2022
area: {name: Northbridge}
period: 2023
status: agreed
agreed: {date: 2023-06-30, by: Early Help Board}
data_model: {submitted_level: 2}
descriptors:
  DA1: {score: 3, working_well: "We now share weekly. It shows."}
  DA2: {score: 2, working_well: "The same words."}
  DA3: {score: 1}
sharing: {dfe: acknowledged, coordinators: confirmed, departments: declined}
priorities: [DA1, DA2, DA3]
follow_up:
  DA1: {outcome: partly, note: "Two of five feeds."}
"""
BEFORE = (
    NOW.replace("period: 2023", "period: 2022")
    .replace("2023-06-30", "2022-06-30")
    .replace('score: 3, working_well: "We now share weekly', 'score: 2, working_well: "We share monthly')
    .replace('score: 2, working_well: "The same', 'score: 1, working_well: "The same')
    .partition("follow_up:")[0]
)
FIRST = BEFORE.replace("period: 2022", "period: 2021").replace("2022-06-30", "2021-06-30")


@pytest.fixture
def years(tmp_path: Path) -> Path:
    put(tmp_path / "area.yaml", NOW)
    put(tmp_path / "before.yaml", BEFORE)
    put(tmp_path / "first.yaml", FIRST)
    return tmp_path


CHANGE = ("report", "area.yaml", "--kind", "change")


@pytest.mark.usefixtures("years")
def test_a_paper_on_change_comes_in_every_format(ehsg: Ehsg) -> None:
    """Of papers, named after its kind; each is known again and written over."""
    formats = ("md", "html", "docx", "xlsx", "csv", "json")
    asked = [word for each in formats for word in ("--format", each)]
    for _ in range(2):
        result = ehsg(*CHANGE, "--previous", "before.yaml", "-o", "papers/", *asked)
        assert result.code == 0, result.err
    assert {each.name for each in Path("papers").iterdir()} == {f"area-change.{each}" for each in formats}


@pytest.mark.usefixtures("years")
def test_a_paper_on_change_needs_an_earlier_year(ehsg: Ehsg) -> None:
    """In one line, before anything is written."""
    result = ehsg(*CHANGE, "-o", "a.html")
    assert result.code == 2
    assert "area.yaml: a paper on what changed needs an earlier year" in result.err
    assert "--previous" in result.err
    assert not Path("a.html").exists()


@pytest.mark.usefixtures("years")
def test_the_board_paper_has_a_part_on_what_changed(ehsg: Ehsg) -> None:
    """With an earlier year, and without one it has none."""
    told = ehsg("report", "area.yaml", "--previous", "before.yaml").out
    assert "\n## What changed since 2022\n" in told
    assert "Of the three priorities of 2022, two score higher and one scores the same in 2023." in told
    assert "is word for word that of 2022, so it does not say why" in told
    assert "What changed" not in ehsg("report", "area.yaml").out


@pytest.mark.usefixtures("years")
def test_a_priority_leads_to_how_its_texts_were_rewritten(ehsg: Ehsg) -> None:
    """As a link on a page, and in words everywhere; where no text changed there is nothing to go to."""
    page = ehsg(*CHANGE, "--previous", "before.yaml", "--format", "html").out
    assert '<a href="#rewritten-DA1">For the words see What was rewritten.</a>' in page
    assert page.count('id="rewritten-DA1"') == 1
    assert "rewritten-DA2" not in page
    told = ehsg(*CHANGE, "--previous", "before.yaml").out
    assert told.count("For the words see What was rewritten.") == 1


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize("kind", ["board", "summary", "full"])
def test_the_first_points_say_whether_it_got_better(ehsg: Ehsg, kind: str) -> None:
    """In the summary it is all that is told of the earlier year; its JSON has the whole comparison."""
    asked = ("report", "area.yaml", "--kind", kind, "--previous", "before.yaml")
    told = ehsg(*asked).out
    assert (
        "\n* **Since 2022:** Of the three priorities of 2022, two score higher and one scores the same"
        in told
    )
    assert ("## What changed" in told) is (kind != "summary")
    assert ehsg(*asked, "--format", "json").json["change"]["scores"]
    assert "Since 2022" not in ehsg("report", "area.yaml", "--kind", kind).out


@pytest.mark.usefixtures("years")
def test_earlier_years_are_put_in_order_whatever_order_they_are_given_in(ehsg: Ehsg) -> None:
    """The last of them is the year beside each score; those before make a priority's story longer."""
    told = ehsg("report", "area.yaml", "--previous", "before.yaml", "--previous", "first.yaml")
    turned = ehsg("report", "area.yaml", "--previous", "first.yaml", "--previous", "before.yaml")
    assert told.code == 0
    assert "(2 in 2022)" in told.out
    assert "A priority three times in a row: 1 in 2021, 1 in 2022 and 1 in 2023" in told.out
    assert "Its score has not moved in all that time." in told.out
    assert "| Section | 2021 | 2022 | 2023 |" in told.out
    assert told.out.partition("## About")[0] == turned.out.partition("## About")[0]


@pytest.mark.usefixtures("years")
def test_two_of_one_time_are_refused(ehsg: Ehsg, tmp_path: Path) -> None:
    """Which of them would be last year's dot? Of one that is given twice that is said."""
    put(tmp_path / "again.yaml", BEFORE.replace("score: 2", "score: 4"))
    put(tmp_path / "quarter.yaml", changed(BEFORE, "period: 2022\n", "period: 2022-Q4\n"))
    for name, said, hint in (
        ("again.yaml", "before.yaml and again.yaml are both for 2022", "leave one of them out"),
        (
            "quarter.yaml",
            "before.yaml and quarter.yaml are for 2022 and 2022-Q4, which end at one time",
            "leave one of them out",
        ),
        ("before.yaml", "before.yaml is given twice with --previous", "leave one out"),
        ("./before.yaml", "./before.yaml is given twice with --previous", "leave one out"),
    ):
        result = ehsg("report", "area.yaml", "--previous", "before.yaml", "--previous", name)
        assert result.code == 2
        assert result.err.splitlines()[-2:] == [f"error: {said}", f"hint:  {hint}"]


@pytest.mark.usefixtures("years")
def test_one_of_several_without_a_period_is_refused(ehsg: Ehsg, tmp_path: Path) -> None:
    """Its place among them is not known; alone it may stand."""
    put(tmp_path / "undated.yaml", changed(BEFORE, "period: 2022\n", ""))
    result = ehsg("report", "area.yaml", "--previous", "before.yaml", "--previous", "undated.yaml")
    assert result.code == 2
    assert "undated.yaml has no period" in result.err
    alone = ehsg("report", "area.yaml", "--previous", "undated.yaml")
    assert alone.code == 0
    assert "\n## What changed\n" in alone.out


@pytest.mark.parametrize(
    ("boundaries", "refused", "said"),
    [
        ("same", False, "its boundaries are recorded as the same"),
        ("changed", True, "although its boundaries changed"),
        ("", True, "although nobody says whether its boundaries changed"),
    ],
)
def test_a_predecessor_is_compared_where_that_is_sound_or_asked_for(
    ehsg: Ehsg, years: Path, boundaries: str, refused: bool, said: str
) -> None:
    """And every paper and picture that has its scores says so."""
    came = f"area: {{name: Newbridge, predecessors: [{{name: Northbridge, boundaries: {boundaries}}}]}}"
    put(years / "area.yaml", NOW.replace("area: {name: Northbridge}", came))
    earlier: tuple[str, ...] = ("--previous", "before.yaml")
    result = ehsg("report", "area.yaml", *earlier)
    if refused:
        assert result.code == 2
        assert "--across-boundaries" in result.err
        assert ehsg("chart", "dots", "area.yaml", *earlier).code == 2
    else:
        assert result.code == 0
    earlier = (*earlier, "--across-boundaries")
    for kind in ("board", "summary", "full", "change"):
        told = ehsg("report", "area.yaml", "--kind", kind, *earlier)
        assert told.code == 0, told.err
        assert "* **Areas:** Newbridge came from Northbridge, and the two are compared" in told.out
        assert said in told.out.partition("\n## ")[0]
    assert "earlier scores of Northbridge" in ehsg("chart", "dots", "area.yaml", *earlier).out
    data = json.loads(ehsg("report", "area.yaml", *earlier, "--format", "json").out)
    assert data["previous"]["relation"] == "predecessor"
    assert data["previous"]["boundaries"] == (boundaries or None)


@pytest.mark.usefixtures("years")
def test_another_area_is_refused(ehsg: Ehsg, tmp_path: Path) -> None:
    """With --across-boundaries too: that is for areas that came from one another."""
    put(tmp_path / "other.yaml", BEFORE.replace("Northbridge", "Southbridge"))
    for more in ((), ("--across-boundaries",)):
        result = ehsg(*CHANGE, "--previous", "other.yaml", *more)
        assert result.code == 2
        assert "the earlier assessment is of Southbridge, and this one of Northbridge" in result.err


@pytest.mark.usefixtures("years")
def test_rows_and_objects_have_what_the_words_have(ehsg: Ehsg) -> None:
    """One row a descriptor, blank for not scored; and the whole comparison as an object."""
    earlier = ("--previous", "before.yaml")
    rows = list(csv.DictReader(io.StringIO(ehsg(*CHANGE, *earlier, "--format", "csv").out.lstrip("\ufeff"))))
    by_id = {row["descriptor"]: row for row in rows}
    told = ("previous_score", "score", "direction", "evidence_changed", "priority", "outcome", "note")
    said = ["2", "3", "up", "yes", "yes", "Partly done", "Two of five feeds."]
    assert [by_id["DA1"][each] for each in told] == said
    assert [by_id["DA2"][each] for each in told] == ["1", "2", "up", "no", "yes", "", ""]
    assert [by_id["FV1"][each] for each in told] == ["", "", "", "no", "no", "", ""]
    data = json.loads(ehsg(*CHANGE, *earlier, "--format", "json").out)
    assert data["change"]["priorities"]["carried"] == ["DA1", "DA2", "DA3"]
    assert data["change"]["scores"] == [
        {"descriptor": "DA1", "old": 2, "new": 3, "unreadable": []},
        {"descriptor": "DA2", "old": 1, "new": 2, "unreadable": []},
    ]
    assert [each["period"] for each in data["before"]] == []


def test_a_plan_in_the_folder_of_the_earlier_year_tells_what_moved(ehsg: Ehsg, years: Path) -> None:
    """It is named among what the paper is made from."""
    action = "{id: A1, descriptor: DA1, action: Feed, status: STATUS}"
    plan = f"ehsg: plan/1\narea: {{name: Northbridge}}\nactions:\n  - {action}\n"
    put(years / "plan.yaml", plan.replace("STATUS", "in progress"))
    put(years / "last" / "plan.yaml", plan.replace("STATUS", "in progress"))
    put(years / "last" / "area.yaml", BEFORE)
    earlier = ("--previous", str(Path("last", "area.yaml")))
    told = ehsg(*CHANGE, *earlier)
    assert "* **Actions:** None moved: one in progress in 2022; one in progress in 2023." in told.out
    assert "* **Earlier action plan:** plan.yaml" in told.out
    put(years / "last" / "plan.yaml", plan.replace("STATUS", "not started"))
    assert "* **Actions:** They moved: one not started in 2022" in ehsg(*CHANGE, *earlier).out


def test_a_public_paper_tells_no_more_of_the_earlier_year(ehsg: Ehsg, years: Path) -> None:
    """Its texts are checked as this year's are, and a person who agreed it is left out of what changed."""
    put(years / "before.yaml", BEFORE.replace("by: Early Help Board", "by: Jo Miggins"))
    public = (*CHANGE, "--previous", "before.yaml", "--audience", "public")
    result = ehsg(*public)
    assert result.code == 0, result.err
    assert "Miggins" not in result.out
    assert "Miggins" in ehsg(*CHANGE, "--previous", "before.yaml").out
    put(years / "before.yaml", BEFORE.replace("We share monthly", "Ring jo@example.org; we share monthly"))
    held = ehsg(*public)
    assert held.code == 1
    assert "before.yaml" in held.err
    assert held.out == ""


def test_a_note_on_what_became_of_a_priority_is_checked_too(ehsg: Ehsg, years: Path) -> None:
    """It is a text like any other."""
    put(years / "area.yaml", NOW.replace("Two of five feeds.", "Ring jo@example.org."))
    held = ehsg(*CHANGE, "--previous", "before.yaml", "--audience", "public")
    assert (held.code, held.out) == (1, "")


def test_comparing_is_loaded_only_for_an_earlier_year(tmp_path: Path) -> None:
    """A paper on one year costs what it did."""
    put(tmp_path / "area.yaml", NOW)
    put(tmp_path / "last" / "area.yaml", BEFORE)
    code = (
        "import sys; from ehsg_cli.cli import run; run(sys.argv[1:]); "
        "print(sorted(name for name in sys.modules if name.startswith('ehsg_cli.compare')), file=sys.stderr)"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code, "report", "area.yaml", *more],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stderr.splitlines()[-1]
        for more in ((), ("--previous", str(Path("last", "area.yaml"))))
    ]
    assert told[0] == "[]"
    assert "'ehsg_cli.compare.changes'" in told[1]


PLAN = """\
ehsg: plan/1
guide: ehsg-2022
area: {name: Northbridge}
actions:
  - {id: A1, descriptor: DA1, action: Share more, owner: Data lead, due: 2024-03-31, status: STATUS}
"""


@pytest.mark.usefixtures("years")
def test_the_plan_of_the_earlier_year_is_named_as_it_is_for_diff(ehsg: Ehsg, years: Path) -> None:
    """By --old-plan; without it a plan that stands beside both is as it is now, in both commands."""
    put(years / "plan.yaml", PLAN.replace("STATUS", "done"))
    put(years / "then.d" / "plan.yaml", PLAN.replace("STATUS", "not started"))
    put(years / "now.d" / "plan.yaml", PLAN.replace("STATUS", "stopped"))
    report = (*CHANGE, "--previous", "before.yaml", "--format", "json")
    diff = ("diff", "before.yaml", "area.yaml", "--format", "json")

    def actions(*options: str) -> list[dict[str, object]]:
        one = json.loads(ehsg(*report, *options).out)["change"]["priorities"]["followed"]
        other = json.loads(ehsg(*diff, *options).out)["priorities"]["followed"]
        assert one == other
        return [each["actions"] for each in one]

    assert all(each["old"] is None for each in actions())
    assert all(each["old"] is None for each in actions("--plan", "now.d/plan.yaml"))
    (first, *_) = actions("--old-plan", "then.d/plan.yaml")
    assert (first["old"], first["moved"]) == (
        {"total": 1, "by_status": {"not started": 1}, "no_status": 0},
        True,
    )
    sources = json.loads(ehsg(*report, "--old-plan", "then.d/plan.yaml").out)["provenance"]["sources"]
    assert [each["role"] for each in sources] == ["plan", "previous", "previous-plan"]
    (years / "earlier").mkdir()
    (years / "before.yaml").rename(years / "earlier" / "before.yaml")
    put(years / "earlier" / "plan.yaml", PLAN.replace("STATUS", "not started"))
    report = (*CHANGE, "--previous", "earlier/before.yaml", "--format", "json")
    diff = ("diff", "earlier/before.yaml", "area.yaml", "--format", "json")
    assert actions()[0]["moved"] is True
    # The plan of then is none of then where it is named as that of now.
    assert all(each["old"] is None for each in actions("--plan", "earlier/plan.yaml"))


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "change", "--previous", "before.yaml", "--old-plan", "no.yaml"), "no.yaml"),
        (("--old-plan", "plan.yaml"), "add --previous"),
        (
            ("--kind", "summary", "--previous", "before.yaml", "--old-plan", "plan.yaml"),
            "leave out --old-plan",
        ),
        (
            ("first.yaml", "--previous", "before.yaml", "--old-plan", "p.yaml", "-o", "papers/"),
            "for one assessment",
        ),
    ],
)
def test_an_old_plan_is_not_passed_over_without_a_word(
    ehsg: Ehsg, arguments: tuple[str, ...], said: str
) -> None:
    result = ehsg("report", "area.yaml", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in " ".join(result.err.split())
