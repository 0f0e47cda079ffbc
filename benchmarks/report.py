"""Time `ehsg report`: one paper from a cold start, and many areas' on one core and on all of them.

`python benchmarks/report.py`. Everything is timed as a whole process, start-up included, in turn with
`python -c pass` or with one another. Nothing counts whose exit code is not 0 or that left a paper out. See
benchmarks/README.md. Standard library only: the areas are made by a process of its own.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "gateshead-2022.yaml"
COLD_TARGET = 30  # times `python -c pass`
# Two cores that do nothing else give at most 2; what is shared and what is written costs some of it.
CORES_TARGET = 0.75  # of the time on one core, times the number of cores


class Timed(NamedTuple):
    """Something to time.

    Attributes:
        name: as tables show it.
        command: what is run.
        papers: in which folder papers have to stand afterwards, and how many; `None` for none.
    """

    name: str
    command: list[str]
    papers: tuple[Path, int] | None = None


class Broken(Exception):
    """A run that did not do its work: nothing is worth timing then."""


def run(one: Timed) -> float:
    """Run a command to its end; the seconds it took.

    Raises:
        Broken: it ended badly, or not every paper is there.
    """
    if one.papers is not None:
        # What is replaced takes another way than what is new.
        for path in one.papers[0].glob("*"):
            path.unlink()
    start = perf_counter()
    done = subprocess.run(one.command, capture_output=True, text=True, check=False)
    seconds = perf_counter() - start
    if done.returncode != 0:
        raise Broken(f"{one.name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
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


def cold(folder: Path, rounds: int) -> dict[str, Any]:
    """The board paper on Gateshead as HTML and Markdown, beside a Python that does nothing."""
    papers = folder / "one"
    command = [_ehsg(), "report", str(EXAMPLE), "--format", "md", "--format", "html", "-o", f"{papers}/"]
    idle, ours = in_turn(
        [
            Timed("python -c pass", [sys.executable, "-c", "pass"]),
            Timed("ehsg report", command, (papers, 2)),
        ],
        rounds,
    )
    times = median(one / other for one, other in zip(ours, idle, strict=True))
    return {
        "seconds": median(ours),
        "python_seconds": median(idle),
        "times": times,
        "target": COLD_TARGET,
        "met": times <= COLD_TARGET,
    }


def many(folder: Path, number: int, rounds: int, cores: int) -> dict[str, Any]:
    """So many areas' papers in one command, by one process and by one a core."""
    areas = folder / "areas"
    subprocess.run(
        [sys.executable, str(HERE / "corpus.py"), str(areas), str(number)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    papers = folder / "many"
    files = map(str, sorted(areas.glob("*.yaml")))
    command = [_ehsg(), "report", *files, "--format", "html", "-o", f"{papers}/"]
    alone, together = in_turn(
        [
            Timed("one process", [*command, "--jobs", "1"], (papers, number)),
            Timed("all cores", command, (papers, number)),
        ],
        rounds,
    )
    times = median(one / other for one, other in zip(alone, together, strict=True))
    target = cores * CORES_TARGET
    return {
        "areas": number,
        "one_process_seconds": median(alone),
        "all_cores_seconds": median(together),
        "cores": cores,
        "times": times,
        "target": target,
        "met": times >= target,
    }


def as_table(data: dict[str, Any]) -> str:
    """The figures for people."""
    one, several = data["cold"], data["many"]
    rows = [
        (
            "Gateshead's board paper, HTML and Markdown, cold",
            _seconds(one["seconds"]),
            f"{one['times']:.1f} times `python -c pass` ({_seconds(one['python_seconds'])})",
            f"at most {one['target']}",
            one["met"],
        ),
        (
            f"{several['areas']} areas' board papers as HTML, on all {several['cores']} cores",
            _seconds(several["all_cores_seconds"]),
            f"{several['times']:.2f} times as fast as one ({_seconds(several['one_process_seconds'])})",
            f"at least {several['target']:g}",
            several["met"],
        ),
    ]
    lines = ["| what | time | beside | target | |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(row[:4])} | {'met' if row[4] else 'NOT MET'} |" for row in rows]
    return "\n".join(lines) + "\n"


def _ehsg() -> str:
    return str(Path(sysconfig.get_path("scripts")) / ("ehsg.exe" if os.name == "nt" else "ehsg"))


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--areas", type=int, default=150, metavar="N", help="how many areas (default: 150)")
    parser.add_argument(
        "--rounds", type=int, default=5, metavar="N", help="how often each is timed (default: 5)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if options.areas < 2 or options.rounds < 1:
        parser.error("--areas counts from 2, and --rounds from 1")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="ehsg-benchmark-") as name:
        try:
            data = {
                "machine": {
                    "cores": cores,
                    "system": f"{platform.system()} {platform.machine()}",
                    "python": f"{platform.python_implementation()} {platform.python_version()}",
                },
                # One paper is soon made, and varies more.
                "cold": cold(Path(name), options.rounds * 3),
                "many": many(Path(name), options.areas, options.rounds, cores),
            }
        except Broken as error:
            sys.stderr.write(f"{error}\n")
            return 1
    sys.stdout.write(json.dumps(data, indent=2) + "\n" if options.json else as_table(data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
