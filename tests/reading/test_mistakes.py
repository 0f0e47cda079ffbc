"""Mistakes in a full assessment: each is a finding with its place, reason and remedy, and no more than that."""

# ruff: noqa: E501  # a table of cases reads best with a case a line

from pathlib import Path

import pytest

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Severity, Span
from tests.helpers import (
    GATESHEAD,
    HEAD,
    NORTHBRIDGE,
    changed,
    check,
    content_of,
    errors,
    only_error,
    place_of,
    said,
)

AREA = "area:\n  name: Northbridge (fictional)\n  code: E08999999"
AGREED = "agreed: {date: 2023-06-30, by: Early Help Partnership Board}"
METHOD = "method: [workshops, interviews, peer-review]"
MODEL = "data_model:\n  submitted_level: 2\n  as_at: 2023-01\n  changed: true\n  current_level: 3"
SHARING = "sharing:\n  dfe: acknowledged\n  coordinators: confirmed\n  departments: declined"
# The whole of the first text.
EVIDENCE = NORTHBRIDGE[NORTHBRIDGE.index("    working_well:") : NORTHBRIDGE.index("    prioritising_next:")]
SCALE = "not on the guide's scale of 0 to 5"
WHOLE = "write a whole number from 0 to 5, or leave it blank"
AVERAGE = "looks like an average; a score is one whole number (0 to 5)"
GROUP = "write its keys on the lines below it, indented, each with a colon and a space behind it"


def test_the_examples_are_sound(tmp_path: Path) -> None:
    """What the mistakes are made in: a real return with three notes, and a fictional one with a warning."""
    assert [finding.code for finding in check(tmp_path, GATESHEAD).findings] == ["EH115", "EH503", "EH408"]
    assert [finding.code for finding in check(tmp_path, NORTHBRIDGE).findings] == ["EH308"]


# Scores

SCORES = [
    ('"3"', "EH202", "the score 3 stands in quotation marks, which makes it a text", "write 3 without quotation marks"),
    ("'0'", "EH202", "the score 0 stands in quotation marks, which makes it a text", "write 0 without quotation marks"),
    ("3.0", "EH202", "3.0 is not written as a whole number", "write 3 in its place"),
    ("3.", "EH202", "3. is not written as a whole number", "write 3 in its place"),
    ("3e0", "EH202", "3e0 is not written as a whole number", "write 3 in its place"),
    ("true", "EH202", "the word true is not a score", WHOLE),
    ("yes", "EH202", 'the text "yes" is not a score', WHOLE),
    ("three", "EH202", 'the text "three" is not a score', WHOLE),
    ("-1", "EH202", f"-1 is {SCALE}", WHOLE),
    ("6", "EH202", f"6 is {SCALE}", WHOLE),
    ("1e3", "EH202", f"1e3 is {SCALE}", WHOLE),
    (".inf", "EH202", f".inf is {SCALE}", WHOLE),
    (".nan", "EH202", ".nan is no number at all", WHOLE),
    ("9" * 5000, "EH202", f"{'9' * 20}... (5,000 digits) is {SCALE}", WHOLE),
    ("010", "EH202", f"010 is {SCALE}", WHOLE),
    ("0x13", "EH202", f"0x13 is {SCALE}", WHOLE),
    ("3_0", "EH202", 'the text "3_0" is not a score', WHOLE),
    ("1_000", "EH202", 'the text "1_000" is not a score', WHOLE),
    ("٣", "EH202", 'the text "٣" is not a score', WHOLE),
    ("³", "EH202", 'the text "³" is not a score', WHOLE),
    ("2022-01-01", "EH202", 'the text "2022-01-01" is not a score', WHOLE),
    ('""', "EH202", "an empty text is not a score", WHOLE),
    ("4,", "EH202", 'the text "4," is not a score', WHOLE),
    ("2.5", "EH207", f"2.5 {AVERAGE}", None),
    ('"2.5"', "EH207", f"2.5 {AVERAGE}", None),
    ("2,5", "EH207", f"2,5 {AVERAGE}", None),
    ("2-3", "EH207", "2-3 is a range; a score is one whole number (0 to 5)", "write the one whole number you agreed"),
    ("2 to 3", "EH207", "2 to 3 is a range; a score is one whole number (0 to 5)", None),
    ("2\u20133", "EH207", "2\u20133 is a range; a score is one whole number (0 to 5)", None),
    ("2 or 3", "EH207", "2 or 3 names two numbers; a score is one whole number (0 to 5)", None),
    ('"3/5"', "EH207", "3/5 is a score out of 5; a score is one whole number (0 to 5)", "did you mean 3?"),
    ("3 out of 5", "EH207", "3 out of 5 is a score out of 5; a score is one whole number (0 to 5)", "did you mean 3?"),
    ("3/4", "EH207", "3/4 names two numbers; a score is one whole number (0 to 5)", None),
    ("n/a", "EH209", 'the guide knows no "n/a": a score is a whole number (0 to 5), or blank while it is open', None),
    ("N.A.", "EH202", 'the text "N.A." is not a score', WHOLE),
    ("Not applicable", "EH209", None, None),
    ("--", "EH209", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "message", "hint"), SCORES, ids=[s[0][:14] for s in SCORES])
