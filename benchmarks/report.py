"""Time `ehsg report`: one paper from a cold start, and many areas' on one core and on all of them.

`python benchmarks/report.py`. Everything is timed as a whole process, start-up included, in turn with
`python -c pass` or with one another. Nothing counts whose exit code is not 0 or that left a paper out. See
benchmarks/README.md. Standard library only: the areas are made by a process of its own.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

if not __package__:
    # Run as a program: only its own folder is searched then.
    sys.path.append(str(Path(__file__).resolve().parent.parent))

from benchmarks import timing
from benchmarks.timing import Broken, Timed

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "gateshead-2022.yaml"
COLD_TARGET = 30  # times `python -c pass`
# Two cores that do nothing else give at most 2; what is shared and what is written costs some of it.
CORES_TARGET = 0.75  # of the time on one core, times the number of cores


def cold(folder: Path, rounds: int) -> dict[str, Any]:
    """The board paper on Gateshead as HTML and Markdown, beside a Python that does nothing."""
    papers = folder / "one"
    command = [
        timing.ehsg(),
        "report",
        str(EXAMPLE),
        "--format",
        "md",
        "--format",
        "html",
        "-o",
        f"{papers}/",
    ]
    return timing.cold(Timed("ehsg report", command, papers=(papers, 2)), rounds, COLD_TARGET)


def many(folder: Path, number: int, rounds: int, cores: int) -> dict[str, Any]:
    """So many areas' papers in one command, by one process and by one a core."""
    areas = folder / "areas"
    timing.corpus(areas, number)
    papers = folder / "many"
    files = map(str, sorted(areas.glob("*.yaml")))
    command = [timing.ehsg(), "report", *files, "--format", "html", "-o", f"{papers}/"]
    alone, together = timing.in_turn(
        [
            Timed("one process", [*command, "--jobs", "1"], papers=(papers, number)),
            Timed("all cores", command, papers=(papers, number)),
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
        timing.cold_row("Gateshead's board paper, HTML and Markdown, cold", one),
        (
            f"{several['areas']} areas' board papers as HTML, on all {several['cores']} cores",
            timing.spoken(several["all_cores_seconds"]),
            f"{several['times']:.2f} times as fast as one ({timing.spoken(several['one_process_seconds'])})",
            f"at least {several['target']:g}",
            several["met"],
        ),
    ]
    return timing.table(rows)


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
    with tempfile.TemporaryDirectory(prefix="ehsg-benchmark-") as name:
        try:
            data = {
                "machine": timing.machine(),
                # One paper is soon made, and varies more.
                "cold": cold(Path(name), options.rounds * 3),
                "many": many(Path(name), options.areas, options.rounds, timing.cores()),
            }
        except Broken as error:
            sys.stderr.write(f"{error}\n")
            return 1
    sys.stdout.write(timing.as_json(data) if options.json else as_table(data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
