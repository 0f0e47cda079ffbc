"""Workflow commands, which GitHub shows as annotations on the changed lines of a pull request."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from ehsg_cli.diagnostics import Severity
from ehsg_cli.render.findings import concise
from ehsg_cli.render.findings.places import path_in_repository
from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome
from ehsg_cli.views import words
from ehsg_cli.views.findings import FindingLine, closing_line, title_of, view_file
from ehsg_cli.wording import counted

KNOWN_BY = r"(?m)^::(error|warning|notice) title=EH\d{3}%3A |^\d+ files? checked: "

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
# So many of each level GitHub shows for a step; what comes after them it drops without a word.
_SHOWN = 10

_Told = tuple[str, FindingLine]


def draw(outcomes: Iterable[Outcome], setting: Setting) -> Iterator[str]:
    """Annotations as far as they are shown, the others as a folded list, and a line that counts."""
    counts: Counter[Severity] = Counter()
    files = 0
    by_file: list[list[_Told]] = []
    for outcome in outcomes:
        files += outcome.checked
        if outcome.findings:
            counts.update(finding.severity for finding in outcome.findings)
            path = words.visible(path_in_repository(outcome.path, setting))
            by_file.append([(path, line) for line in view_file(outcome).lines])
    listed: list[_Told] = []
    for severity in Severity:
        told = _in_turns([[one for one in file if one[1].severity == severity.value] for file in by_file])
        for path, line in told[:_SHOWN]:
            yield _annotation(path, line)
        listed += told[_SHOWN:]
    closing = closing_line(files, counts)
    if listed:
        rest = counted(sum(line.times for _, line in listed), "finding")
        yield f"::group::{rest} without an annotation: GitHub shows {_SHOWN} of each level\n"
        for path, line in sorted(listed, key=lambda one: one[0]):
            yield _harmless(concise.one(words.exposed(path), line)) + "\n"
        yield "::endgroup::\n"
        closing += f" {rest} without an annotation: see the list above."
    yield closing + "\n"


def _in_turns(by_file: list[list[_Told]]) -> list[_Told]:
    """The first of each file, then the second of each: one bad file does not hide the others."""
    return [one for one in chain.from_iterable(zip_longest(*by_file)) if one is not None]


def _annotation(path: str, line: FindingLine) -> str:
    span = line.span
    properties = {"title": f"{line.code}: {title_of(line.code)}", "file": path, "line": str(span.line)}
    # GitHub takes columns only where the place is on one line.
    if span.end_line == span.line:
        properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["endLine"] = str(span.end_line)
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[line.severity]} {told}::{_data(line.sentence)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _harmless(line: str) -> str:
    """A line in which GitHub finds no command: neither at its start nor, in the old form, inside."""
    line = line.replace("##[", "## [")
    return f"./{line}" if line.startswith("::") else line
