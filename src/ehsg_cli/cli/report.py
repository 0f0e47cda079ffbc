"""`ehsg report`."""

import os
import sys
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from ehsg_cli.cli import options
from ehsg_cli.cli.boundary import DONE, FAILED
from ehsg_cli.cli.output import folder_named, make_folder, print_bytes, settings_choice, unfit_name
from ehsg_cli.cli.paper_formats import BINARY, FORMATS, PaperFormat, known_by, require_extras
from ehsg_cli.cli.papers import TOLD_OF_ACTIONS, Made, Request, made_in_order
from ehsg_cli.cli.progress import watched
from ehsg_cli.cli.text_formats import ENDINGS
from ehsg_cli.errors import UserError
from ehsg_cli.judge.results import Audience
from ehsg_cli.reading import READERS, expand
from ehsg_cli.reading.folders import ASSESSMENT
from ehsg_cli.reading.ours import look_at
from ehsg_cli.render import lines
from ehsg_cli.views import words
from ehsg_cli.views.kinds import Kind, no_earlier_year
from ehsg_cli.wording import counted, listed
from ehsg_cli.writing.files import place_for, write_file

# What a folder gets where no format is asked for, and the first of it standard output.
_USUAL = (PaperFormat.MD, PaperFormat.HTML)


def report(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Assessments.", show_default=False)],
    kind: Annotated[
        Kind, typer.Option("--kind", help="What the paper is for; form is text for the national form.")
    ] = Kind.BOARD,
    formats: Annotated[
        list[PaperFormat] | None,
        typer.Option("--format", help="What to write; may be given more than once.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file, or a folder (end it with a slash)."),
    ] = None,
    thresholds: options.Thresholds = None,
    plan: options.Plan = None,
    previous: options.Previous = None,
    old_plan: options.OldPlan = None,
    across_boundaries: options.AcrossBoundaries = False,
    headline: Annotated[
        str | None,
        typer.Option("--headline", metavar="TEXT", help="Your own first sentence, not the computed one."),
    ] = None,
    audience: Annotated[
        Audience,
        typer.Option("--audience", help="For whom; a public paper leaves out what others should not see."),
    ] = Audience.BOARD,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Write a public paper over findings of family 5 nobody has reviewed."),
    ] = False,
    templates: options.Templates = None,
    reference_doc: Annotated[
        str | None,
        typer.Option("--reference-doc", metavar="FILE", help="Your own Word file to put the paper into."),
    ] = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
    jobs: options.Jobs = None,
    force: options.Force = False,
) -> None:
    """Write papers on assessments: for the board, on a page, in full, on the plan, on change, for the form.

    Without -o one paper goes to standard output as Markdown. A folder gets each as Markdown and HTML.
    Of several files those that cannot be read or written are told, and the others written all the same;
    files of ours that are no assessments are passed over. The exit code is 0 where every paper is written, 1
    where a file cannot be read or a public paper is held back, and 2 where something cannot be done.

    \b
    Examples:
      ehsg report area.yaml -o paper.html
      ehsg report area.yaml -o papers/ --format docx --format xlsx
      ehsg report area.yaml -o paper.docx --reference-doc council.dotx
      ehsg report area.yaml --kind summary --previous area-2022.yaml -o summary.html
      ehsg report area.yaml --kind plan --plan plan.yaml -o plan.md
      ehsg report area.yaml --kind change --previous area-2022.yaml -o change.html
      ehsg report area.yaml --kind form
      ehsg report area.yaml --audience public -o public.html
      ehsg report areas/*.yaml --format html -o papers/
    """
    choice = settings_choice(config, isolated=isolated)
    if templates is not None:
        from ehsg_cli.render.own_templates import check_folder

        check_folder(templates)
    named = _each_once(expand(files))
    files = _assessments(named)
    wanted = _formats(kind, formats, output)
    folder = folder_named(output) if output is not None else None
    if folder is None and (len(files) > 1 or len(wanted) > 1):
        raise UserError("several papers need a folder", "add -o with a folder, such as -o papers/")
    if output is None and wanted[0] in BINARY:
        raise UserError(
            f"{BINARY[wanted[0]]} cannot be shown in the terminal", "add -o with a file or a folder"
        )
    if reference_doc is not None and PaperFormat.DOCX not in wanted:
        raise UserError("--reference-doc is for Word files", "add --format docx, or leave it out")
    given = {
        "--plan": plan,
        "--previous": previous or None,
        "--old-plan": old_plan,
        "--headline": headline,
    }
    _agree(files, kind, audience, given, accept=accept)
    if folder is not None:
        targets = _targets(files, kind, wanted, folder)
    else:
        targets = {} if output is None else {(files[0], wanted[0]): Path(output)}
    beside = (thresholds, plan, *(previous or ()), old_plan, reference_doc, templates, config)
    sources = [Path(each) for each in (*named, *beside) if each is not None]
    # Before any work is done: afterwards it would be lost.
    require_extras(wanted)
    _see_that_they_may_be_written(targets, sources, force=force)
    if folder is not None:
        make_folder(folder)
    request = Request(
        kind=kind,
        formats=tuple(wanted),
        thresholds=thresholds,
        plan=plan,
        previous=tuple(previous or ()),
        old_plan=old_plan,
        across_boundaries=across_boundaries,
        headline=headline,
        templates=templates,
        reference_doc=reference_doc,
        audience=audience,
        accept=accept,
        choice=choice,
        beside=kind is not Kind.FORM,
    )
    delivery = _Delivery(targets, sources, force=force)
    try:
        for file, made in zip(files, _watched(files, request, jobs), strict=True):
            delivery.take(file, made)
        delivery.end(folder, public=audience is Audience.PUBLIC)
    except UserError:
        # What is wrong with one area is told with it: this ends the work on all of them.
        delivery.break_off(len(files), public=audience is Audience.PUBLIC)
        raise
    finally:
        delivery.tell()
    if delivery.code != DONE:
        raise typer.Exit(delivery.code)


