"""`ehsg schema`."""

from pathlib import Path
from typing import Annotated

import typer

from ehsg_cli.api import load_context, load_guide
from ehsg_cli.cli import options
from ehsg_cli.cli.guides import GuideId, newest_guide
from ehsg_cli.cli.output import folder_named, make_folder, print_bytes
from ehsg_cli.errors import UserError
from ehsg_cli.reading import READERS
from ehsg_cli.render import lines, machine
from ehsg_cli.views.schema import KINDS, file_name, view_schema
from ehsg_cli.wording import did_you_mean, listed

# What a kind is called here, without its version.
_NAMES = {kind.split("/")[0]: kind for kind in KINDS}


def schema(
    guide: GuideId = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=f"What kind of file: {listed(list(_NAMES), 'or')}.")
    ] = "assessment",
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file, or a folder (end it with a slash)."),
    ] = None,
    force: options.Force = False,
) -> None:
    """Print the JSON Schema by which editors complete, explain and check a file.

    A file finds it by its first line; `ehsg new` writes both.

    \b
    For a file of yours that has none yet, put this line at its start, and make the schema:
      # yaml-language-server: $schema=.ehsg/assessment-1.ehsg-2022.json
      ehsg schema -o .ehsg/

    \b
    Examples:
      ehsg schema -o .ehsg/
      ehsg schema --kind thresholds --guide ehsg-2022
    """
    here = Path.cwd()
    chosen = load_guide(guide or newest_guide(here), here)
    full = _kind(kind)
    context = load_context(chosen.id, here) if READERS[full].needs_context else None
    from ehsg_cli.writing import sealed, write_file

    data = sealed(machine.to_text(view_schema(full, chosen, context)).encode())
    if output is None:
        print_bytes(data)
        return
    target = _target(output, file_name(full, chosen.id))
    write_file(target, data, force=force)
    lines.message(f"Wrote {target}")


def _kind(asked: str) -> str:
    """A kind with its version: `assessment` is `assessment/1`."""
    found = _NAMES.get(asked) or (asked if asked in KINDS else None)
    if found is None:
        guess = did_you_mean(asked, _NAMES)
        hint = f"did you mean {guess}?" if guess else f"the kinds are {listed(list(_NAMES))}"
        raise UserError(f"there is no kind of file called {asked}", hint)
    return found


def _target(output: str, name: str) -> Path:
    """The file that is named, or one of that name in the folder that is."""
    folder = folder_named(output)
    if folder is None:
        return Path(output)
    make_folder(folder)
    return folder / name


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(schema)
