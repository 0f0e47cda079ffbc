"""Pages in a browser, in every state that people see them in."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from selenium.webdriver import Chrome

from tests.conftest import OpenChromium


class State(NamedTuple):
    """How a page is looked at."""

    width: int = 1200
    dark: bool = False
    media: str = "screen"


STATES = {
    "screen": State(),
    "dark": State(dark=True),
    "twice-the-size": State(640),
    "telephone": State(320),
    "print": State(658, media="print"),  # what is left of an A4 sheet between its margins
}

Show = Callable[[str], Chrome]


def look(browser: Chrome, state: State) -> None:
    """Puts the browser, with the page that is open in it, into a state."""
    size = {"width": state.width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    scheme = {"name": "prefers-color-scheme", "value": "dark" if state.dark else "light"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": state.media == "print"})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": state.media, "features": [scheme]})


@pytest.fixture(scope="session")
def browser(chromium: OpenChromium) -> Chrome:
    """The browser of all tests in this folder."""
    return chromium()


@pytest.fixture
def show(browser: Chrome, tmp_path: Path) -> Show:
    """Opens a page, on a screen by day."""

    def open_page(html: str) -> Chrome:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        look(browser, STATES["screen"])
        browser.get(file.as_uri())
        return browser

    return open_page
