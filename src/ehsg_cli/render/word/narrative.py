"""What partnerships write, as real paragraphs, lists, emphasis and links of Word."""

from collections.abc import Iterator

from markdown_it.token import Token

from ehsg_cli.render.narrative import tokens_of
from ehsg_cli.render.word.design import list_indent
from ehsg_cli.render.word.elements import (
    BOLD,
    PLAIN,
    Element,
    Layout,
    Mark,
    make,
    paragraph,
    run,
    text,
)
from ehsg_cli.render.word.pen import Pen

# Word's lists are no deeper; what is typed deeper stands at the last depth.
_DEEPEST = 8


def narrative(
    pen: Pen, markdown: str, style: str, *, lead: str = "", keep: bool = False
) -> Iterator[Element]:
    """A narrative as paragraphs.

    Args:
        pen: what to write it with.
        markdown: as it was typed.
        style: the id of the style of its paragraphs.
        lead: words of ours before the first paragraph, in bold.
        keep: hold it together on a page, and with what follows.
    """
    lists: list[int] = []
    is_first = False
    tokens = tokens_of(markdown)
    if lead and tokens and tokens[0].type != "paragraph_open":
        yield paragraph(style, [text(f"{lead}:", BOLD)], Layout(keep=True))
        lead = ""
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type.startswith("ordered")
            start = int(token.attrs.get("start", 1)) if ordered else 1
            lists.append(pen.new_list(ordered=ordered, start=start))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            if is_first:  # an entry that begins with a list of its own
                yield _entry(pen, lists[:-1], [], is_first=True, keep=keep)
            is_first = True
        elif token.type == "list_item_close":
            if is_first:
                yield _entry(pen, lists, [], is_first=True, keep=keep)
            is_first = False
        elif token.type == "inline":
            runs = list(inline(pen, token.children or []))
            if lead:
                runs[:0] = [text(f"{lead}: ", BOLD)]
                lead = ""
            if lists:
                yield _entry(pen, lists, runs, is_first=is_first, keep=keep)
            else:
                yield paragraph(style, runs, Layout(keep=keep))
            is_first = False


def _entry(pen: Pen, lists: list[int], runs: list[Element], *, is_first: bool, keep: bool) -> Element:
    depth = min(len(lists) - 1, _DEEPEST)
    if is_first:
        return paragraph(pen.styles["List Bullet"], runs, Layout(keep=keep, list=(lists[-1], depth)))
    return paragraph(pen.styles["List Continue"], runs, Layout(keep=keep, indent=list_indent(depth)))


def inline(pen: Pen, tokens: list[Token]) -> Iterator[Element]:
    """The runs of a paragraph."""
    bold = italic = 0
    address, linked = "", list[Element]()
    for token in tokens:
        if token.type == "link_open":
            address, linked = str(token.attrs["href"]), []
            continue
        if token.type == "link_close":
            yield from pen.link(address, linked)
            address = ""
            continue
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        made = _run(pen, token, bold=bold > 0, italic=italic > 0, linked=bool(address))
        if made is None:
            continue
        if address:
            linked.append(made)
        else:
            yield made


def _run(pen: Pen, token: Token, *, bold: bool, italic: bool, linked: bool) -> Element | None:
    style = pen.link_mark.style if linked else ""
    if token.type == "code_inline":
        return text(token.content, Mark(bold, italic, pen.styles["Paper Code"]))
    if token.type == "text":
        return text(token.content, Mark(bold, italic, style)) if token.content else None
    if token.type == "softbreak":
        return text(" ", Mark(bold, italic, style))
    return run(make("br"), mark=PLAIN) if token.type == "hardbreak" else None


def words_of(markdown: str) -> str:
    """The words of a narrative on one line, for a place within a line of other text."""
    said = []
    for token in tokens_of(markdown):
        for child in token.children or ():
            said.append(child.content if child.type in ("text", "code_inline") else "")
            if child.type.endswith("break"):
                said.append(" ")
        said.append(" ")
    return " ".join("".join(said).split())
