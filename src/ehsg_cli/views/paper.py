"""The board paper: one view that every format is rendered from."""

from dataclasses import dataclass
from pathlib import PurePath

from ehsg_cli import __version__
from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.guide.models import Guide, Section
from ehsg_cli.judge.autonomy import AutonomyVerdict
from ehsg_cli.judge.priorities import PriorityVerdict
from ehsg_cli.judge.summary import Summary
from ehsg_cli.views import words
from ehsg_cli.views.summary import SummaryView, view_summary
from ehsg_cli.views.verdicts import AutonomyView, PrioritiesView, view_autonomy, view_priorities
from ehsg_cli.wording import counted, listed

NOT_RECORDED = "Not recorded in the file."
# More descriptors than this are named by section, not one a line.
_LONG_LIST = 10


@dataclass(frozen=True, slots=True)
class DescriptorView:
    """One descriptor with what the partnership says under it; texts are Markdown, made visible.

    `value` is the score as a number, for drawing; `score` and `meaning` are what to print.
    """

    id: str
    form: str
    title: str
    asks: str
    value: int | None
    score: str
    meaning: str
    evidence: str
    next_steps: str
    priority: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section and its descriptors."""

    id: str
    form: str
    title: str
    descriptors: tuple[DescriptorView, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Descriptors that stand out: a sentence, and their names."""

    sentence: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One value of the scale."""

    value: int
    short: str
    meaning: str


@dataclass(frozen=True, slots=True)
class DataModelView:
    """The data model and what it means."""

    level: str
    meaning: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What the form calls its boxes for a descriptor."""

    evidence: str
    next_steps: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """Everything a paper says, in the order it says it."""

    title: str
    area: str
    period: str
    status: str
    draft: bool
    draft_note: str
    guide: str
    headline: str
    key_points: tuple[Fact, ...]
    coverage: tuple[Fact, ...]
    summary: SummaryView
    strengths: Standing
    gaps: Standing
    priorities: PrioritiesView
    autonomy: AutonomyView
    data_model: DataModelView
    labels: Labels
    sections: tuple[SectionView, ...]
    scale: tuple[ScaleRow, ...]
    method: tuple[Fact, ...]
    standing_against: str
    provenance: tuple[Fact, ...]
    attribution: str


@dataclass(frozen=True, slots=True)
class Source:
    """The file a paper is made from."""

    name: str
    digest: str
    findings: tuple[Finding, ...]


def view_paper(
    assessment: Assessment,
    guide: Guide,
    source: Source,
    summary: Summary,
    priorities: PriorityVerdict,
    autonomy: AutonomyVerdict,
) -> PaperView:
    """A paper on one assessment, from figures and verdicts computed elsewhere."""
    area, period = words.area_of(assessment), words.period_of(assessment)
    draft = not assessment.final
    chosen = view_priorities(assessment, guide, priorities)
    standing = view_autonomy(assessment, guide, autonomy)
    return PaperView(
        title=f"{area}: {guide.title} self-assessment, {period}",
        area=area,
        period=period,
        status=assessment.status,
        draft=draft,
        draft_note=words.DRAFT_NOTE if draft else "",
        guide=words.edition(guide),
        headline=words.headline(summary.overall),
        key_points=(
            Fact("Priorities", _priorities_in_brief(chosen)),
            Fact(standing.title, standing.sentence),
            Fact("Data model", f"Level {chosen.level}" if priorities.level is not None else "Not given."),
        ),
        coverage=_coverage(assessment, guide, summary),
        summary=view_summary(assessment, guide, summary),
        strengths=_strengths(assessment, guide, summary),
        gaps=_gaps(assessment, guide, summary),
        priorities=chosen,
        autonomy=standing,
        data_model=_data_model(assessment, guide),
        labels=_labels(guide),
        sections=tuple(_section(assessment, guide, section) for section in guide.sections),
        scale=tuple(ScaleRow(v.value, v.short, v.meaning) for v in guide.scale.values),
        method=_method(assessment, guide),
        standing_against=standing_against(source.findings),
        provenance=(
            Fact("File", words.one_line(PurePath(source.name).name)),
            Fact("SHA-256 of the file", source.digest),
            Fact("Guide pack", f"{guide.id}, revision {guide.revision}"),
            Fact("Made with", f"ehsg {__version__}"),
        ),
        attribution=guide.licence.attribution,
    )


def standing_against(findings: tuple[Finding, ...]) -> str:
    """How many findings stand against a file, in a sentence."""
    counts = [
        counted(n, severity.value)
        for severity in Severity
        if (n := sum(finding.severity is severity for finding in findings))
    ]
    return (
        f"{listed(counts)} stand{'s' if len(findings) == 1 else ''} against the file."
        if counts
        else ("No findings stand against the file.")
    )


