"""Which files there are, and that what isn't one is said in one line."""

import os
from pathlib import Path
from threading import Thread

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.reading import find_files, read_file
from tests.helpers import GATESHEAD, HEAD, PACK


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with some files of ours and some of others."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "b/area.yaml": HEAD,
        "a.yml": HEAD,
        "b/UPPER.YAML": HEAD,
        "b/c/thresholds.yaml": "# a comment first\nehsg: thresholds/1\n",
        "a/plan.yaml": "ehsg: plan/1\n",
        "other.yaml": "name: not ours\n  ehsg: indented\n",
        "b/notes.txt": HEAD,
        ".hidden/area.yaml": HEAD,
        "b/.git/area.yaml": HEAD,
        "guide/own/guide.yaml": "ehsg: guide/1\npart: guide\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_searched_for_files_of_ours(folder: Path) -> None:
    """By ending and mark, in path order; hidden folders, others' files and guide packs are passed over."""
    found = [Path(path).as_posix() for path in find_files(["."])]
    assert found == ["a.yml", "a/plan.yaml", "b/UPPER.YAML", "b/area.yaml", "b/c/thresholds.yaml"]


def test_paths_stand_as_they_were_typed(folder: Path) -> None:
    """A folder's files are named by the folder as typed."""
    assert find_files(["b/c"]) == [os.path.join("b/c", "thresholds.yaml")]  # noqa: PTH118
    assert find_files([str(folder / "b" / "c")]) == [str(folder / "b" / "c" / "thresholds.yaml")]


def test_a_file_that_is_named_is_taken_whatever_it_is(folder: Path) -> None:
    """Named outright: no ending, no mark, hidden or of a pack, it is looked at."""
    named = ["other.yaml", "b/notes.txt", ".hidden/area.yaml", "guide/own/guide.yaml"]
    assert find_files(named) == sorted(named)


@pytest.mark.parametrize(
    "paths",
    [
        ["a.yml", "a.yml"],
        ["a.yml", "./a.yml"],
        ["b", "b/area.yaml"],
        ["b", "./b"],
        ["b", "b/c/.."],
        ["b", "b/"],
    ],
)
def test_no_file_is_looked_at_twice(folder: Path, paths: list[str]) -> None:
    """However its path is spelled, a file is found once."""
    found = [Path(path).resolve() for path in find_files(paths)]
    assert len(found) == len(set(found))


def test_an_absolute_and_a_relative_path_are_the_same_file(folder: Path) -> None:
    """The working folder's own path counts as a spelling too."""
    assert len(find_files(["b", str(folder / "b")])) == 3


@pytest.mark.parametrize("path", ["nowhere.yaml", "nowhere/", "a.yml/x", "x" * 300, "x/" * 3000, "a\0b"])
def test_what_does_not_exist_is_said_in_one_line(folder: Path, path: str) -> None:
    """A missing path, or one that no file can have, stops the command with words, not a traceback."""
    with pytest.raises(UserError) as caught:
        find_files(["b", path])
    assert caught.value.message.startswith("there is no file or folder ")
    assert caught.value.hint


@pytest.mark.parametrize("path", ["nowhere.yaml", "x" * 300, "b", "a\0b"])
def test_what_cannot_be_read_is_said_in_one_line(folder: Path, path: str) -> None:
    """Reading a file that isn't there, or a folder, or an impossible name."""
    with pytest.raises(UserError) as caught:
        read_file(path)
    assert caught.value.hint


def test_a_file_that_may_not_be_opened_is_said_in_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No permission is exit 2, with the path and the reason."""

    def refuse(*args: object, **kwargs: object) -> object:
        raise PermissionError(13, "Permission denied", "a.yml")

    monkeypatch.setattr("builtins.open", refuse)
    for act in (lambda: read_file("a.yml"), lambda: find_files(["b"])):
        with pytest.raises(UserError) as caught:
            act()
        assert "Permission denied" in caught.value.message
        assert caught.value.hint == "check that you may read it"


def test_a_folder_that_may_not_be_opened_is_said_in_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is not passed over in silence: its files would look checked."""

    def refuse(*args: object) -> object:
        raise PermissionError(13, "Permission denied", "b")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UserError, match="cannot read the folder b"):
        find_files(["b"])


@pytest.mark.parametrize("name", ["area.lock.yaml", ".#area.yaml"])
def test_a_link_to_nowhere_in_a_folder_does_not_stop_a_check(folder: Path, name: str) -> None:
    """An editor's lock file is one: what cannot be there to read is passed over where it was not named."""
    try:
        (folder / "b" / name).symlink_to("someone@somewhere.123")
    except OSError:  # Windows gives the right to make links only to administrators
        return
    assert len(find_files(["b"])) == 3


def test_a_pipe_in_a_folder_is_not_read(folder: Path) -> None:
    """Reading a pipe may never end; only one that is named outright is opened."""
    if not hasattr(os, "mkfifo"):  # Windows has none
        return
    pipe = folder / "b" / "pipe.yaml"
    os.mkfifo(pipe)
    # Somebody who writes, so that this test fails rather than hangs where the pipe is read.
    writer = Thread(target=lambda: pipe.write_text(HEAD, encoding="utf-8"), daemon=True)
    writer.start()
    try:
        assert len(find_files(["b"])) == 3
    finally:
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        writer.join(5)
        os.close(reader)


def test_a_hidden_file_is_passed_over(folder: Path) -> None:
    """MacOS keeps `._name` beside files on a network drive; like hidden folders they are none of ours."""
    (folder / "b" / "._area.yaml").write_text(HEAD, encoding="utf-8")
    assert len(find_files(["b"])) == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_a_mark_in_another_encoding_is_seen(folder: Path, encoding: str) -> None:
    """A file that PowerShell wrote is found, so that somebody is told of it."""
    (folder / "new").mkdir()
    (folder / "new" / "x.yaml").write_bytes(GATESHEAD.encode(encoding))
    assert len(find_files(["new"])) == 1


@pytest.mark.parametrize(
    "first", ['"ehsg": assessment/1\n', "'ehsg': assessment/1\n", "ehsg : assessment/1\n"]
)
def test_a_mark_spelled_otherwise_is_seen(folder: Path, first: str) -> None:
    """What reading takes for the key `ehsg`, finding does too: else a file would never be checked."""
    (folder / "new").mkdir()
    (folder / "new" / "x.yaml").write_text(f"{first}guide: ehsg-2022\n", encoding="utf-8")
    assert len(find_files(["new"])) == 1


def test_a_guide_pack_is_passed_over_where_it_lies() -> None:
    """The packs that come with ehsg are no files of a partnership."""
    assert find_files([str(PACK)]) == []
