"""The spread: for each descriptor a dot for every partner, and a frame around the agreed score."""

from typing import TYPE_CHECKING

from ehsg_cli.render.charts.drawing import (
    Axis,
    Box,
    Drawing,
    Label,
    Mark,
    Point,
    broken,
    shortened,
    side_by_side,
    width_of,
    written,
)

if TYPE_CHECKING:
    from ehsg_cli.views.charts.spread import Scores, SpreadPlot

_WIDTH, _MARGIN = 740.0, 4.0
_TITLES, _NO_AGREED_ROOM, _WIDEST_ID = 300.0, 84.0, 80.0
_TOP, _ROW, _LINE, _BAND = 28.0, 26.0, 13.5, 16.0
_SIZE, _SMALL = 12.0, 11.0
_RADIUS, _PITCH, _SLOT = 4.5, 12.0, 64.0
_FRAME = 19.0
_AGREED, _PARTNERS, _NOT_AGREED = "agreed", "partners", "none agreed"


def draw(data: "SpreadPlot") -> Drawing:
    """The marks, from top to bottom."""
    ids = min(_WIDEST_ID, max(width_of(row.id, _SIZE, bold=True) for row in data.rows)) + 7
    titles = _MARGIN + ids
    axis = Axis(data.scale, titles + _TITLES + 42, _WIDTH - _MARGIN - 36)
    step = (axis.right - axis.left) / (data.scale[-1] - data.scale[0])
    slot = min(_SLOT, step - 6)
    marks: list[Mark] = []
    annotated = _annotated(data)
    y = _TOP
    for row in data.rows:
        if row is annotated:
            marks += _told(axis, row, y + 11, (titles + _TITLES, _WIDTH - _MARGIN))
            y += _BAND
        lines = broken(row.title, _TITLES - (_NO_AGREED_ROOM if row.agreed is None else 0), _SIZE, 3)
        height = _ROW + _LINE * (len(lines) - 1)
        middle = y + height / 2
        first = middle - _LINE * len(lines) / 2 + 10.5
        marks.append(Label(_MARGIN, first, shortened(row.id, _WIDEST_ID, _SIZE, bold=True), _SIZE, bold=True))
        marks += written(titles, first, lines, _SIZE, pitch=_LINE)
        marks += _scores(axis, row, middle, slot)
        y += height
    numbers = axis.numbers(_TOP - 12, _SMALL)
    if len(data.rows) > 12:
        numbers += axis.numbers(y + 15, _SMALL)
        y += 18
    return Drawing(
        _WIDTH, y + 4, (*axis.ticks(_TOP - 6, y - (18 if len(data.rows) > 12 else 0)), *numbers, *marks)
    )


def _annotated(data: "SpreadPlot") -> "Scores":
    """The row over whose marks their names stand: one where a partner lies apart from the agreed score."""
    both = [row for row in data.rows if row.agreed is not None]
    apart = [row for row in both if set(row.partners) - {row.agreed}]
    return next(iter((*apart, *both, *data.rows)))


def _told(axis: Axis, row: "Scores", y: float, within: tuple[float, float]) -> list[Mark]:
    others = [value for value in row.partners if value != row.agreed] or list(row.partners)
    partner = _PARTNERS if sum(row.partners.values()) > 1 else _PARTNERS[:-1]
    # Of the partners' places the one furthest off, where there is most room for the word.
    place = axis.at(max(others, key=lambda value: abs(value - (row.agreed or 0))))
    if row.agreed is None:
        return [Label(place, y, partner, _SMALL, "soft", "middle")]
    agreed = (axis.at(row.agreed), _AGREED)
    left, right = sorted((agreed, (place, partner)))
    return side_by_side(left, right, y, within, _SMALL) or []


def _scores(axis: Axis, row: "Scores", middle: float, slot: float) -> list[Mark]:
    marks: list[Mark] = []
    if row.agreed is None:
        marks.append(Label(axis.left - 36, middle + 4, _NOT_AGREED, _SMALL, "soft", "end"))
    else:
        x = axis.at(row.agreed)
        marks.append(Box(x - slot / 2, middle - _FRAME / 2, slot, _FRAME, "ground", 5))
        marks.append(Box(x - slot / 2, middle - _FRAME / 2, slot, _FRAME, "now", 5, hollow=True))
    for value, count in row.partners.items():
        marks += _partners(axis.at(value), middle, count, slot - 6)
    return marks


def _partners(x: float, middle: float, count: int, room: float) -> list[Mark]:
    """A dot for each partner who gave a score, or one dot with their number where so many have no room."""
    if count * _PITCH <= room:
        start = x - (count - 1) * _PITCH / 2
        return [
            mark
            for place in range(count)
            for mark in (
                Point(start + place * _PITCH, middle, _RADIUS + 1.5, "ground"),
                Point(start + place * _PITCH, middle, _RADIUS, "second"),
            )
        ]
    text = f"\N{MULTIPLICATION SIGN}{count}"
    wide = 2 * _RADIUS + 3 + width_of(text, _SMALL, bold=True)
    left = x - wide / 2
    return [
        Box(left - 2, middle - 8, wide + 4, 16, "ground"),
        Point(left + _RADIUS, middle, _RADIUS, "second"),
        Label(left + 2 * _RADIUS + 3, middle + 4, text, _SMALL, bold=True),
    ]
