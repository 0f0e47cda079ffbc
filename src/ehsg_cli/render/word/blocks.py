"""A function for each kind of block: what it is in Word."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn

from ehsg_cli.render.charts.drawing import width_of
from ehsg_cli.render.word import design
from ehsg_cli.render.word.elements import (
    BOLD,
    CENTIMETRE,
    ITALIC,
    PLAIN,
    POINT,
    Element,
    Layout,
    Mark,
    bookmarked,
    link_to_bookmark,
    paragraph,
    tab,
    text,
)
from ehsg_cli.render.word.narrative import narrative
from ehsg_cli.render.word.pen import Pen, bookmark_of
from ehsg_cli.render.word.tables import caption, table
from ehsg_cli.views import words
from ehsg_cli.views.blocks import (
    Block,
    Entry,
    Facts,
    Heading,
    Narrative,
    Picture,
    Points,
    Rewording,
    Ruling,
    Sentence,
    Sides,
)
from ehsg_cli.views.kinds import NOTHING
from ehsg_cli.views.tables import Cell, Column, Fact, Table

_PIXELS = 1600
_ABOVE_FACTS = 4 * POINT
_BESIDE_LABELS, _NARROWEST_LABELS, _STEP_OF_LONG = 8 * POINT, 2 * CENTIMETRE, CENTIMETRE // 2
# A descriptor of no more lines than these is not torn between two pages; about a sixth of one.
_KEPT_TOGETHER, _LETTERS_OF_A_LINE = 10, 110
_PRIORITY, _GAP = "\N{EN DASH} priority", "  "


def block(pen: Pen, each: Block) -> Iterator[Element]:
    """A block in Word."""
    yield from _WRITERS[type(each)](pen, each)


def heading(pen: Pen, words: str, level: int, id: str = "", beside: Iterable[Element] = ()) -> Element:
    """A heading, with what stands beside it; those of the uppermost are kept for the contents."""
    runs = [text(words), *beside]
    if level == 1 or id:
        number = pen.next_bookmark()
        name = bookmark_of(id) if id else f"_Toc{number:06}"
        if level == 1:
            pen.contents.append((words, name))
        runs = list(bookmarked(name, number, runs))
    return paragraph(pen.styles[f"heading {level}"], runs)


def _heading(pen: Pen, each: Heading) -> Iterator[Element]:
    # The page's own title is its heading of level 1; in Word it has the style for titles.
    yield heading(pen, each.text, each.level - 1, each.id if each.id in pen.targets else "")


def _sentence(pen: Pen, each: Sentence) -> Iterator[Element]:
    style = {"note": "Paper Note", "blank": "Paper Prompt"}.get(each.tone, "Normal")
    said = text(each.text)
    if each.target in pen.targets:
        said = link_to_bookmark(bookmark_of(each.target), text(each.text, pen.link_mark))
    yield paragraph(pen.styles[style], [said])


def _facts(pen: Pen, each: Facts) -> Iterator[Element]:
    yield from facts(pen, each.rows)


def facts(pen: Pen, rows: tuple[Fact, ...], style: str = "Paper Fact", indent: int = 0) -> Iterator[Element]:
    """Labels with what each says, side by side: no table, which would lack a row of headings."""
    longest = max((width_of(row.label, design.LETTERS, bold=True) for row in rows), default=0)
    room = max(round(longest * POINT) + _BESIDE_LABELS, _NARROWEST_LABELS)
    # A tab stop that the longest label does not reach would be none to the eye.
    side_by_side = room <= pen.width * 2 // 5
    hanging = room if side_by_side else _STEP_OF_LONG
    for place, row in enumerate(rows):
        layout = Layout(
            indent=indent + hanging, hanging=hanging, before=None if place or indent else _ABOVE_FACTS
        )
        runs = [text(row.label, BOLD), tab()] if side_by_side else [text(f"{row.label}: ", BOLD)]
        yield paragraph(pen.styles[style], [*runs, text(row.text)], layout)


def _points(pen: Pen, each: Points) -> Iterator[Element]:
    yield paragraph(pen.styles["Normal"], [text(each.lead)], Layout(keep=bool(each.items)))
    if each.items:
        number = pen.new_list(ordered=False)
        for item in each.items:
            yield paragraph(pen.styles["List Bullet"], [text(item)], Layout(list=(number, 0)))


def _sides(pen: Pen, each: Sides) -> Iterator[Element]:
    for title, points in each:
        yield heading(pen, title, 2)
        yield from _points(pen, points)


def _ruling(pen: Pen, each: Ruling) -> Iterator[Element]:
    spoken = text(f"{words.capitalised(each.spoken)}.", BOLD)
    yield paragraph(pen.styles["Paper Verdict"], [spoken, text(f" {each.sentence}")])


def _picture(pen: Pen, each: Picture) -> Iterator[Element]:
    chart = each.chart
    number = pen.next_of("Figure")
    yield caption(pen, "Figure", number, chart.headline)
    png = pen.draw(chart, pen.style, _PIXELS)
    shown = pen.picture(png, chart.headline, chart.description, widest=pen.width, highest=pen.highest_chart)
    yield paragraph(pen.styles["Paper Picture"], [shown])
    for one in _joined(chart.tables, number):
        yield from table(pen, one)


def _joined(tables: tuple[Table, ...], figure: int) -> tuple[Table, ...]:
    """A chart's small tables as one, which takes far less of a page, where all have the same columns."""
    if len(tables) < 2 or any(each.columns != tables[0].columns or each.total for each in tables):
        return tables
    first, *others = tables[0].columns
    rows = tuple((row[0], Cell(each.caption), *row[1:]) for each in tables for row in each.rows)
    return (Table(f"What figure {figure} shows", (first, Column("Section"), *others), rows),)


