"""What must hold of whatever is found in any bytes at all."""

from ehsg_cli.diagnostics import Severity
from ehsg_cli.reading import read_data
from ehsg_cli.rules import check


def look_at(data: bytes) -> None:
    """Check bytes as a file would be; every finding has a place in the text and words on one line."""
    loaded = read_data("area.yaml", data)
    findings = check(loaded)
    # A text without `ehsg` and its guide is no assessment, and then something must be said.
    if loaded.content is None:
        assert any(finding.severity is Severity.ERROR for finding in findings)
    text = loaded.document.text if loaded.document else ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        assert finding.span is not None
        line, column, end_line, end_column = finding.span
        assert 1 <= line <= end_line
        assert line <= len(lines) + 1
        assert column >= 1
        assert column <= (len(lines[line - 1]) if line <= len(lines) else 0) + 1
        assert (line, column) <= (end_line, end_column)
        assert finding.message
        assert "\n" not in finding.message
        finding.message.encode()
        finding.hint.encode()
        str(finding.pointer).encode()
