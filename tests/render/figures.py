"""Readers that take the figures back out of a paper, one for each format, into the same few keys.

None of them uses the code that made the paper. What is read under a key is a set: a paper that says a figure
twice, and differently, gives two.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from xml.etree import ElementTree

import docx
import openpyxl
from docx.table import Table as WordTable
from openpyxl.workbook.workbook import Workbook as Book

Key = tuple[Any, ...]
ALL = "All sections"
NOTHING = {"", "\N{EN DASH}", "[x]", "[z]", "not scored", "not known", "none named", "not recorded", None}


class Figures:
    """What was read: under each key every value it was given."""

    def __init__(self) -> None:
        self.found: dict[Key, set[Any]] = {}

    def add(self, *key: Any, value: Any) -> None:
        self.found.setdefault(key, set()).add(value)

    def count(self, counts: Counter[tuple[Any, Any]]) -> None:
        """Actions by priority and status; where there are none, nothing is said."""
        for (whose, status), number in counts.items():
            if number:
                self.add("actions", whose, status, value=number)


def figure(said: Any) -> int | float | None:
    """A figure as it is printed, or nothing."""
    if said in NOTHING:
        return None
    value = float(said)
    return int(value) if value.is_integer() else value


def exactly(value: float | None) -> float | None:
    """A mean, as exactly as a workbook keeps it."""
    return None if value is None else round(value, 12)


# What a person reads, in order, in HTML, Markdown and Word alike


class Head(NamedTuple):
    text: str


class Said(NamedTuple):
    label: str
    text: str


class Score(NamedTuple):
    text: str
    priority: bool


class Cell(NamedTuple):
    text: str
    marked: bool = False


class Grid(NamedTuple):
    caption: str
    columns: list[str]
    rows: list[list[Cell]]


Event = Head | Said | Score | Grid


def from_events(events: Iterator[Event]) -> Figures:
    """The figures of a paper that people read. Every table must be of a kind that is known here."""
    figures, head, listed = Figures(), "", Counter[tuple[Any, Any]]()
    for event in events:
        if isinstance(event, Head):
            head = event.text
        elif isinstance(event, Said):
            if event.label == "Score aimed at":
                figures.add("target", head.split()[0], value=figure(event.text))
            elif event.label == "Score":
                figures.add("score", head.split()[0], value=figure(event.text))
            elif event.label in {"Scored", "With evidence", "With next steps"}:
                figures.add("coverage", event.label, value=event.text)
        elif isinstance(event, Score):
            _score(figures, head.split()[0], event)
        else:
            _grid(figures, event, listed)
    figures.count(listed)
    return figures


def _score(figures: Figures, id: str, event: Score) -> None:
    scored = re.match(r"(?:Score )?(\d+|Not scored|\N{EN DASH})", event.text)
    assert scored is not None, event.text
    figures.add("score", id, value=figure(scored[1].replace("N", "n")))
    if earlier := re.search(r"\((\d+|not scored) in [^)]+\)", event.text):
        figures.add("previous", id, value=figure(earlier[1]))
    if event.priority:
        figures.add("priority", id, value=True)


def _grid(figures: Figures, grid: Grid, listed: Counter[tuple[Any, Any]]) -> None:
    reader = next((read for head, read in _GRIDS if set(head) <= set(grid.columns)), None)
    assert reader is not None, f"a table that no reader knows: {grid.caption}, {grid.columns}"
    for cells in grid.rows:
        row = dict(zip(grid.columns, (cell.text for cell in cells), strict=True))
        reader(figures, row, cells[0].text, grid.caption, listed)
        if cells[0].marked:
            figures.add("priority", cells[0].text.split()[0], value=True)


def _criterion(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    id = name.split()[0]
    figures.add("criterion", id, value=figure(row["Score"]))
    figures.add("minimum", id, value=figure(row["Minimum"]))
    figures.add("standing", id, value=row["Standing"].lower())


def _descriptor(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    figures.add("score", name.split()[0], value=figure(row["Score"]))
    for column, said in row.items():
        if column.startswith("In ") and column != "In progress":
            figures.add("previous", name.split()[0], value=figure(said))


def _section(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    title = untitled(name)
    mean, _between, fraction = row["Mean"].rstrip(")").partition(" (")
    figures.add("mean", title, value=None if mean in NOTHING else mean)
    if "Median" in row:
        figures.add("fraction", title, value=fraction or None)
        figures.add("median", title, value=figure(row["Median"]))
    figures.add("scored", title, value=tuple(int(each) for each in row["Scored"].split(" of ")))
    for key in ("lowest", "highest"):
        figures.add(key, title, value=figure(row[key.capitalize()]))


def _counts(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    for column, said in row.items():
        if column != "Section":
            score = None if column == "None yet" else int(column)
            figures.add("count", untitled(name), score, value=figure(said))


def _whole_count(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    if name == "All descriptors":
        figures.add("descriptors", value=figure(row["Descriptors"]))
        return
    figures.add("count", ALL, figure(name.replace("N", "n")), value=figure(row["Descriptors"]))
    if name[0].isdigit():
        figures.add("scale", figure(name), value=row["In short"])


def _scale(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    figures.add("scale", figure(name), value=row["In short"])


def _priority(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    id = name.split()[0]
    _descriptor(figures, row, name)
    figures.add("target", id, value=figure(row["Aimed at"]))
    statuses = ("Done", "In progress", "Not started", "Stopped", "Without a status")
    counts = {status: int(row[status]) for status in statuses if status in row}
    figures.count(Counter({(id, _status(status)): number for status, number in counts.items()}))


def _action(
    figures: Figures, row: dict[str, str], name: str, caption: str, listed: Counter[tuple[Any, Any]]
) -> None:
    figures.add("aim", sum(listed.values()), value=figure(row.get("Aimed at")))
    whose = caption.removeprefix("Actions on ").replace("no priority", "")
    listed[whose, None if row["Status"] in NOTHING else row["Status"]] += 1


def _partners(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    id = name.split()[0]
    figures.add("agreed", id, value=figure(row["Agreed"]))
    given = (one.rsplit(": ", 1) for one in row["Partners' scores"].split("; "))
    figures.add(
        "partners", id, value=tuple((who.replace("partner not named", ""), int(n)) for who, n in given)
    )


def _moved(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    """A descriptor in both years: the earlier one's column comes first."""
    before, now = (said for column, said in row.items() if column.startswith("In "))
    figures.add("previous", name.split()[0], value=figure(before))
    figures.add("score", name.split()[0], value=figure(now))


