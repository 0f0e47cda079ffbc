"""The paper: what stands out, what is said of the file, and the facts in their order."""

import pytest

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.guide.models import Guide
from ehsg_cli.views.paper import NOT_RECORDED, standing_against
from ehsg_cli.views.tables import Fact
from tests.views.conftest import Make, Paper


def scored(guide: Guide, high: int, rest: int | None) -> dict[str, int | None]:
    """The first so many descriptors at 4, the others at another score or none."""
    return {id: 4 if place < high else rest for place, id in enumerate(guide.descriptors)}


def test_gatesheads_paper_in_brief(paper: Paper, gateshead: Assessment) -> None:
    """Title, headline, key points and coverage, as the board reads them."""
    view = paper(gateshead)
    assert view.title == "Gateshead: Early Help System Guide self-assessment, 2022"
    assert view.headline == "25 of 31 descriptors score 3, six score 2."
    assert view.key_points == (
        Fact(
            "Priorities",
            "DA3 (9.3) Issues and outcomes in figures, DA5 (9.5) All data together, visible to practitioners "
            "and DA7 (9.7) Innovative analytical products. The choice keeps to the rule for data model 2.",
        ),
        Fact(
            "Earned Autonomy",
            "Standing against the 9 criteria for Earned Autonomy is not determined: "
            "the minimum score is not known for any of them.",
        ),
        Fact("Data model", "Level 2 (Basic)"),
    )
    assert [fact.text for fact in view.coverage] == ["31 of 31", "31 of 31", "31 of 31"]
    assert (view.status, view.draft) == ("submitted", False)


def test_gatesheads_strengths_and_gaps(paper: Paper, gateshead: Assessment) -> None:
    """25 strengths are named by section, six gaps one a line."""
    view = paper(gateshead)
    assert view.strengths.sentence == "25 descriptors have the highest score given, 3."
    assert view.strengths.names[2] == "7 Communities: CO2, CO3, CO4"
    assert len(view.strengths.names) == 5
    assert view.gaps.sentence == "Six descriptors have the lowest score given, 2."
    assert view.gaps.names[0] == "CO1 (7.1) Information about local community support"
    assert [name.split(" ")[0] for name in view.gaps.names] == ["CO1", "CO5", "DA2", "DA4", "DA5", "DA7"]


def test_nothing_scored_has_no_strengths_and_no_gaps(paper: Paper, make: Make) -> None:
    """It says so rather than naming all or none."""
    view = paper(make())
    assert (view.strengths.sentence, view.strengths.names) == ("Nothing is scored yet.", ())
    assert (view.gaps.sentence, view.gaps.names) == ("Nothing is scored yet.", ())
    assert view.headline == "None of the 31 descriptors is scored yet."


@pytest.mark.parametrize("high", [1, 31])
def test_where_all_scores_are_alike_none_stands_out(
    paper: Paper, make: Make, guide: Guide, high: int
) -> None:
    """A single score neither, whether the others are blank or not."""
    view = paper(make(scored(guide, high, None)))
    assert view.strengths.sentence == "Every scored descriptor stands at 4: none stands out."
    assert view.gaps.sentence == "Every scored descriptor stands at 4: none falls behind."
    assert view.strengths.names == view.gaps.names == ()


@pytest.mark.parametrize(("high", "lines"), [(1, 1), (10, 10), (11, 2), (30, 5)])
def test_more_than_ten_are_named_by_section(
    paper: Paper, make: Make, guide: Guide, high: int, lines: int
) -> None:
    """Ten still one a line; eleven fill two sections."""
    strengths = paper(make(scored(guide, high, 1))).strengths
    assert len(strengths.names) == lines
    have = "One descriptor has" if high == 1 else f"{high} descriptors have"
    assert strengths.sentence == f"{have} the highest score given, 4."


def test_eleven_are_named_by_the_sections_they_stand_in(paper: Paper, make: Make, guide: Guide) -> None:
    """Sections without any are left out."""
    assert paper(make(scored(guide, 11, 1))).strengths.names == (
        "5 Family voice and experience: FV1, FV2, FV3, FV4, FV5, FV6, FV7",
        "6 Workforce: WF1, WF2, WF3, WF4",
    )


def test_a_descriptor_that_is_not_scored_is_not_at_0(paper: Paper, make: Make) -> None:
    """No value to draw, and words in place of a meaning; a score of 0 has both."""
    sections = paper(make({"FV1": 0})).sections
    first, second = sections[0].descriptors[:2]
    assert (first.value, first.score, first.meaning) == (0, "0", "Little or nothing, no plan")
    assert (second.value, second.score, second.meaning) == (None, "not scored", "")


def test_texts_are_made_visible(paper: Paper, make: Make) -> None:
    """Nothing a partnership pastes reaches a reader's terminal or turns a page's text round."""
    entries = {"FV1": {"answer": 1, "evidence": "\x1b[2J", "next_steps": "\u202eback"}}
    view = paper(make(entries=entries, area={"name": "North\x07bridge"}))
    assert view.sections[0].descriptors[0].evidence == "␛[2J"
    assert view.sections[0].descriptors[0].next_steps == "<U+202E>back"
    assert view.title.startswith("North␇bridge: ")


