"""Family 8: an assessment beside those of earlier years, several years of one folder end to end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ehsg_cli.cli import run
from ehsg_cli.diagnostics import Finding
from ehsg_cli.rules import uncertain
from ehsg_cli.rules.checking import check_file, check_files

FAMILY = ("EH801", "EH802", "EH803", "EH804", "EH805", "EH810")
AREA = "Northbridge (fictional)"
TEXT = "We have a framework, and every team uses it."
NEXT = "Train the teams that joined last."

Write = Callable[..., Path]


def assessment(
    period: str,
    score: int | None = 3,
    evidence: str = TEXT,
    next_steps: str = NEXT,
    *,
    status: str = "agreed",
    area: str = AREA,
    priorities: str = "[]",
    more: str = "",
    area_more: str = "",
    guide: str = "ehsg-2022",
) -> str:
    """A small assessment: one descriptor with two texts, and what else is wanted."""
    entry = f"  FV1:\n    score: {'' if score is None else score}\n"
    for key, text in (("working_well", evidence), ("prioritising_next", next_steps)):
        entry += f"    {key}: |-\n" + "".join(f"      {line}\n" for line in text.split("\n") if line)
    return (
        f"ehsg: assessment/1\nguide: {guide}\narea:\n  name: {area}\n{area_more}period: {period}\n"
        f"status: {status}\ndescriptors:\n{entry}  DA5: {{score: 2}}\npriorities: {priorities}\n{more}"
    )


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an assessment of a year, named after its period."""

    def write(period: str, *args: object, name: str = "", **options: object) -> Path:
        path = tmp_path / (name or f"area-{period}.yaml")
        path.write_text(assessment(period, *args, **options), encoding="utf-8")  # type: ignore[arg-type]
        return path

    return write


def told(path: Path, *codes: str) -> list[Finding]:
    """What is said of a file under some codes, by default under those of this family."""
    return [finding for finding in check_file(str(path)).findings if finding.code in (codes or FAMILY)]


def said(path: Path, *codes: str) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in told(path, *codes)]


# EH801: risen by two, with the evidence of before


def test_a_score_that_rose_by_two_with_the_same_evidence_is_told(write: Write) -> None:
    """At the evidence, with both scores, the earlier period and its file."""
    write("2022", 1)
    (finding,) = told(write("2023", 3), "EH801")
    assert (
        finding.message
        == "FV1 rose from 1 in 2022 (area-2022.yaml) to 3, and its evidence is what it was then"
    )
    assert finding.hint == "write under working_well what shows it now, or look at the score again"
    assert str(finding.pointer) == "descriptors.FV1.working_well"
    assert finding.severity.value == "warning"


@pytest.mark.parametrize("score", [1, 2])
def test_a_rise_by_one_or_none_is_not(write: Write, score: int) -> None:
    """A step a year is what one hopes for."""
    write("2022", 1)
    assert said(write("2023", score)) == []


def test_another_wrapping_is_no_change_and_another_word_is(write: Write) -> None:
    """As in `ehsg diff`."""
    write("2022", 1)
    assert said(write("2023", 3, TEXT.replace(", ", ",\n"), "Other.")) != []
    assert said(write("2023", 3, TEXT.replace("every", "each"))) == []


def test_no_evidence_in_either_year_is_left_to_the_rule_on_that(write: Write) -> None:
    """EH402 tells of it: one mistake is one finding."""
    write("2022", 1, "")
    found = told(write("2023", 3, ""), "EH801", "EH402")
    assert {(f.code, str(f.pointer)[:15]) for f in found} == {
        ("EH402", "descriptors.FV1"),
        ("EH402", "descriptors.DA5"),
    }


def test_in_a_draft_it_is_a_note(write: Write) -> None:
    """As in family 4."""
    write("2022", 1)
    assert [f.severity.value for f in told(write("2023", 3, status="draft"))] == ["note"]


# EH802: fallen, with nothing said


def test_a_score_that_fell_with_nothing_said_is_told_at_the_score(write: Write) -> None:
    """Neither text says anything new."""
    write("2022", 3)
    (finding,) = told(write("2023", 2))
    assert finding.code == "EH802"
    assert (
        finding.message
        == "FV1 fell from 3 in 2022 (area-2022.yaml) to 2, and its texts are what they were then"
    )
    assert str(finding.pointer) == "descriptors.FV1.score"


