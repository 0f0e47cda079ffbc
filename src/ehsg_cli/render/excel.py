"""Papers as Excel workbooks: a cover, the contents, notes, then one table a sheet.

Laid out as the Government Analysis Function asks of spreadsheets that everybody can use: no merged cells, no
gaps in a table, the same place for each table, nothing said by colour alone, a sign for what is not there.
"""

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.render.extras import WORKBOOKS, not_installed
from ehsg_cli.render.packages import part, rewritten, signed
from ehsg_cli.render.rows import acts
from ehsg_cli.views.workbook import NOT_APPLICABLE, NOT_AVAILABLE, Field, Sheet, Value, Workbook

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LANGUAGE = "en-GB"
# A title, a note and the way back stand above every table, and its headings in the fourth row.
_HEADINGS = 3
# What Excel holds in a cell, counted as it counts.
_LONGEST = 32_767
_SHORTENED = (
    " [Shortened here: a cell of a workbook holds no more than 32,767 characters. The whole text is in the "
    "assessment's own file.]"
)
_SHORTENED_NOTE = "A text longer than a cell can hold is shortened, and says so at its end."
# In characters; texts are wrapped beyond.
_NARROWEST, _WIDEST, _COVER = 11, 60, 85
# In points: a line of text, and the most that a row may have.
_LINE, _HIGHEST = 15.0, 409.0
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME, _LONGEST_HEADING = 31, 255
# A clock has no say in what is written.
_NO_DAY = datetime.datetime(1980, 1, 1)
_A4 = 9
# Excel knows no day before.
_FIRST_YEAR = 1900
_LAST_CELL = "XFD1048576"


class _Formats(NamedTuple):
    """How cells look: all in one typeface, in black on white."""

    title: "Format"
    subtitle: "Format"
    heading: "Format"
    number_heading: "Format"
    text: "Format"
    inert: "Format"
    number: "Format"
    mean: "Format"
    date: "Format"
    link: "Format"

    def of(self, field: Field) -> "Format":
        """That of a column's cells."""
        return {"text": self.text, "number": self.number, "mean": self.mean, "date": self.date}[field.kind]


