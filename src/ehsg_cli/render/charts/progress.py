"""Progress of the priorities: score and aim on the scale, and a mark for each action with words beside."""

from typing import TYPE_CHECKING

from ehsg_cli.render.charts.drawing import (
    Axis,
    Drawing,
    Label,
    Mark,
    Point,
    Stroke,
    beside,
    broken,
    dot_radius,
    ring,
    ring_around,
    scored,
    shortened,
    side_by_side,
    written,
)

if TYPE_CHECKING:
    from ehsg_cli.views.charts.progress import Aim, ProgressPlot

_WIDTH, _MARGIN = 740.0, 4.0
_TITLES, _ACTIONS = 200.0, 236.0
_SIZE, _FIGURE, _SMALL, _LINE = 13.0, 11.5, 11.0, 15.0
_TOP = 30.0
_STATUS_LINE, _PITCH, _A_LINE, _MOST = 21.0, 17.0, 6, 24
_FORMS = {"done": "disc", "in progress": "half", "not started": "ring", "stopped": "crossed"}
# How much larger a diamond is than a circle in it.
_DIAMOND = 1.42
NOT_SCORED, NO_TARGET, NO_ACTION = "not scored", "no score aimed at", "no action in the plan"
AIMED_AT = "aimed at"


def draw(data: "ProgressPlot") -> Drawing:
    """The marks, a band for each priority, from top to bottom."""
    actions = _WIDTH - _MARGIN - _ACTIONS
    axis = Axis(data.scale, _MARGIN + _TITLES + 34, actions - 46)
    marks: list[Mark] = []
    y = _TOP
    for place, aim in enumerate(data.aims):
        if place:
            marks.append(Stroke(_MARGIN, y, _WIDTH - _MARGIN, y, "hair"))
        lines = broken(aim.title, _TITLES, _SIZE, 3)
        statuses = _statuses(actions, aim)
        reach = _reach(aim)
        height = max(2 * reach + 44, 18 + _LINE * (len(lines) + 1), 16 + _STATUS_LINE * len(statuses))
        middle = y + height / 2
        first = middle - _LINE * (len(lines) + 1) / 2 + 11
        marks.append(Label(_MARGIN, first, shortened(aim.id, _TITLES, _SIZE, bold=True), _SIZE, bold=True))
        marks += written(_MARGIN, first + _LINE, lines, _SIZE, pitch=_LINE)
        marks += axis.ticks(y + 6, y + height - 6)
        marks += _scale(axis, aim, middle)
        marks += _names(axis, aim, data, middle, reach)
        top = middle - _STATUS_LINE * len(statuses) / 2
        for number, line in enumerate(statuses):
            marks += [mark._replace(y=mark.y + top + _STATUS_LINE * (number + 0.5)) for mark in line]
        y += height
    heads = [Label(actions, _TOP - 12, "Actions", _SMALL, "soft")]
    return Drawing(_WIDTH, y + 4, (*axis.numbers(_TOP - 12, _SMALL), *heads, *marks))


def _circle(aim: "Aim") -> float:
    """The radius of what the diamond has to hold."""
    figures = [str(value) for value in (aim.value, aim.target) if value is not None]
    ring = 4.5 if aim.previous is not None and aim.previous == aim.target else 0.0
    return max(map(dot_radius, figures), default=0) + ring


def _reach(aim: "Aim") -> float:
    """How far the marks reach above and below the line they stand on."""
    return (_circle(aim) + 3.5) * _DIAMOND if aim.target is not None else _circle(aim) + 4


def _scale(axis: Axis, aim: "Aim", middle: float) -> list[Mark]:
    """The earlier score, the score and the aim; one around another where they are the same."""
    marks: list[Mark] = []
    now, target, before = (
        None if value is None else axis.at(value) for value in (aim.value, aim.target, aim.previous)
    )
    if now is not None and target is not None:
        # The line from the earlier score may cover some of the way to the aim already.
        low, high = sorted((now, now if before is None else before))
        start = min(max(target, low), high)
        if start != target:
            marks.append(Stroke(start, middle, target, middle, "line", 1.5, dashed=True))
    if now is not None and before is not None and now != before:
        marks.append(Stroke(before, middle, now, middle, "before", 2))
    if target is not None:
        size = _circle(aim) * _DIAMOND + (4 if target == now else 0)
        marks.append(Point(target, middle, size + 2, "ground", "solid diamond"))
        marks.append(Point(target, middle, size, "third", "diamond"))
    if before is not None:
        if before == now:
            marks += ring_around(before, middle, str(aim.value))
        else:
            marks += ring(before, middle, _circle(aim) - 4.5 if before == target else 6)
    if target is not None and target != now:
        marks.append(Label(target, middle + 4, str(aim.target), _FIGURE, "ink", "middle", bold=True))
    if now is not None:
        marks += scored(now, middle, str(aim.value))
    return marks


def _names(axis: Axis, aim: "Aim", data: "ProgressPlot", middle: float, reach: float) -> list[Mark]:
    """What stands where: the periods above the line, the aim below it, so that they never meet."""
    above, below = middle - reach - 5, middle + reach + 12
    within = (_MARGIN + _TITLES + 6, axis.right + 40)
    periods = [
        (axis.at(value), period)
        for value, period in ((aim.previous, data.previous), (aim.value, data.period))
        if value is not None
    ]
    if aim.value is None:
        # At the end of the scale that is further from the earlier score.
        left = aim.previous is None or axis.at(aim.previous) > (axis.left + axis.right) / 2
        periods.append((axis.left if left else axis.right, NOT_SCORED))
    marks: list[Mark] = []
    if len(periods) == 2:
        first, second = sorted(periods, key=lambda each: each[0])
        marks += side_by_side(first, second, above, within, _SMALL) or []
    elif periods:
        marks += beside(periods[0], above, within, _SMALL)
    if aim.target is not None:
        marks += beside((axis.at(aim.target), AIMED_AT), below, within, _SMALL)
    elif aim.value is not None:
        marks += beside(((axis.left + axis.right) / 2, NO_TARGET), below, within, _SMALL)
    return marks


def _statuses(left: float, aim: "Aim") -> list[list[Point | Label]]:
    """Lines around a height of 0: a mark for each action, those of a status together with their number."""
    if not aim.statuses:
        return [[Label(left, 4, NO_ACTION, _SIZE - 1, "soft")]]
    lines: list[list[Point | Label]] = []
    for status, count in aim.statuses:
        # So many are not counted by eye: one stands for all.
        shown = count if count <= _MOST else 1
        for start in range(0, shown, _A_LINE):
            held = min(_A_LINE, shown - start)
            lines.append(
                [
                    Point(left + 7 + _PITCH * place, 0, 6, "now", _FORMS.get(status, "dashed"))
                    for place in range(held)
                ]
            )
        lines[-1].append(Label(left + 7 + _PITCH * held, 4, f"{count} {status}", _SIZE - 1))
    return lines
