"""`ehsg report` as a workbook, as comma-separated values and as JSON, end to end."""

import csv
import io
import json
import re
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import EXAMPLES, ROOT, Ehsg

FORMATS = ("xlsx", "csv", "json")


@pytest.fixture
def beside(northbridge: Path) -> Path:
    """Northbridge's assessment with its plan and its police's response beside it."""
    for name in ("northbridge-plan.yaml", "northbridge-response-police.yaml"):
        shutil.copy(EXAMPLES / name, northbridge.parent / name)
    return northbridge


def test_one_command_writes_them_all(ehsg: Ehsg, beside: Path, tmp_path: Path) -> None:
    """What stands beside the assessment is in each of them."""
    formats = [part for each in FORMATS for part in ("--format", each)]
    assert ehsg("report", beside.name, "-o", "papers/", *formats).code == 0
    book = openpyxl.load_workbook(tmp_path / "papers/northbridge-2023.xlsx")
    assert {"Descriptors", "Actions", "Partners"} <= set(book.sheetnames)
    with (tmp_path / "papers/northbridge-2023.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = json.loads((tmp_path / "papers/northbridge-2023.json").read_text(encoding="ascii"))
    assert {row["descriptor"]: row["score"] for row in rows} == {
        each["id"]: str(each["score"]) for each in told["descriptors"]
    }
    assert told["plan"]["all"]["total"] == 6
    assert told["partners"][0]["scores"] == [{"organisation": "Northbridge Police", "score": 2}]
    assert told["provenance"]["file"] == "northbridge-2023.yaml"


@pytest.mark.parametrize("kind", ["board", "summary", "full", "plan"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_kind_comes_in_every_format(form: str, kind: str, ehsg: Ehsg, beside: Path) -> None:
    """The ending alone tells the format."""
    result = ehsg("report", beside.name, "--kind", kind, "-o", f"a.{form}")
    assert result.code == 0
    assert Path(f"a.{form}").stat().st_size > 500


def test_text_goes_to_standard_output_and_a_workbook_does_not(ehsg: Ehsg, gateshead: Path) -> None:
    """A program can read the one; of the other it is said what to do."""
    assert ehsg("report", gateshead.name, "--format", "json").json["schema"] == "ehsg.report/1"
    assert ehsg("report", gateshead.name, "--format", "csv").out.startswith("\ufeffguide,area,")
    result = ehsg("report", gateshead.name, "--format", "xlsx")
    assert (result.code, result.out) == (2, "")
    assert "add -o" in result.err


def somebodys_workbook() -> bytes:
    """A workbook that another program has made."""
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_ours_is_made_anew_and_anothers_is_kept(form: str, ehsg: Ehsg, gateshead: Path) -> None:
    """Also one of another kind; somebody's own table or data needs --force."""
    target = Path(f"a.{form}")
    assert ehsg("report", gateshead.name, "-o", target).code == 0
    before = target.read_bytes()
    assert ehsg("report", gateshead.name, "-o", target).code == 0
    assert target.read_bytes() == before
    others = {"json": b'{"schema": "ours"}', "csv": b"area,score\n", "xlsx": somebodys_workbook()}
    target.write_bytes(others[form])
    result = ehsg("report", gateshead.name, "-o", target)
    assert result.code == 2
    assert "ehsg did not make it" in result.err
    assert target.read_bytes() == others[form]
    assert ehsg("report", gateshead.name, "-o", target, "--force").code == 0
    assert target.read_bytes() == before


def test_without_the_library_nothing_is_written(
    ehsg: Ehsg, gateshead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line that mends it is said, and the exit code is 2."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = ehsg("report", gateshead.name, "-o", "a.xlsx")
    assert result.code == 2
    assert 'pip install "ehsg-cli[xlsx]"' in result.err
    assert not Path("a.xlsx").exists()


def test_every_missing_extra_is_named_before_any_work(
    ehsg: Ehsg, gateshead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written then, nor is the folder made."""
    for module in ("docx", "xlsxwriter"):
        monkeypatch.setitem(sys.modules, module, None)
    result = ehsg(
        *("report", gateshead.name, "--format", "md", "--format", "docx", "--format", "xlsx", "-o", "out/")
    )
    assert result.code == 2
    assert "Word files and Excel workbooks need parts of ehsg that are not installed" in result.err
    assert '"ehsg-cli[docx,xlsx]"' in result.err
    assert result.err.count("error:") == 1
    assert not Path("out").exists()


@pytest.mark.parametrize(("form", "called"), [("docx", "a Word file"), ("xlsx", "an Excel workbook")])
def test_what_is_no_text_is_not_printed(ehsg: Ehsg, gateshead: Path, form: str, called: str) -> None:
    """It would fill the terminal with signs."""
    result = ehsg("report", gateshead.name, "--format", form)
    assert (result.code, result.out) == (2, "")
    assert f"{called} cannot be shown in the terminal" in result.err


def test_the_page_for_analysts_names_every_table_and_column(ehsg: Ehsg, beside: Path) -> None:
    """`docs/papers.md`: tables of the workbook, columns of either CSV in their order, keys of the JSON."""
    page = (ROOT / "docs/papers.md").read_text(encoding="utf-8")
    part = page[page.index("#### The workbook") : page.index("## One chart alone")]
    names = re.findall(r"`(\w+)`", part)
    shutil.copy(EXAMPLES / "northbridge-2022.yaml", "northbridge-2022.yaml")
    ehsg("report", beside.name, "--previous", "northbridge-2022.yaml", "-o", "a.xlsx")
    book = openpyxl.load_workbook("a.xlsx")
    tables = {only.name for sheet in book for only in sheet.tables.values()}
    assert tables - {"table_contents", "table_notes"} == {name for name in names if name.startswith("table_")}
    for kind in ("board", "plan"):
        header = ehsg("report", beside.name, "--kind", kind, "--format", "csv").out.splitlines()[0]
        # The last three are of the earlier year, which the page explains one by one.
        common, own = header.removeprefix("\ufeff").split(",")[:5], header.split(",")[8:]
        assert any(names[place : place + 5] == common for place in range(len(names)))
        assert set(header.split(",")[5:8]) <= set(names)
        told = [name for name in names if name not in {"yes", "no"}]
        assert any(told[place : place + len(own)] == own for place in range(len(told)))
    for key in ehsg("report", beside.name, "--format", "json").json:
        assert f'"{key}": ' in part
