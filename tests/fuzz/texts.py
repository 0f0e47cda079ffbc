"""What hostile files are made of: bytes, YAML that nobody meant, and real files with slips in them."""

import random
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from tests.helpers import EXAMPLES, GATESHEAD, HEAD, NORTHBRIDGE

FILES = [text.encode() for text in (GATESHEAD, NORTHBRIDGE)]
THRESHOLDS = b"ehsg: thresholds/1\nguide: ehsg-2022\nsource: x\nminimum:\n  FV1: 3\n  WF1: 2\n"
BROKEN = (EXAMPLES / "northbridge-2023-broken.yaml").read_bytes()
REGRESSIONS = Path(__file__).parent / "regressions"

# What people and editors get wrong, and what breaks programs.
SLIPS = [
    b"", b" ", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"\x07", b"\x85", b"\xff", b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b":", b": ", b"- ", b"? ", b"#", b"&a ", b"*a", b"!", b"!!int ", b"|", b">", b"|-\n", b"%", b"@", b"`",
    b"'", b'"', b"[", b"]", b"{", b"}", b",", b"---\n", b"...\n", b"<<<<<<< x\n", b"=======\n", b"<<: *a\n",
    b"null", b"~", b"true", b"3", b"-1", b"1e3", b".nan", b"9" * 5000, b"n/a", b"FV1", b"5.1", b"2022-02-30",
    b"__class__", b"\\ud800", b'"\\ud800"', b'"\\0"', b"a" * 300, b"../../etc", "é😀".encode(),
    b"\xf0\x9f\x98", b" # ehsg: ignore[EH202] x", b"\n# ehsg: ignore[EH999]\n", b"# ehsg: ignore[",
    b"%YAML 1.1\n",
    b"a@example.org", b"020 7946 0018", b"SW1A 1AA", b"943 476 5919", b"(Jane Smith)", b"see above", b"50%",
    "\u202e\u200d\ufeff".encode(), b"\x1b[31m", b"::error::x", b"=1+1", b"]]>", b"<script>", b"&amp;",
]  # fmt: skip

# The keys of our files, and words that are easily taken for them.
_KEYS = [
    "ehsg", "guide", "area", "name", "code", "period", "status", "agreed", "date", "by", "submitted",
    "method",
    "data_model", "submitted_level", "current_level", "changed", "as_at", "descriptors", "FV1", "WF7",
    "DA3", "5.1",
    "fv1", "score", "working_well", "prioritising_next", "priorities", "id", "why", "sharing", "dfe",
    "coordinators",
    "source", "minimum", "scores", "<<", "__proto__", "", "null", "3", "é", "a b", "a.b", "x" * 120,
]  # fmt: skip
_SCALARS = [
    "", "~", "null", "true", "no", "3", "-1", "3.5", "6", "'3'", '"3"', "0x1F", "0o7", "1_000", "1e999",
    ".nan",
    ".inf", "9" * 400, "2022", "2022-23", "2022-23-FQ3", "2022-02-30", "2022-01-01T00:00:00Z", "12:30:45",
    "draft",
    "Submitted", "agreed", "ehsg-2022", "../../etc", "assessment/1", "thresholds/1", "response/1", "plan/1",
    "FV1",
    "DA3", "9.3", "acknowledged", "declined", "n/a", "see above", '"\\ud83d"', '"\\U0001F600"', '"\\x00"',
    "'it''s'",
    '"a\\tb"', "é", "\u2028", "\u202e", "\ufeff", "|-\n      text\n\n      more",
    ">-\n      folded\n        in", "|+\n\n",
    "!!str 3", "!!python/object:os.system x", "!local x", "&a x", "*a", "&a [*a]", "@x", "`x`", "%x",
    "a: b", "- a",
    "a #b", "#c", "[", "}", "'", '"', "?", "-", "jane@example.org", "07700 900123", "943 476 5919", "M1 1AE",
    "Head of service (Jane Smith)", "50% of 412 families", "# not a comment",
]  # fmt: skip
_ENDS = [
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    " \n",
    "\t\n",
    " # note\n",
    " # ehsg: ignore[EH202] known\n",
    "\u2028",
]
_INDENTS = ["", "", "", " ", "  ", "\t", "    "]

_values = st.recursive(
    st.sampled_from(_SCALARS) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5),
    max_leaves=12,
)


