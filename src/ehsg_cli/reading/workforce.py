"""A document to an area's workforce table; its roles and levels are held against the guide's by rules."""

from ehsg_cli.assessment.workforce import WorkforceTable
from ehsg_cli.diagnostics import Finding
from ehsg_cli.document import Mapping
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.decode import decode, keys_of


def read_workforce(root: Mapping, guide: Guide | None, findings: list[Finding]) -> WorkforceTable | None:
    """The table that a tree holds, less what is wrong in it; arguments as for an assessment."""
    read = decode(WorkforceTable, keys_of(root, findings), root, findings)
    return read if guide is not None else None
