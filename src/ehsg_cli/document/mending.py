"""Which replacements can be written without asking anybody: only where nothing else changes its meaning."""

from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import faults
from ehsg_cli.document.nodes import Document, Mapping, Node, Scalar, Sequence, node_at

# An entry of a list is told from the others by what stands behind this key.
_ID = "id"


def safe_replacements(findings: list[Finding], document: Document) -> list[Finding]:
    """Located findings, without those replacements that would not do.

    A replacement is written over a key or a value on one line, and nothing else: no anchor, no tag. It must
    not make two of something that may stand only once: a key of its group, an id of its list.
    """
    if not document.complete or any(finding.code == faults.not_utf8.code for finding in findings):
        return [finding._replace(replacement=None) for finding in findings]
    standing: dict[Pointer, set[str]] = {}
    return [
        finding if _is_safe(finding, document, standing) else finding._replace(replacement=None)
        for finding in findings
    ]


def _is_safe(finding: Finding, document: Document, standing: dict[Pointer, set[str]]) -> bool:
    span = finding.span
    if finding.replacement is None or not finding.pointer:
        return True
    above, last = Pointer(finding.pointer[:-1]), finding.pointer[-1]
    group = node_at(document.root, above)
    if isinstance(group, Mapping) and finding.at_key:
        place: Node | None = group.keys.get(str(last))
    else:
        place = node_at(document.root, finding.pointer)
    if not isinstance(place, Scalar) or place.span != span or not _stands_alone(place, document):
        return False
    if last == _ID and not finding.at_key:
        above = Pointer(above[:-1])
        group = node_at(document.root, above)
    elif not finding.at_key and not isinstance(last, int):
        return True
    if above not in standing:
        standing[above] = _names_in(group)
    taken = standing[above]
    if finding.replacement in taken:
        return False
    taken.add(finding.replacement)
    return True


def _stands_alone(scalar: Scalar, document: Document) -> bool:
    """Whether at its place stands the value and nothing else, on one line."""
    line, column, end_line, end_column = scalar.span
    if line != end_line:
        return False
    found = document.rows[line - 1][column - 1 : end_column - 1]
    return found == scalar.text if scalar.plain else found[:1] in ("'", '"')


def _names_in(group: Node | None) -> set[str]:
    """The keys of a group, or the ids of a list."""
    if isinstance(group, Mapping):
        return set(group.keys)
    names = set()
    for item in group.items if isinstance(group, Sequence) else ():
        named = item.items.get(_ID) if isinstance(item, Mapping) else item
        if isinstance(named, Scalar):
            names.add(named.text)
    return names
