"""`ehsg summary`, `ehsg priorities` and `ehsg autonomy`."""

from typing import Annotated

import typer

from ehsg_cli.cli import options
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.cli.output import OutputFormat, open_assessment, open_thresholds, print_text
from ehsg_cli.errors import UserError
from ehsg_cli.judge.autonomy import check_autonomy
from ehsg_cli.judge.priorities import check_priorities
from ehsg_cli.judge.summary import summarise
from ehsg_cli.judge.verdict import Verdict
from ehsg_cli.render import machine

File = Annotated[str, typer.Argument(metavar="FILE", help="An assessment.", show_default=False)]
Format = Annotated[OutputFormat, typer.Option("--format", help="How to print the result.")]
Check = Annotated[bool, typer.Option("--check", help="End with exit code 1 unless the verdict is met.")]


def summary(file: File, output: Format = OutputFormat.TEXT) -> None:
    """Sum up the scores by section and overall.

    \b
    Examples:
      ehsg summary area.yaml
      ehsg summary area.yaml --format json
    """
    assessment, guide, _ = open_assessment(file)
    result = summarise(assessment, guide)
    if output is OutputFormat.JSON:
        print_text(machine.to_text(machine.summary(assessment, guide, result)))
        return
    from ehsg_cli.render import terminal
    from ehsg_cli.views.summary import view_summary

    terminal.show(terminal.summary(view_summary(assessment, guide, result)))


def priorities(
    file: File,
    data_model: Annotated[
        int | None,
        typer.Option("--data-model", metavar="LEVEL", help="Ask: what if this were the data model level?"),
    ] = None,
    output: Format = OutputFormat.TEXT,
    check: Check = False,
) -> None:
    """Judge the choice of priorities by the data model.

    \b
    Examples:
      ehsg priorities area.yaml
      ehsg priorities area.yaml --data-model 3
      ehsg priorities area.yaml --check --format json
    """
    assessment, guide, _ = open_assessment(file)
    if guide.priorities is None:
        raise UserError(
            f"{file} answers the {guide.title} {guide.edition}, which asks for no priorities",
            "an assessment by another edition may have them; `ehsg summary` counts the answers of this one",
        )
    result = check_priorities(assessment, guide, data_model)
    if output is OutputFormat.JSON:
        print_text(machine.to_text(machine.priorities(guide, result)))
    else:
        from ehsg_cli.render import terminal
        from ehsg_cli.views.verdicts import view_priorities

        terminal.show(terminal.priorities(view_priorities(assessment, guide, result)))
    _end(check, result.verdict)


def autonomy(
    file: File,
    thresholds: options.Thresholds = None,
    output: Format = OutputFormat.TEXT,
    check: Check = False,
) -> None:
    """Judge the scores by the Earned Autonomy criteria.

    The form leaves the minimum scores blank. Give those of the prospectus in a thresholds file:

    \b
      ehsg: thresholds/1
      guide: ehsg-2022
      source: Earned Autonomy prospectus, YEAR, page N
      minimum: {ID: SCORE, ...}

    \b
    Examples:
      ehsg autonomy area.yaml
      ehsg autonomy area.yaml --thresholds thresholds.yaml --check
    """
    assessment, guide, _ = open_assessment(file)
    if guide.autonomy is None:
        raise UserError(
            f"{file} answers the {guide.title} {guide.edition}, "
            "which has no criteria for a status of this kind",
            "an assessment by another edition may be held against them",
        )
    figures = open_thresholds(thresholds, guide)[0] if thresholds else None
    result = check_autonomy(assessment, guide, figures)
    if output is OutputFormat.JSON:
        print_text(machine.to_text(machine.autonomy(guide, result)))
    else:
        from ehsg_cli.render import terminal
        from ehsg_cli.views.verdicts import view_autonomy

        terminal.show(terminal.autonomy(view_autonomy(assessment, guide, result)))
    _end(check, result.verdict)


def _end(check: bool, verdict: Verdict) -> None:
    if check and verdict is not Verdict.MET:
        raise typer.Exit(FOUND)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(summary)
    app.command()(priorities)
    app.command()(autonomy)
