"""From an assessment's file to papers on it: what `ehsg report` does for each file."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from ehsg_cli import processes
from ehsg_cli.assessment import Assessment
from ehsg_cli.cli.boundary import DONE, FAILED
from ehsg_cli.cli.output import (
    may_be_of_then,
    only_plan,
    open_assessment,
    open_plan,
    open_thresholds,
    say_what_stands_against,
    severities,
)
from ehsg_cli.cli.paper_formats import RENDERERS, Material, PaperFormat, form_text
from ehsg_cli.cli.progress import watched
from ehsg_cli.errors import UserError
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import is_of_one_time
from ehsg_cli.judge.results import Audience, Beside, Results, judge
from ehsg_cli.reading.companions import Around
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.nearest import Choice, SettingsLookup
from ehsg_cli.reading.paths import from_here
from ehsg_cli.reading.scores import unreadable_scores
from ehsg_cli.render import lines
from ehsg_cli.rules.checking import check_loaded, settings_for
from ehsg_cli.rules.outcomes import Checked
from ehsg_cli.views.kinds import Kind, Paper, clashing_heading, compose
from ehsg_cli.views.paper import (
    PLAN,
    PREVIOUS,
    PREVIOUS_PLAN,
    RESPONSE,
    THRESHOLDS,
    Source,
    Used,
    view_paper,
)
from ehsg_cli.views.style import PLAIN as PLAIN_STYLE, CommitteeHeading, Style
from ehsg_cli.wording import counted, short
from ehsg_cli.writing.marks import sealed

if TYPE_CHECKING:
    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.assessment.responses import Response
    from ehsg_cli.compare.changes import Change
    from ehsg_cli.reading.loaded import AnyContent, Loaded
    from ehsg_cli.views.blocks import Story


class Request(NamedTuple):
    """What was asked for, the same for every file.

    Attributes:
        thresholds, plan, previous, old_plan: files named outright.
        across_boundaries: whether a predecessor will do whose boundaries moved, or may have.
        headline: the author's own.
        templates, reference_doc: a folder and a file named outright; else what the settings name.
        audience: for whom; `accept` lets a public paper go out over findings that nobody has reviewed.
        choice: which settings hold.
        beside: whether anything that stands beside the assessment is asked for.
    """

    kind: Kind
    formats: tuple[PaperFormat, ...]
    thresholds: str | None = None
    plan: str | None = None
    previous: tuple[str, ...] = ()
    old_plan: str | None = None
    across_boundaries: bool = False
    headline: str | None = None
    templates: str | None = None
    reference_doc: str | None = None
    audience: Audience = Audience.BOARD
    accept: bool = False
    choice: Choice = Choice()
    beside: bool = True


class Made(NamedTuple):
    """What came of one file; fit to pass between processes.

    Attributes:
        papers: none where they could not be made.
        said: lines for standard error.
        code: the exit code it asks for.
        error: why the work could not be done, and a hint; `None` where it could.
        kept: files and folders that the settings name, and theirs, over which nothing may be written.
    """

    papers: dict[PaperFormat, bytes]
    said: tuple[lines.Line, ...] = ()
    code: int = DONE
    error: tuple[str, str] | None = None
    kept: tuple[str, ...] = ()


class Gathered(NamedTuple):
    """An assessment as it was found, and what it is judged with.

    Attributes:
        checked: the assessment's file.
        used: the files that what stands beside it comes from, by what they are used as.
    """

    assessment: Assessment
    guide: Guide
    beside: Beside
    checked: Checked
    used: dict[str, list[Checked]]

    @property
    def files(self) -> tuple[Checked, ...]:
        """Every file of which something may be printed, the assessment first."""
        return (self.checked, *(each for used in self.used.values() for each in used))


def made_in_order(files: Sequence[str], request: Request, jobs: int | None = None) -> Iterator[Made]:
    """What comes of each file, in the order given.

    Args:
        files: which.
        request: what is asked for.
        jobs: how many processes; by default one a core where the files are many.
    """
    return processes.in_order(
        _made,
        files,
        jobs,
        "writing papers",
        know=_known_at_first,
        given=(request, len(files) == 1),
        pays_from=_PAYS_FROM,
        chunk=_AT_A_TIME,
    )


# From so many files on a second process is worth its start.
_PAYS_FROM = 4 if processes.FORKS else 24
# Whoever waits should see that it goes on.
_AT_A_TIME = 2


class _Known(NamedTuple):
    """What a process that makes papers knows of this run; with `shown` long work shows how far it is."""

    request: Request
    folders: Folders
    shown: bool


def _known_at_first(request: Request, shown: bool) -> _Known:
    return _Known(request, Folders(), shown)


def _made(file: str, known: _Known) -> Made:
    """What comes of one file."""
    request, folders, shown = known
    with lines.keeping() as said:
        try:
            papers, kept = _papers(file, request, folders, shown=shown)
            return Made(papers, tuple(said), kept=kept)
        except typer.Exit as end:
            return Made({}, tuple(said), end.exit_code)
        except UserError as error:
            return Made({}, tuple(said), FAILED, (error.message, error.hint))


def _papers(
    file: str, request: Request, folders: Folders, *, shown: bool
) -> tuple[dict[PaperFormat, bytes], tuple[str, ...]]:
    """The papers on one assessment, each as the bytes of its file, and what the settings name for them.

    Raises:
        UserError: something that was asked for is not there, or cannot be made.
        typer.Exit: the file cannot be read as an assessment, or what stands against it keeps a public paper
            from going out; why has been said.
    """
    found = gather(file, request, folders)
    public = request.audience is Audience.PUBLIC
    if public:
        from ehsg_cli.cli.publishing import see_that_it_may_be_published

        see_that_it_may_be_published(
            found.files, found.guide, request.headline, folders, accept=request.accept
        )
    results = judge(found.assessment, found.guide, found.beside)
    checked = found.checked
    request = with_settings(request, checked)
    kept = kept_with(request, checked)
    if request.kind is Kind.FORM:
        from ehsg_cli.views.form import view_form

        form = view_form(results.assessment, results.guide)
        return {PaperFormat.TXT: sealed(form_text(form, request.templates))}, kept
    change = _change(found, folders, request)
    beside = tuple(
        Used(role, each.file.name, each.file.digest) for role, files in found.used.items() for each in files
    )
    source = Source(checked.file.name, checked.file.digest, None if public else checked.findings, beside)
    view = view_paper(results, source, style_of(checked), request.headline)
    paper = compose(view, request.kind, _story(change, found.beside.before, request.kind))
    _see_that_headings_differ(paper, checked)
    wanted = watched(request.formats, len(request.formats), "Writing") if shown else request.formats
    material = Material(paper, results, change, request.templates, request.reference_doc)
    return {each: sealed(RENDERERS[each](material)) for each in wanted}, kept


def results_of(file: str, request: Request) -> tuple[Results, Checked]:
    """Every figure and verdict on an assessment, with what stands beside it.

    Raises:
        UserError: something that was asked for is not there, or does not belong to the assessment.
        typer.Exit: the file cannot be read as an assessment; why has been said.
    """
    found = gather(file, request)
    return judge(found.assessment, found.guide, found.beside), found.checked


def gather(file: str, request: Request, folders: Folders | None = None) -> Gathered:
    """An assessment and what it is judged with; for the public without what others should not see.

    Raises:
        UserError, typer.Exit: as for `results_of`.
    """
    folders = folders or Folders()
    settings = settings_for(request.choice)
    assessment, guide, checked = open_assessment(file, folders, settings)
    used: dict[str, list[Checked]] = {}
    beside = Beside()
    if request.thresholds is not None:
        thresholds, of_thresholds = open_thresholds(request.thresholds, guide, settings)
        beside = beside._replace(thresholds=thresholds)
        used[THRESHOLDS] = [of_thresholds]
    companions = _Companions(assessment, checked, folders, settings)
    if request.plan is not None:
        plan, of_plan = open_plan(request.plan, assessment, guide, settings)
        beside = beside._replace(plan=plan)
        used[PLAN] = [of_plan]
    elif request.beside and (found := companions.plan()) is not None:
        beside = beside._replace(plan=found[0])
        used[PLAN] = [found[1]]
    if request.previous:
        earlier = _in_order([_earlier(each, checked, settings) for each in request.previous])
        *before, previous = (each for each, _ in earlier)
        beside = beside._replace(
            previous=previous, before=tuple(before), across_boundaries=request.across_boundaries
        )
        used[PREVIOUS] = [of_previous for _, of_previous in earlier]
    if request.audience is not Audience.PUBLIC:
        responses = companions.responses() if request.beside else []
        used[RESPONSE] = [of_response for _, of_response in responses]
        beside = beside._replace(responses=[response for response, _ in responses])
        return Gathered(assessment, guide, beside, checked, used)
    from ehsg_cli.cli.publishing import public_part

    assessment, beside = public_part(checked, assessment, guide, beside, used, folders)
    return Gathered(assessment, guide, beside, checked, used)


def _earlier(path: str, checked: Checked, settings: SettingsLookup) -> tuple[Assessment, Checked]:
    """An earlier assessment named outright. That it is of the same period is said.

    Raises:
        UserError: it is the assessment itself.
    """
    previous, _, of_previous = open_assessment(path, settings=settings)
    file, now = checked.file, checked.file.content
    if of_previous.file.data == file.data:
        raise UserError(
            f"{path} is not earlier than {file.name}: it says the same, to the letter",
            "name an assessment of an earlier year with --previous",
        )
    if isinstance(now, Assessment) and is_of_one_time(previous, now):
        lines.message(
            f"{path}: it is for {previous.period}, no earlier than {file.name}; "
            "its scores are shown as the earlier ones"
        )
    return previous, of_previous


def _in_order(earlier: list[tuple[Assessment, Checked]]) -> list[tuple[Assessment, Checked]]:
    """Earlier assessments by their periods.

    Raises:
        UserError: one is given twice, two end at one time, or one of several has no period.
    """
    if len(earlier) < 2:
        return earlier
    from ehsg_cli.assessment.periods import period_end

    by_end: dict[tuple[int, int], tuple[Assessment, Checked]] = {}
    for assessment, checked in earlier:
        name = checked.file.name
        if assessment.period is None:
            raise UserError(
                f"{name} has no period, so its place among the earlier years is not known",
                "write its period into it, or leave it out",
            )
        other = by_end.setdefault(period_end(assessment.period), (assessment, checked))
        if other[1] is checked:
            continue
        if os.path.realpath(other[1].file.name) == os.path.realpath(name):
            raise UserError(f"{name} is given twice with --previous", "leave one out")
        one, two = other[0].period, assessment.period
        when = f"both for {one}" if one == two else f"for {one} and {two}, which end at one time"
        raise UserError(f"{other[1].file.name} and {name} are {when}", "leave one of them out")
    return [by_end[end] for end in sorted(by_end)]


def _change(found: Gathered, folders: Folders, request: Request) -> "Change | None":
    """What changed since the last of the earlier years, where one is named and the paper tells of that.

    Its plan is used and noted.

    Raises:
        UserError: the plan that is named for it cannot be used.
    """
    previous = found.beside.previous
    if previous is None or request.kind not in _TOLD_OF_CHANGE:
        return None
    from ehsg_cli.compare import changes

    of_previous, old_plan = found.used[PREVIOUS][-1], None
    if request.kind in TOLD_OF_ACTIONS:
        plan = _old_plan(found, previous, folders, request)
        if plan is not None:
            old_plan = plan[0]
            found.used[PREVIOUS_PLAN] = [plan[1]]
    unreadable = (
        unreadable_scores(of_previous.file.findings, found.guide),
        unreadable_scores(found.checked.file.findings, found.guide),
    )
    beside = changes.Beside(old_plan, found.beside.plan, found.beside.thresholds, unreadable)
    return changes.diff(previous, found.assessment, found.guide, beside)


def _old_plan(
    found: Gathered, previous: Assessment, folders: Folders, request: Request
) -> "tuple[Plan, Checked] | None":
    """The plan of the last of the earlier years: the one that is named, or one beside it that is of then."""
    of_previous, settings = found.used[PREVIOUS][-1], settings_for(request.choice)
    if request.old_plan is not None:
        return open_plan(request.old_plan, previous, found.guide, settings)
    name = found.checked.file.name
    if not may_be_of_then(previous, of_previous.file.name, found.assessment, name):
        return None
    plan = _Companions(previous, of_previous, folders, settings).plan("--old-plan")
    newer = {os.path.realpath(each.file.name) for each in found.used.get(PLAN, ())}
    return None if plan is None or os.path.realpath(plan[1].file.name) in newer else plan


def _story(change: "Change | None", before: Sequence[Assessment], kind: Kind) -> "Story | None":
    """The same in words: all of it where the paper is about nothing else."""
    if change is None:
        return None
    from ehsg_cli.views.change import view_brief, view_change

    return view_change(change, before) if kind is Kind.CHANGE else view_brief(change, before)


# The one page has no room for what became of the actions.
TOLD_OF_ACTIONS = (Kind.BOARD, Kind.FULL, Kind.CHANGE)
"""The kinds of paper that say what became of the earlier year's actions."""
_TOLD_OF_CHANGE = (Kind.BOARD, Kind.SUMMARY, Kind.FULL, Kind.CHANGE)


