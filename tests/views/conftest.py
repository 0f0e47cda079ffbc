"""Assessments made from scores and keys, and papers made of them."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.diagnostics import Finding
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.results import Beside, judge
from ehsg_cli.views.paper import PaperView, Source, view_paper

Make = Callable[..., Assessment]
Paper = Callable[..., PaperView]


@pytest.fixture(scope="session")
def make() -> Make:
    """Makes an assessment of scores and of further keys as a file has them."""

    def make_assessment(scores: Mapping[str, int | None] | None = None, **more: Any) -> Assessment:
        entries = {id: {"answer": score} for id, score in (scores or {}).items()}
        data = {"ehsg": "assessment/1", "guide": "ehsg-2022", "entries": entries} | more
        return Assessment.model_validate(data)

    return make_assessment


@pytest.fixture(scope="session")
def paper(guide: Guide) -> Paper:
    """Makes the paper on an assessment."""

    def make_paper(
        assessment: Assessment, findings: tuple[Finding, ...] = (), thresholds: Thresholds | None = None
    ) -> PaperView:
        results = judge(assessment, guide, Beside(thresholds))
        return view_paper(results, Source("some/folder/area.yaml", "0" * 64, findings))

    return make_paper