def test_a_score_that_is_none(
    tmp_path: Path, value: str, code: str, message: str | None, hint: str | None
) -> None:
    """One error, at the value, whose width is marked; the rest of the entry is read."""
    text = changed(NORTHBRIDGE, "score: 4", f"score: {value}")
    checked = check(tmp_path, text)
    finding = only_error(checked)
    assert finding.code == code
    assert str(finding.pointer) == "descriptors.FV1.score"
    assert finding.span == Span.at(24, 12, len(value))
    assert message in (None, finding.message)
    assert hint in (None, finding.hint)
    assert finding.hint
    entry = content_of(checked, Assessment).entry("FV1")
    assert entry.answer is None
    assert entry.evidence


@pytest.mark.parametrize(
    ("value", "what"), [("[3]", "a list"), ("{a: 1}", "a group of keys"), ("\n    - 3", "a list")]
)
def test_a_score_that_is_a_group(tmp_path: Path, value: str, what: str) -> None:
    """A list or a group is placed at its key."""
    checked = check(tmp_path, changed(NORTHBRIDGE, "score: 4", f"score: {value}"))
    finding = only_error(checked)
    assert (finding.code, finding.span) == ("EH202", Span.at(24, 5, 5))
    assert finding.message == f"a score is one whole number, and here stands {what}"


@pytest.mark.parametrize(
    ("value", "score"), [("03", 3), ("+3", 3), ("0x3", 3), ("0", 0), ("-0", 0), ("3 # x", 3)]
)
def test_a_score_however_written_is_a_whole_number(tmp_path: Path, value: str, score: int) -> None:
    """YAML 1.2 knows several spellings of a whole number; each is the number."""
    checked = check(tmp_path, changed(NORTHBRIDGE, "score: 4", f"score: {value}"))
    assert errors(checked) == []
    assert content_of(checked, Assessment).entry("FV1").answer == score


@pytest.mark.parametrize("value", ["", "~", "null", " # not yet"])
def test_a_blank_score_is_not_scored_yet(tmp_path: Path, value: str) -> None:
    """Missing, not wrong and not 0: an error once submitted, a note in a draft."""
    text = changed(NORTHBRIDGE, "score: 4", f"score: {value}".rstrip())
    finding = only_error(check(tmp_path, text))
    assert (finding.code, finding.message) == ("EH206", "FV1 (5.1 Family engagement) has no score yet")
    assert finding.span is not None
    assert finding.span.line == 24
    draft = check(tmp_path, changed(text, "status: submitted", "status: draft"))
    assert errors(draft) == []
    assert [f.severity for f in draft.findings if f.code == "EH206"] == [Severity.NOTE]
    assert content_of(draft, Assessment).entry("FV1").answer is None


@pytest.mark.parametrize("value", ["4\u00a0", "!!int 4", "|-\n      4"])
def test_a_score_is_not_said_to_stand_in_quotation_marks_where_it_does_not(
    tmp_path: Path, value: str
) -> None:
    """A no-break space, a tag or a block is another fault, and "remove the quotation marks" no remedy."""
    found = errors(check(tmp_path, changed(NORTHBRIDGE, "score: 4", f"score: {value}")))
    assert found
    for finding in found:
        assert "quotation marks, which makes it a text" not in finding.message


def test_a_tagged_score_is_one_fault(tmp_path: Path) -> None:
    """The tag is the fault; the score behind it is read."""
    checked = check(tmp_path, changed(NORTHBRIDGE, "score: 4", "score: !!int 4"))
    assert only_error(checked).code == "EH012"
    assert content_of(checked, Assessment).entry("FV1").answer == 4


