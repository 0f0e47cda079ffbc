"""Rules over a whole assessment: how much they weigh, when they keep silent, and what they say."""

import pytest

from ehsg_cli.diagnostics import Finding, Severity
from tests.rules.conftest import FINAL, HEAD, THRESHOLDS, Findings

# One descriptor without a score, everything else missing: shows every rule that tells of an absence.
UNFINISHED = "descriptors: {FV1: {score: }}\n"
ABSENCES = ("EH110", "EH111", "EH205", "EH206", "EH303", "EH305")


def _codes(found: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in found}


def _of(found: tuple[Finding, ...], code: str) -> list[Finding]:
    return [finding for finding in found if finding.code == code]


def assessment(*lines: str, level: str = "submitted_level: 2") -> bytes:
    """A draft at data model 2 with some further lines."""
    return (HEAD + f"data_model: {{{level}}}\n" + "".join(f"{line}\n" for line in lines)).encode()


# How much what is missing weighs


@pytest.mark.parametrize("code", ABSENCES)
@pytest.mark.parametrize(
    ("status", "severity"),
    [
        ("", Severity.NOTE),
        ("status: draft\n", Severity.NOTE),
        ("status:\n", Severity.NOTE),
        ("status: agreed\n", Severity.ERROR),
        ("status: submitted\n", Severity.ERROR),
    ],
)
def test_what_is_missing_is_a_note_in_a_draft_and_an_error_after(
    findings: Findings, code: str, status: str, severity: Severity
) -> None:
    """A draft may be unfinished; an agreed or submitted assessment may not."""
    told = _of(findings((HEAD + status + UNFINISHED).encode()), code)
    assert told
    assert {finding.severity for finding in told} == {severity}


@pytest.mark.parametrize("status", ["draft", "agreed", "submitted"])
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("descriptors: {FV1: {score: 6}}", "EH202"),
        ("descriptors: {FV9: {score: 3}}", "EH203"),
        ("data_model: {submitted_level: 7}", "EH307"),
        ("data_model: {submitted_level: 2}\npriorities: [FV1]", "EH304"),
        ("priorities: [FV1, FV1]", "EH301"),
        ("priorities: [FV1, FV2, FV3, FV4]", "EH302"),
    ],
)
def test_what_is_wrong_is_an_error_at_any_status(
    findings: Findings, status: str, line: str, code: str
) -> None:
    """Unlike what is missing, which a draft may leave for later."""
    told = _of(findings(f"{HEAD}status: {status}\n{line}\n".encode()), code)
    assert [finding.severity for finding in told] == [Severity.ERROR]


# Where what stands there was found wrong, its absence is not told as well


@pytest.mark.parametrize(
    ("lines", "wrong", "silent"),
    [
        ("area: {name: 2022}", "EH104", "EH110"),
        ("area: Northbridge", "EH104", "EH110"),
        ("area: [Northbridge]", "EH104", "EH110"),
        ("period: 22", "EH106", "EH111"),
        ("period: {year: 2022}", "EH106", "EH111"),
        ("descriptors: [FV1, FV2]", "EH104", "EH205"),
        ("descriptors: three", "EH104", "EH205"),
        ("descriptors: {FV1: 3}", "EH104", "EH206"),
        ("descriptors: {FV1: {score: 6}}", "EH202", "EH206"),
        ("descriptors: {FV1: {score: n/a}}", "EH209", "EH206"),
        ("descriptors: {FV1: {score: 2.5}}", "EH207", "EH206"),
        ("data_model: {submitted_level: 7}", "EH307", "EH305"),
        ("data_model: 2", "EH104", "EH305"),
        ("priorities: [DA1, DA2, DA9]", "EH203", "EH303"),
        ("priorities: [DA1, DA2, 9.3]", "EH204", "EH303"),
        ("priorities: DA1", "EH104", "EH303"),
    ],
)
def test_what_stands_there_and_is_wrong_is_not_called_missing(
    findings: Findings, lines: str, wrong: str, silent: str
) -> None:
    """One mistake is one finding: a score of 6 is off the scale, and not also `no score yet`."""
    found = findings(f"{FINAL}{lines}\n".encode())
    assert wrong in _codes(found)
    # `descriptors: {FV1: ...}` leaves thirty others out: those are missing, FV1 is not.
    assert not [f for f in _of(found, silent) if silent != "EH205" or "FV1 " in f.message]


def test_a_wrong_entry_does_not_hide_what_is_missing_elsewhere(findings: Findings) -> None:
    """A score that is off the scale under FV1 leaves FV2's missing score to be told."""
    found = findings(f"{FINAL}descriptors: {{FV1: {{score: 6}}, FV2: {{score: }}}}\n".encode())
    assert [f.message for f in _of(found, "EH206")] == ["FV2 (5.2 One Lead Practitioner) has no score yet"]
    assert len(_of(found, "EH205")) == 29


