"""`ehsg report`, end to end."""

import sys
from pathlib import Path

import pytest

from ehsg_cli import load_guide
from tests.cli.conftest import Ehsg

HOSTILE = r"""<script>alert(1)</script> [bold]b[/bold] {{ 7*7 }} a | b \e[31m ![x](https://e.example/x.png)"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_gets_markdown_and_html(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """Both are named after the file, and where they are is said."""
    result = ehsg("report", gateshead.name, "-o", "papers/")
    assert result.code == 0
    assert names(tmp_path / "papers") == ["gateshead-2022.html", "gateshead-2022.md"]
    assert "Wrote papers/gateshead-2022.html" in result.err.replace("\\", "/")
    assert result.out == ""


def test_the_same_input_gives_the_same_bytes(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """Written twice, over itself, and from another folder: no byte differs."""
    ehsg("report", gateshead.name, "-o", "papers/")
    before = {path.name: path.read_bytes() for path in (tmp_path / "papers").iterdir()}
    assert ehsg("report", gateshead, "-o", "papers/").code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "papers").iterdir()} == before


def test_standard_output_gets_markdown(ehsg: Ehsg, gateshead: Path) -> None:
    """Without -o the paper can be piped on."""
    result = ehsg("report", gateshead.name)
    assert result.code == 0
    assert "25 of 31 descriptors score 3, six score 2." in result.out
    assert "# Gateshead: Early Help System Guide self-assessment, 2022" in result.out


def test_the_ending_tells_the_format(ehsg: Ehsg, gateshead: Path) -> None:
    """A file is written as what its name says."""
    assert ehsg("report", gateshead.name, "-o", "a.html").code == 0
    assert Path("a.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert ehsg("report", gateshead.name, "-o", "a.md").code == 0
    result = ehsg("report", gateshead.name, "-o", "a.pdf")
    assert result.code == 2
    assert "the name a.pdf does not fit" in result.err


def test_a_name_that_contradicts_the_format_is_refused(ehsg: Ehsg, gateshead: Path) -> None:
    """HTML in a file called .md, or the form's text in one called .html, would mislead."""
    for arguments in (("--format", "html", "-o", "a.md"), ("--kind", "form", "-o", "a.html")):
        result = ehsg("report", gateshead.name, *arguments)
        assert result.code == 2
        assert "does not fit" in result.err
    assert ehsg("report", gateshead.name, "--kind", "form", "-o", "a.txt").code == 0


@pytest.mark.parametrize("output", [("a.html",), ("a.md",)])
def test_every_descriptor_is_in_the_paper(ehsg: Ehsg, gateshead: Path, output: tuple[str]) -> None:
    """Id, form number and title of all 31, the verdicts, and where it all comes from."""
    ehsg("report", gateshead.name, "-o", *output)
    text = Path(output[0]).read_text(encoding="utf-8")
    for descriptor in load_guide("ehsg-2022").descriptors.values():
        assert descriptor.id in text
        assert f"({descriptor.form})" in text
    assert "ehsg-2022, revision 1" in text
    assert "not determined" in text.lower()
    # The style sheet knows how a draft would be marked.
    assert "DRAFT" not in text.rpartition("</style>")[2]


def test_a_draft_is_marked(ehsg: Ehsg, gateshead: Path) -> None:
    """In both formats, and in the text for the form."""
    gateshead.write_text(
        gateshead.read_text(encoding="utf-8").replace("status: submitted", "status: draft"), encoding="utf-8"
    )
    ehsg("report", gateshead.name, "-o", "papers/")
    for paper in Path("papers").iterdir():
        assert "DRAFT" in paper.read_text(encoding="utf-8")
    assert "DRAFT" in ehsg("report", gateshead.name, "--kind", "form").out


def test_the_form_follows_the_national_order(ehsg: Ehsg, gateshead: Path) -> None:
    """5.1 to 9.7, then the priorities, then the permissions; one box at a time."""
    out = ehsg("report", gateshead.name, "--kind", "form").out
    numbers = [d.form for d in load_guide("ehsg-2022").descriptors.values()]
    places = [out.index(f"{number} ") for number in numbers]
    assert places == sorted(places)
    choice, sharing = out.index("Descriptor one"), out.index("Department for Education")
    assert places[-1] < choice < sharing
    assert "9.3 - Data" in out
    assert "9.7 - Data" in out


