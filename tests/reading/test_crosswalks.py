"""A crosswalk file and what can be wrong with it, each at its place."""

from pathlib import Path

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.guide.crosswalks import Crosswalk, file_name, own_place
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.crossings import load_crossing
from ehsg_cli.resources import resource
from ehsg_cli.rules.checking import check_file
from ehsg_cli.rules.outcomes import outcome_of
from tests.helpers import ROOT, changed, check, content_of, errors, fenced, only_error, place_of, put, said

OURS = (resource("guide") / "crosswalks" / "ehsg-2020-to-ehsg-2022.yaml").read_text(encoding="utf-8")
HEAD = "ehsg: crosswalk/1\nfrom: ehsg-2020\nto: ehsg-2022\n"
LINE = "  - from: FA6\n    to: FV6\n    relation: same\n"


def test_the_lines_are_read(tmp_path: Path, guide: Guide) -> None:
    """What it says, in the order of the file; it is about no area, and answers the later guide."""
    checked = check(tmp_path, OURS)
    crosswalk = content_of(checked, Crosswalk)
    assert (crosswalk.old, crosswalk.new) == ("ehsg-2020", "ehsg-2022")
    first = crosswalk.crossing.links[0]
    assert (first.old, first.new, first.relation) == ("FA1", "FV2", "broader")
    told = outcome_of(checked)
    assert (told.kind, told.guide, told.area) == ("crosswalk/1", "ehsg-2022", None)


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "message"),
    [
        ("from: FA6", "from: FA99", "EH203", "FA99", '"FA99" is no question of this guide'),
        ("to: FV6", "to: FA1", "EH203", "FA1\n    relation: same", '"FA1" is no descriptor of this guide'),
        ("to: FV6", 'to: "5.6"', "EH204", '"5.6"', "5.6 is a number on the form; here the id FV6 belongs"),
        ("relation: same", "relation: wider", "EH107", "wider", 'relation cannot be "wider"'),
        (
            "relation: same",
            "relation: 3",
            "EH107",
            "3\n    why: Both ask whether fam",
            'relation cannot be "3"',
        ),
        ("relation: same", "relation:", "EH854", "relation:\n", "entry 7 of lines has no `relation`"),
        ("to: ehsg-2022", "to: ehsg-2021", "EH201", "ehsg-2021", 'there is no guide "ehsg-2021"'),
        ("from: ehsg-2020", "from: [a]", "EH201", "[a]", "the file does not name the guide it relates"),
        ("\nby: >-", "\nbye: >-", "EH103", "bye", '"bye" is not a key that can stand here'),
        ("- id: CY7", "- id: CY7\n      since: 2020", "EH103", "since", '"since" is not a key'),
    ],
)
def test_a_slip_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, at: str, message: str
) -> None:
    """Unknown ids, guides, words and keys, each on its line; what follows from them is told as well."""
    text = changed(OURS, LINE, changed(LINE, old, new)) if old in LINE else changed(OURS, old, new)
    found = [f for f in errors(check(tmp_path, text)) if f.code == code]
    assert len(found) == 1, said(found)
    assert found[0].span is not None
    assert (found[0].span.line, found[0].message[: len(message)]) == (place_of(text, at)[0], message)


def test_the_keys_that_are_known_are_named_as_the_file_spells_them(tmp_path: Path) -> None:
    """`from` and `to`, not the engine's own words for them."""
    found = only_error(check(tmp_path, changed(OURS, LINE, LINE + "    since: 2020\n")))
    assert (found.code, found.hint) == ("EH103", "the keys here are from, to, relation and why")


def test_a_line_that_stands_twice_is_told_of_at_the_second(tmp_path: Path) -> None:
    """Even where the two say different things of the pair; one id with two partners is no repetition."""
    text = OURS.replace(LINE, LINE + "    why: One.\n" + LINE.replace("same", "related"), 1)
    found = only_error(check(tmp_path, text))
    assert (found.code, found.message) == ("EH851", "FA6 and FV6 are related in another line already")
    assert found.span is not None
    assert found.related[0].span is not None
    assert found.span.line == found.related[0].span.line + 4


def test_an_id_cannot_have_a_home_and_none(tmp_path: Path) -> None:
    """In a line and without a home, or twice without a home."""
    text = changed(
        OURS, "    - id: CY7\n", "    - {id: CY6, why: No.}\n    - {id: CY7, why: No.}\n    - id: CY7\n"
    )
    assert [(f.code, f.message) for f in errors(check(tmp_path, text))] == [
        ("EH852", "CY6 stands in a line, and among those without a home"),
        ("EH852", "CY7 stands twice among those without a home"),
    ]


@pytest.mark.parametrize(
    ("side", "id", "named"), [("from", "CY7", "CY7 (Businesses"), ("to", "FV5", "FV5 (5.5 One")]
)
def test_an_id_that_is_nowhere_is_missed(tmp_path: Path, side: str, id: str, named: str) -> None:
    """On either side, at the list where it would stand."""
    start = OURS.index(f"    - id: {id}\n")
    end = OURS.find("  to:", start) if side == "from" else len(OURS)
    found = only_error(check(tmp_path, OURS[:start] + OURS[end:]))
    assert (found.code, found.message.startswith(named)) == ("EH850", True), found
    assert str(found.pointer) == f"without_home.{side}"


