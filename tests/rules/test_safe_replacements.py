"""A replacement stays with a finding only where it can be written unasked."""

import pytest

from tests.rules.conftest import HEAD, Findings


def replacements(findings: Findings, text: str) -> list[tuple[str, str]]:
    found = findings(f"{HEAD}{text}".encode())
    return [(f.code, f.replacement) for f in found if f.replacement is not None and f.code != "EH017"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("descriptors: {5.1: {score: 1}}\n", [("EH204", "FV1")]),
        ('descriptors: {"5.1": {score: 1}}\n', [("EH204", "FV1")]),
        ("descriptors:\n  5.1:\n    score: 1\n", [("EH204", "FV1")]),
        ("priorities: [9.1, '9.2']\n", [("EH204", "DA1"), ("EH204", "DA2")]),
        ("priorities: [{id: 9.1, why: x}]\n", [("EH204", "DA1")]),
        ("descriptors: {FV1: {score: '3'}, FV2: {score: \"4\"}}\n", [("EH202", "3"), ("EH202", "4")]),
        ('data_model: {submitted_level: "2"}\n', [("EH307", "2")]),
        ("status: Draft\n", [("EH107", "draft")]),
        ("status: 'DRAFT '\n", [("EH107", "draft")]),
        ("status: submited\n", [("EH107", "submitted")]),
        ("status: drfat\n", [("EH107", "draft")]),
        ("status: agreeed\n", [("EH107", "agreed")]),
    ],
)
def test_what_can_be_mended(findings: Findings, text: str, expected: list[tuple[str, str]]) -> None:
    """Form numbers, scores and levels in quotation marks, and slips in a status."""
    assert replacements(findings, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # The id stands there already, or would stand there twice.
        "descriptors: {FV1: {score: 1}, 5.1: {score: 2}}\n",
        "priorities: [9.1, DA1]\n",
        "priorities: [{id: 9.1, why: x}, DA1]\n",
        "priorities: [DA1, {id: 9.1}]\n",
        # Something else stands at its place.
        "descriptors: {&a 5.1: {score: 1}}\n",
        "status: |-\n  Draft\n",
        'descriptors: {FV1: {score: !!str "3"}}\n',
        # It is no slip of one letter, or not the only one it could be.
        "status: final\n",
        "status: drxxt\n",
        "status: ''\n",
        "descriptors: {FV1: {score: 3.0}}\n",
        "descriptors: {FV1: {score: ' 3'}}\n",
        "descriptors: {FV1: {score: '6'}}\n",
        "descriptors: {FV1: {score: n/a}}\n",
        "data_model: {submitted_level: '9'}\n",
        "data_model: {submitted_level: 2.0}\n",
        # Not a status.
        "sharing: {coordinators: Confirmed}\n",
        # What cannot be read to its end.
        "status: Draft\npriorities: [\n",
    ],
)
def test_what_is_left_to_a_person(findings: Findings, text: str) -> None:
    """Where it would not do, the finding is only told."""
    assert replacements(findings, text) == []


def test_of_two_that_would_become_one_the_first_is_mended(findings: Findings) -> None:
    """The second stays as it is, and stays an error."""
    assert replacements(findings, "priorities: [9.1, 9.1, 9.2]\n") == [("EH204", "DA1"), ("EH204", "DA2")]


def test_in_a_file_that_is_not_utf8_nothing_is(findings: Findings) -> None:
    """Its text as read is not its text as it stands."""
    found = findings(f"{HEAD}status: Draft\narea: {{name: Caf\xe9}}\n".encode("latin-1"))
    assert "EH107" in {f.code for f in found}
    assert all(f.replacement is None for f in found)
