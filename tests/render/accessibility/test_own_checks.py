"""What axe does not see, by checks of our own; each is shown to fail on a page that is wrong on purpose."""

import re
from collections.abc import Callable
from functools import partial

import pytest

from ehsg_cli.colours import SHAPE_CONTRAST, TEXT_CONTRAST, contrast
from ehsg_cli.render import palette
from ehsg_cli.render.templates import render_html, render_markdown
from ehsg_cli.views.kinds import Kind
from ehsg_cli.views.style import COLOUR
from tests.render.accessibility.conftest import STATES, Show, look
from tests.render.accessibility.contrast import seen_in
from tests.render.accessibility.own_checks import CHECKS, headings_in_markdown
from tests.render.accessibility.pages import NAMES, Name, in_colour, page
from tests.render.accessibility.tree import Element, tree_of
from tests.render.papers import everything, northbridge, paper

GOOD = Name("draft", Kind.FULL)


# What stands in the page


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("name", NAMES, ids=str)
def test_every_page_passes_every_check(name: Name, check: str) -> None:
    """Of every sort of content and of every kind."""
    checked = page(name)
    assert list(CHECKS[check](tree(name), checked.paper)) == []


def tree(name: Name) -> Element:
    """The page of that name, read once."""
    if name not in _TREES:
        _TREES[name] = tree_of(page(name).html)
    return _TREES[name]


_TREES: dict[Name, Element] = {}


def test_the_council_s_logo_is_among_the_pictures() -> None:
    """Else nothing would be known of it from the checks."""
    assert tree(Name("council", Kind.BOARD)).all("image")


def replaced(pattern: str, by: str, html: str) -> str:
    """A page with the first match of a pattern replaced; there must be one."""
    wrong, count = re.subn(pattern, by, html, count=1, flags=re.DOTALL)
    assert count, pattern
    return wrong


Spoil = Callable[[str], str]
# By check: what spoils a page, and what is then said of it.
WRONG: dict[str, dict[Spoil, str]] = {
    "language": {
        partial(replaced, ' lang="en-GB"', ""): "the language is ''",
        partial(replaced, ' lang="en-GB"', ' lang="en"'): "the language is 'en'",
    },
    "headings": {
        partial(replaced, "<h1>(.*?)</h1>", r"<h2>\1</h2>"): "0 headings are of the first rank",
        partial(replaced, "</main>", "<h1>Another</h1></main>"): "2 headings are of the first rank",
        partial(replaced, "<h1>", "<h2>Before</h2><h1>"): "the first heading is [(2, 'Before')]",
        partial(replaced, "</header>", "<h4>Too deep</h4></header>"): "rank 4 comes after rank 1: Too deep",
    },
    "tables": {
        partial(replaced, "<caption>.*?</caption>", ""): "a table has the captions []",
        partial(replaced, "<caption>.*?</caption>", "<caption> </caption>"): "a table has the captions ['']",
        partial(replaced, "<thead>.*?</thead>", ""): "no column has a heading",
        partial(replaced, '<th scope="col"', "<th"): "<th> does not head a column",
        partial(replaced, '<th scope="col"(.*?)</th>', r"<td\1</td>"): "<td> does not head a column",
        partial(replaced, '<th scope="row"', "<th"): "<th> does not head the row",
        partial(replaced, "<td.*?</td>", ""): "rows have [",
    },
    "charts": {
        partial(replaced, "<title id.*?</title>", ""): "is not named by a title and a description",
        partial(replaced, "<desc.*?</desc>", "<desc></desc>"): "is not named by a title and a description",
        partial(replaced, 'aria-labelledby="[\\w-]+-title ', 'aria-labelledby="'): "is not named by a title",
        partial(replaced, '<svg(.*?)role="img"', r"<svg\1"): "is not named by a title and a description",
        partial(replaced, "</svg>", "</svg><h3>Between</h3>"): "no table follows",
    },
    "pictures": {
        partial(replaced, "</main>", '<img src="data:,"></main>'): '<img src="data:,"> has no words',
        partial(replaced, "</main>", '<p><img src="data:," alt=""></p></main>'): "has no words in its place",
        partial(replaced, "</main>", "<p><svg><image/></svg>Words</p></main>"): "<svg> has no words",
        partial(replaced, "</main>", '<p><svg role="img"><image/></svg></p></main>'): "has no words",
    },
    "skip_link": {
        partial(replaced, '<a class="skip".*?</a>', ""): "comes first and does not lead to the paper",
        partial(replaced, "(<body.*?>)", r"\1<button>B</button>"): "<button> comes first",
        partial(replaced, 'href="#main"', 'href="#none"'): "does not lead to the paper",
    },
    "ids": {
        partial(replaced, "</main>", '<p id="main">Twice</p></main>'): "2 elements have the id 'main'",
        partial(replaced, "</main>", '<p id="">None</p></main>'): "1 elements have the id ''",
    },
    "links": {
        partial(replaced, 'href="#[\\w-]+-FV1"', 'href="#FV99"'): "leads to 'FV99', which is not there",
        partial(replaced, "</main>", '<a href="#">Nowhere</a></main>'): "leads to '', which is not there",
        partial(replaced, 'aria-labelledby="', 'aria-labelledby="no-such '): "leads to 'no-such'",
    },
    "words": {
        partial(replaced, "(<td.*?>).*?</td>", r"\1</td>"): "<td",
        partial(replaced, "</main>", "<p> </p></main>"): "<p> says nothing",
    },
    "verdicts": {
        partial(replaced, '(<span class="verdict [\\w-]+">).*?</span>', r"\1</span>"): "says nothing",
        partial(
            replaced,
            "</main>",
            '<span class="verdict met">Yes</span><span class="verdict not-met">Yes</span></main>',
        ): "'Yes' is said of a verdict that is ",
    },
    "descriptors": {
        partial(
            replaced, "(=.dots-title.*?class=.tag.>)Priority<", r"\1<"
        ): "whether it is a priority is not said of",
        partial(replaced, "(<article.*?)>Priority<", r"\1><"): "whether it is a priority is not said of",
        partial(
            replaced, "(=.dots-title.*?<td.*?>)not scored<", r"\1-<"
        ): "that it is not scored is not said of",
        partial(replaced, "(<article.*)Not scored", r"\1-"): "that it is not scored is not said of",
    },
}


