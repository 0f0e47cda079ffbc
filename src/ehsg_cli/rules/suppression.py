"""What is suppressed: by a comment in the file, or by the settings that hold for it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice
from typing import Any, NamedTuple

from ehsg_cli.diagnostics import Finding, Pointer, Rule, Severity, Span
from ehsg_cli.document import Document, Mapping as Group
from ehsg_cli.document.comments import Comment, comments
from ehsg_cli.document.nodes import Node, child
from ehsg_cli.reading.in_force import InForce
from ehsg_cli.rules import faults
from ehsg_cli.wording import short, slip_of

# What somebody writes who means to suppress something: in capitals too, or with another word for it.
_SAYS_SO = re.compile(
    r"(?<![^ \t#])(?P<all>ehsg[ \t]{0,4}(?P<colon>:?)[ \t]{0,9}(?P<word>[a-z-]+)(?P<rest>.*))", re.IGNORECASE
)
_WORD = "ignore"
# A comment may speak of ehsg before it suppresses something, though not for ever.
_MOST_TRIED = 9
_OTHER_WORDS = frozenset(("disable", "noqa", "skip", "suppress"))
_NAMES_A_CODE = re.compile(r"[ \t]*\[[ \t]*EH[0-9]", re.IGNORECASE)
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
        lines: the comment's own line and, where it stands alone, the one below it; what is told there is
            suppressed, and what is told of anything inside an entry whose key stands there.
        reasoned: whether the comment says why.
    """

    code: str
    span: Span
    lines: tuple[int, ...]
    reasoned: bool


def settle(
    found: Iterable[Finding],
    document: Document | None,
    in_force: InForce | None,
    catalogue: Catalogue,
    *,
    uncertain: Set[str] | None,
    reviewed: bool = False,
) -> list[Finding]:
    """Findings less those that are suppressed, of the severity that is set for them.

    Args:
        found: everything there is to say, located.
        document: the text it is said about.
        in_force: the settings that hold for the file.
        catalogue: every code there is.
        uncertain: codes whose findings depend on more than the file, so that a suppression of them is never
            called needless; `None` where the file could not be judged as a whole, and none is.
        reviewed: only leave out what a comment with a reason suppresses, whatever the settings ignore.
    """
    about: list[Finding] = []
    suppressions = []
    for each in _suppressions(document, catalogue) if document else ():
        if isinstance(each, Suppression):
            if each.reasoned or not reviewed:
                suppressions.append(each)
        elif len(about) < _MOST_TOLD:
            about.append(each)
    by_place = {(each.code, line): each for each in suppressions for line in each.lines}
    used: set[Suppression] = set()
    left = []
    for finding in found:
        by_comment = _suppressing(finding, document, by_place, catalogue)
        used.update(by_comment)
        settled = _by_settings(finding, in_force, catalogue, reviewed=reviewed)
        if settled is not None and not by_comment:
            left.append(settled)
    if uncertain is not None:
        needless = (each for each in suppressions if each not in used and each.code not in uncertain)
        about += (faults.needless_suppression(each.span, each.code) for each in islice(needless, _MOST_TOLD))
    return left + [kept for each in about if (kept := _by_settings(each, in_force, catalogue)) is not None]


def _by_settings(
    finding: Finding, in_force: InForce | None, catalogue: Catalogue, *, reviewed: bool = False
) -> Finding | None:
    """A finding as the settings have it; nothing where they have it ignored, unless it has to be reviewed."""
    if in_force is None or catalogue[finding.code].unreadable:
        return finding
    if finding.code in in_force.ignored and not reviewed:
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
    # What is said of words in a text can be suppressed only outside it, at its key; and at the key of an
    # entry all is suppressed that is said of what stands inside it.
    lines = {finding.span.line, *_lines_of_keys(finding.pointer, document.root)}
    return [each for line in sorted(lines) if (each := by_place.get((finding.code, line))) is not None]


def _lines_of_keys(pointer: Pointer, root: Node | None) -> Iterator[int]:
    """On which lines the keys of a route stand; for an entry of a list, where that begins."""
    node = root
    for key in pointer:
        above, node = node, child(node, key)
        if node is None:
            return
        yield (above.keys[str(key)] if isinstance(above, Group) else node).span.line


def _suppressions(document: Document, catalogue: Catalogue) -> Iterator[Suppression | Finding]:
    """What the comments of a file suppress, and what is wrong with those that cannot be understood."""
    found = comments(document, faults.SUPPRESSES)
    said = [(each, match) for each in found if (match := _attempt(each.text))]
    targets = _targets(document, [comment for comment, _ in said])
    for comment, match in said:
        whole = Span.at(comment.line, comment.column + match.start("all"), len(match["all"].rstrip()))
        form = _FORM.match(match["rest"])
        if match["word"].lower() != _WORD or not match["colon"]:
            codes = _codes_in(form["codes"]) if form else []
            meant = f"ehsg: {_WORD}[{', '.join(codes)}]" if codes else f"ehsg: {_WORD}[CODE]"
            message = "this comment looks like a suppression, and suppresses nothing"
            yield faults.unclear_suppression(whole, message, f"did you mean `# {meant} the reason`?")
            continue
        if form is None:
            message = "this comment begins like a suppression and names no code"
            yield faults.unclear_suppression(whole, message, _HINT)
            continue
        column = comment.column + match.start("rest") + form.start("codes")
        reasoned = bool(form["reason"].strip(_NO_REASON))
        seen = set()
        for piece in form["codes"].split(","):
            code = piece.strip().upper()
            if code not in seen:
                seen.add(code)
                span = Span.at(comment.line, column + len(piece) - len(piece.lstrip()), max(1, len(code)))
                yield _wrong_code(code, span, catalogue) or Suppression(
                    code, span, targets[comment.line], reasoned
                )
            column += len(piece) + 1
        if not reasoned:
            yield faults.unclear_suppression(
                whole,
                "this suppression gives no reason",
                "say behind the bracket why, for whoever reads it next year",
                Severity.NOTE,
            )


def _attempt(comment: str) -> re.Match[str] | None:
    """Where a comment suppresses something, or most likely means to."""
    start = 0
    for _ in range(_MOST_TRIED):
        match = _SAYS_SO.search(comment, start)
        if match is None:
            return None
        word = match["word"].lower()
        if match["colon"] and (word in _OTHER_WORDS or slip_of(word, (_WORD,)) is not None):
            return match
        if _NAMES_A_CODE.match(match["rest"]):
            return match
        start = match.start("word")
    return None


def _codes_in(codes: str) -> list[str]:
    return [code for piece in codes.split(",") if (code := piece.strip().upper())]


def _wrong_code(code: str, span: Span, catalogue: Catalogue) -> Finding | None:
    if not code:
        return faults.unclear_suppression(span, "this suppression names no code", _HINT)
    if code not in catalogue:
        digits = code.replace("O", "0").replace("I", "1")
        guess = digits if digits in catalogue else slip_of(code, catalogue)
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
