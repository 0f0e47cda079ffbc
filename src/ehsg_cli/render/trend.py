"""A trend for machines and at a prompt: JSON, comma-separated values, text."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ehsg_cli.compare.trend import Column, Edition, Join, Series, TallyRow, Trend
from ehsg_cli.render.lines import PIPE_WIDTH, Line, Row
from ehsg_cli.render.rows import MARK, row

if TYPE_CHECKING:
    from ehsg_cli.judge.summary import Tally
    from ehsg_cli.views.kinds import Paper
    from ehsg_cli.views.tables import Table

# How far in a part stands, the space between two columns, and the least room for the first of them.
_INDENT, _GAP, _NARROWEST = 2, 2, 16

COLUMNS = (
    *("area", "code", "guide", "period", "state", "assessed_area", "assessed_code", "status"),
    "data_model_level",
    *("section", "descriptor", "form", "title", "score", "priority", "file"),
)
"""The columns of a trend's rows: one row for each descriptor and period."""

HEADING = MARK + row(COLUMNS)
"""The first row, by which such a file is known."""


def as_data(trend: Trend) -> dict[str, Any]:
    """`ehsg.trend/1`."""
    from ehsg_cli import __version__
    from ehsg_cli.views.words import MADE_BY

    return {
        "schema": "ehsg.trend/1",
        # Near the start, where our mark is looked for and gets its check.
        "mark": f"{MADE_BY} {__version__}",
        "changed": trend.changed,
        "areas": [_series(each) for each in trend.series],
        "joins": [_join(each) for each in trend.joins],
        "undated": [year.source for year in trend.undated],
    }


def _join(join: Join) -> dict[str, Any]:
    return {
        "earlier": join.earlier,
        "later": join.later,
        "boundaries": join.boundaries,
        "joined": join.joined,
        "because": join.because,
        "period": join.period or None,
    }


