"""What stands beside a file: a cheap look at a folder, and what is read when somebody asks."""

import os
import time
from pathlib import Path

import pytest

from ehsg_cli.assessment.periods import period_end, period_months
from ehsg_cli.reading import find_files, ours
from ehsg_cli.reading.companions import companions_of
from ehsg_cli.reading.files import read_file
from ehsg_cli.reading.folders import ASSESSMENT, PLAN, Folder, Folders
from ehsg_cli.reading.heads import Head, Known, known_of
from ehsg_cli.reading.ours import BEGINNING
from ehsg_cli.rules.checking import check_files
from tests.test_architecture import loaded_by

HEAD = "ehsg: assessment/1\nguide: ehsg-2022\n"


def heads(
    folder: Path, kind: str = ASSESSMENT, area: str = "Northbridge"
) -> list[tuple[str, str | None, str | None]]:
    """The name, guide and period of the files of a kind that name an area."""
    found = known_of(Folder(str(folder)), kind, area)
    return [(Path(head.path).name, head.guide, head.period) for head in found.heads]


@pytest.mark.parametrize(
    "area",
    [
        "area: {name: Northbridge}",
        "area: { name: northbridge }",
        "area: {name: Northbridge, code: E08999999}",
        "area: {code: E08999999, name: Northbridge}",
        "area:\n  name: Northbridge",
        "area:\n  name: Northbridge   # the whole of it",
        "area:\n    name: 'Northbridge'\n    code: E08999999",
        'area:\n  code: E08999999\n  name: "Northbridge"',
        "area:\n  # a comment\n  name:  NORTHBRIDGE ",
        "area:\r\n  name: Northbridge\r\n",
        "area:\n  name: |-\n    Northbridge",
        'area: {"name": "North\\x62ridge"}',
        "area:\n  name:\n    Northbridge",
        "'area':\n  name: Northbridge",
        '"area": {name: Northbridge}',
    ],
)
def test_an_area_is_known_however_it_is_written(tmp_path: Path, area: str) -> None:
    """Where the quick look cannot tell, the parser does."""
    (tmp_path / "a.yaml").write_bytes(f"{HEAD}{area}\nperiod: 2022\n".encode())
    assert heads(tmp_path) == [("a.yaml", "ehsg-2022", "2022")]


@pytest.mark.parametrize(
    "area",
    [
        "area: {name: Northbridge East}",
        "area:\n  name: Northbridge\n    East",
        "area:\n  name: Northbridge\n\n    East",
        "area: {name: Northbridge\n  East}",
        "area:\n  name: ''",
        "area:",
        "area: Northbridge",
        "area: [Northbridge]",
        "name: Northbridge",
        "",
        "# area: {name: Northbridge}",
    ],
)
def test_another_area_is_another(tmp_path: Path, area: str) -> None:
    """A name that goes on is another name, and a name that is none is nobody's."""
    (tmp_path / "a.yaml").write_bytes(f"{HEAD}{area}\nperiod: 2022\n".encode())
    assert heads(tmp_path) == []


def test_keys_may_stand_in_any_order(tmp_path: Path) -> None:
    """Also below the texts, where the beginning of the file does not show them."""
    texts = f"descriptors:\n  FV1:\n    working_well: |-\n      {'word ' * BEGINNING}\n"
    text = f"{HEAD}{texts}area: {{name: Northbridge}}\nperiod: 2022-23\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert heads(tmp_path) == [("a.yaml", "ehsg-2022", "2022-23")]


