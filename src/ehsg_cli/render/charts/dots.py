"""The dot plot: a line for each descriptor, by section in two columns, with a dot at its score."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.render.charts.drawing import (
    Axis,
    Box,
    Drawing,
    Label,
    Mark,
    Stroke,
    broken,
    ring,
    scored,
    scored_as_before,
    shortened,
    width_of,
    written,
)

if TYPE_CHECKING:
    from ehsg_cli.views.charts.dots import Dot, DotPlot

_WIDTH, _GUTTER, _MARGIN = 740.0, 16.0, 4.0
_PLOT = 94.0
_ROOM_BESIDE = 11.0
_SIZE, _HEADING, _SMALL = 11.0, 13.0, 10.5
# As close as dots can stand: the first sheet of a paper has to hold a title, the answer and this.
_ROW, _LINE, _KEY, _MOST_LINES = 19.0, 12.0, 18.0, 3
_ABOVE_HEADING, _BELOW_HEADING = 9.0, 4.0
_WIDEST_ID = 80.0
_TAG, _TAG_SIZE, _TAG_ROOM = "Priority", 9.5, 54.0
NOT_SCORED = "not scored"

Section = tuple[str, "Sequence[Dot]"]


class _Column(NamedTuple):
    """Where things stand from left to right in a column of sections."""

    left: float
    titles: float
    room: float
    axis: Axis
    right: float


def draw(data: "DotPlot") -> Drawing:
    """The marks, column by column, each from top to bottom."""
    ids = max((width_of(dot.id, _SIZE, bold=True) for _, dots in data.sections for dot in dots), default=0)
    id_room = min(ids, _WIDEST_ID) + 7
    half = (_WIDTH - _GUTTER) / 2
    several = len(data.sections) > 1
    one = _column(_MARGIN, half if several else _WIDTH - _MARGIN, id_room, data.scale)
    heights = [_height(one, section) for section in data.sections]
    split = _split(heights)
    columns = [one, _column(half + _GUTTER, _WIDTH - _MARGIN, id_room, data.scale)] if several else [one]
    marks: list[Mark] = []
    above = bottom = 0.0
    if data.previous:
        # By themselves: over the first marks they would widen its row, and two names meet.
        text = f"Filled dots: {data.period}. Rings: {data.previous}."
        marks.append(Label(_MARGIN, 11, shortened(text, _WIDTH - 2 * _MARGIN, _SIZE), _SIZE, "soft"))
        above = _KEY
    for column, sections in zip(columns, (data.sections[:split], data.sections[split:]), strict=False):
        y = above - _ABOVE_HEADING + 2
        for section in sections:
            y = _section(marks, column, section, y)
        bottom = max(bottom, y)
    return Drawing(_WIDTH, bottom + 6, tuple(marks))


def _column(left: float, right: float, id_room: float, scale: tuple[int, ...]) -> _Column:
    axis = Axis(scale, right - _ROOM_BESIDE - _PLOT, right - _ROOM_BESIDE)
    titles = left + id_room
    return _Column(left, titles, axis.left - _ROOM_BESIDE - 2 - titles, axis, right)


def _split(heights: list[float]) -> int:
    """How many sections stand in the first column, so that the longer column is as short as can be."""
    return min(
        range(1, len(heights) + 1), key=lambda n: (max(sum(heights[:n]), sum(heights[n:])), n), default=0
    )


def _height(column: _Column, section: Section) -> float:
    title, dots = section
    return _heading_height(column, title) + sum(_row_height(column, dot) for dot in dots)


def _heading(column: _Column, title: str) -> tuple[str, ...]:
    return broken(title, column.axis.left - 14 - column.left, _HEADING, bold=True)


def _heading_height(column: _Column, title: str) -> float:
    return _ABOVE_HEADING + 16 * len(_heading(column, title)) + _BELOW_HEADING


def _title(column: _Column, dot: "Dot") -> tuple[str, ...]:
    return broken(dot.title, column.room, _SIZE, _MOST_LINES)


def _tag_fits(column: _Column, lines: tuple[str, ...]) -> bool:
    return width_of(lines[-1], _SIZE) + 8 + _TAG_ROOM <= column.room


def _row_height(column: _Column, dot: "Dot") -> float:
    lines = _title(column, dot)
    return _ROW + _LINE * (len(lines) - 1 + (dot.priority and not _tag_fits(column, lines)) * 1.25)


def _section(marks: list[Mark], column: _Column, section: Section, y: float) -> float:
    title, dots = section
    lines = _heading(column, title)
    y += _ABOVE_HEADING
    marks += written(column.left, y + 11, lines, _HEADING, pitch=16, bold=True)
    y += 16 * len(lines) + _BELOW_HEADING
    marks += column.axis.numbers(y - _BELOW_HEADING - 5)
    ticks = len(marks)
    top = y - 4
    for dot in dots:
        marks += _row(column, dot, y)
        y += _row_height(column, dot)
    # Behind everything else of the section.
    marks[ticks:ticks] = column.axis.ticks(top, y - 4)
    return y


def _row(column: _Column, dot: "Dot", top: float) -> list[Mark]:
    axis, middle = column.axis, top + 9
    lines = _title(column, dot)
    marks: list[Mark] = [
        Label(column.left, top + 13, shortened(dot.id, _WIDEST_ID, _SIZE, bold=True), _SIZE, bold=True),
        *written(column.titles, top + 13, lines, _SIZE, pitch=_LINE),
    ]
    if dot.priority:
        beside = _tag_fits(column, lines)
        x = column.titles + (width_of(lines[-1], _SIZE) + 8 if beside else 1)
        y = top + 13 + _LINE * (len(lines) - 1) + (0 if beside else _LINE * 1.25)
        marks.append(Box(x, y - 8.5, _TAG_ROOM - 4, 11.5, "ink", 3, hollow=True))
        marks.append(Label(x + (_TAG_ROOM - 4) / 2, y + 0.5, _TAG, _TAG_SIZE, "ink", "middle", bold=True))
    before = axis.at(dot.previous) if dot.previous is not None else None
    if dot.value is None:
        return [*marks, *_gap(column, middle, before)]
    here, figure = axis.at(dot.value), str(dot.value)
    if before is None:
        return [*marks, *scored(here, middle, figure)]
    if before == here:
        return [*marks, *scored_as_before(here, middle, figure)]
    link = Stroke(before, middle, here, middle, "before", 2)
    return [*marks, link, *ring(before, middle), *scored(here, middle, figure)]


def _gap(column: _Column, middle: float, before: float | None) -> list[Mark]:
    """What is not scored: words on a broken line, beside the earlier year's ring where there is one."""
    low, high = column.axis.left - _ROOM_BESIDE, column.right
    wide = width_of(NOT_SCORED, _SMALL)
    centre = (column.axis.left + column.axis.right) / 2
    if before is not None:
        left_room, right_room = before - 10 - low, high - before - 10
        centre = before + 10 + right_room / 2 if right_room >= left_room else low + left_room / 2
    start, end = centre - wide / 2 - 3, centre + wide / 2 + 3
    marks: list[Mark] = [
        Stroke(x1, middle, x2, middle, "line", 1.5, dashed=True)
        for x1, x2 in ((column.axis.left, start), (end, column.axis.right))
        if x2 - x1 > 6
    ]
    marks.append(Box(start, middle - 7, end - start, 14, "ground"))
    marks.append(Label(centre, middle + 4, NOT_SCORED, _SMALL, "soft", "middle"))
    return [*marks, *(ring(before, middle) if before is not None else ())]