def _same_descriptors(figures: Figures, row: dict[str, str], name: str, *_: Any) -> None:
    """Means that are no section's own, since only what is scored in both years counts."""
    before, now = (said for column, said in row.items() if column.startswith("Mean in "))
    title = untitled(name)
    figures.add("in both", title, value=tuple(int(each) for each in row["Scored in both"].split(" of ")))
    figures.add("mean before", title, value=None if before in NOTHING else before)
    figures.add("mean now", title, value=None if now in NOTHING else now)


def _word_of_change(*_: Any) -> None:
    """A table of words alone."""


# The first whose columns a table has reads it.
_GRIDS: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("Descriptor", "Score", "Minimum", "Standing"), _criterion),
    (("Descriptor", "Agreed", "Partners' scores"), _partners),
    (("Descriptor", "Score"), _descriptor),
    (("Descriptor", "Evidence"), _moved),
    (("Section", "Scored in both"), _same_descriptors),
    (("What",), _word_of_change),
    (("Descriptor", "So it is"), _word_of_change),
    (("Section", "Scored", "Mean", "Lowest", "Highest"), _section),
    (("Section", "0", "None yet"), _counts),
    (("Score", "In short", "Descriptors"), _whole_count),
    (("Score", "In short", "Meaning"), _scale),
    (("Priority", "Score", "Aimed at", "Done"), _priority),
    (("Action", "Owner", "Status"), _action),
)


