"""Templates of a council's own: what they can change, what they cannot do, and what is said of mistakes.

The hostile ones run as they would for a user, in a process of their own, with tighter bounds.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest
from jinja2.sandbox import MAX_RANGE

from ehsg_cli.errors import UserError
from ehsg_cli.render import contained, own_templates, pictures
from ehsg_cli.render.contained import Bounds, Overrun
from ehsg_cli.render.own_templates import (
    EXTRA_SHEET,
    REPLACEABLE,
    own_chart_png,
    render_own,
    render_own_chart,
    render_own_form,
    render_own_html,
    render_own_markdown,
)
from ehsg_cli.render.pictures import png_of
from ehsg_cli.render.templates import render_chart, render_form, render_html, render_markdown
from ehsg_cli.views.kinds import Kind, Paper
from tests.helpers import ROOT, fenced, put
from tests.render import documented, works
from tests.render.papers import (
    COUNCIL,
    HOSTILE_STYLE,
    everything,
    form,
    hostile_paper,
    northbridge,
    paper,
)

PAGE = "paper.html.j2"
EXTENDS = '{% extends "ehsg/paper.html.j2" %}'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
# Enough for every template that comes to an end, and soon over for those that do not.
TIGHT = Bounds(seconds=1.5, memory=192 * 1024**2)


@pytest.fixture(scope="module")
def board() -> Paper:
    """A paper with everything in it."""
    return paper(northbridge(), Kind.BOARD, everything(), style=COUNCIL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for templates."""
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def page(folder: Path, board: Paper, text: str, bounds: Bounds | None = None) -> str:
    """A page made with a template of one's own."""
    put(folder / PAGE, text)
    return render_own(str(folder), PAGE, {"paper": board}, bounds)


# What can be changed


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.FORM])
def test_a_template_that_only_extends_changes_nothing(folder: Path, kind: Kind) -> None:
    """The sandbox makes of our templates what they are without it, to the byte, for every kind of paper."""
    whole = paper(northbridge(), kind, everything(), style=COUNCIL)
    put(folder / PAGE, EXTENDS)
    put(folder / "paper.md.j2", '{% extends "ehsg/paper.md.j2" %}')
    assert render_own_html(str(folder), whole) == render_html(whole)
    assert render_own_markdown(str(folder), whole) == render_markdown(whole)


def test_one_block_is_changed_and_the_rest_stays(folder: Path, board: Paper) -> None:
    """Our macros and what stands in the loop are at hand in it, and what it had before."""
    text = (
        EXTENDS
        + '{% block ruling %}<p class="own">{{ verdict(block.verdict, part.title) }}</p>{% endblock %}'
        "{% block answer %}{{ super() }}<p>{{ facts(paper.key_points) }}</p>{% endblock %}"
    )
    made = page(folder, board, text)
    assert '<p class="own"><span class="verdict' in made
    assert 'class="ruling"' not in made.partition("</style>")[2]
    assert board.headline in made
    assert made.count(board.key_points[0].text) > render_html(board).count(board.key_points[0].text)


