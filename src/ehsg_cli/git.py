"""What git knows. The only place that starts its process; no git, or no repository, is no mistake."""

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

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


class _NoAnswer(Exception):
    """Git is not installed, refuses or takes too long."""


def _ask(folder: str, *arguments: str) -> bytes:
    """What git answers about a folder.

    Raises:
        _NoAnswer: it does not.
    """
    program = _program()
    if program is None:
        raise _NoAnswer("it is not installed here")
    import subprocess

    try:
        done = subprocess.run(
            [program, *_SAFELY, *arguments],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
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
    if done.returncode != 0:
        first = done.stderr.decode(errors="replace").strip().split("\n")[0]
        raise _NoAnswer(first.removeprefix("fatal: ") or f"it ended with exit code {done.returncode}")
    return done.stdout


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
