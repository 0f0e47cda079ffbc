"""Options that several commands have, so that each is called and explained alike everywhere."""

from typing import Annotated

import typer

Thresholds = Annotated[
    str | None,
    typer.Option("--thresholds", metavar="FILE", help="Minimum scores, copied from a prospectus."),
]
Plan = Annotated[
    str | None,
    typer.Option("--plan", metavar="FILE", help="The action plan; else the one beside the assessment."),
]
OldPlan = Annotated[
    str | None,
    typer.Option(
        "--old-plan",
        metavar="FILE",
        help="The action plan of the earlier assessment; else the one beside it.",
    ),
]
Previous = Annotated[
    list[str] | None,
    typer.Option(
        "--previous",
        metavar="FILE",
        help="An earlier year's assessment, to stand beside it; may be given more than once.",
        show_default=False,
    ),
]
AcrossBoundaries = Annotated[
    bool,
    typer.Option(
        "--across-boundaries", help="Compare with a predecessor though boundaries changed, or may have."
    ),
]
Templates = Annotated[
    str | None,
    typer.Option("--templates", metavar="DIR", help="Templates of your own, in place of ours."),
]
Config = Annotated[
    str | None,
    typer.Option("--config", metavar="FILE", help="Take the settings from this file only."),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Use no settings at all.")]
Force = Annotated[
    bool, typer.Option("--force", help="Overwrite a file that ehsg did not make, or that has been changed.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", metavar="N", min=1, help="How many processes; by default one a core for many files."
    ),
]


def period_given(value: str) -> str:
    """The period that an option gives.

    Raises:
        UserError: it is none.
    """
    from ehsg_cli.assessment import as_period
    from ehsg_cli.errors import UserError

    period = as_period(value)
    if period is None:
        raise UserError(
            f"{value} is not a period",
            "write 2022, or 2022-23, or 2022-Q3 (calendar), or 2022-23-FQ3 (financial)",
        )
    return period
