"""Files made to hurt: reading any of them ends soon and in little memory.

Each is read in a process of its own with a limit on its time and memory, so that a regression fails here
rather than holding up everything.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.helpers import HEAD, NORTHBRIDGE, changed

# Seconds, on a slow machine; what these take is told in each case, and is far less.
SLOW = 15
MEGABYTES = 1500

PROGRAM = """
import json, sys
from collections import Counter
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]) << 20,) * 2)
except ImportError:
    pass
from ehsg_cli.rules.checking import check_file
checked = check_file(sys.argv[1])
longest = max((len(finding.message) for finding in checked.findings), default=0)
print(json.dumps([Counter(finding.code for finding in checked.findings), longest]))
"""


def keys(number: int, line: str) -> str:
    return "".join(f"{line}\n".replace("#", str(i)) for i in range(number))


MINIMUM = "ehsg: thresholds/1\nguide: ehsg-2022\nsource: x\nminimum:\n"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(c + 1)}: &{chr(c + 1)} [{', '.join([f'*{chr(c)}'] * 9)}]\n" for c in range(ord("a"), ord("p"))
)

CASES: dict[str, tuple[str, str]] = {
    # What, and a code that must be among the findings.
    "12 MB of text": (HEAD + "#" * 12_000_000, "EH003"),
    "12 MB of brackets": (HEAD + "a: " + "[" * 12_000_000, "EH003"),
    "2 MB of one text": (HEAD + f"area: {{name: {'x' * 2_000_000}}}\n", "EH205"),
    "a million laughs": (HEAD + LAUGHS, "EH011"),
    "aliases without end": (HEAD + "a: [" + "*a," * 690_000 + "]\n", "EH003"),
    "brackets 20,000 deep": (HEAD + "a: " + "[" * 20_000 + "]" * 20_000 + "\n", "EH004"),
    "braces 20,000 deep": (HEAD + "{a: " * 20_000, "EH006"),
    "dashes 20,000 deep": (HEAD + "a:\n" + "- " * 20_000 + "\n", "EH004"),
    "keys 20,000 deep": (HEAD + "? " * 20_000 + "\n", "EH004"),
    "lines 1,400 deep": (HEAD + "".join(" " * i + "a:\n" for i in range(1400)), "EH004"),
    "an entry 20,000 deep": (HEAD + "descriptors: {FV1: {score: " + "[" * 20_000 + "\n", "EH004"),
    "a key of 1 MB": (HEAD + "k" * 1_000_000 + ": 3\n", "EH006"),
    "a key of 1 MB behind ?": (HEAD + "? " + "k" * 1_000_000 + "\n: 3\n", "EH103"),
    "a descriptor of 1 MB": (HEAD + "descriptors:\n  ? " + "k" * 1_000_000 + "\n  :\n", "EH203"),
    "1 MB twice": (HEAD + ("? " + "k" * 900_000 + "\n: 3\n") * 2, "EH013"),
    "24,000 unknown keys": (HEAD + keys(24_000, "key#: 1"), "EH103"),
    "40,000 unknown keys": (HEAD + keys(40_000, "key#: 1"), "EH003"),
    "20,000 long unknown keys": (HEAD + keys(20_000, "descriptors" * 7 + "#: 1"), "EH103"),
    "40,000 equal keys": (HEAD + keys(40_000, "period: #"), "EH013"),
    "24,000 numbers as keys": (HEAD + keys(24_000, "#: 1"), "EH014"),
    "24,000 unknown descriptors": (HEAD + "descriptors:\n" + keys(24_000, "  FV#: 1"), "EH203"),
    "40,000 priorities": (HEAD + "priorities:\n" + keys(40_000, "- FV#"), "EH203"),
    "40,000 equal priorities": (HEAD + "priorities:\n" + keys(40_000, "- FV1"), "EH301"),
    "40,000 methods": (HEAD + "method:\n" + keys(40_000, "- workshop"), "EH208"),
    "24,000 thresholds": (MINIMUM + keys(24_000, "  FV#: 1"), "EH203"),
    "24,000 numbers in thresholds": (MINIMUM + keys(24_000, "  #: 1"), "EH014"),
    "2 MB of one control character": (HEAD + "# " + "\x01" * 2_000_000 + "\n", "EH002"),
    "a control character a line": (HEAD + "#\x01\n" * 600_000, "EH002"),
    "2 MB of zeros": ("a\n" * 1000 + "\0" * 2_000_000, "EH002"),
    "200,000 merge markers": (HEAD + "<<<<<<<\n" * 200_000, "EH009"),
    "2 MB of blank lines": (HEAD + "\n" * 2_000_000, "EH205"),
    "2 MB of dashes": (HEAD + "a:\n" + "-\n" * 900_000, "EH003"),
    "2 MB in an open quote": (HEAD + 'a: "' + "x\n" * 900_000, "EH008"),
    "600,000 old line ends": (HEAD + 'area: {name: "' + "\u2028" * 600_000 + '"}\n', "EH205"),
    "n and 2 MB of spaces": (changed(NORTHBRIDGE, "score: 4", f'score: "n{" " * 1_900_000}x"'), "EH202"),
    "3 and 2 MB of spaces": (changed(NORTHBRIDGE, "score: 4", f'score: "3{" " * 1_900_000}x"'), "EH202"),
    "2 MB of hyphens": (changed(NORTHBRIDGE, "score: 4", f'score: "{"-" * 1_900_000}x"'), "EH202"),
    "2 MB of digits": (changed(NORTHBRIDGE, "score: 4", f"score: {'9' * 1_900_000}"), "EH202"),
    "2 MB of guide": (HEAD.replace("ehsg-2022", "a-" * 900_000 + "a"), "EH201"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_ends_soon_and_in_little_memory(tmp_path: Path, name: str) -> None:
    """A finding that names what is wrong, in seconds, with messages of a bearable length and number."""
    text, code = CASES[name]
    path = tmp_path / "area.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(path), str(MEGABYTES)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SLOW,
        )
    except subprocess.TimeoutExpired:
        pytest.fail(f"reading takes more than {SLOW} seconds")
    assert done.returncode == 0, done.stderr[-800:]
    codes, longest = json.loads(done.stdout)
    assert code in codes
    assert longest < 600
    assert Counter(codes).total() <= 60_000