def test_what_is_not_recorded_is_said_so(
    paper: Paper, gateshead: Assessment, northbridge: Assessment
) -> None:
    """A key that is absent says `not known`, not `no`."""
    assert [fact.text for fact in paper(gateshead).method] == [NOT_RECORDED] * 3
    assert paper(northbridge).method == (
        Fact("Method", "Multi-agency workshops, Individual interviews and Peer review"),
        Fact("Agreed", "30 June 2023 by Early Help Partnership Board"),
        Fact("Date sent", "28 July 2023"),
    )


def test_the_data_model_says_which_level_governs(paper: Paper, make: Make, northbridge: Assessment) -> None:
    """The current one where it is given, with the submitted one and the change beside it."""
    view = paper(northbridge).data_model
    assert view is not None
    assert view.level == "3 (Building blocks)"
    assert view.facts == (
        Fact("Submitted level", "2, as at January 2023"),
        Fact("Changed since then", "yes"),
        Fact("Current level", "3"),
    )
    nothing = paper(make())
    assert nothing.data_model is not None
    assert (nothing.data_model.level, nothing.data_model.facts) == ("not given", ())
    assert nothing.key_points[2] == Fact("Data model", "Not given.")
    assert nothing.key_points[0] == Fact("Priorities", "None chosen yet.")


def test_a_draft_is_known_as_one(paper: Paper, make: Make) -> None:
    """So that every format can say it."""
    assert paper(make()).draft
    assert not paper(make(status="agreed")).draft


@pytest.mark.parametrize(
    ("severities", "sentence"),
    [
        ("", "No findings stand against the file."),
        ("E", "1 error stands against the file."),
        ("N", "1 note stands against the file."),
        ("EE", "2 errors stand against the file."),
        ("EW", "1 error and 1 warning stand against the file."),
        ("EWWNNN", "1 error, 2 warnings and 3 notes stand against the file."),
    ],
)
def test_how_many_findings_stand_against_a_file(severities: str, sentence: str) -> None:
    """By severity, the worst first, in a sentence whose verb agrees."""
    of = {severity.name[0]: severity for severity in Severity}
    findings = tuple(Finding("EH103", of[letter], "a message") for letter in severities)
    assert standing_against(findings) == sentence


def test_where_a_paper_comes_from(paper: Paper, gateshead: Assessment) -> None:
    """The file's name without its folder, its digest, the pack's revision and the tool: no date, no host."""
    view = paper(gateshead)
    assert [fact.label for fact in view.provenance] == [
        "File",
        "SHA-256 of the file",
        "Guide pack",
        "Made with",
    ]
    assert [fact.text for fact in view.provenance[:3]] == ["area.yaml", "0" * 64, "ehsg-2022, revision 1"]
    assert "Open Government Licence" in view.attribution


@pytest.mark.parametrize(
    ("minimum", "sentence"),
    [
        (dict.fromkeys(("FV1", "WF1", "WF3", "LE1", "LE3", "DA1", "DA3", "DA4", "DA7"), 2), "All 9 criteria"),
        ({"FV1": 3}, "is not determined: the minimum score is not known for 8 of them."),
        (
            {"FV1": 3, "WF1": 3, "WF3": 3, "LE1": 3, "LE3": 3, "DA1": 3, "DA3": 3, "DA4": 3, "DA7": 3},
            "7 of 9 criteria for Earned Autonomy are met; below the minimum: DA4 (9.4) and DA7 (9.7).",
        ),
    ],
)
def test_standing_against_the_criteria_in_a_sentence(
    paper: Paper, gateshead: Assessment, minimum: dict[str, int], sentence: str
) -> None:
    """Met, not met with what falls short, or not determined with the reason."""
    thresholds = Thresholds.model_validate({"ehsg": "thresholds/1", "source": "Page 7", "minimum": minimum})
    standing = paper(gateshead, thresholds=thresholds).autonomy
    assert standing is not None
    assert sentence in standing.sentence


def test_what_is_not_determined_is_told_beside_what_is_not_met(paper: Paper, gateshead: Assessment) -> None:
    """With two figures known, one criterion is met, one not, and seven are not determined: each is told."""
    thresholds = Thresholds.model_validate(
        {"ehsg": "thresholds/1", "source": "Page 7", "minimum": {"FV1": 3, "DA7": 3}}
    )
    standing = paper(gateshead, thresholds=thresholds).autonomy
    assert standing is not None
    said = standing.sentence
    assert "below the minimum: DA7" in said
    assert "not determined" in said


def test_a_missing_score_is_a_reason_of_its_own(paper: Paper, make: Make) -> None:
    """The sentence says what is missing: figures, scores or both."""
    all_known = Thresholds.model_validate(
        {
            "ehsg": "thresholds/1",
            "minimum": dict.fromkeys(("FV1", "WF1", "WF3", "LE1", "LE3", "DA1", "DA3", "DA4", "DA7"), 0),
        }
    )
    scores = dict.fromkeys(("FV1", "WF1", "WF3", "LE1", "LE3", "DA1", "DA3", "DA4"), 3)
    standing = paper(make(scores), thresholds=all_known).autonomy
    assert standing is not None
    said = standing.sentence
    assert said == "Standing against the 9 criteria for Earned Autonomy is not determined: 1 is not scored."
