"""What the files of ours say, and that what cannot be read is said in one line."""

from pathlib import Path

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.reading import read_file
from tests.helpers import HEAD


@pytest.mark.parametrize("path", ["nowhere.yaml", "x" * 300, "b", "a\0b"])
def test_what_cannot_be_read_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Reading a file that isn't there, or a folder, or an impossible name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "area.yaml").write_text(HEAD, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_file(path)
    assert caught.value.hint
