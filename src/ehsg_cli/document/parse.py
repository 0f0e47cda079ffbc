"""From text to a tree, by way of the YAML library's events.

Events rather than the library's own nodes: what these files do not use is refused when it comes by,
before anything is built from it, and no place is lost. The library's C parser is used where it is
installed, its Python parser elsewhere; both give the same tree.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ehsg_cli.diagnostics import ROOT, Finding, Pointer, Span
from ehsg_cli.document import faults
from ehsg_cli.document.complaints import span_of_mark, worded
from ehsg_cli.document.nodes import LINE_END, Document, Mapping, Node, Scalar, Sequence
from ehsg_cli.wording import short

try:
    from _ruamel_yaml import CParser
except ImportError:  # the C parser is an optional part of the library
    CParser = None

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 64
MAX_VALUES = 50_000
_MOST_ALIKE = 100

_NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# The characters of ASCII that any text may hold.
_PLAIN = bytes((9, 10, 13, *range(0x20, 0x7F)))
_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: [^\n]*)?\r?$", re.MULTILINE)
# YAML 1.1 took these for line ends and 1.2 does not; the parser still does, so they are hidden from it.
_OLD_BREAKS = ("\x85", "\u2028", "\u2029")
# The library's two parsers take a byte order mark within the text for different things.
_HIDDEN = (*_OLD_BREAKS, "\ufeff")
_QUOTES = ("'", '"')
_BLOCKS = ("|", ">")
_MERGE = "<<"
# What is no key when it stands without quotation marks.
_NO_WORDS = frozenset(("", _MERGE))
_PRIVATE_USE = range(0xE000, 0xF8FF)


def parse(text: str, *, pure: bool = False) -> Document:
    """The tree a text holds, and everything that is wrong with it as YAML.

    Args:
        text: the characters of a file, without a byte order mark.
        pure: use the library's Python parser even where its C parser is installed.
    """
    document = Document(text)
    odd = _NOT_ALLOWED.search(_all_but_plain(text)) is not None
    if odd:
        document.findings.extend(_characters(text))
    conflicts = list(_conflicts(text))
    if conflicts:
        # What git left between its markers is two versions at once: no reading of it would be right.
        document.findings.extend(conflicts)
        document.complete = False
        return document
    # The last line without an end would be told differently by the two parsers.
    whole = text if text.endswith(("\n", "\r")) else f"{text}\n"
    hidden = _hide(_NOT_ALLOWED.sub("\ufffd", whole) if odd else whole)
    _Builder(document, hidden[1]).build(_events(hidden[0], pure=pure))
    return document


def _events(text: str, *, pure: bool) -> Iterator[Any]:
    if CParser is None or pure:
        from ehsg_cli.document.uncompiled import events

        return events(text)
    # What it gives after the last event is None.
    return iter(CParser(text).get_event, None)


def _all_but_plain(text: str) -> str:
    """A text less its plain characters: what is left is short, and a pattern is soon through with it."""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


def _hide(text: str) -> tuple[str, dict[int, str]]:
    """The text with what the parser would misread replaced by unused characters, and the table to undo it."""
    found = [character for character in _HIDDEN if character in text]
    if not found:
        return text, {}
    unused = (chr(code) for code in _PRIVATE_USE if chr(code) not in text)
    stand_ins = dict(zip(found, unused, strict=False))
    hidden = text.translate({ord(character): stand_in for character, stand_in in stand_ins.items()})
    return hidden, {ord(stand_in): character for character, stand_in in stand_ins.items()}


def _characters(text: str) -> Iterator[Finding]:
    found, more = _first(_NOT_ALLOWED, text)
    for match, span in zip(found, _spans(text, found), strict=True):
        yield faults.control_character(span, ord(match.group()), more if match is found[-1] else 0)


def _conflicts(text: str) -> Iterator[Finding]:
    # A single character is looked for much faster than several, and few texts hold these.
    if not ("<" in text and "<<<<<<<" in text) and not (">" in text and ">>>>>>>" in text):
        return
    found, more = _first(_CONFLICT, text)
    for match, span in zip(found, _spans(text, found), strict=True):
        span = span._replace(end_column=span.column + 7)
        yield faults.merge_conflict(span, match.group(1), more if match is found[-1] else 0)


def _first(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], int]:
    """The first matches, as many as anybody will read, and how many more there are."""
    matches = pattern.finditer(text)
    return list(islice(matches, _MOST_ALIKE)), sum(1 for _ in matches)


def _spans(text: str, found: list[re.Match[str]]) -> Iterator[Span]:
    """Where matches start; lines are counted once for all of them."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))] if found else []
    for match in found:
        line = bisect_right(starts, match.start())
        yield Span.at(line, match.start() - starts[line - 1] + 1)


