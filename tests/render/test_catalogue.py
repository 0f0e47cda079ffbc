"""The catalogue as Markdown, and the page of it that is kept in the repository."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from ehsg_cli.diagnostics import Severity, rule
from ehsg_cli.render.catalogue import catalogue, page
from ehsg_cli.rules import CATALOGUE
from ehsg_cli.views.catalogue import FAMILIES, view_catalogue

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "docs" / "rules.md"


@pytest.fixture(scope="module")
def text() -> str:
    return catalogue(view_catalogue(CATALOGUE.values()))


def test_the_page_in_the_repository_is_up_to_date(text: str) -> None:
    """It is made from the rules' own docstrings, and by nobody's hand."""
    remake = "it is stale; remake it: ehsg explain --format markdown > docs/rules.md"
    assert KEPT.read_text(encoding="utf-8") == text, remake


def test_every_rule_stands_in_the_index_and_has_a_page(text: str) -> None:
    """In the order of the codes; the links lead to headings that are there."""
    codes = list(CATALOGUE)
    assert re.findall(r"^\| \[(EH\d+)\]", text, re.MULTILINE) == codes
    assert re.findall(r"^### (EH\d+)$", text, re.MULTILINE) == codes
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= headings


def test_every_family_is_introduced(text: str) -> None:
    """By its digit, with a sentence or two; there is no rule of a family that has none."""
    assert {code[2] for code in CATALOGUE} <= set(FAMILIES)
    for family in view_catalogue(CATALOGUE.values()):
        assert f"**{family.digit} [{family.title}]" in text
        assert family.about in text
        assert all(rule.code[2] == family.digit for rule in family.rules)


def test_the_index_tells_severity_and_what_is_mended(text: str) -> None:
    """As each rule says it."""
    for each in CATALOGUE.values():
        fixes = "yes" if each.fixes else ""
        row = f"| [{each.code}](#{each.code.lower()}) | {each.title} | {each.severity.value} | {fixes} |"
        assert row in text


@rule("EH999", "a title | with a bar", Severity.NOTE, fixes=True)
def _made_up(self: object) -> None:
    """What and why, in
    two lines.

        key: value     # wrong

    What to do: mend it.
    """


def test_a_page_has_its_example_in_a_code_block() -> None:
    """What is indented in a docstring is an example, and its own indentation stays."""
    assert page(_made_up) == (
        "# EH999\n\n**A title \\| with a bar** (note; `--fix` mends the plain cases)\n\n"
        "What and why, in\ntwo lines.\n\n```yaml\nkey: value     # wrong\n```\n\nWhat to do: mend it.\n"
    )


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_page_is_sound_markdown(code: str) -> None:
    """Nothing of a page is lost in it: every word shows, and no line turns into a heading or a link."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page(CATALOGUE[code]))
    kinds = {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or ()
    }
    assert kinds <= {
        *(
            "heading_open",
            "heading_close",
            "inline",
            "text",
            "softbreak",
            "paragraph_open",
            "paragraph_close",
        ),
        *("strong_open", "strong_close", "code_inline", "fence", "em_open", "em_close"),
    }
    shown = " ".join(
        child.content for token in tokens for child in (token.children or [token]) if child.content
    )
    for word in re.findall(r"[A-Za-z]{4,}", CATALOGUE[code].page):
        assert word in shown
