"""The C parser and the Python parser must give the same tree, with the same places."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ehsg_cli.document import Document, Mapping, Scalar, Sequence, parse
from tests.helpers import EXAMPLES, HEAD, PACK, drawn

FILES = sorted([*EXAMPLES.glob("*.yaml"), *PACK.glob("*.yaml")])


def assert_same(text: str) -> Document:
    compiled, pure = parse(text), parse(text, pure=True)
    assert drawn(compiled.root) == drawn(pure.root)
    assert compiled.complete == pure.complete
    assert compiled.findings == pure.findings
    return compiled


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_they_agree_on_real_files(path: Path, end: str) -> None:
    """Every example and every file of the guide pack, with either line end."""
    text = path.read_text(encoding="utf-8").replace("\n", end)
    document = assert_same(text)
    assert document.complete


WORDS = st.text(
    st.sampled_from("ab3 .-:#'\"\\é😀\u0301\u0085\u2028\u2029\ufffd,[]{}&*!|>%@`?~\t"), max_size=12
)


def written(value: object, style: str, indent: int) -> str:
    """A value as YAML in a given style, as the value of a key."""
    pad = "  " * indent
    if isinstance(value, dict):
        if not value:
            return " {}\n"
        return "\n" + "".join(f"{pad}{key}:{written(each, style, indent + 1)}" for key, each in value.items())
    if isinstance(value, list):
        if not value:
            return " []\n"
        return "\n" + "".join(f"{pad}-{written(each, style, indent + 1)}" for each in value)
    text = str(value) if value is not None else ""
    if value is None or not text.strip():
        return "\n"
    if style == "double":
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f' "{escaped}"\n'
    if style == "single":
        doubled = text.replace("'", "''")
        return f" '{doubled}'\n"
    if style == "block":
        return f" |-\n{pad}{text.strip() or 'x'}\n{pad}second line\n"
    if style == "folded":
        return f" >\n{pad}{text.strip() or 'x'}\n\n{pad}more\n"
    return f" {text.strip()}  # a comment\n"


TREES = st.recursive(
    st.none() | st.integers(-5, 5) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["score", "FV1", "é", '"5.1"', "5.1", "? "]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    tree=st.dictionaries(st.sampled_from(["area", "a b", "ü", "priorities"]), TREES, min_size=1),
    style=st.sampled_from(["plain", "double", "single", "block", "folded"]),
    crlf=st.booleans(),
)
def test_they_agree_on_generated_files(tree: dict[str, object], style: str, crlf: bool) -> None:
    """Mappings, lists and scalars of every style, with blanks, accents, emoji and old line ends."""
    text = HEAD + written(tree, style, 0).lstrip("\n")
    if crlf:
        text = text.replace("\n", "\r\n")
    assert_same(text)


# What means something to YAML, what stands between, and what ends a line.
PIECES = [
    *"ab12é:-?#[]{},&*!|>%@`'\"~.+<\\ \t\n",
    *("  ", ": ", "- ", "? ", " #", "\n", "\n  ", "\r\n", "\r", "---", "...", "<<", "\ufeff", "\u2028"),
    *("a: ", "b: ", "|\n ", ">\n ", "|-\n  ", "|2+\n", "%YAML 1.2\n---\n", "%TAG ! x\n---\n"),
]


@settings(deadline=None, max_examples=2000, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_they_agree_on_anything(text: str) -> None:
    """Texts that nobody meant: the same is refused, and what can be read of them is the same.

    Why a text is no YAML, and where it shows, the two may tell differently.
    """
    compiled, pure = parse(text), parse(text, pure=True)
    assert compiled.complete == pure.complete
    if compiled.complete:
        assert drawn(compiled.root) == drawn(pure.root)
        assert compiled.findings == pure.findings
    else:
        assert compiled.findings
        assert pure.findings


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a: b\t\n", True),
        ("a:\t1\n", True),
        ("status: draft\t", True),
        ('a: "x"\t', True),
        ("{}\t", True),
        ("a: b\t# c\n", True),
        ("a: b\n\tc\n", False),
        ("a: b\n \tc\n", True),
        ("a: |\t\n  x\t\n\n  \ty\n", True),
        ("a: |\n \t x\n\ty\n", False),
        ("a:\n\tb: c\n", False),
        ("-\tb\n", False),
        ("[\ta,\n\tb]\n", True),
        ("---\ta\n", True),
        (": 2\n", False),
        ("? \n: 2\n", False),
        ("{: 2}\n", False),
        ("[?]\n", False),
        ("[?: a]\n", False),
        ("{[?]: a}\n", False),
        ('"": 2\n', True),
        ("{a:b}\n", False),
        ("{a:,b}\n", False),
        ("*xb: ...", True),
        ("&é a\n", False),
        ("&a!b c\n", False),
        ("!a &b c\n", True),
        ("!\tb\n", True),
        ("!!\n", False),
        ("!a%zz b\n", False),
        ("a: |\n# c", True),
        ("|\na\n", False),
        ("a: |#c\n b\n", True),
        ("a: |0\n b\n", False),
        ("a: >2-\n   b\n  c\n", True),
        ("%YAML 1.2\t# c\n--- a\n", True),
        ("%YAML 1.3\n--- a\n", False),
        ("%x\n--- a\n", False),
        ("%TAG !a! x\n--- !a!b c\n", True),
        ("a\n... b\n", False),
        ("[a\n---\n", False),
        ('a: "x\\qy"\n', False),
        ('a: "\\\\ \\ud800"\n', False),
        ('a: "\\U00110000"\n', False),
        ("k" * 1024 + ": 1\n", True),
        ("k" * 1025 + ": 1\n", False),
    ],
)
def test_they_agree_on_what_the_library_reads_in_two_ways(text: str, whole: bool) -> None:
    """Most of these one of the library's own two parsers takes, or places, otherwise than the other."""
    assert assert_same(text).complete == whole


