"""The kinds of paper: which parts each has, in which order.

A kind is a function from the view of an assessment to the parts of a paper. What stands in a part is the same
in every format; how it looks is a matter of the format.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.errors import UserError
from ehsg_cli.views import words
from ehsg_cli.views.blocks import (
    Block,
    Entry,
    Facts,
    Heading,
    Narrative,
    Part,
    Picture,
    Points,
    Ruling,
    Sentence,
    Sides,
    Story,
)
from ehsg_cli.views.paper import DescriptorView, PaperView, Standing
from ehsg_cli.views.style import Style
from ehsg_cli.views.summary import TallyRow
from ehsg_cli.views.tables import Cell, Column, Fact, Table, row

# Most papers are not about a plan.
if TYPE_CHECKING:
    from ehsg_cli.views.plan import ActionRow
    from ehsg_cli.views.verdicts import PrioritiesView

NOTHING = "Nothing recorded."
LEFT_OPEN = "To be written by the author of this paper."


class Kind(StrEnum):
    """What a paper is for."""

    BOARD = "board"
    SUMMARY = "summary"
    FULL = "full"
    PLAN = "plan"
    CHANGE = "change"
    FORM = "form"


class Paper(NamedTuple):
    """A paper of one kind, ready to be drawn in any format.

    Attributes:
        kind: which, as `--kind` says it.
        subtitle: what kind of paper it is, in words.
        headline: the answer in a sentence, and `key_points` what else belongs to it.
        parts: what it says, in reading order.
        view: everything that is known, also what this kind leaves out; for templates of a council's own.
            `None` where the paper is not about one assessment.
    """

    kind: str
    title: str
    subtitle: str
    area: str
    period: str
    status: str
    draft: bool
    draft_note: str
    guide: str
    headline: str
    key_points: tuple[Fact, ...]
    parts: tuple[Part, ...]
    attribution: str
    style: Style
    view: PaperView | None

    @property
    def of_one(self) -> PaperView:
        """The view of the one assessment that most papers are about."""
        assert self.view is not None
        return self.view


def compose(view: PaperView, kind: Kind, story: Story | None = None) -> Paper:
    """A paper of a kind.

    Args:
        view: what it may say.
        kind: which.
        story: what changed since an earlier year, where the paper tells of that.

    Raises:
        UserError: what the kind is about is not there.
    """
    subtitle, parts = _KINDS[kind]
    title, headline, key_points = view.title, view.headline, view.key_points
    if kind is Kind.PLAN:
        if view.plan is None:
            from ehsg_cli.views.plan import no_plan

            raise UserError(*no_plan(view.area))
        headline, key_points = view.plan.headline, (Fact("Self-assessment", view.headline),)
    if kind is Kind.CHANGE:
        if story is None:
            raise UserError(*no_earlier_year(view.area))
        title, headline = story.title, story.headline
        key_points = (*story.key_points, Fact("Self-assessment", view.headline))
    else:
        if story is not None and kind is not Kind.PLAN:
            # Whether it got better is what a board asks first.
            key_points = (Fact(story.label, story.headline), *key_points)
        if view.areas:
            key_points = (Fact("Areas", view.areas), *key_points)
    if view.made_for:
        subtitle = "Paper for the public" if kind is Kind.BOARD else f"{subtitle}, for the public"
    return Paper(
        kind=kind.value,
        title=title,
        subtitle=subtitle,
        area=view.area,
        period=view.period,
        status=view.status,
        draft=view.draft,
        draft_note=view.draft_note,
        guide=view.guide,
        headline=headline,
        key_points=key_points,
        parts=tuple(part for part in parts(view, story) if part.blocks),
        attribution=view.attribution,
        style=view.style,
        view=view,
    )


def no_earlier_year(where: str) -> tuple[str, str]:
    """Why there is no paper on what changed, and what to do about it, a line each."""
    return (
        f"{where}: a paper on what changed needs an earlier year",
        "name its assessment with --previous",
    )


def clashing_heading(paper: Paper) -> int | None:
    """Which of the council's headings, counted from 1, has the title of a part of the paper's own."""
    own = {part.title.casefold() for part in paper.parts if not part.id.startswith(_COMMITTEE)}
    for part in paper.parts:
        if part.id.startswith(_COMMITTEE) and part.title.casefold() in own:
            return int(part.id.removeprefix(_COMMITTEE))
    return None


# What the names of the council's parts begin with, and those of a story that are about the priorities.
_COMMITTEE = "committee-"
_PRIORITIES = "priorities-"


def _board(view: PaperView, story: Story | None) -> Iterator[Part]:
    yield Part("at-a-glance", "At a glance", tuple(_glance(view, "dots")))
    yield from story.parts if story is not None else ()
    yield Part("sections", _by_section(view), tuple(_section_tables(view)))
    yield Part("strengths-and-gaps", _ends(view), tuple(_standing(view)))
    yield Part("priorities", "Priority descriptors", tuple(_priorities(view)))
    yield Part("autonomy", _autonomy_title(view), tuple(_autonomy(view)))
    yield Part("partners", "What partners said", tuple(_partners(view)))
    yield from _committee(view)
    yield Part("descriptors", f"Every {view.terms.entry}", tuple(_descriptors(view)))
    yield Part("about", "About this paper", tuple(_about(view, view.method)))


def _summary(view: PaperView, _story: Story | None) -> Iterator[Part]:
    yield Part("at-a-glance", "At a glance", tuple(_glance(view, "profile")))
    yield Part("priorities", "Priority descriptors", tuple(_chosen_in_brief(view)))
    yield Part("about", "About this paper", (Facts((*_audience(view), *view.method, *view.provenance[:1])),))


def _full(view: PaperView, story: Story | None) -> Iterator[Part]:
    yield Part("at-a-glance", "At a glance", tuple(_pictures(view, "distribution", "dots")))
    yield from story.parts if story is not None else ()
    yield Part("sections", _by_section(view), tuple(_sections_in_full(view)))
    yield Part("strengths-and-gaps", _ends(view), tuple(_standing(view)))
    yield Part("priorities", "Priority descriptors", (*_priorities(view), *_rule(view)))
    yield Part("plan", "The action plan", tuple(_actions(view)))
    yield Part("autonomy", _autonomy_title(view), tuple(_autonomy(view, whole=True)))
    yield Part("data-model", "Data model", tuple(_data_model(view)))
    yield Part("partners", "What partners said", tuple(_partners(view)))
    yield from _committee(view)
    yield Part("descriptors", f"Every {view.terms.entry}", tuple(_descriptors(view, whole=True)))
    yield Part("scale", "Appendix: the scale", tuple(_scale(view)))
    yield Part("method", "Appendix: the method", tuple(_how(view)))
    yield Part("about", "About this paper", tuple(_about(view)))


def _plan(view: PaperView, _story: Story | None) -> Iterator[Part]:
    yield Part("at-a-glance", "At a glance", tuple(_pictures(view, "progress")))
    yield Part("actions", "Actions by priority" if view.priorities else "Actions", tuple(_actions(view)))
    yield from _committee(view)
    yield Part(
        "about",
        "About this paper",
        (Facts((*_audience(view), *view.provenance)), Sentence(view.attribution, "note")),
    )


def _change(view: PaperView, story: Story | None) -> Iterator[Part]:
    """The priorities come first: they are what the paper is about, and the chart has a long table."""
    told = story.parts if story is not None else ()
    yield from (part for part in told if part.id.startswith(_PRIORITIES))
    yield Part("at-a-glance", "At a glance", tuple(_glance(view, "dots")))
    yield from (part for part in told if not part.id.startswith(_PRIORITIES))
    yield from _committee(view)
    yield Part("about", "About this paper", tuple(_about(view, view.method)))


_KINDS: dict[Kind, tuple[str, Callable[[PaperView, Story | None], Iterator[Part]]]] = {
    Kind.BOARD: ("Paper for the board", _board),
    Kind.SUMMARY: ("Summary on a page", _summary),
    Kind.FULL: ("The whole assessment", _full),
    Kind.PLAN: ("Action plan", _plan),
    Kind.CHANGE: ("What changed", _change),
}


# The parts


def _glance(view: PaperView, name: str) -> Iterator[Block]:
    """The chart that gives the answer at a glance: of a scale in words only counts can be drawn."""
    return _pictures(view, name if name in view.charts else "distribution")


def _pictures(view: PaperView, *names: str) -> Iterator[Block]:
    for name in names:
        if name in view.charts:
            yield Picture(view.charts[name])


def _partners(view: PaperView) -> Iterator[Block]:
    """What partners answered: as a chart, or as its table where a scale in words has no places to draw at."""
    yield from _pictures(view, "spread")
    if view.partners is not None:
        yield view.partners


def _by_section(view: PaperView) -> str:
    return f"{words.capitalised(view.terms.answers)} by section"


def _ends(view: PaperView) -> str:
    """Of a scale in words nobody can say that its last word is always the better end."""
    return "Both ends of the scale" if view.summary.in_words else "Strengths and gaps"


def _section_tables(view: PaperView) -> Iterator[Table]:
    """Two narrow tables: one that holds everything would not fit on a telephone."""
    summary, its = view.summary, view.terms
    rows = (*summary.rows, summary.overall)
    # Words have no mean.
    means = () if summary.in_words else ("Mean", "Median")
    titles = (words.capitalised(its.given), *means, "Lowest", "Highest")
    figures = tuple(
        row(
            _titled(each),
            each.coverage,
            *((_mean(each), each.median) if means else ()),
            each.lowest,
            each.highest,
        )
        for each in rows
    )
    title = "Mean and range of each section" if means else "Range of each section"
    yield Table(title, _columns(titles), figures[:-1], figures[-1], summary.note)
    counts = tuple(
        row(_titled(each), *(str(count) for _, count in each.distribution), str(each.missing))
        for each in rows
    )
    scores = tuple(words.capitalised(said) for said, _ in summary.overall.distribution)
    title = f"How many {its.entries} have each {its.answer}"
    yield Table(title, _columns((*scores, "None yet")), counts[:-1], counts[-1])


def _sections_in_full(view: PaperView) -> Iterator[Block]:
    """Beside the profile stands the table that has its figures and more; its own would say them twice."""
    figures, counts = _section_tables(view)
    if "profile" not in view.charts:
        yield from (figures, counts)
        return
    yield Picture(view.charts["profile"]._replace(tables=(figures,)))
    yield counts


def _columns(titles: tuple[str, ...]) -> tuple[Column, ...]:
    return (Column("Section"), *(Column(title, numeric=True) for title in titles))


def _titled(tally: TallyRow) -> str:
    return f"{tally.form} {tally.title}".strip()


def _mean(tally: TallyRow) -> str:
    return f"{tally.mean} ({tally.exact})" if tally.exact else tally.mean


def _standing(view: PaperView) -> Iterator[Block]:
    yield Sides(
        (view.strengths.title, _as_points(view.strengths)),
        (view.gaps.title, _as_points(view.gaps)),
    )
    yield Facts(view.coverage)


def _as_points(standing: Standing) -> Points:
    return Points(standing.sentence, standing.names)


def _ruling(chosen: "PrioritiesView") -> Ruling:
    return Ruling(chosen.verdict, chosen.spoken, chosen.sentence)


def _priorities(view: PaperView) -> Iterator[Block]:
    chosen = view.priorities
    if chosen is None:
        return
    yield _ruling(chosen)
    model = f"{chosen.level}{', ' + chosen.governs if chosen.governs else ''}"
    rule = (Fact("What the rule says", chosen.rule), Fact("Where it says so", chosen.clause))
    yield Facts((Fact("Data model", model), *(rule if chosen.rule else ())))
    if chosen.problems:
        yield Points("What stands against the choice:", chosen.problems)
    if not chosen.chosen:
        yield Sentence("None chosen yet.", "blank")
    else:
        yield Heading("Chosen")
    by_id = {each.id: each for each in view.descriptors}
    for each in chosen.chosen:
        descriptor = by_id[each.id]
        entry = _entry(view, descriptor)
        if each.why.strip() or entry.said:
            entry = entry._replace(said=(Fact("Why it was chosen", each.why), *_said(view, descriptor)))
        yield entry
    yield from _pictures(view, "progress")
    if chosen.verdict != "met" and chosen.eligible:
        yield Heading("What may be chosen")
        yield Facts(tuple(Fact(each.section, "; ".join(each.descriptors)) for each in chosen.eligible))


def _rule(view: PaperView) -> Iterator[Block]:
    if view.priorities is None:
        return
    yield Heading("What the form says about the choice")
    yield Sentence(view.priorities.within, "note")
    yield Sentence(view.priorities.ambiguity, "note")


def _chosen_in_brief(view: PaperView) -> Iterator[Block]:
    if view.priorities is None:
        return
    yield _ruling(view.priorities)
    chosen = view.priorities.chosen
    if not chosen:
        yield Sentence("None chosen yet.", "blank")
        return
    yield Table(
        "The priority descriptors",
        (Column("Descriptor"), Column("Section"), Column("Score", numeric=True)),
        tuple(row(words.naming(each.id, each.form, each.title), each.section, each.score) for each in chosen),
    )


def _autonomy_title(view: PaperView) -> str:
    return view.autonomy.title if view.autonomy else ""


def _autonomy(view: PaperView, *, whole: bool = False) -> Iterator[Block]:
    autonomy = view.autonomy
    if autonomy is None:
        return
    yield Ruling(autonomy.verdict, autonomy.spoken, autonomy.sentence)
    yield Table(
        "Scores against the minimum for each criterion",
        (
            Column("Descriptor"),
            Column("Score", numeric=True),
            Column("Minimum", numeric=True),
            Column("Standing"),
        ),
        tuple(
            (
                Cell(words.naming(each.id, each.form, each.title)),
                Cell(each.score),
                Cell(each.minimum),
                Cell(words.capitalised(each.spoken), verdict=each.verdict),
            )
            for each in autonomy.rows
        ),
    )
    if autonomy.thresholds:
        yield Sentence(autonomy.thresholds)
    source = (Fact("Minimum scores from", autonomy.source),) if autonomy.source else ()
    yield Facts((*source, Fact("Criteria from", autonomy.clause)))
    if whole:
        yield Sentence(autonomy.says, "note")


def _data_model(view: PaperView) -> Iterator[Block]:
    model = view.data_model
    if model is None:
        return
    yield Facts((Fact("Level", model.level), *model.facts))
    yield Sentence(model.meaning)


def _committee(view: PaperView) -> Iterator[Part]:
    """The headings a council's papers must have; each is a part of its own."""
    for place, heading in enumerate(view.style.headings, 1):
        yield Part(f"{_COMMITTEE}{place}", heading.title, (Narrative(heading.text, LEFT_OPEN),))


