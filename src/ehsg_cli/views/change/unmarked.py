"""Words of a text without the Markdown around them: where words are told apart, marks would only disturb."""

import re
from collections.abc import Iterator, Sequence

from ehsg_cli.compare.rewording import Run

# A link: its words, and behind them its address, which may have a title.
_LINK = r'!?\[([^\[\]\n]+)\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?: "[^"\n]*")?\)'
_EMPHASIS = r"\*+|_+"


def unmarked(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs without marks of emphasis and addresses of links, but where nothing else tells gone from new."""
    if not any(mark in run.text for run in runs for mark in "*_["):
        return tuple(runs)
    bare = _bare(runs)
    kept = set()
    for place, run in enumerate(runs):
        if run.kind == "same":
            continue
        after = place + 1
        if not bare[place].strip():
            kept.add(place)
        if after < len(runs) and runs[after].kind not in ("same", run.kind) and bare[place] == bare[after]:
            kept |= {place, after}
    return tuple(
        run if place in kept else Run(run.kind, text)
        for place, (run, text) in enumerate(zip(runs, bare, strict=True))
    )


def _bare(runs: Sequence[Run]) -> list[str]:
    """The texts without their marks; what stayed keeps what is a mark before or now alone."""
    sides = {
        kind: _marks(" ".join(run.text for run in runs if run.kind in ("same", kind)))
        for kind in ("gone", "new")
    }
    at = dict.fromkeys(sides, 0)
    bare = []
    for run in runs:
        of_run = [side for side in sides if run.kind in ("same", side)]
        flags = [sides[side][at[side] : at[side] + len(run.text)] for side in of_run]
        marked = [all(each) for each in zip(*flags, strict=True)]
        bare.append("".join(sign for sign, mark in zip(run.text, marked, strict=True) if not mark))
        for side in of_run:
            at[side] += len(run.text) + 1
    return bare


def _marks(text: str) -> bytearray:
    """For each character whether it is a mark and no word."""
    found = bytearray(len(text))
    for link in re.finditer(_LINK, text):
        for begin, end in ((link.start(), link.start(1)), (link.end(1), link.end())):
            found[begin:end] = b"\1" * (end - begin)
    for begin, end in _emphasis(text, found):
        found[begin:end] = b"\1" * (end - begin)
    return found


def _emphasis(text: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Where marks of emphasis stand that belong together, in one paragraph or entry of a list."""
    begun: dict[str, tuple[int, int]] = {}
    line_end = text.find("\n")
    for mark in re.finditer(_EMPHASIS, text):
        begin, end = mark.span()
        if -1 < line_end < begin:
            begun.clear()
            line_end = text.find("\n", begin)
        before, after = text[begin - 1 : begin] or " ", text[end : end + 1] or " "
        if taken[begin] or before == "\\":
            continue
        if not before.isspace() and not after.isalnum() and mark.group() in begun:
            yield begun.pop(mark.group())
            yield begin, end
        elif not before.isalnum() and not after.isspace():
            begun[mark.group()] = begin, end
