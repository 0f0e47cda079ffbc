"""What partnerships write: a little Markdown, made into safe HTML and into Markdown that stays where it is.

Understood are paragraphs, lists, emphasis, inline code and links. Everything else (HTML, images, headings,
tables, fences, rules, quotations) is not obeyed but shown as it was typed.
"""

import re
from collections.abc import Iterator
from types import SimpleNamespace

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock, hr
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup
from mdformat.renderer import MDRenderer, RenderContext, RenderTreeNode

from ehsg_cli.render.phrases import escaped
from ehsg_cli.views import words

# Nobody's narrative goes beyond these. What does is shown as typed, in paragraphs: a deep tree would
# exhaust Python's stack, and lists cost the serialiser up to the cube of their number.
_LONGEST = 50_000
_DEEPEST = 12
_MOST_ITEMS = 300

_IMAGE_OR_FENCE = re.compile(r"!\[|`{3,}")
_ADDRESS = re.compile(r"\([^()\n]*\)")
_WEB_OR_MAIL = re.compile(r"(?:https?://|mailto:).", re.IGNORECASE)


class _Reader(MarkdownIt):
    """A parser to whom only links to the web and to mail are links."""

    def validateLink(self, url: str) -> bool:
        return _WEB_OR_MAIL.match(url) is not None


def _as_typed(state: StateInline, silent: bool) -> bool:
    """Images, and what would begin or end a fence, are text to the last character."""
    match = _IMAGE_OR_FENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    end = match.end()
    if match.group() == "![" and (closed := parseLinkLabel(state, state.pos + 1)) >= 0:
        address = _ADDRESS.match(state.src, closed + 1, state.posMax)
        end = address.end() if address else closed + 1
    if not silent:
        state.push("text", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _rule_as_typed(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A line that would draw a rule is a paragraph of its marks, and no list of empty lists (`* * *`)."""
    if not hr(state, first, end, True):
        return False
    if not silent:
        opened = state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content = state.getLines(first, first + 1, state.blkIndent, False).strip()
        inline.children = []
        state.push("paragraph_close", "p", -1)
        state.line = first + 1
        opened.map = inline.map = [first, state.line]
    return True


_READER = _Reader("zero").enable(["list", "emphasis", "backticks", "link", "escape", "newline", "entity"])
_READER.block.ruler.before("list", "rule_as_typed", _rule_as_typed, {"alt": ["paragraph", "list"]})
_READER.inline.ruler.before("backticks", "as_typed", _as_typed)
_PLAIN_READER = _Reader("zero").enable("newline")
# Stands for every reader to come: all of CommonMark with its raw HTML, and what GitHub adds to it.
_WARY_READER = _Reader("commonmark", {"xhtmlOut": False}).enable(["table", "strikethrough"])


def narrative_html(text: str) -> Markup:
    """A narrative as HTML that is safe to stand in a page."""
    tokens = tokens_of(text)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "noopener noreferrer")
    return Markup(_html(tokens))


def narrative_markdown(text: str) -> str:
    """A narrative as Markdown which any reader of Markdown understands as it is understood here.

    Where that cannot be had (emphasis that holds only by how it was typed, say), the words are kept and the
    marks go.
    """
    tokens = tokens_of(text)
    for attempt in (tokens, _without_emphasis(tokens)) if len(text) <= _LONGEST else ():
        markdown = _markdown(attempt)
        if _squeezed(_WARY_READER.render(markdown)) == _squeezed(_html(attempt)):
            return markdown
    return _markdown(_only_words(tokens))


def _squeezed(html: str) -> str:
    return " ".join(html.split())


# Reading


def tokens_of(text: str) -> list[Token]:
    """A narrative as markdown-it's tokens: only what is understood, bounded, and nothing unseen in it."""
    text = words.visible(text)
    tokens = _READER.parse(text) if len(text) <= _LONGEST else None
    if tokens is None or _is_beyond_bounds(tokens):
        tokens = _PLAIN_READER.parse(text)
    for token in tokens:
        if token.children:
            token.children = list(_tamed(token.children))
    return tokens


def _is_beyond_bounds(tokens: list[Token]) -> bool:
    depths = (level for token in tokens for level in (token.level, *(t.level for t in token.children or ())))
    items = sum(token.type == "list_item_open" for token in tokens)
    return max(depths, default=0) > _DEEPEST or items > _MOST_ITEMS


def _tamed(tokens: list[Token]) -> Iterator[Token]:
    """An inline text without links that lead nowhere, titles on links, and characters that act unseen."""
    nowhere = False
    for token in tokens:
        if token.type == "link_open":
            address = token.attrs.get("href")
            nowhere = not address
            token.attrs = {"href": address or ""}
        elif token.type in {"text", "code_inline"}:
            # Once more, because `&#x202e;` has only now become the character.
            token.content = words.visible(token.content)
        if not (nowhere and token.type in {"link_open", "link_close"}):
            yield token


def _without_emphasis(tokens: list[Token]) -> list[Token]:
    return [
        token.copy(
            children=[t for t in token.children if not t.type.startswith(("em_", "strong_"))],
        )
        if token.children
        else token
        for token in tokens
    ]


def _only_words(tokens: list[Token]) -> list[Token]:
    """The texts alone, a paragraph each, on one line."""
    kept = []
    for token in tokens:
        if token.type == "inline":
            text = "".join(
                child.content if child.type in {"text", "code_inline"} else " " * child.type.endswith("break")
                for child in token.children or ()
            )
            kept.append(token.copy(children=[Token("text", "", 0, content=" ".join(text.split()))]))
        elif token.type.startswith("paragraph"):
            kept.append(token.copy(hidden=False))
    return kept


# Writing


def _html(tokens: list[Token]) -> str:
    html: str = _READER.renderer.render(tokens, _READER.options, {})
    return html


def _markdown(tokens: list[Token]) -> str:
    options = {"parser_extension": [_EXTENSION], "mdformat": {"number": True}}
    return MDRenderer().render(tokens, options, {})


def _text(node: RenderTreeNode, context: RenderContext) -> str:
    text = escaped(node.content)
    # Before a link a bang would make an image of it.
    is_last = node.parent is None or node.parent.children[-1] is node
    return f"{text[:-1]}\\!" if text.endswith("!") and not is_last else text


def _link(node: RenderTreeNode, context: RenderContext) -> str:
    shown = "".join(child.render(context) for child in node.children)
    address = re.sub(r"&(?=[#\w]+;)", "&amp;", str(node.attrs["href"]))
    return f"[{shown}](<{address}>)" if re.search(r"[ ()]", address) else f"[{shown}]({address})"


_EXTENSION = SimpleNamespace(RENDERERS={"text": _text, "link": _link}, POSTPROCESSORS={})
