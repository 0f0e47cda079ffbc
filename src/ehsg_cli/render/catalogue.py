"""The catalogue of rules as Markdown: `ehsg explain --format markdown`, and so `docs/rules.md`."""

from collections.abc import Iterable, Iterator
from typing import Any

from ehsg_cli.diagnostics import Rule
from ehsg_cli.views.catalogue import Family

_EXAMPLE = "    "


def catalogue(families: Iterable[Family]) -> str:
    """Every rule: how to read the list, a table of all codes by family, then each rule's page."""
    families = list(families)
    return "\n".join((*_head(), *_index(families), *_pages(families)))


def page(rule: Rule[..., Any]) -> str:
    """One rule's page."""
    return "\n".join(_page(rule, "#")).rstrip("\n") + "\n"


def _head() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield (
        "What `ehsg validate` can find, by code. A code never changes its meaning and is never used again.\n"
        "`ehsg explain CODE` prints one page of this list in a terminal."
    )
    yield ""
    yield (
        "The severity is the usual one: what is missing weighs less in a draft, and a page says so where it\n"
        "does. Where the last column says *yes*, `ehsg validate --fix` can mend at least the plain cases."
    )
    yield ""


def _index(families: list[Family]) -> Iterator[str]:
    for family in families:
        yield f"**{family.digit} [{family.title}](#{_anchor(_heading(family))}).** {family.about}"
        yield ""
        yield "| code | what it is about | severity | `--fix` |"
        yield "|---|---|---|---|"
        for rule in family.rules:
            code = f"[{rule.code}](#{rule.code.lower()})"
            fixes = "yes" if rule.fixes else ""
            yield f"| {code} | {_cell(rule.title)} | {rule.severity.value} | {fixes} |"
        yield ""


def _pages(families: list[Family]) -> Iterator[str]:
    for family in families:
        yield f"## {_heading(family)}"
        yield ""
        for rule in family.rules:
            yield from _page(rule, "###")


def _page(rule: Rule[..., Any], level: str) -> Iterator[str]:
    """The heading is the code alone, so that a link to it holds when a title is worded anew."""
    yield f"{level} {rule.code}"
    yield ""
    mended = "; `--fix` mends the plain cases" if rule.fixes else ""
    yield f"**{_sentence(rule.title)}** ({rule.severity.value}{mended})"
    yield ""
    for block in rule.page.split("\n\n"):
        if block.startswith(_EXAMPLE):
            yield "```yaml"
            yield from (line.removeprefix(_EXAMPLE) for line in block.split("\n"))
            yield "```"
        else:
            yield block
        yield ""


def _heading(family: Family) -> str:
    return f"Family {family.digit}: {family.title.lower()}"


def _anchor(heading: str) -> str:
    """What GitHub calls the place of a heading of ours."""
    return heading.lower().replace(":", "").replace(" ", "-")


def _sentence(title: str) -> str:
    """A title with a capital; one that begins with a name keeps it."""
    return _cell(title[:1].upper() + title[1:])


def _cell(text: str) -> str:
    """A text that stands in one line of Markdown, and in one cell of a table."""
    return text.replace("|", "\\|")
