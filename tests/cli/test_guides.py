"""`ehsg guide list`, `show` and `check`, and `ehsg explain`, end to end."""

import shutil
from pathlib import Path

import pytest

from ehsg_cli.resources import resource
from ehsg_cli.rules import CATALOGUE
from tests.cli.conftest import Ehsg


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_list_names_the_packs(ehsg: Ehsg) -> None:
    """Those that come with ehsg, as text and as JSON."""
    assert "ehsg-2022" in ehsg("guide", "list").out
    told = ehsg("guide", "list", "--format", "json").json["guides"]
    assert [each["id"] for each in told] == ["ehsg-2020", "ehsg-2022"]


@pytest.mark.parametrize("name", ["DA3", "da3", "9.3"])
def test_show_takes_an_id_or_a_form_number(ehsg: Ehsg, name: str) -> None:
    """Wherever a person types an id the form number will do, and both stand in the answer."""
    out = ehsg("guide", "show", name).out
    assert out.startswith("DA3 (9.3) ")
    assert "Signs of a mature area" in out


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("scale", "Not applicable"),
        ("data-models", "4 Early maturity"),
        ("priorities", "Data model 4, 5 or 6"),
        ("autonomy", "minimum not known"),
        ("sharing", "answers: confirmed or declined"),
        ("methods", "Peer review (peer-review)"),
        ("vision", "Communities"),
        ("services", "Acute and targeted services"),
        ("workforce-table", "Midwives"),
        ("national-use", "action learning sets"),
        ("data", "DA7 (9.7)"),
        ("5", "FV1 (5.1) Family engagement"),
    ],
)
def test_every_page_is_there(ehsg: Ehsg, page: str, says: str) -> None:
    """Plain at 80 columns, with its source."""
    result = ehsg("guide", "show", page)
    assert result.code == 0
    assert says in " ".join(result.out.split())
    assert "2022" in result.out
    assert max(len(line) for line in result.out.splitlines()) <= 80


def test_show_guesses_at_a_misspelling(ehsg: Ehsg) -> None:
    """The name that was probably meant is in the hint."""
    result = ehsg("guide", "show", "workfroce")
    assert result.code == 2
    assert "did you mean workforce?" in result.err


def test_show_as_json_gives_the_whole_or_one(ehsg: Ehsg) -> None:
    """For scripts that want the guide's own structure."""
    whole = ehsg("guide", "show", "--format", "json").json
    assert len(whole["guide"]["sections"]) == 5
    assert ehsg("guide", "show", "5.1", "--format", "json").json["descriptor"]["id"] == "FV1"


def test_check_passes_the_packs_that_come_with_ehsg(ehsg: Ehsg) -> None:
    """Four files each, no findings."""
    result = ehsg("guide", "check")
    assert (result.code, result.out) == (0, "8 files checked: no findings.\n")
    assert "66 questions in 9 sections\n" in result.err
    assert "31 descriptors in 5 sections, 6 data models" in result.err


def test_a_pack_of_ones_own_is_found_and_checked(ehsg: Ehsg, tmp_path: Path) -> None:
    """It stands in guide/ beside the files; a slip in it is told with its place."""
    own = tmp_path / "guide" / "my-guide"
    shutil.copytree(resource("guide") / "ehsg-2022", own)
    head = own / "guide.yaml"
    head.write_text(
        head.read_text(encoding="utf-8").replace("id: ehsg-2022", "id: my-guide", 1), encoding="utf-8"
    )
    assert "my-guide" in ehsg("guide", "list").out
    assert ehsg("guide", "check", "my-guide").code == 0
    rules = own / "rules.yaml"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("descriptor: FV1", "descriptor: FV9", 1), encoding="utf-8"
    )
    result = ehsg("guide", "check", own)
    assert result.code == 1
    assert "FV9 is no descriptor" in result.out
    assert "rules.yaml" in result.out


def test_a_broken_pack_stops_what_needs_it_in_words(ehsg: Ehsg, tmp_path: Path) -> None:
    """The message says which command shows what is wrong."""
    own = tmp_path / "guide" / "my-guide"
    own.mkdir(parents=True)
    (own / "guide.yaml").write_text("ehsg: guide/1\npart: guide\n")
    Path("area.yaml").write_text("ehsg: assessment/1\nguide: my-guide\n")
    result = ehsg("validate", "area.yaml")
    assert result.code == 1
    assert "EH211: the pack of the guide my-guide is broken" in result.out
    assert f"ehsg guide check {own}" in result.out
    assert ehsg("guide", "show", "--guide", "my-guide").code == 2
    assert ehsg("guide", "check", "my-guide").code == 1


@pytest.mark.parametrize("code", list(CATALOGUE))
def test_explain_has_a_page_for_every_code(ehsg: Ehsg, code: str) -> None:
    """What it is about, why, and what to do."""
    out = ehsg("explain", code).out
    assert out.startswith(f"{code}: {CATALOGUE[code].title}")
    assert "What to do:" in out


def test_explain_lists_all_and_guesses(ehsg: Ehsg) -> None:
    """Without a code every one is listed; a code that is none gets a guess."""
    assert ehsg("explain").out.count("EH") >= len(CATALOGUE)
    result = ehsg("explain", "EH20")
    assert result.code == 2
    assert "did you mean EH" in result.err


@pytest.mark.parametrize("code", ["EH999", "eh299"])
def test_a_well_formed_code_is_not_guessed_at(ehsg: Ehsg, code: str) -> None:
    """It is most likely another version's, and none of those that look like it."""
    result = ehsg("explain", code)
    assert result.code == 2
    assert result.err.splitlines() == [
        f"error: there is no code {code}",
        "hint:  `ehsg explain` lists them all",
    ]


def test_explain_as_markdown_gives_the_catalogue_or_one_page(ehsg: Ehsg) -> None:
    """Without a code the whole of `docs/rules.md`; with one its page alone."""
    whole = ehsg("explain", "--format", "markdown")
    assert whole.code == 0
    assert whole.out.startswith("# Rules\n")
    assert all(f"\n### {code}\n" in whole.out for code in CATALOGUE)
    page = ehsg("explain", "eh408", "--format", "markdown").out
    assert page.startswith("# EH408\n\n**A figure that stands under two descriptors** (note)\n")
    assert "\n```yaml\nFV3:\n" in page
