"""Is this value a score on the guide's scale? If not, why not, as closely as can be told."""

import math
import re
from collections.abc import Iterable

from ehsg_cli.diagnostics import Finding, Pointer, Severity
from ehsg_cli.document import Node, Scalar
from ehsg_cli.guide.models import Guide, Scale
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import shown_value

_NOT_APPLICABLE = re.compile(r"n\s*/?\s*a\.?|not applicable|none|nil|-+", re.IGNORECASE)
_DECIMAL = re.compile(r"[0-9]{1,4}[.,][0-9]{1,4}", re.ASCII)
# What is longer is no slip of the pen, and patterns would be long over it.
_LONGEST = 40
_TWO = re.compile(r"([0-9])\s*(-|\u2013|to|or|and|/|out of|of)\s*([0-9])", re.ASCII | re.IGNORECASE)
_OF = ("/", "of", "out of")
_FROM = ("-", "\u2013", "to")


def score_of(node: Node, scale: Scale) -> int | None:
    """The value of the guide's scale that stands there: the number, or the rank of a word. Else `None`."""
    if not isinstance(node, Scalar):
        return None
    value = node.value
    if isinstance(value, str):
        return scale.by_word.get(value) if scale.in_words else None
    return value if type(value) is int and value in scale.numbers and not scale.in_words else None


def unreadable_scores(findings: Iterable[Finding], guide: Guide) -> frozenset[str]:
    """The descriptors under which something stands that is wrong, so that their scores are not known.

    Such a score is no blank: an assessment as it was read has none there, though its file has something.

    Args:
        findings: what reading the file found.
        guide: the guide that it answers.
    """
    found = set()
    for finding in findings:
        keys = [str(key) for key in finding.pointer]
        if finding.severity is not Severity.ERROR or keys[:1] != [guide.words.entries] or len(keys) < 2:
            continue
        descriptor = guide.descriptors.get(keys[1]) or guide.by_form.get(keys[1])
        if descriptor is not None and keys[2:] in ([], [guide.words.answer]):
            found.add(descriptor.id)
    return frozenset(found)


def check_score(node: Node, pointer: Pointer, scale: Scale) -> Finding | None:
    """What is wrong with a score, or nothing. A blank is right: it is not scored yet."""
    if scale.in_words:
        return _word(node, pointer, scale)
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


def _word(node: Node, pointer: Pointer, scale: Scale) -> Finding | None:
    """What is wrong with an answer on a scale in words."""
    if isinstance(node, Scalar) and (node.value is None or score_of(node, scale) is not None):
        return None
    hint = f"write {scale.spoken}, or leave it blank"
    if not isinstance(node, Scalar):
        return faults.not_on_the_scale(
            pointer, f"an answer is one of the guide's words, and here stands {shown_value(node)}", hint
        )
    text = node.text.strip().casefold()
    if len(text) <= _LONGEST and _NOT_APPLICABLE.fullmatch(text):
        return faults.not_applicable(pointer, text, scale.spoken, "an answer is one of its words")
    # A word in capitals, or with spaces around it, is no other word.
    meant = text if text in scale.by_word else None
    return faults.not_on_the_scale(
        pointer,
        f"{shown_value(node)} is not one of the guide's answers",
        f"write {meant} in small letters" if meant else hint,
        meant,
    )


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
