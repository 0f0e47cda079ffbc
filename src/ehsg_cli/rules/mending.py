"""The text of a file with everything mended that can be mended unasked, and nothing else changed."""

import codecs
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import NamedTuple

from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.document.nodes import LINE_END
from ehsg_cli.rules.outcomes import Checked

# One mend may bring up another, such as a score under an id that was a form number, and of very many not all
# are told at once; a file that may be read at all needs no more rounds than this.
_ROUNDS = 20

Check = Callable[[bytes], Checked]


class Mended(NamedTuple):
    """What came of mending a file.

    Attributes:
        data: its bytes; those it had, where nothing could be mended.
        checked: what there is to say about these.
        fixed: how many findings of which code are gone.
        refused: the codes that were left as they are, because mending them would bring up errors.
    """

    data: bytes
    checked: Checked
    fixed: dict[str, int]
    refused: tuple[str, ...] = ()


def mend(data: bytes, check: Check) -> Mended:
    """Write the replacements that findings carry.

    The result has no error of a kind that was not there before. Where mending all of it would bring one up (a
    status spelled right holds the file to more), as few codes as possible are left out.

    Args:
        data: the bytes of a file.
        check: tells everything there is to say about such bytes.
    """
    before = check(data)
    mended = _rounds(data, before, check, frozenset())
    if not _is_worse(mended.checked, before):
        return mended
    codes = sorted(mended.fixed)
    for size in range(1, len(codes)):
        for left_out in combinations(codes, size):
            fewer = _rounds(data, before, check, frozenset(left_out))
            if not _is_worse(fewer.checked, before):
                return fewer._replace(refused=left_out)
    return Mended(data, before, {}, tuple(codes))


def _rounds(data: bytes, checked: Checked, check: Check, left_out: frozenset[str]) -> Mended:
    """Mend until nothing is left to mend; places are found anew after each round."""
    fixed: dict[str, int] = {}
    for _ in range(_ROUNDS):
        document = checked.file.document
        fixable = [f for f in checked.findings if f.replacement is not None and f.code not in left_out]
        if document is None or not fixable:
            break
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        if mark + document.text.encode(errors="replace") != data:
            # What could not be read as it stands is not written anew.
            break
        text, done = with_replacements(document.text, fixable)
        for finding in done:
            fixed[finding.code] = fixed.get(finding.code, 0) + 1
        data = mark + text.encode()
        checked = check(data)
    return Mended(data, checked, dict(sorted(fixed.items())))


def _is_worse(checked: Checked, before: Checked) -> bool:
    return not _error_codes(checked) <= _error_codes(before)


def _error_codes(checked: Checked) -> set[str]:
    return {finding.code for finding in checked.findings if finding.severity is Severity.ERROR}


def with_replacements(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """A text with the replacements of located findings in it, and the findings whose replacement that is.

    Of two that overlap the first is written. What stands outside their places stays as it is.
    """
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    pieces: list[str] = []
    done: list[Finding] = []
    end = 0
    for finding in sorted(findings, key=lambda finding: finding.span or ()):
        if finding.span is None or finding.replacement is None:
            continue
        line, column, end_line, end_column = finding.span
        start = starts[line - 1] + column - 1
        if start < end:
            continue
        pieces += (text[end:start], finding.replacement)
        end = starts[end_line - 1] + end_column - 1
        done.append(finding)
    return "".join((*pieces, text[end:])), done
