"""Diffs of files with something mended."""

from ehsg_cli.render.difference import difference


def test_a_difference_is_a_unified_diff() -> None:
    """Changes that are near stand together; a last line without its end is told as git tells it."""
    before = b"".join(b"%d\r\n" % n for n in range(1, 20)) + b"20 "
    after = before.replace(b"2\r", b"two\r", 1).replace(b"5\r", b"five\r", 1).removesuffix(b" ")
    assert difference("a/b.yaml", before, before) == b""
    assert difference("a/b.yaml", before, after).decode() == (
        "--- a/b.yaml\n+++ a/b.yaml\n@@ -1,8 +1,8 @@\n 1\r\n-2\r\n+two\r\n 3\r\n 4\r\n-5\r\n+five\r\n 6\r\n"
        " 7\r\n 8\r\n@@ -17,4 +17,4 @@\n 17\r\n 18\r\n 19\r\n-20 \n\\ No newline at end of file\n"
        "+20\n\\ No newline at end of file\n"
    )


def test_spaces_behind_the_last_line_end_are_a_line_that_goes() -> None:
    """The last line is there before and not after, and neither side has an empty one in its place."""
    assert difference("b.yaml", b"a: 1\n  ", b"a: 1\n").decode() == (
        "--- b.yaml\n+++ b.yaml\n@@ -1,2 +1,1 @@\n a: 1\n-  \n\\ No newline at end of file\n"
    )
