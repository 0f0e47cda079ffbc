"""What git knows. The only place that starts its process.

What it ignores is asked in passing, and no git, or no repository, is no mistake there. A file as it was at a
revision is asked for outright, and why there is none is said.
"""

import os
import posixpath
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple

from ehsg_cli.errors import UserError
from ehsg_cli.wording import short

# Far longer than git takes; a network drive that has gone away must not hold up a check for ever.
_TIMEOUT = 20
# What is said on the command line counts for more than what a repository's own configuration says, and that
# may be a stranger's: it must not start a program (a file watcher, a fetch) because somebody checks a file.
_SAFELY = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit", "--no-pager")
_UNATTENDED = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    # A few of its messages are known by their words.
    "LC_ALL": "C",
}
# A hook's environment names the repository that is being committed to, which need not be the one asked
# about. Of git's variables these alone say where to look for one, or how the user has set up git.
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH", "GIT_CONFIG_")
_NOT_KEPT = "GIT_CONFIG_PARAMETERS"


def ignored_below(folder: str, complain: Callable[[str], None]) -> frozenset[str]:
    """The files and folders below a folder that git ignores, spelled from the folder as given.

    A folder that is ignored as a whole stands for everything in it. What git tracks is not ignored, wherever
    it lies. Repositories inside this one are not looked into: ask for each. A folder that is itself ignored
    was asked for all the same, so nothing below it is.

    Args:
        folder: as its user wrote it.
        complain: is told where there is a repository and git does not answer; nothing is ignored then.
    """
    if not _in_work_tree(folder):
        return frozenset()
    try:
        told = _ask(folder, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    except _NoAnswer as reason:
        if not _is_ignored(folder):
            complain(str(reason))
        return frozenset()
    # The top of a work tree cannot be ignored, so mostly one question does.
    if told and not Path(folder, ".git").exists() and _is_ignored(folder):
        return frozenset()
    return spelled_from(folder, os.fsdecode(told))


def spelled_from(folder: str, told: str, path: ModuleType = os.path) -> frozenset[str]:
    """The names that git tells, from the folder down, as a walk from there spells them.

    Args:
        folder: as its user wrote it.
        told: names with slashes, each ended by NUL; a folder's ends in a slash.
        path: how the system joins paths, `ntpath` for Windows.
    """
    names = [name.rstrip("/") for name in told.split("\0") if name]
    if "." in names:
        return frozenset()
    return frozenset(path.join(folder, name.replace("/", path.sep)) for name in names)


def _in_work_tree(folder: str) -> bool:
    """Whether there may be a repository here: seen without starting git, which takes far longer."""
    real = Path(os.path.realpath(folder))
    return any((parent / ".git").exists() for parent in (real, *real.parents))


def _is_ignored(folder: str) -> bool:
    """Whether git ignores a folder as a whole, whatever it tracks in there."""
    try:
        _ask(folder, "check-ignore", "--quiet", "--no-index", ".")
    except _NoAnswer:
        return False
    return True


Why = Literal[
    "no-git", "no-repository", "bare", "no-commit", "no-revision", "no-file", "no-text", "left-out", "refused"
]


class NotKept(UserError):
    """There is no such version of a file; `why` tells what is missing."""

    def __init__(self, why: Why, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.why = why


class Kept(NamedTuple):
    """A file as a repository keeps it at a revision.

    Attributes:
        commit: the full name of the commit.
        top: the folder of the work tree.
        path: where the file stands in that, with slashes.
        data: its bytes as they were committed: no filter and no change of line ends has been at them.
    """

    commit: str
    top: str
    path: str
    data: bytes

    @property
    def place(self) -> str:
        """Where the file stands, or would stand, in the work tree."""
        return os.path.join(self.top, *self.path.split("/"))  # noqa: PTH118  # as names of files are kept


class _Line(NamedTuple):
    """What git lists of something in a folder: its mode, its name as an object, its size and its path."""

    mode: str
    object: str
    size: int
    path: str


_FOLDER, _LINK, _SUBMODULE = "040000", "120000", "160000"
_NO_FILES = {
    _FOLDER: ("a folder", "name a file in it"),
    _LINK: ("a symbolic link", "name the file that it leads to"),
    _SUBMODULE: ("a repository of its own (a submodule)", "name a file from inside it"),
}


def read_at(revision: str, path: str, folder: str, most: int) -> Kept:
    """A file as it was at a revision, without any program of the repository's having a hand in it.

    Args:
        revision: in any of git's spellings.
        path: with slashes, from the top of the repository; from the folder where that is how it begins.
        folder: from which the repository is looked for.
        most: how many bytes a file may have.

    Raises:
        NotKept: there is no such version, or git does not answer.
    """
    asked = f"{revision}:{path}"
    commit, top, prefix = _commit(revision, folder)
    if path.startswith("/"):
        raise NotKept(
            "no-file",
            f"there is no file {path} at {revision}",
            "paths count from the top of the repository, without a slash before them",
        )
    below = path
    if path.startswith(("./", "../")):
        below = posixpath.normpath(prefix + path)
        if below.startswith(".."):
            raise NotKept("no-file", f"{asked} is outside of the repository", "check the path")
    below = below.rstrip("/")
    found = {line.path: line for line in _listed(commit, top, below)}
    line = found.get(below)
    if below in ("", "."):
        line = _Line(_FOLDER, "", 0, "")
    if line is None:
        _see_that_it_is_not_inside(commit, top, below, revision)
        raise NotKept(
            "no-file", f"there is no file {below} at {revision}", _elsewhere(commit, top, below, prefix)
        )
    if line.mode in _NO_FILES:
        what, hint = _NO_FILES[line.mode]
        raise NotKept("no-text", f"{asked} is {what}", hint)
    if path.endswith("/"):
        raise NotKept(
            "no-file",
            f"there is no folder {below} at {revision}: it is a file",
            "leave out the slash at its end",
        )
    if line.size > most:
        raise NotKept(
            "no-text",
            f"{asked} has more than {most // 1024 // 1024} MiB",
            "no assessment is so large; check the path",
        )
    return Kept(commit, top, below, _answer(top, "cat-file", "blob", line.object))


def beside_at(kept: Kept, endings: tuple[str, ...], most: int) -> list[Kept]:
    """The other files in a file's folder at its revision whose names end so, in the order of their paths.

    Args:
        kept: the file.
        endings: in small letters.
        most: what has more bytes is left out.

    Raises:
        NotKept: git does not answer.
    """
    folder = posixpath.dirname(kept.path)
    lines = [
        line
        for line in _listed(kept.commit, kept.top, f"{folder}/" if folder else "")
        if line.path.lower().endswith(endings)
        and line.path != kept.path
        and line.mode not in _NO_FILES
        and line.size <= most
    ]
    if not lines:
        return []
    told = _contents(kept.top, tuple(line.object for line in lines))
    found, at = [], 0
    for line in lines:
        # A line that names the object, its bytes, and a line end; no bytes where a clone left the object out.
        head, at = told[at : told.index(b"\n", at)], told.index(b"\n", at) + 1
        if head.endswith(b" missing"):
            continue
        found.append(Kept(kept.commit, kept.top, line.path, told[at : at + line.size]))
        at += line.size + 1
    return found


@lru_cache(maxsize=2)
def _contents(top: str, objects: tuple[str, ...]) -> bytes:
    """Objects, one behind the other as git tells them; they never change, and versions share most."""
    return _answer(top, "cat-file", "--batch", given="".join(f"{each}\n" for each in objects))


def _commit(revision: str, folder: str) -> tuple[str, str, str]:
    """The full name of a revision's commit, the top of the work tree, and the way from there to a folder."""
    if not _in_work_tree(folder):
        if _looks_bare(folder):
            raise _BARE
        raise NotKept(
            "no-repository",
            f"the folder {os.path.realpath(folder)} is in no git repository",
            "go into the repository, or name two files",
        )
    if _program() is None:
        raise NotKept(
            "no-git",
            "git is not installed here, so no earlier version can be read",
            "install git, or name two files",
        )
    # What begins so is an option to git, or all that is not of a revision; no revision's name may.
    if not revision.startswith(("-", "^")):
        try:
            told, aside = _run(
                *(folder, "rev-parse", "--is-inside-work-tree", "--show-cdup", "--show-prefix"),
                *("--verify", f"{revision}^{{commit}}"),
            )
        except _NoAnswer:
            pass
        else:
            if _BEFORE_ITS_LOG in aside:
                raise NotKept(
                    "no-revision",
                    f"this clone does not know what {short(revision)} was: its record begins later",
                    "name a commit or a tag; `git log --oneline` lists the commits with their names",
                )
            lines = told.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n")
            inside, up, *prefix, commit = lines
            if inside != "true":
                raise _BARE
            top = os.path.normpath(os.path.join(os.path.realpath(folder), up))  # noqa: PTH118
            return commit, top, "\n".join(prefix)
    # Why, is asked only now: is it the repository, or the revision?
    _answer(folder, "rev-parse", "--show-toplevel")
    try:
        _ask(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except _NoAnswer:
        raise NotKept("no-commit", "nothing is committed yet in this repository", "commit first") from None
    if _ask(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise NotKept(
            "no-revision",
            f"there is no revision {short(revision)} in this clone, which holds the latest commits only",
            "`git fetch --unshallow` fetches the others",
        )
    raise NotKept(
        "no-revision",
        f"there is no revision {short(revision)} in this repository",
        "`git log --oneline` lists the commits, `git branch` and `git tag` their names",
    )


# What a branch was at a time is known from this clone's own record alone. Where that does not go back so
# far, git takes the oldest it has, and only warns.
_BEFORE_ITS_LOG = "only goes back to"


def _listed(commit: str, top: str, path: str) -> list[_Line]:
    """What stands at a path; of one that ends in a slash, what stands in that folder."""
    named = ["--", path] if path else []
    told = _answer(top, "--literal-pathspecs", "ls-tree", "-z", "-l", "--full-tree", commit, *named)
    found = []
    for each in told.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = each.partition("\t")
        mode, _, object, size = about.split()
        found.append(_Line(mode, object, int(size) if size.isdecimal() else 0, name))
    return found


def _see_that_it_is_not_inside(commit: str, top: str, path: str, revision: str) -> None:
    """See that a path does not lead into something that git has no files of at a revision.

    Raises:
        NotKept: it does.
    """
    names = path.split("/")
    for depth in range(1, len(names)):
        above = "/".join(names[:depth])
        line = next((each for each in _listed(commit, top, above) if each.path == above), None)
        if line is None:
            return
        if line.mode in (_LINK, _SUBMODULE):
            what, _ = _NO_FILES[line.mode]
            hint = "go into it and ask there" if line.mode == _SUBMODULE else "name the file that it leads to"
            raise NotKept("no-file", f"there is no file {path} at {revision}: {above} is {what}", hint)


def _elsewhere(commit: str, top: str, path: str, prefix: str) -> str:
    """What to do where there is no such file at a revision: it may have been meant from the folder."""
    if prefix and _listed(commit, top, prefix + path):
        return f"paths count from the top of the repository; from this folder it is ./{path}"
    return "check the path, which counts from the top of the repository, or name another revision"


def _answer(folder: str, *arguments: str, given: str = "") -> bytes:
    """What git answers to a question that has been asked for outright.

    Raises:
        NotKept: it does not.
    """
    try:
        return _ask(folder, *arguments, given=given)
    except _NoAnswer as reason:
        if "cannot use bare repository" in reason.said:
            raise _BARE from None
        if "promisor" in reason.said:
            raise NotKept(
                "left-out",
                "this clone left earlier versions out (it is a partial clone), and nothing is fetched",
                "`git fetch --refetch --no-filter` fetches all of them, as does a clone without --filter",
            ) from None
        raise NotKept(
            "refused", f"git does not answer: {reason}", "run `git status` in that folder: it says more"
        ) from None


class WorkTree(NamedTuple):
    """Where a folder lies in a repository.

    Attributes:
        top: the folder of the work tree.
        prefix: the way from there to the folder that was asked about, with slashes, ended by one; or empty.
        shallow: whether the clone holds the latest commits only.
    """

    top: str
    prefix: str
    shallow: bool


def work_tree(folder: str) -> WorkTree:
    """The work tree that a folder lies in.

    Raises:
        NotKept: it lies in none, or git does not answer.
    """
    if _program() is None:
        raise NotKept("no-git", "git is not installed here, or not on the search path", "install git first")
    if not _in_work_tree(folder):
        if _looks_bare(folder):
            raise _BARE
        raise NotKept(
            "no-repository",
            f"the folder {os.path.realpath(folder)} is in no git repository",
            "go into the repository; `git init` makes a new one",
        )
    told = _answer(
        folder,
        "rev-parse",
        "--is-inside-work-tree",
        "--is-shallow-repository",
        "--show-cdup",
        "--show-prefix",
    )
    inside, shallow, up, prefix = told.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n", 3)
    if inside != "true":
        raise _BARE
    top = os.path.normpath(os.path.join(os.path.realpath(folder), up))  # noqa: PTH118
    return WorkTree(top, prefix, shallow == "true")


_BARE = NotKept(
    "bare",
    "this is the inside of a repository, without files to work on (bare)",
    "go into a clone of it that has the files",
)


def _looks_bare(folder: str) -> bool:
    real = Path(os.path.realpath(folder))
    return any(
        (place / "HEAD").is_file() and (place / "objects").is_dir() and (place / "refs").is_dir()
        for place in (real, *real.parents)
    )


def told(folder: str, *arguments: str, given: str = "") -> bytes:
    """What git answers; it is given text to read where there is any.

    Raises:
        NotKept: it does not answer.
    """
    return _answer(folder, *arguments, given=given)


def local_settings(top: str, section: str) -> dict[str, str]:
    """What a repository's own configuration says in a section, by key, as it is spelled there.

    Raises:
        NotKept: git does not answer.
    """
    found: dict[str, str] = {}
    for each in _answer(top, "config", "--local", "--list", "-z").decode("utf-8", "replace").split("\0"):
        name, _, value = each.partition("\n")
        if name.startswith(f"{section}."):
            found[name.removeprefix(f"{section}.")] = value
    return found


def set_locally(top: str, name: str, value: str | None) -> None:
    """Set a value in a repository's own configuration; `None` takes it out.

    Raises:
        NotKept: git does not do it, as where the file may not be written.
    """
    change = ["--unset-all", name] if value is None else ["--replace-all", name, value]
    try:
        _ask(top, "config", "--local", *change)
    except _NoAnswer as reason:
        raise NotKept(
            "refused",
            f"git cannot set {name} in this repository's configuration: {reason}",
            "see that the file may be written and that no other git is at work (a lock that one left can be "
            "deleted), and run the command again",
        ) from None


def files_ending(top: str, endings: tuple[str, ...]) -> list[str]:
    """The files of a work tree, tracked or not, whose names end so and that git does not ignore.

    Raises:
        NotKept: git does not answer.
    """
    named = [f":(icase)*{ending}" for ending in endings]
    listed = _answer(top, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *named)
    return sorted({name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name})


def with_carriage_returns(top: str, paths: list[str]) -> list[str]:
    """Those of some files that are committed or staged with Windows line ends.

    Raises:
        NotKept: git does not answer.
    """
    if not paths:
        return []
    listed = _answer(top, "--literal-pathspecs", "ls-files", "--eol", "-z", "--cached", "--", *paths)
    found = []
    for each in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, name = each.partition("\t")
        if about.startswith(("i/crlf", "i/mixed")):
            found.append(name)
    return found


def attributes_of(top: str, paths: list[str], names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """What the files named `.gitattributes`, and git's own, say of some paths: path to name to value.

    Raises:
        NotKept: git does not answer.
    """
    given = "".join(f"{path}\0" for path in paths)
    listed = _answer(top, "check-attr", "-z", "--stdin", *names, given=given)
    pieces = listed.decode("utf-8", "surrogateescape").split("\0")
    found: dict[str, dict[str, str]] = {}
    for path, name, value in zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=False):
        found.setdefault(path, {})[name] = value
    return found


class _NoAnswer(Exception):
    """Git is not installed, refuses or takes too long; `said` is all that it said then."""

    def __init__(self, reason: str, said: str = "") -> None:
        super().__init__(reason)
        self.said = said


def _ask(folder: str, *arguments: str, given: str = "") -> bytes:
    """What git answers about a folder; `given` is what it reads.

    Raises:
        _NoAnswer: it does not.
    """
    return _run(folder, *arguments, given=given)[0]


def _run(folder: str, *arguments: str, given: str = "") -> tuple[bytes, str]:
    """What git answers, and what it says beside; arguments and errors as for `_ask`."""
    program = _program()
    if program is None:
        raise _NoAnswer("it is not installed here")
    import subprocess

    try:
        done = subprocess.run(
            [program, *_SAFELY, *arguments],
            cwd=folder,
            env=_environment(),
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            # On Windows no console window flashes up where ehsg itself has none.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise _NoAnswer(f"it took longer than {_TIMEOUT} seconds") from None
    except (OSError, subprocess.SubprocessError) as error:
        raise _NoAnswer(f"it could not be started: {error}") from None
    aside = done.stderr.decode(errors="replace")
    if done.returncode != 0:
        said = aside.strip().split("\n")
        # Warnings may stand above why it ended.
        first = next((line for line in said if line.startswith(("fatal: ", "error: "))), said[0])
        reason = (
            first.removeprefix("fatal: ").removeprefix("error: ")
            or f"it ended with exit code {done.returncode}"
        )
        raise _NoAnswer(reason, aside)
    return done.stdout, aside


def _program() -> str | None:
    """Where git stands on the search path, leaving out its entries that depend on the current folder.

    Windows would look there first of all, and what is being checked may hold a `git.exe` of its own.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        program = Path(folder, name)
        if program.is_absolute() and program.is_file() and os.access(program, os.X_OK):
            return str(program)
    return None


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or (name.startswith(_KEPT) and name != _NOT_KEPT)
    }
    return kept | _UNATTENDED
