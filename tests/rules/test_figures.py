"""A figure under two descriptors: told where it may be two measures, silent where it is none or one."""

import time

import pytest

from ehsg_cli.diagnostics import Finding
from tests.rules.conftest import Findings
from tests.rules.test_evidence import ENOUGH, entry, file


def repeated(found: tuple[Finding, ...]) -> list[tuple[str, str, list[str]]]:
    """Where, which figure, and which other places it is held against."""
    return [
        (str(f.pointer), f.words, [str(other.pointer) for other in f.related])
        for f in found
        if f.code == "EH408"
    ]


def under_two(one: str, other: str) -> bytes:
    return file(("FV1", entry(1, one)), ("WF2", entry(1, other)))


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("72% of families felt heard", "Training reached 72% of staff", "72%"),
        ("Education (26%), health (6.5%)", "Teams led from outside: 26%.", "26%"),
        ("6.5% of referrals came late", "Sickness among staff was 6.5%", "6.5%"),
        ("72 per cent felt heard", "Training reached 72 per cent", "72 per cent"),
        ("38 per cent of staff left", "38% of parents came, 41% twice", "38%"),
        ("41% came and 38 per cent heard", "Sickness took 38 per cent", "38 per cent"),
        ("41% came and 38 per\ncent heard", "Sickness took 38 percent", "38 percent"),
        ("In June 412 families answered", "We trained 412 practitioners", "412"),
        ("1135 families answered", "We trained 1135 practitioners", "1135"),
        ("412 families answered", "We trained 412 practitioners", "412"),
        ("1,148 children had a plan", "Visits rose to 1148 overall", "1148"),
        ("Visits rose to 1148 overall", "1,148 children had a plan", "1,148"),
        ("In 2022 412 families answered\n- 431 heard", "Of practitioners 431 came", "431"),
        ("72%", "Training reached 72% of staff", ""),
    ],
)
def test_a_repeated_figure_is_told_once_at_the_later_place(
    findings: Findings, one: str, other: str, words: str
) -> None:
    """The figure as it is written there; without words around it there is nothing to tell by."""
    expected = [("descriptors.WF2.working_well", words, ["descriptors.FV1.working_well"])] if words else []
    assert repeated(findings(under_two(one, other))) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same measure, in much the same words
        ("89% of families closed did not return", "Of those closed, 89% did not return"),
        ("In the survey 412 families answered", "412 families answered the survey"),
        # years, dates, ages and times
        ("Since 2022 families lead", "The hub opened in 2022"),
        ("In 2021/22 families led", "Hubs opened in 2021-22"),
        ("A 0-19 service for all", "Nurses 0-19 joined"),
        ("Open 24/7 to families", "A 24/7 line for staff"),
        ("Aged 16+ and alone", "Classes for 16+"),
        ("On 29/07/2022 we met", "Sent on 29.07.2022"),
        ("On 2022-07-29 we met", "Sent 2022-07-29"),
        # money, ordinals, measures of time and size
        ("We spent £250,000 on hubs", "Grants came to £250,000"),
        ("We spent £450k on hubs", "Grants came to £450k"),
        ("The 250th family came", "A 250th hub opened"),
        ("Within 120 days families hear", "Staff wait 120 days"),
        # small counts, round ones, none and all
        ("65 families answered", "We trained 65 practitioners"),
        ("100 families answered", "We trained 100 practitioners"),
        ("4,000 families answered", "We trained 4000 practitioners"),
        ("100% of families answered", "Training reached 100% of staff"),
        ("50% of families answered", "Training reached 50% of staff"),
        ("0% of families left", "Sickness was 0% in spring"),
        # numbers that name something
        ("Families ring NHS 111 first", "Staff trust NHS 111 now"),
        ("Section 175 audits help", "Schools do Section 175 returns"),
        ("Families ring 101", "Police answer 101 sooner"),
        ("Level 3 safeguarding", "Data model level 3 stands"),
        ("See page 112 of it", "Training on page 112"),
        ("Form 5.1 asks families", "Form 5.1 tells staff"),
        ("Code E08000037 stands", "The register has E08000037"),
        ("Ring 0191 433 1234 today", "Staff on 0191 433 1234 help"),
        # numbers that are names, and what has become one
        ("Families use Microsoft 365 daily", "Office 365 licences for staff"),
        ("A 360 degree review of hubs", "360 degree feedback for managers"),
        ("Leaders had 360 feedback", "A 360 review of the front door"),
        ("The 1001 critical days matter", "Best start in 1,001 days"),
        ("121 support for fathers", "Managers offer 121 sessions"),
        ("Sections 175 and 157 audits", "Academies answer under section 157"),
        ("Regulation 244 applies", "Staff know regulation 244"),
        ("Room 412 is for families", "Training is in Rm 412"),
        ("Families take bus 412", "Staff ride the 412 bus"),
        ("A hub at 412 High Street", "Staff moved to 412 Old Mill Road"),
        ("The Family Fund 250 scheme", "Paid from Growing Futures 250"),
        ("Kept to ISO 27001 standards", "Suppliers hold ISO 27001"),
        ("See annex 112 for families", "Staff read annex 112"),
        ("Children Act 1989 duties", "Trained on the Children Act 1989"),
        ("After 180 days we close", "Probation of 180 days"),
        # times of the day
        ("Coffee by 1030 for parents", "Staff meet at 1030 on Fridays"),
        ("Groups from 1345 to 1515", "Visits until 1345, none after 1515"),
        ("Play at 0930 and 1045 daily", "Briefings every day by 1045"),
        # percentages that measure nothing
        ("With 95% confidence intervals", "95% confidence was used for staff"),
        ("Significant at 95% CI", "We are 95% certain of staffing"),
        ("In the 10% most deprived wards", "Bids for the 10% most deprived schools"),
        ("Among the top 20% for reach", "In the top 20% for sickness"),
        ("A 15% sample of families", "Audits of a 15% sample of plans"),
        # a range, a rate, and figures that only look alike
        ("60-72% of families answered", "Training reached 60-72% of staff"),
        ("72% of families answered", "Training reached 27% of staff"),
        ("172% more families came", "Training reached 72% of staff"),
        ("1.72% of families came", "Training reached 72% of staff"),
        ("412 families answered", "Training reached 4,412 staff"),
        ("412 families answered", "412% more staff"),
        ("A reach of 12.412 families", "We trained 412 practitioners"),
        ("72 percentage points more families", "Up by 72 percentage points in staff"),
    ],
)
def test_what_is_no_measure_or_the_same_one_is_left_alone(findings: Findings, one: str, other: str) -> None:
    """In either order."""
    assert repeated(findings(under_two(one, other))) == []
    assert repeated(findings(under_two(other, one))) == []


