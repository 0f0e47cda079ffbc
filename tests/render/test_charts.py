"""Charts drawn: nothing on top of anything else, nothing faint, nothing drawn that is not known."""

import itertools
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from ehsg_cli import load_guide
from ehsg_cli.judge.results import Beside, Results
from ehsg_cli.render import palette
from ehsg_cli.render.charts import draw, headed
from ehsg_cli.render.charts.drawing import (
    ELLIPSIS,
    Box,
    Drawing,
    Label,
    Mark,
    Point,
    Stroke,
    broken,
    shortened,
    side_by_side,
    width_of,
)
from ehsg_cli.render.templates import render_chart
from ehsg_cli.resources import resource
from ehsg_cli.views.charts import CHARTS, Chart
from ehsg_cli.views.charts.progress import Aim, ProgressPlot
from ehsg_cli.views.style import PLAIN, Style
from tests.render.chart_checks import HEBREW, LONG, collisions, faint, frame, guide_of, results_of
from tests.render.papers import (
    HOSTILE_LINE,
    draft,
    earlier,
    everything,
    gateshead,
    hostile,
    hostile_beside,
    northbridge,
    plan,
    results,
)

SVG = "{http://www.w3.org/2000/svg}"
GUIDE = load_guide("ehsg-2022")
COUNCILS = ("#12436d", "#000000", "#767676", "#b30000")

CASES = {
    "gateshead": results(gateshead()),
    "gateshead a year on": results(gateshead(), Beside(previous=gateshead(period="2021"))),
    "northbridge": results(northbridge(), everything()),
    "draft": results(draft(), Beside(plan=plan(), previous=earlier())),
    "nothing scored": results(northbridge(entries={}), Beside(plan=plan(), previous=earlier())),
    "hostile": results(hostile(), hostile_beside()),
    "scale of 1 to 4": results_of(guide_of(GUIDE, 4, 6, (1, 2, 3, 4))),
    "twelve sections": results_of(guide_of(GUIDE, 12, 5, (0, 1, 2, 3, 4, 5), title=LONG)),
    "one descriptor": results_of(guide_of(GUIDE, 1, 1, (0, 1))),
    "one section, two hundred titles": results_of(
        guide_of(GUIDE, 1, 40, (1, 2, 3), title=LONG, id="long-id-")
    ),
    "scale of 0 to 10": results_of(guide_of(GUIDE, 3, 12, tuple(range(11)), title="Two words"), seed=1),
    "scale of tens": results_of(guide_of(GUIDE, 3, 7, (0, 10, 50, 100), title=HEBREW)),
    "hostile guide": results_of(guide_of(GUIDE, 3, 4, (0, 1, 2), title=HOSTILE_LINE, id="<b>&")),
    "one unbroken word": results_of(guide_of(GUIDE, 5, 3, (0, 1, 2, 3), title="W" * 100)),
}
DRAWN = [
    pytest.param(chart, id=f"{case}: {name}")
    for case, found in CASES.items()
    for name in CHARTS
    if (chart := CHARTS[name](found)) is not None
]


def drawing(name: str, found: Results) -> Drawing:
    chart = CHARTS[name](found)
    assert chart is not None
    return draw(chart)


def texts(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Label)]


def dots(marks: tuple[Mark, ...]) -> list[Point]:
    """The filled dots in the colour of the score."""
    return [m for m in marks if isinstance(m, Point) and (m.role, m.form) == ("now", "disc")]


@pytest.mark.parametrize("chart", DRAWN)
def test_no_text_lies_on_another_or_on_a_shape(chart: Chart) -> None:
    """By the generous estimate of widths, and all of it inside the picture; alone and in a page."""
    assert collisions(draw(chart)) == []
    assert collisions(headed(draw(chart), chart)) == []


@pytest.mark.parametrize("colour", COUNCILS)
@pytest.mark.parametrize("shades", [palette.light, palette.dark])
def test_everything_stands_out(colour: str, shades: Callable[[str], dict[str, str]]) -> None:
    """Texts by 4.5, shapes by 3, from what is beneath and beside them, whatever the council's colour."""
    for case in ("northbridge", "draft", "scale of 1 to 4", "scale of 0 to 10"):
        for name in CHARTS:
            if chart := CHARTS[name](CASES[case]):
                assert faint(draw(chart), shades(colour)) == [], (case, name)


