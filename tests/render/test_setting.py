"""Text set in rows: nothing is lost, nothing is too wide, and columns stand in line."""

from hypothesis import given, strategies as st
from rich.cells import cell_len

from ehsg_cli.render.lines import Row
from ehsg_cli.render.setting import Column, grid, labelled, set_in, wrapped

WORDS = st.text(
    st.sampled_from("abc \N{EM DASH}\N{HORIZONTAL ELLIPSIS}\u00e9\u4e2d\u6587e\u0301[]\n\t"), max_size=120
)
STYLED = st.lists(st.tuples(WORDS, st.sampled_from(["", "bold"])), min_size=1, max_size=4)


def plain(row: Row) -> str:
    return "".join(text for text, _ in row)


def bare(text: str) -> str:
    """What a reader reads: everything but the spaces, which may go where lines are broken."""
    return "".join(text.split())


def test_lines_are_broken_between_words() -> None:
    """And a word only where it is longer than a row."""
    rows = wrapped([("one two ", ""), ("three", "bold"), (" https://example.org", "")], 9)
    assert list(map(plain, rows)) == ["one two", "three", "https://e", "xample.or", "g"]


def test_a_style_goes_on_in_the_next_row() -> None:
    """The rows together have the pieces that the text has."""
    rows = list(wrapped([("a ", ""), ("long words", "red"), (" end", "")], 6))
    assert rows == [(("a ", ""), ("long", "red")), (("words", "red"),), (("end", ""),)]


def test_wide_letters_take_two_columns() -> None:
    """So that no terminal has to break a row again."""
    assert list(map(plain, wrapped([("\u4e2d\u6587\u4e2d", "")], 4))) == ["\u4e2d\u6587", "\u4e2d"]


@given(STYLED, st.integers(4, 30))
def test_all_is_there_and_none_too_wide(text: list[tuple[str, str]], width: int) -> None:
    """Whatever the text: letters, spaces, signs, lines of its own."""
    rows = list(map(plain, wrapped(text, width)))
    assert bare("".join(rows)) == bare("".join(part for part, _ in text))
    assert all(cell_len(row.rstrip()) <= width for row in rows)


def test_what_stands_behind_a_label_is_set_in() -> None:
    """By as much as the label takes; and both may be set in further."""
    rows = set_in(labelled(("A:  ", "bold"), [("one two three", "")], 12), 2)
    assert list(map(plain, rows)) == ["  A:  one two", "      three"]


def test_the_columns_of_a_table_stand_in_line() -> None:
    """Figures to the right, texts to the left; a heading of one row right above its column."""
    columns = (Column("What"), Column("Mean in 2022", figures=True), Column("Standing"))
    rows = [[[("a long text", "")], [("2", "")], [("met", "")]], [[("b", "")], [("10", "")], [("", "")]]]
    assert [plain(row).rstrip() for row in grid(columns, rows, 32)] == [
        "What      Mean in 2022  Standing",
        "a long               2  met",
        "text",
        "b                   10",
    ]


def test_a_heading_wraps_before_nothing_is_left_for_words() -> None:
    """What is in one row stands right above the column, and figures stay whole."""
    columns = (Column("What"), Column("Mean in 2022", figures=True))
    assert [plain(row).rstrip() for row in grid(columns, [[[("two words", "")], [("10", "")]]], 18)] == [
        "           Mean in",
        "What          2022",
        "two             10",
        "words",
    ]


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=5), st.data())
def test_no_cell_is_cut(heads: list[tuple[str, bool]], data: st.DataObject) -> None:
    """However narrow a column gets, everything in it can be read."""
    columns = [Column(title, figures) for title, figures in heads]
    cells = data.draw(st.lists(st.lists(WORDS, min_size=len(columns), max_size=len(columns)), max_size=3))
    drawn = list(map(plain, grid(columns, [[[(cell, "")] for cell in row] for row in cells], 60)))
    assert all(cell_len(row.rstrip()) <= 60 for row in drawn)
    told = [title for title, _ in heads] + [cell for row in cells for cell in row]
    assert sorted(bare("".join(drawn))) == sorted(bare("".join(told)))
