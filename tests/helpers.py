"""What the tests of reading share: the example files, slips made in them, and findings in short."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypeVar

from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.document import Mapping, Node, Scalar, Sequence
from ehsg_cli.rules.checking import check_file
from ehsg_cli.rules.outcomes import Checked

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PACK = ROOT / "guide" / "ehsg-2022"

# A fictional area's full file: every key there is, and nothing wrong but one warning.
NORTHBRIDGE = (EXAMPLES / "northbridge-2023.yaml").read_text(encoding="utf-8")
# A real return: three notes, and nothing wrong.
GATESHEAD = (EXAMPLES / "gateshead-2022.yaml").read_text(encoding="utf-8")
HEAD = "ehsg: assessment/1\nguide: ehsg-2022\n"


Content = TypeVar("Content")


class Said(NamedTuple):
    """A finding in short: its code, line and column, and what it says."""

    code: str
    line: int
    column: int
    message: str


def said(findings: Iterable[Finding]) -> list[Said]:
    """Located findings in short."""
    found = []
    for finding in findings:
        assert finding.span is not None, finding
        found.append(Said(finding.code, finding.span.line, finding.span.column, finding.message))
    return found


def errors(checked: Checked) -> list[Finding]:
    """The findings that are errors."""
    return [finding for finding in checked.findings if finding.severity is Severity.ERROR]


def changed(text: str, old: str, new: str) -> str:
    """A text with the first occurrence of some words replaced; they must be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def place_of(text: str, words: str) -> tuple[int, int]:
    """Line and column, from 1, where some words first stand."""
    offset = text.index(words)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def put(path: Path, content: str | bytes = "") -> Path:
    """Write a file, and the folders it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def fenced(text: str, language: str = r"\w+") -> list[str]:
    """The blocks of code on a page, of one language or of any."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def check(folder: Path, content: str | bytes, name: str = "area.yaml") -> Checked:
    """Write a file, check it, and see that checking left it as it was."""
    data = content if isinstance(content, bytes) else content.encode()
    path = put(folder / name, data)
    checked = check_file(str(path))
    assert path.read_bytes() == data
    return checked


def content_of(checked: Checked, model: type[Content]) -> Content:
    """What a file says, which is of that kind."""
    content = checked.file.content
    assert isinstance(content, model)
    return content


def only_error(checked: Checked) -> Finding:
    """The one error there is."""
    found = errors(checked)
    assert len(found) == 1, said(found)
    return found[0]


def drawn(node: Node | None) -> object:
    """A tree as plain data, places and all, so that two can be compared."""
    if isinstance(node, Scalar):
        return ("scalar", node.text, node.plain, tuple(node.span))
    if isinstance(node, Sequence):
        return ("sequence", tuple(node.span), [drawn(item) for item in node.items])
    if isinstance(node, Mapping):
        pairs = [(drawn(node.keys[key]), drawn(value)) for key, value in node.items.items()]
        return ("mapping", tuple(node.span), pairs)
    return None
