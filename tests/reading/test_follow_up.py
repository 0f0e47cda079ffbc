"""What can be wrong under `follow_up` and with an area's predecessors, and what is read all the same."""

import pytest

from ehsg_cli.assessment import Assessment
from ehsg_cli.reading import read_data

HEAD = "ehsg: assessment/1\nguide: ehsg-2022\n"


def read(text: str) -> tuple[Assessment, list[tuple[str, str, str, str]]]:
    """The assessment, and of each finding its code, place, message and hint."""
    loaded = read_data("area.yaml", f"{HEAD}{text}".encode())
    assert isinstance(loaded.content, Assessment)
    return loaded.content, [(f.code, str(f.pointer), f.message, f.hint) for f in loaded.findings]


def test_it_is_read_by_the_ids_of_descriptors() -> None:
    """An outcome and a sentence; blank is not given."""
    said, found = read(
        "follow_up:\n  DA5: {outcome: not-done, note: The post was vacant.}\n"
        "  FV1:\n  WF1: {outcome: , note: ' '}\n"
    )
    assert found == []
    assert {id: (each.outcome, each.note) for id, each in said.follow_up.items()} == {
        "DA5": ("not-done", "The post was vacant."),
        "WF1": (None, None),
    }


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("not done", "did you mean not-done? write done, partly, not-done or stopped"),
        ("partial", "did you mean partly? write done, partly, not-done or stopped"),
        ("Done", "did you mean done? write done, partly, not-done or stopped"),
        ("4", "write done, partly, not-done or stopped"),
        ("true", "write done, partly, not-done or stopped"),
    ],
)
def test_another_word_is_told_with_the_words_there_are(written: str, hint: str) -> None:
    """The sentence beside it is kept."""
    said, found = read(f"follow_up: {{DA5: {{outcome: {written}, note: Yes.}}}}\n")
    assert found == [("EH107", "follow_up.DA5.outcome", f'outcome cannot be "{written}"', hint)]
    assert said.follow_up["DA5"].note == "Yes."


@pytest.mark.parametrize("key", ["9.5", '"9.5"', "'9.5'"])
def test_a_form_number_is_told_once_with_the_id_that_belongs_there(key: str) -> None:
    """With quotation marks or without."""
    said, found = read(f"follow_up: {{{key}: {{outcome: done}}}}\n")
    assert [(code, hint) for code, _, _, hint in found] == [("EH204", "write DA5 in place of 9.5")]
    assert said.follow_up == {}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("follow_up: {XX1: {outcome: done}, DA5: {outcome: done}}\n", ["EH203"]),
        ("follow_up: {7: {outcome: done}, DA5: {outcome: done}}\n", ["EH014"]),
        ("follow_up: {WF1: done, DA5: {outcome: done}}\n", ["EH104"]),
        ("follow_up: {WF1: [done], DA5: {outcome: done}}\n", ["EH104"]),
        ("follow_up: {WF1: {outcome: [done], said: x}, DA5: {outcome: done}}\n", ["EH103", "EH104"]),
        ("follow_up: {DA5: {outcome: done, note: 2}}\n", ["EH104"]),
    ],
)
def test_one_mistake_takes_nothing_else_away(text: str, codes: list[str]) -> None:
    """The rest is read."""
    said, found = read(text)
    assert sorted(code for code, *_ in found) == codes
    assert said.follow_up["DA5"].outcome == "done"


def test_a_list_in_place_of_the_group_is_told_and_the_file_read_on() -> None:
    """As people write it who have the list of priorities before their eyes."""
    said, found = read("follow_up: [DA5]\nperiod: 2023\n")
    assert [(code, at) for code, at, *_ in found] == [("EH104", "follow_up")]
    assert (said.follow_up, said.period) == ({}, "2023")


def test_predecessors_are_read_each_by_itself() -> None:
    """One that is wrong leaves a blank in its place."""
    said, found = read(
        "area:\n  name: Northbridge\n  predecessors:\n    - {name: Vale, code: E07000001, boundaries: same}\n"
        "    - Dale\n    - {name: Hill, boundaries: moved, since: 2019}\n    -\n"
    )
    assert [(code, at) for code, at, *_ in found] == [
        ("EH104", "area.predecessors.1"),
        ("EH107", "area.predecessors.2.boundaries"),
        ("EH103", "area.predecessors.2.since"),
    ]
    names = [each and each.name for each in said.area.predecessors]
    assert names == ["Vale", None, "Hill", None]


def test_a_name_in_place_of_the_list_is_told() -> None:
    """The name alone says nothing on its boundaries."""
    said, found = read("area: {name: Northbridge, predecessors: Vale}\n")
    assert [(code, at) for code, at, *_ in found] == [("EH104", "area.predecessors")]
    assert (said.area.name, said.area.predecessors) == ("Northbridge", ())


@pytest.mark.parametrize("kind", ["response/1", "plan/1", "measures/1", "workforce/1"])
def test_only_an_assessments_area_has_predecessors(kind: str) -> None:
    """The other files belong to an assessment, which says it for all of them."""
    text = f"ehsg: {kind}\nguide: ehsg-2022\narea: {{name: Northbridge, predecessors: [{{name: Vale}}]}}\n"
    found = read_data("other.yaml", text.encode()).findings
    assert [(f.code, str(f.pointer)) for f in found] == [("EH103", "area.predecessors")]
