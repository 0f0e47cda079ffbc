"""Papers to render: of the examples, of a draft, and of a file in which every text is hostile."""

from pathlib import Path
from typing import Any

from ehsg_cli import load_assessment, load_guide
from ehsg_cli.assessment import Agreed, Area, Assessment, Entry, FollowUp, Priority, Thresholds
from ehsg_cli.assessment.plans import Action, Plan, Progress
from ehsg_cli.assessment.responses import Respondent, Response
from ehsg_cli.compare import changes
from ehsg_cli.judge.results import Beside, Results, judge
from ehsg_cli.reading import read_file
from ehsg_cli.views import words
from ehsg_cli.views.change import view_brief, view_change
from ehsg_cli.views.change.tables import change_sheets
from ehsg_cli.views.form import FormView, view_form
from ehsg_cli.views.kinds import Kind, Paper, compose
from ehsg_cli.views.paper import PaperView, Source, view_paper
from ehsg_cli.views.style import PLAIN, CommitteeHeading, Style
from ehsg_cli.views.workbook import Sheet

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"

# What must come out of every field as the text it is, the escape character as its control picture.
HOSTILE = (
    "<script>alert(1)</script>",
    "[bold]",
    "{{ 7*7 }}",
    "a | b",
    "\x1b[31m",
    "![x](http://e/x.png)",
    "[l](javascript:alert(1))",
    "# heading",
    "```",
    '"><img src=x onerror=alert(1)>',
)
HOSTILE_LINE = " ".join(HOSTILE)
# Each at the start of a line, where more of Markdown is live; and rows that would make a table.
HOSTILE_TEXT = "\n\n".join(
    (*reversed(HOSTILE), "a | b\n--- | ---\n1 | 2", "title\n=====", "[r]: http://e/x", "~~~\n> q")
)


def example(name: str, **changes: Any) -> Assessment:
    """One of the examples, with parts of it replaced."""
    return load_assessment(EXAMPLES / f"{name}.yaml").model_copy(update=changes)


def gateshead(**changes: Any) -> Assessment:
    return example("gateshead-2022", **changes)


def northbridge(**changes: Any) -> Assessment:
    return example("northbridge-2023", **changes)


def draft() -> Assessment:
    """Northbridge as a draft with two descriptors not scored and one left empty."""
    whole = northbridge()
    entries = dict(whole.entries)
    for id in ("FV1", "FV6"):
        entries[id] = entries[id].model_copy(update={"answer": None})
    del entries["DA7"]
    return whole.model_copy(update={"status": "draft", "entries": entries})


def hostile(status: str = "submitted") -> Assessment:
    """Gateshead with something hostile in every text there is."""
    whole = gateshead()
    entries = {
        id: Entry(answer=entry.answer, evidence=HOSTILE_TEXT, next_steps=HOSTILE_LINE)
        for id, entry in whole.entries.items()
    }
    return whole.model_copy(
        update={
            "status": status,
            "area": Area(name=HOSTILE_LINE),
            "agreed": Agreed(by=HOSTILE_LINE),
            "entries": entries,
            "priorities": tuple(Priority(id=id, why=HOSTILE_TEXT) for id in whole.chosen),
            "follow_up": {id: FollowUp(outcome="partly", note=HOSTILE_TEXT) for id in whole.chosen},
        }
    )


def plan() -> Plan:
    """Northbridge's action plan."""
    content = read_file(str(EXAMPLES / "northbridge-plan.yaml")).content
    assert isinstance(content, Plan)
    return content


def responses() -> tuple[Response, ...]:
    """What Northbridge's police answered, and two partners made up here."""
    content = read_file(str(EXAMPLES / "northbridge-response-police.yaml")).content
    assert isinstance(content, Response)
    school = {"FV2": Entry(answer=4), "WF6": Entry(answer=4), "DA5": Entry(answer=1)}
    health = {"FV2": Entry(answer=2), "CO2": Entry(answer=None), "DA5": Entry(answer=3)}
    made_up = (("Northbridge Academy", school), ("Northbridge Community Health", health))
    return (
        content,
        *(
            Response(ehsg="response/1", respondent=Respondent(organisation=name), entries=entries)
            for name, entries in made_up
        ),
    )


def earlier() -> Assessment:
    """Northbridge a year before: a point lower where it is above 1, and one descriptor not scored yet."""
    whole = northbridge(period="2022")
    entries = {
        id: entry.model_copy(update={"answer": max(1, (entry.answer or 1) - 1)})
        for id, entry in whole.entries.items()
    }
    entries["WF2"] = entries["WF2"].model_copy(update={"answer": None})
    return whole.model_copy(update={"entries": entries})


