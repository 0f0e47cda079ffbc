"""`ehsg diff`, end to end: two files, real git repositories, every format, and all that can be wrong."""

import csv
import hashlib
import io
import json
import ntpath
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli import git, load_assessment
from ehsg_cli.cli.text_formats import TextFormat
from ehsg_cli.cli.versions import revision_in
from tests.cli.conftest import EXAMPLES, Ehsg
from tests.helpers import NORTHBRIDGE, ROOT, changed, fenced, put
from tests.repositories import Repository

LATER = NORTHBRIDGE
EARLIER = changed(
    changed(
        changed(changed(LATER, "period: 2023", "period: 2022"), "    score: 4\n", "    score: 2\n"),
        "Every family is asked",
        "Some families are asked",
    ),
    "priorities:",
    "priorities:  # as they were",
)
PLAN = (EXAMPLES / "northbridge-plan.yaml").read_text(encoding="utf-8")
needs_git = pytest.mark.git
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and scripts are for others")


@pytest.fixture
def years(ehsg: Ehsg, tmp_path: Path) -> tuple[str, str]:
    """Two years of the fictional area as files in the current folder."""
    put(tmp_path / "old.yaml", EARLIER)
    put(tmp_path / "new.yaml", LATER)
    return "old.yaml", "new.yaml"


# Two files


def test_two_files_are_told_apart_by_their_years(ehsg: Ehsg, years: tuple[str, str]) -> None:
    """What came of the priorities first, then scores, means and texts, in lines of at most 80 columns."""
    result = ehsg("diff", *years)
    assert result.code == 0
    out = result.out
    assert out.splitlines()[0].startswith("Northbridge (fictional): Early Help System Guide")
    assert "from 2022 to 2023" in " ".join(out.split())
    assert "FV1 (5.1) Family engagement" in out
    assert "[-Some families are-] {+Every family is+}" in " ".join(out.split())
    assert "31 of 31" in out
    assert re.search(r"^From: +old\.yaml \(2022, submitted\), SHA-256$", out, re.MULTILINE)
    assert re.search(r"^To: +new\.yaml \(2023, submitted\), SHA-256$", out, re.MULTILINE)
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_a_digest_is_never_cut_in_two(ehsg: Ehsg, years: tuple[str, str], tmp_path: Path) -> None:
    """However long the labels of what else is told at the top: so it can be searched for."""
    put(tmp_path / "t.yaml", "ehsg: thresholds/1\nguide: ehsg-2022\nsource: Made up\nminimum: {FV1: 3}\n")
    out = ehsg("diff", *years, "--thresholds", "t.yaml").out
    assert "Earned Autonomy:" in out
    for name in years:
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_file_beside_itself_says_that_nothing_changed(ehsg: Ehsg, years: tuple[str, str]) -> None:
    """In words, as no change in data, and with exit code 0 whatever is asked."""
    result = ehsg("diff", "old.yaml", "old.yaml", "--exit-code")
    assert (result.code, "Nothing changed" in result.out) == (0, True)
    data = ehsg("diff", "old.yaml", "old.yaml", "--format", "json").json
    assert data["changed"] is False
    assert data["scores"] == data["narrative"] == data["follow_up"] == data["others"] == []
    assert len(_rows(ehsg("diff", "old.yaml", "old.yaml", "--format", "csv").out)) == 0


def test_differences_make_the_exit_code_only_where_that_is_asked(ehsg: Ehsg, years: tuple[str, str]) -> None:
    """As git has it: without --exit-code a difference is no failure."""
    assert ehsg("diff", *years).code == 0
    assert ehsg("diff", *years, "--exit-code").code == 1
    assert ehsg("diff", *years, "--exit-code", "--format", "json").code == 1
    assert ehsg("diff", *years, "--exit-code", "-o", "x.md").code == 1


def test_json_says_everything_unrounded(ehsg: Ehsg, years: tuple[str, str]) -> None:
    """The shape of the contract, its keys in a fixed order, and what was compared with what."""
    data = ehsg("diff", *years, "--format", "json").json
    assert list(data) == [
        *("schema", "mark", "old", "new", "kinship", "changed", "scores", "sections", "overall"),
        *("priorities", "data_model", "autonomy", "narrative", "follow_up", "others"),
    ]
    assert data["schema"] == "ehsg.diff/1"
    assert list(data["old"]) == ["path", "revision", "digest", "guide", "area", "period", "status", "errors"]
    assert (data["old"]["path"], data["old"]["revision"], data["new"]["period"]) == ("old.yaml", None, "2023")
    assert re.fullmatch("[0-9a-f]{64}", data["old"]["digest"])
    assert data["scores"] == [{"descriptor": "FV1", "old": 2, "new": 4, "unreadable": []}]
    (voice, *_rest) = data["sections"]
    assert voice["scored"]["both"] == voice["descriptors"] == 7
    assert voice["mean"]["new"] - voice["mean"]["old"] == pytest.approx(2 / 7)
    (text,) = data["narrative"]
    assert (text["descriptor"], text["field"]) == ("FV1", "working_well")
    assert text["old"].startswith("Some families are asked")
    assert text["words"][:2] == [
        {"kind": "gone", "text": "Some families are"},
        {"kind": "new", "text": "Every family is"},
    ]
    assert list(data["priorities"]) == ["carried", "dropped", "new", "reasons", "followed"]
    assert data["others"] == [{"field": "period", "old": "2022", "new": "2023"}]


def test_the_comparison_turned_round_mirrors_it(ehsg: Ehsg, years: tuple[str, str]) -> None:
    """What rose fell, and what was new is gone."""
    there, back = (ehsg("diff", *pair, "--format", "json").json for pair in (years, years[::-1]))
    assert back["scores"] == [{"descriptor": "FV1", "old": 4, "new": 2, "unreadable": []}]
    kinds = {"gone": "new", "new": "gone", "same": "same"}
    words = [{"kind": kinds[run["kind"]], "text": run["text"]} for run in there["narrative"][0]["words"]]
    assert sorted(map(str, words)) == sorted(map(str, back["narrative"][0]["words"]))
    assert (back["old"], back["new"]) == (there["new"], there["old"])