def test_a_descriptor_under_its_form_number_is_not_called_missing_too(findings: Findings) -> None:
    """`5.4` gets an error that names FV4; that FV4 is not in the file would be the same mistake again."""
    found = findings(f"{FINAL}descriptors: {{5.4: {{score: 2}}}}\n".encode())
    assert [f.code for f in found if "FV4" in f.message] == ["EH204"]


def test_a_source_that_is_no_text_is_not_called_missing_too(findings: Findings) -> None:
    """Thresholds whose source is a number have one mistake in them, not two."""
    assert _codes(findings(f"{THRESHOLDS}source: 7\nminimum: {{FV1: 3}}\n".encode())) == {"EH104"}


def test_a_current_level_that_is_wrong_is_not_called_missing_too(findings: Findings) -> None:
    """`current_level: 9` is no level; that it `is not given` would be untrue."""
    found = findings(assessment(level="submitted_level: 2, changed: true, current_level: 9"))
    assert _codes(found) & {"EH306", "EH307"} == {"EH307"}


# Shape


@pytest.mark.parametrize("name", ["", '""', '"  "', "~", "null"])
def test_a_blank_name_is_no_name(findings: Findings, name: str) -> None:
    """Spaces head no report."""
    assert "EH110" in _codes(findings(f"{FINAL}area: {{name: {name}}}\n".encode()))


@pytest.mark.parametrize("source", ["", "source:", 'source: " "', "source: ~"])
def test_thresholds_without_a_source_are_refused(findings: Findings, source: str) -> None:
    """A verdict must be able to say what it rests on."""
    found = findings(f"{THRESHOLDS}{source}\nminimum: {{FV1: 3}}\n".encode())
    assert [(f.code, f.severity) for f in found] == [("EH112", Severity.ERROR)]


def test_sound_thresholds_need_not_be_complete(findings: Findings) -> None:
    """A partial file is fine."""
    assert findings(f"{THRESHOLDS}source: Page 7\nminimum: {{FV1: 3, DA7: }}\n".encode()) == ()


# The guide


def test_a_missing_descriptor_and_a_missing_score_are_told_apart(findings: Findings) -> None:
    """One with nothing below it stands in the file as well; it has no score."""
    found = findings(f"{HEAD}descriptors:\n  FV1:\n    score:\n  FV2:\n".encode())
    about = {
        id: [(f.code, f.span and f.span[:2]) for f in found if f"{id} " in f.message] for id in ("FV1", "FV2")
    }
    assert about == {"FV1": [("EH206", (5, 5))], "FV2": [("EH206", (6, 3))]}
    assert len(_of(found, "EH205")) == 29


def test_a_score_of_0_is_a_score(findings: Findings) -> None:
    """Blank is not 0, and 0 is not blank."""
    assert "EH206" not in _codes(findings(f"{FINAL}descriptors: {{FV1: {{score: 0}}}}\n".encode()))


# Priorities


@pytest.mark.parametrize(
    ("level", "chosen", "message"),
    [
        (
            1,
            "FV1, FV2, DA1",
            "at data model 1, 2 service descriptors are chosen (FV1 and FV2) and the rule allows none: "
            "replace FV1 and FV2 by 2 data descriptors",
        ),
        (
            3,
            "DA1, DA2, CO1",
            "at data model 3, 2 data descriptors are chosen (DA1 and DA2) and the rule allows at most 1: "
            "replace 1 of DA1 and DA2 by 1 service descriptor",
        ),
        (
            6,
            "CO1, DA7, LE1",
            "at data model 6, 1 data descriptor is chosen (DA7) and the rule allows none: "
            "replace DA7 by 1 service descriptor",
        ),
    ],
)
def test_a_choice_that_breaks_the_rule_says_so_and_cites_the_form(
    findings: Findings, level: int, chosen: str, message: str
) -> None:
    """What is chosen, what the rule allows, what to replace; its hint is the clause with its place."""
    found = findings(assessment(f"priorities: [{chosen}]", level=f"submitted_level: {level}"))
    (told,) = _of(found, "EH304")
    assert told.message == message
    assert told.hint.endswith(" clause)")
    assert "National submission form, 2022: Section 11, Selection of descriptors" in told.hint
    (related,) = told.related
    assert (related.message, related.span and related.span.line) == ("the level that governs", 3)


@pytest.mark.parametrize(
    ("level", "chosen"),
    [(1, "DA1, DA2, DA3"), (2, "DA7"), (3, "DA1, FV1, WF7"), (3, "FV1"), (4, "FV1, FV2, FV3"), (6, "LE5")],
)
def test_a_choice_that_can_still_be_right_breaks_nothing(findings: Findings, level: int, chosen: str) -> None:
    """Also where it is not finished."""
    found = findings(assessment(f"priorities: [{chosen}]", level=f"submitted_level: {level}"))
    assert "EH304" not in _codes(found)


