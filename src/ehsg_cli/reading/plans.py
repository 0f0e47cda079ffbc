"""A document to an action plan.

A plan need not name its guide: then it is the guide of the assessment beside it for the same area. Where
there is none either, descriptors and targets are held against nothing, and only the shape of the plan is
looked at.
"""

from ehsg_cli.assessment.plans import Plan
from ehsg_cli.diagnostics import Finding
from ehsg_cli.document import Mapping
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.decode import decode, keys_of
from ehsg_cli.reading.lists import entries_of, hold_descriptor, hold_score


def read_plan(root: Mapping, guide: Guide | None, findings: list[Finding]) -> Plan | None:
    """The plan that a tree holds, less what is wrong in it; arguments as for an assessment."""
    data = keys_of(root, findings)
    for entry in entries_of("actions", root, data):
        hold_descriptor(entry, guide, findings)
        hold_score(entry, "target", guide, findings)
    return decode(Plan, data, root, findings)