@pytest.mark.parametrize(
    ("old", "new", "note", "status"),
    [
        ("submitted", "submitted", "", "status: submitted"),
        (
            "draft",
            "submitted",
            "2022 is a draft and may still change.",
            "status: submitted (2023) and draft (2022)",
        ),
        (
            "agreed",
            "draft",
            "2023 is a draft and may still change.",
            "status: draft (2023) and agreed (2022)",
        ),
        ("draft", "draft", "Both are drafts and may still change.", "status: draft"),
    ],
)
def test_which_of_the_two_is_a_draft_is_said(
    ehsg: Ehsg, tmp_path: Path, old: str, new: str, note: str, status: str
) -> None:
    """So that a bar over a submitted assessment is not taken for its own."""
    put(tmp_path / "old.yaml", changed(EARLIER, "status: submitted", f"status: {old}"))
    put(tmp_path / "new.yaml", changed(LATER, "status: submitted", f"status: {new}"))
    text = ehsg("diff", "old.yaml", "new.yaml").out
    page = ehsg("diff", "old.yaml", "new.yaml", "--format", "md").out
    assert (f"DRAFT: {note}" in text) is bool(note)
    assert ("DRAFT" in text) is ("DRAFT" in page) is bool(note)
    assert note in page
    assert f" · {status}\n" in page


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("draft", "submitted", ""),
        ("submitted", "draft", "The new version is a draft"),
        ("draft", "draft", "Both are drafts"),
    ],
)
def test_what_an_assessment_was_before_it_was_agreed_makes_no_draft_of_it(
    ehsg: Ehsg, tmp_path: Path, old: str, new: str, note: str
) -> None:
    """Of two versions for one year only the new one may still change."""
    for name, status in (("old.yaml", old), ("new.yaml", new)):
        put(tmp_path / name, changed(LATER, "status: submitted", f"status: {status}"))
    text = ehsg("diff", "old.yaml", "new.yaml").out
    assert ("DRAFT" in text) is bool(note)
    assert note in text


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_csv_is_one_row_a_change(ehsg: Ehsg, years: tuple[str, str]) -> None:
    """Each with its kind, the descriptor with its number, the field in the guide's words, and both values."""
    rows = _rows(ehsg("diff", *years, "--format", "csv").out)
    assert [(row["kind"], row["descriptor"], row["form"], row["field"]) for row in rows] == [
        ("score", "FV1", "5.1", "score"),
        *[("mean", "", "", "mean")] * 6,
        ("text", "FV1", "5.1", "working_well"),
        ("other", "", "", "period"),
    ]
    assert (rows[0]["old"], rows[0]["new"], rows[0]["old_path"], rows[0]["new_period"]) == (
        *("2", "4"),
        *("old.yaml", "2023"),
    )


def test_in_csv_every_section_has_its_means_in_columns_of_their_own(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    """Whether they moved or not, over what is scored in both; none where no score changed."""
    rows = _rows(ehsg("diff", *years, "--format", "csv").out)
    told = ("section", "scored_in_both", "descriptors")
    means = {
        tuple(row[key] for key in told): (row["old"], row["new"]) for row in rows if row["kind"] == "mean"
    }
    assert [section for section, *_ in means] == [
        *("family-voice", "workforce", "communities", "leaders", "data"),
        "all",
    ]
    old, new = means["family-voice", "7", "7"]
    assert float(new) - float(old) == pytest.approx(2 / 7)
    assert len(set(means["leaders", "5", "5"])) == 1
    assert {row["section"] for row in rows if row["kind"] == "score"} == {"family-voice"}
    put(tmp_path / "same.yaml", changed(LATER, "Every family is asked", "Each family is asked"))
    same = _rows(ehsg("diff", "new.yaml", "same.yaml", "--format", "csv").out)
    assert [row["kind"] for row in same] == ["text"]


def test_no_cell_is_computed_by_a_spreadsheet(ehsg: Ehsg, tmp_path: Path) -> None:
    """A text that begins like a formula has an apostrophe in front."""
    put(tmp_path / "old.yaml", EARLIER)
    put(tmp_path / "new.yaml", changed(EARLIER, "Some families", "=1+1 families"))
    (row,) = (row for row in _rows(ehsg("diff", "old.yaml", "new.yaml", "--format", "csv").out))
    assert row["new"].startswith("'=1+1 families")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("md", ["# Northbridge", "~~Some families are~~ **Every family is**", "SHA-256", "31 of 31"]),
        ("html", ["<!doctype html>", "Some families are", "SHA-256", "31 of 31"]),
    ],
)
def test_the_paper_on_it_is_drawn_as_other_papers_are(
    ehsg: Ehsg, years: tuple[str, str], form: str, words: list[str]
) -> None:
    """As Markdown and as a page; it says with what was compared."""
    out = ehsg("diff", *years, "--format", form).out
    for word in words:
        assert word.lower() in out.lower()


def test_the_page_says_the_same_as_the_report_on_change(ehsg: Ehsg, years: tuple[str, str]) -> None:
    """Every part of `ehsg diff` stands word for word in `ehsg report --kind change`."""
    page = ehsg("diff", *years, "--format", "md").out
    paper = ehsg("report", years[1], "--previous", years[0], "--kind", "change", "--format", "md").out
    parts = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    told = [part.strip() for part in parts if not part.startswith(("About", "Contents"))]
    assert told
    for part in told:
        assert part in paper


# Into a file


def test_the_name_of_the_file_says_the_format(ehsg: Ehsg, years: tuple[str, str], tmp_path: Path) -> None:
    """And what was written is written over again, but nothing of another hand unless that is asked."""
    for name in ("x.txt", "x.md", "x.html", "x.json", "x.csv"):
        for _ in range(2):
            result = ehsg("diff", *years, "-o", name)
            assert (result.code, result.out) == (0, "")
            assert f"Wrote {name}" in result.err
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["schema"] == "ehsg.diff/1"
    put(tmp_path / "x.md", "mine")
    assert ehsg("diff", *years, "-o", "x.md").code == 2
    assert (tmp_path / "x.md").read_text(encoding="utf-8") == "mine"
    assert ehsg("diff", *years, "-o", "x.md", "--force").code == 0


