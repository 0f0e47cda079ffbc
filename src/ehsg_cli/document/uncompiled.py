"""The YAML library's Python parser, held to what its C parser takes.

Only where the C parser is not installed is a file read by this one, and a file must not be right on one
machine and wrong on another. The C parser keeps to YAML 1.1 in most that the two versions tell
differently, and reads tabs as white space wherever no indentation stands.

What may differ still is in which words, and at which place, a text that is no YAML is refused.
"""

import re
from collections.abc import Iterator
from string import hexdigits
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.parser import Parser
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import DirectiveToken, DocumentEndToken, ScalarToken, TagToken

_LINE_ENDS = "\r\n\x85\u2028\u2029"
_BLANKS = " \t"
_ENDS = "\0" + _LINE_ENDS
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_DIGITS = {"x": 2, "u": 4, "U": 8}
_VERSION = r"%YAML[ \t]+([0-9]{1,9})\.([0-9]{1,9})[ \t]*(?:#.*)?"
_URI = r"(?:[-0-9A-Za-z_;/?:@&=+$,.!~*'()\[\]]|%[0-9A-Fa-f]{2})+"
_TAG = rf"%TAG[ \t]+(!(?:[0-9A-Za-z_-]*!)?)[ \t]+({_URI})(?:[ \t]+(?:#.*)?)?"
_OF_A_TAG = _NAME.union("-;/?:@&=+$,_.!~*'()[]%")
_BEHIND_A_NAME = "?:,]}%@`" + _BLANKS + _ENDS


