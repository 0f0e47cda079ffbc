"""What comparisons, trends and logs are written as, what a file's name says of it, and how it is written."""

import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from ehsg_cli.cli.output import folder_named, make_folder, unfit_name
from ehsg_cli.render import lines
from ehsg_cli.views.words import MADE_BY, one_line

ENDINGS = {"htm": "html", "markdown": "md", "text": "txt"}
"""Endings that stand for another."""

AnyFormat = TypeVar("AnyFormat", bound=StrEnum)


class TextFormat(StrEnum):
    """What a comparison or a trend is written as."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"
    CSV = "csv"


def ending_of(form: StrEnum) -> str:
    """What the name of a file of some format ends in, without the dot."""
    return ENDINGS.get(form.value, form.value)


def format_of(asked: AnyFormat | None, output: str | None, what: str, usual: AnyFormat) -> AnyFormat:
    """The format to write: the one that is asked for, or the one that the name of the file says.

    Args:
        asked: by --format.
        output: a path by -o.
        what: is written, as a message says it.
        usual: where neither says anything; the others are known by it.

    Raises:
        UserError: the two do not go together, or nothing says which it is.
    """
    if output is None or folder_named(output) is not None:
        return asked or usual
    ending = Path(output).suffix.lower().lstrip(".")
    formats = list(type(usual))
    named = next((each for each in formats if ending_of(each) == ENDINGS.get(ending, ending)), None)
    if asked is not None and (named is None or named is asked):
        return asked
    if asked is None and named is not None:
        return named
    raise unfit_name(output, what, [ending_of(each) for each in ([asked] if asked else formats)])


def target_of(output: str, name: str, form: StrEnum) -> Path:
    """The file to write: the one that -o names, or one of that name in the folder that it names."""
    folder = folder_named(output)
    return Path(output) if folder is None else folder / f"{name}.{ending_of(form)}"


def write_result(
    text: str, form: StrEnum, output: str, target: Path, *, sources: Sequence[Path], force: bool
) -> None:
    """Write a result to its file, which then bears our mark or is known by its first row, and say so.

    Args:
        text: of the result.
        form: its format.
        output: the path by -o; a folder that it names is made.
        target: the file, as `target_of` gives it.
        sources: what the result is made from, over which nothing is written.
        force: whether a file of another hand may go for it.

    Raises:
        UserError: the file may not be written, or cannot be.
    """
    from ehsg_cli.writing.files import place_for, write_file
    from ehsg_cli.writing.marks import sealed

    known_by = known_by_row(text.split("\n", 1)[0].rstrip("\r")) if form == TextFormat.CSV else ""
    if form == TextFormat.TEXT:
        from ehsg_cli import __version__

        text = f"{MADE_BY} {__version__}\n\n{text}"
    place_for(target, force=force, sources=sources, known_by=known_by)
    if (folder := folder_named(output)) is not None:
        make_folder(folder)
    write_file(target, sealed(text.encode()), force=force, sources=sources, known_by=known_by)
    lines.write([lines.Line((("Wrote ", ""), (one_line(str(target)), "bold")))], sys.stderr)


def known_by_row(row: str) -> str:
    """A pattern by which a CSV file of ours is known: there is no room for a mark in it but its first row."""
    return f"^{re.escape(row)}\r?\n"
