"""The page in a real browser: quiet, self-contained, no wider than a telephone, and marked on every sheet.

Each check is a function that pages wrong on purpose are shown to fail.
"""

import base64
import io
import json
import threading
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome

from ehsg_cli.render.templates import render_html
from tests.conftest import OpenChromium
from tests.render.papers import draft, gateshead, hostile_paper, northbridge, paper

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Show = Callable[[str], Chrome]

PAGES: dict[str, Callable[[], str]] = {
    "gateshead": lambda: render_html(paper(gateshead())),
    "draft": lambda: render_html(paper(draft())),
    "hostile": lambda: render_html(hostile_paper("draft")),
}


@pytest.fixture(scope="module")
def browser(chromium: OpenChromium) -> Chrome:
    return chromium()


class Served:
    """A page on a server of its own, which notes what it is asked for."""

    def __init__(self) -> None:
        self.page = ""
        self.asked: list[str] = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                served.asked.append(self.path)
                self.send_response(200 if self.path == "/" else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                if self.path == "/":
                    self.wfile.write(served.page.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    served = Served()
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture
def show(browser: Chrome, served: Served) -> Iterator[Show]:
    """Opens a page; the browser is as before afterwards."""

    def open_page(html: str) -> Chrome:
        browser.get("about:blank")
        complaints(browser)
        served.page = html
        served.asked.clear()
        browser.get(served.address)
        return browser

    yield open_page
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def complaints(page: Chrome) -> list[str]:
    """What the console says, which is also where a forbidden or failed request is reported."""
    return [str(entry["message"]) for entry in page.get_log("browser")]  # type: ignore[no-untyped-call]


def fetched(page: Chrome, served: Served) -> set[str]:
    """Whatever was asked for beside the page itself, of its own server or of others."""
    script = "return performance.getEntriesByType('resource').map(entry => entry.name)"
    named = {name.removeprefix(served.address) for name in page.execute_script(script)}
    asked = {path.removeprefix("/") for path in served.asked[1:]}
    return {name for name in named | asked if not name.startswith("data:")}


def overhang(page: Chrome, width: int) -> int:
    """By how many pixels the page is wider than a window of that width."""
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    script = "const root = document.documentElement; return root.scrollWidth - root.clientWidth"
    return int(page.execute_script(script))


def sheets(page: Chrome) -> list[str]:
    """The text of each printed page, as people print: without backgrounds."""
    options = {"preferCSSPageSize": True, "printBackground": False}
    printed: dict[str, Any] = page.execute_cdp_cmd("Page.printToPDF", options)
    pages = PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages
    return [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in pages]  # without ligatures


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES.keys())
def test_the_page_is_quiet_and_fetches_nothing(show: Show, served: Served, make: Callable[[], str]) -> None:
    """No word on the console, no request, nothing that would run."""
    page = show(make())
    assert page.title.endswith(("2022", "2023"))
    assert complaints(page) == []
    assert fetched(page, served) == set()
    assert page.execute_script("return document.scripts.length + document.images.length") == 0


def test_a_page_that_fetches_is_found_out(show: Show, served: Served) -> None:
    """The check above can fail: a request is seen, and what our policy refuses is complained of."""
    page = show('<!doctype html><title>x</title><link rel="icon" href="data:,"><img src="none.png" alt="">')
    assert fetched(page, served) == {"none.png"}
    page = show(render_html(paper(gateshead())).replace("</main>", '<img src="none.png" alt=""></main>'))
    assert "none.png" not in served.asked
    assert any("Content Security Policy" in complaint for complaint in complaints(page))


@pytest.mark.parametrize("width", [320, 640, 1200])
@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES.keys())
def test_the_page_never_scrolls_sideways(show: Show, make: Callable[[], str], width: int) -> None:
    """On a telephone, at 200 % (half the width) and on a desk; what is wider scrolls by itself."""
    assert overhang(show(make()), width) == 0


def test_a_page_too_wide_is_found_out(show: Show) -> None:
    """The check above can fail: without its own scrolling the chart widens the page."""
    wide = render_html(paper(gateshead())).replace("overflow-x: auto", "overflow-x: visible")
    assert overhang(show(wide), 320) > 0


def test_what_scrolls_can_be_reached_by_keyboard(show: Show) -> None:
    """Every region wider than the window takes the focus."""
    page = show(render_html(paper(northbridge())))
    overhang(page, 320)
    script = """
        return [...document.querySelectorAll('*')]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto')
            .map(e => e.tabIndex)
    """
    found = page.execute_script(script)
    assert found
    assert set(found) == {0}


def test_the_skip_link_shows_itself_and_leads_to_the_paper(show: Show) -> None:
    """First to take the focus, seen once it has it."""
    page = show(render_html(paper(northbridge())))
    script = """
        const first = document.querySelector('a'), top = () => first.getBoundingClientRect().top;
        const before = top(); first.focus(); return [first.hash, before < 0, top() >= 0]
    """
    assert page.execute_script(script) == ["#main", True, True]


def test_a_printed_draft_is_marked_on_every_sheet(show: Show) -> None:
    """Whichever sheet is taken out; and what is agreed bears no mark."""
    marked = sheets(show(render_html(paper(draft()))))
    assert len(marked) > 5
    assert all("DRAFT" in sheet for sheet in marked), json.dumps(marked)[:500]
    agreed = sheets(show(render_html(paper(northbridge()))))
    assert len(agreed) > 5
    assert not any("DRAFT" in sheet for sheet in agreed)


def test_either_mark_alone_is_on_every_sheet(show: Show) -> None:
    """The fixed mark is for browsers without margin boxes. Without both, sheets go unmarked."""
    view = paper(draft())
    whole = render_html(replace(view, sections=view.sections[:1]))
    without_margin = whole.replace("@top-center", "@nowhere")
    without_fixed = whole.replace("<span>DRAFT</span>", "")
    for page in (without_margin, without_fixed):
        assert all("DRAFT" in sheet for sheet in sheets(show(page)))
    bare = without_margin.replace("<span>DRAFT</span>", "")
    assert not all("DRAFT" in sheet for sheet in sheets(show(bare)))


def test_print_keeps_a_descriptor_on_one_sheet(show: Show) -> None:
    """No descriptor that fits on a sheet begins on one and ends on another."""
    view = paper(northbridge())
    printed = ["".join(sheet.split()) for sheet in sheets(show(render_html(view)))]
    for section in view.sections:
        for descriptor in section.descriptors:
            begins = "".join(descriptor.asks.split())[:60]
            ends = "".join(descriptor.next_steps.split())[-25:].replace("*", "")
            on = [sheet for sheet in printed if begins in sheet]
            assert len(on) == 1, descriptor.id
            assert ends in on[0] or "](" in descriptor.next_steps, descriptor.id
