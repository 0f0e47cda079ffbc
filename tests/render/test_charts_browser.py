"""Charts in a page, in a real browser: their marks take the colours of the page's state.

What is used from a definition obeys fewer rules than what stands in the page, so only pixels tell.
"""

import struct
import zlib
from collections import Counter
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from ehsg_cli.render import palette
from ehsg_cli.render.templates import render_html
from ehsg_cli.views.kinds import Kind
from tests.conftest import OpenChromium
from tests.render.papers import COUNCIL, everything, northbridge, paper

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def browser(chromium: OpenChromium) -> Chrome:
    return chromium()


def pixels(png: bytes) -> Counter[str]:
    """How often each colour occurs in a screenshot: 8 bits a channel, without interlacing."""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    size = {2: 3, 6: 4}[kind]
    at, data = 33, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    lines, found = zlib.decompress(data), Counter[str]()
    above = bytes(width * size)
    for y in range(height):
        start = y * (width * size + 1)
        line = bytearray(lines[start + 1 : start + 1 + width * size])
        _unfilter(lines[start], line, above, size)
        above = bytes(line)
        found.update(above[x : x + 3].hex() for x in range(0, len(above), size))
    return found


def _unfilter(kind: int, line: bytearray, above: bytes, size: int) -> None:
    """A line as it was before PNG's filter of that kind."""
    for at in range(len(line)):
        left = line[at - size] if at >= size else 0
        up, corner = above[at], above[at - size] if at >= size else 0
        if kind == 4:
            guess = left + up - corner
            nearest = min((left, up, corner), key=lambda each: abs(guess - each))
        else:
            nearest = (0, left, up, (left + up) // 2)[kind]
        line[at] = (line[at] + nearest) & 0xFF


@pytest.mark.parametrize("dark", [False, True])
def test_marks_take_the_colours_of_the_state(browser: Chrome, tmp_path: Path, dark: bool) -> None:
    """By day and in the dark: ground, ink and scores as the palette has them, with a council's colour."""
    page = tmp_path / "page.html"
    page.write_text(render_html(paper(northbridge(), Kind.PLAN, everything(), style=COUNCIL)), "utf-8")
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": [scheme]})
    browser.get(page.as_uri())
    wanted = (palette.dark if dark else palette.light)(COUNCIL.colour)
    other = (palette.light if dark else palette.dark)(COUNCIL.colour)
    found = pixels(browser.find_element(By.CSS_SELECTOR, "svg.chart").screenshot_as_png)
    for role in ("ground", "now", "ink"):
        # A pixel between two shades may happen to have the colour of the other state.
        assert found[wanted[role].removeprefix("#")] > 20, (role, found.most_common(8))
        assert found[other[role].removeprefix("#")] < 20, (role, found.most_common(8))
