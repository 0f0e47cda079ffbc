"""Mending: what can be mended is, and every other byte stays as it was."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Pointer, Severity, Span
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.rules.checking import check_data
from ehsg_cli.rules.mending import mend, with_replacements
from ehsg_cli.rules.outcomes import Checked
from tests.helpers import GATESHEAD, NORTHBRIDGE

HEAD = "ehsg: assessment/1\nguide: ehsg-2022\n"


def check_it(data: bytes) -> Checked:
    return check_data("/area.yaml", data, every=True)


def mended(text: str) -> str:
    return mend(text.encode(), check_it).data.decode()


def finding(span: tuple[int, int, int, int], replacement: str) -> Finding:
    return Finding("EH000", Severity.ERROR, "x", Pointer(("a",)), span=Span(*span), replacement=replacement)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("descriptors: {5.1: {score: '3'}}\n", "descriptors: {FV1: {score: 3}}\n"),
        ("priorities: [9.1, {id: '9.2', why: x}]\n", "priorities: [DA1, {id: DA2, why: x}]\n"),
        ('data_model: {submitted_level: "2"}  # 5\n', "data_model: {submitted_level: 2}  # 5\n"),
        ("status: Drfat\n", "status: draft\n"),
        ("status: draft  \n# x \n", "status: draft\n# x\n"),
        ("\u00e9: 1 \r\n# \u2028 \rstatus: DRAFT", "\u00e9: 1\r\n# \u2028\rstatus: draft"),
    ],
)
def test_what_is_mended(before: str, after: str) -> None:
    """Also a score below a key that was a form number; line ends and the last line stay as they are."""
    assert mended(HEAD + before) == HEAD + after
    assert mended("\ufeff" + HEAD + before) == "\ufeff" + HEAD + after


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}status: final\n",
        f"{HEAD}priorities: [9.1, DA1]\n",
        f"{HEAD}status: Draft\npriorities: [\n",
        "status: Draft\n",
        GATESHEAD,
        NORTHBRIDGE,
        "",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    """Sound files, files that cannot be read, and mistakes that take a person."""
    assert mended(text) == text


@pytest.mark.parametrize("data", [b"\xff\xfe", HEAD.encode() + b"status: Draft \nx: \xe9", b"\0 \n"])
def test_bytes_that_are_no_text_are_left_alone(data: bytes) -> None:
    """They could not be written back as they were."""
    assert mend(data, check_it).data == data


def test_what_was_hidden_by_a_mistake_shows_once_that_is_mended() -> None:
    """Spelled right, the status holds the file to more; under its id, a score is looked at."""
    result = mend(f"{HEAD}status: Submitted\ndescriptors: {{5.1: {{score: 2.5}}}}\n".encode(), check_it)
    assert result.data.decode() == f"{HEAD}status: submitted\ndescriptors: {{FV1: {{score: 2.5}}}}\n"
    assert result.fixed == {"EH107": 1, "EH204": 1}
    assert {"EH207", "EH110", "EH305"} <= {finding.code for finding in result.checked.findings}


def test_one_wrong_score_does_not_keep_form_numbers_from_being_mended() -> None:
    """Each is mended by itself."""
    text = f"{HEAD}descriptors:\n" + "".join(f"  5.{n}: {{score: {n / 2}}}\n" for n in range(1, 8))
    assert mended(text) == text.replace("  5.", "  FV")


def test_it_is_said_how_many_of_which_code() -> None:
    """In the order of the codes."""
    result = mend(f"{HEAD}status: Draft \npriorities: [9.1, 9.2]\n".encode(), check_it)
    assert list(result.fixed.items()) == [("EH017", 1), ("EH107", 1), ("EH204", 2)]


def test_more_trailing_spaces_than_are_told_are_mended_at_once() -> None:
    """What is told is capped for the reader, not for the file."""
    text = HEAD + " \n" * 350 + "status: draft\n"
    result = mend(text.encode(), check_it)
    assert result.data.decode() == HEAD + "\n" * 350 + "status: draft\n"
    assert result.fixed == {"EH017": 350}


def test_what_a_comment_suppresses_is_not_mended() -> None:
    """Whoever says why has looked at it."""
    text = f"{HEAD}status: Draft  # ehsg: ignore[EH107] as the board writes it\n"
    assert mended(text) == text


def test_of_overlapping_replacements_the_first_is_written() -> None:
    """The other finds its place anew, or none."""
    text, done = with_replacements(
        "abc\r\ndef\n", [finding((2, 1, 2, 3), "X"), finding((1, 2, 2, 2), "Y"), finding((2, 4, 2, 4), "!")]
    )
    assert (text, len(done)) == ("aYef!\n", 2)


# Slips that can be mended, slips that cannot, and what breaks programs: a pattern and what replaces it.
SLIPS = [
    (r"^  FV(\d):", r"  5.\1:"), (r"^  CO(\d):", r'  "7.\1":'), (r"score: (\d)", r'score: "\1"'),
    (r"score: (\d)", r"score: '\1'"), (r"score: (\d)", r"score: \1.0"), (r"score: (\d)", r"score: &a \1"),
    (r"submitted_level: (\d)", r"submitted_level: '\1'"), (r"status: (\w)", r"status: X\1"),
    (r"status: \w+", "status: Draft"), (r"status: submitted", "status: SUBMITED"),
    (r"priorities: .*", "priorities: [9.1, 9.1, DA2, '9.3', {id: 9.4}]"), (r"DA(\d)([,\]])", r"9.\1\2"),
    (r"$", " "), (r"$", "  "), (r"$", "\t "), (r"\n", "\r\n"), (r"\n", "\r"), (r"\n\Z", ""),
    (r"$", " \u2028"), (r": \|-$", ": |- "), (r": \|-$", ": >-"), (r": \|-$", ": |2-"),
    (r"^      ", "        "),
    (r"^    ", "\t"),
    (r"^", "\ufeff"), (r"score: \d", "score: "), (r"^  FV2:", "  FV1:"), (r"^  FV(\d):", r"  ? 5.\1\n  :"),
    (r"#", "# ehsg: ignore[EH204, EH017]"), (r"e", "\u00e9"), (r"area:", "area: ["), (r"^$", "   "),
]  # fmt: skip


def _texts(assessment: Assessment) -> Counter[str]:
    """The texts of an assessment, less spaces and tabs at line ends."""
    return Counter(
        re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE).strip()
        for entry in assessment.entries.values()
        for text in (entry.evidence, entry.next_steps)
        if text
    )


@settings(deadline=None, max_examples=120)
@given(data=st.data())
def test_mending_a_real_file_with_slips_in_it(data: st.DataObject) -> None:
    """Nothing but places of findings changes, no text is lost, it reads as before, and once is enough."""
    text = data.draw(st.sampled_from([GATESHEAD, NORTHBRIDGE]))
    for pattern, replacement in data.draw(st.lists(st.sampled_from(SLIPS), min_size=1, max_size=4)):
        places = list(re.finditer(pattern, text, re.MULTILINE))
        if not places:
            continue
        chosen = data.draw(st.sampled_from(["one", "all"]))
        match = data.draw(st.sampled_from(places))
        if chosen == "all":
            text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
        else:
            text = text[: match.start()] + match.expand(replacement) + text[match.end() :]
    before = text.encode()
    first = check_it(before)
    mendable: set[int] = set()

    def watched(data: bytes) -> Checked:
        checked = check_it(data)
        mendable.update(f.span.line for f in checked.findings if f.span and f.replacement is not None)
        return checked

    result = mend(before, watched)
    second = mend(result.data, check_it)
    assert second.data == result.data
    assert second.fixed == {}
    unreadable = {finding.code for finding in first.findings if CATALOGUE[finding.code].unreadable}
    assert {f.code for f in result.checked.findings if CATALOGUE[f.code].unreadable} <= unreadable
    if result.data == before:
        return
    # A replacement stands on one line, so lines keep their numbers: none has changed but those told of.
    old, new = re.split(rb"\r\n|\r|\n", before), re.split(rb"\r\n|\r|\n", result.data)
    assert re.findall(rb"\r\n|\r|\n", before) == re.findall(rb"\r\n|\r|\n", result.data)
    assert {n for n, pair in enumerate(zip(old, new, strict=True), 1) if pair[0] != pair[1]} <= mendable
    one, other = first.file.content, result.checked.file.content
    assert isinstance(other, Assessment) == isinstance(one, Assessment)
    if isinstance(one, Assessment) and isinstance(other, Assessment):
        assert _texts(one) <= _texts(other)
