"""The pages for readers: whatever one links to is there, and every picture says in words what it shows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = (
    *sorted(ROOT.glob("*.md")),
    *sorted(path for folder in ("docs", "examples", "benchmarks") for path in (ROOT / folder).rglob("*.md")),
)
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(([^()\s]+)\)")
_PNG = b"\x89PNG\r\n\x1a\n"


def links(text: str) -> list[tuple[bool, str, str]]:
    """Every link outside code, and whether it is a picture: its words and where it leads."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    return [(bool(bang), words, target) for bang, words, target in _LINK.findall(text)]


def anchors(page: Path) -> set[str]:
    """The places in a page that a link can lead to."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead(page: Path) -> list[str]:
    """Links of a page that lead to no file, or to no heading in it."""
    found = []
    for _, _, target in links(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            found.append(target)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    """To a file of the repository, and to a heading in it where one is named."""
    assert dead(page) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    """The check above can fail: on a missing file, on a missing heading; and code is no link."""
    page = tmp_path / "page.md"
    page.write_text(
        "# A heading\n[a](none.md) [b](#a-heading) [c](#another) `[d](no.md)` [e](https://example.org)\n",
        encoding="utf-8",
    )
    assert dead(page) == ["none.md", "#another"]


def test_the_readme_shows_two_papers() -> None:
    """Both are pictures, and say in words what is to be seen."""
    pictures = [each for each in links((ROOT / "README.md").read_text(encoding="utf-8")) if each[0]]
    assert len(pictures) == 2
    for _, words, target in pictures:
        assert len(words.split()) > 10
        assert (ROOT / target).read_bytes().startswith(_PNG)
