"""Files as large as may be read, each made to cost as much as it can: soon over, and in little memory."""

import sys
from pathlib import Path

import pytest

from ehsg_cli.cli.validate import FindingsFormat
from tests.fuzz.doors import process, sound
from tests.fuzz.giants import GIANTS, ROOM

# Tens of thousands of findings, in every output there is.
MANY = "50,000 values"
OUTPUTS = [output.value for output in FindingsFormat if output is not FindingsFormat.TEXT]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the memory limit is Linux's")


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_is_soon_over(tmp_path: Path, name: str) -> None:
    """As a user runs it: a whole process within 512 MiB, which ends of itself."""
    data = GIANTS[name].encode()
    assert len(data) <= ROOM + 40_000, "too large to be read, and so no test of reading"
    path = tmp_path / "area.yaml"
    path.write_bytes(data)
    came = process("validate", str(path))
    sound(came)
    assert came.code in (0, 1)


@pytest.mark.parametrize("output", OUTPUTS)
def test_tens_of_thousands_of_findings(tmp_path: Path, output: str) -> None:
    """Every output prints them all, or as many as it says, within the same bounds."""
    path = tmp_path / "area.yaml"
    path.write_text(GIANTS[MANY], encoding="utf-8")
    came = process("validate", "--format", output, str(path))
    sound(came, output)
    assert came.code == 1