def test_every_check_is_shown_to_fail() -> None:
    """None has only ever passed."""
    assert WRONG.keys() == CHECKS.keys()


@pytest.mark.parametrize(
    ("check", "spoil", "said"),
    [(check, spoil, said) for check, cases in WRONG.items() for spoil, said in cases.items()],
)
def test_a_check_fails_on_a_wrong_page(check: str, spoil: Spoil, said: str) -> None:
    """And says what is wrong with it."""
    checked = page(GOOD)
    found = list(CHECKS[check](tree_of(spoil(checked.html)), checked.paper))
    assert any(said in each for each in found), found


@pytest.mark.parametrize("wrong", ["<p><b>crossed</p></b>", "<div>never closed", "closed twice</div></div>"])
def test_a_page_whose_elements_are_closed_wrongly_is_not_read(wrong: str) -> None:
    """The checks above would see something else than a browser does."""
    with pytest.raises(AssertionError):
        tree_of(f"<main>{wrong}</main>")


# Markdown


@pytest.mark.parametrize("name", NAMES, ids=str)
def test_the_headings_of_markdown_are_in_order_too(name: Name) -> None:
    """One of the first rank, none left out, none empty."""
    assert list(headings_in_markdown(render_markdown(page(name).paper))) == []


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("## A\n", "0 headings are of the first rank"),
        ("# A\n\n# B\n", "2 headings are of the first rank"),
        ("## A\n\n# B\n", "the first heading is [(2, 'A')]"),
        ("# A\n\n### B\n", "rank 3 comes after rank 1: B"),
        ("# A\n\n##\n", "a heading of rank 2 says nothing"),
    ],
)
def test_headings_out_of_order_in_markdown_are_found_out(markdown: str, said: str) -> None:
    """The check above can fail."""
    assert any(said in each for each in headings_in_markdown(markdown))


# Colours: as the palette has them, and as the browser computes them

# A council's: ours, of every hue, as dark as can be, and as faint as a council's may be.
COLOURS = (COLOUR, "#7a1f5c", "#0b6e4f", "#c1121f", "#5b5f00", "#1d70b8", "#000000", "#767676")
TEXTS = ("ink", "soft")
SHAPES = ("now", "before", "second", "third", "fourth", "line")
# What texts stand upon, and what only divides, which need not be seen.
GROUNDS = ("ground", "tint", "wash")
DIVIDERS = ("hair",)


