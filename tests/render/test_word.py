"""Papers as Word files: opened again with python-docx, every part is what it says it is."""

import builtins
import io
import re
import time
import zipfile
from typing import Any

import pytest
from docx.oxml.document import CT_Body
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ehsg_cli import __version__
from ehsg_cli.errors import UserError
from ehsg_cli.reading.logos import Logo
from ehsg_cli.render import pictures
from ehsg_cli.render.word import render_word
from ehsg_cli.views.blocks import Entry, Picture
from ehsg_cli.views.kinds import LEFT_OPEN, NOTHING, Kind, Paper, compose
from ehsg_cli.views.style import CommitteeHeading, Style
from ehsg_cli.views.tables import Fact, Table
from tests.render import papers
from tests.render.words_of_word import (
    PNG_OF,
    all_text,
    bytes_of,
    codes,
    entry,
    headings,
    opened,
    out_of_order,
    reopened,
    rows,
    styled,
    written,
)

KINDS = (Kind.BOARD, Kind.SUMMARY, Kind.FULL, Kind.PLAN, Kind.CHANGE)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><rect width="40" height="10"/></svg>'


@pytest.fixture(scope="module", params=KINDS, ids=[kind.value for kind in KINDS])
def every(request: pytest.FixtureRequest) -> tuple[Paper, bytes]:
    """Northbridge's paper of each kind with all that can stand in one, and its bytes."""
    paper = papers.paper(papers.northbridge(), request.param, papers.everything(), style=papers.COUNCIL)
    return paper, written(paper)


@pytest.fixture(scope="module")
def gateshead() -> tuple[Paper, bytes]:
    """The real return's board paper."""
    paper = papers.paper(papers.gateshead())
    return paper, written(paper)


@pytest.fixture(scope="module")
def hostile() -> tuple[Paper, bytes]:
    """A paper with something hostile in every text."""
    paper = papers.hostile_paper(style=papers.HOSTILE_STYLE)
    return paper, written(paper)


@pytest.fixture(autouse=True)
def each_chart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart that another test has had turned into PNG is not turned into it again."""
    monkeypatch.setattr(pictures, "png_of", PNG_OF)


def test_a_paper_of_many_paragraphs_is_put_together_without_counting_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A place found by its number is counted to from the first: for each of thousands that takes minutes."""
    asked = []

    def counted(body: Any, *_: object) -> None:
        asked.append(body)

    monkeypatch.setattr(CT_Body, "insert", counted)
    data = render_word(papers.paper(papers.northbridge(), Kind.FULL)).data
    monkeypatch.undo()
    assert asked == []
    body = reopened(data).element.body
    assert len(body) > 100
    assert body[-1].tag == qn("w:sectPr")


# Headings, contents, language


def test_every_part_has_a_heading_and_no_level_is_left_out(every: tuple[Paper, bytes]) -> None:
    """The title has its own style, each part is of level 1, and no level is left out on the way down."""
    paper, data = every
    document = reopened(data)
    found = headings(document)
    assert styled(document, "Title") == [paper.title]
    assert [text for level, text in found if level == 1] == [
        "In brief",
        *(part.title for part in paper.parts),
    ]
    levels = [level for level, _ in found]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert min(levels) == 1


