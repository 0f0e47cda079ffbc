"""`ehsg validate`."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ehsg_cli.cli import options
from ehsg_cli.cli.boundary import DONE, FOUND
from ehsg_cli.cli.output import print_text, settings_choice
from ehsg_cli.cli.progress import watched
from ehsg_cli.diagnostics import Severity
from ehsg_cli.document import MAX_BYTES
from ehsg_cli.errors import UserError
from ehsg_cli.reading import find_files
from ehsg_cli.reading.nearest import Choice
from ehsg_cli.render import lines
from ehsg_cli.render.findings import text as as_text
from ehsg_cli.rules.checking import check_data, check_files, settings_for
from ehsg_cli.rules.outcomes import Outcome, outcome_of
from ehsg_cli.views.findings import closing_line

if TYPE_CHECKING:
    from ehsg_cli.render.findings.setting import Setting

STDIN, UNNAMED = "-", "<stdin>"


class FindingsFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    CSV = "csv"


class FailOn(StrEnum):
    """From which severity on findings make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"

    @property
    def failing(self) -> frozenset[Severity]:
        """The severities that are as bad as that, or worse."""
        if self is FailOn.NEVER:
            return frozenset()
        limit = Severity(self.value).rank
        return frozenset(severity for severity in Severity if severity.rank <= limit)

    def fails(self, counts: Counter[Severity]) -> bool:
        """Whether some of the findings are as bad as that, or worse."""
        return any(counts[severity] for severity in self.failing)


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files, patterns, folders to search for *.yaml and *.yml, or - for standard input.",
            show_default=".",
        ),
    ] = None,
    form: Annotated[
        FindingsFormat, typer.Option("--format", help="How to print findings.")
    ] = FindingsFormat.TEXT,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the findings to a file."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite with -o a file that ehsg did not make.")
    ] = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The severity from which the exit code is 1.")
    ] = FailOn.ERROR,
    stdin_filename: Annotated[
        str | None,
        typer.Option(
            "--stdin-filename", metavar="PATH", help="What to call standard input, and where it stands."
        ),
    ] = None,
    jobs: options.Jobs = None,
    only_ours: Annotated[
        bool, typer.Option("--only-ours", help="Pass over files named here that are none of ours.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended unasked, and tell what is left.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")
    ] = False,
    config: options.Config = None,
    isolated: options.Isolated = False,
) -> None:
    """Check files, and say what is wrong and where.

    Looked at are their YAML, their shape, and what the guide asks for. What git ignores is left out of
    folders; a file that is named is always looked at.
    `ehsg explain CODE` says more about a finding.

    \b
    Examples:
      ehsg validate area.yaml
      ehsg validate areas/ --fail-on warning
      ehsg validate areas/ --format csv -o findings.csv
      ehsg validate area.yaml --fix
    """
    choice = settings_choice(config, isolated=isolated)
    paths = paths or ["."]
    _agree(paths, form, output, stdin_filename, fix=fix, diff=diff)
    counts: Counter[Severity] = Counter()
    if (fix or diff) and STDIN in paths:
        fails = _mend_standard_input(stdin_filename or UNNAMED, choice, fail_on, diff=diff)
        raise typer.Exit(FOUND if fails else DONE)
    if output is not None:
        _see_that_it_may_be_written(Path(output), form, force=force)
    found = _outcomes(paths, stdin_filename, jobs, choice, only_ours=only_ours)
    if fix or diff:
        from ehsg_cli.cli.mending import Mender

        mender = Mender(choice)
        if diff:
            raise typer.Exit(FOUND if mender.show(found) else DONE)
        found = list(found)
        if mender.write(found):
            found = _outcomes(paths, stdin_filename, jobs, choice, only_ours=only_ours)
    outcomes = _counted(_and_settings(found, paths, choice), counts)
    if output is not None:
        _write(outcomes, counts, form, fail_on, Path(output), force=force)
    else:
        _show(outcomes, counts, form, fail_on)
    if fail_on.fails(counts):
        raise typer.Exit(FOUND)


def _agree(
    paths: list[str],
    form: FindingsFormat,
    output: str | None,
    stdin_filename: str | None,
    *,
    fix: bool,
    diff: bool,
) -> None:
    """See that no option is left unheard beside the others."""
    if STDIN in paths and len(paths) > 1:
        raise UserError(
            "- stands for standard input, and nothing can stand beside it", "check files apart from it"
        )
    if stdin_filename is not None and STDIN not in paths:
        raise UserError("--stdin-filename goes with -, and there is no - here", "write - in place of a path")
    takes_the_output = "--diff prints a diff" if diff else "- --fix prints the text"
    if (diff or (fix and STDIN in paths)) and (output is not None or form is not FindingsFormat.TEXT):
        raise UserError(f"{takes_the_output}, and no findings", "leave out --format and -o")


