"""Figures and verdicts: the only place where one is computed. Pure functions of files and guide."""

from ehsg_cli.judge.autonomy import AutonomyVerdict, CriterionVerdict, check_autonomy
from ehsg_cli.judge.priorities import PriorityVerdict, check_priorities
from ehsg_cli.judge.summary import SectionTally, Summary, Tally, summarise
from ehsg_cli.judge.verdict import Verdict, overall

__all__ = [
    "AutonomyVerdict",
    "CriterionVerdict",
    "PriorityVerdict",
    "SectionTally",
    "Summary",
    "Tally",
    "Verdict",
    "check_autonomy",
    "check_priorities",
    "overall",
    "summarise",
]
