"""Texts of one line in Markdown; the readers and writers of all of Markdown, which take time, stay away."""

import re

from ehsg_cli.views import words

# In every Markdown there is, these are characters like any other with a backslash before them. They make
# code, links, images, tables, strikethrough, GitHub's formulas; and emphasis, but not within a word.
_LIVE = re.compile(r"[\\`*\[\]|~$]|(?<![^\W_])_|_(?![^\W_])")
# HTML and references: the oldest readers know no backslash before these.
_LIVE_IN_HTML = re.compile(r"<|&(?=[#\w]|$)")
_SPACES = re.compile(r"[ \t\n]+")
# What makes a list, a quotation, a heading, a rule or an underline, but only where a line begins.
_LEADING = re.compile(r"[#>+=:-]|\d+(?=[.)](?:\s|$))")


def escaped(text: str) -> str:
    """A text on one line, with whatever Markdown would act on within a line escaped."""
    text = _LIVE.sub(r"\\\g<0>", " ".join(_SPACES.split(text)))
    return _LIVE_IN_HTML.sub(lambda live: "&lt;" if live.group() == "<" else "&amp;", text)


def phrase(text: str) -> str:
    """A text of one line for any place in Markdown: within a line, a heading, an entry or a table's cell."""
    text = escaped(words.one_line(text))
    if text.endswith("#"):  # a heading's last hashes are not shown
        text = f"{text[:-1]}\\#"
    if leading := _LEADING.match(text):
        before_mark = leading.end() if leading.group().isdigit() else 0
        text = f"{text[:before_mark]}\\{text[before_mark:]}"
    return text
