"""What a paper says as tables of figures and texts: what a workbook is made from, and comma-separated values.

A figure stays a number here, what is not there stays `None`, and an empty text stands where nothing can be.
Texts are ready to show, with nothing unseen in them; only line ends are kept.
"""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from typing import Literal, NamedTuple

from ehsg_cli.assessment.plans import Action
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.progress import STATUSES, Counts, PlanProgress
from ehsg_cli.judge.results import Results
from ehsg_cli.judge.summary import Tally
from ehsg_cli.views import words
from ehsg_cli.views.kinds import Kind, Paper
from ehsg_cli.views.paper import PaperView
from ehsg_cli.views.tables import Fact

NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
"""What stands in a workbook where there is nothing: the signs that public statistics use for it."""

SIGNS = (
    f"{NOT_AVAILABLE} means not available: not scored, not known, or nothing recorded. It is no score of 0.",
    f"{NOT_APPLICABLE} means not applicable, such as the number of a row that sums up others.",
)

Value = str | int | float | date | None


class Field(NamedTuple):
    """A column.

    Attributes:
        key: its name for programs, which does not change; unique in its sheet.
        heading: its name for people; as unique.
        kind: what its cells hold; the figures of a `mean` have places after the point.
        shown: whether a workbook has it. Comma-separated values have every column, always.
    """

    key: str
    heading: str
    kind: Literal["text", "number", "mean", "date"] = "text"
    shown: bool = True


class Sheet(NamedTuple):
    """One table.

    Attributes:
        key: its name for programs.
        name: its short name for people; no two sheets have the same.
        title: what it holds, of which area and when.
        rows: each with a value for every field.
        note: what to know for reading it; may be empty.
    """

    key: str
    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


class Workbook(NamedTuple):
    """A paper as tables.

    Attributes:
        draft_note: empty where the assessment is agreed.
        cover: what to know before anything else, under labels.
        notes: what to know about the figures.
        sheets: those of this kind of paper that hold anything.
        records: the one table that the paper is as comma-separated values.
        common: what is the same in each of its rows, by key.
    """

    title: str
    subject: str
    draft_note: str
    cover: tuple[Fact, ...]
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    records: Sheet
    common: tuple[tuple[str, Value], ...]


COMMON = (
    *("guide", "area", "area_code", "period", "assessment_status"),
    *("previous_area", "previous_relation", "previous_boundaries"),
)
"""The keys of what is the same in each row of the records of a paper, of whichever kind it is."""
RECORDS = (
    (
        *("descriptor", "form", "title", "section_id", "section", "score", "meaning"),
        *("previous_score", "previous_period", "priority", "evidence", "next_steps"),
    ),
    (
        *("action_id", "descriptor", "form", "title", "priority", "action", "owner", "due", "status"),
        *("target", "progress"),
    ),
    (
        *("descriptor", "form", "title", "section_id", "section", "previous_period", "previous_score"),
        *("score", "direction", "previous_priority", "priority", "previous_evidence", "evidence"),
        *("evidence_changed", "previous_next_steps", "next_steps", "next_steps_changed", "actions_moved"),
        *("outcome", "note"),
    ),
)
"""The keys of the other columns of such records: on descriptors, on actions, and on what changed."""


def view_workbook(paper: Paper, results: Results, changes: tuple[Sheet, ...] = ()) -> Workbook:
    """A paper as tables, from the figures it was made of.

    Args:
        paper: what it says, in words.
        results: the figures.
        changes: the tables of what changed since an earlier year, where the paper tells of that.
    """
    view, assessment = paper.of_one, results.assessment
    first, *others = _all(view, results)
    found = (first, *changes, *others)
    sheets = [sheet._replace(title=f"{sheet.title}: {paper.area}, {paper.period}") for sheet in found]
    by_key = {sheet.key: sheet for sheet in sheets}
    wanted = _SHEETS.get(paper.kind)
    common = (
        results.guide.id,
        _text(assessment.area.name),
        assessment.area.code,
        assessment.period,
        assessment.status,
        *_of_previous(results),
    )
    held = tuple(s for s in sheets if s.rows and (wanted is None or s.key in wanted))
    return Workbook(
        title=paper.title,
        subject=paper.subtitle,
        draft_note=paper.draft_note,
        cover=tuple(_cover(paper)),
        notes=tuple(_notes(view, {s.key for s in held})),
        sheets=held,
        records=by_key[_RECORDS_OF.get(paper.kind, "descriptors")],
        common=tuple(zip(COMMON, common, strict=True)),
    )


