"""What every chart is drawn with; `templates/chart.svg.j2` writes it down.

Lengths are in the units of the view box, which are pixels at full size. No font is measured: whoever reads
the chart has a font of their own, so texts are given room by a generous estimate of their width.

A mark has a role, which gives it its colour: the page sets other colours for the same roles in dark mode and
on paper, and a chart that stands alone has those written into it. Where one mark lies upon another, a rim in
the colour of the ground parts them.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
RIM = 2.5
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# The widths of letters in shares of the font's size: as wide as in the widest of the usual sans serifs.
_THIN, _NARROW, _WIDE = frozenset("ijlI.,:;'|! "), frozenset('ftr()[]-/"{}\\*'), frozenset("mwMWOQ@%&+=~<>")
_BOLD = 1.12
_FULL_WIDTH_FROM = "\u1100"


class Box(NamedTuple):
    """A rectangle: filled, or the `hollow` outline of one; `dashed` ones stand for what is not known."""

    x: float
    y: float
    width: float
    height: float
    role: str
    radius: float = 0
    hollow: bool = False
    dashed: bool = False


class Stroke(NamedTuple):
    """A straight line; `dashed` ones stand for what is not known."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str
    width: float = 1
    dashed: bool = False


class Point(NamedTuple):
    """A small shape around a place.

    Attributes:
        form: `disc`; `ring`; `dashed` (a ring of dashes); `half` (a ring, filled on its left);
            `crossed` (a ring with a cross in it); `diamond` (the outline of one); `solid diamond`.
    """

    x: float
    y: float
    radius: float
    role: str
    form: str = "disc"


class Label(NamedTuple):
    """A text. `y` is its baseline; `anchor` is `start`, `middle` or `end`."""

    x: float
    y: float
    text: str
    size: float = 12
    role: str = "ink"
    anchor: str = "start"
    bold: bool = False


Mark = Box | Stroke | Point | Label


class Drawing(NamedTuple):
    """A chart: its size, its marks from the hindmost to the foremost, and where its upper left corner is."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    left: float = 0
    top: float = 0


class Axis(NamedTuple):
    """Where the values of a scale stand: from its lowest to its highest, at their distances."""

    scale: tuple[int, ...]
    left: float
    right: float

    def at(self, value: float) -> float:
        """The place of a value."""
        low, high = self.scale[0], self.scale[-1]
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def numbers(self, y: float, size: float = 11) -> list[Mark]:
        """The values in figures, from the lowest as many as have room beside one another."""
        marks: list[Mark] = []
        free = float("-inf")
        for value in self.scale:
            x, half = self.at(value), width_of(str(value), size) / 2 + 2
            if x - half >= free:
                marks.append(Label(x, y, str(value), size, "soft", "middle"))
                free = x + half
        return marks

    def ticks(self, top: float, bottom: float, role: str = "hair") -> list[Mark]:
        """A fine upright line at each value."""
        return [Stroke(self.at(value), top, self.at(value), bottom, role) for value in self.scale]


def scored(x: float, y: float, text: str, role: str = "now") -> list[Mark]:
    """A disc with a figure in it, set off from whatever lies beneath."""
    radius = dot_radius(text)
    return [
        Point(x, y, radius + 1.5, "ground"),
        Point(x, y, radius, role),
        Label(x, y + 4, text, 11.5, "on-accent", "middle", bold=True),
    ]


def dot_radius(text: str) -> float:
    """The radius of a disc that has room for a figure."""
    return max(8.2, width_of(text, 11.5, bold=True) / 2 + 1.5)


def ring(x: float, y: float, radius: float = 6) -> list[Mark]:
    """A ring for an earlier score, set off from whatever lies beneath."""
    return [Point(x, y, radius + RIM, "ground"), Point(x, y, radius, "before", "ring")]


def ring_around(x: float, y: float, text: str) -> list[Mark]:
    """A ring for an earlier score around the disc of the score, which is the same; it is drawn first."""
    radius = dot_radius(text) + 2.2
    return [Point(x, y, radius + 1, "ground"), Point(x, y, radius, "before", "ring")]


def scored_as_before(x: float, y: float, text: str) -> list[Mark]:
    """A figure in its disc with the ring of an earlier score around it, together no taller than a disc alone.

    Where rows stand close, wider rings would meet those above and below.
    """
    size = 9.5
    radius = max(5.8, width_of(text, size, bold=True) / 2 + 1.2)
    return [
        Point(x, y, radius + 3.4, "ground"),
        Point(x, y, radius + 2.2, "before", "ring"),
        Point(x, y, radius, "now"),
        Label(x, y + 0.35 * size, text, size, "on-accent", "middle", bold=True),
    ]


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at most, by estimate."""
    return sum(map(_width, text)) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=256)
