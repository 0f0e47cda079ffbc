"""`ehsg git-textconv`: what git runs to have an assessment as text, twice for every change it shows.

It is begun before the other commands, and without what reads their options: that would take longer than the
work itself.
"""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ehsg_cli.diagnostics import Pointer
    from ehsg_cli.document import Document, Node
    from ehsg_cli.guide.models import Guide
    from ehsg_cli.reading.loaded import AnyContent, Loaded

NAME = "git-textconv"


def textconv(path: str) -> int:
    """Write an account of a file to standard output; the exit code.

    What cannot be read as an assessment passes through as it is: where this failed, git would show nothing.
    """
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        from ehsg_cli.render import lines

        said = getattr(error, "strerror", None) or error
        lines.error(f"cannot open {path}: {said}", "git runs this command; see docs/git.md")
        return 2
    try:
        told = _account(data)
    except Exception:
        told = None
    try:
        sys.stdout.buffer.write(data if told is None else told)
        sys.stdout.buffer.flush()
    except (OSError, AttributeError):  # whoever read it has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


def _account(data: bytes) -> bytes | None:
    """The account of an assessment as bytes; `None` of anything else, and of what is not sound as YAML."""
    if b"assessment/" not in data:
        return None
    from ehsg_cli.assessment import Assessment
    from ehsg_cli.reading.files import read_data

    # Git hands over a copy elsewhere and starts this at the top of the work tree: what stands beside the
    # file, as a guide pack of one's own, is looked for from there.
    loaded = read_data("assessment.yaml", data)
    content, guide = loaded.content, loaded.guide
    if not isinstance(content, Assessment) or guide is None:
        return None
    left_out = None if loaded.sound else _left_out(loaded, guide)
    if not loaded.sound and left_out is None:
        return None
    from ehsg_cli.views.account import view_account

    told = view_account(content, guide, left_out)
    return "".join(f"{line}\n" for line in told).encode("utf-8", "replace")


def _left_out(loaded: "Loaded[AnyContent]", guide: "Guide") -> "dict[Pointer, Node] | None":
    """What is wrong in a file and was left out in reading it; `None` where that cannot be told."""
    from ehsg_cli.diagnostics import Pointer, Severity
    from ehsg_cli.document.nodes import node_at

    document = loaded.document
    twice = _twice(document) if document is not None else None
    if document is None or twice is None:
        return None
    places: set[Pointer] = set()
    for finding in loaded.findings:
        at = finding.pointer
        if finding.severity is not Severity.ERROR or finding.span is not None or not at:
            continue
        if at[0] == "priorities" or at == ("data_model", "current_level"):
            # The value takes with it what stands beside it.
            at = Pointer(at[: 2 if at[0] == "priorities" else 1])
        places.add(at)
        if at[0] != guide.words.entries and at[-1] in guide.descriptors:
            # Of descriptors in a wrong place the finding names the first, and where each of them belongs.
            places |= {Pointer((*at[:-1], each.pointer[-1])) for each in finding.related}
    outermost = (at for at in places if not any(at[:n] in places for n in range(1, len(at))))
    found = {at: node_at(document.root, at) for at in sorted(outermost, key=str)}
    return {at: node for at, node in found.items() if node is not None} | twice


def _twice(document: "Document") -> "dict[Pointer, Node] | None":
    """What stands behind keys that stood before, which is in no tree; `None` where more is wrong as YAML."""
    from ehsg_cli.diagnostics import Severity
    from ehsg_cli.document import Mapping, faults, parse

    found: dict[Pointer, Node] = {}
    for finding in document.findings:
        if finding.severity is not Severity.ERROR:
            continue
        if finding.code != faults.duplicate_key.code or finding.span is None:
            return None
        again = parse("\n".join(_block(document.rows[finding.span.line - 1 :], finding.span.column - 1)))
        key = str(finding.pointer[-1])
        if again.findings or not isinstance(again.root, Mapping) or list(again.root.items) != [key]:
            return None
        at, number = finding.pointer.child("again"), 1
        while at in found:
            number += 1
            at = finding.pointer.child(f"again-{number}")
        found[at] = again.root.items[key]
    return found


def _block(rows: list[str], margin: int) -> Iterator[str]:
    """The first of these rows, with those that belong to the key on it: further in, or a list's."""
    yield rows[0]
    for row in rows[1:]:
        here = row[margin:]
        if row[:margin].strip() or (here not in ("", "-") and not here.startswith((" ", "- "))):
            return
        yield row