def test_a_sentence_in_either_text_is_enough(write: Write) -> None:
    """The rule asks for a word, not for a certain one."""
    write("2022", 3)
    assert said(write("2023", 2, TEXT + " Two services closed.")) == []
    assert said(write("2023", 2, TEXT, NEXT + " Look again in spring.")) == []


def test_blank_texts_in_both_years_say_nothing_either(write: Write) -> None:
    """Blank then and blank now."""
    write("2022", 2, "", "")
    assert said(write("2023", 1, "", "")) == [
        "EH802 FV1 fell from 2 in 2022 (area-2022.yaml) to 1, and has no text"
    ]


def test_what_is_not_scored_in_both_years_neither_rose_nor_fell(write: Write) -> None:
    """A blank is not 0."""
    write("2022", None)
    assert said(write("2023", 5)) == []
    write("2022", 5)
    assert said(write("2023", None)) == []


# EH803: a priority for three years, and no movement


def priority(period: str, **options: object) -> dict[str, object]:
    return {
        "priorities": "[DA5]",
        "more": "follow_up: {DA5: {outcome: partly, note: Some of it.}}\n",
        **options,
    }


def test_a_priority_of_three_years_that_did_not_move_is_told_at_the_priority(write: Write) -> None:
    """In the third of them, and not before."""
    write("2021", priorities="[DA5]")
    assert said(write("2022", **priority("2022"))) == []
    (finding,) = told(write("2023", **priority("2023")))
    assert finding.code == "EH803"
    assert finding.message == (
        "DA5 has been a priority since 2021 (area-2021.yaml), and its score is 2, as it was then"
    )
    assert str(finding.pointer) == "priorities.0"


def test_one_that_moved_in_between_or_was_none_for_a_year_is_not(write: Write) -> None:
    """Every year of the three counts."""
    write("2021", priorities="[DA5]")
    path = write("2022", **priority("2022"))
    text = path.read_text(encoding="utf-8")
    last = write("2023", **priority("2023"))
    path.write_text(text.replace("DA5: {score: 2}", "DA5: {score: 1}"), encoding="utf-8")
    assert said(last) == []
    path.write_text(text.replace("[DA5]", "[FV1]"), encoding="utf-8")
    assert said(last, "EH803") == []
    path.write_text(text.replace("DA5: {score: 2}", "DA5: {score: }"), encoding="utf-8")
    assert said(last) == []


def test_three_quarters_are_not_three_years(write: Write) -> None:
    """The time counts, and with it at least one assessment in between."""
    for quarter in (1, 2, 3):
        last = write(f"2023-Q{quarter}", **priority(""))
    assert said(last, "EH803") == []
    write("2021-Q3", **priority(""))
    assert len(said(last, "EH803")) == 1


def test_two_assessments_with_a_gap_between_them_do_not_make_three_years(write: Write) -> None:
    """Nobody knows what stood in between."""
    write("2020", priorities="[DA5]")
    assert said(write("2023", **priority("2023"))) == []


# EH804 and EH805: what became of last year's priorities


def test_an_earlier_priority_without_follow_up_is_told_each_by_itself(write: Write) -> None:
    """Where it would stand, or at the nearest thing above that does."""
    write("2022", priorities="[FV1, DA5]")
    found = told(write("2023", more="follow_up:\n  FV1: {outcome: done, note: It is done.}\n"))
    assert [(f.code, f.message, str(f.pointer)) for f in found] == [
        (
            "EH804",
            "DA5 was a priority in 2022 (area-2022.yaml), and what became of it is not said",
            "follow_up.DA5",
        )
    ]
    assert found[0].span is not None
    assert found[0].span.line == 16
    assert found[0].severity.value == "warning"
    assert "done, partly, not-done or stopped" in found[0].hint


