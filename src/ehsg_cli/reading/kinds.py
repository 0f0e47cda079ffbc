"""The kinds of file that are read, and what reads each.

What reads a kind is fetched when the first such file comes: checking an assessment does not wait for the
models of the others.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ehsg_cli.diagnostics import Finding
from ehsg_cli.document import Mapping
from ehsg_cli.guide.models import Guide

if TYPE_CHECKING:
    from ehsg_cli.reading.loaded import AnyContent

Reader = Callable[[Mapping, Guide | None, list[Finding]], "AnyContent | None"]
# The same of two guides, and whether all of the file could be read.
ReaderBetween = Callable[[Mapping, Guide | None, Guide | None, list[Finding], bool], "AnyContent | None"]


class Kind:
    """A kind of file.

    Attributes:
        reader: fetches what makes its content of a tree.
        names_guide: whether it has to name its guide, or may leave that to the assessment beside it.
        needs_context: whether it is held against what surrounds the self-assessment in its guide, too.
    """

    __slots__ = ("names_guide", "needs_context", "reader")

    def __init__(
        self, reader: Callable[[], Reader], *, names_guide: bool = True, needs_context: bool = False
    ) -> None:
        self.reader = reader
        self.names_guide = names_guide
        self.needs_context = needs_context


class KindBetween:
    """A kind of file that stands between two guides, and names each in a key of its own."""

    __slots__ = ("reader",)

    names_guide = needs_context = False

    def __init__(self, reader: Callable[[], ReaderBetween]) -> None:
        self.reader = reader


def _assessments() -> Reader:
    from ehsg_cli.reading.assessments import read_assessment

    return read_assessment


def _responses() -> Reader:
    from ehsg_cli.reading.responses import read_response

    return read_response


def _plans() -> Reader:
    from ehsg_cli.reading.plans import read_plan

    return read_plan


def _measures() -> Reader:
    from ehsg_cli.reading.measures import read_measures

    return read_measures


def _workforce() -> Reader:
    from ehsg_cli.reading.workforce import read_workforce

    return read_workforce


def _thresholds() -> Reader:
    from ehsg_cli.reading.thresholds import read_thresholds

    return read_thresholds


def _crosswalks() -> ReaderBetween:
    from ehsg_cli.reading.crosswalks import read_crosswalk

    return read_crosswalk


READERS: dict[str, Kind | KindBetween] = {
    "assessment/1": Kind(_assessments),
    "response/1": Kind(_responses),
    "plan/1": Kind(_plans, names_guide=False),
    "measures/1": Kind(_measures, names_guide=False),
    "workforce/1": Kind(_workforce, needs_context=True),
    "thresholds/1": Kind(_thresholds),
    "crosswalk/1": KindBetween(_crosswalks),
}