def blocks(name: str) -> list[str]:
    """The names of a template's blocks."""
    return re.findall(r"{% block (\w+)", (ROOT / "templates" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [PAGE, "paper.md.j2"])
def test_every_block_can_be_changed(folder: Path, name: str) -> None:
    """Each alone, in a paper that has every kind of block; the form of papers has one for each."""
    whole = paper(northbridge(), Kind.FULL, everything(), style=COUNCIL)
    named = blocks(name)
    put(folder / PAGE, EXTENDS)
    put(
        folder / name,
        f'{{% extends "ehsg/{name}" %}}'
        + "".join(f"{{% block {each} %}}<<{each}>>{{{{ super() }}}}{{% endblock %}}" for each in named),
    )
    made = render_own(str(folder), name, {"paper": whole})
    used = {kind for part in whole.parts for block in part.blocks for kind in [type(block).__name__.lower()]}
    assert used <= set(named)
    for each in named:
        assert f"<<{each}>>" in made or each not in {*used, "part", "parts", "answer", "introduction"}, each


def test_a_whole_template_takes_the_place_of_ours(folder: Path, board: Paper) -> None:
    """For each thing there is a template of."""
    put(folder / PAGE, "<title>{{ paper.title }}</title>")
    put(folder / "paper.md.j2", "# {{ paper.title | md }}")
    put(folder / "form.txt.j2", "{{ view.area }}: {{ view.parts | length }}")
    put(
        folder / "chart.svg.j2",
        f"{SVG}{{{{ chart.name }}}} {{{{ drawing.width | g }}}} {{{{ alone }}}}</svg>",
    )
    assert render_own_html(str(folder), board) == f"<title>{board.title}</title>\n"
    assert render_own_markdown(str(folder), board) == f"# {board.title}\n"
    assert render_own_form(str(folder), form(northbridge())).startswith("Northbridge (fictional): 3")
    chart = render_own_chart(str(folder), board.of_one.charts["dots"], board.style)
    assert re.fullmatch(re.escape(SVG) + r"dots \d+ True</svg>\n", chart)


def test_what_is_not_in_the_folder_is_ours(folder: Path, board: Paper) -> None:
    """A folder with one template leaves the others as they are."""
    put(folder / "paper.md.j2", "own")
    assert render_own_html(str(folder), board) == render_html(board)
    assert render_own_form(str(folder), form(northbridge())) == render_form(form(northbridge()))
    chart = board.of_one.charts["dots"]
    assert render_own_chart(str(folder), chart, board.style) == render_chart(chart, board.style)


def test_a_chart_is_changed_where_it_stands_in_a_page(folder: Path, board: Paper) -> None:
    """Not only where it stands alone."""
    put(folder / "chart.svg.j2", '{% extends "ehsg/chart.svg.j2" %}')
    assert render_own_html(str(folder), board) == render_html(board)
    put(folder / "chart.svg.j2", "<svg>{{ chart.name }}</svg>")
    assert "<svg>dots</svg>" in render_own_html(str(folder), board)


@pytest.mark.parametrize(
    ("drawn", "message"),
    [
        (f'{SVG}<image href="/etc/passwd"/></svg>', 'points out of itself, at "/etc/passwd"'),
        (f"{SVG}<style>@import 'x.css';</style></svg>", "with @import"),
        (f"{SVG}<script>x</script></svg>", "holds <script>"),
        ("<svg>dots</svg>", "does not begin with <svg> of the SVG namespace"),
        (SVG, "is no sound SVG: it breaks off in line 2"),
        (SVG.replace("9 9", "1 1000000") + "</svg>", "is more than 20 times as high as it is wide"),
        (SVG.replace("viewBox", "class") + "</svg>", "has no size"),
    ],
)
def test_a_chart_that_is_not_complete_in_itself_is_refused(
    folder: Path, board: Paper, drawn: str, message: str
) -> None:
    """Before anything looks for what it points at, or makes room for it."""
    put(folder / "chart.svg.j2", drawn)
    chart = board.of_one.charts["dots"]
    for draw in (render_own_chart, partial(own_chart_png, width=90)):
        with pytest.raises(UserError) as caught:
            draw(str(folder), chart, board.style)
        assert caught.value.message.startswith(f"what {folder}/chart.svg.j2 makes ")
        assert message.replace('"', "") in caught.value.message.replace('"', "")
        assert "complete in itself" in caught.value.hint


def test_a_chart_of_ones_own_is_turned_into_png_elsewhere(
    folder: Path, board: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process that is ended in time; one that needs little is the same as in this process."""
    chart = board.of_one.charts["dots"]
    put(folder / "chart.svg.j2", '{% extends "ehsg/chart.svg.j2" %}')
    assert own_chart_png(str(folder), chart, board.style, 200) == png_of(
        render_chart(chart, board.style), 200
    )
    monkeypatch.setattr(pictures, "_SECONDS", 0.5)
    endless = '<filter id="f"><feTurbulence numOctaves="9999999" baseFrequency="0.1"/></filter>'
    put(folder / "chart.svg.j2", f'{SVG}{endless}<rect filter="url(#f)" width="9" height="9"/></svg>')
    with pytest.raises(UserError, match="makes cannot be turned into PNG: it takes longer than"):
        own_chart_png(str(folder), chart, board.style, 400)
    assert active_children() == []


def test_what_is_put_together_stays_as_it_was(folder: Path, board: Paper) -> None:
    """Texts, numbers and lists of them, escaped once; also by `~`, `join`, `string` and `%`."""
    text = (
        "{{ [1, 'a', none, {'b': 2.5}] }} {{ 'x&' ~ paper.parts | length ~ ('<' | e) }} "
        "{{ ['<', '&lt;' | safe] | join('&') }} "
        "{{ paper.parts | join(' ', attribute='id') == paper.parts | map(attribute='id') | join(' ') }} "
        "{{ 3 | string }} {{ '%s-%d' % ('<', 2) }} {{ 7 % 4 }}"
    )
    made = page(folder, board, text)
    assert made == (
        f"[1, &#39;a&#39;, None, {{&#39;b&#39;: 2.5}}] x&amp;{len(board.parts)}&lt; "
        "&lt;&amp;&lt; True 3 &lt;-2 3\n"
    )


def test_a_style_sheet_stands_behind_ours(folder: Path, board: Paper) -> None:
    """So that it has the last word; paper.css takes the place of ours, and gets the colours."""
    put(folder / EXTRA_SHEET, ".own { color: var(--accent); }")
    made = render_own_html(str(folder), board)
    assert "own { color: var(--accent); }</style>" in made.replace("\n", "")
    assert ".answer" in made.partition("</style>")[0]
    put(folder / "paper.css", ":root { /* colours by day */ }")
    made = render_own_html(str(folder), board)
    assert "--accent: #7a1f5c" in made
    assert ".answer" not in made.partition("</style>")[0]


def test_parts_may_be_shared_between_templates(folder: Path, board: Paper) -> None:
    """Files in the folder and below it, by slashes from there; a link within the folder is as good."""
    put(folder / "shared" / "line.html", "<p>{{ paper.area }}</p>")
    put(folder / "macros.html", "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}")
    made = page(
        folder,
        board,
        '{% import "macros.html" as own %}{% include "shared/line.html" %}{{ own.bold("a < b") }}',
    )
    assert made == "<p>Northbridge (fictional)</p><b>a &lt; b</b>\n"


def test_a_file_from_notepad_is_taken(folder: Path, board: Paper) -> None:
    """With a byte order mark and Windows line ends; what comes out has LF."""
    put(folder / PAGE, b"\xef\xbb\xbf{{ paper.area }}\r\nx\r\n")
    assert render_own_html(str(folder), board) == "Northbridge (fictional)\nx\n"


# What stays as it is


def test_hostile_text_stays_text(folder: Path) -> None:
    """In a page of one's own, escaped as in ours; nothing in an assessment is taken for a template."""
    whole = hostile_paper(style=HOSTILE_STYLE)
    made = page(
        folder, whole, "<p>{{ paper.title }}</p><p title='{{ paper.area }}'>{{ paper.style.council }}</p>"
    )
    assert "<script" not in made
    assert "{{ 7*7 }}" in made
    assert "49" not in made
    assert made.count("<") == 4
    put(folder / PAGE, EXTENDS)
    assert render_own_html(str(folder), whole) == render_html(whole)


def test_an_included_file_is_escaped_whatever_its_name(folder: Path) -> None:
    """A page is HTML throughout."""
    put(folder / "part.txt", "{{ paper.title }}")
    assert "<script" not in page(folder, hostile_paper(), '{% include "part.txt" %}')


def test_the_same_bytes_come_of_it_in_every_run(folder: Path) -> None:
    """Whatever the seed that Python shuffles its sets by, and however a process begins."""
    put(folder / PAGE, EXTENDS + "{% block answer %}{{ {'b': 1, 'a': 2} | tojson }}{% endblock %}")
    code = (
        "import hashlib, sys\nfrom tests.render.papers import northbridge, paper\n"
        "from ehsg_cli.render.own_templates import render_own_html\n"
        "if __name__ == '__main__':\n"
        "    text = render_own_html(sys.argv[1], paper(northbridge()))\n"
        "    print(hashlib.sha256(text.encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


# Mistakes


MISTAKES = [
    ("a\n{{ areaname }}", 2, "'areaname' is undefined", "did you mean paper.area?"),
    ("{{ headline }}", 1, "'headline' is undefined", "did you mean paper.headline?"),
    ("\n\n{{ papper.title }}", 3, "'papper' is undefined", "did you mean paper?"),
    ("{{ nonsense }}", 1, "'nonsense' is undefined", "docs/templates.md lists"),
    ("{% if nonsense %}{% endif %}", 1, "'nonsense' is undefined", "docs/templates.md lists"),
    ("{{ paper.titel }}", 1, "'titel' is undefined, as a part of Paper", "did you mean title?"),
    ("{{ paper.title.x }}", 1, "'x' is undefined, as a part of a text", "docs/templates.md lists"),
    ("{{ paper.style.logo.data }}", 1, "'data' is undefined, because there is nothing", "{% if ... %}"),
    ("{{ paper.parts[99].title }}", 1, "there is no entry 99; the first is 0", ""),
    ("{{ 1 | naratve }}", 1, "there is no filter naratve", "did you mean narrative?"),
    ("{{ 1 is evn }}", 1, "there is no test evn", "did you mean even?"),
    ("{{ [1, 2] | random }}", 1, "there is no filter random", ""),
    ("x\n{% if 1 %}", 2, "unexpected end of template", "each block with its end"),
    ("{{ 1", 1, "unexpected end of template", "{{ ... }}"),
    ("{% nonsense %}", 1, "encountered unknown tag 'nonsense'", ""),
    ("{% block a %}{% endblock %}\n{% block a %}{% endblock %}", 2, "block 'a' defined twice", ""),
    ("{{ 'a' + 1 }}", 1, "can only concatenate str", "of another kind"),
    ("{{ 1 / 0 }}", 1, "division by zero", "of another kind"),
    ("{{ chart(1, 2) }}", 1, "chart() takes a chart of the paper, and paper.style", "of another kind"),
    ("{{ chart(namespace(name='os'), paper.style) }}", 1, "chart() takes a chart of the paper", ""),
    ("{{ chart }}", 1, "a function or macro is printed, not its result; add ()", ""),
    ("{{ paper.title.upper }}", 1, "a function or macro is printed", ""),
    ("{{ paper.parts | map(attribute='id') }}", 1, "add | join(', ') or | list", ""),
    # What a list, a filter or `~` would otherwise print in Python's own words.
    ("{{ [paper.nope] }}", 1, "'nope' is undefined, as a part of Paper", "docs/templates.md lists"),
    ("{{ [paper] | map(attribute='nope') | list }}", 1, "'nope' is undefined, as a part of Paper", ""),
    ("{{ [paper] | map(attribute='__class__') | list }}", 1, "'__class__' of 'Paper' object is unsafe", ""),
    ("{{ [css] }}", 1, "a function or macro is printed", ""),
    ("{{ {'a': [chart]} }}", 1, "a function or macro is printed", ""),
    ("{{ '' ~ css }}", 1, "a function or macro is printed", ""),
    ("{{ '%s' % css }}", 1, "a function or macro is printed", ""),
    ("{{ '{}'.format(css) }}", 1, "a function or macro is printed", ""),
    ("{{ css | upper }}", 1, "a function or macro is printed", ""),
    ("{{ [paper.title.upper] }}", 1, "a function or macro is printed", ""),
    ("{{ [cycler(1)] }}", 1, "a whole Cycler is printed", ""),
    ("{{ [paper.style] }}", 1, "a whole Style is printed", ""),
    ("{{ paper | string }}", 1, "a whole Paper is printed", ""),
    ("{{ 'a' ~ paper.title ~ paper }}", 1, "a whole Paper is printed", ""),
    ("{{ '%s' % [paper] }}", 1, "a whole Paper is printed", ""),
    ("{{ paper.parts | join(', ') }}", 1, "a whole Part is printed", ""),
    ("{{ paper }}", 1, "a whole Paper is printed, not one of its parts", ""),
    (
        "\n{% include 'ehsg/papr.html.j2' %}",
        2,
        "there is no template ehsg/papr.html.j2",
        "ehsg/paper.html.j2?",
    ),
    ("{% include 'none' %}", 1, "there is no template none", ""),
    ("{% import 'ehsg/paper.html.j2' as x %}", 0, "'paper' is undefined", "with context"),
    # What the sandbox keeps from templates.
    ("{{ ''.__class__ }}", 1, "access to attribute '__class__' of 'str' object is unsafe", "may only show"),
    ("{{ paper.title | attr('__class__') }}", 1, "'__class__' of 'str' object is unsafe", "may only show"),
    ("{{ paper['__class__'] }}", 1, "'__class__' of 'Paper' object is unsafe", "may only show"),
    ("{{ '{0.__class__}'.format(paper) }}", 1, "'__class__' of 'Paper' object is unsafe", ""),
    ("{{ chart.__globals__ }}", 1, "'__globals__' is undefined, as a part of a function", ""),
    ("{{ chart.__call__.__globals__ }}", 1, "'__call__' of '_Function' object is unsafe", ""),
    ("{{ css._does.__closure__ }}", 1, "'_does' of '_Function' object is unsafe", ""),
    ("{{ paper._replace(title='x') }}", 1, "'_replace' of 'Paper' object is unsafe", ""),
    ("{{ self.__init__.__globals__ }}", 1, "is unsafe", ""),
    ("{{ cycler.__init__.__globals__ }}", 1, "is unsafe", ""),
    ("{% set x = [] %}{{ x.append(1) }}", 1, "'append' of 'list' object is unsafe", ""),
    ("{{ {'a': 1}.keys() - [] }}", 1, "a set has no order", ""),
    # What is outside the folder.
    ("\n{% include '../x' %}", 2, "the template ../x is outside the folder", "that folder only"),
    ("{% include '/etc/passwd' %}", 1, "the template /etc/passwd is outside the folder", "that folder only"),
    ("{% include 'a/../../x' %}", 1, "the template a/../../x is outside the folder", ""),
    ("{% include 'C:/x' %}", 1, "the template C:/x is outside the folder", ""),
    (r"{% include '..\\x' %}", 1, "is outside the folder", ""),
    ("{% include 'a\\x00b' %}", 1, "is outside the folder", ""),
    ("{% extends 'ehsg/../paper.html.j2' %}", 1, "there is no template ehsg/../paper.html.j2", ""),
    ("{% include 'ehsg/assessment.yaml.j2' %}", 1, "there is no template ehsg/assessment.yaml.j2", ""),
    # What never comes to an end.
    ("\n{% include 'paper.html.j2' %}", 2, "comes back to itself without end", "includes or extends itself"),
    ("{% extends 'paper.html.j2' %}", 1, "comes back to itself without end", ""),
    ("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", 2, "comes back to itself without end", ""),
    ("{% block a %}{{ self.a() }}{% endblock %}", 1, "comes back to itself without end", ""),
    ("{{ " + "(" * 4000 + "1" + ")" * 4000 + " }}", 0, "nested too deeply", ""),
    ("{% for i in [1] %}" * 60 + "{% endfor %}" * 60, 0, "nested too deeply", "a macro"),
    ("{{ range(10**9) | length }}", 1, "Range too big", ""),
    (
        "\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        2,
        ", takes longer than 1.5 seconds: making the paper was stopped",
        "without end",
    ),
    ("{{ 'a' * 10**10 }}", 1, ", repeats a text or list up to 10,000,000,000 characters", "without end"),
    ("{{ 10**10 * [1] }}", 1, ", repeats a text or list up to 10,000,000,000 characters", ""),
    ("{{ 10 ** (10 ** 10) }}", 1, ", raises a number to a power that is too large", ""),
    (
        "{% set n = namespace(s='aa') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        1,
        ", needs too much memory",
        "",
    ),
    ("{{ 'a' | center(10**9) }}", 1, ", needs too much memory", ""),
    ("{{ '%999999999d' | format(1) }}", 1, ", needs too much memory", ""),
    ("{{ '%999999999d' % 1 }}", 1, ", needs too much memory", ""),
    ("{{ '{:999999999}'.format(1) }}", 1, ", needs too much memory", ""),
    ("{{ range(99999) | join('x' * 99999) }}", 1, ", needs too much memory", ""),
    (
        "{% for i in range(99999) %}{% for j in range(99999) %}" + "x" * 1000 + "{% endfor %}{% endfor %}",
        0,
        "gives more than 33,554,432 characters",
        "",
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"), MISTAKES, ids=[text[:40] for text, *_ in MISTAKES]
)
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory has no bound, and time no line")
def test_a_mistake_is_one_line_with_its_place(
    folder: Path, board: Paper, text: str, line: int, message: str, hint: str
) -> None:
    """The template, the line, what is wrong, and what to do; within seconds, whatever the template does."""
    begun = time.monotonic()
    with pytest.raises(UserError) as caught:
        page(folder, board, text, TIGHT)
    assert time.monotonic() - begun < 10
    said = caught.value.message
    assert said.startswith(f"{folder}/{PAGE}, line {line}" if line else f"{folder}/{PAGE}")
    assert message in said
    assert hint in caught.value.hint
    assert caught.value.hint
    assert "\n" not in said + caught.value.hint
    assert " at 0x" not in said
    assert len(said) < 400 + len(str(folder))
    assert active_children() == []


def test_the_place_is_that_in_the_councils_own_file(folder: Path, board: Paper) -> None:
    """Also where one of our macros, or a file that was included, could not go on."""
    put(folder / "part.html", "\n\n{{ areaname }}")
    with pytest.raises(UserError, match=re.escape(f"{folder}/part.html, line 3: 'areaname' is undefined")):
        page(folder, board, 'x\n{% include "part.html" %}')
    with pytest.raises(UserError, match=re.escape(f"{folder}/{PAGE}, line 2: ")):
        page(folder, board, EXTENDS + "{% block answer %}\n{{ facts(3) }}{% endblock %}")


# The folder


def test_a_folder_that_holds_nothing_of_use_is_told(tmp_path: Path, board: Paper) -> None:
    """A name with a slip in it would otherwise be passed over without a word."""
    put(tmp_path / "paper.htm.j2", "x")
    with pytest.raises(UserError, match="holds no template that is used") as caught:
        render_own_html(str(tmp_path), board)
    assert caught.value.hint == "did you mean paper.html.j2 with paper.htm.j2?"
    (tmp_path / "paper.htm.j2").rename(tmp_path / "zzz")
    with pytest.raises(UserError) as caught:
        render_own_html(str(tmp_path), board)
    assert all(name in caught.value.hint for name in REPLACEABLE)


@pytest.mark.parametrize(
    ("name", "message"),
    [("none", "there is no folder"), ("file", "is a file"), ("a\0b", "there is no folder")],
)
def test_what_is_no_folder_is_told(tmp_path: Path, board: Paper, name: str, message: str) -> None:
    """In one line."""
    put(tmp_path / "file")
    with pytest.raises(UserError, match=message):
        render_own_html(os.path.join(tmp_path, name), board)  # noqa: PTH118  # no Path holds a NUL


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")
def test_a_link_out_of_the_folder_is_not_followed(folder: Path, board: Paper) -> None:
    """To a file, through a folder, and for a style sheet; one within the folder is followed."""
    secret = put(folder.parent / "secret" / "paper.html.j2", "SECRET")
    (folder / PAGE).symlink_to(secret)
    with pytest.raises(UserError, match="leads out of the folder"):
        render_own_html(str(folder), board)
    (folder / PAGE).unlink()
    (folder / "sub").symlink_to(secret.parent)
    with pytest.raises(UserError, match="leads out of the folder"):
        page(folder, board, "{% include 'sub/paper.html.j2' %}")
    (folder / EXTRA_SHEET).symlink_to(secret)
    with pytest.raises(UserError, match="leads out of the folder"):
        page(folder, board, EXTENDS)
    (folder / "within").symlink_to(put(folder / "part.html", "within"))
    assert page(folder, board, "{% include 'within' %}") == "within\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of POSIX")
def test_only_ordinary_files_are_read(folder: Path, board: Paper) -> None:
    """A pipe would be waited for, and a folder is none."""
    os.mkfifo(folder / "pipe")
    (folder / "sub").mkdir()
    for name in ("pipe", "sub"):
        with pytest.raises(UserError, match=f"{name} is no ordinary file"):
            page(folder, board, f"{{% include '{name}' %}}", TIGHT)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe", "paper.html.j2 is not UTF-8 text"),
        (b"x" * (1024 * 1024 + 1), "paper.html.j2 is too large for a template"),
    ],
    ids=["bytes", "size"],
)
def test_what_is_no_text_is_told(folder: Path, board: Paper, data: bytes, message: str) -> None:
    """In one line that names the file."""
    put(folder / PAGE, data)
    with pytest.raises(UserError, match=message):
        render_own_html(str(folder), board)


@pytest.mark.parametrize("name", [EXTRA_SHEET, "paper.css"])
def test_a_style_sheet_cannot_end_itself(folder: Path, board: Paper, name: str) -> None:
    """What stands behind would be part of the page, as a script may be."""
    put(folder / name, "a {}\n</StYle><script>")
    with pytest.raises(UserError, match=re.escape(f"{name}, line 2: </StYle would end the style sheet")):
        render_own_html(str(folder), board)


# The process it runs in

STARTS = ["fork", "spawn"] if sys.platform == "linux" else ["spawn"]


@pytest.mark.parametrize("start", STARTS)
def test_what_comes_of_it_is_passed_on(start: str) -> None:
    """A text of any length, what was refused, and mistakes of ours; however the process begins."""
    text = "é" * 3_000_000
    assert contained.contained(works.says, (text,), Bounds(), start) == text
    with pytest.raises(UserError, match="no") as caught:
        contained.contained(works.refuses, (), Bounds(), start)
    assert caught.value.hint == "because"
    with pytest.raises(RuntimeError, match="ValueError: ours"):
        contained.contained(works.fails, (), Bounds(), start)
    with pytest.raises(Overrun, match="was ended by the system"):
        contained.contained(works.dies, (), Bounds(), start)
    with pytest.raises(Overrun, match="gives more than 10 characters"):
        contained.contained(works.says, ("x" * 11,), Bounds(output=10), start)
    assert active_children() == []


@pytest.mark.parametrize("start", STARTS)
def test_it_is_ended_when_its_time_is_over(start: str, tmp_path: Path) -> None:
    """Where it attends to a signal by itself, and else from outside; nobody is left behind."""
    with pytest.raises(Overrun, match=r"takes longer than 1 seconds"):
        contained.contained(works.sleeps, (60,), Bounds(seconds=1), start)
    noted = tmp_path / "pid"
    with pytest.raises(Overrun, match=r"takes longer than 1 seconds"):
        contained.contained(works.hears_nothing, (str(noted),), Bounds(seconds=1), start)
    assert active_children() == []
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(int(noted.read_text()), 0)


def test_a_paper_is_made_in_a_process_that_loads_everything_anew(
    folder: Path, board: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS: all that a template is given can be passed on, and so are mistakes."""
    monkeypatch.setattr(contained, "FORKS", False)
    put(folder / PAGE, EXTENDS)
    assert render_own_html(str(folder), board) == render_html(board)
    put(folder / PAGE, "{{ areaname }}")
    with pytest.raises(UserError, match=r"line 1: 'areaname' is undefined"):
        render_own_html(str(folder), board)
    put(folder / "form.txt.j2", "{{ view.area }}")
    assert render_own_form(str(folder), form(northbridge())) == "Northbridge (fictional)\n"


def test_a_second_thread_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold a lock that nobody would open in the copy."""
    monkeypatch.setattr(contained, "FORKS", True)
    monkeypatch.setattr(contained, "parent_process", lambda: None)
    before = contained._usual_start()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert contained._usual_start() == "spawn"
    finally:
        stop.set()
        thread.join()
    assert contained._usual_start() == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL if sys.platform != "win32" else 0])