def test_an_invisible_space_is_made_visible(tmp_path: Path) -> None:
    """A no-break space, pasted from Word, before a key: a message that hid it would contradict itself."""
    found = errors(check(tmp_path, HEAD + "\u00a0period: 2022\nstatus: draft\n"))
    assert found[0].code == "EH103"
    assert '"period" is not a key' not in found[0].message


# Everything else a file may say

CASES = [
    # what is replaced, by what, code, where (a caret before the place in words of the new text), message, hint
    ("guide: ehsg-2022", "guide: ehsg-2021", "EH201", "ehsg-2021", 'there is no guide "ehsg-2021"', "did you mean ehsg-2022?"),
    ("guide: ehsg-2022", "guide: ../../etc", "EH201", "../../etc", 'there is no guide "../../etc"', "the guides are ehsg-2020 and ehsg-2022"),
    ("guide: ehsg-2022", "guide: /etc/passwd", "EH201", "/etc/passwd", 'there is no guide "/etc/passwd"', "the guides are ehsg-2020 and ehsg-2022"),
    ("guide: ehsg-2022", "guide: EHSG-2022", "EH201", "EHSG-2022", 'there is no guide "EHSG-2022"', "did you mean ehsg-2022?"),
    ("guide: ehsg-2022", "guide: ~", "EH201", "~\narea", "the file does not name its guide", "add `guide:` with ehsg-2020 or ehsg-2022"),
    ("guide: ehsg-2022", "guide:", "EH201", "guide:\narea", "the file does not name its guide", "add `guide:` with ehsg-2020 or ehsg-2022"),
    ("guide: ehsg-2022\n", "", "EH201", "ehsg: ", "the file does not name its guide", "add `guide:` with ehsg-2020 or ehsg-2022"),
    ("ehsg: assessment/1", "ehsg: assessment/2", "EH102", "assessment/2", '"assessment/2" is no kind of file that this version of ehsg reads', None),
    ("ehsg: assessment/1\n", "", "EH102", "guide: ", "the file does not say what it is: its key `ehsg` is missing", None),
    ("ehsg: assessment/1", "Ehsg: assessment/1", "EH102", "Ehsg", "the file does not say what it is: its key `ehsg` is missing", None),
    (AREA, "area: Northbridge", "EH104", "Northbridge\n", 'area needs a group of keys, and has the text "Northbridge"', GROUP),
    (AREA, "area: [Northbridge]", "EH104", "area: [", "area needs a group of keys, and has a list", GROUP),
    (AREA, "area:", "EH110", "area:\n", "the area has no name yet", None),
    ("name: Northbridge (fictional)", "name: 2022", "EH104", "2022\n  code", "name needs a text, and has 2022", 'put it in quotation marks if it is meant as text: "2022"'),
    ("name: Northbridge (fictional)", "name: true", "EH104", "true\n  code", "name needs a text, and has the word true", 'put it in quotation marks if it is meant as text: "true"'),
    ("name: Northbridge (fictional)", "name: [a]", "EH104", "name: [", "name needs a text, and has a list", "write a single text"),
    ("name: Northbridge (fictional)", 'name: " "', "EH110", '" "', "the area has no name yet", None),
    ("E08999999", "E0899999", "EH108", "E0899999\n", 'the text "E0899999" is not an ONS code', "it is a letter and eight digits, such as E08000037"),
    ("period: 2023", "period: 2023-25", "EH106", "2023-25", 'the text "2023-25" is not a period', None),
    ("period: 2023", "period: 2023.0", "EH106", "2023.0", "2023.0 is not a period", None),
    ("period: 2023", "period: [2023]", "EH106", "period: [", "a list is not a period", None),
    ("period: 2023", f"period: {'9' * 5000}", "EH106", "9" * 5000, f"{'9' * 20}... (5,000 digits) is not a period", None),
    ("status: submitted", "status: Submitted", "EH107", "Submitted", 'status cannot be "Submitted"', "did you mean submitted?"),
    ("status: submitted", "status: final", "EH107", "final\n", 'status cannot be "final"', "write draft, agreed or submitted"),
    ("status: submitted", "status: 3", "EH107", "3\nagreed", 'status cannot be "3"', "write draft, agreed or submitted"),
    ("date: 2023-06-30", "date: 2023-02-30", "EH105", "2023-02-30", 'the text "2023-02-30" is not a date', "write year-month-day, for example 2022-06-30"),
    ("date: 2023-06-30", "date: 30/06/2023", "EH105", "30/06/2023", 'the text "30/06/2023" is not a date', "write year-month-day, for example 2022-06-30"),
    ("date: 2023-06-30", "date: 20230630", "EH105", "20230630", "20230630 is not a date", "write year-month-day, for example 2022-06-30"),
    ("submitted: 2023-07-28", "submitted: true", "EH105", "true\nmethod", "the word true is not a date", "write year-month-day, for example 2022-06-30"),
    (AGREED, "agreed: 2023-06-30", "EH104", "2023-06-30\nsub", 'agreed needs a group of keys, and has the text "2023-06-30"', GROUP),
    ("by: Early", "bye: Early", "EH103", "bye: ", '"bye" is not a key that can stand here', "did you mean by?"),
    (METHOD, "method: workshops", "EH104", "workshops\n", 'method needs a list, and has the text "workshops"', "write its entries in square brackets, or each on a line after a dash"),
    (METHOD, "method: {a: 1}", "EH104", "method: {", "method needs a list, and has a group of keys", None),
    (METHOD, "method: [workshop]", "EH208", "workshop]", '"workshop" is none of the guide\'s ways to conduct an assessment', "did you mean workshops?"),
    (METHOD, "method: [workshops, 3]", "EH104", "3]\ndata", "entry 2 of method needs a text, and has 3", 'put it in quotation marks if it is meant as text: "3"'),
    ("changed: true", "changed: yes", "EH104", "yes\n  current", 'changed needs true or false, and has the text "yes"', "write true in place of yes"),
    ("changed: true", "changed: 1", "EH104", "1\n  current", "changed needs true or false, and has 1", "write true in place of 1"),
    ("changed: true", "changed: Off", "EH104", "Off\n  current", 'changed needs true or false, and has the text "Off"', "write false in place of Off"),
    ("changed: true", 'changed: "true"', "EH104", '"true"\n  current', 'changed needs true or false, and has the text "true"', "write true without quotation marks"),
    ("changed: true", "changed: maybe", "EH104", "maybe\n  current", 'changed needs true or false, and has the text "maybe"', "write true or false"),
    ("current_level: 3", "current_level: 7", "EH307", "7\n\ndesc", "7 is no data model level", "write a whole number from 1 to 6"),
    ("current_level: 3", 'current_level: "3"', "EH307", '"3"\n\ndesc', 'the text "3" is no data model level', "write a whole number from 1 to 6"),
    ("current_level: 3", "current_level: true", "EH307", "true\n\ndesc", "the word true is no data model level", "write a whole number from 1 to 6"),
    ("as_at: 2023-01", "as_at: 2023-13", "EH105", "2023-13", 'the text "2023-13" is not a date', "write year-month-day, for example 2022-06-30 (or 2022-06, or 2022)"),
    (MODEL, "data_model: 3", "EH104", "3\n\ndesc", "data_model needs a group of keys, and has 3", GROUP),
    ("dfe: acknowledged", "dfe: confirmed", "EH502", "confirmed\n  coord", 'sharing with Department for Education cannot be "confirmed"', "write acknowledged, or leave it blank while nobody was asked (National submission form, 2022: Section 13, Permission to share, first request)"),
    ("coordinators: confirmed", "coordinators: yes", "EH502", "yes\n  dep", 'sharing with Supporting Families Co-ordinators cannot be "yes"', "write confirmed or declined, or leave it blank while nobody was asked (National submission form, 2022: Section 13, Permission to share, second request)"),
    ("coordinators: confirmed", "coordinators: true", "EH502", "true\n  dep", 'sharing with Supporting Families Co-ordinators cannot be "true"', None),
    ("coordinators: confirmed", "coordinator: confirmed", "EH501", "coordinator: ", '"coordinator" is no audience that the form asks about', "did you mean coordinators?"),
    (SHARING, "sharing: [dfe]", "EH104", "sharing: [", "sharing needs a group of keys, and has a list", GROUP),
    (SHARING, "sharing: all", "EH104", "sharing: ^all", 'sharing needs a group of keys, and has the text "all"', GROUP),
    (EVIDENCE, "    working_well: [a]\n", "EH104", "^working_well: [", "working_well needs a text, and has a list", "write a single text"),
    ("  - id: DA5\n    why: What", "  - id: DA5\n    because: What", "EH103", "because: ", '"because" is not a key that can stand here', None),
    ("  - id: DA5", "  - id: DA8", "EH203", "DA8", '"DA8" is no descriptor of this guide', "did you mean DA7?"),
    ("  - id: DA5", "  - id: da5", "EH203", "da5", '"da5" is no descriptor of this guide', "did you mean DA5?"),
    ("  - id: DA5", "  - id: 9.5", "EH204", "9.5\n    why", "9.5 is a number on the form; here the id DA5 belongs", "write DA5 in place of 9.5"),
    ("  - id: DA5", '  - id: "9.5"', "EH204", '"9.5"', "9.5 is a number on the form; here the id DA5 belongs", "write DA5 in place of 9.5"),
    ("  - id: DA5", "  - id: WF5", "EH301", "- ^id: WF5\n    why: |-", "WF5 is already priority 1", None),
    ("    score: 4\n", "    score: 4\n    colour: red\n", "EH103", "colour: ", '"colour" is not a key that can stand here', None),
    ("    score: 4\n", "    score: 4\n    __class__: x\n", "EH103", "__class__", '"__class__" is not a key that can stand here', "the keys here are score, working_well and prioritising_next"),
    ("    score: 4\n", "    score: 4\n    7: x\n", "EH014", "7: x", "7 cannot be a key: keys are words", None),
    ("descriptors:\n", "descriptors:\n  7: {score: 3}\n", "EH014", "7: {", "7 cannot be a key: keys are words", None),
    ("descriptors:\n", "descriptors:\n  true: {score: 3}\n", "EH014", "true: {", "the word true cannot be a key: keys are words", None),
    ("descriptors:\n", "descriptors:\n  ? [FV1]\n  : {score: 3}\n", "EH014", "[FV1]", "a list or a group cannot be a key: keys are words", None),
    ("descriptors:\n", "descriptors:\n  FV99:\n", "EH203", "FV99", '"FV99" is no descriptor of this guide', None),
    ("descriptors:\n", "descriptors:\n  __class__:\n", "EH203", "__class__", '"__class__" is no descriptor of this guide', "`ehsg guide show` lists them"),
    ("sharing:\n", "prioritys: x\nsharing:\n", "EH103", "prioritys", '"prioritys" is not a key that can stand here', "did you mean priorities?"),
    ("sharing:\n", "entries: {}\nsharing:\n", "EH103", "entries: {", '"entries" is not a key that can stand here', None),
    ("sharing:\n", "5.1: x\nsharing:\n", "EH014", "5.1: x", "5.1 cannot be a key: keys are words", None),
    ("sharing:\n", "2023-01-01: x\nsharing:\n", "EH103", "2023-01-01: x", '"2023-01-01" is not a key that can stand here', None),
    ("sharing:\n", "period: 2024\nsharing:\n", "EH013", "period: 2024", "period stands twice in the same group; the first is on line 10", "keep the right one and delete the other"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code", "where", "message", "hint"), CASES, ids=[f"{c[2]}-{c[1][:30]}" for c in CASES]
)
def test_one_mistake_is_one_error_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, where: str, message: str, hint: str | None
) -> None:
    """One slip in a full file: its code, line, column, wording and remedy, and no second error for it."""
    text = changed(NORTHBRIDGE, old, new)
    finding = only_error(check(tmp_path, text))
    before, _, behind = where.rpartition("^")
    line, column = place_of(text, before + behind)
    assert said([finding]) == [(code, line, column + len(before), message)]
    assert hint in (None, finding.hint)
    assert finding.hint


