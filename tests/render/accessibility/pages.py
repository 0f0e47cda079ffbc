"""The pages that are checked: of every sort of content and of every kind of paper."""

import base64
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from ehsg_cli.reading.logos import Logo
from ehsg_cli.render.templates import render_html
from ehsg_cli.views.kinds import Kind, Paper
from ehsg_cli.views.style import Style
from tests.render.papers import (
    COUNCIL,
    HOSTILE_STYLE,
    draft,
    everything,
    gateshead,
    hostile_paper,
    northbridge,
    paper,
)

KINDS = tuple(kind for kind in Kind if kind is not Kind.FORM)  # which is plain text

_LOGO = Logo(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAACAAAAAQAQMAAABNzu8aAAAAA1BMVEV6H1xRm8MdAAAADElEQVR42mNgoC4AAABQAAHNzSSG"
        "AAAAAElFTkSuQmCC"
    ),
    "image/png",
)
_STYLE = COUNCIL._replace(logo=_LOGO)

CONTENTS: dict[str, Callable[[Kind], Paper]] = {
    "gateshead": lambda kind: paper(gateshead(), kind),
    "northbridge": lambda kind: paper(northbridge(), kind, everything()),
    "draft": lambda kind: paper(draft(), kind, everything()),
    "hostile": lambda kind: hostile_paper("draft", kind, HOSTILE_STYLE),
    "council": lambda kind: paper(northbridge(), kind, everything(), style=_STYLE),
}
"""Every sort of content, as a paper of any kind."""


class Name(NamedTuple):
    """Which page: its sort of content, and its kind."""

    content: str
    kind: Kind

    def __str__(self) -> str:
        return f"{self.content}-{self.kind}"


# Gateshead's return has no plan beside it, and no earlier year.
NAMES = tuple(
    Name(content, kind)
    for content in CONTENTS
    for kind in KINDS
    if content != "gateshead" or kind not in (Kind.PLAN, Kind.CHANGE)
)


class Page(NamedTuple):
    """A page, and the paper it was drawn from."""

    paper: Paper
    html: str


@cache
def page(name: Name) -> Page:
    """A page of that name, made once."""
    made = CONTENTS[name.content](name.kind)
    return Page(made, render_html(made))


def in_colour(colour: str, kind: Kind = Kind.FULL) -> str:
    """The page of everything in a council's colour."""
    return render_html(paper(northbridge(), kind, everything(), style=Style(colour=colour)))
