"""What notebooks, scripts and the commands call. Nothing here prints or writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import TypeVar

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.errors import UserError
from ehsg_cli.guide import Guide
from ehsg_cli.judge import check_autonomy, check_priorities, summarise
from ehsg_cli.reading import Loaded, find_files, load_context, load_guide, read_file
from ehsg_cli.rules import check

__all__ = [
    "Checked",
    "check_autonomy",
    "check_file",
    "check_priorities",
    "load_assessment",
    "load_context",
    "load_guide",
    "load_thresholds",
    "summarise",
    "validate",
]

StrPath = str | PathLike[str]
_File = TypeVar("_File", Assessment, Thresholds)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as read, and everything there is to say about it."""

    file: Loaded[Assessment | Thresholds]
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check_file(path: StrPath) -> Checked:
    """Read one file and check it.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    loaded = read_file(fspath(path))
    return Checked(loaded, check(loaded))


def validate(path: StrPath) -> tuple[Finding, ...]:
    """Everything there is to say about a file, in the order of its lines, each with its place.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    return check_file(path).findings


def find_and_check(paths: Iterable[str]) -> Iterable[Checked]:
    """Check the files that some paths name, one at a time, in path order.

    Raises:
        UserError: a path that does not exist, or a file or folder that cannot be read.
    """
    for path in find_files(paths):
        yield check_file(path)


def load_assessment(path: StrPath) -> Assessment:
    """An assessment from its file, less whatever is wrong in it (`validate` tells what).

    Raises:
        UserError: it does not exist, cannot be opened, or cannot be read as an assessment.
    """
    return _load(path, Assessment, "an assessment")


def load_thresholds(path: StrPath) -> Thresholds:
    """Thresholds from their file; errors as for `load_assessment`."""
    return _load(path, Thresholds, "thresholds")


def _load(path: StrPath, kind: type[_File], name: str) -> _File:
    content = read_file(fspath(path)).content
    if not isinstance(content, kind):
        raise UserError(
            f"{fspath(path)} cannot be read as {name}", f"run `ehsg validate {fspath(path)}` to see why"
        )
    return content


def guide_of(assessment: Assessment, path: StrPath) -> Guide:
    """The guide that an assessment names, also where it stands beside the file.

    Raises:
        UserError: there is none, or its pack is broken.
    """
    return load_guide(assessment.guide or "", Path(path).absolute().parent)
