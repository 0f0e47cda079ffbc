"""Views into whole documents, through the templates. Sole user of Jinja.

An environment for each kind of document, because a template's name says nothing to Jinja about what it makes.
That for HTML and SVG escapes by itself, Markdown's templates do it text by text, and plain text is as typed.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ehsg_cli import __version__
from ehsg_cli.render.bytecode import kept_beside
from ehsg_cli.resources import resource
from ehsg_cli.views.words import MADE_BY

if TYPE_CHECKING:
    from ehsg_cli.reading.logos import Logo
    from ehsg_cli.views.charts import Chart
    from ehsg_cli.views.form import FormView
    from ehsg_cli.views.kinds import Paper
    from ehsg_cli.views.new_file import NewFile
    from ehsg_cli.views.style import Style

PAGE, MARKDOWN, FORM = "paper.html.j2", "paper.md.j2", "form.txt.j2"
CHART, SHEET = "chart.svg.j2", "paper.css"
_MARKUP = (".html.j2", ".svg.j2")
_MARKDOWN = ".md.j2"
# More characters than this do not fit into half the margin above a sheet.
_WIDEST = 60


def render_html(paper: "Paper") -> str:
    """A paper as one HTML page that needs nothing else: no script, no network."""
    return _render(PAGE, paper=paper)


def render_markdown(paper: "Paper") -> str:
    """A paper as Markdown, with GitHub's tables."""
    return _render(MARKDOWN, paper=paper)


def render_chart(chart: "Chart", style: "Style", *, headline: bool = False) -> str:
    """A chart as an SVG file of its own; with its `headline` and source in it where nothing else does."""
    return _render(CHART, **chart_values(chart, style, alone=True, headline=headline))


def render_form(view: "FormView") -> str:
    """The answers as plain text in the form's order, to paste box by box."""
    return _render(FORM, view=view)


def render_new_file(view: "NewFile") -> str:
    """A new assessment file, to be filled in."""
    return _render("assessment.yaml.j2", view=view)


def _render(name: str, **values: object) -> str:
    """A template filled in: the same values give the same bytes, LF line ends, one at the end."""
    template = _environment(name.endswith(_MARKUP), name.endswith(_MARKDOWN)).get_template(name)
    return template.render(**values).rstrip("\n") + "\n"


@cache
def _environment(markup: bool, markdown: bool) -> Environment:
    folder = resource("templates")
    environment = Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=kept_beside(folder),
        autoescape=markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    furnish(environment, markup=markup, markdown=markdown)
    return environment


def furnish(environment: Environment, *, markup: bool, markdown: bool) -> None:
    """Give an environment the filters and functions that our templates ask for."""
    environment.globals["made_by"] = f"{MADE_BY} {__version__}"
    # Plain text, such as a new file, is made without waiting for the readers and writers of Markdown to load.
    if markup:
        from ehsg_cli.render.charts import drawing
        from ehsg_cli.render.paragraphs import narrative_html
        from ehsg_cli.views.blocks import kind_of

        environment.filters |= {
            "data_uri": _data_uri,
            "diamond": drawing.diamond,
            "g": _figure,
            "inside": drawing.inside,
            "kind": kind_of,
            "mark_kind": drawing.kind_of,
            "narrative": narrative_html,
        }
        environment.globals |= {"chart": _charts(environment), "css": _css}
    elif markdown:
        from ehsg_cli.render.paragraphs import narrative_markdown
        from ehsg_cli.render.phrases import phrase
        from ehsg_cli.views.blocks import kind_of

        environment.filters |= {
            "anchor": _anchor,
            "kind": kind_of,
            "md": phrase,
            "narrative": narrative_markdown,
            "quoted": _quoted,
        }


def _figure(value: float) -> str:
    """A length as SVG writes it."""
    return f"{round(value, 2):g}"


def _charts(environment: Environment) -> Callable[["Chart", "Style"], Markup]:
    """What makes a chart an SVG that stands in a page."""

    def chart(chart: "Chart", style: "Style") -> Markup:
        return Markup(environment.get_template(CHART).render(chart_values(chart, style)).rstrip("\n") + "\n")

    return chart


def chart_values(
    chart: "Chart", style: "Style", *, alone: bool = False, headline: bool = False
) -> dict[str, Any]:
    """What the template of charts is filled in with; `alone` for a file of its own."""
    from ehsg_cli.render import palette
    from ehsg_cli.render.charts import draw, headed
    from ehsg_cli.render.charts.drawing import FONT

    return {
        "chart": chart,
        "drawing": headed(draw(chart), chart) if headline else draw(chart),
        "colours": palette.light(style.colour),
        "ground": palette.GROUND,
        "font": FONT,
        "alone": alone,
    }


def _css(paper: "Paper") -> Markup:
    """The page's style sheet, which is ours, with the colours that follow from the council's."""
    return coloured((resource("templates") / SHEET).read_text(encoding="utf-8"), paper)


def coloured(sheet: str, paper: "Paper") -> Markup:
    """A style sheet with what follows from the paper and from the council's colour."""
    from ehsg_cli.render import palette

    by_day, in_the_dark = palette.light(paper.style.colour), palette.dark(paper.style.colour)
    # Marks are used from a definition, where a rule can name what stands in that and nothing above.
    roles = "\n".join(f".marks .{role} {{ color: var(--{role}); }}" for role in by_day)
    for place, text in (
        ("/* colours by day */", _variables(by_day)),
        ("/* colours in the dark */", _variables(in_the_dark)),
        ("/* colours of charts */", roles),
        ('"area, period"', _css_text(f"{paper.area}, {paper.period}")),
        ('"kind of paper"', _css_text(paper.subtitle)),
    ):
        sheet = sheet.replace(place, text)
    return Markup(sheet)


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{role}: {colour};" for role, colour in colours.items())


def _css_text(text: str) -> str:
    """A text as CSS writes it, on one line of a margin; nothing in it can end the text or the style sheet."""
    if len(text) > _WIDEST:
        text = f"{text[: _WIDEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return '"' + "".join(c if c.isalnum() or c in " ,.-" else f"\\{ord(c):x} " for c in text) + '"'


def _data_uri(logo: "Logo") -> str:
    """A picture as an address that holds all of it."""
    from base64 import b64encode

    return f"data:{logo.media_type};base64,{b64encode(logo.data).decode()}"


def _anchor(heading: str) -> str:
    """What GitHub calls the place of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _quoted(markdown: str) -> str:
    """Markdown as a quotation: whatever it begins cannot go on after it."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.rstrip("\n").split("\n"))
