"""The trend drawn: gaps stay gaps, sections are told apart without colour, and no text lies on another."""

import re
from collections.abc import Mapping
from itertools import combinations
from xml.etree import ElementTree

import pytest

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.colours import SHAPE_CONTRAST, contrast
from ehsg_cli.compare.trend import Trend, trend, year_of
from ehsg_cli.guide.models import Guide
from ehsg_cli.render import palette
from ehsg_cli.render.charts import draw, headed
from ehsg_cli.render.charts.drawing import Drawing, Label, Point, Stroke
from ehsg_cli.render.templates import render_chart, render_html, render_markdown
from ehsg_cli.views.blocks import Picture
from ehsg_cli.views.charts import Chart
from ehsg_cli.views.charts.trend import TrendPlot, unbroken
from ehsg_cli.views.style import PLAIN
from ehsg_cli.views.trend import view_trend
from tests.render.chart_checks import HEBREW, LONG, collisions, guide_of
from tests.render.papers import HOSTILE_LINE

SVG = "{http://www.w3.org/2000/svg}"
GUIDE = load_guide("ehsg-2022")

Years = Mapping[str, int | Mapping[str, int | None] | None]


def trend_of(
    years: Years, guide: Guide = GUIDE, area: str = "Northbridge", successor: tuple[str, str] | None = None
) -> Trend:
    """The trend of an area; from the period of its successor on, with other boundaries, it has that name."""
    found = []
    for period, scores in years.items():
        given = scores if isinstance(scores, Mapping) else dict.fromkeys(guide.descriptors, scores)
        said: dict[str, object] = {"name": area}
        if successor is not None and period >= successor[0]:
            said = {"name": successor[1], "predecessors": [{"name": area, "boundaries": "changed"}]}
        data = {
            "ehsg": "assessment/1",
            "guide": guide.id,
            "area": said,
            "period": period,
            "entries": {id: {"answer": score} for id, score in given.items()},
        }
        found.append(year_of(Assessment.model_validate(data), guide))
    return trend(found, {guide.id: guide}, across_boundaries=True)


def chart_of(years: Years, guide: Guide = GUIDE, **more: tuple[str, str]) -> Chart:
    paper = view_trend(trend_of(years, guide, **more))  # type: ignore[arg-type]
    return next(block.chart for part in paper.parts for block in part.blocks if isinstance(block, Picture))


def spread(guide: Guide, number: int) -> dict[str, int | None]:
    """Scores over the whole scale."""
    scale = guide.scale.numbers
    return {id: scale[(place * number + number) % len(scale)] for place, id in enumerate(guide.descriptors)}


def many(guide: Guide, years: int, first: int = 2000) -> Years:
    return {str(first + year): spread(guide, year) for year in range(years)}


GUIDES = {
    "the guide": GUIDE,
    "scale of 1 to 4": guide_of(GUIDE, 4, 6, (1, 2, 3, 4)),
    "twelve sections": guide_of(GUIDE, 12, 5, (0, 1, 2, 3, 4, 5), title=LONG),
    "one descriptor": guide_of(GUIDE, 1, 1, (0, 1)),
    "scale of tens": guide_of(GUIDE, 3, 7, (0, 10, 50, 100), title=HEBREW),
    "hostile guide": guide_of(GUIDE, 3, 4, (0, 1, 2), title=HOSTILE_LINE, id="<b>&"),
    "one unbroken word": guide_of(GUIDE, 5, 3, (0, 1, 2, 3), title="W" * 100),
}
CASES = {
    f"{name}, {years} years": chart_of(many(guide, years), guide)
    for name, guide in GUIDES.items()
    for years in (1, 2, 5, 20, 60)
} | {
    "gaps": chart_of({"2019": 2, "2021": spread(GUIDE, 3), "2024": 4}),
    "nothing scored": chart_of({"2019": {}, "2021": {}}),
    "all alike": chart_of({"2019": 3, "2020": 3}),
    "ends of the scale": chart_of({"2019": 0, "2020": 5}),
    "quarters": chart_of({"2022-23-FQ1": 1, "2022-23-FQ3": 2, "2023-24-FQ1": 3}),
    "boundaries": chart_of({"2019": 1, "2020": 2, "2022": 4, "2023": 4}, successor=("2021", "Newshire")),
}


def strokes(drawing: Drawing) -> list[Stroke]:
    """The lines of sections."""
    return [each for each in drawing.marks if isinstance(each, Stroke) and each.width == 1.75]


def texts(drawing: Drawing) -> list[str]:
    return [each.text for each in drawing.marks if isinstance(each, Label)]


@pytest.mark.parametrize("case", CASES)
def test_no_text_lies_on_another_or_outside(case: str) -> None:
    """With titles as long and years as many as they come; alone and in a page."""
    chart = CASES[case]
    assert collisions(draw(chart)) == []
    assert collisions(headed(draw(chart), chart)) == []


