"""Work that may never end or take all memory, done in a process of its own that is ended then.

The function and what it is given must be importable and picklable: where a process cannot be copied, as on
Windows, everything is loaded anew there.
"""

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from traceback import format_exc
from typing import Any, AnyStr, NamedTuple

from ehsg_cli.errors import UserError
from ehsg_cli.processes import FORKS, end_with_the_first

_MIB = 1024 * 1024
_GRACE = 1.0  # seconds


class Bounds(NamedTuple):
    """What a process may take.

    Attributes:
        seconds: until it is ended.
        memory: bytes beyond what it begins with, where the system can hold a process to that.
        output: the most characters or bytes that may come of it.
    """

    seconds: float = 30
    memory: int = 512 * _MIB
    output: int = 32 * _MIB


class Overrun(Exception):
    """The work was ended, or ended itself, before its time; the text says why, such as `takes too long`."""


def contained(
    function: Callable[..., AnyStr], arguments: tuple[Any, ...], bounds: Bounds, start: str | None = None
) -> AnyStr:
    """What a function gives, called in another process.

    Args:
        function: what to call; it may raise `UserError`, which is raised here.
        arguments: what with.
        bounds: when to end it.
        start: how a process begins, as `multiprocessing` calls it; by default what suits the system.

    Raises:
        Overrun: it went beyond its bounds.
    """
    with _heeding_ctrl_c():
        return _contained(function, arguments, bounds, start or _usual_start())


def _contained(
    function: Callable[..., AnyStr], arguments: tuple[Any, ...], bounds: Bounds, start: str
) -> AnyStr:
    context = get_context(start)
    receiver, sender = context.Pipe(duplex=False)
    # Daemonic, so that it is also ended should this process end in a way not thought of here.
    process = context.Process(  # type: ignore[attr-defined]  # each kind of context has it
        target=_work, args=(sender, function, arguments, bounds), daemon=True
    )
    try:
        try:
            process.start()
        except OSError as error:
            raise UserError(f"cannot start another process: {error.strerror}", "try again") from None
        sender.close()
        # It ends itself in time, and says where it was, unless it is deep in a single step.
        if not receiver.poll(bounds.seconds + _GRACE):
            raise Overrun(_too_long(bounds))
        try:
            kind, answer = receiver.recv()
        except EOFError:
            raise Overrun("was ended by the system; it may need too much memory") from None
    finally:
        # Also where somebody presses Ctrl-C.
        if process.pid is not None:
            process.kill()
            process.join()
        receiver.close()
    if kind == _OVERRUN:
        raise Overrun(answer)
    if kind == _REFUSED:
        raise UserError(*answer)
    if kind == _FAILED:
        raise RuntimeError(answer)
    made: AnyStr = answer
    return made


@contextlib.contextmanager
def _heeding_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C end a wait also in a process that works for another one and leaves it to that otherwise.

    From then on nothing more is begun there: nobody waits for it.
    """
    global _interrupted
    if parent_process() is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        if _interrupted:
            raise _gone()
        yield
    except KeyboardInterrupt:
        _interrupted = True
        raise _gone() from None
    finally:
        signal.signal(signal.SIGINT, before)


_interrupted = False


def _gone() -> UserError:
    return UserError("the work was interrupted", "run the command again")


def _usual_start() -> str:
    """A copy of this process where that is safe: the system can, and no other thread may hold a lock in it.

    In a process that works for another one there is one more thread, which only waits.
    """
    alone = threading.active_count() == 1 or parent_process() is not None
    return "fork" if FORKS and alone else "spawn"


def _too_long(bounds: Bounds) -> str:
    return f"takes longer than {bounds.seconds:g} seconds"


_DONE, _REFUSED, _OVERRUN, _FAILED = "done", "refused", "overrun", "failed"


def _work(
    sender: "Connection", function: Callable[..., str | bytes], arguments: tuple[Any, ...], bounds: Bounds
) -> None:
    """What the other process does."""
    end_with_the_first()
    _hold_to(bounds)
    answer: tuple[str, Any]
    try:
        made = function(*arguments)
        _let_go()
        if len(made) > bounds.output:
            unit = "characters" if isinstance(made, str) else "bytes"
            answer = (_OVERRUN, f"gives more than {bounds.output:,} {unit}")
        else:
            answer = (_DONE, made)
    except UserError as error:
        answer = (_REFUSED, (error.message, error.hint))
    except MemoryError:
        answer = (_OVERRUN, f"needs more than {bounds.memory // _MIB:,} MiB of memory")
    except Overrun as error:
        answer = (_OVERRUN, str(error))
    except Exception:
        answer = (_FAILED, format_exc())
    sender.send(answer)


def _hold_to(bounds: Bounds) -> None:
    """Ask the system to hold this process to its bounds, where it can."""
    if sys.platform == "win32":
        return
    import resource

    def end(number: int, frame: object) -> None:
        raise Overrun(_too_long(bounds))

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)
    # No thread is needed to see that this process has had its time, should nobody be left who waits for it.
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime + bounds.seconds) + 2)
    used = _memory()
    if used is not None:
        _lower(resource.RLIMIT_AS, used + bounds.memory)
    # What is ended for its memory leaves no copy of it on the disk.
    _lower(resource.RLIMIT_CORE, 0)


def _let_go() -> None:
    """The work is done in time: what is left is to pass it on."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)


def _lower(limit: int, value: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(limit)
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    try:
        resource.setrlimit(limit, (value, value))
    except (OSError, ValueError):  # a system that knows the limit and does not keep it
        return


def _memory() -> int | None:
    """How much memory this process may address now, in bytes; `None` where the system does not say."""
    if sys.platform != "linux":
        return None
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  # often, and quick
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return None
