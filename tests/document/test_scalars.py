"""What unquoted values mean: YAML 1.2, neither 1.1 nor Python."""

import math
import time

import pytest

from ehsg_cli.document.scalars import Plain, resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("010", 10),
        ("0o17", 15),
        ("0o18", "0o18"),
        ("-0o17", "-0o17"),
        ("0x1F", 31),
        ("0b1", "0b1"),
        ("+3", 3),
        ("-0", 0),
        ("03", 3),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        ("3.", 3.0),
        (".5", 0.5),
        (".", "."),
        ("-", "-"),
        ("+", "+"),
        ("1e", "1e"),
        ("1e400", math.inf),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("inf", "inf"),
        ("nan", "nan"),
        ("infinity", "infinity"),
        ("190:20:30", "190:20:30"),
        ("2022-06-30", "2022-06-30"),
        ("2022-06-30T10:00:00Z", "2022-06-30T10:00:00Z"),
        ("٣", "٣"),
        ("³", "³"),
        ("３", "３"),
        ("3\u00a0", "3\u00a0"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_a_plain_value_means_what_yaml_1_2_says(text: str, value: Plain) -> None:
    """An unquoted value resolves by YAML 1.2's core schema, to the very type."""
    found = resolve(text)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("text", [".nan", ".NaN", ".NAN"])
def test_not_a_number_is_a_float(text: str) -> None:
    """`.nan` is a float that is no number, not the text."""
    found = resolve(text)
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize("text", ["9" * 5000, "1." + "9" * 5000, "0x" + "f" * 5000, "0o" + "7" * 5000])
def test_a_number_of_5000_digits_is_larger_than_any_limit(text: str) -> None:
    """Python refuses to turn 4,300 digits into a number; here they become an infinity, at once."""
    assert resolve(text) == math.inf
    if text[0] == "9":
        assert resolve(f"-{text}") == -math.inf


def test_two_million_digits_take_no_time() -> None:
    """No pattern of the table runs away on a long text that is nearly a number."""
    begun = time.perf_counter()
    for text in ("9" * 2_000_000, "9" * 2_000_000 + "x", "." * 2_000_000, "1e" + "1" * 2_000_000 + "e"):
        resolve(text)
    assert time.perf_counter() - begun < 2
