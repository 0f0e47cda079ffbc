"""Family 7: what is said of a plan and of measures, and where nothing is said."""

from pathlib import Path

import pytest

from ehsg_cli.diagnostics import Severity
from tests.helpers import check, said

PLAN = "ehsg: plan/1\narea: {name: Northbridge}\nactions:\n"
MEASURES = "ehsg: measures/1\narea: {name: Northbridge}\nmeasures:\n"
MEASURE = 'id: M1, name: x, level: cohort, unit: "%", source: y'


def codes(folder: Path, text: str) -> list[str]:
    return [finding.code for finding in check(folder, text).findings]


def action(more: str, id: str = "A1") -> str:
    return f"  - {{id: {id}, action: x, owner: Data lead, due: 2023-03-31, {more}}}\n"


# Plans


def test_every_part_that_an_action_lacks_is_noted(tmp_path: Path) -> None:
    """At the action, in the order of its keys; a nameless one is told by its number."""
    found = check(tmp_path, PLAN + action("status: not started") + "  - {descriptor: DA3}\n").findings
    assert {finding.severity for finding in found} == {Severity.NOTE}
    assert [(s.code, s.line, s.message) for s in said(found)] == [
        ("EH702", 5, "action 2 has no id"),
        ("EH702", 5, "action 2 does not say what is to be done"),
        ("EH702", 5, "action 2 has no owner"),
        ("EH702", 5, "action 2 has no date by which it is due"),
        ("EH702", 5, "action 2 has no status"),
    ]


@pytest.mark.parametrize("status", ["done", "stopped"])
def test_a_finished_action_needs_no_owner_and_no_date(tmp_path: Path, status: str) -> None:
    """What is over is over."""
    text = f"{PLAN}  - {{id: A1, action: x, status: {status}, progress: [{{on: 2022-12-01, note: y}}]}}\n"
    assert codes(tmp_path, text) == []


def test_what_was_found_wrong_is_not_missing_too(tmp_path: Path) -> None:
    """One mistake is one finding: a due date that is none, a status that is no word of the list."""
    text = f"{PLAN}  - {{id: A1, action: x, owner: Data lead, due: soon, status: begun}}\n"
    assert codes(tmp_path, text) == ["EH105", "EH107"]
    wrong = f"guide: ehsg-2022\n{PLAN}{action('status: not started, descriptor: DA9, target: 4')}"
    assert codes(
        tmp_path, wrong.replace("guide: ehsg-2022\nehsg: plan/1", "ehsg: plan/1\nguide: ehsg-2022")
    ) == ["EH203"]


def test_ids_that_differ_are_fine(tmp_path: Path) -> None:
    """Also where one has none; only the same id twice is an error, at the second."""
    text = PLAN + "".join(action("status: not started", id) for id in ("A1", "a1", "A10", "A 1"))
    assert codes(tmp_path, text) == []
    assert [s.line for s in said(check(tmp_path, PLAN + action("status: not started") * 3).findings)] == [
        5,
        6,
    ]


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ([], False),
        (["2022-12-01"], False),
        (["2022-10-01", "2022-11-01", "2022-12-01"], False),
        (["2022-12-01", "2022-11-01", "2022-10-01"], False),
        (["2022-12-01", "2022-12-01"], False),
        (["2022-12-01", "2022-12-01", "2022-12-02"], False),
        (["2022-12-01", "", "2022-12-02"], False),
        (["2022-11-01", "2022-10-01", "2022-12-01"], True),
        (["2022-10-01", "2022-12-01", "2022-11-01"], True),
    ],
)
def test_progress_may_go_forwards_or_backwards(tmp_path: Path, dates: list[str], told: bool) -> None:
    """From the first or from the newest; only to and fro is told."""
    entries = ", ".join(f"{{on: {date}, note: x}}" for date in dates)
    text = PLAN + action(f"status: in progress, progress: [{entries}]")
    assert ("EH704" in codes(tmp_path, text)) is told


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("status: not started", []),
        ("status: not started, progress: []", []),
        ("status: not started, progress: [~]", []),
        ("status: in progress", []),
        ("status: stopped", []),
        ("status: done, progress: [{on: 2023-01-01, note: x}]", []),
        ("status: done", ["EH703"]),
        ("status: done, progress: [~]", ["EH703"]),
        ("status: done, progress: done", ["EH104"]),
        ("status: not started, progress: [{on: 2023-01-01, note: x}]", ["EH708"]),
        ("status: in progress, progress: [{}]", ["EH707", "EH707"]),
        ("status: in progress, progress: [{on: soon, note: x}]", ["EH105"]),
        ("status: in progress, target: 4", ["EH706"]),
        ("status: in progress, target: 0", ["EH706"]),
        ("status: in progress, target: 4, descriptor: DA3", []),
        ("status: in progress, descriptor: DA3", []),
    ],
)
def test_status_progress_and_target_fit_together(tmp_path: Path, more: str, expected: list[str]) -> None:
    """What contradicts itself is told, and what may well be so is not."""
    assert codes(tmp_path, PLAN + action(more)) == expected