def _each_once(files: list[str]) -> list[str]:
    """Each file where it is named first, though it be named once more by another way to it."""
    named: dict[str, str] = {}
    for file in files:
        named.setdefault(os.path.abspath(file), file)  # noqa: PTH100  # no link is followed
    return list(named.values())


def _assessments(files: list[str]) -> list[str]:
    """Of several files the assessments; those of ours that are something else are passed over, and counted.

    Raises:
        UserError: there is no assessment among them.
    """
    if len(files) < 2:
        return files
    kept = [file for file in files if not _is_another_kind(file)]
    if not kept:
        raise UserError(f"none of the {len(files)} files is an assessment", "name one")
    if passed := len(files) - len(kept):
        what = "is no assessment and was" if passed == 1 else "are no assessments and were"
        lines.message(f"{counted(passed, 'file')} {what} passed over")
    return kept


def _is_another_kind(file: str) -> bool:
    """Whether a file says at its beginning that it is one of ours, and no assessment."""
    try:
        kind = look_at(file)[0]
    except UserError:  # reading it says what is wrong
        return False
    return kind in READERS and kind != ASSESSMENT


def _see_that_they_may_be_written(
    targets: dict[tuple[str, PaperFormat], Path], sources: list[Path], *, force: bool
) -> None:
    """See that nothing stands where papers are to be written but what may be made anew.

    Raises:
        UserError: something does; all of it has been named.
    """
    refused: list[UserError] = []
    for (_, paper_format), target in targets.items():
        try:
            place_for(target, force=force, sources=sources, known_by=known_by(paper_format))
        except UserError as error:
            refused.append(error)
    # What is to be done about them is mostly the same, and is said once, behind the last.
    hints = [each.hint for each in refused]
    refused.sort(key=lambda each: hints.index(each.hint))
    for each, following in pairwise(refused):
        lines.error(each.message, "" if each.hint == following.hint else each.hint)
    if refused:
        raise refused[-1]


def _agree(
    files: list[str], kind: Kind, audience: Audience, of_one: Mapping[str, object], *, accept: bool
) -> None:
    """See that the options go together."""
    given = [option for option, value in of_one.items() if value is not None]
    if len(files) > 1 and given:
        raise UserError(
            f"{listed(given)} {'is' if len(given) == 1 else 'are'} for one assessment, and here are "
            f"{len(files)}",
            "write its paper by itself",
        )
    if kind is Kind.CHANGE and of_one["--previous"] is None:
        raise UserError(*no_earlier_year(files[0]))
    if of_one["--old-plan"] is not None:
        if of_one["--previous"] is None:
            raise UserError("--old-plan is the plan of an earlier year, and none is named", "add --previous")
        if kind not in TOLD_OF_ACTIONS:
            raise UserError(
                f"a {kind.value} paper does not tell what became of the earlier plan", "leave out --old-plan"
            )
    if audience is Audience.PUBLIC and kind is Kind.FORM:
        raise UserError("the form's text goes to the department, not to the public", "leave out --audience")
    if accept and audience is not Audience.PUBLIC:
        raise UserError("--accept goes with --audience public, which is not asked for", "leave it out")


def _watched(files: list[str], request: Request, jobs: int | None) -> Iterable[Made]:
    """What comes of each file, in their order; where it takes long, with a bar on a terminal."""
    made = made_in_order(files, request, jobs)
    return watched(made, len(files), "Writing") if len(files) > 1 else made


