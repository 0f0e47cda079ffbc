"""The workbook, read back: its layout, its figures, and that nothing a user types acts in it."""

import datetime
import io
import re
import sys
import time
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from ehsg_cli import __version__
from ehsg_cli.assessment import Assessment, Entry
from ehsg_cli.errors import UserError
from ehsg_cli.judge.results import Beside
from ehsg_cli.render.excel import render_excel
from ehsg_cli.views.kinds import Kind
from ehsg_cli.views.style import PLAIN, Style
from ehsg_cli.views.workbook import Workbook, view_workbook
from tests.render.papers import (
    HOSTILE_STYLE,
    draft,
    everything,
    hostile,
    hostile_beside,
    northbridge,
    paper,
    results,
    tables_of_change,
)

KINDS = [kind for kind in Kind if kind is not Kind.FORM]
HEADINGS = 4  # the row they stand in
LONGEST = 32_767


def view(
    assessment: Assessment,
    kind: Kind = Kind.BOARD,
    beside: Beside = Beside(),  # noqa: B008
    style: Style = PLAIN,
) -> Workbook:
    whole = paper(assessment, kind, beside, style=style)
    return view_workbook(whole, results(assessment, beside), tables_of_change(assessment, beside))


def opened(book: Workbook) -> Book:
    return openpyxl.load_workbook(io.BytesIO(render_excel(book)))


def table(page: Worksheet) -> list[list[object]]:
    """The cells of a sheet's one table, with its headings."""
    (only,) = page.tables.values()
    return [[cell.value for cell in row] for row in page[only.ref]]


def texts(book: Book) -> list[str]:
    return [cell.value for page in book for row in page for cell in row if isinstance(cell.value, str)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_is_laid_out_alike(kind: Kind) -> None:
    """The cover first; then one table a sheet, always in the same place, whole, under frozen headings."""
    book = opened(view(northbridge(), kind, everything()))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert book.active is book["Cover"]
    names = [only.name for page in book for only in page.tables.values()]
    assert len(set(names)) == len(names) == len(book.sheetnames) - 1
    for page in book:
        assert not page.merged_cells.ranges
        assert page.sheet_view.selection[0].activeCell == "A1"
        assert page["A1"].value
        if page.title == "Cover":
            continue
        (only,) = page.tables.values()
        assert only.ref.startswith(f"A{HEADINGS}:")
        assert page.freeze_panes == f"A{HEADINGS + 1}"
        assert page.dimensions.split(":")[1] == only.ref.split(":")[1]
        headings, *rows = table(page)
        assert len(set(headings)) == len(headings)
        assert rows
        # No cell is blank, so that nobody has to guess whether something was forgotten.
        assert all(cell not in (None, "") for row in (headings, *rows) for cell in row)
        assert [each.name for each in only.tableColumns] == headings


def test_every_sheet_is_readable() -> None:
    """Texts are wrapped, no column is wider than a screen, one typeface in black; sheets print on A4."""
    book = opened(view(northbridge(), Kind.FULL, everything()))
    for page in book:
        assert page.page_setup.paperSize == 9
        assert all(10 < column.width < 110 for column in page.column_dimensions.values())
        for row in page.iter_rows(min_row=HEADINGS):
            for cell in row:
                assert cell.font.name == "Arial"
                assert cell.fill.fill_type is None
                if isinstance(cell.value, str) and len(cell.value) > 60:
                    assert cell.alignment.wrap_text


def test_the_contents_lead_to_every_sheet_and_back() -> None:
    """Links of ours inside the workbook, and no others."""
    book = opened(view(northbridge(), beside=everything()))
    links = {}
    for page in book:
        for row in page:
            for cell in row:
                if cell.hyperlink:
                    assert cell.hyperlink.target is None
                    links[page.title, cell.value] = cell.hyperlink.location
    sheets = book.sheetnames[2:]
    assert links == {("Contents", name): f"'{name}'!A1" for name in sheets} | {
        (name, "Back to the contents"): "'Contents'!A1" for name in sheets
    }
    assert [row[0] for row in table(book["Contents"])[1:]] == sheets


def test_figures_are_numbers_and_what_is_missing_has_a_sign() -> None:
    """A mean unrounded, shown with two places; [x] where there is no score, [z] where there can be none."""
    book = opened(view(draft()))
    headings, *rows = table(book["Descriptors"])
    scores = {row[0]: row[headings.index("Score")] for row in rows}
    assert (scores["FV1"], scores["FV2"], scores["LE5"]) == ("[x]", 3, 0)
    headings, *rows = table(book["Summary"])
    overall = dict(zip(headings, rows[-1], strict=True))
    assert overall["Number on the form"] == "[z]"
    assert overall["Mean"] == pytest.approx(79 / 28, abs=1e-12)
    assert book["Summary"].cell(HEADINGS + 1, headings.index("Mean") + 1).number_format == "0.00"
    assert "[x] means not available." in book["Descriptors"]["A2"].value
    said = "\n".join(texts(book))
    assert said.count("[x] means not available: not scored") == 2
    assert said.count("[z] means not applicable, such as") == 2


def test_a_draft_says_so_on_every_sheet() -> None:
    """In words at the top, and at the foot of each printed page; an agreed one nowhere."""
    for page in opened(view(draft())):
        assert any("DRAFT" in str(page.cell(row, 1).value) for row in (1, 2))
        assert page.oddFooter is not None
        assert page.oddFooter.left.text == "DRAFT"
    assert not any("DRAFT" in text for text in texts(opened(view(northbridge()))))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_hostile_acts(kind: Kind) -> None:
    """No formula, no link and no script from a file in which every text is hostile; all of it is shown."""
    book = opened(view(hostile(), kind, hostile_beside(), HOSTILE_STYLE))
    for page in book:
        for row in page:
            for cell in row:
                assert cell.data_type in "sn"
                assert cell.hyperlink is None or cell.hyperlink.target is None
    assert any("<script>alert(1)</script>" in text for text in texts(book))
    assert not any("\x1b" in text for text in texts(book))


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(1)", "http://e/x", "mailto:e@x", "internal:A1", "{=1}", "007"],
)
def test_what_looks_like_a_formula_or_a_link_stays_a_text(text: str) -> None:
    """As it was typed; one that would become a formula when somebody edits the cell is marked as text."""
    assessment = northbridge(entries={"FV1": Entry(answer=3, evidence=text)})
    page = opened(view(assessment))["Descriptors"]
    cell = page.cell(HEADINGS + 1, 8)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert bool(cell.quotePrefix) == text.startswith(tuple("=+-@"))


