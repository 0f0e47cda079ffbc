"""`ehsg git-setup`, and what git then shows of an assessment."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ehsg_cli.cli.git_setup import command
from tests.cli.conftest import Ehsg
from tests.helpers import GATESHEAD, NORTHBRIDGE, PACK, ROOT, changed, fenced, put
from tests.repositories import Repository

pytestmark = pytest.mark.git

OURS = "*.yaml text eol=lf diff=ehsg\n*.yml text eol=lf diff=ehsg\n"
BEGIN = "# Begin of what `ehsg git-setup` wrote; it writes it anew, so put lines of your own elsewhere.\n"
END = "# End of what `ehsg git-setup` wrote.\n"
BLOCK = BEGIN + OURS + END
WAS_EMPTY = BLOCK.replace("elsewhere.\n", "elsewhere. The file was there before, with nothing in it.\n")
HAD_NO_END = BLOCK.replace("elsewhere.\n", "elsewhere. The last line before had no line end.\n")
FOREIGN = "on: push\njobs: {}\n"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


@pytest.fixture
def ehsg(ehsg: Ehsg, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Ehsg:
    """Commands run in the repository."""
    monkeypatch.chdir(repository.folder)
    return ehsg


@pytest.fixture
def set_up(ehsg: Ehsg, repository: Repository) -> Repository:
    """A repository with the real return in it, set up."""
    repository.put("area.yaml", GATESHEAD)
    assert ehsg("git-setup").code == 0
    repository.commit("Begin")
    return repository


def attributes(repository: Repository) -> bytes:
    return (repository.folder / ".gitattributes").read_bytes()


def diff_of(repository: Repository, *arguments: str) -> list[str]:
    """The changed lines that `git diff` shows, without its own headings."""
    shown = repository.git("diff", "-U0", *arguments).split("\n")
    return [line for line in shown if line[:1] in "+-" and line[:3] not in ("+++", "---") and line]


# The set-up


def test_it_writes_the_lines_and_the_settings_and_says_so(ehsg: Ehsg, repository: Repository) -> None:
    """Both are named, and that the one is to be committed and the other is not."""
    done = ehsg("git-setup")
    assert (done.code, done.out) == (0, "")
    assert attributes(repository).decode() == BLOCK
    assert repository.git("config", "--local", "diff.ehsg.textconv").rstrip("\n") == command(sys.executable)
    assert "[:alnum:]" in repository.git("config", "--local", "diff.ehsg.xfuncname")
    assert "commit it" in done.err
    assert "diff.ehsg.textconv and diff.ehsg.xfuncname" in done.err


def test_a_second_time_changes_nothing(ehsg: Ehsg, repository: Repository) -> None:
    """Neither file has another byte, and that is said."""
    ehsg("git-setup")
    before = attributes(repository), (repository.folder / ".git/config").read_bytes()
    done = ehsg("git-setup")
    assert (attributes(repository), (repository.folder / ".git/config").read_bytes()) == before
    assert done.code == 0
    assert done.err.splitlines() == [
        ".gitattributes is as it should be",
        "The configuration is as it should be",
    ]


def test_a_subfolder_means_the_whole_repository(ehsg: Ehsg, repository: Repository) -> None:
    """The lines go to the top, from wherever it is run."""
    (repository.folder / "areas/north").mkdir(parents=True)
    assert ehsg("git-setup", "areas/north").code == 0
    assert attributes(repository).decode() == BLOCK
    assert not (repository.folder / "areas/north/.gitattributes").exists()


@pytest.mark.parametrize(
    ("theirs", "whole"),
    [
        (b"*.docx binary\n", b"*.docx binary\n\n" + BLOCK.encode()),
        (b"*.docx binary", b"*.docx binary\n\n" + HAD_NO_END.encode()),
        (b"*.docx binary\n\n", b"*.docx binary\n\n\n" + BLOCK.encode()),
        (b"# a\r\n# b\n", b"# a\r\n# b\n\r\n" + BLOCK.replace("\n", "\r\n").encode()),
        (b"*.docx binary\r\n", b"*.docx binary\r\n\r\n" + BLOCK.replace("\n", "\r\n").encode()),
        ("# Zoë’s\n".encode(), "# Zoë’s\n\n".encode() + BLOCK.encode()),
        (b"\xef\xbb\xbf*.docx binary\n", b"\xef\xbb\xbf*.docx binary\n\n" + BLOCK.encode()),
        (b"\xef\xbb\xbf", b"\xef\xbb\xbf" + WAS_EMPTY.encode()),
        (b"", WAS_EMPTY.encode()),
        (b"\n", b"\n\n" + WAS_EMPTY.encode()),
    ],
)
def test_the_users_lines_stay_as_they_are(
    ehsg: Ehsg, repository: Repository, theirs: bytes, whole: bytes
) -> None:
    """Their line ends and their byte order mark too; ours end as theirs do, and go without a trace."""
    repository.put(".gitattributes", theirs)
    assert ehsg("git-setup").code == 0
    assert attributes(repository) == whole
    assert ehsg("git-setup").code == 0
    assert attributes(repository) == whole
    assert ehsg("git-setup", "--remove").code == 0
    assert attributes(repository) == theirs


@pytest.mark.parametrize("theirs", ["# a\n", "# a", "", None])
def test_lines_that_came_behind_ours_stay(ehsg: Ehsg, repository: Repository, theirs: str | None) -> None:
    """Somebody adds one at the end of the file; taking ours out joins it to what stands above."""
    if theirs is not None:
        repository.put(".gitattributes", theirs)
    ehsg("git-setup")
    repository.put(".gitattributes", attributes(repository) + b"*.png binary\n")
    assert ehsg("git-setup").code == 0
    assert ehsg("git-setup", "--remove").code == 0
    assert attributes(repository).decode() == ("# a\n" if theirs else "") + "*.png binary\n"


def test_a_carriage_return_alone_is_refused(ehsg: Ehsg, repository: Repository) -> None:
    """Git takes the whole of such a file for one line, so nothing can be added to it."""
    for data in (b"# a\r# b\r", b"# a\r\r\n"):
        repository.put(".gitattributes", data)
        done = ehsg("git-setup")
        assert done.code == 2
        assert "carriage return alone" in done.err
        assert attributes(repository) == data


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_a_name_that_is_no_text_is_found_by_its_bytes(ehsg: Ehsg, repository: Repository) -> None:
    """Beside another's file each of ours is named, and the file with the names stays UTF-8."""
    name = os.fsdecode(b"caf\xe9 \xc3\xa9.yaml")
    repository.put(name, GATESHEAD)
    repository.put("compose.yaml", FOREIGN)
    assert ehsg("git-setup").code == 0
    assert "caf\\351 é.yaml" in attributes(repository).decode()
    assert repository.run("check-attr", "diff", "--", name).stdout.endswith(b"diff: ehsg\n")
    assert ehsg("git-setup", "--check").code == 0
    assert ehsg("git-setup", "--remove").code == 0
    assert not (repository.folder / ".gitattributes").exists()


