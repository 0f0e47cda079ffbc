"""Narratives as most are: paragraphs and lists of words and plain marks, which nothing in Markdown acts on.

They come out as `ehsg_cli.render.narrative` would write them (a test holds the two together), without waiting
for the readers and writers of Markdown to load and to run. What is not that plain goes to those.
"""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

# No line of these characters means anything in Markdown, but for how it begins.
_PLAIN = frozenset(
    " \n.,;:'\"()%/?£\N{EN DASH}\N{EM DASH}\N{LEFT SINGLE QUOTATION MARK}-"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
)
_LETTERS_AND_DIGITS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_PLAIN_CHARACTERS = _PLAIN | _LETTERS_AND_DIGITS
_MAY_BEGIN = "('\"£\N{LEFT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}"
_BULLET, _INDENT = "- ", "  "
# What is longer, or has more entries, is bounded where all of Markdown is read.
_LONGEST, _MOST_ITEMS = 10_000, 100


class _Block(NamedTuple):
    """A paragraph's lines, or the lines of each entry of a list."""

    items: tuple[tuple[str, ...], ...]
    is_list: bool


def narrative_html(text: str) -> Markup:
    """A narrative as HTML that is safe to stand in a page."""
    blocks = _plain(text)
    if blocks is None:
        from ehsg_cli.render import narrative

        return narrative.narrative_html(text)
    return Markup("".join(map(_html, blocks)).replace('"', "&quot;"))


def narrative_markdown(text: str) -> str:
    """A narrative as Markdown which any reader of Markdown understands as it is understood here."""
    blocks = _plain(text)
    if blocks is None:
        from ehsg_cli.render import narrative

        return narrative.narrative_markdown(text)
    return "\n".join("".join(map("{}\n".format, _lines(block))) for block in blocks)


def _html(block: _Block) -> str:
    if not block.is_list:
        return f"<p>{_joined(block.items[0])}</p>\n"
    return "<ul>\n" + "".join(f"<li>{_joined(item)}</li>\n" for item in block.items) + "</ul>\n"


def _joined(lines: tuple[str, ...]) -> str:
    return "\n".join(lines)


def _lines(block: _Block) -> Iterator[str]:
    for first, *others in block.items:
        yield _BULLET + first if block.is_list else first
        for line in others:
            yield _INDENT + line if block.is_list else line


def _plain(text: str) -> list[_Block] | None:
    """The paragraphs and lists of a text; `None` where anything in it may mean more than it says."""
    if len(text) > _LONGEST or not _PLAIN_CHARACTERS.issuperset(text):
        return None
    blocks: list[_Block] = []
    text = text.strip("\n")
    for piece in text.split("\n\n") if text else ():
        block = _block(piece.split("\n"))
        # Two lists in a row are one, its entries set apart.
        if block is None or (block.is_list and blocks and blocks[-1].is_list):
            return None
        blocks.append(block)
    return blocks


def _block(lines: list[str]) -> _Block | None:
    if not lines[0].startswith(_BULLET):
        return _Block((tuple(lines),), False) if all(map(_is_plain_line, lines)) else None
    items: list[list[str]] = []
    for line in lines:
        rest = line[len(_BULLET) :]
        if not _is_plain_line(rest):
            return None
        if line.startswith(_BULLET):
            items.append([rest])
        elif line.startswith(_INDENT):
            items[-1].append(rest)
        else:
            return None
    return _Block(tuple(map(tuple, items)), True) if len(items) <= _MOST_ITEMS else None


def _is_plain_line(line: str) -> bool:
    """Whether a line begins with a word, which makes no list and no rule, and has no space to spare."""
    if not line or line[-1] == " " or _INDENT in line or not (line[0].isalnum() or line[0] in _MAY_BEGIN):
        return False
    # `1.` and `1)` begin a list.
    return not line[0].isdigit() or line.lstrip("0123456789")[:1] not in (".", ")")
