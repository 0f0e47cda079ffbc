"""Findings, their places and their order."""

from collections.abc import Iterator

import pytest

from ehsg_cli.diagnostics import ROOT, Finding, Pointer, Rule, Severity, Span, in_order, rule
from ehsg_cli.errors import UserError


@pytest.mark.parametrize(
    ("route", "spelled"),
    [
        ((), ""),
        (("descriptors", "FV1", "score"), "descriptors.FV1.score"),
        (("priorities", 0, "id"), "priorities.0.id"),
        (("peer-review",), "peer-review"),
        (("5.1",), '"5.1"'),
        (("a b",), '"a b"'),
        (("",), '""'),
        (('say "so"',), r'"say \"so\""'),
        (("back\\slash",), r'"back\\slash"'),
        (("Ärger",), '"Ärger"'),
    ],
)
def test_a_pointer_is_spelled_with_dots(route: tuple[str | int, ...], spelled: str) -> None:
    """Plain words stand bare; a key that could be mistaken for a route stands in quotes."""
    assert str(Pointer(route)) == spelled


@pytest.mark.parametrize("key", ["a\nb", "a\x1b[31mb", "a\x00b", "a\u2028b", "a\u202eb", "plain\n"])
def test_a_pointer_is_one_line_that_no_terminal_obeys(key: str) -> None:
    """A key may hold anything; its spelling holds no line end and no control character."""
    assert str(Pointer((key,))).isprintable()


def test_a_pointer_goes_on_from_another() -> None:
    """`child` gives a new route and leaves the old one."""
    at = Pointer(("descriptors",))
    assert at.child("FV1", "score") == Pointer(("descriptors", "FV1", "score"))
    assert isinstance(at.child(0), Pointer)
    assert at == Pointer(("descriptors",))
    assert ROOT.child() == ROOT


def test_a_span_of_one_line() -> None:
    """The end is exclusive, and one character is the usual width."""
    assert Span.at(3, 5) == Span(3, 5, 3, 6)
    assert Span.at(3, 5, width=7) == Span(3, 5, 3, 12)


def test_severities_have_an_order() -> None:
    """Worst first."""
    assert sorted(Severity, key=lambda severity: severity.rank) == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.NOTE,
    ]


def finding(code: str, severity: Severity, span: Span | None, message: str = "m") -> Finding:
    return Finding(code, severity, message, span=span)


def test_findings_are_ordered_by_place_then_weight_then_code() -> None:
    """One order for every output, whatever order the rules ran in; what has no place stands first."""
    expected = [
        finding("EH900", Severity.NOTE, None),
        finding("EH002", Severity.ERROR, Span(1, 1, 1, 2)),
        finding("EH900", Severity.ERROR, Span(2, 1, 2, 2)),
        finding("EH001", Severity.WARNING, Span(2, 1, 2, 2)),
        finding("EH001", Severity.NOTE, Span(2, 1, 2, 2)),
        finding("EH002", Severity.NOTE, Span(2, 1, 2, 2)),
        finding("EH001", Severity.ERROR, Span(10, 1, 10, 2)),
    ]
    assert in_order(reversed(expected)) == expected


def test_findings_of_one_code_at_one_place_stay_in_the_order_they_were_made() -> None:
    """What is missing at the same place is told in the form's order, not by the alphabet."""
    made = [finding("EH205", Severity.NOTE, Span.at(1, 1), message) for message in ("WF1", "FV1", "CO1")]
    assert in_order(made) == made


def test_a_finding_is_frozen() -> None:
    """What was found is not edited afterwards."""
    with pytest.raises(AttributeError):
        finding("EH001", Severity.NOTE, None).code = "EH002"  # type: ignore[misc]


@rule("EH999", "an example", Severity.WARNING, absence=True)
def example(self: Rule[[int], Iterator[Finding]], number: int) -> Iterator[Finding]:
    """Why.

    What to do: nothing.
    """
    yield self.finding(f"number {number}", Pointer(("a",)), hint="h", at_key=True)
    yield self.finding("graver", severity=Severity.ERROR)


def test_a_rule_words_findings_of_its_own_code() -> None:
    """Its severity is the usual one unless a finding says otherwise; its docstring is its page."""
    first, second = example(3)
    assert first == Finding("EH999", Severity.WARNING, "number 3", Pointer(("a",)), "h", at_key=True)
    assert (second.code, second.severity, second.pointer) == ("EH999", Severity.ERROR, ROOT)
    assert example.page == "Why.\n\nWhat to do: nothing."
    assert (example.name, example.title, example.absence) == ("example", "an example", True)


def test_a_user_error_says_what_and_how() -> None:
    """The message is also what `str` gives."""
    error = UserError("no such file", "check the name")
    assert (str(error), error.message, error.hint) == ("no such file", "no such file", "check the name")
    assert UserError("x").hint == ""
