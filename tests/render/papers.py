"""Papers to render: of the examples, of a draft, and of a file in which every text is hostile."""

from pathlib import Path
from typing import Any

from ehsg_cli import check_autonomy, check_priorities, load_assessment, load_guide, summarise
from ehsg_cli.assessment import Agreed, Area, Assessment, Entry, Priority, Thresholds
from ehsg_cli.views.form import FormView, view_form
from ehsg_cli.views.paper import PaperView, Source, view_paper

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
        }
    )


def paper(
    assessment: Assessment, *, file: str = "area.yaml", thresholds: Thresholds | None = None
) -> PaperView:
    guide = load_guide("ehsg-2022")
    return view_paper(
        assessment,
        guide,
        Source(file, "0" * 64, ()),
        summarise(assessment, guide),
        check_priorities(assessment, guide),
        check_autonomy(assessment, guide, thresholds),
    )


def hostile_paper(status: str = "submitted") -> PaperView:
    # A slash would end the file's name.
    file = HOSTILE_LINE.replace("/", "-")
    source = Thresholds(ehsg="thresholds/1", source=HOSTILE_LINE, minimum={"FV1": 3})
    return paper(hostile(status), file=file, thresholds=source)


def form(assessment: Assessment) -> FormView:
    return view_form(assessment, load_guide("ehsg-2022"))
