"""What holds for every chart: functions that list what is wrong with one, and guides of other shapes."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.assessment.responses import Response
from ehsg_cli.colours import SHAPE_CONTRAST, TEXT_CONTRAST, contrast
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.progress import progress
from ehsg_cli.judge.results import Results, judge
from ehsg_cli.judge.spread import spread
from ehsg_cli.judge.summary import summarise
from ehsg_cli.render.charts.drawing import Box, Drawing, Label, Mark, Point, Stroke, width_of
from tests.render.papers import HOSTILE_LINE, gateshead

# Roles that mean nothing by themselves: what parts other marks, and fine lines that help the eye.
SILENT = ("ground", "hair")
LONG = "A title of a hundred characters, which no column of any chart can hold on a single line, goes on so"
HEBREW = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd"


class Frame(NamedTuple):
    """The space a mark takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Frame", by: float = 0.5) -> bool:
        return (
            self.top + by < other.bottom
            and other.top + by < self.bottom
            and self.left + by < other.right
            and other.left + by < self.right
        )

    def holds(self, other: "Frame", by: float = 0.5) -> bool:
        return (
            self.left - by <= other.left
            and self.top - by <= other.top
            and self.right + by >= other.right
            and self.bottom + by >= other.bottom
        )


def frame(mark: Mark) -> Frame:
    """The space a mark takes, a text's by the generous estimate."""
    match mark:
        case Label():
            wide = width_of(mark.text, mark.size, bold=mark.bold)
            left = mark.x - {"start": 0, "middle": wide / 2, "end": wide}[mark.anchor]
            return Frame(left, mark.y - 0.75 * mark.size, left + wide, mark.y + 0.2 * mark.size)
        case Point():
            radius = mark.radius + (1 if mark.form != "disc" else 0)
            return Frame(mark.x - radius, mark.y - radius, mark.x + radius, mark.y + radius)
        case Stroke():
            half = mark.width / 2
            xs, ys = sorted((mark.x1, mark.x2)), sorted((mark.y1, mark.y2))
            # Its ends are cut off square.
            wide, high = (half, 0) if xs[0] == xs[1] else (0, half)
            return Frame(xs[0] - wide, ys[0] - high, xs[1] + wide, ys[1] + high)
        case Box():
            return Frame(mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)


def collisions(drawing: Drawing) -> list[str]:
    """Texts that lie on other texts, on the edge of a shape, or outside the picture."""
    whole = Frame(drawing.left, drawing.top, drawing.left + drawing.width, drawing.top + drawing.height)
    framed = [(mark, frame(mark)) for mark in drawing.marks]
    wrong = [f"{mark} is outside" for mark, own in framed if not whole.holds(own)]
    for place, (mark, own) in enumerate(framed):
        if not isinstance(mark, Label):
            continue
        for at, (other, space) in enumerate(framed):
            if at == place or other.role in SILENT or not space.meets(own):
                continue
            if isinstance(other, Label):
                wrong.append(f"{mark.text!r} lies on {other.text!r}")
            # A figure in its dot is as it should be; so is a text on ground that was laid over a shape.
            elif not (_centred(other, own) or (at < place and _covered(drawing.marks[at:place], own))):
                wrong.append(f"{mark.text!r} lies on {other}")
    return wrong


def _centred(shape: Mark, own: Frame) -> bool:
    return not isinstance(shape, Stroke) and frame(shape).holds(own, by=1.5)


def _covered(between: tuple[Mark, ...], own: Frame) -> bool:
    return any(mark.role == "ground" and frame(mark).holds(own, by=4) for mark in between)


def faint(drawing: Drawing, colours: Mapping[str, str]) -> list[str]:
    """Texts and shapes that stand out too little from what they lie upon or touch."""
    wrong = []
    for place, mark in enumerate(drawing.marks):
        if mark.role in SILENT:
            continue
        under = _under(drawing.marks[:place], frame(mark))
        if isinstance(mark, Label):
            if (ratio := contrast(colours[mark.role], colours[under])) < TEXT_CONTRAST:
                wrong.append(f"the text {mark.text!r} on {under}: {ratio:.2f}")
            continue
        if (ratio := contrast(colours[mark.role], colours["ground"])) < SHAPE_CONTRAST:
            wrong.append(f"{mark.role} on the ground: {ratio:.2f}")
        for other in _touching(drawing.marks[:place], mark):
            if (ratio := contrast(colours[mark.role], colours[other.role])) < SHAPE_CONTRAST:
                wrong.append(f"{mark.role} beside {other.role}: {ratio:.2f}")
    return wrong


