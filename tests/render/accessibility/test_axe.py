"""Pages through axe-core in a real browser: nothing wrong, and nothing that it could not decide."""

import pytest
from selenium.webdriver import Chrome

from ehsg_cli import trend
from ehsg_cli.assessment import Area
from ehsg_cli.render.templates import render_html
from ehsg_cli.views.kinds import Kind
from ehsg_cli.views.trend import view_trend
from tests.groups import axe_script
from tests.helpers import changed
from tests.render.accessibility.conftest import STATES, Show, look
from tests.render.accessibility.pages import CONTENTS, KINDS, NAMES, Name, page
from tests.render.papers import draft, earlier, northbridge

pytestmark = [pytest.mark.axe, pytest.mark.xdist_group("accessibility")]

# WCAG 2.2 at its levels A and AA with what went before, and axe's own advice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
    const [tags, done] = arguments;
    const outcomes = ['violations', 'incomplete'];
    axe.run(document, {runOnly: tags, resultTypes: outcomes}).then(found => done(outcomes.flatMap(
        outcome => found[outcome].flatMap(rule => rule.nodes.map(node =>
            `${outcome}: ${rule.id}: ${node.target}: ${node.failureSummary.replace(/\\s+/g, ' ')}`
        ))
    )));
"""

# One sort of content is looked at in every state, the others as most people see a paper and where they
# differ: a draft's and a council's colours in the dark, texts without spaces on a telephone.
LOOKED_AT = {
    "northbridge": tuple(STATES),
    "gateshead": ("screen", "print"),
    "draft": ("screen", "dark", "print"),
    "council": ("screen", "dark", "print"),
    "hostile": ("screen", "telephone", "print"),
}


def found_by_axe(browser: Chrome) -> list[str]:
    """What axe has to say against the page as it is looked at now."""
    if not browser.execute_script("return 'axe' in window"):
        script = axe_script()
        assert script is not None
        browser.execute_script(script.read_text(encoding="utf-8"))
    found: list[str] = browser.execute_async_script(RUN, TAGS)
    return found


def test_every_kind_meets_every_state_and_every_content_every_kind() -> None:
    """What the choice above must not lose; only Gateshead has no plan or earlier year to make a paper of."""
    met = {(name.kind, state) for name in NAMES for state in LOOKED_AT[name.content]}
    assert met == {(kind, state) for kind in KINDS for state in STATES}
    whole = {(content, kind) for content in CONTENTS for kind in KINDS}
    assert whole - {*NAMES} == {("gateshead", Kind.PLAN), ("gateshead", Kind.CHANGE)}
    assert all({"screen", "print"} <= {*states} for states in LOOKED_AT.values())
    assert LOOKED_AT.keys() == CONTENTS.keys()


@pytest.mark.parametrize("name", NAMES, ids=str)
def test_axe_finds_nothing(show: Show, name: Name) -> None:
    """Neither a violation nor anything it is not sure of, in each state."""
    browser = show(page(name).html)
    found = {}
    for state in LOOKED_AT[name.content]:
        look(browser, STATES[state])
        found[state] = found_by_axe(browser)
    assert not any(found.values()), "\n".join(f"{state}: {it}" for state in found for it in found[state])


def test_axe_finds_nothing_on_a_trend(show: Show) -> None:
    """Of an area with a year missing and a draft, and of two areas."""
    other = northbridge(area=Area(name="Easton"))
    years = [earlier(), draft().model_copy(update={"period": "2024"})]
    looked_at = {"screen": [*years, other], "dark": years, "telephone": years, "print": years}
    for state, assessments in looked_at.items():
        browser = show(render_html(view_trend(trend(assessments))))
        look(browser, STATES[state])
        assert found_by_axe(browser) == [], state


WRONG = {
    "a picture without words": (
        "screen",
        "violations: image-alt",
        "</header>",
        '<img src="data:,"></header>',
    ),
    "a rank left out": ("screen", "violations: heading-order", "</main>", "<h5>Below</h5></main>"),
    "faint in the dark": (
        "dark",
        "violations: color-contrast",
        "</main>",
        "<style>@media (prefers-color-scheme: dark) { .meta { color: #333 } }</style></main>",
    ),
    "faint on paper": (
        "print",
        "violations: color-contrast",
        "</main>",
        "<style>@media print { .meta { color: #ccc } }</style></main>",
    ),
    "something hidden behind": (
        "telephone",
        "incomplete: color-contrast",
        "</header>",
        '<p style="background: linear-gradient(#fff, #eee)">words on a gradient</p></header>',
    ),
}


@pytest.mark.parametrize(("state", "said", "old", "new"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_page_is_found_out(show: Show, state: str, said: str, old: str, new: str) -> None:
    """The check above can fail, on what is wrong and on what is in doubt, in the state that shows it."""
    html = page(Name("council", KINDS[1])).html
    browser = show(changed(html, old, new))
    look(browser, STATES[state])
    found = found_by_axe(browser)
    assert any(each.startswith(said) for each in found), found