def render_excel(workbook: Workbook) -> bytes:
    """A workbook as the bytes of its file; the same input always gives the same bytes.

    Raises:
        UserError: the library for it is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise not_installed(WORKBOOKS) from None
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            # Nothing that somebody has typed becomes a formula, a link or a number.
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Arial", "font_size": 11},
        },
    )
    book.set_properties({"title": workbook.title, "subject": workbook.subject, "created": _NO_DAY})
    formats = _formats(book)
    names = _names(("Cover", "Contents", "Notes", *(sheet.name for sheet in workbook.sheets)))
    contents, notes = _contents(workbook, names[2:]), _notes(workbook)
    _draw_cover(book.add_worksheet(names[0]), workbook, formats)
    for name, sheet in zip(names[1:], (contents, notes, *workbook.sheets), strict=True):
        page = book.add_worksheet(name)
        _draw(
            page, sheet, formats, back="" if sheet is contents else names[1], draft=bool(workbook.draft_note)
        )
        if sheet is contents:
            for place, target in enumerate(names[2:], _HEADINGS + 1):
                page.write_url(place, 0, _link(target), formats.link, target)
    book.close()
    return _described(made.getvalue())


def _formats(book: "xlsxwriter.Workbook") -> _Formats:
    top = {"valign": "top"}
    wrapped = {**top, "text_wrap": True}
    heading = {**wrapped, "bold": True, "bottom": 1}
    # Set in from the right, so that a text in the next column does not touch it.
    figure = {**top, "align": "right", "indent": 1}
    return _Formats(
        title=book.add_format({"bold": True, "font_size": 15}),
        subtitle=book.add_format({**wrapped, "bold": True, "font_size": 12}),
        heading=book.add_format({**heading, "align": "left"}),
        number_heading=book.add_format({**heading, **figure}),
        text=book.add_format(wrapped),
        # Stays a text also where somebody edits the cell.
        inert=book.add_format({**wrapped, "quote_prefix": True}),
        number=book.add_format(figure),
        mean=book.add_format({**figure, "num_format": "0.00"}),
        date=book.add_format({**figure, "num_format": "yyyy-mm-dd"}),
        link=book.add_format({**top, "font_color": "#0000EE", "underline": 1}),
    )


def _contents(workbook: Workbook, names: Sequence[str]) -> Sheet:
    held = ("What to know about the figures", *(sheet.title for sheet in workbook.sheets))
    rows = tuple(zip(names, held, strict=True))
    fields = (Field("sheet", "Sheet"), Field("holds", "What it holds"))
    return Sheet("contents", "Contents", f"Contents: {workbook.title}", fields, rows)


def _notes(workbook: Workbook) -> Sheet:
    cells = (cell for sheet in workbook.sheets for row in sheet.rows for cell in row)
    shortened = any(isinstance(cell, str) and _length(cell) > _LONGEST for cell in cells)
    notes = (*workbook.notes, *((_SHORTENED_NOTE,) if shortened else ()))
    fields = (Field("number", "Number", "number"), Field("note", "Note"))
    return Sheet("notes", "Notes", f"Notes: {workbook.title}", fields, tuple(enumerate(notes, 1)))


def _names(wanted: Iterable[str]) -> list[str]:
    """Names as Excel takes them for sheets, no two the same. It keeps one for itself."""
    fit = (" ".join(name.translate(_NOT_IN_NAMES).split())[:_LONGEST_NAME].strip(" '") for name in wanted)
    return _distinct((name or "Sheet" for name in fit), _LONGEST_NAME, taken=("history",))


def _distinct(wanted: Iterable[str], longest: int, taken: Iterable[str] = ()) -> list[str]:
    """Names, those that are taken with a number at their end. Excel tells no capitals from small letters."""
    names: list[str] = []
    held = set(taken)
    for name in wanted:
        number, tried = 1, name[:longest]
        while tried.casefold() in held:
            number += 1
            tried = f"{name[: longest - 4].strip()} {number}"
        held.add(tried.casefold())
        names.append(tried)
    return names


def _link(name: str) -> str:
    quoted = name.replace("'", "''")
    return f"internal:'{quoted}'!A1"


def _draw_cover(page: "Worksheet", workbook: Workbook, formats: _Formats) -> None:
    """One column from top to bottom: the title, then each label with what it says under it."""
    page.set_column(0, 0, _COVER)
    _set_up(page, draft=bool(workbook.draft_note))
    page.set_portrait()
    page.write_string(0, 0, _cut(workbook.title), formats.title)
    place = 1
    for label, text in workbook.cover:
        page.write_string(place, 0, _cut(label), formats.subtitle)
        _write(page, place + 1, 0, text, formats, formats.text)
        page.set_row(place + 1, _height([(text, _COVER)]))
        place += 2


def _draw(page: "Worksheet", sheet: Sheet, formats: _Formats, *, back: str, draft: bool) -> None:
    shown = [place for place, field in enumerate(sheet.fields) if field.shown]
    fields = [sheet.fields[place] for place in shown]
    headings = _distinct((field.heading for field in fields), _LONGEST_HEADING)
    rows = [[row[place] for place in shown] for row in sheet.rows]
    page.write_string(0, 0, _cut(sheet.title), formats.title)
    above = (
        "DRAFT." if draft else "",
        "This sheet holds one table.",
        f"{NOT_AVAILABLE} means not available." if any(None in row for row in rows) else "",
        f"{NOT_APPLICABLE} means not applicable." if any("" in row for row in rows) else "",
        sheet.note,
    )
    page.write_string(1, 0, _cut(" ".join(part for part in above if part)))
    if back:
        page.write_url(2, 0, _link(back), formats.link, f"Back to the {back.lower()}")
    else:
        page.write_string(2, 0, "Each name leads to its sheet.")
    last = _HEADINGS + len(rows)
    page.add_table(
        _HEADINGS,
        0,
        last,
        len(fields) - 1,
        {
            "name": f"table_{sheet.key}",
            "style": None,
            "autofilter": False,
            "columns": [
                {
                    "header": heading,
                    "header_format": formats.heading if field.kind == "text" else formats.number_heading,
                }
                for field, heading in zip(fields, headings, strict=True)
            ],
        },
    )
    widths = [_width(heading, [row[place] for row in rows]) for place, heading in enumerate(headings)]
    for place, (field, width) in enumerate(zip(fields, widths, strict=True)):
        page.set_column(place, place, width)
        for down, row in enumerate(rows, _HEADINGS + 1):
            _write(page, down, place, row[place], formats, formats.of(field))
    page.set_row(_HEADINGS, _height(zip(headings, widths, strict=True)))
    for down, row in enumerate(rows, _HEADINGS + 1):
        page.set_row(down, _height(zip(row, widths, strict=True)))
    # Numbers on the form look like figures, and are none.
    page.ignore_errors({"number_stored_as_text": f"A1:{_LAST_CELL}"})
    page.freeze_panes(_HEADINGS + 1, 0)
    page.repeat_rows(_HEADINGS)
    _set_up(page, draft=draft)


def _write(page: "Worksheet", row: int, column: int, cell: Value, formats: _Formats, look: "Format") -> None:
    """A figure as a number and a day as a day, anything else as the text it is."""
    if isinstance(cell, int | float):
        page.write_number(row, column, cell, look)
    elif isinstance(cell, datetime.date) and cell.year >= _FIRST_YEAR:
        page.write_datetime(row, column, cell, look)
    else:
        if isinstance(cell, datetime.date):
            cell = cell.isoformat()
        text = NOT_AVAILABLE if cell is None else _cut(cell) or NOT_APPLICABLE
        page.write_string(row, column, text, formats.inert if acts(text) else look)


def _set_up(page: "Worksheet", *, draft: bool) -> None:
    """How the sheet prints."""
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer(("&LDRAFT" if draft else "") + "&RPage &P of &N")


def _width(heading: str, cells: Sequence[Value]) -> int:
    """Wide enough for the longest line in a column, within reason."""
    lines = [line for cell in cells for line in str(cell).split("\n")]
    longest = max(map(len, (*heading.split(), *lines)), default=0)
    return max(_NARROWEST, min(longest + 3, _WIDEST))


def _height(cells: Iterable[tuple[Value, int]]) -> float:
    """High enough for the longest text of a row, given with the widths of their columns.

    Excel works this out by itself when it opens a file; other programs leave every row one line high.
    """
    lines = 1
    for cell, width in cells:
        if isinstance(cell, str):
            room = max(1, width - 2)
            lines = max(lines, sum(-(-len(line) // room) or 1 for line in cell.split("\n")))
    return min(lines * _LINE + 2, _HIGHEST)


def _cut(text: str) -> str:
    """A text that fits into a cell; one that does not says so."""
    if _length(text) <= _LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_LONGEST - len(_SHORTENED))]
    # Half of a character at the cut goes with the rest.
    return kept.decode("utf-16-le", "ignore") + _SHORTENED


def _length(text: str) -> int:
    """How long Excel takes a text to be: it counts characters beyond the basic plane twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _described(data: bytes) -> bytes:
    """The file with its language and maker stated, which the library has no words for."""
    core = "docProps/core.xml"
    language = f"<dc:language>{LANGUAGE}</dc:language>".encode()
    end = b"</cp:coreProperties>"
    return rewritten(data, {core: part(data, core).replace(end, language + end), **signed(data)})
