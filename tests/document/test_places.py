"""From a symbolic place to a line and a column."""

import pytest

from ehsg_cli.diagnostics import ROOT, Finding, Pointer, Related, Severity, Span
from ehsg_cli.document import locate, parse

TEXT = """\
# a comment
ehsg: assessment/1
area:
  name: "Café 🎪"
  code:
descriptors:
  FV1: {score: 3}
priorities: [DA3, {id: DA5}]
"""


def finding(*route: str | int, at_key: bool = False) -> Finding:
    return Finding("EH000", Severity.ERROR, "something", Pointer(route), at_key=at_key)


@pytest.mark.parametrize(
    ("route", "at_key", "span"),
    [
        ((), False, Span(2, 1, 2, 2)),
        (("ehsg",), False, Span(2, 7, 2, 19)),
        (("ehsg",), True, Span(2, 1, 2, 5)),
        (("area",), False, Span(3, 1, 3, 5)),
        (("area", "name"), False, Span(4, 9, 4, 17)),
        (("area", "code"), False, Span(5, 3, 5, 7)),
        (("area", "colour"), False, Span(3, 1, 3, 5)),
        (("area", "name", "deeper", "still"), False, Span(4, 9, 4, 17)),
        (("period",), False, Span(2, 1, 2, 2)),
        (("descriptors", "FV1", "score"), False, Span(7, 16, 7, 17)),
        (("descriptors", "FV2", "score"), False, Span(6, 1, 6, 12)),
        (("descriptors", "FV1", "working_well"), False, Span(7, 3, 7, 6)),
        (("priorities", 0), False, Span(8, 14, 8, 17)),
        (("priorities", 1), False, Span(8, 19, 8, 20)),
        (("priorities", 1, "id"), False, Span(8, 24, 8, 27)),
        (("priorities", 2), False, Span(8, 1, 8, 11)),
        (("priorities", -1), False, Span(8, 1, 8, 11)),
        (("priorities", "0"), False, Span(8, 1, 8, 11)),
    ],
)
def test_a_route_becomes_a_place(route: tuple[str | int, ...], at_key: bool, span: Span) -> None:
    """A value at its text, a group or blank at its key, what is missing at its nearest ancestor."""
    assert locate(finding(*route, at_key=at_key), parse(TEXT)).span == span


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---"])
def test_an_empty_file_is_placed_at_its_start(text: str) -> None:
    """What concerns an empty file stands at line 1, column 1."""
    assert locate(finding("area"), parse(text)).span == Span(1, 1, 1, 1)
    assert locate(finding("area"), None).span == Span(1, 1, 1, 1)


def test_a_finding_that_has_its_place_keeps_it() -> None:
    """A place given beforehand is not looked up again; related places are, if something stands there."""
    related = (
        Related("here", Pointer(("ehsg",))),
        Related("there", ROOT, Span(9, 9, 9, 10)),
        Related("nowhere", Pointer(("ehsg", "x"))),
    )
    placed = Finding("EH000", Severity.ERROR, "x", Pointer(("area",)), span=Span.at(5, 5), related=related)
    located = locate(placed, parse(TEXT))
    assert located.span == Span(5, 5, 5, 6)
    assert [other.span for other in located.related] == [Span(2, 7, 2, 19), Span(9, 9, 9, 10), None]
