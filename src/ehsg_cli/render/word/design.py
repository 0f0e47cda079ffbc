"""How our Word files look: styles, lists and the page, on top of python-docx's own template.

A council's reference document keeps all of its own; it is given only those styles of a paper that it lacks.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from ehsg_cli.render import palette
from ehsg_cli.render.word.elements import CENTIMETRE, POINT, Element, make

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGE = "en-GB"
_SET_SOLID = 240
# The sizes of letters in paragraphs and in tables, in points.
LETTERS, LETTERS_OF_CELLS = 10, 9
_FONT, _CODE_FONT = "Calibri", "Consolas"
_HEADINGS = 4
_USUAL_WIDTH, _USUAL_MARGIN = 17 * CENTIMETRE, 2 * CENTIMETRE
# Word's own bound for the width of a page.
_WIDEST = 31680
_LIST_DEPTHS = 9
_STEP = 400
_BULLETS = ("\N{BULLET}", "\N{EN DASH}")
_NUMBERS = ("decimal", "lowerLetter", "lowerRoman")


class Density(NamedTuple):
    """How much goes on a page: the size of letters and of what is left blank, against the usual."""

    letters: float
    air: float


USUAL = Density(1, 1)
ON_ONE_PAGE = Density(0.95, 0.6)


class _Look(NamedTuple):
    """A style: the properties of its text and of its paragraphs, as XML in Word's order."""

    name: str
    text: str = ""
    paragraph: str = ""
    kind: str = "paragraph"
    based_on: str = "Normal"
    after: str = ""
    table: str = ""


def style_ids(
    document: "Document", colour: str, *, ours: bool, density: Density = USUAL
) -> Mapping[str, str]:
    """The id of every style that a paper uses, by its name; what the document lacks is added.

    Args:
        document: whose styles.
        colour: of headings and rules, as `#12436d`.
        ours: give the styles that are there our look as well.
        density: how much goes on a page.
    """
    styles = document.styles.element
    # Word keeps the names of its own styles in English; their capitals depend on who wrote the file.
    there = {
        (style.get(qn("w:type")), style.name_val.casefold()): style
        for style in styles.style_lst
        if style.name_val
    }
    ids = {style.get(qn("w:styleId")) for style in styles.style_lst}
    default = next(
        (s for s in styles.style_lst if s.get(qn("w:type")) == "paragraph" and s.get(qn("w:default")) == "1"),
        None,
    )
    found: dict[str, str] = {"Normal": default.get(qn("w:styleId")) if default is not None else ""}
    for look in _looks(colour, density):
        style = there.get((look.kind, look.name.casefold()))
        if style is not None and (not ours or look.name == "Normal"):
            found[look.name] = style.get(qn("w:styleId")) or ""
            if ours:
                _fill(style, look)
            continue
        id = look.name.replace(" ", "")
        if style is not None:
            id = style.get(qn("w:styleId"))
            styles.remove(style)
        elif look.name == "Normal":
            continue
        while style is None and id in ids:
            id += "1"
        ids.add(id)
        styles.append(_style(look, id, found))
        found[look.name] = id
    return found


