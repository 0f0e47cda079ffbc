"""Outcomes to draw: of the examples, of texts, and of files that mean harm."""

from pathlib import Path
from typing import Any

from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity
from ehsg_cli.document import locate, parse
from ehsg_cli.render.findings.formats import FORMATS
from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.checking import check_data
from ehsg_cli.rules.outcomes import Outcome, outcome, outcome_of

EXAMPLES = Path(__file__).parent.parent.parent.parent / "examples"
BROKEN = "northbridge-2023-broken.yaml"
SETTING = Setting("/builds/northbridge", "/builds/northbridge")


def broken(path: str = BROKEN) -> Outcome:
    """The example that is broken on purpose, under some name."""
    return outcome_of(check_data(path, (EXAMPLES / BROKEN).read_bytes()))


def made(text: str, *findings: Finding, path: str = "area.yaml") -> Outcome:
    """Findings that are made up, about a text."""
    document = parse(text)
    located = tuple(locate(finding, document) for finding in findings)
    return outcome(path, "assessment/1", "ehsg-2022", "Northbridge", document, located)


def sound(path: str = "sound.yaml") -> Outcome:
    """A file with nothing to say about it."""
    return made("ehsg: assessment/1\n", path=path)


def finding(
    pointer: tuple[str | int, ...] = (),
    message: str = "it is wrong",
    hint: str = "mend it",
    severity: Severity = Severity.ERROR,
    code: str = "EH103",
    **more: Any,
) -> Finding:
    """A finding that is made up; the rest as a rule words it."""
    made_up = Rule(code, "made up", severity, lambda rule: None)
    return made_up.finding(message, Pointer(pointer), hint=hint, **more)


# What would end a line, a cell, an attribute, a property or a terminal's patience if it got through.
HOSTILE = "a\nb\r\nc%,:;\"'<&>]]>\x00\x1b[2J\x7f\u202e\ufffe\udce9|`##[error]x::error::y"


def hostile() -> Outcome:
    """A file whose path, values and findings hold all of that, and begin as a formula does."""
    return made(
        'area:\n  name: "=cmd|calc"\n',
        finding(("area", "name"), f"=cmd {HOSTILE}", f"@{HOSTILE}"),
        finding(("area", HOSTILE), HOSTILE, "", Severity.WARNING),
        finding((), "::error::z", HOSTILE, Severity.NOTE),
        path=f"::error::=x/{HOSTILE}.yaml",
    )


def drawn(form: str, *outcomes: Outcome, setting: Setting = SETTING) -> str:
    """What a format makes of outcomes."""
    return "".join(FORMATS[form]().draw(iter(outcomes), setting))
