"""What every test can use: groups that may be left out, a browser, the guide of 2022, and the examples."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from selenium import webdriver

from ehsg_cli import load_assessment, load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from tests.groups import GROUPS, LeaveOut, chromium_binary, chromium_driver
from tests.repositories import Repository, alone_with_git


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(LeaveOut(GROUPS), "leave-out")


class OpenChromium(Protocol):
    """Opens a headless Chromium with a window of that size, and further command-line options if need be."""

    def __call__(self, *options: str, width: int = 1280, height: int = 900) -> webdriver.Chrome: ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[OpenChromium]:
    """A function that opens a Chromium; each is closed when the session ends.

    Only for tests marked `browser` or `axe`: the marker is what leaves them out where there is none.
    """
    drivers: list[webdriver.Chrome] = []

    def open_chromium(*options: str, width: int = 1280, height: int = 900) -> webdriver.Chrome:
        settings = webdriver.ChromeOptions()
        settings.binary_location = str(chromium_binary())
        arguments = ["--headless", "--disable-gpu", "--disable-background-networking"]
        # Containers: Chromium's sandbox refuses to run as root, and /dev/shm is small.
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments += ["--no-sandbox", "--disable-dev-shm-usage"]
        for argument in (*arguments, f"--window-size={width},{height}", *options):
            settings.add_argument(argument)
        driver = chromium_driver()
        # Without a driver on the PATH (Windows, macOS) selenium finds one by itself.
        service = webdriver.ChromeService(str(driver)) if driver else webdriver.ChromeService()
        opened = webdriver.Chrome(options=settings, service=service)
        drivers.append(opened)
        return opened

    yield open_chromium
    for driver in drivers:
        driver.quit()


EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide of 2022."""
    return load_guide("ehsg-2022")


@pytest.fixture(scope="session")
def gateshead() -> Assessment:
    """The real return; tests of the command line have a fixture of this name that is its file."""
    return load_assessment(EXAMPLES / "gateshead-2022.yaml")


@pytest.fixture(scope="session")
def northbridge() -> Assessment:
    """The fictional area's full assessment."""
    return load_assessment(EXAMPLES / "northbridge-2023.yaml")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository of its own without a commit, whose top is the current folder; for tests marked `git`."""
    alone_with_git(monkeypatch)
    made = Repository(tmp_path / "our areas")
    monkeypatch.chdir(made.folder)
    return made