class _Companions:
    """What stands beside an assessment and is used with it. What stands against it is said."""

    def __init__(
        self, assessment: Assessment, checked: Checked, folders: Folders, settings: SettingsLookup
    ) -> None:
        self._assessment = assessment
        self._file = checked.file
        self._folders = folders
        self._settings = settings
        self._around = Around(checked.file, folders)

    def plan(self, option: str = "--plan") -> "tuple[Plan, Checked] | None":
        """The area's plan; `None` where there is none, or more than one, or none by the same guide.

        Args:
            option: by which another plan is named.
        """
        guide = self._file.guide
        assert guide is not None
        plans = [*self._around.broken_plans(), *self._around.plans()]
        name = self._file.name
        found = only_plan(
            plans, name, self._assessment, guide, self._folders, shown=self._shown, option=option
        )
        if found is None:
            return None
        plan, loaded, lent = found
        checked = self._checked(loaded)
        say_what_stands_against(checked, lent, self._shown(loaded))
        return plan, checked

    def responses(self) -> "list[tuple[Response, Checked]]":
        """What partners answered."""
        found = self._around.responses()
        broken = [each for each in found if each.content is None]
        if broken:
            names = [self._shown(each) for each in broken]
            lines.message(
                f"{self._file.name}: {counted(len(broken), 'response')} beside it cannot be read, and so "
                f"{'is' if len(broken) == 1 else 'are'} left out; `ehsg validate {_named(names)}` says why"
            )
        used = [self._checked(each) for each in found if each.content is not None]
        wanting = [checked for checked in used if checked.findings]
        if len(wanting) == 1:
            say_what_stands_against(wanting[0], shown=self._shown(wanting[0].file))
        elif wanting:
            names = [self._shown(checked.file) for checked in wanting]
            lines.message(
                f"{self._file.name}: {severities(wanting)} against {len(wanting)} of {len(used)} responses "
                f"beside it; `ehsg validate {_named(names)}` shows them"
            )
        sound = [each.content for each in found if each.content is not None]
        return list(zip(sound, used, strict=True))

    def _checked(self, loaded: "Loaded[AnyContent]") -> Checked:
        return check_loaded(loaded, self._folders, self._settings)

    def _shown(self, loaded: "Loaded[AnyContent]") -> str:
        """A companion's name, beginning as the assessment's was given."""
        return str(Path(self._file.name).parent / Path(loaded.name).name)


