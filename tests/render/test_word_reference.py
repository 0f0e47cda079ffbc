"""A council's own Word file: what it has is kept, placeholders are filled, and a hostile one is refused."""

import io
import time
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings, strategies as st

from ehsg_cli.errors import UserError
from ehsg_cli.render import pictures
from ehsg_cli.render.packages import MOST_BYTES
from ehsg_cli.render.word import Reference, render_word
from ehsg_cli.views.kinds import Kind, Paper
from ehsg_cli.views.style import CommitteeHeading, Style
from tests.render import papers
from tests.render.words_of_word import (
    PNG_OF,
    all_text,
    bytes_of,
    entry,
    headings,
    made,
    opened,
    out_of_order,
    reopened,
    rows,
    styled,
    with_entries,
    written,
)

STYLE = Style(
    council="Northbridge City Council",
    headings=(
        CommitteeHeading("Recommendations", "The board is asked to:\n\n1. note\n2. agree"),
        CommitteeHeading("Legal implications"),
        CommitteeHeading("Finance", "No cost, see the [budget](https://example.org/budget)."),
    ),
)
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.fixture(autouse=True)
def each_chart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart that another test has had turned into PNG is not turned into it again."""
    monkeypatch.setattr(pictures, "png_of", PNG_OF)


def paper(kind: Kind = Kind.PLAN, style: Style = STYLE) -> Paper:
    """The plan is the shortest paper there is."""
    return papers.paper(papers.northbridge(), kind, papers.everything(), style=style)


def template(document: WordDocument) -> None:
    """A council's template as such files are: its own page, header, table, headings and placeholders."""
    section = document.sections[0]
    section.page_width, section.left_margin = Mm(216), Mm(31)
    section.header.paragraphs[0].text = "Committee services: {{ area }}, {{status}}"
    section.footer.paragraphs[0].text = "Template 3 of {{ period }}"
    document.styles["Heading 1"].font.size = Pt(19)
    line = document.add_paragraph("Report: ")
    for piece in ("{", "{ ti", "tle ", "}", "} for {{ COUN", "CIL }}"):
        line.add_run(piece)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "In short", "{{ headline }}"
    table.cell(1, 0).text, table.cell(1, 1).text = "Officer", "{{ officer }} and {{ guide }}"
    document.add_heading("1. Recommendations", 1)
    document.add_paragraph("")
    document.add_heading("Finance", 1)
    document.add_paragraph("The author's own words.")
    document.add_paragraph("{{ paper }}")
    document.add_heading("Legal Implications", 1)
    document.add_paragraph("{{legal_implications}}", style="Quote")
    document.add_paragraph("Signed off.")


@pytest.fixture(scope="module")
def filled() -> WordDocument:
    """The template with a plan in it."""
    return opened(paper(), made(template))


# What is filled


def test_placeholders_are_filled_wherever_they_stand(filled: WordDocument) -> None:
    """Alone, within a line, over several runs, in cells, in headers and footers, in whatever capitals."""
    whole = paper()
    assert f"Report: {whole.title} for {STYLE.council}" in all_text(filled)
    assert rows(filled.tables[0])[0] == ["In short", whole.headline]
    assert rows(filled.tables[0])[1] == ["Officer", f"{{{{ officer }}}} and {whole.guide}"]
    section = filled.sections[0]
    assert section.header.paragraphs[0].text == f"Committee services: {whole.area}, {whole.status}"
    assert section.footer.paragraphs[0].text == f"Template 3 of {whole.period}"


def test_the_paper_stands_in_its_place(filled: WordDocument) -> None:
    """Between what the council has before and after it, without its title a second time."""
    found = [text for level, text in headings(filled) if level == 1]
    assert found == [
        "1. Recommendations",
        "Finance",
        "In brief",
        "At a glance",
        "Actions by priority",
        "About this paper",
        "Legal Implications",
    ]
    assert "{{ paper }}" not in all_text(filled)
    assert styled(filled, "Title") == []