@posix
def test_a_pipe_of_that_name_is_not_read(ehsg: Ehsg, repository: Repository) -> None:
    """It would wait for ever; the same for a file of ours in whose place one stands."""
    repository.commit("One", {"area.yaml": GATESHEAD})
    (repository.folder / "area.yaml").unlink()
    os.mkfifo(repository.folder / "area.yaml")
    assert ehsg("git-setup", "--check").code == 1
    os.mkfifo(repository.folder / ".gitattributes")
    for option in ((), ("--check",), ("--remove",)):
        done = ehsg("git-setup", *option)
        assert done.code == 2
        assert "is no ordinary file" in done.err


def test_a_configuration_that_is_locked(ehsg: Ehsg, repository: Repository) -> None:
    """Nothing is written then, and nothing taken out."""
    lock = repository.folder / ".git/config.lock"
    lock.touch()
    done = ehsg("git-setup")
    assert (done.code, done.out) == (2, "")
    for said in ("git cannot set diff.ehsg.textconv", "lock", "nothing was changed"):
        assert said in done.err
    assert not (repository.folder / ".gitattributes").exists()
    lock.unlink()
    assert ehsg("git-setup").code == 0
    before = attributes(repository), (repository.folder / ".git/config").read_bytes()
    lock.touch()
    done = ehsg("git-setup", "--remove")
    assert done.code == 2
    assert "nothing was changed" in done.err
    assert (attributes(repository), (repository.folder / ".git/config").read_bytes()) == before


