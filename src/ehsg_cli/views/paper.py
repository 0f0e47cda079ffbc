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
from ehsg_cli.views.tables import Fact, Table
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
        note: on how the descriptor is to be read; may be empty.
        before: the earlier year's score to print.
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
    note: str = ""
    before: str = ""

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
        """Number, if it has one, and title."""
        return f"{self.form} {self.title}".strip()


class Standing(NamedTuple):
    """Descriptors that stand out: a title, a sentence, and their names."""

    title: str
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
        priorities: `None`, like the two that follow, where this edition knows nothing of the kind.
        scale: what each value means; none where it is in words, which speak for themselves.
        ways: each way in which the assessment was made, and what that is.
        charts: those that can be drawn, by name.
        plan: what is done about the priorities; `None` where there is no plan.
        partners: what they answered, where that cannot be drawn; else `None`.
        source: the file it is made from, for programs.
        made_for: for whom, where that decides on what it says; else empty.
        areas: that the earlier assessment is of another area; empty where it is of the same one.
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
    priorities: PrioritiesView | None
    autonomy: AutonomyView | None
    data_model: DataModelView | None
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
    areas: str = ""
    terms: words.Terms = words.Terms()
    partners: Table | None = None

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
PREVIOUS_PLAN = "previous-plan"
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
    chosen = view_priorities(assessment, guide, results.priorities) if guide.priorities else None
    standing = view_autonomy(assessment, guide, results.autonomy) if guide.autonomy else None
    return PaperView(
        title=f"{area}: {guide.title} self-assessment, {period}",
        area=area,
        period=period,
        status=assessment.status,
        draft=draft,
        draft_note=words.draft_note(guide) if draft else "",
        guide=words.edition(guide),
        headline=words.one_line(headline or "") or words.headline(summary.overall, guide),
        key_points=tuple(_key_points(chosen, standing, results)),
        coverage=_coverage(summary, guide),
        summary=view_summary(assessment, guide, summary),
        strengths=_strengths(assessment, guide, summary),
        gaps=_gaps(assessment, guide, summary),
        priorities=chosen,
        autonomy=standing,
        data_model=_data_model(assessment, guide) if guide.data_models else None,
        labels=_labels(guide),
        sections=tuple(_section(assessment, guide, section, results.previous) for section in guide.sections),
        scale=tuple(
            ScaleRow(v.value, v.short, v.meaning) for v in guide.scale.values if v.short and v.meaning
        ),
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
        areas=_areas(results),
        terms=words.terms(guide),
        partners=_partners(results),
    )


def _partners(results: Results) -> Table | None:
    if not (results.spread and results.guide.scale.in_words):
        return None
    from ehsg_cli.views.charts.spread import table

    return table(results)


def _areas(results: Results) -> str:
    if results.previous is None:
        return ""
    from ehsg_cli.views.areas import of_areas

    return of_areas((*results.before, results.previous), results.assessment)


def _key_points(
    chosen: PrioritiesView | None, standing: AutonomyView | None, results: Results
) -> Iterator[Fact]:
    """What else belongs to the answer, of what the edition knows."""
    if chosen is not None:
        yield Fact("Priorities", _priorities_in_brief(chosen))
    if standing is not None:
        yield Fact(standing.title, standing.sentence)
    if chosen is not None and results.guide.data_models:
        yield Fact(
            "Data model", f"Level {chosen.level}" if results.priorities.level is not None else "Not given."
        )


