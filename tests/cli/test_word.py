"""`ehsg report --format docx`, end to end."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import Ehsg
from tests.render.words_of_word import made


def council(folder: Path, name: str = "council.docx") -> Path:
    """A council's own file in a folder."""
    path = folder / name
    path.write_bytes(
        made(lambda d: (d.add_paragraph("For {{ area }}, {{ officer }}"), d.add_paragraph("{{ paper }}")))
    )
    return path


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_a_word_file_is_written_where_its_name_says_so(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """By its ending, or by --format into a folder; never onto standard output."""
    assert ehsg("report", gateshead.name, "--kind", "summary", "-o", "paper.docx").code == 0
    assert "In brief" in texts(tmp_path / "paper.docx")
    assert ehsg("report", gateshead.name, "--kind", "summary", "--format", "docx", "-o", "papers/").code == 0
    assert (tmp_path / "papers/gateshead-2022-summary.docx").is_file()
    result = ehsg("report", gateshead.name, "--format", "docx")
    assert (result.code, result.out) == (2, "")


def test_a_paper_is_made_anew_unless_somebody_has_edited_it(
    ehsg: Ehsg, gateshead: Path, tmp_path: Path
) -> None:
    """Whoever saves it from an office program has that named in the file, and it is theirs from then on."""
    target = tmp_path / "paper.docx"
    command = ("report", gateshead.name, "--kind", "summary", "-o", target.name)
    assert ehsg(*command).code == 0
    first = target.read_bytes()
    assert ehsg(*command).code == 0
    assert target.read_bytes() == first
    edited = saved_by_word(first)
    target.write_bytes(edited)
    result = ehsg(*command)
    assert result.code == 2
    assert "ehsg did not make it" in result.err
    assert target.read_bytes() == edited
    assert ehsg(*command, "--force").code == 0
    assert target.read_bytes() == first


def saved_by_word(data: bytes) -> bytes:
    """A file as Word leaves it: it puts itself in the place of whoever saved it before."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/app.xml":
                content = b"<Properties><Application>Microsoft Office Word</Application></Properties>"
            new.writestr(name, content)
    return target.getvalue()


def test_a_councils_own_file_is_filled_and_stays_as_it_was(
    ehsg: Ehsg, gateshead: Path, tmp_path: Path
) -> None:
    """What is not known in it is told in one line."""
    reference = council(tmp_path)
    before = reference.read_bytes()
    result = ehsg(
        "report", gateshead.name, "--kind", "summary", "-o", "paper.docx", "--reference-doc", reference.name
    )
    assert result.code == 0
    told = "council.docx: there is nothing to put in place of {{ officer }}, so it was left"
    assert result.err.splitlines().count(told) == 1
    found = texts(tmp_path / "paper.docx")
    assert found[0] == "For Gateshead, {{ officer }}"
    assert "In brief" in found
    assert reference.read_bytes() == before


@pytest.mark.parametrize("named_in", ["option", "settings"])
def test_the_reference_file_is_never_written_over(
    ehsg: Ehsg, gateshead: Path, tmp_path: Path, named_in: str
) -> None:
    """Not even with --force, whether the command line names it or the settings do."""
    reference = council(tmp_path)
    before = reference.read_bytes()
    option: tuple[str, ...] = ("--reference-doc", reference.name)
    if named_in == "settings":
        option = ()
        (tmp_path / "ehsg.toml").write_text('[report]\nreference_doc = "council.docx"\n', encoding="utf-8")
    command = ("report", gateshead.name, "--kind", "summary", *option, "--force")
    result = ehsg(*command, "-o", reference.name)
    assert result.code == 2
    assert "is the file this is made from" in result.err
    assert reference.read_bytes() == before
    assert ehsg(*command, "-o", "other.docx").code == 0
    assert texts(tmp_path / "other.docx")[0].startswith("For Gateshead")


def test_a_reference_file_that_is_none_stops_the_command(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """One line says why, another what to do, and nothing is written."""
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0 and more")
    for name, said in (("old.doc", "before 2007"), ("none.docx", "there is no file"), (".", "is a folder")):
        result = ehsg(
            "report", gateshead.name, "--kind", "summary", "-o", "paper.docx", "--reference-doc", name
        )
        assert result.code == 2
        assert said in result.err
        assert len(result.err.strip().splitlines()) <= 3
        assert not (tmp_path / "paper.docx").exists()


def test_a_reference_file_is_for_word_only(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """Beside formats that cannot use it, the option would promise what is not done."""
    result = ehsg("report", gateshead.name, "-o", "paper.html", "--reference-doc", council(tmp_path).name)
    assert result.code == 2
    assert "--reference-doc is for Word files" in result.err


def test_a_councils_own_chart_is_drawn_in_word_too(ehsg: Ehsg, gateshead: Path, tmp_path: Path) -> None:
    """A template of charts in the folder of --templates takes the place of ours."""
    folder = tmp_path / "ours"
    folder.mkdir()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20"/></svg>'
    )
    (folder / "chart.svg.j2").write_text(svg, encoding="utf-8")
    command = ("report", gateshead.name, "--kind", "summary", "-o", "paper.docx", "--templates", "ours")
    result = ehsg(*command)
    assert result.code == 0, result.err
    shape = Document(str(tmp_path / "paper.docx")).inline_shapes[0]
    assert round(shape.width / shape.height, 2) == 1.5
