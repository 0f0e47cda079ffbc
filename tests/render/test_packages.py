"""Office files changed after a library has made them: contents, order, and no clock."""

import io
import zipfile

from ehsg_cli import __version__
from ehsg_cli.render.packages import APPLICATION, part, rewritten, signed


def archive(
    files: dict[str, bytes], day: tuple[int, int, int, int, int, int] = (2024, 5, 6, 7, 8, 10)
) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in files.items():
            file.writestr(zipfile.ZipInfo(name, day), content)
    return made.getvalue()


FILES = {"[Content_Types].xml": b"<types/>", "b.xml": b"<b/>" * 100, "a.xml": b"<a/>"}


def test_what_is_replaced_is_and_the_rest_stays_in_its_order() -> None:
    """Office programs want the list of contents first; a file that is new comes last."""
    made = rewritten(archive(FILES), {"b.xml": b"<c/>", "new.xml": b"<new/>"})
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.namelist() == ["[Content_Types].xml", "b.xml", "a.xml", "new.xml"]
        assert file.testzip() is None
        assert {each.compress_type for each in file.infolist()} == {zipfile.ZIP_DEFLATED}
    assert [part(made, name) for name in ("b.xml", "a.xml", "new.xml")] == [b"<c/>", b"<a/>", b"<new/>"]


def test_the_day_an_archive_was_made_leaves_no_trace() -> None:
    """The same contents give the same bytes, whenever and on whatever system they were packed."""
    assert rewritten(archive(FILES), {}) == rewritten(archive(FILES, (1999, 1, 2, 3, 4, 6)), {})


def test_a_file_names_its_maker() -> None:
    """In place of the program the library pretends to be; nothing else in that part changes."""
    said = "<Properties><Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity></Properties>"
    ours = said.replace("Microsoft Excel", f"Made by ehsg {__version__}")
    assert signed(archive({APPLICATION: said.encode()})) == {APPLICATION: ours.encode()}
