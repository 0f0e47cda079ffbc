"""`ehsg new`, end to end."""

from pathlib import Path

import pytest

from ehsg_cli import load_assessment, load_guide, validate
from tests.cli.conftest import Ehsg
from tests.helpers import changed, put

NEW = ("new", "area.yaml", "--guide", "ehsg-2022", "--area", "Northbridge", "--period", "2022")


def test_a_new_file_is_a_sound_draft_with_everything_blank(ehsg: Ehsg) -> None:
    """It validates at once; what is missing is told as notes."""
    result = ehsg(*NEW, "--code", "E08000037")
    assert result.code == 0
    assert "Wrote area.yaml." in result.err
    assert {finding.severity.value for finding in validate("area.yaml")} == {"note"}
    assessment = load_assessment("area.yaml")
    assert (assessment.area.name, assessment.area.code) == ("Northbridge", "E08000037")
    assert (assessment.period, assessment.status) == ("2022", "draft")
    assert list(assessment.entries) == list(load_guide("ehsg-2022").descriptors)
    assert all(entry.answer is None and entry.evidence is None for entry in assessment.entries.values())
    assert (assessment.chosen, assessment.sharing) == ((), {})


def test_every_key_of_the_format_is_there(ehsg: Ehsg) -> None:
    """Whoever fills it in need not look anything up."""
    ehsg(*NEW)
    text = Path("area.yaml").read_text(encoding="utf-8")
    keys = "name code period status agreed date by submitted method submitted_level as_at changed"
    keys += " current_level score working_well prioritising_next priorities dfe coordinators departments"
    for key in keys.split():
        assert f"{key}:" in text
    assert "\n# Early Help System Guide 2022: self-assessment of Northbridge, 2022\n" in text
    assert max(len(line) for line in text.splitlines()) <= 110


def test_each_descriptor_stands_under_its_form_number_and_title(ehsg: Ehsg) -> None:
    """The comment above each id is what the form calls it."""
    ehsg(*NEW)
    lines = Path("area.yaml").read_text(encoding="utf-8").splitlines()
    for id, descriptor in load_guide("ehsg-2022").descriptors.items():
        heading = lines.index(f"  # {descriptor.form} {descriptor.title}")
        assert heading < lines.index(f"  {id}:") < heading + 10


def test_filling_it_in_by_hand_works_as_the_comments_say(ehsg: Ehsg) -> None:
    """A score behind the key, a text below the bar: what the file tells people to do is right."""
    ehsg(*NEW)
    text = Path("area.yaml").read_text(encoding="utf-8")
    start = text.index("  FV1:")
    filled = text[start:].replace("score:", "score: 3", 1)
    filled = filled.replace(
        "working_well: |-\n", "working_well: |-\n      Families told us.\n\n      Twice.\n", 1
    )
    text = text[:start] + filled.replace("priorities: []", "priorities: [DA3, DA5, DA7]")
    Path("area.yaml").write_text(text, encoding="utf-8")
    assessment = load_assessment("area.yaml")
    assert assessment.entries["FV1"].answer == 3
    assert assessment.entries["FV1"].evidence == "Families told us.\n\nTwice."
    assert assessment.entries["FV1"].next_steps is None
    assert assessment.chosen == ("DA3", "DA5", "DA7")


def test_from_last_year_carries_texts_as_comments_only(ehsg: Ehsg, northbridge: Path) -> None:
    """Scores, priorities and permissions are blank; last year's answers can be read above each key."""
    result = ehsg("new", "next.yaml", "--period", "2024", "--from", northbridge.name)
    assert result.code == 0
    last, new = load_assessment(northbridge), load_assessment("next.yaml")
    assert (new.area, new.period, new.guide) == (last.area, "2024", last.guide)
    assert all(entry.answer is None and entry.evidence is None for entry in new.entries.values())
    assert (new.chosen, new.sharing, new.method) == ((), {}, ())
    assert new.data_model.governing == (None, None)
    text = Path("next.yaml").read_text(encoding="utf-8")
    for id, entry in last.entries.items():
        part = text[text.index(f"  {id}:") :].split("\n\n")[0]
        assert f"# {last.period}: {entry.answer}" in part
        for line in (entry.evidence or "").splitlines() + (entry.next_steps or "").splitlines():
            assert f"#   {line}".rstrip() in text
    assert f"# {last.period}: {', '.join(last.chosen)}" in text
    assert {finding.severity.value for finding in validate("next.yaml")} == {"note"}


