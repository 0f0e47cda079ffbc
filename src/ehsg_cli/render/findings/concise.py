"""One line a finding, for grep and for editors that look for `path:line:column`."""

from collections.abc import Iterable, Iterator

from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome
from ehsg_cli.views import words
from ehsg_cli.views.findings import FindingLine, view_finding

# Without a finding it is empty.
KNOWN_BY = r"(?m)\A\Z|^.*:\d+:\d+: (error|warning|note) EH\d{3} "


def draw(outcomes: Iterable[Outcome], setting: Setting) -> Iterator[str]:
    """Every finding in the order of the file, none drawn together."""
    for outcome in outcomes:
        path = words.exposed(outcome.path)
        for finding in outcome.findings:
            yield one(path, view_finding(finding)) + "\n"


def one(path: str, line: FindingLine) -> str:
    """A finding on a line."""
    return f"{path}:{line.place}: {line.severity} {line.code} {line.sentence}"
