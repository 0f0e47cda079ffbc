"""Is this value a score on the guide's scale? If not, why not, as closely as can be told."""

import math
import re

from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import Node, Scalar
from ehsg_cli.guide.models import Scale
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import shown_value

_NOT_APPLICABLE = re.compile(r"n\s*/?\s*a\.?|not applicable|none|nil|-+", re.IGNORECASE)
_DECIMAL = re.compile(r"[0-9]{1,4}[.,][0-9]{1,4}", re.ASCII)
# What is longer is no slip of the pen, and patterns would be long over it.
_LONGEST = 40
_TWO = re.compile(r"([0-9])\s*(-|\u2013|to|or|and|/|out of|of)\s*([0-9])", re.ASCII | re.IGNORECASE)
_OF = ("/", "of", "out of")
_FROM = ("-", "\u2013", "to")


def check_score(node: Node, pointer: Pointer, scale: Scale) -> Finding | None:
    """What is wrong with a score, or nothing. A blank is right: it is not scored yet."""
    found = shown_value(node)
    range_hint = f"write a whole number from {scale.numbers[0]} to {scale.numbers[-1]}, or leave it blank"
    if not isinstance(node, Scalar):
        return faults.not_on_the_scale(
            pointer, f"a score is one whole number, and here stands {found}", range_hint
        )
    value = node.value
    if value is None:
        return None
    if isinstance(value, str):
        return _text(node, found, pointer, scale, range_hint)
    if isinstance(value, bool):
        return faults.not_on_the_scale(pointer, f"{found} is not a score", range_hint)
    if isinstance(value, float):
        return _decimal(value, found, pointer, scale, range_hint)
    if value not in scale.numbers:
        return faults.not_on_the_scale(
            pointer, f"{found} is not on the guide's scale of {scale.spoken}", range_hint
        )
    return None


def _decimal(value: float, found: str, pointer: Pointer, scale: Scale, hint: str) -> Finding:
    within = scale.numbers[0] <= value <= scale.numbers[-1]
    if within and value.is_integer():
        return faults.not_on_the_scale(
            pointer, f"{found} is not written as a whole number", f"write {int(value)} in its place"
        )
    if within:
        return faults.average(pointer, found, scale.spoken)
    what = "no number at all" if math.isnan(value) else f"not on the guide's scale of {scale.spoken}"
    return faults.not_on_the_scale(pointer, f"{found} is {what}", hint)


def _two(two: re.Match[str], text: str, pointer: Pointer, scale: Scale) -> Finding:
    """What two numbers are where one belongs: a score out of the highest, a range, or two scores."""
    first, between, second = two[1], two[2].lower(), two[3]
    if between in _OF and int(second) == scale.numbers[-1] and int(first) in scale.numbers:
        what, hint = f"{text} is a score out of {second}", f"did you mean {first}?"
    elif between in _FROM:
        what, hint = f"{text} is a range", "write the one whole number you agreed"
    else:
        what, hint = f"{text} names two numbers", "write the one whole number you agreed"
    return faults.average(pointer, text, scale.spoken, what, hint)


def _text(node: Scalar, found: str, pointer: Pointer, scale: Scale, hint: str) -> Finding:
    text = node.text.strip()
    quoted = node.span.line == node.span.end_line and node.span.end_column - node.span.column == len(text) + 2
    if quoted and text in {str(number) for number in scale.numbers}:
        return faults.not_on_the_scale(
            pointer,
            f"the score {text} stands in quotation marks, which makes it a text",
            f"write {text} without quotation marks",
            text,
        )
    if len(text) > _LONGEST:
        return faults.not_on_the_scale(pointer, f"{found} is not a score", hint)
    if _NOT_APPLICABLE.fullmatch(text):
        return faults.not_applicable(pointer, text, scale.spoken)
    if _DECIMAL.fullmatch(text):
        return faults.average(pointer, text, scale.spoken)
    two = _TWO.fullmatch(text)
    if two:
        return _two(two, text, pointer, scale)
    return faults.not_on_the_scale(pointer, f"{found} is not a score", hint)
