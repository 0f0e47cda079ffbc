"""What the tests of CI share: this working copy as a repository to install from, and one to check."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import programs
from tests.helpers import ROOT, fenced, put as put_file
from tests.programs import Ran

# What somebody who installs from the repository needs of it.
NEEDED = (
    "src",
    "guide",
    "templates",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "LICENSE-guide.md",
    ".pre-commit-hooks.yaml",
    "action.yml",
)


PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def examples(heading: str, language: str) -> list[str]:
    """The examples in a language below a heading of docs/ci.md."""
    (section,) = [part for part in PAGE.split("\n## ")[1:] if part.startswith(heading)]
    return fenced(section, language)


class Repository(NamedTuple):
    """A git repository: its folder, and the commit that is checked out."""

    folder: Path
    revision: str


def environment(**more: str) -> dict[str, str]:
    """The environment, less what git, Python and a CI service in it would do differently elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PYTHON", "PRE_COMMIT", "EHSG_", "GITHUB_", "CI_", "RUNNER_"))
    }
    git = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    # Files that are run a few times only need not be compiled, which takes longer than to install them.
    return kept | git | {"PIP_NO_COMPILE": "1"} | more


def run(command: list[str | Path], folder: Path, **variables: str) -> Ran:
    """Run a program."""
    return programs.run(command, folder, environment(**variables))


def succeed(command: list[str | Path], folder: Path, **variables: str) -> Ran:
    """Run a program that must end well."""
    return programs.succeed(command, folder, environment(**variables))


def commit_all(folder: Path) -> str:
    """Commit whatever lies in a folder, which becomes a repository if it is none."""
    if not (folder / ".git").exists():
        succeed(["git", "init", "-q", "-b", "main"], folder)
    succeed(["git", "add", "-A"], folder)
    succeed(["git", "commit", "-q", "--no-verify", "-m", "As it is"], folder)
    return succeed(["git", "rev-parse", "HEAD"], folder).out.strip()


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """This working copy, committed: what others name as the address of ehsg."""
    folder = tmp_path_factory.mktemp("source") / "ehsg cli"
    folder.mkdir()
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return Repository(folder, commit_all(folder))


BROKEN = "ehsg: assessment/1\nguide: ehsg-2022\narea: {name: Northbridge}\nperiod: 2022\nstatus: sent\n"
# Valid YAML of another program, with a mistake in it that is not ours to find.
OTHER = "services:\n  web: {image: 3, image: 4}\n"


@pytest.fixture
def partnership(tmp_path: Path) -> Path:
    """A partnership's repository: a sound assessment in a folder with a space, and another program's file."""
    folder = tmp_path / "partnership"
    area = folder / "our areas" / "gateshead.yaml"
    area.parent.mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "gateshead-2022.yaml", area)
    (folder / "compose.yaml").write_text(OTHER, encoding="utf-8")
    (folder / ".gitignore").write_text("drafts/\n", encoding="utf-8")
    (folder / "drafts").mkdir()
    (folder / "drafts" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    commit_all(folder)
    return folder


@pytest.fixture
def put(partnership: Path) -> Callable[[str, str], Path]:
    """A function that writes a file into the partnership's repository and stages it."""

    def write(name: str, text: str) -> Path:
        path = put_file(partnership / name, text)
        succeed(["git", "add", name], partnership)
        return path

    return write