def test_whose_answers_they_are_is_said_by_their_year(ehsg: Ehsg, northbridge: Path) -> None:
    """A file of two years ago is not last year's; one without a period is the earlier file."""
    ehsg("new", "next.yaml", "--period", "2026", "--from", northbridge.name)
    text = Path("next.yaml").read_text(encoding="utf-8")
    assert "last year" not in text.lower()
    assert "\n# The answers of 2023 stand in comments" in text
    assert "\n# What became of the priorities of 2023, as you see it: " in text
    assert "\n    # 2023:\n    #   " in text
    assert "\n  # 2023: 3\n" in text
    put(northbridge, changed(northbridge.read_text(encoding="utf-8"), "period: 2023\n", ""))
    ehsg("new", "other.yaml", "--period", "2026", "--from", northbridge.name)
    text = Path("other.yaml").read_text(encoding="utf-8")
    assert "\n# What became of the priorities of the earlier file, as you see it: " in text
    assert "\n    # the earlier file: 4\n" in text
    assert {finding.severity.value for finding in validate("other.yaml")} == {"note"}


def test_from_last_year_lists_its_priorities_to_be_followed_up(ehsg: Ehsg, northbridge: Path) -> None:
    """Blank, each under its form number and title, with the outcomes there are."""
    ehsg("new", "next.yaml", "--period", "2024", "--from", northbridge.name)
    last, new = load_assessment(northbridge), load_assessment("next.yaml")
    assert tuple(new.follow_up) == last.chosen
    assert all(each.outcome is None and each.note is None for each in new.follow_up.values())
    part = Path("next.yaml").read_text(encoding="utf-8").split("\npriorities: []\n")[1]
    assert "done | partly | not-done | stopped" in part
    for id in last.chosen:
        descriptor = load_guide("ehsg-2022").descriptors[id]
        place = f"\n\n  # {descriptor.form} {descriptor.title}\n  {id}:\n    outcome:\n    note: |-\n"
        assert place in part
    told = [finding for finding in validate("next.yaml") if finding.code == "EH804"]
    assert [str(finding.pointer) for finding in told] == [f"follow_up.{id}.outcome" for id in last.chosen]


def test_what_became_of_them_is_filled_in_by_hand(ehsg: Ehsg, northbridge: Path) -> None:
    """A word behind the key and a sentence below the bar; then nothing is missing."""
    ehsg("new", "next.yaml", "--period", "2024", "--from", northbridge.name)
    text = Path("next.yaml").read_text(encoding="utf-8")
    text = text.replace("    outcome:\n    note: |-\n", "    outcome: partly\n    note: |-\n      Some.\n")
    Path("next.yaml").write_text(text, encoding="utf-8")
    followed = load_assessment("next.yaml").follow_up
    assert {(each.outcome, each.note) for each in followed.values()} == {("partly", "Some.")}
    assert [f.code for f in validate("next.yaml") if f.code.startswith("EH8")] == []


def test_without_last_year_the_key_is_there_and_empty(ehsg: Ehsg) -> None:
    """A first year has nothing to follow up; a later one finds the shape in a comment."""
    ehsg(*NEW)
    assert load_assessment("area.yaml").follow_up == {}
    text = Path("area.yaml").read_text(encoding="utf-8")
    assert "#     outcome: done           # done | partly | not-done | stopped\n" in text
    assert "\nfollow_up: {}\n" in text