def _narrative(pen: Pen, each: Narrative) -> Iterator[Element]:
    if each.markdown.strip():
        yield from narrative(pen, each.markdown, pen.styles["Normal"], lead=each.lead)
    elif each.missing and each.lead:
        yield paragraph(pen.styles["Normal"], [text(f"{each.lead}: ", BOLD), text(each.missing, ITALIC)])
    elif each.missing:
        yield paragraph(pen.styles["Paper Prompt"], [text(each.missing)])


HOW_REWORDED = (
    "In texts that were rewritten, words taken out stand struck through in square brackets, and words put in "
    "are underlined; \N{HORIZONTAL ELLIPSIS} stands for words that stayed."
)
"""What to know for reading a text that was reworded."""


def _rewording(pen: Pen, each: Rewording) -> Iterator[Element]:
    marks = {"same": PLAIN, "gone": Mark(struck=True), "new": Mark(under=True)}
    runs = [text(f"{each.lead}:", BOLD)]
    for kind, said in each.runs:
        # Where a line of the text begins, a paragraph of Word begins.
        for place, line in enumerate(said.split("\n")):
            if place and runs:
                yield paragraph(pen.styles["Normal"], runs)
                runs = []
            if line:
                runs += [text(" ")] if runs else []
                # A stroke cannot always be seen or heard; brackets can.
                runs.append(text(f"[{line}]" if kind == "gone" else line, marks[kind]))
    if runs:
        yield paragraph(pen.styles["Normal"], runs)


def _entry(pen: Pen, each: Entry) -> Iterator[Element]:
    target = each.id if pen.is_among_targets and each.id in pen.targets else ""
    title = each.named
    made = [heading(pen, title, 3, target, _beside_title(pen, each))]
    if each.asks:
        made.append(paragraph(pen.styles["Paper Note"], [text(each.asks)], Layout(keep=True)))
    if each.note:
        made.append(paragraph(pen.styles["Paper Note"], [text(each.note)], Layout(keep=True)))
    if each.signs:
        made.append(paragraph(pen.styles["Paper Label"], [text("Signs of a mature area")]))
        layout = Layout(keep=True, list=(pen.new_list(ordered=False), 0))
        made += [paragraph(pen.styles["List Bullet"], [text(sign)], layout) for sign in each.signs]
    for fact in each.said:
        if fact.text.strip():
            made += narrative(pen, fact.text, pen.styles["Normal"], lead=fact.label, keep=True)
        else:
            runs = [text(f"{fact.label}: ", BOLD), text(NOTHING, ITALIC)]
            made.append(paragraph(pen.styles["Normal"], runs, Layout(keep=True)))
    is_short = sum(map(_lines_of, made[1:])) <= _KEPT_TOGETHER
    for last in made[-1:] if is_short else made[1:]:
        _let_go(last)
    yield from made


def _beside_title(pen: Pen, each: Entry) -> Iterator[Element]:
    """The score on the line of the title, set off like a badge, and what it means."""
    if each.priority:
        yield text(f" {_PRIORITY}")
    said = f"{each.answer} {each.score}" if each.scored else each.unscored
    yield text(_GAP)
    # The spaces that do not break belong to the badge: they are its rims.
    yield text(
        f"\N{NO-BREAK SPACE}{said}\N{NO-BREAK SPACE}", Mark(bold=True, style=pen.styles["Paper Badge"])
    )
    meant = f"{each.meaning} ({each.previous})" if each.previous else each.meaning
    if meant.strip():
        yield text(f" {meant.strip()}", Mark(style=pen.styles["Paper Aside"], light=True))


def _lines_of(paragraph: Element) -> int:
    """How many lines a paragraph takes, by a rough estimate."""
    letters = sum(len(each.text or "") for each in paragraph.iter(qn("w:t")))
    return letters // _LETTERS_OF_A_LINE + 1


def _let_go(last: Element) -> None:
    """A paragraph need not stay with the next."""
    for kept in last.findall(f"{qn('w:pPr')}/{qn('w:keepNext')}"):
        kept.getparent().remove(kept)


_WRITERS: Mapping[type, Callable[[Pen, Any], Iterator[Element]]] = {
    Heading: _heading,
    Sentence: _sentence,
    Facts: _facts,
    Points: _points,
    Sides: _sides,
    Ruling: _ruling,
    Picture: _picture,
    Narrative: _narrative,
    Entry: _entry,
    Rewording: _rewording,
    Table: table,
}
