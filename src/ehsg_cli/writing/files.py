"""The only place that writes a user's files."""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ehsg_cli.errors import UserError
from ehsg_cli.views.words import MADE_BY

# Every file this tool makes from others says so near its start, and may be made anew over itself.
MARK = MADE_BY.encode()
_NEAR_THE_START = 500


def write_file(
    path: Path, text: str, *, force: bool = False, sources: Iterable[Path] = (), remake: bool = True
) -> None:
    """Write a text as UTF-8 with the line ends it has, whole or not at all.

    Args:
        path: where to; its folder must exist.
        text: what.
        force: overwrite whatever is there.
        sources: files the text was made from, which are overwritten in no case.
        remake: overwrite a file that this tool made.

    Raises:
        UserError: something is there that may not be overwritten, or the disk does not let us.
    """
    # Through a link to the file it stands for: replacing the link itself would part the two.
    target = path.resolve()
    if any(target == source.resolve() for source in sources):
        raise UserError(f"{path} is the file this is made from", "name another file with -o")
    if target.is_dir():
        raise UserError(f"{path} is a folder", "name a file, or end the folder's name with a slash")
    if target.exists() and not force and not (remake and _made_by_us(target)):
        raise UserError(
            f"{path} exists, and ehsg did not make it" if remake else f"{path} exists already",
            "name another file, or overwrite it with --force" if remake else "name another file",
        )
    _replace(path, target, text.encode("utf-8"))


def _made_by_us(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return MARK in file.read(_NEAR_THE_START)
    except OSError:
        return False


def _replace(shown: Path, target: Path, data: bytes) -> None:
    """Put the data beside the target, then in its place in one step."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part"
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        Path(temporary).replace(target)
    except FileNotFoundError:
        raise UserError(f"the folder of {shown} does not exist", "make the folder first") from None
    except PermissionError:
        _forget(temporary)
        raise UserError(
            f"cannot write {shown}: it is open in another program, or you may not write there",
            "close it there, or name another file with -o",
        ) from None
    except OSError as error:
        _forget(temporary)
        raise UserError(f"cannot write {shown}: {error.strerror}", "name another file with -o") from None
    except BaseException:
        _forget(temporary)
        raise


def _forget(temporary: str | None) -> None:
    if temporary is not None:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()


def _umask() -> int:
    """The mask that files of this process are made with; there is no way to read it without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
