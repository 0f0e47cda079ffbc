"""What notebooks, scripts and the commands call. Nothing here prints or writes."""

from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path
from typing import TypeVar

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.compare import changes, trend as trends
from ehsg_cli.compare.changes import Change
from ehsg_cli.compare.trend import Trend, Year
from ehsg_cli.diagnostics import Finding
from ehsg_cli.errors import UserError
from ehsg_cli.guide.context import Context
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.autonomy import check_autonomy
from ehsg_cli.judge.basis import require_plan_of
from ehsg_cli.judge.priorities import check_priorities
from ehsg_cli.judge.summary import summarise
from ehsg_cli.reading import packs, read_file
from ehsg_cli.rules.checking import check_file
from ehsg_cli.rules.outcomes import Checked

__all__ = [
    "Checked",
    "check_autonomy",
    "check_file",
    "check_priorities",
    "diff",
    "load_assessment",
    "load_context",
    "load_guide",
    "load_plan",
    "load_thresholds",
    "summarise",
    "trend",
    "validate",
]

StrPath = str | PathLike[str]
_File = TypeVar("_File", Assessment, Plan, Thresholds)


def load_guide(guide_id: str, beside: StrPath | None = None) -> Guide:
    """The guide of that id.

    Args:
        guide_id: such as `ehsg-2022`.
        beside: a folder; a partnership's own pack may stand in `guide/` there or above.

    Raises:
        UserError: there is none, or its pack is broken.
    """
    return packs.load_guide(guide_id, _folder(beside))


def load_context(guide_id: str, beside: StrPath | None = None) -> Context:
    """What surrounds the self-assessment in a guide; arguments and errors as for `load_guide`."""
    return packs.load_context(guide_id, _folder(beside))


def _folder(beside: StrPath | None) -> Path | None:
    return None if beside is None else Path(beside).absolute()


def validate(path: StrPath) -> tuple[Finding, ...]:
    """Everything there is to say about a file, in the order of its lines, each with its place.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    return check_file(fspath(path)).findings


def load_assessment(path: StrPath) -> Assessment:
    """An assessment from its file, less whatever is wrong in it (`validate` tells what).

    Raises:
        UserError: it does not exist, cannot be opened, or cannot be read as an assessment.
    """
    return _load(path, Assessment, "an assessment")


def load_thresholds(path: StrPath) -> Thresholds:
    """Thresholds from their file; errors as for `load_assessment`."""
    return _load(path, Thresholds, "thresholds")


def load_plan(path: StrPath) -> Plan:
    """An action plan from its file; errors as for `load_assessment`."""
    return _load(path, Plan, "a plan")


def _load(path: StrPath, kind: type[_File], name: str) -> _File:
    content = read_file(fspath(path)).content
    if not isinstance(content, kind):
        raise UserError(
            f"{fspath(path)} cannot be read as {name}", f"run `ehsg validate {fspath(path)}` to see why"
        )
    return content


def diff(
    old: Assessment,
    new: Assessment,
    guide: Guide | None = None,
    thresholds: Thresholds | None = None,
    *,
    old_plan: Plan | None = None,
    plan: Plan | None = None,
) -> Change:
    """Everything that changed from one assessment to another that answers the same guide.

    Of which areas they are is told in `Change.kinship`, and is for you to judge: where boundaries moved, or
    the areas are two, scores beside one another say little. A score that cannot be read in its file is blank
    here, since an assessment holds no more than what could be read.

    Args:
        old: the one before.
        new: the one after.
        guide: the guide that both answer; by default the one they name, as it comes with ehsg.
        thresholds: minimum scores for the criteria of Earned Autonomy.
        old_plan: the action plan of the old assessment. No plan is looked for.
        plan: that of the new one.

    Raises:
        UserError: they answer two editions, whose scores have no scale in common, or none that is known; or
            a plan is another area's, or for another guide.
    """
    if old.guide != new.guide:
        raise UserError(
            f"one assessment answers {old.guide}, and the other {new.guide}: "
            "their scores have no scale in common",
            "`ehsg diff` puts the answers of two editions side by side",
        )
    if guide is None:
        if new.guide is None:
            raise UserError("neither assessment names its guide", "say which it is: diff(old, new, guide)")
        guide = load_guide(new.guide)
    for each, assessment in ((old_plan, old), (plan, new)):
        if each is not None:
            require_plan_of(each, assessment, None)
    return changes.diff(old, new, guide, changes.Beside(old_plan, plan, thresholds))


def trend(
    assessments: Iterable[Assessment], guides: Iterable[Guide] = (), *, across_boundaries: bool = False
) -> Trend:
    """How scores have gone over the years, by area and by the edition of the guide.

    Args:
        assessments: of one area or of many, in any order.
        guides: those that they answer; by default the ones they name, as they come with ehsg.
        across_boundaries: show an area and one that it came from as one though boundaries moved, or may have.

    Raises:
        UserError: two of them are of one area and period by one guide, or one names no guide that is known.
    """
    known = {guide.id: guide for guide in guides}
    years: list[Year] = []
    for assessment in assessments:
        if assessment.guide is None:
            raise UserError(
                "one of the assessments names no guide",
                "add the key `guide` to it, such as `guide: ehsg-2022`",
            )
        if assessment.guide not in known:
            known[assessment.guide] = load_guide(assessment.guide)
        years.append(trends.year_of(assessment, known[assessment.guide]))
    return trends.trend(years, known, across_boundaries=across_boundaries)
