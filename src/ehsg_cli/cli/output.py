"""Results onto standard output, and files opened for the commands."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.diagnostics import Severity
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import require_plan_of
from ehsg_cli.reading import read_data
from ehsg_cli.reading.folders import Folders, same_area
from ehsg_cli.reading.nearest import Choice, SettingsLookup
from ehsg_cli.render import lines
from ehsg_cli.render.findings import text as as_text
from ehsg_cli.rules.checking import check_file
from ehsg_cli.rules.outcomes import Checked, outcome_of
from ehsg_cli.views.findings import closing_line
from ehsg_cli.wording import counted, listed

if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.reading.loaded import AnyContent, Loaded


class OutputFormat(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


def print_text(text: str) -> None:
    """A whole text to standard output: into a pipe or file always as UTF-8, with its own line ends."""
    if sys.stdout.isatty():
        sys.stdout.write(text)
    else:
        print_bytes(text.encode("utf-8"))


def print_bytes(data: bytes) -> None:
    """UTF-8 to standard output, as it is into a pipe or file."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or sys.stdout.isatty():
        sys.stdout.write(data.decode("utf-8"))
        return
    sys.stdout.flush()
    buffer.write(data)
    buffer.flush()


def folder_named(output: str) -> Path | None:
    """The folder that a path given with -o names: it ends in a slash, or is there. `None` for a file.

    One that is there and is named as a file of ours is only meant where a slash says so.
    """
    if output.endswith(("/", os.sep)):
        return Path(output)
    named_as_a_file = os.path.splitext(output)[1].lower() in _ENDINGS_OF_FILES  # noqa: PTH122
    return Path(output) if os.path.isdir(output) and not named_as_a_file else None  # noqa: PTH112


_ENDINGS_OF_FILES = frozenset(
    (".csv", ".docx", ".htm", ".html", ".json", ".markdown", ".md", ".png", ".svg", ".text", ".txt", ".xlsx")
)


