"""The text of a file with everything mended that can be mended unasked, and nothing else changed."""

import codecs
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ehsg_cli.diagnostics import Finding
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
    """

    data: bytes
    checked: Checked
    fixed: dict[str, int]


def mend(data: bytes, check: Check) -> Mended:
    """Write the replacements that findings carry, until there are none left.

    What was hidden by a mistake shows once that is mended: an average under a form number, or a missing score
    where the status was misspelt. So there may be more to say about the result than about the file before.

    Args:
        data: the bytes of a file.
        check: tells everything there is to say about such bytes.
    """
    checked = check(data)
    fixed: dict[str, int] = {}
    for _ in range(_ROUNDS):
        document = checked.file.document
        fixable = [finding for finding in checked.findings if finding.replacement is not None]
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
