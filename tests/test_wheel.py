"""The wheel does the main job by itself: no checkout, nothing else installed, a space in its path."""

import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from tests.programs import succeed

# Building and installing take a while, so the tests share one wheel, and so one process.
pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]

ROOT = Path(__file__).parent.parent
WHERE_PROGRAMS_LIE = "Scripts" if os.name == "nt" else "bin"
# What an operating system needs to start a program at all; nothing of Python's, nothing of this session's.
BARE_ENVIRONMENT = {
    name: value
    for name in ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "TMPDIR")
    if (value := os.environ.get(name)) is not None
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release is: from the source distribution, which is built from the checkout."""
    built = tmp_path_factory.mktemp("dist")
    succeed([sys.executable, "-m", "build", "--no-isolation", "--outdir", built, ROOT], ROOT)
    assert len(list(built.glob("*.tar.gz"))) == 1
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel and what it asks for, and nothing else."""
    venv = tmp_path_factory.mktemp("installed") / "early help"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    succeed([sys.executable, "-m", "venv", venv], venv.parent, environment)
    programs = venv / WHERE_PROGRAMS_LIE
    pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    succeed([programs / "python", *pip, wheel], venv.parent, environment)
    return programs


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder to work in, with the example in it and nothing else of the checkout."""
    desk = tmp_path / "my assessments"
    desk.mkdir()
    shutil.copy(ROOT / "examples" / "gateshead-2022.yaml", desk)
    return desk


def files_under(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_holds_every_guide_pack_and_template(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    for name in ("guide", "templates"):
        # What was compiled here is nothing for another machine.
        files = {path for path in files_under(ROOT / name) if "__pycache__" not in path}
        expected = {f"ehsg_cli/_data/{name}/{path}" for path in files}
        assert expected
        assert expected <= packed
    assert not [name for name in packed if "__pycache__" in name]
    assert "ehsg_cli/py.typed" in packed
    assert not [name for name in packed if name.startswith(("tests/", "examples/", "src/", "guide/"))]


def test_the_wheel_carries_its_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name for name in archive.namelist() if ".dist-info/licenses/" in name}
    assert names == {"LICENSE", "LICENSE-guide.md"}


def test_the_package_is_imported_from_the_wheel(programs: Path, desk: Path) -> None:
    code = "import ehsg_cli; print(ehsg_cli.__file__)"
    found = Path(succeed([programs / "python", "-c", code], desk, BARE_ENVIRONMENT).out.strip())
    assert found.is_relative_to(programs.parent)


def test_the_version_is_the_packages_own(programs: Path, desk: Path) -> None:
    code = "from importlib.metadata import version; print(version('ehsg-cli'))"
    version = succeed([programs / "python", "-c", code], desk, BARE_ENVIRONMENT).out.strip()
    assert version in succeed([programs / "ehsg", "--version"], desk, BARE_ENVIRONMENT).out


def test_a_new_assessment_is_sound(programs: Path, desk: Path) -> None:
    new = ["new", "area.yaml", "--guide", "ehsg-2022", "--area", "Testbridge", "--period", "2022"]
    succeed([programs / "ehsg", *new], desk, BARE_ENVIRONMENT)
    text = (desk / "area.yaml").read_text(encoding="utf-8")
    assert "ehsg: assessment/1" in text
    assert "Testbridge" in text
    succeed([programs / "ehsg", "validate", "area.yaml"], desk, BARE_ENVIRONMENT)
    command = ["validate", "--format", "json", "area.yaml"]
    checked = json.loads(succeed([programs / "ehsg", *command], desk, BARE_ENVIRONMENT).out)
    assert checked["schema"] == "ehsg.validate/1"
    assert checked["counts"]["files"] == 1
    assert checked["counts"]["error"] == 0
    assert [(file["guide"], file["area"]) for file in checked["files"]] == [("ehsg-2022", "Testbridge")]


def test_the_examples_figures_come_out(programs: Path, desk: Path) -> None:
    command = ["summary", "--format", "json", "gateshead-2022.yaml"]
    summary = json.loads(succeed([programs / "ehsg", *command], desk, BARE_ENVIRONMENT).out)
    overall = summary["overall"]
    assert (overall["descriptors"], overall["scored"]) == (31, 31)
    assert overall["mean"] == pytest.approx(87 / 31, abs=1e-12)
    assert (overall["median"], overall["lowest"], overall["highest"]) == (3, 2, 3)
    assert overall["distribution"] == {"0": 0, "1": 0, "2": 6, "3": 25, "4": 0, "5": 0}
    means = {section["id"]: section["mean"] for section in summary["sections"]}
    assert list(means) == ["family-voice", "workforce", "communities", "leaders", "data"]
    assert means["communities"] == pytest.approx(2.6)


def test_the_report_is_written_where_it_was_asked_for(programs: Path, desk: Path) -> None:
    succeed([programs / "ehsg", "report", "gateshead-2022.yaml", "-o", "paper/"], desk, BARE_ENVIRONMENT)
    pages = list((desk / "paper").glob("*.html"))
    texts = list((desk / "paper").glob("*.md"))
    assert pages
    assert texts
    for paper in (*pages, *texts):
        assert "Gateshead" in paper.read_text(encoding="utf-8")