def _series(series: Series) -> dict[str, Any]:
    return {
        "area": {"name": series.area, "code": series.code},
        "periods": list(series.periods),
        "missing": list(series.missing),
        "joins": [_join(each) for each in series.joins],
        "guides": [_edition(each) for each in series.editions],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "guide": edition.guide.id,
        "revision": edition.guide.revision,
        "changed": edition.changed,
        "periods": [_column(each) for each in edition.columns],
        "sections": [
            {"id": each.id, "title": each.title, **_tallies(edition, each)} for each in edition.sections
        ],
        "overall": _tallies(edition, edition.overall),
        "descriptors": [
            {
                "id": each.id,
                "section": edition.guide.section_of[each.id].id,
                "scores": [edition.guide.scale.as_written(score) for score in each.scores],
            }
            for each in edition.descriptors
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    year = column.year
    return {
        "period": column.period,
        "state": _state(column),
        "area": year.area.name if year else None,
        "code": year.area.code if year else None,
        "status": year.status if year else None,
        "priorities": list(year.priorities) if year else None,
        "data_model_level": year.level if year else None,
        "unreadable": sorted(year.unreadable) if year else None,
        "file": year.source if year else None,
    }


def _state(column: Column) -> str:
    return "assessed" if column.year is not None else "other-guide" if column.other else "missing"


def _unscored(column: Column, id: str) -> str:
    """Why a descriptor has no score for a period."""
    if column.year is None:
        return _state(column)
    return "unreadable" if id in column.year.unreadable else "blank"


def _tallies(edition: Edition, each: TallyRow) -> dict[str, Any]:
    return {"by_period": [None if tally is None else _tally(edition, tally) for tally in each.tallies]}


def _tally(edition: Edition, tally: "Tally") -> dict[str, Any]:
    say = edition.guide.scale.say
    return {
        "descriptors": tally.descriptors,
        "scored": tally.scored,
        "mean": tally.mean,
        "distribution": {say(value): count for value, count in tally.distribution.items()},
    }


def as_rows(trend: Trend) -> Iterator[str]:
    """Tidy rows of comma-separated values with their heading: those of missing periods too."""
    yield HEADING
    for series in trend.series:
        for edition in series.editions:
            yield from _rows(series, edition)


def _rows(series: Series, edition: Edition) -> Iterator[str]:
    guide = edition.guide
    for place, column in enumerate(edition.columns):
        year = column.year
        about: tuple[str | int | None, ...] = (None,) * 4
        if year is not None:
            about = year.area.name, year.area.code, year.status, year.level
        for each in edition.descriptors:
            one = guide.descriptors[each.id]
            score = guide.scale.as_written(each.scores[place])
            state = "scored" if score is not None else _unscored(column, each.id)
            chosen = None if year is None else "yes" if each.id in year.priorities else "no"
            yield row(
                (
                    *(series.area, series.code, guide.id, column.period, state, *about),
                    *(guide.section_of[each.id].id, each.id, one.form, one.title, score, chosen),
                    year.source if year is not None else None,
                )
            )


def as_text(paper: "Paper", width: int) -> Iterator[Row]:
    """The trend of one area at a prompt: the same blocks as on a page."""
    from ehsg_cli.render.blocks import facts, parts
    from ehsg_cli.render.setting import wrapped

    yield from wrapped([(paper.title, "bold")], width)
    yield from wrapped([(f"{paper.guide}; {paper.status}", "dim")], width)
    if paper.draft:
        yield from wrapped([("DRAFT: ", "bold"), (paper.draft_note, "")], width)
    yield ()
    yield from wrapped([(paper.headline, "bold")], width)
    yield from facts(paper.key_points, width)
    yield from parts(paper.parts, width)


def as_lines(paper: "Paper", width: int) -> Iterator[Line]:
    """The trend of many areas at a prompt: laid out here, since Rich takes long over hundreds of tables."""
    from ehsg_cli.render.setting import wrapped

    for line in _lines(paper):
        if line.indent + sum(len(piece) for piece, _ in line.pieces) <= width:
            yield line
        else:
            for pieces in wrapped(line.pieces, width - line.indent):
                yield _line(*pieces, indent=line.indent)


def _lines(paper: "Paper") -> Iterator[Line]:
    from ehsg_cli.views.blocks import kind_of

    yield _line((paper.title, "bold"))
    yield _line((f"{paper.guide}; {paper.status}", "dim"))
    if paper.draft:
        yield _line(("DRAFT: ", "bold"), (paper.draft_note, ""))
    yield _line()
    yield _line((paper.headline, "bold"))
    for part in paper.parts:
        yield _line()
        yield _line((part.title, "bold underline"))
        for place, block in enumerate(part.blocks):
            if place:
                yield _line()
            yield from _DRAWN[kind_of(block)](block)


def _sentence(block: Any) -> Iterator[Line]:
    yield _line((block.text, "dim" if block.tone == "note" else ""), indent=_INDENT)


def _heading(block: Any) -> Iterator[Line]:
    yield _line((block.text, "bold"), indent=_INDENT)


def _facts(block: Any) -> Iterator[Line]:
    for label, text in block.rows:
        yield _line((f"{label}: ", "bold"), (text, ""), indent=_INDENT)


def _table(table: "Table") -> Iterator[Line]:
    """A table in columns; a row's heading that is too long for its column goes on below."""
    rows = (*table.rows, *((table.total,) if table.total else ()))
    wide = [
        max(len(column.title), *(len(row[place].text) for row in rows))
        for place, column in enumerate(table.columns)
    ]
    wide[0] = min(wide[0], max(_NARROWEST, PIPE_WIDTH - _INDENT - sum(wide[1:]) - _GAP * (len(wide) - 1)))
    yield _line((table.caption, "bold"), indent=_INDENT)
    yield _line((_set([column.title for column in table.columns], wide), "bold"), indent=_INDENT)
    for cells in rows:
        texts = [cell.text for cell in cells]
        first, *more = _broken(texts[0], wide[0])
        style = "bold" if cells is table.total else ""
        yield _line((_set([first, *texts[1:]], wide), style), indent=_INDENT)
        for rest in more:
            yield _line((rest, style), indent=_INDENT)


def _set(texts: list[str], wide: list[int]) -> str:
    figures = (text.rjust(room) for text, room in zip(texts[1:], wide[1:], strict=True))
    return (" " * _GAP).join((texts[0].ljust(wide[0]), *figures))


def _broken(text: str, room: int) -> list[str]:
    if len(text) <= room:
        return [text]
    from textwrap import wrap

    return wrap(text, room)


def _line(*pieces: tuple[str, str], indent: int = 0) -> Line:
    return Line(pieces, hanging=indent, indent=indent)


_DRAWN: dict[str, Callable[[Any], Iterator[Line]]] = {
    "sentence": _sentence,
    "heading": _heading,
    "facts": _facts,
    "table": _table,
}
