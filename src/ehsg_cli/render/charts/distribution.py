"""The distribution: for each score a bar as long as its count, and set apart one for what is not scored."""

from typing import TYPE_CHECKING

from ehsg_cli.render.charts.drawing import (
    Box,
    Drawing,
    Label,
    Mark,
    Stroke,
    broken,
    width_of,
    written,
)

if TYPE_CHECKING:
    from ehsg_cli.views.charts.distribution import Distribution

_WIDTH, _MARGIN = 740.0, 4.0
_MEANINGS = 290.0
_SIZE, _FIGURE, _LINE = 12.0, 13.0, 14.0
_ROW, _BAR, _APART = 28.0, 18.0, 12.0


def draw(data: "Distribution") -> Drawing:
    """The marks, from the highest score to the lowest, then those without one."""
    figures = max(width_of(band.score, _FIGURE, bold=True) for band in data.bands) + 8
    meanings = min(_MEANINGS, max(width_of(band.meaning, _SIZE) for band in data.bands))
    left = max(_MARGIN + figures + meanings, _MARGIN + width_of(data.unscored, _FIGURE, bold=True)) + 14
    most = max(1, data.missing, *(band.number for band in data.bands))
    unit = (_WIDTH - _MARGIN - 40 - left) / most
    marks: list[Mark] = []
    y = 4.0
    for band in data.bands:
        lines = broken(band.meaning, _MEANINGS, _SIZE, 3)
        height = max(_ROW, 12 + _LINE * len(lines))
        middle = y + height / 2
        first = middle - _LINE * len(lines) / 2 + 11
        marks.append(Label(_MARGIN, first, band.score, _FIGURE, bold=True))
        marks += written(_MARGIN + figures, first, lines, _SIZE, pitch=_LINE)
        if band.number:
            marks.append(Box(left, middle - _BAR / 2, band.number * unit, _BAR, "now"))
        marks.append(_count(left + band.number * unit, middle, band.number))
        y += height
    marks.append(Stroke(left, 4, left, y, "line"))
    y += _APART
    middle = y + _ROW / 2
    marks.append(Label(_MARGIN, middle + 4, data.unscored, _FIGURE, bold=True))
    if data.missing:
        marks.append(
            Box(left, middle - _BAR / 2, data.missing * unit, _BAR, "soft", hollow=True, dashed=True)
        )
    marks.append(_count(left + data.missing * unit, middle, data.missing))
    return Drawing(_WIDTH, y + _ROW + 2, tuple(marks))


def _count(x: float, middle: float, count: int) -> Label:
    return Label(x + 7, middle + 4.5, str(count), _FIGURE, "ink" if count else "soft", bold=bool(count))
