"""Read files and check them, one at a time."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding, Severity
from ehsg_cli.reading import Loaded, find_files, read_file
from ehsg_cli.rules import check


class Checked(NamedTuple):
    """A file as read, and everything there is to say about it."""

    file: Loaded[Assessment | Thresholds]
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check_file(path: str) -> Checked:
    """Read one file and check it.

    Raises:
        UserError: it does not exist or cannot be opened.
    """
    loaded = read_file(path)
    return Checked(loaded, check(loaded))


def find_and_check(paths: Iterable[str]) -> Iterator[Checked]:
    """Check the files that some paths name, one at a time, in path order.

    Raises:
        UserError: a path that does not exist, or a file or folder that cannot be read.
    """
    for path in find_files(paths):
        yield check_file(path)