def _of_previous(results: Results) -> tuple[Value, ...]:
    """Whose the earlier scores are, how that area stands to this one, and whether the boundaries moved."""
    previous = results.previous
    if previous is None:
        return None, None, None
    from ehsg_cli.reading.kinship import kinship

    kin = kinship(previous, results.assessment)
    return _text(previous.area.name), kin.relation, kin.boundaries


# The one table of a kind of paper that is not about descriptors.
_RECORDS_OF = {Kind.PLAN.value: "actions", Kind.CHANGE.value: "changes"}
# What a kind of paper is about; the others hold everything.
_SHEETS: dict[str, frozenset[str]] = {
    Kind.SUMMARY.value: frozenset(("summary", "distribution", "priorities")),
    Kind.PLAN.value: frozenset(("progress", "actions", "progress_notes")),
    Kind.CHANGE.value: frozenset(("changes", "followed", "means")),
}


def _cover(paper: Paper) -> Iterator[Fact]:
    view = paper.of_one
    if view.style.council:
        yield Fact("Council", view.style.council)
    if paper.draft:
        yield Fact("DRAFT", paper.draft_note)
    yield Fact("Headline", paper.headline)
    yield from paper.key_points
    if view.style.introduction:
        yield Fact("Introduction", view.style.introduction)
    yield Fact("Kind of paper", paper.subtitle)
    if view.made_for:
        yield Fact("Made for", view.made_for)
    yield Fact("Area", paper.area)
    yield Fact("Period", paper.period)
    yield Fact("Status", paper.status)
    yield Fact("Guide", paper.guide)
    yield Fact("What the signs mean", " ".join(SIGNS))
    if view.standing_against:
        yield Fact("Findings", view.standing_against)
    yield from view.provenance
    yield Fact("Licence", paper.attribution)


def _notes(view: PaperView, held: Set[str]) -> Iterator[str]:
    """What to know about the figures of the sheets that a workbook holds, and of no other."""
    yield from SIGNS
    if "summary" in held:
        yield view.summary.note
    if "priorities" in held and view.priorities is not None:
        yield f"Priorities: {view.priorities.sentence}"
        yield from view.priorities.problems
        if view.priorities.rule:
            yield f"{view.priorities.rule} ({view.priorities.clause})"
    if "criteria" in held and view.autonomy is not None:
        yield view.autonomy.sentence
        if view.autonomy.thresholds:
            yield view.autonomy.thresholds
        if view.autonomy.source:
            yield f"Minimum scores from: {view.autonomy.source}"
    if view.previous and held & {"descriptors", "progress"}:
        yield f"Earlier {view.terms.answers} are those of an assessment for {view.previous}."
    if "progress" in held:
        yield "The score aimed at is the highest that an action on the priority names."


def _all(view: PaperView, results: Results) -> Iterator[Sheet]:
    """Every sheet there is, in the order of a workbook; one that is about nothing has no rows."""
    yield _descriptors(view, results.guide)
    yield _summary(results)
    yield _distribution(results)
    yield _priorities(view, results)
    yield _criteria(view, results)
    yield _data_model(view)
    yield _scale(view)
    if results.progress is not None:
        yield _progress(results.progress, view, results)
        yield _actions(results.progress, view, results)
        yield _progress_notes(results.progress)
    yield _partners(view, results)
    yield _method(view)


