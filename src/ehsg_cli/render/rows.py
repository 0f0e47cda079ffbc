"""Comma-separated values: rows that a spreadsheet shows and does not compute, and papers made of them."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from ehsg_cli.views import words

if TYPE_CHECKING:
    from ehsg_cli.views.workbook import Workbook

MARK = "\ufeff"
"""Stands before everything else and tells spreadsheets that it is UTF-8."""

# A spreadsheet takes a cell that begins with one of these for a formula.
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def row(cells: Iterable[str | float | date | None], shown: Callable[[str], str] = words.exposed) -> str:
    """One row with its line end; `shown` is what makes visible in a text what cannot be seen."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow([inert(cell, shown) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue()


def inert(text: str, shown: Callable[[str], str] = words.exposed) -> str:
    """A text that a spreadsheet shows and does not compute, nothing in it unseen."""
    return ("'" if acts(text) else "") + shown(text)


def acts(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula."""
    return text.startswith(_ACTS)


def known_by() -> str:
    """A pattern that shows, near the start of a file, that it is a paper of ours in this format.

    There is no room in it for a mark: its whole first row has to be one of ours.
    """
    from ehsg_cli.views.workbook import COMMON, RECORDS

    rows = (",".join((*COMMON, *keys)) for keys in RECORDS)
    return f"^{MARK}(?:{'|'.join(rows)})\r?\n"


def render_csv(workbook: "Workbook") -> str:
    """The records of a paper: one row a descriptor, or an action; a blank cell where there is nothing."""
    records = workbook.records
    common = dict(workbook.common)
    lines = [MARK + row((*common, *(field.key for field in records.fields)))]
    # Texts may have several lines: those are kept, since a cell in quotation marks can hold them.
    lines += [row((*common.values(), *cells), words.visible) for cells in records.rows]
    return "".join(lines)
