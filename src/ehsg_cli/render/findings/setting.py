"""What the command line hands to a format."""

from typing import NamedTuple

from ehsg_cli.diagnostics import Severity


class Setting(NamedTuple):
    """What a format may have to know beside the findings.

    Attributes:
        here: the current folder, from which paths were named.
        top: the folder from which a CI service names paths: that of the repository.
        failing: the severities that make the command fail.
    """

    here: str = "/"
    top: str = "/"
    failing: frozenset[Severity] = frozenset({Severity.ERROR})
