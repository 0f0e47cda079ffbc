"""`ehsg trend`."""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from ehsg_cli import processes
from ehsg_cli.assessment import Assessment
from ehsg_cli.cli import options
from ehsg_cli.cli.boundary import DONE, FAILED, FOUND
from ehsg_cli.cli.output import print_text, settings_choice
from ehsg_cli.cli.progress import watched
from ehsg_cli.cli.text_formats import TextFormat, format_of, known_by_row, target_of, write_result
from ehsg_cli.compare.trend import Trend, Year, trend as trend_of, year_of
from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import READERS, find_files, load_guide, read_bytes, read_data
from ehsg_cli.reading.folders import ASSESSMENT
from ehsg_cli.reading.nearest import Choice
from ehsg_cli.reading.paths import folder_of
from ehsg_cli.reading.scores import unreadable_scores
from ehsg_cli.render import lines
from ehsg_cli.rules.checking import Known, check_loaded, known_at_first, settings_for
from ehsg_cli.views import words
from ehsg_cli.views.style import PLAIN, Style
from ehsg_cli.wording import counted, listed
from ehsg_cli.writing.files import place_for

# More files than this are counted, not named.
_FEW = 5


class Read(NamedTuple):
    """What came of one file; fit to pass between processes.

    Attributes:
        year: what it gives to the trend; `None` where it gives nothing.
        errors: whether it does not validate.
        other: whether it is a file of another kind.
        failed: why it could not be opened, and a hint.
    """

    path: str
    year: Year | None = None
    errors: bool = False
    other: bool = False
    failed: tuple[str, str] | None = None


def trend(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Assessments, patterns, or folders of them.", show_default=False),
    ],
    form: Annotated[
        TextFormat | None, typer.Option("--format", help="How to write the result.", show_default=False)
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="PATH", help="Write to a file, or into a folder.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where a score changed from one year to the next.")
    ] = False,
    across_boundaries: options.AcrossBoundaries = False,
    config: options.Config = None,
    isolated: options.Isolated = False,
    jobs: options.Jobs = None,
    force: options.Force = False,
) -> None:
    """Show how scores have gone over the years, of one area in full or of many in brief.

    A year without an assessment stands there as missing. Each edition of a guide has tables of its own.
    An area and one that it came from are shown as one only where its file says that boundaries stayed.
    Files that do not validate are used as far as they can be read; files of other kinds are passed over.
    The exit code is 1 where a file cannot be read, or, with --exit-code, where any score changed.

    \b
    Examples:
      ehsg trend area-2021.yaml area-2022.yaml area-2023.yaml
      ehsg trend areas/ --format csv -o trend.csv
      ehsg trend area-*.yaml -o trend.html
      ehsg trend area-*.yaml --exit-code > trend.txt
    """
    choice = settings_choice(config, isolated=isolated)
    wanted = format_of(form, output, "a trend", TextFormat.TEXT)
    target = None if output is None else target_of(output, "trend", wanted)
    paths = find_files(files)
    if not paths:
        raise UserError(
            f"no file of ours in {', '.join(files)}",
            "an assessment ends in .yaml or .yml and begins with its kind: `ehsg: assessment/1`",
        )
    sources = [Path(each) for each in (*paths, *((config,) if config else ()))]
    if target is not None:
        # Before any work is done: afterwards it would be lost.
        place_for(target, force=force, sources=sources, known_by=_known_by(wanted))
    reading = processes.in_order(_read, paths, jobs, "reading files", know=known_at_first, given=(choice,))
    found = list(watched(reading, len(paths), "Reading"))
    code = _told(found)
    years = [each.year for each in found if each.year is not None]
    result = trend_of(years, _guides(years), across_boundaries=across_boundaries)
    if result.undated:
        code = max(code, FOUND)
        _tell(
            [year.source for year in result.undated],
            (
                "says no period, and so has no place in a trend",
                "say no period, and so have no place in a trend",
            ),
        )
    if not result.series:
        if code == DONE:
            raise UserError(f"there is no assessment among {counted(len(paths), 'file')}", "name some")
        raise typer.Exit(code)
    style = _style(result, choice) if wanted in _PAGES else PLAIN
    if output is None or target is None:
        _show(result, wanted, style)
    else:
        write_result(_RENDERED[wanted](result, style), wanted, output, target, sources=sources, force=force)
    if exit_code and result.changed:
        code = max(code, FOUND)
    if code != DONE:
        raise typer.Exit(code)


# Reading


def _read(path: str, known: Known) -> Read:
    """What one file gives to the trend.

    Raises:
        UserError: the settings that hold for it are wrong.
    """
    folders, settings = known
    try:
        data = read_bytes(path)
    except UserError as error:
        return Read(path, failed=(error.message, error.hint))
    loaded = read_data(path, data, folders)
    if loaded.kind in READERS and loaded.kind != ASSESSMENT:
        return Read(path, other=True)
    content, guide = loaded.content, loaded.guide
    if not isinstance(content, Assessment) or guide is None:
        return Read(path)
    errors = check_loaded(loaded, folders, settings).count(Severity.ERROR) > 0
    unreadable = unreadable_scores(loaded.findings, guide)
    return Read(path, year_of(content, guide, path, unreadable), errors)


