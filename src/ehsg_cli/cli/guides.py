"""`ehsg guide list`, `show` and `check`."""

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ehsg_cli.api import load_context, load_guide
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.cli.output import OutputFormat, print_text
from ehsg_cli.diagnostics import Severity, in_order
from ehsg_cli.document import locate
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.guide.store import PARTS, Pack, find_pack, list_packs
from ehsg_cli.reading import read_pack
from ehsg_cli.render import lines, machine
from ehsg_cli.render.findings import text as as_text
from ehsg_cli.resources import resource
from ehsg_cli.rules.outcomes import outcome
from ehsg_cli.rules.packs import disagrees
from ehsg_cli.views.findings import closing_line
from ehsg_cli.wording import counted, did_you_mean, listed

if TYPE_CHECKING:
    from ehsg_cli.guide.context import Context
    from ehsg_cli.views.guide import Page

Format = Annotated[OutputFormat, typer.Option("--format", help="How to print the result.")]
GuideId = Annotated[
    str | None,
    typer.Option("--guide", metavar="ID", help="Which guide; by default the newest.", show_default=False),
]

group = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Show and check guides: questions, scale, rules.",
)


@group.command("list")
def list_(output: Format = OutputFormat.TEXT) -> None:
    """List the guides that files can name.

    \b
    Example:
      ehsg guide list
    """
    rows = [_row(pack) for pack in list_packs(Path.cwd())]
    if output is OutputFormat.JSON:
        print_text(machine.to_text(machine.guides(rows)))
        return
    from ehsg_cli.render import terminal

    terminal.show(terminal.packs(rows))


@group.command()
def show(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="A descriptor's id or form number, a section, or a page such as scale; none for all.",
            show_default=False,
        ),
    ] = None,
    guide_id: GuideId = None,
    output: Format = OutputFormat.TEXT,
) -> None:
    """Show what a guide says, in this project's own words.

    \b
    Examples:
      ehsg guide show
      ehsg guide show FV1
      ehsg guide show 9.3
      ehsg guide show data-models
      ehsg guide show --format json
    """
    here = Path.cwd()
    id = guide_id or newest_guide(here)
    guide = load_guide(id, here)
    one = guide.find(name) if name else None
    if output is OutputFormat.JSON:
        if name and one is None:
            raise UserError(
                f"{name} is no descriptor", "as JSON there are descriptors, and the whole without a name"
            )
        data = machine.descriptor(guide, one) if one else machine.guide(guide, load_context(id, here))
        print_text(machine.to_text(data))
        return
    from ehsg_cli.render import terminal
    from ehsg_cli.views import guide as pages

    section = next((s for s in guide.sections if name in (s.id, s.form)), None)
    if name is None:
        page = pages.overview(guide, load_context(id, here))
    elif one is not None:
        page = pages.descriptor(guide, one)
    elif section is not None:
        page = pages.section(guide, section)
    elif name in pages.TOPICS:
        page = _topic(name, guide, load_context(id, here))
    else:
        known = [*guide.descriptors, *guide.by_form, *(s.id for s in guide.sections), *pages.TOPICS]
        guess = did_you_mean(name, known)
        hint = f"did you mean {guess}?" if guess else "`ehsg guide show` lists its descriptors and pages"
        raise UserError(f"{guide.id} has nothing called {name}", hint)
    terminal.show(terminal.page(page))


def _topic(name: str, guide: Guide, context: "Context") -> "Page":
    """A page that is no descriptor's.

    Raises:
        UserError: this edition has nothing for it.
    """
    from ehsg_cli.views import guide as pages

    page = pages.TOPICS[name](guide, context)
    if page is None:
        raise UserError(
            f"the {guide.title} {guide.edition} has nothing on {name}",
            f"`ehsg guide show --guide {guide.id}` lists what it has; another edition may have it",
        )
    return page


@group.command()
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID", help="Guides, or folders of packs; by default all.", show_default=False),
    ] = None,
    output: Format = OutputFormat.TEXT,
) -> None:
    """Check that guide packs are complete and agree with themselves.

    \b
    Examples:
      ehsg guide check
      ehsg guide check ehsg-2022
      ehsg guide check guide/my-own-guide
    """
    packs = [_pack(name) for name in names] if names else list_packs(Path.cwd())
    told = []
    counts: Counter[Severity] = Counter()
    for pack in packs:
        guide, context, parts = read_pack(pack)
        if guide is not None:
            by_part = dict(zip(PARTS, parts, strict=True))
            for part, finding in disagrees(guide, context):
                by_part[part].findings.append(finding)
        for read in parts:
            findings = in_order(locate(finding, read.document) for finding in read.findings)
            counts.update(finding.severity for finding in findings)
            told.append(outcome(read.name, "guide/1", pack.id, None, read.document, tuple(findings)))
            if output is OutputFormat.TEXT:
                as_text.write(told[-1])
        if output is OutputFormat.TEXT and guide is not None and context is not None:
            lines.message(
                f"{pack.id}: {counted(len(guide.descriptors), guide.words.entry)} "
                f"in {counted(len(guide.sections), 'section')}"
                + (f", {counted(len(guide.data_models), 'data model')}" if guide.data_models else "")
            )
    files = len(packs) * len(PARTS)
    if output is OutputFormat.JSON:
        print_text(machine.to_text(machine.validate(told, machine.counts(files, counts))))
    else:
        lines.write([lines.Line(((closing_line(files, counts), "bold"),))], sys.stdout)
    if counts[Severity.ERROR]:
        raise typer.Exit(FOUND)


def _row(pack: Pack) -> tuple[str, str, str, str]:
    """A pack as the list shows it; a broken one says so and does not hide the others."""
    where = "comes with ehsg" if pack.folder.parent == resource("guide") else str(pack.folder)
    try:
        guide = load_guide(pack.id, Path.cwd())
    except UserError:
        return pack.id, "broken: see `ehsg guide check`", "", where
    return guide.id, guide.title, guide.edition, where


def newest_guide(here: Path) -> str:
    """The guide of the latest date among those that can be used."""
    return newest_of((pack.id for pack in list_packs(here)), here)


def newest_of(ids: Iterable[str], here: Path) -> str:
    """The guide of the latest date among some."""
    guides = []
    for id in ids:
        # A broken pack of a partnership's own is passed over; naming it says what is wrong.
        with suppress(UserError):
            guides.append(load_guide(id, here))
    return max(guides, key=lambda guide: (guide.published, guide.id)).id


def _pack(name: str) -> Pack:
    folder = Path(name)
    if (folder / PARTS["guide"]).is_file():
        return Pack(folder.resolve().name, folder)
    pack = find_pack(name, Path.cwd())
    if pack is None:
        known = [each.id for each in list_packs(Path.cwd())]
        raise UserError(f"there is no guide or pack folder {name}", f"the guides are {listed(known)}")
    return pack


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="guide")
