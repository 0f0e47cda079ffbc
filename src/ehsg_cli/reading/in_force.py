"""The settings that hold for one file, and the files that they may stand in."""

from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import Severity

if TYPE_CHECKING:
    from ehsg_cli.reading.report_settings import ReportSettings

FILE, SHARED_FILE = "ehsg.toml", "pyproject.toml"
# A Python project's file may be long, and no file of settings is longer.
MOST_BYTES = 512 * 1024


class InForce:
    """The settings that hold for one file, and which of their ignores it has needed.

    Attributes:
        file: where they stand.
        severity: how much the findings of a code matter.
        ignored: for a code the positions of the ignores that name it, among all of the settings file.
        used: the positions of those that suppressed something; filled in as the file is checked.
        report: what is set for papers; `None` for nothing.
    """

    __slots__ = ("file", "ignored", "report", "severity", "used")

    def __init__(
        self,
        file: str,
        severity: dict[str, Severity],
        ignored: dict[str, list[int]],
        report: "ReportSettings | None" = None,
    ) -> None:
        self.file = file
        self.severity = severity
        self.ignored = ignored
        self.used: set[int] = set()
        self.report = report