def test_without_a_level_no_choice_is_wrong(findings: Findings) -> None:
    """Then the level is what is missing."""
    found = findings(f"{HEAD}priorities: [FV1, DA1, DA2]\n".encode())
    assert "EH304" not in _codes(found)
    assert "EH305" in _codes(found)


@pytest.mark.parametrize(
    ("chosen", "message", "hint"),
    [
        ("[]", "no priority is chosen", "choose 3 more"),
        ("", "no priority is chosen", "choose 3 more"),
        ("[DA1]", "1 of 3 priorities is chosen", "choose 2 more"),
        ("[DA1, DA2]", "2 of 3 priorities are chosen", "choose 1 more"),
        ("[DA1, , ]", "1 of 3 priorities is chosen", "choose 2 more"),
    ],
)
def test_an_unfinished_choice_says_how_many_are_to_come(
    findings: Findings, chosen: str, message: str, hint: str
) -> None:
    """In words that agree with the number; a blank entry is none."""
    if chosen == "[DA1, , ]":
        chosen = "\n  - DA1\n  -\n  -"
    (told,) = _of(findings(assessment(f"priorities: {chosen}")), "EH303")
    assert told.message == message
    assert told.hint.startswith(hint)


def test_a_repeat_points_at_the_second_and_tells_of_the_first(findings: Findings) -> None:
    """Also where one is written with its reason."""
    found = findings(assessment("priorities:", "  - DA1", "  - {id: DA1, why: Because}", "  - DA1"))
    told = _of(found, "EH301")
    assert [(f.message, f.span and f.span.line) for f in told] == [
        ("DA1 is already priority 1", 6),
        ("DA1 is already priority 1", 7),
    ]
    assert [f.related[0].span and f.related[0].span.line for f in told] == [5, 5]


@pytest.mark.parametrize(
    ("count", "hint"),
    [
        (4, "take 1 out; it can stay in your action plan (National"),
        (5, "take 2 out; they can stay in your action plan (National"),
    ],
)
def test_a_surplus_says_how_many_to_take_out(findings: Findings, count: int, hint: str) -> None:
    """Nothing is lost: what is taken out can stay in the plan."""
    chosen = ", ".join(f"DA{n}" for n in range(1, count + 1))
    (told,) = _of(findings(assessment(f"priorities: [{chosen}]")), "EH302")
    assert told.message == f"{count} priorities are chosen, and the guide asks for 3"
    assert told.hint.startswith(hint)


@pytest.mark.parametrize(
    ("level", "codes"),
    [
        ("submitted_level: 2, changed: true", {"EH306"}),
        ("submitted_level: 2, changed: true, current_level: 3", {"EH308"}),
        ("submitted_level: 2, changed: true, current_level: 1", set()),
        ("submitted_level: 2, current_level: 1", set()),
        ("submitted_level: 4, changed: true, current_level: 6", set()),
        ("submitted_level: 2, changed: false", set()),
        ("submitted_level: 2, changed: false, current_level: 2", set()),
        ("submitted_level: 2, changed: false, current_level: 1", {"EH309"}),
        ("submitted_level: 2, changed: false, current_level: 3", {"EH308", "EH309"}),
        ("current_level: 3", set()),
    ],
)
def test_two_levels_are_warned_of_where_they_can_mislead(
    findings: Findings, level: str, codes: set[str]
) -> None:
    """Changed without saying to what; leading to different rules; or said to be unchanged."""
    found = findings(assessment(level=level))
    assert _codes(found) & {"EH306", "EH308", "EH309"} == codes
    assert {f.severity for f in found if f.code in codes} <= {Severity.WARNING}


def test_two_levels_that_differ_tell_both_verdicts_in_words(findings: Findings) -> None:
    """Which one governed, and what each gives, as people say it."""
    found = findings(
        assessment("priorities: [DA1, DA2, DA3]", level="submitted_level: 2, changed: true, current_level: 4")
    )
    (told,) = _of(found, "EH308")
    assert told.message == (
        "the submitted level (2) and the current level (4) allow different priorities; "
        "the current one governed here: not met (under the submitted one: met)"
    )


# Texts


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# at once", 1),
        ("Families said\n# so", 2),
        ("Families said\n\n  # so", 3),
        ("#hash", 1),
        ("Families said #so\nand no more", 0),
        ("We are number 1\nof 31", 0),
    ],
)
@pytest.mark.parametrize("key", ["working_well", "prioritising_next"])
def test_a_line_of_text_that_looks_like_a_comment_is_warned_of(
    findings: Findings, key: str, text: str, line: int
) -> None:
    """In a block such a line is printed; which line of the text it is, is said."""
    block = "".join(f"      {row}\n" for row in text.split("\n"))
    told = _of(findings(f"{HEAD}descriptors:\n  FV1:\n    {key}: |-\n{block}".encode()), "EH401")
    expected = [f"line {line} of this text begins with #, and would be printed"] if line else []
    assert [f.message for f in told] == expected
    assert all(f.severity is Severity.WARNING and str(f.pointer) == f"descriptors.FV1.{key}" for f in told)
