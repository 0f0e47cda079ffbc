"""What commits did to one file, under whatever name it had then: from git's own log.

Git can follow a file by itself, but it takes a new year's file for a copy of last year's, and where one
branch renamed a file that another edited it follows one of them only. So the log of all YAML files is asked
for, which is as quick, and the file is followed through it here.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ehsg_cli import git
from ehsg_cli.errors import UserError

# Nothing that a repository's configuration says may start a program or change what is listed.
_LOG = (
    *("-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "core.quotePath=false"),
    *("log", "--full-history", "--parents", "--date-order", "--root", "--raw", "-l1000", "-z"),
    *("--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--no-notes"),
    *("--encoding=UTF-8", "--format=%x01%H%x00%P%x00%as%x00%aN%x00%s%x00"),
)
_MERGES = ("diff-tree", "--stdin", "--always", "-r", "--raw", "-l1000", "-z", "--no-abbrev")
# To see that a file was renamed and changed at once, git looks into it; else it need not have it.
_RENAMES, _RENAMES_ALONE = "--find-renames", "--find-renames=100%"
_PATHS = (":(top,icase)*.yaml", ":(top,icase)*.yml")
_ORDINARY = ("100644", "100755")


class Touch(NamedTuple):
    """What a commit did to a file: one of git's letters, the path before and after, and what it became."""

    how: str
    before: str
    after: str
    blob: str | None
    ordinary: bool


class Step(NamedTuple):
    """A commit, as the history of a file under one name sees it.

    Attributes:
        commit: its full name.
        path: the file's at that commit, from the top of the work tree.
        date: the author's, as YYYY-MM-DD.
        parents: commits before it, each with the file's path there; of a merge that took the file as it was
            on one side, only that side.
        touched: whether the file is another one than in every parent.
        blob: what it became, if it was touched; `None` where it was deleted.
        ordinary: not a link or a repository of its own.
        cut: the clone ends here: what was before is not known.
    """

    commit: str
    path: str
    date: str
    author: str
    subject: str
    parents: tuple[tuple[str, str], ...]
    touched: bool
    blob: str | None
    ordinary: bool
    cut: bool


class History(NamedTuple):
    """The steps of a file, newest first.

    Attributes:
        top: the folder of the work tree.
        path: of the file from there, with slashes.
        blobs: what stands in the objects of the steps; not those that this clone left out.
        head: what stands at the path in the latest commit; `None` for nothing.
        left_out: whether this clone left out some of what was looked for.
    """

    top: str
    path: str
    steps: tuple[Step, ...]
    blobs: dict[str, bytes]
    head: bytes | None
    left_out: bool = False


class _Commit(NamedTuple):
    id: str
    parents: tuple[str, ...]
    date: str
    author: str
    subject: str
    touches: tuple[Touch, ...]


def history_of(path: str) -> History:
    """The history of a file, which need not be there any more.

    Raises:
        UserError: there is no repository or no commit, or git does not answer.
    """
    place = Path(os.path.realpath(path))
    if place.is_dir():
        raise UserError(f"{path} is a folder", "name a file in it")
    folder = next(each for each in place.parents if each.is_dir())
    tree = git.work_tree(str(folder))
    below = PurePosixPath(os.path.relpath(place, tree.top).replace(os.sep, "/")).as_posix()
    paths = (*_PATHS, f":(top,literal){below}")
    left_out = False
    try:
        try:
            commits, sides = _asked(tree.top, paths, _RENAMES)
        except git.NotKept as reason:
            if reason.why != "left-out":
                raise
            left_out = True
            commits, sides = _asked(tree.top, paths, _RENAMES_ALONE)
    except git.NotKept:
        _see_that_there_is_a_commit(tree.top)
        raise
    steps = tuple(_followed(commits, sides, below, shallow=tree.shallow))
    wanted = list(dict.fromkeys(step.blob for step in steps if step.blob is not None and step.ordinary))
    named = [] if "\n" in below else [f"HEAD:{below}"]
    found, some_only = _objects(tree.top, [*wanted, *named])
    blobs = {blob: data for blob, data in zip(wanted, found, strict=False) if data is not None}
    head = found[-1] if named else None
    return History(tree.top, below, steps, blobs, head, left_out or some_only)


def _asked(
    top: str, paths: tuple[str, ...], renames: str
) -> tuple[list[_Commit], dict[tuple[str, str], tuple[Touch, ...]]]:
    """The commits that touched some paths, and what each merge among them did to the files of its parents."""
    commits = list(_commits(git.told(top, *_LOG, renames, "HEAD", "--", *paths)))
    return commits, _sides(top, commits, paths, renames)