@posix
def test_settings_are_taken_back_where_the_file_cannot_be_written(
    ehsg: Ehsg, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood in the configuration before stands there again, of ours from elsewhere too."""
    ehsg("git-setup")
    theirs = "/elsewhere/python -P -m ehsg_cli git-textconv"
    repository.git("config", "--local", "diff.ehsg.textconv", theirs)
    path = repository.put(".gitattributes", "*.png binary\n")
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda file, mode: Path(file) != path and allowed(file, mode))
    done = ehsg("git-setup")
    assert done.code == 2
    assert "nothing was changed" in done.err
    assert repository.git("config", "--local", "diff.ehsg.textconv").strip() == theirs


def test_our_lines_are_replaced_where_they_stand(ehsg: Ehsg, repository: Repository) -> None:
    """What an older version wrote is known by its first and last line, with the users' lines around it."""
    older = (
        "# Begin of what `ehsg git-setup` wrote.\n*.yaml diff=ehsg\n# End of what `ehsg git-setup` wrote\n"
    )
    repository.put(".gitattributes", f"*.png binary\n{older}*.docx binary\n")
    assert ehsg("git-setup").code == 0
    assert attributes(repository).decode() == f"*.png binary\n{BLOCK}*.docx binary\n"


def test_other_peoples_yaml_is_left_alone(ehsg: Ehsg, repository: Repository) -> None:
    """Where not all YAML is ours, the lines fit folders with ours only, and single files beside theirs."""
    for name in ("areas/a.yaml", "areas/2024/b.yml", "plan.yaml", "two words/c [1].yaml", "two words/d.yaml"):
        repository.put(name, GATESHEAD)
    for name in (".github/workflows/ci.yaml", "compose.yaml", "two words/other.yaml"):
        repository.put(name, FOREIGN)
    repository.put(".gitignore", "node_modules/\n")
    repository.put("node_modules/x.yaml", FOREIGN)
    assert ehsg("git-setup").code == 0
    names = ["areas/a.yaml", "areas/2024/b.yml", "plan.yaml", "two words/c [1].yaml", "two words/d.yaml"]
    told = repository.git("check-attr", "diff", "eol", "--", *names).splitlines()
    assert all(line.endswith(("diff: ehsg", "eol: lf")) for line in told), told
    names = [".github/workflows/ci.yaml", "compose.yaml", "two words/other.yaml", "two words/c 1.yaml"]
    told = repository.git("check-attr", "diff", "eol", "--", *names).splitlines()
    assert all(line.endswith("unspecified") for line in told), told
    assert b"node_modules" not in attributes(repository)


def test_where_only_other_peoples_yaml_is_nothing_is_written(ehsg: Ehsg, repository: Repository) -> None:
    """No line could be written that fits files of ours alone."""
    repository.put("compose.yaml", FOREIGN)
    done = ehsg("git-setup")
    assert done.code == 2
    assert "none of the YAML files" in done.err
    assert not (repository.folder / ".gitattributes").exists()


def test_the_check_says_what_is_missing_and_changes_nothing(ehsg: Ehsg, repository: Repository) -> None:
    """1 until everything is there, 0 from then on."""
    done = ehsg("git-setup", "--check")
    assert done.code == 1
    for what in (".gitattributes", "diff.ehsg.textconv", "diff.ehsg.xfuncname", *OURS.splitlines()):
        assert what in done.err
    assert not (repository.folder / ".gitattributes").exists()
    ehsg("git-setup")
    assert (ehsg("git-setup", "--check").code, ehsg("git-setup", "--check").err) == (
        0,
        "Everything is set up\n",
    )
    repository.git("config", "--local", "diff.ehsg.textconv", "/gone/python -P -m ehsg_cli git-textconv")
    done = ehsg("git-setup", "--check")
    assert done.code == 1
    assert "diff.ehsg.textconv" in done.err
    assert "xfuncname" not in done.err
    assert ehsg("git-setup").code == 0, "one of ours from another environment is replaced"
    assert ehsg("git-setup", "--check").code == 0


def test_what_was_set_up_is_taken_out_again(ehsg: Ehsg, repository: Repository) -> None:
    """And nothing of the user's with it."""
    repository.git("config", "--local", "diff.ehsg.binary", "false")
    ehsg("git-setup")
    done = ehsg("git-setup", "--remove")
    assert done.code == 0
    assert not (repository.folder / ".gitattributes").exists()
    assert repository.git("config", "--local", "--get-regexp", "^diff[.]").strip() == "diff.ehsg.binary false"
    done = ehsg("git-setup", "--remove")
    assert (done.code, done.err) == (0, "Nothing of ours is set up here\n")


def test_files_with_windows_line_ends_are_named_and_left(ehsg: Ehsg, repository: Repository) -> None:
    """What to do about them is said; no byte of them changes, in the folder or in what is committed."""
    crlf = GATESHEAD.replace("\n", "\r\n").encode()
    repository.commit("From Windows", {"area.yaml": crlf, "other.yaml": NORTHBRIDGE})
    done = ehsg("git-setup")
    assert "1 file of ours is committed with Windows line ends (area.yaml)" in done.err
    assert "git add --renormalize" in done.err
    assert (repository.folder / "area.yaml").read_bytes() == crlf
    assert repository.run("show", "HEAD:area.yaml").stdout == crlf
    assert repository.git("diff", "--cached", "--name-only") == ""
    repository.git("add", "--renormalize", ".")
    repository.commit("Line ends")
    assert "Windows" not in ehsg("git-setup").err


# Where it cannot be done


def test_without_a_repository(ehsg: Ehsg, tmp_path: Path) -> None:
    """It says so, and how to make one."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    done = ehsg("git-setup", folder)
    assert done.code == 2
    assert "is in no git repository" in done.err
    assert "git init" in done.err
    assert list(folder.iterdir()) == []
    assert "no folder" in ehsg("git-setup", tmp_path / "nowhere").err


def test_in_a_bare_repository(ehsg: Ehsg, repository: Repository, tmp_path: Path) -> None:
    """There are no files to work on; nor inside `.git`."""
    bare = tmp_path / "bare.git"
    repository.git("init", "-q", "--bare", str(bare))
    for folder in (bare, bare / "refs", repository.folder / ".git"):
        done = ehsg("git-setup", folder)
        assert done.code == 2
        assert "bare" in done.err
    assert not (bare / ".gitattributes").exists()


def test_without_git(ehsg: Ehsg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It says that git is not installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    done = ehsg("git-setup")
    assert done.code == 2
    assert "git is not installed" in done.err


@pytest.mark.parametrize("data", ["# Zoë\n".encode("latin-1"), "*.png binary\n".encode("utf-16")])
def test_a_file_that_is_not_utf8_is_left(ehsg: Ehsg, repository: Repository, data: bytes) -> None:
    """Nobody can add a line to it without a guess."""
    repository.put(".gitattributes", data)
    done = ehsg("git-setup")
    assert done.code == 2
    assert "is not UTF-8" in done.err
    assert attributes(repository) == data


@posix
def test_a_link_is_left(ehsg: Ehsg, repository: Repository) -> None:
    """Git does not follow it, and what it leads to may be anybody's."""
    target = repository.put("elsewhere", "*.png binary\n")
    (repository.folder / ".gitattributes").symlink_to("elsewhere")
    done = ehsg("git-setup")
    assert done.code == 2
    assert "symbolic link" in done.err
    assert target.read_text() == "*.png binary\n"


def test_a_folder_of_that_name_is_left(ehsg: Ehsg, repository: Repository) -> None:
    """However it came there."""
    (repository.folder / ".gitattributes").mkdir()
    done = ehsg("git-setup")
    assert done.code == 2
    assert "is a folder" in done.err


@posix
def test_a_file_that_may_not_be_written_is_left(
    ehsg: Ehsg, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What to do instead is said, and no setting is made either."""
    path = repository.put(".gitattributes", "*.png binary\n")
    # Whoever runs the tests may be allowed everything.
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda file, mode: Path(file) != path and allowed(file, mode))
    done = ehsg("git-setup")
    assert done.code == 2
    assert "--check" in done.err
    assert attributes(repository) == b"*.png binary\n"
    assert repository.run("config", "--local", "diff.ehsg.textconv").returncode == 1


@pytest.mark.parametrize("lost", [BEGIN, END])
def test_our_lines_without_their_first_or_last_are_left(
    ehsg: Ehsg, repository: Repository, lost: str
) -> None:
    """Which lines are the users' cannot be told then."""
    text = BLOCK.replace(lost, "") + "*.png binary\n"
    repository.put(".gitattributes", text)
    done = ehsg("git-setup")
    assert done.code == 2
    assert "have lost" in done.err
    assert attributes(repository).decode() == text


@pytest.mark.parametrize(
    ("theirs", "says"),
    [("*.yaml diff=yaml\n", "diff=yaml"), ("*.yaml -text\n", "-text"), ("*.yaml eol=crlf\n", "eol=crlf")],
)
def test_other_settings_for_the_same_files_are_not_overruled_unasked(
    ehsg: Ehsg, repository: Repository, theirs: str, says: str
) -> None:
    """Lines of the user's say otherwise, and which; with --force ours stand below them and count."""
    repository.put("area.yaml", GATESHEAD)
    repository.put(".gitattributes", theirs)
    done = ehsg("git-setup")
    assert done.code == 2
    assert "area.yaml" in done.err
    assert says in done.err
    assert attributes(repository).decode() == theirs
    assert ehsg("git-setup", "--force").code == 0
    told = repository.git("check-attr", "diff", "eol", "text", "--", "area.yaml")
    assert told.splitlines() == ["area.yaml: diff: ehsg", "area.yaml: eol: lf", "area.yaml: text: set"]


def test_lines_further_down_that_still_count_are_told(ehsg: Ehsg, repository: Repository) -> None:
    """A folder's own `.gitattributes` stands above the one at the top, whatever --force says."""
    repository.put("areas/a.yaml", GATESHEAD)
    repository.put("areas/.gitattributes", "*.yaml diff=yaml\n")
    done = ehsg("git-setup", "--force")
    assert done.code == 0
    assert "Other lines still decide about areas/a.yaml" in done.err


@pytest.mark.parametrize("key", ["textconv", "command"])
def test_a_driver_of_the_users_of_that_name_is_not_replaced_unasked(
    ehsg: Ehsg, repository: Repository, key: str
) -> None:
    """A repository may have one called so already."""
    repository.git("config", "--local", f"diff.ehsg.{key}", "mine")
    done = ehsg("git-setup")
    assert done.code == 2
    assert f"diff.ehsg.{key} is mine" in done.err
    assert not (repository.folder / ".gitattributes").exists()
    assert repository.git("config", "--local", f"diff.ehsg.{key}") == "mine\n"
    done = ehsg("git-setup", "--force")
    # Git would start that program in place of ours, whatever else is set.
    assert done.code == (2 if key == "command" else 0)
    assert ("--unset diff.ehsg.command" in done.err) == (key == "command")


# The command that git runs


@pytest.mark.parametrize(
    ("python", "first"),
    [
        ("/home/a b/.venv/bin/python", "/home/a b/.venv/bin/python"),
        ("/it's $HOME/`x`/python", "/it's $HOME/`x`/python"),
        ("C:\\Program Files\\Python\\python.exe", "C:/Program Files/Python/python.exe"),
        ("\\\\server\\share\\python.exe", "//server/share/python.exe"),
        ("/opt/python", "/opt/python"),
    ],
)
def test_any_path_of_python_stays_one_word_for_the_shell(python: str, first: str) -> None:
    """Git hands the command to a shell, its own one on Windows."""
    assert shlex.split(command(python)) == [first, "-P", "-m", "ehsg_cli", "git-textconv"]
    assert command("") == "ehsg git-textconv"


@posix
def test_it_works_in_an_environment_that_is_not_on_the_search_path(
    ehsg: Ehsg, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the whole path of its Python, with a space and a quotation mark in it."""
    folder = tmp_path / "it's an env" / "bin"
    folder.mkdir(parents=True)
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    repository.put("area.yaml", GATESHEAD)
    assert ehsg("git-setup").code == 0
    repository.commit("Begin")
    repository.put("area.yaml", changed(GATESHEAD, "score: 3", "score: 4"))
    assert diff_of(repository) == ["-  score: 3", "+  score: 4"]


def test_modules_of_the_repository_are_never_run(set_up: Repository) -> None:
    """Whoever wrote a repository does not get to run code because somebody looks at a difference."""
    for name in ("ehsg_cli", "json", "gc", "re", "pydantic"):
        set_up.put(f"{name}.py", f"open({str(set_up.folder / 'ran')!r}, 'w')\n")
    set_up.put("area.yaml", changed(GATESHEAD, "score: 3", "score: 4"))
    assert diff_of(set_up) == ["-  score: 3", "+  score: 4"]
    assert not (set_up.folder / "ran").exists()


# What git shows


def test_a_change_is_shown_by_descriptor(set_up: Repository) -> None:
    """The descriptor is named where the change begins, and only the sentence that changed is in it."""
    text = changed(NORTHBRIDGE, "81% of families", "86% of families")
    set_up.commit("Northbridge", {"north.yaml": NORTHBRIDGE})
    set_up.put("north.yaml", text)
    shown = set_up.git("diff", "-U0")
    assert "@@ FV2 (5.2) One Lead Practitioner" in shown
    assert diff_of(set_up) == [
        f"{sign}    In this year's survey {share} of families could name their lead practitioner, "
        "and 77% had a say in who it was."
        for sign, share in (("-", "81%"), ("+", "86%"))
    ]


def test_the_page_shows_what_git_shows(ehsg: Ehsg, repository: Repository) -> None:
    """The example in docs/git.md is what comes of such a change."""
    repository.put("area.yaml", NORTHBRIDGE)
    ehsg("git-setup")
    repository.commit("Begin")
    text = changed(NORTHBRIDGE, "FV2:\n    score: 3", "FV2:\n    score: 4")
    repository.put("area.yaml", changed(text, "81% of families", "86% of families"))
    (example,) = fenced((ROOT / "docs/git.md").read_text(encoding="utf-8"), "diff")
    assert repository.git("diff").partition("\n@@")[2] == example.removeprefix("@@")


def test_without_the_account_the_place_of_a_change_is_named_too(set_up: Repository) -> None:
    """`git diff --no-textconv` shows the file itself, and above each change the descriptor's id."""
    set_up.commit("Northbridge", {"north.yaml": NORTHBRIDGE})
    set_up.put("north.yaml", changed(NORTHBRIDGE, "81% of families", "86% of families"))
    assert "@@ FV2:" in set_up.git("diff", "-U0", "--no-textconv")


def test_wrapping_quotes_order_and_line_ends_are_no_change(set_up: Repository) -> None:
    """What does not change what the file says leaves nothing to show."""
    set_up.commit("Northbridge", {"north.yaml": NORTHBRIDGE})
    text = changed(
        NORTHBRIDGE,
        "halfway and at closure, whoever leads the plan. In the year\n      to March 2023",
        "halfway\n      and at closure, whoever leads the plan. In the year to March 2023",
    )
    text = changed(text, "status: submitted", 'status: "submitted"  # a comment')
    text = changed(text, "period: 2023\n", "")
    text = changed(text, "guide: ehsg-2022\n", "guide: ehsg-2022\nperiod: 2023\n")
    set_up.put("north.yaml", text.replace("\n", "\r\n"))
    assert diff_of(set_up) == []
    assert text != NORTHBRIDGE


def test_show_and_log_show_it_as_well(set_up: Repository) -> None:
    """`git show --textconv` of a file prints the account, `git log -p` compares it."""
    set_up.commit("Up", {"area.yaml": changed(GATESHEAD, "score: 3", "score: 4")})
    told = set_up.git("log", "-p", "-U0", "-1", "--format=%s")
    assert "\n-  score: 3\n+  score: 4\n" in told
    account = set_up.git("show", "--textconv", "HEAD:area.yaml")
    assert account.startswith("Assessment\n  guide: Early Help System Guide 2022\n  area: Gateshead\n")
    assert "\x1b" not in account
    assert account == set_up.git("show", "--textconv", "HEAD:area.yaml")


def test_a_revision_that_is_broken_is_shown_as_it_is(set_up: Repository) -> None:
    """Git goes on: on one side stands the file itself, on the other the account."""
    broken = changed(GATESHEAD, "score: 3", "score: [3")
    set_up.commit("Broken", {"area.yaml": broken})
    set_up.commit("Mended", {"area.yaml": GATESHEAD})
    told = set_up.git("log", "-p", "--format=%s")
    assert "+    score: [3" in told
    assert "-    score: [3" in told
    assert "+  score: 3" in told


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("score: 3", "score: 2.5", ["-  score: 3", "+  score: 2.5 (not valid)"]),
        ("score: 3", 'score: "3"', ["-  score: 3", '+  score: "3" (not valid)']),
        ("score: 3", "score: [3, 4]", ["-  score: 3", "+  score: (not valid)", "+    0: 3", "+    1: 4"]),
        ("score: 3", "score: 3\n    score: 4", ["+  score.again: 4 (not valid)"]),
        ("score: 3", "score: 3\n    scores: 4", ["+  scores: 4 (not valid)"]),
        ("status: draft", "status: final", ["-  status: draft", "+  status: final (not valid)"]),
        ("\ndescriptors:", "\nFV1: 3\ndescriptors:", ["+Not valid", "+  FV1: 3"]),
        (
            "priorities: [DA3, DA5, DA7]",
            "priorities: [{id: DA8, why: Because.}, DA5, DA7]",
            [
                "-  DA3 (9.3) Issues and outcomes in figures",
                "+Not valid",
                "+  priorities.0:",
                "+    id: DA8",
                "+    why: Because.",
            ],
        ),
        (
            "\ndescriptors:",
            "\narea:\n- {name: Elsewhere}\ndescriptors:",
            ["+Not valid", "+  area.again:", "+    0:", "+      name: Elsewhere"],
        ),
        (
            "\ndescriptors:",
            "\nperiod: 2022\nperiod: 2021\ndescriptors:",
            ["+Not valid", "+  period.again: 2022", "+  period.again-2: 2021"],
        ),
        (
            "\ndescriptors:",
            "\nFV1: 3\nFV2: 4\ndescriptors:",
            ["+Not valid", "+  FV1: 3", "+  FV2: 4"],
        ),
    ],
)
def test_a_mistake_leaves_the_account_and_is_shown_as_it_stands(
    set_up: Repository, old: str, new: str, shown: list[str]
) -> None:
    """All else is compared as ever; what is not valid is told by its place, so that no change is hidden."""
    text = changed(GATESHEAD, "status: submitted", "status: draft")
    set_up.commit("Draft", {"area.yaml": text})
    set_up.put("area.yaml", changed(text, old, new))
    assert diff_of(set_up) == shown


def test_a_change_from_one_mistake_to_another_is_shown(set_up: Repository) -> None:
    """Also in a level of the data model, which takes the level beside it out of the reading."""
    text = changed(NORTHBRIDGE, "  current_level: 3", "  current_level: 9")
    set_up.commit("One", {"north.yaml": text})
    set_up.put("north.yaml", changed(text, "submitted_level: 2", "submitted_level: 4"))
    assert diff_of(set_up) == ["-    submitted_level: 2", "+    submitted_level: 4"]


@pytest.mark.parametrize(
    "data", ["ehsg: plan/1\narea: {name: X}\n", "a: [\n", "", "ehsg: assessment/1\nx: 1\n"]
)
def test_what_is_no_sound_assessment_is_shown_as_it_is(set_up: Repository, data: str) -> None:
    """Plans, other people's YAML, half a file: git compares their own lines."""
    set_up.commit("One", {"x.yaml": f"{data}# one\n"})
    set_up.put("x.yaml", f"{data}# two\n")
    assert diff_of(set_up) == ["-# one", "+# two"]


def test_files_deleted_and_renamed(set_up: Repository) -> None:
    """A deleted file is shown from its first line to its last, a renamed one by what changed in it."""
    set_up.git("mv", "area.yaml", "gateshead.yaml")
    set_up.put("gateshead.yaml", changed(GATESHEAD, "score: 3", "score: 4"))
    set_up.git("add", "-A")
    assert diff_of(set_up, "--cached", "-M") == ["-  score: 3", "+  score: 4"]
    set_up.commit("Renamed")
    set_up.git("rm", "-q", "gateshead.yaml")
    told = diff_of(set_up, "--cached")
    assert told[0] == "-Assessment"
    assert "-FV1 (5.1) Family engagement" in told


def test_names_and_texts_of_any_script(set_up: Repository) -> None:
    """As they are, in UTF-8, whatever the machine's own encoding."""
    text = changed(NORTHBRIDGE, "81% of families", "81% of families in Llŷn, Zoë’s 日本 and 🙂")
    set_up.commit("One", {"Zoë’s 日本.yaml": NORTHBRIDGE})
    set_up.put("Zoë’s 日本.yaml", text)
    done = subprocess.run(
        ["git", "diff", "-U0"],
        cwd=set_up.folder,
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert "+    In this year's survey 81% of families in Llŷn, Zoë’s 日本 and 🙂" in done.stdout.decode()


def test_a_control_character_does_nothing(set_up: Repository) -> None:
    """What would act on a terminal is shown, not done."""
    text = changed(NORTHBRIDGE, "name: Northbridge (fictional)", 'name: "North\\e[31mbridge"')
    set_up.put("north.yaml", text)
    set_up.git("add", "-A")
    told = set_up.git("diff", "--cached")
    assert "North\u241b[31mbridge" in told


def test_a_guide_of_the_partnerships_own_is_found_at_the_top(set_up: Repository, tmp_path: Path) -> None:
    """Git hands over a copy from elsewhere, and the pack stands in `guide/` at the top of the work tree."""
    for part in PACK.glob("*.yaml"):
        text = part.read_text(encoding="utf-8").replace("id: ehsg-2022", "id: our-own")
        set_up.put(f"guide/our-own/{part.name}", text)
    text = changed(GATESHEAD, "guide: ehsg-2022", "guide: our-own")
    set_up.commit("Own", {"own.yaml": text})
    set_up.put("own.yaml", changed(text, "score: 3", "score: 4"))
    assert diff_of(set_up) == ["-  score: 3", "+  score: 4"]


# The command by itself


def test_any_bytes_pass_through(ehsg: Ehsg, repository: Repository) -> None:
    """However many and whatever they are."""
    python = [sys.executable, "-P", "-m", "ehsg_cli", "git-textconv"]
    for number, data in enumerate(
        (b"\xff\xfe\x00a", b"\x00" * 10, b"ehsg: assessment/1\n" + b"# x\n" * 800_000)
    ):
        path = put(repository.folder / f"{number}.yaml", data)
        done = subprocess.run([*python, str(path)], capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, data, b"")


def test_it_is_named_nowhere_but_can_be_asked_about(ehsg: Ehsg) -> None:
    """The list of commands does not name it: people have no use for it."""
    assert "git-textconv" not in ehsg("--help").out
    assert "git-setup" in ehsg("--help").out
    assert "Git runs this" in ehsg("git-textconv", "--help").out
    done = ehsg("git-textconv", "nowhere.yaml")
    assert done.code == 2
    assert "cannot open nowhere.yaml" in done.err


def test_every_key_of_a_file_is_in_the_account(ehsg: Ehsg, repository: Repository) -> None:
    """The head, descriptors in the guide's order, priorities with reasons, the follow-up, sharing."""
    repository.put("north.yaml", NORTHBRIDGE)
    account = subprocess.run(
        [sys.executable, "-P", "-m", "ehsg_cli", "git-textconv", "north.yaml"],
        cwd=repository.folder,
        capture_output=True,
        check=True,
    ).stdout.decode()
    lines = account.splitlines()
    for said in (
        "  area code: E08999999",
        "  agreed by: Early Help Partnership Board",
        "  method: workshops, interviews, peer-review",
        "  data model, changed: yes",
        "  DA5 (9.5) All data together, visible to practitioners: partly",
        "    It stays a priority.",
        "    Without shared standards we can't say why.",
        "  coordinators: confirmed",
    ):
        assert said in lines, said
    order = [line.split()[0] for line in lines if re.match(r"\w+ \(\d[.]\d\) ", line)]
    assert order[:3] == ["FV1", "FV2", "FV3"]
    assert order[-1] == "DA7"
    assert len(order) == 31