def test_a_blank_outcome_is_none(write: Write) -> None:
    """What `ehsg new --from` lists is told until it is filled in, at the outcome."""
    write("2022", priorities="[DA5]")
    (finding,) = told(write("2023", status="draft", more="follow_up:\n  DA5:\n    outcome:\n    note: |-\n"))
    assert (finding.code, str(finding.pointer), finding.severity.value) == (
        "EH804",
        "follow_up.DA5.outcome",
        "note",
    )


def test_what_is_written_wrongly_is_not_missing_as_well(write: Write) -> None:
    """A word that is none of the four, a list in place of the group: one finding each."""
    write("2022", priorities="[DA5]")
    for more, code in (
        ("follow_up: {DA5: {outcome: not done, note: No.}}\n", "EH107"),
        ("follow_up: [DA5]\n", "EH104"),
        ("follow_up: {DA5: done}\n", "EH104"),
        ("follow_up: {9.5: {outcome: done, note: Yes.}}\n", "EH204"),
    ):
        found = told(write("2023", more=more), "EH804", "EH805", "EH806", "EH104", "EH107", "EH204", "EH014")
        assert [f.code for f in found] == [code], more


def test_a_follow_up_of_what_was_no_priority_is_told_at_its_id(write: Write) -> None:
    """With those that were."""
    write("2022", priorities="[DA5]")
    more = "follow_up:\n  DA5: {outcome: done, note: Yes.}\n  FV1: {outcome: done, note: Yes.}\n"
    (finding,) = told(write("2023", more=more))
    assert finding.message == "FV1 was no priority in 2022 (area-2022.yaml)"
    assert finding.hint.startswith("the priorities then were DA5;")
    assert (finding.code, finding.span and finding.span.line) == ("EH805", 18)


# Which assessment is the earlier one


def test_alone_nothing_is_said(write: Write) -> None:
    """Nor beside another area's, a later one or one of the same time."""
    last = write("2023", more="follow_up: {FV1: {outcome: done, note: Yes.}}\n")
    assert said(last) == []
    write("2024", 1, priorities="[DA5]")
    write("2022", 1, priorities="[DA5]", area="Southbridge")
    write("2023", 1, priorities="[DA5]", name="again.yaml")
    assert said(last) == []


def test_the_latest_of_twenty_earlier_years_counts(write: Write) -> None:
    """And names in capitals are the same area."""
    for year in range(2003, 2023):
        write(str(year), 1 if year == 2022 else 4, area="NORTHBRIDGE (Fictional)" if year % 2 else AREA)
    assert said(write("2023", 3)) == [
        "EH801 FV1 rose from 1 in 2022 (area-2022.yaml) to 3, and its evidence is what it was then"
    ]


@pytest.mark.parametrize("broken", ["descriptors: [\n", "score: 9\n", "\x00"])
def test_a_broken_earlier_file_is_passed_over_in_silence(write: Write, broken: str) -> None:
    """What followed on it would be a guess, so that nothing before it counts either."""
    write("2021", 1, priorities="[DA5]")
    path = write("2022", 1, priorities="[DA5]")
    path.write_text(path.read_text(encoding="utf-8") + broken, encoding="utf-8")
    assert said(write("2023", 3)) == []


def test_of_two_of_one_time_the_agreed_one_counts(write: Write) -> None:
    """A draft beside it is most likely what it was made from; two that are agreed leave a doubt."""
    write("2022", 1)
    other = write("2022", 3, status="draft", name="draft.yaml")
    last = write("2023", 3)
    assert len(said(last)) == 1
    write("2022", 3, status="submitted", name=other.name)
    assert said(last) == []


def test_a_draft_alone_counts(write: Write) -> None:
    """Not everybody sets the status when the year is over."""
    write("2022", 1, status="draft")
    assert len(said(write("2023", 3))) == 1


def test_another_edition_does_not_count(write: Write) -> None:
    """Its scores are on another scale."""
    write("2022", 1, guide="ehsg-2020")
    assert said(write("2023", 3)) == []


BEFORE = "  predecessors:\n    - {name: Vale, boundaries: %s}\n"


