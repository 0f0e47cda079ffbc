"""What every part of a Word file is written with: styles by name, lists, pictures, links, running numbers."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.shared import Emu

from ehsg_cli.render.word import design
from ehsg_cli.render.word.elements import CENTIMETRE, POINT, Element, Mark, make, picture, text
from ehsg_cli.views.style import Style

if TYPE_CHECKING:
    from docx.document import Document
    from docx.parts.story import StoryPart

    from ehsg_cli.views.charts import Chart

HIGHEST_CHART = 15 * CENTIMETRE
_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
# Word calls a file damaged if an address in it is no address to Windows. Longer ones it does not follow.
_UNFIT_IN_ADDRESSES = re.compile(r"[^\x21-\x7e]|[\"<>\\^`{|}\[\]]|%(?![0-9a-fA-F]{2})")
_LONGEST_ADDRESS = 2000
_LONGEST_BOOKMARK = 40


class Pen:
    """Writes into one document.

    Attributes:
        document: the document.
        part: that links and pictures belong to: the document itself, a header or a footer.
        styles: the id of each style by its name.
        width: of the lines, in twentieths of a point.
        style: what the council adds.
        draw: a chart as SVG.
        targets: ids of the descriptors and headings that this document can be gone to for.
        is_among_targets: whether it is those that are being written.
        contents: the headings of the uppermost level, each with its bookmark.
        highest_chart: how much of a page's height a chart may take, in the same.
    """

    def __init__(
        self,
        document: "Document",
        styles: Mapping[str, str],
        style: Style,
        draw: "Callable[[Chart, Style, int], bytes]",
        *,
        width: int,
        highest: int = HIGHEST_CHART,
    ) -> None:
        self.document = document
        self.part: StoryPart = document.part
        self.styles = styles
        self.style = style
        self.width = width
        self.draw = draw
        self.highest_chart = highest
        self.targets: frozenset[str] = frozenset()
        self.is_among_targets = False
        self.contents: list[tuple[str, str]] = []
        self._kinds: tuple[int, int] | None = None
        self._bookmarks = _highest(document.element.body, "w:bookmarkStart")
        self._pictures = _highest(document.element, "wp:docPr", "id")
        self._numbered = {"Table": 0, "Figure": 0}

    # Numbers

    def next_bookmark(self) -> int:
        """A number that no bookmark has yet."""
        self._bookmarks += 1
        return self._bookmarks

    def next_of(self, label: str) -> int:
        """The number of the next table or figure."""
        self._numbered[label] += 1
        return self._numbered[label]

    # Lists

    def new_list(self, *, ordered: bool, start: int = 1) -> int:
        """The id of a new list."""
        numbering = self._numbering()
        if self._kinds is None:
            self._kinds = design.list_definitions(numbering)
        return design.new_list(numbering, self._kinds[ordered], start)

    def _numbering(self) -> Element:
        part = self.document.part
        try:
            return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element  # type: ignore[attr-defined]  # untyped
        except KeyError:
            name, package = PackURI("/word/numbering-of-paper.xml"), part.package
            made = XmlPart(name, _NUMBERING, make("numbering"), package)
            part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
            return made.element

    # Links and pictures

    def link(self, address: str, shown: list[Element]) -> list[Element]:
        """Runs that lead to an address; with the address after them where Word would not take it."""
        if not _is_fit(address):
            return [*shown, text(f" ({address})")]
        leads_to = self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made = make("hyperlink", *shown, history=1)
        made.set(qn("r:id"), leads_to)
        return [made]

    @property
    def link_mark(self) -> Mark:
        """How text that leads elsewhere looks."""
        return Mark(style=self.styles["Hyperlink"])

    def picture(self, data: bytes, title: str, description: str, *, widest: int, highest: int) -> Element:
        """A run with a picture, as large as its room (in twentieths of a point) lets it be.

        Raises:
            UnrecognizedImageError: it is no picture that Word knows.
        """
        relation, image = self.part.get_or_add_image(BytesIO(data))
        share = min(widest / max(image.px_width, 1), highest / max(image.px_height, 1))
        width, height = (
            Emu(round(side * share * 12700 / POINT)) for side in (image.px_width, image.px_height)
        )
        self._pictures += 1
        from docx.oxml.shape import CT_Inline

        inline = CT_Inline.new_pic_inline(self._pictures, relation, f"picture.{image.ext}", width, height)
        return picture(inline, title, description)


def bookmark_of(id: str) -> str:
    """What a bookmark is called: Word takes letters, digits and underscores only."""
    return re.sub(r"\W", "_", f"_ehsg_{id}", flags=re.ASCII)[:_LONGEST_BOOKMARK]


def _is_fit(address: str) -> bool:
    if len(address) > _LONGEST_ADDRESS or _UNFIT_IN_ADDRESSES.search(address):
        return False
    try:
        parts = urlsplit(address)
        known = bool(parts.hostname) if parts.scheme in ("http", "https") else parts.scheme == "mailto"
        return known and (parts.port is None or True)
    except ValueError:
        return False


def _highest(element: Element, tag: str, attribute: str = "") -> int:
    name = attribute or qn("w:id")
    ids = [each.get(name) or "" for each in element.iter(qn(tag))]
    return max((int(id) for id in ids if id.isdecimal() and len(id) < 10), default=0)