def faint(colours: dict[str, str]) -> set[str]:
    """The roles whose colour does not stand out as it must from what it is seen upon."""
    upon = [colours[role] for role in GROUNDS]
    seen = {role: min(contrast(colours[role], under) for under in upon) / TEXT_CONTRAST for role in TEXTS}
    for role in SHAPES:
        seen[role] = contrast(colours[role], colours["ground"]) / SHAPE_CONTRAST
    under_accent = (colours["ground"], colours["wash"])
    seen["accent"] = min(contrast(colours["accent"], under) for under in under_accent) / TEXT_CONTRAST
    seen["on-accent"] = contrast(colours["on-accent"], colours["accent"]) / TEXT_CONTRAST
    return {role for role, share in seen.items() if share < 1}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("colours_of", [palette.light, palette.dark])
def test_every_colour_of_the_palette_stands_out(
    colours_of: Callable[[str], dict[str, str]], colour: str
) -> None:
    """By day and in the dark, whatever a council's own colour is; and no role goes unmeasured."""
    colours = colours_of(colour)
    assert {*TEXTS, *SHAPES, *GROUNDS, *DIVIDERS, "accent", "on-accent"} == colours.keys()
    assert faint(colours) == set()


def test_a_faint_colour_is_found_out() -> None:
    """The check above can fail, on any role."""
    good = palette.light()
    for role in (*TEXTS, *SHAPES, "accent"):
        assert role in faint(good | {role: "#eeeeee"})
    assert faint(good | {"on-accent": "#333333"}) == {"on-accent"}
    assert faint(good | {"wash": "#777777"}) == {*TEXTS, "accent"}


BY_STATE = ("screen", "dark", "print")


@pytest.mark.axe
@pytest.mark.xdist_group("accessibility")
@pytest.mark.parametrize("colour", COLOURS)
def test_every_text_and_every_mark_stands_out_in_the_browser(show: Show, colour: str) -> None:
    """In a paper with every part and every chart: on a screen, in the dark, printed without backgrounds."""
    browser = show(in_colour(colour))
    for state in BY_STATE:
        look(browser, STATES[state])
        seen = seen_in(browser, printed=state == "print")
        assert {each.kind for each in seen} == {"text", "shape"}
        assert sorted({f"{state}: {each}" for each in seen if each.faint}) == []


FAINT = {
    "a text": ("screen", "text", ".meta { color: #999 }"),
    "a text upon a colour": ("screen", "text", ".meta { background: #444; color: #111 }"),
    "a text half transparent": ("screen", "text", ".meta { opacity: 0.9 }"),
    "a text upon an image": ("screen", "text", ".meta { background: linear-gradient(#fff, #fff) }"),
    "a text in the dark": ("dark", "text", ".meta { color: #46535f }"),
    "a text on paper, its ground unprinted": ("print", "text", ".meta { background: #000; color: #fff }"),
    "a text in a chart": ("screen", "text", "svg text.ink { fill: #aaa }"),
    "a text in a chart in the dark": ("dark", "text", "svg text.ink { fill: #333 }"),
    "a shape": ("screen", "shape", "svg circle.now { fill: #ddd }"),
    "a ring": ("screen", "shape", ":root { --before: #ddd }"),
    "a shape half transparent": ("screen", "shape", "svg circle.now { opacity: 0.5 }"),
    "a shape in the dark": ("dark", "shape", "svg circle.now { fill: #12436d }"),
    "a shape on paper": ("print", "shape", "svg circle.now { fill: #ddd }"),
}


@pytest.mark.axe
@pytest.mark.xdist_group("accessibility")
@pytest.mark.parametrize(("state", "kind", "rule"), FAINT.values(), ids=FAINT.keys())
def test_what_is_faint_in_the_browser_is_found_out(show: Show, state: str, kind: str, rule: str) -> None:
    """The check above can fail: on texts and on marks, in the state that shows it."""
    good = render_html(paper(northbridge(), Kind.BOARD, everything()))
    browser = show(good.replace("</style>", f"{rule}</style>"))
    look(browser, STATES[state])
    found = [each for each in seen_in(browser, printed=state == "print") if each.faint]
    assert kind in {each.kind for each in found}
