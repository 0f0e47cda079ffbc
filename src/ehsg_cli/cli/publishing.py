"""What a public paper is made from, and what is said where it leaves something out or does not go out."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, NoReturn

import typer

from ehsg_cli.assessment import Assessment
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.results import Beside
from ehsg_cli.reading.companions import companions_of
from ehsg_cli.reading.folders import Folders
from ehsg_cli.reading.in_force import InForce
from ehsg_cli.reading.paths import from_here
from ehsg_cli.render import lines
from ehsg_cli.rules.outcomes import Checked, Outcome, outcome, outcome_of
from ehsg_cli.rules.publishing import (
    against_publishing,
    against_texts,
    agreed_by_a_role,
    for_the_public,
)
from ehsg_cli.views import words
from ehsg_cli.views.findings import view_file
from ehsg_cli.views.paper import PLAN
from ehsg_cli.wording import counted, listed


class Public(NamedTuple):
    """What a public paper is made from."""

    assessment: Assessment
    beside: Beside


def public_part(
    checked: Checked,
    assessment: Assessment,
    guide: Guide,
    beside: Beside,
    used: Mapping[str, Sequence[Checked]],
    folders: Folders,
) -> Public:
    """An assessment and what it is judged with, without what others should not see; that is said.

    Args:
        checked: the assessment's file.
        assessment: what it says.
        guide: the one it answers.
        beside: everything that it is judged with.
        used: the files that this comes from, by what they are used as.
        folders: what this run knows of folders already.
    """
    names = companions_of(checked.file, folders).names
    beside, left_out = for_the_public(beside, guide, assessment.area.name, names)
    if left_out:
        where = from_here(used[PLAN][0].file.name)
        owners = "the owner of {} is" if len(left_out) == 1 else "the owners of {} are"
        lines.message(
            f"{where}: {owners.format(listed(left_out))} left out of the public paper, because more than a "
            "role stands there; write a role alone, such as `Data and insight lead`"
        )
    shown = agreed_by_a_role(assessment, guide, names)
    if shown is not assessment:
        lines.message(
            f"{checked.file.name}: who agreed it is left out of the public paper, because more than a group "
            "stands there; write a group alone, such as `Early Help Partnership Board`"
        )
    if beside.previous is not None:
        before = tuple(agreed_by_a_role(each, guide, names) for each in beside.before)
        beside = beside._replace(previous=agreed_by_a_role(beside.previous, guide, names), before=before)
    return Public(shown, beside)


def see_that_it_may_be_published(
    files: Sequence[Checked], guide: Guide, headline: str | None, folders: Folders, *, accept: bool
) -> None:
    """Tell of what looks as if it should not be published; nothing goes out over it unless it is accepted.

    Args:
        files: those of which something is printed, the assessment first.
        guide: the one it answers.
        headline: the author's own.
        folders: what this run knows of folders already.
        accept: whether it goes out all the same.

    Raises:
        typer.Exit: it does not go out; why has been said.
    """
    told = [outcome_of(each._replace(findings=against_publishing(each, folders))) for each in files]
    content = files[0].file.content
    area = content.area.name if isinstance(content, Assessment) else None
    names = companions_of(files[0].file, folders).names
    for place, said in _said_elsewhere(headline, files[0].in_force):
        findings = tuple(against_texts(said, guide, area, names))
        told.append(outcome(place, None, None, None, None, findings))
    found = sum(len(each.findings) for each in told)
    for each in told:
        lines.write(_lines_of(each), sys.stderr)
    if found and not accept:
        _hold_back(files[0].file.name, found)


def _said_elsewhere(
    headline: str | None, in_force: InForce | None
) -> Iterator[tuple[str, list[tuple[tuple[str], str]]]]:
    """The texts of a paper that stand in no file of ours: the place of each, and its texts by their names."""
    if headline:
        yield "--headline", [(("the headline",), headline)]
    if in_force is None or in_force.report is None:
        return
    report = in_force.report
    said = [(("the council's name",), report.council), (("the introduction",), report.introduction)]
    for number, heading in enumerate(report.headings, 1):
        said.append(((f"the title of entry {number} of report.headings",), heading.title))
        said.append(((f"the text of entry {number} of report.headings",), heading.text))
    yield from_here(in_force.file), said


def _lines_of(outcome: Outcome) -> Iterator[lines.Line]:
    """What stands against publishing a file, grouped as `ehsg validate` groups it; no text is repeated."""
    shown = view_file(outcome)
    for each in shown.lines:
        # What is not in a file of ours has no line there.
        at = f":{each.place}" if outcome.kind is not None else ""
        yield lines.Line(
            (
                (f"{words.one_line(from_here(shown.path))}{at}: ", ""),
                (f"{each.severity} {each.code}", "bold"),
                (f": {each.message}", ""),
            ),
            _HANGING,
        )


_HANGING = 4


def _hold_back(file: str, found: int) -> NoReturn:
    lines.error(
        f"{file}: no public paper is written: {counted(found, 'finding')} that nobody has reviewed",
        "reword; or say in a comment why everybody may read it (`# ehsg: ignore[CODE] reason`; what the "
        "settings ignore is not reviewed by that); or give --accept",
    )
    raise typer.Exit(FOUND)
