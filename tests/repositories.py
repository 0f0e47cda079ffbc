"""Real git repositories for tests, made as their users make them and free of this machine's own settings."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.helpers import put


class Repository:
    """A repository with a work tree; each commit is a day younger than the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._day = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Ada Analyst")
        self.git("config", "user.email", "ada@example.org")
        self.git("config", "core.autocrlf", "false")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run git as its user would; what came of it."""
        when = f"2024-01-{self._day + 1:02}T12:00:00+00:00"
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, check=False, env=os.environ | dates
        )

    def git(self, *arguments: str) -> str:
        """Run git, which has to do what it is asked; what it printed, with its own line ends."""
        done = self.run(*arguments)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout.decode()

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a file in the work tree."""
        return put(self.folder / name, content)

    def commit(self, message: str, files: Mapping[str, str | bytes | None] | None = None) -> str:
        """Commit all there is, with some files written, or deleted where they are `None`; its name."""
        for name, content in (files or {}).items():
            if content is None:
                (self.folder / name).unlink()
            else:
                self.put(name, content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        self._day += 1
        return self.git("rev-parse", "HEAD").strip()


def alone_with_git(patch: pytest.MonkeyPatch) -> None:
    """See that neither the machine's own settings nor those of a hook that runs the tests matter."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        patch.delenv(name)
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
