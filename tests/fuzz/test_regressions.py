"""Inputs that once failed: each is kept as a file, with what it showed in the list beside it."""

import re
from pathlib import Path

import pytest

from ehsg_cli.document import parse
from tests.fuzz.doors import command, findings_in, sound
from tests.fuzz.look import look_at
from tests.fuzz.test_command_line import FORMATS
from tests.fuzz.texts import REGRESSIONS

KEPT = sorted(REGRESSIONS.glob("*.yaml"))


def test_every_file_is_in_the_list_and_none_is_missing() -> None:
    """Whoever adds one says what it showed."""
    listed = re.findall(
        r"^\| `([^`]+)` \|", (REGRESSIONS / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == [path.name for path in KEPT]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_it_fails_no_more(path: Path, tmp_path: Path) -> None:
    """In every output, by either parser and by standard input."""
    data = path.read_bytes()
    look_at(data)
    findings_in(tmp_path, data)
    for output in FORMATS:
        came = command("validate", "-", "--format", output, stdin=data)
        sound(came, output)
        assert came.code in (0, 1)
    parse(data.decode(errors="replace"), pure=True)
