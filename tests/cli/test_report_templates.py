"""A council's own papers, end to end: the settings, the folder of templates, and `--templates`."""

import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

import pytest

from ehsg_cli.render import own_templates
from ehsg_cli.render.contained import Bounds
from ehsg_cli.views.words import MADE_BY
from ehsg_cli.writing import sealed
from tests.cli.conftest import EXAMPLES, Ehsg
from tests.helpers import ROOT, put
from tests.render.papers import HOSTILE_LINE

SETTINGS = """
[report]
council = "Northbridge City Council"
colour = "#7a1f5c"
logo = "logo.svg"
introduction = "For the *board*."

[[report.headings]]
title = "Recommendations"
text = "1. Note the **scores**."

[[report.headings]]
title = "Legal implications"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
LOGO = (EXAMPLES / "templates" / "logo.svg").read_bytes()
OWN = '{% extends "ehsg/paper.html.j2" %}{% block answer %}<p>OWN {{ paper.area }}</p>{% endblock %}'


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """The current folder with a council's settings and logo."""
    put(tmp_path / "ehsg.toml", SETTINGS)
    put(tmp_path / "logo.svg", LOGO)
    return tmp_path


def written(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def test_what_the_settings_give_is_in_the_papers(ehsg: Ehsg, council: Path, northbridge: Path) -> None:
    """Name, colour, logo, introduction and headings, in the page and in the Markdown."""
    assert ehsg("report", northbridge.name, "-o", "out/").code == 0
    page, markdown = written("out/northbridge-2023.html"), written("out/northbridge-2023.md")
    assert "--accent: #7a1f5c" in page
    assert f"data:image/svg+xml;base64,{b64encode(LOGO).decode()}" in page
    assert "For the <em>board</em>." in page
    assert ">Recommendations</h2>" in page
    assert "<strong>scores</strong>" in page
    assert "## Legal implications" in markdown
    assert "1. Note the **scores**." in markdown
    for text in (page, markdown):
        assert "Northbridge City Council" in text
        assert "To be written by the author of this paper." in text
    assert written("out/northbridge-2023.html") == page


def test_the_settings_stand_for_the_folders_below_them(ehsg: Ehsg, council: Path, northbridge: Path) -> None:
    """And the logo is found from where the settings are."""
    put(council / "areas" / "a.yaml", northbridge.read_bytes())
    assert ehsg("report", "areas/a.yaml", "-o", "a.html").code == 0
    assert "data:image/svg+xml" in written("a.html")


def test_settings_can_be_named_or_left_out(ehsg: Ehsg, council: Path, northbridge: Path) -> None:
    """`--config` and `--isolated`, as when files are checked; both together make no sense."""
    assert ehsg("report", northbridge.name, "-o", "a.md", "--isolated").code == 0
    assert "City Council" not in written("a.md")
    put(council / "other" / "x.toml", '[report]\ncouncil = "Southbridge"')
    assert ehsg("report", northbridge.name, "-o", "a.md", "--config", "other/x.toml").code == 0
    assert "Southbridge" in written("a.md")
    both = ehsg("report", northbridge.name, "--config", "ehsg.toml", "--isolated")
    assert both.code == 2
    assert "--isolated uses no settings, and --config names some" in both.err
    missing = ehsg("report", northbridge.name, "--config", "none.toml")
    assert missing.code == 2
    assert "there is no file" in missing.err


def test_hostile_words_in_the_settings_stay_words(ehsg: Ehsg, tmp_path: Path, northbridge: Path) -> None:
    """As those of an assessment do."""
    quoted = HOSTILE_LINE.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\u001b")
    put(
        tmp_path / "ehsg.toml",
        f'[report]\ncouncil = "{quoted}"\nintroduction = "{quoted}"\n'
        f'[[report.headings]]\ntitle = "{quoted}"\ntext = "{quoted}"\n',
    )
    assert ehsg("report", northbridge.name, "-o", "out/").code == 0
    page = written("out/northbridge-2023.html")
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page + written("out/northbridge-2023.md")


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        (
            'colour = "#fc0"',
            "ehsg.toml: the colour #ffcc00 has a contrast of 1.5 to 1",
            "#8f7200 is the same",
        ),
        ('logo = "none.png"', "there is no file", "check the name"),
        ('logo = "area.yaml"', "is no PNG, JPEG or SVG picture", "a logo is"),
        ('concil = "x"', "has the key concil", "did you mean council?"),
        ('templates = "none"', "there is no folder of templates", "check its name"),
    ],
)
def test_settings_that_cannot_stand_are_one_line(
    ehsg: Ehsg, tmp_path: Path, northbridge: Path, settings: str, message: str, hint: str
) -> None:
    """Exit code 2, a line and a hint, and the paper that was there is whole."""
    put(tmp_path / "area.yaml", northbridge.read_bytes())
    assert ehsg("report", "area.yaml", "-o", "a.html").code == 0
    before = Path("a.html").read_bytes()
    put(tmp_path / "ehsg.toml", f"[report]\n{settings}\n")
    result = ehsg("report", "area.yaml", "-o", "a.html")
    assert result.code == 2
    assert message in result.err
    assert f"hint:  {hint}" in result.err
    assert Path("a.html").read_bytes() == before


