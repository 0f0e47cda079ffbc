"""Parts of papers for a person at a prompt: the blocks that papers are made of, in rows of a given width."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from ehsg_cli.render.lines import VERDICT_STYLES, Piece, Row
from ehsg_cli.render.setting import Column, grid, labelled, set_in, wrapped
from ehsg_cli.views import blocks
from ehsg_cli.views.tables import Cell, Fact, Table
from ehsg_cli.views.words import capitalised

if TYPE_CHECKING:
    from ehsg_cli.views.compared import Comparison

# How far in what stands in a part is set, and how much further what stands under a heading in it.
_STEP = 2
# Facts with a longer label than this are set as lines: a column of labels would leave no room for the rest.
_WIDEST_LABEL = 18
_BLANK: Row = ()


def comparison(shown: "Comparison", width: int) -> Iterator[Row]:
    """What there is to say of two assessments: the answer, with what was compared, and then the parts."""
    yield from _text(shown.title, width, "bold")
    if shown.draft_note:
        yield from _text(f"DRAFT: {shown.draft_note}", width, "yellow")
    yield _BLANK
    yield from _text(shown.headline, width, "bold")
    yield _BLANK
    if shown.key_points:
        yield from facts(shown.key_points, width)
        yield _BLANK
    # By themselves: behind a long label a digest would be cut in two.
    yield from facts(shown.sides, width)
    yield from parts(shown.parts, width)


def parts(shown: Iterable[blocks.Part], width: int) -> Iterator[Row]:
    """Parts one after the other, each under its title and a little further in."""
    shown = tuple(shown)
    explained = False
    for part in shown:
        yield _BLANK
        yield from _text(part.title, width, "bold underline")
        if not explained and any(isinstance(block, blocks.Rewording) for block in part.blocks):
            explained = True
            yield from set_in(_text(_how_to_read(shown), width - _STEP, "dim"), _STEP)
            yield _BLANK
        yield from blocks_of(part.blocks, width)


def blocks_of(shown: Iterable[blocks.Block], width: int) -> Iterator[Row]:
    """Blocks one after the other; what stands under a heading is set further in."""
    under = 0
    before: blocks.Block | None = None
    for block in shown:
        if isinstance(block, blocks.Heading):
            under = 0
        # Facts under their heading belong to it.
        if before is not None and not (
            isinstance(before, blocks.Heading) and isinstance(block, blocks.Facts)
        ):
            yield _BLANK
        indent = _STEP + (0 if isinstance(block, Table) else under)
        yield from set_in(_DRAWN[type(block)](block, width - indent), indent)
        if isinstance(block, blocks.Heading):
            under = _STEP
        before = block


def facts(rows: Iterable[Fact], width: int) -> Iterator[Row]:
    """Labels and what they say, side by side where the labels are short."""
    rows = tuple(rows)
    if any(len(row.label) > _WIDEST_LABEL for row in rows):
        for row in rows:
            yield from wrapped(((f"{row.label}: ", "bold"), (row.text, "")), width)
        return
    beside = max((len(row.label) for row in rows), default=0) + 3
    for row in rows:
        yield from labelled((f"{row.label}:".ljust(beside), "bold"), ((row.text, ""),), width)


def _text(text: str, width: int, style: str = "") -> Iterator[Row]:
    return wrapped(((text, style),), width)


def _heading(block: blocks.Heading, width: int) -> Iterator[Row]:
    return _text(block.text, width, "bold")


def _sentence(block: blocks.Sentence, width: int) -> Iterator[Row]:
    return _text(block.text, width, {"note": "dim", "blank": "italic"}.get(block.tone, ""))


def _facts(block: blocks.Facts, width: int) -> Iterator[Row]:
    return facts(block.rows, width)


def _points(block: blocks.Points, width: int) -> Iterator[Row]:
    return chain(_text(block.lead, width), _bullets(block.items, width))


def _bullets(items: Iterable[str], width: int) -> Iterator[Row]:
    for item in items:
        yield from labelled((" " * _STEP + "- ", ""), ((item, ""),), width)


def _sides(block: blocks.Sides, width: int) -> Iterator[Row]:
    for place, (title, side) in enumerate(block):
        if place:
            yield _BLANK
        yield from _text(title, width, "bold")
        yield from _points(side, width)


def _ruling(block: blocks.Ruling, width: int) -> Iterator[Row]:
    spoken = f"{capitalised(block.spoken)}."
    return wrapped(((spoken, VERDICT_STYLES[block.verdict]), (f" {block.sentence}", "")), width)


def _picture(block: blocks.Picture, width: int) -> Iterator[Row]:
    """What a chart shows, as its tables say it."""
    yield from _text(block.chart.headline, width, "bold")
    for table in block.chart.tables:
        yield _BLANK
        yield from _table(table, width)


def _narrative(block: blocks.Narrative, width: int) -> Iterator[Row]:
    """As its writer typed it."""
    if block.lead:
        yield from _text(f"{block.lead}:", width, "bold")
    if block.markdown.strip():
        yield from _text(block.markdown, width)
    else:
        yield from _text(block.missing, width, "italic")


def _entry(block: blocks.Entry, width: int) -> Iterator[Row]:
    score = f"Score {block.score}" if block.scored else block.unscored
    rest = f": {block.meaning}" if block.meaning else ""
    rest += f" ({block.previous})" if block.previous else ""
    rest += " · priority" if block.priority else ""
    yield from wrapped(((block.id, "bold"), (f" ({block.form}) {block.title}", "")), width)
    yield from wrapped(((score, "bold"), (rest, "")), width)
    if block.asks:
        yield from _text(block.asks, width)
    if block.signs:
        yield from _text("Signs of a mature area:", width)
        yield from _bullets(block.signs, width)
    for label, text in block.said:
        yield _BLANK
        yield from _narrative(blocks.Narrative(text, "Nothing recorded.", label), width)


# What is gone and what is new is told apart by its brackets too: not everybody sees or has colours.
_RUNS = {"same": ("", "", ""), "gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}


def reworded(block: blocks.Rewording) -> list[Piece]:
    """What changed in a text, word by word: what is gone `[-like this-]`, what is new `{+like this+}`."""
    pieces: list[Piece] = []
    last = "\n"
    for run in block.runs:
        if not run.text:
            continue
        begin, end, style = _RUNS[run.kind]
        # What begins or ends a paragraph stands outside the brackets.
        text = _broken_up(run.text)
        words = text.strip("\n")
        lead = text[: len(text) - len(text.lstrip("\n"))]
        tail = text[len(lead) + len(words) :]
        pieces.append((lead if lead or last == "\n" else " ", ""))
        if words:
            pieces.append((f"{begin}{words}{end}", style))
        pieces.append((tail, ""))
        last = run.text[-1]
    while pieces and not pieces[-1][0].strip():
        pieces.pop()
    if pieces:
        pieces[-1] = pieces[-1][0].rstrip(), pieces[-1][1]
    return pieces


def _broken_up(text: str) -> str:
    """A text whose own brackets cannot be taken for those that tell of a change."""
    for first, second in ("[-", "-]", "{+", "+}"):
        text = text.replace(first + second, f"{first}\\{second}")
    return text


def _how_to_read(shown: Iterable[blocks.Part]) -> str:
    said = "[-Like this-] is gone, {+like this+} is new; \N{HORIZONTAL ELLIPSIS} stands for words that stayed"
    texts = (
        run.text
        for part in shown
        for block in part.blocks
        if isinstance(block, blocks.Rewording)
        for run in block.runs
    )
    if any(_broken_up(text) != text for text in texts):
        said += "; a backslash breaks up brackets of a text's own"
    return f"{said}."


def _rewording(block: blocks.Rewording, width: int) -> Iterator[Row]:
    yield from _text(f"{block.lead}:", width, "bold")
    yield from set_in(wrapped(reworded(block), width - _STEP), _STEP)


def _table(block: Table, width: int) -> Iterator[Row]:
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    if block.total is not None:
        rows.append([[(text, f"bold {style}") for text, style in _cell(cell)] for cell in block.total])
    yield from _text(block.caption, width, "bold")
    yield from grid([Column(each.title, each.numeric) for each in block.columns], rows, width)
    if block.note:
        yield from _text(block.note, width, "dim")


def _cell(cell: Cell) -> list[Piece]:
    pieces = [(cell.text, VERDICT_STYLES.get(cell.verdict, ""))]
    return [*pieces, (" (priority)", "dim")] if cell.marked else pieces


_DRAWN: dict[type, Callable[[Any, int], Iterator[Row]]] = {
    blocks.Heading: _heading,
    blocks.Sentence: _sentence,
    blocks.Facts: _facts,
    blocks.Points: _points,
    blocks.Sides: _sides,
    blocks.Ruling: _ruling,
    blocks.Picture: _picture,
    blocks.Narrative: _narrative,
    blocks.Entry: _entry,
    blocks.Rewording: _rewording,
    Table: _table,
}
