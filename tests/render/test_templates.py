"""The paper as a page, as Markdown and as text for the form: complete, contained, the same every time."""

import os
import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ehsg_cli.colours import TEXT_CONTRAST, contrast
from ehsg_cli.reading.logos import Logo
from ehsg_cli.render import palette
from ehsg_cli.render.paragraphs import narrative_html
from ehsg_cli.render.templates import render_form, render_html, render_markdown
from ehsg_cli.views.blocks import Entry, Heading, Narrative, Picture, Rewording, Ruling, Sentence, Sides
from ehsg_cli.views.charts import Chart
from ehsg_cli.views.kinds import Kind, Paper
from ehsg_cli.views.tables import Cell, Column, Table
from ehsg_cli.views.words import MADE_BY
from tests.render.papers import (
    COUNCIL,
    HOSTILE_STYLE,
    HOSTILE_TEXT,
    draft,
    everything,
    form,
    gateshead,
    hostile,
    hostile_paper,
    northbridge,
    paper,
    view,
)

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
VOID = {"meta", "link", "br", "image", "rect", "line", "circle", "path", "use"}
KINDS = [Kind.BOARD, Kind.SUMMARY, Kind.FULL, Kind.PLAN, Kind.CHANGE]

# Papers of each kind: with all there can be, with a council's words, unfinished, and full of hostile texts.
PAPERS: dict[str, Callable[[Kind], Paper]] = {
    "northbridge": lambda kind: paper(northbridge(), kind, everything()),
    "council": lambda kind: paper(northbridge(), kind, everything(), style=COUNCIL),
    "draft": lambda kind: paper(draft(), kind, everything()),
    "hostile": lambda kind: hostile_paper("draft", kind, HOSTILE_STYLE),
}
every_paper = pytest.mark.parametrize(
    "made",
    [
        pytest.param((make, kind), id=f"{name}-{kind.value}")
        for name, make in PAPERS.items()
        for kind in KINDS
    ],
)
Made = tuple[Callable[[Kind], Paper], Kind]


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


def as_seen(text: str) -> str:
    return packed(text.replace("\x1b", "␛"))


def as_read(markdown: str) -> str:
    return Page(str(narrative_html(markdown))).text


