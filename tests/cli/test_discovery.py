"""Which files `ehsg validate` looks at, end to end."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Ehsg, Result
from tests.helpers import HEAD

NOT_OURS = "name: something else\n"


@pytest.fixture
def work_tree(tmp_path: Path) -> Path:
    """A git work tree with files of ours in several places, some of them ignored."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name, text in {
        ".gitignore": "drafts/\n*.local.yaml\n",
        "area.yaml": HEAD,
        "area.local.yaml": HEAD,
        "drafts/area.yaml": HEAD,
        "areas/north bridge.yml": HEAD,
        "areas/other.yaml": NOT_OURS,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def checked(result: Result) -> list[str]:
    """The files that were looked at."""
    return [Path(file["path"]).as_posix() for file in result.json["files"]]


@pytest.mark.git
def test_without_a_path_every_file_of_ours_is_checked_but_those_that_git_ignores(
    ehsg: Ehsg, work_tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the current folder, in path order; the same for a folder that is named."""
    everything = ["area.yaml", "areas/north bridge.yml"]
    assert checked(ehsg("validate", "--format", "json")) == everything
    assert checked(ehsg("validate", ".", "--format", "json")) == everything
    monkeypatch.chdir(work_tree / "areas")
    assert checked(ehsg("validate", "--format", "json")) == ["north bridge.yml"]


@pytest.mark.git
def test_a_file_that_git_ignores_is_checked_where_it_is_named(ehsg: Ehsg, work_tree: Path) -> None:
    """By its name, by a pattern, or by naming the folder that is ignored."""
    for path in ("drafts/area.yaml", "drafts/*.yaml", "drafts"):
        assert checked(ehsg("validate", path, "--format", "json")) == ["drafts/area.yaml"]


@pytest.mark.git
def test_what_git_ignores_is_not_mended(ehsg: Ehsg, work_tree: Path) -> None:
    """`--fix` changes no file that was not checked."""
    text = (EXAMPLES / "gateshead-2022.yaml").read_text(encoding="utf-8").replace("score: 3", 'score: "3"', 1)
    for name in ("area.yaml", "area.local.yaml"):
        (work_tree / name).write_text(text, encoding="utf-8")
    ehsg("validate", "--fix")
    assert (work_tree / "area.local.yaml").read_text(encoding="utf-8") == text
    assert (work_tree / "area.yaml").read_text(encoding="utf-8") != text


def test_without_git_every_file_of_ours_is_checked(
    ehsg: Ehsg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a plain folder, where a `.gitignore` has no meaning, and nothing is said about git."""
    (tmp_path / ".gitignore").write_text("*.yaml\n", encoding="utf-8")
    (tmp_path / "area.yaml").write_text(HEAD, encoding="utf-8")
    result = ehsg("validate", "--format", "json")
    assert checked(result) == ["area.yaml"]
    assert "git" not in result.err


def test_what_is_none_of_ours_is_an_error_where_it_is_named(ehsg: Ehsg, tmp_path: Path) -> None:
    """Unless the command is told that names may be of any file, as a hook gives them."""
    (tmp_path / "other.yaml").write_text(NOT_OURS, encoding="utf-8")
    (tmp_path / "area.yaml").write_text(HEAD, encoding="utf-8")
    assert ehsg("validate", "other.yaml").code == 1
    both = ehsg("validate", "--only-ours", "other.yaml", "area.yaml", "--format", "json")
    assert checked(both) == ["area.yaml"]
    none = ehsg("validate", "--only-ours", "other.yaml")
    assert (none.code, none.err) == (0, "")
    assert "0 files checked" in none.out


def test_a_named_file_that_is_not_there_is_told_all_the_same(ehsg: Ehsg) -> None:
    """Nothing says that it was none of ours."""
    result = ehsg("validate", "--only-ours", "nowhere.yaml")
    assert result.code == 2
    assert "there is no file or folder nowhere.yaml" in result.err
