"""How messages say things."""

import pytest

from ehsg_cli.wording import as_named, counted, did_you_mean, listed, short, shown, slip_of


@pytest.mark.parametrize(
    ("given_words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists_are_told_with_and(given_words: list[str], said: str) -> None:
    """Without a comma before it, as British English has it."""
    assert listed(given_words) == said
    assert listed(given_words, "or") == said.replace(" and ", " or ")


@pytest.mark.parametrize(("number", "said"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
def test_counts_agree_with_their_noun(number: int, said: str) -> None:
    """One error, and every other number of errors."""
    assert counted(number, "error") == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("plain", '"plain"'),
        ("a space at the end ", '"a space at the end "'),
        ("a\nb", r"'a\nb'"),
        ("\x1b[31m", r"'\x1b[31m'"),
        ("x" * 50, f'"{"x" * 40}... (50 characters)"'),
    ],
)
def test_what_was_found_is_shown_on_one_line(found: str, said: str) -> None:
    """Shortened, with nothing hidden that the reader has to see and nothing that a terminal obeys."""
    assert shown(found) == said


def test_a_plain_word_needs_no_quotation_marks() -> None:
    """Anything else gets them."""
    assert short("FV1") == "FV1"
    assert short("two words") == '"two words"'


def test_a_name_is_told_whole_unless_it_is_longer_than_any_is() -> None:
    """Spaces and all; of a very long one its beginning."""
    assert as_named("Northbridge (fictional)") == "Northbridge (fictional)"
    assert as_named("N" * 100) == "N" * 100
    assert as_named("N" * 101) == f'"{"N" * 40}... (101 characters)"'


def test_a_guess_is_made_only_where_words_are_alike() -> None:
    """In any case of letters; none is better than a wrong one."""
    assert did_you_mean("Working_wel", ["working_well", "score"]) == "working_well"
    assert did_you_mean("zzz", ["working_well", "score"]) is None


def test_a_word_in_other_capitals_goes_before_its_neighbours() -> None:
    """Codes stand close together: each is one digit off many others."""
    known = ("EH101", "EH102", "EH111")
    assert slip_of("eh101", known) == "EH101"
    assert slip_of("EH1O2", known) == "EH102"
    assert slip_of("eh10", known) is None
