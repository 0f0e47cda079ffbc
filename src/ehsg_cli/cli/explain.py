"""`ehsg explain`."""

import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from ehsg_cli.cli.output import print_text
from ehsg_cli.errors import UserError
from ehsg_cli.render import lines, machine
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.wording import did_you_mean


class PageFormat(StrEnum):
    """How pages are printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def explain(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="A code, such as EH202; none lists all.", show_default=False),
    ] = None,
    output: Annotated[PageFormat, typer.Option("--format", help="How to print it.")] = PageFormat.TEXT,
) -> None:
    """Explain what a finding's code is about.

    \b
    Examples:
      ehsg explain EH202
      ehsg explain
      ehsg explain --format markdown
    """
    rules = list(CATALOGUE.values())
    if code is not None:
        found = CATALOGUE.get(code.upper())
        if found is None:
            # A code that is well formed is most likely not misspelt but another version's.
            well_formed = re.fullmatch(r"EH[0-9]{3}", code, re.ASCII | re.IGNORECASE)
            guess = None if well_formed else did_you_mean(code.upper(), CATALOGUE)
            hint = f"did you mean {guess}? " if guess else ""
            raise UserError(f"there is no code {code}", f"{hint}`ehsg explain` lists them all")
        rules = [found]
    if output is PageFormat.JSON:
        print_text(machine.to_text(machine.explain(rules)))
    elif output is PageFormat.MARKDOWN:
        from ehsg_cli.render import catalogue
        from ehsg_cli.views.catalogue import view_catalogue

        print_text(
            catalogue.page(rules[0]) if code is not None else catalogue.catalogue(view_catalogue(rules))
        )
    elif code is None:
        lines.write(
            [
                lines.Line(((f"{r.code}  ", "bold"), (f"{r.severity.value:<8} {r.title}", "")), 16)
                for r in rules
            ],
            sys.stdout,
        )
    else:
        heading = f"{rules[0].code}: {rules[0].title} ({rules[0].severity.value})"
        page = [lines.Line(((line, ""),)) for line in _paragraphs(rules[0].page)]
        lines.write([lines.Line(((heading, "bold"),)), lines.Line(()), *page], sys.stdout)


def _paragraphs(page: str) -> Iterator[str]:
    """A page's paragraphs, each on one line, to be wrapped where it is shown; examples stay as they are."""
    for block in page.split("\n\n"):
        yield from block.split("\n") if block.startswith("    ") else (" ".join(block.split()),)
        yield ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(explain)
