"""A code quality report, which GitLab shows on merge requests."""

import json
from collections.abc import Iterable, Iterator

from ehsg_cli.diagnostics import Severity
from ehsg_cli.render.findings.places import fingerprints, path_in_repository
from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome
from ehsg_cli.views import words
from ehsg_cli.views.findings import view_finding

KNOWN_BY = r'\A\[\s*(\]|\{"check_name": "EH\d{3}")'

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def draw(outcomes: Iterable[Outcome], setting: Setting) -> Iterator[str]:
    """An array, one finding a line."""
    start = "[\n"
    for outcome in outcomes:
        path = path_in_repository(outcome.path, setting)
        for finding, fingerprint in zip(outcome.findings, fingerprints(outcome, path), strict=True):
            line = view_finding(finding)
            entry = {
                "check_name": finding.code,
                "description": line.sentence,
                "severity": _SEVERITIES[finding.severity],
                "fingerprint": fingerprint,
                "location": {
                    "path": words.visible(path).replace("\n", "\u240a"),
                    "lines": {"begin": line.span.line},
                },
            }
            yield start + json.dumps(entry)
            start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"
