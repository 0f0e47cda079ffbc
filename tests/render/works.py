"""Work for another process: in a module that loads little, as a process that begins anew loads it first."""

import os
import signal
import time
from pathlib import Path

from ehsg_cli.errors import UserError


def says(text: str) -> str:
    return text


def sleeps(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


def refuses() -> str:
    raise UserError("no", "because")


def fails() -> str:
    raise ValueError("ours")


def dies() -> str:
    os._exit(3)


def hears_nothing(path: str) -> str:
    """Notes its number, then goes on for ever as if in a single long step: no signal is attended to."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    Path(path).write_text(str(os.getpid()), encoding="ascii")
    while True:
        pass
