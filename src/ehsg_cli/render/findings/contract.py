"""`ehsg.validate/1`: the project's own JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ehsg_cli.render import machine
from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome

KNOWN_BY = r'\A\{\s*"schema": "ehsg\.validate/1"'


def draw(outcomes: Iterable[Outcome], setting: Setting) -> Iterator[str]:
    """One object, every file in it."""
    files = list(outcomes)
    counts = Counter(finding.severity for outcome in files for finding in outcome.findings)
    checked = sum(outcome.checked for outcome in files)
    yield machine.to_text(machine.validate(files, machine.counts(checked, counts)))