def _named(names: list[str]) -> str:
    """A few files by their names, more of them by their folder."""
    return " ".join(names) if len(names) <= _FEW else str(Path(names[0]).parent)


_FEW = 3


def with_settings(request: Request, checked: Checked) -> Request:
    """A request with what the settings name where it names nothing itself."""
    report = checked.in_force.report if checked.in_force else None
    if report is None:
        return request
    return request._replace(
        templates=request.templates or report.templates,
        reference_doc=request.reference_doc or report.reference_doc,
    )


def kept_with(request: Request, checked: Checked) -> tuple[str, ...]:
    """The settings of an assessment and what they and a request name: none of it may be written over."""
    in_force = checked.in_force
    logo = in_force.report.logo if in_force and in_force.report else None
    named = (request.templates, request.reference_doc, logo, in_force.file if in_force else None)
    return tuple(each for each in named if each is not None)


def style_of(checked: Checked) -> Style:
    """What the council of an assessment gives its papers.

    Raises:
        UserError: its logo cannot be had.
    """
    report = checked.in_force.report if checked.in_force else None
    if report is None:
        return PLAIN_STYLE
    from ehsg_cli.reading.logos import read_logo

    return Style(
        council=report.council,
        colour=report.colour or PLAIN_STYLE.colour,
        logo=None if report.logo is None else read_logo(report.logo),
        introduction=report.introduction,
        headings=tuple(CommitteeHeading(each.title, each.text) for each in report.headings),
    )


def _see_that_headings_differ(paper: Paper, checked: Checked) -> None:
    """See that no heading of the council's is called as a part of the paper is.

    Raises:
        UserError: one is.
    """
    number = clashing_heading(paper)
    if number is not None and checked.in_force is not None:
        raise UserError(
            f"{from_here(checked.in_force.file)}, entry {number} of report.headings, has the title "
            f"{short(paper.style.headings[number - 1].title)}, as a part of this paper has",
            "give it another title",
        )
