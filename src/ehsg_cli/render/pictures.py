"""SVG into PNG, which Word and slides take everywhere. Sole user of resvg, which the extra `docx` brings."""

import os
import zlib
from collections.abc import Callable
from functools import cache

from ehsg_cli.errors import UserError
from ehsg_cli.render.extras import PICTURES, not_installed

# The sans serifs of Windows, macOS and the usual Linux desktops, tried in turn. resvg does not ask the system
# which font stands for `sans-serif`, and leaves a text out without a word where no font of its list is there.
_FAMILIES = (
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
    "Roboto",
    "Noto Sans",
    "Open Sans",
    "Liberation Sans",
    "DejaVu Sans",
    "Nimbus Sans",
    "Ubuntu",
    "Cantarell",
    "Adwaita Sans",
    "FreeSans",
    "Helvetica",
    "Verdana",
)
# What one picture of somebody else's may take.
_SECONDS = 30.0
_SIGNATURE_AND_HEADER = 8 + 25
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" font-family="sans-serif" font-size="8">'
    '<text y="8">{}</text></svg>'
)


def png_of(svg: str, width: int) -> bytes:
    """A picture of ours as PNG, so many pixels wide; its height follows.

    Raises:
        UserError: the extra is not installed, there is no font for the texts, or it is no SVG.
    """
    return _converted(
        svg, width, _family_for(svg), "the picture", "this is a mistake in ehsg: please report it"
    )


def png_of_others(svg: str, width: int, name: str, hint: str) -> bytes:
    """The same of a picture that somebody else made: in a process that is ended if it takes too much.

    Args:
        svg: the picture, of which has been seen that it is sound and points at nothing outside.
        width: in pixels.
        name: what it is called in messages.
        hint: what to do where it is no good.

    Raises:
        UserError: as above, or it takes too much.
    """
    _converter()
    from ehsg_cli.render.contained import Bounds, Overrun, contained

    try:
        given = svg, width, _family_for(svg), name, hint
        return contained(_converted_quietly, given, Bounds(seconds=_SECONDS))
    except Overrun as overrun:
        raise _failed(name, f"it {overrun}", hint) from None


def _converted_quietly(svg: str, width: int, family: str | None, name: str, hint: str) -> bytes:
    """For a process of its own: what resvg prints there when it is cut short is of no use to anybody."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    return _converted(svg, width, family, name, hint)


def _converted(svg: str, width: int, family: str | None, name: str, hint: str) -> bytes:
    try:
        return _converter()(svg_string=svg, width=width, sans_serif_family=family)
    except ValueError as error:
        raise _failed(name, str(error), hint) from None


def _failed(name: str, reason: str, hint: str) -> UserError:
    return UserError(f"{name} cannot be turned into PNG: {reason}", hint)


def marked(png: bytes, comment: str) -> bytes:
    """A PNG that says something of itself near its start, which is how a file of ours is known again."""
    body = b"tEXt" + b"Comment\0" + comment.encode("latin-1", "replace")
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return png[:_SIGNATURE_AND_HEADER] + chunk + png[_SIGNATURE_AND_HEADER:]


def _family_for(svg: str) -> str | None:
    return _family() if "<text" in svg else None


@cache
def _family() -> str:
    """A sans serif that is installed here.

    Raises:
        UserError: there is none, so that every text would be missing.
    """
    convert = _converter()
    empty = convert(svg_string=_PROBE.format(""))
    for family in _FAMILIES:
        if convert(svg_string=_PROBE.format("x"), sans_serif_family=family) != empty:
            return family
    raise UserError(
        "there is no font on this computer in which a picture's texts could be drawn",
        "install one, such as DejaVu Sans (on Debian and Ubuntu: apt-get install fonts-dejavu-core), "
        "or write the chart as .svg",
    )


def _converter() -> Callable[..., bytes]:
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise not_installed(PICTURES) from None
    return svg_to_bytes
