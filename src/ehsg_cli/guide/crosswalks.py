"""How two guides relate (format `crosswalk/1`), and where the files that say so lie.

`relation` tells what the descriptor of the guide under `to` is, seen from the one under `from`: a `narrower`
one asks for a part of what that asks for, a `broader` one for all of it and for more.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, model_validator

from ehsg_cli.guide.models import Part
from ehsg_cli.resources import resource

Relation = Literal["same", "narrower", "broader", "related"]
Side = Literal["from", "to"]
SIDES: tuple[Side, ...] = ("from", "to")
KIND = "crosswalk/1"

_GUIDES, _FOLDER = "guide", "crosswalks"
_TURNED: dict[Relation, Relation] = {"narrower": "broader", "broader": "narrower"}


class CrosswalkPart(Part):
    """As every part of a file that people write: a blank key is an absent one."""

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        # An unknown key stays, blank or not, so that it is reported.
        known = {field.alias or name for name, field in cls.__pydantic_fields__.items()}
        return {key: value for key, value in data.items() if key not in known or not _blank(value)}


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


class CrosswalkLine(CrosswalkPart):
    """How one descriptor of each guide relate, and why that is said."""

    old: str | None = Field(default=None, alias="from")
    new: str | None = Field(default=None, alias="to")
    relation: Relation | None = None
    why: str | None = None


class Unplaced(CrosswalkPart):
    """A descriptor that has no like in the other guide, and why that is said."""

    id: str | None = None
    why: str | None = None


class WithoutHome(CrosswalkPart):
    """What has no like on the other side, for each of the two guides."""

    old: Annotated[tuple[Unplaced | None, ...], Field(strict=False, alias="from")] = ()
    new: Annotated[tuple[Unplaced | None, ...], Field(strict=False, alias="to")] = ()


class Crosswalk(CrosswalkPart):
    """How the descriptors of one guide relate to those of another; `by` says whose reading that is."""

    ehsg: str
    old: str | None = Field(default=None, alias="from")
    new: str | None = Field(default=None, alias="to")
    by: str | None = None
    lines: Annotated[tuple[CrosswalkLine | None, ...], Field(strict=False)] = ()
    without_home: WithoutHome = Field(default_factory=WithoutHome)

    @property
    def whole(self) -> bool:
        """Whether it says whose reading it is, and everything that each of its entries should."""
        entries = (*self.lines, *self.without_home.old, *self.without_home.new)
        said = (each.model_dump() for each in entries if each is not None)
        return self.by is not None and all(None not in entry.values() for entry in said)

    @property
    def crossing(self) -> "Crossing":
        """What it says, less what is not whole."""
        return Crossing(
            self.old or "",
            self.new or "",
            self.by or "",
            tuple(
                Link(line.old, line.new, line.relation, line.why or "")
                for line in self.lines
                if line and line.old and line.new and line.relation
            ),
            dict(_reasons(self.without_home.old)),
            dict(_reasons(self.without_home.new)),
        )


def _reasons(listed: tuple[Unplaced | None, ...]) -> Iterator[tuple[str, str]]:
    for each in listed:
        if each and each.id:
            yield each.id, each.why or ""


class Link(NamedTuple):
    """How one descriptor of each guide relate, and why that is said."""

    old: str
    new: str
    relation: Relation
    why: str


class Crossing(NamedTuple):
    """The way from one guide to another.

    Attributes:
        old, new: the ids of the two guides.
        by: whose reading it is.
        links: in the order of the file.
        old_alone, new_alone: the descriptors that have no like on the other side, each with the reason.
    """

    old: str
    new: str
    by: str
    links: tuple[Link, ...]
    old_alone: dict[str, str]
    new_alone: dict[str, str]

    def turned(self) -> "Crossing":
        """The same from the other end: what was narrower is broader."""
        links = (Link(o.new, o.old, _TURNED.get(o.relation, o.relation), o.why) for o in self.links)
        return Crossing(self.new, self.old, self.by, tuple(links), self.new_alone, self.old_alone)

    def of_old(self, id: str) -> tuple[Link, ...]:
        """The links of one descriptor of the old guide."""
        return tuple(link for link in self.links if link.old == id)

    def of_new(self, id: str) -> tuple[Link, ...]:
        """The links of one descriptor of the new guide."""
        return tuple(link for link in self.links if link.new == id)


def file_name(old: str, new: str) -> str:
    """What the file of a crosswalk is called, such as `ehsg-2020-to-ehsg-2022.yaml`."""
    return f"{old}-to-{new}.yaml"


def own_place(beside: Path) -> Path:
    """Where a partnership's own crosswalks lie, for the files of a folder."""
    return beside / _GUIDES / _FOLDER


def places(beside: Path | None = None) -> Iterator[Path]:
    """The folders that hold crosswalks, a partnership's own first: a reading may be put in place of another.

    Args:
        beside: the folder of the files that are compared; a partnership keeps crosswalks in
            `guide/crosswalks/` there or in a folder above it.
    """
    if beside is not None:
        yield from map(own_place, (beside, *beside.parents))
    yield resource(_GUIDES) / _FOLDER


def find_crosswalk(old: str, new: str, beside: Path | None = None) -> Path | None:
    """The nearest file that relates two guides, whichever of them it starts from; or `None`."""
    for place in places(beside):
        for name in (file_name(old, new), file_name(new, old)):
            if (place / name).is_file():
                return place / name
    return None