def _see_that_there_is_a_commit(top: str) -> None:
    try:
        git.told(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except git.NotKept:
        raise UserError("nothing is committed yet in this repository", "commit first") from None


def _commits(told: bytes) -> Iterator[_Commit]:
    """The commits that git told of, children before their parents."""
    pieces = iter(told.split(b"\0"))
    about: list[str] = []
    touches: list[Touch] = []
    for piece in pieces:
        if piece.startswith(b"\x01"):
            if about:
                yield _commit(about, touches)
            about = [
                piece[1:].decode("ascii"),
                *(next(pieces, b"").decode("utf-8", "replace") for _ in range(4)),
            ]
            touches = []
        elif piece.lstrip(b"\n").startswith(b":"):
            touches.append(_touch(piece, pieces))
    if about:
        yield _commit(about, touches)


def _commit(about: list[str], touches: list[Touch]) -> _Commit:
    return _Commit(about[0], tuple(about[1].split()), about[2], about[3], about[4], tuple(touches))


def _touch(piece: bytes, pieces: Iterator[bytes]) -> Touch:
    """A line of git's raw format: modes, objects and a letter, then one path, or two of a file renamed."""
    mode, blob, how = piece.decode("ascii").split()[1], piece.split()[3].decode("ascii"), piece.split()[4][:1]
    before = os.fsdecode(next(pieces, b""))
    after = os.fsdecode(next(pieces, b"")) if how in (b"R", b"C") else before
    return Touch(
        how.decode("ascii"), before, after, None if how == b"D" else blob, how == b"D" or mode in _ORDINARY
    )


def _sides(
    top: str, commits: Iterable[_Commit], paths: tuple[str, ...], renames: str
) -> dict[tuple[str, str], tuple[Touch, ...]]:
    """What each merge did to the files of each of its parents."""
    pairs = [(each.id, parent) for each in commits if len(each.parents) > 1 for parent in each.parents]
    if not pairs:
        return {}
    given = "".join(f"{commit} {parent}\n" for commit, parent in pairs)
    pieces = iter(git.told(top, *_MERGES, renames, "--", *paths, given=given).split(b"\0"))
    found: list[list[Touch]] = []
    for piece in pieces:
        if piece.lstrip(b"\n").startswith(b":"):
            found[-1].append(_touch(piece, pieces))
        elif piece:
            found.append([])
    return {pair: tuple(touches) for pair, touches in zip(pairs, found, strict=True)}


class _Hop(NamedTuple):
    """From a commit to one of its parents: the file's path there, if it goes on there, and what was done."""

    path: str | None
    touch: Touch | None


def _hop(path: str, touches: Iterable[Touch]) -> _Hop:
    for touch in touches:
        if touch.after == path and touch.how != "C":
            return _Hop(touch.before, touch)
        if touch.how == "R" and touch.before == path:
            # What stood here went on under another name: that is another file's history.
            return _Hop(None, None)
    return _Hop(path, None)


def _followed(
    commits: Iterable[_Commit], sides: dict[tuple[str, str], tuple[Touch, ...]], path: str, *, shallow: bool
) -> Iterator[Step]:
    """The steps of a file; a commit's name may be reached under two paths where two branches renamed it."""
    paths: dict[str, dict[str, None]] = {}
    for number, commit in enumerate(commits):
        if number == 0:
            paths[commit.id] = {path: None}
        for name in paths.pop(commit.id, {}):
            merge = len(commit.parents) > 1
            each = [sides[commit.id, p] for p in commit.parents] if merge else [commit.touches]
            hops = [_hop(name, touches) for touches in each]
            before = [
                (p, hop.path) for p, hop in zip(commit.parents, hops, strict=False) if hop.path is not None
            ]
            for parent, earlier in before:
                paths.setdefault(parent, {})[earlier] = None
            touched = all(hop.touch is not None for hop in hops)
            if not touched:
                before = [
                    (p, hop.path)
                    for p, hop in zip(commit.parents, hops, strict=False)
                    if hop.touch is None and hop.path is not None
                ]
            touch = hops[0].touch if touched else None
            yield Step(
                commit.id,
                name,
                commit.date,
                commit.author,
                commit.subject,
                tuple(before),
                touch is not None,
                touch.blob if touch is not None else None,
                touch is None or touch.ordinary,
                shallow and not commit.parents,
            )


def _objects(top: str, names: list[str]) -> tuple[list[bytes | None], bool]:
    """What stands in some objects, `None` for one that is not there; and whether this clone left any out."""
    try:
        return _read(top, names), False
    except git.NotKept as reason:
        if reason.why != "left-out":
            raise
    # Where a clone left some out, git answers for none: so it is asked only for those that are here.
    listed = git.told(top, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    here = set(listed.decode("ascii").split())
    ids = [name if ":" not in name else _id(top, name) for name in names]
    present = [id for id in ids if id in here]
    found = dict(zip(present, _read(top, present), strict=True))
    return [found.get(id) for id in ids], True


def _id(top: str, name: str) -> str:
    """The object that a revision and a path stand for; empty for none."""
    try:
        return git.told(top, "rev-parse", "--verify", "--quiet", name).decode("ascii").strip()
    except git.NotKept:
        return ""


def _read(top: str, names: list[str]) -> list[bytes | None]:
    if not names:
        return []
    told = git.told(top, "cat-file", "--batch", given="".join(f"{name}\n" for name in names))
    found: list[bytes | None] = []
    at = 0
    while len(found) < len(names):
        ends = told.index(b"\n", at)
        head, at = told[at:ends], ends + 1
        size = head.rpartition(b" ")[2]
        if not size.isdigit():  # missing, or of a name that means two things
            found.append(None)
            continue
        found.append(told[at : at + int(size)])
        at += int(size) + 1
    return found
