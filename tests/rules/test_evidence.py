"""Advice on the texts: what each rule tells, and above all where it keeps silent."""

import pytest

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules import evidence
from ehsg_cli.rules.texts import texts_of_assessment
from tests.rules.conftest import FINAL, HEAD, Findings

ENOUGH = f"Families told us what they think{' again and again' * 7} and we listened"


def file(*entries: tuple[str, dict[str, object]], head: str = HEAD) -> bytes:
    """An assessment with some descriptors; each text as a block, as people write them."""
    lines = [f"{head}descriptors:"]
    for id, keys in entries:
        lines.append(f"  {id}:")
        for key, value in keys.items():
            if isinstance(value, str) and value:
                lines.append(f"    {key}: |-")
                lines += [f"      {line}".rstrip() for line in value.split("\n")]
            else:
                lines.append(f"    {key}: {value if value is not None else ''}")
    return ("\n".join(lines) + "\n").encode()


def entry(score: int | None, evidence: str = "", next_steps: str = "") -> dict[str, object]:
    return {"score": score, "working_well": evidence, "prioritising_next": next_steps}


def told(found: tuple[Finding, ...], code: str) -> list[tuple[str, str]]:
    """The findings of a code: where, and about which words."""
    return [(str(f.pointer), f.words) for f in found if f.code == code]


# What a score expects


@pytest.mark.parametrize("score", [None, 0, 1, 2, 3, 4, 5])
def test_what_a_score_expects_is_the_guides(findings: Findings, score: int | None) -> None:
    """Evidence from 2 on, as at 1 it is too early; next steps from 3 on; outcomes where there is evidence."""
    codes = {f.code for f in findings(file(("FV1", entry(score))))}
    expected = {"EH402"} if score in (2, 3, 4, 5) else set()
    expected |= {"EH403"} if score in (3, 4, 5) else set()
    assert codes & {"EH402", "EH403", "EH404", "EH407"} == expected


def test_missing_evidence_weighs_more_once_it_is_agreed(findings: Findings) -> None:
    """A draft is still being written."""
    data = file(("FV1", entry(3)))
    draft = next(f for f in findings(data) if f.code == "EH402")
    final = next(f for f in findings(data.replace(HEAD.encode(), FINAL.encode())) if f.code == "EH402")
    assert (draft.severity, final.severity) == (Severity.NOTE, Severity.WARNING)


def test_the_clause_is_cited(findings: Findings) -> None:
    """Each with the page of the guide and the score it speaks of."""
    found = findings(file(("FV1", entry(4, "Some meetings")), ("FV2", entry(3))))
    for code, score in (("EH402", 3), ("EH403", 4), ("EH404", 4), ("EH407", 4)):
        hint = next(f.hint for f in found if f.code == code)
        clause = f"The self-assessment scoring system, page 14, score {score}"
        assert hint.endswith(f"(Early Help System Guide, March 2022: {clause})")


@pytest.mark.parametrize("blank", ["", '""', "~", "|-", '"  "'])
def test_a_blank_text_is_no_text(findings: Findings, blank: str) -> None:
    """However it is left blank; the place is the key that is there to fill in."""
    data = f"{HEAD}descriptors:\n  FV1:\n    score: 2\n    working_well: {blank}\n".encode()
    (found,) = (f for f in findings(data) if f.code == "EH402")
    assert found.span is not None
    assert found.span.line == 6


@pytest.mark.parametrize("key", ["working_wel", "workingwell", "Working_well"])
def test_a_misspelt_key_is_one_mistake(findings: Findings, key: str) -> None:
    """The evidence is there under a key nobody knows: that is said, and not that it is missing."""
    codes = [f.code for f in findings(f"{HEAD}descriptors: {{FV1: {{score: 2, {key}: x}}}}\n".encode())]
    assert "EH103" in codes
    assert "EH402" not in codes


def test_another_unknown_key_does_not_hide_missing_evidence(findings: Findings) -> None:
    """Only one that looks like it."""
    codes = [f.code for f in findings(f"{HEAD}descriptors: {{FV1: {{score: 2, colour: x}}}}\n".encode())]
    assert {"EH103", "EH402"} <= set(codes)


def test_evidence_of_the_wrong_kind_is_not_called_missing(findings: Findings) -> None:
    """A number where a text belongs is told as that."""
    codes = {
        f.code for f in findings(f"{HEAD}descriptors: {{FV1: {{score: 2, working_well: 7}}}}\n".encode())
    }
    assert codes & {"EH104", "EH402"} == {"EH104"}