def test_within_one_descriptor_a_figure_may_stand_twice(findings: Findings) -> None:
    """What is working well and what comes next often speak of one measure."""
    found = findings(file(("FV1", entry(1, "72% of families felt heard", "Training for 72% of staff"))))
    assert repeated(found) == []


def test_a_figure_in_many_places_is_one_finding(findings: Findings) -> None:
    """Which points at all the others."""
    data = file(
        ("FV1", entry(1, "72% of families felt heard; 72% came")),
        ("FV2", entry(1, "72% of families felt heard")),
        ("FV3", entry(1, "Training reached 72% of staff")),
        ("FV4", entry(1, "Waits fell in 72% of wards")),
    )
    (finding,) = (f for f in findings(data) if f.code == "EH408")
    assert str(finding.pointer) == "descriptors.FV3.working_well"
    assert finding.message == "72% stands under FV1, FV2 and FV4 too, with other words around it"
    assert [str(other.pointer) for other in finding.related] == [
        f"descriptors.{id}.working_well" for id in ("FV1", "FV2", "FV4")
    ]


def test_the_figure_itself_is_pointed_at(findings: Findings) -> None:
    """In the line of the text where it stands."""
    data = under_two("72% of families felt heard", f"{ENOUGH}\n\nTraining reached 72% of staff")
    (finding,) = (f for f in findings(data) if f.code == "EH408")
    assert finding.span is not None
    row = data.decode().split("\n")[finding.span.line - 1]
    assert row[finding.span.column - 1 : finding.span.end_column - 1] == "72%"


def test_reasons_of_priorities_are_no_descriptors(findings: Findings) -> None:
    """A reason may well give a figure of the descriptor it is about."""
    data = file(("DA1", entry(1, "72% of feeds are open"))) + b"priorities: [{id: DA1, why: Only 72% are}]\n"
    assert repeated(findings(data)) == []


@pytest.mark.parametrize(
    "text",
    [
        *("7" * 300_000, "1,234" * 60_000, "12% " * 75_000, "%" * 300_000, "% " * 150_000, "123 " * 75_000),
        *("per cent " * 33_000, "1,000," * 50_000, "123% 456 " * 33_000, "٣٤٥% ２３４ " * 10_000),
    ],
    ids=lambda text: text[:8],
)
def test_long_texts_take_no_longer_than_they_are_long(findings: Findings, text: str) -> None:
    """Nothing raises; a third of a megabyte under two descriptors is looked at in a few seconds."""
    data = under_two(text, f"more {text}")
    started = time.process_time()
    findings(data)
    assert time.process_time() - started < 8
