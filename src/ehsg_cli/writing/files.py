"""The only place that writes a user's files."""

import contextlib
import errno
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from ehsg_cli.errors import UserError
from ehsg_cli.reading.paths import too_long_for_windows, unfit_on_windows
from ehsg_cli.writing.marks import Standing, standing_of

# A file whose format has no room for our mark is known by how it begins.
_NEAR_THE_START = 500
# Windows lets nobody replace a file that a program has open. A virus scanner or a synchronising folder lets
# go of it within a moment: so long is waited, in seconds, before each further try.
_WAITS = (0.05, 0.1, 0.2, 0.3, 0.35)
_ON_WINDOWS = os.name == "nt"
# What to do where a user's own file cannot be written anew: there is no other place for it.
_IN_PLACE = "mend it by hand (--diff shows what to change)"


def write_file(
    path: Path,
    content: str | bytes,
    *,
    force: bool = False,
    sources: Iterable[Path] = (),
    remake: bool = True,
    known_by: str = "",
    elsewhere: str = "name another file with -o",
) -> None:
    """Write a file whole or not at all; a text as UTF-8 with the line ends it has.

    Args:
        path: where to; its folder must exist.
        content: what.
        force: overwrite whatever is there.
        sources: files the text was made from, and folders of such files, which are overwritten in no case.
        remake: overwrite a file that this tool made and nobody has changed since.
        known_by: a pattern near the start of files of ours whose format has no room for the mark.
        elsewhere: how the user can have it written to another place, as a hint.

    Raises:
        UserError: something is there that may not be overwritten, or the disk does not let us.
    """
    target = place_for(
        path, force=force, sources=sources, remake=remake, known_by=known_by, elsewhere=elsewhere
    )
    fresh = not force and not target.exists()
    data = content.encode("utf-8") if isinstance(content, str) else content
    _replace(path, target, data, elsewhere, fresh=fresh)


def place_for(
    path: Path,
    *,
    force: bool = False,
    sources: Iterable[Path] = (),
    remake: bool = True,
    known_by: str = "",
    elsewhere: str = "name another file with -o",
) -> Path:
    """The place of a file that may be written; arguments and errors as for `write_file`, which writes it."""
    if _ON_WINDOWS and (reason := unfit_on_windows(str(path))):
        raise UserError(f"cannot write {path}: {reason}", "choose another name")
    # Through a link to the file it stands for: replacing the link itself would part the two.
    target = Path(os.path.realpath(path))
    there = _what_is_there(path, target, elsewhere)
    if path.name == "-" or (there is not None and not stat.S_ISREG(there) and not stat.S_ISDIR(there)):
        raise UserError(f"{path} is no ordinary file", "without -o the result goes to standard output")
    places = {source: Path(os.path.realpath(source)) for source in sources}
    if target in places.values():
        raise UserError(f"{path} is the file this is made from", elsewhere)
    if there is not None and stat.S_ISDIR(there):
        raise UserError(f"{path} is a folder", "name a file, or end the folder's name with a slash")
    if there is not None:
        folder = next((each for each in places if target.is_relative_to(places[each])), None)
        if folder is not None and _is_anothers(target, known_by):
            raise UserError(f"{path} stands in {folder}, which this is made with", elsewhere)
    if there is not None and not force:
        if not remake:
            raise UserError(f"{path} exists already", "name another file")
        _see_that_it_is_ours(path, target, known_by)
    return target


def change_file(path: Path, before: bytes, after: bytes, *, elsewhere: str = _IN_PLACE) -> None:
    """Write a user's own file anew, whole or not at all, if it is still as it was read.

    Args:
        path: which.
        before: the bytes that were read.
        after: those it shall have.
        elsewhere: what the user can do where it cannot be written, as a hint.

    Raises:
        UserError: it has changed since, or the disk does not let us.
    """
    target = path.resolve()
    try:
        unchanged = target.read_bytes() == before
    except OSError:
        unchanged = False
    if not unchanged:
        raise UserError(f"{path} was changed by another program meanwhile", "run the command again")
    if not os.access(target, os.W_OK):
        raise _not_let(path, target, elsewhere, made=True)
    if target.stat().st_nlink > 1:
        raise UserError(f"{path} has another name as well, under which it would stay as it was", elsewhere)
    _replace(path, target, after, elsewhere)


def remove_file(path: Path, before: bytes) -> None:
    """Take away a file in which nothing of its user's is left, if it is still as it was read.

    Raises:
        UserError: it has changed since, or the disk does not let us.
    """
    try:
        if path.read_bytes() == before:
            path.unlink()
            return
    except OSError as error:
        raise UserError(f"cannot take away {path}: {error.strerror}", "delete it by hand") from None
    raise UserError(f"{path} was changed by another program meanwhile", "run the command again")


