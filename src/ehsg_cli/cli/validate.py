"""`ehsg validate`."""

import sys
from collections import Counter
from enum import StrEnum
from typing import Annotated

import typer

from ehsg_cli.assessment import Assessment
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.cli.output import OutputFormat, print_text
from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.render import lines
from ehsg_cli.rules.checking import Checked, find_and_check
from ehsg_cli.views.findings import closing_line, view_file


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
            metavar="[PATH]...", help="Files, or folders to search for *.yaml and *.yml.", show_default="."
        ),
    ] = None,
    output: Annotated[
        OutputFormat, typer.Option("--format", help="How to print findings.")
    ] = OutputFormat.TEXT,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The severity from which the exit code is 1.")
    ] = FailOn.ERROR,
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
    paths = paths or ["."]
    counts: Counter[Severity] = Counter()
    files = 0
    told = []
    for checked in find_and_check(paths):
        files += 1
        counts.update(finding.severity for finding in checked.findings)
        if output is OutputFormat.JSON:
            told.append(_as_json(checked))
        else:
            lines.write(lines.findings(view_file(checked.file.name, checked.findings)), sys.stdout)
    if not files:
        raise UserError(
            f"no file of ours in {', '.join(paths)}",
            "a file of ours ends in .yaml or .yml and begins with its kind, such as `ehsg: assessment/1`",
        )
    if output is OutputFormat.JSON:
        from ehsg_cli.render import machine

        print_text(machine.to_text(machine.validate(told, machine.counts(files, counts))))
    else:
        lines.write([lines.Line(((closing_line(files, counts), "bold"),))], sys.stdout)
    if fail_on.fails(counts):
        raise typer.Exit(FOUND)


def _as_json(checked: Checked) -> dict[str, object]:
    from ehsg_cli.render import machine

    file = checked.file
    area = file.content.area.name if isinstance(file.content, Assessment) else None
    guide = file.guide.id if file.guide else None
    return machine.validated_file(file.name, file.kind, guide, area, checked.findings)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(validate)
