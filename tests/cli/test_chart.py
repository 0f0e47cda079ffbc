"""`ehsg chart`, end to end."""

import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ehsg_cli.cli.chart import ChartName
from ehsg_cli.views.charts import CHARTS
from tests.cli.conftest import EXAMPLES, Ehsg

SVG = "{http://www.w3.org/2000/svg}"
OWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
ALL = tuple(CHARTS)


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """Northbridge's files, with its plan, its partner's response and an assessment of the year before."""
    for name in ("northbridge-2023", "northbridge-plan", "northbridge-response-police"):
        shutil.copy(EXAMPLES / f"{name}.yaml", tmp_path / f"{name}.yaml")
    whole = (tmp_path / "northbridge-2023.yaml").read_text(encoding="utf-8")
    earlier = whole.replace("period: 2023", "period: 2022").replace("score: 4", "score: 3")
    (tmp_path / "earlier").mkdir()
    (tmp_path / "earlier" / "northbridge-2022.yaml").write_text(earlier, encoding="utf-8")
    return tmp_path / "northbridge-2023.yaml"


def said(svg: str) -> str:
    """Every text that is to be seen in a picture."""
    return " ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_every_chart_has_its_name() -> None:
    """The command line knows those there are."""
    assert tuple(ChartName) == ALL


@pytest.mark.parametrize("name", ALL)
def test_each_is_drawn_to_standard_output(ehsg: Ehsg, area: Path, name: str) -> None:
    """As SVG with its headline in it, always the same."""
    result = ehsg("chart", name, area)
    assert result.code == 0
    image = ElementTree.fromstring(result.out)
    title = image.find(f"{SVG}title")
    assert title is not None
    assert title.text
    assert title.text in said(result.out)
    assert "Northbridge (fictional)" in said(result.out)
    assert ehsg("chart", name, area.name).out == result.out


@pytest.mark.parametrize("name", ALL)
def test_each_is_written_as_svg_and_png(ehsg: Ehsg, area: Path, tmp_path: Path, name: str) -> None:
    """By the file's ending; and again over what this tool has made, but not over what it has not."""
    for ending, start in (("svg", b"<!-- Made by ehsg"), ("png", b"\x89PNG")):
        target = tmp_path / f"picture.{ending}"
        assert ehsg("chart", name, area, "-o", target).code == 0
        first = target.read_bytes()
        assert first.startswith(start)
        result = ehsg("chart", name, area, "-o", target)
        assert (result.code, result.out) == (0, "")
        assert "picture." in result.err
        assert target.read_bytes() == first
        target.write_bytes(b"somebody else's")
        assert "ehsg did not make it" in ehsg("chart", name, area, "-o", target).err
        assert target.read_bytes() == b"somebody else's"
        assert ehsg("chart", name, area, "-o", target, "--force").code == 0
        assert target.read_bytes() == first


def test_a_png_of_somebody_elses_is_kept(ehsg: Ehsg, area: Path, tmp_path: Path) -> None:
    """That it is a PNG is not enough."""
    target = tmp_path / "picture.png"
    assert ehsg("chart", "dots", area, "-o", target).code == 0
    theirs = target.read_bytes().replace(b"Made by ehsg", b"Made by them")
    target.write_bytes(theirs)
    assert ehsg("chart", "dots", area, "-o", target).code == 2
    assert target.read_bytes() == theirs


def test_a_folder_gets_a_file_named_after_both(ehsg: Ehsg, area: Path, tmp_path: Path) -> None:
    """The assessment and the chart; as SVG, or as asked."""
    assert ehsg("chart", "profile", area, "-o", "pictures/").code == 0
    assert ehsg("chart", "profile", area, "-o", "pictures", "--format", "png").code == 0
    names = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    assert names == ["northbridge-2023-profile.png", "northbridge-2023-profile.svg"]


