"""A thresholds file and what can be wrong with it."""

from pathlib import Path

import pytest

from ehsg_cli.assessment import Thresholds
from tests.helpers import check, content_of, errors, only_error, said

HEAD = "ehsg: thresholds/1\nguide: ehsg-2022\nsource: Prospectus, 2023, page 7\n"
CRITERIA = "the criteria are FV1, WF1, WF3, LE1, LE3, DA1, DA3, DA4 and DA7"


def test_a_partial_file_is_fine(tmp_path: Path) -> None:
    """Any subset of the criteria, also a blank one or none at all."""
    checked = check(tmp_path, HEAD + "minimum: {FV1: 3, WF1: 0, LE1: }\n")
    assert checked.findings == ()
    assert content_of(checked, Thresholds).minimum == {"FV1": 3, "WF1": 0}
    for nothing in ("", "minimum:\n", "minimum: {}\n"):
        assert check(tmp_path, HEAD + nothing).findings == ()


@pytest.mark.parametrize(
    ("minimum", "code", "column", "message"),
    [
        ('{FV1: "3"}', "EH202", 16, "the score 3 stands in quotation marks, which makes it a text"),
        ("{FV1: 6}", "EH202", 16, "6 is not on the guide's scale of 0 to 5"),
        ("{FV1: -1}", "EH202", 16, "-1 is not on the guide's scale of 0 to 5"),
        ("{FV1: true}", "EH202", 16, "the word true is not a score"),
        ("{FV1: .nan}", "EH202", 16, ".nan is no number at all"),
        ("{FV1: 2.5}", "EH207", 16, "2.5 looks like an average; a score is one whole number (0 to 5)"),
        ("{FV1: [3]}", "EH202", 11, "a score is one whole number, and here stands a list"),
        ("{FV1: {score: 3}}", "EH202", 11, "a score is one whole number, and here stands a group of keys"),
        (f"{{FV1: {'9' * 5000}}}", "EH202", 16, None),
        ("{FV9: 3}", "EH203", 11, '"FV9" is no descriptor of this guide'),
        ("{fv1: 3}", "EH203", 11, '"fv1" is no descriptor of this guide'),
        ("{__class__: 3}", "EH203", 11, '"__class__" is no descriptor of this guide'),
        ("{FV2: 3}", "EH210", 11, "FV2 does not count towards Earned Autonomy in this guide"),
        ("{5.1: 3}", "EH204", 11, "5.1 is a number on the form; here the id FV1 belongs"),
        ('{"5.1": 9}', "EH204", 11, "5.1 is a number on the form; here the id FV1 belongs"),
        ("{7: 3}", "EH014", 11, "7 cannot be a key: keys are words"),
        ('{7: "x"}', "EH014", 11, "7 cannot be a key: keys are words"),
        ("{true: 9}", "EH014", 11, "the word true cannot be a key: keys are words"),
        ("{? [a] : 3}", "EH014", 13, "a list or a group cannot be a key: keys are words"),
        ("[FV1, 3]", "EH104", 1, "minimum needs a group of keys, and has a list"),
        ("3", "EH104", 10, "minimum needs a group of keys, and has 3"),
    ],
)
def test_a_minimum_that_is_none(
    tmp_path: Path, minimum: str, code: str, column: int, message: str | None
) -> None:
    """One error for one mistake, at its key or value; the other minimum scores are read."""
    checked = check(tmp_path, f"{HEAD}minimum: {minimum}\n")
    finding = only_error(checked)
    assert finding.span is not None
    assert (finding.code, finding.span.line, finding.span.column) == (code, 4, column)
    assert message in (None, finding.message)
    assert content_of(checked, Thresholds).minimum == {}


def test_a_descriptor_that_does_not_count_gets_the_list_of_those_that_do(tmp_path: Path) -> None:
    """The remedy names the criteria."""
    assert only_error(check(tmp_path, HEAD + "minimum: {FV2: 3}\n")).hint == CRITERIA


@pytest.mark.parametrize("value", ["", "source:\n", 'source: " "\n'])
def test_thresholds_say_where_they_come_from(tmp_path: Path, value: str) -> None:
    """Missing or blank: an error."""
    text = HEAD.replace("source: Prospectus, 2023, page 7\n", value) + "minimum: {FV1: 3}\n"
    finding = only_error(check(tmp_path, text))
    assert (finding.code, finding.message) == ("EH112", "the thresholds do not say where they come from")


@pytest.mark.parametrize("value", ["2023", "[Prospectus]", "{document: Prospectus}", "true"])
def test_a_source_of_the_wrong_kind_is_one_fault(tmp_path: Path, value: str) -> None:
    """What stands there is wrong; that it is missing besides is not said."""
    text = HEAD.replace("Prospectus, 2023, page 7", value) + "minimum: {FV1: 3}\n"
    finding = only_error(check(tmp_path, text))
    assert finding.code == "EH104"
    assert finding.message.startswith("source needs a text, and has ")


@pytest.mark.parametrize("key", ["area", "sorce", "descriptors", "status"])
def test_an_assessments_keys_are_none_here(tmp_path: Path, key: str) -> None:
    """Unknown keys are errors, with a guess where one is near."""
    finding = only_error(check(tmp_path, f"{HEAD}minimum: {{FV1: 3}}\n{key}: x\n"))
    assert (finding.code, finding.message) == ("EH103", f'"{key}" is not a key that can stand here')
    assert finding.hint == (
        "did you mean source?" if key == "sorce" else "the keys here are ehsg, guide, source and minimum"
    )


def test_a_form_number_that_stands_twice_is_two_mistakes(tmp_path: Path) -> None:
    """The better words for a form number take nothing away but the poorer ones."""
    text = HEAD + "minimum:\n  5.1: 3\n  5.1: 4\n"
    assert [(s.code, s.line) for s in said(errors(check(tmp_path, text)))] == [("EH204", 5), ("EH013", 6)]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Mistakes of every kind in one file."""
    text = HEAD + 'minimum:\n  FV1: 9\n  FV2: 3\n  XX1: 3\n  5.1: 3\n  WF1: "2"\n  LE1: 3\narea: x\n'
    checked = check(tmp_path, text)
    assert [(s.code, s.line) for s in said(errors(checked))] == [
        ("EH202", 5),
        ("EH210", 6),
        ("EH203", 7),
        ("EH204", 8),
        ("EH202", 9),
        ("EH103", 11),
    ]
    assert content_of(checked, Thresholds).minimum == {"LE1": 3}


def test_without_a_guide_only_the_shape_is_looked_at(tmp_path: Path) -> None:
    """No guide, no scale and no criteria: what can be told is told."""
    text = HEAD.replace("ehsg-2022", "ehsg-1922") + "minimum: {FV1: x}\nfoo: 1\n"
    checked = check(tmp_path, text)
    assert {finding.code for finding in errors(checked)} >= {"EH201", "EH103"}
    assert checked.file.content is None
