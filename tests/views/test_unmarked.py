"""What is rewritten is shown without Markdown, and no change is lost by that."""

import time

import pytest

from ehsg_cli.compare.rewording import rewording
from ehsg_cli.views.change.unmarked import unmarked


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in unmarked(rewording(old, new))]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "**Impact.** Families came in one year",
            "**Impact.** Families came in two years",
            [("same", "Impact. Families came in"), ("gone", "one year"), ("new", "two years")],
        ),
        (
            "*Last* spring we saw ten families",
            "_This_ spring we saw ten families",
            [("gone", "Last"), ("new", "This"), ("same", "spring we saw ten families")],
        ),
        (
            "See the [old site](https://a.example/x_y) for more of it",
            "See the [new site](https://a.example/x_y) for more of it",
            [("same", "See the"), ("gone", "old"), ("new", "new"), ("same", "site for more of it")],
        ),
        (
            'We told [them](https://a.example/a_(b) "A title") of it all',
            'We told [them](https://a.example/a_(b) "A title") of nothing much',
            [("same", "We told them of"), ("gone", "it all"), ("new", "nothing much")],
        ),
    ],
    ids=["bold", "emphasis", "part of a link", "a link's title"],
)
def test_marks_are_left_out(old: str, new: str, said: list[tuple[str, str]]) -> None:
    """Of emphasis, and addresses behind the words of a link, though a change runs through them."""
    assert shown(old, new) == said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We met **often** with all of them", "We met often with all of them"),
        ("See [site](https://a.example) for all of it", "See [site](https://b.example) for all of it"),
        ("See [site](https://a.example) for all of it", "See site for all of it"),
    ],
)
def test_where_only_the_marks_changed_they_are_shown(old: str, new: str) -> None:
    """Gone and new would say the same word else."""
    found = dict(shown(old, new))
    assert found["gone"] != found["new"]
    assert any(mark in found["gone"] for mark in ("**", "](https://a.example)"))


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2 is 30",
        "* one entry\n* another entry",
        "the file area_2022_new.yaml",
        r"\*no emphasis\* here",
        "*begun in one paragraph\n\nended in another*",
        "an [open bracket and (another",
        "[words] (no address)",
        "[](https://a.example)",
        "the rate* and the note*",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    """Sums, entries of lists, names of files and brackets are words like any other."""
    assert "".join(said for _, said in shown("", text)) == "".join(run.text for run in rewording("", text))


@pytest.mark.parametrize("piece", ["*a ", "[", "[a](", "[a](b(", "_a_b ", "**a* ", '![a](b "', "\\*"])
def test_hostile_texts_take_no_time(piece: str) -> None:
    """However often a mark is begun and not ended."""
    begun = time.perf_counter()
    shown(piece * 20_000, "an end of " + piece * 20_000)
    assert time.perf_counter() - begun < 5