def test_a_last_year_without_priorities_leaves_it_empty_too(ehsg: Ehsg) -> None:
    """There is nothing to list."""
    Path("last.yaml").write_text("ehsg: assessment/1\nguide: ehsg-2022\narea: {name: X}\nperiod: 2022\n")
    assert ehsg("new", "next.yaml", "--period", "2023", "--from", "last.yaml").code == 0
    assert "\nfollow_up: {}\n" in Path("next.yaml").read_text(encoding="utf-8")


def test_predecessors_go_with_the_area_and_not_with_another(ehsg: Ehsg) -> None:
    """Where an area came from does not change from year to year."""
    Path("last.yaml").write_text(
        "ehsg: assessment/1\nguide: ehsg-2022\nperiod: 2022\n"
        'area: {name: X, predecessors: [{name: "A: b", code: E07000001, boundaries: same}, {name: "no"}]}\n'
    )
    assert ehsg("new", "next.yaml", "--period", "2023", "--from", "last.yaml").code == 0
    assert load_assessment("next.yaml").area == load_assessment("last.yaml").area
    assert ehsg("new", "other.yaml", "--area", "Y", "--period", "2023", "--from", "last.yaml").code == 0
    assert load_assessment("other.yaml").area.predecessors == ()


def test_hostile_texts_of_last_year_stay_in_their_comments(ehsg: Ehsg) -> None:
    """Control characters, line ends of other alphabets and YAML in a text cannot leave the comment."""
    Path("last.yaml").write_text(
        'ehsg: assessment/1\nguide: ehsg-2022\narea: {name: "A: b # c\\n\\e[31m"}\nperiod: 2022\n'
        "descriptors:\n  FV1:\n    score: 3\n"
        '    working_well: "x\\n  FV2: {score: 5}\\r- y\\u2028DA1:\\u0085\\e[31mz"\n'
    )
    assert ehsg("new", "next.yaml", "--period", "2023", "--from", "last.yaml").code == 0
    new = load_assessment("next.yaml")
    assert new.area.name == "A: b # c\n\x1b[31m"
    assert all(entry.answer is None for entry in new.entries.values())
    assert b"\x1b" not in Path("next.yaml").read_bytes()


@pytest.mark.parametrize(
    "name", ["no", "null", "2022", "St. Mary's", 'A "quoted" town', "[bold]", "{{ x }}", "Å: #"]
)
def test_any_area_name_is_read_back_as_it_was_given(ehsg: Ehsg, name: str) -> None:
    """Names that YAML would take for something else are quoted."""
    assert ehsg("new", "area.yaml", "--area", name, "--period", "2022-23").code == 0
    assert load_assessment("area.yaml").area.name == name


def test_a_file_that_exists_is_left_alone(ehsg: Ehsg) -> None:
    """Nothing is overwritten, and the message says so."""
    Path("area.yaml").write_text("mine\n")
    result = ehsg(*NEW)
    assert result.code == 2
    assert "area.yaml exists already" in result.err
    assert Path("area.yaml").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--area", "X"), "which period?"),
        (("--period", "2022"), "which area?"),
        (("--area", "X", "--period", "2022-24"), "2022-24 is not a period"),
        (("--area", "X", "--period", "2022", "--code", "E8"), "E8 is not an ONS code"),
        (("--area", "X", "--period", "2022", "--guide", "../../etc"), "there is no guide '../../etc'"),
        (("--area", "X", "--period", "2022", "--from", "none.yaml"), "there is no file none.yaml"),
    ],
)
def test_what_is_missing_or_wrong_is_told(ehsg: Ehsg, arguments: tuple[str, ...], message: str) -> None:
    """One line, exit code 2, and no file."""
    result = ehsg("new", "area.yaml", *arguments)
    assert result.code == 2
    assert message in result.err
    assert not Path("area.yaml").exists()


def test_a_last_year_that_cannot_be_read_is_told(ehsg: Ehsg) -> None:
    """Its findings are shown, and nothing is written."""
    Path("last.yaml").write_text("ehsg: assessment/1\nguide: [\n")
    result = ehsg("new", "area.yaml", "--period", "2023", "--from", "last.yaml")
    assert result.code == 1
    assert "EH006" in result.err
    assert not Path("area.yaml").exists()