# Outcomes


@pytest.mark.parametrize(
    ("evidence", "next_steps", "silent"),
    [
        ("All partners keep to it", "More of it", False),
        ("The outcomes are good", "More of it", True),
        ("All partners keep to it", "A plan for continuous development", True),
        ("IMPACT: fewer crises", "", True),
        ("It was effective", "", True),
        ("The income of families", "Come together", False),
    ],
)
def test_a_word_on_outcomes_in_either_text_is_enough(
    findings: Findings, evidence: str, next_steps: str, silent: bool
) -> None:
    """In capitals or small letters, and in any form of the word."""
    found = told(findings(file(("FV1", entry(4, evidence, next_steps)))), "EH404")
    assert found == ([] if silent else [("descriptors.FV1.working_well", "")])


@pytest.mark.parametrize(
    "text",
    [
        "Waiting times fell from 12 to 4 weeks and 86% of families now say they feel heard.",
        "School attendance rose by 4 points after a year.",
        "Fewer children come into care than in 2019.",
        "Repeat referrals have reduced by a third.",
        "Parents feel more confident with their babies",
        "Police incidents halved since 2020",
        "Families report better mental health",
        "Referrals to social care dropped by 18%",
        "Families sustained change 12 months on in 74% of cases",
        "The panels led to fewer school exclusions",
        "The evaluation found success for 8 of 10 families",
        "89% of families stayed closed at 12 months",
        "Plans were stepped down without a return",
        "Exclusions went down; young people are safer",
        "Waits are shorter and children are seen sooner",
        "Families told us that workers listen",
        "Two thirds of parents moved on to work",
        "Missing episodes are at a lower level",
        "Young people were diverted from custody",
        "Housing debts were resolved in 61 cases",
    ],
)
def test_a_text_that_reports_outcomes_in_its_own_words_is_left_alone(findings: Findings, text: str) -> None:
    """Whoever measures need not use the guide's words."""
    assert told(findings(file(("FV1", entry(4, text, "More of it")))), "EH404") == []


@pytest.mark.parametrize(
    "text",
    [
        "Every family has one lead practitioner, and every partner keeps to the protocol.",
        "There is a board that meets monthly, with a chair and an agenda",
        "All staff complete the training in their first month",
    ],
)
def test_a_text_of_arrangements_is_told_as_what_it_is(findings: Findings, text: str) -> None:
    """The message says what was looked for, and not what the text means."""
    (found,) = (f for f in findings(file(("FV1", entry(5, text, "The same")))) if f.code == "EH404")
    assert found.message.endswith("none of its texts has a word such as outcome, impact or improved")


@pytest.mark.parametrize("score", [0, 1, 2, 3, None])
def test_below_the_highest_scores_nobody_has_to_speak_of_outcomes(
    findings: Findings, score: int | None
) -> None:
    """At 3 the guide says that they may be coming through."""
    assert told(findings(file(("FV1", entry(score, "All keep to it")))), "EH404") == []


# References, placeholders, denials


@pytest.mark.parametrize(
    "text",
    [
        "See above",
        "see above.",
        "As above",
        "(as above)",
        "Please see above!",
        "Ditto",
        "See FV2",
        "See FV2 and FV3.",
        "See 5.2",
        "As for FV2",
        "Same as above",
        "As stated in FV2 above",
        "Please refer to our previous answer",
        "See descriptor 5.2",
        "**See below**",
        "Covered above",
        "As already stated above",
        "All of this has been covered in FV2",
        "Already set out above.",
    ],
)
def test_evidence_that_only_points_elsewhere_is_told(findings: Findings, text: str) -> None:
    """In its many forms; and it is not told of a second time as too short, or as silent on outcomes."""
    found = findings(file(("FV1", entry(5, text, "More"))))
    assert told(found, "EH405") == [("descriptors.FV1.working_well", text)]
    assert not {"EH402", "EH404", "EH407", "EH410"} & {f.code for f in found}


@pytest.mark.parametrize(
    "text",
    [
        "See above: 72% of families felt heard",
        "Families see above all a friendly face",
        "See our strategy",
        "See the parenting plan below the bridge",
        "FV1",
        "The same again",
        "As good as it gets",
        "Seen by all",
        "Above average",
        "Cover has been extended above the shops",
        "All staff were told in the previous autumn",
        "No change since the previous survey",
        "Work with schools is described by partners",
    ],
)
def test_evidence_that_says_something_beside_is_left_alone(findings: Findings, text: str) -> None:
    """A single word that says something is enough."""
    assert told(findings(file(("FV1", entry(2, text)))), "EH405") == []


