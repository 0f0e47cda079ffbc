"""Users' Markdown: what little is understood is kept, everything else stays text, in HTML and in Markdown."""

import html
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ehsg_cli.render.narrative import narrative_html, narrative_markdown
from ehsg_cli.render.phrases import phrase

# Any reader to come: CommonMark with raw HTML, and GitHub's tables and strikethrough.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

BLOCKS = {"paragraph", "inline", "bullet_list", "ordered_list", "list_item"}
INLINES = {"text", "softbreak", "hardbreak", "em", "strong", "code_inline", "link"}

# Whatever Markdown acts on, so that texts made of it come near to every rule of it.
PIECES = (
    *("a", "b ", "é", "\n", "\n\n", "  \n", "\n  ", "\t", "    ", "\\", "\xa0", "\u2028", "\x1b"),
    *(
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "```",
        "~~~",
        "~",
        "$",
        "#",
        "# ",
        "> ",
        ">",
        "- ",
        "+ ",
        "1. ",
        "2) ",
    ),
    *("[", "]", "(", ")", "!", "![", "](http://e.org/x)", "](javascript:a)", "](", "[a]: http://e", "[x]"),
    *("<", "<script>", "</div>", "<!--", "<http://e.org>", "<a b>)", '"t")', "{{ 7 }}", "[bold]"),
    *("|", "---", "===", "|-|", "| a |", ":-", "&amp;", "&lt;b&gt;", "&nbsp;", "&#10;", "&#x202e;", "&copy"),
)
NARRATIVES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.text(max_size=60),
)


