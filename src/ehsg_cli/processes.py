"""Work that several processes share: how many there are, how they start, and how all of them end."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from ehsg_cli.errors import UserError

T = TypeVar("T")
R = TypeVar("R")
K = TypeVar("K")

# A copy of this process is at hand where the system can fork; elsewhere another has to load everything anew.
FORKS = sys.platform == "linux"
# From so many pieces of work on a second process is worth its start, where each is soon done.
PAYS_FROM = 24 if FORKS else 300
# Windows waits for no more processes than that.
_MOST_JOBS = 61
# So many pieces of work are handed over at a time at most: a few are soon done, many need little talk.
_LARGEST_CHUNK = 32


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[T, K], R],
    items: Sequence[T],
    jobs: int | None,
    doing: str,
    *,
    know: Callable[..., K],
    given: tuple[object, ...] = (),
    pays_from: int = PAYS_FROM,
    chunk: int = _LARGEST_CHUNK,
) -> Iterator[R]:
    """What comes of each item, in their order, from this process or from several.

    Args:
        work: what is done with an item and with what the process knows of this run.
        items: what to work on.
        jobs: how many processes; `None` for one a core where there are so many items that it pays.
        doing: as for `shared_out`, which also says what has to be fit to be pickled.
        know: makes what a process knows of this run, once, of what is given.
        given: what `know` gets.
        pays_from: from so many items on a second process is worth its start.
        chunk: as for `shared_out`.

    Raises:
        UserError: of the first item that cannot be worked on, or the system ended a process.
    """
    if jobs is None:
        jobs = cores() if len(items) >= pays_from else 1
    known = know(*given)
    if jobs < 2 or len(items) < 2:
        for item in items:
            yield work(item, known)
        return
    # What the first item takes to be loaded and looked up, a copy of this process has at hand.
    yield work(items[0], known)
    told = work, know, given, known if FORKS else None
    yield from shared_out(_worked, items[1:], jobs, doing, begin=_know, given=told, chunk=chunk)


# What a process that works for another one does with each item, and knows of this run: it lives no longer.
_at_work: tuple[Callable[[Any, Any], Any], Any] | None = None


def _know(
    work: Callable[[Any, Any], Any], know: Callable[..., Any], given: tuple[object, ...], known: Any
) -> None:
    global _at_work
    _at_work = work, know(*given) if known is None else known


def _worked(item: Any) -> Any:
    assert _at_work is not None
    work, known = _at_work
    try:
        return work(item, known)
    except UserError as error:
        return error


def shared_out(
    work: Callable[[T], R | UserError],
    items: Sequence[T],
    jobs: int,
    doing: str,
    *,
    begin: Callable[..., None],
    given: tuple[object, ...] = (),
    chunk: int = _LARGEST_CHUNK,
) -> Iterator[R]:
    """What comes of each item, in their order, from so many processes.

    Args:
        work: what is done with an item; a function of a module, as a process started anew has to find it.
        items: what to work on; they, what is given and what comes back must be fit to be pickled.
        jobs: how many processes.
        doing: what they do, as the message says it where the system ends one.
        begin: what each does first, with what is given.
        given: what `begin` gets.
        chunk: so many items are handed over at a time at most.

    Raises:
        UserError: one came back, or the system ended a process.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    jobs = min(jobs, max(1, len(items)), _MOST_JOBS)
    chunk = max(1, min(chunk, len(items) // (jobs * 4)))
    context = get_context("fork" if FORKS else "spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(begin, given)) as pool:
        try:
            for result in pool.map(work, items, chunksize=chunk):
                if isinstance(result, UserError):
                    raise result
                yield result
        except BrokenProcessPool:
            raise UserError(
                f"the system ended a process that was {doing}", "memory may be short: try --jobs 1"
            ) from None
        except BaseException:
            # Whoever asked wants no more: what is still waiting is not begun.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(begin: Callable[..., None], given: tuple[object, ...]) -> None:
    """What a process that works for another one does first."""
    end_with_the_first()
    begin(*given)


def end_with_the_first() -> None:
    """Let the process that started this one say when this one ends, and end with it in any case."""
    import signal
    import threading

    # Ctrl-C reaches every process at once: the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """However the first process ends, killed even, nobody is left behind who would wait for it for ever."""
    from multiprocessing import parent_process

    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)
