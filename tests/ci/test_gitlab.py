"""The job for GitLab: its shape by GitLab's published schema, and its lines run as a runner would."""

import json
import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.ci.conftest import BROKEN, Repository, run, succeed
from tests.groups import bash
from tests.helpers import ROOT
from tests.programs import Ran

FILE = ROOT / "docs" / "gitlab-ci.yml"
JOB: Any = YAML(typ="safe", pure=True).load(FILE)["ehsg"]
SCHEMA = ["-m", "check_jsonschema", "--builtin-schema"]
REPORT = "gl-code-quality-report.json"


def test_it_is_a_job_by_gitlabs_schema() -> None:
    """The schema comes with check-jsonschema, so no network is needed."""
    succeed([sys.executable, *SCHEMA, "vendor.gitlab-ci", FILE], ROOT)


def test_the_report_is_the_one_that_gitlab_is_told_of() -> None:
    """It is kept where the job fails, too: that is when somebody wants it."""
    assert JOB["artifacts"] == {"when": "always", "reports": {"codequality": REPORT}}
    assert any(f"--output {REPORT}" in line for line in JOB["script"])


class Job:
    """Runs the job's lines in one bash, as GitLab does, with its variables."""

    def __init__(self, source: Repository, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        # The image's Python is called so.
        python = folder / "python"
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        self._source = f"git+{source.folder.as_uri()}@{source.revision}"

    def run(self, lines: list[str], workspace: Path, **variables: str) -> Ran:
        script = self._folder / "script.sh"
        script.write_text("set -eo pipefail\n" + "\n".join(lines) + "\n", encoding="utf-8")
        given = {
            **JOB["variables"],
            "EHSG_SOURCE": self._source,
            "CI_PROJECT_DIR": str(workspace),
            **variables,
        }
        path = f"{self._folder}{os.pathsep}{os.environ['PATH']}"
        return run([str(bash()), "--noprofile", "--norc", script], workspace, PATH=path, **given)


# To install takes a while, so it is done once: the first lines in one run of bash, the rest in each test's.
@pytest.fixture(scope="module")
def job(source: Repository, tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, list[str]]:
    """The job, and its lines with those that install ehsg replaced by the place where they have put it."""
    folder = tmp_path_factory.mktemp("gitlab")
    job = Job(source, folder / "bin")
    checks = [number for number, line in enumerate(JOB["script"]) if "validate" in line]
    install, rest = JOB["script"][: checks[0]], JOB["script"][checks[0] :]
    ran = job.run([*install, 'echo "$venv" > place'], folder)
    assert ran.code == 0, ran
    place = (folder / "place").read_text(encoding="utf-8").strip()
    return job, [f"venv={shlex.quote(place)}", *rest]


def marked(function: Callable[..., None]) -> Callable[..., None]:
    """A test that installs ehsg for real."""
    for mark in (pytest.mark.git, pytest.mark.bash, pytest.mark.registry, pytest.mark.xdist_group("gitlab")):
        function = mark(function)
    return function


@marked
def test_a_sound_repository_passes(job: tuple[Job, list[str]], partnership: Path) -> None:
    """The report is there without an error, and the log says so."""
    ran = job[0].run(job[1], partnership)
    assert ran.code == 0, ran
    issues = json.loads((partnership / REPORT).read_text(encoding="utf-8"))
    assert {issue["severity"] for issue in issues} <= {"info", "minor"}
    assert {issue["location"]["path"] for issue in issues} <= {"our areas/gateshead.yaml"}
    assert "1 file checked" in ran.out


@marked
def test_a_finding_is_in_the_report_and_in_the_log_and_fails_the_job(
    job: tuple[Job, list[str]], partnership: Path, put: Callable[[str, str], Path]
) -> None:
    """The report is written before the job fails."""
    put("areas/northbridge.yaml", BROKEN)
    ran = job[0].run(job[1], partnership)
    assert ran.code == 1, ran
    assert "EH107" in ran.out
    report = json.loads((partnership / REPORT).read_text(encoding="utf-8"))
    (issue,) = [issue for issue in report if issue["check_name"] == "EH107"]
    assert issue["location"]["path"] == "areas/northbridge.yaml"
    assert {"description", "fingerprint", "severity"} <= set(issue)


@marked
def test_the_variables_are_read(
    job: tuple[Job, list[str]], partnership: Path, put: Callable[[str, str], Path]
) -> None:
    """Paths stand one a line, with spaces and patterns; the level is the one given."""
    put("areas/northbridge.yaml", BROKEN)
    for paths, level, code in (
        ("our areas", "error", 0),
        ("our areas/*.yaml\nour areas", "error", 0),
        ("our areas\nareas", "error", 1),
        (".", "never", 0),
        ("$(touch pwned)", "error", 2),
        ("--fix", "error", 2),
    ):
        (partnership / REPORT).unlink(missing_ok=True)
        ran = job[0].run(job[1], partnership, EHSG_PATHS=paths, EHSG_FAIL_ON=level)
        assert ran.code == code, (paths, ran)
    assert not (partnership / "pwned").exists()


@pytest.mark.bash
@pytest.mark.git
def test_a_missing_address_is_told_before_anything_is_installed(
    source: Repository, partnership: Path, tmp_path: Path
) -> None:
    """Whoever includes the file and nothing else reads what to do."""
    ran = Job(source, tmp_path / "bin").run(JOB["script"], partnership, EHSG_SOURCE="")
    assert ran.code == 2
    assert "Set the variable EHSG_SOURCE" in ran.out
