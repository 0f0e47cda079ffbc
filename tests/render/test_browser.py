"""The page in a real browser: quiet, self-contained, no wider than a telephone, and marked on every sheet.

Each check is a function that pages wrong on purpose are shown to fail.
"""

import base64
import io
import json
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pypdf import PdfReader
from selenium.webdriver import Chrome

from ehsg_cli.assessment import Assessment
from ehsg_cli.judge.results import Beside
from ehsg_cli.reading.logos import Logo
from ehsg_cli.render.templates import render_html
from ehsg_cli.views.blocks import Entry, Heading
from ehsg_cli.views.kinds import Kind, Paper
from ehsg_cli.views.style import PLAIN, Style
from tests.conftest import OpenChromium
from tests.render.papers import (
    COUNCIL,
    HOSTILE_STYLE,
    draft,
    everything,
    gateshead,
    hostile_paper,
    northbridge,
    paper,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Show = Callable[[str], Chrome]

LOGO = Logo(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>', "image/svg+xml"
)

PAPERS: dict[str, Callable[[], Paper]] = {
    "gateshead": lambda: paper(gateshead()),
    "summary": lambda: paper(northbridge(), Kind.SUMMARY, everything(), style=COUNCIL._replace(logo=LOGO)),
    "draft": lambda: paper(draft(), Kind.FULL, everything()),
    "plan": lambda: paper(northbridge(), Kind.PLAN, everything()),
    "hostile": lambda: hostile_paper("draft", style=HOSTILE_STYLE),
    "hostile plan": lambda: hostile_paper("draft", Kind.PLAN, HOSTILE_STYLE),
}
PAGES = {name: lambda make=make: render_html(make()) for name, make in PAPERS.items()}


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


def test_a_logo_is_shown(show: Show) -> None:
    """The policy lets a picture pass that stands within the page."""
    page = show(PAGES["summary"]())
    assert complaints(page) == []
    box = "const box = document.querySelector('.logo image').getBoundingClientRect()"
    assert page.execute_script(f"{box}; return Math.min(box.width, box.height)") > 30


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


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES.keys())
def test_only_charts_scroll_on_a_telephone(show: Show, make: Callable[[], str]) -> None:
    """Tables fit, and every region that is wider than the window takes the focus."""
    page = show(make())
    overhang(page, 320)
    script = """
        return [...document.querySelectorAll('main *')]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'auto')
            .map(e => [e.tabIndex, e.querySelectorAll('svg').length, e.querySelectorAll('table').length])
    """
    found = page.execute_script(script)
    assert all(each == [0, 1, 0] for each in found)
    wide = """
        return [...document.querySelectorAll('table')]
            .filter(e => e.getBoundingClientRect().right > innerWidth).length
    """
    assert page.execute_script(wide) == 0


def broken_words(page: Chrome) -> list[str]:
    """Words in the cells of tables that stand on more than one line."""
    script = """
        const found = [];
        for (const cell of document.querySelectorAll('th, td')) {
            const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            for (let text = texts.nextNode(); text; text = texts.nextNode())
                for (const word of text.data.matchAll(/[^\\s-]+/g)) {
                    const range = document.createRange();
                    range.setStart(text, word.index);
                    range.setEnd(text, word.index + word[0].length);
                    if (range.getClientRects().length > 1) found.push(word[0]);
                }
        }
        return found
    """
    return list(page.execute_script(script))


@pytest.mark.parametrize("name", ["gateshead", "summary", "draft", "plan"])
def test_no_word_of_a_table_is_broken_on_a_telephone(show: Show, name: str) -> None:
    """Nor is a coverage such as `6 of 7` set on three lines."""
    page = show(PAGES[name]())
    overhang(page, 320)
    assert broken_words(page) == []
    script = """
        return [...document.querySelectorAll('.many td:nth-child(2)')].filter(cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return range.getClientRects().length > 1
        }).length
    """
    assert page.execute_script(script) == 0


def test_a_broken_word_is_found_out(show: Show) -> None:
    """The check above can fail: where words may be broken anywhere, they are."""
    page = show(PAGES["gateshead"]().replace("th, td {", "th, td { overflow-wrap: anywhere; max-width: 2em;"))
    overhang(page, 320)
    assert broken_words(page)


def test_on_a_telephone_the_table_comes_before_the_chart(show: Show) -> None:
    """Of the chart one sees a part there; on a desk it comes first."""
    page = show(PAGES["gateshead"]())
    script = """
        const top = part => document.querySelector(`.dots ${part}`).getBoundingClientRect().top;
        return top('.tables') < top('.scroll')
    """
    for width, first in ((320, True), (1200, False)):
        overhang(page, width)
        assert page.execute_script(script) is first


