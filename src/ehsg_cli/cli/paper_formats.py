"""What papers are written as: the formats of each kind of paper, and what makes each of them."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ehsg_cli.judge.results import Results
from ehsg_cli.render import lines
from ehsg_cli.views.kinds import Kind, Paper
from ehsg_cli.views.style import Style

if TYPE_CHECKING:
    from ehsg_cli.compare.changes import Change
    from ehsg_cli.views.charts import Chart
    from ehsg_cli.views.form import FormView
    from ehsg_cli.views.workbook import Sheet


class PaperFormat(StrEnum):
    """What a paper is written as."""

    MD = "md"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    TXT = "txt"


BINARY: Mapping[PaperFormat, str] = {
    PaperFormat.DOCX: "a Word file",
    PaperFormat.XLSX: "an Excel workbook",
}
"""The formats that are no text, and what a file of each is called."""
_OF_PAPERS = (
    PaperFormat.MD,
    PaperFormat.HTML,
    PaperFormat.DOCX,
    PaperFormat.XLSX,
    PaperFormat.CSV,
    PaperFormat.JSON,
)
FORMATS: Mapping[Kind, tuple[PaperFormat, ...]] = {
    kind: (PaperFormat.TXT,) if kind is Kind.FORM else _OF_PAPERS for kind in Kind
}
"""The formats of each kind."""


def require_extras(formats: Iterable[PaperFormat]) -> None:
    """See that everything is installed that some formats need.

    Raises:
        UserError: something is not; all that is missing is named.
    """
    wanted = [each for each in formats if each in BINARY]
    if wanted:
        from ehsg_cli.render.extras import WORD, WORKBOOKS, require

        require(WORD if each is PaperFormat.DOCX else WORKBOOKS for each in wanted)


class Material(NamedTuple):
    """What a paper's file is made of, in whatever format.

    Attributes:
        paper: what it says, in words.
        results: the figures it rests on, which tables and data hold unrounded.
        change: what changed since an earlier year, where the paper tells of that.
        templates, reference_doc: the council's own folder and Word file, where there are any.
    """

    paper: Paper
    results: Results
    change: "Change | None" = None
    templates: str | None = None
    reference_doc: str | None = None


def form_text(view: "FormView", templates: str | None) -> bytes:
    """The text for the national form."""
    if templates is not None:
        from ehsg_cli.render.own_templates import render_own_form

        return render_own_form(templates, view).encode()
    from ehsg_cli.render.templates import render_form

    return render_form(view).encode()


def _html(material: Material) -> bytes:
    if material.templates is not None:
        from ehsg_cli.render.own_templates import render_own_html

        return render_own_html(material.templates, material.paper).encode()
    from ehsg_cli.render.templates import render_html

    return render_html(material.paper).encode()


def _markdown(material: Material) -> bytes:
    if material.templates is not None:
        from ehsg_cli.render.own_templates import render_own_markdown

        return render_own_markdown(material.templates, material.paper).encode()
    from ehsg_cli.render.templates import render_markdown

    return render_markdown(material.paper).encode()


def _word(material: Material) -> bytes:
    from ehsg_cli.reading.raw import read_bytes
    from ehsg_cli.render.packages import MOST_BYTES
    from ehsg_cli.render.word import Reference, render_word

    named = material.reference_doc
    reference = Reference(named, read_bytes(named, MOST_BYTES + 1)) if named else None
    made = render_word(material.paper, reference, _own_charts(material.templates))
    for note in made.notes:
        lines.message(f"{named}: {note}")
    return made.data


def _own_charts(templates: str | None) -> "Callable[[Chart, Style, int], bytes] | None":
    """How the council's own template draws charts, as PNG; `None` where it has none."""
    if templates is None:
        return None
    from ehsg_cli.render.own_templates import own_chart_png
    from ehsg_cli.render.templates import CHART

    return partial(own_chart_png, templates) if Path(templates, CHART).exists() else None


def _excel(material: Material) -> bytes:
    from ehsg_cli.render.excel import render_excel
    from ehsg_cli.views.workbook import view_workbook

    return render_excel(view_workbook(material.paper, material.results, _changes(material)))


def _csv(material: Material) -> bytes:
    from ehsg_cli.render.rows import render_csv
    from ehsg_cli.views.workbook import view_workbook

    return render_csv(view_workbook(material.paper, material.results, _changes(material))).encode()


def _changes(material: Material) -> "tuple[Sheet, ...]":
    """The tables of what changed."""
    if material.change is None:
        return ()
    from ehsg_cli.views.change.tables import change_sheets

    return change_sheets(material.change)


def _json(material: Material) -> bytes:
    from ehsg_cli.render import machine

    return machine.to_text(machine.report(material.paper, material.results, material.change)).encode()


RENDERERS: Mapping[PaperFormat, Callable[[Material], bytes]] = {
    PaperFormat.MD: _markdown,
    PaperFormat.HTML: _html,
    PaperFormat.DOCX: _word,
    PaperFormat.XLSX: _excel,
    PaperFormat.CSV: _csv,
    PaperFormat.JSON: _json,
}
"""What makes each format of a paper; what it needs is loaded when it is asked for."""


def known_by(paper_format: PaperFormat) -> str:
    """A pattern near the start of files of ours, for formats that have no room for our mark; else empty."""
    if paper_format is PaperFormat.CSV:
        from ehsg_cli.render import rows

        return rows.known_by()
    return ""