def _priorities_in_brief(chosen: PrioritiesView) -> str:
    if not chosen.chosen:
        return "None chosen yet."
    names = [f"{row.id} ({row.form}) {row.title}" for row in chosen.chosen]
    return f"{listed(names)}. {chosen.sentence}"


def _coverage(assessment: Assessment, guide: Guide, summary: Summary) -> tuple[Fact, ...]:
    entries = [assessment.entry(id) for id in guide.descriptors]
    total = len(entries)
    return (
        Fact("Scored", f"{summary.overall.scored} of {total}"),
        Fact("With evidence", f"{sum(bool(e.evidence) for e in entries)} of {total}"),
        Fact("With next steps", f"{sum(bool(e.next_steps) for e in entries)} of {total}"),
    )


def _strengths(assessment: Assessment, guide: Guide, summary: Summary) -> Standing:
    overall = summary.overall
    if overall.highest is None:
        return Standing("Nothing is scored yet.", ())
    if overall.highest == overall.lowest:
        return Standing(f"Every scored descriptor stands at {overall.highest}: none stands out.", ())
    return _standing(assessment, guide, overall.highest, "highest")


def _gaps(assessment: Assessment, guide: Guide, summary: Summary) -> Standing:
    overall = summary.overall
    if overall.lowest is None:
        return Standing("Nothing is scored yet.", ())
    if overall.highest == overall.lowest:
        return Standing(f"Every scored descriptor stands at {overall.lowest}: none falls behind.", ())
    return _standing(assessment, guide, overall.lowest, "lowest")


def _standing(assessment: Assessment, guide: Guide, score: int, end: str) -> Standing:
    ids = [id for id in guide.descriptors if assessment.entry(id).answer == score]
    how_many = counted(len(ids), "descriptor")
    sentence = f"The {end} score given is {score}, to {how_many}."
    if len(ids) <= _LONG_LIST:
        return Standing(sentence, tuple(words.named(guide.descriptors[id]) for id in ids))
    by_section = ((section, [d.id for d in section.descriptors if d.id in ids]) for section in guide.sections)
    return Standing(
        sentence, tuple(f"{s.form} {s.title}: {', '.join(held)}" for s, held in by_section if held)
    )


def _labels(guide: Guide) -> Labels:
    said = {box.field: box.label for box in guide.boxes}
    return Labels(said.get("evidence", "Evidence"), said.get("next_steps", "Next steps"))


def _section(assessment: Assessment, guide: Guide, section: Section) -> SectionView:
    meanings = {value.value: value.short for value in guide.scale.values}
    views = []
    for descriptor in section.descriptors:
        entry = assessment.entry(descriptor.id)
        views.append(
            DescriptorView(
                id=descriptor.id,
                form=descriptor.form,
                title=descriptor.title,
                asks=descriptor.asks,
                value=entry.answer,
                score="not scored" if entry.answer is None else str(entry.answer),
                meaning="" if entry.answer is None else meanings[entry.answer],
                evidence=words.visible(entry.evidence or ""),
                next_steps=words.visible(entry.next_steps or ""),
                priority=descriptor.id in assessment.chosen,
            )
        )
    return SectionView(section.id, section.form, section.title, tuple(views))


def _data_model(assessment: Assessment, guide: Guide) -> DataModelView:
    model = assessment.data_model
    level = guide.levels.get(model.governing[0]) if model.governing[0] is not None else None
    facts = []
    if model.submitted_level is not None:
        as_at = f", as at {model.as_at}" if model.as_at else ""
        facts.append(Fact("Submitted level", f"{model.submitted_level}{as_at}"))
    if model.changed is not None:
        facts.append(Fact("Changed since then", "yes" if model.changed else "no"))
    if model.current_level is not None:
        facts.append(Fact("Current level", str(model.current_level)))
    return DataModelView(
        level=f"{level.level} ({level.name})" if level else "not given",
        meaning=level.meaning if level else NOT_RECORDED,
        facts=tuple(facts),
    )


def _method(assessment: Assessment, guide: Guide) -> tuple[Fact, ...]:
    names = {method.id: method.name for method in guide.methods}
    conducted = listed([names[method] for method in assessment.methods])
    agreed = [
        assessment.agreed.date.isoformat() if assessment.agreed.date else "",
        f"by {words.one_line(assessment.agreed.by)}" if assessment.agreed.by else "",
    ]
    when = " ".join(part for part in agreed if part)
    if when and not assessment.final:
        when = f"{when} (recorded, and yet the status is draft)"
    return (
        Fact("Method", conducted or NOT_RECORDED),
        Fact("Agreed", when or NOT_RECORDED),
        Fact("Date sent", assessment.submitted.isoformat() if assessment.submitted else NOT_RECORDED),
    )