def test_checking_files_needs_no_logo(ehsg: Ehsg, council: Path, northbridge: Path) -> None:
    """But what cannot stand in the settings is told there as well."""
    (council / "logo.svg").unlink()
    assert ehsg("validate", northbridge.name).code == 0
    put(council / "ehsg.toml", '[report]\ncolour = "#fc0"\n')
    result = ehsg("validate", northbridge.name)
    assert result.code == 2
    assert "has a contrast of 1.5 to 1" in result.err


# Templates


def test_templates_are_taken_from_a_folder(ehsg: Ehsg, tmp_path: Path, northbridge: Path) -> None:
    """One named on the command line, or by the settings, from where those stand; the first goes before."""
    put(tmp_path / "own" / "paper.html.j2", OWN)
    put(tmp_path / "x" / "theirs" / "paper.html.j2", OWN.replace("OWN", "THEIRS"))
    put(tmp_path / "x" / "ehsg.toml", '[report]\ntemplates = "theirs"')
    area = put(tmp_path / "x" / "a.yaml", northbridge.read_bytes())
    assert ehsg("report", area, "-o", "a.html").code == 0
    assert "THEIRS Northbridge" in written("a.html")
    assert ehsg("report", area, "-o", "a.html", "--templates", "own").code == 0
    assert "OWN Northbridge" in written("a.html")
    assert ehsg("report", area, "-o", "a.html", "--isolated").code == 0
    assert "OWN" not in written("a.html")


def test_a_form_and_a_chart_have_templates_too(ehsg: Ehsg, tmp_path: Path, northbridge: Path) -> None:
    """They are made from the same folder."""
    put(tmp_path / "own" / "form.txt.j2", "FORM {{ view.area }}")
    put(tmp_path / "own" / "chart.svg.j2", f"{SVG}{{{{ chart.name }}}}</svg>")
    form = ehsg("report", northbridge.name, "--kind", "form", "--templates", "own")
    assert form.out == "FORM Northbridge (fictional)\n"
    chart = ehsg("chart", "dots", northbridge.name, "--templates", "own")
    assert chart.out == f"{SVG}dots</svg>\n"


def test_a_mistake_in_a_template_is_one_line(ehsg: Ehsg, tmp_path: Path, northbridge: Path) -> None:
    """The file as it was named, and the line; nothing is written."""
    put(tmp_path / "templates" / "paper.html.j2", "\n" * 11 + "{{ areaname }}")
    result = ehsg("report", northbridge.name, "-o", "out/", "--templates", "templates", "--format", "html")
    assert result.code == 2
    assert "error: templates/paper.html.j2, line 12: 'areaname' is undefined" in result.err
    assert "hint:  did you mean paper.area?" in result.err
    assert not list(tmp_path.glob("out/*"))


