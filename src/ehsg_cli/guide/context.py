"""What surrounds the self-assessment in a guide: vision, services, workforce table, use of returns.

Apart from the rest of the pack because only what is shown needs it.
"""

from typing import Annotated

from pydantic import Field

from ehsg_cli.guide.models import Part, Source, Words


class Theme(Part):
    """What the vision says for one section."""

    section: Words
    aims: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]
    source: Source


class Vision(Part):
    """What early help is for."""

    statement: Words
    themes: Annotated[tuple[Theme, ...], Field(strict=False, min_length=1)]
    source: Source


class ServiceKind(Part):
    """One of the kinds of service that make up the early help system."""

    id: Words
    name: Words
    services: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]
    source: Source


class Services(Part):
    """The early help system as kinds of service."""

    says: Words
    kinds: Annotated[tuple[ServiceKind, ...], Field(strict=False, min_length=1)]
    source: Source


class Role(Part):
    """A role in the workforce table; one role may stand in two groups under the same id."""

    id: Words
    name: Words
    examples: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    note: Words | None = None


class WorkforceGroup(Part):
    """How often some roles lead, what that looks like, and who they are."""

    id: Words
    name: Words
    looks_like: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]
    roles: Annotated[tuple[Role, ...], Field(strict=False, min_length=1)]
    source: Source


class Workforce(Part):
    """The workforce table."""

    says: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]
    groups: Annotated[tuple[WorkforceGroup, ...], Field(strict=False, min_length=1)]
    source: Source


class NationalUse(Part):
    """One thing the national team does with returns."""

    id: Words
    says: Words
    source: Source


class Context(Part):
    """What surrounds the self-assessment in the guide. Not every edition has a workforce table."""

    purpose: Words
    vision: Vision
    services: Services
    workforce: Workforce | None = None
    national_use: Annotated[tuple[NationalUse, ...], Field(strict=False, min_length=1)]