def test_next_steps_may_point_elsewhere(findings: Findings) -> None:
    """Only evidence is looked at."""
    assert told(findings(file(("FV1", entry(3, ENOUGH, "See above")))), "EH405") == []


@pytest.mark.parametrize(
    "text",
    [
        *("TBC", "tbc.", "To be completed", "[to be confirmed]", "xxx", "XX XX", "TODO", "-", "...", "?", ""),
        *("Insert evidence here", "TBC - police", "Awaiting information", "Pending", "to be done"),
        *("<insert text>", "TBC (data team)", "tbd by March", "Please add evidence", "[Evidence here]"),
        *("To be completed later", "Pending further information", "TODO: ask health"),
        *("Lorem ipsum dolor sit amet", "lorem ipsum " + "dolor " * 60, "Insert text here", "Text to follow"),
    ],
)
def test_a_placeholder_is_told(findings: Findings, text: str) -> None:
    """In either box, with or without a score; an empty text is missing, and no placeholder."""
    found = findings(file(("FV1", entry(None, text, text))))
    assert len(told(found, "EH410")) == (2 if text else 0)
    assert told(found, "EH409") == []


@pytest.mark.parametrize(
    "text",
    [
        "Dates to be confirmed with partners",
        "The draft strategy is out",
        "To be a place where families thrive",
        "None",
        "n/a",
        "X-ray",
        "Texts follow families home",
        "To do more",
        "TBC runs it",
        "Pending cases fell",
        "Awaiting Ofsted inspection",
        "Evidence",
        "More data",
        "Feedback and comments",
        "To be done with families by May",
        "Type 2 diabetes",
        "Put families first",
        "👍",
    ],
)
def test_a_short_text_is_no_placeholder(findings: Findings, text: str) -> None:
    """It may say little; that is for its readers to judge."""
    assert told(findings(file(("FV1", entry(1, text)))), "EH410") == []


@pytest.mark.parametrize(
    ("score", "text", "expected"),
    [
        (2, "Not scored", True),
        (0, "Not yet scored.", True),
        (3, "No score this year", True),
        (3, "This descriptor has not been scored", True),
        (3, "Not scored in 2022", True),
        (3, "We have not scored this question yet", True),
        (None, "Not scored", False),
        (2, "Not scored last year", False),
        (2, "Not scored by 3 of 9 partners", False),
        (2, "Not scored by families, who were not asked", False),
        (2, "Last year it was not scored; now a plan is in place", False),
        (2, "Underscored by the survey", False),
    ],
)
def test_a_score_beside_a_denial_is_told(
    findings: Findings, score: int | None, text: str, expected: bool
) -> None:
    """Only where the text says nothing else."""
    found = told(findings(file(("FV1", entry(score, text)))), "EH411")
    assert found == ([("descriptors.FV1.working_well", text)] if expected else [])


# Texts that are alike


def test_the_same_text_under_two_descriptors_is_told_at_the_later_one(findings: Findings) -> None:
    """Also where its lines are broken elsewhere; the first one is named and pointed at."""
    text = "Partners meet each month and share what works"
    found = findings(file(("FV1", entry(1, text)), ("CO2", entry(1, "", text.replace(" and", "\nand")))))
    (finding,) = (f for f in found if f.code == "EH406")
    assert str(finding.pointer) == "descriptors.CO2.prioritising_next"
    assert [str(other.pointer) for other in finding.related] == ["descriptors.FV1.working_well"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("See our action plan", "See our action plan"),
        ("TBC", "TBC"),
        ("Partners meet each month and share", "Partners meet each month and share."),
        ("", ""),
    ],
)
def test_texts_that_differ_or_say_little_are_left_alone(findings: Findings, one: str, other: str) -> None:
    """A few words can be alike by chance, and a single character can matter."""
    assert told(findings(file(("FV1", entry(1, one)), ("FV2", entry(1, other)))), "EH406") == []


