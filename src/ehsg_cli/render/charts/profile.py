"""The section profile: a bar from the lowest score to the highest, with the mean upon it."""

from typing import TYPE_CHECKING

from ehsg_cli.render.charts.drawing import (
    Axis,
    Box,
    Drawing,
    Label,
    Mark,
    Stroke,
    broken,
    dot_radius,
    scored,
    width_of,
    written,
)

if TYPE_CHECKING:
    from ehsg_cli.views.charts.profile import Bar, Profile

_WIDTH, _MARGIN = 740.0, 4.0
_TITLES = 250.0
_TOP, _ROW, _LINE = 30.0, 38.0, 15.0
_SIZE, _SMALL = 13.0, 11.0
_THICK = 8.0
NOTHING_SCORED = "nothing scored yet"


def draw(data: "Profile") -> Drawing:
    """The marks, from top to bottom."""
    axis = Axis(data.scale, _MARGIN + _TITLES + 40, _WIDTH - _MARGIN - 40)
    marks: list[Mark] = []
    y = _TOP
    for bar in data.bars:
        lines = broken(bar.title, _TITLES, _SIZE, bold=True)
        said = len(lines) + bool(bar.coverage)
        height = max(_ROW, 12 + _LINE * said)
        middle = y + height / 2
        first = middle - _LINE * said / 2 + 11
        marks += written(_MARGIN, first, lines, _SIZE, pitch=_LINE, bold=True)
        if bar.coverage:
            marks.append(Label(_MARGIN, first + _LINE * len(lines), bar.coverage, _SMALL, "soft"))
        marks += _bar(axis, bar, middle)
        y += height
    return Drawing(_WIDTH, y + 4, (*axis.ticks(_TOP - 6, y), *axis.numbers(_TOP - 12, _SMALL), *marks))


def _bar(axis: Axis, bar: "Bar", middle: float) -> list[Mark]:
    if bar.mean is None or bar.lowest is None or bar.highest is None:
        centre, half = (axis.left + axis.right) / 2, width_of(NOTHING_SCORED, _SMALL) / 2 + 4
        return [
            Stroke(axis.left, middle, axis.right, middle, "line", 1.5, dashed=True),
            Box(centre - half, middle - 8, 2 * half, 16, "ground"),
            Label(centre, middle + 4, NOTHING_SCORED, _SMALL, "soft", "middle"),
        ]
    low, high, mean = axis.at(bar.lowest), axis.at(bar.highest), axis.at(bar.mean)
    dot = scored(mean, middle, bar.spoken)
    if low == high:
        return dot
    around = dot_radius(bar.spoken) + 5
    left, right = min(low - 5, mean - around), max(high + 5, mean + around)
    return [
        *_beside(left, middle, str(bar.lowest), "end"),
        Box(low, middle - _THICK / 2, high - low, _THICK, "line", _THICK / 2),
        *_beside(right, middle, str(bar.highest), "start"),
        *dot,
    ]


def _beside(x: float, middle: float, text: str, anchor: str) -> list[Mark]:
    """A figure at the end of a bar, upon ground of its own so that no line runs through it."""
    wide = width_of(text, _SMALL)
    start = x - wide if anchor == "end" else x
    return [
        Box(start - 1, middle - 7, wide + 2, 14, "ground"),
        Label(x, middle + 4, text, _SMALL, "ink", anchor),
    ]
