"""When it was agreed and sent, who may see it, and priorities: what is noted, and where nothing is."""

import pytest

from tests.rules.conftest import HEAD, Findings

CODES = {"EH115", "EH116", "EH117", "EH118", "EH310", "EH311", "EH503"}


def codes(findings: Findings, *lines: str) -> set[str]:
    data = HEAD + "".join(f"{line}\n" for line in lines)
    return {f.code for f in findings(data.encode())} & CODES


ANSWERS = "sharing: {dfe: acknowledged, coordinators: confirmed, departments: declined}"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # the day it was sent
        (["status: submitted", ANSWERS], {"EH115"}),
        (["status: submitted", "submitted: 2022-07-29", ANSWERS], set()),
        (["status: submitted", "submitted: 29/07/2022", ANSWERS], set()),
        (["status: draft"], set()),
        (["submitted:"], set()),
        # a draft that has been sent
        (["submitted: 2022-07-29"], {"EH118"}),
        (["status: draft", "submitted: 2022-07-29"], {"EH118"}),
        (["status: agreed", "submitted: 2022-07-29", "agreed: {by: Board}", ANSWERS], {"EH118"}),
        # who agreed
        (["status: agreed", ANSWERS], {"EH116"}),
        (["status: agreed", "agreed: {date: 2022-06-30}", ANSWERS], {"EH116"}),
        (["status: agreed", "agreed: {by: Board}", ANSWERS], set()),
        (["status: agreed", "agreed: {by: 7}", ANSWERS], set()),
        (["status: agreed", "agreed: Board", ANSWERS], set()),
        # agreed and sent
        (["status: submitted", "submitted: 2022-07-29", "agreed: {date: 2022-07-30}", ANSWERS], {"EH117"}),
        (["status: submitted", "submitted: 2022-07-29", "agreed: {date: 2022-07-29}", ANSWERS], set()),
        (["status: submitted", "submitted: 2022-07-29", "agreed: {date: 2022-06-30}", ANSWERS], set()),
        # the data survey
        (["status: submitted", "submitted: 2022-07-29", "data_model: {as_at: 2022-08}", ANSWERS], {"EH311"}),
        (["status: submitted", "submitted: 2022-07-29", "data_model: {as_at: 2023}", ANSWERS], {"EH311"}),
        (
            ["status: submitted", "submitted: 2022-07-29", "data_model: {as_at: 2022-07-30}", ANSWERS],
            {"EH311"},
        ),
        (["status: submitted", "submitted: 2022-07-29", "data_model: {as_at: 2022-07}", ANSWERS], set()),
        (["status: submitted", "submitted: 2022-07-29", "data_model: {as_at: 2022}", ANSWERS], set()),
        (["status: submitted", "submitted: 2022-07-29", "data_model: {as_at: 2021-09}", ANSWERS], set()),
        (["data_model: {as_at: 2030}"], set()),
        # permissions
        (["status: submitted", "submitted: 2022-07-29"], {"EH503"}),
        (["status: submitted", "submitted: 2022-07-29", "sharing:"], {"EH503"}),
        (["status: submitted", "submitted: 2022-07-29", "sharing: {dfe: acknowledged}"], {"EH503"}),
        (["status: submitted", "submitted: 2022-07-29", "sharing: {coordinators: yes}"], set()),
        (["sharing:"], set()),
    ],
)
def test_dates_and_permissions(findings: Findings, lines: list[str], expected: set[str]) -> None:
    """Each where it stands to reason, and not where what stands there has already been found wrong."""
    assert codes(findings, *lines) == expected


def test_the_audiences_without_an_answer_are_named(findings: Findings) -> None:
    """In one note, at the group; its hint shows an answer that the first of them takes."""
    data = f"{HEAD}status: agreed\nsharing:\n  dfe: acknowledged\n  departments:\n".encode()
    (found,) = (f for f in findings(data) if f.code == "EH503")
    who = "Supporting Families Co-ordinators or Other Government Departments"
    assert found.message == f"no answer is recorded on sharing with {who}"
    assert "`coordinators: confirmed`" in found.hint
    assert str(found.pointer) == "sharing.coordinators"


@pytest.mark.parametrize(
    ("score", "priorities", "expected"),
    [
        ("5", "[WF6]", ["priorities.0"]),
        ("5", "[DA1, {id: WF6, why: Keep it there}]", ["priorities.1"]),
        ("4", "[WF6]", []),
        ("", "[WF6]", []),
        ("6", "[WF6]", []),
        ("5", "[DA1]", []),
        ("5", "[WF9]", []),
        ("5", "", []),
    ],
)
def test_a_priority_at_the_top_is_noted(
    findings: Findings, score: str, priorities: str, expected: list[str]
) -> None:
    """Which one, and where its score stands."""
    data = f"{HEAD}descriptors: {{WF6: {{score: {score}}}}}\npriorities: {priorities}\n".encode()
    found = [f for f in findings(data) if f.code == "EH310"]
    assert [str(f.pointer) for f in found] == expected
    assert all(str(f.related[0].pointer) == "descriptors.WF6.score" for f in found)
