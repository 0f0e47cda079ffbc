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


# Earlier years


def year(folder: Path, period: str, more: str = "", name: str = "", area: str = "Northbridge") -> Path:
    """An assessment of a year, in the folder."""
    path = folder / (name or f"{period}.yaml")
    path.write_text(
        f"ehsg: assessment/1\nguide: ehsg-2022\narea: {{name: {area}}}\nperiod: {period}\n{more}",
        encoding="utf-8",
    )
    return path


def earlier(path: Path, folders: Folders | None = None) -> list[str]:
    """The names of the files of earlier years, in the order in which they are given."""
    folders = folders or Folders()
    around = Around(read_file(str(path), folders), folders)
    first = [Path(each.file).name for each in around.earlier()]
    assert [Path(each.file).name for each in around.earlier()] == first
    return first


def test_earlier_years_come_the_latest_first(folder: Path) -> None:
    """By the end of their periods, whatever the files are called; later ones are none of them."""
    for period in ("2022-23", "2019", "2021-Q4", "2024"):
        year(folder, period)
    assert earlier(year(folder, "2023", name="0.yaml")) == ["2022-23.yaml", "2021-Q4.yaml", "2019.yaml"]


def test_years_of_two_names_are_put_into_one_order(folder: Path) -> None:
    """The area's own, and those of a predecessor that was the same place."""
    for period, area in (("2019", "Vale"), ("2020", "Dale"), ("2021", "Northbridge"), ("2022", "Vale")):
        year(folder, period, area=area)
    path = folder / "area.yaml"
    before = "predecessors: [{name: vale, boundaries: same}, {name: Dale, boundaries: changed}]"
    path.write_text(ASSESSMENT.replace("Northbridge}", f"Northbridge, {before}}}"), encoding="utf-8")
    assert earlier(path) == ["2022.yaml", "2021.yaml", "2019.yaml"]


CODES = "E10999999", "E06999999"


@pytest.mark.parametrize(
    ("said", "counting"),
    [
        # One whose boundaries changed is another place, and what gives no code may be of that place.
        ("name: Northbridge, code: E10999999, boundaries: changed", ["2021.yaml"]),
        ("name: Northbridge, code: E10999999", ["2021.yaml"]),
        ("name: Northbridge, boundaries: changed", ["2021.yaml"]),
        ("code: E10999999, boundaries: changed", ["2021.yaml", "2020.yaml"]),
        ("code: E10999999, boundaries: same", ["2022.yaml", "2021.yaml", "2020.yaml"]),
        ("name: Northbridge, code: E10999999, boundaries: same", ["2022.yaml", "2021.yaml", "2020.yaml"]),
    ],
)
def test_an_area_that_kept_its_name_is_known_by_its_code(
    folder: Path, said: str, counting: list[str]
) -> None:
    """Its name's files with the predecessor's code are not its own earlier years."""
    before, now = CODES
    year(folder, "2020")
    year(folder, "2021", area=f"Northbridge, code: {now}")
    year(folder, "2022", area=f"Northbridge, code: {before}")
    last = year(folder, "2023", area=f"Northbridge, code: {now}, predecessors: [{{{said}}}]")
    assert earlier(last) == counting


def test_a_predecessor_named_by_its_code_alone_is_found(folder: Path) -> None:
    """Whatever it was called; files that cannot be read, or give no code, are none of its."""
    year(folder, "2021", area=f"Vale, code: {CODES[0]}")
    year(folder, "2022", area="Dale")
    year(folder, "2020", area=f"Hill, code: {CODES[1]}")
    (folder / "broken.yaml").write_text("ehsg: assessment/1\narea: {code: [", encoding="utf-8")
    came = f"{{code: {CODES[0]}, boundaries: same}}"
    assert earlier(year(folder, "2023", area=f"Northbridge, predecessors: [{came}]")) == ["2021.yaml"]
    came = f"{{code: {CODES[0]}, boundaries: changed}}"
    assert earlier(year(folder, "2023", area=f"Northbridge, predecessors: [{came}]")) == []


def test_a_file_without_a_period_has_no_earlier_years(folder: Path) -> None:
    """Nor is one without a period an earlier year of another."""
    year(folder, "2022")
    path = folder / "area.yaml"
    path.write_text(ASSESSMENT.replace("period: 2023\n", ""), encoding="utf-8")
    assert earlier(path) == []
    assert earlier(year(folder, "2023")) == ["2022.yaml"]


def test_doubt_about_a_year_ends_the_row(folder: Path) -> None:
    """What stands before a year that nobody can tell is not the year before."""
    for period in ("2020", "2021", "2022"):
        year(folder, period)
    last = year(folder, "2023")
    year(folder, "2021", name="again.yaml")
    assert earlier(last) == ["2022.yaml"]
    year(folder, "2021", "status: agreed\n", name="again.yaml")
    assert earlier(last) == ["2022.yaml", "again.yaml", "2020.yaml"]
    year(folder, "2022", "descriptors: {FV1: {score: 9}}\n")
    assert earlier(last) == []


def test_a_year_is_read_once_in_a_run_and_not_at_all_without_need(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was checked a moment ago is not read again for the year that follows."""
    from ehsg_cli.reading import companions

    read: list[str] = []

    def counted(path: str, folders: Folders) -> object:
        read.append(Path(path).name)
        return read_file(path, folders)

    monkeypatch.setattr(companions, "read_file", counted)
    paths = [year(folder, str(period)) for period in range(2003, 2023)]
    folders = Folders()
    for path in paths:
        around = Around(read_file(str(path), folders), folders)
        assert around.may_have_earlier()
        list(around.earlier())
    assert read == []
    assert len(earlier(paths[-1])) == 19
    assert read == [path.name for path in reversed(paths[:-1])]
    read.clear()
    alone = Around(read_file(str(paths[-1]), folders), Folders())
    assert next(alone.earlier()).said.period == "2021"
    assert read == ["2021.yaml"]


def test_no_more_is_kept_than_a_bound(folder: Path) -> None:
    """Thousands of files in one run take no more memory than some hundreds."""
    folders = Folders()
    for number in range(1_000):
        folders.keep(str(number), None)
    assert len(folders._said) <= 400
    assert folders.said("999", lambda path: pytest.fail("it was kept")) is None


def test_a_file_alone_loads_nothing_for_earlier_years(folder: Path) -> None:
    """Most files have none beside them, and do not pay for those that do."""
    import subprocess
    import sys

    program = (
        "import sys; from ehsg_cli.rules.checking import check_file; check_file(sys.argv[1]); "
        "print([n for n in sys.modules if n.startswith(('ehsg_cli.compare', 'ehsg_cli.rules.years', "
        "'ehsg_cli.rules.past', 'ehsg_cli.reading.heads', 'ehsg_cli.assessment.periods'))])"
    )
    command = [sys.executable, "-c", program, str(folder / "area.yaml")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"
    year(folder, "2022")
    assert "rules.years" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