def test_no_line_leads_through_a_missing_year() -> None:
    """Nor through one in which nothing of a section is scored; no mark stands there, least of all at 0."""
    section = GUIDE.sections[0]
    blank = {id: None if id.startswith(section.descriptors[0].id[:2]) else 3 for id in GUIDE.descriptors}
    chart = chart_of({"2018": 2, "2019": 3, "2021": 4, "2022": blank, "2023": 3})
    data: TrendPlot = chart.data
    first, second = data.lines[:2]
    assert first.means == (2.0, 3.0, None, 4.0, None, 3.0)
    assert unbroken(data, first) == ((0, 1),)
    assert unbroken(data, second) == ((0, 1), (3, 4), (4, 5))
    drawn = draw(chart)
    assert len(strokes(drawn)) == 1 + 3 * (len(GUIDE.sections) - 1)
    marks = [each for each in drawn.marks if isinstance(each, Point) and each.role != "ground"]
    # Beside them stands one for each section in the list of names.
    assert len(marks) == 4 + 5 * (len(GUIDE.sections) - 1) + len(GUIDE.sections)
    assert "missing" in texts(drawn)


def test_the_scale_is_the_guides_from_end_to_end() -> None:
    """All its values stand beside the chart, whatever the scores are; a mean stands at its height."""
    for guide in (GUIDE, GUIDES["scale of 1 to 4"]):
        drawn = draw(chart_of({"2019": 2, "2020": 3}, guide))
        numbers = [str(number) for number in guide.scale.numbers]
        assert [each for each in texts(drawn) if each in numbers] == numbers
    drawn = draw(CASES["ends of the scale"])
    heights = sorted({each.y1 for each in drawn.marks if isinstance(each, Stroke) and each.role == "hair"})
    assert all((each.y1, each.y2) == (heights[-1], heights[0]) for each in strokes(drawn))


def test_sections_are_told_apart_without_colour() -> None:
    """By a mark of another shape each, up to seven; those named on the right have the shape of their line."""
    drawn = draw(CASES["gaps"])
    points = [each for each in drawn.marks if isinstance(each, Point) and each.role != "ground"]
    named = points[-len(GUIDE.sections) :]
    assert len({each.form for each in named}) == len(GUIDE.sections)
    assert {(each.form, each.role) for each in points} == {(each.form, each.role) for each in named}


@pytest.mark.parametrize("shades", [palette.light(), palette.dark()])
def test_every_line_and_mark_stands_out_from_the_ground(shades: dict[str, str]) -> None:
    drawn = draw(CASES["twelve sections, 5 years"])
    roles = {each.role for each in drawn.marks} - {"ground", "hair"}
    assert {"now", "second", "third", "fourth", "before"} <= roles
    for role in roles:
        assert contrast(shades[role], shades["ground"]) >= SHAPE_CONTRAST, role


def test_marks_of_one_year_do_not_hide_one_another() -> None:
    """Where means are the same, they stand side by side."""
    drawn = draw(CASES["all alike"])
    points = [each for each in drawn.marks if isinstance(each, Point) and each.role != "ground"]
    spots = points[: -len(GUIDE.sections)]
    assert len(spots) == 2 * len(GUIDE.sections)
    for one, other in combinations(spots, 2):
        assert abs(one.x - other.x) >= one.radius + other.radius


def test_changed_boundaries_break_the_lines() -> None:
    """An upright line of dashes stands there instead, and the description says what it means."""
    chart = CASES["boundaries"]
    assert [stop.anew for stop in chart.data.stops] == [False, False, False, True, False]
    assert "boundaries of the area changed" in chart.description
    uprights = [
        each for each in draw(chart).marks if isinstance(each, Stroke) and each.dashed and each.role == "soft"
    ]
    assert len(uprights) == 1
    assert "boundaries" not in CASES["gaps"].description


@pytest.mark.parametrize("case", CASES)
def test_the_picture_is_sound(case: str) -> None:
    """Well-formed, with title and description, and only our own elements, whatever the texts hold."""
    chart = CASES[case]
    image = ElementTree.fromstring(render_chart(chart, PLAIN, headline=True))
    title, description = image.find(f"{SVG}title"), image.find(f"{SVG}desc")
    assert title is not None
    assert title.text == chart.headline
    assert description is not None
    assert description.text == chart.description
    used = {element.tag.removeprefix(SVG) for element in image.iter()}
    assert used <= {"svg", "title", "desc", "defs", "g", "use", "text", "rect", "line", "circle", "path"}


def test_the_page_and_the_markdown_hold_the_table_and_the_gap() -> None:
    """The page has the chart with its table beneath; Markdown the table alone."""
    paper = view_trend(trend_of({"2019": 2, "2021": 3}))
    page, markdown = render_html(paper), render_markdown(paper)
    assert page.count("<svg") == 1
    assert "<caption>Mean of each section</caption>" in page
    assert re.search(r"\| All sections \| 2\.0 \| missing \| 3\.0 \|", markdown)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_two_charts_on_a_page_have_names_of_their_own() -> None:
    """Two editions whose scales are numbers: what describes one picture must not describe the other."""
    other = guide_of(GUIDE, 3, 4, (1, 2, 3)).model_copy(update={"id": "own-2020"})
    years = [
        year_of(
            Assessment.model_validate(
                {
                    "ehsg": "assessment/1",
                    "guide": guide.id,
                    "period": period,
                    "entries": {id: {"answer": 2} for id in guide.descriptors},
                }
            ),
            guide,
        )
        for guide, periods in ((other, ("2019", "2020")), (GUIDE, ("2021", "2022")))
        for period in periods
    ]
    page = render_html(view_trend(trend(years, {"own-2020": other, GUIDE.id: GUIDE})))
    assert page.count("<svg") == 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