def test_nobody_is_left_behind(tmp_path: Path, ending: int) -> None:
    """Whether somebody presses Ctrl-C or the system ends the process that waits."""
    code = (
        "import sys; from ehsg_cli.render.contained import Bounds, contained\n"
        "from tests.render.works import hears_nothing\n"
        "contained(hears_nothing, (sys.argv[1],), Bounds(seconds=60))"
    )
    noted = tmp_path / "pid"
    first = subprocess.Popen(
        [sys.executable, "-c", code, str(noted)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    try:
        _wait(lambda: noted.is_file() and noted.read_text() != "")
        second = int(noted.read_text())
        first.send_signal(ending)
        assert first.wait(10) != 0
        _wait(lambda: not _is_there(second))
    finally:
        first.kill()
        first.communicate()


def _wait(until: object) -> None:
    assert callable(until)
    for _ in range(200):
        if until():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen in time")


def _is_there(process: int) -> bool:
    with contextlib.suppress(OSError):
        # One that has ended and that nobody has asked about still has a number.
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False


# The page about it, and its example

DOCS = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "templates"


def test_the_page_lists_what_templates_can_use() -> None:
    """Every name there is; if this fails, `python -m tests.render.documented` mends it."""
    assert documented.with_lists(DOCS) == DOCS


def test_the_lists_reach_everything() -> None:
    """Also what stands in a part of a part."""
    listed = {kind.__name__ for kind in documented.reached(Paper)}
    assert {"Entry", "Table", "Cell", "Chart", "PlanView", "ActionRow", "Logo", "DescriptorView"} <= listed


def test_the_page_names_every_block_and_file() -> None:
    """In their order for the page, and what the Markdown has of them."""
    named = blocks(PAGE)
    assert set(blocks("paper.md.j2")) == set(named) - {"style", "masthead"}
    for name in (*named, *REPLACEABLE):
        assert f"`{name}`" in DOCS, name


def test_the_page_names_the_usual_bounds() -> None:
    """As they are."""
    bounds = own_templates.BOUNDS
    text = " ".join(DOCS.split())
    for said in (
        f"{bounds.seconds} seconds",
        f"{bounds.memory // 1024**2} MiB of memory",
        f"{bounds.output // 1024**2} million characters",
        f"a template file may have {own_templates._MOST_BYTES // 1024**2} MiB",
        f"a `range` {MAX_RANGE:,} entries",
    ):
        assert said in text, said


@pytest.mark.parametrize(("language", "name"), [("jinja", PAGE), ("css", EXTRA_SHEET), ("toml", "ehsg.toml")])
def test_the_page_shows_the_example_as_it_is(language: str, name: str) -> None:
    """Word for word, but for what the settings say about themselves."""
    (shown,) = fenced(DOCS, language)
    written = (EXAMPLE / name).read_text(encoding="utf-8")
    assert written[written.index("[report]") if language == "toml" else 0 :].strip() == shown.strip()


def test_the_example_overrides_what_it_says(board: Paper) -> None:
    """The reference line, the verdict as a sentence, the style sheet; the rest is ours."""
    made = render_own_html(str(EXAMPLE), board)
    assert '<p class="reference">Northbridge City Council · for decision · 2023</p>' in made
    assert '<p class="ruling"><strong>Met:</strong>' in made
    assert ".reference { margin" in made
    assert board.headline in made
    assert "For decision, 2023" in render_own_markdown(str(EXAMPLE), board)
