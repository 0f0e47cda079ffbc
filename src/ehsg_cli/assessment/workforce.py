"""The frozen model of an area's workforce table: its own roles beside the guide's."""

from typing import Annotated

from pydantic import Field

from ehsg_cli.assessment.models import NamedArea, Part


class LocalRole(Part):
    """A role as the area calls it.

    `guide_role` is the id of the guide's own role, `level` the id of the group in the guide's table that it
    works at, and `expected` what the area expects of it in its own words.
    """

    role: str | None = None
    guide_role: str | None = None
    level: str | None = None
    expected: str | None = None


class WorkforceTable(Part):
    """Which part each role has in the area's early help system."""

    ehsg: str
    guide: str | None = None
    area: NamedArea = Field(default_factory=NamedArea)
    roles: Annotated[tuple[LocalRole | None, ...], Field(strict=False)] = ()
