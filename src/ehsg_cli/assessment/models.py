"""Frozen models of the files a partnership keeps.

A guide's own words (`descriptors`, `score`) are the pack's; here stand the neutral ones (`entries`,
`answer`). Blank and absent are the same: not given. Nothing is required for a file to be *read*; what
an agreed assessment must hold is a matter of rules.
"""

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Status = Literal["draft", "agreed", "submitted"]
FINAL: frozenset[Status] = frozenset(("agreed", "submitted"))
Boundaries = Literal["same", "changed"]
Outcome = Literal["done", "partly", "not-done", "stopped"]

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(F?Q[1-4]))?", re.ASCII)
_AS_AT = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ONS_CODE = re.compile(r"[A-Z]\d{8}", re.ASCII)


def _blank(value: Any) -> bool:
    """Nothing, or a text of spaces, which is what an empty `|-` block gives."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def without_blanks(value: Any) -> Any:
    """A group without the keys that were left blank. (Lists keep their blanks, and so their positions.)"""
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if not _blank(item)}
    return value


def _date(value: Any) -> datetime.date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("ehsg_date", "not a date")


def _as_at(value: Any) -> str:
    text = str(value) if type(value) is int else value
    if isinstance(text, str) and _AS_AT.fullmatch(text):
        return text
    return _date(text).isoformat()


def as_period(value: Any) -> str | None:
    """A period as text, or `None` where the value is none."""
    text = str(value) if type(value) is int else value
    match = _PERIOD.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    year, second, quarter = match.groups()
    follows = second is None or int(second) == (int(year) + 1) % 100
    # A calendar quarter belongs to one year, a financial quarter to a pair of them.
    fits = quarter is None or (second is not None) == quarter.startswith("F")
    return match.group() if follows and fits else None


def as_ons_code(value: Any) -> str | None:
    """An ONS code, or `None` where the value is none."""
    return value if isinstance(value, str) and _ONS_CODE.fullmatch(value) else None


def _period(value: Any) -> str:
    period = as_period(value)
    if period is None:
        raise PydanticCustomError("ehsg_period", "not a period")
    return period


def _ons_code(value: Any) -> str:
    code = as_ons_code(value)
    if code is None:
        raise PydanticCustomError("ehsg_ons_code", "not an ONS code")
    return code


Date = Annotated[datetime.date, BeforeValidator(_date)]
AsAt = Annotated[str, BeforeValidator(_as_at)]
Period = Annotated[str, BeforeValidator(_period)]
OnsCode = Annotated[str, BeforeValidator(_ons_code)]


class Part(BaseModel):
    """Strict, frozen, closed to unknown keys; a blank key is an absent one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not any(map(_blank, data.values())):
            return data
        # An unknown key stays, blank or not, so that it is reported.
        return {k: v for k, v in data.items() if not _blank(v) or k not in cls.__pydantic_fields__}


class NamedArea(Part):
    """An area by its name and code."""

    name: str | None = None
    code: OnsCode | None = None


class Predecessor(NamedArea):
    """An area that another one came from; with nothing said of its boundaries they may have moved."""

    boundaries: Boundaries | None = None


class Area(NamedArea):
    """The area the partnership answers for."""

    predecessors: Annotated[tuple[Predecessor | None, ...], Field(strict=False)] = ()


class Agreed(Part):
    """When and by which board or role an assessment was agreed."""

    date: Date | None = None
    by: str | None = None


class DataModel(Part):
    """The area's data model level, as submitted and as it stands."""

    submitted_level: int | None = None
    as_at: AsAt | None = None
    changed: bool | None = None
    current_level: int | None = None

    @property
    def governing(self) -> tuple[int | None, str | None]:
        """The level that governs the choice of priorities, and the key it stands under."""
        if self.current_level is not None:
            return self.current_level, "current_level"
        if self.submitted_level is not None:
            return self.submitted_level, "submitted_level"
        return None, None


class Entry(Part):
    """What a partnership says under one descriptor; `answer` is `None` where it is not scored."""

    answer: int | None = None
    evidence: str | None = None
    next_steps: str | None = None


class Priority(Part):
    """A descriptor chosen to work on, and why."""

    id: str | None = None
    why: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"id": data} if isinstance(data, str) else data


class FollowUp(Part):
    """What became of a priority of the year before, and how that is said."""

    outcome: Outcome | None = None
    note: str | None = None


class Assessment(Part):
    """One partnership's self-assessment for one period.

    `follow_up` stands by the ids of last year's priorities.
    """

    ehsg: str
    guide: str | None = None
    area: Area = Field(default_factory=Area)
    period: Period | None = None
    status: Status = "draft"
    agreed: Agreed = Field(default_factory=Agreed)
    submitted: Date | None = None
    method: Annotated[tuple[str | None, ...], Field(strict=False)] = ()
    data_model: DataModel = Field(default_factory=DataModel)
    entries: Annotated[dict[str, Entry], BeforeValidator(without_blanks)] = {}
    priorities: Annotated[tuple[Priority | None, ...], Field(strict=False)] = ()
    follow_up: Annotated[dict[str, FollowUp], BeforeValidator(without_blanks)] = {}
    sharing: Annotated[dict[str, str], BeforeValidator(without_blanks)] = {}

    @property
    def final(self) -> bool:
        """Whether it is agreed or submitted, so that nothing may be missing."""
        return self.status in FINAL

    @property
    def methods(self) -> tuple[str, ...]:
        """The ids of the ways it was conducted, without those left blank."""
        return tuple(method for method in self.method if method)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the priorities, in the file's order, without those left blank."""
        return tuple(p.id for p in self.priorities if p is not None and p.id is not None)

    def entry(self, descriptor: str) -> Entry:
        """What is said under a descriptor; an empty entry where nothing is."""
        return self.entries.get(descriptor) or Entry()


class Thresholds(Part):
    """Minimum scores that a user copied from a prospectus, with its source."""

    ehsg: str
    guide: str | None = None
    source: str | None = None
    minimum: Annotated[dict[str, int], BeforeValidator(without_blanks)] = {}