def make_folder(folder: Path) -> None:
    """Make the folder that was named with -o, and those above it, where they are not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"cannot make the folder {folder}: {error.strerror}", "name another with -o"
        ) from None


def unfit_name(output: str, what: str, endings: Sequence[str]) -> UserError:
    """What to say of a name given with -o that says one thing where the file would hold another.

    Args:
        output: the name.
        what: is written.
        endings: that its name may have.
    """
    dotted = [f".{ending}" for ending in endings]
    return UserError(
        f"the name {output} does not fit: {what} is written here as {listed(endings, 'or')}",
        f"end it in {listed(dotted, 'or')}, or in a slash for a folder",
    )


def settings_choice(config: str | None, *, isolated: bool) -> Choice:
    """Which settings hold, from the options --config and --isolated."""
    if config is not None and isolated:
        raise UserError("--isolated uses no settings, and --config names some", "leave one of them out")
    if config is not None:
        config = os.path.abspath(config)  # noqa: PTH100  # other processes are told of it
    return Choice(config, isolated)


def open_assessment(
    path: str, folders: Folders | None = None, settings: SettingsLookup | None = None
) -> tuple[Assessment, Guide, Checked]:
    """An assessment to compute on. What stands against it is counted on standard error.

    `folders` and `settings` are what this run knows of them already. A file that cannot be read as one ends
    the command with its findings and exit code 1.
    """
    checked = check_file(path, folders, settings)
    content, guide = checked.file.content, checked.file.guide
    if isinstance(content, Assessment) and guide is not None:
        say_what_stands_against(checked)
        return content, guide, checked
    if content is not None:
        raise UserError(f"{path} is no assessment: it says `ehsg: {checked.file.kind}`", "name an assessment")
    end_with_findings(checked)


def open_thresholds(
    path: str, guide: Guide, settings: SettingsLookup | None = None
) -> tuple[Thresholds, Checked]:
    """Thresholds to judge by: sound, and for this guide."""
    checked = check_file(path, settings=settings)
    content = checked.file.content
    if content is not None and not isinstance(content, Thresholds):
        raise UserError(
            f"{path} holds no thresholds: it says `ehsg: {checked.file.kind}`",
            "name a thresholds file: it begins `ehsg: thresholds/1`",
        )
    if content is None or checked.count(Severity.ERROR):
        # A verdict must not rest on half of somebody's figures.
        end_with_findings(checked)
    if checked.file.guide is not None and checked.file.guide.id != guide.id:
        raise UserError(
            f"{path} gives thresholds for {checked.file.guide.id}, and the assessment answers {guide.id}",
            "name thresholds for the same guide",
        )
    return content, checked


def open_plan(
    path: str, assessment: Assessment, guide: Guide, settings: SettingsLookup | None = None
) -> "tuple[Plan, Checked]":
    """A plan of an assessment; what is wrong in it is left out, and counted on standard error.

    One that neither names a guide nor stands beside an assessment that does is for this one's.
    """
    plan, checked, lent = plan_from(
        lambda lent: check_file(path, settings=settings, guide=lent), path, assessment, guide
    )
    say_what_stands_against(checked, lent)
    return plan, checked


def may_be_of_then(old: Assessment, of_old: str, new: Assessment, of_new: str) -> bool:
    """Whether a plan that stands beside an earlier assessment can tell how things stood then.

    One that stands beside the later one too, and is its area's, is as it is now.

    Args:
        old: the earlier assessment, and `of_old` the name of its file.
        of_old: see there.
        new: the later one, and `of_new` the name of its file.
        of_new: see there.
    """
    folders = (os.path.dirname(os.path.realpath(each)) for each in (of_old, of_new))  # noqa: PTH120
    return len(set(folders)) == 2 or same_area(old.area.name) != same_area(new.area.name)


def plan_from(
    check: Callable[[Guide | None], Checked], path: str, assessment: Assessment, guide: Guide
) -> "tuple[Plan, Checked, Guide | None]":
    """A plan of an assessment, and the guide that was lent to it, where it needed one.

    Args:
        check: reads the plan and checks it, by a guide that is lent to it or by its own.
        path: its name, for messages.
        assessment: of which it has to be.
        guide: that may be lent to it.
    """
    from ehsg_cli.assessment.plans import Plan

    checked = check(None)
    content, lent = checked.file.content, None
    if isinstance(content, Plan) and content.guide is None and checked.file.guide is None:
        lent = guide
        checked = check(lent)
        content = checked.file.content
    if isinstance(content, Plan):
        require_plan_of(content, assessment, checked.file.guide)
        return content, checked, lent
    if content is not None:
        raise UserError(
            f"{path} is no plan: it says `ehsg: {checked.file.kind}`",
            "name an action plan: it begins `ehsg: plan/1`",
        )
    end_with_findings(checked)


def only_plan(
    found: "Sequence[Loaded[AnyContent]]",
    beside: str,
    assessment: Assessment,
    guide: Guide,
    folders: Folders,
    *,
    shown: "Callable[[Loaded[AnyContent]], str]",
    option: str,
    on_disk: bool = True,
) -> "tuple[Plan, Loaded[AnyContent], Guide | None] | None":
    """The plan among the files found beside an assessment, its file, and the guide that was lent to it.

    `None` where there is none, or more than one, or none by the same guide; why is said.

    Args:
        found: the area's plans; one that cannot be read has no content.
        beside: what the assessment is called in messages.
        assessment: of which it has to be.
        guide: that may be lent to it.
        folders: what this run knows of its folders already.
        shown: what a plan is called in messages.
        option: by which another plan is named.
        on_disk: whether the files can be checked as they are.
    """
    from ehsg_cli.assessment.plans import Plan

    for each in found:
        if each.content is None:
            name = shown(each)
            why = f"; `ehsg validate {name}` says why" if on_disk else ""
            lines.message(f"{name}: this plan cannot be read, so it is left out{why}")
    plans = [each for each in found if isinstance(each.content, Plan)]
    if len(plans) > 1:
        lines.message(f"{beside}: several plans stand beside it, so none is used; name one with {option}")
    if len(plans) != 1:
        return None
    (loaded,), lent = plans, None
    plan = loaded.content
    if loaded.guide is None and isinstance(plan, Plan) and plan.guide is None:
        # Assessments by several guides stand beside it: here it is held against this one's.
        lent = guide
        loaded = read_data(loaded.name, loaded.data, folders, lent)
        plan = loaded.content
    if not isinstance(plan, Plan):
        return None
    try:
        require_plan_of(plan, assessment, loaded.guide)
    except UserError as error:
        lines.message(f"{shown(loaded)}: {error.message}, so it is left out")
        return None
    return plan, loaded, lent


def end_with_findings(checked: Checked) -> NoReturn:
    """Show what is wrong with a file, on standard error, and end with 1."""
    as_text.write(outcome_of(checked), sys.stderr)
    lines.message(closing_line(1, Counter(f.severity for f in checked.findings)))
    raise typer.Exit(FOUND)


def say_what_stands_against(checked: Checked, lent: Guide | None = None, shown: str = "") -> None:
    """Count the findings against a file on standard error.

    Args:
        checked: the file.
        lent: the guide it was held against, where it names none itself.
        shown: its name as the user knows it; by default the one it was opened by.
    """
    if checked.findings:
        name = shown or checked.file.name
        by, first = "", ""
        if lent is not None:
            by, first = f" when it is held against {lent.id}", f"write `guide: {lent.id}` in it, and "
        told = severities((checked,))
        lines.message(f"{name}: {told} against this file{by}; {first}`ehsg validate {name}` shows them")


def severities(files: Iterable[Checked]) -> str:
    """How many findings of each severity stand against files."""
    found = Counter(finding.severity for checked in files for finding in checked.findings)
    return listed([counted(found[severity], severity.value) for severity in Severity if found[severity]])
