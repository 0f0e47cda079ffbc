"""Views into whole documents, through the templates. Sole user of Jinja.

An environment for each kind of document, because a template's name says nothing to Jinja about what it makes.
That for HTML and SVG escapes by itself, Markdown's templates do it text by text, and plain text is as typed.
"""

import re
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ehsg_cli import __version__
from ehsg_cli.render.charts import score_chart
from ehsg_cli.resources import resource
from ehsg_cli.views.form import FormView
from ehsg_cli.views.new_file import NewFile
from ehsg_cli.views.paper import PaperView
from ehsg_cli.views.words import MADE_BY

_MARKUP = (".html.j2", ".svg.j2")
_MARKDOWN = ".md.j2"


def render_html(view: PaperView) -> str:
    """The board paper as one HTML page that needs nothing else: no script, no network."""
    return _render("board.html.j2", view=view, chart=score_chart(view))


def render_markdown(view: PaperView) -> str:
    """The board paper as Markdown, with GitHub's tables."""
    return _render("board.md.j2", view=view)


def render_form(view: FormView) -> str:
    """The answers as plain text in the form's order, to paste box by box."""
    return _render("form.txt.j2", view=view)


def render_new_file(view: NewFile) -> str:
    """A new assessment file, to be filled in."""
    return _render("assessment.yaml.j2", view=view)


def _render(name: str, **values: object) -> str:
    """A template filled in: the same values give the same bytes, LF line ends, one at the end."""
    template = _environment(name.endswith(_MARKUP), name.endswith(_MARKDOWN)).get_template(name)
    made_by = f"{MADE_BY} {__version__}"
    return template.render(**values, made_by=made_by).rstrip("\n") + "\n"


@cache
def _environment(markup: bool, markdown: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Plain text, such as a new file, is made without waiting for the readers and writers of Markdown to load.
    if markup:
        from ehsg_cli.render.narrative import narrative_html

        environment.filters |= {"g": _figure, "narrative": narrative_html}
        environment.globals["css"] = _css
    elif markdown:
        from ehsg_cli.render.narrative import narrative_markdown, phrase

        environment.filters |= {
            "anchor": _anchor,
            "md": phrase,
            "narrative": narrative_markdown,
            "quoted": _quoted,
        }
    return environment


def _figure(value: float) -> str:
    """A length as SVG writes it."""
    return f"{round(value, 2):g}"


def _css() -> Markup:
    """The page's style sheet, which is ours and holds nothing from a file."""
    return Markup((resource("templates") / "board.css").read_text(encoding="utf-8"))


def _anchor(heading: str) -> str:
    """What GitHub calls the place of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _quoted(markdown: str) -> str:
    """Markdown as a quotation: whatever it begins cannot go on after it."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.rstrip("\n").split("\n"))