def test_committee_headings_are_kept_and_filled_or_left(filled: WordDocument) -> None:
    """Text goes below a heading where nothing stands; what the author has written, or is to write, stays."""
    texts = [p.text for p in filled.paragraphs]
    after = texts.index("1. Recommendations")
    assert texts[after + 1 : after + 4] == ["The board is asked to:", "note", "agree"]
    after = texts.index("Finance")
    assert texts[after + 1] == "The author's own words."
    assert "No cost" not in all_text(filled)
    assert "{{legal_implications}}" in texts
    assert texts[-1] == "Signed off."


def test_what_the_council_has_is_kept(filled: WordDocument) -> None:
    """Its page and its styles; a paper's own styles are added beside them."""
    section = filled.sections[0]
    assert section.page_width is not None
    assert abs(section.page_width - Mm(216)) < Mm(1)
    assert filled.styles["Heading 1"].font.size == Pt(19)
    assert filled.styles["Paper Table"] is not None
    for shape in filled.inline_shapes:
        assert shape.width <= section.page_width - (section.left_margin or 0) - (section.right_margin or 0)


def test_a_placeholder_for_a_heading_is_filled_in_its_own_style() -> None:
    """Alone as paragraphs and lists, within a line as words; links work in a header too."""

    def build(document: WordDocument) -> None:
        document.add_paragraph("{{ Recommendations }}", style="Quote")
        document.add_paragraph("Cost: {{ finance }}")
        document.sections[0].header.paragraphs[0].text = "{{ finance }}"

    document = opened(paper(), made(build))
    assert styled(document, "Quote") == ["The board is asked to:"]
    assert "Cost: No cost, see the budget." in [p.text for p in document.paragraphs]
    header = document.sections[0].header.paragraphs[0]
    assert header.hyperlinks[0].address == "https://example.org/budget"
    assert "Recommendations" not in [text for _, text in headings(document)]


def test_a_placeholder_in_a_text_box_is_filled() -> None:
    """It stands in a paragraph within a paragraph, and Word keeps it twice."""

    def build(document: WordDocument) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        box = "<w:txbxContent><w:p><w:r><w:t>{{ area }}</w:t></w:r></w:p></w:txbxContent>"
        document.add_paragraph("Around {{ period }}").runs[0]._r.append(
            parse_xml(f"<w:pict {nsdecls('w')}>{box}</w:pict>")
        )

    document = opened(paper(), made(build))
    texts = [t.text for t in document.element.body.iter(qn("w:t"))]
    assert paper().area in texts
    assert f"Around {paper().period}" in texts


def test_without_a_place_for_it_the_paper_stands_at_the_end() -> None:
    """After all that the council has, and before the last section's properties."""
    document = opened(paper(), made(lambda d: d.add_heading("Before", 1)))
    assert headings(document)[0] == (1, "Before")
    assert headings(document)[-1] == (1, "About this paper")
    assert document.element.body[-1].tag == qn("w:sectPr")
    assert styled(document, "Title") == [paper().title]


def test_the_paper_may_stand_in_a_cell_or_before_a_section_break() -> None:
    """A cell ends with a paragraph, and a break between sections stays where it is."""

    def in_cell(document: WordDocument) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ paper }}"

    def before_break(document: WordDocument) -> None:
        document.add_paragraph("{{paper}}")
        document.add_section()
        document.add_paragraph("After the break")

    cell = opened(paper(), made(in_cell)).tables[0].cell(0, 0)
    assert "At a glance" in cell.text
    assert cell._tc[-1].tag == qn("w:p")
    document = opened(paper(), made(before_break))
    assert len(document.sections) == 2
    assert [p.text for p in document.paragraphs][-1] == "After the break"


def test_a_draft_says_so_above_every_page() -> None:
    """Over the council's own headers: that of the first page and those of left pages, too."""

    def build(document: WordDocument) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        section.header.paragraphs[0].text = "Ours"

    draft = papers.paper(papers.draft(), Kind.PLAN, papers.everything())
    section = opened(draft, made(build)).sections[0]
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert header.paragraphs[0].text == "DRAFT"
    assert section.header.paragraphs[1].text == "Ours"


def test_a_list_of_contents_of_its_own_is_not_doubled() -> None:
    """It is left as it was, and its maker is told how to bring it up to date."""

    def build(document: WordDocument) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        field = f'<w:fldSimple {nsdecls("w")} w:instr=" TOC \\o &quot;1-3&quot; "/>'
        document.add_paragraph("")._p.append(parse_xml(field))

    result = render_word(paper(), Reference("council.docx", made(build)))
    assert styled(reopened(result.data), "TOC Heading") == []
    assert any("Update Field" in note for note in result.notes)