def replaced_priorities(value: str) -> str:
    start, end = NORTHBRIDGE.index("priorities:\n"), NORTHBRIDGE.index("\nsharing:")
    return f"{NORTHBRIDGE[:start]}priorities: {value}{NORTHBRIDGE[end:]}"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", [("EH303", 1, "no priority is chosen")]),
        ("[]", [("EH303", 1, "no priority is chosen")]),
        ("[DA5, WF5]", [("EH303", 1, "2 of 3 priorities are chosen")]),
        ("[~, DA5, WF5]", [("EH303", 1, "2 of 3 priorities are chosen")]),
        ("[{id: null, why: x}, DA5, WF5]", [("EH303", 1, "2 of 3 priorities are chosen")]),
        ('["", DA5, WF5, CO5]', []),
        ("[DA5, WF5, CO5]", []),
        ("[DA5, DA5, CO5]", [("EH301", 19, "DA5 is already priority 1")]),
        ("DA5", [("EH104", 13, 'priorities needs a list, and has the text "DA5"')]),
        ("DA5, WF5, CO5", [("EH104", 13, 'priorities needs a list, and has the text "DA5, WF5, CO5"')]),
        ("{DA5: x}", [("EH104", 1, "priorities needs a list, and has a group of keys")]),
        ("[[DA5], WF5, CO5]", [("EH104", 14, "entry 1 of priorities needs a group of keys, and has a list")]),
        ("[{id: [DA5]}, WF5, CO5]", [("EH104", 15, "id needs a text, and has a list")]),
        (
            "[{id: DA5, why: 3}, WF5, CO5]",
            [("EH104", 29, "why needs a text, and has 3")],
        ),
        (
            "[{9.5: x}, WF5, CO5]",
            [("EH014", 15, "9.5 cannot be a key: keys are words")],
        ),
        (
            "[DA8, 9.5, XX]",
            [
                ("EH203", 14, '"DA8" is no descriptor of this guide'),
                ("EH204", 19, "9.5 is a number on the form; here the id DA5 belongs"),
                ("EH203", 24, '"XX" is no descriptor of this guide'),
            ],
        ),
        (
            "[DA5, WF5, CO5, CO4]",
            [("EH302", 1, "4 priorities are chosen, and the guide asks for 3")],
        ),
    ],
)
def test_priorities_that_are_none(tmp_path: Path, value: str, found: list[tuple[str, int, str]]) -> None:
    """Too few, too many, named twice, unknown, blank, or in another shape."""
    text = replaced_priorities(value)
    line = place_of(text, "priorities:")[0]
    # Whether a surplus breaks the rule for the groups as well is for the judge's tests.
    told = [each for each in said(errors(check(tmp_path, text))) if each.code != "EH304"]
    assert told == [(code, line, column, words) for code, column, words in found]


