"""Results as JSON: one object, keys in fixed order, figures unrounded."""

import json
from collections.abc import Iterable
from typing import Any

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Rule, Severity, Span
from ehsg_cli.guide.context import Context
from ehsg_cli.guide.models import Descriptor, Guide
from ehsg_cli.judge.autonomy import AutonomyVerdict
from ehsg_cli.judge.priorities import PriorityVerdict
from ehsg_cli.judge.summary import Summary, Tally
from ehsg_cli.rules.outcomes import Outcome


def to_text(data: dict[str, Any]) -> str:
    """JSON in ASCII, so that it survives every console and redirection, with a line end."""
    return json.dumps(data, indent=2, allow_nan=False) + "\n"


def validate(outcomes: Iterable[Outcome], counts: dict[str, int]) -> dict[str, Any]:
    """`ehsg.validate/1`."""
    return {
        "schema": "ehsg.validate/1",
        "files": [
            {
                "path": outcome.path,
                "kind": outcome.kind,
                "guide": outcome.guide,
                "area": outcome.area,
                "findings": [_finding(finding) for finding in outcome.findings],
            }
            for outcome in outcomes
        ],
        "counts": counts,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "pointer": str(finding.pointer),
        **_place(finding.span),
    }


def _place(span: Span | None) -> dict[str, int]:
    return (span or Span(1, 1, 1, 1))._asdict()


def counts(files: int, by_severity: dict[Severity, int]) -> dict[str, int]:
    """How many files and findings."""
    return {"files": files} | {severity.value: by_severity.get(severity, 0) for severity in Severity}


def summary(assessment: Assessment, guide: Guide, result: Summary) -> dict[str, Any]:
    """`ehsg.summary/1`."""
    return {
        "schema": "ehsg.summary/1",
        "guide": guide.id,
        "area": {"name": assessment.area.name, "code": assessment.area.code},
        "period": assessment.period,
        "status": assessment.status,
        "sections": [{"id": s.id, "title": s.title, **_tally(s.tally)} for s in result.sections],
        "overall": _tally(result.overall),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "descriptors": tally.descriptors,
        "scored": tally.scored,
        "mean": tally.mean,
        "median": tally.median,
        "lowest": tally.lowest,
        "highest": tally.highest,
        "distribution": {str(value): count for value, count in tally.distribution.items()},
    }


def priorities(guide: Guide, result: PriorityVerdict) -> dict[str, Any]:
    """`ehsg.priorities/1`."""
    level = guide.levels.get(result.level) if result.level is not None else None
    return {
        "schema": "ehsg.priorities/1",
        "data_model": {
            "level": result.level,
            "name": level.name if level else None,
            "governs": result.governs,
        },
        "rule": {
            "choose": result.choice.choose if result.choice else None,
            "source": guide.cite(result.choice.source if result.choice else guide.priorities.source),
        },
        "chosen": list(result.chosen),
        "verdict": result.verdict.value,
        "problems": [problem.sentence for problem in result.problems],
        "eligible": list(result.eligible),
    }


def autonomy(result: AutonomyVerdict) -> dict[str, Any]:
    """`ehsg.autonomy/1`."""
    return {
        "schema": "ehsg.autonomy/1",
        "thresholds_source": result.thresholds_source,
        "criteria": [
            {"descriptor": c.descriptor, "score": c.score, "minimum": c.minimum, "verdict": c.verdict.value}
            for c in result.criteria
        ],
        "verdict": result.verdict.value,
    }


def explain(rules: Iterable[Rule[..., Any]]) -> dict[str, Any]:
    """`ehsg.explain/1`."""
    return {
        "schema": "ehsg.explain/1",
        "rules": [
            {"code": r.code, "title": r.title, "severity": r.severity.value, "page": r.page} for r in rules
        ],
    }


def guides(rows: Iterable[tuple[str, str, str, str]]) -> dict[str, Any]:
    """`ehsg.guides/1`."""
    keys = ("id", "title", "edition", "where")
    return {"schema": "ehsg.guides/1", "guides": [dict(zip(keys, row, strict=True)) for row in rows]}


def guide(guide: Guide, context: Context) -> dict[str, Any]:
    """`ehsg.guide/1`: the whole pack."""
    return {
        "schema": "ehsg.guide/1",
        "guide": guide.model_dump(mode="json"),
        "context": context.model_dump(mode="json"),
    }


def descriptor(guide: Guide, one: Descriptor) -> dict[str, Any]:
    """`ehsg.descriptor/1`."""
    return {
        "schema": "ehsg.descriptor/1",
        "guide": guide.id,
        "section": guide.section_of[one.id].id,
        "descriptor": one.model_dump(mode="json"),
    }
