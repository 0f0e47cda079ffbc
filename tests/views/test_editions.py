"""Two editions side by side, as people and programs read them."""

from collections.abc import Iterator
from itertools import pairwise

from ehsg_cli import load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.compare.editions import SideBySide, side_by_side
from ehsg_cli.guide.crosswalks import Crossing, Link
from ehsg_cli.reading.crossings import load_crossing
from ehsg_cli.render.editions import editions_object, editions_rows
from ehsg_cli.views.blocks import Facts, Heading, Part, Points, Sentence
from ehsg_cli.views.editions import edition_parts, edition_title
from ehsg_cli.views.tables import Table

OLD, NEW = load_guide("ehsg-2020"), load_guide("ehsg-2022")


def told(way: Crossing | None = None, *, back: bool = False) -> SideBySide:
    """An assessment of each edition: some answers of each, the rest blank."""
    old = Assessment.model_validate(
        {
            "ehsg": "assessment/1",
            "guide": "ehsg-2020",
            "area": {"name": "North\nbridge"},
            "period": "2020",
            "entries": {"FA1": {"answer": 2, "evidence": "=1+1"}, "CY7": {"answer": 0}, "DM1": {"answer": 3}},
        }
    )
    new = Assessment.model_validate(
        {
            "ehsg": "assessment/1",
            "guide": "ehsg-2022",
            "area": {"name": "North\nbridge"},
            "period": "2022",
            "entries": {"FV2": {"answer": 4}, "FV5": {"answer": 0}},
        }
    )
    way = way or load_crossing("ehsg-2020", "ehsg-2022")
    return side_by_side(new, NEW, old, OLD, way) if back else side_by_side(old, OLD, new, NEW, way)


def tables(parts: tuple[Part, ...]) -> dict[str, list[tuple[str, ...]]]:
    found = (block for part in parts for block in part.blocks if isinstance(block, Table))
    return {each.caption: [tuple(cell.text for cell in row) for row in each.rows] for each in found}


def sentences(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Sentence):
                yield block.text
            elif isinstance(block, Facts):
                yield from (f"{fact.label}: {fact.text}" for fact in block.rows)
            elif isinstance(block, Points):
                yield from (block.lead, *block.items)


def answers(parts: tuple[Part, ...]) -> dict[str, dict[str, str]]:
    """What stands under each heading of the answers: labels and what they say."""
    (part,) = (each for each in parts if each.id == "answers")
    found: dict[str, dict[str, str]] = {}
    for block, after in pairwise(part.blocks):
        if isinstance(block, Heading) and isinstance(after, Facts):
            found[block.text] = {fact.label: fact.text for fact in after.rows}
    return found


def test_both_answers_stand_together_each_as_its_edition_says_it() -> None:
    """A word under a number; what is blank is said as each edition says it; no third figure."""
    found = answers(edition_parts(told()))
    first = found["FV2 (5.2) One Lead Practitioner (2022: 4)"]
    assert list(first) == ["FA1 One worker", "FA5 Strengths-based relationships"]
    assert first["FA1 One worker"].startswith("mostly yes (2020). Broader: Both ask whether families know")
    assert first["FA5 Strengths-based relationships"].startswith("not answered (2020). ")
    assert "FV6 (5.6) Access to support (2022: not scored)" in found
    assert all(" (2020). " in text for facts in found.values() for text in facts.values())


def test_what_has_no_like_is_listed_with_its_answer_and_why() -> None:
    """On both sides; a 0 is an answer, and not a blank."""
    found = tables(edition_parts(told()))
    assert found["Questions of 2020 alone"] == [
        (
            "CY7 Businesses and their communities",
            "no",
            "No descriptor of 2022 asks what businesses do for their communities.",
        )
    ]
    assert found["Descriptors of 2022 alone"][0][:2] == ("FV5 (5.5) One team around the family", "0")


def test_both_scales_and_whose_reading_it_is_are_said_first() -> None:
    """Before any answer, in the first part."""
    parts = edition_parts(told())
    said = list(sentences(parts[:1]))
    assert said[:2] == [
        "Early Help System Guide 2020: 2020, answered on the scale no, mostly no, mostly yes or yes",
        "Early Help System Guide 2022: 2022, answered on the scale 0 to 5",
    ]
    whole = " ".join(said)
    assert "none is converted into the other" in whole
    assert "a reading of them, and not official. It was made by: The ehsg project." in whole
    assert (
        "Broader: the descriptor of 2022 asks for what the question of 2020 asks for, and for more." in whole
    )
    assert edition_title(told()) == (
        "North bridge: Early Help System Guide 2020 beside Early Help System Guide 2022"
    )


def test_backwards_every_word_changes_sides() -> None:
    """The questions are the frame then, and what was broader is narrower."""
    found = answers(edition_parts(told(back=True)))["FA1 One worker (2020: mostly yes)"]
    assert found["FV2 (5.2) One Lead Practitioner"].startswith("4 (2022). Narrower: ")


def test_a_side_on_which_all_have_a_home_says_so() -> None:
    """Rather than an empty table; a reason that a file made up cannot break the line."""
    links = (Link("FA1", "FV2", "same", "One\n\x1b[31mtwo."),)
    parts = edition_parts(told(Crossing("ehsg-2020", "ehsg-2022", "Us\nall", links, {}, {})))
    said = list(sentences(parts))
    assert "All questions of 2020 have a like in 2022." in said
    assert "All descriptors of 2022 have a like in 2020." in said
    assert tables(parts) == {}
    assert list(answers(parts)) == ["FV2 (5.2) One Lead Practitioner (2022: 4)"]
    assert "FA1 One worker: mostly yes (2020). Same: One ␛[31mtwo." in said
    assert any(sentence.endswith("It was made by: Us all") for sentence in said)


def test_as_data_each_answer_is_as_its_file_has_it() -> None:
    """A word as a word, a score as a number, a blank as null; texts as typed; and no mean anywhere."""
    data = editions_object(told())
    assert data["old_guide"]["scale"] == ["no", "mostly no", "mostly yes", "yes"]
    assert data["new_guide"]["scale"] == [0, 1, 2, 3, 4, 5]
    assert data["official"] is False
    line = next(line for line in data["lines"] if line["old"]["id"] == "FA1")
    assert (line["old"]["answer"], line["old"]["evidence"], line["new"]["answer"]) == (
        "mostly yes",
        "=1+1",
        4,
    )
    assert [each["answer"] for each in data["without_home"]["old"]] == ["no"]
    assert [each["answer"] for each in data["without_home"]["new"]] == [0]
    assert len(data["lines"]) == len(told().pairs)


def test_as_rows_every_line_and_what_has_no_like() -> None:
    """As many cells in each row as the heading has; a blank answer is an empty cell, not a 0."""
    head, *rows = editions_rows(told())
    assert {len(row) for row in rows} == {len(head)}
    assert len(rows) == len(told().pairs) + 2
    by_id = {(row[1], row[7]): row for row in rows}
    assert by_id["FA1", "FV2"][3:5] == ("mostly yes", "broader")
    assert by_id["FA6", "FV6"][9] == ""
    assert by_id["CY7", ""][3:6] == (
        "no",
        "",
        "No descriptor of 2022 asks what businesses do for their communities.",
    )
    assert by_id["", "FV5"][9] == "0"