def test_the_checks_fail_on_what_is_wrong() -> None:
    """A faint palette, a text across another, and one across a line are told."""
    colours = palette.light()
    found = CASES["northbridge"]
    for role, shade in (
        ("soft", "#aaaaaa"),
        ("now", "#dddddd"),
        ("on-accent", "#28a197"),
        ("second", "#e0e0e0"),
    ):
        assert any(faint(drawing(name, found), colours | {role: shade}) for name in CHARTS), role
    whole = drawing("dots", found)
    first = next(mark for mark in whole.marks if isinstance(mark, Label))
    assert collisions(whole._replace(marks=(*whole.marks, first._replace(text="x"))))
    box = frame(first)
    line = Stroke(box.left, box.top + 3, box.right, box.top + 3, "ink")
    assert collisions(whole._replace(marks=(*whole.marks, line)))
    assert faint(
        whole._replace(marks=(*whole.marks, Box(0, 0, 50, 50, "soft"), Box(9, 9, 9, 9, "before"))), colours
    )
    assert collisions(whole._replace(marks=(*whole.marks, Label(whole.width - 3, 9, "outside"))))


def test_everything_stands_out_on_paper() -> None:
    """In the colours that the style sheet gives the roles for print."""
    sheet = (resource("templates") / "paper.css").read_text(encoding="utf-8")
    printed = re.search(r"@media print \{\s*:root \{([^}]*)\}", sheet)
    assert printed is not None
    shades = dict(re.findall(r"--([\w-]+): (#\w+);", printed[1]))
    assert shades
    whole = {role: "#" + "".join(c * 2 for c in s[1:]) if len(s) == 4 else s for role, s in shades.items()}
    for colour in COUNCILS:
        for name in CHARTS:
            assert faint(drawing(name, CASES["northbridge"]), palette.light(colour) | whole) == []