class _Builder:
    """Builds the tree of one document from events, without recursion."""

    def __init__(self, document: Document, hidden: dict[int, str]) -> None:
        self.document = document
        self.hidden = hidden
        # The groups that are open, outermost first, and of each mapping the key whose value is being read.
        self.open: list[Mapping | Sequence] = []
        self.keys: list[Scalar | None] = []
        self.values = 0
        # How many groups deep we are in something that is read over, such as a key that is no word.
        self.skipping = 0
        self.documents = 0
        # The scalar that was read last, and what it begins with: a quotation mark, or | or > for a block.
        self.last = _REFUSED
        self.style = ""
        # The key whose value was read last.
        self.read: Scalar | None = None

    def build(self, events: Iterator[Any]) -> None:
        try:
            while (event := self.take_ordinary(events)) is not None:
                if not self.take(event):
                    self.break_off()
                    return
            self.end_with_the_text()
        except MarkedYAMLError as error:
            self.break_off()
            self.document.findings.append(self.worded(error))
        except (YAMLError, ValueError, OverflowError, AssertionError):
            # The library's parsers may stumble over a text without saying where.
            self.break_off()
            self.document.findings.append(
                faults.not_yaml(
                    "the text is not valid YAML below this place",
                    "look there for a backslash in double quotes, or a line that begins with %",
                    Span.at(*self.last.span[2:]),
                )
            )
        root = self.document.root
        if self.document.complete and (root is None or (isinstance(root, Scalar) and root.value is None)):
            self.document.root = None
            if not self.document.findings:
                self.document.findings.append(faults.empty())

    def worded(self, error: MarkedYAMLError) -> Finding:
        """A parser's complaint in our own words, at the place that has to be mended."""
        mark = error.problem_mark
        text = self.last
        here = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        is_key = bool(self.keys) and self.keys[-1] is text
        if self.quote and not is_key and text.span.end_line == here[0]:
            if text.span.line < text.span.end_line:
                # Without its partner a quotation mark goes on to the next one: the fault shows there.
                return faults.unfinished_quote(Span.at(*text.span[:2]), self.quote)
            return faults.not_yaml(
                f"a text in quotation marks ({self.quote}) ends before this place, and the line goes on",
                "an apostrophe ends a text in single quotes: put double quotes around the whole of it",
                Span.at(*here),
            )
        inner = Span.at(*self.open[-1].span[:2]) if self.open else None
        return worded(error, self.document.text, inner)

    def end_with_the_text(self) -> None:
        """A block of text that ends with the file ends at its last character, not on a line below it."""
        if self.style in _BLOCKS:
            rows = self.document.rows
            if self.last.span.end_line > len(rows):
                self.last.span = self.last.span._replace(end_line=len(rows), end_column=len(rows[-1]) + 1)

    @property
    def quote(self) -> str:
        """The quotation mark of the scalar that was read last, if it has one."""
        return self.style if self.style in _QUOTES else ""

    def break_off(self) -> None:
        self.document.complete = False
        self.end_with_the_text()
        for group, key in zip(self.open, self.keys, strict=True):
            if isinstance(group, Mapping) and key is not None and group.keys.get(key.text) is key:
                # A key whose value does not come stands with nothing behind it, as if the file ended here.
                group.items.setdefault(key.text, Scalar("", True, _behind(key)))
        route = self.route()
        last = self.last
        if self.read is not None and last.plain and last.span.line < last.span.end_line:
            # An unquoted text over several lines is most likely several things that the fault ran together.
            route = route.child(self.read.text)
        self.document.unfinished = route

    def take_ordinary(self, events: Iterator[Any]) -> Any:
        """Take keys, texts and groups of keys as nearly all are; the first event that is not, or `None`.

        It does what `take` would do with them, in as few steps as possible: this is the loop over every
        value of every file.
        """
        open_, keys = self.open, self.keys
        last, begun_with, read = self.last, "", self.read
        taken, room = 0, MAX_VALUES - self.values
        group = open_[-1] if open_ and not self.skipping and not self.hidden else None
        try:
            for event in events:
                if type(group) is not Mapping or taken >= room:
                    return event
                kind, key = type(event), keys[-1]
                if kind is ScalarEvent:
                    style, text = event.style, event.value
                    if event.anchor or event.ctag or style in _QUOTES:
                        return event
                    if key is None:
                        if style or text in group.keys or text in _NO_WORDS:
                            return event
                        keys[-1] = group.keys[text] = last = Scalar(text, True, event)
                        begun_with = ""
                    elif not text or key is _REFUSED or key is _COMPLEX:
                        return event
                    else:
                        group.items[key.text] = last = Scalar(text, not style, event)
                        keys[-1], read, begun_with = None, key, style
                elif kind is MappingEndEvent:
                    group.end = event
                    open_.pop()
                    keys.pop()
                    group = open_[-1] if open_ else None
                    if group is not None:
                        keys[-1], read = None, keys[-1]
                    continue
                elif (
                    kind is not MappingStartEvent
                    or key in _NO_KEYS
                    or event.anchor
                    or event.ctag
                    or len(open_) >= MAX_DEPTH
                ):
                    return event
                else:
                    group.items[key.text] = inner = Mapping(event)
                    open_.append(inner)
                    keys.append(None)
                    group = inner
                taken += 1
            return None
        finally:
            if last is not self.last:
                self.last, self.style = last, begun_with or ""
            self.read = read
            self.values += taken

    def take(self, event: Any) -> bool:
        """Take one event; false when reading should stop."""
        kind = type(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            return self.start(event, Mapping if kind is MappingStartEvent else Sequence)
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            self.end(event)
        elif kind is AliasEvent:
            self.refuse_anchor(event, f"an alias (*{short(event.anchor)})")
            if self.expects_key():
                self.keys[-1] = _REFUSED
            else:
                self.place(Scalar("", True, event))
                self.value_read()
            self.values += 1
            return self.values <= MAX_VALUES or self.too_many(event)
        elif kind is DocumentStartEvent:
            return self.start_document(event)
        return True

    def start_document(self, event: Any) -> bool:
        self.documents += 1
        if self.documents > 1:
            self.document.findings.append(faults.several_documents(_short(event)))
            return False
        if event.tags or (event.version and tuple(event.version) != (1, 2)):
            self.document.findings.append(faults.tag(_short(event), "a directive (%)", ROOT))
        return True

    def scalar(self, event: Any) -> bool:
        # Most of a file is scalars: for those without an anchor or tag two look-ups are all it costs.
        if event.anchor or event.tag:
            self.refuse_properties(event)
        text: str = event.value
        if self.hidden:
            text = text.translate(self.hidden)
        place = event
        key = self.keys[-1] if self.keys else None
        if not text and not event.style and key is not None and self.expects_value():
            # The two parsers put a value that is not there at different places: ours is right behind the key.
            place = _behind(key)
        node = Scalar(text, not event.style, place)
        self.last, self.style = node, event.style or ""
        if self.expects_key():
            if not text and node.plain:
                return self.without_key(event)
            self.place_key(node)
        else:
            if self.skipping and self.keys[-1] is None and type(self.open[-1]) is Mapping:
                if not text and node.plain:
                    return self.without_key(event)
                self.keys[-1] = _REFUSED
            self.place(node)
            self.value_read()
        self.values += 1
        return self.values <= MAX_VALUES or self.too_many(event)

    def start(self, event: Any, make: type[Mapping] | type[Sequence]) -> bool:
        if event.anchor or event.tag:
            self.refuse_properties(event)
        node = make(event)
        if not self.place(node):
            self.skipping += 1
        self.open.append(node)
        self.keys.append(None)
        self.values += 1
        if len(self.open) > MAX_DEPTH:
            self.document.findings.append(faults.too_deep(MAX_DEPTH, _short(event)))
            return False
        return self.values <= MAX_VALUES or self.too_many(event)

    def end(self, event: Any) -> None:
        node = self.open.pop()
        self.keys.pop()
        node.end = event
        if self.skipping:
            self.skipping -= 1
            if self.skipping:
                return
            if self.keys[-1] is _COMPLEX:
                # What was read over was a key: its value comes next, and is read over too.
                self.keys[-1] = _REFUSED
                return
        self.value_read()

    def expects_key(self) -> bool:
        return (
            bool(self.open) and self.keys[-1] is None and type(self.open[-1]) is Mapping and not self.skipping
        )

    def expects_value(self) -> bool:
        """Whether a value comes next that belongs to a key."""
        return (
            bool(self.open)
            and type(self.open[-1]) is Mapping
            and self.keys[-1] not in _NO_KEYS
            and not self.skipping
        )

    def value_read(self) -> None:
        """After a key's value the next key comes."""
        if self.keys and not self.skipping:
            self.read = self.keys[-1]
            self.keys[-1] = None

    def too_many(self, event: Any) -> bool:
        self.document.findings.append(
            faults.too_large(f"it holds more than {MAX_VALUES:,} values", _short(event))
        )
        return False

    def place(self, node: Node) -> bool:
        """Hang a value into the tree; false where it is read over."""
        if self.skipping:
            return False
        if not self.open:
            self.document.root = node
            return True
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return True
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = _COMPLEX
            self.document.findings.append(
                faults.key_not_text(self.route(), "a list or a group", Span.at(*node.span[:2]))
            )
            return False
        if key is _REFUSED:
            return False
        parent.items[key.text] = node
        return True

    def place_key(self, node: Scalar) -> None:
        parent = self.open[-1]
        assert isinstance(parent, Mapping)
        self.keys[-1] = _REFUSED
        if node.plain and node.text == _MERGE:
            self.document.findings.append(
                faults.anchor(node.span, "a merge key (<<)", self.route().child(node.text))
            )
        elif node.text in parent.keys:
            route = self.route().child(node.text)
            self.document.findings.append(faults.duplicate_key(route, node.span, parent.keys[node.text].span))
        else:
            parent.keys[node.text] = node
            self.keys[-1] = node

    def without_key(self, event: Any) -> bool:
        """A colon with no key before it ends the reading: the parsers differ on what comes next."""
        group = self.open[-1]
        assert isinstance(group, Mapping)
        # In brackets they differ on its place, too.
        between = group.keys and not getattr(group.start, "flow_style", False)
        span = _short(event) if between else Span.at(*group.span[:2])
        self.document.findings.append(
            faults.not_yaml(
                "a key is missing here",
                "write a word before the colon; a text that begins with a question mark or a colon needs "
                "quotation marks",
                span,
            )
        )
        return False

    def refuse_properties(self, event: Any) -> None:
        if event.anchor:
            self.refuse_anchor(event, f"an anchor (&{short(event.anchor)})")
        if event.tag:
            self.document.findings.append(faults.tag(_short(event), "a tag (!)", self.route_of_next()))

    def refuse_anchor(self, event: Any, what: str) -> None:
        self.document.findings.append(faults.anchor(_short(event), what, self.route_of_next()))

    def route_of_next(self) -> Pointer:
        """Where the value that an event is about will hang."""
        inner = self.open[-1] if self.open and not self.skipping else None
        if not isinstance(inner, Sequence):
            return self.route()
        above = self.route()[:-1] if inner.items else self.route()
        return Pointer((*above, len(inner.items)))

    def route(self) -> Pointer:
        """Where we are, as far as it can be named."""
        keys: list[str | int] = []
        for node, key in zip(self.open, self.keys, strict=True):
            if isinstance(node, Sequence):
                if not node.items:
                    break
                keys.append(len(node.items) - 1)
            elif key is None or key is _REFUSED or key is _COMPLEX:
                break
            else:
                keys.append(key.text)
        return Pointer(keys)


# Stand in for a key whose value is read over: one that was refused, and one that is still being read.
_REFUSED = Scalar("", True, Span(1, 1, 1, 1))
_COMPLEX = Scalar("", True, Span(1, 1, 1, 1))
_NO_KEYS = (None, _REFUSED, _COMPLEX)


def _behind(key: Scalar) -> Span:
    """The place right behind a key."""
    return Span(*key.span[2:], *key.span[2:])


def _short(event: Any) -> Span:
    return span_of_mark(event.start_mark)
