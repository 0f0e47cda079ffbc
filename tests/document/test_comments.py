"""Comments are found again in the text, and nothing else is taken for one."""

import pytest

from ehsg_cli.document import parse
from ehsg_cli.document.comments import comments


def found(text: str) -> list[tuple[int, int, str, bool]]:
    return [tuple(comment) for comment in comments(parse(text), "word")]  # type: ignore[misc]


def test_a_comment_behind_a_value_and_one_of_its_own() -> None:
    """Both have the place of their #, and it is known whether they stand alone."""
    text = "a: 1  # a word\n  # word again\nb: 2\n"
    assert found(text) == [(1, 7, "# a word", False), (2, 3, "# word again", True)]


@pytest.mark.parametrize(
    "text",
    [
        "a: |-\n  text # word\n  # word\nb: 1\n",
        "a: >-\n\n  text\n\n  # word\n",
        "a: '# word'\n",
        'a: "x # word"\n',
        "a: 'one\n  # word\n  two'\n",
        'a: "one\n  # word\n  two"\n',
        "a: text#word\n",
        "'# word': 1\n",
        "- [ 'x # word', y ]\n",
        "a: |-\n  text # word",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_text_holds_no_comment(text: str, end: str) -> None:
    """In a block, in quotation marks or within a word a # is a character."""
    assert found(text.replace("\n", end)) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_comment_on_the_line_that_opens_a_block_is_one(end: str) -> None:
    """So is one below a text, and one behind a closing quotation mark."""
    text = "a: |-  # word 1\n  text\n\n# word 2\nb: 'x'  # word 3\nc: one\n  two  # word 4\n"
    assert [(line, text) for line, _, text, _ in found(text.replace("\n", end))] == [
        (1, "# word 1"),
        (4, "# word 2"),
        (5, "# word 3"),
        (7, "# word 4"),
    ]


def test_below_a_fault_in_the_yaml_none_is_found() -> None:
    """What stands there may be part of a text that could not be read."""
    text = "a: 1  # word\nb: |-\n  x\nb: |-\n  text # word\nc: 1  # word\n"
    assert [line for line, *_ in found(text)] == [1]
    assert [line for line, *_ in found("a: 1  # word\nb: 'never closed\n  # word\n")] == [1]
    assert found("a: *x\n# word\n") == []
