"""What changed in a text, word by word: wrapping, both ways round, and texts that mean harm."""

import random
import re
import time

import pytest
from hypothesis import given, settings, strategies as st

from ehsg_cli.compare.rewording import ENTRY, PARAGRAPH, Run, rewording, words_of

WORD = st.sampled_from(
    ("families", "told", "us", "the", "a", "plan", "plan.", "2023", "[-x-]", "naïve", "e\u0301")
)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
TEXT = st.lists(
    st.one_of(LINE, LINE.map("- {}".format), LINE.map("2. {}".format), st.just("")), max_size=8
).map("\n".join)


def tokens(runs: tuple[Run, ...], *kinds: str) -> tuple[str, ...]:
    """The words and marks of some kinds of run, in order; the mark of an entry goes with its first word."""
    marked = re.compile(r"\n\n|\n|(?:(?<=\n)|^)(?:-|2\.) \S+|\S+")
    return tuple(token for run in runs if run.kind in kinds for token in marked.findall(run.text))


def turned(runs: tuple[Run, ...]) -> list[Run]:
    """Runs as they are told the other way round: what is gone is new, and stands behind what is gone."""
    other: dict[str, str] = {"same": "same", "gone": "new", "new": "gone"}
    swapped = [Run(other[run.kind], run.text) for run in runs]  # type: ignore[arg-type]  # the three kinds
    for place in range(1, len(swapped)):
        if (swapped[place - 1].kind, swapped[place].kind) == ("new", "gone"):
            swapped[place - 1 : place + 1] = [swapped[place], swapped[place - 1]]
    return swapped


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_what_changed(old: str, new: str) -> None:
    """What was kept and what is gone is the old text, what was kept and what is new the new one."""
    runs = rewording(old, new)
    assert tokens(runs, "same", "gone") == words_of(old)
    assert tokens(runs, "same", "new") == words_of(new)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_the_other_way_round_the_same_words_are_kept(old: str, new: str) -> None:
    """Which of two texts is the older decides on what is gone and what is new, and on nothing else."""
    assert turned(rewording(old, new)) == list(rewording(new, old))


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_a_text_beside_itself_has_not_changed(text: str) -> None:
    """There is one run at most, and it is the same."""
    assert [run.kind for run in rewording(text, text)] == (["same"] if words_of(text) else [])


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_wrapping_is_no_change(lines: list[str], chance: random.Random) -> None:
    """Where lines end within a paragraph, how far they are set in and how they end says nothing."""
    words = " ".join(lines).split()
    wrapped = words[0] + "".join(
        chance.choice((" ", "\n", "\r\n", "  \n   ", "\t")) + word for word in words[1:]
    )
    assert words_of(wrapped) == words_of(" ".join(words))
    assert [run.kind for run in rewording(wrapped, " ".join(words))] == ["same"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One two three.\n\nFour five six.", "One two three. Four five six."),
        ("Things:\n- one two\n- three four", "Things: one two three four"),
        ("1. one two\n2. three four", "one two three four"),
    ],
)
def test_a_paragraph_or_an_entry_of_a_list_is_more_than_wrapping(old: str, new: str) -> None:
    """Somebody who makes a list of a sentence changed the text."""
    assert words_of(old) != words_of(new)
    assert {run.kind for run in rewording(old, new)} > {"same"}


def test_marks_stand_where_paragraphs_and_entries_begin() -> None:
    """Between words, never at the ends, and several blank lines are as one; an entry keeps its mark."""
    assert words_of("\n\nOne\n\n\n\n- two three\n- four five\n\n") == (
        *("One", PARAGRAPH, "- two", "three"),
        *(ENTRY, "- four", "five"),
    )


def test_a_sentence_is_not_torn_to_pieces() -> None:
    """A single word that happens to stand in both between two changes is told as changed with them."""
    runs = rewording(
        "Families told us that they wait.", "Families told partners, and not us, that they wait."
    )
    assert runs == (
        Run("same", "Families told"),
        Run("gone", "us"),
        Run("new", "partners, and not us,"),
        Run("same", "that they wait."),
    )
    runs = rewording("we asked every family twice", "we helped every parent twice")
    assert [run.kind for run in runs] == ["same", "gone", "new", "same"]


@pytest.mark.parametrize("nothing", [None, "", " \n \n"])
def test_a_text_that_comes_or_goes_is_new_or_gone(nothing: str | None) -> None:
    """No text, a blank one and spaces are all nothing."""
    assert rewording(nothing, "Now there is one.") == (Run("new", "Now there is one."),)
    assert rewording("There was one.", nothing) == (Run("gone", "There was one."),)
    assert rewording(nothing, nothing) == ()


_WORDS = [f"w{n}" for n in range(250_000)]
_SHUFFLED = random.Random(1).sample(_WORDS, len(_WORDS))
HOSTILE = {
    "one word over and over": ("x " + "the " * 500_000 + "y", "z " + "the " * 500_000 + "w"),
    "two words in turn": ("x " + "a b " * 250_000 + "y", "z " + "b a " * 250_000 + "w"),
    "every other word": (" ".join(_WORDS), " ".join("e" if n % 2 else w for n, w in enumerate(_WORDS))),
    "in another order": (" ".join(_WORDS), " ".join(_SHUFFLED)),
    "a word between all others": (
        " ".join(f"a b{n}" for n in range(100_000)),
        " ".join(f"a c{n}" for n in range(100_000)),
    ),
    "one long word": ("x" * 2_000_000, "x" * 2_000_001),
    "nothing but lines": ("\n- a b" * 250_000, "\n\n" * 500_000 + "c"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_text_of_two_mebibytes_holds_nobody_up(kind: str) -> None:
    """However it repeats itself or differs, it takes a few seconds at most, and no word of it is lost."""
    old, new = HOSTILE[kind]
    before = time.process_time()
    runs = rewording(old, new)
    assert time.process_time() - before < 8
    assert sum(len(run.text.split()) for run in runs if run.kind != "new") == len(old.split())


def test_one_change_in_a_very_long_text_is_found() -> None:
    """The bound on the work does not make a long text that was touched twice a changed one."""
    words = list(_WORDS)
    words[1000] = words[200_000] = "other"
    runs = rewording(" ".join(_WORDS), " ".join(words))
    assert [run.kind for run in runs] == ["same", "gone", "new", "same", "gone", "new", "same"]
    assert [run.text for run in runs if run.kind == "gone"] == ["w1000", "w200000"]
