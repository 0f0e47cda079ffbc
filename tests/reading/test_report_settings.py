"""The table `report` of the settings: what can stand in it, and what is said of mistakes."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ehsg_cli.colours import LIGHT, TEXT_CONTRAST, contrast
from ehsg_cli.errors import UserError
from ehsg_cli.reading.logos import read_logo
from ehsg_cli.reading.nearest import SettingsLookup
from ehsg_cli.reading.report_settings import ReportSettings, readable_colour
from ehsg_cli.reading.settings import read_settings
from ehsg_cli.rules import CATALOGUE
from tests.helpers import put

FULL = """
ignore = ["EH402"]

[report]
council = "Northbridge City Council"
colour = "#7A1F5C"
logo = "pictures/logo.svg"
introduction = '''
For the *board*.
'''
templates = "templates"
reference_doc = "council.docx"

[[report.headings]]
title = "Recommendations"
text = "1. Note the scores."

[[report.headings]]
title = "Legal implications"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAACAAAAAQAQMAAABNzu8aAAAAA1BMVEV6H1xRm8MdAAAADElEQVR42mNgoC4AAABQAAHNzSSG"
    "AAAAAElFTkSuQmCC"
)
# As cameras begin it, of a size, and with so much of a picture as a program needs to see that it is whole.
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x10\x01\x01\x11\x00"
    b"\xff\xda\x00\x08\x01\x01\x00\x00?\x00\xd2\xcf\x20\xff\xd9"
)


def read(path: Path) -> ReportSettings:
    report = read_settings(str(path), CATALOGUE).report
    assert report is not None
    return report


def test_everything_a_council_can_set(tmp_path: Path) -> None:
    """Paths are those from the folder of the settings, a colour in small letters."""
    report = read(put(tmp_path / "ehsg.toml", FULL))
    assert report.council == "Northbridge City Council"
    assert report.colour == "#7a1f5c"
    assert report.logo == str(tmp_path / "pictures" / "logo.svg")
    assert report.introduction == "For the *board*.\n"
    assert report.templates == str(tmp_path / "templates")
    assert report.reference_doc == str(tmp_path / "council.docx")
    assert [(each.title, each.text) for each in report.headings] == [
        ("Recommendations", "1. Note the scores."),
        ("Legal implications", ""),
    ]


def test_it_may_stand_in_a_python_projects_file(tmp_path: Path) -> None:
    """As the other settings may."""
    path = put(tmp_path / "pyproject.toml", '[tool.ehsg.report]\ncouncil = "Northbridge"\n')
    assert read(path).council == "Northbridge"
    in_force = SettingsLookup(CATALOGUE).of(str(tmp_path / "area.yaml"))
    assert in_force is not None
    assert in_force.report is not None
    assert in_force.report.council == "Northbridge"


