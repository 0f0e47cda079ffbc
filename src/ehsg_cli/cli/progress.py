"""Long work on a terminal shows how far it is; anywhere else it shows nothing."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ehsg_cli.render.progress import Bar

T = TypeVar("T")

# Seconds after which a person begins to wonder.
PATIENCE = 0.7


def watched(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """The items as they come; where they take long and somebody is looking, with a bar on standard error.

    Args:
        items: what is worked on.
        total: how many there are.
        what: what is being done, such as `Checking`.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    start = time.monotonic()
    bar: Bar | None = None
    try:
        for done, item in enumerate(items, 1):
            if bar is not None:
                bar.show(done)
            elif done < total and time.monotonic() - start > PATIENCE:
                bar = _bar(what, total)
                bar.show(done)
            yield item
    finally:
        if bar is not None:
            bar.take_away()


def _bar(what: str, total: int) -> "Bar":
    """Rich is loaded only now: nearly every run is over before."""
    from ehsg_cli.render.progress import Bar

    return Bar(what, total)
