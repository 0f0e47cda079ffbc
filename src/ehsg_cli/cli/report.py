"""`ehsg report`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.cli.output import (
    folder_named,
    make_folder,
    open_assessment,
    open_thresholds,
    print_text,
)
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.autonomy import check_autonomy
from ehsg_cli.judge.priorities import check_priorities
from ehsg_cli.judge.summary import summarise
from ehsg_cli.reading import expand
from ehsg_cli.render import lines
from ehsg_cli.rules.outcomes import Checked
from ehsg_cli.wording import listed


class Kind(StrEnum):
    """What the paper is for."""

    BOARD = "board"
    FORM = "form"


class PaperFormat(StrEnum):
    """What a paper is written as."""

    HTML = "html"
    MD = "md"
    TXT = "txt"


# The formats of each kind; the first is what standard output gets, and a folder gets them all.
FORMATS = {Kind.BOARD: (PaperFormat.MD, PaperFormat.HTML), Kind.FORM: (PaperFormat.TXT,)}


def report(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Assessments.", show_default=False)],
    kind: Annotated[
        Kind, typer.Option("--kind", help="A paper for the board, or text for the national form.")
    ] = Kind.BOARD,
    formats: Annotated[
        list[PaperFormat] | None,
        typer.Option("--format", help="What to write; may be given more than once.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file, or a folder (end it with a slash)."),
    ] = None,
    thresholds: Annotated[
        str | None,
        typer.Option("--thresholds", metavar="FILE", help="Minimum scores, copied from a prospectus."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that ehsg did not make.")] = False,
) -> None:
    """Write the board paper, or text for the national form.

    Without -o the paper goes to standard output as Markdown. A folder gets it as Markdown and HTML.

    \b
    Examples:
      ehsg report area.yaml -o paper.html
      ehsg report area.yaml -o papers/
      ehsg report area.yaml --kind form
      ehsg report areas/*.yaml --format html -o papers/
    """
    files = expand(files)
    wanted = _formats(kind, formats, output)
    folder = folder_named(output) if output is not None else None
    if folder is None and (len(files) > 1 or len(wanted) > 1):
        raise UserError("several papers need a folder", "add -o with a folder, such as -o papers/")
    targets = _targets(files, kind, wanted, folder) if folder else {}
    failed = False
    for file in files:
        try:
            assessment, guide, checked = open_assessment(file)
        except typer.Exit:
            # Its findings have been shown; the other papers are written all the same.
            failed = True
            continue
        figures = open_thresholds(thresholds, guide) if thresholds else None
        for paper_format in wanted:
            text = _paper(kind, paper_format, assessment, guide, checked, figures)
            if folder is None and output is None:
                print_text(text)
            else:
                _write(targets.get((file, paper_format)) or Path(str(output)), text, files, force=force)
    if failed:
        raise typer.Exit(FOUND)


def _formats(kind: Kind, asked: list[PaperFormat] | None, output: str | None) -> list[PaperFormat]:
    known = FORMATS[kind]
    wrong = [each.value for each in asked or () if each not in known]
    if wrong:
        raise UserError(
            f"a {kind.value} paper cannot be written as {listed(wrong)}",
            f"it comes as {listed([each.value for each in known], 'or')}",
        )
    if output is None or folder_named(output) is not None:
        return list(dict.fromkeys(asked)) if asked else list(known if output else known[:1])
    ending = Path(output).suffix.lower().lstrip(".")
    named = next((each for each in PaperFormat if each.value == _ENDINGS.get(ending, ending)), None)
    if asked and (named is None or named in asked):
        return list(dict.fromkeys(asked))
    if named in known and not asked:
        return [named]
    # A name that says one thing and a file that holds another would mislead whoever opens it.
    raise UserError(
        f"the name {output} does not fit: a {kind.value} paper is written here as "
        f"{listed([each.value for each in asked or known], 'or')}",
        f"end it in {listed([f'.{each.value}' for each in asked or known], 'or')}, "
        "or in a slash for a folder",
    )


# Endings that stand for another.
_ENDINGS = {"htm": "html", "markdown": "md", "text": "txt"}


def _targets(
    files: list[str], kind: Kind, formats: list[PaperFormat], folder: Path
) -> dict[tuple[str, PaperFormat], Path]:
    """Where each paper goes; no two to the same place."""
    suffix = "" if kind is Kind.BOARD else f"-{kind.value}"
    targets = {
        (f, p): folder / f"{Path(f).stem}{suffix}.{p.value}" for f in dict.fromkeys(files) for p in formats
    }
    taken: dict[str, str] = {}
    for (file, _), target in targets.items():
        # Windows and macOS do not tell A.html from a.html.
        other = taken.setdefault(str(target).casefold(), file)
        if other != file:
            raise UserError(
                f"the papers on {other} and {file} would both be {target}",
                "write them one at a time, each into a folder of its own",
            )
    make_folder(folder)
    return targets


def _paper(
    kind: Kind,
    paper_format: PaperFormat,
    assessment: Assessment,
    guide: Guide,
    checked: Checked,
    figures: Thresholds | None,
) -> str:
    from ehsg_cli.render import templates

    if kind is Kind.FORM:
        from ehsg_cli.views.form import view_form

        return templates.render_form(view_form(assessment, guide))
    from ehsg_cli.views.paper import Source, view_paper

    view = view_paper(
        assessment,
        guide,
        Source(checked.file.name, checked.file.digest, checked.findings),
        summarise(assessment, guide),
        check_priorities(assessment, guide),
        check_autonomy(assessment, guide, figures),
    )
    return (
        templates.render_html(view) if paper_format is PaperFormat.HTML else templates.render_markdown(view)
    )


def _write(target: Path, text: str, files: list[str], *, force: bool) -> None:
    from ehsg_cli.writing import write_file

    write_file(target, text, force=force, sources=[Path(file) for file in files])
    lines.write([lines.Line((("Wrote ", ""), (str(target), "bold")))], sys.stderr)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)