def test_the_contents_hold_every_part_before_anybody_updates_them(every: tuple[Paper, bytes]) -> None:
    """The field is there with its entries, each a link; a paper of one page needs none."""
    paper, data = every
    document = reopened(data)
    if paper.kind == Kind.SUMMARY:
        assert not [code for code in codes(document) if code.startswith("TOC")]
        return
    assert [code for code in codes(document) if code.startswith("TOC")] == [r'TOC \o "1-1" \h \z \u']
    entries = [
        p for p in document.paragraphs if p.style is not None and (p.style.name or "").lower() == "toc 1"
    ]
    assert [text for level, text in headings(document) if level == 1] == [p.text for p in entries]
    marks = {each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {each._p.find(qn("w:hyperlink")).get(qn("w:anchor")) for each in entries} <= marks
    # It would make Word ask everybody who opens the file a question.
    assert "updateFields" not in entry(data, "word/settings.xml")


def test_bookmarks_and_pictures_have_numbers_and_names_of_their_own(every: tuple[Paper, bytes]) -> None:
    """Word calls a file damaged where two share one."""
    body = reopened(every[1]).element.body
    for tag, attribute in (("w:bookmarkStart", "w:id"), ("w:bookmarkStart", "w:name"), ("wp:docPr", "id")):
        name = qn(attribute) if ":" in attribute else attribute
        values = [each.get(name) for each in body.iter(qn(tag))]
        assert len(values) == len(set(values))


def test_every_link_inside_leads_somewhere(every: tuple[Paper, bytes]) -> None:
    """Also those from a table to the descriptor further on."""
    body = reopened(every[1]).element.body
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    links = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
    assert links <= marks
    if every[0].kind == Kind.BOARD:
        assert "_ehsg_FV1" in links


def test_the_language_is_british_english_throughout(every: tuple[Paper, bytes]) -> None:
    """In the styles, the settings and the properties; and no other is named."""
    _, data = every
    document = reopened(data)
    said = (
        entry(data, "word/styles.xml") + entry(data, "word/settings.xml") + entry(data, "word/document.xml")
    )
    assert set(re.findall(r'<w:(?:lang|themeFontLang)[^>]* w:val="([^"]+)"', said)) == {"en-GB"}
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    assert document.core_properties.language == "en-GB"


def test_no_person_and_no_day_stands_in_the_properties(every: tuple[Paper, bytes]) -> None:
    """python-docx would say that it wrote the file, and when."""
    paper, data = every
    properties = reopened(data).core_properties
    assert properties.title == paper.title
    assert properties.author == paper.style.council
    assert (properties.subject, properties.category) == (paper.guide, paper.subtitle)
    assert (properties.last_modified_by, properties.comments) == ("", "")
    core = entry(data, "docProps/core.xml")
    assert not any(word in core for word in ("created", "modified", "lastModifiedBy", "python-docx"))
    assert f"<Application>Made by ehsg {__version__}</Application>" in entry(data, "docProps/app.xml")


def test_the_page_is_a4_with_a_header_and_numbered_pages(every: tuple[Paper, bytes]) -> None:
    """The header says whose paper it is, the footer which page of how many."""
    paper, data = every
    document = reopened(data)
    assert len(document.sections) == 1
    section = document.sections[0]
    assert abs((section.page_width or 0) - Mm(210)) < Mm(1)
    assert abs((section.page_height or 0) - Mm(297)) < Mm(1)
    assert section.header.paragraphs[0].text == f"{paper.area}, {paper.period}\t{paper.subtitle}"
    footer = section.footer._element
    assert [each.text.strip() for each in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_word_finds_every_element_where_it_looks_for_it(every: tuple[Paper, bytes]) -> None:
    """In the standard's order: Word is strict where other programs are not."""
    assert list(out_of_order(every[1])) == []


def test_an_element_out_of_order_is_seen() -> None:
    """The test above can fail."""
    data = written(papers.paper(papers.northbridge(), Kind.SUMMARY))
    document = reopened(data)
    properties = document.tables[0]._tbl.tblPr
    properties.append(properties[0])
    assert list(out_of_order(bytes_of(document)))


# Tables and charts


def test_every_table_says_what_it_shows_and_where_its_headings_are(every: tuple[Paper, bytes]) -> None:
    """A heading row marked as such, a described table under a real caption, rows that no page tears."""
    document = reopened(every[1])
    for table in document.tables:
        properties = table._tbl.tblPr
        head, *others = table.rows
        assert head._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert not any(row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in others)
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
        look = properties.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        title = properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        caption = table._tbl.getprevious()
        said = "".join(each.text or "" for each in caption.iter(qn("w:t")))
        assert re.fullmatch(rf"Table \d+: {re.escape(title)}", said)
        assert table.style is not None
        assert table.style.name == "Paper Table"


def test_captions_are_numbered_by_fields_in_order(every: tuple[Paper, bytes]) -> None:
    """`Table 1`, `Table 2` and `Figure 1` are worked out anew by Word when one is put between them."""
    document = reopened(every[1])
    captions = styled(document, "Caption")
    for label in ("Table", "Figure"):
        numbers = [int(m[1]) for text in captions if (m := re.match(rf"{label} (\d+): ", text))]
        assert numbers == list(range(1, len(numbers) + 1))
        assert codes(document).count(f"SEQ {label} \\* ARABIC") == len(numbers)
    assert len(document.tables) == sum(text.startswith("Table") for text in captions)
    assert len(document.inline_shapes) == sum(text.startswith("Figure") for text in captions)


def test_figures_stand_flush_right() -> None:
    """The columns of numbers, and no others."""
    document = opened(papers.paper(papers.gateshead()))
    table = next(t for t in document.tables if t.rows[0].cells[1].text == "Scored")
    for row in table.rows:
        sides = [cell.paragraphs[0].alignment for cell in row.cells]
        assert sides[0] is None
        assert all(str(side).startswith("RIGHT") for side in sides[1:])


def test_every_chart_says_what_it_shows(every: tuple[Paper, bytes]) -> None:
    """To those who cannot see it: a title and a description; and its figures stand in a table."""
    paper, data = every
    document = reopened(data)
    charts = [b.chart for part in paper.parts for b in part.blocks if isinstance(b, Picture)]
    described = list(document.element.body.iter(qn("wp:docPr")))
    assert [(e.get("title"), e.get("descr")) for e in described] == [
        (c.headline, c.description) for c in charts
    ]
    assert charts
    cells = {cell for table in document.tables for row in rows(table) for cell in row}
    for chart in charts:
        for table in chart.tables:
            for row in (*table.rows, *([table.total] if table.total else [])):
                assert {cell.text + " (priority)" * cell.marked for cell in row} <= cells


def test_no_picture_is_wider_than_the_lines(every: tuple[Paper, bytes]) -> None:
    """Nor higher than a page."""
    document = reopened(every[1])
    section = document.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for shape in document.inline_shapes:
        assert shape.width <= width
        assert shape.height < (section.page_height or 0) // 2 + Mm(10)


def test_every_figure_of_the_section_table_is_in_the_document(gateshead: tuple[Paper, bytes]) -> None:
    """Read back out of Word and held against the view it was made from."""
    paper, data = gateshead
    wanted = [
        table
        for part in paper.parts
        if part.id == "sections"
        for table in part.blocks
        if isinstance(table, Table)
    ]
    found = {t.rows[0].cells[-1].text: rows(t) for t in reopened(data).tables}
    assert len(wanted) == 2
    for table in wanted:
        whole = (*table.rows, *([table.total] if table.total else []))
        assert found[table.columns[-1].title] == [
            [column.title for column in table.columns],
            *([cell.text for cell in row] for row in whole),
        ]


def test_no_word_of_a_table_is_wider_than_its_column(every: tuple[Paper, bytes]) -> None:
    """As wide letters as there are would fit: a heading such as `Lowest` is not parted."""
    for table in reopened(every[1]).tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        for row in table.rows:
            for width, cell in zip(widths, row.cells, strict=True):
                # Nine points, of which the widest of the usual fonts takes 0.7 for most letters.
                longest = max((len(word) for word in cell.text.split()), default=0)
                assert width - 160 >= min(longest, 12) * 9 * 20 * 0.6, cell.text


# The first page


def test_the_first_chart_stands_on_the_first_page(gateshead: tuple[Paper, bytes]) -> None:
    """It is made lower for that, keeps its shape, and its table follows."""
    document = reopened(gateshead[1])
    shape = document.inline_shapes[0]
    assert Mm(110) <= shape.height < Mm(145)
    assert shape.width / shape.height == pytest.approx(_shape_of(gateshead[0]), rel=0.01)
    assert [text[:8] for text in styled(document, "Caption")][:2] == ["Figure 1", "Table 1:"]


def _shape_of(paper: Paper) -> float:
    """How wide the first chart is for its height."""
    alone = paper._replace(kind=Kind.SUMMARY)
    shape = opened(alone).inline_shapes[0]
    return float(shape.width / shape.height)


def test_a_first_page_without_room_for_the_chart_begins_with_its_table() -> None:
    """Which goes on overleaf; the page is not left half empty, and no letter gets too small to read."""
    style = Style(introduction="\n\n".join(["A word of introduction."] * 14))
    document = opened(papers.paper(papers.gateshead(), style=style))
    assert [text[:8] for text in styled(document, "Caption")][:2] == ["Table 1:", "Figure 1"]
    assert document.inline_shapes[0].width > Mm(165)


def test_a_chart_that_stands_further_on_is_not_moved_behind_its_table() -> None:
    """In a paper on change the priorities fill the first page; what a table shows is not told before it."""
    made = papers.paper(papers.northbridge(), Kind.CHANGE, papers.everything())
    captions = [text[:8] for text in styled(opened(made), "Caption")]
    assert captions[:2] == ["Figure 1", "Table 1:"]


def test_a_priority_links_to_how_its_texts_were_rewritten() -> None:
    """Each link leads to a bookmark that is there, and no two places have one name."""
    before = papers.earlier()
    entries = {
        id: each.model_copy(update={"evidence": "Otherwise."}) if id in before.chosen else each
        for id, each in before.entries.items()
    }
    beside = papers.everything()._replace(previous=before.model_copy(update={"entries": entries}))
    document = opened(papers.paper(papers.northbridge(), Kind.CHANGE, beside))
    body = document.element.body
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(set(names)) == len(names)
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    leading = [name for name in links if name and "rewritten" in name]
    assert leading == [f"_ehsg_rewritten_{id}" for id in ("WF5", "CO5", "DA5")]
    assert set(leading) <= set(names)


# What is said


def test_every_text_of_every_block_is_in_the_document(every: tuple[Paper, bytes]) -> None:
    """Nothing that another format says is left out here."""
    paper, data = every
    said = all_text(reopened(data))
    assert paper.headline in said
    for label, text in paper.key_points:
        assert label in said
        assert text in said
    for part in paper.parts:
        for block in part.blocks:
            for text in _texts(block):
                assert text in said, (part.id, text)


def _texts(block: Any) -> list[str]:
    """What a block says in plain words; narratives are held elsewhere."""
    kind = type(block).__name__
    if kind in ("Heading", "Sentence"):
        return [block.text]
    if kind == "Facts":
        return [text for row in block.rows for text in row]
    if kind == "Points":
        return [block.lead, *block.items]
    if kind == "Sides":
        return [text for title, points in block for text in (title, *_texts(points))]
    if kind == "Ruling":
        return [block.sentence]
    if kind == "Rewording":
        return [f"{block.lead}:", *(line for run in block.runs for line in run.text.split("\n"))]
    if kind == "Entry":
        return [f"{block.id} ({block.form}) {block.title}", block.asks, *block.signs, block.meaning]
    return []


def test_labels_have_room_before_what_they_say(every: tuple[Paper, bytes]) -> None:
    """All of a block begin in one column; the longest label ends before it, in wide letters too."""
    for paragraph in reopened(every[1]).paragraphs:
        label, tab, _ = paragraph.text.partition("\t")
        if tab and paragraph.style is not None and paragraph.style.name in ("Paper Fact", "Paper Key Point"):
            (stop,) = paragraph.paragraph_format.tab_stops
            hanging = -(paragraph.paragraph_format.first_line_indent or 0)
            assert stop.position == paragraph.paragraph_format.left_indent
            assert hanging >= Pt(len(label) * 10 * 0.6), label


def test_long_labels_stand_before_what_they_say() -> None:
    """Where a column for them would leave little for the rest."""
    rows = (Fact("A label that is longer than anybody would put beside a text of ours", "This."),)
    paper = papers.paper(papers.gateshead(), Kind.SUMMARY)._replace(key_points=rows)
    assert styled(opened(paper), "Paper Key Point") == [f"{rows[0].label}: This."]


def test_a_long_descriptor_may_go_on_overleaf() -> None:
    """Else it would leave much of a page empty; its heading stays with what follows."""
    long = "\n".join(f"- step {number}" for number in range(30))
    paper = papers.paper(papers.northbridge())
    parts = tuple(
        part._replace(
            blocks=tuple(
                b._replace(said=(Fact("What comes next", long),)) if isinstance(b, Entry) else b
                for b in part.blocks
            )
        )
        for part in paper.parts
    )
    document = opened(paper._replace(parts=parts))
    steps = [p for p in document.paragraphs if p.text.startswith("step ")]
    assert steps
    assert not any(p.paragraph_format.keep_with_next for p in steps)
    assert document.styles["Heading 3"].paragraph_format.keep_with_next


def test_a_descriptor_is_kept_together() -> None:
    """Its heading, score and all but the last paragraph stay with what follows, unless it is very long."""
    document = opened(papers.paper(papers.northbridge(), Kind.BOARD))
    paragraphs = document.paragraphs
    first = next(place for place, p in enumerate(paragraphs) if p.text.startswith("FV3 (5.3)"))
    last = next(place for place, p in enumerate(paragraphs) if p.text.startswith("FV4 (5.4)")) - 1
    kept = [
        p.paragraph_format.keep_with_next or bool(p.style and p.style.paragraph_format.keep_with_next)
        for p in paragraphs[first : last + 1]
    ]
    assert kept == [True] * (last - first) + [False]


def test_narratives_are_real_paragraphs_lists_and_links() -> None:
    """Lists are numbered by Word, each from 1; emphasis and code are runs; links lead where they say."""
    text = (
        "One *soft* and **strong** word, `code` and a [site](https://example.org/a?b=c).\n\n"
        "1. first\n   - inner\n2. second\n\nBetween.\n\n1. again\n\n   more of it"
    )
    style = Style(headings=(CommitteeHeading("Recommendations", text),))
    document = opened(papers.paper(papers.northbridge(), Kind.PLAN, papers.everything(), style=style))
    by_text = {p.text: p for p in document.paragraphs}
    line = next(p for p in document.paragraphs if p.text.startswith("One soft"))
    marks = {run.text: (bool(run.bold), bool(run.italic)) for run in line.runs if run.text.strip()}
    assert marks["soft"] == (False, True)
    assert marks["strong"] == (True, False)
    assert next(run for run in line.runs if run.text == "code").style.name == "Paper Code"
    assert [(link.text, link.address) for link in line.hyperlinks] == [("site", "https://example.org/a?b=c")]
    places = {text: _list_of(by_text[text]) for text in ("first", "inner", "second", "again")}
    assert places["first"] == places["second"]
    assert places["inner"] is not None
    assert places["inner"][1] == 1
    assert places["again"] is not None
    assert places["again"] != places["first"]
    assert _list_of(by_text["more of it"]) is None
    numbering = document.part.numbering_part.element
    for number, depth in (places["first"], places["again"]):  # type: ignore[misc]
        assert _start(numbering, number, depth) == ("decimal", "1")
    assert _start(numbering, *places["inner"])[0] == "bullet"


def _list_of(paragraph: Any) -> tuple[int, int] | None:
    found = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    return None if found is None else (found.numId.val, found.ilvl.val)


def _start(numbering: Any, number: int, depth: int) -> tuple[str, str]:
    """How a list counts at some depth, and from where."""
    made = next(e for e in numbering.findall(qn("w:num")) if e.get(qn("w:numId")) == str(number))
    kind = made.find(qn("w:abstractNumId")).get(qn("w:val"))
    of_kind = next(e for e in numbering.findall(qn("w:abstractNum")) if e.get(qn("w:abstractNumId")) == kind)
    level = of_kind.findall(qn("w:lvl"))[depth]
    override = made.findall(qn("w:lvlOverride"))[depth].find(qn("w:startOverride"))
    return level.find(qn("w:numFmt")).get(qn("w:val")), override.get(qn("w:val"))


def test_a_heading_left_blank_is_left_for_the_author() -> None:
    """With words in their own style that say so."""
    paper = papers.paper(papers.northbridge(), Kind.PLAN, papers.everything(), style=papers.COUNCIL)
    document = opened(paper)
    assert LEFT_OPEN in styled(document, "Paper Prompt")
    texts = [p.text for p in document.paragraphs]
    # The first of that name is the entry in the contents.
    place = texts.index("Legal implications", texts.index("Legal implications") + 1)
    assert texts[place + 1] == LEFT_OPEN


def test_what_is_missing_is_said(gateshead: tuple[Paper, bytes]) -> None:
    """A draft without a score or a text says so, and is a draft on every page."""
    whole = papers.draft()
    entry = whole.entries["FV2"].model_copy(update={"evidence": None})
    draft = whole.model_copy(update={"entries": {**whole.entries, "FV2": entry}})
    paper = papers.paper(draft)
    document = opened(paper)
    entries = [block for part in paper.parts for block in part.blocks if isinstance(block, Entry)]
    badges = [run.text.strip() for p in document.paragraphs for run in p.runs if _is_badge(run)]
    assert badges == [f"Score {each.score}" if each.scored else each.unscored for each in entries]
    assert {"Not scored", "Not scored; nothing recorded"} <= set(badges)
    assert f"What is working well: {NOTHING}" in all_text(document)
    assert document.sections[0].header.paragraphs[0].text.startswith("DRAFT · ")
    assert styled(document, "Paper Draft") == [f"DRAFT  {paper.draft_note}"]
    assert document.core_properties.title == f"DRAFT: {paper.title}"
    assert "DRAFT" not in all_text(reopened(gateshead[1]))


def _is_badge(run: Any) -> bool:
    return run.style is not None and run.style.name == "Paper Badge"


def test_the_council_is_seen() -> None:
    """Its name, its introduction, its colour in headings, and its logo with words for it."""
    logo = Logo(SVG.encode(), "image/svg+xml")
    document = opened(
        papers.paper(papers.northbridge(), Kind.SUMMARY, style=papers.COUNCIL._replace(logo=logo))
    )
    assert papers.COUNCIL.council in styled(document, "Subtitle")[0]
    assert "This paper is for the Children and Families Board." in all_text(document)
    assert str(document.styles["Heading 1"].font.color.rgb) == papers.COUNCIL.colour.lstrip("#").upper()
    first = next(document.element.body.iter(qn("wp:docPr")))
    assert first.get("descr") == f"Logo of {papers.COUNCIL.council}"


def test_a_logo_takes_no_more_than_it_may() -> None:
    """It is drawn in a process of its own, and the line names the logo."""
    high = Logo(SVG.replace('"10"', '"9999999"', 1).encode(), "image/svg+xml")
    with pytest.raises(UserError, match="the logo cannot be turned into PNG: it was ended by the system"):
        written(papers.paper(papers.northbridge(), Kind.SUMMARY, style=Style(logo=high)))


@pytest.mark.parametrize(("data", "media"), [(b"no picture", "image/png"), (b"<svg", "image/svg+xml")])
def test_a_logo_that_is_no_picture_is_said_in_one_line(data: bytes, media: str) -> None:
    """Not as a mistake of ours."""
    with pytest.raises(UserError):
        written(papers.paper(papers.northbridge(), Kind.SUMMARY, style=Style(logo=Logo(data, media))))


# Hostile texts


def test_hostile_texts_are_texts(hostile: tuple[Paper, bytes]) -> None:
    """Each comes out as it is, with what cannot be seen made visible, and nothing in it is obeyed."""
    _, data = hostile
    document = reopened(data)
    said = all_text(document)
    for each in papers.HOSTILE:
        if each != "\x1b[31m":
            assert each in said, each
    assert "␛[31m" in said
    relations = document.part.rels.values()
    assert [r.target_ref for r in relations if r.is_external and "javascript" in r.target_ref] == []
    assert list(out_of_order(data)) == []


@pytest.mark.parametrize(
    "strange", ["\ud800", "\ufffe", "\uffff", "\x00", "\x0b", "\u202e", "\r\n", "\ufdd0"]
)
def test_characters_that_no_xml_may_hold_do_not_stop_a_paper(strange: str) -> None:
    """Wherever they stand: in a name, a headline, a narrative, the council's words."""
    text = f"a{strange}b"
    style = Style(
        council=text, introduction=text, headings=(CommitteeHeading(text, f"- {text}\n\n`{text}`"),)
    )
    view = papers.view(papers.northbridge(), papers.everything(), style=style, headline=text)
    for kind in (Kind.PLAN, Kind.SUMMARY):
        assert re.search("a.*b", all_text(opened(compose(view, kind))))


@pytest.mark.parametrize(
    "address",
    [
        "http://[",
        "https://a b.example/",
        'https://e.example/"x',
        "http:///x",
        "https://e.example/%zz",
        "https://" + "a" * 3000,
    ],
)
def test_an_address_that_word_would_call_damage_is_shown_instead(address: str) -> None:
    """A file with such a link does not open in Word."""
    style = Style(introduction=f"See [the site](<{address}>).")
    document = opened(papers.paper(papers.northbridge(), Kind.SUMMARY, style=style))
    links = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert all(re.fullmatch(r"https?://[\w.%/-]{1,200}", link) for link in links)
    assert "the site" in all_text(document)


def test_the_deepest_and_longest_narratives_come_out() -> None:
    """Deeper lists than Word knows, and more entries than anybody reads."""
    deep = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(12))
    long = "\n".join(f"{n}. entry {n}" for n in range(1, 400))
    style = Style(headings=(CommitteeHeading("Deep", deep), CommitteeHeading("Long", long)))
    data = written(papers.paper(papers.northbridge(), Kind.PLAN, papers.everything(), style=style))
    assert "level 11" in all_text(reopened(data))
    assert "entry 399" in all_text(reopened(data))
    assert list(out_of_order(data)) == []


# The file


def test_the_same_paper_gives_the_same_bytes(gateshead: tuple[Paper, bytes]) -> None:
    """Also seconds later: an archive keeps the time of its entries to two of them."""
    paper, data = gateshead
    time.sleep(2.1)
    assert written(paper) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]


def test_a_missing_extra_names_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what is missing, another what to type."""
    real = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "docx":
            raise ImportError(name)
        return real(name, *arguments, **options)

    paper = papers.paper(papers.gateshead())
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UserError) as caught:
        render_word(paper)
    assert "not installed" in caught.value.message
    assert '-m pip install "ehsg-cli[docx]"' in caught.value.hint