def _descriptors(view: PaperView, *, whole: bool = False) -> Iterator[Block]:
    for section in view.sections:
        yield Heading(section.heading, id=f"section-{section.id}")
        for each in section.descriptors:
            entry = _entry(view, each)
            yield entry._replace(asks=each.asks, signs=each.signs, note=each.note) if whole else entry


def _entry(view: PaperView, each: DescriptorView) -> Entry:
    its, in_words = view.terms, view.summary.in_words
    previous = f"{each.before} {view.when_before}" if view.previous else ""
    return Entry(
        id=each.id,
        form=each.form,
        title=each.title,
        scored=each.value is not None,
        score=each.score,
        meaning=each.meaning,
        previous=previous,
        priority=each.priority,
        said=_said(view, each) if each.recorded else (),
        answer=words.capitalised(its.answer),
        given=its.given,
        in_words=in_words,
    )


def _said(view: PaperView, each: DescriptorView) -> tuple[Fact, ...]:
    labels = view.labels
    return (Fact(labels.evidence, each.evidence), Fact(labels.next_steps, each.next_steps))


def _actions(view: PaperView) -> Iterator[Block]:
    if view.plan is None:
        return
    for priority in view.plan.priorities:
        yield Heading(words.naming(priority.id, priority.form, priority.title))
        yield Facts((Fact("Score", priority.score), Fact("Score aimed at", priority.target)))
        yield from _action_table(priority.actions, f"Actions on {priority.id}")
    entry = words.capitalised(view.terms.entry)
    if view.plan.others and view.priorities is None:
        yield from _action_table(view.plan.others, "Actions of the plan", named=True, entry=entry)
    elif view.plan.others:
        yield Heading("Other actions")
        yield from _action_table(view.plan.others, "Actions on no priority", named=True, entry=entry)


