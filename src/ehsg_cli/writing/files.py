"""The only place that writes a user's files."""

import contextlib
import os
import re
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from ehsg_cli.errors import UserError
from ehsg_cli.reading.paths import too_long_for_windows, unfit_on_windows
from ehsg_cli.views.words import MADE_BY

# Every file this tool makes from others says so near its start, and may be made anew over itself.
MARK = MADE_BY.encode()
_NEAR_THE_START = 500
# Windows lets nobody replace a file that a program has open. A virus scanner or a synchronising folder lets
# go of it within a moment: so long is waited, in seconds, before each further try.
_WAITS = (0.05, 0.1, 0.2, 0.3, 0.35)
_ON_WINDOWS = os.name == "nt"
# What to do where a user's own file cannot be written anew: there is no other place for it.
_IN_PLACE = "mend it by hand (--diff shows what to change)"


def write_file(
    path: Path,
    text: str,
    *,
    force: bool = False,
    sources: Iterable[Path] = (),
    remake: bool = True,
    known_by: str = "",
    elsewhere: str = "name another file with -o",
) -> None:
    """Write a text as UTF-8 with the line ends it has, whole or not at all.

    Args:
        path: where to; its folder must exist.
        text: what.
        force: overwrite whatever is there.
        sources: files the text was made from, which are overwritten in no case.
        remake: overwrite a file that this tool made.
        known_by: a pattern near the start of files of ours whose format has no room for the mark.
        elsewhere: how the user can have it written to another place, as a hint.

    Raises:
        UserError: something is there that may not be overwritten, or the disk does not let us.
    """
    target = place_for(
        path, force=force, sources=sources, remake=remake, known_by=known_by, elsewhere=elsewhere
    )
    fresh = not force and not target.exists()
    _replace(path, target, text.encode("utf-8"), elsewhere, fresh=fresh)


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
    target = path.resolve()
    if path.name == "-" or _is_device(path):
        raise UserError(f"{path} is no ordinary file", "without -o the result goes to standard output")
    if any(target == source.resolve() for source in sources):
        raise UserError(f"{path} is the file this is made from", elsewhere)
    if target.is_dir():
        raise UserError(f"{path} is a folder", "name a file, or end the folder's name with a slash")
    if target.exists() and not force and not (remake and _made_by_us(target, known_by)):
        raise UserError(
            f"{path} exists, and ehsg did not make it" if remake else f"{path} exists already",
            "name another file, or overwrite it with --force" if remake else "name another file",
        )
    return target


def change_file(path: Path, before: bytes, after: bytes) -> None:
    """Write a user's own file anew, whole or not at all, if it is still as it was read.

    Args:
        path: which.
        before: the bytes that were read.
        after: those it shall have.

    Raises:
        UserError: it has changed since, or the disk does not let us.
    """
    target = path.resolve()
    try:
        unchanged = target.read_bytes() == before
    except OSError:
        unchanged = False
    if not unchanged:
        raise UserError(
            f"{path} was changed by another program while it was being mended", "run the command again"
        )
    if not os.access(target, os.W_OK):
        raise _not_let(path, target, _IN_PLACE, made=True)
    if target.stat().st_nlink > 1:
        raise UserError(f"{path} has another name as well, under which it would stay as it was", _IN_PLACE)
    _replace(path, target, after, _IN_PLACE)


def _is_device(path: Path) -> bool:
    """Whether something stands there that is neither file nor folder: a device, or a program's pipe."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:  # no name that a file can have, which writing it will tell
        return False


def _made_by_us(path: Path, known_by: str) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(_NEAR_THE_START)
    except OSError:
        return False
    return MARK in start or bool(known_by and re.search(known_by.encode(), start))


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