@pytest.mark.parametrize(("boundaries", "count"), [("same", 1), ("changed", 0), ("", 0)])
def test_a_predecessor_counts_where_its_boundaries_are_the_same(
    write: Write, boundaries: str, count: int
) -> None:
    """Otherwise the two scores may be of two places; the message names the other area."""
    write("2022", 1, area="Vale")
    found = said(write("2023", 3, area_more=BEFORE % boundaries))
    assert len(found) == count
    assert all("2022 (area-2022.yaml of Vale)" in each for each in found)


def test_areas_that_name_one_another_end(write: Write) -> None:
    """Only what is named in the file itself is looked for, so that there is no going round."""
    write("2021", 3, area="Vale", area_more=f"  predecessors: [{{name: {AREA}, boundaries: same}}]\n")
    write("2022", 1)
    last = write("2023", 3, area_more=BEFORE % "same")
    assert len(said(last)) == 1
    own = write("2024", 3, area_more=f"  predecessors: [{{name: {AREA}, boundaries: same}}]\n")
    assert [f.code for f in told(own, "EH808", *FAMILY)] == ["EH808"]


# Runs


def test_several_years_end_to_end(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three years of a folder on the command line: each year is held against the one before it."""
    write("2021", 1, priorities="[DA5]")
    write("2022", 3, priorities="[DA5]")
    write(
        "2023", 2, priorities="[DA5]", more="follow_up: {DA5: {outcome: partly, note: Two feeds of six.}}\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run(["validate", ".", "--format", "concise", "--fail-on", "never"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if " EH80" in line]
    assert [(line.split(":")[0], line.split()[2]) for line in lines] == [
        ("area-2022.yaml", "EH804"),
        ("area-2022.yaml", "EH801"),
        ("area-2023.yaml", "EH802"),
        ("area-2023.yaml", "EH803"),
    ]


def test_several_processes_say_what_one_says(write: Write) -> None:
    """However the files are shared out."""
    paths = [str(write(str(year), year % 5, priorities="[DA5]")) for year in range(2000, 2024)]
    alone, shared = ([outcome.findings for outcome in check_files(paths, jobs)] for jobs in (1, 3))
    assert alone == shared
    assert sum(f.code in FAMILY for findings in alone for f in findings) > 40


def test_a_finding_is_suppressed_as_any_other(write: Write) -> None:
    """With its code and a reason; and where the earlier file is missing that is no suppression in vain."""
    earlier = write("2022", 3)
    path = write("2023", 2)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("    score: 2\n", "    score: 2  # ehsg: ignore[EH802] the board was told\n", 1),
        encoding="utf-8",
    )
    assert told(path, "EH802", "EH015", "EH016", "EH018") == []
    earlier.unlink()
    assert {f.code for f in told(path, "EH802", "EH015", "EH016", "EH018")} == set()
    assert set(FAMILY) <= uncertain()
    assert not {"EH806", "EH807", "EH808", "EH809"} & uncertain()


def test_the_note_of_a_follow_up_is_read_like_any_other_text(write: Write) -> None:
    """A telephone number there is told of as well."""
    more = "follow_up: {DA5: {outcome: done, note: Ring 07700 900123.}}\n"
    found = check_file(str(write("2023", more=more))).findings
    assert [f.words for f in found if str(f.pointer) == "follow_up.DA5.note"] == ["07700 900123"]


# EH810: another code than the year before


def test_another_code_than_the_year_before_is_told(write: Write) -> None:
    """At the code, with both codes, the earlier period and its file."""
    write("2022", area_more="  code: E08999999\n")
    (finding,) = told(write("2023", area_more="  code: E06999999\n"))
    assert finding.message == "the area's code is E06999999, and was E08999999 in 2022 (area-2022.yaml)"
    assert str(finding.pointer) == "area.code"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("  code: E08999999\n", "  code: E08999999\n"),
        ("", "  code: E08999999\n"),
        ("  code: E08999999\n", ""),
        (
            "  code: E08999999\n",
            "  code: E06999999\n  predecessors: [{code: E08999999, boundaries: same}]\n",
        ),
    ],
)
def test_one_code_a_missing_one_and_a_named_predecessor_are_in_order(
    write: Write, before: str, now: str
) -> None:
    """Nothing is said of them."""
    write("2022", area_more=before)
    assert said(write("2023", area_more=now)) == []
