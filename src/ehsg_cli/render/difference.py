"""What has changed in a file, as a diff."""

import os
from collections.abc import Iterator
from itertools import groupby

# So many lines are shown above and below each change.
_AROUND = 3


def difference(name: str, before: bytes, after: bytes) -> bytes:
    """What has changed in a file, as a unified diff that `git apply -p0` and `patch` take.

    Replacements stand on one line each, so the lines of both are the same in number.
    """
    old, new = _rows(before), _rows(after)
    different = [number for number, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    if not different:
        return b""
    shown = os.fsencode(name)
    pieces = [b"--- " + shown + b"\n", b"+++ " + shown + b"\n"]
    for hunk in _hunks(different):
        start, end = max(0, hunk[0] - _AROUND), min(len(old), hunk[-1] + 1 + _AROUND)
        pieces.append(f"@@ -{_place(old, start, end)} +{_place(new, start, end)} @@\n".encode())
        for changes, numbers in groupby(range(start, end), key=set(hunk).__contains__):
            run = list(numbers)
            if changes:
                pieces += (b"-" + _whole(old[number]) for number in run if old[number])
            pieces += ((b"+" if changes else b" ") + _whole(new[number]) for number in run if new[number])
    return b"".join(pieces)


def _rows(data: bytes) -> list[bytes]:
    """The lines with their ends; the last is empty where nothing follows the last line end."""
    rows = data.split(b"\n")
    return [*(row + b"\n" for row in rows[:-1]), rows[-1]]


def _place(rows: list[bytes], start: int, end: int) -> str:
    """Which lines a hunk is about; the empty one at the end of a text is none."""
    return f"{start + 1},{sum(map(bool, rows[start:end]))}"


def _hunks(different: list[int]) -> Iterator[list[int]]:
    """Lines that have changed, those together whose surroundings meet."""
    hunk: list[int] = []
    for number in different:
        if hunk and number - hunk[-1] > 2 * _AROUND:
            yield hunk
            hunk = []
        hunk.append(number)
    yield hunk


def _whole(row: bytes) -> bytes:
    return row if row.endswith(b"\n") else row + b"\n\\ No newline at end of file\n"
