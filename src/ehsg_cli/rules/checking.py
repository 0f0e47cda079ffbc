"""Read files and check them: one, or many at a time on every core."""

import os
import sys
from collections.abc import Iterator, Sequence

from ehsg_cli.errors import UserError
from ehsg_cli.reading import read_bytes, read_data
from ehsg_cli.reading.companions import companions_of
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.nearest import Choice, SettingsLookup
from ehsg_cli.rules import CATALOGUE, check
from ehsg_cli.rules.outcomes import Checked, Outcome, outcome_of

# Windows waits for no more processes than that.
_MOST_JOBS = 61
# From so many files on a second process is worth its start: a copy of this one is at hand where the system
# can fork, and has to load everything anew elsewhere.
_FORKS = sys.platform == "linux"
_PAYS_FROM = 24 if _FORKS else 300


def check_file(path: str, folders: Folders | None = None, settings: SettingsLookup | None = None) -> Checked:
    """Read one file and check it; `folders` and `settings` are what this run knows of them already.

    Raises:
        UserError: it does not exist or cannot be opened, or the settings that hold for it are wrong.
    """
    return check_data(path, read_bytes(path), folders, settings)


def check_data(
    name: str,
    data: bytes,
    folders: Folders | None = None,
    settings: SettingsLookup | None = None,
    *,
    every: bool = False,
) -> Checked:
    """Check the bytes of a file; what stands around it is looked for where its name says that it stands.

    With `every`, also what is so alike that nobody would read it to the end is told.
    """
    folders = folders or Folders()
    in_force = (settings or settings_for(Choice())).of(name)
    loaded = read_data(name, data, folders)
    return Checked(loaded, check(loaded, companions_of(loaded, folders), in_force, every=every), in_force)


def settings_for(choice: Choice) -> SettingsLookup:
    """Settings as a user asked for them, for one run."""
    return SettingsLookup(CATALOGUE, choice)


def check_files(
    paths: Sequence[str], jobs: int | None = None, choice: Choice | None = None
) -> Iterator[Outcome]:
    """Check files, in the order given.

    Args:
        paths: which.
        jobs: how many processes; by default one a core where the files are many.
        choice: which settings hold; by default those nearest to each file.

    Raises:
        UserError: a file does not exist or cannot be opened, or settings are wrong.
    """
    choice = choice or Choice()
    if jobs is None:
        jobs = cores() if len(paths) >= _PAYS_FROM else 1
    if jobs < 2 or len(paths) < 2:
        folders, settings = Folders(), settings_for(choice)
        for path in paths:
            yield outcome_of(check_file(path, folders, settings))
        return
    yield from _in_processes(paths, min(jobs, len(paths), _MOST_JOBS), choice)


def _in_processes(paths: Sequence[str], jobs: int, choice: Choice) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # What the first file takes to be loaded and looked up, a copy of this process has at hand.
    known = Folders(), settings_for(choice)
    yield outcome_of(check_file(paths[0], *known))
    chunk = max(1, min(32, len(paths) // (jobs * 4)))
    context = get_context("fork" if _FORKS else "spawn")
    given = choice, known if _FORKS else None
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=given) as pool:
        try:
            for result in pool.map(_result, paths[1:], chunksize=chunk):
                if isinstance(result, UserError):
                    raise result
                yield result
        except BrokenProcessPool:
            raise UserError(
                "the system ended a process that was checking files", "memory may be short: try --jobs 1"
            ) from None
        except BaseException:
            # Whoever asked wants no more: what is still waiting is not begun.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# What a process that checks files for another one knows of this run: it lives no longer.
_known: tuple[Folders, SettingsLookup] | None = None


def _result(path: str) -> Outcome | UserError:
    assert _known is not None
    try:
        return outcome_of(check_file(path, *_known))
    except UserError as error:
        return error


def _begin(choice: Choice, known: tuple[Folders, SettingsLookup] | None) -> None:
    """What a process that checks files for another one does first."""
    import signal
    import threading

    global _known
    _known = known or (Folders(), settings_for(choice))
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