@pytest.mark.parametrize("rows", [0, 1, 300, 600, 3000])
def test_a_companion_is_found_where_a_search_finds_it(tmp_path: Path, rows: int) -> None:
    """However long the comment above its first key is."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"{'# a comment' * 2}\n" * rows + PLAN_TEXT, encoding="utf-8")
    assert find_files([str(tmp_path)]) == [str(plan)]
    assert [name for name, *_ in heads(tmp_path, PLAN)] == ["plan.yaml"]


@pytest.mark.parametrize("length", range(BEGINNING - 1, BEGINNING + 3))
def test_the_last_line_counts_however_long_the_file(tmp_path: Path, length: int) -> None:
    """A file that ends where a first look does is whole: nothing of it is half a line."""
    text = f"{HEAD}area: {{name: Northbridge}}\n# \nperiod: 2022"
    (tmp_path / "a.yaml").write_text(text.replace("# ", "# " + "x" * (length - len(text))), encoding="utf-8")
    assert (tmp_path / "a.yaml").stat().st_size == length
    assert heads(tmp_path) == [("a.yaml", "ehsg-2022", "2022")]


@pytest.mark.parametrize("left", range(12))
def test_a_name_that_goes_on_behind_the_beginning_is_another(tmp_path: Path, left: int) -> None:
    """Wherever the first look ends."""
    text = f"{HEAD}# \narea:\n  name: Northbridge\n"
    text = text.replace("# ", "# " + "x" * (BEGINNING - len(text) + left))
    (tmp_path / "a.yaml").write_text(f"{text}    East\nperiod: 2022\n", encoding="utf-8")
    assert heads(tmp_path) == []
    assert heads(tmp_path, area="Northbridge East") == [("a.yaml", "ehsg-2022", "2022")]


@pytest.mark.parametrize(
    "text",
    [
        "area: {name: Northbridge}\n",
        "ehsg:\narea: {name: Northbridge}\n",
        "# ehsg: assessment/1\narea: {name: Northbridge}\n",
        "x:\n  ehsg: assessment/1\narea: {name: Northbridge}\n",
        "ehsg: plan/1\narea: {name: Northbridge}\n",
        "ehsg: response/1\nguide: ehsg-2022\narea: {name: Northbridge}\n",
        "ehsg: assessment/2\narea: {name: Northbridge}\n",
        "ehsg: assessment/1\narea: {name: [Northbridge\n",
        "",
    ],
)
def test_what_is_no_assessment_of_the_area_is_none(tmp_path: Path, text: str) -> None:
    """Other kinds, and files of somebody else."""
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert heads(tmp_path) == []


def test_only_files_of_the_folder_itself_count(tmp_path: Path) -> None:
    """No folder below, no hidden file, no other ending; a folder that cannot be read holds nothing."""
    text = f"{HEAD}area: {{name: Northbridge}}\n"
    (tmp_path / "below").mkdir()
    (tmp_path / "folder.yaml").mkdir()
    for name in ("below/a.yaml", ".a.yaml", "a.txt", "b.YML", "a.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [name for name, *_ in heads(tmp_path)] == ["a.yaml", "b.YML"]
    assert heads(tmp_path / "none") == []


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfeehsg",
        b"\0" * 5000,
        b"ehsg: plan/1\narea: {name: \xff\xff}\n",
        b"ehsg: plan/1\n" + b"[" * 9000,
    ],
)
def test_bytes_that_are_no_text_are_no_companion(tmp_path: Path, data: bytes) -> None:
    """Looking at them raises nothing."""
    (tmp_path / "a.yaml").write_bytes(data)
    assert heads(tmp_path, PLAN) == []


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2022", (2022, 1), (2022, 12)),
        ("2022-23", (2022, 4), (2023, 3)),
        ("2022-Q1", (2022, 1), (2022, 3)),
        ("2022-Q4", (2022, 10), (2022, 12)),
        ("2022-23-FQ1", (2022, 4), (2022, 6)),
        ("2022-23-FQ4", (2023, 1), (2023, 3)),
        ("1999-00", (1999, 4), (2000, 3)),
    ],
)
def test_when_a_period_begins_and_ends(period: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Calendar and financial years and quarters."""
    assert period_months(period) == (first, last)
    assert period_end(period) == last


def test_the_latest_is_told_only_where_there_is_no_doubt() -> None:
    """One alone; else the period that ends last, if all have one and no two end alike."""

    def of(*periods: str | None) -> str | None:
        known = Known(tuple(Head(str(n), None, None, period) for n, period in enumerate(periods)))
        return known.latest.period if known.latest else None

    assert of() is None
    assert of("2022") == "2022"
    assert of("2023", "2022", "2021-22") == "2023"
    assert of("2022", "2022-23") == "2022-23"
    assert of("2022", "2022") is None
    assert of("2022", "2022-Q4") is None
    assert of("2022", None) is None


# What is read for another file's sake

PLAN_TEXT = "ehsg: plan/1\narea: {name: Northbridge}\nactions: [{id: A1, descriptor: DA3}]\n"


def assessment(period: str, more: str = "") -> str:
    return f"{HEAD}area: {{name: Northbridge}}\nperiod: {period}\n{more}"