def test_placeholders_that_are_not_known_are_told_in_one_line() -> None:
    """Each once; also those that the settings have nothing for."""

    def build(document: WordDocument) -> None:
        document.add_paragraph("{{ officer }} {{ officer }} {{ council }} {{ paper }} and more")

    result = render_word(paper(style=Style()), Reference("council.docx", made(build)))
    assert result.notes == (
        "there is nothing to put in place of {{ officer }}, {{ council }} and {{ paper }}, so they were left",
    )


def test_what_a_text_says_is_not_filled_again() -> None:
    """A partnership that writes of placeholders, or of the paper, is quoted."""
    style = Style(headings=(CommitteeHeading("Finance", "{{ area }} {{ paper }}"),))

    def build(document: WordDocument) -> None:
        document.add_paragraph("{{ finance }}")
        document.add_paragraph("{{ title }}")
        document.add_paragraph("{{ paper }}")

    whole = papers.paper(papers.hostile(), Kind.SUMMARY, style=style)
    said = all_text(opened(whole, made(build)))
    assert "{{ area }} {{ paper }}" in said
    assert "{{ 7*7 }}" in said


# What others' files lack


def test_many_runs_and_placeholders_of_one_paragraph_are_filled_in_time() -> None:
    """As many as a file may have, each in the run that it begins in, and what is between them stays."""

    def build(document: WordDocument) -> None:
        line = document.add_paragraph("a")
        template = line.runs[0]._r
        for text in ("{{ar", "ea}}", "-{{ area }}{", "{period}", "}", "") * 300:
            run = deepcopy(template)
            run.find(qn("w:t")).text = text
            line._p.append(run)

    whole, begun = paper(), time.monotonic()
    found = next(p for p in opened(whole, made(build)).paragraphs if p.text.startswith("a"))
    assert time.monotonic() - begun < 10
    assert found.text == "a" + f"{whole.area}-{whole.area}{whole.period}" * 300
    assert [run.text for run in found.runs][:7] == [
        "a",
        whole.area,
        "",
        f"-{whole.area}{whole.period}",
        "",
        "",
        "",
    ]


def test_more_placeholders_than_a_file_needs_are_refused() -> None:
    """In one paragraph or in many, before anything is filled."""
    for build in (
        lambda document: document.add_paragraph("{{area}}" * 300_000),
        lambda document: [document.add_paragraph("{{area}}") for _ in range(1001)],
    ):
        with pytest.raises(UserError, match=r"council.docx has more than 1,000 placeholders"):
            written(paper(), made(build))


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _pointing(kind: str, target: str) -> bytes:
    """A file that points at another one."""
    document = Document()
    document.part.relate_to(target, kind if "/" in kind else f"{OFFICE}/{kind}", is_external=True)
    return bytes_of(document)


def test_what_a_file_shows_from_elsewhere_is_told() -> None:
    """Links for readers are none of it; a header that nothing uses is no damage, one that is used is told."""
    for kind in ("image", "header", "attachedTemplate"):
        (note,) = render_word(paper(), Reference("council.docx", _pointing(kind, "file:///etc/x"))).notes
        assert note.startswith("it points out of itself, at file:///etc/x, and so does the paper")
    link = _pointing("hyperlink", "https://example.org/")
    assert render_word(paper(), Reference("council.docx", link)).notes == ()
    used = entry(_pointing("header", "http://x/h.xml"), "word/document.xml")
    relations = entry(_pointing("header", "http://x/h.xml"), "word/_rels/document.xml.rels")
    id = relations.partition("http://x/h.xml")[0].rpartition('Id="')[2].partition('"')[0]
    if not id.startswith("rId"):
        id = relations.partition("http://x/h.xml")[2].partition('Id="')[2].partition('"')[0]
    reference = f'<w:headerReference xmlns:r="{OFFICE}" w:type="default" r:id="{id}"/>'
    at = used.index(">", used.index("<w:sectPr")) + 1
    changed = with_entries(
        _pointing("header", "http://x/h.xml"),
        **{"word__document.xml": (used[:at] + reference + used[at:]).encode()},
    )
    with pytest.raises(UserError, match=r"has a header or footer in another file, http://x/h\.xml"):
        written(paper(), changed)


