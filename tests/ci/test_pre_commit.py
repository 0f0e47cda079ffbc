"""The hooks for pre-commit, run by pre-commit itself from a clone, as another repository would."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.ci.conftest import BROKEN, OTHER, Repository, commit_all, examples, run, succeed
from tests.helpers import ROOT
from tests.programs import Ran

# The hooks are installed once, so the tests share a process.
pytestmark = [pytest.mark.git, pytest.mark.registry, pytest.mark.xdist_group("pre-commit")]

VALIDATE, VALIDATE_STRICTLY, FIX = range(3)
PRE_COMMIT: list[str | Path] = [sys.executable, "-m", "pre_commit"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where pre-commit keeps the clones and environments it makes."""
    return str(tmp_path_factory.mktemp("pre-commit"))


class Hooks:
    """A partnership's repository with hooks of ours."""

    def __init__(self, folder: Path, source: Repository, home: str) -> None:
        self.folder = folder
        self._source = source
        self._home = home

    def use(self, example: int) -> None:
        """Take over an example of docs/ci.md, with the address and the revision put in, and commit it."""
        text = examples("Before each commit", "yaml")[example]
        text = text.replace("ADDRESS", str(self._source.folder)).replace("REVISION", self._source.revision)
        (self.folder / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
        commit_all(self.folder)

    def run(self, *arguments: str) -> Ran:
        return run(
            [*PRE_COMMIT, "run", "--color", "never", *arguments], self.folder, PRE_COMMIT_HOME=self._home
        )

    def install(self) -> None:
        succeed([*PRE_COMMIT, "install"], self.folder, PRE_COMMIT_HOME=self._home)

    def commit(self) -> Ran:
        return run(["git", "commit", "-m", "A change"], self.folder, PRE_COMMIT_HOME=self._home)


@pytest.fixture
def hooks(partnership: Path, source: Repository, home: str) -> Hooks:
    """Hooks for the partnership's repository."""
    return Hooks(partnership, source, home)


def test_a_sound_repository_passes_and_other_files_are_passed_over(hooks: Hooks) -> None:
    """Every YAML file is handed to the hook, and the one of another program is no error."""
    hooks.use(VALIDATE)
    ran = hooks.run("--all-files", "--verbose")
    assert ran.code == 0, ran
    assert "1 file checked" in ran.out


def test_a_change_that_touches_no_file_of_ours_passes(hooks: Hooks, put: Callable[[str, str], Path]) -> None:
    """Where nothing of ours was changed there is nothing to check, which is no failure here."""
    hooks.use(VALIDATE)
    put("compose.yaml", OTHER + "# changed\n")
    ran = hooks.run("--verbose")
    assert ran.code == 0, ran
    assert "0 files checked" in ran.out


def test_a_commit_with_an_error_is_refused(hooks: Hooks, put: Callable[[str, str], Path]) -> None:
    """`git commit` shows the finding and commits nothing; with the mistake mended it goes through."""
    hooks.use(VALIDATE)
    hooks.install()
    before = succeed(["git", "rev-parse", "HEAD"], hooks.folder).out
    put("areas/Zoë's area.yaml", BROKEN)
    ran = hooks.commit()
    assert ran.code == 1, ran
    assert "EH107" in ran.out + ran.err
    assert "Zoë's area.yaml" in ran.out + ran.err
    assert succeed(["git", "rev-parse", "HEAD"], hooks.folder).out == before
    put("areas/Zoë's area.yaml", BROKEN.replace("sent", "draft"))
    assert hooks.commit().code == 0
    assert succeed(["git", "rev-parse", "HEAD"], hooks.folder).out != before


def test_arguments_reach_the_command(hooks: Hooks, put: Callable[[str, str], Path]) -> None:
    """The fictional area has one warning, which fails only where that is asked for."""
    text = (ROOT / "examples" / "northbridge-2023.yaml").read_text(encoding="utf-8")
    for example, code in ((VALIDATE, 0), (VALIDATE_STRICTLY, 1)):
        hooks.use(example)
        put("northbridge.yaml", text)
        assert hooks.run("--files", "northbridge.yaml").code == code


def test_what_is_safe_is_mended_and_shown_first(hooks: Hooks, put: Callable[[str, str], Path]) -> None:
    """The first commit is refused, as the file was changed; the second goes through."""
    hooks.use(FIX)
    hooks.install()
    sound = (ROOT / "examples" / "gateshead-2022.yaml").read_text(encoding="utf-8")
    path = put("area.yaml", sound.replace("score: 3", 'score: "3"', 1))
    ran = hooks.commit()
    assert ran.code == 1, ran
    assert path.read_text(encoding="utf-8") == sound
    succeed(["git", "add", "area.yaml"], hooks.folder)
    assert hooks.commit().code == 0


def test_the_hooks_are_what_pre_commit_takes_for_hooks() -> None:
    """Checked by pre-commit's own schema; every hook's command is one of ours."""
    manifest = ROOT / ".pre-commit-hooks.yaml"
    succeed([*PRE_COMMIT, "validate-manifest", manifest], ROOT)
    hooks = YAML(typ="safe", pure=True).load(manifest)
    assert [hook["id"] for hook in hooks] == ["ehsg-validate", "ehsg-fix"]
    for hook in hooks:
        assert hook["entry"].startswith("ehsg validate ")
        assert "--only-ours" in hook["entry"]
        assert hook["require_serial"] is True
