"""Papers on paper: no sheet is blank, and a summary is a single sheet."""

import base64
import io
from typing import Any

import pytest
from pypdf import PdfReader

from ehsg_cli.views.kinds import Kind
from tests.helpers import changed
from tests.render.accessibility.conftest import STATES, Show, look
from tests.render.accessibility.pages import NAMES, Name, page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("accessibility")]

# Without what stands in the margins of every sheet, and behind a draft.
_BOXES = "".join(
    f"@{edge}-{place} {{ content: none !important }}"
    for edge in ("top", "bottom")
    for place in ("left", "center", "right")
)
BARE = f"@page {{ {_BOXES} }} body::before {{ display: none !important }}"

# Every kind, every summary, and what is marked on every sheet.
PRINTED = [
    name
    for name in NAMES
    if name.content == "northbridge" or name.kind is Kind.SUMMARY or name == ("draft", Kind.BOARD)
]


def sheets(show: Show, html: str) -> list[str]:
    """The text of each sheet, less its margins, as people print: without backgrounds."""
    browser = show(changed(html, "</style>", f"{BARE}</style>"))
    look(browser, STATES["print"])  # else it would be printed as it is seen on a screen
    options = {"preferCSSPageSize": True, "printBackground": False}
    printed: dict[str, Any] = browser.execute_cdp_cmd("Page.printToPDF", options)
    found = PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages
    return [sheet.extract_text().strip() for sheet in found]


@pytest.mark.parametrize("name", PRINTED, ids=str)
def test_no_sheet_is_blank_and_a_summary_is_one_sheet(show: Show, name: Name) -> None:
    """However much there is to say; only texts of a council's own may be longer than that."""
    found = sheets(show, page(name).html)
    assert all(found)
    if name.kind is Kind.SUMMARY and name.content != "hostile":
        assert len(found) == 1


def test_blank_sheets_are_found_out(show: Show) -> None:
    """The check above can fail: on sheets with no more than their margins, and on a summary too long."""
    html = page(Name("draft", Kind.SUMMARY)).html
    empty = '<div style="break-before: page; height: 1cm"></div>'
    first, *others = sheets(show, changed(html, "</main>", f"{empty}{empty}</main>"))
    assert first
    assert others == ["", ""]
