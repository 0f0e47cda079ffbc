"""Where everything in the chart of scores stands; `templates/scores.svg.j2` draws it.

Lengths are in the units of the view box, which are pixels at full size. No font is measured here: texts are
broken by a generous estimate of their width, since whoever reads the chart has a font of their own.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from ehsg_cli.views.paper import DescriptorView, PaperView, ScaleRow, SectionView

EN_DASH = "\N{EN DASH}"
DARK, LIGHT = "#000000", "#ffffff"
# One hue from light to dark, with a stop between, without which the way would lead through grey.
_RAMP = ((0xF2, 0xF7, 0xFC), (0x6F, 0xA8, 0xDC), (0x0B, 0x32, 0x5C))

_MARGIN = 8
_LABELS = 178
_TILE_WIDTH, _TILE_HEIGHT = 80, 54
_GAP = 12
_MOST_IN_A_ROW = 8
_LINE = 17
_LETTER = 0.6  # of the font's size, as wide as the widest of the usual sans serifs
_LABEL_SIZE, _KEY_SIZE = 14, 13
_SWATCH = 24


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text: where each begins, and what it says."""

    x: float
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A rectangle with a figure in it. `fill` is empty where there is no score."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    ink: str
    id: str
    score: str
    says: str
    priority: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A section: its label and its tiles."""

    label: Lines
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An entry of the legend."""

    tile: Tile
    text: Lines


@dataclass(frozen=True, slots=True)
class ScoreChart:
    """The whole chart."""

    width: float
    height: float
    title: str
    description: str
    rows: tuple[Row, ...]
    rule: float
    key: tuple[KeyEntry, ...]


def score_chart(view: PaperView) -> ScoreChart:
    """Every descriptor's score as a tile, a row for each section."""
    shades = shades_of(view.scale)
    columns = max(4, min(_MOST_IN_A_ROW, max((len(s.descriptors) for s in view.sections), default=1)))
    width = 2 * _MARGIN + _LABELS + columns * (_TILE_WIDTH + _GAP) - _GAP
    rows, y = [], float(_MARGIN)
    for section in view.sections:
        row, y = _row(section, shades, columns, y)
        rows.append(row)
    key, end = _key(view.scale, shades, width, y + _GAP)
    return ScoreChart(
        width=width,
        height=end,
        title="Score of each descriptor, by section",
        description=f"{view.headline} The tables below give the same scores.",
        rows=tuple(rows),
        rule=y,
        key=key,
    )


def shades_of(scale: Sequence[ScaleRow]) -> dict[int, tuple[str, str]]:
    """For each value of a scale its shade, and the colour that is read best upon it."""
    steps = max(1, len(scale) - 1)
    shades = {}
    for place, row in enumerate(scale):
        shade = _shade(place / steps)
        shades[row.value] = (shade, max((DARK, LIGHT), key=lambda ink: contrast(ink, shade)))
    return shades


def _shade(share: float) -> str:
    """The ramp's colour at a share of its way, from 0 to 1."""
    stop, rest = divmod(share * (len(_RAMP) - 1), 1)
    lighter, darker = _RAMP[int(stop)], _RAMP[min(int(stop) + 1, len(_RAMP) - 1)]
    mixed = (round(a + (b - a) * rest) for a, b in zip(lighter, darker, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2 reckons it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _row(
    section: SectionView, shades: dict[int, tuple[str, str]], columns: int, top: float
) -> tuple[Row, float]:
    label = _broken(f"{section.form} {section.title}", _LABELS - _GAP, _LABEL_SIZE)
    lines = max(1, -(-len(section.descriptors) // columns))
    height = max(lines * (_TILE_HEIGHT + _GAP) - _GAP, len(label) * _LINE)
    # The label stands beside the middle of the first line of tiles, or at the top where it is taller.
    first = top + max(0.0, (_TILE_HEIGHT - len(label) * _LINE) / 2) + _LINE * 0.75
    tiles = []
    for place, descriptor in enumerate(section.descriptors):
        line, column = divmod(place, columns)
        x = _MARGIN + _LABELS + column * (_TILE_WIDTH + _GAP)
        tiles.append(_tile(descriptor, shades, x, top + line * (_TILE_HEIGHT + _GAP)))
    return Row(_lines(label, _MARGIN, first), tuple(tiles)), top + height + _GAP


def _tile(descriptor: DescriptorView, shades: dict[int, tuple[str, str]], x: float, y: float) -> Tile:
    fill, ink = shades.get(descriptor.value, ("", DARK)) if descriptor.value is not None else ("", DARK)
    priority = ", priority" if descriptor.priority else ""
    return Tile(
        x=x,
        y=y,
        width=_TILE_WIDTH,
        height=_TILE_HEIGHT,
        fill=fill,
        ink=ink,
        id=descriptor.id,
        score=EN_DASH if descriptor.value is None else descriptor.score,
        says=f"{descriptor.id} ({descriptor.form}) {descriptor.title}: {descriptor.score}{priority}",
        priority=descriptor.priority,
    )


def _key(
    scale: Sequence[ScaleRow], shades: dict[int, tuple[str, str]], width: float, top: float
) -> tuple[tuple[KeyEntry, ...], float]:
    """The legend in two columns, read downwards; and where it ends."""
    told = [(*shades[row.value], str(row.value), row.short, False) for row in scale]
    told.append(("", DARK, EN_DASH, "Not scored", False))
    told.append((LIGHT, DARK, "", "Ringed: a priority descriptor", True))
    half = -(-len(told) // 2)
    column = (width - 2 * _MARGIN) / 2
    room = column - _SWATCH - 2 * _GAP
    entries, end = [], top
    for side in (0, 1):
        x, y = _MARGIN + side * column, top
        for fill, ink, figure, says, priority in told[side * half : (side + 1) * half]:
            text = _broken(says, room, _KEY_SIZE)
            tile = Tile(x, y, _SWATCH, _SWATCH, fill, ink, "", figure, says, priority)
            entries.append(KeyEntry(tile, _lines(text, x + _SWATCH + _GAP, y + _SWATCH * 0.7)))
            y += max(_SWATCH, len(text) * _LINE) + _GAP * 0.75
        end = max(end, y)
    return tuple(entries), end


def _broken(text: str, room: float, size: float) -> list[str]:
    return textwrap.wrap(text, max(4, int(room / (size * _LETTER)))) or [""]


def _lines(texts: Sequence[str], x: float, first: float) -> Lines:
    return Lines(x, tuple((first + place * _LINE, text) for place, text in enumerate(texts)))
