"""Every example in docs/ci.md is what its system takes, and does what the page says."""

import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.ci.conftest import PAGE, Repository, commit_all, examples, run, succeed
from tests.ci.test_action import ACTION
from tests.ci.test_gitlab import FILE as GITLAB_FILE, JOB
from tests.helpers import ROOT

SCHEMA = ["-m", "check_jsonschema", "--builtin-schema"]


def read(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def test_every_example_is_looked_at_here() -> None:
    """A new one needs a test."""
    counts = {
        (heading, language): len(examples(heading, language))
        for heading in ("Before each commit", "On a pull request", "On a merge request", "Anywhere else")
        for language in ("yaml", "sh")
    }
    assert sum(counts.values()) * 2 == PAGE.count("```")
    assert [count for count in counts.values() if count] == [3, 1, 2, 1, 1]


@pytest.mark.parametrize("number", range(3))
def test_each_pre_commit_example_is_a_configuration_with_hooks_of_ours(tmp_path: Path, number: int) -> None:
    """Pre-commit reads it, and its hooks are in our list; tests/ci/test_pre_commit.py runs them."""
    text = examples("Before each commit", "yaml")[number]
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(text, encoding="utf-8")
    succeed([sys.executable, "-m", "pre_commit", "validate-config", config], tmp_path)
    hooks = {hook["id"] for hook in read((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    (repository,) = read(text)["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= hooks


def test_the_github_workflow_is_one_by_githubs_schema(tmp_path: Path) -> None:
    """It needs no right but to read."""
    workflow, _ = examples("On a pull request", "yaml")
    path = tmp_path / "assessments.yml"
    path.write_text(workflow, encoding="utf-8")
    succeed([sys.executable, *SCHEMA, "vendor.github-workflows", path], tmp_path)
    assert read(workflow)["permissions"] == {"contents": "read"}


def test_the_github_inputs_are_those_of_the_action() -> None:
    """The table names them all, and the example uses no other."""
    _, step = examples("On a pull request", "yaml")
    assert set(read(step)[0]["with"]) <= set(ACTION["inputs"])
    table = re.findall(r"^\| `([\w-]+)` \|.*\| (.*) \|$", PAGE, re.MULTILINE)
    assert [name for name, _ in table] == list(ACTION["inputs"])
    defaults = {name: default.strip("`") for name, default in table}
    assert defaults["fail-on"] == ACTION["inputs"]["fail-on"]["default"]
    assert defaults["python-version"] == ACTION["inputs"]["python-version"]["default"]


def test_the_gitlab_example_is_one_by_gitlabs_schema(tmp_path: Path) -> None:
    """Included and merged as GitLab does it: the job's own variables, and over them those of the example."""
    (example,) = examples("On a merge request", "yaml")
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text(example, encoding="utf-8")
    succeed([sys.executable, *SCHEMA, "vendor.gitlab-ci", path], tmp_path)
    job = read(example)["ehsg"]
    assert set(job) == {"variables"}
    assert set(job["variables"]) <= set(JOB["variables"])
    for name in JOB["variables"]:
        assert f"`{name}`" in PAGE
    assert f"]({GITLAB_FILE.name})" in PAGE


@pytest.mark.git
@pytest.mark.registry
@pytest.mark.xdist_group("gitlab")
def test_the_two_lines_for_anywhere_else_do_it(tmp_path: Path, source: Repository, partnership: Path) -> None:
    """As they stand, with the address and the revision put in."""
    (text,) = examples("Anywhere else", "sh")
    given = text.replace("ADDRESS", source.folder.as_uri()).replace("REVISION", source.revision)
    install, check = (shlex.split(line) for line in given.splitlines())
    folder = tmp_path / "venv"
    succeed([sys.executable, "-m", "venv", "--without-pip", folder], tmp_path)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    # The pip of this environment, as making another takes long, working on that one.
    assert install[:3] == ["python", "-m", "pip"]
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", programs / "python"]
    succeed([*pip, *install[3:], "--quiet"], partnership)
    ran = succeed([programs / check[0], *check[1:]], partnership)
    assert "1 file checked" in ran.out
    (partnership / "broken.yaml").write_text("ehsg: assessment/1\n", encoding="utf-8")
    commit_all(partnership)
    assert run([programs / check[0], *check[1:]], partnership).code == 1
