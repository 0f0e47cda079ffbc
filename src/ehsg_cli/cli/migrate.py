"""`ehsg migrate`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ehsg_cli.assessment import Assessment
from ehsg_cli.cli import options
from ehsg_cli.cli.output import end_with_findings, open_assessment, print_text
from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.crossings import load_crossing
from ehsg_cli.reading.packs import load_guide
from ehsg_cli.reading.paths import folder_of
from ehsg_cli.render import lines
from ehsg_cli.rules.outcomes import Checked

if TYPE_CHECKING:
    from ehsg_cli.document.comments import Comment
    from ehsg_cli.views.migration import OldFile


def migrate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file to start from.", show_default=False)],
    to: Annotated[
        str, typer.Option("--to", metavar="GUIDE", help="What the new file answers.", show_default=False)
    ],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="PATH", help="The file to write.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="YEAR", help="What the new file stands for; else as the old one."),
    ] = None,
) -> None:
    """Start a file for another edition from one that answers this one.

    Every score is blank: two editions have two scales. What maps stands in comments under each
    descriptor, with its answer on its own scale and why it belongs there; what has no home stands at the
    end, so that no text is lost. FILE stays as it is.

    \b
    Examples:
      ehsg migrate area-2020.yaml --to ehsg-2022 -o area-2022.yaml --period 2022
      ehsg migrate area-2020.yaml --to ehsg-2022 | less
    """
    assessment, old_guide, checked = open_assessment(file)
    _whole(checked)
    guide = load_guide(to, folder_of(file))
    if guide.id == old_guide.id:
        raise UserError(
            f"{file} answers {guide.id} already",
            f"to start next year's file by the same guide: ehsg new FILE --period YEAR --from {file}",
        )
    crossing = load_crossing(old_guide.id, guide.id, folder_of(file))
    when = _period(period, assessment)
    path = _path(output)

    from ehsg_cli.cli.new import schema_beside, shown
    from ehsg_cli.render.templates import render_new_file
    from ehsg_cli.views.migration import count_of, view_migration
    from ehsg_cli.writing import write_file

    old = _old_file(file, assessment, old_guide, checked)
    if path is None:
        made = view_migration(old, guide, crossing, when)
        print_text(render_new_file(made.file))
        lines.message(count_of(made, old_guide, guide))
        return
    there = os.path.exists(path)  # noqa: PTH110  # says no to a name that no file can have
    link, kept = ("", None) if there else schema_beside(path, guide)
    made = view_migration(old, guide, crossing, when, link)
    try:
        write_file(path, render_new_file(made.file), sources=[Path(file)], remake=False)
    except BaseException:
        if kept is not None:
            kept.take_back()
        raise
    if kept is not None and kept.file is not None:
        lines.message(f"Wrote {shown(kept.file)}, by which editors explain the file")
    lines.message(count_of(made, old_guide, guide))
    lines.message(f"Wrote {output}. Fill it in with any editor, and check it with: ehsg validate {output}")


def _whole(checked: Checked) -> None:
    """See that the whole text of a file could be read: of what could not be, nothing can be carried."""
    if any(f.code.startswith("EH0") and f.severity is Severity.ERROR for f in checked.findings):
        end_with_findings(checked)


def _period(given: str | None, old: Assessment) -> str:
    period = options.period_given(given) if given else old.period
    if period is None:
        raise UserError("which period?", "the file has none: add --period, such as --period 2022")
    return period


def _path(output: str | None) -> Path | None:
    if output is None:
        return None
    if not output or output.endswith(("/", os.sep)):
        raise UserError(
            f"{output or 'an empty name'} names no file", "add the file's name, such as area.yaml"
        )
    return Path(output)


def _old_file(name: str, assessment: Assessment, guide: Guide, checked: Checked) -> "OldFile":
    """The file that is left behind, with the comments that somebody wrote into it."""
    from ehsg_cli.document import parse
    from ehsg_cli.document.comments import comments
    from ehsg_cli.render.templates import render_new_file
    from ehsg_cli.views.migration import OldFile, comments_of
    from ehsg_cli.views.new_file import view_new_file

    document = checked.file.document
    assert document is not None
    area = assessment.area
    blank = render_new_file(view_new_file(guide, area.name or "", assessment.period or "", area.code, None))
    made: tuple[Comment, ...] = tuple(comments(parse(blank), ""))
    own = comments_of(comments(document, ""), made)
    return OldFile(Path(name).name, assessment, guide, document, own)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(migrate)
