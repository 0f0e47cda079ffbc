"""A document to a partner's response: read as the entries of an assessment are."""

from ehsg_cli.assessment.responses import Response
from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import Mapping
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import faults
from ehsg_cli.reading.assessments import entry_names, no_neutral_names, read_entries, spelled, take_strays
from ehsg_cli.reading.decode import decode, keys_of


def read_response(root: Mapping, guide: Guide | None, findings: list[Finding]) -> Response | None:
    """The response that a tree holds, less what is wrong in it; arguments as for an assessment."""
    data = keys_of(root, findings, but=guide.words.entries if guide else None)
    if guide is None:
        known = {key: value for key, value in data.items() if key in Response.model_fields}
        decode(Response, known, root, findings)
        return None
    no_neutral_names(data, guide, findings)
    take_strays(data, Pointer(), guide, findings)
    for key, group in data.items():
        if isinstance(group, dict):
            take_strays(group, Pointer((key,)), guide, findings)
    found: list[Finding] = []
    data["entries"] = read_entries(root.items.get(guide.words.entries), guide, found)
    findings += (_in_a_response(finding) for finding in found)
    names = entry_names(guide)
    return decode(Response, data, root, findings, lambda at: spelled(at, names), names)


def _in_a_response(finding: Finding) -> Finding:
    """An average belongs with partners' responses, but not inside one of them."""
    if finding.code != faults.average.code:
        return finding
    return finding._replace(
        hint="write the whole number that this partner gives; an average is worked out over all responses"
    )
