"""Results as JSON: one object, keys in fixed order, figures unrounded."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ehsg_cli import __version__
from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Rule, Severity, Span
from ehsg_cli.guide.context import Context
from ehsg_cli.guide.models import Descriptor, Guide
from ehsg_cli.judge.autonomy import AutonomyVerdict
from ehsg_cli.judge.priorities import PriorityVerdict
from ehsg_cli.judge.summary import Summary, Tally
from ehsg_cli.rules.outcomes import Outcome

# Only papers have these, and `ehsg validate --format json` should not load them.
if TYPE_CHECKING:
    from datetime import date

    from ehsg_cli.assessment.plans import Action
    from ehsg_cli.compare.changes import Change
    from ehsg_cli.judge.progress import Counts, PlanProgress
    from ehsg_cli.judge.results import Results
    from ehsg_cli.views.kinds import Paper


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
        "sections": [{"id": s.id, "title": s.title, **_tally(s.tally, guide)} for s in result.sections],
        "overall": _tally(result.overall, guide),
    }


def _tally(tally: Tally, guide: Guide) -> dict[str, Any]:
    return {
        "descriptors": tally.descriptors,
        "scored": tally.scored,
        "mean": tally.mean,
        "median": tally.median,
        "lowest": guide.scale.as_written(tally.lowest),
        "highest": guide.scale.as_written(tally.highest),
        "distribution": {guide.scale.say(value): count for value, count in tally.distribution.items()},
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
            "source": _source(guide, result),
        },
        "chosen": list(result.chosen),
        "verdict": result.verdict.value,
        "problems": [problem.sentence for problem in result.problems],
        "eligible": list(result.eligible),
    }


def _source(guide: Guide, result: PriorityVerdict) -> str | None:
    rule = result.choice or guide.priorities
    return guide.cite(rule.source) if rule else None


def autonomy(guide: Guide, result: AutonomyVerdict) -> dict[str, Any]:
    """`ehsg.autonomy/1`."""
    return {
        "schema": "ehsg.autonomy/1",
        "thresholds_source": result.thresholds_source,
        "criteria": [
            {
                "descriptor": c.descriptor,
                "score": guide.scale.as_written(c.score),
                "minimum": guide.scale.as_written(c.minimum),
                "verdict": c.verdict.value,
            }
            for c in result.criteria
        ],
        "verdict": result.verdict.value,
    }


def report(paper: "Paper", results: "Results", change: "Change | None" = None) -> dict[str, Any]:
    """`ehsg.report/1`: what a paper is made of, in one shape for every kind; texts as they were typed."""
    from ehsg_cli.views.words import MADE_BY

    assessment, guide, previous = results.assessment, results.guide, results.previous
    reasons = {each.id: each.why for each in assessment.priorities if each is not None}
    return {
        "schema": "ehsg.report/1",
        # Near the start, where our mark is looked for and gets its check.
        "mark": f"{MADE_BY} {__version__}",
        "kind": paper.kind,
        "guide": guide.id,
        "area": {"name": assessment.area.name, "code": assessment.area.code},
        "period": assessment.period,
        "status": assessment.status,
        "audience": results.audience.value,
        "headline": paper.headline,
        "summary": _unnamed(summary(assessment, guide, results.summary)),
        "priorities": _unnamed(priorities(guide, results.priorities)) if guide.priorities else None,
        "autonomy": _unnamed(autonomy(guide, results.autonomy)) if guide.autonomy else None,
        "previous": _previous(previous, assessment) if previous else None,
        "before": [_previous(each, assessment) for each in results.before],
        "change": _changed(change) if change is not None else None,
        "descriptors": [
            {
                "id": one.id,
                "form": one.form,
                "section": section.id,
                "title": one.title,
                "score": guide.scale.as_written((entry := assessment.entry(one.id)).answer),
                "previous": guide.scale.as_written(previous.entry(one.id).answer) if previous else None,
                "priority": one.id in assessment.chosen,
                "why": reasons.get(one.id),
                "evidence": entry.evidence,
                "next_steps": entry.next_steps,
            }
            for section in guide.sections
            for one in section.descriptors
        ],
        "plan": _plan(results.progress, guide) if results.progress is not None else None,
        "partners": [
            {
                "descriptor": each.descriptor,
                "agreed": guide.scale.as_written(each.agreed),
                "scores": [
                    one._asdict() | {"score": guide.scale.as_written(one.score)} for one in each.scores
                ],
            }
            for each in results.spread
        ],
        "method": {
            "methods": list(assessment.methods),
            "agreed": {"date": _day(assessment.agreed.date), "by": assessment.agreed.by},
            "submitted": _day(assessment.submitted),
        },
        "provenance": {
            "file": paper.of_one.source.file,
            "sha256": paper.of_one.source.digest,
            "sources": [
                {"role": used.role, "file": used.file, "sha256": used.digest}
                for used in paper.of_one.source.beside
            ],
            "guide": {"id": guide.id, "revision": guide.revision},
            "made_with": f"ehsg {__version__}",
        },
    }


def _previous(previous: Assessment, assessment: Assessment) -> dict[str, Any]:
    """An earlier year, and whether it is of the same place."""
    from ehsg_cli.reading.kinship import kinship

    kin = kinship(previous, assessment)
    return {
        "area": {"name": previous.area.name, "code": previous.area.code},
        "relation": kin.relation,
        "boundaries": kin.boundaries,
        "period": previous.period,
        "status": previous.status,
    }


def _changed(change: "Change") -> dict[str, Any]:
    from ehsg_cli.render.changes import change_told

    return change_told(change)


def _unnamed(data: dict[str, Any]) -> dict[str, Any]:
    """An object as part of another, which says for both what they are."""
    return {key: value for key, value in data.items() if key != "schema"}


def _plan(progress: "PlanProgress", guide: Guide) -> dict[str, Any]:
    return {
        "actions": [_action(action, guide, priority=priority) for action, priority in progress.actions],
        "priorities": [
            {
                "descriptor": each.descriptor,
                "score": guide.scale.as_written(each.score),
                "target": guide.scale.as_written(each.target),
                "actions": _by_status(each.counts),
            }
            for each in progress.priorities
        ],
        "on_priorities": _by_status(progress.on_priorities),
        "all": _by_status(progress.counts),
    }


def _action(action: "Action", guide: Guide, *, priority: bool) -> dict[str, Any]:
    return {
        "id": action.id,
        "descriptor": action.descriptor,
        "priority": priority,
        "action": action.action,
        "owner": action.owner,
        "due": _day(action.due),
        "status": action.status,
        "target": guide.scale.as_written(action.target),
        "progress": [
            {"on": _day(each.on), "note": each.note} for each in action.progress if each is not None
        ],
    }


def _by_status(counts: "Counts") -> dict[str, Any]:
    return {"total": counts.total, "by_status": {**counts.by_status}, "no_status": counts.unknown}


def _day(day: "date | None") -> str | None:
    return day.isoformat() if day else None


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