def test_styles_by_other_names_and_none_at_all_do_not_stop_it() -> None:
    """Word keeps its own names in English and gives other ids; some programs write no styles."""

    def build(document: WordDocument) -> None:
        for style in list(document.styles.element.style_lst):
            if style.name_val == "heading 1":
                style.set(qn("w:styleId"), "berschrift1")
            elif style.name_val != "Normal":
                document.styles.element.remove(style)

    document = opened(paper(), made(build))
    assert (1, "At a glance") in headings(document)
    first = next(p for p in document.paragraphs if p.text == "At a glance" and p._p.style == "berschrift1")
    assert first is not None

    bare = opened(paper(), made(lambda d: [d.styles.element.remove(s) for s in d.styles.element.style_lst]))
    assert (1, "At a glance") in headings(bare)


@pytest.mark.parametrize("missing", ["word__styles.xml", "word__numbering.xml", "word__settings.xml"])
def test_a_file_without_one_of_the_usual_parts_does(missing: str) -> None:
    """Other programs leave out what they have nothing to say in."""
    data = made(template)
    path = missing.replace("__", "/")
    relations = entry(data, "word/_rels/document.xml.rels")
    types = entry(data, "[Content_Types].xml")
    import re

    relations = re.sub(rf'<Relationship [^>]*{path.removeprefix("word/")}"[^>]*/>', "", relations)
    types = re.sub(rf'<Override [^>]*/{path}"[^>]*/>', "", types)
    changes: dict[str, Any] = {
        missing: None,
        "word___rels__document.xml.rels": relations.encode(),
        "[Content_Types].xml": types.encode(),
    }
    changed = with_entries(data, **changes)
    document = opened(paper(), changed)
    assert (1, "At a glance") in headings(document)


def test_a_template_of_word_becomes_a_document() -> None:
    """A .dotx differs in one line, which would make Word open a copy without a name."""
    data = made(template)
    types = entry(data, "[Content_Types].xml").replace(MAIN, TEMPLATE).encode()
    made_of_it = written(paper(), with_entries(data, **{"[Content_Types].xml": types}))
    assert TEMPLATE not in entry(made_of_it, "[Content_Types].xml")
    assert (1, "At a glance") in headings(reopened(made_of_it))


def test_the_file_is_ours_and_names_no_person() -> None:
    """Whoever made the template is not the author of the paper."""

    def build(document: WordDocument) -> None:
        document.core_properties.author = document.core_properties.last_modified_by = "A Person"

    data = written(paper(), made(build))
    assert "A Person" not in entry(data, "docProps/core.xml")
    assert reopened(data).core_properties.author == STYLE.council
    assert "Made by ehsg" in entry(data, "docProps/app.xml")
    assert list(out_of_order(data)) == []
    assert data == written(paper(), made(build))


# Files that are none, or are damaged


