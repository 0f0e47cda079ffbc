"""`ehsg chart`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ehsg_cli.cli import options
from ehsg_cli.cli.output import folder_named, make_folder, print_bytes, settings_choice, unfit_name
from ehsg_cli.cli.papers import Request, kept_with, results_of, style_of, with_settings
from ehsg_cli.errors import UserError
from ehsg_cli.judge.results import Audience
from ehsg_cli.render import lines
from ehsg_cli.views import words
from ehsg_cli.views.charts import CHARTS, Chart, why_not
from ehsg_cli.views.kinds import Kind
from ehsg_cli.views.style import Style
from ehsg_cli.views.words import MADE_BY
from ehsg_cli.wording import listed
from ehsg_cli.writing.files import place_for, write_file
from ehsg_cli.writing.marks import sealed

# The width of a PNG: sharp across a sheet of paper or a slide.
_PIXELS = 1600


class ChartName(StrEnum):
    """The charts there are."""

    DOTS = "dots"
    PROFILE = "profile"
    DISTRIBUTION = "distribution"
    SPREAD = "spread"
    PROGRESS = "progress"


# Charts of what stands beside an assessment.
_OF_COMPANIONS = (ChartName.SPREAD, ChartName.PROGRESS)
# Charts that show an earlier year beside this one.
_OF_BOTH_YEARS = (ChartName.DOTS, ChartName.PROGRESS)


class PictureFormat(StrEnum):
    """What a chart is written as."""

    SVG = "svg"
    PNG = "png"


def chart(
    name: Annotated[ChartName, typer.Argument(metavar="NAME", help=f"One of {', '.join(ChartName)}.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="An assessment.", show_default=False)],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file .svg or .png, or a folder."),
    ] = None,
    picture_format: Annotated[
        PictureFormat | None,
        typer.Option("--format", help="What to write, where -o names no file.", show_default=False),
    ] = None,
    plan: options.Plan = None,
    previous: Annotated[
        list[str] | None,
        typer.Option(
            "--previous",
            metavar="FILE",
            help=f"An earlier year's assessment; {listed(_OF_BOTH_YEARS)} show it beside this one.",
            show_default=False,
        ),
    ] = None,
    across_boundaries: options.AcrossBoundaries = False,
    audience: Annotated[
        Audience, typer.Option("--audience", help="For whom; the public is not shown what partners scored.")
    ] = Audience.BOARD,
    templates: options.Templates = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
    force: options.Force = False,
) -> None:
    """Draw one chart: scores by section, means, counts, partners' scores, or progress of the priorities.

    Without -o it goes to standard output as SVG. A picture as PNG needs a file, and the extra `docx`.

    \b
    Examples:
      ehsg chart dots area.yaml -o dots.svg
      ehsg chart dots area.yaml --previous area-2022.yaml -o dots.png
      ehsg chart profile area.yaml > profile.svg
      ehsg chart spread area.yaml -o pictures/
      ehsg chart progress area.yaml --plan plan.yaml -o progress.png
    """
    if audience is Audience.PUBLIC and name is ChartName.SPREAD:
        raise UserError(
            "the chart of partners' scores is not for the public: what partners answered for themselves is "
            "theirs to publish",
            "draw another chart, or leave out --audience",
        )
    if previous and name not in _OF_BOTH_YEARS:
        raise UserError(
            f"the chart {name} shows one year only, so --previous has no use there",
            f"leave it out, or draw {listed(_OF_BOTH_YEARS, 'or')}, which show both years",
        )
    wanted, target = _where(name, file, output, picture_format)
    if wanted is PictureFormat.PNG:
        from ehsg_cli.render.extras import PICTURES, require

        require([PICTURES])
    named = (file, plan, *(previous or ()), templates, config)
    sources = [Path(each) for each in named if each is not None]
    if target is not None:
        # Before any work is done: afterwards it would be lost.
        place_for(target, force=force, sources=sources)
    choice = settings_choice(config, isolated=isolated)
    request = Request(
        Kind.BOARD,
        (),
        plan=plan,
        previous=tuple(previous or ()),
        across_boundaries=across_boundaries,
        templates=templates,
        choice=choice,
        beside=name in _OF_COMPANIONS,
    )
    results, checked = results_of(file, request)
    drawn = CHARTS[name](results)
    if drawn is None:
        why, what = why_not(name, results)
        raise UserError(f"{file}: {why}", what)
    request = with_settings(request, checked)
    svg = _svg(drawn, style_of(checked), request.templates)
    data = sealed(svg.encode() if wanted is PictureFormat.SVG else _png(svg, request.templates))
    if target is None:
        print_bytes(data)
        return
    if folder_named(output or ""):
        make_folder(target.parent)
    write_file(target, data, force=force, sources=[*sources, *map(Path, kept_with(request, checked))])
    lines.write([lines.Line((("Wrote ", ""), (words.one_line(str(target)), "bold")))], sys.stderr)


def _where(
    name: ChartName, file: str, output: str | None, asked: PictureFormat | None
) -> tuple[PictureFormat, Path | None]:
    """What is written, and where to; `None` for standard output."""
    if output is None:
        if asked is PictureFormat.PNG:
            raise UserError("a PNG picture cannot be shown in the terminal", "add -o with a file or a folder")
        return PictureFormat.SVG, None
    folder = folder_named(output)
    if folder is not None:
        wanted = asked or PictureFormat.SVG
        return wanted, folder / f"{Path(file).stem}-{name.value}.{wanted.value}"
    ending = Path(output).suffix.lower().lstrip(".")
    if ending not in tuple(PictureFormat) or (asked is not None and asked != ending):
        raise unfit_name(output, "a chart", [asked] if asked else list(PictureFormat))
    return PictureFormat(ending), Path(output)


def _svg(drawn: Chart, style: Style, templates: str | None) -> str:
    if templates is not None:
        from ehsg_cli.render.own_templates import render_own_chart

        return render_own_chart(templates, drawn, style, headline=True)
    from ehsg_cli.render.templates import render_chart

    return render_chart(drawn, style, headline=True)


def _png(svg: str, templates: str | None) -> bytes:
    from ehsg_cli import __version__
    from ehsg_cli.render.pictures import marked, png_of

    if templates is not None:
        from ehsg_cli.render.own_templates import own_png

        png = own_png(templates, svg, _PIXELS)
    else:
        png = png_of(svg, _PIXELS)
    return marked(png, f"{MADE_BY} {__version__}")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(chart)