@pytest.mark.parametrize("key", ["5.1", '"5.1"', "'5.1'"])
def test_a_form_number_in_place_of_an_id(tmp_path: Path, key: str) -> None:
    """Quoted or not, the id that belongs there is named; it is not called missing besides."""
    number = only_error(check(tmp_path, changed(NORTHBRIDGE, "  FV1:\n", f"  {key}:\n")))
    assert (number.code, number.span) == ("EH204", Span.at(23, 3, len(key)))
    assert number.message == "5.1 is a number on the form; here the id FV1 belongs"
    assert number.hint == "write FV1 in place of 5.1"


@pytest.mark.parametrize("value", ["", " {}", " ~"])
def test_blank_descriptors_are_all_missing(tmp_path: Path, value: str) -> None:
    """31 notes in a draft, 31 errors once submitted, at the key."""
    start, end = NORTHBRIDGE.index("descriptors:\n"), NORTHBRIDGE.index("# Data model 3 asks")
    text = f"{NORTHBRIDGE[:start]}descriptors:{value}\n{NORTHBRIDGE[end:]}"
    found = errors(check(tmp_path, text))
    assert [finding.code for finding in found] == ["EH205"] * 31
    assert {finding.span.line for finding in found if finding.span} == {place_of(text, "descriptors:")[0]}
    draft = check(tmp_path, changed(text, "status: submitted", "status: draft"))
    assert errors(draft) == []
    assert sum(finding.severity is Severity.NOTE for finding in draft.findings) == 31


