"""`ehsg new`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ehsg_cli.api import load_guide
from ehsg_cli.assessment import Assessment, as_ons_code
from ehsg_cli.cli import options
from ehsg_cli.cli.output import open_assessment
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.guide.store import family_of, list_packs
from ehsg_cli.render import lines
from ehsg_cli.wording import listed

if TYPE_CHECKING:
    from ehsg_cli.writing import Kept

KIND = "assessment/1"


def new(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to write.", show_default=False)],
    guide: Annotated[
        str | None, typer.Option("--guide", metavar="ID", help="Whose questions; see `ehsg guide list`.")
    ] = None,
    area: Annotated[str | None, typer.Option("--area", metavar="NAME", help="The area's name.")] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="YEAR", help="Such as 2022, or 2022-23.")
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="The area's nine-character ONS code.")
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--from", metavar="LAST", help="An earlier file: its answers come along as comments."),
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema/--no-schema", help="With the schema by which editors explain the file.")
    ] = True,
) -> None:
    """Start an assessment file, with every key blank.

    Each descriptor stands under its form number, its title and what it asks for. With --from, the
    answers of an earlier year stand in comments, and its priorities under follow_up, where you say
    what became of each; scores, texts, priorities and permissions are given anew.

    \b
    Examples:
      ehsg new area-2022.yaml --guide ehsg-2022 --area Northbridge --period 2022
      ehsg new area-2023.yaml --period 2023 --from area-2022.yaml
    """
    previous = open_assessment(last)[0] if last else None
    chosen = load_guide(_guide_id(guide, previous), Path(file).absolute().parent)
    if previous is not None and previous.guide != chosen.id:
        raise UserError(
            f"{last} answers {previous.guide}, and its answers have no place in {chosen.id}",
            "leave --guide or --from out, or start from it with: "
            f"ehsg migrate {last} --to {chosen.id} -o {file}",
        )
    name = _area(area, previous)
    when = _period(period)
    place = _code(code, previous if previous is not None and previous.area.name == name else None)
    from ehsg_cli.render.templates import render_new_file
    from ehsg_cli.views.new_file import view_new_file
    from ehsg_cli.writing import write_file

    if not file or file.endswith(("/", os.sep)):
        raise UserError(f"{file or 'an empty name'} names no file", "add the file's name, such as area.yaml")
    path = Path(file)
    # Where a file is already there nothing is made for it: it is not overwritten.
    there = os.path.exists(file)  # noqa: PTH110  # says no to a name that no file can have
    link, kept = schema_beside(path, chosen) if schema and not there else ("", None)
    try:
        text = render_new_file(view_new_file(chosen, name, when, place, previous, link))
        write_file(path, text, remake=False, elsewhere="name another file")
    except BaseException:
        if kept is not None:
            kept.take_back()
        raise
    if kept is not None and kept.file is not None:
        lines.message(f"Wrote {shown(kept.file)}, by which editors explain the file")
    by = f" by the {chosen.title} {chosen.edition}" if guide is None and previous is None else ""
    lines.message(f"Wrote {file}{by}. Fill it in with any editor, and check it with: ehsg validate {file}")


def schema_beside(path: Path, guide: Guide) -> tuple[str, "Kept | None"]:
    """The way from the new file to its schema, empty where there can be none; and what was made for it."""
    from ehsg_cli.render.machine import to_text
    from ehsg_cli.views.schema import file_name, view_schema
    from ehsg_cli.writing import keep_schema, schema_link, schema_place

    place = schema_place(path, file_name(KIND, guide.id))
    link = schema_link(path, place)
    try:
        kept = keep_schema(place, to_text(view_schema(KIND, guide)))
    except UserError as error:
        if place.is_file():
            lines.message(f"The schema there is left as it is: {error.message}")
            return link, None
        lines.message(f"Editors will not explain the file: {error.message}")
        return "", None
    return link, kept


def shown(path: Path) -> Path:
    """A path as short as it can be from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _guide_id(given: str | None, previous: Assessment | None) -> str:
    """Which guide the file answers: without a word on it the latest edition, where all are of one guide."""
    if given:
        return given
    if previous is not None and previous.guide:
        return previous.guide
    packs = [pack.id for pack in list_packs()]
    if len({family_of(id) for id in packs}) == 1:
        from ehsg_cli.cli.guides import newest_of

        return newest_of(packs, Path.cwd())
    raise UserError("which guide?", f"add --guide with one of {listed(packs, 'or')}")


def _area(given: str | None, previous: Assessment | None) -> str:
    name = given or (previous.area.name if previous else None)
    if not name or not name.strip():
        raise UserError("which area?", 'add --area with its name, such as --area "Northbridge"')
    return name


def _period(given: str | None) -> str:
    if not given:
        raise UserError("which period?", "add --period, such as --period 2022 or --period 2022-23")
    return options.period_given(given)


def _code(given: str | None, of_same_area: Assessment | None) -> str | None:
    if given is None:
        return of_same_area.area.code if of_same_area else None
    if as_ons_code(given) is None:
        raise UserError(f"{given} is not an ONS code", "it is a letter and eight digits, such as E08000037")
    return given


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(new)