def _width(letter: str) -> float:
    if letter in _THIN:
        return 0.35
    if letter in _NARROW:
        return 0.46
    if letter in _WIDE or letter >= _FULL_WIDTH_FROM:
        return 1.0
    return 0.75 if letter.isupper() else 0.62


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """A text cut to what fits into some room, which an ellipsis tells."""
    if width_of(text, size, bold=bold) <= room:
        return text
    while text and width_of(text + ELLIPSIS, size, bold=bold) > room:
        # The steps are long while much is too much.
        text = text[: min(len(text) - 1, 2 * int(room / size / 0.35))].rstrip()
    return text + ELLIPSIS


@lru_cache(maxsize=512)  # asked for a title's height first, then for its lines
def broken(text: str, room: float, size: float, most: int = 2, *, bold: bool = False) -> tuple[str, ...]:
    """A text in lines that fit into some room; what is too much for so many is left out with an ellipsis."""
    lines: list[str] = []
    line = ""
    words = text.split()
    for place, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= room:
            line = longer
            continue
        if len(lines) == most - 1 or not line:
            # The last line, or a word wider than a line: the rest is cut.
            lines.append(
                shortened(" ".join((*((line,) if line else ()), *words[place:])), room, size, bold=bold)
            )
            return tuple(lines)
        lines.append(line)
        line = word
        if width_of(word, size, bold=bold) > room:
            lines.append(shortened(" ".join(words[place:]), room, size, bold=bold))
            return tuple(lines)
    return (*lines, line)


def written(
    x: float, y: float, lines: Iterable[str], size: float, *, pitch: float, bold: bool = False
) -> list[Mark]:
    """Lines of text, one below the other; `y` is the first baseline."""
    return [Label(x, y + pitch * place, line, size, bold=bold) for place, line in enumerate(lines)]


def side_by_side(
    left: tuple[float, str],
    right: tuple[float, str],
    y: float,
    within: tuple[float, float],
    size: float = 10.5,
) -> list[Mark] | None:
    """Two short texts over two places, moved apart as far as they must be; `None` where there is no room."""
    (one, text), (two, other) = left, right
    low, high = within[0] + 1, within[1] - 1
    wide, gap = width_of(text, size), 6
    other_wide = width_of(other, size)
    if one == two:
        both = f"{text} and {other}"
        start = min(max(low, one - width_of(both, size) / 2), high - width_of(both, size))
        return _upon_ground((start, both), y=y, size=size) if start >= low else None
    start, other_start = one - wide / 2, two - other_wide / 2
    overlap = start + wide + gap - other_start
    if overlap > 0:
        start, other_start = start - overlap / 2, other_start + overlap / 2
    if other_start + other_wide > high:
        start = min(start, high - other_wide - gap - wide)
        other_start = high - other_wide
    if start < low:
        start = low
        other_start = max(other_start, low + wide + gap)
    if other_start + other_wide > high + 0.01:
        return None
    return _upon_ground((start, text), (other_start, other), y=y, size=size)


def beside(place: tuple[float, str], y: float, within: tuple[float, float], size: float = 10.5) -> list[Mark]:
    """A short text over or under a place, moved into its bounds and cut where it is wider than they are."""
    low, high = within[0] + 1, within[1] - 1
    x, text = place[0], shortened(place[1], high - low, size)
    wide = width_of(text, size)
    return _upon_ground((min(max(low, x - wide / 2), high - wide), text), y=y, size=size)


def _upon_ground(*texts: tuple[float, str], y: float, size: float) -> list[Mark]:
    """Texts that whatever lies beneath shall not run through."""
    marks: list[Mark] = []
    for x, text in texts:
        marks.append(Box(x - 1, y - 0.85 * size, width_of(text, size) + 2, 1.1 * size, "ground"))
        marks.append(Label(x, y, text, size, "soft"))
    return marks


def diamond(point: Point) -> str:
    """The outline of a diamond, as SVG writes a path."""
    x, y, r = point.x, point.y, point.radius
    return f"M{x:g} {y - r:g}l{r:g} {r:g}l{-r:g} {r:g}l{-r:g} {-r:g}z"


def inside(point: Point) -> str:
    """What a ring has in it, its left half or a cross, as SVG writes a path."""
    x, y, r = point.x, point.y, point.radius
    if point.form == "half":
        return f"M{x:g} {y - r:g}a{r:g} {r:g} 0 0 0 0 {2 * r:g}z"
    arm = round(r * 0.66, 2)
    return f"M{x - arm:g} {y - arm:g}l{2 * arm:g} {2 * arm:g}m0 {-2 * arm:g}l{-2 * arm:g} {2 * arm:g}"


def kind_of(mark: Mark) -> str:
    """The kind of a mark as the template asks for it, such as `point`."""
    return type(mark).__name__.lower()
