"""Terminals to draw on."""

from collections.abc import Callable

import pytest

from tests.render.terminals import FakeTerminal


@pytest.fixture
def at_width(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], FakeTerminal]:
    """A colourful terminal of some width."""

    def open_terminal(width: int) -> FakeTerminal:
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("COLUMNS", str(width))
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name, raising=False)
        return FakeTerminal()

    return open_terminal
