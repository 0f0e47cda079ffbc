"""What an unquoted YAML value means: the core schema of YAML 1.2 (section 10.3.2 of its specification).

A table of our own, because libraries differ: under it `yes`, `no` and `on` are words, `010` is ten,
and a date is text.
"""

import math
import re

Plain = str | int | float | bool | None

_WORDS: dict[str, Plain] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_STARTS_A_NUMBER = frozenset("0123456789+-.")

# Python refuses to turn more than 4,300 digits into a number, and nothing here needs 20.
_LONGEST_NUMBER = 1000


def resolve(text: str) -> Plain:
    """The value of an unquoted scalar.

    A number of more than 1,000 characters becomes an infinity: larger than any limit it is held against.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _STARTS_A_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= _LONGEST_NUMBER else _infinity(text)
    if _OCTAL.fullmatch(text) or _HEXADECIMAL.fullmatch(text):
        return int(text, 0) if len(text) <= _LONGEST_NUMBER else math.inf
    if _FLOAT.fullmatch(text):
        return float(text) if len(text) <= _LONGEST_NUMBER else _infinity(text)
    return text


def _infinity(text: str) -> float:
    return -math.inf if text[0] == "-" else math.inf
