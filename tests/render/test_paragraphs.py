"""Plain narratives come out as all of Markdown would write them, only sooner."""

import subprocess
import sys

from hypothesis import example, given, strategies as st

from ehsg_cli import load_assessment
from ehsg_cli.render import narrative, paragraphs
from tests.helpers import EXAMPLES

# Lines and their beginnings, so that texts made of them come near to every rule of lists and paragraphs.
PIECES = st.sampled_from(
    (
        *(
            "a",
            "B c",
            "10 of 12",
            "1.",
            "1) ",
            "2. x",
            "26% ",
            '"said"',
            "it's",
            "(so)",
            ".",
            "/",
            "\N{EM DASH}",
        ),
        *(
            "\n",
            "\n\n",
            "\n\n\n",
            " ",
            "  ",
            "    ",
            "- ",
            "-",
            "\n- ",
            "\n\n- ",
            "\n  ",
            "+ ",
            "* ",
            "# ",
            "> ",
        ),
        *(
            "_",
            "&amp;",
            "<b>",
            "[a](http://b)",
            "!",
            "===",
            "---",
            "\t",
            "\r\n",
            "e\u0301",
            "\N{NO-BREAK SPACE}",
        ),
    )
)
PLAIN_PIECES = st.sampled_from(
    ("word", "two words", "1 ", "\n", "\n\n", "\n- ", "\n\n- ", "\n  ", " ", ", ", ".", '"', "'", "- ", "(a)")
)


@given(
    st.one_of(st.lists(PIECES, max_size=12).map("".join), st.lists(PLAIN_PIECES, max_size=14).map("".join))
)
@example("- a\n- b\n\n- c")
@example("a\n- b")
@example("a\n---")
@example("- a\n  - b")
@example("1.5 of them")
@example("x\n1. y")
@example("")
def test_the_short_way_leads_to_the_same_place(text: str) -> None:
    """Every text, plain or not, as HTML and as Markdown."""
    assert paragraphs.narrative_html(text) == narrative.narrative_html(text)
    assert paragraphs.narrative_markdown(text) == narrative.narrative_markdown(text)


def test_real_narratives_are_plain() -> None:
    """Otherwise the short way would be nobody's."""
    texts = [
        text
        for entry in load_assessment(EXAMPLES / "gateshead-2022.yaml").entries.values()
        for text in (entry.evidence, entry.next_steps)
        if text
    ]
    assert len(texts) > 50
    for text in texts:
        assert paragraphs._plain(text) is not None, text
        assert paragraphs.narrative_html(text) == narrative.narrative_html(text)
        assert paragraphs.narrative_markdown(text) == narrative.narrative_markdown(text)


def test_plain_narratives_do_not_wait_for_the_readers_of_markdown() -> None:
    """Their import takes longer than everything they would do here."""
    code = (
        "import sys; from ehsg_cli.render.paragraphs import narrative_html, narrative_markdown;"
        "print(narrative_html('a'), narrative_markdown('a'));"
        "print(*(each in sys.modules for each in ('markdown_it', 'mdformat')))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["<p>a</p>", "a", "False", "False"]
