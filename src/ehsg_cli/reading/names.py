"""A partnership's own list of names that no text should hold: `.ehsg/names.txt`, which git ignores."""

from collections.abc import Iterator
from pathlib import Path

from ehsg_cli.document import MAX_BYTES
from ehsg_cli.errors import UserError

_LIST = Path(".ehsg", "names.txt")


def names_around(folder: Path, known: dict[Path, tuple[str, ...]]) -> tuple[str, ...]:
    """The names listed for a folder: in it, and in each folder above it up to the top of its repository.

    Args:
        folder: an absolute path.
        known: what this run has found of some folders already; what is found here is added to it.

    Raises:
        UserError: a list is there and cannot be read.
    """
    names = known.get(folder)
    if names is not None:
        return names
    names = ()
    unknown: list[Path] = []
    for place in (folder, *folder.parents):
        if place in known:
            names = known[place]
            break
        unknown.append(place)
        if (place / ".git").exists():
            break
    for place in reversed(unknown):
        listed = _listed(place)
        # Most folders have no list of their own, and share that of the folder above.
        known[place] = names = tuple(dict.fromkeys((*listed, *names))) if listed else names
    return names


def _listed(folder: Path) -> tuple[str, ...]:
    path = folder / _LIST
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return ()
    except OSError as error:
        raise UserError(
            f"cannot open the list of names {path}: {error.strerror}",
            "check that it is a file and that you may read it",
        ) from None
    if len(data) > MAX_BYTES:
        raise UserError(
            f"the list of names {path} is too large", f"it can have {MAX_BYTES // 1024 // 1024} MiB"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(
            f"the list of names {path} is not UTF-8 text",
            "open it in an editor and save it as UTF-8 (Notepad: Save as, Encoding UTF-8)",
        ) from None
    return tuple(_names(text))


def _names(text: str) -> Iterator[str]:
    for line in text.splitlines():
        # A comment stands on a line of its own, or behind the name.
        name = " ".join(f" {line}".split(" #")[0].split())
        # A single letter would be found in every text.
        if len(name) > 1 and "\0" not in name:
            yield name