@pytest.mark.parametrize("value", ["[]", "[FV1]", "all", "3"])
def test_descriptors_in_another_shape_are_one_fault(tmp_path: Path, value: str) -> None:
    """A list or a text where the descriptors belong is told once, not 31 times."""
    start, end = NORTHBRIDGE.index("descriptors:\n"), NORTHBRIDGE.index("# Data model 3 asks")
    finding = only_error(check(tmp_path, f"{NORTHBRIDGE[:start]}descriptors: {value}\n{NORTHBRIDGE[end:]}"))
    assert finding.code == "EH104"
    assert finding.message.startswith("descriptors needs a group of keys, and has ")


@pytest.mark.parametrize("value", ["2022", "[ehsg-2022]", "{a: b}", "true"])
def test_a_guide_that_is_no_text_is_one_fault(tmp_path: Path, value: str) -> None:
    """A number or a list is no guide; quoting the number would not make it one."""
    finding = only_error(check(tmp_path, changed(NORTHBRIDGE, "guide: ehsg-2022", f"guide: {value}")))
    assert finding.span is not None
    assert finding.span.line == 6
    assert "in quotation marks" not in finding.hint


@pytest.mark.parametrize("value", ['"ehsg-2022 "', '"ehsg-2022\\n"', "ehsg-2022\u00a0"])
def test_a_guide_with_a_space_too_many_is_not_the_one_it_is_said_to_be_unlike(
    tmp_path: Path, value: str
) -> None:
    """'There is no guide "ehsg-2022", did you mean ehsg-2022?' would help nobody: the space is shown."""
    finding = only_error(check(tmp_path, changed(NORTHBRIDGE, "guide: ehsg-2022", f"guide: {value}")))
    assert finding.code == "EH201"
    assert finding.message != 'there is no guide "ehsg-2022"'


