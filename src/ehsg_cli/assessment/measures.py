"""The frozen model of an area's measures: what is counted, and the figures by period."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from ehsg_cli.assessment.models import AsAt, NamedArea, Part, without_blanks

Level = Literal["family", "cohort", "demand", "population", "practice", "voice"]
Better = Literal["higher", "lower"]

# No figure of an area comes near it; what is larger is a slip, or an infinity.
_LARGEST = 10**15


def _number(value: Any) -> int | float:
    if type(value) in (int, float) and abs(value) < _LARGEST:
        return value  # type: ignore[no-any-return]  # it is one of the two
    raise PydanticCustomError("ehsg_number", "not a number")


Number = Annotated[int | float, BeforeValidator(_number)]


class Figure(Part):
    """The figure of one period; `of` is the number it is a share of, `as_at` when it was taken."""

    value: Number | None = None
    of: Number | None = None
    as_at: AsAt | None = None
    provisional: bool | None = None


class Measure(Part):
    """One measure. `better` says which way is good; `values` holds a figure for each period."""

    id: str | None = None
    name: str | None = None
    level: Level | None = None
    descriptor: str | None = None
    outcome: str | None = None
    unit: str | None = None
    better: Better | None = None
    target: Number | None = None
    source: str | None = None
    values: Annotated[dict[str, Figure], BeforeValidator(without_blanks)] = Field(default_factory=dict)


class Measures(Part):
    """An area's shared set of measures, which grows every quarter."""

    ehsg: str
    guide: str | None = None
    area: NamedArea = Field(default_factory=NamedArea)
    measures: Annotated[tuple[Measure | None, ...], Field(strict=False)] = ()
