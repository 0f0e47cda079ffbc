"""Pages and charts through the Nu HTML checker: no error, no warning, no remark."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ehsg_cli.render.templates import render_chart
from ehsg_cli.views.charts import CHARTS
from ehsg_cli.views.kinds import Kind
from tests.groups import nu_checker
from tests.helpers import changed
from tests.render.accessibility.pages import NAMES, Name, page

pytestmark = pytest.mark.nu


def remarks_on(folder: Path) -> list[str]:
    """Whatever the checker says on the files of a folder, also where it only informs."""
    command = nu_checker()
    assert command is not None
    options = ["--format", "json", "--stdout", "--also-check-svg", str(folder)]
    # Its exit code tells of errors only.
    done = subprocess.run([*command, *options], capture_output=True, check=False)
    assert not done.stderr, done.stderr.decode()
    said: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [f"{Path(each['url']).name}:{each.get('lastLine', '')}: {each['message']}" for each in said]


def test_the_checker_has_nothing_to_say(tmp_path: Path) -> None:
    """On any page, and on any chart as a file of its own; all at once, as Java is slow to start."""
    for name in NAMES:
        (tmp_path / f"{name}.html").write_text(page(name).html, encoding="utf-8")
    drawn = page(Name("council", Kind.FULL)).paper
    assert drawn.of_one.charts.keys() == CHARTS.keys()
    for chart in drawn.of_one.charts.values():
        text = render_chart(chart, drawn.style)
        (tmp_path / f"{chart.name}.svg").write_text(text, encoding="utf-8")
    assert remarks_on(tmp_path) == []


def test_a_wrong_page_and_a_wrong_chart_are_found_out(tmp_path: Path) -> None:
    """The check above can fail: on an error, on what is only a warning, in a style sheet, in an SVG."""
    drawn = page(Name("council", Kind.SUMMARY))
    chart = render_chart(next(iter(drawn.paper.of_one.charts.values())), drawn.paper.style)
    wrong = {
        "error.html": changed(drawn.html, "</main>", "<p><div></div></p></main>"),
        "warning.html": changed(drawn.html, "</main>", "<section>No heading</section></main>"),
        "style.html": changed(drawn.html, "</style>", "p { colour: red }</style>"),
        "chart.svg": changed(chart, "<defs>", '<defs><rect rounded="yes"/>'),
        "sound.html": drawn.html,
    }
    for file, text in wrong.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    found = {remark.split(":")[0] for remark in remarks_on(tmp_path)}
    assert found == wrong.keys() - {"sound.html"}
