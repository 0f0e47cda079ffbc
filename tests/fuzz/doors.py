"""The ways in that a user has, for tests that hand in hostile files."""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from xml.etree import ElementTree

from ehsg_cli.cli import run

# What the README promises: done, findings, could not do its work, interrupted.
EXIT_CODES = {0, 1, 2, 130}
MEGABYTES = 512
# A machine may be busy; what hangs, hangs for ever.
SECONDS = 60


class Came(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


def command(*arguments: str, stdin: bytes = b"") -> Came:
    """Run `ehsg` in this process, as its console script would; what it does not catch is raised here."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    environment = {**os.environ, "EHSG_TRACEBACK": "1", "COLUMNS": "100"}
    with patch.object(sys, "stdin", given), patch.dict(os.environ, environment, clear=True):
        with redirect_stdout(out), redirect_stderr(err):
            code = run(list(arguments))
        return Came(code, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    # `--fix -` passes bytes on as they came, whatever they are.
    return stream.buffer.getvalue().decode(errors="surrogateescape")


def process(*arguments: str, data: bytes | None = None, megabytes: int = MEGABYTES) -> Came:
    """Run `ehsg` in a process of its own, with a limit on its memory where the system has one."""
    with tempfile.TemporaryFile() as given:
        given.write(data or b"")
        given.seek(0)
        done = subprocess.run(
            [sys.executable, "-c", _LIMITED, str(megabytes), *arguments],
            stdin=given,
            capture_output=True,
            timeout=SECONDS,
        )
    return Came(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


# A limit of its own rather than a `preexec_fn`, which is not safe in a test that has threads.
_LIMITED = """
import sys
megabytes = int(sys.argv.pop(1))
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20,) * 2)
except ImportError:
    pass
from ehsg_cli.__main__ import main
sys.exit(main())
"""


def sound(came: Came, output: str = "text") -> None:
    """See that a command ended as the README promises, and that what it printed can be read again."""
    assert came.code in EXIT_CODES, came
    (came.out + came.err).encode()  # fails on bytes that are no UTF-8
    assert "Traceback" not in came.err, came.err[-3000:]
    assert "itself failed" not in came.err, came.err
    if came.code == 2:
        assert came.err.strip(), "nothing says why"
        return
    if output in ("json", "gitlab", "sarif"):
        json.loads(came.out)
    elif output == "junit":
        ElementTree.fromstring(came.out)
    elif output == "csv":
        rows = list(csv.reader(io.StringIO(came.out.removeprefix("\ufeff"), newline="")))
        assert len({len(row) for row in rows}) == 1, "rows of different lengths"


def findings_in(folder: Path, data: bytes, name: str = "area.yaml") -> list[dict[str, object]]:
    """The findings of `ehsg validate` for the bytes of a file."""
    path = folder / name
    path.write_bytes(data)
    came = command("validate", "--format", "json", str(path))
    sound(came, "json")
    assert path.read_bytes() == data, "a file was changed by being checked"
    found = json.loads(came.out)["files"][0]["findings"]
    assert came.code == any(finding["severity"] == "error" for finding in found)
    return list(found)
