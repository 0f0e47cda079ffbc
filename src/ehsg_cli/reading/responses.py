"""A document to a partner's response: read as the entries of an assessment are."""

from typing import Any

from ehsg_cli.assessment.responses import Response
from ehsg_cli.diagnostics import Finding
from ehsg_cli.document import Mapping
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import faults
from ehsg_cli.reading.assessments import hold_entries, read_answers


def read_response(root: Mapping, guide: Guide | None, findings: list[Finding]) -> Response | None:
    """The response that a tree holds, less what is wrong in it; arguments as for an assessment."""
    return read_answers(Response, root, guide, findings, (_hold_entries,))


def _hold_entries(data: dict[str, Any], root: Mapping, guide: Guide, findings: list[Finding]) -> None:
    found: list[Finding] = []
    hold_entries(data, root, guide, found)
    findings += (_in_a_response(finding) for finding in found)


def _in_a_response(finding: Finding) -> Finding:
    """An average belongs with partners' responses, but not inside one of them."""
    if finding.code != faults.average.code:
        return finding
    return finding._replace(
        hint="write the whole number that this partner gives; an average is worked out over all responses"
    )
