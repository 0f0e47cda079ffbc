"""Files by an edition whose scale is in words, and that does not know everything another one does."""

from pathlib import Path

import pytest

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.assessment.responses import Response
from ehsg_cli.diagnostics import Severity
from tests.helpers import check, content_of, errors, only_error, put

HEAD = "ehsg: assessment/1\nguide: ehsg-2020\narea: {name: Northbridge}\nperiod: 2020\nstatus: draft\n"
WORDS = "no, mostly no, mostly yes or yes"


def answered(answer: str) -> str:
    return f"{HEAD}questions:\n  FA1: {{answer: {answer}}}\n"


@pytest.mark.parametrize(
    ("written", "rank"),
    [("no", 0), ("mostly no", 1), ("mostly yes", 2), ("yes", 3), ('"yes"', 3), ("", None), ("~", None)],
)
def test_a_word_is_read_as_its_rank(tmp_path: Path, written: str, rank: int | None) -> None:
    """`yes` and `no` are words here, with and without quotation marks; blank is not answered."""
    checked = check(tmp_path, answered(written))
    assert errors(checked) == []
    assert content_of(checked, Assessment).entry("FA1").answer == rank


@pytest.mark.parametrize(
    ("written", "message", "hint", "mended"),
    [
        ("3", "3 is not one of the guide's answers", f"write {WORDS}, or leave it blank", None),
        ("0", "0 is not one of the guide's answers", f"write {WORDS}, or leave it blank", None),
        ("2.5", "2.5 is not one of the guide's answers", f"write {WORDS}, or leave it blank", None),
        ("true", "the word true is not one of the guide's answers", f"write {WORDS}, or leave it blank", None),  # noqa: E501
        ("maybe", 'the text "maybe" is not one of the guide\'s answers', f"write {WORDS}, or leave it blank", None),  # noqa: E501
        ("Mostly Yes", 'the text "Mostly Yes" is not one of the guide\'s answers', "write mostly yes in small letters", "mostly yes"),  # noqa: E501
        ("YES", 'the text "YES" is not one of the guide\'s answers', "write yes in small letters", "yes"),
        ("[yes]", "an answer is one of the guide's words, and here stands a list", f"write {WORDS}, or leave it blank", None),  # noqa: E501
    ],
)  # fmt: skip
def test_what_is_no_word_of_the_scale(
    tmp_path: Path, written: str, message: str, hint: str, mended: str | None
) -> None:
    """A finding that lists the words; capital letters are mended."""
    checked = check(tmp_path, answered(written))
    finding = only_error(checked)
    assert (finding.code, finding.message, finding.hint) == ("EH202", message, hint)
    assert finding.replacement == mended
    assert str(finding.pointer) == "questions.FA1.answer"
    assert content_of(checked, Assessment).entry("FA1").answer is None


def test_not_applicable_is_no_answer(tmp_path: Path) -> None:
    """It has a code of its own, with the edition's words."""
    finding = only_error(check(tmp_path, answered("n/a")))
    assert finding.code == "EH209"
    assert WORDS in finding.message
    assert finding.hint == "leave it blank and say why in the text, or agree on an answer"


def test_a_word_is_no_score_where_the_scale_is_figures(tmp_path: Path) -> None:
    """The other way round, words are findings under the edition of 2022."""
    text = HEAD.replace("2020", "2022") + "descriptors:\n  FV1: {score: yes}\n"
    assert only_error(check(tmp_path, text)).code == "EH202"


@pytest.mark.parametrize(
    "lines",
    [
        "priorities: [FA1]",
        "priorities: []",
        "data_model: {submitted_level: 2}",
        "sharing: {dfe: acknowledged}",
        "method: [workshops]",
        "follow_up: {FA1: {outcome: done}}",
    ],
)
def test_a_key_that_the_edition_does_not_know_is_told(tmp_path: Path, lines: str) -> None:
    """Once, at the key, and nothing else is said of it."""
    text = f"{answered('yes')}{lines}\n"
    finding = only_error(check(tmp_path, text))
    key = lines.split(":")[0]
    assert finding.code == "EH103"
    assert finding.message == (
        f'"{key}" cannot stand here: the Early Help System Guide 2020 asks for nothing of the kind'
    )
    assert (str(finding.pointer), finding.span and finding.span.line) == (
        key,
        text.splitlines().index(lines) + 1,
    )


def test_a_submitted_file_misses_nothing_that_the_edition_does_not_ask_for(tmp_path: Path) -> None:
    """No level, priorities or permissions; every question that is open is told in the edition's words."""
    checked = check(tmp_path, answered("yes").replace("draft", "submitted").replace("yes}", "}"))
    told = {finding.code for finding in checked.findings}
    assert not {code for code in told if code.startswith("EH3") or code == "EH503"}
    (unanswered,) = [finding for finding in checked.findings if finding.code == "EH206"]
    assert unanswered.message == "FA1 (One worker) has no answer yet"
    assert unanswered.hint == f"write {WORDS}"
    assert unanswered.severity is Severity.ERROR


def test_a_partners_response_is_in_words_too(tmp_path: Path) -> None:
    """Read as an assessment's answers are."""
    head = "ehsg: response/1\nguide: ehsg-2020\narea: {name: Northbridge}\nperiod: 2020\n"
    text = f"{head}respondent: {{organisation: Police}}\nquestions:\n  FA1: {{answer: mostly no}}\n"
    assert content_of(check(tmp_path, text), Response).entries["FA1"].answer == 1


PLAN = "ehsg: plan/1\n{guide}area: {{name: Northbridge}}\nactions:\n  - id: A1\n    action: Ask again\n    descriptor: FA7\n    target: {target}\n"  # noqa: E501


@pytest.mark.parametrize(("target", "rank"), [("mostly yes", 2), ("yes", 3), ("", None)])
def test_a_plan_aims_at_a_word(tmp_path: Path, target: str, rank: int | None) -> None:
    """Where its guide is named."""
    checked = check(tmp_path, PLAN.format(guide="guide: ehsg-2020\n", target=target))
    assert not [f for f in checked.findings if f.severity is Severity.ERROR and "target" in str(f.pointer)]
    (action,) = content_of(checked, Plan).actions
    assert action is not None
    assert action.target == rank


def test_a_plan_that_aims_at_a_figure_is_told_the_words(tmp_path: Path) -> None:
    """And by which guide it is known from the assessment beside it."""
    put(tmp_path / "area.yaml", answered("yes"))
    checked = check(tmp_path, PLAN.format(guide="", target="3"), "plan.yaml")
    finding = next(f for f in checked.findings if f.code == "EH202")
    assert WORDS in finding.hint


def test_a_word_in_a_plan_without_any_guide_is_held_against_nothing(tmp_path: Path) -> None:
    """It may be a word of a scale that is not known there."""
    checked = check(tmp_path, PLAN.format(guide="", target="mostly yes"))
    assert not [finding for finding in checked.findings if "target" in str(finding.pointer)]


def test_there_are_no_thresholds_for_an_edition_without_criteria(tmp_path: Path) -> None:
    """The file is read, its figures are not, and that is told at their key."""
    text = "ehsg: thresholds/1\nguide: ehsg-2020\nsource: Nowhere\nminimum: {FA1: 3}\n"
    checked = check(tmp_path, text)
    finding = only_error(checked)
    assert (finding.code, str(finding.pointer)) == ("EH103", "minimum")
    assert content_of(checked, Thresholds).minimum == {}
