"""Text to a tree with places, and what is no YAML of ours."""

# ruff: noqa: E501  # a table of cases reads best with a case a line

import pytest

from ehsg_cli.diagnostics import Pointer, Span
from ehsg_cli.document import MAX_DEPTH, MAX_VALUES, Document, Mapping, Scalar, Sequence, parse
from ehsg_cli.document.nodes import node_at
from tests.helpers import HEAD, NORTHBRIDGE, changed, place_of, said


def at(document: Document, *route: str | int) -> Scalar:
    node = node_at(document.root, Pointer(route))
    assert isinstance(node, Scalar), route
    return node


# Places


def test_columns_count_characters() -> None:
    """An accent made of two characters counts two, an emoji one; bytes and UTF-16 units play no part."""
    document = parse('é: "😀😀" # x\na: {e\u0301: 😀x, z: 1}\n')
    assert at(document, "é").span == Span(1, 4, 1, 8)
    assert at(document, "a", "e\u0301").span == Span(2, 9, 2, 11)
    assert at(document, "a", "z").span == Span(2, 16, 2, 17)


def test_positions_are_the_same_with_crlf() -> None:
    """A file with Windows line ends has its keys and values where the same file with LF has them."""
    unix, windows = parse(NORTHBRIDGE), parse(NORTHBRIDGE.replace("\n", "\r\n"))
    for route in (("area", "code"), ("descriptors", "DA7", "prioritising_next"), ("priorities", 1, "why")):
        assert at(unix, *route).span == at(windows, *route).span
        assert at(unix, *route).text == at(windows, *route).text


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_old_line_ends_are_characters_like_any_other(character: str) -> None:
    """YAML 1.2 ends no line at U+0085, U+2028 or U+2029: text and places stay as they are."""
    document = parse(
        f'# x{character}y: 1\na: "p{character}q" # z\nb: p{character}q\nc: |-\n  p{character}q\nd: 3\n'
    )
    for key in "abc":
        assert at(document, key).text == f"p{character}q"
    assert at(document, "a").span == Span(2, 4, 2, 9)
    assert at(document, "d").span == Span(6, 4, 6, 5)
    assert document.findings == []


def test_a_blank_value_stands_right_behind_its_key() -> None:
    """A value that is not there has no width, and stands where it would be written."""
    document = parse("area:\n  name:   # later\n  code: \nperiod:\n")
    assert at(document, "area", "name").span == Span(2, 7, 2, 7)
    assert at(document, "period").span == Span(4, 7, 4, 7)


def test_numbers_as_keys_are_known_by_their_text() -> None:
    """`5.1` and `"5.1"` are the same key as far as finding it goes, and can be told apart."""
    plain, quoted = parse("5.1: x\n").root, parse('"5.1": x\n').root
    assert isinstance(plain, Mapping)
    assert isinstance(quoted, Mapping)
    assert plain.keys["5.1"].value == 5.1
    assert quoted.keys["5.1"].value == "5.1"


def test_a_question_mark_key_is_an_ordinary_one() -> None:
    """`? key` with a word behind it is the same as `key:`."""
    document = parse("? period\n: 2022\n")
    assert at(document, "period").value == 2022
    assert document.findings == []


@pytest.mark.parametrize(
    ("mark", "text"),
    [("|", "a\n\n b\n"), ("|-", "a\n\n b"), ("|+", "a\n\n b\n\n"), (">-", "a\n\n b"), ("|2-", "a\n\n b")],
)
def test_block_texts_keep_what_their_mark_says(mark: str, text: str) -> None:
    """Chomping and indentation marks are YAML's own."""
    assert at(parse(f"a: {mark}\n  a\n\n   b\n\nz: 1\n"), "a").text == text


