"""The schema that editors read, kept in a folder `.ehsg` that the files of a repository share."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ehsg_cli.errors import UserError
from ehsg_cli.writing.files import write_file
from ehsg_cli.writing.marks import sealed

FOLDER = ".ehsg"


class Kept(NamedTuple):
    """What was made to keep a schema: nothing where it was there, else the file and perhaps its folder."""

    file: Path | None = None
    folder: Path | None = None

    def take_back(self) -> None:
        """Undo it, where what the schema was made for failed."""
        if self.file is not None:
            with contextlib.suppress(OSError):
                self.file.unlink()
        if self.folder is not None:
            with contextlib.suppress(OSError):  # something else stands in it by now
                self.folder.rmdir()


def schema_place(file: Path, name: str) -> Path:
    """Where the schema of a file belongs: in the nearest `.ehsg` above it, else at the top of its repository.

    Outside a repository and without such a folder it belongs beside the file. Links are not followed, because
    an editor that goes up from the file's folder does not follow them either.
    """
    folder = Path(os.path.abspath(file)).parent  # noqa: PTH100  # resolve() would follow links
    for each in (folder, *folder.parents):
        # In a further working tree of a repository `.git` is a file.
        if _there(each / FOLDER, Path.is_dir) or _there(each / ".git", Path.exists):
            return each / FOLDER / name
    return folder / FOLDER / name


def schema_link(file: Path, place: Path) -> str:
    """The way from a file to its schema as the file's first line says it.

    The schema stands in a folder above the file, so this is made of `..`, `.ehsg` and the schema's name, and
    holds nothing that would have to be encoded.
    """
    folder = Path(os.path.abspath(file)).parent  # noqa: PTH100
    return Path(os.path.relpath(place, folder)).as_posix()


def keep_schema(place: Path, text: str) -> Kept:
    """Write a schema where it belongs, or make an older one anew. The same one is left untouched.

    Raises:
        UserError: a file that ehsg did not make, or not so, stands there, or the disk does not let us.
    """
    data = sealed(text.encode())
    folder_is_new, file_is_new = not _there(place.parent, Path.exists), not _there(place, Path.exists)
    if not file_is_new:
        with contextlib.suppress(OSError):
            if place.read_bytes() == data:
                return Kept()
    try:
        place.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise UserError(f"cannot make the folder {place.parent}: {error.strerror}") from None
    kept = Kept(place if file_is_new else None, place.parent if folder_is_new else None)
    try:
        write_file(place, data)
    except BaseException:
        kept.take_back()
        raise
    return kept


def _there(path: Path, look: Callable[[Path], bool]) -> bool:
    """Whether something is there; what may not be looked at is not."""
    try:
        return look(path)
    except OSError:
        return False
