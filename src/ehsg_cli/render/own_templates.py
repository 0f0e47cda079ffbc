"""Templates of a council's own: in Jinja's sandbox, and in a process that is ended if it takes too much.

A file in the council's folder takes the place of ours of that name; ours is reached as `ehsg/` and the name,
so that a template can extend it and change one block. Whatever is wrong in a template is said in one line,
with its file and line.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, Undefined, nodes
from jinja2.exceptions import (
    SecurityError,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.filters import do_join, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing, pass_eval_context
from markupsafe import Markup, soft_str

from ehsg_cli.errors import UserError
from ehsg_cli.reading.raw import read_bytes
from ehsg_cli.reading.svg import wrong_with_svg
from ehsg_cli.render.contained import Bounds, Overrun, contained
from ehsg_cli.render.templates import CHART, FORM, MARKDOWN, PAGE, SHEET, chart_values, coloured, furnish
from ehsg_cli.resources import resource
from ehsg_cli.wording import did_you_mean, listed, short

if TYPE_CHECKING:
    from ehsg_cli.views.charts import Chart
    from ehsg_cli.views.form import FormView
    from ehsg_cli.views.kinds import Paper
    from ehsg_cli.views.style import Style

BOUNDS = Bounds()
"""What making one paper may take."""
EXTRA_SHEET = "council.css"
"""A style sheet of the council's own, which stands behind the page's."""
REPLACEABLE = (PAGE, MARKDOWN, CHART, FORM, SHEET, EXTRA_SHEET)
"""The files that a folder of templates may hold in place of ours, or beside them."""
_OF_CHARTS = "a chart is an SVG picture that is complete in itself; look for what is more than that"
OURS = "ehsg/"
DOCS = "docs/templates.md"
_MOST_BYTES = 1024 * 1024
_MOST_REPEATS = 1_000_000
_LARGEST_POWER = 10_000  # in bits


def render_own(folder: str, name: str, values: dict[str, Any], bounds: Bounds | None = None) -> str:
    """A template filled in with a council's own templates in place of ours.

    Args:
        folder: where they lie.
        name: of the template, such as `paper.html.j2`.
        values: what it is filled in with.
        bounds: what that may take; by default `BOUNDS`.

    Raises:
        UserError: there is nothing of use in the folder, or a template is wrong, or does not come to an end.
    """
    check_folder(folder)
    try:
        text = contained(filled, (folder, name, values), bounds or BOUNDS)
    except Overrun as overrun:
        raise _stopped(_shown(folder, name), str(overrun)) from None
    return text.rstrip("\n") + "\n"


def render_own_html(folder: str, paper: "Paper") -> str:
    """A paper as one HTML page."""
    return render_own(folder, PAGE, {"paper": paper})


def render_own_markdown(folder: str, paper: "Paper") -> str:
    """A paper as Markdown."""
    return render_own(folder, MARKDOWN, {"paper": paper})


def render_own_form(folder: str, view: "FormView") -> str:
    """The answers as plain text in the form's order."""
    return render_own(folder, FORM, {"view": view})


def render_own_chart(folder: str, chart: "Chart", style: "Style", *, headline: bool = False) -> str:
    """A chart as an SVG file of its own; with its `headline` in it where nothing else says it.

    Raises:
        UserError: as above, or it is no picture, or points at something outside.
    """
    svg = render_own(folder, CHART, chart_values(chart, style, alone=True, headline=headline))
    wrong = wrong_with_svg(svg.encode())
    if wrong:
        raise UserError(f"what {_shown(folder, CHART)} makes {wrong}", _OF_CHARTS)
    return svg


def own_chart_png(folder: str, chart: "Chart", style: "Style", width: int) -> bytes:
    """A chart as PNG, so many pixels wide."""
    return own_png(folder, render_own_chart(folder, chart, style), width)


def own_png(folder: str, svg: str, width: int) -> bytes:
    """What a council's own template for charts made, as PNG."""
    from ehsg_cli.render.pictures import png_of_others

    return png_of_others(svg, width, f"what {_shown(folder, CHART)} makes", _OF_CHARTS)


def check_folder(folder: str) -> None:
    """See that a folder holds something that is used.

    Raises:
        UserError: it is not there, or holds nothing of the kind.
    """
    try:
        names = sorted(path.name for path in Path(folder).iterdir())
    except NotADirectoryError:
        raise UserError(f"{folder} is a file", "name the folder that holds the templates") from None
    except (OSError, ValueError):
        raise UserError(f"there is no folder of templates {short(folder)}", "check its name") from None
    if not set(names) & set(REPLACEABLE):
        guesses = [(each, guess) for each in names[:100] if (guess := did_you_mean(each, REPLACEABLE))]
        raise UserError(
            f"{folder} holds no template that is used",
            f"did you mean {guesses[0][1]} with {short(guesses[0][0])}?"
            if guesses
            else f"those are {listed(REPLACEABLE)}",
        )


