"""Comma-separated values: one row a finding, for spreadsheets."""

from collections.abc import Iterable, Iterator

from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.render.rows import MARK, row
from ehsg_cli.rules.outcomes import Outcome
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
KNOWN_BY = MARK + ",".join(COLUMNS)


def draw(outcomes: Iterable[Outcome], setting: Setting) -> Iterator[str]:
    """A mark that says UTF-8, the names of the columns, then the rows in the order of the files."""
    yield MARK + row(COLUMNS)
    for outcome in outcomes:
        for finding, value, entry in zip(outcome.findings, outcome.values, outcome.entries, strict=True):
            line = view_finding(finding)
            part = str(finding.pointer[0]) if finding.pointer else ""
            yield row(
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
