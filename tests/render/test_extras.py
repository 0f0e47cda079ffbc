"""What is said where a part of the tool is not installed."""

import sys

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.render.extras import PICTURES, WORD, WORKBOOKS, not_installed, require


def test_everything_that_is_missing_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one line that installs all of it."""
    for module in ("docx", "xlsxwriter"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UserError) as caught:
        require([WORD, WORKBOOKS, PICTURES])
    assert caught.value.message == "Word files and Excel workbooks need parts of ehsg that are not installed"
    assert '"ehsg-cli[docx,xlsx]"' in caught.value.hint


def test_a_library_that_one_of_them_rests_on_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts in Word files are drawn by another than the one that writes them."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UserError, match="Word files need a part of ehsg"):
        require([WORD])


def test_the_line_is_right_for_this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Python's pip would install it where nobody looks; a path with a space is quoted."""
    monkeypatch.setattr(sys, "executable", "/opt/my tools/python")
    hint = not_installed(PICTURES).hint
    assert hint == (
        '"/opt/my tools/python" -m pip install "ehsg-cli[docx]", or ".[docx]" in the folder of a clone'
    )


def test_what_is_installed_is_not_complained_of() -> None:
    """Nor is nothing."""
    require([])
