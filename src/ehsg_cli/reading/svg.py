"""SVG that is not ours, looked at before it stands in a paper. Loaded only where there is some."""

import re
from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate

from ehsg_cli.wording import short

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML, _HTML = "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/1999/xhtml"
# What could do something, or show something that is not in the file.
_ACTIVE = {"script", "foreignObject", "iframe", "audio", "video"}
_ANIMATING = {"animate", "set"}
_PICTURES = {"image", "feImage"}
# In CSS a letter may be written by its number, and so be hidden from whoever looks for a word.
_HIDDEN = r"\\([0-9a-fA-F]{1,6})\s?|\\(.)"
_QUOTES = " \t\r\n\f\"'"
# Nothing that says a length is longer.
_LONGEST = 40
_HIGHEST = 20
# The units of lengths that need nothing around them, each in pixels.
_UNITS = {
    "": 1.0,
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "in": 96,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "em": 16,
    "ex": 8,
}


class _Wrong(Exception):
    """Something cannot stand in a picture; the text says what."""


def wrong_with_svg(data: bytes) -> str:
    """Why bytes are no SVG that can stand in a paper, as the end of a sentence; empty if they are one."""
    look = _Look()
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = look.begin
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.say
    parser.EntityDeclHandler = look.entity
    parser.ProcessingInstructionHandler = look.instruction
    try:
        parser.Parse(data, True)
    except _Wrong as wrong:
        return str(wrong)
    except ExpatError as error:
        return f"is no sound SVG: it breaks off in line {error.lineno}"
    return ""


class _Look:
    """What is known of a picture while it is read from its beginning to its end."""

    def __init__(self) -> None:
        self._begun = False
        # How many <style> are open, and their text in as many pieces as the parser gives it in.
        self._styles = 0
        self._sheet: list[str] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, element = name.rpartition(" ")
        if not self._begun:
            if (namespace, element) != (_SVG, "svg"):
                raise _Wrong("is no SVG picture: it does not begin with <svg> of the SVG namespace")
            self._begun = True
            _see_to_its_size(attributes)
        if element in _ACTIVE or namespace == _HTML:
            raise _Wrong(f"holds <{element}>, which a picture cannot have")
        self._styles += element == "style"
        for key, value in attributes.items():
            _see_to_attribute(element, key, value)
        if element in _ANIMATING and attributes.get("attributeName", "").rpartition(":")[2].strip() == "href":
            raise _Wrong(f"changes with <{element}> where it points, which a picture cannot do")

    def say(self, text: str) -> None:
        if self._styles:
            self._sheet.append(text)

    def end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "style":
            self._styles -= 1
            if not self._styles:
                _see_to_style("".join(self._sheet))
                self._sheet = []

    def entity(self, *_: object) -> None:
        raise _Wrong("declares XML entities, which a picture does not need")

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            raise _Wrong("has its style sheet in another file")


def _see_to_attribute(element: str, key: str, value: str) -> None:
    if key.startswith("on"):
        raise _Wrong(f"holds {key}, which a picture cannot have")
    if key == f"{_XML} base":
        raise _Wrong(f"points out of itself, at {short(value)}")
    if key in ("href", f"{_XLINK} href"):
        address = value.strip().lower()
        inside = address.startswith("#") or (element in _PICTURES and address.startswith("data:image/"))
        if not inside:
            raise _Wrong(f"points out of itself, at {short(value)}")
    _see_to_style(value)


def _see_to_style(css: str) -> None:
    """See that a style, or whatever else may name a picture as one can, names none outside."""
    if "\\" in css:
        css = re.sub(_HIDDEN, _shown, css)
    low = css.lower()
    if "@import" in low:
        raise _Wrong("takes in a style sheet from outside with @import")
    if "image-set(" in low:
        raise _Wrong("holds image-set(), which a picture that needs no other file has no use for")
    for behind in low.split("url(")[1:]:
        address = behind.lstrip(_QUOTES)
        if not address.startswith(("#", "data:image/")):
            raise _Wrong(f"points out of itself, at {short(address.partition(')')[0].rstrip(_QUOTES))}")


def _shown(escape: re.Match[str]) -> str:
    if escape[2]:
        return escape[2]
    number = int(escape[1], 16)
    return chr(number) if number < 0x110000 else ""


def _see_to_its_size(attributes: Mapping[str, str]) -> None:
    """See that a picture says how large it is, and is not so high that it could not be drawn."""
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    if width is None or height is None:
        box = attributes.get("viewBox", "").replace(",", " ").split()
        width, height = (_length(side) for side in box[2:]) if len(box) == 4 else (None, None)
    if not width or not height:
        raise _Wrong("has no size: its <svg> needs a viewBox, or a width and a height, above 0")
    if height > width * _HIGHEST:
        raise _Wrong(f"is more than {_HIGHEST} times as high as it is wide")


def _length(written: str) -> float | None:
    """A length in pixels; `None` where there is none, or one that is a share of what is around it."""
    if len(written) > _LONGEST:
        return None
    found = re.fullmatch(
        r"\s*\+?(\d*\.?\d+(?:e[+-]?\d{1,2})?|\d+\.)([a-z]{0,2})\s*", written, re.IGNORECASE | re.ASCII
    )
    factor = _UNITS.get(found[2].lower()) if found else None
    return None if found is None or factor is None else float(found[1]) * factor