def test_a_chart_that_is_cut_says_that_there_is_more(show: Show) -> None:
    """Above it, and in sight wherever it was slid to; where the whole chart is to be seen nothing is said."""
    page = show(PAGES["gateshead"]())
    script = """
        const all = [...document.querySelectorAll('.scroll')];
        const said = all.map(e => getComputedStyle(e, '::before').content.includes('sideways'));
        const cut = all.map(e => e.scrollWidth > e.clientWidth + 1);
        return [said, cut]
    """
    for width, says in ((320, True), (760, True), (800, False), (1200, False)):
        overhang(page, width)
        said, cut = page.execute_script(script)
        assert said
        assert said == cut == [says] * len(said)


def test_a_verdict_in_a_council_s_own_words_stays_a_sentence(show: Show) -> None:
    """Bare text in its box goes on where the words before it end."""
    whole = render_html(paper(gateshead()))
    ours = re.sub(
        r'(?s)<p class="ruling">.*?</p>', '<p class="ruling"><strong>Met:</strong> bare text.</p>', whole
    )
    script = """
        const [strong, text] = document.querySelector('.ruling').childNodes, range = document.createRange();
        range.selectNode(text);
        const [one, other] = [strong.getBoundingClientRect(), range.getBoundingClientRect()];
        return [Math.abs(one.bottom - other.bottom) < 3, other.left - one.right < 12]
    """
    page = show(ours)
    for width in (320, 1200):
        overhang(page, width)
        assert page.execute_script(script) == [True, True]


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
    whole = render_html(paper(draft()))
    assert '@top-center { content: "DRAFT"' in whole
    assert '::before { content: "DRAFT"' in whole
    without_margin = whole.replace('@top-center { content: "DRAFT"', '@top-center { content: ""')
    without_fixed = whole.replace('::before { content: "DRAFT"', '::before { content: ""')
    for page in (without_margin, without_fixed):
        assert all("DRAFT" in sheet for sheet in sheets(show(page)))
    bare = without_margin.replace('::before { content: "DRAFT"', '::before { content: ""')
    assert not all("DRAFT" in sheet for sheet in sheets(show(bare)))


def test_each_sheet_says_what_it_is_from(show: Show) -> None:
    """Area, period and kind above every sheet but the first, where they are the title; its number below."""
    printed = sheets(show(render_html(paper(gateshead()))))
    for number, sheet in enumerate(printed, 1):
        assert f"{number} of {len(printed)}" in sheet
        assert ("Gateshead, 2022" in sheet) is (number > 1)
        assert "Paper for the board" in sheet


@pytest.mark.parametrize("make", [gateshead, northbridge, draft])
@pytest.mark.parametrize("style", [PLAIN, COUNCIL._replace(logo=LOGO)], ids=["plain", "council"])
def test_the_first_sheet_holds_the_answer_and_the_picture(
    show: Show, make: Callable[[], Assessment], style: Style
) -> None:
    """Also below a logo and an introduction, and beside an earlier year; it is not left empty."""
    whole = make()
    for beside in (Beside(), Beside(previous=whole.model_copy(update={"period": "2021"}))):
        first, second, *_ = sheets(show(render_html(paper(whole, beside=beside, style=style))))
        assert "At a glance" in first
        assert {f"DA{number}" for number in range(1, 8)} <= set(first.split())
        # The small tables below it stay together.
        assert second.count("Descriptor") >= 5


@pytest.mark.parametrize("make", [gateshead, northbridge])
def test_a_board_paper_is_six_to_eight_sheets(show: Show, make: Callable[[], Assessment]) -> None:
    """With every descriptor in it."""
    assert 6 <= len(sheets(show(render_html(paper(make()))))) <= 8


@pytest.mark.parametrize("make", [gateshead, northbridge, draft])
def test_a_summary_is_one_sheet(show: Show, make: Callable[[], Assessment]) -> None:
    """Exactly, also with a council's name, logo and introduction."""
    for style in (PLAIN, COUNCIL._replace(logo=LOGO)):
        assert len(sheets(show(render_html(paper(make(), Kind.SUMMARY, style=style))))) == 1


def test_print_keeps_a_descriptor_on_one_sheet(show: Show) -> None:
    """None that fits on a sheet begins on one and ends on another; its section's heading goes with it."""
    whole = paper(northbridge())
    printed = ["".join(sheet.split()) for sheet in sheets(show(render_html(whole)))]
    (descriptors,) = (part for part in whole.parts if part.id == "descriptors")
    above = ""
    for block in descriptors.blocks:
        if not isinstance(block, Entry):
            above = "".join(block.text.split()) if isinstance(block, Heading) else ""
            continue
        told = [re.sub(r"[^\w]", "", text)[-25:] for _, text in block.said if text and "](" not in text]
        begins = "".join(f"{block.id}({block.form}){block.title}".split())
        on = [
            sheet
            for sheet in printed
            if begins in sheet and all(end in re.sub(r"[^\w]", "", sheet) for end in told)
        ]
        assert on, block.id
        assert any(above in sheet for sheet in on), block.id
        above = ""


def test_links_are_printed_with_their_address(show: Show) -> None:
    """Those in what a partnership wrote; on paper nothing else tells where they lead."""
    printed = "".join("".join(sheets(show(render_html(paper(northbridge()))))).split())
    assert "(https://example.org/early-help)" in printed