def _action_table(
    actions: "tuple[ActionRow, ...]", caption: str, *, named: bool = False, entry: str = "Descriptor"
) -> Iterator[Block]:
    """The actions, with their descriptors where they are `named`, and what is recorded of their progress."""
    if not actions:
        yield Sentence("No action is recorded.", "blank")
        return
    columns = [Column("Action"), Column("Owner"), Column("Due"), Column("Status")]
    rows = [[f"{each.id} {each.action}".strip(), each.owner, each.due, each.status] for each in actions]
    if named and any(each.descriptor for each in actions):
        columns.insert(1, Column(entry))
        for cells, each in zip(rows, actions, strict=True):
            cells.insert(1, each.descriptor or "none")
    if any(each.target for each in actions):
        columns.append(Column("Aimed at", numeric=True))
        for cells, each in zip(rows, actions, strict=True):
            cells.append(each.target or "none named")
    yield Table(caption, tuple(columns), tuple(row(*cells) for cells in rows))
    for each in actions:
        for day, note in each.progress:
            yield Narrative(note, NOTHING, ", ".join(part for part in (each.id, day) if part))


def _scale(view: PaperView) -> Iterator[Table]:
    if not view.scale:
        return
    yield Table(
        "What each score means",
        (Column("Score", numeric=True), Column("In short"), Column("Meaning")),
        tuple(row(str(each.value), each.short, each.meaning) for each in view.scale),
    )


def _how(view: PaperView) -> Iterator[Block]:
    yield Facts(view.method)
    if view.ways:
        yield Facts(view.ways)
    verdicts = () if view.priorities is None and view.autonomy is None else (words.VERDICT_NOTE,)
    yield from map(Sentence, (*view.scale_notes, view.summary.note, *verdicts))


def _audience(view: PaperView) -> tuple[Fact, ...]:
    """For whom a paper is, where that decides on what it says."""
    return (Fact("Made for", view.made_for),) if view.made_for else ()


def _about(view: PaperView, method: tuple[Fact, ...] = ()) -> Iterator[Block]:
    """Where a paper comes from; with the `method` where no other part of it has that."""
    findings = (Fact("Findings", view.standing_against),) if view.standing_against else ()
    yield Facts((*_audience(view), *method, *findings, *view.provenance))
    yield Sentence(view.attribution, "note")