def _macros() -> bytes:
    data = made(template)
    types = entry(data, "[Content_Types].xml").replace(
        MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    return with_entries(data, **{"[Content_Types].xml": types.encode()})


def _bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", made(template))
        archive.writestr("word/document.xml", b"\0" * (MOST_BYTES + 1))
    return target.getvalue()


def _much_text() -> bytes:
    return with_entries(made(template), word__footnotes=None, **{"word__big.xml": b" " * 6_000_000})


def _holding(kind: str, content_type: str) -> bytes:
    """A file with a part that another program would run."""
    document = Document()
    part = Part(PackURI("/word/x.bin"), content_type, b"x", document.part.package)
    document.part.relate_to(part, kind)
    return bytes_of(document)


def _as_part(part: bytes) -> bytes:
    """A file with a part of text that is not called so."""
    document = Document()
    held = Part(PackURI("/word/x.dat"), "application/octet-stream", part, document.part.package)
    document.part.relate_to(held, f"{OFFICE}/customXml")
    return bytes_of(document)


MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
BINARY = "application/octet-stream"


def _zip(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


SHEET = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no Word file"),
        (b"%PDF-1.7", "no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007, or is protected by a password"),
        (b"PK\x03\x04", "damaged"),
        (_zip(a=b"b"), "no Word file"),
        (_zip(**{"[Content_Types].xml": SHEET, "xl/workbook.xml": b"<a/>"}), "no Word file"),
        (_zip(**{"[Content_Types].xml": MAIN.encode()}), "damaged"),
        (_macros(), "holds macros"),
        (_holding(f"{MICROSOFT}/vbaProject", BINARY), "holds macros"),
        (_holding(f"{OFFICE}/x", "application/vnd.ms-office.vbaProject"), "holds macros"),
        (_holding(f"{OFFICE}/oleObject", BINARY), "holds an embedded object"),
        (_holding(f"{OFFICE}/control", BINARY), "holds an embedded object"),
        (_holding(f"{OFFICE}/x", "application/vnd.ms-office.activeX+xml"), "holds an embedded object"),
        (_as_part(b"\xef\xbb\xbf\n<a>" + b" " * 6_000_000), "larger than"),
        (_as_part("<?xml version='1.0'?><!DOCTYPE a><a/>".encode("utf-16")), "damaged"),
        (_as_part(b" " * 70 + b"<!DOCTYPE a><a/>"), "damaged"),
        (_bomb(), "larger than"),
        (_much_text(), "larger than"),
        (made(template)[:-200], "damaged"),
        (with_entries(made(template), **{"word__document.xml": b"<w:document"}), "damaged"),
        (with_entries(made(template), **{"word__document.xml": None}), "damaged"),
        (with_entries(made(template), **{"word__styles.xml": b"<a/>"}), "damaged"),
        (with_entries(made(template), **{"docProps__core.xml": b"nothing"}), "damaged"),
    ],
)
def test_a_file_that_is_none_of_words_gives_one_line(data: bytes, said: str) -> None:
    """What it is instead, and what to do."""
    with pytest.raises(UserError) as caught:
        written(paper(), data)
    assert said in caught.value.message
    assert caught.value.message.startswith("council.docx ")
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_file_that_declares_entities_is_refused() -> None:
    """No Word file declares any: one that does could read files of this machine, or grow without end."""
    document = entry(made(template), "word/document.xml")
    head, _, rest = document.partition("<w:document")
    secret = Path(__file__).as_uri()
    evil = f'{head}<!DOCTYPE a [<!ENTITY e SYSTEM "{secret}">]><w:document{rest}'.replace(
        "Signed off.", "&e;"
    )
    for encoding in ("utf-8", "utf-16"):
        text = evil.replace("UTF-8", encoding.upper()).encode(encoding)
        with pytest.raises(UserError, match="damaged"):
            written(paper(), with_entries(made(template), **{"word__document.xml": text}))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_wrong_inside_ends_in_a_paper_or_in_one_line(data: st.DataObject) -> None:
    """Numbers that are none, parts that are others, texts cut off anywhere."""
    whole = _SMALL
    name = data.draw(
        st.sampled_from(
            [
                "word/document.xml",
                "word/styles.xml",
                "word/numbering.xml",
                "word/settings.xml",
                "word/header1.xml",
            ]
        )
    )
    text = entry(whole, name)
    at = data.draw(st.integers(0, len(text)))
    how = data.draw(st.sampled_from(["cut", "digits", "swap", "ids"]))
    changed = {
        "cut": text[:at] + text[at + data.draw(st.integers(1, 40)) :],
        "digits": text[:at] + text[at:].replace('="1', '="x', 3),
        "swap": text[:at] + text[at:].replace("w:p>", "w:tbl>"),
        "ids": text[:at] + text[at:].replace("w:val=", "w:other=", 3),
    }[how]
    try:
        made_of_it = written(_SUMMARY, with_entries(whole, **{name.replace("/", "__"): changed.encode()}))
    except UserError:
        return
    assert Document(io.BytesIO(made_of_it)) is not None


_SMALL = made(template)
_SUMMARY = papers.paper(papers.gateshead(), Kind.SUMMARY, style=STYLE)


def test_making_a_paper_of_it_leaves_the_document_given_as_it_was() -> None:
    """The bytes of the file are read, and no more."""
    before = made(template)
    kept = bytes(before)
    written(paper(), before)
    assert before == kept
    assert bytes_of(reopened(before))