def everything() -> Beside:
    """All that can stand beside Northbridge's assessment."""
    thresholds = Thresholds(ehsg="thresholds/1", source="Made up", minimum={"FV1": 3, "DA7": 2})
    return Beside(thresholds=thresholds, plan=plan(), responses=responses(), previous=earlier())


def results(assessment: Assessment, beside: Beside = Beside()) -> Results:  # noqa: B008
    """Every figure and verdict."""
    return judge(assessment, load_guide("ehsg-2022"), beside)


def view(
    assessment: Assessment,
    beside: Beside = Beside(),  # noqa: B008
    *,
    file: str = "area.yaml",
    style: Style = PLAIN,
    headline: str | None = None,
) -> PaperView:
    """Everything a paper may say."""
    return view_paper(results(assessment, beside), Source(file, "0" * 64, ()), style, headline)


def paper(
    assessment: Assessment,
    kind: Kind = Kind.BOARD,
    beside: Beside = Beside(),  # noqa: B008
    *,
    file: str = "area.yaml",
    style: Style = PLAIN,
) -> Paper:
    """A paper of a kind."""
    change = changed(assessment, beside)
    tell = view_change if kind is Kind.CHANGE else view_brief
    story = tell(change, beside.before) if change is not None else None
    return compose(view(assessment, beside, file=file, style=style), kind, story)


def changed(assessment: Assessment, beside: Beside) -> changes.Change | None:
    """What changed since an earlier year, where there is one."""
    if beside.previous is None:
        return None
    plans = changes.Beside(new_plan=beside.plan, thresholds=beside.thresholds)
    return changes.diff(beside.previous, assessment, load_guide("ehsg-2022"), plans)


def tables_of_change(assessment: Assessment, beside: Beside) -> tuple[Sheet, ...]:
    """The same as tables."""
    change = changed(assessment, beside)
    return change_sheets(change) if change is not None else ()


COUNCIL = Style(
    council="Northbridge City Council",
    colour="#7a1f5c",
    introduction="This paper is for the *Children and Families Board*.\n\n- to note\n- to agree",
    headings=(
        CommitteeHeading("Recommendations", "1. Note the scores.\n2. Agree the priorities."),
        CommitteeHeading("Legal implications"),
    ),
)
"""A council's name, colour and words."""

# As the settings are read: on one line, and with nothing unseen in them.
HOSTILE_STYLE = Style(
    council=words.one_line(HOSTILE_LINE),
    introduction=words.visible(HOSTILE_TEXT),
    headings=(
        CommitteeHeading(words.one_line(HOSTILE_LINE), words.visible(HOSTILE_TEXT)),
        CommitteeHeading("Blank"),
    ),
)


def hostile_beside() -> Beside:
    """Companions with something hostile in every text there is."""
    action = Action(
        id=HOSTILE_LINE,
        descriptor="DA3",
        action=HOSTILE_LINE,
        owner=HOSTILE_LINE,
        status="done",
        progress=(Progress(note=HOSTILE_TEXT),),
    )
    respondent = Respondent(organisation=HOSTILE_LINE, sector=HOSTILE_LINE, role=HOSTILE_LINE)
    return Beside(
        thresholds=Thresholds(ehsg="thresholds/1", source=HOSTILE_LINE, minimum={"FV1": 3}),
        plan=Plan(ehsg="plan/1", actions=(action, action.model_copy(update={"descriptor": None}))),
        responses=(Response(ehsg="response/1", respondent=respondent, entries={"FV1": Entry(answer=2)}),),
        previous=hostile_earlier(),
    )


def hostile_earlier() -> Assessment:
    """Hostile Gateshead a year before, with other scores and priorities, and every text in another order."""
    now = hostile("agreed")
    other = "\n\n".join(("Then.", *HOSTILE, "the same words", *reversed(HOSTILE)))
    entries = {
        id: Entry(answer=(entry.answer or 0) // 2, evidence=other, next_steps=f"{HOSTILE_LINE} then")
        for id, entry in now.entries.items()
    }
    first, *others = now.priorities
    assert first is not None
    assert first.id is not None
    chosen = (Priority(id=first.id, why=other), *others[1:], Priority(id="FV7", why=HOSTILE_LINE))
    return now.model_copy(
        update={
            "period": "2021",
            "agreed": Agreed(by=f"Then {HOSTILE_LINE}"),
            "entries": entries,
            "priorities": chosen,
        }
    )


def hostile_paper(status: str = "submitted", kind: Kind = Kind.BOARD, style: Style = PLAIN) -> Paper:
    """Something hostile in every text of every file. (A slash would end the file's name.)"""
    file = HOSTILE_LINE.replace("/", "-")
    return paper(hostile(status), kind, hostile_beside(), file=file, style=style)


def form(assessment: Assessment) -> FormView:
    return view_form(assessment, load_guide("ehsg-2022"))
