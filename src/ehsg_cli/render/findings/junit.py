"""JUnit's XML, which Jenkins, GitLab and Azure show as test results."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ehsg_cli.diagnostics import Finding
from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome
from ehsg_cli.views import words
from ehsg_cli.views.findings import view_finding

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="ehsg validate">\n'
KNOWN_BY = r'\A<\?xml [^>]*>\s*<testsuites name="ehsg validate"'

# What XML 1.0 cannot hold even when it is escaped, and is not made visible already.
_NEVER = {0xFFFE: "<U+FFFE>", 0xFFFF: "<U+FFFF>"}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def draw(outcomes: Iterable[Outcome], setting: Setting) -> Iterator[str]:
    """A suite a file: each finding a case that fails or, below the failing level, says something."""
    yield _HEAD
    for outcome in outcomes:
        path = _in_xml(words.exposed(outcome.path))
        failing = sum(finding.severity in setting.failing for finding in outcome.findings)
        cases = "".join(_cases(path, outcome.findings, setting))
        cases = cases or f'    <testcase classname="{path}" name="no findings"/>\n'
        tests = max(1, len(outcome.findings))
        yield f'  <testsuite name="{path}" tests="{tests}" failures="{failing}">\n{cases}  </testsuite>\n'
    yield "</testsuites>\n"


def _cases(path: str, findings: Iterable[Finding], setting: Setting) -> Iterator[str]:
    names: Counter[str] = Counter()
    for finding in findings:
        line = view_finding(finding)
        # No line number in it: services follow a case from run to run by its name.
        name = f"{line.code} {finding.pointer}".strip()
        names[name] += 1
        if names[name] > 1:
            name += f" ({names[name]})"
        told = _escaped(f"{line.severity} at {line.place}: {line.sentence}")
        if finding.severity in setting.failing:
            message = _escaped(line.message)
            inside = f'<failure type="{line.severity}" message="{message}">{told}</failure>'
        else:
            inside = f"<system-out>{told}</system-out>"
        yield (
            f'    <testcase classname="{path}" name="{_escaped(name)}">\n      {inside}\n    </testcase>\n'
        )


def _escaped(text: str) -> str:
    """A text on one line that XML can hold, inside an element as in an attribute."""
    return _in_xml(words.one_line(text))


def _in_xml(line: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in line.translate(_NEVER))
