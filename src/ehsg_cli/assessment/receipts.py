"""Frozen models of the receipt that stands beside a submitted assessment, and how its digests are made."""

import json
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ehsg_cli.assessment.models import Date, Period

SCHEMA = "ehsg.receipt/1"

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def canonical(data: Any) -> str:
    """Plain data as JSON in ASCII with sorted keys and no spaces."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"))


def digest_of(data: Any) -> str:
    """SHA-256 of plain data in hexadecimal, over its canonical JSON."""
    return sha256(canonical(data).encode()).hexdigest()


class _Part(BaseModel):
    """Strict and frozen. What a later version adds is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, defer_build=True)


class OfArea(_Part):
    """The area that was submitted for."""

    name: str | None = None
    code: str | None = None


class OfGuide(_Part):
    """The guide that was answered, and which revision of its pack the file was checked by."""

    id: str
    edition: str
    revision: int


class OfFindings(_Part):
    """How much there was to say about the file, and was accepted."""

    warning: int
    note: int


class OfDataModel(_Part):
    """The data model level that governed the choice of priorities, and the key it stood under."""

    level: int | None
    governs: str | None


class Receipt(_Part):
    """What was submitted.

    Attributes:
        file: the name of the file then.
        meaning: the digest of all that the file said.
        scores: by descriptor, as the file has them: a number, or a word in a guide whose scale is in words.
        parts: the digest of each part of the meaning, by the keys that lead to it.
        earlier: how often the assessment had been submitted before.
    """

    schema_: Literal["ehsg.receipt/1"] = Field(alias="schema")
    file: str
    area: OfArea
    period: Period
    guide: OfGuide
    submitted: Date
    meaning: Digest
    scores: dict[str, int | str]
    priorities: Annotated[tuple[str, ...], Field(strict=False)]
    data_model: OfDataModel | None
    priority_verdict: str | None
    findings: OfFindings
    sharing: dict[str, str]
    parts: dict[str, Digest]
    earlier: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = ()