def test_several_papers_need_a_folder(ehsg: Ehsg, gateshead: Path, northbridge: Path) -> None:
    """Two papers in one stream would be neither."""
    assert ehsg("report", gateshead.name, northbridge.name).code == 2
    assert ehsg("report", gateshead.name, "--format", "md", "--format", "html").code == 2
    result = ehsg("report", gateshead.name, northbridge.name, "--format", "html", "-o", "papers/")
    assert result.code == 0
    assert names(Path("papers")) == ["gateshead-2022.html", "northbridge-2023.html"]


def test_two_papers_never_go_to_one_file(ehsg: Ehsg, gateshead: Path) -> None:
    """Files of the same name in two folders are told before anything is written."""
    other = Path("other")
    other.mkdir()
    (other / gateshead.name).write_bytes(gateshead.read_bytes())
    result = ehsg("report", gateshead.name, other / gateshead.name, "-o", "papers/")
    assert result.code == 2
    assert "would both be" in result.err
    assert not Path("papers").exists()


def test_one_unreadable_file_does_not_stop_the_others(ehsg: Ehsg, gateshead: Path) -> None:
    """Its findings are shown, the others are written, and the exit code is 1."""
    Path("bad.yaml").write_text("ehsg: assessment/1\nguide: [\n")
    result = ehsg("report", "bad.yaml", gateshead.name, "-o", "papers/")
    assert result.code == 1
    assert "EH006" in result.err
    assert names(Path("papers")) == ["gateshead-2022.html", "gateshead-2022.md"]


def test_a_file_of_another_hand_is_not_overwritten(ehsg: Ehsg, gateshead: Path) -> None:
    """Only --force does that; never over the assessment itself."""
    Path("paper.md").write_text("mine\n")
    assert ehsg("report", gateshead.name, "-o", "paper.md").code == 2
    assert Path("paper.md").read_text() == "mine\n"
    assert ehsg("report", gateshead.name, "-o", "paper.md", "--force").code == 0
    before = gateshead.read_bytes()
    assert ehsg("report", gateshead.name, "--format", "md", "-o", gateshead.name, "--force").code == 2
    assert gateshead.read_bytes() == before


def test_a_format_that_a_kind_does_not_have_is_told(ehsg: Ehsg, gateshead: Path) -> None:
    """The form is plain text only."""
    result = ehsg("report", gateshead.name, "--kind", "form", "--format", "html")
    assert result.code == 2
    assert "a form paper cannot be written as html" in result.err


def test_hostile_narrative_is_text_in_every_output(ehsg: Ehsg) -> None:
    """Markup of every kind shows as the characters it is made of."""
    Path("area.yaml").write_text(
        "ehsg: assessment/1\nguide: ehsg-2022\n"
        f'area: {{name: "{HOSTILE}"}}\nperiod: 2022\nagreed: {{by: "{HOSTILE}"}}\n'
        f'descriptors:\n  FV1: {{score: 3, working_well: "{HOSTILE}", prioritising_next: "{HOSTILE}"}}\n'
        f'priorities: [{{id: FV1, why: "{HOSTILE}"}}]\n'
    )
    assert ehsg("report", "area.yaml", "-o", "papers/").code == 0
    page = Path("papers/area.html").read_text(encoding="utf-8")
    assert "<script" not in page.lower()
    assert "&lt;script&gt;" in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in page
    assert "49" not in page.split("FV1", 1)[1].split("FV2", 1)[0]
    paper = Path("papers/area.md").read_text(encoding="utf-8")
    assert "<script" not in paper
    for text in (page, paper, ehsg("report", "area.yaml", "--kind", "form").out):
        assert "\x1b" not in text
        assert "\N{SYMBOL FOR ESCAPE}" in text
        assert "bold" in text
    for command in ("summary", "priorities", "autonomy", "validate"):
        result = ehsg(command, "area.yaml")
        assert "\x1b" not in result.out + result.err
        if command != "validate":
            assert "[bold]b[/bold] {{ 7*7 }} a | b" in " ".join(result.out.split())


