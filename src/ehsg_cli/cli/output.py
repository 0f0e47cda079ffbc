"""Results onto standard output, and files opened for the commands."""

import os
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import typer

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.render import lines
from ehsg_cli.render.findings import text as as_text
from ehsg_cli.rules.checking import check_file
from ehsg_cli.rules.outcomes import Checked, outcome_of
from ehsg_cli.views.findings import closing_line
from ehsg_cli.wording import counted, listed


class OutputFormat(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


def print_text(text: str) -> None:
    """A whole text to standard output: into a pipe or file always as UTF-8, with its own line ends."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or sys.stdout.isatty():
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode("utf-8"))
    buffer.flush()


def folder_named(output: str) -> Path | None:
    """The folder that a path given with -o names: it ends in a slash, or is there. `None` for a file."""
    return Path(output) if output.endswith(("/", os.sep)) or Path(output).is_dir() else None


def make_folder(folder: Path) -> None:
    """Make the folder that was named with -o, and those above it, where they are not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"cannot make the folder {folder}: {error.strerror}", "name another with -o"
        ) from None


def open_assessment(path: str) -> tuple[Assessment, Guide, Checked]:
    """An assessment to compute on. What stands against it is counted on standard error.

    A file that cannot be read as one ends the command with its findings and exit code 1.
    """
    checked = check_file(path)
    content, guide = checked.file.content, checked.file.guide
    if isinstance(content, Assessment) and guide is not None:
        _say_what_stands_against(checked)
        return content, guide, checked
    if content is not None:
        raise UserError(f"{path} is no assessment: it says `ehsg: {checked.file.kind}`", "name an assessment")
    end_with_findings(checked)


def open_thresholds(path: str, guide: Guide) -> Thresholds:
    """Thresholds to judge by: sound, and for this guide."""
    checked = check_file(path)
    content = checked.file.content
    if content is not None and not isinstance(content, Thresholds):
        raise UserError(
            f"{path} holds no thresholds: it says `ehsg: {checked.file.kind}`",
            "name a thresholds file: it begins `ehsg: thresholds/1`",
        )
    if content is None or checked.count(Severity.ERROR):
        # A verdict must not rest on half of somebody's figures.
        end_with_findings(checked)
    if checked.file.guide is not None and checked.file.guide.id != guide.id:
        raise UserError(
            f"{path} gives thresholds for {checked.file.guide.id}, and the assessment answers {guide.id}",
            "name thresholds for the same guide",
        )
    return content


def end_with_findings(checked: Checked) -> NoReturn:
    """Show what is wrong with a file, on standard error, and end with 1."""
    as_text.write(outcome_of(checked), sys.stderr)
    lines.message(closing_line(1, Counter(f.severity for f in checked.findings)))
    raise typer.Exit(FOUND)


def _say_what_stands_against(checked: Checked) -> None:
    told = [counted(n, severity.value) for severity in Severity if (n := checked.count(severity))]
    if told:
        name = checked.file.name
        lines.message(f"{name}: {listed(told)} against this file; `ehsg validate {name}` shows them")
