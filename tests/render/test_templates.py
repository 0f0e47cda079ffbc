"""The paper as a page, as Markdown and as text for the form: complete, contained, the same every time."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ehsg_cli.render.templates import render_form, render_html, render_markdown
from ehsg_cli.views.paper import PaperView
from ehsg_cli.views.words import MADE_BY
from tests.render.papers import (
    HOSTILE_LINE,
    HOSTILE_TEXT,
    draft,
    form,
    gateshead,
    hostile,
    hostile_paper,
    northbridge,
    paper,
)

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
VOID = {"meta", "link", "br", "rect", "line"}
PARTS = [
    "At a glance",
    "Coverage",
    "Strengths and gaps",
    "Priority descriptors",
    "Earned Autonomy",
    "Data model",
    "Every descriptor",
    "How the assessment was made",
    "Findings against the file",
    "The scale",
    "Where this paper comes from",
]


class Page(HTMLParser):
    """Reads a page and notes what is in it; an element closed wrongly, or never, fails."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.styles = ""
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.styles += data
            return
        self.words.append(data)
        if any(re.fullmatch("h[1-6]", tag) for tag in self.open):
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def tokens_of(markdown: str) -> list[Token]:
    def every(tokens: list[Token]) -> Iterator[Token]:
        for token in tokens:
            yield token
            yield from every(token.children or [])

    return list(every(READER.parse(markdown)))


