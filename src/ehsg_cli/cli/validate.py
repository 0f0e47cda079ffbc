"""`ehsg validate`."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

import typer

from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.cli.output import print_text
from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.reading import find_files
from ehsg_cli.render import lines
from ehsg_cli.rules.checking import Outcome, check_data, check_files, outcome_of
from ehsg_cli.views.findings import closing_line, view_file

STDIN = "-"


class FindingsFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """From which severity on findings make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"

    def fails(self, counts: Counter[Severity]) -> bool:
        """Whether some of the findings are as bad as that, or worse."""
        if self is FailOn.NEVER:
            return False
        limit = Severity(self.value).rank
        return any(count and severity.rank <= limit for severity, count in counts.items())


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files, folders to search for *.yaml and *.yml, or - for standard input.",
            show_default=".",
        ),
    ] = None,
    output: Annotated[
        FindingsFormat, typer.Option("--format", help="How to print findings.")
    ] = FindingsFormat.TEXT,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The severity from which the exit code is 1.")
    ] = FailOn.ERROR,
    stdin_filename: Annotated[
        str | None,
        typer.Option(
            "--stdin-filename", metavar="PATH", help="What to call standard input, and where it stands."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", min=1, help="How many processes; by default one a core for many files."
        ),
    ] = None,
) -> None:
    """Check files, and say what is wrong and where.

    Looked at are their YAML, their shape, and what the guide asks for.
    `ehsg explain CODE` says more about a finding.

    \b
    Examples:
      ehsg validate area.yaml
      ehsg validate areas/ --fail-on warning
      ehsg validate area.yaml --format json
    """
    counts: Counter[Severity] = Counter()
    outcomes = _counted(_outcomes(paths or ["."], stdin_filename, jobs), counts)
    _show(outcomes, counts, output)
    if fail_on.fails(counts):
        raise typer.Exit(FOUND)


def _outcomes(paths: list[str], stdin_filename: str | None, jobs: int | None) -> Iterable[Outcome]:
    if STDIN in paths:
        if len(paths) > 1:
            raise UserError(
                "- stands for standard input, and nothing can stand beside it", "check files apart from it"
            )
        return [outcome_of(check_data(stdin_filename or "<stdin>", sys.stdin.buffer.read()))]
    files = find_files(paths)
    if not files:
        raise UserError(
            f"no file of ours in {', '.join(paths)}",
            "a file of ours ends in .yaml or .yml and begins with its kind, such as `ehsg: assessment/1`",
        )
    return check_files(files, jobs)


def _counted(outcomes: Iterable[Outcome], counts: Counter[Severity]) -> Iterator[Outcome]:
    """The outcomes as they come, their findings counted as they go by."""
    for outcome in outcomes:
        counts.update(finding.severity for finding in outcome.findings)
        yield outcome


def _show(outcomes: Iterator[Outcome], counts: Counter[Severity], output: FindingsFormat) -> None:
    if output is FindingsFormat.JSON:
        from ehsg_cli.render import machine

        files = list(outcomes)
        print_text(machine.to_text(machine.validate(files, machine.counts(len(files), counts))))
        return
    files_seen = 0
    for outcome in outcomes:
        files_seen += 1
        lines.write(lines.findings(view_file(outcome.path, outcome.findings)), sys.stdout)
    lines.write([lines.Line(((closing_line(files_seen, counts), "bold"),))], sys.stdout)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(validate)
