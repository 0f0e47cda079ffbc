"""The long fuzz run starts, runs, and ends well."""

import subprocess
import sys

import pytest

from tests.helpers import ROOT

# libFuzzer bounds the most memory a process ever had, and Linux counts as that also what its parent had when
# it began. A worker that has drawn pictures is large: so the run is begun by a process that is not.
BEGIN = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"


@pytest.mark.atheris
def test_a_few_seconds_of_it_find_nothing() -> None:
    """The target takes libFuzzer's options, begins with the examples, and comes to an end of itself."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            BEGIN,
            sys.executable,
            str(ROOT / "tests" / "fuzz" / "atheris_target.py"),
            "-runs=2000",
            "-max_total_time=8",
        ],
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done " in done.stderr
