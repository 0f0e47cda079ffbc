"""What notebooks, scripts and the commands call. Nothing here prints or writes."""

from os import PathLike, fspath
from pathlib import Path
from typing import TypeVar

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding
from ehsg_cli.errors import UserError
from ehsg_cli.guide.context import Context
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.autonomy import check_autonomy
from ehsg_cli.judge.priorities import check_priorities
from ehsg_cli.judge.summary import summarise
from ehsg_cli.reading import packs, read_file
from ehsg_cli.rules.checking import check_file
from ehsg_cli.rules.outcomes import Checked

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


def load_guide(guide_id: str, beside: StrPath | None = None) -> Guide:
    """The guide of that id.

    Args:
        guide_id: such as `ehsg-2022`.
        beside: a folder; a partnership's own pack may stand in `guide/` there or above.

    Raises:
        UserError: there is none, or its pack is broken.
    """
    return packs.load_guide(guide_id, _folder(beside))


def load_context(guide_id: str, beside: StrPath | None = None) -> Context:
    """What surrounds the self-assessment in a guide; arguments and errors as for `load_guide`."""
    return packs.load_context(guide_id, _folder(beside))


def _folder(beside: StrPath | None) -> Path | None:
    return None if beside is None else Path(beside).absolute()


def validate(path: StrPath) -> tuple[Finding, ...]:
    """Everything there is to say about a file, in the order of its lines, each with its place.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    return check_file(fspath(path)).findings


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
