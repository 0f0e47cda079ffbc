"""A partner's response and what can be wrong with its shape."""

from pathlib import Path

import pytest

from ehsg_cli.assessment.responses import Response
from tests.helpers import changed, check, content_of, errors, only_error, said

TEXT = """\
ehsg: response/1
guide: ehsg-2022
area: {name: Northbridge}
period: 2022
respondent: {organisation: Northbridge Police, sector: police, role: Neighbourhood inspector}
descriptors:
  FV2:
    score: 2
    working_well: Officers know whom to ring.
    prioritising_next: A number for the other localities.
"""


def test_a_sound_response(tmp_path: Path) -> None:
    """Any of the descriptors will do; nobody misses the others."""
    checked = check(tmp_path, TEXT)
    assert checked.findings == ()
    content = content_of(checked, Response)
    assert content.respondent.organisation == "Northbridge Police"
    assert {id: entry.answer for id, entry in content.entries.items()} == {"FV2": 2}
    assert content.entries["FV2"].evidence == "Officers know whom to ring."


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "message"),
    [
        ("score: 2", "score: 6", "EH202", 8, "6 is not on the guide's scale of 0 to 5"),
        ("score: 2", "score: n/a", "EH209", 8, None),
        ("FV2:", "5.2:", "EH204", 7, "5.2 is a number on the form; here the id FV2 belongs"),
        ("FV2:", "FV9:", "EH203", 7, '"FV9" is no descriptor of this guide'),
        ("working_well", "evidence", "EH103", 9, '"evidence" is not a key that can stand here'),
        ("descriptors:", "entries:", "EH103", 6, '"entries" is not a key that can stand here'),
        ("period: 2022", "period: 22", "EH106", 4, "22 is not a period"),
        ("period: 2022", "status: draft", "EH103", 4, '"status" is not a key that can stand here'),
        ("role: Neigh", "name: Neigh", "EH103", 5, '"name" is not a key that can stand here'),
        ("sector: police", "sector: 3", "EH104", 5, "sector needs a text, and has 3"),
        ("guide: ehsg-2022", "guide: ehsg-1922", "EH201", 2, 'there is no guide "ehsg-1922"'),
    ],
)
def test_a_mistake_in_a_response(
    tmp_path: Path, old: str, new: str, code: str, line: int, message: str | None
) -> None:
    """One error for one mistake, on its line."""
    finding = only_error(check(tmp_path, changed(TEXT, old, new)))
    assert finding.span is not None
    assert (finding.code, finding.span.line) == (code, line)
    assert message in (None, finding.message)


def test_an_average_is_no_partners_score_either(tmp_path: Path) -> None:
    """The remedy is not to write it in a response, where it stands already."""
    finding = only_error(check(tmp_path, changed(TEXT, "score: 2", "score: 2.5")))
    assert finding.code == "EH207"
    assert finding.hint == (
        "write the whole number that this partner gives; an average is worked out over all responses"
    )


def test_descriptors_that_hang_elsewhere(tmp_path: Path) -> None:
    """As in an assessment whose line `descriptors:` is lost."""
    (finding,) = errors(check(tmp_path, TEXT.replace("descriptors:\n", "").replace("\n  FV2", "\nFV2")))
    assert (finding.code, finding.span and finding.span.line) == ("EH212", 6)


def test_a_response_needs_its_guide(tmp_path: Path) -> None:
    """A score means nothing without it."""
    finding = only_error(check(tmp_path, TEXT.replace("guide: ehsg-2022\n", "")))
    assert (finding.code, finding.message) == ("EH201", "the file does not name its guide")


def test_what_is_missing_is_noted(tmp_path: Path) -> None:
    """Whose it is, for which area and period, and an answer."""
    text = "ehsg: response/1\nguide: ehsg-2022\nrespondent: {sector: police}\n"
    found = said(check(tmp_path, text).findings)
    assert sorted((s.code, s.line) for s in found) == [
        ("EH120", 1), ("EH121", 1), ("EH122", 3), ("EH122", 3), ("EH123", 1),
    ]  # fmt: skip
    assert "the response answers under no descriptor yet" in {s.message for s in found}


@pytest.mark.parametrize("value", ["[FV2]", "x", "3"])
def test_descriptors_that_are_no_group(tmp_path: Path, value: str) -> None:
    """One error, and no word of nothing being there."""
    (finding,) = check(tmp_path, f"{TEXT[: TEXT.index('descriptors')]}descriptors: {value}\n").findings
    assert (finding.code, finding.message.split(",")[0]) == ("EH104", "descriptors needs a group of keys")
