"""Checking many files at once says what checking them one by one says."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from ehsg_cli import processes
from ehsg_cli.errors import UserError
from ehsg_cli.rules.checking import check_files
from ehsg_cli.rules.outcomes import Outcome
from tests.helpers import EXAMPLES

KINDS = ("gateshead-2022.yaml", "northbridge-2023.yaml", "northbridge-2023-broken.yaml")


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Thirty files: sound ones, one with advice and one that is broken, in turn."""
    made = []
    for number in range(30):
        copy = tmp_path / f"{number:02}.yaml"
        copy.write_bytes((EXAMPLES / KINDS[number % 3]).read_bytes())
        made.append(str(copy))
    return made


def test_several_processes_say_what_one_says_in_the_same_order(files: list[str]) -> None:
    """Findings, their lines and values, and what is known of each file."""
    alone = list(check_files(files, jobs=1))
    assert [outcome.path for outcome in alone] == files
    assert sum(len(outcome.findings) for outcome in alone) > 100
    assert list(check_files(files, jobs=2)) == alone
    assert list(check_files(files, jobs=50)) == alone


def test_where_processes_cannot_be_copied_they_are_started_anew(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS: everything that crosses between processes can be written down."""
    alone = list(check_files(files, jobs=1))
    monkeypatch.setattr(processes, "FORKS", False)
    assert list(check_files(files, jobs=2)) == alone


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_has_gone_is_told(files: list[str], jobs: int) -> None:
    """It was there when the folder was searched, and is named now that it is not."""
    Path(files[17]).unlink()
    with pytest.raises(UserError, match=r"there is no file .*17\.yaml"):
        list(check_files(files, jobs=jobs))


def test_few_files_are_checked_without_another_process(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """To start one would take longer than to check them."""

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(processes, "shared_out", refuse)
    assert len(list(check_files(files[:20]))) == 20
    with pytest.raises(AssertionError):
        list(check_files(files, jobs=2))


def _end(path: str) -> Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.skipif(sys.platform != "linux", reason="ends a process as Linux does when memory is short")
def test_a_process_that_the_system_ends_is_no_hang(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, with what may help."""
    monkeypatch.setattr(processes, "_worked", _end)
    with pytest.raises(UserError, match="the system ended a process") as raised:
        list(check_files(files, jobs=2))
    assert "--jobs 1" in raised.value.hint


def test_who_stops_asking_is_not_kept_waiting(files: list[str]) -> None:
    """After the first outcome nothing more is begun, and no process is left behind."""
    outcomes = check_files(files * 20, jobs=2)
    assert isinstance(outcomes, Generator)
    assert next(outcomes).path == files[0]
    outcomes.close()
    for _ in range(300):
        if not multiprocessing.active_children():
            break
        time.sleep(0.1)
    assert not multiprocessing.active_children()
