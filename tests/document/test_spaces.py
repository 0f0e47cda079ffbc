"""Spaces at line ends are told of where nothing is lost with them."""

import pytest

from ehsg_cli.document import parse
from ehsg_cli.document.spaces import MOST_TOLD, trailing


def places(text: str) -> list[tuple[int, int, int]]:
    return [(f.span.line, f.span.column, f.span.end_column) for f in trailing(parse(text)) if f.span]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_outside_texts_every_one_is_told(end: str) -> None:
    """Behind values, keys, comments and the mark that opens a block, on blank lines, and at the very end."""
    text = "a: 1  \nb: \n# c \n   \nd: |- \n  x\ne: one \n  two\nf: 'x'   ".replace("\n", end)
    assert places(text) == [(1, 5, 7), (2, 3, 4), (3, 4, 5), (4, 1, 4), (5, 6, 7), (7, 7, 8), (9, 7, 10)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_tabs_are_told_as_spaces_are(end: str) -> None:
    """Alone and among spaces, outside texts and in blocks."""
    text = "a: {b: 1}\t \nc: 1\t\n# d \t\ne: |-\t\n  x\t\n  \t\n  y \t".replace("\n", end)
    assert places(text) == [(1, 10, 12), (2, 5, 6), (3, 4, 6), (4, 6, 7), (5, 4, 5), (6, 1, 4), (7, 4, 6)]
    told = [f.message for f in trailing(parse(text))]
    assert told[:2] == ["spaces and tabs stand at the end of this line", "tabs stand at the end of this line"]


def test_a_line_break_of_markdown_is_left_alone() -> None:
    """Two spaces before a next line break it; one, or two before a blank line or the end, do nothing."""
    text = "a: |-\n  break  \n  one \n  end  \n\n  last  \nb: |-\n  end  "
    assert places(text) == [(3, 6, 7), (4, 6, 8), (6, 7, 9), (8, 6, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "a: 'one  \n  two'\n",
        'a: "one \n  two"\n',
        "a: >-\n  one \n  two  \n     \n  three\n",
        "a: |-\n  \t\n  x\n",
        "a: |-\n\n  \t\n  x\n",
        "a: 'x\t\n  y'\n",
        "a: >-\n  x\t\n  y\n",
        "a: 1\u00a0\n",
        "a: 1\n",
        "",
        "   \n\n",
        "a: 1\r \nb: 1\n",
    ],
)
def test_it_is_silent_on(text: str) -> None:
    """Quotation marks, folded blocks, and blanks that are no spaces."""
    assert places(text) == []


def test_below_a_fault_in_the_yaml_none_is_told() -> None:
    """A text could begin there that nobody has read."""
    assert places("a: 1 \nb: 1\nb: |-\n  x \n") == [(1, 5, 6)]


def test_of_very_many_the_last_says_how_many_more() -> None:
    """Nobody reads a thousand notes."""
    told = list(trailing(parse("a: 1\n" + " \n" * (MOST_TOLD + 7))))
    assert len(told) == MOST_TOLD
    assert told[-1].message.endswith("(and 7 more times below)")
    assert told[0].message == "spaces stand at the end of this line"
