"""The trend: a line for each section from year to year, with a mark of its own shape at each mean."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.render.charts.drawing import (
    Drawing,
    Label,
    Mark,
    Point,
    Stroke,
    broken,
    shortened,
    width_of,
    written,
)
from ehsg_cli.views.charts.trend import unbroken

if TYPE_CHECKING:
    from ehsg_cli.views.charts.trend import Line, TrendPlot

_WIDTH, _MARGIN = 740.0, 4.0
_LEFT, _NAMES = 34.0, 204.0
_TOP, _STEP, _LEAST, _MOST = 14.0, 70.0, 220.0, 400.0
_SIZE, _SMALL, _LINE = 12.0, 11.0, 14.0
# Of a mark; a smaller one where the years are many.
_RADIUS, _SMALLEST = 5.0, 3.5
# Told apart by shape as well as by colour; where there are more sections, by both together.
_FORMS = ("disc", "ring", "solid diamond", "diamond", "half", "crossed", "dashed")
_ROLES = ("now", "third", "before", "second", "fourth")

# From a mean to its height on the page.
_Height = Callable[[float], float]


class _Style(NamedTuple):
    role: str
    form: str


def draw(data: "TrendPlot") -> Drawing:
    """The scale on the left, time from left to right, and the sections named on the right."""
    low, high = data.scale[0], data.scale[-1]
    tall = min(_MOST, max(_LEAST, _STEP * (len(data.scale) - 1)))
    bottom = _TOP + tall
    left, right = _MARGIN + _LEFT, _WIDTH - _MARGIN - _NAMES - 16

    def height(value: float) -> float:
        return bottom - (value - low) / (high - low) * tall

    # Half a year is kept free on either side, so that no mark lies on the scale's figures.
    step = (right - left) / len(data.stops)
    places = [left + step * (place + 0.5) for place in range(len(data.stops))]
    styles = [_style(place) for place in range(len(data.lines))]
    radius = max(_SMALLEST, min(_RADIUS, step / 9))
    spots = _spots(data, places, height, step, radius)
    marks: list[Mark] = _scale(data, left, right, height)
    marks += _periods(data, places, step, bottom)
    marks += _breaks(data, places, _TOP, bottom)
    for line, style, row in zip(data.lines, styles, spots, strict=True):
        for one, other in unbroken(data, line):
            (x1, y1), (x2, y2) = row[one], row[other]
            marks.append(Stroke(x1, y1, x2, y2, style.role, 1.75))
    for style, row in zip(styles, spots, strict=True):
        for x, y in row.values():
            marks += [Point(x, y, radius + 1.5, "ground"), Point(x, y, radius, *style)]
    named, end = _names(data, styles, height, right + 16)
    return Drawing(_WIDTH, max(bottom + 40, end + 4), (*marks, *named))


def _style(place: int) -> _Style:
    # Seven shapes and five colours: only the thirty-sixth section would look like the first.
    return _Style(_ROLES[place % len(_ROLES)], _FORMS[place % len(_FORMS)])


def _spots(
    data: "TrendPlot", places: list[float], height: _Height, step: float, radius: float
) -> list[dict[int, tuple[float, float]]]:
    """Where each line's means stand; those that would lie on one another are set side by side."""
    close, usual = 2 * radius + 2, 2 * radius + 3
    found: list[dict[int, tuple[float, float]]] = [{} for _ in data.lines]
    for stop, x in enumerate(places):
        given = [
            (height(mean), number)
            for number, line in enumerate(data.lines)
            if (mean := line.means[stop]) is not None
        ]
        groups: list[list[tuple[float, int]]] = []
        for y, number in sorted(given):
            if groups and y - groups[-1][-1][0] < close:
                groups[-1].append((y, number))
            else:
                groups.append([(y, number)])
        for group in groups:
            pitch = min(usual, 0.8 * step / len(group))
            start = x - pitch * (len(group) - 1) / 2
            # In the sections' own order, so that each keeps its side from year to year.
            for position, (number, y) in enumerate(sorted((number, y) for y, number in group)):
                found[number][stop] = (start + pitch * position, y)
    return found


def _scale(data: "TrendPlot", left: float, right: float, height: _Height) -> list[Mark]:
    marks: list[Mark] = []
    free = float("inf")
    for value in data.scale:
        y = height(value)
        marks.append(Stroke(left, y, right, y, "hair"))
        if y + 6 <= free:
            text = shortened(str(value), _LEFT - 8, _SMALL)
            marks.append(Label(left - 8, y + 4, text, _SMALL, "soft", "end"))
            free = y - 6
    return marks


def _periods(data: "TrendPlot", places: list[float], step: float, bottom: float) -> list[Mark]:
    """The periods under their places, as many as have room; one that is missing says so where it has."""
    marks: list[Mark] = []
    wide = max(width_of(stop.period, _SMALL) for stop in data.stops) + 6
    every = max(1, int(-(-wide // step)))
    for place, (stop, x) in enumerate(zip(data.stops, places, strict=True)):
        if stop.absent:
            marks.append(Stroke(x, _TOP, x, bottom, "hair", 1, dashed=True))
        # Counted from the last one, which is the one people look for.
        if (len(places) - 1 - place) % every == 0:
            marks.append(Label(x, bottom + 18, stop.period, _SMALL, "soft", "middle"))
            if stop.absent and width_of(stop.absent, _SMALL) + 4 <= step * every:
                marks.append(Label(x, bottom + 33, stop.absent, _SMALL, "soft", "middle"))
    return marks


def _breaks(data: "TrendPlot", places: list[float], top: float, bottom: float) -> list[Mark]:
    """Where boundaries changed, between the last year before and the first one after."""
    marks: list[Mark] = []
    before: int | None = None
    for place, stop in enumerate(data.stops):
        if stop.anew and before is not None:
            x = (places[before] + places[place]) / 2
            marks.append(Stroke(x, top, x, bottom, "soft", 1.5, dashed=True))
        before = before if stop.absent else place
    return marks


def _names(data: "TrendPlot", styles: list[_Style], height: _Height, left: float) -> tuple[list[Mark], float]:
    """Each section's mark and title, as near to its last mean as the others let it; and where they end."""
    order = sorted(range(len(data.lines)), key=lambda number: (_last(data.lines[number], height), number))
    room = _WIDTH - _MARGIN - left - 18
    titles = {number: broken(_titled(data.lines[number]), room, _SIZE, 2) for number in order}
    tall = {number: _LINE * len(titles[number]) + 5 for number in order}
    marks: list[Mark] = []
    y = 4.0
    left_over = sum(tall.values())
    bottom = height(data.scale[0])
    for number in order:
        # Not so low that the others behind it would hang out below, as far as that can be had.
        wanted = _last(data.lines[number], height) - tall[number] / 2
        y = max(y, min(wanted, bottom + 8 - left_over))
        marks.append(Point(left + 6, y + _LINE / 2 + 1, _RADIUS, *styles[number]))
        marks += written(left + 18, y + 12, titles[number], _SIZE, pitch=_LINE)
        y += tall[number]
        left_over -= tall[number]
    return marks, y


def _titled(line: "Line") -> str:
    return f"{line.title}: {line.last}" if line.last else line.title


def _last(line: "Line", height: _Height) -> float:
    last = next((mean for mean in reversed(line.means) if mean is not None), None)
    return float("inf") if last is None else height(last)
