"""A progress bar on standard error, for work that takes long."""

import sys

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ehsg_cli.render.lines import terminal


class Bar:
    """A bar that is there until it is taken away, and leaves nothing behind."""

    def __init__(self, what: str, total: int) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=terminal(sys.stderr),
            transient=True,
        )
        self._task = self._progress.add_task(what, total=total)
        self._progress.start()

    def show(self, done: int) -> None:
        """So much is done."""
        self._progress.update(self._task, completed=done)

    def take_away(self) -> None:
        """The work has ended."""
        self._progress.stop()
