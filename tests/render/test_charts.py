"""The chart of scores: every descriptor a tile, none left out, none drawn as what it is not."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from ehsg_cli.render.charts import EN_DASH, Tile, contrast, score_chart, shades_of
from ehsg_cli.render.templates import _render
from ehsg_cli.views.paper import DescriptorView, PaperView, ScaleRow, SectionView
from tests.render.papers import HOSTILE_LINE, draft, gateshead, paper

SVG = "{http://www.w3.org/2000/svg}"


def tiles(view: PaperView) -> list[Tile]:
    return [tile for row in score_chart(view).rows for tile in row.tiles]


def svg(view: PaperView) -> ElementTree.Element:
    return ElementTree.fromstring(_render("scores.svg.j2", chart=score_chart(view)))


def texts(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def made_up(sections: int, descriptors: int, scale: int) -> PaperView:
    """A paper on a guide of another size; the last descriptor of a section is not scored."""
    return replace(
        paper(gateshead()),
        scale=tuple(ScaleRow(value, f"Short meaning of {value}", "") for value in range(1, scale + 1)),
        sections=tuple(
            SectionView(
                f"s{s}",
                str(s),
                f"A section whose title is rather long, number {s}",
                tuple(
                    DescriptorView(
                        id=f"S{s}D{d}",
                        form=f"{s}.{d}",
                        title="Title",
                        asks="",
                        value=None if d == descriptors - 1 else d % scale + 1,
                        score="not scored" if d == descriptors - 1 else str(d % scale + 1),
                        meaning="",
                        evidence="",
                        next_steps="",
                        priority=d == 0,
                    )
                    for d in range(descriptors)
                ),
            )
            for s in range(sections)
        ),
    )


def test_every_descriptor_is_a_tile_in_the_forms_order() -> None:
    """Id and score of all 31, a row for each section."""
    view = paper(gateshead())
    expected = [(d.id, d.score) for section in view.sections for d in section.descriptors]
    assert len(expected) == 31
    assert [(tile.id, tile.score) for tile in tiles(view)] == expected
    assert [len(row.tiles) for row in score_chart(view).rows] == [7, 7, 5, 5, 7]


def test_what_is_not_scored_has_no_shade_and_a_dash() -> None:
    """Never a nought, and an outline of its own kind in the drawing and in the legend."""
    view = paper(draft())
    blank = [tile for tile in tiles(view) if not tile.fill]
    assert {tile.id: tile.score for tile in blank} == {"FV1": EN_DASH, "FV6": EN_DASH, "DA7": EN_DASH}
    dashed = [rect for rect in svg(view).iter(f"{SVG}rect") if rect.get("stroke-dasharray")]
    assert len(dashed) == len(blank) + 1
    scored = [tile for tile in tiles(view) if tile.score == "0"]
    assert [tile.id for tile in scored] == ["LE5"]
    assert all(tile.fill for tile in scored)


def test_priorities_are_ringed_and_the_legend_says_so() -> None:
    """By form, not by colour."""
    view = paper(gateshead())
    assert {tile.id for tile in tiles(view) if tile.priority} == {"DA3", "DA5", "DA7"}
    rings = [rect for rect in svg(view).iter(f"{SVG}rect") if rect.get("fill") == "none"]
    assert len(rings) == 3 + 1
    assert "Ringed: a priority descriptor" in texts(svg(view))


def test_the_legend_tells_every_value_of_the_scale() -> None:
    """With its figure and its short meaning."""
    view = paper(gateshead())
    key = {entry.tile.score: " ".join(t for _, t in entry.text.lines) for entry in score_chart(view).key}
    for row in view.scale:
        assert key[str(row.value)] == row.short
    assert key[EN_DASH] == "Not scored"


@pytest.mark.parametrize("length", range(1, 12))
def test_figures_can_be_read_on_every_shade(length: int) -> None:
    """4.5:1 at least, on scales of any length; and the shades grow darker step by step."""
    shades = list(shades_of([ScaleRow(value, "", "") for value in range(length)]).values())
    assert all(contrast(ink, shade) >= 4.5 for shade, ink in shades)
    against_white = [contrast("#ffffff", shade) for shade, _ in shades]
    assert against_white == sorted(set(against_white))


def test_contrast_is_the_known_one() -> None:
    """Black on white is 21:1, and WCAG's well-known grey just passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize(
    ("sections", "descriptors", "scale"), [(1, 1, 2), (5, 7, 6), (9, 20, 10), (3, 0, 4), (0, 0, 3)]
)
def test_any_guide_fits(sections: int, descriptors: int, scale: int) -> None:
    """Whatever the number of sections, descriptors and values: nothing overlaps, nothing is cut off."""
    view = made_up(sections, descriptors, scale)
    chart = score_chart(view)
    drawn = [*tiles(view), *(entry.tile for entry in chart.key)]
    assert len(tiles(view)) == sections * descriptors
    for tile in drawn:
        ring = 6 if tile.priority else 1
        assert ring <= tile.x <= chart.width - tile.width - ring
        assert ring <= tile.y <= chart.height - tile.height - ring
    for place, one in enumerate(drawn):
        for other in drawn[place + 1 :]:
            apart = (
                abs(one.x - other.x) >= one.width + 4
                or abs(one.y - other.y) >= min(one.height, other.height) + 4
            )
            assert apart, (one, other)
    assert svg(view).get("viewBox") == f"0 0 {chart.width:g} {chart.height:g}"


def test_it_is_an_image_with_a_name() -> None:
    """A role, a title and a description, which the labelling names; and ids of its own."""
    image = svg(paper(gateshead()))
    title, description = image.find(f"{SVG}title"), image.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert image.get("role") == "img"
    assert image.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "25 of 31 descriptors score 3, six score 2." in texts(description)
    ids = [element.get("id") for element in image.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 2


def test_hostile_texts_stay_texts() -> None:
    """Well-formed, and without an element that is not ours, whatever a guide's titles say."""
    view = made_up(2, 3, 3)
    sections = tuple(replace(section, title=HOSTILE_LINE.replace("\x1b", "")) for section in view.sections)
    scale = tuple(replace(row, short=HOSTILE_LINE.replace("\x1b", "")) for row in view.scale)
    image = svg(replace(view, sections=sections, scale=scale, headline="<b>&</b>"))
    used = {element.tag.removeprefix(SVG) for element in image.iter()}
    assert used <= {"svg", "title", "desc", "g", "text", "tspan", "rect", "line"}
    assert "<script>alert(1)</script>" in texts(image)
