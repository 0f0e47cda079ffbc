"""Standard streams that are full, closed or gone."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES

EHSG = [sys.executable, "-m", "ehsg_cli"]
BROKEN = str(EXAMPLES / "northbridge-2023-broken.yaml")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and closing by number are Linux's")


@pytest.mark.parametrize(
    "arguments", [["validate", BROKEN], ["validate", "--format", "json", BROKEN], ["explain"], ["schema"]]
)
def test_a_full_disk_is_told_as_such(arguments: list[str]) -> None:
    """It is nobody's mistake, and no success either."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*EHSG, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("error: cannot write the output: No space left on device\n")
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("stream", [0, 1, 2])
def test_a_closed_stream_is_no_failure_of_ours(stream: int) -> None:
    """As some services start their programs: what would go there goes nowhere."""
    command = f'exec "$@" {stream}>&-'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *EHSG, "validate", BROKEN], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "itself failed" not in done.stderr
    assert ("13 errors" in done.stdout) == (stream != 1)
