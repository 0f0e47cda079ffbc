"""How the two assessments of a change are told apart: by their periods, or as before and now."""

from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.views import words


class Times(NamedTuple):
    """How the two assessments are told apart.

    Attributes:
        old, new: when, behind what was so then: `in 2022`, or `before`.
        of_old: which priorities were the old one's: `of 2022`, or `of before`.
        both: `in both`, or `before and now`.
        apart: whether their periods tell them apart.
    """

    old: str
    new: str
    of_old: str
    both: str
    apart: bool

    @property
    def columns(self) -> tuple[str, str]:
        """What columns of the two are called."""
        return words.capitalised(self.old), words.capitalised(self.new)


def times_of(old: Assessment, new: Assessment) -> Times:
    """How two assessments are told apart."""
    if old.period and new.period and old.period != new.period:
        return Times(f"in {old.period}", f"in {new.period}", f"of {old.period}", "in both", apart=True)
    return Times("before", "now", "of before", "before and now", apart=False)


def neither(times: Times) -> str:
    """Of what is in neither of the two."""
    return "in neither" if times.apart else "neither before nor now"
