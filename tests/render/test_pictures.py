"""SVG into PNG: of the size asked for, with its texts, and with words where that cannot be."""

import struct
import sys
import zlib
from base64 import b64encode
from multiprocessing import active_children

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.render import pictures
from ehsg_cli.render.pictures import marked, png_of, png_of_others

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" font-family="Nowhere, sans-serif">'
    '<rect width="40" height="20" fill="#ffffff"/>{}</svg>'
)
PLAIN, SAID = SVG.format(""), SVG.format('<text x="2" y="15">Ab1</text>')


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG, each with its sum checked."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, found = 8, []
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + data),)
        found.append((kind, data))
        at += 12 + length
    return found


def test_a_picture_is_as_wide_as_asked() -> None:
    """Its height follows."""
    header = chunks(png_of(PLAIN, 400))[0]
    assert struct.unpack(">II", header[1][:8]) == (400, 200)


def test_texts_are_drawn_in_a_font_that_is_there() -> None:
    """Also where none of the fonts a picture names is installed, and none is called sans-serif."""
    assert png_of(SAID, 400) != png_of(PLAIN, 400)


def test_the_same_picture_gives_the_same_bytes() -> None:
    """On one computer; another has other fonts."""
    assert png_of(SAID, 400) == png_of(SAID, 400)


def test_a_mark_stands_near_the_start_and_harms_nothing() -> None:
    """As a comment of its own, which every reader passes over."""
    png = png_of(PLAIN, 40)
    with_mark = marked(png, "Made by ehsg 1")
    assert b"Made by ehsg 1" in with_mark[:100]
    kinds = chunks(with_mark)
    assert kinds[1] == (b"tEXt", b"Comment\0Made by ehsg 1")
    assert [kinds[0], *kinds[2:]] == chunks(png)


def test_without_the_extra_the_line_that_brings_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UserError) as caught:
        png_of(PLAIN, 40)
    assert '-m pip install "ehsg-cli[docx]"' in caught.value.hint


def test_without_any_font_nothing_is_drawn_without_its_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, with how to get one; a picture that has no text needs none."""
    monkeypatch.setattr(pictures, "_FAMILIES", ("No such font",))
    pictures._family.cache_clear()
    try:
        with pytest.raises(UserError, match="no font on this computer"):
            png_of(SAID, 40)
        assert png_of(PLAIN, 40)
    finally:
        pictures._family.cache_clear()


@pytest.mark.parametrize(
    "svg", ["", "<svg", "no picture", '<svg xmlns="http://www.w3.org/2000/svg" width="0"/>']
)
def test_what_is_no_picture_is_told(svg: str) -> None:
    """As a template of a council's own might make it."""
    with pytest.raises(UserError, match="cannot be turned into PNG"):
        png_of(svg, 40)


def png_in_svg(side: int) -> str:
    """A picture that is small as a file and takes four bytes a pixel when it is drawn."""
    row = zlib.compressobj(9)
    pixels = b"".join(row.compress(bytes(1 + side)) for _ in range(side)) + row.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for kind, data in ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")):
        made += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    address = f"data:image/png;base64,{b64encode(made).decode()}"
    return SVG.format(f'<image width="9" height="9" href="{address}"/>')


ENDLESS = SVG.format(
    '<filter id="f"><feTurbulence numOctaves="9999999" baseFrequency="0.1"/></filter>'
    '<rect filter="url(#f)" width="9" height="9"/>'
)


def test_a_picture_of_others_is_the_same_as_one_of_ours() -> None:
    """To the byte, though it is drawn in another process."""
    assert png_of_others(SAID, 400, "x", "y") == png_of(SAID, 400)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory has no bound")
@pytest.mark.parametrize(
    ("svg", "reason"),
    [
        (ENDLESS, "it takes longer than 0.5 seconds"),
        (png_in_svg(16000), "it was ended by the system; it may need too much memory"),
        (SVG.format("").replace("40 20", "1 1000000"), "it was ended by the system"),
        ("<svg", "the document does not have a root node"),
    ],
    ids=["time", "memory", "size", "none"],
)
def test_a_picture_of_others_cannot_take_too_much(
    svg: str, reason: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is one line that names it, and what the library prints as it dies is not shown."""
    monkeypatch.setattr(pictures, "_SECONDS", 0.5 if svg is ENDLESS else 20.0)
    with pytest.raises(UserError) as caught:
        png_of_others(svg, 400, "the logo", "name another")
    assert caught.value.message.startswith(f"the logo cannot be turned into PNG: {reason}")
    assert caught.value.hint == "name another"
    assert capfd.readouterr() == ("", "")
    assert active_children() == []