def test_an_earlier_year_stands_beside(ehsg: Ehsg, area: Path) -> None:
    """With its year in words, and in the headline."""
    result = ehsg("chart", "dots", area, "--previous", "earlier/northbridge-2022.yaml")
    assert result.code == 0
    assert "Against 2022, " in result.out
    assert "Rings: 2022." in result.out
    assert "2022" in said(ehsg("chart", "progress", area, "--previous", "earlier/northbridge-2022.yaml").out)


@pytest.mark.parametrize("name", ["profile", "distribution", "spread"])
def test_a_chart_of_one_year_takes_no_earlier_one(ehsg: Ehsg, area: Path, name: str) -> None:
    """It would have no effect, and nobody would know; which charts show both is said."""
    result = ehsg("chart", name, area, "--previous", "earlier/northbridge-2022.yaml", "-o", "x.svg")
    assert (result.code, result.out) == (2, "")
    assert f"the chart {name} shows one year only, so --previous has no use there" in result.err
    assert "draw dots or progress, which show both years" in result.err
    assert not Path("x.svg").exists()
    assert "dots and progress show it beside this one" in " ".join(ehsg("chart", "--help").out.split())


def test_a_plan_can_be_named(ehsg: Ehsg, area: Path, tmp_path: Path) -> None:
    """Where it does not stand beside the assessment."""
    plan = tmp_path / "elsewhere" / "plan.yaml"
    plan.parent.mkdir()
    (tmp_path / "northbridge-plan.yaml").rename(plan)
    result = ehsg("chart", "progress", area)
    assert result.code == 2
    assert "there is no action plan of Northbridge (fictional)" in result.err
    assert "--plan" in result.err
    assert ehsg("chart", "progress", area, "--plan", plan).code == 0


