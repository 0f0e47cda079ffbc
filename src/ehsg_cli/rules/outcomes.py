"""What was said about a file, with the file and without it: what every output is made from."""

from collections.abc import Set
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.diagnostics import Finding, Pointer, Severity
from ehsg_cli.document import Document, Mapping, Scalar
from ehsg_cli.document.nodes import child, node_at
from ehsg_cli.reading.in_force import InForce
from ehsg_cli.reading.loaded import area_of

if TYPE_CHECKING:
    from ehsg_cli.reading.loaded import AnyContent, Loaded

# A line or a value is shown to a person: what is longer is no help.
_LONGEST = 400
_BEFORE = 200  # of a longer line so much is kept before the place


class Checked(NamedTuple):
    """A file as read, everything there is to say about it, and the settings that held for it."""

    file: "Loaded[AnyContent]"
    findings: tuple[Finding, ...]
    in_force: InForce | None = None

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(finding.severity is severity for finding in self.findings)


class SettingsUsed(NamedTuple):
    """Which settings held for a file.

    Attributes:
        file: where they stand.
        used: the positions of their ignores that suppressed something.
        judged: whether all of the file could be read and checked, so that the others were not needed.
    """

    file: str
    used: frozenset[int]
    judged: bool


class Row(NamedTuple):
    """A line of a file, or the part of it around a place where it is long.

    Attributes:
        text: as it stands there.
        skipped: how many characters of the line stand before it.
    """

    text: str
    skipped: int = 0


class Outcome(NamedTuple):
    """What there is to say about one file, without the file: small enough to pass between processes.

    Attributes:
        path: as the user wrote it.
        kind: what its key `ehsg` says, or `None`.
        guide: the id of the guide it answers, or `None`.
        area: the area's name, or `None`.
        findings: located, in the order of the file.
        rows: for each finding the line it starts on; none where the file could not be read as text, and for
            what is missing from it altogether.
        values: for each finding the value it is about, shortened; empty for a group and where there is none.
        entries: for each finding the name of the entry it is about: a descriptor's id, that of a priority, an
            action or a measure, a role; empty where it is about none.
        settings: which settings held, and what of them was needed; `None` where none did.
        checked: whether it was checked itself; of settings is told only what the others did not need.
    """

    path: str
    kind: str | None
    guide: str | None
    area: str | None
    findings: tuple[Finding, ...]
    rows: tuple[Row | None, ...]
    values: tuple[str, ...]
    entries: tuple[str, ...]
    settings: SettingsUsed | None = None
    checked: bool = True


def outcome_of(checked: Checked) -> Outcome:
    """What was said about a file."""
    file = checked.file
    about = area_of(file.content)
    area = None if about is None else about.name
    guide = file.guide.id if file.guide else None
    groups = frozenset(("minimum", file.guide.words.entries)) if file.guide else frozenset[str]()
    said = outcome(file.name, file.kind, guide, area, file.document, checked.findings, groups)
    held = checked.in_force
    if held is None:
        return said
    return said._replace(settings=SettingsUsed(held.file, frozenset(held.used), file.sound))


def outcome(
    path: str,
    kind: str | None,
    guide: str | None,
    area: str | None,
    document: Document | None,
    findings: tuple[Finding, ...],
    groups: Set[str] = frozenset(),
) -> Outcome:
    """What was said about a document, with the lines and values it was said about.

    The keys in `groups`, each of them named, are entries as those of a list are.
    """
    return Outcome(
        path,
        kind,
        guide,
        area,
        findings,
        tuple(_row(document, finding) for finding in findings),
        tuple(_value(document, finding) for finding in findings),
        tuple(_entry(document, finding, groups) for finding in findings),
    )


def _row(document: Document | None, finding: Finding) -> Row | None:
    if document is None or finding.span is None or _stands_nowhere(document, finding):
        return None
    line, column = finding.span[:2]
    if not document.text or line > len(document.rows):
        return None
    row = document.rows[line - 1]
    if len(row) <= _LONGEST:
        return Row(row)
    skipped = max(0, column - 1 - _BEFORE)
    return Row(row[skipped : skipped + _LONGEST], skipped)


def _stands_nowhere(document: Document, finding: Finding) -> bool:
    """Whether nothing of it is in the file, so that its place is only where the file begins."""
    root = document.root
    if root is None or not finding.pointer or child(root, finding.pointer[0]) is not None:
        return False
    return finding.span is not None and finding.span[:2] == root.span[:2]


# By what an entry of a list is told from the others.
_NAMED_BY = ("id", "role")


def _entry(document: Document | None, finding: Finding, groups: Set[str]) -> str:
    if len(finding.pointer) < 2:
        return ""
    group, name = finding.pointer[:2]
    if isinstance(name, str):
        return name[:_LONGEST] if group in groups else ""
    node = node_at(document.root, Pointer((group, name))) if document else None
    if isinstance(node, Mapping):
        node = next((node.items[key] for key in _NAMED_BY if key in node.items), None)
    # One without a name is known by its place, counted from 1 as people do.
    return node.text[:_LONGEST] if isinstance(node, Scalar) and node.text else str(name + 1)


def _value(document: Document | None, finding: Finding) -> str:
    if finding.words:
        return finding.words[:_LONGEST]
    if finding.at_key and finding.pointer:
        return str(finding.pointer[-1])[:_LONGEST]
    node = node_at(document.root, finding.pointer) if document else None
    return node.text[:_LONGEST] if isinstance(node, Scalar) else ""
