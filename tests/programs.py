"""Programs that tests run, and what came of them."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Ran(NamedTuple):
    """What a program left behind."""

    code: int
    out: str
    err: str


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Run a program in a folder, by default in the environment of the tests."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=600,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def succeed(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Run a program that must end well."""
    ran = run(command, folder, environment)
    shown = " ".join(str(part) for part in command)
    assert ran.code == 0, f"{shown}\nexit code {ran.code}\n{ran.out}\n{ran.err}"
    return ran
