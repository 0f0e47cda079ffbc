"""Everything a paper may say, worded: the view from which each kind of paper takes its parts."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli import __version__
from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.guide.models import Guide, Section
from ehsg_cli.judge.results import Audience, Results
from ehsg_cli.judge.summary import Summary
from ehsg_cli.views import words
from ehsg_cli.views.charts import Charts
from ehsg_cli.views.style import PLAIN, Style
from ehsg_cli.views.summary import SummaryView, view_summary
from ehsg_cli.views.tables import Fact
from ehsg_cli.views.verdicts import AutonomyView, PrioritiesView, view_autonomy, view_priorities
from ehsg_cli.wording import counted, listed

if TYPE_CHECKING:
    from ehsg_cli.views.plan import PlanView

NOT_RECORDED = "Not recorded in the file."
# More descriptors than this are named by section, not one a line.
_LONG_LIST = 10


class DescriptorView(NamedTuple):
    """One descriptor with what the partnership says under it; texts are Markdown, made visible.

    Attributes:
        value: the score as a number; `None` where it is not scored.
        score: the same to print, and `meaning` what it means in short.
        previous: the earlier year's score as a number; `None` where there is none.
        signs: of a mature area.
    """

    id: str
    form: str
    title: str
    section: str
    asks: str
    signs: tuple[str, ...]
    value: int | None
    score: str
    meaning: str
    previous: int | None
    evidence: str
    next_steps: str
    priority: bool

    @property
    def recorded(self) -> bool:
        """Whether there is a score or a text."""
        return self.value is not None or bool(self.evidence.strip() or self.next_steps.strip())


class SectionView(NamedTuple):
    """A section and its descriptors."""

    id: str
    form: str
    title: str
    descriptors: tuple[DescriptorView, ...]

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.form} {self.title}"


class Standing(NamedTuple):
    """Descriptors that stand out: a sentence, and their names."""

    sentence: str
    names: tuple[str, ...]


class ScaleRow(NamedTuple):
    """One value of the scale."""

    value: int
    short: str
    meaning: str


class DataModelView(NamedTuple):
    """The data model and what it means."""

    level: str
    meaning: str
    facts: tuple[Fact, ...]


class Labels(NamedTuple):
    """What the form calls its boxes for a descriptor."""

    evidence: str
    next_steps: str


class PaperView(NamedTuple):
    """Everything a paper may say. Parts that rest on other files are empty where those are not there.

    Attributes:
        headline: the answer in a sentence: computed, or the author's own.
        previous: the period of the earlier assessment it stands beside; empty where there is none.
        scale_notes: what the guide says of averages and of what cannot be scored.
        ways: each way in which the assessment was made, and what that is.
        charts: those that can be drawn, by name.
        plan: what is done about the priorities; `None` where there is no plan.
        source: the file it is made from, for programs.
        made_for: for whom, where that decides on what it says; else empty.
    """

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
    scale_notes: tuple[str, ...]
    method: tuple[Fact, ...]
    ways: tuple[Fact, ...]
    standing_against: str
    provenance: tuple[Fact, ...]
    attribution: str
    style: Style
    previous: str
    charts: Charts
    plan: "PlanView | None"
    source: "Source"
    made_for: str = ""

    @property
    def when_before(self) -> str:
        """When the earlier scores were given, behind one of them: `in 2022`."""
        return "earlier" if self.previous == self.period else f"in {self.previous}"

    @property
    def descriptors(self) -> tuple[DescriptorView, ...]:
        """Every descriptor, in the form's order."""
        return tuple(each for section in self.sections for each in section.descriptors)


class Used(NamedTuple):
    """A file beside the assessment that a paper is made from: as what, its path and its SHA-256."""

    role: str
    name: str
    digest: str

    @property
    def file(self) -> str:
        """Its name; the folder it lies in is nobody's concern."""
        return PurePath(self.name).name


PLAN, PREVIOUS, THRESHOLDS, RESPONSE = "plan", "previous", "thresholds", "response"
"""What files beside an assessment are used as."""


class Source(NamedTuple):
    """The file a paper is made from.

    Attributes:
        findings: what stands against it; `None` where a paper does not tell of that.
        beside: the other files that it is made from.
    """

    name: str
    digest: str
    findings: tuple[Finding, ...] | None
    beside: tuple[Used, ...] = ()

    @property
    def file(self) -> str:
        """Its name; the folder it lies in is nobody's concern."""
        return PurePath(self.name).name