# Measures


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("values: {2022: {value: 0}, 2023: {value: 100, of: 7}}", []),
        ("values: {2022: {value: 100.1, of: 7}}", [("EH721", "error")]),
        ("values: {2022: {value: -1, of: 7}}", [("EH721", "error")]),
        ("values: {2022: {value: -1}}", [("EH721", "warning")]),
        ("target: 120, better: higher", [("EH721", "warning")]),
        ("target: 90, better: higher", []),
        ("target: 90", [("EH723", "note")]),
        ("better: lower", []),
        ("values: {2022: {value: 3, of: 0.5}}", []),
        ("values: {2022: {value: 3, of: -4}}", [("EH722", "error")]),
        ("values: {2022: {value: 3, as_at: 2022}}", []),
        ("values: {2022: {value: 3, as_at: 2022-01}}", []),
        ("values: {2022: {value: 3, as_at: 2023-06-30}}", []),
        ("values: {2022: {value: 3, as_at: 2021}}", [("EH726", "warning")]),
        ("values: {2022-23: {value: 3, as_at: 2022}}", []),
        ("values: {2022-23: {value: 3, as_at: 2022-04-01}}", []),
        ("values: {2022-23: {value: 3, as_at: 2022-03}}", [("EH726", "warning")]),
        ("values: {2022-Q3: {value: 3, as_at: 2022-06-30}}", [("EH726", "warning")]),
        ("values: {2021: {value: 3}, 2022: {value: 3, provisional: true}}", []),
        ("values: {2021: {value: 3, provisional: true}, 2022: {value: 3, provisional: true}}", []),
        ("values: {2021: {value: 3, provisional: true}, 2022: ~}", []),
        ("values: {2022: {value: 3}, 2021: {value: 3, provisional: true}}", [("EH725", "note")]),
        ("values: {2022: {provisional: true}}", [("EH724", "note")]),
        ("values: {2022: {}}", [("EH724", "note")]),
        ("values: {2022: {value: many}}", [("EH104", "error")]),
        ("values: {}", []),
    ],
)
def test_figures_that_cannot_be_right(tmp_path: Path, more: str, expected: list[tuple[str, str]]) -> None:
    """And figures that well may."""
    found = check(tmp_path, f"{MEASURES}  - {{{MEASURE}, {more}}}\n").findings
    assert [(finding.code, finding.severity.value) for finding in found] == expected


@pytest.mark.parametrize("unit", ["families", "per 10,000 children", "percentage points", "£", "weeks"])
def test_only_per_cent_end_at_a_hundred(tmp_path: Path, unit: str) -> None:
    """Any other unit may have any figure."""
    measure = MEASURE.replace('"%"', f'"{unit}"')
    text = f"{MEASURES}  - {{{measure}, values: {{2022: {{value: 331, of: 7}}, 2023: {{value: -2}}}}}}\n"
    assert codes(tmp_path, text) == []
    assert codes(tmp_path, text.replace(f'"{unit}"', "Per cent")) == ["EH721", "EH721"]


def test_every_part_that_a_measure_lacks_is_noted(tmp_path: Path) -> None:
    """At the measure; a blank text is none, and is told where it stands."""
    text = MEASURES + "  - {descriptor: LE2, name: ' '}\n"
    assert [s.message for s in said(check(tmp_path, text).findings)] == [
        "measure 1 has no id",
        "measure 1 has no level",
        "measure 1 has no unit",
        "measure 1 does not say where its figures come from",
        "measure 1 has no name",
    ]


def test_words_from_a_file_are_shown_on_one_line(tmp_path: Path) -> None:
    """An id may hold anything: what is long is shortened, and what is invisible is made visible."""
    for id in ('"a\\nb"', '"\\e[31m"', "x" * 5000, '"\\u202e"'):
        for finding in check(tmp_path, PLAN + f"  - {{id: {id}}}\n" * 2).findings:
            assert finding.message.isprintable()
            assert len(finding.message) < 200
