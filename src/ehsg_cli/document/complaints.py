"""A YAML parser's complaints in our own words, at the place that has to be mended."""

import re
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from ehsg_cli.diagnostics import Finding, Span
from ehsg_cli.document import faults
from ehsg_cli.document.nodes import LINE_END

BACKSLASH = (
    "a backslash stands in this text in double quotes, where it has a special meaning",
    "use single quotes, or a |- block, or write the backslash twice",
)
_ANCHOR = (
    "a text cannot begin with * or & here",
    "put the text in quotation marks, or write it as a |- block",
)
_DIRECTIVE = (
    "a line that begins with % stands here, which these files do not use",
    "delete it, or put the text in quotation marks",
)
_TAG = (
    "a tag (!) stands here, which these files do not use",
    "a text that begins with ! needs quotation marks or a |- block",
)

# The library's words, as far as they are known, and ours for them: part of its problem or context, then what
# is wrong and what to do. The first that fits counts.
_PROBLEMS = (
    ("directive", _DIRECTIVE),
    ("incompatible YAML", _DIRECTIVE),
    ("URI", _TAG),
    ("tag handle", _TAG),
    ("escape", BACKSLASH),
    ("hexdecimal", BACKSLASH),
    ("Unicode character", BACKSLASH),
    ("an anchor", _ANCHOR),
    ("an alias", _ANCHOR),
    (
        "sequence entries are not allowed",
        (
            "a dash followed by a space stands here behind a key",
            "a list begins on the next line; a text that begins with a dash needs quotation marks",
        ),
    ),
    (
        "a block scalar",
        (
            "something stands behind the | or > that begins a block of text",
            "write the text on the lines below |-, indented further than its key",
        ),
    ),
    (
        "unexpected ':'",
        (
            "a colon stands here in a text between brackets",
            "put the text in quotation marks",
        ),
    ),
    (
        "mapping values are not allowed",
        (
            "a colon followed by a space stands where YAML expects no key",
            "check this line's indentation; a text that holds ': ' needs quotation marks or a |- block",
        ),
    ),
    (
        "could not find expected ':'",
        (
            "this line is neither a key with a colon nor part of a text",
            "add the colon after the key, or indent the line so that it belongs to the text above",
        ),
    ),
)
_INDENTATION = (
    "this line does not fit what stands above it",
    "check that its indentation equals that of its neighbours, and that no dash or colon is missing",
)


def worded(error: MarkedYAMLError, text: str, inner: Span | None) -> Finding:
    """A parser's complaint in our own words.

    Args:
        error: the complaint.
        text: the whole text.
        inner: where the innermost group that is still open starts.
    """
    problem, context = error.problem or "", error.context or ""
    mark, opening = error.problem_mark or error.context_mark, error.context_mark
    span = span_of_mark(mark) if mark else Span.at(1, 1)
    at_mark = _character(text, mark) if mark else ""
    if "quoted scalar" in context and "unexpected" in problem and opening:
        return faults.unfinished_quote(span_of_mark(opening), _character(text, opening) or '"')
    if "expected <document start>" in problem.replace("'", "") or "document end marker" in problem:
        return faults.several_documents(span)
    if "tab character" in problem or ("cannot start any token" in problem and at_mark == "\t"):
        return faults.tab(span)
    if "cannot start any token" in problem:
        return faults.not_yaml(
            f"a text cannot begin with {at_mark} here",
            "put the text in quotation marks, or write it as a |- block",
            span,
        )
    if "mapping values" in problem and mark and (above := _without_colon(text, mark.line)):
        return faults.not_yaml(
            "this line is a key without its colon", "write a colon and a space behind the key", above
        )
    for part, what in _PROBLEMS:
        if part in problem or part in context:
            if what is _DIRECTIVE:
                span = Span.at(span.line, 1)
            elif what is _TAG and opening:
                span = span_of_mark(opening)
            elif what is BACKSLASH and mark:
                span = _backslash(text, mark)
            return faults.not_yaml(*what, span)
    if "flow" in context:
        return faults.not_yaml(
            "what stands in the brackets that open here cannot be read",
            "close them, put commas between entries, and put texts that hold a comma, colon or bracket "
            "in quotation marks or on lines of their own",
            inner or span,
        )
    return faults.not_yaml(*_INDENTATION, span)


def _without_colon(text: str, line: int) -> Span | None:
    """The line above one, if it is a word alone: then that is where the colon is missing."""
    rows = LINE_END.split(text)[:line]
    while rows and not rows[-1].strip():
        rows.pop()
    match = re.fullmatch(r"( *)([A-Za-z][\w-]*)(?: *[|>][-+]?)? *", rows[-1]) if rows else None
    return Span.at(len(rows), len(match.group(1)) + 1, len(match.group(2))) if match else None


def _backslash(text: str, mark: Any) -> Span:
    """The backslash before a mark: the parsers count some of what follows it as read."""
    line = LINE_END.split(text)[mark.line]
    return Span.at(mark.line + 1, max(0, line.rfind("\\", 0, mark.column + 1)) + 1)


def span_of_mark(mark: Any) -> Span:
    """The place of one of the library's marks, which count from 0."""
    return Span.at(mark.line + 1, mark.column + 1)


def _character(text: str, mark: Any) -> str:
    """The character at a mark, or nothing at the end of the text."""
    lines = LINE_END.split(text)
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]
