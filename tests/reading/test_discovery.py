"""Which files a search comes across, what it leaves out, and that it is quick."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.reading import find_files, read_bytes, read_file
from ehsg_cli.reading.ours import BEGINNING
from tests.helpers import GATESHEAD, HEAD, PACK, put as put_file

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """A function that writes a file of ours into an empty current folder."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str | bytes = HEAD) -> Path:
        return put_file(tmp_path / name, text)

    return write


def noting(function: Callable[..., Any], seen: list[str]) -> Callable[..., Any]:
    """The function, which notes the path it is asked about."""

    def call(path: str, *more: object) -> Any:
        seen.append(path)
        return function(path, *more)

    return call


def found(*paths: str, leaving: frozenset[str] = frozenset(), only_ours: bool = False) -> list[str]:
    """The files found, with slashes, where these are left out."""
    spelled = frozenset(path.replace("/", os.sep) for path in leaving)
    return [Path(path).as_posix() for path in find_files(paths, lambda _: spelled, only_ours=only_ours)]


def test_what_is_left_out_is_not_looked_at(put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is not opened, and a folder is not gone into: that is what makes a search quick."""
    for name in ("a.yaml", "b.yaml", "deep/node_modules/x/y.yaml", "deep/c.yaml"):
        put(name)
    listed: list[str] = []
    monkeypatch.setattr(os, "scandir", noting(os.scandir, listed))
    opened: list[str] = []
    monkeypatch.setattr("ehsg_cli.reading.raw.read_bytes", noting(read_bytes, opened))
    assert found(".", leaving=frozenset({"./b.yaml", "./deep/node_modules"})) == ["a.yaml", "deep/c.yaml"]
    assert [Path(path).as_posix() for path in listed] == [".", "deep"]
    assert {Path(path).as_posix() for path in opened} == {"a.yaml", "deep/c.yaml"}


def test_what_is_named_is_looked_at_whatever_is_left_out(put: Callable[..., Path]) -> None:
    """By its name, or by a pattern that the user wrote and we expand."""
    put("a.yaml")
    put("drafts/b.yaml")
    leaving = frozenset({"./drafts", "drafts", "drafts/b.yaml", "./a.yaml"})
    assert found("a.yaml", "drafts/b.yaml", leaving=leaving) == ["a.yaml", "drafts/b.yaml"]
    assert found("drafts/*.yaml", leaving=leaving) == ["drafts/b.yaml"]


def test_each_repository_on_the_way_is_asked_for_what_it_leaves_out(put: Callable[..., Path]) -> None:
    """The folder named, and every folder below it that holds `.git`, as a folder or a file; no other."""
    for name in ("a/b/c.yaml", "a/.git/config", "d/e/.git", "d/e/f.yaml", "d/e/g/h.yaml"):
        put(name)
    asked: list[str] = []

    def left_out(folder: str) -> frozenset[str]:
        asked.append(Path(folder).as_posix())
        return frozenset({os.path.join(".", "d", "e", "g")}) if folder.endswith("e") else frozenset()  # noqa: PTH118

    files = [Path(path).as_posix() for path in find_files(["."], left_out)]
    assert files == ["a/b/c.yaml", "d/e/f.yaml"]
    assert sorted(asked) == [".", "a", "d/e"]


def test_what_is_not_ours_is_passed_over_where_that_is_asked_for(put: Callable[..., Path]) -> None:
    """A hook names every YAML file that was changed; most are none of ours."""
    put("a.yaml")
    put("other.yaml", "name: not ours\n")
    put("pack.yaml", "ehsg: guide/1\npart: guide\n")
    put("empty.yaml", "")
    put("conflict.yaml", "<<<<<<< ours\nehsg: assessment/1\n")
    named = ("a.yaml", "other.yaml", "pack.yaml", "empty.yaml", "conflict.yaml")
    assert found(*named) == sorted(named)
    assert found(*named, only_ours=True) == ["a.yaml", "conflict.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\n" * 2000 + HEAD,
        "# " + "x" * 4080 + "\n" + HEAD,
        *("# " + "x" * (4096 - length) + "\n" + HEAD for length in range(24)),
        HEAD.strip(),
        "guide: ehsg-2022\n" * 3000 + "ehsg: assessment/1",
    ],
    ids=len,
)
def test_a_mark_is_seen_wherever_it_stands(put: Callable[..., Path], text: str) -> None:
    """Only a file's beginning is read where that settles it, and the whole of it where it doesn't."""
    put("a.yaml", text)
    put("pack.yaml", text.replace("assessment/1", "guide/1"))
    assert found(".") == ["a.yaml"]


@needs_links
def test_links_that_lead_round_in_a_ring_are_not_followed(put: Callable[..., Path]) -> None:
    """A link to a folder above, to itself, and two to each other."""
    put("a/b.yaml")
    Path("a/up").symlink_to("..", target_is_directory=True)
    Path("a/self.yaml").symlink_to("self.yaml")
    Path("a/one.yaml").symlink_to("two.yaml")
    Path("a/two.yaml").symlink_to("one.yaml")
    assert found(".") == ["a/b.yaml"]


@needs_links
def test_a_file_and_a_link_to_it_are_one(put: Callable[..., Path]) -> None:
    """Its findings are told once."""
    put("a/b.yaml")
    Path("a/link.yaml").symlink_to("b.yaml")
    assert len(found(".")) == 1
    assert len(found("a/link.yaml", "a/b.yaml")) == 1
    assert len(found("a", "a/link.yaml")) == 1


@needs_links
def test_a_folder_and_a_link_to_it_are_one(put: Callable[..., Path]) -> None:
    """A link that is named is gone into, and its files are those of the folder."""
    put("a/b.yaml")
    Path("link").symlink_to("a", target_is_directory=True)
    assert found("link") == ["link/b.yaml"]
    assert len(found("a", "link")) == 1


def test_a_folder_that_vanishes_on_the_way_is_passed_over(
    put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that cleans up in the meantime is no reason to stop."""
    put("a.yaml")
    put("gone/b.yaml")
    scandir = os.scandir

    def vanish(folder: str) -> object:
        if folder.endswith("gone"):
            raise FileNotFoundError(2, "No such file or directory", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", vanish)
    assert found(".") == ["a.yaml"]


def test_a_file_that_vanishes_on_the_way_is_told_in_one_line(
    put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody should take it for checked."""
    put("a.yaml")

    def vanish(entry: object) -> bool:
        Path("a.yaml").unlink()
        return True

    monkeypatch.setattr("ehsg_cli.reading.ours.is_file", vanish)
    with pytest.raises(UserError, match=r"there is no file .*a\.yaml"):
        found(".")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.yaml", ["a.yaml"]),
        ("**/*.yaml", ["a.yaml", "b/c.yaml", "b/d/e.yaml"]),
        ("b/**", ["b/c.yaml", "b/d/e.yaml", "b/d/f.yml"]),
        ("?.yaml", ["a.yaml"]),
        ("b/[cd].yaml", ["b/c.yaml"]),
        ("b/[!x]/*.y*ml", ["b/d/e.yaml", "b/d/f.yml"]),
        ("[b]", ["b/c.yaml", "b/d/e.yaml", "b/d/f.yml"]),
    ],
)
def test_patterns_are_expanded(put: Callable[..., Path], pattern: str, expected: list[str]) -> None:
    """Windows shells hand them on as they are; folders that match are searched."""
    for name in ("a.yaml", "b/c.yaml", "b/d/e.yaml", "b/d/f.yml"):
        put(name)
    assert found(pattern) == expected


def test_a_name_with_brackets_is_itself_before_it_is_a_pattern(put: Callable[..., Path]) -> None:
    """Browsers call a second download `area [1].yaml`, and Windows `area (1).yaml`."""
    put("area [1].yaml")
    put("area 1.yaml")
    assert found("area [1].yaml") == ["area [1].yaml"]
    assert found("area [[]1].yaml") == ["area [1].yaml"]


def test_a_pattern_that_matches_nothing_is_told(put: Callable[..., Path]) -> None:
    """A check that checked nothing must not look like one that passed."""
    with pytest.raises(UserError, match=r"no file fits the pattern .*\*\.yaml"):
        found("*.yaml")


@pytest.mark.parametrize("name", ["CON", "nul.yaml", "areas/aux.yaml"])
def test_a_name_that_is_a_device_on_windows_is_not_opened_there(
    put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Reading `CON` would wait for the keyboard."""
    put(name)
    monkeypatch.setattr("ehsg_cli.reading.raw._HAS_DEVICES", True)
    with pytest.raises(UserError, match=r"is no file: Windows keeps that name for a device"):
        found(name, only_ours=True)


def test_a_search_asks_the_disk_little_of_each_file(
    put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two thousand files are found in well under a tenth of a second: one short read each, and no path is
    resolved anew, which takes a question for each of its folders."""
    for number in range(50):
        put(f"areas/{number}.yaml", HEAD + "# " + "x" * 40_000)
    resolved: list[str] = []
    monkeypatch.setattr(os.path, "realpath", noting(os.path.realpath, resolved))
    sizes: list[int] = []

    def measured(path: str, most: int) -> bytes:
        data = read_bytes(path, most)
        sizes.append(len(data))
        return data

    monkeypatch.setattr("ehsg_cli.reading.raw.read_bytes", measured)
    assert len(found("areas")) == 50
    assert len(sizes) == 50
    assert max(sizes) <= BEGINNING + 1
    assert len(resolved) == 1
    resolved.clear()
    assert len(found(*(f"areas/{number}.yaml" for number in range(50)))) == 50
    assert len(resolved) == 1


# In a folder with files of ours and of others


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
