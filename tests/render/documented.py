"""What templates can use, as `docs/templates.md` lists it: made from the view models, so that it stays true.

To bring the page up to date, from the top of the repository: `python -m tests.render.documented`.
"""

import dataclasses
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ForwardRef, Literal, get_args, get_origin

from ehsg_cli.compare import rewording
from ehsg_cli.reading import logos
from ehsg_cli.render import own_templates, templates
from ehsg_cli.views import blocks, charts, form, kinds, paper, plan, style, summary, tables, verdicts

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "templates.md"
BEGIN, END = "<!-- begin: what templates can use -->", "<!-- end -->"
_MODULES = (logos, rewording, blocks, charts, form, kinds, paper, plan, style, summary, tables, verdicts)
# How a chart is drawn and what is found in a file are matters of their own; one name for the view is enough.
_NOT_SHOWN = {"Chart": {"data"}, "Source": {"findings"}, "Paper": {"of_one"}}


def names_of(kind: type) -> tuple[str, ...]:
    """The fields and properties of a view model."""
    fields = getattr(kind, "_fields", None) or tuple(each.name for each in dataclasses.fields(kind))
    derived = (name for name, found in vars(kind).items() if isinstance(found, property))
    return tuple(each for each in (*fields, *derived) if each not in _NOT_SHOWN.get(kind.__name__, ()))


def reached(start: type) -> Iterator[type]:
    """A view model and every one that it has parts of, in the order in which one comes to them."""
    seen: dict[type, None] = {}
    waiting = [start]
    while waiting:
        kind = waiting.pop(0)
        if kind in seen:
            continue
        seen[kind] = None
        shown = _NOT_SHOWN.get(kind.__name__, set())
        waiting += [
            part for name, hint in kind.__annotations__.items() if name not in shown for part in _models(hint)
        ]
    yield from seen


def _models(hint: Any) -> Iterator[type]:
    """The view models that a type speaks of."""
    if isinstance(hint, str | ForwardRef):
        text = hint if isinstance(hint, str) else hint.__forward_arg__
        known = {name: value for module in _MODULES for name, value in vars(module).items()}
        hint = eval(text, {**known, **vars(typing)})  # annotations of our own
    if get_origin(hint) is Literal:
        return
    if isinstance(hint, type) and (hasattr(hint, "_fields") or dataclasses.is_dataclass(hint)):
        yield hint
    for part in get_args(hint):
        yield from _models(part)


def lines() -> Iterator[str]:
    """The lists of the page."""
    for name, start in (("paper", kinds.Paper), ("view", form.FormView), ("chart", charts.Chart)):
        yield f"`{name}` and its parts:"
        yield ""
        for kind in reached(start):
            yield f"- **{kind.__name__}**: {', '.join(f'`{each}`' for each in names_of(kind))}"
        yield ""
    markup, markdown = (own_templates.sandbox(name, ".") for name in (templates.PAGE, templates.MARKDOWN))
    plain = own_templates.sandbox(templates.FORM, ".")
    ours = {"HTML and SVG": markup, "Markdown": markdown}
    for name, environment in ours.items():
        added = sorted(environment.filters.keys() - plain.filters.keys())
        yield f"Filters of ours in {name}: {', '.join(f'`{each}`' for each in added)}."
        yield ""
    functions = sorted(markup.globals.keys() - plain.globals.keys())
    yield f"Functions of ours in HTML and SVG: {', '.join(f'`{each}`' for each in functions)}."


def with_lists(text: str) -> str:
    """The page with its lists up to date."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    listed = "\n".join(lines())
    return f"{before}{BEGIN}\n\n{listed}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_lists(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
