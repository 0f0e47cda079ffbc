"""Our own templates are compiled once; where that cannot be kept, each run compiles them, unnoticed."""

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader

from ehsg_cli.render import templates
from ehsg_cli.render.bytecode import kept_beside
from ehsg_cli.resources import resource

TEMPLATE = "Hello {{ name }}!"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one template, in a Python that keeps what it compiles."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "a.j2").write_text(TEMPLATE)
    return tmp_path


def render(folder: Path) -> str:
    environment = Environment(
        loader=FileSystemLoader(folder), bytecode_cache=kept_beside(folder), autoescape=True
    )
    return environment.get_template("a.j2").render(name="Ann")


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_what_was_compiled_is_used_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is compiled."""
    assert render(folder) == "Hello Ann!"
    assert [path.suffix for path in kept(folder)] == [".cache"]

    def refuse(*arguments: object, **more: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(Environment, "compile", refuse)
    assert render(folder) == "Hello Ann!"


def test_a_template_that_changed_is_compiled_anew(folder: Path) -> None:
    """Without anything being left behind of the old one."""
    render(folder)
    (folder / "a.j2").write_text("Bye {{ name }}!")
    assert render(folder) == "Bye Ann!"
    assert render(folder) == "Bye Ann!"
    assert len(kept(folder)) == 1


@pytest.mark.parametrize("content", [b"", b"j2", b"\0" * 5000])
def test_what_was_kept_and_is_broken_is_made_anew(folder: Path, content: bytes) -> None:
    """As after a full disk."""
    render(folder)
    kept(folder)[0].write_bytes(content)
    assert render(folder) == "Hello Ann!"
    assert len(kept(folder)[0].read_bytes()) > 100


def test_where_nothing_can_be_kept_the_paper_is_made_all_the_same(folder: Path) -> None:
    """A file where the folder would be; on most systems a folder that is not ours looks the same."""
    (folder / "__pycache__").write_text("")
    assert render(folder) == "Hello Ann!"
    assert (folder / "__pycache__").read_text() == ""


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="rights that stop nobody here")
def test_a_folder_that_may_not_be_written_stays_as_it_is(folder: Path) -> None:
    """As after an installation by an administrator."""
    folder.chmod(0o500)
    try:
        assert render(folder) == "Hello Ann!"
        assert not (folder / "__pycache__").exists()
    finally:
        folder.chmod(0o700)


def test_a_python_that_keeps_nothing_keeps_no_templates(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`PYTHONDONTWRITEBYTECODE` holds for templates too, and `PYTHONPYCACHEPREFIX` says where they go."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    render(folder)
    assert not (folder / "__pycache__").exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(folder / "elsewhere"))
    render(folder)
    assert not (folder / "__pycache__").exists()
    assert len(list((folder / "elsewhere").rglob("*.cache"))) == 1


def test_many_at_once_do_not_disturb_one_another(folder: Path) -> None:
    """Each finds a whole file or none."""
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            shutil.rmtree(folder / "__pycache__", ignore_errors=True)
            assert set(pool.map(render, [folder] * 16)) == {"Hello Ann!"}
    assert [path.suffix for path in kept(folder)] == [".cache"]


def test_our_own_templates_are_kept_beside_them() -> None:
    """For papers and for text alike, in the folder that git ignores and no wheel carries."""
    for markup, markdown in ((True, False), (False, True), (False, False)):
        cache = templates._environment(markup, markdown).bytecode_cache
        assert isinstance(cache, FileSystemBytecodeCache)
        if sys.pycache_prefix is None:
            assert Path(cache.directory) == resource("templates") / "__pycache__"