def test_a_folder_gets_a_file_named_after_the_later_one(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    """It is made where it is not there."""
    assert ehsg("diff", *years, "--format", "csv", "-o", "out/").code == 0
    assert ehsg("diff", *years, "-o", "out/").code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["new-change.csv", "new-change.txt"]


@pytest.mark.parametrize(
    "arguments",
    [["-o", "x.docx"], ["-o", "x.md", "--format", "json"], ["-o", "new.yaml"], ["--format", "pdf"]],
)
def test_a_file_that_would_hold_something_else_is_refused(
    ehsg: Ehsg, years: tuple[str, str], arguments: list[str]
) -> None:
    """The name of a format that is none of these, of another one, and of what is compared."""
    result = ehsg("diff", *years, *arguments)
    assert (result.code, result.out) == (2, "")
    assert "hint:" in result.err
    assert Path("new.yaml").read_text(encoding="utf-8") == LATER


# Areas and guides


def _renamed(text: str, name: str, more: str = "") -> str:
    return changed(text, "name: Northbridge (fictional)", f"name: {name}{more}")


def test_two_areas_are_refused_unless_forced(ehsg: Ehsg, years: tuple[str, str], tmp_path: Path) -> None:
    """Forced, every format says that they are two."""
    put(tmp_path / "new.yaml", _renamed(LATER, "Southbridge"))
    refused = ehsg("diff", *years)
    assert (refused.code, refused.out) == (2, "")
    assert "these are two areas" in refused.err
    assert "--force" in refused.err
    forced = ehsg("diff", *years, "--force")
    assert forced.code == 0
    assert "two different areas" in " ".join(forced.out.split())
    assert ehsg("diff", *years, "--force", "--format", "json").json["kinship"]["relation"] == "other"
    assert {row["relation"] for row in _rows(ehsg("diff", *years, "--force", "--format", "csv").out)} == {
        "other"
    }
    assert "two different areas" in ehsg("diff", *years, "--force", "--format", "html").out


def test_force_does_one_thing_at_a_time(ehsg: Ehsg, years: tuple[str, str], tmp_path: Path) -> None:
    """Whoever forces a comparison of two areas keeps a file that ehsg did not make."""
    put(tmp_path / "mine.txt", "my notes")
    put(tmp_path / "south.yaml", _renamed(LATER, "Southbridge"))
    result = ehsg("diff", years[0], "south.yaml", "--force", "-o", "mine.txt")
    assert (result.code, (tmp_path / "mine.txt").read_text(encoding="utf-8")) == (2, "my notes")
    assert "delete it, or give another name" in " ".join(result.err.split())
    assert ehsg("diff", years[0], "south.yaml", "--force", "-o", "other.txt").code == 0
    assert ehsg("diff", *years, "-o", "mine.txt").code == 2
    assert ehsg("diff", *years, "-o", "mine.txt", "--force").code == 0
    assert "my notes" not in (tmp_path / "mine.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("boundaries", "refused"), [("same", False), ("changed", True), ("", True)])
def test_a_predecessor_is_told_and_refused_where_boundaries_changed(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path, boundaries: str, refused: bool
) -> None:
    """Unless --across-boundaries asks for it; every format says so."""
    said = f", boundaries: {boundaries}" if boundaries else ""
    text = re.sub(
        r"^area:\n(?:  .*\n)+",
        f"area: {{name: Greater Bridge, predecessors: [{{name: Northbridge (fictional){said}}}]}}\n",
        LATER,
        count=1,
        flags=re.MULTILINE,
    )
    put(tmp_path / "new.yaml", text)
    result = ehsg("diff", *years)
    assert result.code == (2 if refused else 0)
    if refused:
        assert "--across-boundaries" in result.err
    for form in ("text", "md", "html"):
        out = ehsg("diff", *years, "--across-boundaries", "--format", form).out
        assert "Greater Bridge came from Northbridge" in " ".join(out.split())
    data = ehsg("diff", *years, "--across-boundaries", "--format", "json").json
    assert data["kinship"]["relation"] == "predecessor"
    assert data["kinship"]["boundaries"] == (boundaries or None)


def test_two_editions_stand_side_by_side(ehsg: Ehsg, tmp_path: Path) -> None:
    """Each answer in its own words, in every format; nothing is subtracted, and the two always differ."""
    old, new = EXAMPLES / "northbridge-2020.yaml", EXAMPLES / "northbridge-2023.yaml"
    assert ehsg("diff", old, new, "--exit-code").code == 1
    data = ehsg("diff", old, new, "--format", "json").json
    assert list(data) == ["schema", "mark", "old", "new", "changed", "editions"]
    assert (data["schema"], data["old"]["guide"], data["new"]["guide"]) == (
        *("ehsg.diff/1", "ehsg-2020"),
        "ehsg-2022",
    )
    for form in ("text", "md", "html"):
        out = " ".join(ehsg("diff", old, new, "--format", form).out.split())
        assert "mostly yes" in out
        assert "FA8" in out
        assert "not official" in out
        assert data["old"]["digest"] in out
    rows = _rows(ehsg("diff", old, new, "--format", "csv").out)
    assert {"no", "mostly no", "mostly yes", "yes", ""} >= {row["old_answer"] for row in rows}
    for _ in range(2):
        assert ehsg("diff", old, new, "-o", "editions.csv").code == 0


def test_settings_hold_here_too(ehsg: Ehsg, years: tuple[str, str], tmp_path: Path) -> None:
    """By --config and --isolated, as for every command that reads assessments; what they name is kept."""
    put(tmp_path / "ehsg.toml", "no settings")
    assert ehsg("diff", *years).code == 2
    assert ehsg("diff", *years, "--isolated").code == 0
    other = put(tmp_path / "other.txt", "[severity]\nEH202 = 'note'\n")
    assert ehsg("diff", *years, "--config", "other.txt").code == 0
    assert ehsg("diff", *years, "--config", "nowhere.toml").code == 2
    assert ehsg("diff", *years, "--config", "other.txt", "--isolated").code == 2
    assert ehsg("diff", *years, "--config", "other.txt", "-o", "other.txt", "--force").code == 2
    assert other.read_text(encoding="utf-8").startswith("[severity]")


@pytest.mark.parametrize("option", ["--plan", "--old-plan", "--thresholds"])
def test_what_two_editions_have_no_use_for_is_refused(ehsg: Ehsg, option: str) -> None:
    """Rather than passed over without a word, even where the file is not there."""
    old, new = EXAMPLES / "northbridge-2020.yaml", EXAMPLES / "northbridge-2023.yaml"
    result = ehsg("diff", old, new, option, "nowhere.yaml")
    assert (result.code, result.out) == (2, "")
    assert f"{option} has no use there" in " ".join(result.err.split())
    assert "leave it out" in " ".join(result.err.split())


def test_in_an_edition_of_words_an_answer_is_its_word(ehsg: Ehsg, tmp_path: Path) -> None:
    """It changed, and neither rose nor fell; no rank and no mean of it is shown."""
    text = (EXAMPLES / "northbridge-2020.yaml").read_text(encoding="utf-8")
    put(tmp_path / "old.yaml", text)
    put(tmp_path / "new.yaml", changed(text, "answer: yes", "answer: mostly no"))
    data = ehsg("diff", "old.yaml", "new.yaml", "--format", "json").json
    assert [(each["old"], each["new"]) for each in data["scores"]] == [("yes", "mostly no")]
    assert data["overall"]["mean"] == {"old": None, "new": None}
    assert data["priorities"] is data["data_model"] is data["autonomy"] is None
    (row,) = _rows(ehsg("diff", "old.yaml", "new.yaml", "--format", "csv").out)
    assert (row["field"], row["old"], row["new"]) == ("answer", "yes", "mostly no")
    out = ehsg("diff", "old.yaml", "new.yaml").out
    assert "mostly no" in out
    assert not re.search(r"went (up|down)|higher|lower|[Mm]ean", out)


# Plans and thresholds


def test_the_plan_that_stands_beside_both_is_as_it_is_now(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    """How far the actions were a year ago it does not say; a plan of then is named with --old-plan."""
    put(tmp_path / "plan.yaml", PLAN)
    followed = ehsg("diff", *years, "--format", "json").json["priorities"]["followed"]
    assert all(each["actions"]["old"] is None and each["actions"]["new"] for each in followed)
    last = [each["actions"]["last_reported"] for each in followed]
    assert last == ["2023-10-26", "2023-11-20", "2023-12-05"]
    assert [each["actions"]["moved"] for each in followed] == [True, True, True]
    put(tmp_path / "plan.yaml", re.sub(r"on: 2023-", "on: 2019-", PLAN))
    followed = ehsg("diff", *years, "--format", "json").json["priorities"]["followed"]
    assert [each["actions"]["moved"] for each in followed] == [None, None, None]
    put(tmp_path / "plan.yaml", PLAN)
    put(tmp_path / "then" / "plan.yaml", PLAN)
    named = ehsg("diff", *years, "--old-plan", "then/plan.yaml", "--format", "json").json
    assert all(each["actions"]["old"] for each in named["priorities"]["followed"])
    assert not any(each["actions"]["moved"] for each in named["priorities"]["followed"])
    put(tmp_path / "then" / "plan.yaml", PLAN.replace("status: in progress", "status: not started"))
    named = ehsg("diff", *years, "--old-plan", "then/plan.yaml", "--format", "json").json
    assert any(each["actions"]["moved"] for each in named["priorities"]["followed"])
    other = ehsg(
        "diff", *years, "--plan", "then/plan.yaml", "--old-plan", "plan.yaml", "--format", "json"
    ).json
    assert other["priorities"]["followed"] != named["priorities"]["followed"]


def test_actions_that_moved_are_a_change(ehsg: Ehsg, years: tuple[str, str], tmp_path: Path) -> None:
    """Though the assessments say the same; beside the same plan, or one alone, nothing changed."""
    _, new = years
    put(tmp_path / "then" / "plan.yaml", PLAN)
    moved = re.sub(r"status: .*", "status: done", PLAN)
    put(tmp_path / "now" / "plan.yaml", moved)
    plans: tuple[str, ...] = ("--old-plan", "then/plan.yaml", "--plan", "now/plan.yaml")
    assert ehsg("diff", new, new, "--exit-code", *plans).code == 1
    out = " ".join(ehsg("diff", new, new, *plans).out.split())
    assert "No score and no text changed. The actions on" in out
    assert "Nothing changed" not in out
    told = ehsg("diff", new, new, *plans, "--format", "json").json
    assert told["changed"] is True
    ids = [each["descriptor"] for each in told["priorities"]["followed"] if each["actions"]["moved"]]
    rows = _rows(ehsg("diff", new, new, *plans, "--format", "csv").out)
    assert [(row["kind"], row["descriptor"]) for row in rows] == [("actions", id) for id in ids]
    assert all("in progress" in row["old"] or "not started" in row["old"] for row in rows)
    assert all(re.fullmatch(r"[12] done", row["new"]) for row in rows)
    for plans in (("--old-plan", "then/plan.yaml", "--plan", "then/plan.yaml"), ("--plan", "now/plan.yaml")):
        assert ehsg("diff", new, new, "--exit-code", *plans).code == 0


def test_plans_that_cannot_be_used_are_left_out_and_told(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    """Two of them, one that cannot be read, one named that is none."""
    put(tmp_path / "plan.yaml", PLAN)
    put(tmp_path / "plan-2.yaml", PLAN)
    result = ehsg("diff", *years, "--format", "json")
    assert "several plans stand beside it" in result.err
    assert "--plan" in result.err
    assert {each["actions"]["new"] and 1 for each in result.json["priorities"]["followed"]} == {None}
    put(tmp_path / "plan-2.yaml", PLAN + "actions: [\n")
    assert "cannot be read" in ehsg("diff", *years).err
    assert ehsg("diff", *years, "--plan", "old.yaml").code == 2
    assert ehsg("diff", *years, "--plan", "none.yaml").code == 2


def test_thresholds_tell_which_criteria_are_newly_met(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    """Against one minimum for both; without figures nothing is met or lost."""
    put(tmp_path / "t.yaml", "ehsg: thresholds/1\nguide: ehsg-2022\nsource: Page 7\nminimum: {FV1: 3}\n")
    assert ehsg("diff", *years, "--format", "json").json["autonomy"]["criteria"] == []
    data = ehsg("diff", *years, "--thresholds", "t.yaml", "--format", "json").json
    assert data["autonomy"]["criteria"] == [
        {"descriptor": "FV1", "minimum": 3, "old": "not-met", "new": "met"}
    ]
    assert "Newly met" in ehsg("diff", *years, "--thresholds", "t.yaml").out


# What is wrong with a file


def test_a_version_that_does_not_validate_is_compared_as_far_as_it_can_be(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    """How much stands against it is said on standard error, and what cannot be read is said to be so."""
    put(tmp_path / "new.yaml", changed(LATER, "    score: 4\n", "    score: 9\n"))
    result = ehsg("diff", *years, "--format", "json")
    assert result.code == 0
    assert "new.yaml: 1 error" in result.err
    assert "compared as far as it can be" in result.err
    assert result.json["scores"] == [{"descriptor": "FV1", "old": 2, "new": None, "unreadable": ["new"]}]


def test_a_score_that_cannot_be_read_is_not_one_that_is_gone(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    """A half point is wrong, and is still no blank: neither version is said to have no score there."""
    old, new = years
    put(tmp_path / new, changed(LATER, "  FV1:\n    score: 4\n", "  FV1:\n    score: 2.5\n"))
    told = json.loads(ehsg("diff", old, new, "--format", "json").out)
    (score,) = (each for each in told["scores"] if each["descriptor"] == "FV1")
    assert score == {"descriptor": "FV1", "old": 2, "new": None, "unreadable": ["new"]}
    cells = {
        row["descriptor"]: (row["old"], row["new"])
        for row in _rows(ehsg("diff", old, new, "--format", "csv").out)
        if row["kind"] == "score"
    }
    assert cells["FV1"] == ("2", "unreadable")
    for format in ("text", "md", "html"):
        text = " ".join(ehsg("diff", old, new, "--format", format).out.split())
        assert "Scores that cannot be read" in text
        assert "cannot be read." in text
        assert "o longer scored" not in text
    assert ehsg("diff", new, new, "--exit-code").code == 0


def test_every_format_says_how_much_stands_against_a_version(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    """Not standard error alone, which nobody has who gets the file."""
    old, new = years
    put(tmp_path / new, changed(LATER, "  FV1:\n    score: 4\n", "  FV1:\n    score: 9\n"))
    for format in ("text", "md", "html"):
        text = " ".join(ehsg("diff", old, new, "--format", format).out.split())
        assert text.count("; 1 error against it: compared as far as it can be read") == 1, format
    told = ehsg("diff", old, new, "--format", "json").json
    assert (told["old"]["errors"], told["new"]["errors"]) == (0, 1)
    rows = _rows(ehsg("diff", old, new, "--format", "csv").out)
    assert {(row["old_errors"], row["new_errors"]) for row in rows} == {("0", "1")}


def test_the_headline_tells_of_a_priority_whose_score_cannot_be_read(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path
) -> None:
    old, new = years
    priority = load_assessment(old).chosen[0]
    text = re.sub(rf"(  {priority}:\n    score: )\d", r"\g<1>x", LATER)
    put(tmp_path / new, text)
    out = " ".join(ehsg("diff", old, new).out.split())
    assert re.search(r"has a score that cannot be read\. ", out)
    assert re.search(r"Score: \d in 2022 and unreadable in 2023\.", out)


@pytest.mark.parametrize("place", [0, 1])
def test_a_version_that_cannot_be_read_ends_with_its_findings(
    ehsg: Ehsg, years: tuple[str, str], tmp_path: Path, place: int
) -> None:
    """Nothing is compared with half a file."""
    put(tmp_path / years[place], "ehsg: assessment/1\nguide: ehsg-2022\nperiod: 'oops\n")
    result = ehsg("diff", *years)
    assert (result.code, result.out) == (1, "")
    assert years[place] in result.err
    assert "EH008" in result.err


def test_a_file_of_another_kind_or_none_is_told(ehsg: Ehsg, years: tuple[str, str], tmp_path: Path) -> None:
    """A plan is no assessment; a folder and a name that is nowhere are no files."""
    put(tmp_path / "plan.yaml", PLAN)
    for name, words in (
        ("plan.yaml", "plan.yaml is no assessment"),
        ("none.yaml", "there is no file none.yaml"),
        (".", "is a folder"),
    ):
        for arguments in ((name, "new.yaml"), ("new.yaml", name)):
            result = ehsg("diff", *arguments)
            assert (result.code, result.out) == (2, "")
            assert words in result.err
            assert "hint:" in result.err


# Versions from git


@pytest.fixture
def kept(ehsg: Ehsg, repository: Repository) -> Repository:
    """A repository with two years of one file, `areas/x.yaml`, the earlier in `main~1`."""
    repository.commit("One", {"areas/x.yaml": EARLIER, "areas/plan.yaml": PLAN})
    repository.commit("Two", {"areas/x.yaml": LATER})
    return repository


@needs_git
def test_a_revision_is_compared_with_another_and_with_a_file(ehsg: Ehsg, kept: Repository) -> None:
    """Each is named as its user wrote it, with the commit that it stands for."""
    commit = kept.git("rev-parse", "main~1").strip()
    for new in ("main:areas/x.yaml", "areas/x.yaml", "HEAD:./areas/x.yaml"):
        data = ehsg("diff", "main~1:areas/x.yaml", new, "--format", "json").json
        assert (data["old"]["path"], data["old"]["revision"]) == ("main~1:areas/x.yaml", commit)
        assert data["new"]["path"] == new
        assert (data["new"]["revision"] is None) == (new == "areas/x.yaml")
        assert data["scores"] == [{"descriptor": "FV1", "old": 2, "new": 4, "unreadable": []}]
    out = ehsg("diff", "main~1:areas/x.yaml", "main:areas/x.yaml").out
    assert f"commit {commit}" in " ".join(out.split())


@needs_git
def test_one_file_is_compared_with_what_is_committed_of_it(
    ehsg: Ehsg, kept: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found from the folder that the file stands in, wherever its user stands."""
    assert "Nothing changed" in ehsg("diff", "areas/x.yaml", "--exit-code").out
    kept.put("areas/x.yaml", EARLIER)
    assert ehsg("diff", "areas/x.yaml", "--exit-code").code == 1
    monkeypatch.chdir(kept.folder / "areas")
    assert ehsg("diff", "x.yaml", "--exit-code").code == 1
    monkeypatch.chdir(tmp_path)
    result = ehsg("diff", str(kept.folder / "areas" / "x.yaml"), "--format", "json")
    assert result.json["old"]["path"] == "HEAD:areas/x.yaml"
    assert result.json["scores"] == [{"descriptor": "FV1", "old": 4, "new": 2, "unreadable": []}]


@needs_git
def test_one_revision_is_compared_with_the_file_as_it_is(ehsg: Ehsg, kept: Repository) -> None:
    """As git does it, too."""
    data = ehsg("diff", "main~1:areas/x.yaml", "--format", "json").json
    assert (data["old"]["path"], data["new"]["path"]) == (
        "main~1:areas/x.yaml",
        str(Path("areas", "x.yaml")),
    )
    assert data["scores"] == [{"descriptor": "FV1", "old": 2, "new": 4, "unreadable": []}]


@needs_git
def test_paths_count_from_the_top_or_from_here(
    ehsg: Ehsg, kept: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git means it: only ./ and ../ begin at the current folder, of which a hint reminds."""
    monkeypatch.chdir(kept.folder / "areas")
    for old in ("main~1:areas/x.yaml", "main~1:./x.yaml", "main~1:../areas/x.yaml"):
        assert ehsg("diff", old, "x.yaml", "--exit-code").code == 1
    result = ehsg("diff", "main~1:x.yaml", "x.yaml")
    assert result.code == 2
    assert "there is no file x.yaml at main~1" in result.err
    assert "from this folder it is ./x.yaml" in result.err
    assert "outside" in ehsg("diff", "main:../../x.yaml", "x.yaml").err


@needs_git
@pytest.mark.skipif(sys.platform == "win32", reason="no file's name may have a colon there")
def test_a_path_that_exists_wins(ehsg: Ehsg, kept: Repository) -> None:
    """A file may be called like a revision and a path."""
    kept.put("main~1:areas/x.yaml", LATER)
    data = ehsg("diff", "main~1:areas/x.yaml", "areas/x.yaml", "--format", "json").json
    assert (data["old"]["revision"], data["changed"]) == (None, False)


@needs_git
@pytest.mark.parametrize("spelling", ["v2022", "HEAD^{/One}", "main@{0}~1", "{commit}", "HEAD~1^{commit}"])
def test_a_revision_may_be_spelled_in_every_way_git_knows(
    ehsg: Ehsg, kept: Repository, spelling: str
) -> None:
    """A tag, words of its message, with colons in braces, by its name, by its place."""
    kept.git("tag", "-a", "-m", "Sent", "v2022", "main~1")
    revision = kept.git("rev-parse", "main~1").strip() if spelling == "{commit}" else spelling
    data = ehsg("diff", f"{revision}:areas/x.yaml", "areas/x.yaml", "--format", "json").json
    assert data["old"]["period"] == "2022"


@needs_git
def test_the_plan_beside_a_version_is_the_one_of_its_revision(ehsg: Ehsg, kept: Repository) -> None:
    """So that it shows whether the actions moved between the two."""
    kept.commit("Three", {"areas/plan.yaml": PLAN.replace("status: in progress", "status: done")})
    followed = ehsg("diff", "main~2:areas/x.yaml", "main:areas/x.yaml", "--format", "json").json
    actions = [each["actions"] for each in followed["priorities"]["followed"]]
    assert all(each["old"] and each["new"] for each in actions)
    assert any(each["moved"] for each in actions)
    same = ehsg("diff", "main~2:areas/x.yaml", "main~1:areas/x.yaml", "--format", "json").json
    assert not any(each["actions"]["moved"] for each in same["priorities"]["followed"])
    named = ehsg(
        *("diff", "main~2:areas/x.yaml", "main~1:areas/x.yaml"),
        *("--plan", "main:areas/plan.yaml", "--old-plan", "areas/plan.yaml", "--format", "json"),
    ).json
    assert not any(each["actions"]["moved"] for each in named["priorities"]["followed"])


@needs_git
def test_a_version_is_read_by_the_guide_beside_its_place(ehsg: Ehsg, repository: Repository) -> None:
    """A partnership's own pack stands in `guide/` of its repository."""
    pack = EXAMPLES.parent / "guide" / "ehsg-2022"
    files = {
        f"guide/our-guide/{path.name}": path.read_text(encoding="utf-8").replace(
            "id: ehsg-2022", "id: our-guide"
        )
        for path in pack.glob("*.yaml")
    }
    text = "ehsg: assessment/1\nguide: our-guide\narea: {{name: A}}\ndescriptors: {{FV1: {{score: {}}}}}\n"
    repository.commit("One", {**files, "areas/x.yaml": text.format(1)})
    repository.put("areas/x.yaml", text.format(2))
    data = ehsg("diff", "areas/x.yaml", "--format", "json").json
    assert data["old"]["guide"] == "our-guide"
    assert data["scores"] == [{"descriptor": "FV1", "old": 1, "new": 2, "unreadable": []}]


@needs_git
@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_line_ends_of_a_checkout_are_no_change(ehsg: Ehsg, repository: Repository, autocrlf: str) -> None:
    """Windows has them otherwise than the repository."""
    repository.commit("One", {".gitattributes": "*.yaml text\n", "x.yaml": LATER})
    repository.git("config", "core.autocrlf", autocrlf)
    for text in (LATER, LATER.replace("\n", "\r\n")):
        repository.put("x.yaml", text.encode())
        result = ehsg("diff", "x.yaml", "--exit-code")
        assert (result.code, "Nothing changed" in result.out) == (0, True)


@needs_git
def test_what_was_committed_as_it_stood_on_windows_is_read_too(ehsg: Ehsg, repository: Repository) -> None:
    """Line ends and all: nothing converts them on the way."""
    repository.commit("One", {"x.yaml": LATER.replace("\n", "\r\n").encode()})
    repository.put("x.yaml", LATER)
    assert ehsg("diff", "x.yaml", "--exit-code").code == 0


@needs_git
@needs_posix
def test_no_program_of_the_repositorys_has_a_hand_in_it(ehsg: Ehsg, kept: Repository, tmp_path: Path) -> None:
    """Neither a filter, nor a program that makes text of files, nor a watcher that its settings name."""
    witness = tmp_path / "witness"
    program = put(tmp_path / "program", f"#!/bin/sh\ntouch '{witness}'\ncat\n")
    program.chmod(0o755)
    put(
        kept.folder / ".gitattributes", "*.yaml filter=theirs diff=theirs text working-tree-encoding=UTF-16\n"
    )
    for name in ("filter.theirs.smudge", "filter.theirs.clean", "diff.theirs.textconv", "core.fsmonitor"):
        kept.git("config", name, str(program))
    kept.git("config", "core.pager", str(program))
    kept.git("-c", "core.fsmonitor=false", "show", "--textconv", "main:areas/x.yaml")
    assert witness.exists(), "git itself starts it, so this test can fail"
    witness.unlink()
    data = ehsg("diff", "main~1:areas/x.yaml", "main:areas/x.yaml", "--format", "json").json
    assert data["scores"] == [{"descriptor": "FV1", "old": 2, "new": 4, "unreadable": []}]
    assert ehsg("diff", "areas/x.yaml", "--exit-code").code == 0
    assert not witness.exists()


@needs_git
@pytest.mark.parametrize(
    "revision",
    ["--output=made", "-h", "--help", "--exec=touch made", "main..main", "--all", "^main", "main^@"],
)
def test_what_is_no_revision_is_no_option_to_git_either(ehsg: Ehsg, kept: Repository, revision: str) -> None:
    """It is looked for as a revision, and there is none."""
    result = ehsg("diff", "--", f"{revision}:areas/x.yaml", "areas/x.yaml")
    assert (result.code, result.out) == (2, "")
    assert "there is no revision" in result.err
    assert not (kept.folder / "made").exists()


@needs_git
def test_a_path_is_no_pattern(ehsg: Ehsg, kept: Repository) -> None:
    """Neither a star nor git's own marks find anything."""
    for path in ("areas/*.yaml", ":(glob)areas/*.yaml", ":(top)areas/x.yaml", "areas/x.yam?"):
        result = ehsg("diff", f"main:{path}", "areas/x.yaml")
        assert result.code == 2
        assert "there is no file" in result.err


@needs_git
@pytest.mark.skipif(sys.platform == "win32", reason="some of these names cannot be there")
@pytest.mark.parametrize(
    "name", ["two words.yaml", "Zoë’s.yaml", 'a"b.yaml', "tab\there.yaml", "-x.yaml", "a:b.yaml"]
)
def test_a_name_of_any_kind_is_found(ehsg: Ehsg, repository: Repository, name: str) -> None:
    """At a revision and as committed."""
    repository.commit("One", {f"our areas/{name}": EARLIER})
    repository.put(f"our areas/{name}", LATER)
    assert ehsg("diff", f"our areas/{name}", "--exit-code").code == 1
    assert ehsg("diff", f"HEAD:our areas/{name}", f"our areas/{name}", "--exit-code").code == 1


# Everything that can be wrong there


@needs_git
def test_no_such_revision(ehsg: Ehsg, kept: Repository) -> None:
    """The hint says how to find one."""
    for revision in ("main~7", "nobody", "0" * 40, "main^{tree}"):
        result = ehsg("diff", f"{revision}:areas/x.yaml", "areas/x.yaml")
        assert (result.code, result.out) == (2, "")
        assert "there is no revision" in result.err
        assert "git log --oneline" in result.err


@needs_git
def test_a_path_that_is_absent_at_that_revision(ehsg: Ehsg, kept: Repository) -> None:
    """Though it is there now."""
    kept.commit("Three", {"areas/y.yaml": LATER})
    result = ehsg("diff", "main~1:areas/y.yaml", "areas/y.yaml")
    assert (result.code, result.out) == (2, "")
    assert "there is no file areas/y.yaml at main~1" in result.err


@needs_git
def test_a_file_that_is_not_committed_yet(ehsg: Ehsg, kept: Repository, repository: Repository) -> None:
    """Also where nothing is."""
    kept.put("areas/z.yaml", LATER)
    result = ehsg("diff", "areas/z.yaml")
    assert (result.code, result.out) == (2, "")
    assert "areas/z.yaml is not committed yet" in result.err


@needs_git
def test_a_repository_without_a_commit(ehsg: Ehsg, repository: Repository) -> None:
    """There is nothing to compare with."""
    repository.put("x.yaml", LATER)
    assert "x.yaml is not committed yet" in ehsg("diff", "x.yaml").err
    result = ehsg("diff", "main:x.yaml", "x.yaml")
    assert result.code == 2
    assert "nothing is committed yet" in result.err


def test_outside_of_a_repository(ehsg: Ehsg, years: tuple[str, str]) -> None:
    """One file has nothing to be compared with, and a revision cannot be looked for."""
    result = ehsg("diff", "old.yaml")
    assert (result.code, result.out) == (2, "")
    assert "old.yaml is in no git repository" in result.err
    assert "name two files" in result.err
    result = ehsg("diff", "main:old.yaml", "new.yaml")
    assert result.code == 2
    assert "is in no git repository" in result.err


@needs_git
def test_without_git(ehsg: Ehsg, kept: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that it is missing; two files need none."""
    monkeypatch.setenv("PATH", str(kept.folder))
    for arguments in (["areas/x.yaml"], ["main:areas/x.yaml", "areas/x.yaml"]):
        result = ehsg("diff", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "git is not installed here" in result.err
    assert ehsg("diff", "areas/x.yaml", "areas/x.yaml").code == 0


@needs_git
@needs_posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_that_git_refuses(ehsg: Ehsg, kept: Repository) -> None:
    """As another user's, which `safe.directory` can allow: git says how."""
    for path in (kept.folder, kept.folder / ".git"):
        os.chown(path, 12345, 12345)
    result = ehsg("diff", "areas/x.yaml")
    assert (result.code, result.out) == (2, "")
    assert "git does not answer: " in result.err
    assert "dubious ownership" in result.err
    assert "git status" in result.err


@needs_git
def test_a_damaged_repository(ehsg: Ehsg, kept: Repository) -> None:
    """What git says of it is passed on."""
    put(kept.folder / ".git" / "config", "[core\n")
    result = ehsg("diff", "areas/x.yaml")
    assert (result.code, result.out) == (2, "")
    assert "git does not answer: " in result.err


@needs_git
@needs_posix
def test_what_is_no_file_at_a_revision(ehsg: Ehsg, kept: Repository, tmp_path: Path) -> None:
    """A folder, a symbolic link, a submodule: each is told for what it is."""
    (kept.folder / "link.yaml").symlink_to("areas/x.yaml")
    inner = Repository(tmp_path / "inner")
    inner.commit("One", {"x.yaml": LATER})
    kept.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.folder), "inner")
    kept.commit("Three")
    for path, what in (
        ("areas", "a folder"),
        ("areas/", "a folder"),
        ("", "a folder"),
        ("link.yaml", "a symbolic link"),
        ("inner", "a submodule"),
    ):
        result = ehsg("diff", f"main:{path}", "areas/x.yaml")
        assert (result.code, result.out) == (2, "")
        assert what in result.err
    assert "a symbolic link" in ehsg("diff", "link.yaml").err
    for path, hint in (("inner/x.yaml", "go into it"), ("inner/a/b/x.yaml", "go into it")):
        result = ehsg("diff", f"main:{path}", "areas/x.yaml")
        assert f"there is no file {path} at main: inner is a repository of its own" in result.err
        assert hint in result.err
    assert "link.yaml is a symbolic link" in ehsg("diff", "main:link.yaml/x.yaml", "areas/x.yaml").err
    # From inside it, it is a repository like any other.
    assert "Nothing changed" in ehsg("diff", "inner/x.yaml").out


@needs_git
def test_a_version_that_is_too_large_is_not_read(ehsg: Ehsg, kept: Repository) -> None:
    """Git is asked for its size before its bytes."""
    kept.commit("Three", {"big.yaml": "# a\n" * 600_000})
    result = ehsg("diff", "main:big.yaml", "areas/x.yaml")
    assert (result.code, result.out) == (2, "")
    assert "more than 2 MiB" in result.err


@needs_git
def test_a_version_from_git_is_counted_by_itself_and_that_is_said(ehsg: Ehsg, repository: Repository) -> None:
    """The file in the folder has more said of it, by the year that stands beside it now."""
    repository.commit("One", {"x.yaml": LATER})
    repository.put("earlier.yaml", EARLIER)
    err = ehsg("diff", "HEAD:x.yaml", "x.yaml").err.splitlines()
    (committed,) = [line for line in err if line.startswith("HEAD:x.yaml: ")]
    (standing,) = [line for line in err if line.startswith("x.yaml: ")]
    assert committed.endswith(" against this version (looked at by itself)")
    assert standing.endswith(" against this version; `ehsg validate x.yaml` shows them")
    assert committed.split(" against")[0].removeprefix("HEAD:") != standing.split(" against")[0]


@needs_git
def test_a_version_from_git_that_does_not_validate(ehsg: Ehsg, repository: Repository) -> None:
    """Compared as far as it can be, under the name its user gave it; or not at all, with its findings."""
    repository.commit("One", {"x.yaml": changed(EARLIER, "    score: 2\n", "    score: 9\n")})
    repository.put("x.yaml", LATER)
    result = ehsg("diff", "HEAD:x.yaml", "x.yaml", "--format", "json")
    assert result.code == 0
    assert "HEAD:x.yaml: 1 error" in result.err
    assert result.json["scores"] == [{"descriptor": "FV1", "old": None, "new": 4, "unreadable": ["old"]}]
    repository.commit("Two", {"x.yaml": "ehsg: assessment/1\nguide: ehsg-2022\nperiod: 'oops\n"})
    result = ehsg("diff", "HEAD:x.yaml", "HEAD~1:x.yaml")
    assert (result.code, result.out) == (1, "")
    assert "HEAD:x.yaml" in result.err
    assert "EH008" in result.err


@needs_git
def test_a_colon_without_a_revision_is_told(ehsg: Ehsg, kept: Repository) -> None:
    """Git means the index by it, in which nothing has been agreed on."""
    result = ehsg("diff", ":areas/x.yaml", "areas/x.yaml")
    assert result.code == 2
    assert "such as HEAD:areas/x.yaml" in result.err
    for argument in (":0:areas/x.yaml", ":/two", ":", ":./areas/x.yaml", ":(top)x.yaml"):
        result = ehsg("diff", argument, "areas/x.yaml")
        assert (result.code, result.out) == (2, "")
        assert "such as HEAD:path/from/the/top.yaml" in result.err


@needs_git
def test_a_slash_at_the_wrong_end_is_told(ehsg: Ehsg, kept: Repository) -> None:
    """Git finds nothing by such a path; what is wrong with it is said."""
    result = ehsg("diff", "main~1:areas/x.yaml/", "areas/x.yaml")
    assert (result.code, result.out) == (2, "")
    assert "there is no folder areas/x.yaml at main~1: it is a file" in result.err
    assert "leave out the slash" in result.err
    result = ehsg("diff", "main~1:/areas/x.yaml", "areas/x.yaml")
    assert (result.code, result.out) == (2, "")
    assert "there is no file /areas/x.yaml at main~1" in result.err
    assert "without a slash before them" in result.err


@needs_git
def test_a_day_of_which_a_clone_has_no_record_is_refused(
    ehsg: Ehsg, kept: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git would take the latest it has, and nothing would seem to have changed."""
    asked = "main@{1990-01-01}:areas/x.yaml"
    kept.git("clone", "-q", str(kept.folder), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    monkeypatch.setenv("LANGUAGE", "de")
    for arguments in ((asked, "areas/x.yaml"), ("areas/x.yaml", asked), (asked.replace("}", "}~1"),)):
        result = ehsg("diff", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "its record begins later" in result.err
        assert "name a commit or a tag" in result.err
    assert ehsg("diff", "main@{now}:areas/x.yaml", "areas/x.yaml", "--exit-code").code == 0


@needs_git
def test_a_revision_before_the_latest_commits_of_a_clone(
    ehsg: Ehsg, kept: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shallow clone is said to be one, and how to fetch the rest."""
    kept.git("clone", "-q", "--depth", "1", kept.folder.as_uri(), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    result = ehsg("diff", "HEAD~1:areas/x.yaml", "areas/x.yaml")
    assert (result.code, result.out) == (2, "")
    assert "which holds the latest commits only" in result.err
    assert "git fetch --unshallow" in result.err


@needs_git
def test_a_version_that_a_clone_left_out(
    ehsg: Ehsg, kept: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A partial clone is said to be one; nothing is fetched for the question."""
    kept.git("config", "uploadpack.allowFilter", "true")
    for number, what in enumerate(("blob:none", "tree:0")):
        clone = tmp_path / f"clone-{number}"
        kept.git("clone", "-q", f"--filter={what}", kept.folder.as_uri(), str(clone))
        monkeypatch.chdir(clone)
        result = ehsg("diff", "main~1:areas/x.yaml", "areas/x.yaml")
        assert (result.code, result.out) == (2, "")
        assert "left earlier versions out" in result.err
        assert "git fetch --refetch --no-filter" in result.err
        assert "warning" not in result.err
        assert ehsg("diff", "areas/x.yaml", "--exit-code").code == 0


@needs_git
def test_where_a_repository_has_no_files(
    ehsg: Ehsg, kept: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare one, and the inside of `.git`, are said to be that, as by the other commands."""
    kept.git("clone", "-q", "--bare", str(kept.folder), str(tmp_path / "bare.git"))
    for folder in (tmp_path / "bare.git", kept.folder / ".git", kept.folder / ".git" / "refs"):
        monkeypatch.chdir(folder)
        result = ehsg("diff", "main~1:areas/x.yaml", "main:areas/x.yaml")
        assert (result.code, result.out) == (2, "")
        assert "without files to work on (bare)" in result.err
        assert "safe.bareRepository" not in result.err


# What is a revision, and what a path


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("main~1:areas/x.yaml", ("main~1", "areas/x.yaml")),
        ("main@{2023-01-01 10:00:00}:x.yaml", ("main@{2023-01-01 10:00:00}", "x.yaml")),
        ("HEAD^{/fix: it}:a:b.yaml", ("HEAD^{/fix: it}", "a:b.yaml")),
        ("a:x.yaml", ("a", "x.yaml")),
        ("C:\\areas\\x.yaml", None),
        ("areas/x.yaml", None),
        ("", None),
    ],
)
def test_where_a_revision_ends(argument: str, expected: tuple[str, str] | None) -> None:
    """At the first colon that stands in no braces; what looks like a drive of Windows is none."""
    import posixpath

    assert revision_in(argument, posixpath) == expected


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("main~1:areas\\x.yaml", ("main~1", "areas/x.yaml")),
        ("main:.\\x.yaml", ("main", "./x.yaml")),
        ("main:areas/x.yaml", ("main", "areas/x.yaml")),
        ("C:\\areas\\x.yaml", None),
        ("c:/areas/x.yaml", None),
        ("C:x.yaml", None),
        ("\\\\server\\share\\x.yaml", None),
        ("\\\\?\\C:\\x.yaml", None),
        ("areas\\x.yaml", None),
    ],
)
def test_where_a_revision_ends_on_windows(argument: str, expected: tuple[str, str] | None) -> None:
    """A drive is never one, and backslashes lead to folders."""
    assert revision_in(argument, ntpath) == expected


# Few questions to git


@needs_git
def test_few_questions_are_asked(ehsg: Ehsg, kept: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes a process: three for a version, and two for the plan beside it."""
    asked: list[tuple[str, ...]] = []
    run = git._run

    def counted(folder: str, *arguments: str, **more: Any) -> tuple[bytes, str]:
        asked.append(arguments)
        return run(folder, *arguments, **more)

    monkeypatch.setattr(git, "_run", counted)
    assert ehsg("diff", "main~1:areas/x.yaml", "main:areas/x.yaml").code == 0
    assert 6 <= len(asked) <= 10


# The manual

YEARS = (ROOT / "docs" / "years.md").read_text(encoding="utf-8")
OF_DIFF = re.findall(r"^## What changed: `ehsg diff`\n(.*?)(?=^## )", YEARS, re.MULTILINE | re.DOTALL)[0]


def test_every_option_and_format_is_explained(ehsg: Ehsg) -> None:
    """In the part of `docs/years.md` on this command."""
    forms = re.findall(r"^ +(?:(-\w), )?(--[a-z-]+)", ehsg("diff", "--help").out, re.MULTILINE)
    assert len(forms) > 8
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", OF_DIFF))
    assert [long for short, long in forms if long != "--help" and not {short, long} & told] == []
    assert all(f"`{form.value}`" in OF_DIFF for form in TextFormat)


@needs_git
@pytest.mark.parametrize("command", [line for block in fenced(OF_DIFF, "sh") for line in block.splitlines()])
def test_every_command_on_the_page_runs(ehsg: Ehsg, repository: Repository, command: str) -> None:
    """Where the files and revisions that it names are there."""
    for message, text in (("One", EARLIER), ("Two", LATER)):
        names = ("area.yaml", "area-2022.yaml", "area-2023.yaml", "areas/area.yaml")
        repository.commit(message, dict.fromkeys(names, text))
    assert ehsg(*command.split()[1:]).code == 0


def test_the_example_on_the_page_is_what_is_printed(ehsg: Ehsg) -> None:
    """Both of its pieces, of the two years of the fictional area among the examples."""
    out = ehsg("diff", EXAMPLES / "northbridge-2022.yaml", EXAMPLES / "northbridge-2023.yaml").out
    (example,) = fenced(OF_DIFF, "text")
    pieces = example.split("...\n")
    assert len(pieces) == 2
    for piece in pieces:
        assert piece.rstrip() in out


def test_the_json_on_the_page_has_the_keys_of_the_output(ehsg: Ehsg) -> None:
    """All of them, in their order, down to the lists."""
    page = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    (shown,) = (json.loads(block) for block in fenced(page, "json") if "ehsg.diff/1" in block)
    files = (EXAMPLES / "northbridge-2022.yaml", EXAMPLES / "northbridge-2023.yaml")
    made = ehsg("diff", *files, "--format", "json").json
    assert list(shown) == list(made)
    for key in ("old", "kinship", "overall", "priorities", "data_model", "autonomy"):
        assert list(shown[key]) == list(made[key]), key
    for key in ("scores", "sections", "narrative", "follow_up", "others"):
        assert list(shown[key][0]) == list(made[key][0]), key
    assert list(shown["priorities"]["followed"][0]) == list(made["priorities"]["followed"][0])
    assert list(shown["data_model"]["old"]) == list(made["data_model"]["old"])