def test_a_folder_without_templates_is_told_before_any_work(ehsg: Ehsg, tmp_path: Path) -> None:
    """Even before the assessment is looked for."""
    (tmp_path / "own").mkdir()
    result = ehsg("report", "none.yaml", "--templates", "own")
    assert result.code == 2
    assert "own holds no template that is used" in result.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_template_that_does_not_end_stops_its_own_paper(
    ehsg: Ehsg, tmp_path: Path, northbridge: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    """In one process and in several: the others are written, and the files that were there are whole."""
    monkeypatch.setattr(own_templates, "BOUNDS", Bounds(seconds=2))
    loop = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    put(tmp_path / "own" / "paper.html.j2", f'{{% if paper.area == "Loop" %}}{loop}{{% endif %}}OWN')
    text = northbridge.read_text(encoding="utf-8")
    for name in ("a", "b", "c"):
        put(tmp_path / f"{name}.yaml", text)
    put(tmp_path / "b.yaml", text.replace("name: Northbridge (fictional)", "name: Loop"))
    put(tmp_path / "out" / "b.html", OLD)
    result = ehsg(
        *("report", "a.yaml", "b.yaml", "c.yaml", "-o", "out/", "--format", "html"),
        *("--templates", "own", "--jobs", jobs),
    )
    assert result.code == 2
    assert "own/paper.html.j2" in result.err
    assert "takes longer than 2 seconds" in result.err
    assert written("out/a.html") == written("out/c.html") == "OWN\n"
    assert written("out/b.html") == OLD


# A paper as an earlier run left it.
OLD = sealed(f"<!-- {MADE_BY} 0.0.1 --> old\n".encode()).decode()


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return [*children, *(each for child in children for each in descendants(child))]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not told who started whom")
@pytest.mark.parametrize(("files", "jobs", "processes"), [(1, "1", 1), (5, "2", 4)])
def test_it_can_be_interrupted(
    tmp_path: Path, northbridge: Path, files: int, jobs: str, processes: int
) -> None:
    """Ctrl-C ends it at once with 130, while a template loops; in one process and in several."""
    loop = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    code = "import sys; from ehsg_cli.cli import run; sys.exit(run(sys.argv[1:]))"
    # The first file is dealt with before others share in the work.
    put(
        tmp_path / "own" / "paper.md.j2",
        f'{{% if paper.area != "First" or {files} == 1 %}}{loop}{{% endif %}}',
    )
    text = northbridge.read_text(encoding="utf-8")
    for number in range(files):
        put(tmp_path / f"{number}.yaml", text)
    put(tmp_path / "0.yaml", text.replace("name: Northbridge (fictional)", "name: First"))
    names = [f"{number}.yaml" for number in range(files)]
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", code, "report", *names, "--templates", "own"),
            *("--format", "md", "-o", "out/", "--jobs", jobs),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        for _ in range(200):
            if len(descendants(process.pid)) >= processes:
                break
            time.sleep(0.05)
        time.sleep(0.5)
        started = descendants(process.pid)
        assert process.poll() is None
        assert len(started) >= processes
        begun = time.monotonic()
        # As a terminal does: to every process of the group.
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(10) == 130
        assert time.monotonic() - begun < 3
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
        left = [each for each in started if Path(f"/proc/{each}/cwd").exists()]
        assert left == []
    finally:
        process.kill()
        process.communicate()


# The example


def test_the_example_works_as_its_page_says(
    ehsg: Ehsg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command of docs/templates.md, from the top of the repository."""
    command = "ehsg report examples/northbridge-2023.yaml --config examples/templates/ehsg.toml -o out/"
    for place in ("docs/templates.md", "examples/templates/ehsg.toml", "examples/README.md"):
        assert command in (ROOT / place).read_text(encoding="utf-8"), place
    monkeypatch.chdir(ROOT)
    out = f"{tmp_path / 'out'}/"
    assert ehsg(*command.removesuffix("out/").split()[1:], out).code == 0
    page = (tmp_path / "out" / "northbridge-2023.html").read_text(encoding="utf-8")
    assert '<p class="reference">Northbridge City Council · for decision · 2023</p>' in page
    assert "data:image/svg+xml" in page
    for heading in (
        "Recommendations",
        "Legal implications",
        "Financial implications",
        "Equality implications",
    ):
        assert f">{heading}</h2>" in page
    assert "For decision, 2023" in (tmp_path / "out" / "northbridge-2023.md").read_text(encoding="utf-8")