def _what_is_there(shown: Path, target: Path, elsewhere: str) -> int | None:
    """The mode of what stands at a place, `None` where nothing does.

    Raises:
        UserError: nothing can stand there.
    """
    try:
        return target.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):  # a folder that is missing is told by writing into it
        return None
    except OSError as error:
        why = _NOWHERE.get(error.errno or 0, error.strerror)
        raise UserError(f"cannot write {shown}: {why}", elsewhere) from None
    except ValueError:
        raise UserError(f"cannot write {shown}: no file can have that name", elsewhere) from None


# Why nothing can stand at a place, where that can be said more plainly than the system does.
_NOWHERE = {
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.EACCES: "you may not look into its folder",
}


def _is_anothers(target: Path, known_by: str) -> bool:
    """Whether a file is none that we ever made."""
    return standing_of(target) is Standing.ANOTHERS and not (known_by and _begins_as(target, known_by))


def _see_that_it_is_ours(shown: Path, target: Path, known_by: str) -> None:
    """See that a file is one of ours that nobody has changed, so that nothing is lost with it."""
    standing = standing_of(target)
    if standing is Standing.AS_MADE or (known_by and _begins_as(target, known_by)):
        return
    if standing is Standing.CHANGED:
        raise UserError(f"{shown} has been changed since ehsg made it", _KEEP_IT)
    if standing is Standing.UNCHECKED:
        # Made by an earlier version, or the check was taken out: then nothing tells whether it was edited.
        raise UserError(f"{shown} may have been changed since ehsg made it: its mark has no check", _KEEP_IT)
    raise UserError(
        f"{shown} exists, and ehsg did not make it", "name another file, or overwrite it with --force"
    )


_KEEP_IT = "save it under another name if it is still wanted, or overwrite it with --force"


def _begins_as(path: Path, pattern: str) -> bool:
    try:
        with path.open("rb") as file:
            return re.search(pattern.encode(), file.read(_NEAR_THE_START)) is not None
    except OSError:
        return False


def _replace(shown: Path, target: Path, data: bytes, elsewhere: str, *, fresh: bool = False) -> None:
    """Put the data beside the target, then in its place in one step; a `fresh` file in nobody's place."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part"
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            _become_like(temporary, target)
        else:
            Path(temporary).chmod(0o666 & ~_umask())
        (_come_to_stand if fresh else _take_the_place)(temporary, target)
    except FileNotFoundError:
        _forget(temporary)
        if _ON_WINDOWS and too_long_for_windows(str(target)):
            raise UserError(
                f"cannot write {shown}: the whole path is longer than Windows takes",
                "choose a shorter name, or a folder nearer to the top of the drive",
            ) from None
        raise UserError(f"the folder of {shown} does not exist", "make the folder first") from None
    except FileExistsError:
        _forget(temporary)
        raise UserError(f"{shown} has come to be there meanwhile", elsewhere) from None
    except PermissionError:
        _forget(temporary)
        raise _not_let(shown, target, elsewhere, made=temporary is not None) from None
    except OSError as error:
        _forget(temporary)
        raise UserError(f"cannot write {shown}: {error.strerror}", elsewhere) from None
    except BaseException:
        _forget(temporary)
        raise


def _become_like(temporary: str, target: Path) -> None:
    """Give a file the rights of the one it will replace and, where that is allowed, its owner."""
    status = target.stat()
    with contextlib.suppress(OSError, AttributeError):  # not ours to give away, or Windows
        os.chown(temporary, status.st_uid, status.st_gid)
    Path(temporary).chmod(status.st_mode & 0o777)


def _come_to_stand(temporary: str, target: Path) -> None:
    """Give a file its name, if nobody else has taken that meanwhile.

    Raises:
        FileExistsError: somebody has.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links: the name is taken first, then filled
        os.close(os.open(target, os.O_CREAT | os.O_EXCL))
        _take_the_place(temporary, target)
    else:
        Path(temporary).unlink()


def _take_the_place(temporary: str, target: Path) -> None:
    """Put a file in the place of another, waiting a little for a program that has that one open.

    Raises:
        PermissionError: it has it open still, or the folder is not ours to write in.
    """
    for wait in _WAITS:
        try:
            Path(temporary).replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    Path(temporary).replace(target)


def _not_let(shown: Path, target: Path, elsewhere: str, *, made: bool) -> UserError:
    """Why a file could not be written; `made` is whether one beside it could."""
    if not made:
        return UserError(f"cannot write {shown}: you may not write in its folder", elsewhere)
    if target.exists() and not os.access(target, os.W_OK):
        return UserError(
            f"cannot write {shown}: it is write-protected", f"lift the protection, or {elsewhere}"
        )
    return UserError(
        f"cannot write {shown}: it is open in another program",
        f"close it there and run the command again, or {elsewhere}",
    )


def _forget(temporary: str | None) -> None:
    if temporary is not None:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()


def _umask() -> int:
    """The mask that files of this process are made with; there is no way to read it without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