def test_what_cannot_be_drawn_says_why(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """One line with the reason, one with the remedy; and no file is left."""
    result = ehsg("chart", "spread", gateshead, "-o", "spread.svg")
    assert (result.code, result.out) == (2, "")
    assert "there is no partner's response to show" in result.err
    assert "hint:" in result.err
    assert [path.name for path in tmp_path.iterdir()] == [gateshead.name]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--format", "png"), "a PNG picture cannot be shown in the terminal"),
        (("-o", "a.gif"), "does not fit: a chart is written here as svg or png"),
        (("-o", "a"), "does not fit"),
        (("-o", "a.svg", "--format", "png"), "does not fit: a chart is written here as png"),
        (("-o", "nowhere/a.svg"), "the folder of nowhere/a.svg does not exist"),
        (("-o", "gateshead-2022.yaml"), "does not fit"),
        (("--previous", "none.yaml"), "none.yaml"),
        (("--plan", "gateshead-2022.yaml"), "is no plan"),
        (("--templates", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_done_is_told(
    ehsg: Ehsg, gateshead: Path, arguments: tuple[str, ...], why: str
) -> None:
    """With exit code 2, and never a traceback."""
    result = ehsg("chart", "dots", gateshead, *arguments)
    assert result.code == 2
    assert why in result.err.replace("\\", "/")
    assert "Traceback" not in result.err


def test_an_unknown_chart_is_told_with_those_there_are(ehsg: Ehsg, gateshead: Path) -> None:
    """So that the next try fits."""
    result = ehsg("chart", "radar", gateshead)
    assert result.code == 2
    for name in ALL:
        assert name in result.err


def test_a_file_that_is_no_assessment_ends_with_its_findings(ehsg: Ehsg, tmp_path: Path) -> None:
    """Exit code 1, as elsewhere."""
    (tmp_path / "a.yaml").write_text("ehsg: assessment/1\nguide: [\n", encoding="utf-8")
    result = ehsg("chart", "dots", "a.yaml")
    assert result.code == 1
    assert "a.yaml" in result.err
    assert result.out == ""


def test_without_the_extra_png_says_what_to_install(
    ehsg: Ehsg, gateshead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And SVG goes on as before."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    result = ehsg("chart", "dots", gateshead, "-o", "a.png")
    assert result.code == 2
    assert '-m pip install "ehsg-cli[docx]", or ".[docx]" in the folder of a clone' in result.err
    assert not Path("a.png").exists()
    assert ehsg("chart", "dots", gateshead, "-o", "a.svg").code == 0


def test_the_councils_settings_and_templates_hold(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """Its colour, and a template of its own, given or named in the settings; `--isolated` takes neither."""
    (tmp_path / "ehsg.toml").write_text('[report]\ncolour = "#7a1f5c"\n', encoding="utf-8")
    assert 'color="#7a1f5c"' in ehsg("chart", "dots", gateshead).out
    assert "#7a1f5c" not in ehsg("chart", "dots", gateshead, "--isolated").out
    own = tmp_path / "own"
    own.mkdir()
    (own / "chart.svg.j2").write_text(f"{OWN}{{{{ chart.headline }}}}</svg>", encoding="utf-8")
    drawn = ehsg("chart", "dots", gateshead, "--templates", "own").out
    assert drawn.startswith(f"{OWN}Scores run from 2 to 3")


def test_an_own_template_cannot_end_the_command(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """A picture of any size or aim is one line that names the template, and nothing is written."""
    own = tmp_path / "own"
    own.mkdir()
    for drawn in (
        OWN.replace("9 9", "1 1000000"),
        f'{OWN}<image href="{gateshead}"/>',
        OWN.replace("9 9", "0 0"),
    ):
        (own / "chart.svg.j2").write_text(f"{drawn}</svg>", encoding="utf-8")
        result = ehsg("chart", "dots", gateshead, "--templates", "own", "-o", "x.png")
        assert (result.code, result.out) == (2, "")
        assert "error: what own/chart.svg.j2 makes " in result.err
        assert not Path("x.png").exists()
    (own / "chart.svg.j2").write_text(f"{OWN}</svg>", encoding="utf-8")
    assert ehsg("chart", "dots", gateshead, "--templates", "own", "-o", "x.png").code == 0
    assert Path("x.png").read_bytes().startswith(b"\x89PNG")


def test_hostile_texts_stay_texts(ehsg: Ehsg, gateshead: Path) -> None:
    """Whatever an area is called, the picture is well-formed and holds nothing that acts."""
    name = r'"<script>alert(1)</script> ]]> & \u202e \e[31m \ufffe"'
    text = gateshead.read_text(encoding="utf-8").replace("name: Gateshead", f"name: {name}", 1)
    gateshead.write_text(text, encoding="utf-8")
    for chart in ("dots", "profile", "distribution"):
        result = ehsg("chart", chart, gateshead)
        assert result.code == 0
        assert "<script>alert(1)</script> ]]> &" in said(result.out)
        assert "<script" not in result.out
        assert not {"\u202e", "\x1b", "\ufffe"} & set(result.out)


def test_a_name_cannot_act_on_the_terminal(ehsg: Ehsg, gateshead: Path) -> None:
    """It is told in one line, its control characters made visible."""
    if sys.platform == "win32":
        pytest.skip("no such names on Windows")
    result = ehsg("chart", "dots", gateshead, "-o", "a\x1b[31m\nb.svg")
    assert result.code == 0
    assert "\x1b" not in result.err
    assert len([line for line in result.err.splitlines() if "b.svg" in line and "Wrote a" in line]) == 1


def test_the_logo_and_the_settings_are_overwritten_in_no_case(ehsg: Ehsg, gateshead: Path) -> None:
    """They are sources as the assessment is."""
    logo = Path("logo.svg")
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', encoding="utf-8")
    Path("ehsg.toml").write_text('[report]\nlogo = "logo.svg"\n', encoding="utf-8")
    Path("own.svg").write_bytes(Path("ehsg.toml").read_bytes())
    before = logo.read_bytes()
    assert "the file this is made from" in ehsg("chart", "dots", gateshead, "-o", logo, "--force").err
    assert logo.read_bytes() == before
    named = ehsg("chart", "dots", gateshead, "--config", "own.svg", "-o", "own.svg", "--force")
    assert named.code == 2
    assert Path("own.svg").read_bytes() == Path("ehsg.toml").read_bytes()
