"""Word files opened by LibreOffice, which lays out their pages; pypdf reads what stands on them."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from pypdf import PdfReader

from ehsg_cli.views.kinds import Kind, Paper
from ehsg_cli.views.tables import Table
from tests.groups import libreoffice
from tests.render import papers
from tests.render.words_of_word import made, written

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]


def _council(document: WordDocument) -> None:
    document.sections[0].header.paragraphs[0].text = "Committee services"
    document.add_paragraph("For {{ area }}")
    document.add_heading("Recommendations", 1)
    document.add_paragraph("{{ paper }}")
    document.add_paragraph("Signed off.")


PAPERS: Mapping[str, Paper] = {
    "board": papers.paper(papers.gateshead()),
    "summary": papers.paper(papers.northbridge(), Kind.SUMMARY, papers.everything(), style=papers.COUNCIL),
    "plan": papers.paper(papers.northbridge(), Kind.PLAN, papers.everything(), style=papers.COUNCIL),
    "draft": papers.paper(papers.draft(), Kind.SUMMARY, papers.everything(), style=papers.COUNCIL),
    "hostile": papers.hostile_paper(kind=Kind.PLAN, style=papers.HOSTILE_STYLE),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The texts of the pages of each paper, as LibreOffice lays them out: started once for all."""
    folder = tmp_path_factory.mktemp("office")
    for name, paper in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(written(paper))
    (folder / "council.docx").write_bytes(written(PAPERS["plan"], made(_council)))
    subprocess.run(
        [
            str(libreoffice()),
            # A profile of its own: else it would end at once where the user has one open.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(path) for path in sorted(folder.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {
        path.stem: [_squeezed(page.extract_text()) for page in PdfReader(path).pages]
        for path in sorted(Path(folder).glob("*.pdf"))
    }


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_paper_opens_with_its_parts_on_its_pages(pages: dict[str, list[str]]) -> None:
    """Title, headline and every heading are there, in order."""
    assert pages.keys() == PAPERS.keys() | {"council"}
    for name in PAPERS.keys() - {"hostile"}:
        whole, paper = "".join(pages[name]), PAPERS[name]
        at = whole.index(_squeezed(paper.headline))
        for part in paper.parts:
            at = whole.index(_squeezed(part.title), at)


def test_the_summary_is_one_page(pages: dict[str, list[str]]) -> None:
    """Also as a draft, with a council's name and introduction."""
    assert (len(pages["summary"]), len(pages["draft"])) == (1, 1)


def test_a_board_paper_is_one_that_a_board_reads(pages: dict[str, list[str]]) -> None:
    """Ten pages with Word's own letters; some more with wider ones, which may stand in for them."""
    assert len(pages["board"]) <= 13


def test_every_page_says_whose_it_is_and_which(pages: dict[str, list[str]]) -> None:
    """The header and the page's number, and DRAFT where it is one."""
    for name in ("board", "plan"):
        for number, page in enumerate(pages[name], 1):
            assert page.startswith(_squeezed(f"{PAPERS[name].area}, {PAPERS[name].period}"))
            assert f"Page{number}of{len(pages[name])}" in page
    assert all(page.startswith("DRAFT") for page in pages["draft"])
    assert not any("DRAFT" in page for page in pages["board"])


def test_every_figure_of_the_section_table_is_on_the_page(pages: dict[str, list[str]]) -> None:
    """A row after another, as it was made."""
    whole = "".join(pages["board"])
    tables = [
        b for p in PAPERS["board"].parts if p.id == "sections" for b in p.blocks if isinstance(b, Table)
    ]
    assert tables
    for table in tables:
        for row in (*table.rows, *([table.total] if table.total else [])):
            assert _squeezed("".join(cell.text for cell in row)) in whole


def test_hostile_texts_are_shown(pages: dict[str, list[str]]) -> None:
    """As they were typed."""
    whole = "".join(pages["hostile"])
    for text in ("<script>alert(1)</script>", "{{7*7}}", "[l](javascript:alert(1))", "a|b"):
        assert text in whole


def test_a_councils_own_file_opens_with_the_paper_in_it(pages: dict[str, list[str]]) -> None:
    """With its header, and what it has before and after."""
    whole = "".join(pages["council"])
    assert all("Committeeservices" in page for page in pages["council"])
    assert whole.index("ForNorthbridge") < whole.index("Ataglance") < whole.index("Signedoff.")
