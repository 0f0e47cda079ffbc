"""Values put behind top keys of a text: where it is done, and where it is refused."""

import pytest

from ehsg_cli.document import parse
from ehsg_cli.document.values import with_values

BEHIND = {"status": ("ehsg",), "submitted": ("status",)}


def put_in(text: str, **values: str) -> str:
    return with_values(parse(text), values, BEHIND)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ehsg: x\n", "ehsg: x\nstatus: a\nsubmitted: b\n"),
        ("ehsg: x", "ehsg: x\nstatus: a\nsubmitted: b"),
        ("ehsg: x\r\nz: 1\r\n", "ehsg: x\r\nstatus: a\r\nsubmitted: b\r\nz: 1\r\n"),
        ("ehsg: x\rz: 1\r", "ehsg: x\rstatus: a\rsubmitted: b\rz: 1\r"),
        ("  ehsg: x # c\n  z: 1\n", "  ehsg: x # c\n  status: a\n  submitted: b\n  z: 1\n"),
        ("---\nehsg: x\n...\n", "---\nehsg: x\nstatus: a\nsubmitted: b\n...\n"),
        ("{ehsg: x}", "{ehsg: x, status: a, submitted: b}"),
        ("{\n  ehsg: x, # c\n}\n", "{\n  ehsg: x, status: a, submitted: b, # c\n}\n"),
        ('{"ehsg":"x"}', '{"ehsg":"x", "status": "a", "submitted": "b"}'),
        ("ehsg: x\nsubmitted:\nstatus: ''\n", "ehsg: x\nsubmitted: b\nstatus: 'a'\n"),
        ("ehsg: x\nz: \u2028é\u0085\nstatus: null\n", "ehsg: x\nz: \u2028é\u0085\nstatus: a\nsubmitted: b\n"),
    ],
)
def test_over_what_stands_there_or_on_a_line_of_its_own(before: str, after: str) -> None:
    """With the indentation, line ends and quotation marks of what is around it."""
    assert put_in(before, status="a", submitted="b") == after
    read = parse(after).root
    assert read is not None
    assert {"ehsg", "status", "submitted"} <= set(read.items)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- ehsg\n",
        "ehsg: x\nstatus: [a]\n",
        "ehsg: x\nstatus: {a: b}\n",
        "ehsg: x\nstatus: |\n  a\n",
        "ehsg: x\nstatus: a\n  b\n",
        "ehsg: |\n  x\n",
        "z: 1\n",
        "? ehsg\n: x\n",
        "ehsg: [\n",
    ],
)
def test_what_cannot_be_done_is_said(text: str) -> None:
    """By the key that finds no place; nothing is guessed."""
    with pytest.raises(ValueError, match="status"):
        put_in(text, status="z")
