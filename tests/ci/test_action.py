"""The action for GitHub: its shape by GitHub's published schema, and its steps run as a runner would."""

import re
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

FILE = ROOT / "action.yml"
ACTION: Any = YAML(typ="safe", pure=True).load(FILE)
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
SCRIPTS = [step for step in STEPS if "run" in step]
SCHEMA = ["-m", "check_jsonschema", "--builtin-schema"]


def test_it_is_an_action_by_githubs_schema() -> None:
    """The schema comes with check-jsonschema, so no network is needed."""
    succeed([sys.executable, *SCHEMA, "vendor.github-actions", FILE], ROOT)


def test_no_input_is_pasted_into_a_script() -> None:
    """What stands in `${{ }}` becomes part of the text that bash runs, so a path could be a command.

    Inputs go through the environment, and there each is read.
    """
    assert SCRIPTS
    for step in SCRIPTS:
        assert "${{" not in step["run"]
    passed = " ".join(
        value
        for step in STEPS
        for part in ("env", "with")
        for value in step.get(part, {}).values()
        if isinstance(value, str)
    )
    assert set(re.findall(r"inputs\.([\w-]+)", passed)) == set(ACTION["inputs"])


def test_only_a_maintained_action_of_github_is_used() -> None:
    """Whatever runs beside ours runs with the same rights."""
    assert [step["uses"].split("@")[0] for step in STEPS if "uses" in step] == ["actions/setup-python"]
    for step in SCRIPTS:
        assert step["shell"] == "bash"  # the one shell that Linux, macOS and Windows runners share


def test_every_input_is_explained_and_may_be_left_out() -> None:
    """The one example that most people copy gives none."""
    for name, given in ACTION["inputs"].items():
        assert given["description"].endswith("."), name
        assert given["default"], name


class Runner:
    """Runs the action's scripts as a runner does: its shell, its variables, and the inputs put in."""

    def __init__(self, source: Path, temporary: Path) -> None:
        self._values = {
            "steps.python.outputs.python-path": sys.executable,
            "github.action_path": str(source),
        }
        self._temporary = temporary

    def run(self, step: dict[str, Any], workspace: Path, **inputs: str) -> Ran:
        given = {name: given["default"] for name, given in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        values = self._values | {f"inputs.{name}": value for name, value in given.items()}
        variables = {
            name: re.sub(r"\$\{\{ *(.*?) *\}\}", lambda found: values[found.group(1)], text)
            for name, text in step["env"].items()
        }
        script = self._temporary / "script.sh"
        script.write_text(step["run"], encoding="utf-8", newline="\n")
        service = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(self._temporary),
        }
        shell: list[str | Path] = [str(bash()), "--noprofile", "--norc", "-eo", "pipefail", script]
        return run(shell, workspace, **service, **variables)


@pytest.fixture(scope="module")
def installed(source: Repository, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner on which the action's first script has installed ehsg, in a workspace that would prevent it.

    The workspace holds modules with the names of those that Python and pip load, as a stranger's might.
    """
    workspace = tmp_path_factory.mktemp("hostile")
    lay_traps(workspace)
    runner = Runner(source.folder, tmp_path_factory.mktemp("runner temp"))
    ran = runner.run(SCRIPTS[0], workspace)
    assert ran.code == 0, ran
    return runner


def lay_traps(folder: Path) -> None:
    for name in ("pip", "venv", "json", "ehsg_cli", "typer", "re"):
        (folder / f"{name}.py").write_text("raise SystemExit('a module of the workspace was run')\n")


def marked(function: Callable[..., None]) -> Callable[..., None]:
    """A test that installs ehsg for real."""
    for mark in (pytest.mark.git, pytest.mark.bash, pytest.mark.registry, pytest.mark.xdist_group("action")):
        function = mark(function)
    return function


@marked
def test_a_sound_repository_passes(installed: Runner, partnership: Path) -> None:
    """Without any input the whole repository is checked, and what git ignores is not."""
    lay_traps(partnership)
    ran = installed.run(SCRIPTS[1], partnership)
    assert ran.code == 0, ran
    assert "::error" not in ran.out


@marked
def test_a_finding_is_an_annotation_and_fails_the_step(
    installed: Runner, put: Callable[[str, str], Path], partnership: Path
) -> None:
    """It names its file from the top of the repository, with slashes, and its line."""
    put("areas/northbridge.yaml", BROKEN)
    ran = installed.run(SCRIPTS[1], partnership)
    assert ran.code == 1, ran
    (line,) = [line for line in ran.out.splitlines() if "EH107" in line]
    assert re.match(r"::error (.*,)?file=areas/northbridge\.yaml,line=5,", line)


@marked
def test_the_inputs_are_read(installed: Runner, put: Callable[[str, str], Path], partnership: Path) -> None:
    """Paths stand one a line, with spaces and patterns; the level is the one given."""
    put("areas/northbridge.yaml", BROKEN)
    for paths in (
        "our areas",
        "our areas/gateshead.yaml\n",
        "\n  our areas/*.yaml  \r\n\r\n",
        "our*\nour areas",
    ):
        ran = installed.run(SCRIPTS[1], partnership, paths=paths)
        assert (ran.code, ran.err) == (0, ""), (paths, ran)
    assert installed.run(SCRIPTS[1], partnership, paths="our areas\nareas").code == 1
    assert installed.run(SCRIPTS[1], partnership, fail_on="never").code == 0
    assert installed.run(SCRIPTS[1], partnership, paths="").code == 1
    assert installed.run(SCRIPTS[1], partnership, paths="nowhere").code == 2
    assert installed.run(SCRIPTS[1], partnership, fail_on="sometimes").code == 2


@marked
@pytest.mark.parametrize(
    "paths", ["$(touch pwned)", "`touch pwned`", "x; touch pwned", 'x"; touch pwned; "', "--fix", "-o\npwned"]
)
def test_an_input_is_never_a_command_or_an_option(installed: Runner, partnership: Path, paths: str) -> None:
    """Somebody may take the paths from the title of a pull request."""
    ran = installed.run(SCRIPTS[1], partnership, paths=paths)
    assert ran.code == 2, ran
    assert "there is no file or folder" in ran.err
    assert not (partnership / "pwned").exists()


def test_the_jobs_own_python_stays_as_it_is() -> None:
    """Ehsg goes into an environment of its own."""
    assert STEPS[0]["with"]["update-environment"] is False


def test_the_scripts_need_nothing_newer_than_the_bash_of_macos(tmp_path: Path) -> None:
    """It is 3.2, where an empty list is an error unless it is written with a fallback."""
    for step in SCRIPTS:
        assert not re.search(r'(?<!\+)"\$\{\w+\[@\]\}"', step["run"])
        assert not re.search(r"mapfile|readarray|declare -A|\$\{\w+,,\}|\$\{\w+@Q\}", step["run"])
