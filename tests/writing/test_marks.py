"""A file of ours is known again, and so is whether it is still as it was made."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.render.packages import APPLICATION, rewritten
from ehsg_cli.render.pictures import marked
from ehsg_cli.writing import sealed, write_file
from ehsg_cli.writing.marks import Standing, standing_of

MADE = "Made by ehsg 0.1.0"
PAGE = f"<!doctype html>\n<!-- {MADE} -->\n<title>Northbridge</title>\n<p>Zoë</p>\n".encode()


def package(**parts: str) -> bytes:
    """A Word or Excel file in little, made by us."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(APPLICATION, f"<Properties><Application>{MADE}</Application></Properties>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return rewritten(made.getvalue(), {})


def picture(pixel: bytes = b"\0\0\0\0") -> bytes:
    """A PNG of one pixel that says who made it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    plain = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(pixel)) + chunk(b"IEND", b"")
    return marked(plain, MADE)


def standing(tmp_path: Path, data: bytes) -> Standing:
    (tmp_path / "file").write_bytes(data)
    return standing_of(tmp_path / "file")


@pytest.mark.parametrize("data", [PAGE, package(a="1", b="2"), picture()], ids=["text", "package", "picture"])
def test_what_was_made_is_known_again(tmp_path: Path, data: bytes) -> None:
    """With its check; without one nothing tells whether it was edited."""
    assert sealed(data) != data
    assert sealed(data) == sealed(bytes(bytearray(data)))
    assert standing(tmp_path, sealed(data)) is Standing.AS_MADE
    assert standing(tmp_path, data) is Standing.UNCHECKED


@pytest.mark.parametrize(
    "changed",
    [
        sealed(PAGE).replace("Zoë".encode(), b"Zoe"),
        sealed(PAGE) + b"\n",
        sealed(PAGE).replace(b"0.1.0", b"0.1.1", 1),
        sealed(PAGE).replace(b"check ", b"check 0123456789abcdef", 1),
        rewritten(sealed(package(a="1", b="2")), {"a": b"3"}),
        rewritten(sealed(package(a="1")), {"c": b""}),
        sealed(picture()).replace(picture()[-30:-12], picture(b"\0\1\1\1")[-30:-12]),
    ],
    ids=["letter", "line", "version", "check", "part", "further part", "pixel"],
)
def test_one_change_shows(tmp_path: Path, changed: bytes) -> None:
    """Of a letter or a line, of a part of a Word file, of a pixel."""
    assert standing(tmp_path, changed) is Standing.CHANGED


def test_line_ends_are_no_change(tmp_path: Path) -> None:
    """Git writes them as the system has them."""
    assert standing(tmp_path, sealed(PAGE).replace(b"\n", b"\r\n")) is Standing.AS_MADE


@pytest.mark.parametrize(
    "data",
    [
        PAGE.replace(b"Made by ehsg", b"Made by hand"),
        b"x" * 500 + PAGE,
        b"Made by ehsgoing 1",
        b"Made by ehsg and others",
        b"\x89PNG\r\n\x1a\n",
        sealed(picture())[:60],
        b"PK\x03\x04",
        sealed(package(a="1"))[:80],
        b"",
    ],
)
def test_what_bears_no_mark_is_somebodys(tmp_path: Path, data: bytes) -> None:
    """So is what is damaged; and no check is put into it."""
    assert standing(tmp_path, data) is Standing.ANOTHERS
    if not data.startswith(b"PK"):
        assert sealed(data) == data


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (f"{MADE}: answers", f"{MADE}, check "),
        (f"{MADE}.\n", f"{MADE}, check "),
        (f"<!-- {MADE}-->", f"{MADE}, check "),
        ("Made by ehsg 1.2.dev3+ab.c, from", "Made by ehsg 1.2.dev3+ab.c, check "),
    ],
)
def test_the_check_stands_behind_the_version(tmp_path: Path, said: str, read: str) -> None:
    """Whatever sentence or comment a template puts the mark in."""
    made = sealed(said.encode())
    assert read in made.decode()
    assert standing(tmp_path, made) is Standing.AS_MADE


def test_only_the_first_mark_counts(tmp_path: Path) -> None:
    """A text that speaks of us further down changes nothing."""
    made = sealed(PAGE + MADE.encode())
    assert made.count(b", check ") == 1
    assert standing(tmp_path, made) is Standing.AS_MADE


@pytest.mark.parametrize(
    ("there", "message"),
    [
        (sealed(PAGE) + b"mine", "has been changed since ehsg made it"),
        (PAGE, "may have been changed since ehsg made it: its mark has no check"),
    ],
)
def test_what_was_edited_is_not_overwritten(tmp_path: Path, there: bytes, message: str) -> None:
    """The file is whole, and the hint says how both can be had; `--force` overwrites it."""
    file = tmp_path / "a.html"
    file.write_bytes(there)
    with pytest.raises(UserError, match=message) as caught:
        write_file(file, b"new")
    assert "--force" in caught.value.hint
    assert "another name" in caught.value.hint
    assert file.read_bytes() == there
    write_file(file, b"new", force=True)
    assert file.read_bytes() == b"new"
