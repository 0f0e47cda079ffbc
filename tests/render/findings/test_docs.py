"""`docs/outputs.md`: its examples are what comes out, and it names every format."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from ehsg_cli.render.findings.formats import FORMATS
from ehsg_cli.rules.checking import check_data
from ehsg_cli.rules.outcomes import outcome_of
from tests.helpers import fenced
from tests.render.findings.made import SETTING, drawn, finding, made

PAGE = (Path(__file__).parent.parent.parent.parent / "docs" / "outputs.md").read_text(encoding="utf-8")
SECTIONS = {part.split("\n", 1)[0]: part for part in PAGE.split("\n## ")}


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """What each format makes of the file that the page shows."""
    file = next(block for block in fenced(PAGE) if block.startswith("ehsg: assessment/1"))
    outcome = outcome_of(check_data("northbridge.yaml", file.encode()))
    return {form: drawn(form, outcome) for form in FORMATS}


def test_every_format_has_its_section_and_its_row() -> None:
    """In the same order: those for people first."""
    named = re.findall(r"^\| \[`(\w+)`\]\(#\1\) \|", PAGE, re.MULTILINE)
    assert sorted(named) == sorted(FORMATS)
    assert [section for section in SECTIONS if section in FORMATS] == named


@pytest.mark.parametrize("form", ["text", "concise", "github", "gitlab", "junit"])
def test_an_example_is_what_comes_out(shown: dict[str, str], form: str) -> None:
    """Line by line, apart from what an example leaves out."""
    lines = {line.strip().rstrip(",") for line in shown[form].splitlines()}
    told = [line.strip() for line in fenced(SECTIONS[form])[0].splitlines()]
    assert told
    assert [line for line in told if line not in lines] == []


def test_the_example_of_our_own_json_is_what_comes_out(shown: dict[str, str]) -> None:
    """One finding of the file, and the counts."""
    told, whole = json.loads(fenced(SECTIONS["json"])[0]), json.loads(shown["json"])
    (file,), (whole_file,) = told["files"], whole["files"]
    assert file["findings"][0] in whole_file["findings"]
    assert told | {"files": [file | {"findings": []}]} == whole | {"files": [whole_file | {"findings": []}]}


def test_the_example_of_sarif_is_what_comes_out(shown: dict[str, str]) -> None:
    """One result."""
    told = json.loads(fenced(SECTIONS["sarif"])[0])
    assert told in json.loads(shown["sarif"])["runs"][0]["results"]


def test_the_example_of_a_table_is_what_comes_out(shown: dict[str, str]) -> None:
    """Its columns and two of its rows."""
    lines = [line for line in SECTIONS["csv"].splitlines() if line.startswith("| ")]
    told = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rows = list(csv.reader(io.StringIO(shown["csv"].removeprefix("\ufeff"), newline="")))
    assert told[0] == rows[0]
    assert len(told) == 3
    assert all(row in rows for row in told[1:])


def test_the_last_line_for_github_is_worded_so() -> None:
    """Where there are more findings than annotations."""
    each = [finding(("a",), hint=f"mend {number}") for number in range(20)]
    files = [made("a: 1\n", *each[: 20 if n == 0 else 1], path=f"{n}.yaml") for n in range(12)]
    last = drawn("github", *files, setting=SETTING).splitlines()[-1]
    assert last in fenced(SECTIONS["github"])[1]


def test_the_pattern_for_editors_takes_a_line_apart(shown: dict[str, str]) -> None:
    """File, line, column, severity, code and message."""
    matcher = json.loads(fenced(SECTIONS["concise"])[1])
    line = next(line for line in shown["concise"].splitlines() if "EH107" in line)
    match = re.fullmatch(matcher["regexp"], line)
    assert match
    assert match.groups()[:5] == ("northbridge.yaml", "5", "9", "error", "EH107")
    assert match[matcher["message"]].startswith("status cannot be")
