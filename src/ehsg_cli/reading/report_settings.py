"""The table `report` of the settings: what a council gives its papers. Read only where there is one."""

import os
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from ehsg_cli.colours import DARK, LIGHT, TEXT_CONTRAST, contrast, mixed
from ehsg_cli.errors import UserError
from ehsg_cli.wording import did_you_mean, listed, short

TABLE = "report"


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class HeadingSettings(BaseModel):
    """A heading that a council's papers must have; its text is Markdown, and blank is left for the author."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    title: str
    text: str = ""


class ReportSettings(BaseModel):
    """What a council gives its papers.

    Attributes:
        colour: as `#12436d`, in lower case; `None` where none is set.
        logo, templates, reference_doc: paths as in the file, from its folder; `None` for none.
        introduction: Markdown.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    council: str = ""
    colour: str | None = None
    logo: str | None = None
    introduction: str = ""
    templates: str | None = None
    reference_doc: str | None = None
    headings: Annotated[tuple[HeadingSettings, ...], BeforeValidator(_as_tuple)] = ()


def read_report(data: Any, path: str) -> ReportSettings:
    """The table as it stands in a file of settings, its paths from the folder of that file.

    Raises:
        UserError: something in it cannot stand there.
    """
    try:
        report = ReportSettings.model_validate(data)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        raise _worded(wrong["type"], wrong["loc"], path) from None
    _see_that_titles_differ(report.headings, path)
    for key in _PATHS:
        if getattr(report, key) is not None and not getattr(report, key).strip():
            raise UserError(f"{path}, table {TABLE}, has an empty {key}", _HINTS[key])
    folder = os.path.dirname(path)  # noqa: PTH120  # as the lookup has it
    changes: dict[str, Any] = {
        key: os.path.normpath(os.path.join(folder, getattr(report, key)))  # noqa: PTH118  # keeps ..
        for key in _PATHS
        if getattr(report, key) is not None
    }
    if report.colour is not None:
        changes["colour"] = readable_colour(report.colour, path)
    return report.model_copy(update=changes)


_PATHS = ("logo", "templates", "reference_doc")


def _see_that_titles_differ(headings: tuple[HeadingSettings, ...], path: str) -> None:
    """See that every heading has a title, and none that of another: a reader could not tell them apart.

    Raises:
        UserError: one has not.
    """
    seen: dict[str, int] = {}
    for number, heading in enumerate(headings, 1):
        title = " ".join(heading.title.split())
        if not title:
            raise UserError(f"{path}, entry {number} of {TABLE}.headings, has no title", _HINTS["headings"])
        before = seen.setdefault(title.casefold(), number)
        if before != number:
            raise UserError(
                f"{path}, entry {number} of {TABLE}.headings, has the title {short(title)}, "
                f"as entry {before} has",
                "give it another title, or leave one of the two out",
            )


# Colours


def readable_colour(written: str, path: str) -> str:
    """A colour as `#12436d`, if it stands out from white as text must.

    Raises:
        UserError: it does not, or is no colour.
    """
    digits = written.strip().removeprefix("#").lower()
    sound = len(digits) in (3, 6) and not set(digits) - set("0123456789abcdef")
    if sound and len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not sound or not written.strip().startswith("#"):
        guess = f'write colour = "#{digits}"' if sound else _HINTS["colour"]
        raise UserError(f"{path}, table {TABLE}, sets colour to {short(written)}, which is no colour", guess)
    colour = f"#{digits}"
    ratio = contrast(colour, LIGHT)
    if ratio < TEXT_CONTRAST:
        darker = _darker(colour)
        raise UserError(
            f"{path}: the colour {colour} has a contrast of {_told(ratio)} to 1 with white; papers need "
            f"{TEXT_CONTRAST:g} to 1, so that everybody can read what is set in it",
            f"{darker} is the same colour, darker, and has {_told(contrast(darker, LIGHT))} to 1",
        )
    return colour


def _darker(colour: str) -> str:
    """The lightest shade of a colour towards black that stands out enough."""
    shades = (mixed(colour, DARK, step / 100) for step in range(101))
    return next(shade for shade in shades if contrast(shade, LIGHT) >= TEXT_CONTRAST)


def _told(ratio: float) -> str:
    """A ratio with one decimal, never rounded up over a threshold."""
    return f"{int(ratio * 10) / 10:g}"


# Words

_HINTS = {
    "council": 'write its name: council = "Northbridge City Council"',
    "colour": 'write it in hexadecimal, as colour = "#12436d"',
    "logo": 'write a path from the folder of the settings: logo = "logo.svg"',
    "introduction": 'write Markdown: introduction = "For the Children and Families Board."',
    "templates": 'write a folder, from that of the settings: templates = "templates"',
    "reference_doc": 'write a path from the folder of the settings: reference_doc = "council.docx"',
    "headings": f'write [[{TABLE}.headings]] on a line of its own, and below it title = "Legal implications"',
    "title": 'write title = "Legal implications"',
    "text": 'write Markdown: text = "None."',
}


def _worded(kind: str, location: tuple[str | int, ...], path: str) -> UserError:
    """What is wrong in the table, in our own words."""
    in_heading = len(location) > 1
    if in_heading:
        place = f"{path}, entry {int(location[1]) + 1} of {TABLE}.headings,"
    else:
        place = f"{path}, table {TABLE},"
    if not location:
        return UserError(f"{path}: {TABLE} is no table", f"write [{TABLE}] on a line of its own")
    key = str(location[-1])
    if kind == "extra_forbidden":
        known = list((HeadingSettings if in_heading else ReportSettings).model_fields)
        guess = did_you_mean(key, known) or _OTHER_WORDS.get(key)
        return UserError(
            f"{place} has the key {short(key)}, which cannot stand there",
            f"did you mean {guess}?" if guess else f"the keys there are {listed(known)}",
        )
    if kind == "missing":
        return UserError(f"{place} has no title", _HINTS["headings"])
    named = next(str(part) for part in reversed(location) if part in _HINTS)
    return UserError(f"{place} has a value for {named} that cannot stand there", _HINTS[named])


# What people call a key, where it looks like none of ours.
_OTHER_WORDS = {"name": "council", "color": "colour", "intro": "introduction", "word": "reference_doc"}
