"""What stands beside an assessment: the responses of the same area, guide and period, and no others."""

from pathlib import Path

import pytest

from ehsg_cli.reading import read_file
from ehsg_cli.reading.companions import Around
from ehsg_cli.reading.folders import Folders

ASSESSMENT = """\
ehsg: assessment/1
guide: ehsg-2022
area: {name: Northbridge}
period: 2023
"""


def response(**changes: str) -> str:
    keys = {"guide": "ehsg-2022", "area": "{name: northbridge}", "period": "2023"} | changes
    lines = [f"{key}: {value}" for key, value in keys.items()]
    return "\n".join(["ehsg: response/1", *lines, "respondent: {organisation: Police}", ""])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "area.yaml").write_text(ASSESSMENT, encoding="utf-8")
    return tmp_path


def found(folder: Path) -> list[str]:
    """The names of the files that are taken for responses to the assessment."""
    folders = Folders()
    file = read_file(str(folder / "area.yaml"), folders)
    return [Path(loaded.name).name for loaded in Around(file, folders).responses()]


def test_responses_to_the_same_guide_and_period_are_found(folder: Path) -> None:
    """In the order of their paths; capitals in the area's name make no difference."""
    for name in ("b.yaml", "a.yaml"):
        (folder / name).write_text(response(), encoding="utf-8")
    assert found(folder) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize(
    "changes",
    [
        {"period": "2022"},
        {"guide": "ehsg-2020"},
        {"area": "{name: Southbridge}"},
        {"period": ""},
    ],
    ids=lambda changes: next(iter(changes)) + "-" + next(iter(changes.values())),
)
def test_other_responses_are_not(folder: Path, changes: dict[str, str]) -> None:
    """Of another year, another edition, another area, or of no year that can be told."""
    (folder / "a.yaml").write_text(response(**changes), encoding="utf-8")
    assert found(folder) == []


def test_a_response_that_cannot_be_read_is_none(folder: Path) -> None:
    """Broken YAML beside an assessment does not stop a paper on it."""
    (folder / "a.yaml").write_text(response() + "descriptors: [", encoding="utf-8")
    (folder / "b.yaml").write_text(response(), encoding="utf-8")
    assert "b.yaml" in found(folder)


def test_an_assessment_alone_has_none(folder: Path) -> None:
    """Nor has one whose own kind is not known."""
    assert found(folder) == []