def _fill(style: Element, look: _Look) -> None:
    for tag in ("w:pPr", "w:rPr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    style.extend(_properties(look))


def _style(look: _Look, id: str, found: Mapping[str, str]) -> Element:
    custom = {"customStyle": 1} if look.name.startswith("Paper ") else {}
    based_on = found.get(look.based_on, "") if look.kind == "paragraph" else ""
    after = found.get(look.after, "")
    style = make(
        "style",
        make("name", val=look.name),
        make("basedOn", val=based_on) if based_on else None,
        make("next", val=after) if after else None,
        make("uiPriority", val=1),
        make("qFormat"),
        type=look.kind,
        styleId=id,
        **custom,
    )
    style.extend(_properties(look))
    return style


def _properties(look: _Look) -> list[Element]:
    parts = [("pPr", look.paragraph), ("rPr", look.text)]
    made = [parse_xml(f"<w:{tag} {nsdecls('w')}>{inner}</w:{tag}>") for tag, inner in parts if inner]
    if look.table:
        made += list(parse_xml(f"<w:style {nsdecls('w')}>{look.table}</w:style>"))
    return made


def _looks(colour: str, density: Density) -> list[_Look]:
    """Every style, each after those that it rests on."""
    roles = palette.light(colour)
    accent, soft, line, tint = (roles[role].lstrip("#") for role in ("accent", "soft", "line", "tint"))
    dark, ground = roles["ink"].lstrip("#"), palette.GROUND.lstrip("#")
    kept = "<w:keepNext/><w:keepLines/>"

    def size(points: float) -> str:
        halves = round(points * density.letters * 2)
        return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'

    def space(before: float, after: float, line: int = 247) -> str:
        above, below = (round(each * density.air * POINT) for each in (before, after))
        height = line if density == USUAL else _SET_SOLID
        return f'<w:spacing w:before="{above}" w:after="{below}" w:line="{height}" w:lineRule="auto"/>'

    def ink(shade: str) -> str:
        return f'<w:color w:val="{shade}"/>'

    def border(side: str, eighths: int, shade: str, room: int = 0) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{room}" w:color="{shade}"/>'

    font = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}" w:eastAsia="{_FONT}"/>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>'
    beside = f"<w:pBdr>{border('left', 36, accent, 10)}</w:pBdr>{shade}"
    room = round(18 * density.air)
    sides = (("top", room), ("left", 80), ("bottom", room), ("right", 80))
    padding = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    inset = '<w:ind w:left="284" w:right="57"/>'
    return [
        _Look("Normal", f'{font}{size(LETTERS)}<w:lang w:val="{LANGUAGE}"/>', space(0, 4)),
        _Look("Title", f"{font}<w:b/>{ink(accent)}{size(18)}", kept + space(0, 2, 240), after="Normal"),
        _Look("Subtitle", f"{font}{ink(soft)}{size(LETTERS)}", space(0, 6), after="Normal"),
        *(
            _Look(
                f"heading {level}",
                f"{font}<w:b/>{ink(tone)}{size(points)}",
                f'{kept}{rule}{space(before, after, 240)}<w:outlineLvl w:val="{level - 1}"/>',
                after="Normal",
            )
            for level, points, tone, before, after, rule in (
                (1, 14, accent, 12, 5, f"<w:pBdr>{border('bottom', 8, accent, 2)}</w:pBdr>"),
                (2, 12, accent, 9, 3, ""),
                (3, 10.5, "auto", 7, 2, ""),
                (_HEADINGS, LETTERS, soft, 6, 2, ""),
            )
        ),
        _Look("caption", f"{font}<w:b/>{size(9.5)}", kept + space(6, 3, 240), after="Normal"),
        _Look("List Bullet", "", space(0, 4) + "<w:contextualSpacing/>"),
        _Look("List Number", "", space(0, 4) + "<w:contextualSpacing/>"),
        _Look("List Continue", "", space(0, 4) + "<w:contextualSpacing/>"),
        _Look("header", f"{ink(soft)}{size(8.5)}", space(0, 0, 240)),
        _Look("footer", f"{ink(soft)}{size(8.5)}", space(0, 0, 240)),
        _Look("TOC Heading", f"{font}<w:b/>{ink(accent)}{size(11)}", kept + space(8, 2, 240)),
        _Look("toc 1", size(9.5), space(0, 0, 240)),
        _Look(
            "Paper Draft",
            f"<w:b/>{ink(ground)}",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{dark}"/>{space(0, 8)}<w:jc w:val="center"/>',
        ),
        _Look("Paper Headline", f"<w:b/>{size(12.5)}", kept + beside + space(0, 3, 245) + inset),
        _Look("Paper Key Point", "", "<w:keepLines/>" + beside + space(0, 2, 245) + inset),
        _Look("Paper Label", f"<w:b/>{ink(soft)}{size(9.5)}", kept + space(3, 1)),
        _Look("Paper Fact", "", "<w:keepLines/>" + space(0, 2)),
        _Look("Paper Verdict", size(11), "<w:keepLines/>" + space(0, 4)),
        _Look("Paper Note", f"{ink(soft)}{size(9)}", space(2, 4)),
        _Look("Paper Prompt", f"<w:i/>{ink(soft)}", space(0, 4)),
        _Look("Paper Cell", size(LETTERS_OF_CELLS), space(0, 0, 240)),
        _Look("Paper Picture", "", space(0, 3, 240)),
        _Look("Paper Badge", f"{ink(accent)}{shade}", kind="character"),
        _Look("Paper Aside", f"{ink(soft)}{size(9.5)}", kind="character"),
        _Look("Hyperlink", f'{ink(accent)}<w:u w:val="single"/>', kind="character"),
        _Look(
            "Paper Code",
            f'<w:rFonts w:ascii="{_CODE_FONT}" w:hAnsi="{_CODE_FONT}" w:cs="{_CODE_FONT}"/>{size(9)}',
            kind="character",
        ),
        _Look(
            "Paper Table",
            kind="table",
            table=(
                "<w:tblPr><w:tblBorders>"
                f"{border('top', 4, line)}{border('bottom', 8, accent)}{border('insideH', 4, line)}"
                f"</w:tblBorders><w:tblCellMar>{padding}</w:tblCellMar></w:tblPr>"
                f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
                f"{border('top', 8, accent)}{border('bottom', 8, accent)}</w:tcBorders>"
                f"{shade}</w:tcPr></w:tblStylePr>"
                f'<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
                f"{border('top', 8, accent)}</w:tcBorders></w:tcPr></w:tblStylePr>"
            ),
        ),
    ]


