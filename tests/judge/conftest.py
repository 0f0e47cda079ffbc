"""Assessments made from scores, priorities and levels."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import pytest

from ehsg_cli.assessment import Assessment


class Make(Protocol):
    """Makes an assessment of scores, priorities and levels."""

    def __call__(
        self,
        scores: Mapping[str, int | None] | None = None,
        priorities: Sequence[Any] = (),
        **data_model: Any,
    ) -> Assessment: ...


@pytest.fixture(scope="session")
def make() -> Make:
    def make_assessment(
        scores: Mapping[str, int | None] | None = None,
        priorities: Sequence[Any] = (),
        **data_model: Any,
    ) -> Assessment:
        return Assessment.model_validate(
            {
                "ehsg": "assessment/1",
                "guide": "ehsg-2022",
                "entries": {id: {"answer": score} for id, score in (scores or {}).items()},
                "priorities": list(priorities),
                "data_model": data_model,
            }
        )

    return make_assessment
