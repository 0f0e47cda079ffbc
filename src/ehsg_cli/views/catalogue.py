"""The catalogue of rules as people read it: by family, each with a short introduction."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from ehsg_cli.diagnostics import Rule

# By the digit behind EH: what the family is called, and what it is about.
FAMILIES = {
    "0": (
        "Reading",
        "What is wrong with the file as text and as YAML, and with how findings are suppressed.",
    ),
    "1": ("Shape", "What every file of ours holds, and how it is written."),
    "2": (
        "The guide",
        "What the guide knows: its descriptors, its scale, its ways to conduct an assessment.",
    ),
    "3": ("Priorities and data model", "Which priorities may be chosen, and the data model that decides it."),
    "4": (
        "Evidence",
        "Advice on the texts. What a score expects of them is the guide's; the rest is common sense. A rule "
        "says only what it can see, and keeps silent where it would have to guess what a text means.",
    ),
    "5": (
        "Sharing and personal data",
        "Who may see a return, and what looks as if it should not be in one. Where nothing is told, a text "
        "may still hold personal data.",
    ),
    "6": ("Workforce", "The workforce table."),
    "7": ("Plan and measures", "The action plan, and the measures that stand beside an assessment."),
    "8": ("Between years", "What one year's assessment says against another's."),
}


class Family(NamedTuple):
    """Rules of one family, in the order of their codes."""

    digit: str
    title: str
    about: str
    rules: tuple[Rule[..., Any], ...]


def view_catalogue(rules: Iterable[Rule[..., Any]]) -> tuple[Family, ...]:
    """Rules by family, in the order of their codes; a family without any is left out."""
    by_digit: dict[str, list[Rule[..., Any]]] = {}
    for rule in sorted(rules, key=lambda rule: rule.code):
        by_digit.setdefault(rule.code[2], []).append(rule)
    return tuple(
        Family(digit, title, about, tuple(by_digit[digit]))
        for digit, (title, about) in FAMILIES.items()
        if digit in by_digit
    )