@pytest.mark.parametrize(
    "text", ["_x0041_", "a\x0b\x00b", "\ufffe\uffff", "\U0001f600 \u202e", "a\tb\nc", " a "]
)
def test_odd_characters_leave_the_file_whole(text: str) -> None:
    """Control characters are shown as pictures of themselves; what Excel escapes comes back as it was."""
    book = view(northbridge(entries={"FV1": Entry(answer=3, evidence=text)}))
    data = render_excel(book)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        strings = archive.read("xl/sharedStrings.xml").decode()
    if text == "_x0041_":
        assert "_x005F_x0041_" in strings
    if "\x0b" in text:
        assert "a\N{SYMBOL FOR VERTICAL TABULATION}\N{SYMBOL FOR NULL}b" in strings


@pytest.mark.parametrize("character", ["a", "\U0001f600"])
def test_a_text_longer_than_a_cell_is_shortened_and_says_so(character: str) -> None:
    """Counted as Excel counts; a text that just fits is left alone, without a note."""
    width = len(character.encode("utf-16-le")) // 2
    long = character * (LONGEST // width + 1)
    book = opened(view(northbridge(entries={"FV1": Entry(answer=3, evidence=long)})))
    cell = str(book["Descriptors"].cell(HEADINGS + 1, 8).value)
    assert LONGEST - 1 <= len(cell.encode("utf-16-le")) // 2 <= LONGEST
    assert cell.startswith(character * 1000)
    assert "Shortened here" in cell
    assert any("is shortened, and says so" in text for text in texts(book))
    fits = "a" * LONGEST
    book = opened(view(northbridge(entries={"FV1": Entry(answer=3, evidence=fits)})))
    assert book["Descriptors"].cell(HEADINGS + 1, 8).value == fits
    assert not any("hortened" in text for text in texts(book))


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    """A name from a guide pack: too long, with signs that are not allowed, taken already, or nothing left."""
    book = view(northbridge(), beside=everything())
    odd = ["a/b: [c]?*\\", "x" * 40, "X" * 40, "'quoted'", "Notes", "History", "///"]
    sheets = tuple(sheet._replace(name=name) for sheet, name in zip(book.sheets, odd, strict=False))
    read = opened(book._replace(sheets=sheets))
    assert read.sheetnames[3:] == [
        "a b c",
        "x" * 31,
        "X" * 27 + " 2",
        "quoted",
        "Notes 2",
        "History 2",
        "Sheet",
    ]
    assert [page["A3"].value for page in read][3:] == ["Back to the contents"] * len(sheets)


def test_headings_that_a_pack_gives_twice_are_told_apart() -> None:
    """The form's boxes may be called what we call a column, in other letters; and too long for Excel."""
    book = view(northbridge())
    sheet = book.sheets[0]
    odd = (*sheet.fields[:-2], *(sheet.fields[-1]._replace(heading=text) for text in ("TITLE", "x" * 300)))
    read = opened(book._replace(sheets=(sheet._replace(fields=odd), *book.sheets[1:])))
    assert table(read["Descriptors"])[0][-2:] == ["TITLE 2", "x" * 255]


def test_the_file_says_what_it_is_and_names_nobody() -> None:
    """Title, subject and language; ehsg as the maker; no person and no day of today."""
    data = render_excel(view(northbridge()))
    said = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert said.title == "Northbridge (fictional): Early Help System Guide self-assessment, 2023"
    assert (said.subject, said.language) == ("Paper for the board", "en-GB")
    assert (said.creator, said.lastModifiedBy) == (None, None)
    assert said.created is not None
    assert said.created.year == 1980
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        application = archive.read("docProps/app.xml").decode()
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
    assert re.findall("<Application>(.*?)</Application>", application) == [f"Made by ehsg {__version__}"]


def test_the_same_paper_gives_the_same_bytes() -> None:
    """Also when seconds lie between, which is how exactly an archive tells the time."""
    first = render_excel(view(northbridge(), Kind.FULL, everything()))
    time.sleep(2.1)
    assert render_excel(view(northbridge(), Kind.FULL, everything())) == first


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line why, one line how to mend it."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(
        UserError, match="Excel workbooks need a part of ehsg that is not installed"
    ) as refused:
        render_excel(view(northbridge()))
    assert 'pip install "ehsg-cli[xlsx]"' in str(refused.value.hint)


