"""`docs/papers.md`: every option is explained, every command on it runs, and what it says of itself is so."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from ehsg_cli.cli.paper_formats import FORMATS, PaperFormat
from ehsg_cli.views.charts import CHARTS
from ehsg_cli.views.kinds import Kind
from tests.cli.conftest import Ehsg
from tests.helpers import EXAMPLES, ROOT, changed, fenced, put

PAGE = (ROOT / "docs" / "papers.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in fenced(PAGE, "sh") for line in block.splitlines() if line.startswith("ehsg ")]


@pytest.mark.parametrize("command", ["report", "chart"])
def test_every_option_is_explained(ehsg: Ehsg, command: str) -> None:
    """Here or in the README: an option that nobody finds is none."""
    forms = re.findall(r"^ +(?:(-\w), )?(--[a-z-]+)", ehsg(command, "--help").out, re.MULTILINE)
    assert len(forms) > 6
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", PAGE + README))
    assert [long for short, long in forms if long != "--help" and not {short, long} & told] == []


@pytest.mark.parametrize(
    "names", [tuple(Kind), tuple(PaperFormat), tuple(CHARTS)], ids=["kind", "format", "chart"]
)
def test_every_kind_format_and_chart_has_a_row(names: tuple[str, ...]) -> None:
    """In the tables that say what each is for."""
    assert names
    for name in names:
        assert f"\n| `{name}` |" in PAGE


def test_there_is_no_kind_without_a_format() -> None:
    """What the tables say goes together."""
    assert set(FORMATS) == set(Kind)
    assert {each for known in FORMATS.values() for each in known} == set(PaperFormat)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_on_the_page_runs(ehsg: Ehsg, tmp_path: Path, command: str) -> None:
    """Where the files it names are there."""
    if "docx" in command or ".png" in command:
        pytest.importorskip("docx")
        pytest.importorskip("resvg_py")
    if "--reference-doc" in command:
        import docx

        docx.Document().save(str(tmp_path / "council.dotx"))
    for year in (2021, 2022, 2023):
        whole = (EXAMPLES / "northbridge-2023.yaml").read_text(encoding="utf-8")
        put(tmp_path / f"area-{year}.yaml", changed(whole, "period: 2023", f"period: {year}"))
    (tmp_path / "areas").mkdir()
    for name in ("area.yaml", "areas/one.yaml", "areas/two.yaml"):
        shutil.copy(EXAMPLES / "northbridge-2023.yaml", tmp_path / name)
    result = ehsg(*shlex.split(command)[1:])
    assert result.code == 0, result.err
    assert "Wrote" in result.err


def test_links_lead_somewhere() -> None:
    """To a page that is there."""
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", PAGE)
    assert len(links) >= 4
    for link in links:
        assert (ROOT / "docs" / link).is_file(), link