def test_a_companion_is_read_once_in_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many files ask for it, and the folder is looked through once."""
    looked: list[str] = []

    def look_at(path: str) -> tuple[str | None, bytes, bool]:
        looked.append(path)
        return ours.look_at(path)

    monkeypatch.setattr("ehsg_cli.reading.folders.look_at", look_at)
    (tmp_path / "plan.yaml").write_text(PLAN_TEXT, encoding="utf-8")
    for year in range(2000, 2020):
        (tmp_path / f"{year}.yaml").write_text(assessment(str(year)), encoding="utf-8")
    folders, plans = Folders(), []
    for year in range(2000, 2020):
        around = companions_of(read_file(str(tmp_path / f"{year}.yaml"), folders), folders).around
        assert around is not None
        plans += around.plans()
        assert around.has_later_assessment() is (year < 2019)
    assert len(plans) == 20
    assert len({id(plan) for plan in plans}) == 1
    assert len(looked) == 21


def test_the_files_read_for_others_are_not_all_kept(tmp_path: Path) -> None:
    """Memory does not grow with the number of files."""
    folders = Folders()
    for n in range(40):
        (tmp_path / f"p{n}.yaml").write_text(PLAN_TEXT.replace("Northbridge", f"Area {n}"), encoding="utf-8")
        (tmp_path / f"a{n}.yaml").write_text(
            assessment("2022").replace("Northbridge", f"Area {n}"), encoding="utf-8"
        )
    for n in range(40):
        around = companions_of(read_file(str(tmp_path / f"a{n}.yaml"), folders), folders).around
        assert around is not None
        assert len(around.plans()) == 1
    assert len(folders.kept) <= 8


def test_a_companion_that_goes_away_is_none(tmp_path: Path) -> None:
    """Between the look and the reading."""
    (tmp_path / "plan.yaml").write_text(PLAN_TEXT, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(assessment("2022"), encoding="utf-8")
    folders = Folders()
    around = companions_of(read_file(str(tmp_path / "a.yaml"), folders), folders).around
    assert around is not None
    folders.around(str(tmp_path / "a.yaml"))
    (tmp_path / "plan.yaml").unlink()
    assert around.plans() == []


def test_a_file_is_not_its_own_companion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However its path is spelled."""
    (tmp_path / "a.yaml").write_text(assessment("2022"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "./a.yaml", str(tmp_path / "a.yaml"), os.path.join("..", tmp_path.name, "a.yaml")):  # noqa: PTH118
        around = companions_of(read_file(name)).around
        assert around is not None
        assert not around.has_later_assessment()


def test_a_folder_of_2000_files_is_soon_looked_through(tmp_path: Path) -> None:
    """In a small part of the time that checking the files takes."""
    text = assessment("2022", f"descriptors:\n  FV1:\n    working_well: |-\n      {'word ' * 2000}\n")
    for n in range(2000):
        (tmp_path / f"{n}.yaml").write_text(text, encoding="utf-8")
    times = []
    for _ in range(3):
        start = time.process_time()
        folder = Folder(str(tmp_path))
        times.append(time.process_time() - start)
    assert len(folder.candidates(ASSESSMENT, "northbridge")) == 2000
    # 25 ms where it was written; the bound leaves room for a slow machine.
    assert min(times) < 0.25


def test_many_assessments_of_one_area_cost_no_more_each(tmp_path: Path) -> None:
    """With a plan among them: what is asked for each file is worked out once for all of them."""
    (tmp_path / "plan.yaml").write_text(PLAN_TEXT, encoding="utf-8")
    text = assessment("2022", "priorities: [DA3]\n")

    def seconds(number: int) -> float:
        paths = [str(tmp_path / f"a{n}.yaml") for n in range(number)]
        for path in paths:
            Path(path).write_text(text, encoding="utf-8")
        start = time.process_time()
        assert len(list(check_files(paths, 1))) == number
        return (time.process_time() - start) / number

    seconds(10)
    few, many = seconds(150), seconds(1500)
    assert many < few * 3


def test_checking_an_assessment_loads_nothing_of_the_other_kinds() -> None:
    """It has a plan beside it, of another area: neither models nor rules of any other kind are waited for."""
    others = tuple(
        f"ehsg_cli.{module}"
        for kind in ("responses", "plans", "measures", "workforce")
        for module in (f"assessment.{kind}", f"reading.{kind}", f"rules.{kind}")
    )
    code = "from ehsg_cli.rules.checking import check_file; check_file('examples/{}')"
    others += (
        "ehsg_cli.rules.accompanying",
        "ehsg_cli.rules.entries",
        "ehsg_cli.reading.heads",
        "ehsg_cli.guide.context",
    )
    assert loaded_by(code.format("gateshead-2022.yaml"), others) == set()
    assert "ehsg_cli.reading.plans" in loaded_by(code.format("northbridge-plan.yaml"), others)