def said_by(thing: object) -> Iterator[str]:
    """Every text of a paper's parts, as it reads."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Chart):
        yield from (thing.headline, *said_by(thing.tables))
    elif isinstance(thing, Cell | Heading | Sentence):
        yield thing.text
    elif isinstance(thing, Column):
        yield thing.title
    elif isinstance(thing, Ruling):
        yield from (thing.spoken.capitalize(), thing.sentence)
    elif isinstance(thing, Narrative):
        yield f"{thing.lead}:" if thing.lead else ""
        yield as_read(thing.markdown) if thing.markdown.strip() else thing.missing
    elif isinstance(thing, Rewording):
        yield f"{thing.lead}:"
        for run in thing.runs:
            yield from run.text.split("\n\n")
    elif isinstance(thing, Entry):
        yield from (f"{thing.id} ({thing.form}) {thing.title}", thing.previous, thing.asks, *thing.signs)
        yield from (thing.score, thing.meaning) if thing.scored else (thing.unscored,)
        for label, text in thing.said:
            yield from (label, as_read(text) if text.strip() else "Nothing recorded.")
    elif isinstance(thing, tuple):
        for each in thing:
            yield from said_by(each)


def texts_of(paper: Paper) -> Iterator[str]:
    """Every text of a paper, as it reads."""
    yield from (paper.title, paper.subtitle, paper.guide, paper.status, paper.draft_note, paper.headline)
    yield from said_by(paper.key_points)
    yield from (paper.style.council, as_read(paper.style.introduction))
    for part in paper.parts:
        yield part.title
        yield from said_by(part.blocks)


HTML_AND_MARKDOWN = [render_html, render_markdown]
Render = Callable[[Paper], str]


@every_paper
def test_nothing_of_the_paper_is_left_out(made: Made) -> None:
    """Every text of every part stands in the page and in the Markdown, to the last character."""
    whole = made[0](made[1])
    page, markdown = packed(Page(render_html(whole)).text), packed(seen_of(render_markdown(whole)))
    for said in texts_of(whole):
        assert as_seen(said) in page
        assert as_seen(said) in markdown


def test_what_is_missing_is_said() -> None:
    """A descriptor not scored, and one without a word, are told apart from a nought and from silence."""
    whole = paper(draft())
    for text in (Page(render_html(whole)).text, seen_of(render_markdown(whole))):
        assert text.count("Nothing recorded.") == 0
        assert text.count("Not scored; nothing recorded") == 1
        assert text.count("Not scored") == 3
    silent = draft()
    silent.entries["FV2"] = silent.entries["FV2"].model_copy(update={"next_steps": None})
    for text in (Page(render_html(paper(silent))).text, seen_of(render_markdown(paper(silent)))):
        assert text.count("Nothing recorded.") == 1


def test_a_choice_that_breaks_the_rule_says_why_and_what_may_be_chosen() -> None:
    """The problems in words, and the descriptors that are eligible."""
    whole = gateshead()
    changed = whole.model_copy(update={"priorities": northbridge().priorities})
    broken, chosen = paper(changed), view(changed).priorities
    assert chosen is not None
    problems = chosen.problems
    assert problems
    for text in (Page(render_html(broken)).text, seen_of(render_markdown(broken))):
        assert "Not met" in text
        for problem in problems:
            assert problem in text
        assert "What may be chosen" in text
    kept = render_html(paper(whole))
    assert "What may be chosen" not in kept
    assert "What stands against the choice" not in kept


@every_paper
def test_the_answer_comes_first_and_the_parts_in_their_order(made: Made) -> None:
    """One h1, no rank skipped, the same parts in both formats; contents where there are more than a few."""
    whole = made[0](made[1])
    text = render_html(whole)
    page = Page(text)
    ranks = [rank for rank, _ in page.headings]
    assert ranks.count(1) == 1
    assert page.headings[0][0] == 1
    assert packed(page.headings[0][1]) == as_seen(whole.title)
    assert all(following <= rank + 1 for rank, following in pairwise(ranks))
    contents = ["Contents"] if len(whole.parts) > 4 else []
    parts = [as_seen(part.title) for part in whole.parts]
    assert [packed(said) for rank, said in page.headings if rank == 2] == ["Inbrief", *contents, *parts]
    assert text.index('class="headline"') < text.index('class="part')
    assert [packed(said) for said in headings_of(render_markdown(whole))] == [*contents, *parts]


@every_paper
def test_every_link_within_the_page_arrives(made: Made) -> None:
    """Contents, descriptors and the skip link lead to ids that are there, each once, in every kind."""
    page = Page(render_html(made[0](made[1])))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert targets <= set(ids)
    assert "main" in targets
    assert ("descriptor-FV1" in targets) is (made[1] in {Kind.BOARD, Kind.FULL})
    named = {name for _, a in page.elements for name in a.get("aria-labelledby", "").split()}
    assert named <= set(ids)


@every_paper
def test_tables_have_captions_and_scopes(made: Made) -> None:
    """As many as the paper has; and whatever scrolls can be reached and has a name of its own."""
    whole = made[0](made[1])
    page = Page(render_html(whole))
    tables, charts = tables_of(whole), charts_of(whole)
    assert len(page.all("table")) == len(page.all("caption")) == len(tables)
    assert all(a.get("scope") in {"col", "row"} for a in page.all("th"))
    assert len(page.all("th")) == sum(len(each.columns) + len(rows_of(each)) for each in tables)
    regions = [a for a in page.all("div") if a.get("class") == "scroll"]
    assert all(a["tabindex"] == "0" and a["role"] == "region" for a in regions)
    assert len({a["aria-labelledby"] for a in regions}) == len(regions) == len(charts)


def charts_of(whole: Paper) -> list[Chart]:
    return [block.chart for part in whole.parts for block in part.blocks if isinstance(block, Picture)]


def tables_of(whole: Paper) -> list[Table]:
    own = [block for part in whole.parts for block in part.blocks if isinstance(block, Table)]
    return own + [table for chart in charts_of(whole) for table in chart.tables]


def rows_of(table: Table) -> list[tuple[Cell, ...]]:
    return [*table.rows, *([table.total] if table.total else [])]


@every_paper
def test_the_page_needs_nothing_else(made: Made) -> None:
    """No script, and nothing that would be fetched; a policy forbids both. Links stand in narrative only."""
    page = Page(render_html(made[0](made[1])))
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


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_make_no_element_of_their_own(kind: Kind) -> None:
    """A page full of them has the kinds of element that a harmless one has, and ends its style once."""
    text = render_html(hostile_paper("draft", kind, HOSTILE_STYLE))
    harmless = Page(render_html(paper(draft(), kind, everything(), style=COUNCIL)))
    known = {tag for tag, _ in harmless.elements} | {"rect", "path"}  # as its charts have it
    assert {tag for tag, _ in Page(text).elements} <= known
    assert text.count("</style>") == 1


def test_texts_in_the_margins_cannot_end_the_style_sheet() -> None:
    """Letters and figures are as typed, everything else is a code of CSS, and what is long is cut."""
    hostile_css = Page(render_html(hostile_paper())).styles
    (margin,) = re.findall(r'@top-left \{ content: "(.*?)"; ', hostile_css)
    assert margin.startswith(r"\3c script\3e alert\28 1\29 \3c \2f script\3e  \5b bold\5d  \7b \7b  7\2a 7 ")
    assert margin.endswith(r"\2026 ")
    assert re.fullmatch(r"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )+", margin)
    assert '"Gateshead, 2022"' in Page(render_html(paper(gateshead()))).styles
    assert '"Paper for the board"' in Page(render_html(paper(gateshead()))).styles


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_stay_texts_in_markdown(kind: Kind) -> None:
    """The Markdown has the headings, tables and quotations that the paper has, and no HTML."""
    whole = hostile_paper("submitted", kind, HOSTILE_STYLE)
    tokens = tokens_of(render_markdown(whole))
    count = Counter(token.type for token in tokens)
    assert count.keys().isdisjoint({"fence", "code_block", "image", "hr", "html_inline"})
    assert [token.content.strip() for token in tokens if token.type == "html_block"] == [
        f"<!-- {MADE_BY} 0.1.0 -->"
    ]
    blocks = [block for part in whole.parts for block in part.blocks]
    reworded = [block for block in blocks if isinstance(block, Rewording)]
    telling = sum(any(isinstance(b, Rewording) for b in part.blocks) for part in whole.parts)
    gone = sum(run.kind == "gone" for block in reworded for run in block.runs)
    assert count["s_open"] == gone + telling
    tables = tables_of(whole)
    ranked = sum(isinstance(b, Heading | Picture | Entry) for b in blocks)
    ranked += 2 * sum(isinstance(b, Sides) for b in blocks)
    assert count["heading_open"] == 1 + (len(whole.parts) > 4) + len(whole.parts) + ranked
    assert count["table_open"] == len(tables)
    assert count["td_open"] == sum(len(row) for table in tables for row in rows_of(table))
    told = [text for b in blocks if isinstance(b, Entry) for _, text in b.said]
    told += [b.markdown for b in blocks if isinstance(b, Narrative)]
    assert count["blockquote_open"] == sum(bool(text.strip()) for text in told)


def test_lists_that_follow_one_another_stay_apart_in_markdown() -> None:
    """Facts under a list are not taken for more of it."""
    tokens = READER.parse(render_markdown(paper(gateshead())))
    lists = [token.markup for token in tokens if token.type == "bullet_list_open" and token.level == 0]
    assert ("-", "*") in set(pairwise(lists))


def test_hostile_texts_reach_the_form_as_typed() -> None:
    """Word for word, to be pasted; only what would act on a terminal is shown instead."""
    text = render_form(form(hostile()))
    words = " ".join(HOSTILE_TEXT.replace("\x1b", "␛").split())
    assert " ".join(text.split()).count(words) == 31
    assert "\x1b" not in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("render", HTML_AND_MARKDOWN)
def test_a_draft_says_so_and_nothing_else_does(render: Render, kind: Kind) -> None:
    """DRAFT stands near the top of a draft, and nowhere in one that is agreed (but in its style sheet)."""
    beside = everything()
    body = re.sub(r"(?s)<style>.*?</style>", "", render(paper(draft(), kind, beside)))
    assert "DRAFT" in body[:1200]
    agreed = render(paper(northbridge(), kind, beside))
    assert "DRAFT" not in re.sub(r"(?s)<style>.*?</style>", "", agreed)


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_in_markdown_says_so_in_every_part(kind: Kind) -> None:
    """Whatever is cut out of it carries the mark."""
    whole = paper(draft(), kind, everything())
    parts = re.split(r"(?m)^## ", render_markdown(whole))
    assert len(parts) == 1 + (len(whole.parts) > 4) + len(whole.parts)
    assert all(part.split("\n", 3)[2].startswith("**DRAFT**") for part in parts)
    assert [part.count("DRAFT") for part in parts] == [1] * len(parts)
    assert sum(part.count(whole.draft_note) for part in parts) == 1


def test_a_council_stands_at_the_head() -> None:
    """Its name and logo, its words before the answer, its headings among the parts, its colour throughout."""
    logo = Logo(b"<svg/>", "image/svg+xml")
    whole = paper(northbridge(), style=COUNCIL._replace(logo=logo))
    text = render_html(whole)
    page = Page(text)
    address = f"data:image/svg+xml;base64,{b64encode(logo.data).decode()}"
    assert [a["href"] for a in page.all("image")] == [address]
    assert [a["aria-hidden"] for a in page.all("svg") if a["class"] == "logo"] == [
        "true"
    ]  # its name is there
    assert text.index("Northbridge City Council") < text.index("<h1>")
    assert text.index("Children and Families Board") < text.index('class="headline"')
    assert f"--accent: {COUNCIL.colour};" in page.styles
    markdown = render_markdown(whole)
    assert markdown.index("Northbridge City Council") < markdown.index("*Children and Families Board*")
    for text in (page.text, seen_of(markdown)):
        assert "To be written by the author of this paper." in text
    nameless = Page(render_html(paper(northbridge(), style=COUNCIL._replace(logo=logo, council=""))))
    assert [a["aria-label"] for a in nameless.all("svg") if a["class"] == "logo"] == [whole.area]


@pytest.mark.parametrize("colour", ["#12436d", "#7a1f5c", "#767676", "#000000"])
def test_what_is_written_in_a_council_s_colour_can_be_read(colour: str) -> None:
    """By day and in the dark: text in the accent, text upon it, and quiet text upon its wash."""
    for shades in (palette.light(colour), palette.dark(colour)):
        assert contrast(shades["accent"], shades["ground"]) >= TEXT_CONTRAST
        assert contrast(shades["on-accent"], shades["accent"]) >= TEXT_CONTRAST
        for ink in ("ink", "soft"):
            for ground in ("ground", "wash"):
                assert contrast(shades[ink], shades[ground]) >= TEXT_CONTRAST


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
