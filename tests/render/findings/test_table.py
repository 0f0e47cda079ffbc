"""`csv`: one row a finding, for spreadsheets."""

import csv
import io

import pytest

from ehsg_cli.rules.checking import check_data
from ehsg_cli.rules.outcomes import Outcome, outcome_of
from tests.render.findings.made import broken, drawn, finding, hostile, made, sound


def rows(*outcomes: Outcome) -> list[dict[str, str]]:
    """The rows, as a program reads them that skips the mark at the start."""
    text = drawn("csv", *outcomes).encode().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_finding_is_a_row_with_the_value_that_offends() -> None:
    """Every finding is one, with the descriptor in a column of its own."""
    told = rows(broken("broken.yaml"), sound())
    assert len(told) == len(broken().findings)
    assert next(row for row in told if row["code"] == "EH207") == {
        "path": "broken.yaml",
        "area": "Northbridge (fictional)",
        "part": "descriptors",
        "entry": "FV3",
        "line": "46",
        "column": "12",
        "severity": "error",
        "code": "EH207",
        "title": "an average where a score belongs",
        "pointer": "descriptors.FV3.score",
        "value": "2.5",
        "message": "2.5 looks like an average; a score is one whole number (0 to 5)",
        "hint": "write the whole number you agreed; averages belong with partners' responses, not here",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agreed: {date: x}\n", {("agreed", "")}),
        ("descriptors: {FV1: {score: 9}}\n", {("descriptors", "FV1")}),
        ("priorities: [FV1, 9.3]\n", {("priorities", "9.3")}),
        ("priorities:\n  - {id: DA9}\n  - {why: 3}\n", {("priorities", "DA9"), ("priorities", "2")}),
        ("sharing: {dfe: x}\n", {("sharing", "")}),
    ],
)
def test_an_entry_is_what_has_a_name(text: str, expected: set[tuple[str, str]]) -> None:
    """Descriptors and priorities by their ids; no key of a group that is none."""
    data = f"ehsg: assessment/1\nguide: ehsg-2022\n{text}".encode()
    told = rows(outcome_of(check_data("a.yaml", data)))
    assert {(row["part"], row["entry"]) for row in told if row["severity"] == "error"} == expected


def test_actions_measures_and_roles_are_entries_too() -> None:
    """By id and by name; and the thresholds by descriptor."""
    for text, expected in (
        ("ehsg: plan/1\nactions: [{id: A7, due: x}]\n", ("actions", "A7")),
        ("ehsg: measures/1\nmeasures: [{id: M3, level: x}]\n", ("measures", "M3")),
        ("ehsg: workforce/1\nguide: ehsg-2022\nroles: [{role: Midwives, level: 3}]\n", ("roles", "Midwives")),
        ("ehsg: thresholds/1\nguide: ehsg-2022\nminimum: {FV1: 9}\n", ("minimum", "FV1")),
    ):
        told = rows(outcome_of(check_data("a.yaml", text.encode())))
        assert expected in {(row["part"], row["entry"]) for row in told}


def test_a_spreadsheet_opens_it_as_it_is() -> None:
    """A mark for UTF-8 at the start, and line ends as Windows has them, none bare."""
    data = drawn("csv", broken()).encode()
    assert data.startswith("\ufeffpath,area,part,entry,line,column,severity,code,".encode())
    assert data.count(b"\r\n") == data.count(b"\n") == len(broken().findings) + 1


def test_without_findings_the_columns_are_named_all_the_same() -> None:
    """One line."""
    assert drawn("csv", sound()).count("\r\n") == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d"])
def test_no_cell_is_a_formula(start: str) -> None:
    """Whether it comes from the file, from its name or from a message, and whatever stands there."""
    outcome = made(f'a: "{start}1+1"\n', finding(("a",), f"{start}2", f"{start}3"), path=f"{start}4.yaml")
    outcome = outcome._replace(area=f"{start}5", values=(f"{start}1+1",))
    (row,) = rows(outcome)
    for column in ("path", "area", "value"):
        assert row[column].startswith("'"), column
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d")) for cell in row.values())


def test_a_hostile_file_is_still_a_table() -> None:
    """As many rows as findings, as many cells as columns; unseen characters are seen."""
    told = rows(hostile())
    assert len(told) == 3
    assert all(None not in row and None not in row.values() for row in told)
    assert next(row for row in told if row["pointer"] == "area.name")["value"] == "'=cmd|calc"


def test_spaces_in_a_value_are_kept() -> None:
    """They may be what is wrong with it."""
    outcome = made("a: x\n", finding(("a",)))._replace(values=(" 3  \u00a0\n",))
    assert rows(outcome)[0]["value"] == " 3  <U+00A0>␊"
