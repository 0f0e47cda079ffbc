"""Findings of a file's bytes, as reading and the rules together tell them."""

from collections.abc import Callable

import pytest

from ehsg_cli.diagnostics import Finding
from ehsg_cli.reading import read_data
from ehsg_cli.rules import check

HEAD = "ehsg: assessment/1\nguide: ehsg-2022\n"
FINAL = f"{HEAD}status: submitted\n"
THRESHOLDS = "ehsg: thresholds/1\nguide: ehsg-2022\n"

Findings = Callable[[bytes], tuple[Finding, ...]]


@pytest.fixture(scope="session")
def findings() -> Findings:
    return lambda data: check(read_data("area.yaml", data))