def _naming(guide: Guide) -> tuple[Field, ...]:
    """The columns that name a descriptor, in each sheet that is about descriptors."""
    return (
        Field("descriptor", words.capitalised(words.terms(guide).entry)),
        Field("form", "Number on the form", shown=bool(guide.by_form)),
        Field("title", "Title"),
    )


def _named(id: str, results: Results) -> tuple[str, str, str]:
    descriptor = results.guide.descriptors[id]
    return id, descriptor.form or "", descriptor.title


def score_field(key: str, heading: str, *, in_words: bool) -> Field:
    """A column of scores, which are text on a scale in words."""
    return Field(key, heading, "text" if in_words else "number")


def _score(view: PaperView, key: str = "score", heading: str = "") -> Field:
    """A column of scores; on a scale in words its cells are words."""
    return score_field(key, heading or words.capitalised(view.terms.answer), in_words=view.summary.in_words)


def _earlier(view: PaperView) -> Field:
    """The column of the earlier scores; a workbook has it where there are any."""
    told_apart = view.previous and view.previous != view.period
    answer = view.terms.answer
    heading = f"{words.capitalised(answer)} in {view.previous}" if told_apart else f"Earlier {answer}"
    return _score(view, "previous_score", heading)._replace(shown=bool(view.previous))


def _descriptors(view: PaperView, guide: Guide) -> Sheet:
    its = view.terms
    return Sheet(
        "descriptors",
        words.capitalised(its.entries),
        f"Every {its.entry}",
        (
            *_naming(guide),
            Field("section_id", "Section id", shown=False),
            Field("section", "Section"),
            _score(view),
            Field("meaning", "What the score means", shown=not view.summary.in_words),
            _earlier(view),
            Field("previous_period", "Earlier period", shown=False),
            Field("priority", "Priority", shown=guide.priorities is not None),
            Field("evidence", _heading(view.labels.evidence)),
            Field("next_steps", _heading(view.labels.next_steps)),
        ),
        tuple(
            (
                each.id,
                each.form,
                each.title,
                section.id,
                each.section,
                guide.scale.as_written(each.value),
                each.meaning or None,
                guide.scale.as_written(each.previous),
                view.previous or None,
                _yes(each.priority),
                each.evidence or None,
                each.next_steps or None,
            )
            for section in view.sections
            for each in section.descriptors
        ),
    )


# Sums over sections, with the word for all of them.
_OVERALL = "All sections"


def _tallies(results: Results) -> Iterator[tuple[str, str, Tally]]:
    forms = {section.id: section.form for section in results.guide.sections}
    for section in results.summary.sections:
        yield forms[section.id] or "", section.title, section.tally
    yield "", _OVERALL, results.summary.overall


def _summary(results: Results) -> Sheet:
    if results.guide.scale.in_words:
        return _summary_in_words(results)
    return Sheet(
        "summary",
        "Summary",
        "Scores by section",
        (
            Field("form", "Number on the form"),
            Field("section", "Section"),
            Field("descriptors", "Descriptors", "number"),
            Field("scored", "Scored", "number"),
            Field("total", "Sum of scores", "number"),
            Field("mean", "Mean", "mean"),
            Field("fraction", "Mean as a fraction"),
            Field("median", "Median", "number"),
            Field("lowest", "Lowest", "number"),
            Field("highest", "Highest", "number"),
        ),
        tuple(
            (
                form,
                title,
                tally.descriptors,
                tally.scored,
                tally.total if tally.scored else None,
                tally.mean,
                words.exact(tally) or None,
                tally.median,
                tally.lowest,
                tally.highest,
            )
            for form, title, tally in _tallies(results)
        ),
        words.MEAN_NOTE,
    )


