"""Bytes to text: what is accepted, and what is said where it is not UTF-8."""

from pathlib import Path

import pytest

from ehsg_cli.diagnostics import Span
from ehsg_cli.document import MAX_BYTES
from ehsg_cli.reading.text import decode
from tests.helpers import GATESHEAD, changed, check, errors, only_error, place_of


def test_utf_8_with_or_without_a_mark_is_the_same_text() -> None:
    """A byte order mark at the start is accepted and is no part of the text."""
    assert decode(GATESHEAD.encode("utf-8-sig")) == decode(GATESHEAD.encode()) == (GATESHEAD, [])


def test_a_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    """A file saved by Notepad is as sound as it was, and its places are the same."""
    text = changed(GATESHEAD, "score: 3", "score: 7")
    plain = only_error(check(tmp_path, text))
    notepad = only_error(check(tmp_path, text.replace("\n", "\r\n").encode("utf-8-sig"), "notepad.yaml"))
    assert notepad == plain
    unchanged = check(tmp_path, GATESHEAD.replace("\n", "\r\n").encode("utf-8-sig"))
    assert unchanged.findings == check(tmp_path, GATESHEAD).findings


def test_a_byte_that_is_no_utf_8_has_line_and_column(tmp_path: Path) -> None:
    """The place is counted in characters, and everything else wrong in the file is told as well."""
    text = changed(GATESHEAD, "  name: Gateshead", "  name: é Gateshead caf#")
    text = changed(text, "status: submitted", "status: sent")
    line, column = place_of(text, "#\n  code")
    checked = check(tmp_path, text.encode().replace(b"caf#", b"caf\xe9"))
    found = errors(checked)
    assert [finding.code for finding in found] == ["EH001", "EH107"]
    assert found[0].span == Span.at(line, column)
    assert found[0].message == (
        f"the file is not UTF-8 text: the byte 0xe9 on line {line} does not belong there"
    )
    assert "UTF-8" in found[0].hint


def test_the_column_on_the_first_line_leaves_out_the_mark() -> None:
    """A byte order mark has no width."""
    _, (finding,) = decode(b"\xef\xbb\xbf# \xc3\xa9\xe9")
    assert finding.span == Span.at(1, 4)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_powershells_encoding_is_named(tmp_path: Path, encoding: str) -> None:
    """UTF-16, with or without its mark, is told in one finding that names where it comes from."""
    finding = only_error(check(tmp_path, GATESHEAD.encode(encoding)))
    assert (finding.code, finding.span) == ("EH001", Span(1, 1, 1, 1))
    assert "UTF-16, which Windows PowerShell writes with >" in finding.message
    assert "use --output FILE (-o) instead of >" in finding.hint


def test_two_mebibytes_are_read_and_not_a_byte_more() -> None:
    """The limit is 2 MiB: at it a file is read, beyond it not."""
    text, findings = decode(b"#" * MAX_BYTES)
    assert text is not None
    assert findings == []
    text, (finding,) = decode(b"#" * (MAX_BYTES + 1))
    assert text is None
    assert (finding.code, finding.message) == ("EH003", "the file is too large: it has more than 2 MiB")


@pytest.mark.parametrize("data", [b"\xff", b"\xc3", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\xaf", b"a\x80"])
def test_broken_sequences_are_findings(data: bytes) -> None:
    """Cut-off, overlong and surrogate sequences are no UTF-8."""
    text, findings = decode(data)
    assert [finding.code for finding in findings] == ["EH001"]
    assert text is not None
    assert "\ufffd" in text
