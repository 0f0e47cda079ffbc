"""A guide's rules for an assessment as a yamale schema, as far as yamale can express them.

Written from the guide pack, as `ehsg schema` writes the JSON Schema: both say the same.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from ehsg_cli import load_guide
from ehsg_cli.guide.models import Guide


def yamale_schema(guide: Guide) -> str:
    """The schema's text."""
    words, scale = guide.words, guide.scale.numbers
    levels = sorted(guide.levels)
    ids = _enum(guide.descriptors)
    choose = guide.priorities.choose if guide.priorities else 0
    level = f"int(min={levels[0]}, max={levels[-1]}, required=False)"
    lines = [
        "ehsg: enum('assessment/1')",
        f"guide: enum('{guide.id}')",
        "area: include('area')",
        "period: any(int(), regex('^[0-9]{4}(-[0-9]{2})?(-F?Q[1-4])?$'))",
        "status: enum('draft', 'agreed', 'submitted')",
        "agreed: include('agreed', required=False)",
        "submitted: day(required=False)",
        f"method: list({_enum(method.id for method in guide.methods)}, required=False)",
        "data_model: include('data_model')",
        f"{words.entries}: include('entries')",
        f"priorities: list({ids}, include('priority'), max={choose}, required=False)",
        "sharing: include('sharing', required=False)",
        "---",
        "area:",
        "  name: str()",
        "  code: regex('^[A-Z][0-9]{8}$', required=False)",
        "agreed:",
        "  date: day(required=False)",
        "  by: str(required=False)",
        "data_model:",
        f"  submitted_level: {level}",
        "  as_at: any(int(), str(), day(), required=False)",
        "  changed: bool(required=False)",
        f"  current_level: {level}",
        "priority:",
        f"  id: {ids}",
        "  why: str(required=False)",
        "entry:",
        f"  {words.answer}: int(min={scale[0]}, max={scale[-1]}, required=False)",
        f"  {words.evidence}: str(required=False)",
        f"  {words.next_steps}: str(required=False)",
        "entries:",
        *(f"  {id}: include('entry', required=False)" for id in guide.descriptors),
        "sharing:",
        *(f"  {who.id}: {_enum(who.answers, required=False)}" for who in guide.sharing),
    ]
    return "\n".join(lines) + "\n"


def _enum(values: Iterable[str], *, required: bool = True) -> str:
    return f"enum({', '.join(repr(value) for value in values)}{'' if required else ', required=False'})"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(yamale_schema(load_guide(sys.argv[1])), encoding="utf-8")
