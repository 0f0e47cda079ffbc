"""`ehsg new`."""

from pathlib import Path
from typing import Annotated

import typer

from ehsg_cli.api import load_guide
from ehsg_cli.assessment import Area, Assessment
from ehsg_cli.cli.output import open_assessment
from ehsg_cli.errors import UserError
from ehsg_cli.guide.store import list_packs
from ehsg_cli.render import lines
from ehsg_cli.wording import listed


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
        typer.Option("--from", metavar="LAST", help="Last year's file: its answers come along as comments."),
    ] = None,
) -> None:
    """Start an assessment file, with every key blank.

    Each descriptor stands under its form number, its title and what it asks for. Nothing is carried over from last year but the area and the guide; scores, priorities and
    permissions are given anew each year.

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
            "leave --guide or --from out",
        )
    head = _head(area, period, code, previous)
    from ehsg_cli.render.templates import render_new_file
    from ehsg_cli.views.new_file import view_new_file
    from ehsg_cli.writing import write_file

    assert head.period is not None
    view = view_new_file(chosen, head.area.name or "", head.period, head.area.code, previous)
    write_file(Path(file), render_new_file(view), remake=False)
    lines.message(f"Wrote {file}. Fill it in with any editor, and check it with: ehsg validate {file}")


def _guide_id(given: str | None, previous: Assessment | None) -> str:
    if given:
        return given
    if previous is not None and previous.guide:
        return previous.guide
    packs = [pack.id for pack in list_packs()]
    if len(packs) == 1:
        return packs[0]
    raise UserError("which guide?", f"add --guide with one of {listed(packs, 'or')}")


def _head(area: str | None, period: str | None, code: str | None, previous: Assessment | None) -> Assessment:
    """The area and period, held against the same models that read them from files."""
    name = area or (previous.area.name if previous else None)
    if not name or not name.strip():
        raise UserError("which area?", 'add --area with its name, such as --area "Northbridge"')
    if not period:
        raise UserError("which period?", "add --period, such as --period 2022 or --period 2022-23")
    same_area = previous is not None and name == previous.area.name
    code = code or (previous.area.code if previous is not None and same_area else None)
    from ehsg_cli.reading.decode import check_value

    if not check_value(Assessment, "period", period):
        raise UserError(
            f"{period!r} is not a period",
            "write 2022, or 2022-23, or 2022-Q3 (calendar), or 2022-23-FQ3 (financial)",
        )
    if code is not None and not check_value(Area, "code", code):
        raise UserError(f"{code!r} is not an ONS code", "it is a letter and eight digits, such as E08000037")
    return Assessment(ehsg="assessment/1", area=Area(name=name, code=code), period=period)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(new)
