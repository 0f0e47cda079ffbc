"""Measures and what can be wrong with their shape."""

# ruff: noqa: E501  # a table of cases reads best with a case a line

from pathlib import Path

import pytest

from ehsg_cli.assessment.measures import Measures
from tests.helpers import changed, check, content_of, errors, only_error, said

HEAD = "ehsg: measures/1\narea: {name: Northbridge}\nguide: ehsg-2022\nmeasures:\n"
MEASURE = """\
  - id: M1
    name: Families closed to social work who stay closed at 12 months
    level: cohort
    descriptor: LE2
    unit: "%"
    better: higher
    target: 90
    source: Case management system, closures report
    values:
      2021-22: {value: 89, of: 412, as_at: 2022-05-31}
      2022-23: {value: 91.5, of: 398, as_at: 2023-05-31, provisional: true}
"""
TEXT = HEAD + MEASURE


def test_sound_measures(tmp_path: Path) -> None:
    """The example of the format: nothing is said against it, and everything in it is read."""
    checked = check(tmp_path, TEXT)
    assert checked.findings == ()
    (measure,) = content_of(checked, Measures).measures
    assert measure is not None
    assert (measure.level, measure.better, measure.target) == ("cohort", "higher", 90)
    assert [(p, f.value, f.of, f.as_at, f.provisional) for p, f in measure.values.items()] == [
        ("2021-22", 89, 412, "2022-05-31", None),
        ("2022-23", 91.5, 398, "2023-05-31", True),
    ]


@pytest.mark.parametrize("period", ["2021", '"2021"', "2021-22", "2021-Q3", "2021-22-FQ3"])
def test_a_figure_stands_under_a_period(tmp_path: Path, period: str) -> None:
    """Any period that an assessment may have, also a year, which is a number."""
    checked = check(tmp_path, changed(TEXT, "2021-22:", f"{period}:").replace("as_at: 2022-05-31", "as_at: "))
    assert checked.findings == ()
    (measure,) = content_of(checked, Measures).measures
    assert measure is not None
    assert next(iter(measure.values)) == period.strip('"')


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("21", "21"),
        ("2021-23", 'the text "2021-23"'),
        ("2021-Q5", 'the text "2021-Q5"'),
        ("2021-FQ1", 'the text "2021-FQ1"'),
        ("0x7E6", "0x7E6"),
        ("last year", 'the text "last year"'),
        ("true", "the word true"),
        ("~", "nothing"),
        ("__class__", 'the text "__class__"'),
    ],
)
def test_a_key_that_is_no_period(tmp_path: Path, period: str, found: str) -> None:
    """One error at the key; the other periods are read."""
    checked = check(tmp_path, changed(TEXT, "2021-22:", f"{period}:"))
    finding = only_error(checked)
    assert finding.span is not None
    assert (finding.code, finding.message) == ("EH106", f"{found} is not a period")
    assert finding.span[:2] == (14, 7)
    (measure,) = content_of(checked, Measures).measures
    assert measure is not None
    assert list(measure.values) == ["2022-23"]


@pytest.mark.parametrize("value", ["89", "0", "-3", "12.5", ".5", "1e3"])
def test_a_figure_is_a_number(tmp_path: Path, value: str) -> None:
    """Whole or decimal, as it stands."""
    assert errors(check(tmp_path, changed(TEXT, "value: 89, of: 412", f"value: {value}"))) == []


@pytest.mark.parametrize(
    "value",
    ['"89"', "89%", "true", ".nan", ".inf", "1e400", "9" * 5000, "1e15", "[89]", "{of: 3}", "n/a", "1,000"],
)
def test_a_figure_that_is_no_number(tmp_path: Path, value: str) -> None:
    """Nothing that is not a plain number of a size that an area can have."""
    text = changed(
        TEXT, "{value: 89, of: 412, as_at: 2022-05-31}", "\n        value: X\n        as_at: 2022-05-31"
    )
    finding = only_error(check(tmp_path, text.replace("value: X", f"value: {value}")))
    assert finding.code == "EH104"
    assert finding.message.startswith("value needs a number, and has ")


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "message"),
    [
        ("level: cohort", "level: cohorts", "EH107", 7, 'level cannot be "cohorts"'),
        ("better: higher", "better: up", "EH107", 10, 'better cannot be "up"'),
        ("descriptor: LE2", "descriptor: 8.2", "EH204", 8, "8.2 is a number on the form; here the id LE2 belongs"),
        ("descriptor: LE2", "descriptor: LE9", "EH203", 8, '"LE9" is no descriptor of this guide'),
        ("target: 90", "target: ninety", "EH104", 11, 'target needs a number, and has the text "ninety"'),
        ("unit: \"%\"", "units: \"%\"", "EH103", 9, '"units" is not a key that can stand here'),
        ("of: 412", "of: many", "EH104", 14, 'of needs a number, and has the text "many"'),
        ("of: 412", "from: 412", "EH103", 14, '"from" is not a key that can stand here'),
        ("as_at: 2022-05-31", "as_at: 2022-05-32", "EH105", 14, 'the text "2022-05-32" is not a date'),
        ("provisional: true", "provisional: yes", "EH104", 15, 'provisional needs true or false, and has the text "yes"'),
        ("2021-22: {value: 89, of: 412, as_at: 2022-05-31}", "2021-22: 89", "EH104", 14, "2021-22 needs a group of keys, and has 89"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_measure(
    tmp_path: Path, old: str, new: str, code: str, line: int, message: str
) -> None:
    """One error for one mistake, on its line; the rest of the measure is read."""
    checked = check(tmp_path, changed(TEXT, old, new))
    finding = only_error(checked)
    assert finding.span is not None
    assert (finding.code, finding.span.line, finding.message) == (code, line, message)
    (measure,) = content_of(checked, Measures).measures
    assert measure is not None
    assert measure.id == "M1"


def test_a_blank_period_is_not_known_yet(tmp_path: Path) -> None:
    """Nothing is said of it."""
    checked = check(tmp_path, f"{TEXT}      2023-24:\n")
    assert checked.findings == ()


def test_one_bad_measure_does_not_end_the_file(tmp_path: Path) -> None:
    """What is no group of keys is one finding, and so are values that are none."""
    text = f"{HEAD}  - M1\n{MEASURE}".replace("    values:\n", "    values: [3]\n    value:\n")
    found = said(errors(check(tmp_path, text)))
    assert [(s.code, s.line) for s in found] == [("EH104", 5), ("EH104", 14), ("EH103", 15)]


@pytest.mark.parametrize("value", ["{M1: {name: x}}", "x", "3"])
def test_measures_that_are_no_list(tmp_path: Path, value: str) -> None:
    """One error, and no word of nothing being there."""
    (finding,) = check(tmp_path, f"{HEAD.replace('measures:', f'measures: {value}')}").findings
    assert finding.code == "EH104"


def test_without_a_guide_descriptors_are_held_against_nothing(tmp_path: Path) -> None:
    """As in a plan."""
    assert check(tmp_path, TEXT.replace("guide: ehsg-2022\n", "").replace("LE2", "XX9")).findings == ()
