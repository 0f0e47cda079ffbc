"""Time commands against one another: what `report.py` and `years.py` share. Standard library only."""

import json
import os
import platform
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent


class Timed(NamedTuple):
    """Something to time.

    Attributes:
        name: as tables show it.
        command: what is run.
        folder: where; `None` for the current one.
        says: what has to stand in its output, so that its work is known to be done.
        papers: in which folder papers have to stand afterwards, and how many; `None` for none.
        environment: what is set for it beside what is set anyway.
    """

    name: str
    command: list[str]
    folder: Path | None = None
    says: str = ""
    papers: tuple[Path, int] | None = None
    environment: Mapping[str, str] = {}


class Broken(Exception):
    """A run that did not do its work: nothing is worth timing then."""


def run(one: Timed) -> float:
    """Run a command to its end; the seconds it took.

    Raises:
        Broken: it ended badly, did not say what it should, or left a paper out.
    """
    if one.papers is not None:
        # What is replaced takes another way than what is new.
        for path in one.papers[0].glob("*"):
            path.unlink()
    start = perf_counter()
    done = subprocess.run(
        one.command,
        cwd=one.folder,
        env=os.environ | dict(one.environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = perf_counter() - start
    if done.returncode != 0:
        raise Broken(f"{one.name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    if one.says not in done.stdout:
        raise Broken(f"{one.name} did not say {one.says!r}")
    if one.papers is not None:
        there = sum(1 for path in one.papers[0].glob("*") if path.stat().st_size)
        if there != one.papers[1]:
            raise Broken(f"{one.name} left {there} papers, and {one.papers[1]} were asked for")
    return seconds


def in_turn(contenders: Sequence[Timed], rounds: int) -> list[list[float]]:
    """So many times of each, taken in turn, in one order and then the other."""
    for one in contenders:
        run(one)  # what is compiled once and kept is there from now on
    times: list[list[float]] = [[] for _ in contenders]
    for number in range(rounds):
        order = range(len(contenders)) if number % 2 == 0 else range(len(contenders) - 1, -1, -1)
        for place in order:
            times[place].append(run(contenders[place]))
    return times


def cold(one: Timed, rounds: int, target: float) -> dict[str, Any]:
    """A command from a cold start, beside a Python that does nothing."""
    idle, ours = in_turn([Timed("python -c pass", [sys.executable, "-c", "pass"]), one], rounds)
    times = median(first / second for first, second in zip(ours, idle, strict=True))
    return {
        "seconds": median(ours),
        "python_seconds": median(idle),
        "times": times,
        "target": target,
        "met": times <= target,
    }


def cold_row(name: str, data: Mapping[str, Any]) -> tuple[str, str, str, str, bool]:
    """What `cold` found, for `table`."""
    beside = f"{data['times']:.1f} times `python -c pass` ({spoken(data['python_seconds'])})"
    return name, spoken(data["seconds"]), beside, f"at most {data['target']}", data["met"]


def table(rows: Iterable[tuple[str, str, str, str, bool]]) -> str:
    """Figures for people: what, its time, what it is held against, the target and whether it is met."""
    lines = ["| what | time | beside | target | |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row[:4])} | {'met' if row[4] else 'NOT MET'} |" for row in rows]
    return "\n".join(lines) + "\n"


def spoken(seconds: float) -> str:
    """A time for people."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def ehsg() -> str:
    """The command as it is installed beside this Python."""
    return str(Path(sysconfig.get_path("scripts")) / ("ehsg.exe" if os.name == "nt" else "ehsg"))


def corpus(folder: Path, areas: int, *options: str) -> None:
    """Make so many areas' files, in a process of its own."""
    command = [sys.executable, str(HERE / "corpus.py"), str(folder), str(areas), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def cores() -> int:
    """How many cores there are for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def machine() -> dict[str, Any]:
    """What everything was timed on."""
    return {
        "cores": cores(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def as_json(data: Mapping[str, Any]) -> str:
    """The figures as one JSON object."""
    return json.dumps(data, indent=2) + "\n"
