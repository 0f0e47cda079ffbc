"""A guide pack: what one edition of a guide asks, as data. The engine knows no descriptor by name."""

from ehsg_cli.guide.models import (
    Audience,
    Box,
    Choice,
    Context,
    Criterion,
    DataModelLevel,
    Descriptor,
    Guide,
    Method,
    ScaleValue,
    Section,
    Source,
)
from ehsg_cli.guide.store import PARTS, Pack, find_pack, list_packs

__all__ = [
    "PARTS",
    "Audience",
    "Box",
    "Choice",
    "Context",
    "Criterion",
    "DataModelLevel",
    "Descriptor",
    "Guide",
    "Method",
    "Pack",
    "ScaleValue",
    "Section",
    "Source",
    "find_pack",
    "list_packs",
]
