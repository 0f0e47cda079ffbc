"""Time what looks over several years: `ehsg diff` with git, and `ehsg trend` over many areas.

`python benchmarks/years.py`. Everything is timed as a whole process, start-up included, in turn with what it
is held against: `diff` with `python -c pass`, `trend` with `ehsg validate` of the same files. Nothing counts
that did not end as it should. See benchmarks/README.md. Standard library only: the files are made by a
process of its own.
"""

import argparse
import os
import subprocess
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

DIFF_TARGET = 30  # times `python -c pass`
TREND_TARGET = 1.3  # times `ehsg validate`
# Whose commit it is says nothing; that nobody's settings are read keeps one machine like another.
_ALONE = {
    "GIT_AUTHOR_NAME": "Benchmark",
    "GIT_AUTHOR_EMAIL": "benchmark@example.org",
    "GIT_COMMITTER_NAME": "Benchmark",
    "GIT_COMMITTER_EMAIL": "benchmark@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def make_years(folder: Path, areas: int, years: int) -> list[Path]:
    """So many years of so many areas, a folder for each area; their paths in order."""
    timing.corpus(folder, areas, "--years", str(years))
    return sorted(folder.rglob("*.yaml"))


def diff(folder: Path, rounds: int) -> dict[str, Any]:
    """A year's whole file against the one committed in its place, beside a Python that does nothing."""
    first, second = make_years(folder / "files", 1, 2)
    work = folder / "repository"
    work.mkdir()
    area = work / "area.yaml"
    area.write_bytes(first.read_bytes())
    for command in (["git", "init", "-q"], ["git", "add", "area.yaml"], ["git", "commit", "-qm", "A year"]):
        subprocess.run(command, cwd=work, env=os.environ | _ALONE, check=True)
    area.write_bytes(second.read_bytes())
    # As git sees it, the year before is what stands at the last commit.
    ours = Timed("ehsg diff", [timing.ehsg(), "diff", "area.yaml"], work, "Priorit", environment=_ALONE)
    return timing.cold(ours, rounds, DIFF_TARGET)


def trend(folder: Path, areas: int, years: int, rounds: int) -> dict[str, Any]:
    """So many years of so many areas, beside a check of the same files."""
    files = make_years(folder / "years", areas, years)
    checked, ours = timing.in_turn(
        [
            Timed(
                "ehsg validate", [timing.ehsg(), "validate", "years"], folder, f"{len(files)} files checked"
            ),
            Timed("ehsg trend", [timing.ehsg(), "trend", "years"], folder, f"{len(files)} assessments"),
        ],
        rounds,
    )
    times = median(one / other for one, other in zip(ours, checked, strict=True))
    return {
        "areas": areas,
        "years": years,
        "seconds": median(ours),
        "validate_seconds": median(checked),
        "times": times,
        "target": TREND_TARGET,
        "met": times <= TREND_TARGET,
    }


def as_table(data: dict[str, Any]) -> str:
    """The figures for people."""
    one, many = data["diff"], data["trend"]
    rows = [
        timing.cold_row("`ehsg diff` of two years' files, one from git, cold", one),
        (
            f"`ehsg trend` over {many['years']} years of {many['areas']} areas",
            timing.spoken(many["seconds"]),
            f"{many['times']:.2f} times `ehsg validate` ({timing.spoken(many['validate_seconds'])})",
            f"at most {many['target']:g}",
            many["met"],
        ),
    ]
    return timing.table(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--areas", type=int, default=150, metavar="N", help="how many areas (default: 150)")
    parser.add_argument("--years", type=int, default=20, metavar="N", help="years of each (default: 20)")
    parser.add_argument(
        "--rounds", type=int, default=5, metavar="N", help="how often each is timed (default: 5)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if options.areas < 2 or options.years < 2 or options.rounds < 1:
        parser.error("--areas and --years count from 2, and --rounds from 1")
    with tempfile.TemporaryDirectory(prefix="ehsg-benchmark-") as name:
        try:
            data = {
                "machine": timing.machine(),
                # Two files are soon compared, and that varies more.
                "diff": diff(Path(name), options.rounds * 3),
                "trend": trend(Path(name), options.areas, options.years, options.rounds),
            }
        except Broken as error:
            sys.stderr.write(f"{error}\n")
            return 1
    sys.stdout.write(timing.as_json(data) if options.json else as_table(data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