def events(text: str) -> Iterator[Any]:
    """What the parser finds, one thing after the other.

    Raises:
        YAMLError: the text is no YAML.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = _Scanner
    yaml.Parser = _Parser
    yaml.Resolver = _Resolver
    return iter(yaml.parse(text))


class _Resolver(VersionedResolver):
    """Keeps to one version of YAML, whatever a directive says: those are refused anyway."""

    @property
    def processing_version(self) -> Any:
        return (1, 1)


class _Parser(Parser):
    """The library's parser, in which a document or value begins with whatever of it stands first.

    A directive, a tag and an anchor are parts of it.
    """

    def parse_document_start(self) -> Any:
        while self.scanner.check_token(DocumentEndToken):
            self.scanner.get_token()
        first = self.scanner.peek_token()
        event = super().parse_document_start()
        if isinstance(first, DirectiveToken):
            event.start_mark = first.start_mark
        return event

    def parse_node(self, block: bool = False, indentless_sequence: bool = False) -> Any:
        first = self.scanner.peek_token()
        event = super().parse_node(block, indentless_sequence)
        event.start_mark = first.start_mark
        return event


class _Scanner(Scanner):
    """The library's scanner with tabs for white space, and with its C parser's names of anchors."""

    def scan_to_next_token(self) -> None:
        reader = self.reader
        while True:
            # Where a key may begin a tab would be indentation, which is for spaces alone.
            blanks = _BLANKS if self.flow_level or not self.allow_simple_key else " "
            while reader.peek() in blanks:
                reader.forward()
            if reader.peek() == "#":
                self._pass_over_comment()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        reader = self.reader
        start = end = reader.get_mark()
        indent = self.indent + 1
        parts: list[str] = []
        spaces: list[str] = []
        while reader.peek() != "#" and (length := self._plain_length(start)):
            self.allow_simple_key = False
            parts += [*spaces, reader.prefix(length)]
            reader.forward(length)
            end = reader.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and reader.column < indent):
                break
        return ScalarToken("".join(parts), True, start, end)

    def _plain_length(self, start: Any) -> int:
        """How long the word is that stands here."""
        reader = self.reader
        length = 0
        while (character := reader.peek(length)) not in _BLANKS + _ENDS:
            if character == ":":
                ends = reader.peek(length + 1) in _BLANKS + _ENDS
                if self.flow_level and not ends:
                    reader.forward(length)
                    raise ScannerError(
                        "while scanning a plain scalar", start, "found unexpected ':'", reader.get_mark()
                    )
                if ends:
                    break
            elif self.flow_level and character in ",?[]{}":
                break
            length += 1
        return length

    def scan_plain_spaces(self, indent: Any, start_mark: Any) -> list[str]:
        reader = self.reader
        length = 0
        while reader.peek(length) in _BLANKS:
            length += 1
        between = reader.prefix(length)
        reader.forward(length)
        if reader.peek() not in _LINE_ENDS:
            return [between] if between else []
        first = self.scan_line_break()
        self.allow_simple_key = True
        more: list[str] = []
        while not self._at_document_mark() and (character := reader.peek()) in _BLANKS + _LINE_ENDS:
            if character == "\t" and reader.column < indent:
                raise ScannerError(
                    "while scanning a plain scalar",
                    start_mark,
                    "found a tab character that violates indentation",
                    reader.get_mark(),
                )
            if character in _BLANKS:
                reader.forward()
            else:
                more.append(self.scan_line_break())
        if self._at_document_mark():
            return []
        if first != "\n":
            return [first, *more]
        return more or [" "]

    @property
    def ESCAPE_CODES(self) -> dict[str, int]:  # type: ignore[override]  # a table, for the library
        """How many digits follow each letter; asked for there, and what is no character is refused."""
        reader = self.reader
        digits = _DIGITS.get(reader.peek(), 0)
        code = reader.prefix(digits + 1)[1:]
        if len(code) == digits > 2 and not code.strip(hexdigits) and not _is_character(int(code, 16)):
            raise ScannerError(
                "while scanning a double-quoted scalar",
                None,
                "found invalid Unicode character escape code",
                reader.get_mark(),
            )
        return _DIGITS

    def scan_directive(self) -> DirectiveToken:
        reader = self.reader
        start = reader.get_mark()
        length = 0
        while reader.peek(length) not in _ENDS:
            length += 1
        line = reader.prefix(length)
        reader.forward(length)
        end = reader.get_mark()
        self.scan_line_break()
        if version := re.fullmatch(_VERSION, line):
            numbers = int(version[1]), int(version[2])
            if numbers in ((1, 1), (1, 2)):
                return DirectiveToken("YAML", numbers, start, end)
        elif (tag := re.fullmatch(_TAG, line)) and _is_utf8(tag[2]):
            return DirectiveToken("TAG", (tag[1], tag[2]), start, end)
        raise ScannerError("while scanning a directive", start, "found unknown directive", start)

    def scan_anchor(self, TokenClass: Any) -> Any:
        reader = self.reader
        start = reader.get_mark()
        kind = "alias" if reader.peek() == "*" else "anchor"
        reader.forward()
        length = 0
        while reader.peek(length) in _NAME:
            length += 1
        name = reader.prefix(length)
        reader.forward(length)
        if not name or reader.peek() not in _BEHIND_A_NAME:
            raise ScannerError(
                f"while scanning an {kind}", start, "expected a letter or digit", reader.get_mark()
            )
        return TokenClass(name, start, reader.get_mark())

    def scan_tag(self) -> TagToken:
        reader = self.reader
        start = reader.get_mark()
        handle: str | None
        if reader.peek(1) == "<":
            reader.forward(2)
            handle, suffix = None, self.scan_tag_uri("tag", start)
            if reader.peek() != ">":
                raise _wrong_tag(start, reader)
            reader.forward()
        else:
            length = 1
            while reader.peek(length) in _NAME:
                length += 1
            # Of !a!b the handle is !a!, of !a it is ! alone.
            handle = reader.prefix(length + 1) if reader.peek(length) == "!" else "!"
            reader.forward(len(handle))
            if handle == "!" and reader.peek() not in _OF_A_TAG:
                handle, suffix = None, "!"
            else:
                suffix = self.scan_tag_uri("tag", start)
        if reader.peek() not in _BLANKS + _ENDS:
            raise _wrong_tag(start, reader)
        return TagToken((handle, suffix), start, reader.get_mark())

    def scan_block_scalar(self, style: Any, rt: bool | None = False) -> ScalarToken:
        reader = self.reader
        start = reader.get_mark()
        reader.forward()
        keep, more = self._scan_marks(start)
        self._scan_rest_of_line(start)
        indent = max(self.indent, 0) + more if more else 0
        indent, breaks, end = self._scan_indentation(indent, start)
        parts: list[str] = []
        line_end, was_blank = "", False
        while reader.column == indent and reader.peek() != "\0":
            is_blank = reader.peek() in _BLANKS
            if style == ">" and line_end == "\n" and not was_blank and not is_blank:
                line_end = "" if breaks else " "
            parts += [line_end, *breaks]
            was_blank = is_blank
            length = 0
            while reader.peek(length) not in _ENDS:
                length += 1
            parts.append(reader.prefix(length))
            reader.forward(length)
            line_end = self.scan_line_break()
            indent, breaks, end = self._scan_indentation(indent, start)
        if keep != "-":
            parts.append(line_end)
        if keep == "+":
            parts += breaks
        return ScalarToken("".join(parts), False, start, end, style)

    def _scan_marks(self, start: Any) -> tuple[str, int]:
        """What is kept of line ends behind a block (`+` or `-`), and how far it is said to be indented."""
        reader = self.reader
        keep, more = "", 0
        for _ in range(2):
            character = reader.peek()
            if not keep and character in "+-":
                keep = character
            elif not more and character in "0123456789":
                more = int(character)
                if not more:
                    raise _wrong_block(start, reader)
            else:
                break
            reader.forward()
        return keep, more

    def _scan_rest_of_line(self, start: Any) -> None:
        """White space and a comment behind what begins a block."""
        reader = self.reader
        while reader.peek() in _BLANKS:
            reader.forward()
        if reader.peek() == "#":
            self._pass_over_comment()
        if reader.peek() not in _ENDS:
            raise _wrong_block(start, reader)
        self.scan_line_break()

    def _scan_indentation(self, indent: int, start: Any) -> tuple[int, list[str], Any]:
        """Blank lines, and the spaces before the next one that is not; 0 stands for as many as there are."""
        reader = self.reader
        breaks: list[str] = []
        most = 0
        end = reader.get_mark()
        while True:
            while (not indent or reader.column < indent) and reader.peek() == " ":
                reader.forward()
            most = max(most, reader.column)
            if (not indent or reader.column < indent) and reader.peek() == "\t":
                raise ScannerError(
                    "while scanning a block scalar",
                    start,
                    "found a tab character where an indentation space is expected",
                    reader.get_mark(),
                )
            if reader.peek() not in _LINE_ENDS:
                break
            breaks.append(self.scan_line_break())
            end = reader.get_mark()
        return indent or max(most, self.indent + 1, 1), breaks, end

    def _at_document_mark(self) -> bool:
        return bool(self.check_document_start() or self.check_document_end())

    def _pass_over_comment(self) -> None:
        while self.reader.peek() not in _ENDS:
            self.reader.forward()


def _is_utf8(escaped: str) -> bool:
    """Whether the bytes that stand as % and two digits in a URI are text."""
    from urllib.parse import unquote_to_bytes

    try:
        return bool(unquote_to_bytes(escaped).decode())
    except UnicodeDecodeError:
        return False


def _is_character(code: int) -> bool:
    return code < 0x110000 and not 0xD800 <= code < 0xE000


def _wrong_block(start: Any, reader: Any) -> ScannerError:
    return ScannerError(
        "while scanning a block scalar",
        start,
        "expected chomping or indentation indicators, a comment or a line break",
        reader.get_mark(),
    )


def _wrong_tag(start: Any, reader: Any) -> ScannerError:
    problem = "expected white space or a line break"
    return ScannerError("while scanning a tag", start, problem, reader.get_mark())