def _told(found: Iterable[Read]) -> int:
    """Say on standard error what is not as it should be; the exit code it asks for."""
    code = DONE
    broken: list[str] = []
    wrong: list[str] = []
    others = 0
    for each in found:
        if each.failed is not None:
            lines.error(*each.failed)
            code = FAILED
        elif each.other:
            others += 1
        elif each.year is None:
            broken.append(each.path)
        elif each.errors:
            wrong.append(each.path)
    if others:
        what = "is no assessment and was" if others == 1 else "are no assessments and were"
        lines.message(f"{counted(others, 'file')} {what} passed over")
    if wrong:
        _tell(wrong, ("does not validate", "do not validate"), "used as far as it can be read")
    for path in broken:
        name = words.one_line(path)
        lines.message(f"{name}: this cannot be read as an assessment; `ehsg validate {name}` says why")
    return max(code, FOUND) if broken else code


def _tell(paths: Sequence[str], said: tuple[str, str], more: str = "") -> None:
    """Say something of some files: with their names where they are few."""
    names = f": {listed([words.one_line(path) for path in paths])}" if len(paths) <= _FEW else ""
    rest = f", and {'is' if len(paths) == 1 else 'are'} {_plural(more, len(paths))}" if more else ""
    lines.message(f"{counted(len(paths), 'file')} {said[len(paths) != 1]}{rest}{names}")


def _plural(said: str, number: int) -> str:
    return said if number == 1 else said.replace("it can", "they can")


def _guides(years: Iterable[Year]) -> dict[str, Guide]:
    """The guides that assessments answer, by id.

    Raises:
        UserError: two that have one id do not say the same.
    """
    found: dict[str, Guide] = {}
    seen: set[tuple[str, Path]] = set()
    for year in years:
        folder = folder_of(year.source)
        if (year.guide, folder) in seen:
            continue
        seen.add((year.guide, folder))
        guide = load_guide(year.guide, folder)
        first = found.setdefault(year.guide, guide)
        if guide is not first and guide != first:
            raise UserError(
                f"two guides are called {year.guide}, and do not say the same; "
                f"{year.source} answers one of them",
                "show the assessments by each of them apart",
            )
    return found


# Writing


def _style(result: Trend, choice: Choice) -> Style:
    """What the council of an area gives its papers; papers on several areas are plain."""
    if len(result.series) > 1:
        return PLAIN
    from ehsg_cli.cli.papers import style_of
    from ehsg_cli.reading.loaded import Loaded
    from ehsg_cli.rules.outcomes import Checked

    last = result.series[0].years[-1].source
    return style_of(Checked(Loaded(last, b""), (), settings_for(choice).of(last)))


def _show(result: Trend, wanted: TextFormat, style: Style) -> None:
    if wanted is not TextFormat.TEXT or not sys.stdout.isatty():
        print_text(_RENDERED[wanted](result, style))
        return
    from ehsg_cli.render.trend import as_lines, as_text
    from ehsg_cli.views.trend import view_trend

    if len(result.series) > 1:
        lines.write(as_lines(view_trend(result), lines.width(sys.stdout)), sys.stdout)
        return
    lines.show(partial(as_text, view_trend(result)))


def _text(result: Trend, style: Style) -> str:
    from ehsg_cli.render.trend import as_lines, as_text
    from ehsg_cli.views.trend import view_trend

    if len(result.series) > 1:
        return "".join(map(lines.plain, as_lines(view_trend(result), lines.PIPE_WIDTH)))
    return lines.in_plain(partial(as_text, view_trend(result)))


def _markdown(result: Trend, style: Style) -> str:
    from ehsg_cli.render.templates import render_markdown
    from ehsg_cli.views.trend import view_trend

    return render_markdown(view_trend(result, style))


def _html(result: Trend, style: Style) -> str:
    from ehsg_cli.render.templates import render_html
    from ehsg_cli.views.trend import view_trend

    return render_html(view_trend(result, style))


def _json(result: Trend, style: Style) -> str:
    from ehsg_cli.render.machine import to_text
    from ehsg_cli.render.trend import as_data

    return to_text(as_data(result))


def _csv(result: Trend, style: Style) -> str:
    from ehsg_cli.render.trend import as_rows

    return "".join(as_rows(result))


_RENDERED: dict[TextFormat, Callable[[Trend, Style], str]] = {
    TextFormat.TEXT: _text,
    TextFormat.MD: _markdown,
    TextFormat.HTML: _html,
    TextFormat.JSON: _json,
    TextFormat.CSV: _csv,
}
_PAGES = (TextFormat.MD, TextFormat.HTML)


def _known_by(wanted: TextFormat) -> str:
    """A pattern by which a trend of ours is known in a format that has no room for our mark; else empty."""
    if wanted is TextFormat.CSV:
        from ehsg_cli.render.trend import HEADING

        return known_by_row(HEADING.rstrip("\r\n"))
    return ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(trend)