@pytest.mark.parametrize("length", [200, 300, 5000, 1_900_000])
def test_a_guide_with_a_name_no_file_can_have(tmp_path: Path, length: int) -> None:
    """A name longer than a file's may be is no guide, and no traceback."""
    finding = only_error(check(tmp_path, f"ehsg: assessment/1\nguide: {'a' * length}\n"))
    assert finding.code == "EH201"
    assert finding.message == f'there is no guide "{"a" * 40}... ({length:,} characters)"'


@pytest.mark.parametrize("value", ["", " ~", ' ""'])
def test_a_file_whose_kind_is_blank_does_not_say_what_it_is(tmp_path: Path, value: str) -> None:
    """A blank `ehsg` is a missing one, not a kind called ""."""
    finding = only_error(check(tmp_path, changed(NORTHBRIDGE, "ehsg: assessment/1", f"ehsg:{value}")))
    assert (finding.code, finding.span and finding.span.line) == ("EH102", 5)
    assert finding.message.startswith("the file does not say what it is")


# Several at once, and what is left to compute on


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Mistakes of every layer in one file: bytes, YAML, shape, guide, priorities and sharing."""
    text = NORTHBRIDGE
    for old, new in (
        ("code: E08999999", "code: E0899"),
        ("period: 2023", "period: 2023-25"),
        ("date: 2023-06-30", "date: 2023-02-30"),
        ("[workshops,", "[workshop,"),
        ("submitted_level: 2", "submitted_level: 9"),
        ("  FV1:\n    score: 4", "  FV1:\n    scoer: 4"),
        ("  FV2:\n    score: 3", '  FV2:\n    score: "3"'),
        ("  FV3:\n", "  5.3:\n"),
        ("  FV4:\n", "  FV5:\n"),
        ("  WF1:\n    score: ", "  WF1: &anchor\n    score: "),
        ("- id: DA5", "- id: DA8"),
        ("coordinators: confirmed", "coordinators: yes"),
        ("neighbour", "neighbo\x07ur"),
    ):
        text = changed(text, old, new)
    found = [finding.code for finding in errors(check(tmp_path, text))]
    assert sorted(found) == sorted(
        [
            "EH108",
            "EH106",
            "EH105",
            "EH208",
            "EH307",
            "EH103",
            "EH206",
            "EH202",
            "EH204",
            "EH013",
            "EH205",
            "EH011",
            "EH203",
            "EH502",
            "EH002",
        ]
    )


def test_findings_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Whoever found them, they are read from top to bottom."""
    text = (Path(__file__).resolve().parents[2] / "examples" / "northbridge-2023-broken.yaml").read_text(
        "utf-8"
    )
    spans = [finding.span for finding in check(tmp_path, text).findings]
    assert None not in spans
    assert spans == sorted(span for span in spans if span)
    assert len(spans) > 12