def view_paper(
    results: Results, source: Source, style: Style = PLAIN, headline: str | None = None
) -> PaperView:
    """Everything a paper may say about one assessment, from figures and verdicts computed elsewhere.

    Args:
        results: the figures and verdicts.
        source: the file they come from.
        style: what the council adds.
        headline: the author's own, in place of the computed one.
    """
    assessment, guide, summary = results.assessment, results.guide, results.summary
    area, period = words.area_of(assessment), words.period_of(assessment)
    draft = not assessment.final
    chosen = view_priorities(assessment, guide, results.priorities)
    standing = view_autonomy(assessment, guide, results.autonomy)
    return PaperView(
        title=f"{area}: {guide.title} self-assessment, {period}",
        area=area,
        period=period,
        status=assessment.status,
        draft=draft,
        draft_note=words.DRAFT_NOTE if draft else "",
        guide=words.edition(guide),
        headline=words.one_line(headline or "") or words.headline(summary.overall),
        key_points=(
            Fact("Priorities", _priorities_in_brief(chosen)),
            Fact(standing.title, standing.sentence),
            Fact(
                "Data model",
                f"Level {chosen.level}" if results.priorities.level is not None else "Not given.",
            ),
        ),
        coverage=_coverage(summary),
        summary=view_summary(assessment, guide, summary),
        strengths=_strengths(assessment, guide, summary),
        gaps=_gaps(assessment, guide, summary),
        priorities=chosen,
        autonomy=standing,
        data_model=_data_model(assessment, guide),
        labels=_labels(guide),
        sections=tuple(_section(assessment, guide, section, results.previous) for section in guide.sections),
        scale=tuple(ScaleRow(v.value, v.short, v.meaning) for v in guide.scale.values),
        scale_notes=(guide.scale.averages, guide.scale.not_applicable),
        method=_method(assessment, guide),
        ways=tuple(Fact(m.name, m.description) for m in guide.methods if m.id in assessment.methods),
        standing_against="" if source.findings is None else standing_against(source.findings),
        provenance=(
            Fact("File", words.one_line(source.file)),
            Fact("SHA-256 of the file", source.digest),
            *_made_with(source.beside),
            Fact("Guide pack", f"{guide.id}, revision {guide.revision}"),
            Fact("Made with", f"ehsg {__version__}"),
        ),
        attribution=guide.licence.attribution,
        style=_shown(style),
        previous=words.period_of(results.previous) if results.previous else "",
        charts=Charts(results),
        plan=_plan(results),
        source=source,
        made_for=words.FOR_THE_PUBLIC if results.audience is Audience.PUBLIC else "",
    )


_ROLES = {
    PLAN: "Action plan",
    PREVIOUS: "Earlier assessment",
    THRESHOLDS: "Minimum scores",
    RESPONSE: "Partners' responses",
}


def _made_with(beside: tuple[Used, ...]) -> Iterator[Fact]:
    """The other files that a paper is made from, by what they are."""
    for role, label in _ROLES.items():
        used = [each for each in beside if each.role == role]
        if used:
            told = (f"{words.one_line(each.file)}, SHA-256 {each.digest}" for each in used)
            yield Fact(label, "; ".join(told))


def _shown(style: Style) -> Style:
    """What a council adds, with nothing unseen in it."""
    headings = tuple(
        each._replace(title=words.one_line(each.title), text=words.visible(each.text))
        for each in style.headings
    )
    council, introduction = words.one_line(style.council), words.visible(style.introduction)
    return style._replace(council=council, introduction=introduction, headings=headings)


def _plan(results: Results) -> "PlanView | None":
    if results.progress is None:
        return None
    from ehsg_cli.views.plan import view_plan

    return view_plan(results.progress, results.guide)


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


def _coverage(summary: Summary) -> tuple[Fact, ...]:
    total = summary.overall.descriptors
    return (
        Fact("Scored", words.coverage(summary.overall)),
        Fact("With evidence", f"{summary.with_evidence} of {total}"),
        Fact("With next steps", f"{summary.with_next_steps} of {total}"),
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
    have = "descriptor has" if len(ids) == 1 else "descriptors have"
    sentence = f"{words.capitalised(words.small(len(ids)))} {have} the {end} score given, {score}."
    if len(ids) <= _LONG_LIST:
        return Standing(sentence, tuple(words.named(guide.descriptors[id]) for id in ids))
    by_section = ((section, [d.id for d in section.descriptors if d.id in ids]) for section in guide.sections)
    return Standing(
        sentence, tuple(f"{s.form} {s.title}: {', '.join(held)}" for s, held in by_section if held)
    )


def _labels(guide: Guide) -> Labels:
    said = {box.field: box.label for box in guide.boxes}
    return Labels(said.get("evidence", "Evidence"), said.get("next_steps", "Next steps"))


def _section(
    assessment: Assessment, guide: Guide, section: Section, previous: Assessment | None
) -> SectionView:
    meanings = {value.value: value.short for value in guide.scale.values}
    views = []
    for descriptor in section.descriptors:
        entry = assessment.entry(descriptor.id)
        views.append(
            DescriptorView(
                id=descriptor.id,
                form=descriptor.form,
                title=descriptor.title,
                section=section.title,
                asks=descriptor.asks,
                signs=descriptor.signs,
                value=entry.answer,
                score=words.score(entry.answer),
                meaning="" if entry.answer is None else meanings[entry.answer],
                previous=previous.entry(descriptor.id).answer if previous else None,
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
        as_at = f", as at {words.moment(model.as_at)}" if model.as_at else ""
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
        words.day(assessment.agreed.date) if assessment.agreed.date else "",
        f"by {words.one_line(assessment.agreed.by)}" if assessment.agreed.by else "",
    ]
    when = " ".join(part for part in agreed if part)
    if when and not assessment.final:
        when = f"{when} (recorded, and yet the status is draft)"
    return (
        Fact("Method", conducted or NOT_RECORDED),
        Fact("Agreed", when or NOT_RECORDED),
        Fact("Date sent", words.day(assessment.submitted) if assessment.submitted else NOT_RECORDED),
    )
