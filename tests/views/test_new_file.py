"""A new file: its values read back as they were given, and last year's words stay comments."""

import pytest
from hypothesis import example, given, strategies as st

from ehsg_cli.assessment import Assessment
from ehsg_cli.document import Mapping, Scalar, parse
from ehsg_cli.guide.models import Guide
from ehsg_cli.views.new_file import as_yaml, view_new_file
from tests.views.conftest import Make


@given(st.text())
@example("Northbridge")
@example("null")
@example("no")
@example("Bath and North East Somerset: both")
@example("King's Lynn & West Norfolk # east")
@example("\x7f\x85\u2028\ufeff\x00\t\n")
@example("a\ufffe")
def test_any_text_reads_back_as_it_was(text: str) -> None:
    """What is written as a YAML value means that text again, and nothing is wrong with it."""
    document = parse(f"a: {as_yaml(text)}\nb: 1\n")
    assert document.findings == []
    assert isinstance(document.root, Mapping)
    node = document.root.items["a"]
    assert isinstance(node, Scalar)
    assert node.value == text
    assert list(document.root.items) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Northbridge", "Northbridge"),
        ("Bristol, City of", "Bristol, City of"),
        ("St. Helens", "St. Helens"),
        ("King's Lynn", "King's Lynn"),
        ("no", "no"),
        ("true", '"true"'),
        ("2022", '"2022"'),
        ("Northbridge: east", '"Northbridge: east"'),
        ('the "north"', '"the \\"north\\""'),
        ("", '""'),
    ],
)
def test_a_text_is_quoted_only_where_it_has_to_be(text: str, written: str) -> None:
    """People read the file: quotation marks stand where YAML would read something else."""
    assert as_yaml(text) == written


def test_a_new_file_says_what_the_guide_asks(guide: Guide) -> None:
    """Sections, descriptors, scale, methods, levels and the rule, all from the pack."""
    view = view_new_file(guide, "Northbridge", "2023", None, None)
    assert view.title == "Early Help System Guide 2022: self-assessment of Northbridge, 2023"
    assert [len(section.descriptors) for section in view.sections] == [7, 7, 5, 5, 7]
    assert view.sections[4].heading == "9 Data"
    assert view.sections[4].descriptors[2].heading == "9.3 Issues and outcomes in figures"
    assert view.scale[0] == "0 = Little or nothing, no plan"
    assert (view.levels, view.choose, view.code) == ("1-6", 3, "")
    assert view.level_rules == (
        "at data model 1 or 2: 3 data descriptors",
        "at data model 3: 1 data and 2 service descriptors",
        "at data model 4, 5 or 6: 3 service descriptors",
    )
    assert (view.last, view.last_level, view.last_priorities) == ("", "", "")
    assert view.sections[0].descriptors[0].last_score == ""


def test_last_years_answers_come_along_as_comments(guide: Guide, gateshead: Assessment) -> None:
    """Score, texts, level and priorities are shown beside the blanks; nothing is carried over."""
    view = view_new_file(guide, "Gateshead", "2023", "E08000037", gateshead)
    assert (view.last, view.last_level, view.last_priorities) == ("2022", "2", "DA3, DA5, DA7")
    first = view.sections[0].descriptors[0]
    assert first.last_score == "3"
    assert first.last_evidence[0].startswith("Families give feedback")
    assert "" in first.last_evidence


def test_a_line_of_last_year_cannot_leave_its_comment(guide: Guide, make: Make) -> None:
    """Every kind of line end becomes a line of its own or is made visible, so nothing turns into YAML."""
    text = "one\ntwo\rthree\r\nfour\x85five\u2028six\x0bseven\x0ceight\x1b[2J"
    last = make(entries={"FV1": {"evidence": text}})
    lines = view_new_file(guide, "A", "2023", None, last).sections[0].descriptors[0].last_evidence
    assert lines[:3] == ("one", "two", "three")
    assert lines[3] == "four<U+0085>five<U+2028>six␋seven␌eight␛[2J"
    assert all(len(line.splitlines()) <= 1 for line in lines)


def test_an_areas_name_cannot_leave_the_title(guide: Guide) -> None:
    """The title stands in a comment."""
    view = view_new_file(guide, "North\nbridge: {x}", "2023", None, None)
    assert "\n" not in view.title
    assert view.area == '"North\\nbridge: {x}"'