class _Delivery:
    """Puts papers where they belong, and says what came of them.

    Attributes:
        code: the exit code so far, the worst of all files.
    """

    def __init__(
        self, targets: dict[tuple[str, PaperFormat], Path], sources: list[Path], *, force: bool
    ) -> None:
        self.code = DONE
        self._targets = targets
        self._sources = sources
        self._force = force
        self._written = 0
        self._areas: set[str] = set()
        self._errors: set[tuple[str, str]] = set()
        # On a terminal the bar and the lines would be drawn over one another: first one, then the other.
        self._said: list[lines.Line] | None = [] if sys.stderr.isatty() and len(targets) > 1 else None

    def take(self, file: str, made: Made) -> None:
        """Write the papers on a file, or print the one there is."""
        self._say(made.said)
        self.code = max(self.code, made.code)
        if made.error is not None:
            self._fail(made.error)
        for paper_format, data in made.papers.items():
            target = self._targets.get((file, paper_format))
            if target is None:
                print_bytes(data)
                self._areas.add(file)
                continue
            try:
                write_file(
                    target,
                    data,
                    force=self._force,
                    sources=[*self._sources, *map(Path, made.kept)],
                    known_by=known_by(paper_format),
                )
            except UserError as error:
                self.code = FAILED
                self._fail((error.message, error.hint))
                continue
            self._written += 1
            self._areas.add(file)
            if len(self._targets) <= _FEW:
                self._say([lines.Line((("Wrote ", ""), (words.one_line(str(target)), "bold")))])

    def end(self, folder: Path | None, *, public: bool) -> None:
        """Say what there is to say of all of them."""
        if len(self._targets) > _FEW and folder is not None:
            told = f"Wrote {counted(self._written, 'paper')} on {counted(len(self._areas), 'assessment')}"
            self._say([lines.Line(((f"{told} into ", ""), (words.one_line(str(folder)), "bold")))])
        if public and self._areas:
            self._say([lines.Line(((_LET_SOMEBODY_READ, ""),))])

    def break_off(self, asked: int, *, public: bool) -> None:
        """Say how far it came where the work on so many assessments ends before its time."""
        told = f"{counted(self._written, 'paper')} on {len(self._areas)} of {counted(asked, 'assessment')}"
        self._say([lines.Line(((f"Wrote {told}; the others were not written", ""),))])
        if public and self._areas:
            self._say([lines.Line(((_LET_SOMEBODY_READ, ""),))])

    def tell(self) -> None:
        """Write what was kept until the bar had gone, however the work ended."""
        if self._said:
            lines.write(self._said, sys.stderr)
            self._said = []

    def _say(self, said: Iterable[lines.Line]) -> None:
        if self._said is None:
            lines.write(said, sys.stderr)
        else:
            self._said.extend(said)

    def _fail(self, error: tuple[str, str]) -> None:
        """Say why something could not be done; what holds for every file is said once."""
        if error not in self._errors:
            self._errors.add(error)
            with lines.keeping() as said:
                lines.error(*error)
            self._say(said)


# More papers are counted, not listed.
_FEW = 20
_LET_SOMEBODY_READ = (
    "Names and numbers were looked for by patterns alone, and what was not known as a role was left out: "
    "let somebody read the paper before it is published."
)


def _formats(kind: Kind, asked: list[PaperFormat] | None, output: str | None) -> list[PaperFormat]:
    known = FORMATS[kind]
    wrong = [each.value for each in asked or () if each not in known]
    if wrong:
        raise UserError(
            f"a {kind.value} paper cannot be written as {listed(wrong)}",
            f"it comes as {listed([each.value for each in known], 'or')}",
        )
    if output is None or folder_named(output) is not None:
        usual = [each for each in _USUAL if each in known] or list(known)
        return list(dict.fromkeys(asked)) if asked else usual if output else usual[:1]
    ending = Path(output).suffix.lower().lstrip(".")
    named = next((each for each in PaperFormat if each.value == ENDINGS.get(ending, ending)), None)
    if asked and (named is None or named in asked):
        return list(dict.fromkeys(asked))
    if named in known and not asked:
        return [named]
    raise unfit_name(output, f"a {kind.value} paper", [each.value for each in asked or known])


def _targets(
    files: list[str], kind: Kind, formats: list[PaperFormat], folder: Path
) -> dict[tuple[str, PaperFormat], Path]:
    """Where each paper goes; no two to the same place."""
    suffix = "" if kind is Kind.BOARD else f"-{kind.value}"
    targets = {(f, p): folder / f"{Path(f).stem}{suffix}.{p.value}" for f in files for p in formats}
    taken: dict[str, str] = {}
    for (file, _), target in targets.items():
        # Windows and macOS do not tell A.html from a.html.
        other = taken.setdefault(str(target).casefold(), file)
        if other != file:
            raise UserError(
                f"the papers on {other} and {file} would both be {target}",
                "write them one at a time, each into a folder of its own",
            )
    return targets


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)
