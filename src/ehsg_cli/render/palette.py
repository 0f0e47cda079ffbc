"""The colours of papers and charts: for the screen by day, in the dark, and on paper.

Every shade is either text, which stands out from its ground by 4.5, or a shape, which stands out by 3
(WCAG 2.2). A council's own colour takes the place of `accent`; what follows from it is worked out here.
"""

from ehsg_cli.colours import TEXT_CONTRAST, best_on, contrast, mixed
from ehsg_cli.views.style import COLOUR

GROUND, DARK_GROUND = "#ffffff", "#14191f"
_BREATH = 0.05

# By role; `hair` divides and means nothing, so it need not stand out. Turquoise and orange fill shapes only,
# never text (Government Analysis Function).
_LIGHT = {
    "ink": "#16212c",
    "soft": "#46535f",
    "line": "#8a96a1",
    "hair": "#d0d8df",
    "tint": "#f2f5f8",
    "now": COLOUR,
    "before": "#46535f",
    "second": "#28a197",
    "third": "#801650",
    "fourth": "#f46a25",
}
_DARK = {
    "ink": "#eef2f5",
    "soft": "#b6c1cb",
    "line": "#75828e",
    "hair": "#36414c",
    "tint": "#1f2730",
    "now": COLOUR,
    "before": "#b6c1cb",
    "second": "#28a197",
    "third": "#d97bb0",
    "fourth": "#f46a25",
}


def light(colour: str = COLOUR) -> dict[str, str]:
    """A colour for each role by day, where the accent is a council's colour."""
    return _with_accent(_LIGHT, colour, GROUND)


def dark(colour: str = COLOUR) -> dict[str, str]:
    """A colour for each role in the dark: the accent is made lighter until it can be read there."""
    share = 0.0
    while contrast(accent := mixed(colour, "#ffffff", share), DARK_GROUND) < TEXT_CONTRAST + 1:
        share += 0.05
    return _with_accent(_DARK, accent, DARK_GROUND)


def _with_accent(shades: dict[str, str], accent: str, ground: str) -> dict[str, str]:
    """The accent, and what stands upon it (`on-accent`), is a breath of it (`wash`) or is drawn in it."""
    breath = _BREATH
    while breath > 0 and contrast(accent, mixed(ground, accent, breath)) < TEXT_CONTRAST:
        breath = round(breath - 0.01, 2)  # a faint accent could not be read upon more of itself
    on_accent, wash = best_on(accent), mixed(ground, accent, breath)
    return {**shades, "ground": ground, "now": accent, "accent": accent, "on-accent": on_accent, "wash": wash}
