"""What git knows of a folder: asked safely, and no matter where there is no git."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli import git
from tests.helpers import put

pytestmark = pytest.mark.git


def ignored(folder: str) -> frozenset[str]:
    """What git ignores below a folder, where it says so."""
    complaints: list[str] = []
    told = git.ignored_below(folder, complaints.append)
    assert complaints == []
    return told


def complaint(folder: str) -> str:
    """Why git does not say; nothing is ignored then."""
    complaints: list[str] = []
    assert git.ignored_below(folder, complaints.append) == frozenset()
    (said,) = complaints
    return said


needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="the made-up program is a shell script")


def run_git(folder: Path, *arguments: str) -> str:
    """Run git as its user would; what it printed."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work tree that is the current folder and ignores `drafts/`, `*.old.yaml` and `node_modules/`."""
    folder = tmp_path / "our areas"
    folder.mkdir()
    # The machine's own settings, and those of a hook that runs these tests, do not matter.
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    run_git(folder, "init", "-q")
    (folder / ".gitignore").write_text("drafts/\n*.old.yaml\nnode_modules/\n", encoding="utf-8")
    for name in (
        "a.yaml",
        "a.old.yaml",
        "drafts/b.yaml",
        "node_modules/x/y.yaml",
        "sub/c.old.yaml",
        "sub/d.yaml",
    ):
        put(folder / name)
    monkeypatch.chdir(folder)
    return folder


def shown(paths: frozenset[str]) -> list[str]:
    return sorted(Path(path).as_posix() for path in paths)


def test_what_is_ignored_is_told_and_whole_folders_at_once(repository: Path) -> None:
    """A folder that is ignored stands for what is in it: nobody has to look there."""
    assert shown(ignored(".")) == ["a.old.yaml", "drafts", "node_modules", "sub/c.old.yaml"]


def test_paths_are_spelled_from_the_folder_as_it_was_given(repository: Path) -> None:
    """So that they can be compared with what a walk from there comes across."""
    join = os.path.join
    assert join(".", "a.old.yaml") in ignored(".")
    assert ignored("sub") == {join("sub", "c.old.yaml")}
    assert ignored(join(".", "sub", "")) == {join(".", "sub", "") + "c.old.yaml"}
    assert ignored(str(repository / "sub")) == {str(repository / "sub" / "c.old.yaml")}


def test_what_is_tracked_is_not_ignored_even_in_an_ignored_folder(repository: Path) -> None:
    """As git says: its neighbours there are ignored, each by itself."""
    put(Path("drafts/c.yaml"))
    run_git(repository, "add", "-f", "drafts/b.yaml")
    assert shown(ignored(".")) == [
        "a.old.yaml",
        "drafts/c.yaml",
        "node_modules",
        "sub/c.old.yaml",
    ]