@pytest.mark.parametrize("chart", DRAWN)
def test_every_picture_is_sound(chart: Chart) -> None:
    """Well-formed; an image with title and description; only our own elements, whatever the texts hold."""
    svg = render_chart(chart, PLAIN, headline=True)
    image = ElementTree.fromstring(svg)
    title, description = image.find(f"{SVG}title"), image.find(f"{SVG}desc")
    assert title is not None
    assert title.text == chart.headline
    assert description is not None
    assert description.text == chart.description
    assert image.get("role") == "img"
    assert image.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    ids = [element.get("id") for element in image.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 3
    used = {element.tag.removeprefix(SVG) for element in image.iter()}
    assert used <= {"svg", "title", "desc", "defs", "g", "use", "text", "rect", "line", "circle", "path"}
    for element in image.iter():
        assert not any(name.startswith("on") for name in element.attrib)
    (use,) = image.iter(f"{SVG}use")
    assert use.get("href") == f"#{chart.name}-marks"
    assert svg == render_chart(chart, PLAIN, headline=True)


def test_a_picture_of_its_own_has_a_ground_and_says_who_made_it() -> None:
    """White, over all of it; a chart in a page has neither, and takes the page's."""
    chart = CHARTS["dots"](CASES["gateshead"])
    assert chart is not None
    svg = render_chart(chart, PLAIN)
    assert "Made by ehsg" in svg[:500]
    image = ElementTree.fromstring(svg)
    ground = image.find(f"{SVG}rect")
    assert ground is not None
    assert (ground.get("width"), ground.get("height"), ground.get("fill")) == ("100%", "100%", "#ffffff")
    assert re.search(r'width="\d+" height="\d+"', svg)


def test_a_chart_alone_says_its_headline_and_whose_it_is() -> None:
    """In the picture itself, with the word DRAFT where it is one; in a paper these stand beside it."""
    chart = CHARTS["dots"](CASES["draft"])
    assert chart is not None
    said = " ".join(texts(headed(draw(chart), chart).marks))
    assert chart.headline in said
    assert "Northbridge (fictional) \N{MIDDLE DOT} 2023 \N{MIDDLE DOT} Early Help System Guide 2022" in said
    assert said.endswith("DRAFT")
    assert chart.headline not in " ".join(texts(draw(chart).marks))


def test_the_councils_colour_is_drawn() -> None:
    """As the colour of the scores."""
    chart = CHARTS["distribution"](CASES["gateshead"])
    assert chart is not None
    assert 'class="now" color="#7a1f5c"' in render_chart(chart, Style(colour="#7a1f5c"))


def test_long_titles_are_told_to_be_shortened() -> None:
    """With an ellipsis; nothing is cut silently."""
    whole = drawing("dots", CASES["twelve sections"])
    assert any(text.endswith(ELLIPSIS) for text in texts(whole.marks))
    assert not any(text.endswith(ELLIPSIS) for text in texts(drawing("dots", CASES["gateshead"]).marks))


# Each chart


def test_a_dot_for_every_score_and_no_other() -> None:
    """As many dots as scores, each with its figure in it; words for every gap, a tag for each priority."""
    for case in ("gateshead", "northbridge", "draft"):
        found, marks = CASES[case], drawing("dots", CASES[case]).marks
        scores = [found.assessment.entry(id).answer for id in found.guide.descriptors]
        given = [str(score) for score in scores if score is not None]
        figures = [mark.text for mark in marks if isinstance(mark, Label) and mark.role == "on-accent"]
        assert sorted(figures) == sorted(given)
        assert len(dots(marks)) == len(given)
        assert texts(marks).count("not scored") == scores.count(None)
        assert texts(marks).count("Priority") == len(found.assessment.chosen)


def test_a_dot_stands_at_its_score() -> None:
    """On the figure of the axis above it."""
    marks = drawing("dots", CASES["northbridge"]).marks
    labels = [mark for mark in marks if isinstance(mark, Label)]
    axes = {(label.x, label.text) for label in labels if label.role == "soft"}
    figures = {(label.x, label.text) for label in labels if label.role == "on-accent"}
    assert figures
    assert figures <= axes


def test_nothing_scored_has_no_dot_at_all() -> None:
    """Not at 0 and nowhere else, in no chart; words stand there instead."""
    found = results(northbridge(entries={}))
    for name in ("dots", "profile"):
        marks = drawing(name, found).marks
        assert dots(marks) == []
        assert not any(mark.role == "on-accent" for mark in marks)
    assert texts(drawing("dots", found).marks).count("not scored") == 31
    assert texts(drawing("profile", found).marks).count("nothing scored yet") == 5
    bars = [m for m in drawing("distribution", found).marks if isinstance(m, Box)]
    assert [(bar.hollow, bar.dashed) for bar in bars] == [(True, True)]


def test_a_ring_for_every_earlier_score_and_the_years_said_once() -> None:
    """No ring where there was no score; the years stand once, in words and above everything."""
    marks = drawing("dots", CASES["northbridge"]).marks
    rings = [m for m in marks if isinstance(m, Point) and m.role == "before"]
    assert len(rings) == 30
    assert {m.form for m in rings} == {"ring"}
    for case, said in (
        ("northbridge", "Filled dots: 2023. Rings: 2022."),
        ("gateshead a year on", "Filled dots: 2022. Rings: 2021."),
        ("nothing scored", "Filled dots: 2023. Rings: 2022."),
    ):
        marks = drawing("dots", CASES[case]).marks
        assert texts(marks).count(said) == 1
        assert sum("2022" in text for text in texts(marks)) == 1
        first = min((mark for mark in marks if isinstance(mark, Label)), key=lambda label: label.y)
        assert first.text == said
    assert not any(mark.role == "before" for mark in drawing("dots", CASES["gateshead"]).marks)


def test_rows_stand_at_the_same_distance_and_rings_in_them_do_not_meet() -> None:
    """Also where every score stayed; and no row is taller for the years."""
    for case in ("northbridge", "gateshead a year on"):
        marks = drawing("dots", CASES[case]).marks
        rings = [mark for mark in marks if isinstance(mark, Point) and mark.form == "ring"]
        assert max(ring.radius for ring in rings) <= 19 / 2 - 1
        dots = sorted(
            {
                (mark.x, mark.y, mark.radius + (0.9 if mark.form == "ring" else 0))
                for mark in marks
                if isinstance(mark, Point) and mark.role in ("now", "before")
            }
        )
        for (x, y, radius), (next_x, next_y, next_radius) in itertools.pairwise(dots):
            if x == next_x and y != next_y:
                assert next_y - y - radius - next_radius >= 1
    ids = {
        mark.text: mark.y
        for mark in drawing("dots", CASES["gateshead a year on"]).marks
        if isinstance(mark, Label)
    }
    plain = {
        mark.text: mark.y for mark in drawing("dots", CASES["gateshead"]).marks if isinstance(mark, Label)
    }
    assert len({round(ids[id] - plain[id], 6) for id in ("FV1", "FV2", "WF1")}) == 1


def test_the_dot_plot_leaves_room_on_its_sheet() -> None:
    """Of an A4 sheet, 174 mm of which are written on, it takes 55 % of the height at most."""
    for case in ("gateshead", "northbridge", "draft"):
        whole = drawing("dots", CASES[case])
        assert whole.height / whole.width * 174 <= 0.55 * 297


def test_the_profile_is_low_and_says_how_much_is_scored() -> None:
    """Five sections in about 220 units; a section that is scored in part says of how many."""
    assert drawing("profile", CASES["gateshead"]).height <= 230
    said = texts(drawing("profile", CASES["draft"]).marks)
    assert {"5 of 7 scored", "6 of 7 scored"} <= set(said)
    assert not any("scored" in text for text in texts(drawing("profile", CASES["gateshead"]).marks))


def test_the_profile_shows_mean_lowest_and_highest() -> None:
    """Each mean in its dot; the figures of the range at its ends; equal scores need no range."""
    marks = drawing("profile", CASES["gateshead"]).marks
    means = [mark.text for mark in marks if isinstance(mark, Label) and mark.role == "on-accent"]
    assert means == ["3.0", "3.0", "2.6", "3.0", "2.4"]
    bars = [mark for mark in marks if isinstance(mark, Box) and mark.role == "line"]
    assert len(bars) == 2
    ends = [mark.text for mark in marks if isinstance(mark, Label) and mark.role == "ink" and not mark.bold]
    assert ends == ["2", "3", "2", "3"]


def test_bars_are_as_long_as_they_count() -> None:
    """In proportion, with the number at the end; no bar for none, and those not scored set apart."""
    whole = drawing("distribution", CASES["draft"])
    tally = CASES["draft"].summary.overall
    bars = [mark for mark in whole.marks if isinstance(mark, Box)]
    counts = [count for count in reversed(tally.distribution.values()) if count]
    unit = bars[0].width / counts[0]
    assert [bar.width / unit for bar in bars] == pytest.approx([*counts, tally.descriptors - tally.scored])
    ends = {round(bar.x + bar.width, 3) for bar in bars}
    labels = [mark for mark in whole.marks if isinstance(mark, Label) and round(mark.x - 7, 3) in ends]
    assert [label.text for label in labels] == [*map(str, counts), "3"]
    assert bars[-1].y - (bars[-2].y + bars[-2].height) > bars[1].y - (bars[0].y + bars[0].height)


def test_partners_can_be_counted() -> None:
    """A dot each, or one with their number; never two on the same place."""
    marks = drawing("spread", CASES["northbridge"]).marks
    partners = [mark for mark in marks if isinstance(mark, Point) and mark.role == "second"]
    assert len(partners) == sum(len(each.scores) for each in CASES["northbridge"].spread)
    assert len({(mark.x, mark.y) for mark in partners}) == len(partners)
    many = drawing("spread", CASES["one descriptor"]).marks
    dots_of_many = [mark for mark in many if isinstance(mark, Point) and mark.role == "second"]
    told = [int(text[1:]) for text in texts(many) if text.startswith("\N{MULTIPLICATION SIGN}")]
    assert sum(told) + len(dots_of_many) - len(told) == 9


def test_the_agreed_score_is_framed() -> None:
    """By a frame, not by a colour; words where none is agreed."""
    found = CASES["northbridge"]
    marks = drawing("spread", found).marks
    frames = [mark for mark in marks if isinstance(mark, Box) and mark.hollow]
    assert len(frames) == len(found.spread)
    assert {"agreed", "partners"} <= set(texts(marks))
    open_ones = results(northbridge(entries={}), everything())
    said = texts(drawing("spread", open_ones).marks)
    assert said.count("none agreed") == len(open_ones.spread)
    assert "agreed" not in said


def aims(*aim: Aim) -> tuple[Mark, ...]:
    from ehsg_cli.render.charts.progress import draw as draw_progress

    whole = draw_progress(ProgressPlot((0, 1, 2, 3, 4, 5), aim, "2023", "2022"))
    assert collisions(whole) == []
    assert faint(whole, palette.light()) == []
    return whole.marks


def test_every_action_is_a_mark_of_its_status() -> None:
    """A form for each status, told in words beside it as well; very many are told in words alone."""
    statuses = (("done", 2), ("in progress", 7), ("not started", 1), ("stopped", 3), ("without a status", 1))
    marks = aims(Aim("A", "Title", 1, None, 3, statuses), Aim("B", "Title", 1, None, None, (("done", 60),)))
    # The marks of actions stand to the right of the scale.
    points = [m for m in marks if isinstance(m, Point) and m.role == "now" and m.x > 500]
    forms = [point.form for point in points]
    assert {form: forms.count(form) for form in forms} == {
        "disc": 3,
        "half": 7,
        "ring": 1,
        "crossed": 3,
        "dashed": 1,
    }
    said = [
        mark.text for mark in marks if isinstance(mark, Label) and mark.x > 500 and mark.text[0].isdigit()
    ]
    assert said == [*(f"{count} {status}" for status, count in statuses), "60 done"]
    assert "no score aimed at" in texts(marks)


@pytest.mark.parametrize("value", [None, 0, 2, 5])
@pytest.mark.parametrize("target", [None, 0, 2, 3, 5])
@pytest.mark.parametrize("previous", [None, 0, 2, 5])
def test_score_aim_and_earlier_score_are_told_apart(
    value: int | None, target: int | None, previous: int | None
) -> None:
    """Each with its own form and words, one around another where they are the same; no mark for none."""
    marks = aims(Aim("A", "Title", value, previous, target, ()))
    assert len(dots(marks)) == (value is not None)
    assert sum(m.role == "third" for m in marks) == (target is not None)
    assert sum(isinstance(m, Point) and m.role == "before" for m in marks) == (previous is not None)
    said = " ".join(texts(marks))
    assert ("not scored" in said) == (value is None)
    assert ("aimed at" in said) == (target is not None or value is not None)
    assert ("2022" in said, "2023" in said) == (previous is not None, value is not None)
    assert "no action in the plan" in said


# Texts and their room


def test_texts_are_broken_and_shortened_to_their_room() -> None:
    """Never wider, never more lines; words stay whole where they can."""
    for text in (LONG, "W" * 100, "short", "", HOSTILE_LINE, "a " + "b" * 200 + " c"):
        for room in (10.0, 60.0, 200.0):
            for most in (1, 2, 3):
                lines = broken(text, room, 12, most)
                assert len(lines) <= most
                assert all(width_of(line, 12) <= room or line == ELLIPSIS for line in lines), (text, room)
    assert broken("one two three", 1000, 12) == ("one two three",)
    assert broken(LONG, 5000, 12) == (LONG,)
    assert " ".join(broken(LONG, 200, 12, 9)) == LONG
    assert shortened("plain", 500, 12) == "plain"


def test_two_texts_side_by_side_stay_apart() -> None:
    """Also in the corners; none where both do not fit."""
    for one, two in ((0, 5), (50, 50), (0, 100), (95, 100)):
        marks = side_by_side((one, "2022"), (two, "2023"), 10, (0, 100))
        assert marks is not None
        assert collisions(Drawing(101, 20, tuple(marks))) == []
    assert side_by_side((10, "a long name"), (20, "another long name"), 10, (0, 60)) is None
    assert side_by_side((10, "a long name"), (10, "another long name"), 10, (0, 60)) is None
