"""A page as a tree of elements. An element closed wrongly, or never, is an error."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr"}


class Element:
    """An element: its attributes, and what is in it in the page's order."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None" = None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def __str__(self) -> str:
        return "".join((f"<{self.tag}", *(f' {key}="{it}"' for key, it in self.attributes.items()), ">"))

    def __getitem__(self, name: str) -> str:
        """An attribute; empty where there is none."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    @property
    def text(self) -> str:
        """The words in it, with single spaces; of style sheets nothing."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag != "style":
                yield from child._texts()

    def everything(self) -> "Iterator[Element]":
        """Every element in it, in the page's order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.everything()

    def all(self, *tags: str) -> "list[Element]":
        """Every element of these kinds in it, in the page's order."""
        return [element for element in self.everything() if element.tag in tags]

    def one(self, tag: str) -> "Element":
        """The only element of its kind."""
        (found,) = self.all(tag)
        return found

    def within(self, tag: str) -> "Element | None":
        """The nearest element of a kind around it."""
        around = self.parent
        while around is not None and around.tag != tag:
            around = around.parent
        return around


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.open = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            child = self.open.children[-1]
            assert isinstance(child, Element)
            self.open = child

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.open.children.append(Element(tag, attributes, self.open))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.tag, f"</{tag}> closes {self.open}"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def tree_of(html: str) -> Element:
    """The root, above the element `html`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open is reader.root, f"{reader.open} is never closed"
    return reader.root
