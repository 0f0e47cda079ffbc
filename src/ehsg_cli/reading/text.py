"""Bytes to text."""

import codecs
import re

from ehsg_cli.diagnostics import Finding, Span
from ehsg_cli.document import MAX_BYTES, faults

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> tuple[str | None, list[Finding]]:
    """The text of a file, and what is wrong with its bytes.

    Where single bytes are wrong the text comes with U+FFFD in their place, so that everything else in
    the file can be looked at as well. No text at all where it would be no guess worth making.
    """
    if len(data) > MAX_BYTES:
        return None, [faults.too_large(f"it has more than {MAX_BYTES // 1024 // 1024} MiB")]
    if data.startswith(_UTF16) or _looks_like_utf16(data):
        return None, [
            faults.not_utf8(
                None,
                "it looks like UTF-16, which Windows PowerShell writes with >",
                "save it again as UTF-8; to write a file, use --output FILE (-o) instead of >",
            )
        ]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        rows = re.split(rb"\r\n|\r|\n", data[: error.start])
        line = len(rows)
        column = len(rows[-1].decode("utf-8", errors="replace")) + 1
        finding = faults.not_utf8(
            Span.at(line, column),
            f"the byte {error.object[error.start]:#04x} on line {line} does not belong there",
            "open it in an editor and save it as UTF-8 (Notepad: Save as, Encoding UTF-8)",
        )
        return data.decode(errors="replace"), [finding]


def _looks_like_utf16(data: bytes) -> bool:
    head = data[:400]
    return len(head) >= 4 and head.count(0) * 3 > len(head)
