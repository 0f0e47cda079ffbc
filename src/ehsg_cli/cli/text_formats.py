"""What comparisons, trends and logs are written as, and what the name of a file says of it."""

from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from ehsg_cli.cli.output import folder_named, unfit_name

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
