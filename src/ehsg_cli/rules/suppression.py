"""What is suppressed: by a comment in the file, or by the settings that hold for it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice
from typing import Any, NamedTuple

from ehsg_cli.diagnostics import Finding, Rule, Severity, Span
from ehsg_cli.document import Document, Mapping as Group
from ehsg_cli.document.comments import Comment, comments
from ehsg_cli.document.nodes import node_at
from ehsg_cli.reading.in_force import InForce
from ehsg_cli.rules import faults
from ehsg_cli.wording import short, slip_of

_SAYS_SO = re.compile(r"(?:^|[ \t])#+[ \t]*(?P<all>ehsg:[ \t]*ignore\b(?P<rest>.*))")
_FORM = re.compile(r"\[(?P<codes>[^\[\]]*)\](?P<reason>.*)")
_HINT = "write `# ehsg: ignore[CODE] the reason`, with the code of the finding"
# So many needless comments, and so many unclear ones, are as many as anybody will read.
_MOST_TOLD = 100
_NO_REASON = " \t-:,.;\u2013\u2014#"

Catalogue = Mapping[str, Rule[..., Any]]


class Suppression(NamedTuple):
    """A code that a comment suppresses, on some lines.

    Attributes:
        code: which.
        span: where the comment names it.
        lines: the comment's own line and, where it stands alone, the one below it.
    """

    code: str
    span: Span
    lines: tuple[int, ...]


def settle(
    found: Iterable[Finding],
    document: Document | None,
    in_force: InForce | None,
    catalogue: Catalogue,
    *,
    uncertain: Set[str] | None,
) -> list[Finding]:
    """Findings less those that are suppressed, of the severity that is set for them.

    Args:
        found: everything there is to say, located.
        document: the text it is said about.
        in_force: the settings that hold for the file.
        catalogue: every code there is.
        uncertain: codes whose findings depend on more than the file, so that a suppression of them is never
            called needless; `None` where the file could not be judged as a whole, and none is.
    """
    about: list[Finding] = []
    suppressions = []
    for each in _suppressions(document, catalogue) if document else ():
        if isinstance(each, Suppression):
            suppressions.append(each)
        elif len(about) < _MOST_TOLD:
            about.append(each)
    by_place = {(each.code, line): each for each in suppressions for line in each.lines}
    used: set[Suppression] = set()
    left = []
    for finding in found:
        by_comment = _suppressing(finding, document, by_place, catalogue)
        used.update(by_comment)
        settled = _by_settings(finding, in_force, catalogue)
        if settled is not None and not by_comment:
            left.append(settled)
    if uncertain is not None:
        needless = (each for each in suppressions if each not in used and each.code not in uncertain)
        about += (faults.needless_suppression(each.span, each.code) for each in islice(needless, _MOST_TOLD))
    return left + [kept for each in about if (kept := _by_settings(each, in_force, catalogue)) is not None]


def _by_settings(finding: Finding, in_force: InForce | None, catalogue: Catalogue) -> Finding | None:
    """A finding as the settings have it; nothing where they have it ignored."""
    if in_force is None or catalogue[finding.code].unreadable:
        return finding
    if finding.code in in_force.ignored:
        in_force.used.update(in_force.ignored[finding.code])
        return None
    severity = in_force.severity.get(finding.code)
    return finding if severity is None else finding._replace(severity=severity)


def _suppressing(
    finding: Finding,
    document: Document | None,
    by_place: Mapping[tuple[str, int], Suppression],
    catalogue: Catalogue,
) -> list[Suppression]:
    """The comments that suppress a finding."""
    if not by_place or document is None or finding.span is None or catalogue[finding.code].unreadable:
        return []
    lines = {finding.span.line}
    above = node_at(document.root, type(finding.pointer)(finding.pointer[:-1]))
    if finding.pointer and isinstance(above, Group) and finding.pointer[-1] in above.keys:
        # What is said of words in a text can be suppressed only outside it, at its key.
        lines.add(above.keys[str(finding.pointer[-1])].span.line)
    return [each for line in sorted(lines) if (each := by_place.get((finding.code, line))) is not None]


def _suppressions(document: Document, catalogue: Catalogue) -> Iterator[Suppression | Finding]:
    """What the comments of a file suppress, and what is wrong with those that cannot be understood."""
    found = comments(document, faults.SUPPRESSES)
    said = [(each, match) for each in found if (match := _SAYS_SO.search(each.text))]
    targets = _targets(document, [comment for comment, _ in said])
    for comment, match in said:
        whole = Span.at(comment.line, comment.column + match.start("all"), len(match["all"].rstrip()))
        form = _FORM.match(match["rest"])
        if form is None:
            message = "this comment begins like a suppression and names no code"
            yield faults.unclear_suppression(whole, message, _HINT)
            continue
        column = comment.column + match.start("rest") + form.start("codes")
        seen = set()
        for piece in form["codes"].split(","):
            code = piece.strip()
            if code not in seen:
                seen.add(code)
                span = Span.at(comment.line, column + len(piece) - len(piece.lstrip()), max(1, len(code)))
                yield _wrong_code(code, span, catalogue) or Suppression(code, span, targets[comment.line])
            column += len(piece) + 1
        if not form["reason"].strip(_NO_REASON):
            yield faults.unclear_suppression(
                whole,
                "this suppression gives no reason",
                "say behind the bracket why, for whoever reads it next year",
                Severity.NOTE,
            )


def _wrong_code(code: str, span: Span, catalogue: Catalogue) -> Finding | None:
    if not code:
        return faults.unclear_suppression(span, "this suppression names no code", _HINT)
    if code not in catalogue:
        guess = slip_of(code, catalogue)
        hint = f"did you mean {guess}?" if guess else "`ehsg explain` lists the codes"
        return faults.unclear_suppression(span, f"{short(code)} is no code", hint)
    if catalogue[code].unreadable:
        return faults.unclear_suppression(
            span, f"{code} keeps a file from being read, and cannot be suppressed", "mend what it tells of"
        )
    return None


def _targets(document: Document, found: list[Comment]) -> dict[int, tuple[int, ...]]:
    """For the line of each comment the lines it speaks for."""
    rows = document.rows
    targets: dict[int, tuple[int, ...]] = {}
    # From the bottom up, so that a long run of comments is walked through once.
    for comment in reversed(found):
        line = comment.line
        if comment.alone:
            line += 1
            while line <= len(rows) and line not in targets and rows[line - 1].lstrip(" \t").startswith("#"):
                line += 1
            line = targets.get(line, (line,))[-1]
        targets[comment.line] = tuple(dict.fromkeys((comment.line, line)))
    return targets