def _mend_standard_input(name: str, choice: Choice, fail_on: FailOn, *, diff: bool) -> bool:
    """Pass standard input on, mended, or show what would be; whether that makes the command fail."""
    from ehsg_cli.cli.mending import Mender

    data = sys.stdin.buffer.read()
    if diff:
        return Mender(choice).show_data(name, data)
    outcome = Mender(choice).pass_on(name, data)
    return fail_on.fails(Counter(finding.severity for finding in outcome.findings))


def _and_settings(outcomes: Iterable[Outcome], paths: list[str], choice: Choice) -> Iterator[Outcome]:
    """The outcomes as they come, then what they show of the settings that held."""
    coverage = None
    for outcome in outcomes:
        if outcome.settings is not None:
            if coverage is None:
                from ehsg_cli.rules.coverage import Coverage

                coverage = Coverage(path for path in paths if Path(path).is_dir())
            coverage.see(outcome)
        yield outcome
    if coverage is not None:
        yield from coverage.outcomes(settings_for(choice))


def _outcomes(
    paths: list[str], stdin_filename: str | None, jobs: int | None, choice: Choice, *, only_ours: bool
) -> Iterable[Outcome]:
    if STDIN in paths:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return [outcome_of(check_data(stdin_filename or UNNAMED, data, settings=settings_for(choice)))]
    files = find_files(paths, _left_out, only_ours=only_ours)
    # Whoever names every YAML file that was changed, as a hook does, need not have changed one of ours.
    if not files and not only_ours:
        raise UserError(
            f"no file of ours in {', '.join(paths)}",
            "a file of ours ends in .yaml or .yml and begins with its kind, such as `ehsg: assessment/1`",
        )
    outcomes = watched(check_files(files, jobs, choice), len(files), "Checking")
    # On a terminal the bar and the findings would be drawn over one another: first one, then the other.
    return list(outcomes) if sys.stderr.isatty() else outcomes


def _left_out(folder: str) -> frozenset[str]:
    """What git ignores; its part is loaded only where there is a folder to search."""
    from ehsg_cli.git import ignored_below

    return ignored_below(folder, partial(_git_does_not_say, folder))


def _git_does_not_say(folder: str, reason: str) -> None:
    lines.message(f"git does not say what it ignores in {folder}, so everything is checked ({reason})")


def _counted(outcomes: Iterable[Outcome], counts: Counter[Severity]) -> Iterator[Outcome]:
    """The outcomes as they come, their findings counted as they go by."""
    for outcome in outcomes:
        counts.update(finding.severity for finding in outcome.findings)
        yield outcome


def _show(
    outcomes: Iterator[Outcome], counts: Counter[Severity], form: FindingsFormat, fail_on: FailOn
) -> None:
    if form is FindingsFormat.TEXT:
        tally = as_text.Tally()
        for outcome in outcomes:
            as_text.write(outcome)
            tally.add(outcome)
        lines.write([tally.line()], sys.stdout)
        return
    from ehsg_cli.render.findings.formats import FORMATS

    files: dict[str, bool] = {}
    chosen = FORMATS[form.value]()
    for piece in chosen.draw(_named(outcomes, files), _setting(fail_on)):
        print_text(piece)
    if not chosen.counts:
        lines.message(closing_line(sum(files.values()), counts))


def _see_that_it_may_be_written(target: Path, form: FindingsFormat, *, force: bool) -> None:
    """Before anything is checked, let alone mended: afterwards the findings would be lost."""
    from ehsg_cli.render.findings.formats import FORMATS
    from ehsg_cli.writing.files import place_for

    place_for(target, force=force, known_by=FORMATS[form.value]().known_by)


def _write(
    outcomes: Iterator[Outcome],
    counts: Counter[Severity],
    form: FindingsFormat,
    fail_on: FailOn,
    target: Path,
    *,
    force: bool,
) -> None:
    from ehsg_cli.render.findings.formats import FORMATS
    from ehsg_cli.writing import write_file

    files: dict[str, bool] = {}
    chosen = FORMATS[form.value]()
    text = "".join(chosen.draw(_named(outcomes, files), _setting(fail_on)))
    write_file(target, text, force=force, sources=map(Path, files), known_by=chosen.known_by)
    lines.message(closing_line(sum(files.values()), counts))
    lines.message(f"Wrote {target}")


def _setting(fail_on: FailOn) -> "Setting":
    from ehsg_cli.render.findings.setting import Setting

    here = str(Path.cwd())
    # A CI service says where the repository is: from there it knows its files.
    top = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR") or here
    return Setting(here, top, fail_on.failing)


def _named(outcomes: Iterable[Outcome], files: dict[str, bool]) -> Iterator[Outcome]:
    """The outcomes as they come; their files, and whether each was checked or held settings, are noted."""
    for outcome in outcomes:
        files[outcome.path] = outcome.checked
        if outcome.settings is not None:
            files.setdefault(outcome.settings.file, False)
        yield outcome


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(validate)