def _summary_in_words(results: Results) -> Sheet:
    """Words can be counted and put in order; they have no sum, mean or median."""
    guide, its = results.guide, words.terms(results.guide)
    return Sheet(
        "summary",
        "Summary",
        f"{words.capitalised(its.answers)} by section",
        (
            Field("form", "Number on the form", shown=bool(guide.by_form)),
            Field("section", "Section"),
            Field("descriptors", words.capitalised(its.entries), "number"),
            Field("scored", words.capitalised(its.given), "number"),
            Field("lowest", "Lowest"),
            Field("highest", "Highest"),
        ),
        tuple(
            (
                form,
                title,
                tally.descriptors,
                tally.scored,
                guide.scale.as_written(tally.lowest),
                guide.scale.as_written(tally.highest),
            )
            for form, title, tally in _tallies(results)
        ),
        words.NO_MEAN_NOTE,
    )


def _distribution(results: Results) -> Sheet:
    guide, its = results.guide, words.terms(results.guide)
    said = ((value, guide.scale.say(value)) for value in guide.scale.numbers)
    return Sheet(
        "distribution",
        "Distribution",
        f"How many {its.entries} have each {its.answer}",
        (
            Field("form", "Number on the form", shown=bool(guide.by_form)),
            Field("section", "Section"),
            *(
                Field(f"score_{word.replace(' ', '_')}", f"{words.capitalised(its.answer)} {word}", "number")
                for _, word in said
            ),
            Field("not_scored", f"Not {its.given}", "number"),
        ),
        tuple(
            (form, title, *tally.distribution.values(), tally.missing)
            for form, title, tally in _tallies(results)
        ),
    )


def _priorities(view: PaperView, results: Results) -> Sheet:
    chosen = view.priorities
    return Sheet(
        "priorities",
        "Priorities",
        "Priority descriptors",
        (
            *_naming(results.guide),
            Field("section", "Section"),
            _score(view),
            Field("why", "Why it was chosen"),
        ),
        tuple(
            (
                each.id,
                each.form,
                each.title,
                each.section,
                results.guide.scale.as_written(results.assessment.entry(each.id).answer),
                each.why or None,
            )
            for each in (chosen.chosen if chosen else ())
        ),
        chosen.sentence if chosen else "",
    )


def _criteria(view: PaperView, results: Results) -> Sheet:
    standing = view.autonomy
    title = standing.title if standing else ""
    return Sheet(
        "criteria",
        title,
        f"Scores against the minimum for each criterion of {title}",
        (
            *_naming(results.guide),
            _score(view),
            _score(view, "minimum", "Minimum"),
            Field("verdict", "Standing"),
        ),
        tuple(
            (
                *_named(each.descriptor, results),
                results.guide.scale.as_written(each.score),
                results.guide.scale.as_written(each.minimum),
                words.capitalised(each.verdict.spoken),
            )
            for each in results.autonomy.criteria
        ),
        standing.sentence if standing else "",
    )


def _facts(key: str, name: str, title: str, facts: Iterable[Fact]) -> Sheet:
    rows = tuple((each.label, each.text) for each in facts)
    return Sheet(key, name, title, (Field("label", "What"), Field("text", "What is recorded")), rows)


def _data_model(view: PaperView) -> Sheet:
    model, chosen = view.data_model, view.priorities
    if model is None:
        return _facts("data_model", "Data model", "Data model", ())
    governs = (Fact("Which level governs", chosen.governs),) if chosen and chosen.governs else ()
    facts = (Fact("Level", model.level), *governs, *model.facts, Fact("Meaning", model.meaning))
    return _facts("data_model", "Data model", "Data model", facts)


def _scale(view: PaperView) -> Sheet:
    return Sheet(
        "scale",
        "Scale",
        "What each score means",
        (Field("score", "Score", "number"), Field("short", "In short"), Field("meaning", "Meaning")),
        tuple((each.value, each.short, each.meaning) for each in view.scale),
    )


