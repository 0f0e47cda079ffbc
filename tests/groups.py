"""Groups of tests that need a program the operating system must provide.

A test joins a group by its marker. Where the program is missing the group is left out, and the last lines of
the run say which, how many tests that is, and what to install: a run that left something out must not look
like one that did not. With EHSG_REQUIRE_ALL_TESTS set, as continuous integration does, it is a failure.
"""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

REQUIRE_ALL = "EHSG_REQUIRE_ALL_TESTS"
_PROPERTY = "left out"  # the report property that carries a group's name from a worker to the controller


class Group(NamedTuple):
    """A group of tests: whether it can run here, and what it needs."""

    probe: Callable[[], bool]
    name: str
    remedy: str

    @property
    def reason(self) -> str:
        return f"{self.name} was not found; {self.remedy} and run again"


# The browser


def chromium_binary() -> Path | None:
    """The Chromium, or Google Chrome, of this machine."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    # Windows and macOS keep it off the PATH.
    folders = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    places = [Path(folder, "Google/Chrome/Application/chrome.exe") for folder in folders if folder]
    places.append(Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"))
    return next((place for place in places if place.is_file()), None)


def chromium_driver() -> Path | None:
    """The program through which selenium steers it."""
    found = shutil.which("chromedriver")
    return Path(found) if found else None


def has_chromium() -> bool:
    """Whether pages can be opened here. On Windows and macOS selenium brings a driver of its own."""
    return chromium_binary() is not None and (chromium_driver() is not None or sys.platform != "linux")


GROUPS: Mapping[str, Group] = {
    "browser": Group(
        probe=has_chromium,
        name="Chromium, or its driver,",
        remedy="install it (Debian: apt-get install chromium chromium-driver; elsewhere Google Chrome)",
    ),
}


# The machinery


class LeaveOut:
    """A pytest plugin that leaves out the groups whose program is missing, and says so at the end.

    With pytest-xdist the tests are skipped in the workers and counted in the controller, which sees every
    report.
    """

    def __init__(self, groups: Mapping[str, Group]) -> None:
        self._groups = groups
        self._possible: dict[str, bool] = {}
        self._left_out: Counter[str] = Counter()

    def _is_possible(self, name: str) -> bool:
        if name not in self._possible:
            self._possible[name] = self._groups[name].probe()
        return self._possible[name]

    @property
    def _must_fail(self) -> bool:
        return bool(self._left_out) and bool(os.environ.get(REQUIRE_ALL))

    @pytest.hookimpl(tryfirst=True)  # before fixtures, which would look for the missing program
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        for name, group in self._groups.items():
            if item.get_closest_marker(name) and not self._is_possible(name):
                item.user_properties.append((_PROPERTY, name))
                pytest.skip(group.reason)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "setup" and report.skipped:
            self._left_out.update(str(value) for key, value in report.user_properties if key == _PROPERTY)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workerinput"):
            return  # the controller sees it all, and decides
        if self._must_fail and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name, count in sorted(self._left_out.items()):
            terminalreporter.write_line(
                f"LEFT OUT: {name} tests ({count}) - {self._groups[name].reason}", yellow=True, bold=True
            )
        if self._must_fail:
            terminalreporter.write_line(
                f"FAILED: {REQUIRE_ALL} is set, and tests were left out (see above).", red=True, bold=True
            )
