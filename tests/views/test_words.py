"""How figures and texts are said."""

import calendar
import datetime
import re

import pytest
from hypothesis import given, strategies as st

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.summary import Tally, summarise
from ehsg_cli.views import words
from tests.views.conftest import Make


def tally(guide: Guide, make: Make, scores: list[int]) -> Tally:
    """The overall tally of as many scores, the rest of the 31 left blank."""
    return summarise(make(dict(zip(guide.descriptors, scores, strict=False))), guide).overall


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ([], "None of the 31 descriptors is scored yet."),
        ([3] * 31, "All 31 descriptors score 3."),
        ([0] * 31, "All 31 descriptors score 0."),
        ([3] * 25 + [2] * 6, "25 of 31 descriptors score 3, six score 2."),
        ([3] * 30 + [2], "30 of 31 descriptors score 3, one scores 2."),
        ([3] * 21 + [2] * 10, "21 of 31 descriptors score 3, 10 score 2."),
        ([5] * 12 + [4] * 9 + [0] * 10, "12 of 31 descriptors score 5, 10 score 0 and nine score 4."),
        ([2] * 10 + [4] * 10 + [1] * 11, "11 of 31 descriptors score 1, 10 score 4 and 10 score 2."),
        ([4] * 30, "30 of 31 descriptors score 4, one is not scored yet."),
        ([4] * 20, "20 of 31 descriptors score 4, 11 are not scored yet."),
        ([4] * 20 + [1] * 9, "20 of 31 descriptors score 4, nine score 1 and two are not scored yet."),
        ([4], "1 of 31 descriptors scores 4, 30 are not scored yet."),
        ([1, 4], "1 of 31 descriptors scores 4, one scores 1 and 29 are not scored yet."),
    ],
)
def test_the_headline_leads_with_the_distribution(
    guide: Guide, make: Make, scores: list[int], sentence: str
) -> None:
    """The most frequent score first, the higher where two are alike; what is not scored comes last."""
    assert words.headline(tally(guide, make, scores), guide) == sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [("2021", "2021"), ("2021-09", "September 2021"), ("2021-09-03", "3 September 2021")],
)
def test_a_moment_is_said_as_far_as_it_is_known(text: str, said: str) -> None:
    """A year, a month, or a day without a nought before it."""
    assert words.moment(text) == said


@given(st.dates())
def test_a_day_can_be_read_back(date: datetime.date) -> None:
    """Day, month and year, as a person writes them; the same from the text of a file."""
    said = words.day(date)
    number, month, year = said.split(" ")
    assert (int(number), int(year)) == (date.day, date.year)
    assert month == calendar.month_name[date.month]
    if date.year >= 1000:
        assert words.moment(date.isoformat()) == said


@given(st.integers(2, 40), st.data())
def test_a_share_is_said_in_one_manner(of: int, data: st.DataObject) -> None:
    """In words below ten, in figures from there, and nothing is none of two."""
    some = data.draw(st.integers(0, of))
    said = words.share(some, of, "actions", words.counting(some, of))
    assert said.endswith(" actions")
    assert bool(re.search(r"\d", said)) is (of > 9)
    assert ("none of the two" in said or "two of the two" in said) is False
    assert said.startswith(("both", "all")) is (some == of)
    assert said.startswith(("none", "neither")) is (some == 0)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with – dashes and £40", "plain, with – dashes and £40"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("two\r\nlines\rmore", "two\nlines\nmore"),
        ("\x1b[31mred", "␛[31mred"),
        ("nul\x00 bell\x07", "nul␀ bell␇"),
        ("del\x7f", "del␡"),
        ("next line\x85 c1\x9b31m", "next line<U+0085> c1<U+009B>31m"),
        ("\u202edesrever", "<U+202E>desrever"),
        ("\u2066isolated\u2069", "<U+2066>isolated<U+2069>"),
        ("mark\u200e\u200f\u061c", "mark<U+200E><U+200F><U+061C>"),
        ("line\u2028 paragraph\u2029", "line<U+2028> paragraph<U+2029>"),
        ("\ufeffmark", "<U+FEFF>mark"),
        ("naïve 👩\u200d👧 joined", "naïve 👩\u200d👧 joined"),
    ],
)
def test_what_would_act_instead_of_show_is_made_visible(text: str, shown: str) -> None:
    """Terminal commands and marks that turn text round; not what belongs to a script or an emoji."""
    assert words.visible(text) == shown


@given(st.text())
def test_a_text_made_visible_reaches_no_terminal(text: str) -> None:
    """Whatever is typed: no control character but line ends and tabs, and doing it twice changes nothing."""
    shown = words.visible(text)
    assert not any((ord(c) < 0x20 and c not in "\n\t") or 0x7F <= ord(c) <= 0x9F for c in shown)
    assert not any(c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for c in shown)
    assert words.visible(shown) == shown
    assert len(words.one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no"), (1, "one"), (2, "two"), (9, "nine"), (10, "10"), (31, "31")]
)
def test_small_counts_are_words(number: int, said: str) -> None:
    """Below ten."""
    assert words.small(number) == said


def test_figures_are_said_as_exactly_as_they_are_known(
    guide: Guide, make: Make, gateshead: Assessment
) -> None:
    """A mean to one place and as the fraction it is; a dash where there is none; coverage beside it."""
    overall = summarise(gateshead, guide).overall
    assert (words.mean(overall), words.exact(overall), words.coverage(overall)) == (
        "2.8",
        "87/31",
        "31 of 31",
    )
    nothing = tally(guide, make, [])
    assert (words.mean(nothing), words.exact(nothing), words.coverage(nothing)) == ("–", "", "0 of 31")
    assert [words.number(value) for value in (3, 2.5, 3.0, 0, None)] == ["3", "2.5", "3", "0", "–"]


def test_a_mean_that_is_rounded_has_its_fraction_beside_it(guide: Guide, make: Make) -> None:
    """30 threes and a two are 92 over 31, which is not quite 3, and is not shown as 3."""
    nearly = tally(guide, make, [3] * 30 + [2])
    assert words.exact(nearly) == "92/31"
    assert words.mean(nearly) == "2.97"


def test_what_is_not_named_is_said_so(make: Make) -> None:
    """An area and a period that are blank have words for it; a name is put on one line."""
    assert words.area_of(make()) == "Area not named"
    assert words.period_of(make()) == "period not given"
    assert words.area_of(make(area={"name": " North\nbridge\x1b "})) == "North bridge␛"


def test_a_descriptor_is_named_with_its_number_on_the_form(guide: Guide) -> None:
    """Id, form number, title."""
    assert words.named(guide.descriptors["DA3"]) == "DA3 (9.3) Issues and outcomes in figures"
    assert words.edition(guide) == "Early Help System Guide 2022"
