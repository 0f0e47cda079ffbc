"""SARIF 2.1.0, the format that code scanning services and editors take in."""

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from ehsg_cli import __version__
from ehsg_cli.diagnostics import Finding, Pointer, Rule, Span
from ehsg_cli.render import machine
from ehsg_cli.render.findings.places import fingerprints, path_in_repository
from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.rules.outcomes import Outcome
from ehsg_cli.views import words
from ehsg_cli.views.findings import view_finding

KNOWN_BY = r'(?s)\A\{\s*"\$schema": .*"driver": \{\s*"name": "ehsg"'

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_START = Span(1, 1, 1, 1)


def draw(outcomes: Iterable[Outcome], setting: Setting) -> Iterator[str]:
    """One run: the results, and the rules that they are of."""
    found: list[dict[str, Any]] = []
    codes: dict[str, int] = {}
    for outcome in outcomes:
        path = path_in_repository(outcome.path, setting)
        artifact = _artifact(path)
        for finding, fingerprint in zip(outcome.findings, fingerprints(outcome, path), strict=True):
            index = codes.setdefault(finding.code, len(codes))
            found.append(_result(finding, index, artifact, fingerprint))
    driver = {
        "name": "ehsg",
        "version": __version__,
        "rules": [_rule(CATALOGUE[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that paths are told from."}}},
        "results": found,
    }
    yield machine.to_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule[..., Any]) -> dict[str, Any]:
    first = " ".join(rule.page.split("\n\n")[0].split())
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("_")),
        "shortDescription": {"text": words.capitalised(rule.title)},
        "fullDescription": {"text": first},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(finding: Finding, index: int, artifact: dict[str, str], fingerprint: str) -> dict[str, Any]:
    line = view_finding(finding)
    region = _region(line.span)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": line.sentence},
        "locations": [_location(artifact, finding.span, finding.pointer)],
    }
    related = [other for other in finding.related if other.span]
    if related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(artifact, other.span, other.pointer),
                "message": {"text": words.one_line(other.message)},
            }
            for number, other in enumerate(related, 1)
        ]
    result["partialFingerprints"] = {"codeAndPointer/v1": fingerprint}
    if finding.replacement is not None:
        change = {"deletedRegion": region, "insertedContent": {"text": finding.replacement}}
        result["fixes"] = [
            {
                "description": {"text": line.hint or line.message},
                "artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}],
            }
        ]
    return result


def _location(artifact: dict[str, str], span: Span | None, pointer: Pointer) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": artifact, "region": _region(span or _START)}
    }
    if pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": str(pointer)}]
    return location


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """Where a file is, as a URI: its bytes as they are on the disk, whatever they mean."""
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(os.fsencode(path), safe="/"), "uriBaseId": _ROOT}
