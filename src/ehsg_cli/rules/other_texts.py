"""The texts of the files that stand beside an assessment, each kind with its own."""

from collections.abc import Iterator

from ehsg_cli.assessment import Thresholds
from ehsg_cli.assessment.measures import Measures
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.assessment.responses import Response
from ehsg_cli.assessment.workforce import WorkforceTable
from ehsg_cli.diagnostics import Pointer
from ehsg_cli.guide.crosswalks import Crosswalk
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules.entries import numbered
from ehsg_cli.rules.texts import Answers, Said, Texts

_AREA = Pointer(("area", "name"))
_RESPONDENT = Pointer(("respondent",))


def _parts(at: Pointer, entry: object, *keys: str) -> Iterator[Said]:
    """Some texts of an entry, each with its place."""
    for key in keys:
        yield at.child(key), getattr(entry, key)


def texts_of_response(response: Response, guide: Guide) -> Answers:
    """The texts of a partner's response: its answers, and who gave them."""
    one = response.respondent
    said = [(_AREA, response.area.name), *_parts(_RESPONDENT, one, "organisation", "sector", "role")]
    return Answers(guide, response.area.name, response.entries, said)


def texts_of_plan(plan: Plan, guide: Guide | None) -> Texts:
    """The texts of an action plan: each action, who answers for it, and how it went."""
    return Texts(guide, plan.area.name, _in_plan(plan))


def _in_plan(plan: Plan) -> Iterator[Said]:
    yield _AREA, plan.area.name
    for at, action in numbered("actions", plan.actions):
        yield from _parts(at, action, "id", "action", "owner")
        for step, progress in enumerate(action.progress):
            if progress is not None:
                yield at.child("progress", step, "note"), progress.note


def texts_of_measures(measures: Measures, guide: Guide | None) -> Texts:
    """The texts of an area's measures: what each counts, and where its figures come from."""
    return Texts(guide, measures.area.name, _in_measures(measures))


def _in_measures(measures: Measures) -> Iterator[Said]:
    yield _AREA, measures.area.name
    for at, measure in numbered("measures", measures.measures):
        yield from _parts(at, measure, "id", "name", "outcome", "unit", "source")


def texts_of_workforce(table: WorkforceTable, guide: Guide) -> Texts:
    """The texts of a workforce table: the area's own roles, and what is expected of them."""
    return Texts(guide, table.area.name, _in_workforce(table))


def _in_workforce(table: WorkforceTable) -> Iterator[Said]:
    yield _AREA, table.area.name
    for at, role in numbered("roles", table.roles):
        yield from _parts(at, role, "role", "expected")


def texts_of_thresholds(thresholds: Thresholds, guide: Guide) -> Texts:
    """The one text of a thresholds file: where its figures come from."""
    return Texts(guide, None, [(("source",), thresholds.source)])


def texts_of_crosswalk(crosswalk: Crosswalk, guide: Guide) -> Texts:
    """The texts of a crosswalk: whose reading it is, and every reason."""
    return Texts(guide, None, _in_crosswalk(crosswalk))


def _in_crosswalk(crosswalk: Crosswalk) -> Iterator[Said]:
    yield ("by",), crosswalk.by
    for at, line in numbered("lines", crosswalk.lines):
        yield from _parts(at, line, "why")
    for side, listed in (("from", crosswalk.without_home.old), ("to", crosswalk.without_home.new)):
        for position, each in enumerate(listed):
            if each is not None:
                yield ("without_home", side, position, "why"), each.why
