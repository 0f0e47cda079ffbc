"""Colours as WCAG 2 sees them: how well one stands out from another."""

DARK, LIGHT = "#000000", "#ffffff"
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0
"""By how much text stands out from its ground, and a shape that says something (WCAG 2.2)."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, each written as `#12436d`; from 1 (none) to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def best_on(shade: str) -> str:
    """Black or white: which is read best upon a shade."""
    return max((DARK, LIGHT), key=lambda ink: contrast(ink, shade))


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the way, from 0 to 1, from the first to the other."""
    return "#" + "".join(
        f"{round(a + (b - a) * share):02x}" for a, b in zip(_parts(one), _parts(other), strict=True)
    )


def _luminance(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
