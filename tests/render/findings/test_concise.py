"""`concise`: one line a finding."""

from tests.render.findings.made import broken, drawn, finding, hostile, made, sound


def test_a_finding_is_a_line_with_its_place_in_front() -> None:
    """As grep, and an editor that looks for `path:line:column`, can take it in; in the order of the file."""
    rows = drawn("concise", broken("examples/broken.yaml")).splitlines()
    assert rows[0] == (
        'examples/broken.yaml:14:9: error EH107 status cannot be "final"; write draft, agreed or submitted'
    )
    assert sum(": error " in row for row in rows) == 13
    places = [tuple(map(int, row.split(":")[1:3])) for row in rows]
    assert places == sorted(places)


def test_many_of_a_kind_stay_apart() -> None:
    """Each is a line, as each has its place."""
    many = [finding(("a", n), f"number {n}") for n in range(9)]
    assert len(drawn("concise", made("a: [0, 1, 2, 3, 4, 5, 6, 7, 8]\n", *many)).splitlines()) == 9


def test_without_findings_there_is_no_line() -> None:
    """So that what comes out can be counted."""
    assert drawn("concise", sound()) == ""


def test_a_hostile_path_or_message_is_one_line() -> None:
    """Line ends in it are none here."""
    assert len(drawn("concise", hostile()).splitlines()) == 3


def test_without_a_hint_the_line_ends_with_the_message() -> None:
    """No stray semicolon."""
    told = drawn("concise", made("a: 1\n", finding(("a",), hint="")))
    assert told == "area.yaml:1:4: error EH103 it is wrong\n"
