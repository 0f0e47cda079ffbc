"""The kinds of file beside an assessment, with anything at all in the place of any value."""

import re
from pathlib import Path

import pytest

from ehsg_cli.rules.checking import check_data, check_file
from tests.helpers import EXAMPLES

FILES = sorted(EXAMPLES.glob("northbridge-[!2]*.yaml"))
VALUES = [
    "", "~", "true", "-1", "1e999", ".nan", "9" * 5000, '""', "[]", "{}", "[3]", "[[[~]]]", "{a: {b: [c]}}",
    "2023-02-30", "n/a", "'\u200d'", '"\\ud800"', "&a x", "|", f"{'[' * 70}{']' * 70}", "- x",
    "{? [a] : b}", "{3: 4}",
]  # fmt: skip
KEY = re.compile(r"([\w-]+): *([^\s,{}\[\]][^,{}\[\]\n]*)?")


def test_there_is_an_example_of_each() -> None:
    """A response, a plan, measures and a workforce table."""
    kinds = {check_file(str(path)).file.kind for path in FILES}
    assert kinds == {"response/1", "plan/1", "measures/1", "workforce/1"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_any_value_may_be_anything(path: Path) -> None:
    """Nothing is raised; every finding has a place in the text, words on one line, and something to do."""
    text = path.read_text(encoding="utf-8")
    seen: set[str] = set()
    for match in KEY.finditer(text):
        # One of each key will do, and none of a comment's.
        if match[1] in seen or text[text.rfind("\n", 0, match.start()) + 1 :].lstrip().startswith("#"):
            continue
        seen.add(match[1])
        for value in VALUES:
            # Beside no other file: each is judged by itself.
            mutated = f"{text[: match.start()]}{match[1]}: {value}{text[match.end() :]}"
            checked = check_data("/nowhere/file.yaml", mutated.encode())
            rows = mutated.split("\n")
            for finding in checked.findings:
                assert finding.span is not None
                assert 1 <= finding.span.line <= len(rows)
                assert 1 <= finding.span.column <= len(rows[finding.span.line - 1]) + 1
                assert "\n" not in finding.message + finding.hint
                finding.message.encode()
                finding.hint.encode()
            if checked.file.content is None:
                assert checked.findings
    assert len(seen) > 5


@pytest.mark.parametrize("kind", ["response/1", "plan/1", "measures/1", "workforce/1"])
@pytest.mark.parametrize(
    "rest", ["", "guide: ehsg-2022\n", "area: 3\n", "area: [[[]]]\n", "- x\n", "\t\n", "\0"]
)
def test_a_bare_head_is_told_what_it_lacks(kind: str, rest: str) -> None:
    """A note at the least."""
    assert check_data("/nowhere/file.yaml", f"ehsg: {kind}\n{rest}".encode()).findings


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_may_break_off_anywhere(path: Path) -> None:
    """Half a file gives findings or half a content, and raises nothing."""
    data = path.read_bytes()
    for end in range(0, len(data), 37):
        check_data("/nowhere/file.yaml", data[:end])