def test_nothing_is_set_where_nothing_stands(tmp_path: Path) -> None:
    """And an empty table sets nothing either."""
    assert read_settings(str(put(tmp_path / "ehsg.toml", "ignore = []")), CATALOGUE).report is None
    assert read(put(tmp_path / "ehsg.toml", "[report]\n")) == ReportSettings()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("report = 1", "report is no table", "[report] on a line of its own"),
        ("[[report]]\ncouncil = 'x'", "report is no table", "[report] on a line of its own"),
        ("[report]\ncolur = '#000'", "table report, has the key colur", "did you mean colour?"),
        ("[report]\ncolor = '#000'", "table report, has the key color", "did you mean colour?"),
        ("[report]\nname = 'x'", "table report, has the key name", "did you mean council?"),
        ("[report]\nx = 'x'", "table report, has the key x", "the keys there are council, colour, logo,"),
        ("[report]\ncouncil = 1", "table report, has a value for council", 'council = "Northbridge'),
        ("[report]\nlogo = true", "table report, has a value for logo", 'logo = "logo.svg"'),
        ("[report]\nlogo = ' '", "table report, has an empty logo", 'logo = "logo.svg"'),
        ("[report]\ntemplates = ''", "table report, has an empty templates", 'templates = "templates"'),
        ("[report]\nreference_doc = ['a']", "has a value for reference_doc", "council.docx"),
        ("[report]\nintroduction = []", "table report, has a value for introduction", "write Markdown"),
        ("[report]\nheadings = ['Legal']", "entry 1 of report.headings, has a value", "[[report.headings]]"),
        ("[report]\nheadings = 'Legal'", "table report, has a value for headings", "[[report.headings]]"),
        ("[report.headings]\ntitle = 'x'", "table report, has a value for headings", "[[report.headings]]"),
        ("[[report.headings]]\ntext = 'x'", "entry 1 of report.headings, has no title", "title ="),
        (
            "[[report.headings]]\ntitle = 'Legal'\n[[report.headings]]\ntitle = ' legal '",
            "entry 2 of report.headings, has the title legal, as entry 1 has",
            "another title",
        ),
        ("[[report.headings]]\ntitle = ' '", "entry 1 of report.headings, has no title", "title ="),
        (
            "[[report.headings]]\ntitle = 'a'\n[[report.headings]]\ntitle = 'b'\ntxt = 'c'",
            "entry 2 of report.headings, has the key txt",
            "did you mean text?",
        ),
        ("[[report.headings]]\ntitle = 1", "entry 1 of report.headings, has a value for title", "title ="),
        ("[report]\ncolour = 'navy'", "sets colour to navy, which is no colour", 'colour = "#12436d"'),
        ("[report]\ncolour = '7a1f5c'", "sets colour to 7a1f5c", 'write colour = "#7a1f5c"'),
        ("[report]\ncolour = '#12345'", "sets colour to #12345, which is no colour", "in hexadecimal"),
        ("[report]\ncolour = '#12436d80'", "sets colour to #12436d80, which is no colour", "in hexadecimal"),
        ("[report]\ncolour = 'red; } x {'", 'sets colour to "red; } x {"', "in hexadecimal"),
        ("[report]\ncolour = 0", "has a value for colour", "in hexadecimal"),
        ("[reprot]\ncouncil = 'x'", "has the key reprot", "did you mean report?"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_mistake_is_one_line_with_a_remedy(tmp_path: Path, text: str, message: str, hint: str) -> None:
    """The file, the key, and what may stand there."""
    path = put(tmp_path / "ehsg.toml", text)
    with pytest.raises(UserError) as caught:
        read_settings(str(path), CATALOGUE)
    assert caught.value.message.startswith(str(path))
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert "\n" not in caught.value.message + caught.value.hint


# Colours


@pytest.mark.parametrize(
    ("written", "colour"), [("#7a1f5c", "#7a1f5c"), ("#7A1F5C", "#7a1f5c"), ("#036", "#003366")]
)
def test_a_colour_may_be_short_and_in_capitals(written: str, colour: str) -> None:
    """It means the same."""
    assert readable_colour(written, "ehsg.toml") == colour


def test_a_colour_that_cannot_be_read_is_refused_with_its_ratio() -> None:
    """And a darker shade of it that can be read is named."""
    with pytest.raises(UserError) as caught:
        readable_colour("#fc0", "ehsg.toml")
    assert caught.value.message == (
        "ehsg.toml: the colour #ffcc00 has a contrast of 1.5 to 1 with white; papers need 4.5 to 1, "
        "so that everybody can read what is set in it"
    )
    assert caught.value.hint == "#8f7200 is the same colour, darker, and has 4.5 to 1"


@pytest.mark.parametrize("colour", ["#ffffff", "#ff0000", "#777777", "#00ffff", "#f46a25", "#28a197"])
def test_the_shade_that_is_named_is_accepted(colour: str) -> None:
    """Of every colour; its parts stay in proportion, and no ratio is rounded up over the threshold."""
    with pytest.raises(UserError) as caught:
        readable_colour(colour, "ehsg.toml")
    told = float(caught.value.message.partition("contrast of ")[2].split()[0])
    assert told <= contrast(colour, LIGHT) < TEXT_CONTRAST
    assert told < TEXT_CONTRAST
    shade = caught.value.hint[:7]
    assert readable_colour(shade, "ehsg.toml") == shade
    was, now = ([int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in (colour, shade))
    assert [a * max(was) // 255 for a in now] == pytest.approx([b * max(now) // 255 for b in was], abs=1)


# The logo


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (SVG.encode(), "image/svg+xml"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a logo -->\n' + SVG.encode(), "image/svg+xml"),
        (SVG.replace("<rect", '<use href="#a"/><rect').encode(), "image/svg+xml"),
        *(
            (SVG.replace("<rect", f"{sound}<rect").encode(), "image/svg+xml")
            for sound in (
                "<style>a{fill:url( '#b' ); font-family:'A'} /* url(#x) */</style>",
                "<g fill='url(#b)' style='filter:url(\"#c\")'/>",
                "<image href='data:image/png;base64,AA=='/>",
                "<title>An url(of) ours, @imported</title>",
                "<animate attributeName='x' values='1;2'/>",
            )
        ),
        (SVG.replace("viewBox", "width='100%' height='100%' viewBox").encode(), "image/svg+xml"),
        (SVG.replace("viewBox='0 0 9 9'", "width='2e1mm' height=' 3.5in'").encode(), "image/svg+xml"),
        (SVG.replace("0 0 9 9", "0, 0, 9,.5").encode(), "image/svg+xml"),
    ],
)
def test_a_logo_is_known_by_its_bytes(tmp_path: Path, data: bytes, kind: str) -> None:
    """Whatever its name says."""
    logo = read_logo(str(put(tmp_path / "logo.txt", data)))
    assert logo == (data, kind)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no PNG, JPEG or SVG picture"),
        (b"GIF89a", "is no PNG, JPEG or SVG picture"),
        (SVG.encode("utf-16"), "is no PNG, JPEG or SVG picture"),
        (b"<html><svg></html>", "is no SVG picture"),
        (b"<svg/>", "is no SVG picture: it does not begin with <svg> of the SVG namespace"),
        (SVG.replace("</svg>", "").encode(), "is no sound SVG: it breaks off in line 1"),
        (SVG.replace("<rect", "<script>x</script><rect").encode(), "holds <script>"),
        (SVG.replace("<rect", "<rect onload='x'").encode(), "holds onload"),
        *(
            (SVG.replace("<rect", f"{wrong}<rect").encode(), message)
            for wrong, message in (
                ("<style>@import url(#x);</style>", "with @import"),
                ("<style>a{}<g/>@IMP\\4f RT 'x';</style>", "with @import"),
                ("<style><![CDATA[a{fill: URL( 'http://x.org/a#b' )}]]></style>", "at http://x.org/a#b"),
                ("<style>a{fill:u\\72l(//x)}</style>", "points out of itself, at //x"),
                ("<style>a{background:image-set('x.png' 1x)}</style>", "holds image-set()"),
                (
                    "<g style='fill:url(#a);background:url(http://x/z)'/>",
                    "points out of itself, at http://x/z",
                ),
                ("<g fill='url(\"x.svg#a\")'/>", "points out of itself, at x.svg#a"),
                ("<a><set attributeName='href' to='javascript:x'/></a>", "changes with <set>"),
                ("<a><animate attributeName='x:href' values='y'/></a>", "changes with <animate>"),
                ("<use href='data:image/svg+xml,x'/>", "points out of itself"),
                ("<g xml:base='http://x/'/>", "points out of itself, at http://x/"),
                ("<img xmlns='http://www.w3.org/1999/xhtml' src='http://x/'/>", "holds <img>"),
                ("<?xml-stylesheet href='x.css'?>", "has its style sheet in another file"),
            )
        ),
        (SVG.replace("viewBox='0 0 9 9'", "").replace('viewBox="0 0 9 9"', "").encode(), "has no size"),
        (SVG.replace("0 0 9 9", "0 0 0 0").encode(), "has no size"),
        (SVG.replace("0 0 9 9", "0 0 nan 9").encode(), "has no size"),
        (SVG.replace("viewBox", "width='-5' height='5' viewbox").encode(), "has no size"),
        (SVG.replace("0 0 9 9", "0 0 1 21").encode(), "is more than 20 times as high"),
        (
            SVG.replace("viewBox", "width='1mm' height='21cm' viewBox").encode(),
            "is more than 20 times as high",
        ),
        (SVG.replace("<rect", '<image href="file:///etc/passwd"/><rect').encode(), "points out of itself"),
        (SVG.replace("<rect", '<a href=" javascript:x"><rect/></a><rect').encode(), "points out of itself"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.encode(), "declares XML entities"),
        (PNG + b"\0" * 1024 * 1024, "is larger than 1 MiB"),
        (PNG[:8], "is damaged, or only the beginning of a picture"),
        (PNG[:-12], "is damaged, or only the beginning of a picture"),
        (PNG[:60] + b"!" + PNG[61:], "is damaged, or only the beginning of a picture"),
        (PNG[:8] + PNG[33:], "is damaged, or only the beginning of a picture"),
        (b"\xff\xd8\xff\xe0", "is damaged, or only the beginning of a picture"),
        (JPEG[:-2], "is damaged, or only the beginning of a picture"),
        (JPEG[:24], "is damaged, or only the beginning of a picture"),
        (JPEG.replace(b"\x00\x08\x00\x10", b"\x00\x00\x00\x10"), "is damaged, or only the beginning"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    """In one line that names the file."""
    path = put(tmp_path / "logo.svg", data)
    with pytest.raises(UserError) as caught:
        read_logo(str(path))
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert caught.value.hint


def test_a_logo_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """Not there, or a folder."""
    for name in ("nowhere.png", "", "a\0b"):
        with pytest.raises(UserError):
            read_logo(os.path.join(tmp_path, name))  # noqa: PTH118  # no Path holds a NUL


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of POSIX")
def test_a_pipe_or_device_is_not_waited_for(tmp_path: Path) -> None:
    """Reading it might never end."""
    os.mkfifo(tmp_path / "logo.png")
    for path in (str(tmp_path / "logo.png"), "/dev/zero"):
        with pytest.raises(UserError, match="is no ordinary file"):
            read_logo(path)


# What it costs


def test_checking_reads_no_logo_and_loads_nothing_more(tmp_path: Path) -> None:
    """`ehsg validate` knows the table's shape, and loads what reads it only where there is one."""
    put(tmp_path / "a.yaml", "ehsg: assessment/1\nguide: ehsg-2022\nperiod: 2022\n")
    put(tmp_path / "ehsg.toml", "ignore = []\n")
    code = (
        "import sys; from ehsg_cli.cli import run; code = run(['validate', 'a.yaml']); "
        "sys.stderr.write(f'{code} ' + ' '.join(sorted(m for m in sys.modules if 'report_settings' in m "
        "or m in ('ehsg_cli.colours', 'xml', 'multiprocessing', 'jinja2'))))"
    )
    run = [sys.executable, "-c", code]
    plain = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert plain.stderr == "0 "
    put(tmp_path / "ehsg.toml", "[report]\nlogo = 'nowhere.png'\n")
    with_table = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert with_table.stderr == "0 ehsg_cli.colours ehsg_cli.reading.report_settings"