def test_days_can_be_put_in_order_and_look_the_same_everywhere() -> None:
    """As dates of Excel's own, year first; a day that it does not know is the text it was."""
    page = opened(view(northbridge(), Kind.PLAN, everything()))["Actions"]
    headings, *rows = page[next(iter(page.tables.values())).ref]
    place = [cell.value for cell in headings].index("Due")
    assert {cell.is_date for cell in (row[place] for row in rows)} == {True}
    assert {row[place].number_format for row in rows} == {"yyyy-mm-dd"}
    book = view(northbridge(), Kind.PLAN, everything())
    actions = next(sheet for sheet in book.sheets if sheet.key == "actions")
    due = [field.key for field in actions.fields].index("due")
    first = (*actions.rows[0][:due], datetime.date(1899, 12, 31), *actions.rows[0][due + 1 :])
    old = book._replace(sheets=(actions._replace(rows=(first,)),))
    assert table(opened(old)["Actions"])[1][place] == "1899-12-31"


def test_every_row_is_as_high_as_its_texts() -> None:
    """Programs that do not work it out when they open the file would lay long texts over one another."""
    book = openpyxl.load_workbook(io.BytesIO(render_excel(view(northbridge(), Kind.FULL))))
    sheet = next(each for each in book.worksheets if "table_descriptors" in each.tables)
    heights = {}
    for place, row in enumerate(sheet.iter_rows(min_row=HEADINGS + 1), HEADINGS + 1):
        # No column is wider than 60 characters.
        longest = max(sum(-(-len(line) // 60) for line in str(cell.value).split("\n")) for cell in row)
        height = sheet.row_dimensions[place].height
        assert height is not None
        assert height >= 15 * longest
        heights[longest] = height
    assert max(heights.values()) > 3 * min(heights.values())