def test_every_place_that_git_reads_patterns_from_counts(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder's own file, the repository's, and the user's."""
    put(Path("sub/.gitignore"), "d.yaml\n!c.old.yaml\n")
    put(Path(".git/info/exclude"), "e.yaml\n")
    put(tmp_path / "mine", "f.yaml\n")
    put(tmp_path / "config", f"[core]\n\texcludesFile = {(tmp_path / 'mine').as_posix()}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    for name in ("e.yaml", "f.yaml"):
        put(Path(name))
    assert shown(ignored(".")) == [
        "a.old.yaml",
        "drafts",
        "e.yaml",
        "f.yaml",
        "node_modules",
        "sub/d.yaml",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "two words.old.yaml",
        "Zoë’s.old.yaml",
        "日本.old.yaml",
        "it's.old.yaml",
        " padded .old.yaml",
        *(
            []
            if sys.platform == "win32"
            else [
                '"quoted".old.yaml',
                "two\nlines.old.yaml",
                "a\tb.old.yaml",
                "back\\slash.old.yaml",
                "*.old.yaml",
            ]
        ),
    ],
)
def test_a_name_of_any_kind_comes_back_as_it_is(repository: Path, name: str) -> None:
    """Git would quote most of these where a person reads them."""
    put(Path("odd names") / name)
    put(Path("odd names") / "kept.yaml")
    assert os.path.join(".", "odd names", name) in ignored(".")  # noqa: PTH118


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_a_name_that_is_no_text_comes_back_as_it_is(repository: Path) -> None:
    """Linux takes any bytes for a name."""
    name = os.fsdecode(b"caf\xe9.old.yaml")
    put(Path(name))
    assert f"./{name}" in ignored(".")


def test_a_folder_that_is_itself_ignored_was_asked_for_all_the_same(repository: Path) -> None:
    """Somebody who stands in it, or names it, wants it looked at."""
    put(Path("drafts/deep/c.yaml"))
    assert ignored("drafts") == frozenset()
    assert ignored("drafts/deep") == frozenset()


def test_an_ignored_folder_is_looked_at_whole_whatever_of_it_is_tracked(repository: Path) -> None:
    """Git then lists its files one by one, which is no reason to leave them out."""
    put(Path("drafts/deep/c.yaml"))
    run_git(repository, "add", "-f", "drafts/b.yaml")
    put(Path("drafts/d.yaml"))
    assert ignored("drafts") == frozenset()
    assert ignored(str(repository / "drafts" / "deep")) == frozenset()
    assert shown(ignored("sub")) == ["sub/c.old.yaml"]


def test_the_top_of_a_work_tree_takes_one_question(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process takes longer than all the rest of the search."""
    run, asked = subprocess.run, []

    def counted(*arguments: Any, **options: Any) -> Any:
        asked.append(arguments)
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    assert ignored(".")
    assert len(asked) == 1


def test_outside_a_work_tree_nothing_is_ignored_and_git_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most folders are no repository; a process would cost more than the rest of the search."""
    put(tmp_path / ".gitignore", "*.yaml\n")
    put(tmp_path / "a.yaml")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("git was started"))
    assert ignored(str(tmp_path)) == frozenset()


def test_without_git_nothing_is_ignored_and_it_is_said(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """There is a repository, so somebody may rely on what it ignores."""
    monkeypatch.setenv("PATH", str(repository / "sub"))
    assert complaint(".") == "it is not installed here"
    assert capfd.readouterr() == ("", "")


def test_a_repository_that_git_cannot_read_ignores_nothing_and_it_is_said(
    repository: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Damaged, or somebody else's, which git refuses in the same way."""
    put(Path(".git/config"), "[core\n")
    assert "config" in complaint(".")
    assert capfd.readouterr() == ("", "")


def test_a_repository_inside_another_is_asked_for_itself(repository: Path) -> None:
    """Neither's patterns hold in the other; a linked work tree and a submodule are such, too."""
    inner = repository / "sub" / "inner"
    inner.mkdir()
    run_git(inner, "init", "-q")
    put(inner / ".gitignore", "e.yaml\n")
    for name in ("e.yaml", "f.old.yaml"):
        put(inner / name)
    assert not [path for path in ignored(".") if "inner" in path]
    assert shown(ignored("sub/inner")) == ["sub/inner/e.yaml"]


def test_a_linked_work_tree_has_a_file_in_place_of_its_folder(repository: Path, tmp_path: Path) -> None:
    """`git worktree add` leaves a file `.git` that says where the repository is."""
    run_git(repository, "add", ".gitignore")
    run_git(repository, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "One")
    run_git(repository, "worktree", "add", "-q", str(tmp_path / "linked"))
    put(tmp_path / "linked" / "a.old.yaml")
    assert ignored(str(tmp_path / "linked")) == {str(tmp_path / "linked" / "a.old.yaml")}


def test_a_hooks_environment_does_not_lead_to_another_repository(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a hook git's variables name the repository that is committed to, which may be another."""
    other = tmp_path / "other"
    other.mkdir()
    run_git(other, "init", "-q")
    before = ignored(".")
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "no index"),
        "GIT_PREFIX": "sub/",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_CONFIG_PARAMETERS": "'core.excludesfile=/nowhere'",
        "GIT_TRACE": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert ignored(".") == before


@needs_posix
@pytest.mark.parametrize("version", [1, 2])
def test_a_repositorys_own_settings_start_no_program(repository: Path, tmp_path: Path, version: int) -> None:
    """A file watcher named in a stranger's repository is a program of theirs."""
    witness = tmp_path / "witness"
    watcher = put(tmp_path / "watcher", f"#!/bin/sh\ntouch '{witness}'\n")
    watcher.chmod(0o755)
    run_git(repository, "config", "core.fsmonitor", str(watcher))
    run_git(repository, "config", "core.fsmonitorHookVersion", str(version))
    run_git(repository, "add", "a.yaml")
    run_git(repository, "status")
    assert witness.exists(), "git itself starts it, so this test can fail"
    witness.unlink()
    assert ignored(".")
    assert not witness.exists()


@needs_posix
def test_a_folder_dressed_up_as_a_repository_starts_no_program(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bare repository can be committed as plain files, settings and all, inside another."""
    witness = tmp_path / "witness"
    watcher = put(tmp_path / "watcher", f"#!/bin/sh\ntouch '{witness}'\n")
    watcher.chmod(0o755)
    trap = repository / "trap"
    run_git(repository, "init", "-q", "--bare", "trap")
    run_git(trap, "config", "core.bare", "false")
    run_git(trap, "config", "core.worktree", str(trap))
    run_git(trap, "config", "core.fsmonitor", str(watcher))
    run_git(trap, "status")
    assert witness.exists(), "git itself starts it, so this test can fail"
    witness.unlink()
    # What its own settings hide is found, and it is said why.
    put(trap / "info" / "exclude", "*.yaml\n")
    put(trap / "x.yaml")
    assert "bare repository" in complaint("trap")
    assert not witness.exists()


@pytest.fixture
def made_up_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """A function that puts a shell script called `git` into a folder, and that folder first on the path."""

    def put_it(entry: str, script: str) -> Path:
        program = put(tmp_path.joinpath(entry or ".", "git"), f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", entry + os.pathsep + os.environ["PATH"])
        return program

    return put_it


@needs_posix
def test_a_git_that_does_not_answer_is_given_up(
    repository: Path, tmp_path: Path, made_up_git: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network drive that has gone away must not hold a check up for ever."""
    made_up_git(str(tmp_path / "slow"), "exec sleep 60")
    monkeypatch.setattr(git, "_TIMEOUT", 0.2)
    assert complaint(".") == "it took longer than 0.2 seconds"


@needs_posix
@pytest.mark.parametrize("entry", [".", "", "sub"])
def test_a_git_that_lies_among_the_files_is_not_started(
    repository: Path, entry: str, made_up_git: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows looks in the current folder first; what is being checked may hold a program of that name."""
    program = put(repository / entry / "git", "#!/bin/sh\necho > started\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", entry + os.pathsep + os.environ["PATH"])
    assert shown(ignored(".")) == ["a.old.yaml", "drafts", "node_modules", "sub/c.old.yaml"]
    assert not Path("started").exists()


@needs_posix
def test_git_is_asked_without_a_keyboard(
    repository: Path, tmp_path: Path, made_up_git: Callable[[str, str], Path]
) -> None:
    """It can ask nobody for anything, fetch nothing, and take no lock that another program waits for."""
    said = tmp_path / "said"
    made_up_git(str(tmp_path / "bin"), f"{{ env; cat; }} > '{said}'")
    assert ignored(".") == frozenset()
    lines = said.read_text(encoding="utf-8").splitlines()
    assert {"GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_ALLOW_PROTOCOL=none", "LC_ALL=C"} <= set(
        lines
    )