def kinds(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        yield re.sub(r"_(open|close)$", "", token.type)
        yield from kinds(token.children or [])


def seen(markup: str) -> str:
    """What is seen of HTML, without the spaces."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@settings(max_examples=400, deadline=None)
@given(NARRATIVES)
@example("___b ____")
@example("a`|b\n---|---")
@example("*a **b*** c")
@example("!&#91;x](http://e.org/x.png)")
def test_nothing_but_the_little_markdown_survives_any_reader(text: str) -> None:
    """As Markdown no text is HTML, heading, fence, code block, image, table, rule or quotation to anyone."""
    assert set(kinds(READER.parse(narrative_markdown(text)))) <= BLOCKS | INLINES


@settings(max_examples=400, deadline=None)
@given(NARRATIVES)
@example("___b ____")
@example("$__&nbsp;__$")
@example("`&lt;` &lt; <")
def test_both_forms_show_the_same_words(text: str) -> None:
    """What is seen of the Markdown, read by any reader, is what is seen of the HTML."""
    assert seen(READER.render(narrative_markdown(text))) == seen(narrative_html(text))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(categories=("L", "N", "Zs"), include_characters="<>|#~!{}.,:\n"), max_size=80))
def test_no_word_is_lost(text: str) -> None:
    """Without the marks that are understood (and lists) every character typed is seen."""
    # A leading number and stop is a list; its number is drawn by the reader of the page.
    if not re.search(r"(?m)^\s*\d+\.", text):
        assert seen(narrative_html(text)) == "".join(text.split())


def test_what_is_understood_is_kept() -> None:
    """Paragraphs, lists within lists, both emphases, code and links, in HTML and again from Markdown."""
    text = (
        "First *one* and **two**,\nwith `code | <b>` and [a link](https://e.org/a_(b)).\n\n"
        "- one\n- two\n  1. inner\n  2. again\n\nLast \\*line\\*."
    )
    expected = (
        "<p>First <em>one</em> and <strong>two</strong>,\n"
        'with <code>code | &lt;b&gt;</code> and <a href="https://e.org/a_(b)"{rel}>a link</a>.</p>\n'
        "<ul>\n<li>one</li>\n<li>two\n<ol>\n<li>inner</li>\n<li>again</li>\n</ol>\n</li>\n</ul>\n"
        "<p>Last *line*.</p>\n"
    )
    assert narrative_html(text) == expected.replace("{rel}", ' rel="noopener noreferrer"')
    assert READER.render(narrative_markdown(text)) == expected.replace("{rel}", "")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](http://e/x.png)",
        "[31m ![x](http://e/x.png)",
        "![*a* `b`](http://e/_x_.png)",
        "![a ![b](http://e/b.png) c](http://e/x.png)",
        "# heading",
        "heading\n=======",
        "---",
        "***",
        "* * *",
        "a\n- - -\nb",
        "* a\n* * *",
        "```\ncode\n```",
        "~~~ unclosed",
        "> quoted",
        "a | b\n--- | ---\n1 | 2",
        "[r]: http://e.org\n\n[r]",
        "<http://e.org>",
        "[l](javascript:alert(1))",
        "[l](data:text/html,x)",
        "[l](//e.org)",
        "[l](FILE:///etc/passwd)",
        "[bold] {{ 7*7 }} {% x %}",
        "- [ ] a box",
        "[^1]: a note",
        "$x$ ~~y~~",
    ],
)
def test_what_is_not_understood_is_seen_as_typed(text: str) -> None:
    """HTML, images, headings and the rest lose no character and gain no power."""
    typed = "".join(re.sub(r"(?m)^[-*] (?=[a[])", "", text).split())
    shown = narrative_html(text)
    assert seen(shown) == typed
    assert not re.search(r"<(?!/?(?:p|ul|li|br|em|strong)>)", shown)
    assert seen(READER.render(narrative_markdown(text))) == typed


def test_only_web_and_mail_are_linked() -> None:
    """Other schemes, and none, stay text; an empty address leaves the words."""
    linked = narrative_html(
        "[a](https://e.org) [b](HTTP://e.org) [c](mailto:a@e.org) [d](e.html) [e](tel:1) [f]()"
    )
    assert linked.count("<a ") == 3
    assert linked.count('rel="noopener noreferrer"') == 3
    assert "[d](e.html) [e](tel:1) f" in linked


def test_a_title_on_a_link_is_left_out() -> None:
    """It is seen by few, and would be one more place for a text to hide."""
    assert (
        narrative_html('[a](https://e.org "t")')
        == '<p><a href="https://e.org" rel="noopener noreferrer">a</a></p>\n'
    )
    assert narrative_markdown('[a](https://e.org "t")') == "[a](https://e.org)\n"


@pytest.mark.parametrize(
    ("typed", "shown"), [("\x1b[31m", "␛[31m"), ("&#x202e;", "&lt;U+202E&gt;"), ("a\r\nb", "a\nb")]
)
def test_characters_that_act_unseen_are_shown(typed: str, shown: str) -> None:
    """Typed as they are or as references, they come out as pictures."""
    assert narrative_html(typed) == f"<p>{shown}</p>\n"


N = 50_000  # the longest text that is read as Markdown


@pytest.mark.parametrize(
    "text",
    [
        "[" * N,
        "*" * N,
        "`" * N,
        "_" * N,
        "![" * (N // 2),
        "[a](" * (N // 4),
        "*a " * (N // 6) + "a* " * (N // 6),
        "- " * (N // 2),
        "- a\n" * (N // 4),
        "- a\n* b\n" * (N // 8),
        "".join("  " * depth + "- a\n" for depth in range(300)),
        "a\n\n" * (N // 3),
        " ".join("`" * length for length in range(1, 310)),
        "<" * N,
        "\\" * N,
        "[" * (2 * N),
        "*a" * (8 * N),
    ],
    ids=lambda text: f"{text[:4].strip()}-{len(text)}",
)
def test_no_text_takes_long_or_too_deep(text: str) -> None:
    """Long runs and deep nests are done in seconds, and nothing of them is dropped."""
    began = time.perf_counter()
    shown = narrative_html(text)
    written = narrative_markdown(text)
    assert time.perf_counter() - began < 20  # a few at most; some machines are slow
    assert seen(shown).count("a") == text.count("a")
    assert len(written) >= len("".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "# a",
        "- a",
        "+ a",
        "1. a",
        "12) a",
        "> a",
        "===",
        "---",
        "a #",
        "#",
        "a | b",
        "a\\|b",
        "*a* _b_ `c`",
        "[a](http://e.org)",
        "<b>",
        "&amp;",
        ":--",
        "~~~",
        "a_b 5.1 25 of 31",
        "!",
        "",
    ],
)
def test_a_phrase_is_text_wherever_it_stands(text: str) -> None:
    """At the start of a line, in a heading, in a list and in a table's cell a phrase shows as typed."""
    said = phrase(text)
    typed = "".join(text.split())
    places = {
        "{}": ["paragraph"] if text else [],
        "## {}": ["heading"],
        "- {}": ["bullet_list", "list_item", *(["paragraph"] if text else [])],
        "| {} | x |\n| --- | --- |": ["table"],
    }
    for place, outer in places.items():
        tokens = READER.parse(place.format(said))
        opened = [token.type.removesuffix("_open") for token in tokens if token.nesting == 1]
        assert opened[: len(outer)] == outer
        inline = next((token for token in tokens if token.type == "inline"), None)
        parts = (inline.children if inline else None) or []
        assert {part.type for part in parts} <= {"text"}
        assert "".join("".join(part.content for part in parts).split()) == typed


def test_a_phrase_is_one_line() -> None:
    """Line ends within become spaces."""
    assert phrase("a\n\n# b\tc") == "a # b c"
