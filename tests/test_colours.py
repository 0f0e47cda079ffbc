"""Contrast as WCAG 2 has it, and colours made from others."""

import pytest

from ehsg_cli.colours import DARK, LIGHT, TEXT_CONTRAST, best_on, contrast, mixed


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#ff0000", "#ffffff", 3.998),
        ("#767676", "#ffffff", 4.542),
        ("#777777", "#ffffff", 4.478),
        ("#0000ff", "#ffffff", 8.592),
        ("#FFCC00", "#ffffff", 1.512),
        ("#040404", "#000000", 1.024),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Whichever stands first, in capital letters or small ones; known ratios to three decimals."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize(("shade", "ink"), [("#ffcc00", DARK), ("#12436d", LIGHT), ("#7a1f5c", LIGHT)])
def test_the_better_ink_is_chosen(shade: str, ink: str) -> None:
    """Black upon yellow, white upon what is dark."""
    assert best_on(shade) == ink


def test_one_of_black_and_white_can_be_read_on_anything() -> None:
    """On every grey there is, and so on everything of the same lightness."""
    greys = [f"#{value:02x}{value:02x}{value:02x}" for value in range(256)]
    assert [grey for grey in greys if contrast(best_on(grey), grey) < TEXT_CONTRAST] == []


def test_mixing_goes_from_one_to_the_other() -> None:
    """Both ends are the colours themselves, and the middle is half of each."""
    assert mixed("#7a1f5c", "#ffffff", 0) == "#7a1f5c"
    assert mixed("#7a1f5c", "#ffffff", 1) == "#ffffff"
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