def test_what_is_wrong_is_taken_out_and_the_rest_is_read(tmp_path: Path) -> None:
    """A wrong part is a finding and an absent part; everything beside it is there."""
    text = NORTHBRIDGE
    for old, new in (
        ("code: E08999999", "code: 12"),
        ("date: 2023-06-30", "date: soon"),
        ("[workshops, interviews, peer-review]", "[workshops, 3, survey, [x], peer-review]"),
        ("submitted_level: 2", "submitted_level: two"),
        ("  FV1:\n    score: 4", "  FV1:\n    score: 9\n    colour: red"),
        (
            "  FV2:\n    score: 3\n    working_well: |-",
            "  FV2:\n    score: 3\n    working_well: 7\n    x: |-",
        ),
        ("  - id: DA5\n", "  - id: DA9\n"),
        ("dfe: acknowledged", "dfe: confirmed"),
    ):
        text = changed(text, old, new)
    kept = content_of(check(tmp_path, text), Assessment)
    assert (kept.area.name, kept.area.code) == ("Northbridge (fictional)", None)
    assert (kept.agreed.date, kept.agreed.by) == (None, "Early Help Partnership Board")
    assert kept.methods == ("workshops", "peer-review")
    assert (kept.data_model.submitted_level, kept.data_model.current_level) == (None, 3)
    assert (kept.entry("FV1").answer, (kept.entry("FV1").evidence or "")[:5]) == (None, "Every")
    assert (kept.entry("FV2").answer, kept.entry("FV2").evidence) == (3, None)
    assert kept.entry("FV2").next_steps
    assert kept.chosen == ("WF5", "CO5")
    assert kept.sharing == {"coordinators": "confirmed", "departments": "declined"}
    assert len(kept.entries) == 31


def test_what_stands_before_a_fault_is_told_with_it(tmp_path: Path) -> None:
    """YAML ends at the fault; what was read until then is looked at, and nothing is computed from it."""
    text = changed(NORTHBRIDGE, "status: submitted", "status: final")
    text = (
        changed(text, "  WF1:\n    score: 3", "  WF1:\n    score: 9")
        if "  WF1:\n    score: 3" in text
        else text
    )
    text = changed(text, "  DA1:\n", "  DA1: x: y\n")
    checked = check(tmp_path, text)
    found = said(errors(checked))
    assert found[0][0] == "EH107"
    assert found[-1] == (
        "EH006",
        place_of(text, "DA1: x")[0],
        place_of(text, ": y")[1],
        "a colon followed by a space stands where YAML expects no key",
    )
    assert checked.file.content is None
    # What only comes after the fault is not missed.
    assert not {"EH205", "EH206", "EH303"} & {each.code for each in found}


@pytest.mark.parametrize("fault", ["\tperiod: 2022\n", "\t- a\n"])
def test_a_value_that_a_fault_cuts_off_is_not_missed(tmp_path: Path, fault: str) -> None:
    """The guide stands there; that the fault kept it from being read is no second error."""
    assert only_error(check(tmp_path, HEAD + fault)).code == "EH007"


def test_missing_things_are_notes_in_a_draft_and_errors_later(tmp_path: Path) -> None:
    """A name, a period, a level, every score and three priorities."""
    draft = check(tmp_path, HEAD)
    assert {finding.severity for finding in draft.findings} == {Severity.NOTE}
    for status in ("agreed", "submitted"):
        final = errors(check(tmp_path, f"{HEAD}status: {status}\n"))
        assert [finding.code for finding in final] == [finding.code for finding in draft.findings]
        assert {finding.span for finding in final} == {Span(1, 1, 1, 2)}
    assert sorted({f.code for f in draft.findings}) == ["EH110", "EH111", "EH205", "EH303", "EH305"]


def test_an_anchor_on_a_group_hides_nothing_inside_it(tmp_path: Path) -> None:
    """Scores missing under a group that carries a stray `&name` are missing all the same."""
    text = changed(NORTHBRIDGE, "score: 4", "score:")
    text = changed(text, "descriptors:\n", "descriptors: &all\n")
    assert [finding.code for finding in errors(check(tmp_path, text))] == ["EH011", "EH206"]


@pytest.mark.parametrize(
    ("content", "code", "what"),
    [
        ("- ehsg: assessment/1\n", "EH101", "the file holds a list where keys with values are expected"),
        ("assessment\n", "EH101", "the file holds a single text where keys with values are expected"),
        ("3\n", "EH101", "the file holds a single text where keys with values are expected"),
        ("", "EH005", "the file is empty"),
        ("# nothing\n", "EH005", "the file is empty"),
        ("   \n\n", "EH005", "the file is empty"),
        ("\ufeff", "EH005", "the file is empty"),
        ("---\n", "EH005", "the file is empty"),
        ("--- ~\n...\n", "EH005", "the file is empty"),
    ],
)
def test_a_file_that_holds_no_keys(tmp_path: Path, content: str, code: str, what: str) -> None:
    """Empty, a list at the top, or a bare text: one error, at the start."""
    checked = check(tmp_path, content)
    assert said(checked.findings) == [(code, 1, 1, what)]
    assert checked.file.content is None