@pytest.mark.parametrize("text", ["%TAG ! %c0%80\n--- a\n", "--- !%c0%80 a\n"])
def test_only_bytes_that_are_no_text_are_told_in_other_words(text: str) -> None:
    """The C parser does not say what is wrong with them; that they are wrong, both say."""
    for pure in (False, True):
        document = parse(text, pure=pure)
        assert not document.complete
        assert [finding.code for finding in document.findings] == ["EH006"]


@pytest.mark.parametrize(
    ("text", "line"), [("[?: 2]\n", 1), ("{a, ?\n}\n", 1), ("a: 1\n? \n: 2\n", 2), ("? \n: 2\n", 1)]
)
def test_a_key_of_no_characters_is_refused(text: str, line: int) -> None:
    """Nobody means one; its place is told."""
    (finding,) = assert_same(text).findings
    assert (finding.code, finding.message) == ("EH006", "a key is missing here")
    assert finding.span is not None
    assert finding.span.line == line


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "a:\n  b: c",
        "a:\n  - b\n  - c",
        "a: |-\n  b",
        'a: "b"',
        "a:\n  b:",
        "- ",
        "a: [b, {c: d}]\n  ",
    ],
)
def test_they_agree_on_a_file_without_a_last_line_end(text: str) -> None:
    """A group that ends with the text ends where the text does, not on a line that is not there."""
    document = assert_same(text)
    assert document.root is not None
    assert document.root.span.end_line <= text.count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "%YAML 1.3\n---\na: b\n",
        "%YAML x\n---\na: b\n",
        'a: "\\U00110000"\n',
        'a: "\\UFFFFFFFF"\n',
        'a: "\\ud800"\n',
        '"\\udfff": b\n',
        'a: "\\ud83d\\ude00"\n',
        'a: "\\xzz"\n',
        "a: &a [*a]\n",
        "a: *b\n",
        "a: !e!x y\n",
        "? [a]\n: b\n",
        "{",
        "[a, b",
        "\ta: b\n",
        "a: b\n...\nc: d\n",
    ],
)
def test_neither_raises_nor_lets_a_lone_surrogate_through(text: str) -> None:
    """Whatever either parser makes of odd input, it is a tree that can be written as UTF-8, or a finding."""
    for pure in (False, True):
        document = parse(text, pure=pure)
        assert document.findings
        str(drawn(document.root)).encode()
        for finding in document.findings:
            finding.message.encode()


def test_a_character_in_quotes_that_is_none_is_a_finding_under_either_parser() -> None:
    """Half of a surrogate pair in double quotes is refused, and the message speaks of the backslash."""
    for pure in (False, True):
        (finding,) = parse(HEAD + 'area: {name: "\\ud800"}\n', pure=pure).findings
        assert finding.code in ("EH002", "EH006")
        assert "backslash" in finding.message
        assert finding.span is not None
        assert finding.span.line == 3


def composed(node: Node | None) -> object:
    """The library's own tree, as far as it can be compared with ours: no places, the first of equal keys."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return [composed(each) for each in node.value]
    assert isinstance(node, MappingNode)
    pairs: dict[str, object] = {}
    for key, value in node.value:
        pairs.setdefault(key.value, composed(value))
    return pairs


def ours(node: object) -> object:
    """Our tree in the same shape."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [ours(each) for each in node.items]
    assert isinstance(node, Mapping)
    assert list(node.items) == list(node.keys)
    return {key: ours(value) for key, value in node.items.items()}


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    tree=st.dictionaries(st.sampled_from(["area", "a b", "ü", "priorities"]), TREES, min_size=1),
    style=st.sampled_from(["plain", "double", "single", "block", "folded"]),
)
def test_the_tree_is_what_the_library_composes(tree: dict[str, object], style: str) -> None:
    """What we build from events is what the library itself would build: nothing lost, nothing moved."""
    text = written(tree, style, 0).lstrip("\n")
    document = parse(text, pure=True)
    assume(document.complete and not document.findings and not set(text) & set("\x85\u2028\u2029"))
    assert ours(document.root) == composed(YAML(typ="safe").compose(text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_tree_of_a_real_file_is_what_the_library_composes(path: Path) -> None:
    """The same for every example and every file of the pack; the first of equal keys counts."""
    text = path.read_text(encoding="utf-8")
    assert ours(parse(text).root) == composed(YAML(typ="safe", pure=True).compose(text))
