"""`ehsg diff`."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ehsg_cli.cli import options
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.cli.output import may_be_of_then, open_thresholds, print_text, settings_choice
from ehsg_cli.cli.text_formats import TextFormat, format_of, target_of, write_result
from ehsg_cli.cli.versions import Opened, Version, open_version, pair, plan_beside, plan_named
from ehsg_cli.compare.changes import Beside
from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.judge.basis import require_kin
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.nearest import Choice, SettingsLookup
from ehsg_cli.reading.scores import unreadable_scores
from ehsg_cli.render import lines
from ehsg_cli.rules.checking import settings_for
from ehsg_cli.views.compared import Comparison, Side, compared, editions_compared
from ehsg_cli.wording import listed

if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Plan


class Compared(NamedTuple):
    """What came of comparing two versions.

    Attributes:
        differs: whether the two say anything different.
        told: what is to be said of it.
        data: makes the object for JSON.
        rows: makes the text of a CSV file.
        forced: whether they are of two areas, and compared because that was forced.
    """

    differs: bool
    told: Comparison
    data: Callable[[], dict[str, Any]]
    rows: Callable[[], str]
    forced: bool = False


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A file, or a revision of it: main~1:areas/area.yaml.")
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="NEW", help="The same; without it, OLD as committed and as it is."),
    ] = None,
    form: Annotated[
        TextFormat | None, typer.Option("--format", help="How to write the result.", show_default=False)
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="PATH", help="Write to a file, or into a folder.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with exit code 1 where there are differences.")
    ] = False,
    plan: Annotated[
        str | None,
        typer.Option("--plan", metavar="FILE", help="The action plan of NEW; else the one beside it."),
    ] = None,
    old_plan: options.OldPlan = None,
    thresholds: options.Thresholds = None,
    across_boundaries: options.AcrossBoundaries = False,
    config: options.Config = None,
    isolated: options.Isolated = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Compare two different areas; of one area, overwrite a file ehsg did not make.",
        ),
    ] = False,
) -> None:
    """Say what changed from one version of an assessment to another.

    OLD and NEW are files, or a git revision and a path from the top of the repository (./ before it: from
    this folder). With OLD alone, what is committed is compared with the file as it is.

    \b
    Examples:
      ehsg diff area-2022.yaml area-2023.yaml
      ehsg diff area.yaml
      ehsg diff main~1:areas/area.yaml areas/area.yaml
      ehsg diff v2022:./area.yaml v2023:./area.yaml --format html -o change.html
      ehsg diff area-2022.yaml area-2023.yaml --exit-code --format json
    """
    choice = settings_choice(config, isolated=isolated)
    wanted = format_of(form, output, "a comparison", TextFormat.TEXT)
    versions = pair(old, new)
    name = f"{Path(versions[1].place).stem}-change"
    target = None if output is None else target_of(output, name, wanted)
    named = [version.place for version in versions]
    named += [each for each in (plan, old_plan, thresholds, config) if each]
    found = _compare(
        versions,
        choice,
        plans=(old_plan, plan),
        thresholds=thresholds,
        across_boundaries=across_boundaries,
        force=force,
    )
    if output is None or target is None:
        _print(found, wanted)
    else:
        _write(found, wanted, output, target, [Path(each) for each in named], force=force)
    if exit_code and found.differs:
        raise typer.Exit(FOUND)


def _compare(
    versions: tuple[Version, Version],
    choice: Choice,
    *,
    plans: tuple[str | None, str | None],
    thresholds: str | None,
    across_boundaries: bool,
    force: bool,
) -> Compared:
    folders, settings = Folders(), settings_for(choice)
    old, new = (open_version(version, folders, settings) for version in versions)
    forced = _forced(old, new, across_boundaries=across_boundaries, force=force)
    sides = _side(old), _side(new)
    if old.guide.id != new.guide.id:
        _see_that_nothing_is_asked_of_one_edition(plans, thresholds)
        return _editions(old, new, sides)._replace(forced=forced)
    from ehsg_cli.compare.changes import diff as compare

    figures = open_thresholds(thresholds, new.guide, settings)[0] if thresholds else None
    first, second = _plans((old, new), plans, folders, settings)
    unreadable = (
        unreadable_scores(old.checked.file.findings, old.guide),
        unreadable_scores(new.checked.file.findings, new.guide),
    )
    beside = Beside(first, second, figures, unreadable)
    change = compare(old.assessment, new.assessment, new.guide, beside)

    def data() -> dict[str, Any]:
        from ehsg_cli.render.changes import change_object

        return change_object(change, *sides)

    def rows() -> str:
        from ehsg_cli.render.changes import change_csv

        return change_csv(change, *sides)

    return Compared(not change.empty, compared(change, *sides), data, rows, forced)


def _forced(old: Opened, new: Opened, *, across_boundaries: bool, force: bool) -> bool:
    """Whether the two are compared only because that is forced.

    Raises:
        UserError: they may not be compared, and nothing is forced.
    """
    try:
        require_kin(old.assessment, new.assessment, across_boundaries=across_boundaries)
    except UserError:
        if not force:
            raise
        return True
    return False


def _see_that_nothing_is_asked_of_one_edition(
    plans: tuple[str | None, str | None], thresholds: str | None
) -> None:
    """See that no option is given that two editions leave without effect.

    Raises:
        UserError: one is.
    """
    named = {"--old-plan": plans[0], "--plan": plans[1], "--thresholds": thresholds}
    given = [option for option, value in named.items() if value is not None]
    if given:
        raise UserError(
            f"these two answer two editions, whose answers only stand side by side: {listed(given)} "
            f"{'has' if len(given) == 1 else 'have'} no use there",
            "leave it out" if len(given) == 1 else "leave them out",
        )


def _editions(old: Opened, new: Opened, sides: tuple[Side, Side]) -> Compared:
    """Two editions have no scale in common: their answers stand side by side."""
    from ehsg_cli.compare.editions import side_by_side
    from ehsg_cli.reading.crossings import load_crossing

    crossing = load_crossing(old.guide.id, new.guide.id, Path(new.version.place).absolute().parent)
    both = side_by_side(old.assessment, old.guide, new.assessment, new.guide, crossing)

    def data() -> dict[str, Any]:
        from ehsg_cli.render.changes import editions_of
        from ehsg_cli.render.editions import editions_object

        return editions_of(*sides, editions_object(both))

    def rows() -> str:
        from ehsg_cli.render.changes import editions_csv

        return editions_csv(both, *sides)

    return Compared(True, editions_compared(both, *sides, new.guide), data, rows)


def _side(opened: Opened) -> Side:
    version, checked = opened.version, opened.checked
    return Side(
        version.name,
        version.revision,
        checked.file.digest,
        opened.assessment,
        checked.count(Severity.ERROR),
    )


def _plans(
    opened: tuple[Opened, Opened],
    named: tuple[str | None, str | None],
    folders: Folders,
    settings: SettingsLookup,
) -> "tuple[Plan | None, Plan | None]":
    """The plans of both; they are looked for only where they can tell of priorities chosen before."""
    old, new = opened
    if not old.assessment.chosen:
        looked_for = (False, False)
    elif old.version.kept or new.version.kept:
        looked_for = (True, True)  # one from git is as it was committed
    else:
        both = (old.assessment, old.version.place), (new.assessment, new.version.place)
        looked_for = (may_be_of_then(*both[0], *both[1]), True)
    found: list[Plan | None] = []
    places: list[str] = []
    for each, name, option, looked in zip(opened, named, ("--old-plan", "--plan"), looked_for, strict=True):
        place, plan = name or "", None
        if name is not None:
            plan = plan_named(name, each, folders, settings)
        elif looked and (beside := plan_beside(each, folders, option)):
            plan, place = beside
        found.append(plan)
        places.append(place)
    if named[0] is None and places[0] and os.path.realpath(places[0]) == os.path.realpath(places[1]):
        # The plan of the new one is as it is now: how it was then, nobody knows.
        found[0] = None
    return found[0], found[1]


# Output


def _print(found: Compared, wanted: TextFormat) -> None:
    if wanted is TextFormat.TEXT:
        from ehsg_cli.render import blocks

        lines.show(partial(blocks.comparison, found.told))
    else:
        print_text(_text(found, wanted))


def _text(found: Compared, wanted: TextFormat) -> str:
    if wanted is TextFormat.JSON:
        from ehsg_cli.render import machine

        return machine.to_text(found.data())
    if wanted is TextFormat.CSV:
        return found.rows()
    if wanted is TextFormat.TEXT:
        from ehsg_cli.render import blocks

        return lines.in_plain(partial(blocks.comparison, found.told))
    from ehsg_cli.render.templates import render_html, render_markdown

    return (render_html if wanted is TextFormat.HTML else render_markdown)(found.told.as_paper())


def _write(
    found: Compared, wanted: TextFormat, output: str, target: Path, sources: list[Path], *, force: bool
) -> None:
    text = _text(found, wanted)
    if not found.forced:
        write_result(text, wanted, output, target, sources=sources, force=force)
        return
    try:
        # Whoever forces a comparison of two areas has not said that a file may go for it.
        write_result(text, wanted, output, target, sources=sources, force=False)
    except UserError as error:
        if "--force" not in error.hint:
            raise
        hint = "delete it, or give another name; --force is taken for the two areas here"
        raise UserError(error.message, hint) from None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(diff)