def filled(folder: str, name: str, values: dict[str, Any]) -> str:
    """The same in this process and without bounds: for the process that is contained.

    Raises:
        UserError: a template is wrong.
    """
    environment = sandbox(name, folder)
    try:
        template = environment.get_template(name)
        return "".join(_bounded(template.generate(values), BOUNDS.output))
    except UserError:
        raise
    except TemplateSyntaxError as error:
        raise _misspelt(error, folder, environment) from None
    except Exception as error:
        raise _failed(error, folder, name, values) from None


def _bounded(pieces: Iterable[str], most: int) -> Iterator[str]:
    for piece in pieces:
        most -= len(piece)
        if most < 0:
            raise Overrun(f"gives more than {BOUNDS.output:,} characters")
        yield piece


# The sandbox


class _Outside(Exception):
    """A template was named that is not in the folder."""


class _Loader(BaseLoader):
    """Templates from the council's folder and, for what is not there, ours."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        ours = template.removeprefix(OURS)
        if ours == template and (text := self.own(template)) is not None:
            return text, _shown(self._folder, template), None
        if ours not in _built_in():
            raise TemplateNotFound(template)
        text = (resource("templates") / ours).read_text(encoding="utf-8")
        return text, f"{OURS}{ours}", None

    def own(self, name: str) -> str | None:
        """What a file of the council's holds; `None` if there is none of that name.

        Raises:
            _Outside: its name leads out of the folder.
            UserError: it is itself outside the folder, or no text that can be taken.
        """
        parts = name.split("/")
        if {"", ".", ".."} & set(parts) or set(name) & set("\\:\0"):
            raise _Outside(name)
        path = Path(self._folder, *parts)
        shown = _shown(self._folder, name)
        try:
            found = path.stat()
        except OSError:
            return None
        if not path.resolve().is_relative_to(Path(self._folder).resolve()):
            raise UserError(f"{shown} leads out of the folder {self._folder}", "put a copy of the file in it")
        if not stat.S_ISREG(found.st_mode):
            raise UserError(f"{shown} is no ordinary file", "templates are text files")
        data = read_bytes(str(path), _MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise UserError(f"{shown} is too large for a template", f"it may have {_MOST_BYTES // 1024} KiB")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UserError(f"{shown} is not UTF-8 text", "save it again as UTF-8") from None


def _built_in() -> frozenset[str]:
    return frozenset(name for name in REPLACEABLE if name.endswith(".j2"))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with bounds on what grows at one stroke and without what differs from run to run."""

    intercepted_binops = frozenset({"*", "**", "-", "%"})

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        # What `~` puts together is printed without having been looked at.
        for joined in source.find_all(nodes.Concat):
            joined.nodes = [
                nodes.Filter(each, "string", [], [], None, None, lineno=each.lineno) for each in joined.nodes
            ]
        return super()._generate(source, name, filename, defer_init)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" and isinstance(left, int) and isinstance(right, int):
            if right > 0 and left.bit_length() * right > _LARGEST_POWER:
                raise Overrun("raises a number to a power that is too large")
        elif operator == "*":
            for many, times in ((left, right), (right, left)):
                if isinstance(times, int) and not isinstance(many, int | float):
                    try:
                        size = len(many) * times
                    except TypeError:
                        continue
                    if size > _MOST_REPEATS:
                        raise Overrun(f"repeats a text or list up to {size:,} characters or entries")
        elif operator == "%" and isinstance(left, str):
            _printable(right)
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, set | frozenset):
            raise SecurityError("a set has no order, so the paper would differ from run to run")
        return result


