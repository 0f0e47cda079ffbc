"""Running commands as a user does, in this process."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from ehsg_cli.cli import run

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Ehsg(Protocol):
    """Runs `ehsg` with arguments."""

    def __call__(self, *arguments: str | Path) -> Result: ...


@pytest.fixture
def ehsg(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ehsg:
    """A function that runs a command in an empty folder and tells what came of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*arguments: str | Path) -> Result:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def gateshead(tmp_path: Path) -> Path:
    """A copy of the real return, as `gateshead-2022.yaml` in the current folder."""
    copy = tmp_path / "gateshead-2022.yaml"
    copy.write_bytes((EXAMPLES / "gateshead-2022.yaml").read_bytes())
    return copy


@pytest.fixture
def northbridge(tmp_path: Path) -> Path:
    """A copy of the fictional area's full file."""
    copy = tmp_path / "northbridge-2023.yaml"
    copy.write_bytes((EXAMPLES / "northbridge-2023.yaml").read_bytes())
    return copy