def untitled(name: str) -> str:
    """A section's title without its number."""
    return re.sub(r"^\d+ ", "", name)


def _status(said: str) -> str | None:
    return None if said == "Without a status" else said.lower()


# HTML


class _Page(HTMLParser):
    """Headings, facts, scores and tables of a page, in order; charts are read apart."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self._text: list[str] | None = None
        self._marked = False
        self._label = ""
        self._inside: list[tuple[str, str]] = []
        self._rows: list[list[Cell]] = []
        self._caption = ""
        self._drawing = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("class") or ""
        if tag == "svg" or self._drawing:
            self._drawing += tag == "svg"
            return
        if tag == "table":
            self._rows, self._caption = [], ""
        elif tag == "tr":
            self._rows.append([])
        elif tag == "article":
            self._marked = False
        elif tag == "span" and kind == "tag":
            self._marked = True
            if self._text is not None:
                self._rows[-1].append(Cell("".join(self._text), True))
                self._text = None
        if tag in {"h3", "h4", "caption", "th", "td", "dt", "dd"} or (tag == "p" and kind == "score"):
            self._text = []
            self._inside.append((tag, kind))

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._drawing:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._drawing:
            self._drawing -= tag == "svg"
            return
        if tag == "table":
            columns = [cell.text for cell in self._rows[0]]
            self.events.append(Grid(self._caption, columns, self._rows[1:]))
        elif tag == "article":
            place = max(i for i, event in enumerate(self.events) if isinstance(event, Score))
            self.events[place] = Score(self.events[place][0], self._marked)
        if not self._inside or self._inside[-1][0] != tag:
            return
        self._inside.pop()
        if self._text is None:  # a cell that has been closed by the tag in it
            return
        text = " ".join("".join(self._text).split())
        self._text = None
        if tag in {"h3", "h4"}:
            self.events.append(Head(text))
        elif tag == "caption":
            self._caption = text
        elif tag in {"th", "td"}:
            self._rows[-1].append(Cell(text))
        elif tag == "dt":
            self._label = text
        elif tag == "dd":
            self.events.append(Said(self._label, text))
        else:
            self.events.append(Score(text, False))


def read_html(data: bytes) -> Figures:
    page = _Page()
    page.feed(data.decode())
    return from_events(iter(page.events))


# The charts of a page


class Mark(NamedTuple):
    """A shape or a text of a chart, and its place from left to right."""

    form: str
    role: str
    x: float
    text: str
    anchor: str
    bold: bool


def read_charts(data: bytes) -> dict[str, Figures]:
    """The figures that the charts of an HTML page show, by the name of the chart."""
    charts = {}
    for svg in re.findall(r"<svg .+?</svg>", data.decode(), re.DOTALL):
        drawing = ElementTree.fromstring(svg)
        name = drawing.attrib["aria-labelledby"].split("-")[0]
        assert name not in charts
        charts[name] = Figures()
        _CHARTS[name](charts[name], [_mark(each) for each in drawing.iter() if "color" in each.attrib])
    return charts


def _mark(drawn: ElementTree.Element) -> Mark:
    said, form = drawn.attrib, drawn.tag.rpartition("}")[2]
    if form == "path":
        x = float(said["d"][1:].split()[0])
    else:
        x = float(said.get("cx") or said.get("x") or said["x1"]) + float(said.get("width", 0)) / 2
    anchor, bold = said.get("text-anchor", "start"), "font-weight" in said
    return Mark(form, said["class"], x, drawn.text or "", anchor, bold)


def _by_descriptor(figures: Figures, marks: list[Mark]) -> None:
    """Figures, and what marks without one say by their place on the scale."""
    scale = {
        mark.x: int(mark.text)
        for mark in marks
        if (mark.role, mark.anchor) == ("soft", "middle") and mark.text.isdigit()
    }
    id, partners, last = "", dict[str, list[int]](), 0
    for mark in marks:
        value = scale[min(scale, key=lambda x, own=mark.x: abs(x - own))]  # type: ignore[misc]
        if mark.bold and re.fullmatch(r"[A-Z]+\d+", mark.text):
            id = mark.text
        elif mark.text == "Priority":
            figures.add("priority", id, value=True)
        elif mark.role == "on-accent":
            figures.add("score", id, value=figure(mark.text))
            figures.add("score", id, value=value)
        elif mark.text in {"not scored", "none agreed"}:
            figures.add("score" if mark.text == "not scored" else "agreed", id, value=None)
        elif (mark.form, mark.role) == ("circle", "before"):
            figures.add("previous", id, value=value)
        elif mark.role == "third":
            figures.add("target", id, value=value)
        elif mark.bold and mark.text.isdigit():
            figures.add("target", id, value=figure(mark.text))
        elif status := re.fullmatch(
            r"(\d+) (done|in progress|not started|stopped|without a status)", mark.text
        ):
            figures.add("actions", id, _status(status[2].replace("w", "W")), value=int(status[1]))
        elif (mark.form, mark.role) == ("rect", "now"):
            figures.add("agreed", id, value=value)
        elif mark.role == "second":
            last = value
            partners.setdefault(id, []).append(value)
        elif mark.text.startswith("\N{MULTIPLICATION SIGN}"):
            partners[id] += [last] * (int(mark.text[1:]) - 1)
    for id, scores in partners.items():
        figures.add("partners", id, value=tuple(sorted(scores)))


def _bars_of_counts(figures: Figures, marks: list[Mark]) -> None:
    texts = [mark for mark in marks if mark.form == "text"]
    first, said = min(mark.x for mark in texts), ""
    for mark in texts:
        if mark.x == first:
            said = mark.text.replace("N", "n")
        elif mark.text.isdigit():
            figures.add("count", ALL, figure(said), value=int(mark.text))


def _bars_of_sections(figures: Figures, marks: list[Mark]) -> None:
    texts = [mark for mark in marks if mark.form == "text"]
    sections = list[list[Mark]]()
    first, above = min(mark.x for mark in texts), ""
    for mark in texts:
        if mark.x == first and mark.bold:
            # The further lines of a title follow its first one.
            if above != "title":
                sections.append([])
            above = "title"
        else:
            above = "other"
        if sections:
            sections[-1].append(mark)
    for section in sections:
        _bar(figures, section, first)


def _bar(figures: Figures, marks: list[Mark], first: float) -> None:
    title = untitled(" ".join(mark.text for mark in marks if mark.x == first and mark.bold))
    mean, ends = None, dict[str, str]()
    for mark in marks:
        if scored := re.fullmatch(r"(\d+) of (\d+) scored", mark.text):
            figures.add("scored", title, value=(int(scored[1]), int(scored[2])))
        elif mark.role == "on-accent":
            mean = mark.text
        elif mark.text.isdigit():
            ends["lowest" if mark.anchor == "end" else "highest"] = mark.text
    figures.add("mean", title, value=mean)
    for key in ("lowest", "highest"):
        # A bar of no length has no ends: all scores are the mean.
        figures.add(key, title, value=figure(ends.get(key, mean)))


_CHARTS = {
    "dots": _by_descriptor,
    "progress": _by_descriptor,
    "spread": _by_descriptor,
    "distribution": _bars_of_counts,
    "profile": _bars_of_sections,
}


# Markdown


def read_markdown(data: bytes) -> Figures:
    return from_events(_lines(data.decode().splitlines()))


def _lines(lines: list[str]) -> Iterator[Event]:
    caption, rows = "", list[list[Cell]]()
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([_cell(text) for text in line.strip("|").split(" | ")])
            continue
        if rows:
            yield Grid(caption, [cell.text for cell in rows[0]], rows[2:])
            rows = []
        if head := re.fullmatch(r"#{3,4} (.+)", line):
            yield Head(head[1])
        elif said := re.fullmatch(r"[*-] \*\*(.+?):\*\* (.*)", line):
            yield Said(said[1], said[2])
        elif score := re.match(r"\*\*(Score \d+|Not scored)\*\*(.*)", line):
            yield Score(score[1] + score[2], "**Priority**" in line)
        elif whole := re.fullmatch(r"\*\*(.+)\*\*", line):
            caption = whole[1]


def _cell(text: str) -> Cell:
    text = text.strip()
    return Cell(text.removesuffix(" (priority)"), text.endswith(" (priority)"))


# Word


def read_word(data: bytes) -> Figures:
    return from_events(_body(data))


def _body(data: bytes) -> Iterator[Event]:
    document = docx.Document(io.BytesIO(data))
    for each in document.iter_inner_content():
        if isinstance(each, WordTable):
            rows = [[_cell(cell.text) for cell in row.cells] for row in each.rows]
            (caption,) = each._tbl.tblPr.xpath("w:tblCaption/@w:val")
            yield Grid(caption, [cell.text for cell in rows[0]], rows[1:])
            continue
        style = each.style.name or "" if each.style is not None else ""
        if style.startswith("Heading"):
            yield Head(each.text)
            if score := re.search(r"\s((?:Score \d+|Not scored)\s.*)", each.text):
                yield Score(score[1], "\N{EN DASH} priority" in each.text)
        elif "\t" in each.text:
            yield Said(*each.text.split("\t", 1))


# Excel


def read_excel(data: bytes) -> Figures:
    return from_book(openpyxl.load_workbook(io.BytesIO(data)))


def from_book(book: Book) -> Figures:
    """The figures of a workbook, by the names of its tables."""
    figures = Figures()
    for page in book:
        for only in page.tables.values():
            columns, *rows = ([cell.value for cell in row] for row in page[only.ref])
            if reader := _SHEETS.get(only.name):
                reader(figures, [dict(zip(columns, row, strict=True)) for row in rows])
    return figures


def _sheet_descriptors(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    for row in rows:
        id = row["Descriptor"]
        figures.add("score", id, value=figure(row["Score"]))
        if row["Priority"] == "yes":
            figures.add("priority", id, value=True)
        for column, said in row.items():
            if column.startswith("Score in "):
                figures.add("previous", id, value=figure(said))


def _sheet_summary(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    for row in rows:
        title = row["Section"]
        figures.add("mean exactly", title, value=exactly(figure(row["Mean"])))
        figures.add(
            "fraction",
            title,
            value=None if row["Mean as a fraction"] in NOTHING else row["Mean as a fraction"],
        )
        figures.add("scored", title, value=(row["Scored"], row["Descriptors"]))
        figures.add("sum", title, value=figure(row["Sum of scores"]))
        for key in ("median", "lowest", "highest"):
            figures.add(key, title, value=figure(row[key.capitalize()]))


def _sheet_distribution(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    for row in rows:
        figures.add("count", row["Section"], None, value=row["Not scored"])
        for column, said in row.items():
            if column.startswith("Score "):
                figures.add("count", row["Section"], int(column[6:]), value=said)


def _sheet_priorities(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    for row in rows:
        figures.add("score", row["Descriptor"], value=figure(row["Score"]))
        figures.add("priority", row["Descriptor"], value=True)


def _sheet_criteria(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    for row in rows:
        _criterion(figures, row, row["Descriptor"])


def _sheet_progress(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    sums = {"All priorities": "priorities", "All actions of the plan": "all"}
    for row in rows:
        whose = sums.get(row["Title"], row["Descriptor"])
        figures.add("total", whose, value=row["Actions"])
        if whose == row["Descriptor"]:
            figures.add("score", whose, value=figure(row["Score"]))
            figures.add("target", whose, value=figure(row["Score aimed at"]))
            for column, said in row.items():
                if column.startswith("Score in "):
                    figures.add("previous", whose, value=figure(said))
        statuses = ("Done", "In progress", "Not started", "Stopped", "Without a status")
        figures.count(Counter({(whose, _status(status)): row[status] for status in statuses}))


def _sheet_actions(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    listed = Counter[tuple[Any, Any]]()
    for place, row in enumerate(rows):
        figures.add("aim", place, value=figure(row["Score aimed at"]))
        whose = row["Descriptor"] if row["Priority"] == "yes" else ""
        listed[whose, None if row["Status"] in NOTHING else row["Status"]] += 1
    figures.count(listed)


def _sheet_partners(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    given: dict[str, list[tuple[str, int]]] = {}
    for row in rows:
        figures.add("agreed", row["Descriptor"], value=figure(row["Agreed score"]))
        who = "" if row["Organisation"] in NOTHING else row["Organisation"]
        given.setdefault(row["Descriptor"], []).append((who, row["Its score"]))
    for id, scores in given.items():
        figures.add("partners", id, value=tuple(scores))


def _sheet_scale(figures: Figures, rows: list[dict[Any, Any]]) -> None:
    for row in rows:
        figures.add("scale", row["Score"], value=row["In short"])


_SHEETS = {
    "table_descriptors": _sheet_descriptors,
    "table_summary": _sheet_summary,
    "table_distribution": _sheet_distribution,
    "table_priorities": _sheet_priorities,
    "table_criteria": _sheet_criteria,
    "table_progress": _sheet_progress,
    "table_actions": _sheet_actions,
    "table_partners": _sheet_partners,
    "table_scale": _sheet_scale,
}


# Comma-separated values


def read_csv(data: bytes) -> Figures:
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    figures, listed = Figures(), Counter[tuple[Any, Any]]()
    for place, row in enumerate(rows):
        if "action_id" in row:
            figures.add("aim", place, value=figure(row["target"]))
            whose = row["descriptor"] if row["priority"] == "yes" else ""
            listed[whose, row["status"] or None] += 1
            continue
        figures.add("score", row["descriptor"], value=figure(row["score"]))
        if row["previous_period"]:
            figures.add("previous", row["descriptor"], value=figure(row["previous_score"]))
        if row["priority"] == "yes":
            figures.add("priority", row["descriptor"], value=True)
    figures.count(listed)
    return figures


# JSON


def read_json(data: bytes) -> Figures:
    told = json.loads(data)
    figures = Figures()
    for one in told["descriptors"]:
        figures.add("score", one["id"], value=one["score"])
        if told["previous"]:
            figures.add("previous", one["id"], value=one["previous"])
        if one["priority"]:
            figures.add("priority", one["id"], value=True)
    for tally in (*told["summary"]["sections"], {"title": ALL, **told["summary"]["overall"]}):
        _tally(figures, tally)
    for one in told["autonomy"]["criteria"]:
        figures.add("criterion", one["descriptor"], value=one["score"])
        figures.add("minimum", one["descriptor"], value=one["minimum"])
        spoken = {"met": "met", "not-met": "not met", "undetermined": "not determined"}
        figures.add("standing", one["descriptor"], value=spoken[one["verdict"]])
    for one in told["partners"]:
        figures.add("agreed", one["descriptor"], value=one["agreed"])
        scores = tuple((each["organisation"] or "", each["score"]) for each in one["scores"])
        figures.add("partners", one["descriptor"], value=scores)
    if told["plan"]:
        _plan(figures, told["plan"])
    return figures


def _tally(figures: Figures, tally: dict[str, Any]) -> None:
    title = tally["title"]
    figures.add("scored", title, value=(tally["scored"], tally["descriptors"]))
    figures.add("mean exactly", title, value=exactly(tally["mean"]))
    for key in ("median", "lowest", "highest"):
        figures.add(key, title, value=tally[key])
    for score, number in tally["distribution"].items():
        figures.add("count", title, int(score), value=number)
    missing = tally["descriptors"] - sum(tally["distribution"].values())
    figures.add("count", title, None, value=missing)


def _plan(figures: Figures, plan: dict[str, Any]) -> None:
    listed = Counter[tuple[Any, Any]]()
    for place, action in enumerate(plan["actions"]):
        figures.add("aim", place, value=action["target"])
        listed[action["descriptor"] if action["priority"] else "", action["status"]] += 1
    figures.count(listed)
    sums = [(one["descriptor"], one["actions"]) for one in plan["priorities"]]
    for whose, counts in (*sums, ("priorities", plan["on_priorities"]), ("all", plan["all"])):
        figures.add("total", whose, value=counts["total"])
        by_status = {**counts["by_status"], None: counts["no_status"]}
        figures.count(Counter({(whose, status): number for status, number in by_status.items()}))
    for one in plan["priorities"]:
        figures.add("score", one["descriptor"], value=one["score"])
        figures.add("target", one["descriptor"], value=one["target"])


# Headlines

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def html_headline(data: bytes) -> str:
    (said,) = re.findall(r'<p class="headline">(.+)</p>', data.decode())
    return str(said)


def markdown_headline(data: bytes) -> str:
    said = re.search(r"^\*\*(.+)\*\*$", data.decode(), re.MULTILINE)
    assert said is not None
    return said[1]


def word_headline(data: bytes) -> str:
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    (said,) = (each.text for each in paragraphs if each.style and each.style.name == "Paper Headline")
    return said


def excel_headline(data: bytes) -> str:
    """What stands on the cover below the word Headline."""
    cover = [row[0] for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values]
    return str(cover[cover.index("Headline") + 1])


def json_headline(data: bytes) -> str:
    return str(json.loads(data)["headline"])


def from_headline(said: str) -> Figures:
    """The figures of a computed headline. Every word of it must be of a kind that is known here."""
    figures = Figures()
    if said == "No action on a priority is recorded yet.":
        figures.add("total", "priorities", value=0)
        return figures
    for short, long in (
        (r"^None of the (\d+) descriptors is scored yet", r"\1 of \1 descriptors are not scored yet"),
        (r"^All (\d+) descriptors", r"\1 of \1 descriptors"),
        (r"^The one action on the priorities", "Of one actions on the priorities, one"),
        (r"^Both actions on the priorities", "Of two actions on the priorities, two"),
        (r"^All (\w+) actions on the priorities", r"Of \1 actions on the priorities, \1"),
    ):
        said = re.sub(short, long, said)

    def total(found: re.Match[str]) -> str:
        figures.add("total", "priorities", value=_number(found[1]))
        return ""

    def action(found: re.Match[str]) -> str:
        status = None if found[2] == "no status" else found[2]
        figures.add("actions", "priorities", status, value=_number(found[1]))
        return ""

    def count(found: re.Match[str]) -> str:
        figures.add("count", ALL, figure(found[3]), value=_number(found[1]))
        if found[2]:
            figures.add("descriptors", value=int(found[2]))
        return ""

    said = re.sub(r"^Of (\w+) actions on the priorities, ", total, said)
    said = re.sub(r"(\w+) (?:is|are|has|have) (done|in progress|not started|stopped|no status)", action, said)
    said = re.sub(
        r"(\w+) (?:of (\d+) descriptors )?(?:scores? |(?:is|are) )(\d+|not scored)( yet)?", count, said
    )
    assert re.fullmatch(r"(, )*( and )?\.", said), f"not read of the headline: {said}"
    return figures


def _number(said: str) -> int:
    return int(said) if said.isdigit() else NUMBERS.index(said)