_ROLES = {
    PLAN: "Action plan",
    PREVIOUS: "Earlier assessment",
    PREVIOUS_PLAN: "Earlier action plan",
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
    names = [words.naming(row.id, row.form, row.title) for row in chosen.chosen]
    return f"{listed(names)}. {chosen.sentence}"


def _coverage(summary: Summary, guide: Guide) -> tuple[Fact, ...]:
    total, its = summary.overall.descriptors, guide.words
    evidence, next_steps = ("evidence", "next steps")
    if guide.scale.in_words:
        evidence, next_steps = (each.replace("_", " ") for each in (its.evidence, its.next_steps))
    return (
        Fact(words.capitalised(words.terms(guide).given), words.coverage(summary.overall)),
        Fact(f"With {evidence}", f"{summary.with_evidence} of {total}"),
        Fact(f"With {next_steps}", f"{summary.with_next_steps} of {total}"),
    )


def _strengths(assessment: Assessment, guide: Guide, summary: Summary) -> Standing:
    overall = summary.overall
    if overall.highest is None or overall.highest == overall.lowest:
        return _all_alike("Highest", overall.highest, guide, "none stands out")
    return _standing(assessment, guide, overall.highest, "highest")


def _gaps(assessment: Assessment, guide: Guide, summary: Summary) -> Standing:
    overall = summary.overall
    if overall.lowest is None or overall.highest == overall.lowest:
        return _all_alike("Lowest", overall.lowest, guide, "none falls behind")
    return _standing(assessment, guide, overall.lowest, "lowest")


def _all_alike(end: str, score: int | None, guide: Guide, so: str) -> Standing:
    """That no descriptor stands at one end of the scale alone, because all do, or none is scored."""
    its = words.terms(guide)
    title = f"{end} {its.answers}"
    if score is None:
        return Standing(title, f"Nothing is {its.given} yet.", ())
    sentence = f"Every {its.given} {its.entry} stands at {guide.scale.say(score)}: {so}."
    if guide.scale.in_words:
        sentence = f"Every {its.given} {its.entry} has the {its.answer} {guide.scale.say(score)}."
    return Standing(title, sentence, ())


def _standing(assessment: Assessment, guide: Guide, score: int, end: str) -> Standing:
    ids = [id for id in guide.descriptors if assessment.entry(id).answer == score]
    its = words.terms(guide)
    have = f"{its.entry} has" if len(ids) == 1 else f"{its.entries} have"
    title = f"{words.capitalised(end)} {its.answers}"
    sentence = f"{words.capitalised(words.small(len(ids)))} {have} the {end} score given, {score}."
    if guide.scale.in_words:
        # A later word need not be the better one.
        title = f"{words.capitalised(its.given)} {guide.scale.say(score)}"
        given = f"the {its.answer} {guide.scale.say(score)}"
        sentence = f"{words.capitalised(words.small(len(ids)))} {have} {given}."
    if len(ids) <= _LONG_LIST:
        return Standing(title, sentence, tuple(words.named(guide.descriptors[id]) for id in ids))
    by_section = ((section, [d.id for d in section.descriptors if d.id in ids]) for section in guide.sections)
    return Standing(
        title, sentence, tuple(f"{s.full_title}: {', '.join(held)}" for s, held in by_section if held)
    )


def _labels(guide: Guide) -> Labels:
    said = {box.field: box.label for box in guide.boxes}
    return Labels(said.get("evidence", "Evidence"), said.get("next_steps", "Next steps"))


def _section(
    assessment: Assessment, guide: Guide, section: Section, previous: Assessment | None
) -> SectionView:
    meanings = {value.value: value.short or "" for value in guide.scale.values}
    views = []
    for descriptor in section.descriptors:
        entry = assessment.entry(descriptor.id)
        views.append(
            DescriptorView(
                id=descriptor.id,
                form=descriptor.form or "",
                title=descriptor.title,
                section=section.title,
                asks=descriptor.asks,
                signs=descriptor.signs,
                value=entry.answer,
                score=words.score(entry.answer, guide),
                meaning="" if entry.answer is None else meanings[entry.answer],
                previous=previous.entry(descriptor.id).answer if previous else None,
                evidence=words.visible(entry.evidence or ""),
                next_steps=words.visible(entry.next_steps or ""),
                priority=descriptor.id in assessment.chosen,
                note=descriptor.note or "",
                before=words.score(previous.entry(descriptor.id).answer, guide) if previous else "",
            )
        )
    return SectionView(section.id, section.form or "", section.title, tuple(views))


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
        *([Fact("Method", conducted or NOT_RECORDED)] if guide.methods else ()),
        Fact("Agreed", when or NOT_RECORDED),
        Fact("Date sent", words.day(assessment.submitted) if assessment.submitted else NOT_RECORDED),
    )
