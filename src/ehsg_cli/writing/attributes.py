"""Our lines in a `.gitattributes` that is otherwise its users'."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ehsg_cli.errors import UserError
from ehsg_cli.writing.files import change_file, remove_file, write_file

FILE = ".gitattributes"
_BEGINS = "# Begin of what `ehsg git-setup` wrote; it writes it anew, so put lines of your own elsewhere."
_ENDS = "# End of what `ehsg git-setup` wrote."
# A line is known by its first words, so that one written by another version is known too.
_BEGIN, _END = "# Begin of what `ehsg git-setup`", "# End of what `ehsg git-setup`"
# What the first line ends with where that is so, for the day on which our lines are taken out again.
_WAS_EMPTY = " The file was there before, with nothing in it."
_HAD_NO_END = " The last line before had no line end."
_BOM = "\ufeff"
_BY_HAND = "write the lines into it by hand (`ehsg git-setup --check` shows what is missing)"


class Standing(NamedTuple):
    """A `.gitattributes` as it stands.

    Attributes:
        path: of the file.
        data: its bytes; `None` where there is no such file.
        before, after: the users' text on both sides of our lines, or all of it and nothing.
        ours: our lines with their ends, as they stand; empty where there are none.
    """

    path: Path
    data: bytes | None
    before: str
    ours: str
    after: str

    @property
    def end(self) -> str:
        """How the file ends its lines."""
        return "\r\n" if "\r\n" in self.before + self.ours + self.after else "\n"

    @property
    def others(self) -> str:
        """The users' lines alone."""
        return self.before + self.after


def standing_attributes(top: Path) -> Standing:
    """The `.gitattributes` at the top of a work tree.

    Raises:
        UserError: it cannot be read, or our lines in it have lost their first or last one.
    """
    path = top / FILE
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            raise UserError(
                f"{path} is a symbolic link, which git does not follow", "make it a file of its own"
            )
        if not stat.S_ISREG(mode):
            # Reading a pipe would wait for ever for somebody to write into it.
            what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
            raise UserError(f"{path} is {what}", "git takes its settings from a file of that name")
        data = path.read_bytes()
    except FileNotFoundError:
        return Standing(path, None, "", "", "")
    except OSError as error:
        raise UserError(f"cannot open {path}: {error.strerror}", "check that you may read it") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8", "save it as UTF-8 in an editor; git reads no other") from None
    if "\0" in text:  # UTF-16
        raise UserError(f"{path} is not UTF-8", "save it as UTF-8 in an editor; git reads no other")
    if "\r" in text.replace("\r\n", ""):
        raise UserError(
            f"{path} has line ends that git does not know (a carriage return alone)",
            "save it with ordinary line ends in an editor",
        )
    return _parted(path, data, text)


def _parted(path: Path, data: bytes, text: str) -> Standing:
    lines = text.split("\n")
    begins = [at for at, line in enumerate(lines) if line.lstrip(_BOM).startswith(_BEGIN)]
    ends = [at for at, line in enumerate(lines) if line.startswith(_END)]
    if not begins and not ends:
        return Standing(path, data, text, "", "")
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        raise UserError(
            f"in {path} the lines that `ehsg git-setup` wrote have lost their first or last one",
            f"take out what is left of them, from `{_BEGIN}...` to `{_END}...`, and run the command again",
        )
    first, last = begins[0], ends[0]
    before = "\n".join([*lines[:first], ""]) if first else ""
    if lines[first].startswith(_BOM):
        before = _BOM
    after = "\n".join(lines[last + 1 :])
    ours = text[len(before) : len(text) - len(after)]
    return Standing(path, data, before, ours, after)


def with_ours(standing: Standing, lines: Iterable[str]) -> bytes:
    """The bytes of the file with some lines of ours in it: where they stood, or behind all others.

    What stands further down counts for more with git.
    """
    end = standing.end
    before = standing.before
    begins = _BEGINS
    if standing.ours:
        begins += "".join(_remembered(standing))
    else:
        if standing.data is not None and not before.strip(f"{_BOM} \t\r\n"):
            begins += _WAS_EMPTY
        if before.strip(_BOM) and not before.endswith("\n"):
            begins += _HAD_NO_END
            before += end
        if before.strip(_BOM):
            before += end
    block = end.join((begins, *lines, _ENDS, ""))
    return (before + block + standing.after).encode("utf-8")


def _remembered(standing: Standing) -> list[str]:
    """What our first line says of the file as it was without us."""
    first = standing.ours.partition("\n")[0]
    return [each for each in (_WAS_EMPTY, _HAD_NO_END) if each in first]


def without_ours(standing: Standing) -> bytes | None:
    """The bytes of the file as it was without our lines, and what we put between them and the users'.

    `None` where there was no such file, and nothing of the users' has come into it.
    """
    before, end = standing.before, standing.end
    remembered = _remembered(standing)
    if before.endswith(f"\n{end}"):
        before = before.removesuffix(end)
    if _HAD_NO_END in remembered and not standing.after:
        before = before.removesuffix(end)
    left = before + standing.after
    if not left.strip(f"{_BOM} \t\r\n") and _WAS_EMPTY not in remembered:
        return None
    return left.encode("utf-8")


def keep_attributes(standing: Standing, data: bytes | None) -> None:
    """Write the file with such bytes, or take it away where they are `None`.

    Raises:
        UserError: it has changed since it was looked at, or the disk does not let us.
    """
    if standing.data is not None and data is None:
        remove_file(standing.path, standing.data)
    elif standing.data is not None and data is not None:
        change_file(standing.path, standing.data, data, elsewhere=_BY_HAND)
    elif data is not None:
        write_file(standing.path, data, remake=False, elsewhere=_BY_HAND)


def pattern(path: str, every: str = "") -> str:
    """A pattern that fits one path from the top of a work tree alone.

    Args:
        path: of a file; or of a folder, ended by a slash or empty for the top.
        every: what names in that folder are meant, such as `*.yaml`.
    """
    escaped = "".join(f"\\{character}" if character in "*?[]\\" else character for character in path)
    whole = f"/{escaped}{every}"
    if not any(character in ' "' or _in_digits(character) for character in whole):
        return whole
    inside = whole.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_in_digits(character) or character for character in inside) + '"'


def _in_digits(character: str) -> str:
    """A control character, or a byte of a name that is not UTF-8, as git spells them; empty for any other."""
    (code,) = character.encode("utf-8", "surrogateescape")[:1]
    if ord(character) < 32 or 0xDC80 <= ord(character) <= 0xDCFF:
        return f"\\{code:03o}"
    return ""