# What is refused, where, and how it is worded


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        (HEAD + "area:\n\tname: X\n", "EH007", 4, 1, "a tab stands here where YAML needs spaces"),
        (HEAD + "area:\n  \tname: X\n", "EH007", 4, 3, "a tab stands here where YAML needs spaces"),
        (HEAD + 'area: {name: "X}\n', "EH008", 3, 14, 'the text that starts with " here is never closed'),
        (HEAD + "area:\n  name: 'X\n", "EH008", 4, 9, "the text that starts with ' here is never closed"),
        (HEAD + "---\na: b\n", "EH010", 3, 1, "a second document starts here; a file holds one"),
        ("a: &x 1\n", "EH011", 1, 4, "an anchor (&x) stands here, which these files do not use"),
        ("a: *x\n", "EH011", 1, 4, "an alias (*x) stands here, which these files do not use"),
        ("a:\n  <<: {b: c}\n", "EH011", 2, 3, "a merge key (<<) stands here, which these files do not use"),
        ("a: !!python/object:os.system [x]\n", "EH012", 1, 4, "a tag (!) stands here, which these files do not use"),
        ("a: !x y\n", "EH012", 1, 4, "a tag (!) stands here, which these files do not use"),
        ("%YAML 1.1\n---\na: b\n", "EH012", 1, 1, "a directive (%) stands here, which these files do not use"),
        ("%TAG ! tag:x,2000:\n---\na: b\n", "EH012", 1, 1, "a directive (%) stands here, which these files do not use"),
        ("a: 1\nb: 2\na: 3\n", "EH013", 3, 1, "a stands twice in the same group; the first is on line 1"),
        ("? [a, b]\n: c\n", "EH014", 1, 3, "a list or a group cannot be a key: keys are words"),
        ("? {a: b}\n: c\n", "EH014", 1, 3, "a list or a group cannot be a key: keys are words"),
        ("a: b: c\n", "EH006", 1, 5, "a colon followed by a space stands where YAML expects no key"),
        ("a: [b, c\nd: e\n", "EH006", 1, 4, "what stands in the brackets that open here cannot be read"),
        ("a: {b: c\nd: e\n", "EH006", 1, 4, "what stands in the brackets that open here cannot be read"),
        ("a: @b\n", "EH006", 1, 4, "a text cannot begin with @ here"),
        ("a: `b`\n", "EH006", 1, 4, "a text cannot begin with ` here"),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_and_where(text: str, code: str, line: int, column: int, words: str) -> None:
    """One finding for one fault, at the place that has to be mended, with what to do."""
    findings = parse(text).findings
    assert said(findings) == [(code, line, column, words)]
    assert findings[0].hint


@pytest.mark.parametrize(
    "text", ["", "  \n \n", "# only this\n", "---\n", "---\n...\n", "--- null\n", "~\n", "# x\n---\n# y\n"]
)
def test_a_document_with_nothing_in_it_is_an_empty_file(text: str) -> None:
    """A bare `---` is an empty file too, not "a single text"."""
    document = parse(text)
    assert [(finding.code, finding.message) for finding in document.findings] == [
        ("EH005", "the file is empty")
    ]


def test_what_follows_three_dots_is_a_second_document() -> None:
    """`...` ends a document; more text behind it is a second one, with either parser."""
    for pure in (False, True):
        findings = parse(HEAD + "...\nperiod: 2022\n", pure=pure).findings
        assert said(findings) == [("EH010", 4, 1, "a second document starts here; a file holds one")]


def test_three_dots_at_the_end_and_three_dashes_at_the_start_are_fine() -> None:
    """One document may be marked as such."""
    assert parse(f"%YAML 1.2\n---\n{HEAD}...\n# the end\n").findings == []


def test_all_three_markers_of_a_merge_are_named() -> None:
    """Each marker git left is a finding of its own; nothing else is made of the file."""
    text = HEAD + "<<<<<<< HEAD\nperiod: 2022\n||||||| base\n=======\nperiod: 2023\n>>>>>>> theirs\n"
    for ends in ("\n", "\r\n"):
        document = parse(text.replace("\n", ends))
        assert [(s.code, s.line, s.column) for s in said(document.findings)] == [
            ("EH009", 3, 1),
            ("EH009", 5, 1),
            ("EH009", 6, 1),
            ("EH009", 8, 1),
        ]
        assert document.findings[0].message == "an unfinished merge: git left its marker <<<<<<< here"
        assert not document.complete


def test_a_line_of_equals_signs_in_a_text_is_no_merge() -> None:
    """A heading in Markdown is underlined with =, and a text may quote a marker."""
    text = HEAD + "area:\n  name: |-\n    Title\n    =======\n    <<<<<<< quoted\n"
    assert parse(text).findings == []


def test_a_key_that_stands_twice_keeps_its_first_value() -> None:
    """The first value counts, and the finding shows both places."""
    document = parse("FV1: {score: 1}\nFV1: {score: 2}\n")
    assert at(document, "FV1", "score").text == "1"
    (finding,) = document.findings
    assert finding.span == Span(2, 1, 2, 4)
    assert finding.related[0].span == Span(1, 1, 1, 4)


def test_what_hangs_on_a_refused_key_is_read_over_and_the_rest_is_read() -> None:
    """A list as a key, with a group behind it, loses nothing that follows."""
    document = parse("? [a, {b: c}]\n: {d: [e], f: {g: h}}\nperiod: 2022\n")
    assert isinstance(document.root, Mapping)
    assert list(document.root.items) == ["period"]
    assert document.complete


