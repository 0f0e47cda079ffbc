"""Comma-separated values: one row a finding, for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator

from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome
from ehsg_cli.views import words
from ehsg_cli.views.findings import title_of, view_finding

COLUMNS = (
    "path",
    "area",
    "part",
    "entry",
    "line",
    "column",
    "severity",
    "code",
    "title",
    "pointer",
    "value",
    "message",
    "hint",
)
_MARK = "\ufeff"
KNOWN_BY = _MARK + ",".join(COLUMNS)

# A spreadsheet takes a cell that begins with one of these for a formula.
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def draw(outcomes: Iterable[Outcome], setting: Setting) -> Iterator[str]:
    """A mark that says UTF-8, the names of the columns, then the rows in the order of the files."""
    yield _MARK + _row(COLUMNS)
    for outcome in outcomes:
        for finding, value, entry in zip(outcome.findings, outcome.values, outcome.entries, strict=True):
            line = view_finding(finding)
            part = str(finding.pointer[0]) if finding.pointer else ""
            yield _row(
                (
                    outcome.path,
                    outcome.area or "",
                    part,
                    entry,
                    line.span.line,
                    line.span.column,
                    line.severity,
                    line.code,
                    title_of(line.code),
                    str(finding.pointer),
                    value,
                    line.message,
                    line.hint,
                )
            )


def _row(cells: Iterable[str | int]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow([_inert(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue()


def _inert(text: str) -> str:
    """A text that a spreadsheet shows and does not compute, nothing in it unseen."""
    return ("'" if text.startswith(_ACTS) else "") + words.exposed(text)
