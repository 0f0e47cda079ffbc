"""The frozen model of a partner's response: its own view of any of the descriptors."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from ehsg_cli.assessment.models import Entry, NamedArea, Part, Period, without_blanks


class Respondent(Part):
    """Who answered: an organisation and a role in it, never a person's name."""

    organisation: str | None = None
    sector: str | None = None
    role: str | None = None


class Response(Part):
    """What one partner says, before the partnership agrees on its assessment."""

    ehsg: str
    guide: str | None = None
    area: NamedArea = Field(default_factory=NamedArea)
    period: Period | None = None
    respondent: Respondent = Field(default_factory=Respondent)
    entries: Annotated[dict[str, Entry], BeforeValidator(without_blanks)] = Field(default_factory=dict)