def test_everything_wrong_is_told_at_once() -> None:
    """Several faults of several kinds, and the one that ends the reading."""
    text = HEAD + "area: &a {name: X}\narea: 1\nperiod: !!str 2022\nstatus: \x01\nx: *a\ny: [z\n"
    assert [(s.code, s.line) for s in sorted(said(parse(text).findings), key=lambda s: s.line)] == [
        ("EH011", 3),
        ("EH013", 4),
        ("EH012", 5),
        ("EH002", 6),
        ("EH011", 7),
        ("EH006", 8),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_control_character_stands_where_the_parser_counts_it(ends: str) -> None:
    """Lines are counted alike everywhere, whatever ends them."""
    findings = parse(f"a: 1{ends}b: 2{ends}c: x\x01y{ends}").findings
    assert said(findings) == [
        (
            "EH002",
            3,
            5,
            "an invisible control character (U+0001) stands here, which YAML does not allow",
        )
    ]


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\x1b", "\\u0007", "\\x7f"])
def test_a_control_character_written_as_an_escape_is_text(escape: str) -> None:
    """An escape in double quotes is read as what it means; every output shows it as a visible character."""
    assert parse(HEAD + f'area: {{name: "a{escape}b"}}\n').findings == []


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("name: Northbridge (fictional)", "name: 'Northbridge (fictional)", "EH008", "'Northbridge"),
        ("by: Early Help Partnership Board}", 'by: "Early Help}', "EH008", '"Early Help}'),
    ],
)
def test_an_open_quote_is_placed_where_it_opens(old: str, new: str, code: str, place: str) -> None:
    """Where an apostrophe far below happens to close it, the place to mend is still where it opens."""
    text = changed(NORTHBRIDGE, old, new)
    findings = parse(text).findings
    assert [(s.code, s.line, s.column) for s in said(findings)] == [(code, *place_of(text, place))]


def test_an_open_quote_closed_by_the_next_one_is_placed_where_it_opens() -> None:
    """`"X` on one line and `"2022"` on the next: the first one is the fault."""
    findings = parse(HEAD + 'area:\n  name: "X\nperiod: "2022"\n').findings
    assert [(s.code, s.line, s.column) for s in said(findings)] == [("EH008", 4, 9)]


GENERIC = "this line does not fit what stands above it"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("name: *Impact* is clear\n", 1, "quotation marks"),
        ("name: & more\n", 1, "quotation marks"),
        ("area: {name: http://example.org}\n", 1, "quotation marks"),
        ('name: "C:\\Temp"\n', 1, "backslash"),
        ('name: "a \\ud800"\n', 1, "backslash"),
        ('name: "a \\xzz"\n', 1, "backslash"),
        ("text: |- Every family\n  is asked\n", 1, "block"),
        ("text: |x\n  is asked\n", 1, "block"),
        ("text: - Every family\n", 1, "dash"),
        ("text: [\n", 1, "bracket"),
        ("text: {a: [b,\n", 1, "bracket"),
        ("%FOO bar\n---\na: b\n", 1, "%"),
        ('"name": a: b\n', 1, "colon"),
        ("name: 'King's Lynn'\n", 1, "apostrophe"),
        ("FV1\n  score: 3\n", 1, "colon"),
        ("%YAML 1.3\n---\na: b\n", 1, "%"),
    ],
)
def test_common_slips_are_named_for_what_they_are(text: str, line: int, says: str) -> None:
    """A reason and a remedy that fit: indentation is blamed only where it is at fault."""
    document = parse(text)
    assert len(document.findings) == 1
    finding = document.findings[0]
    assert finding.span is not None
    assert finding.span.line == line
    assert finding.message != GENERIC
    assert says in f"{finding.message} {finding.hint}"


@pytest.mark.parametrize("key", ["k" * 100_000, "a\nb", "a\x1b[31mb"])
def test_a_message_is_one_short_line_whatever_the_key(key: str) -> None:
    """A key is quoted in messages shortened, on one line and without characters a terminal obeys."""
    spelled = key.replace("\n", "\\n").replace("\x1b", "\\e")
    for finding in parse(f'? "{spelled}"\n: 1\n? "{spelled}"\n: 2\n').findings:
        assert finding.message.isprintable()
        assert len(finding.message) < 300


def test_an_anchor_of_a_hundred_thousand_letters_is_shortened() -> None:
    """The name of an anchor or alias is quoted shortened."""
    for finding in parse(f"a: &{'k' * 100_000} 1\nb: *{'k' * 100_000}\n").findings:
        assert len(finding.message) < 300


# Bounds


def test_the_depth_allowed_is_allowed() -> None:
    """64 levels are read, and one more is refused at its place."""
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n"
    assert parse(deepest).findings == []
    findings = parse(f"[{deepest[:-1]}]").findings
    assert said(findings) == [
        ("EH004", 1, MAX_DEPTH + 1, "groups stand inside one another more than 64 levels deep here")
    ]


def test_the_number_of_values_allowed_is_allowed() -> None:
    """50,000 values are read, and one more is refused."""
    sound = parse("- a\n" * (MAX_VALUES - 1))
    assert sound.findings == []
    assert isinstance(sound.root, Sequence)
    assert len(sound.root.items) == MAX_VALUES - 1
    (finding,) = parse("- a\n" * MAX_VALUES).findings
    assert (finding.code, finding.message) == (
        "EH003",
        "the file is too large: it holds more than 50,000 values",
    )


def test_aliases_count_as_values() -> None:
    """A file of aliases is bounded like any other: 60,000 of them are not 60,000 findings."""
    document = parse("a: [" + "*a," * 60_000 + "]\n")
    assert not document.complete
    assert "EH003" in {finding.code for finding in document.findings}
