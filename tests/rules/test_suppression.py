"""Findings that a comment suppresses, and what is said of comments that do not."""

import pytest
from hypothesis import given, settings, strategies as st

from ehsg_cli.reading import read_data
from ehsg_cli.rules import CATALOGUE, check
from tests.helpers import NORTHBRIDGE, changed
from tests.rules.conftest import HEAD, Findings

# What a file this small leaves out, and no more.
MISSING = {"EH110", "EH111", "EH205", "EH206", "EH303", "EH305"}


def told(findings: Findings, text: str) -> list[tuple[str, int, int]]:
    found = findings(text.encode())
    return [(f.code, f.span.line, f.span.column) for f in found if f.span and f.code not in MISSING]


BLOCK = "descriptors:\n  FV1:\n    working_well: |-{header}\n      Told.\n      # {inside}\n{below}"


@pytest.mark.parametrize(
    "text",
    [
        "descriptors:\n  FV1:\n    score: 6  # ehsg: ignore[EH202] agreed by the board\n",
        "descriptors:\n  FV1:\n    # ehsg: ignore[EH202] agreed\n    score: 6\n",
        "descriptors:\n  FV1:\n    # ehsg: ignore[EH202] agreed\n    # more\n  # yet more\n    score: 6\n",
        "descriptors:\n  FV1:\n    score: 6  # so high? # ehsg: ignore[EH202] agreed\n",
        "descriptors: {FV1: {score: 6}}  # ehsg: ignore[EH401, EH202 ,EH103] agreed\n",
        "# ehsg: ignore[EH202] agreed\ndescriptors: {FV1: {score: 6}}",
        "##  ehsg:  ignore[EH202]: agreed\ndescriptors: {FV1: {score: 6}}\n",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_on_the_line_or_directly_above_it(findings: Findings, text: str, end: str) -> None:
    """Also above further comments, and behind another comment on the line."""
    assert told(findings, (HEAD + text).replace("\n", end)) == []


@pytest.mark.parametrize(
    "text",
    [
        "# ehsg: ignore[EH202] too far above\n\ndescriptors: {FV1: {score: 6}}\n",
        "descriptors: {FV1: {score: 6}}\n# ehsg: ignore[EH202] below\n",
        "priorities: [] # ehsg: ignore[EH202] behind another value\ndescriptors: {FV1: {score: 6}}\n",
        "descriptors:\n  FV2:  # ehsg: ignore[EH202] the one beside it\n  FV1: {score: 6}\n",
        "descriptors:\n  FV1:\n    working_well: x  # ehsg: ignore[EH202] a key beside it\n    score: 6\n",
    ],
)
def test_elsewhere_it_suppresses_nothing(findings: Findings, text: str) -> None:
    """A comment speaks for its line, or for the next one."""
    assert "EH202" in {code for code, *_ in told(findings, HEAD + text)}


def test_what_is_said_of_words_in_a_text_is_suppressed_at_its_key(findings: Findings) -> None:
    """On the line that opens the block, or above it; a line within is text."""
    inside = "ehsg: ignore[EH401] no"
    plain = HEAD + BLOCK.format(header="", inside=inside, below="")
    assert [code for code, *_ in told(findings, plain)] == ["EH401"]
    on = HEAD + BLOCK.format(header="  # ehsg: ignore[EH401] meant", inside=inside, below="")
    assert told(findings, on) == []
    above = plain.replace("    working_well", "    # ehsg: ignore[EH401] meant\n    working_well")
    assert told(findings, above) == []


INSIDE = """descriptors:{group}
  {above}
  FV1:{entry}
    score: 6
    working_well:
  FV2:
    score: 3
priorities:
  - id: DA1{item}
    why: >-
      Ring 07700 900123
"""


@pytest.mark.parametrize(
    ("place", "comment", "left"),
    [
        ("entry", "# ehsg: ignore[EH402, EH202] x", {(8, "EH402")}),
        ("above", "# ehsg: ignore[EH402, EH202] x", {(8, "EH402")}),
        ("group", "# ehsg: ignore[EH402, EH202] x", set()),
        ("item", "# ehsg: ignore[EH505] x", {(6, "EH202"), (8, "EH402")}),
    ],
)
def test_at_a_key_it_suppresses_what_is_told_of_anything_inside(
    findings: Findings, place: str, comment: str, left: set[tuple[int, str]]
) -> None:
    """Advice and errors alike, on whatever line; of another entry nothing, and it is not called needless."""
    blank = {"group": "", "above": "# a comment", "entry": "", "item": ""}
    text = HEAD + INSIDE.format(**(blank | {place: comment if place == "above" else f"  {comment}"}))
    found = findings(text.encode())
    told = {(f.span.line, f.code) for f in found if f.span and f.code in ("EH202", "EH402")}
    assert told == left
    assert ("EH505" in {f.code for f in found}) == (place != "item")
    assert not {"EH015", "EH016"} & {f.code for f in found}


@pytest.mark.parametrize("code", ["EH015", "EH016"])
@pytest.mark.parametrize("evidence", ["", "    working_well:\n"])
def test_the_example_of_the_page_works(findings: Findings, code: str, evidence: str) -> None:
    """In a file as `ehsg new` writes it, where the evidence has a line, and where it has none."""
    example = next(b for b in CATALOGUE[code].page.split("\n\n") if b.startswith("    "))
    lines = [line[2:] for line in example.splitlines()]
    text = f"{HEAD}descriptors:\n" + "\n".join(lines) + f"\n    score: 2\n{evidence}"
    assert not {"EH402", "EH015", "EH016"} & {f.code for f in findings(text.encode())}


@pytest.mark.parametrize(
    "comment",
    [
        "# EHSG: Ignore[EH206] x",
        "# Ehsg: ignore[EH206] x",
        "# ehsg: IGNORE[eh206] x",
        "# Our note. ehsg: ignore[EH206] x",
        "# ehsg told us so. ehsg: ignore[EH206] x",
        "#ehsg:ignore[ Eh206 ] x",
    ],
)
def test_capitals_and_words_in_front_make_no_difference(findings: Findings, comment: str) -> None:
    """All of these work."""
    found = {f.code for f in findings(f"{HEAD}descriptors:\n  FV1:\n    score:  {comment}\n".encode())}
    assert not {"EH206", "EH015", "EH016"} & found


@pytest.mark.parametrize(
    ("comment", "hint"),
    [
        ("# ehsg: disable[eh206] x", "did you mean `# ehsg: ignore[EH206] the reason`?"),
        ("# ehsg: ignored", "did you mean `# ehsg: ignore[CODE] the reason`?"),
        ("# ehsg: ignore[EH2O6] x", "did you mean EH206?"),
    ],
)
def test_what_was_meant_is_told(findings: Findings, comment: str, hint: str) -> None:
    """To be copied."""
    assert [f.hint for f in findings(f"{comment}\n{HEAD}".encode()) if f.code == "EH016"] == [hint]


@pytest.mark.parametrize(
    "comment",
    [
        *("# ehsg explain EH206 says more", "# ehsg: see EH206", "# ehsg: assessment/1", "# made with ehsg"),
        *("# we ignore[EH206] this", "# see ../.ehsg/names.txt", "# dehsg: ignore[EH206] x", "# ehsg: " * 99),
        *("#" * 99_999, "# ehsg" + " " * 99_999, "# ehsg a " * 20_000),
    ],
    ids=lambda comment: comment[:20],
)
def test_a_comment_that_only_speaks_of_ehsg_is_left_alone(findings: Findings, comment: str) -> None:
    """However long it is."""
    assert not {"EH015", "EH016"} & {f.code for f in findings(f"{comment}\n{HEAD}".encode())}


def test_what_is_missing_is_suppressed_at_its_nearest_ancestor(findings: Findings) -> None:
    """That is where it is told of: all missing descriptors at the line of their group."""
    text = f"{HEAD}descriptors: {{}}  # ehsg: ignore[EH205] only two sections were asked for\n"
    assert "EH205" not in {f.code for f in findings(text.encode())}
    text = f"# ehsg: ignore[EH305, EH110] later\n{HEAD}"
    assert {"EH305", "EH110"} & {f.code for f in findings(text.encode())} == set()


def test_only_the_code_that_it_names(findings: Findings) -> None:
    """A finding of another code on the same line is told."""
    text = "descriptors: {FV1: {score: 6}, XX: {}}  # ehsg: ignore[EH202] agreed\n"
    assert [code for code, *_ in told(findings, HEAD + text)] == ["EH203"]


@pytest.mark.parametrize(
    ("comment", "code", "column", "message"),
    [
        ("# ehsg: ignore EH202 agreed", "EH016", 3, "begins like a suppression and names no code"),
        ("# ehsg: ignore", "EH016", 3, "begins like a suppression and names no code"),
        ("# ehsg:ignore[EH202", "EH016", 3, "begins like a suppression and names no code"),
        ("# ehsg: ignore[] agreed", "EH016", 16, "names no code"),
        ("# ehsg: ignore[EH2O2] agreed", "EH016", 16, "EH2O2 is no code"),
        ("# ehsg: ignore[eh2o2] agreed", "EH016", 16, "EH2O2 is no code"),
        ("# ehsg: disable[EH206] x", "EH016", 3, "looks like a suppression, and suppresses nothing"),
        ("# EHSG: Ignored[eh206] x", "EH016", 3, "looks like a suppression, and suppresses nothing"),
        ("# ehsg: ingore EH206 x", "EH016", 3, "looks like a suppression, and suppresses nothing"),
        ("# ehsg ignore[EH206] x", "EH016", 3, "looks like a suppression, and suppresses nothing"),
        ("# ehsg: ignore-next-line[EH206] x", "EH016", 3, "looks like a suppression, and suppresses nothing"),
        ("# ehsg: ignore[EH006] agreed", "EH016", 16, "EH006 keeps a file from being read"),
        ("# ehsg: ignore[EH401]", "EH016", 3, "gives no reason"),
        ("# ehsg: ignore[EH401] - ", "EH016", 3, "gives no reason"),
        ("# ehsg: ignore[EH401] agreed", "EH015", 16, "suppresses EH401, and no EH401 is found here"),
    ],
)
def test_what_does_not_work_is_told(
    findings: Findings, comment: str, code: str, column: int, message: str
) -> None:
    """Where, what is wrong, and what to write."""
    found = findings(f"{comment}\n{HEAD}status: draft\n".encode())
    (finding,) = (f for f in found if f.code == code and f.span and f.span.column == column)
    assert message in finding.message
    assert finding.hint


def test_without_a_reason_it_works_and_is_a_note(findings: Findings) -> None:
    """The finding is gone, and the missing reason is told as lightly as can be."""
    found = findings(f"{HEAD}descriptors: {{FV1: {{score: 6}}}}  # ehsg: ignore[EH202]\n".encode())
    assert "EH202" not in {f.code for f in found}
    assert [f.severity.value for f in found if f.code == "EH016"] == ["note"]


def test_of_several_codes_the_needless_one_is_named(findings: Findings) -> None:
    """The other one is left in peace."""
    text = f"{HEAD}descriptors: {{FV1: {{score: x}}}}  # ehsg: ignore[EH202] agreed\nstatus: draft"
    assert told(findings, text) == []
    text = "# ehsg: ignore[EH110, EH401] the name comes later\n" + HEAD
    assert told(findings, text) == [("EH015", 1, 23)]


@pytest.mark.parametrize(
    "text",
    [
        # Not judged to the end, so that nobody knows what would be found.
        f"{HEAD}area: [  # ehsg: ignore[EH401] x\n",
        "ehsg: assessment/1\nguide: no-such\nstatus: draft  # ehsg: ignore[EH401] x\n",
        f"{HEAD}descriptors:\n  FV1:  # ehsg: ignore[EH402] the survey is under way\n    score: '3'\n",
    ],
)
def test_nothing_is_called_needless_in_a_file_that_is_not_sound(findings: Findings, text: str) -> None:
    """A score that cannot be read lacks no evidence yet."""
    assert "EH015" not in {f.code for f in findings(text.encode())}


def test_what_keeps_a_file_from_being_read_cannot_be_suppressed(findings: Findings) -> None:
    """Neither a fault in the YAML nor a key that stands twice."""
    for text in (
        f"{HEAD}area: name: x  # ehsg: ignore[EH006] x\n",
        f"{HEAD}status: draft\nstatus: draft  # ehsg: ignore[EH013] x\n",
        f"{HEAD}area: &a {{name: x}}  # ehsg: ignore[EH011] x\n",
    ):
        assert {"EH006", "EH013", "EH011"} & {f.code for f in findings(text.encode())}


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_from_inside_a_text_nothing_is_ever_suppressed(data: st.DataObject) -> None:
    """The same words put into any line of any text change no finding but those about that text itself."""
    text = changed(NORTHBRIDGE, "status: submitted", "status: final")
    lines = text.split("\n")
    inside = [n for n, line in enumerate(lines) if line.startswith("      ") and "- {" not in line]
    number = data.draw(st.sampled_from(inside))
    codes = data.draw(st.sampled_from(["EH107", "EH308", "EH107, EH308, EH401"]))
    comment = data.draw(st.sampled_from(["# ", " # ", "## ", "x # "])) + f"ehsg: ignore[{codes}] x"
    lines[number] = lines[number] + " " + comment if data.draw(st.booleans()) else "      " + comment.lstrip()
    before = {(f.code, f.message) for f in check(read_data("a.yaml", text.encode()))}
    after = check(read_data("a.yaml", "\n".join(lines).encode()))
    assert before <= {(f.code, f.message) for f in after}
    assert not {"EH015", "EH016"} & {f.code for f in after}
