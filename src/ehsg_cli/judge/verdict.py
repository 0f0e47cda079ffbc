"""The three outcomes of every judgement."""

from collections.abc import Iterable
from enum import Enum


class Verdict(Enum):
    """Met, not met, or not to be told from what is known."""

    MET = "met"
    NOT_MET = "not-met"
    UNDETERMINED = "undetermined"

    @property
    def spoken(self) -> str:
        """The outcome as a person says it."""
        return {"met": "met", "not-met": "not met", "undetermined": "not determined"}[self.value]


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """Not met if any is; else undetermined if any is; else met."""
    seen = set(verdicts)
    for verdict in (Verdict.NOT_MET, Verdict.UNDETERMINED):
        if verdict in seen:
            return verdict
    return Verdict.MET