def test_without_its_statement_or_its_reasons_it_is_not_whole(tmp_path: Path) -> None:
    """Whose reading it is, and why each line and each entry without a home says what it says."""
    head = OURS[: OURS.index("by: >-")]
    text = head + OURS[OURS.index("# How to read") :]
    text = text.replace(
        "    why: Both ask whether families can find", "    # why: Both ask whether families can find"
    )
    text = changed(text, "      why: No descriptor", "      # why: No descriptor")
    assert [(f.code, f.message) for f in errors(check(tmp_path, text))] == [
        ("EH853", "the crosswalk does not say whose reading it is"),
        ("EH854", "entry 7 of lines has no `why`"),
        ("EH854", "entry 1 of those without a home under `from` has no `why`"),
    ]


def test_a_guide_is_not_related_to_itself(tmp_path: Path) -> None:
    """Every descriptor is itself there."""
    text = "ehsg: crosswalk/1\nfrom: ehsg-2022\nto: ehsg-2022\nby: Us\n"
    assert "EH855" in {f.code for f in errors(check(tmp_path, text))}


@pytest.mark.parametrize(
    "text",
    [
        "ehsg: crosswalk/1\n",
        "ehsg: crosswalk/1\nfrom:\nto:\nby:\nlines:\nwithout_home:\n",
        HEAD + "lines: FA1\nwithout_home: [FA1]\n",
        HEAD + "lines: [FA1, [FA1], {}, ~, {from: [FA1], to: {}}]\n",
        HEAD + "without_home: {from: {id: FA1}, to: [~, 3, {id: 3}]}\n",
        "ehsg: crosswalk/1\nfrom: {a: b}\nto: 3\nlines:\n  - {from: FA1\n",
        HEAD + "lines:\n  - from: FA1\n    to: [FV1\n",
        "ehsg: crosswalk/1\nfrom: ../../etc/passwd\nto: ehsg-2022\n",
        "ehsg: crosswalk/1\nguide: ehsg-2022\narea: {name: x}\nold: ehsg-2020\n",
    ],
)
def test_whatever_stands_there_is_told_and_nothing_fails(tmp_path: Path, text: str) -> None:
    """Lists for groups, groups for texts, halves of files: errors with places, never a traceback."""
    found = errors(check(tmp_path, text))
    assert found
    assert all(finding.span is not None for finding in found)


def test_reasons_are_looked_through_like_every_text(tmp_path: Path) -> None:
    """A telephone number in a reason is told of."""
    text = changed(OURS, "      why: No descriptor", "      why: Call 01632 960123. No descriptor")
    (found,) = check(tmp_path, text).findings
    assert (found.code[:3], str(found.pointer)) == ("EH5", "without_home.from.0.why")


# Found beside the files that are compared


def test_none_between_two_guides_is_said_with_the_place_for_one(tmp_path: Path) -> None:
    """Where one could be put, and where its shape is told."""
    with pytest.raises(UserError) as raised:
        load_crossing("ehsg-2022", "own-2030", tmp_path)
    assert raised.value.message == "no crosswalk says how ehsg-2022 and own-2030 relate"
    assert str(own_place(tmp_path) / "ehsg-2022-to-own-2030.yaml") in raised.value.hint
    assert "docs/editions.md" in raised.value.hint


def test_a_broken_one_is_not_used(tmp_path: Path) -> None:
    """Half of a reading would be no reading."""
    path = put(
        own_place(tmp_path) / file_name("ehsg-2020", "ehsg-2022"), changed(OURS, "from: FA6", "from: FA99")
    )
    with pytest.raises(UserError) as raised:
        load_crossing("ehsg-2020", "ehsg-2022", tmp_path)
    assert (raised.value.message, str(path) in raised.value.hint) == (f"the crosswalk {path} is broken", True)


@pytest.mark.parametrize(
    "gone",
    [
        OURS[OURS.index("by: >-") : OURS.index("# How to read")],
        next(line for line in OURS.splitlines(keepends=True) if "families can find their way" in line),
        "    relation: same\n",
    ],
    ids=["by", "why", "relation"],
)
def test_one_that_is_not_whole_is_not_used_either(tmp_path: Path, gone: str) -> None:
    """Without whose reading it is, or a line's reason or relation, an output could not say what it must."""
    put(own_place(tmp_path) / file_name("ehsg-2020", "ehsg-2022"), changed(OURS, gone, ""))
    with pytest.raises(UserError, match="is broken"):
        load_crossing("ehsg-2020", "ehsg-2022", tmp_path)


def test_one_under_a_wrong_name_is_not_used(tmp_path: Path) -> None:
    """A file that relates other guides than its name says helps nobody; the right name is told."""
    put(own_place(tmp_path) / "ehsg-2022-to-own-2030.yaml", OURS)
    with pytest.raises(UserError) as raised:
        load_crossing("ehsg-2022", "own-2030", tmp_path)
    assert raised.value.hint == "rename it ehsg-2020-to-ehsg-2022.yaml"


def test_ours_is_checked_where_it_lies(tmp_path: Path) -> None:
    """A partnership may keep a changed copy beside its files, and check it there like any other file."""
    path = put(own_place(tmp_path) / file_name("ehsg-2020", "ehsg-2022"), OURS)
    assert check_file(str(path)).findings == ()


def test_the_example_in_the_documentation_is_one(tmp_path: Path) -> None:
    """Whole but for the ids that a real one would name as well; every relation and key is explained there."""
    page = (ROOT / "docs" / "editions.md").read_text(encoding="utf-8")
    (example,) = (block for block in fenced(page, "yaml") if block.startswith("ehsg: crosswalk/1"))
    checked = check(tmp_path, example)
    assert {finding.code for finding in checked.findings} == {"EH850"}
    assert content_of(checked, Crosswalk).whole
    for word in (
        "`same`",
        "`narrower`",
        "`broader`",
        "`related`",
        "`from`, `to`",
        "`by`",
        "`lines`",
        "`without_home`",
    ):
        assert f"| {word} |" in page