# The page


def lay_out(document: "Document", *, narrow: bool) -> None:
    """Make python-docx's template ours: A4, no styles that no paper uses, settings of today's Word.

    `narrow` is about the margins above and below.
    """
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = (Mm(15), Mm(14)) if narrow else (Mm(20), Mm(18))
    section.header_distance = section.footer_distance = Mm(7) if narrow else Mm(10)
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.get(qn("w:type")) == "table" and style.name_val not in ("Normal Table", "Table Grid"):
            styles.remove(style)
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.extend(
        (
            make("zoom", percent=100),
            make("defaultTabStop", val=720),
            make("characterSpacingControl", val="doNotCompress"),
            # Without it Word opens a file in its compatibility mode, and says so above it.
            make(
                "compat",
                make(
                    "compatSetting",
                    name="compatibilityMode",
                    uri="http://schemas.microsoft.com/office/word",
                    val=15,
                ),
            ),
            make("themeFontLang", val=LANGUAGE),
            make("decimalSymbol", val="."),
            make("listSeparator", val=","),
        )
    )


def speak_english(document: "Document") -> None:
    """Say everywhere that the language is British English, where any English or none was named."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = make("docDefaults")
        styles.insert(0, defaults)
    around = defaults.find(qn("w:rPrDefault"))
    if around is None:
        around = make("rPrDefault")
        defaults.insert(0, around)
    properties = around.find(qn("w:rPr"))
    if properties is None:
        properties = make("rPr")
        around.append(properties)
    if properties.find(qn("w:lang")) is None:
        properties.append(make("lang", val=LANGUAGE))
    properties.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
    for said in styles.iter(qn("w:lang")):
        if (said.get(qn("w:val")) or "en").startswith("en"):
            said.set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    of_theme = settings.find(qn("w:themeFontLang"))
    if of_theme is not None:
        of_theme.set(qn("w:val"), LANGUAGE)


def text_width(section: Element) -> int:
    """How wide the lines of a section are, in twentieths of a point."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margins is None:
        return _USUAL_WIDTH
    width = number_of(size, "w") or _USUAL_WIDTH + 2 * _USUAL_MARGIN
    beside = sum(number_of(margins, side) for side in ("left", "right", "gutter"))
    return max(3 * CENTIMETRE, min(width - beside, _WIDEST))


def text_height(section: Element) -> int:
    """How high the lines of a page of a section are together, in the same."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return number_of(size, "h") - number_of(margins, "top") - number_of(margins, "bottom")


def number_of(element: Element, attribute: str) -> int:
    """A number that an attribute of Word's holds; 0 for none, and for what is none."""
    written = element.get(qn(f"w:{attribute}")) or ""
    return int(written) if written.isdecimal() and len(written) < 10 else 0


# Lists


def list_definitions(numbering: Element) -> tuple[int, int]:
    """Add our two kinds of list to a document; the ids of that with bullets and of that with numbers."""
    taken = [number_of(each, "abstractNumId") for each in numbering.findall(qn("w:abstractNum"))]
    first = max(taken, default=-1) + 1
    for id, ordered in ((first, False), (first + 1, True)):
        levels = [_level(depth, ordered=ordered) for depth in range(_LIST_DEPTHS)]
        made = make("abstractNum", make("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=id)
        # Word wants every one of these before the lists that are made from them.
        lists = numbering.findall(qn("w:num"))
        if lists:
            lists[0].addprevious(made)
        else:
            numbering.append(made)
    return first, first + 1


def _level(depth: int, *, ordered: bool) -> Element:
    kind = _NUMBERS[depth % len(_NUMBERS)] if ordered else "bullet"
    shown = f"%{depth + 1}." if ordered else _BULLETS[depth % len(_BULLETS)]
    return make(
        "lvl",
        make("start", val=1),
        make("numFmt", val=kind),
        make("lvlText", val=shown),
        make("lvlJc", val="left"),
        make("pPr", make("ind", left=list_indent(depth), hanging=_STEP * 3 // 4)),
        ilvl=depth,
    )


def list_indent(depth: int) -> int:
    """Where the text of a list's entry begins."""
    return _STEP * (min(depth, _LIST_DEPTHS - 1) + 1)


def new_list(numbering: Element, kind: int, start: int) -> int:
    """A list of its own, which counts from `start` at every depth; its id."""
    taken = [number_of(each, "numId") for each in numbering.findall(qn("w:num"))]
    id = max(taken, default=0) + 1
    overrides = [
        make("lvlOverride", make("startOverride", val=start if depth == 0 else 1), ilvl=depth)
        for depth in range(_LIST_DEPTHS)
    ]
    made = make("num", make("abstractNumId", val=kind), *overrides, numId=id)
    lists = numbering.findall(qn("w:num"))
    if lists:
        lists[-1].addnext(made)
    else:
        numbering.append(made)
    return id
