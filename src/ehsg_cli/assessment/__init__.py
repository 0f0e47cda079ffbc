"""What a partnership's files say, typed: no places, no words of one guide."""

from ehsg_cli.assessment.models import (
    FINAL,
    Agreed,
    Area,
    Assessment,
    DataModel,
    Entry,
    Part,
    Priority,
    Status,
    Thresholds,
    as_ons_code,
    as_period,
)

__all__ = [
    "FINAL",
    "Agreed",
    "Area",
    "Assessment",
    "DataModel",
    "Entry",
    "Part",
    "Priority",
    "Status",
    "Thresholds",
    "as_ons_code",
    "as_period",
]
