"""Which ignores of the settings a run over everything below them has not needed."""

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import Finding, Severity, Span
from ehsg_cli.document import Document
from ehsg_cli.reading.nearest import SettingsLookup
from ehsg_cli.reading.paths import from_here
from ehsg_cli.rules import faults, uncertain
from ehsg_cli.rules.outcomes import Outcome, outcome
from ehsg_cli.wording import counted

if TYPE_CHECKING:
    from ehsg_cli.reading.settings import SettingsFile


class Coverage:
    """What a run has needed of each settings file that it met.

    It can be known that something was not needed only where the folder of the settings, or one above it,
    was searched as a whole, where every file could be read, and where the settings were not named for this
    run alone.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = [os.path.join(os.path.abspath(folder), "") for folder in folders]  # noqa: PTH100, PTH118
        self._used: dict[str, set[int]] = {}
        self._files: dict[str, int] = {}
        self._unknown: set[str] = set()

    def see(self, outcome: Outcome) -> None:
        """Note what a file has needed."""
        if outcome.settings is None:
            return
        file, used, judged = outcome.settings
        self._used.setdefault(file, set()).update(used)
        self._files[file] = self._files.get(file, 0) + 1
        if not judged:
            self._unknown.add(file)

    def outcomes(self, settings: SettingsLookup) -> Iterator[Outcome]:
        """What there is to say about the settings files, in path order."""
        if settings.choice.file is not None:
            return
        for file in sorted(self._used.keys() - self._unknown):
            folder = os.path.join(os.path.dirname(file), "")  # noqa: PTH118, PTH120
            if any(folder.startswith(searched) for searched in self._folders):
                read = settings.read(file)
                found = tuple(_needless(read, self._used[file], self._files[file]))
                if found:
                    told = outcome(from_here(file), None, None, None, Document(read.text), found)
                    yield told._replace(checked=False)


def _needless(read: "SettingsFile", used: set[int], files: int) -> Iterator[Finding]:
    own = read.content
    code = faults.needless_ignore.code
    if code in own.ignore:
        return
    severity = Severity(own.severity[code]) if code in own.severity else None
    below = f"the {counted(files, 'file')} below" if files > 1 else "the one file below"
    for position, named in enumerate(read.ignores):
        if position not in used and named not in uncertain():
            yield faults.needless_ignore(_place(read, position), named, below, severity)


def _place(read: "SettingsFile", position: int) -> Span:
    """Where an ignore stands. TOML gives no places, but codes in quotation marks are ignores, in their order.

    Where that does not add up (a comment may hold such a code as well) it is the start of the file.
    """
    code = read.ignores[position]
    rows = read.text.splitlines()
    named = re.compile(rf"""(["'])({code})\1(?!\s*=)""")
    places = [(line, match) for line, row in enumerate(rows, 1) for match in named.finditer(row)]
    if len(places) != read.ignores.count(code):
        return Span.at(1, 1)
    line, match = places[read.ignores[:position].count(code)]
    return Span.at(line, match.start(2) + 1, len(code))
