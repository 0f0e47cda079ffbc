"""Tests whose program is missing are left out, and the run says so or, where all are required, fails."""

import os
import sys
from pathlib import Path

import pytest

from tests.groups import REQUIRE_ALL, bash, has_git, has_nu_checker, has_registry, nu_checker

ROOT = Path(__file__).parent.parent

CONFTEST = """
from tests.groups import Group, LeaveOut

def pytest_configure(config):
    config.addinivalue_line("markers", "browser: needs a browser")
    groups = {"browser": Group(lambda: PRESENT, "Chromium", "install it (apt-get)")}
    config.pluginmanager.register(LeaveOut(groups))
"""

TESTS = """
import pytest

@pytest.fixture
def chromium():
    assert PRESENT, "set up although the program is missing"

@pytest.mark.browser
def test_page(chromium): pass

@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_width(chromium, width): pass

def test_plain(): pass
"""

LEFT_OUT = "LEFT OUT: browser tests (3) - Chromium was not found; install it (apt-get) and run again"


class Inner:
    """A small test suite of its own, run by a pytest of its own."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester

    def write(self, *, present: bool) -> None:
        self._pytester.makeconftest(CONFTEST.replace("PRESENT", str(present)))
        self._pytester.makepyfile(test_inner=TESTS.replace("PRESENT", str(present)))

    def run(self, *arguments: str) -> pytest.RunResult:
        return self._pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Inner:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv(REQUIRE_ALL, raising=False)
    # Else the inner pytest takes itself for a worker of the outer one.
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    return Inner(pytester)


IN_ONE_PROCESS = ("-n", "0")
IN_WORKERS = ("-n", "2")


@pytest.mark.parametrize("processes", [IN_ONE_PROCESS, IN_WORKERS])
def test_a_missing_program_leaves_its_group_out_and_the_closing_lines_say_so(
    inner: Inner, processes: tuple[str, ...]
) -> None:
    inner.write(present=False)
    result = inner.run(*processes)
    result.assert_outcomes(passed=1, skipped=3)
    assert result.ret == 0
    assert result.outlines[-2] == LEFT_OUT  # the last line is pytest's own count


@pytest.mark.parametrize("processes", [IN_ONE_PROCESS, IN_WORKERS])
def test_a_group_left_out_is_a_failure_where_every_test_is_required(
    inner: Inner, monkeypatch: pytest.MonkeyPatch, processes: tuple[str, ...]
) -> None:
    monkeypatch.setenv(REQUIRE_ALL, "1")
    inner.write(present=False)
    result = inner.run(*processes)
    result.assert_outcomes(passed=1, skipped=3)
    assert result.ret == 1
    assert result.outlines[-3:-1] == [
        LEFT_OUT,
        "FAILED: EHSG_REQUIRE_ALL_TESTS is set, and tests were left out (see above).",
    ]


@pytest.mark.parametrize("required", ["", "1"])
def test_with_the_program_there_every_test_runs_and_nothing_is_said(
    inner: Inner, monkeypatch: pytest.MonkeyPatch, required: str
) -> None:
    monkeypatch.setenv(REQUIRE_ALL, required)
    inner.write(present=True)
    result = inner.run(*IN_ONE_PROCESS)
    result.assert_outcomes(passed=4)
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*LEFT OUT*")


def test_what_was_not_asked_for_is_not_counted_as_left_out(
    inner: Inner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REQUIRE_ALL, "1")
    inner.write(present=False)
    result = inner.run(*IN_ONE_PROCESS, "-k", "plain")
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*LEFT OUT*")


def test_a_failing_test_keeps_its_own_exit_code_and_the_group_is_still_named(inner: Inner) -> None:
    inner.write(present=False)
    Path("test_other.py").write_text("def test_wrong(): assert False\n", encoding="utf-8")
    result = inner.run(*IN_ONE_PROCESS)
    result.assert_outcomes(passed=1, failed=1, skipped=3)
    assert result.ret == 1
    assert LEFT_OUT in result.outlines


def test_a_machine_without_a_registry_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pip is asked for a package, so whatever keeps it from one counts."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "nothing").as_uri())
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    assert not has_registry()


def test_a_machine_without_git_or_bash_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Both are looked for on the search path."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not has_git()
    assert bash() is None


@pytest.mark.nu
def test_a_machine_without_java_or_with_too_old_a_one_is_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Java is looked for on the search path, and has to run the checker."""
    assert has_nu_checker()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert nu_checker() is None
    assert not has_nu_checker()
    if sys.platform != "win32":
        java = tmp_path / "java"
        java.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        java.chmod(0o755)
        assert nu_checker() is not None
        assert not has_nu_checker()
