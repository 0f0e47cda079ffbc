"""`ehsg git-setup`, and `ehsg git-textconv`, which it tells git to run."""

import shlex
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Annotated, NamedTuple

import typer

from ehsg_cli import git
from ehsg_cli.cli.boundary import FOUND
from ehsg_cli.cli.textconv import NAME, textconv
from ehsg_cli.errors import UserError
from ehsg_cli.reading.ours import look_at
from ehsg_cli.render import lines
from ehsg_cli.wording import counted, listed
from ehsg_cli.writing.attributes import (
    FILE,
    Standing,
    keep_attributes,
    pattern,
    standing_attributes,
    with_ours,
    without_ours,
)

DRIVER = "ehsg"
_SECTION = f"diff.{DRIVER}"
_SAYS = f"text eol=lf diff={DRIVER}"
_ENDINGS = (".yaml", ".yml")
# Git names the place of a change by the last line above it that fits: in the file a key of the top level or a
# group of its own, such as a descriptor's id; in the account of it a line at the margin.
_XFUNCNAME = "^  ([[:alnum:]_.-]+:)[[:space:]]*(#.*)?$\n^([^[:space:]#-].*)$"
_MODULE = f"-m ehsg_cli {NAME}"
_MOST_NAMED = 5


class _Files(NamedTuple):
    """The YAML files of a work tree by their paths from its top."""

    ours: list[str]
    others: list[str]


def git_setup(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="In the repository.")] = ".",
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; end with 1 where something is missing.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take out what this command wrote.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Also where other settings are yours for the same files.")
    ] = False,
) -> None:
    """Make git show assessments by descriptor.

    Writes a few lines into `.gitattributes` at the top of the repository (to be committed) and two settings
    into its configuration (yours alone: whoever clones the repository runs this command, too). Then `git
    diff`, `git show --textconv` and `git log -p` compare an account of the assessment, and files of ours
    have the same line ends on every machine. It may be run again at any time.

    \b
    Examples:
      ehsg git-setup
      ehsg git-setup --check
      ehsg git-setup --remove
    """
    if check and remove:
        raise UserError("--check changes nothing, and --remove does", "leave one of them out")
    if not Path(folder).is_dir():
        raise UserError(f"there is no folder {folder}", "name a folder of the repository")
    tree = git.work_tree(folder)
    standing = standing_attributes(Path(tree.top))
    settings = git.local_settings(tree.top, _SECTION)
    if remove:
        _remove(tree.top, standing, settings)
        return
    files = _files(tree.top)
    _see_that_git_would_ask_us(settings)
    if not force:
        _see_that_nothing_is_in_the_way(tree.top, files, settings)
    wanted_lines = _lines(files)
    data = with_ours(standing, wanted_lines)
    wanted = {"textconv": command(sys.executable), "xfuncname": _XFUNCNAME}
    missing = {key: value for key, value in wanted.items() if settings.get(key) != value}
    if check:
        _check(standing, wanted_lines, data, missing)
        return
    with _settings_made(tree.top, missing, settings):
        if data != standing.data:
            keep_attributes(standing, data)
    if data == standing.data:
        lines.message(f"{FILE} is as it should be")
    else:
        what = "Wrote" if standing.data is None else "Completed"
        lines.message(f"{what} {standing.path}; commit it, so that everybody has it")
    if missing:
        names = listed([f"{_SECTION}.{key}" for key in missing])
        lines.message(f"Set {names} in this repository's own configuration, which no clone has with it")
    else:
        lines.message("The configuration is as it should be")
    _say_what_is_left(tree.top, files)


def command(python: str) -> str:
    """What git is to run, as a line for the shell that it starts, on Windows too.

    By the whole path of this Python, since an environment need not be on the search path of whoever runs git;
    and without looking for modules in the current folder, which belongs to whoever wrote the repository.
    """
    if not python:
        return f"ehsg {NAME}"
    return f"{shlex.quote(python.replace(chr(92), '/') if _is_of_windows(python) else python)} -P {_MODULE}"


def _is_of_windows(path: str) -> bool:
    return path[1:3] == ":\\" or path.startswith("\\\\")


@contextmanager
def _settings_made(top: str, values: Mapping[str, str | None], before: Mapping[str, str]) -> Iterator[None]:
    """Make settings, `None` takes one out; where what is done with them in force fails, they are as before.

    Raises:
        UserError: one cannot be made.
    """
    done: list[str] = []
    try:
        for key, value in values.items():
            git.set_locally(top, f"{_SECTION}.{key}", value)
            done.append(key)
        yield
    except UserError as error:
        kept = []
        for key in done:
            try:
                git.set_locally(top, f"{_SECTION}.{key}", before.get(key))
            except UserError:
                kept.append(f"{_SECTION}.{key}")
        left = f"only {listed(kept)} was changed" if kept else "nothing was changed"
        raise UserError(f"{error.message}; {left}", error.hint) from None


def _files(top: str) -> _Files:
    """The files of ours that git does not ignore, and other people's YAML."""
    ours: list[str] = []
    others: list[str] = []
    for name in git.files_ending(top, _ENDINGS):
        path = Path(top, name)
        # Deleted and not committed yet, a link that leads nowhere, a repository inside, a pipe.
        if not path.is_file():
            continue
        try:
            kind = look_at(str(path))[0]
        except UserError:  # not ours to read
            continue
        (others if kind is None else ours).append(name)
    return _Files(ours, others)