def _flow(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    return str(value)


def _block(value: object, depth: int, draw: Callable[[list[str]], str]) -> str:
    """The value as block YAML, with the line ends and indents that `draw` hands out."""
    indent = "  " * depth + draw(_INDENTS)
    if isinstance(value, list) and value:
        return draw(_ENDS) + "".join(f"{indent}- {_block(item, depth + 1, draw)}" for item in value)
    if isinstance(value, dict) and value:
        return draw(_ENDS) + "".join(
            f"{indent}{key}: {_block(item, depth + 1, draw)}" for key, item in value.items()
        )
    return _flow(value) + draw(_ENDS)


@st.composite
def yaml_text(draw: st.DrawFn) -> bytes:
    """Text that looks like a file of ours: our keys with anything behind them, laid out anyhow."""
    rnd: random.Random = draw(st.randoms(use_true_random=False))
    top = draw(st.dictionaries(st.sampled_from(_KEYS), _values, max_size=8))
    text = draw(
        st.sampled_from(["", HEAD, HEAD, THRESHOLDS.decode(), "\ufeff" + HEAD, "---\n", "%YAML 1.2\n---\n"])
    )
    style = draw(st.sampled_from(["block", "block", "flow", "one line each"]))
    if style == "flow":
        text += _flow(top)
    elif style == "block":
        text += _block(top, 0, rnd.choice).lstrip("\r\n\u2028")
    else:
        text += "".join(f"{key}: {_flow(value)}{rnd.choice(_ENDS)}" for key, value in top.items())
    text += draw(st.sampled_from(["", "", "\n...\n", "\n---\na: 1\n", "\0", "  ", "\t", "<<<<<<< a\n"]))
    encoding = draw(st.sampled_from(["utf-8"] * 6 + ["utf-16", "utf-16-le", "cp1252"]))
    return text.encode(encoding, "replace")


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A real file with a few things done to it that people, editors, merges and broken disks do."""
    data = draw(st.sampled_from([*FILES, *FILES, BROKEN, THRESHOLDS]))
    for _ in range(draw(st.integers(1, 4))):
        data = _change(draw, data)
    return data


def _change(draw: st.DrawFn, data: bytes) -> bytes:
    kind = draw(st.sampled_from([
        "slip", "slip", "cut out", "double", "cut off", "flip", "lines", "swap", "splice", "indent", "ends",
        "letters",
    ]))  # fmt: skip
    start = draw(st.integers(0, len(data)))
    end = start + draw(st.sampled_from([0, 0, 1, 2, 7, 60, 2000]))
    if kind == "slip":
        return data[:start] + draw(st.sampled_from(SLIPS)) + data[end:]
    if kind == "cut out":
        return data[:start] + data[end:]
    if kind == "double":
        return data[:end] + data[start:end] + data[end:]
    if kind == "cut off":
        return data[:start] + draw(st.sampled_from(SLIPS))
    if kind == "flip" and start < len(data):
        return data[:start] + bytes([data[start] ^ (1 << draw(st.integers(0, 7)))]) + data[start + 1 :]
    if kind == "splice":
        other = draw(st.sampled_from([*FILES, BROKEN, THRESHOLDS]))
        return data[:start] + other[draw(st.integers(0, len(other))) :]
    if kind == "ends":
        return data.replace(b"\n", draw(st.sampled_from([b"\r\n", b"\r", b" \n", b"\xc2\x85"])))
    if kind == "letters":
        return data.replace(
            draw(st.sampled_from([b"e", b"3", b":", b"FV", b"  ", b"|-"])), draw(st.sampled_from(SLIPS)), 3
        )
    lines = data.splitlines(keepends=True) or [b""]
    one, other_line = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    if kind == "swap":
        lines[one], lines[other_line] = lines[other_line], lines[one]
    elif kind == "indent":
        lines[one] = draw(st.sampled_from([b" ", b"  ", b"\t", b"    "])) + lines[one]
        lines[other_line] = lines[other_line][draw(st.integers(0, 3)) :]
    else:
        count = draw(st.integers(0, 12))
        lines[one : one + count] = lines[other_line : other_line + draw(st.integers(0, 12))]
    return b"".join(lines)


def seeds() -> list[bytes]:
    """Files to begin with, of every kind there is, and some that are laid out otherwise."""
    return [*FILES, BROKEN, THRESHOLDS, FILES[1].replace(b"\n", b"\r\n"), HEAD.encode(), *_SMALL]


# Short files reach more than long ones in the same time.
_SMALL = [
    (HEAD + rest).encode()
    for rest in (
        "area: {name: A}\nperiod: 2022\nstatus: draft\npriorities: [DA1, DA3, DA5]\n",
        "status: submitted\ndescriptors:\n  FV1:\n    score: 4\n    working_well: |-\n      # 50%\n",
        "descriptors:\n  # ehsg: ignore[EH202] known\n  FV1: {score: 9}\n  5.2: {score: '3'}\nmethod: [x]\n",
        "data_model: {submitted_level: 2, changed: true, current_level: 3}\nsharing: {dfe: yes}\n",
        "descriptors: {FV1: {working_well: 'Ring 020 7946 0018 or a@example.org, SW1A 1AA (Jane Smith)'}}\n",
    )
]
