"""Family 1, for the files that stand beside an assessment: responses, plans, measures, workforce tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules.entries import incomplete, lists_of
from ehsg_cli.rules.texts import LISTS

if TYPE_CHECKING:
    from ehsg_cli.assessment.responses import Response
    from ehsg_cli.reading.loaded import OfArea

# How a message says that one of these is missing, and what to write.
_OF_RESPONDENT = {
    key: (f"{key} is missing", f"write it under respondent, as `{key}: ...`; never a person's name")
    for key in ("organisation", "sector", "role")
}


@rule("EH120", "a file that names no area", Severity.NOTE, absence=True)
def no_area(
    self: "Rule[[OfArea, Guide | None], Iterator[Finding]]", content: "OfArea", guide: Guide | None
) -> Iterator[Finding]:
    """A response, a plan, measures and a workforce table belong to the assessment of their area; they are
    found beside it by the area's name.

        area:
          name: Northbridge

    What to do: write the area's name, as it stands in the assessment.
    """
    if not (content.area.name or "").strip():
        yield self.finding(
            "the file does not name its area",
            Pointer(("area", "name")),
            hint="write it under area, as `name: ...`, as it stands in the assessment",
        )


@rule("EH121", "a response without its period", Severity.NOTE, absence=True)
def response_period(
    self: "Rule[[Response, Guide], Iterator[Finding]]", response: "Response", guide: Guide
) -> Iterator[Finding]:
    """Partners answer for one assessment. Without its period a response of last year cannot be told from one
    of this year.

    What to do: write the period of the assessment, such as `period: 2022`.
    """
    if response.period is None:
        yield self.finding(
            "the response does not say for which period it is",
            Pointer(("period",)),
            hint="write the period of the assessment, such as `period: 2022`",
        )


@rule("EH122", "a response that does not say whose it is", Severity.NOTE, absence=True)
def respondent(
    self: "Rule[[Response, Guide], Iterator[Finding]]", response: "Response", guide: Guide
) -> Iterator[Finding]:
    """What partners think is put side by side by organisation and sector. A response is an organisation's,
    given by somebody in a role: the role is named, the person never.

        respondent: {organisation: Northbridge Police, sector: police, role: Neighbourhood inspector}

    What to do: write what is missing.
    """
    at = Pointer(("respondent",))
    yield from incomplete(self, at, response.respondent, "the respondent's", _OF_RESPONDENT)


@rule("EH123", "a file with nothing in it yet", Severity.NOTE, absence=True)
def nothing_yet(
    self: "Rule[[OfArea, Guide | None], Iterator[Finding]]", content: "OfArea", guide: Guide | None
) -> Iterator[Finding]:
    """A response without an answer, a plan without an action, measures without a measure and a workforce
    table without a role say nothing. Their lines may have been lost in a merge.

    What to do: write the first entry, or restore the file from git.
    """
    for key, entries in lists_of(content):
        if not any(entries):
            yield self.finding(
                f"the file holds no {LISTS[key]} yet",
                Pointer((key,)),
                hint=f"write the first one under `{key}:`, after a dash",
            )
    if guide is not None and not getattr(content, "entries", True):
        yield self.finding(
            f"the response answers under no {guide.words.entry} yet",
            Pointer((guide.words.entries,)),
            hint=f"write the first one under `{guide.words.entries}:`; any of them will do",
        )


OF_EVERY_KIND = (no_area, nothing_yet)
RESPONSE_RULES = (*OF_EVERY_KIND, response_period, respondent)