def test_a_folder_named_as_a_file_needs_a_slash(ehsg: Ehsg, gateshead: Path) -> None:
    """Most likely a file was meant; a folder with any other name is one."""
    Path("d.html").mkdir()
    Path("papers.2023").mkdir()
    result = ehsg("report", gateshead, "-o", "d.html")
    assert result.code == 2
    assert "d.html is a folder" in result.err
    assert not list(Path("d.html").iterdir())
    assert ehsg("report", gateshead, "-o", "d.html/").code == 0
    assert ehsg("report", gateshead, "-o", "papers.2023").code == 0


def test_a_name_that_is_too_long_is_one_line(ehsg: Ehsg, gateshead: Path) -> None:
    """Given outright, or made from that of the assessment."""
    long = gateshead.rename(gateshead.with_name("x" * 245 + ".yaml"))
    for arguments in (("-o", "x" * 300), ("-o", "x" * 300 + ".html"), ("--kind", "summary", "-o", "out/")):
        result = ehsg("report", long.name, *arguments)
        assert result.code == 2
        assert "itself failed" not in result.err
        assert "cannot write" in result.err or "does not fit" in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_in_a_circle_are_one_line(ehsg: Ehsg, gateshead: Path) -> None:
    """As the paper's place, a folder above it, the reference document or a file that is named."""
    for one, other in (("a.docx", "b.docx"), ("d", "e")):
        Path(one).symlink_to(other)
        Path(other).symlink_to(one)
    for arguments in (
        (gateshead, "-o", "a.docx"),
        (gateshead, "-o", "d/x.html"),
        (gateshead, "-o", "d/"),
        (gateshead, "-o", "d/x/"),
        (gateshead, "--reference-doc", "a.docx", "-o", "x.docx"),
        (gateshead, "--templates", "d", "-o", "x.html"),
        (gateshead, "--plan", "a.docx", "-o", "x.html"),
        ("a.docx", "-o", "x.html"),
    ):
        result = ehsg("report", *arguments)
        assert result.code == 2, arguments
        assert "itself failed" not in result.err, arguments


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_data_of_another_hand_is_kept(ehsg: Ehsg, gateshead: Path, ending: str) -> None:
    """Ours is made anew; JSON that was changed is not, nor what only looks like ours."""
    target = Path(f"a.{ending}")
    for _ in range(2):
        assert ehsg("report", gateshead, "-o", target).code == 0
    ours = target.read_text(encoding="utf-8")
    changed = (
        ours.replace('"board"', '"bored"', 1) if ending == "json" else ours.replace("next_steps", "next", 1)
    )
    looks = '{"schema": "ehsg.report/1", "mark": 7}' if ending == "json" else ours.split("\r\n")[0][:60]
    for theirs in (changed, looks, '{\n  "schema": "ehsg.report/1", "mine": 1\n}', ""):
        target.write_text(theirs, encoding="utf-8", newline="")
        result = ehsg("report", gateshead, "-o", target)
        assert result.code == 2
        assert "ehsg did not make it" in result.err or "has been changed since" in result.err
        assert target.read_bytes() == theirs.encode()
    assert ehsg("report", gateshead, "-o", target, "--force").code == 0


def test_templates_and_settings_are_overwritten_in_no_case(ehsg: Ehsg, gateshead: Path) -> None:
    """Whatever their names, given or found; papers of ours beside them are."""
    Path("own").mkdir()
    Path("own/council.css").write_text("p {}", encoding="utf-8")
    Path("own/part.html").write_text("mine", encoding="utf-8")
    Path("ehsg.toml").write_text('[report]\ntemplates = "own"\n', encoding="utf-8")
    Path("set.html").write_text("[report]\n", encoding="utf-8")
    found = ehsg("report", gateshead, "-o", "own/part.html", "--force")
    given = ehsg("report", gateshead, "--isolated", "--templates", "own", "-o", "own/part.html", "--force")
    named = ehsg("report", gateshead, "--config", "set.html", "-o", "set.html", "--force")
    assert [found.code, given.code, named.code] == [2, 2, 2]
    assert Path("own/part.html").read_text(encoding="utf-8") == "mine"
    assert Path("set.html").read_text(encoding="utf-8") == "[report]\n"
    for _ in range(2):
        assert ehsg("report", gateshead, "-o", "own/paper.html").code == 0