def sandbox(name: str, folder: str) -> Environment:
    """What a template of that name is filled in by, with a council's folder."""
    markup, markdown = name.endswith((".html.j2", ".svg.j2")), name.endswith(".md.j2")
    loader = _Loader(folder)
    environment = _Sandbox(
        loader=loader,
        autoescape=markup,
        undefined=_Loud,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    furnish(environment, markup=markup, markdown=markdown)
    if markup:
        environment.globals |= {
            "chart": _Function(_charts(environment)),
            "css": _Function(_sheets(loader, folder)),
        }
    environment.filters |= {"join": _joined, "string": _as_text}
    # Chance, and where things lie in memory, would give another paper at each run.
    del environment.filters["random"], environment.filters["pprint"], environment.globals["lipsum"]
    return environment


def _charts(environment: Environment) -> Callable[["Chart", "Style"], Markup]:
    """What draws a chart of the paper, and nothing that a template makes up in its place."""
    from ehsg_cli.views.charts import Chart
    from ehsg_cli.views.style import Style

    draw: Any = environment.globals["chart"]

    def chart(chart: Chart, style: Style) -> Markup:
        if type(chart) is not Chart or type(style) is not Style:
            raise TypeError("chart() takes a chart of the paper, and paper.style")
        drawn: Markup = draw(chart, style)
        return drawn

    return chart


def _sheets(loader: _Loader, folder: str) -> Callable[["Paper"], Markup]:
    """What gives the style sheets of a page, the council's own behind ours."""

    def css(paper: "Paper") -> Markup:
        sheet = _sheet(loader, folder, SHEET)
        if sheet is None:
            sheet = (resource("templates") / SHEET).read_text(encoding="utf-8")
        return coloured(sheet, paper) + Markup(_sheet(loader, folder, EXTRA_SHEET) or "")

    return css


def _sheet(loader: _Loader, folder: str, name: str) -> str | None:
    text = loader.own(name)
    end = re.search(r"</style", text or "", re.IGNORECASE)
    if text is not None and end:
        line = text.count("\n", 0, end.start()) + 1
        place = f"{_shown(folder, name)}, line {line}"
        raise UserError(f"{place}: {end.group()} would end the style sheet", "leave it out")
    return text


def _printable(value: Any) -> Any:
    """What is printed must be a value: what else there is would print as Python's own words for it."""
    if isinstance(value, str | Undefined):
        return value
    if isinstance(value, Iterator):
        raise TypeError("a filter's result is printed that is a sequence; add | join(', ') or | list")
    if callable(value):
        raise TypeError(_NOT_CALLED)
    if hasattr(value, "_fields") or type(value).__module__.startswith(("ehsg_cli.", "jinja2.")):
        raise TypeError(f"a whole {type(value).__name__} is printed, not one of its parts")
    if isinstance(value, list | tuple):
        for each in value:
            _printable(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            _printable(key), _printable(each)
    return value


_NOT_CALLED = "a function or macro is printed, not its result; add ()"


class _Function:
    """What a template can call, and cannot print."""

    def __init__(self, does: Callable[..., Markup]) -> None:
        self._does = does

    def __call__(self, *arguments: Any, **named: Any) -> Markup:
        return self._does(*arguments, **named)

    def __repr__(self) -> str:
        raise TypeError(_NOT_CALLED)


def _as_text(value: Any) -> str:
    """The filter `string`, and what `~` puts together."""
    text: str = soft_str(_printable(value))
    return text


@pass_eval_context
def _joined(
    context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None
) -> str:
    """The filter `join`."""
    if attribute is not None:
        value = map(make_attrgetter(context.environment, attribute), value)
    text: str = do_join(context, map(_printable, value), d)
    return text


class _Unknown(UndefinedError):
    """Something that is not there was used: its name, and what it was looked for in."""

    def __init__(self, message: str, name: object, within: object) -> None:
        super().__init__(message)
        self.name = name
        self.within = within


class _Loud(StrictUndefined):
    """A name or part that is not there, of which whatever is done with it tells."""

    __slots__ = ()

    # In a list, what stands for nothing would be printed as just that.
    __repr__ = StrictUndefined._fail_with_undefined_error

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError
    ) -> None:
        if exc is UndefinedError:
            exc = partial(_Unknown, name=name, within=obj)
        super().__init__(hint, obj, name, exc)


# What is said of mistakes


def _shown(folder: str, name: str) -> str:
    """A template's path as a user writes it, on any system with slashes."""
    return f"{folder.rstrip('/' + os.sep)}/{name}"


def _misspelt(error: TemplateSyntaxError, folder: str, environment: Environment) -> UserError:
    """What Jinja could not read."""
    place = f"{error.filename or folder}, line {error.lineno}"
    message = (error.message or "").rstrip(".")
    unknown = re.match(r"No (filter|test) named '(.*)'", message)
    if unknown:
        kind, name = unknown.groups()
        guess = did_you_mean(name, environment.filters if kind == "filter" else environment.tests)
        return UserError(f"{place}: there is no {kind} {short(name)}", _guessed(guess))
    return UserError(f"{place}: {message[:1].lower()}{message[1:]}", _SYNTAX)


_SYNTAX = f"Jinja's tags are {{% ... %}} and {{{{ ... }}}}, each block with its end; {DOCS} has examples"


def _guessed(guess: str | None) -> str:
    return f"did you mean {guess}?" if guess else f"{DOCS} lists what templates can use"


def _failed(error: Exception, folder: str, name: str, values: dict[str, Any]) -> UserError:
    """What went wrong while a template was filled in."""
    frames = list(_frames(error.__traceback__))
    own = [each for each in frames if not each[0].startswith(OURS)]
    file, line, known = (own or frames or [(_shown(folder, name), 0, {})])[-1]
    place = f"{file}, line {line}" if line else file
    if isinstance(error, Overrun | MemoryError):
        reason = str(error) if isinstance(error, Overrun) else "needs too much memory"
        return _stopped(f"{place}," if line else place, reason)
    if isinstance(error, _Outside):
        return UserError(
            f"{place}: the template {short(str(error))} is outside the folder {folder}",
            "templates are read from that folder only; name them from there, with slashes",
        )
    if isinstance(error, _Unknown):
        return _undefined(error, place, {**known, **values})
    if isinstance(error, TemplateNotFound):
        guess = did_you_mean(str(error.name), [*_built_in(), *(OURS + each for each in _built_in())])
        return UserError(f"{place}: there is no template {short(str(error.name))}", _guessed(guess))
    if isinstance(error, SecurityError):
        return UserError(f"{place}: {_said(error)}", f"a template may only show what it is given; see {DOCS}")
    if isinstance(error, RecursionError):
        return UserError(
            f"{place}: it comes back to itself without end, or is nested too deeply",
            "look for a template that includes or extends itself, or a macro that calls itself",
        )
    if isinstance(error, SyntaxError):
        return UserError(f"{place}: it is nested too deeply", "put what is inside into a macro")
    message = f"{place}: {_said(error)}"
    if isinstance(error, TemplateError):
        return UserError(message, _guessed(None))
    return UserError(message, f"a value there is of another kind than the template takes it for; see {DOCS}")


def _stopped(place: str, reason: str) -> UserError:
    return UserError(
        f"{place} {reason}: making the paper was stopped",
        f"look for a loop or a text that grows without end; {DOCS} names the bounds",
    )


def _said(error: Exception) -> str:
    """An exception's own words on one line, without anything that differs from run to run."""
    said = re.sub(r" at 0x[0-9a-fA-F]+", "", " ".join(str(error).split()))[:200].rstrip(".")
    return said or type(error).__name__


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """The places in templates that an exception passed: file, line, and the names that were known there."""
    while traceback is not None:
        frame = traceback.tb_frame
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            # An exception that Jinja has not got round to explaining.
            yield str(template.filename), template.get_corresponding_lineno(traceback.tb_lineno), {}
        elif "__jinja_exception__" in frame.f_globals:
            yield frame.f_code.co_filename, traceback.tb_lineno, dict(frame.f_locals)
        traceback = traceback.tb_next


def _undefined(error: _Unknown, place: str, known: dict[str, Any]) -> UserError:
    name = str(error.name)
    if error.within is missing:
        # People leave out what a thing is a part of: `area` is meant for `paper.area`.
        options = {key: key for key in known if not key.startswith("_")}
        for whole, value in known.items():
            for part in _fields(value):
                options.setdefault(part, f"{whole}.{part}")
        if name in known:
            hint = "it is not known in a template that is imported; write {% import ... with context %}"
            return UserError(f"{place}: '{name}' is undefined", hint)
        guess = options.get(name) or options.get(did_you_mean(name, options) or "")
        return UserError(f"{place}: '{name}' is undefined", _guessed(guess))
    if error.within is None:
        return UserError(
            f"{place}: '{name}' is undefined, because there is nothing that it could be part of",
            "ask first whether it is there, with {% if ... %}",
        )
    if isinstance(error.within, _Loud):
        return UserError(f"{place}: '{name}' is undefined", _guessed(None))
    if isinstance(error.name, int):
        return UserError(f"{place}: there is no entry {name}; the first is 0", _guessed(None))
    within = _PLAIN.get(type(error.within), type(error.within).__name__)
    parts = list(islice(_parts(error.within), 100))
    guess = _guessed(did_you_mean(name, parts))
    return UserError(f"{place}: '{name}' is undefined, as a part of {within}", guess)


_PLAIN = {
    _Function: "a function",
    str: "a text",
    Markup: "a text",
    int: "a number",
    float: "a number",
    tuple: "a list",
    list: "a list",
}


def _fields(value: object) -> Iterable[str]:
    fields: Iterable[str] = getattr(value, "_fields", ())
    return fields or getattr(value, "__dataclass_fields__", ())


def _parts(value: object) -> Iterator[str]:
    yield from _fields(value)
    if isinstance(value, dict):
        yield from map(str, value)
    yield from (name for name, found in vars(type(value)).items() if isinstance(found, property))