def headings_of(markdown: str) -> list[str]:
    """The headings of the second rank, as they read."""
    tokens = READER.parse(markdown)
    places = [n for n, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    return ["".join(part.content for part in tokens[n + 1].children or []) for n in places]


def seen_of(markdown: str) -> str:
    return Page(READER.render(markdown)).text


def packed(text: str) -> str:
    return "".join(text.split())


def said_by(view: object) -> Iterator[str]:
    """Every text in a view, but those that are for colour, or Markdown of their own."""
    if isinstance(view, str):
        yield view
    elif isinstance(view, tuple):
        for part in view:
            yield from said_by(part)
    elif is_dataclass(view):
        for field in fields(view):
            unsaid = {"id", "verdict", "evidence", "next_steps", "why", "eligible", "score"}
            if field.name not in unsaid or (
                field.name == "id" and hasattr(view, "form") and hasattr(view, "score")
            ):
                yield from said_by(getattr(view, field.name))


HTML_AND_MARKDOWN = [render_html, render_markdown]
Render = Callable[[PaperView], str]


@pytest.mark.parametrize(
    "make", [lambda: paper(gateshead()), lambda: paper(northbridge()), lambda: paper(draft())]
)
def test_nothing_of_the_view_is_left_out(make: Callable[[], PaperView]) -> None:
    """Every text of the paper's view stands in the page and in the Markdown."""
    view = make()
    page, markdown = packed(Page(render_html(view)).text), packed(seen_of(render_markdown(view)))
    for said in said_by(view):
        assert packed(said) in page
        assert packed(said) in markdown


def test_what_is_missing_is_said() -> None:
    """A descriptor not scored, and one without a word, are told apart from a nought and from silence."""
    view = paper(draft())
    for text in (Page(render_html(view)).text, seen_of(render_markdown(view))):
        assert text.count("Nothing recorded.") == 2
        assert "Not scored" in text


def test_a_choice_that_breaks_the_rule_says_why_and_what_may_be_chosen() -> None:
    """The problems in words, and the descriptors that are eligible."""
    whole = gateshead()
    broken = paper(whole.model_copy(update={"priorities": northbridge().priorities}))
    assert broken.priorities.verdict == "not-met"
    for text in (Page(render_html(broken)).text, seen_of(render_markdown(broken))):
        assert "Not met" in text
        for problem in broken.priorities.problems:
            assert problem in text
        assert "What may be chosen" in text
    kept = render_html(paper(whole))
    assert "What may be chosen" not in kept
    assert "What stands against the choice" not in kept


def test_the_answer_comes_first_and_the_parts_in_their_order() -> None:
    """One h1, no rank skipped, the same parts in both formats."""
    view = paper(northbridge())
    page = Page(render_html(view))
    ranks = [rank for rank, _ in page.headings]
    assert ranks.count(1) == 1
    assert page.headings[0] == (1, view.title)
    assert all(following <= rank + 1 for rank, following in pairwise(ranks))
    assert [said for rank, said in page.headings if rank == 2] == ["In brief", "Contents", *PARTS]
    assert page.text.index(view.headline) < page.text.index("Contents")
    assert headings_of(render_markdown(view)) == ["Contents", *PARTS]


def test_every_link_within_the_page_arrives() -> None:
    """Contents, descriptors and the skip link lead to ids that are there, each once."""
    page = Page(render_html(paper(draft())))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert targets <= set(ids)
    assert {"main", "at-a-glance", "descriptor-FV1", "descriptor-DA7"} <= targets
    named = {name for _, a in page.elements for name in a.get("aria-labelledby", "").split()}
    assert named <= set(ids)


def test_tables_have_captions_and_scopes() -> None:
    """And whatever scrolls can be reached and has a name of its own."""
    page = Page(render_html(paper(northbridge())))
    assert len(page.all("table")) == len(page.all("caption")) == 5 + 3
    assert all(a.get("scope") in {"col", "row", "colgroup"} for a in page.all("th"))
    regions = [a for a in page.all("div") if a.get("class") == "scroll"]
    assert all(a["tabindex"] == "0" and a["role"] == "region" for a in regions)
    assert len({a["aria-label"] for a in regions}) == len(regions) == 4


@pytest.mark.parametrize(
    "view", [paper(northbridge()), hostile_paper("draft")], ids=["northbridge", "hostile"]
)
def test_the_page_needs_nothing_else(view: PaperView) -> None:
    """No script, and nothing that would be fetched; a policy forbids both. Links stand in narrative only."""
    page = Page(render_html(view))
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "iframe", "object", "base", "form"})
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") or name in {"src", "srcset", "style"} for name in attributes)
        address = attributes.get("href", "#")
        assert address.startswith("#") or (tag, address) == ("link", "data:,") or tag == "a"
    outward = [a for a in page.all("a") if not a["href"].startswith("#")]
    assert {a["href"] for a in outward} <= {"https://example.org/early-help"}
    assert all(a["rel"] == "noopener noreferrer" for a in outward)
    assert not re.search(r"url\(|@import|@font-face|src:", page.styles)
    policy = [a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy
    assert policy[0].startswith("default-src 'none'; ")


def as_seen(text: str) -> str:
    return packed(text.replace("\x1b", "␛"))


def test_hostile_texts_stay_texts_in_the_page() -> None:
    """In every field, to the last character, and without one element more than a harmless file has."""
    page = Page(render_html(hostile_paper()))
    shown, line = packed(page.text), as_seen(HOSTILE_LINE)
    # Next steps of 31 descriptors and, once more, of three; title and heading; who agreed; the thresholds.
    assert shown.count(line) == 31 + 3 + 2 + 1 + 1
    assert shown.count(line.replace("/", "-")) == 1
    assert shown.count(as_seen(HOSTILE_TEXT)) == 31 + 3
    assert {tag for tag, _ in page.elements} <= {
        tag for tag, _ in Page(render_html(paper(gateshead()))).elements
    }


def test_hostile_texts_stay_texts_in_markdown() -> None:
    """In every field, and the paper has the headings and tables it has with harmless texts, and no HTML."""
    tokens = tokens_of(render_markdown(hostile_paper()))
    harmless = tokens_of(render_markdown(paper(gateshead())))
    kinds = {token.type for token in tokens}
    assert kinds.isdisjoint({"fence", "code_block", "image", "hr", "html_inline", "s_open"})
    assert [token.content.strip() for token in tokens if token.type == "html_block"] == [
        f"<!-- {MADE_BY} 0.1.0 -->"
    ]
    for kind in ("heading_open", "table_open", "th_open", "td_open"):
        assert sum(t.type == kind for t in tokens) == sum(t.type == kind for t in harmless)
    assert sum(token.type == "blockquote_open" for token in tokens) == 2 * 31 + 2 * 3
    shown, line = packed(seen_of(render_markdown(hostile_paper()))), as_seen(HOSTILE_LINE)
    assert shown.count(line) == 31 + 3 + 1 + 1 + 1
    assert shown.count(as_seen(HOSTILE_TEXT)) == 31 + 3


def test_hostile_texts_reach_the_form_as_typed() -> None:
    """Word for word, to be pasted; only what would act on a terminal is shown instead."""
    text = render_form(form(hostile()))
    words = " ".join(HOSTILE_TEXT.replace("\x1b", "␛").split())
    assert " ".join(text.split()).count(words) == 31
    assert "\x1b" not in text


@pytest.mark.parametrize("render", HTML_AND_MARKDOWN)
def test_a_draft_says_so_and_nothing_else_does(render: Render) -> None:
    """DRAFT stands near the top of a draft, and nowhere in a paper that is agreed."""
    text = render(paper(draft()))
    assert "DRAFT" in text[:1200]
    assert "DRAFT" not in render(paper(northbridge()))


def test_a_draft_in_markdown_says_so_in_every_part() -> None:
    """Whatever is cut out of it carries the mark."""
    parts = re.split(r"(?m)^## ", render_markdown(paper(draft())))
    assert len(parts) == 1 + 1 + len(PARTS)
    assert all("**DRAFT**" in part.split("\n", 3)[2] for part in parts)


def test_a_draft_form_says_so() -> None:
    """On a line of its own before the first box."""
    head = render_form(form(draft())).split("====")[0]
    assert re.search(r"(?m)^DRAFT: ", head)
    assert "DRAFT" not in render_form(form(northbridge()))


def test_the_form_is_one_box_after_the_other() -> None:
    """Each part under its number and title, each box under its label, each text as it was typed."""
    view = form(northbridge())
    text = render_form(view)
    place = 0
    for part in view.parts:
        place = text.index(f"\n{part.number} {part.title}\n".replace("\n ", "\n"), place)
        for box in part.boxes:
            place = text.index(f"\n---- {box.label} -", place)
            place = text.index(f"\n{box.text}\n", place)


OUTPUTS = {
    "html": lambda: render_html(hostile_paper()),
    "markdown": lambda: render_markdown(hostile_paper()),
    "form": lambda: render_form(form(hostile())),
}


@pytest.mark.parametrize("make", OUTPUTS.values(), ids=OUTPUTS.keys())
def test_every_output_can_be_known_again(make: Callable[[], str]) -> None:
    """By a mark within its first 500 bytes; LF line ends, one at the end."""
    text = make()
    assert MADE_BY in text.encode()[:500].decode(errors="ignore")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_generator_is_named() -> None:
    """As HTML has it."""
    generators = [
        a["content"]
        for a in Page(render_html(paper(gateshead()))).all("meta")
        if a.get("name") == "generator"
    ]
    assert generators == ["ehsg 0.1.0"]


def test_the_same_input_gives_the_same_bytes() -> None:
    """Twice here, and in other processes, whose sets are ordered otherwise."""
    code = (
        "import sys; from tests.render.papers import *; from ehsg_cli.render.templates import *;"
        "sys.stdout.buffer.write((render_html(paper(draft())) + render_markdown(paper(draft()))"
        " + render_form(form(draft()))).encode())"
    )
    here = render_html(paper(draft())) + render_markdown(paper(draft())) + render_form(form(draft()))
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
        assert run.stdout.decode() == here
