"""Family 6: an area's roles beside the guide's, and where nothing is said."""

import shutil
from pathlib import Path

import pytest

from ehsg_cli.api import load_context
from tests.helpers import PACK, check, errors, only_error, said

HEAD = "ehsg: workforce/1\nguide: ehsg-2022\narea: {name: Coventry}\nroles:\n"


def row(role: str, guide_role: str, level: str, more: str = "") -> str:
    return f"  - {{role: {role}, guide_role: {guide_role}, level: {level}{more}}}\n"


def of_the_guide() -> str:
    """A table that holds every role of the guide at each of its levels."""
    table = load_context("ehsg-2022").workforce
    assert table is not None
    return HEAD + "".join(
        row(f"'{role.name.replace(chr(39), chr(39) * 2)}'", role.id, group.id)
        for group in table.groups
        for role in group.roles
    )


def test_the_guides_own_table_is_sound(tmp_path: Path) -> None:
    """Nothing is said of it, although two roles stand at two levels."""
    text = of_the_guide()
    assert text.count("youth-offending-officers") == 2
    assert check(tmp_path, text).findings == ()


@pytest.mark.parametrize(
    ("found", "hint"),
    [
        ("Midwives", "did you mean midwives?"),
        ("midwive", "did you mean midwives?"),
        ("GPs and practice nurses", "did you mean gps-and-practice-nurses?"),
        ("xyz", "see `ehsg guide show workforce-table`; a role that is not in it has no `guide_role`"),
    ],
)
def test_a_role_that_the_guide_does_not_have(tmp_path: Path, found: str, hint: str) -> None:
    """An error at its place; its name or a slip leads to the id."""
    finding = only_error(
        check(tmp_path, HEAD + f"  - {{role: a, guide_role: {found}, level: sometimes-and-active}}\n")
    )
    assert (finding.code, finding.message, finding.hint) == (
        "EH601",
        f'"{found}" is no role of the guide\'s table',
        hint,
    )
    assert finding.span is not None
    assert finding.span[:2] == (5, 27)


@pytest.mark.parametrize(
    ("found", "hint"),
    [
        ("sometimes", "did you mean sometimes-and-active?"),
        ("Sometimes and active", "did you mean sometimes-and-active?"),
        ("3x", None),
    ],
)
def test_a_level_that_the_guide_does_not_have(tmp_path: Path, found: str, hint: str | None) -> None:
    """An error at its place, with the levels there are or the nearest."""
    finding = only_error(check(tmp_path, HEAD + row("a", "midwives", found)))
    assert (finding.code, finding.message) == ("EH602", f'"{found}" is no level of the guide\'s table')
    table = load_context("ehsg-2022").workforce
    assert table is not None
    levels = [group.id for group in table.groups]
    assert finding.hint == (hint or f"write {', '.join(levels[:-1])} or {levels[-1]}")


@pytest.mark.parametrize(
    ("guide_role", "level", "told"),
    [
        ("midwives", "occasional-and-aware-connected", True),
        ("midwives", "sometimes-and-active", False),
        ("midwives", "regular-and-promoting", False),
        ("midwives", "frequent-and-modelling", False),
        ("childrens-social-workers", "regular-and-promoting", True),
        ("library-staff", "occasional-and-aware-connected", False),
        # Two that stand in two groups: the lesser is the minimum.
        ("specialist-public-health-or-community-nurse", "regular-and-promoting", False),
        ("specialist-public-health-or-community-nurse", "sometimes-and-active", True),
        ("youth-offending-officers", "occasional-and-aware-connected", False),
    ],
)
def test_the_guides_level_is_a_minimum(tmp_path: Path, guide_role: str, level: str, told: bool) -> None:
    """More is nobody's worry; less is noted, unless it is explained."""
    found = [s.code for s in said(check(tmp_path, HEAD + row("Local", guide_role, level)).findings)]
    assert ("EH604" in found) is told
    explained = check(tmp_path, HEAD + row("Local", guide_role, level, ", expected: New in the area"))
    assert "EH604" not in {finding.code for finding in explained.findings}