@pytest.mark.parametrize(
    "other",
    [
        "a survey of families  told us what works",
        "A survey\nof families told us\nwhat works",
        "A SURVEY OF FAMILIES TOLD US WHAT WORKS",
        "A survey  of  families  told us what works",
    ],
)
def test_spaces_and_capitals_make_no_difference(findings: Findings, other: str) -> None:
    """Under another descriptor, and in the other box."""
    text = "A survey of families told us what works"
    found = findings(file(("FV1", entry(1, text)), ("CO2", entry(1, other))))
    assert [where for where, _ in told(found, "EH406")] == ["descriptors.CO2.working_well"]
    found = findings(file(("FV1", entry(1, text, other))))
    assert len(told(found, "EH409")) == 1


def test_of_three_that_are_the_same_two_are_told(findings: Findings) -> None:
    """Each held against the first, whatever else begins as they do."""
    text = "Partners meet each month and share what works"
    texts = [f"{text}.", text, f"{text} well", text.upper(), f"{text}!", f" {text} "]
    found = findings(file(*((f"FV{n}", entry(1, text)) for n, text in enumerate(texts, 1))))
    assert [where.split(".")[1] for where, _ in told(found, "EH406")] == ["FV4", "FV6"]
    assert {str(f.related[0].pointer) for f in found if f.code == "EH406"} == {"descriptors.FV2.working_well"}


def test_a_text_may_say_that_another_year_was_not_scored(findings: Findings) -> None:
    """Only of the assessment's own period it is a contradiction."""
    data = file(("FV1", entry(3, "Not scored in 2021")))
    for period, expected in (("2022", 0), ("2021-22", 1), ("2021", 1)):
        found = findings(data.replace(b"descriptors:", f"period: {period}\ndescriptors:".encode()))
        assert len(told(found, "EH411")) == expected


def test_the_same_text_in_both_boxes_is_told_once(findings: Findings) -> None:
    """As what it is: a slip in copying within one descriptor."""
    text = "Partners meet each month and share what works"
    found = findings(file(("FV1", entry(1, text, text))))
    assert told(found, "EH409") == [("descriptors.FV1.prioritising_next", "")]
    assert told(found, "EH406") == []


# How much there is


@pytest.mark.parametrize(
    ("words", "score", "expected"),
    [(24, 3, True), (25, 3, False), (1, 3, True), (24, 2, False), (24, 5, True)],
)
def test_little_evidence_is_counted_in_words(
    findings: Findings, words: int, score: int, expected: bool
) -> None:
    """Fewer than 25, where the score rests on good evidence; dashes of a list are no words."""
    text = "\n".join(f"- word{n}" for n in range(words))
    found = [f for f in findings(file(("FV1", entry(score, text, "More")))) if f.code == "EH407"]
    assert [f"{words} word" in f.message for f in found] == ([True] if expected else [])


# A line that looks like a comment


def test_a_line_with_a_hash_is_pointed_at(findings: Findings) -> None:
    """The place is the line itself, not the start of the block."""
    found = findings(file(("FV1", entry(1, "We listened.\n\n  # check this\n# and this"))))
    (finding,) = (f for f in found if f.code == "EH401")
    assert finding.words == "# check this"
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (9, 9)


# Hostile texts


@pytest.mark.parametrize(
    "text",
    [
        "#" * 100_000,
        "see " * 25_000,
        "\n".join(["x"] * 30_000),
        "-" * 100_000,
        "a" * 1_000_000,
        "\u00a0" * 9999,
    ],
    ids=["hashes", "words", "lines", "dashes", "a word", "spaces"],
)
def test_a_text_of_any_length_is_looked_at_in_a_moment(findings: Findings, text: str) -> None:
    """Nothing raises, and nothing takes longer than the text is long."""
    assert findings(file(("FV1", entry(5, text, text)), ("FV2", entry(5, text))))


def test_a_guide_that_expects_nothing_gets_no_advice(guide: Guide) -> None:
    """What a score expects is data: a pack without it is not judged by this one's."""
    data = guide.model_dump()
    data["scale"]["outcomes"] = None
    for value in data["scale"]["values"]:
        value["expects"] = ()
    other = Guide.model_validate(data)
    assessment = Assessment.model_validate({"ehsg": "assessment/1", "entries": {"FV1": {"answer": 5}}})
    texts = texts_of_assessment(assessment, other)
    assert list(evidence.no_evidence(texts)) == []
    assert list(evidence.no_next_steps(texts)) == []
    assert list(evidence.no_outcomes(texts)) == []
    assert len(list(evidence.no_evidence(texts_of_assessment(assessment, guide)))) == 1
