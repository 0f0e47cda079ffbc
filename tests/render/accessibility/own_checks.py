"""What axe does not see, or sees only in part: each check yields what is wrong with a page, in words."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from markdown_it import MarkdownIt

from ehsg_cli.views.kinds import Paper
from tests.render.accessibility.tree import Element

Check = Callable[[Element, Paper], Iterator[str]]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FOCUSABLE = ("a", "button", "input", "select", "summary", "textarea")
NAMING = ("aria-labelledby", "aria-describedby", "for", "headers")
SPEAKING = (*HEADINGS, "a", "caption", "dd", "dt", "figcaption", "li", "p", "td", "th")


def language(page: Element, paper: Paper) -> Iterator[str]:
    """The page is in British English."""
    said = page.one("html")["lang"]
    if said != "en-GB":
        yield f"the language is '{said}'"


def headings(page: Element, paper: Paper) -> Iterator[str]:
    """One heading of the first rank, which comes first, and no rank left out on the way down."""
    yield from _ranks([(int(heading.tag[1]), heading.text) for heading in page.all(*HEADINGS)])


def _ranks(headings: list[tuple[int, str]]) -> Iterator[str]:
    ranks = [rank for rank, _ in headings]
    if ranks[:1] != [1] or ranks.count(1) != 1:
        yield f"{ranks.count(1)} headings are of the first rank, and the first heading is {headings[:1]}"
    for (rank, _), (following, text) in pairwise(headings):
        if following > rank + 1:
            yield f"rank {following} comes after rank {rank}: {text}"


def tables(page: Element, paper: Paper) -> Iterator[str]:
    """Each has a caption, a heading with its scope for every column and for every row, and no holes."""
    for table in page.all("table"):
        captions = [caption.text for caption in table.all("caption")]
        if len(captions) != 1 or not captions[0]:
            yield f"a table has the captions {captions}: {table.text[:60]}"
        rows = [row.all("th", "td") for row in table.all("tr")]
        heads = [cell for row in table.all("thead") for cell in row.all("th", "td")]
        if not heads:
            yield f"no column has a heading: {captions}"
        for cell in heads:
            if cell.tag != "th" or cell["scope"] not in {"col", "colgroup"}:
                yield f"{cell} does not head a column: {captions}"
        for part in table.all("tbody", "tfoot"):
            for row in part.all("tr"):
                first = row.all("th", "td")[0]
                if first.tag != "th" or first["scope"] != "row":
                    yield f"{first} does not head the row {row.text[:60]}"
        widths = {sum(int(cell["colspan"] or 1) for cell in row) for row in rows}
        if len(widths) != 1:
            yield f"rows have {sorted(widths)} cells: {captions}"


def charts(page: Element, paper: Paper) -> Iterator[str]:
    """Each is named by its title and described by its own words, and its table follows it at once."""
    for svg in page.all("svg"):
        if svg.all("image"):
            continue  # which is a picture
        by_id = {part["id"]: part for part in svg.all("title", "desc") if part.text}
        named = svg["aria-labelledby"].split()
        if svg["role"] != "img" or sorted(by_id[id].tag for id in named if id in by_id) != ["desc", "title"]:
            yield f"{svg} is not named by a title and a description"
        section = svg.within("section")
        if section is None:
            yield f"{svg} stands in no section"
            continue
        inside = section.all("svg", "table", *HEADINGS)
        after = inside[inside.index(svg) + 1 :]
        if not after or after[0].tag != "table":
            yield f"no table follows {svg}"


def pictures(page: Element, paper: Paper) -> Iterator[str]:
    """Each says what it shows, or that it shows nothing, where words beside it say it already."""
    for picture in (*page.all("img"), *(svg for svg in page.all("svg") if svg.all("image"))):
        named = picture["alt"] or (picture["role"] == "img" and picture["aria-label"])
        silent = picture["aria-hidden"] == "true" or picture.attributes.get("alt") == ""
        if not named and not (silent and picture.parent is not None and picture.parent.text):
            yield f"{str(picture)[:80]} has no words in its place or beside it"


def skip_link(page: Element, paper: Paper) -> Iterator[str]:
    """What takes the focus first leads past everything to the paper."""
    body = page.one("body")
    first = next((e for e in body.everything() if e.tag in FOCUSABLE or "tabindex" in e.attributes), body)
    target = next((e for e in body.everything() if e["id"] and first["href"] == f"#{e['id']}"), None)
    if first.tag != "a" or target is None or not target.all("h1"):
        yield f"{first} comes first and does not lead to the paper"


def ids(page: Element, paper: Paper) -> Iterator[str]:
    """No two elements have the same."""
    counts = Counter(element["id"] for element in page.everything() if "id" in element.attributes)
    for id, count in counts.items():
        if count > 1 or not id.strip():
            yield f"{count} elements have the id '{id}'"


def links(page: Element, paper: Paper) -> Iterator[str]:
    """Whatever points within the page arrives."""
    there = {element["id"] for element in page.everything()}
    for element in page.everything():
        pointed = [name for attribute in NAMING for name in element[attribute].split()]
        if element["href"].startswith("#"):
            pointed.append(element["href"][1:])
        for name in pointed:
            if not name or name not in there:
                yield f"{element} leads to '{name}', which is not there"


def words(page: Element, paper: Paper) -> Iterator[str]:
    """Nothing that should say something is empty: a blank would have to be understood."""
    for element in page.all(*SPEAKING):
        if not element.text and not element.all("img"):
            around = element.parent.text[:60] if element.parent else ""
            yield f"{element} says nothing, in: {around}"


def verdicts(page: Element, paper: Paper) -> Iterator[str]:
    """What is told by colour and border is told in words that no other verdict uses."""
    spoken: dict[str, str] = {}
    for element in page.all("span"):
        if "verdict" not in element.classes:
            continue
        (verdict,) = set(element.classes) - {"verdict"} or {""}
        if not element.text:
            yield f"{element} says nothing"
        elif spoken.setdefault(element.text.casefold(), verdict) != verdict:
            yield f"'{element.text}' is said of a verdict that is {verdict} and of another"


def descriptors(page: Element, paper: Paper) -> Iterator[str]:
    """Which are priorities, and which have no score, is said wherever one is shown."""
    for each in paper.of_one.descriptors:
        for shown in _shown(page, each.id):
            where = f"{each.id} in {shown}: {shown.text[:60]}"
            if each.priority != any(part.text == "Priority" for part in shown.everything()):
                yield f"whether it is a priority is not said of {where}"
            if each.value is None and "not scored" not in shown.text.casefold():
                yield f"that it is not scored is not said of {where}"


def _shown(page: Element, id: str) -> Iterator[Element]:
    """The entries of a descriptor, and its rows in the tables of its charts."""
    for heading in page.all("h4"):
        if heading.text.startswith(f"{id} ") and heading.within("article"):
            yield heading.within("article") or heading
    for chart in page.all("svg"):
        section = chart.within("section")
        for row in section.all("tr") if section and chart["aria-labelledby"].startswith("dots-") else []:
            if row.text.startswith(f"{id} "):
                yield row


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        language,
        headings,
        tables,
        charts,
        pictures,
        skip_link,
        ids,
        links,
        words,
        verdicts,
        descriptors,
    )
}


def headings_in_markdown(markdown: str) -> Iterator[str]:
    """One heading of the first rank, which comes first; no rank left out, and no heading without words."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    found = [n for n, token in enumerate(tokens) if token.type == "heading_open"]
    yield from _ranks([(int(tokens[n].tag[1]), tokens[n + 1].content) for n in found])
    for n in found:
        if not tokens[n + 1].content.strip():
            yield f"a heading of rank {tokens[n].tag[1]} says nothing"