def _under(below: tuple[Mark, ...], own: Frame) -> str:
    """The role of what a text is read upon: the last filled shape that holds its middle."""
    x, y = (own.left + own.right) / 2, (own.top + own.bottom) / 2
    middle = Frame(x - 0.1, y - 0.1, x + 0.1, y + 0.1)
    filled = [mark for mark in below if _filled(mark) and frame(mark).holds(middle, by=0)]
    return filled[-1].role if filled and filled[-1].role != "hair" else "ground"


def _filled(mark: Mark) -> bool:
    match mark:
        case Box():
            return not mark.hollow
        case Point():
            return mark.form in ("disc", "solid diamond")
        case _:
            return False


def _touching(below: tuple[Mark, ...], mark: Mark) -> Iterator[Mark]:
    """The shapes of another role that a mark touches, with no ground laid between."""
    own = frame(mark)
    for at, other in enumerate(below):
        if isinstance(other, Label) or other.role in (*SILENT, mark.role) or not frame(other).meets(own):
            continue
        if not any(
            rim.role == "ground" and frame(rim).holds(own, by=0.5) for rim in below[at + 1 :]
        ) and not (_hollow(other) and frame(other).holds(own, by=-2)):
            yield other


def _hollow(mark: Mark) -> bool:
    return (isinstance(mark, Box) and mark.hollow) or (
        isinstance(mark, Point) and mark.form in ("ring", "diamond")
    )


# Guides of other shapes


def guide_of(
    guide: Guide,
    sections: int,
    descriptors: int,
    scale: tuple[int, ...],
    *,
    title: str = "Title",
    id: str = "D",
) -> Guide:
    """A guide with so many sections and descriptors, all called the same."""
    whole = guide.model_dump()
    section, value = whole["sections"][0], whole["scale"]["values"][0]
    descriptor = section["descriptors"][0]
    made = [
        section
        | {
            "id": f"s{s}",
            "form": str(s),
            "title": title,
            "descriptors": [
                descriptor | {"id": f"{id}{s}x{d}", "form": f"{s}.{d}", "title": title}
                for d in range(descriptors)
            ],
        }
        for s in range(sections)
    ]
    values = [value | {"value": number, "short": title} for number in scale]
    return Guide.model_validate(whole | {"sections": made, "scale": whole["scale"] | {"values": values}})


def results_of(guide: Guide, *, beside: bool = True, gaps: bool = True, seed: int = 0) -> Results:
    """Results of an assessment by such a guide: every value of the scale, and every kind of gap."""
    numbers = (*guide.scale.numbers, *((None,) if gaps else ()))
    ids = list(guide.descriptors)
    scores = {id: numbers[(place + seed) % len(numbers)] for place, id in enumerate(ids)}
    before = {id: numbers[(2 * place + seed) % len(numbers)] for place, id in enumerate(ids)}
    assessment = _assessment(guide, scores, "2023-24-FQ3", ids[:3])
    earlier = _assessment(guide, before, "2022-23-FQ3", ())
    base = judge(gateshead(), _pack())
    found = base._replace(assessment=assessment, guide=guide, summary=summarise(assessment, guide))
    if not beside:
        return found
    responses = [
        Response.model_validate(
            {
                "ehsg": "response/1",
                "respondent": {"organisation": HOSTILE_LINE},
                "entries": {
                    id: {"answer": guide.scale.numbers[place * which % len(guide.scale.numbers)]}
                    for place, id in enumerate(ids)
                },
            }
        )
        for which in range(9)
    ]
    statuses = ("done", "in progress", "not started", "stopped", None)
    actions: list[dict[str, Any]] = [
        {"id": f"A{n}", "descriptor": ids[n % min(3, len(ids))], "status": statuses[n % 5]} for n in range(40)
    ]
    actions[0]["target"] = guide.scale.numbers[-1]
    actions[1]["target"] = guide.scale.numbers[1]
    plan = Plan.model_validate({"ehsg": "plan/1", "actions": actions})
    return found._replace(
        previous=earlier,
        spread=spread(assessment, responses, guide),
        responses=len(responses),
        progress=progress(plan, assessment, guide),
    )


def _pack() -> Guide:
    from ehsg_cli import load_guide

    return load_guide("ehsg-2022")


def _assessment(guide: Guide, scores: Mapping[str, int | None], period: str, priorities: Any) -> Assessment:
    return Assessment.model_validate(
        {
            "ehsg": "assessment/1",
            "guide": guide.id,
            "area": {"name": "Northbridge"},
            "period": period,
            "entries": {id: {"answer": score} for id, score in scores.items()},
            "priorities": list(priorities),
        }
    )