def _progress(progress: PlanProgress, view: PaperView, results: Results) -> Sheet:
    before = {each.id: each.previous for each in view.descriptors}

    def counted(counts: Counts) -> tuple[int, ...]:
        return (counts.total, *(counts.by_status[status] for status in STATUSES), counts.unknown)

    priorities = (
        (
            *_named(each.descriptor, results),
            results.guide.scale.as_written(each.score),
            results.guide.scale.as_written(before[each.descriptor]),
            results.guide.scale.as_written(each.target),
            *counted(each.counts),
        )
        for each in progress.priorities
    )
    return Sheet(
        "progress",
        "Progress",
        "Actions on each priority by status" if results.guide.priorities else "Actions by status",
        (
            *_naming(results.guide),
            _score(view),
            _earlier(view),
            _score(view, "target", f"{words.capitalised(view.terms.answer)} aimed at"),
            Field("actions", "Actions", "number"),
            *(Field(status.replace(" ", "_"), words.capitalised(status), "number") for status in STATUSES),
            Field("no_status", "Without a status", "number"),
        ),
        (
            *priorities,
            *(
                [("", "", "All priorities", "", "", "", *counted(progress.on_priorities))]
                if results.guide.priorities
                else ()
            ),
            ("", "", "All actions of the plan", "", "", "", *counted(progress.counts)),
        ),
    )


def _actions(progress: PlanProgress, view: PaperView, results: Results) -> Sheet:
    rows = []
    for action, priority in progress.actions:
        id = action.descriptor
        # One that is on no descriptor has no number or title; one that the guide does not know may have.
        named = ("", "", "") if id is None else (_text(id), None, None)
        if id in results.guide.descriptors:
            named = _named(id, results)
        rows.append(
            (
                _text(action.id),
                *named,
                _yes(priority),
                _text(action.action),
                _text(action.owner),
                action.due,
                action.status,
                results.guide.scale.as_written(action.target),
                "\n".join(
                    ": ".join(part for part in (day.isoformat() if day else "", note) if part)
                    for day, note in _told(action)
                )
                or None,
            )
        )
    return Sheet(
        "actions",
        "Actions",
        "The actions of the plan",
        (
            Field("action_id", "Action"),
            *_naming(results.guide),
            Field("priority", "Priority", shown=results.guide.priorities is not None),
            Field("action", "What is done"),
            Field("owner", "Owner"),
            Field("due", "Due", "date"),
            Field("status", "Status"),
            _score(view, "target", f"{words.capitalised(view.terms.answer)} aimed at"),
            Field("progress", "Progress notes", shown=False),
        ),
        tuple(rows),
    )


def _progress_notes(progress: PlanProgress) -> Sheet:
    return Sheet(
        "progress_notes",
        "Progress notes",
        "What had happened by which day",
        (Field("action_id", "Action"), Field("on", "Day", "date"), Field("note", "Note")),
        tuple((_text(action.id), day, note) for action, _ in progress.actions for day, note in _told(action)),
    )


def _told(action: Action) -> Iterator[tuple[date | None, str | None]]:
    for each in action.progress:
        if each is not None:
            yield each.on, words.visible(each.note or "") or None


def _partners(view: PaperView, results: Results) -> Sheet:
    return Sheet(
        "partners",
        "Partners",
        "What partners scored before the assessment was agreed",
        (
            *_naming(results.guide),
            _score(view, "agreed", f"Agreed {view.terms.answer}"),
            Field("organisation", "Organisation"),
            _score(view, "score", f"Its {view.terms.answer}"),
        ),
        tuple(
            (
                *_named(each.descriptor, results),
                results.guide.scale.as_written(each.agreed),
                _text(one.organisation),
                results.guide.scale.as_written(one.score),
            )
            for each in results.spread
            for one in each.scores
        ),
    )


def _method(view: PaperView) -> Sheet:
    return _facts("method", "Method", "How the assessment was made", view.method)


def _text(text: str | None) -> str | None:
    """A text made visible and put on one line; `None` where there is none."""
    return words.one_line(text or "") or None


def _heading(label: str) -> str:
    return words.one_line(label)


def _yes(true: bool) -> str:
    return "yes" if true else "no"