def test_what_is_below_the_guides_level_is_told_with_its_page(tmp_path: Path) -> None:
    """The area's word and the guide's, and the place in the guide."""
    checked = check(tmp_path, HEAD + row("Community midwives", "midwives", "occasional-and-aware-connected"))
    finding = next(f for f in checked.findings if f.code == "EH604")
    assert finding.message == (
        '"Community midwives" is below the guide\'s level: it has "Midwives" at sometimes-and-active or above'
    )
    assert finding.hint == (
        "say why under `expected`, or correct the level "
        "(Early Help System Guide, March 2022: The workforce table, page 11, Sometimes and active)"
    )
    assert finding.severity.value == "note"


def test_the_roles_that_stand_in_no_row_are_one_note(tmp_path: Path) -> None:
    """How many of how many, and the first of them."""
    checked = check(tmp_path, HEAD + row("Midwives", "midwives", "sometimes-and-active"))
    (finding,) = checked.findings
    assert (finding.code, finding.severity.value) == ("EH605", "note")
    assert finding.message == "32 of the guide's 33 roles stand in no row"
    assert finding.hint.endswith(" and 28 more")
    lines = of_the_guide().splitlines(keepends=True)
    (last,) = check(tmp_path, "".join(line for line in lines if "library-staff" not in line)).findings
    assert last.message == "1 of the guide's 33 roles stands in no row"
    assert last.hint.endswith(": library-staff")


def test_a_table_without_the_guides_roles_is_the_areas_own(tmp_path: Path) -> None:
    """There is nothing to compare it with, and nothing is said."""
    text = (
        HEAD
        + "  - {role: Community connectors, level: sometimes-and-active}\n"
        + "  - {role: Hub parents, level: regular-and-promoting}\n"
    )
    assert check(tmp_path, text).findings == ()


def test_one_bad_row_does_not_end_the_table(tmp_path: Path) -> None:
    """The others are judged in their places."""
    text = HEAD + "  - Midwives\n  - {rolle: x, role: x, level: x}\n  - {role: [x], level: 3}\n"
    assert [(s.code, s.line) for s in said(errors(check(tmp_path, text)))] == [
        ("EH104", 5),
        ("EH103", 6),
        ("EH602", 6),
        ("EH104", 7),
        ("EH104", 7),
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("Midwives", "sometimes-and-active"), ("midwives ", "sometimes-and-active")], True),
        ([("Youth workers", "sometimes-and-active"), ("Youth workers", "regular-and-promoting")], False),
        ([("Youth workers", "sometimes-and-active"), ("Youth worker", "sometimes-and-active")], False),
    ],
)
def test_a_role_may_stand_at_two_levels_and_not_twice_at_one(
    tmp_path: Path, rows: list[tuple[str, str]], told: bool
) -> None:
    """As in the guide's own table."""
    text = HEAD + "".join(f"  - {{role: '{role}', level: {level}}}\n" for role, level in rows)
    assert [f.code for f in check(tmp_path, text).findings] == (["EH603"] if told else [])


def test_a_pack_whose_table_is_broken_is_said_to_be(tmp_path: Path) -> None:
    """An assessment by the same pack is judged; a workforce table cannot be."""
    pack = tmp_path / "guide" / "own-1"
    shutil.copytree(PACK, pack)
    head = pack / "guide.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("id: ehsg-2022", "id: own-1"), encoding="utf-8")
    context = pack / "context.yaml"
    context.write_text(
        context.read_text(encoding="utf-8").replace("\nworkforce:", "\nworkers:"), encoding="utf-8"
    )
    text = HEAD.replace("ehsg-2022", "own-1") + row("a", "midwives", "sometimes-and-active")
    finding = only_error(check(tmp_path, text))
    assert (finding.code, finding.message) == ("EH211", "the pack of the guide own-1 is broken")
    assert errors(check(tmp_path, "ehsg: assessment/1\nguide: own-1\n")) == []
