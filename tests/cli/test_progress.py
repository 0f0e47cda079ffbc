"""The progress bar: for people who wait at a terminal, and for nobody else."""

import io
import sys
from collections.abc import Iterator

import pytest

from ehsg_cli.cli import progress


class Terminal(io.StringIO):
    """What is written to a terminal 80 columns wide."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that is put on by hand."""
    now = [0.0]
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("ehsg_cli.cli.progress.time.monotonic", lambda: now[0])
    return now


def work(clock: list[float], seconds: float, pieces: int = 4) -> Iterator[int]:
    """Pieces of work that take so many seconds each."""
    for piece in range(pieces):
        clock[0] += seconds
        yield piece


def test_long_work_on_a_terminal_shows_how_far_it_is(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is being done and how much of it; the work itself comes through unchanged."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(progress.watched(work(clock, 0.5), 4, "Checking")) == [0, 1, 2, 3]
    assert "Checking" in screen.getvalue()
    assert "4/4" in screen.getvalue()


def test_short_work_shows_nothing(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar that comes and goes in a blink only unsettles."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(progress.watched(work(clock, 0.1), 4, "Checking")) == [0, 1, 2, 3]
    assert screen.getvalue() == ""


def test_into_a_file_or_pipe_nothing_is_shown(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(progress.watched(work(clock, 60.0), 4, "Checking")) == [0, 1, 2, 3]
    assert stream.getvalue() == ""


def test_the_bar_goes_when_the_work_fails(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is told on a clean line: the cursor is shown again."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    def failing() -> Iterator[int]:
        yield from work(clock, 1.0)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(progress.watched(failing(), 9, "Checking"))
    hidden, shown = "\x1b[?25l", "\x1b[?25h"
    assert screen.getvalue().count(hidden) == screen.getvalue().count(shown) == 1
