"""Characters for a console that knows few of them."""

import codecs

import pytest

from ehsg_cli.render.characters import in_plain_characters

# Under a name of its own, as codecs forgets none.
codecs.register_error("plainly, in a test", in_plain_characters)


def shown(text: str, encoding: str) -> str:
    """What a console of that encoding shows."""
    return text.encode(encoding, "plainly, in a test").decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "cp437", "ascii", "iso8859-15"])
@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("DA3 3 → 4", "DA3 3 -> 4"),
        ("‘one’ and “two”", "'one' and \"two\""),
        ("2021–22 — so far", "2021-22 - so far"),
        ("• a point …", "* a point ..."),
        ("██████░░░░", "######...."),
        ("├─┐│", "+-+|"),
        ("≤ 3 ≥ 2", "<= 3 >= 2"),
        ("no\u00a0break, thin\u2009space, z\u200bero", "no break, thin space, zero"),
        ("日本 😀", "?? ?"),
        ("", ""),
    ],
)
def test_what_a_console_lacks_becomes_the_nearest_that_every_console_has(
    text: str, plain: str, encoding: str
) -> None:
    """What it has stays as it is, so either is right character by character."""
    seen = shown(text, encoding)
    kept = "".join(c if _knows(c, encoding) else shown(c, "ascii") for c in text)
    assert seen == kept
    assert shown(text, "ascii") == plain


def _knows(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_bars_keep_their_width() -> None:
    """Else the columns behind them would be out of line."""
    bar = "█▉▊▋▌▍▎▏▓▒░▁▂▃▄▅▆▇"
    assert len(shown(bar, "ascii")) == len(bar)
    assert "?" not in shown(bar, "ascii")


def test_what_a_console_has_is_left_alone() -> None:
    """Western consoles know accents and the pound sign, and cp1252 curly quotes."""
    assert shown("Zoë’s “£5” – café…", "cp1252") == "Zoë’s “£5” – café…"
    assert shown("Zoë £5 ░█", "cp437") == "Zoë £5 ░█"


def test_half_a_character_is_no_failure() -> None:
    """A file name on Linux may hold bytes that are no text."""
    assert shown("caf\udce9.yaml", "utf-8") == "caf?.yaml"


def test_it_is_for_writing_only() -> None:
    """Where bytes cannot be read there is nothing to show instead."""
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", "plainly, in a test")
