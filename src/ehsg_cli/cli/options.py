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
Previous = Annotated[
    str | None,
    typer.Option("--previous", metavar="FILE", help="An earlier year's assessment, to stand beside it."),
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