def _lines(files: _Files) -> list[str]:
    """The lines for `.gitattributes`: all YAML where it is all ours, else by folder, else by name."""
    if not files.others:
        return [f"*{ending} {_SAYS}" for ending in _ENDINGS]
    if not files.ours:
        raise UserError(
            "none of the YAML files in this repository is one of ours yet, and the others are left alone",
            "start one with `ehsg new`, then run `ehsg git-setup` again",
        )
    mixed = {str(PurePosixPath(name).parent) for name in files.others}
    by_folder: dict[str, list[str]] = defaultdict(list)
    for name in files.ours:
        by_folder[str(PurePosixPath(name).parent)].append(name)
    return list(_by_folder(by_folder, mixed))


def _by_folder(by_folder: dict[str, list[str]], mixed: set[str]) -> Iterator[str]:
    for folder, names in sorted(by_folder.items()):
        if folder in mixed:
            yield from (f"{pattern(name)} {_SAYS}" for name in names)
        else:
            place = "" if folder == "." else f"{folder}/"
            yield from (f"{pattern(place, f'*{ending}')} {_SAYS}" for ending in _ENDINGS)


def _see_that_git_would_ask_us(settings: dict[str, str]) -> None:
    """See that no program of the user's compares the files before git comes to our account of them."""
    if "command" in settings:
        raise UserError(
            f"this repository has a diff driver called {DRIVER} already: {_SECTION}.command is "
            f"{settings['command']}",
            f"take it out with `git config --local --unset {_SECTION}.command`",
        )


def _see_that_nothing_is_in_the_way(top: str, files: _Files, settings: dict[str, str]) -> None:
    """See that the user has no settings for the same files that ours would take the place of."""
    textconv = settings.get("textconv", "")
    if textconv and not _is_ours(textconv):
        raise UserError(
            f"this repository has a diff driver called {DRIVER} already: {_SECTION}.textconv is {textconv}",
            f"take it out with `git config --local --unset {_SECTION}.textconv`, "
            "or add --force, and it is replaced",
        )
    told = git.attributes_of(top, files.ours or ["assessment.yaml"], ("diff", "text", "eol"))
    for path, said in told.items():
        for name, value in said.items():
            if value in _IN_THE_WAY.get(name, ()) or (name == "diff" and value not in _NOT_IN_THE_WAY):
                spelled = f"-{name}" if value == "unset" else f"{name}={value}"
                raise UserError(
                    f"{path} has other settings already: lines of yours say `{spelled}` for it",
                    f"take them out ({FILE} at the top or in a folder, .git/info/attributes), "
                    "or add --force, and ours count",
                )


_IN_THE_WAY = {"text": ("unset",), "eol": ("crlf",)}
_NOT_IN_THE_WAY = ("unspecified", "set", DRIVER)


def _is_ours(textconv: str) -> bool:
    """Whether a command is one that this one set, here or from another environment."""
    return textconv.endswith((_MODULE, f"ehsg {NAME}"))


def _check(standing: Standing, wanted: Iterable[str], data: bytes, missing: Iterable[str]) -> None:
    """Say what is missing, and end with 1 where anything is."""
    wrong = [f"{_SECTION}.{key} in this repository's configuration" for key in missing]
    if data != standing.data:
        wrong.insert(0, f"our {'present ' if standing.ours else ''}lines in {standing.path}")
    if not wrong:
        lines.message("Everything is set up")
        return
    lines.message(f"Missing: {listed(wrong)}; `ehsg git-setup` writes what is missing")
    if data != standing.data:
        for line in wanted:
            lines.message(f"  {line}")
    raise typer.Exit(FOUND)


def _remove(top: str, standing: Standing, settings: dict[str, str]) -> None:
    """Take out what is ours and nothing else."""
    ours = [key for key in ("textconv", "xfuncname") if _is_kept_by_us(key, settings.get(key, ""))]
    with _settings_made(top, dict.fromkeys(ours), settings):
        if standing.ours:
            keep_attributes(standing, without_ours(standing))
    done = [f"our lines in {standing.path}"] if standing.ours else []
    done += (f"{_SECTION}.{key}" for key in ours)
    lines.message(f"Took out {listed(done)}" if done else "Nothing of ours is set up here")


def _is_kept_by_us(key: str, value: str) -> bool:
    return _is_ours(value) if key == "textconv" else value == _XFUNCNAME


def _say_what_is_left(top: str, files: _Files) -> None:
    """What does not hold yet, and what the user may want to do about it."""
    told = git.attributes_of(top, files.ours, ("diff", "eol")) if files.ours else {}
    without = [path for path, said in told.items() if said != {"diff": DRIVER, "eol": "lf"}]
    if without:
        lines.message(
            f"Other lines still decide about {_some(without)}: look into {FILE} in their folders "
            "and into .git/info/attributes"
        )
    crlf = git.with_carriage_returns(top, files.ours)
    if crlf:
        is_, was = ("is", "was") if len(crlf) == 1 else ("are", "were")
        lines.message(
            f"{counted(len(crlf), 'file')} of ours {is_} committed with Windows line ends ({_some(crlf)}), "
            f"and {was} left so. To store all alike, commit your other work first, then run "
            "`git add --renormalize .` and commit; until then git may show such a file as changed"
        )


def _some(paths: list[str]) -> str:
    """A few paths by name, and how many more there are."""
    named = paths[:_MOST_NAMED]
    more = len(paths) - len(named)
    return listed([*named, f"{more} more"] if more else named)


def git_textconv(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An assessment.", show_default=False)],
) -> None:
    """Print an assessment as text that git can compare. Git runs this, as `ehsg git-setup` tells it.

    Anything that is no sound assessment is printed as it is.
    """
    raise typer.Exit(textconv(file))


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("git-setup")(git_setup)
    app.command(NAME, hidden=True)(git_textconv)
