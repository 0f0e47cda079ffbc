"""The table of formats."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome


class Format(NamedTuple):
    """A way to write findings down.

    Attributes:
        draw: yields the text piece by piece, and takes in file by file where the format lets it.
        known_by: a pattern that shows, near the start of a file, that it is one of ours.
        counts: whether the text itself ends with what was counted.
    """

    draw: Callable[[Iterable[Outcome], Setting], Iterator[str]]
    known_by: str
    counts: bool = False


def _text() -> Format:
    from ehsg_cli.render.findings import text

    return Format(text.draw, text.KNOWN_BY, counts=True)


def _concise() -> Format:
    from ehsg_cli.render.findings import concise

    return Format(concise.draw, concise.KNOWN_BY)


def _json() -> Format:
    from ehsg_cli.render.findings import contract

    return Format(contract.draw, contract.KNOWN_BY, counts=True)


def _github() -> Format:
    from ehsg_cli.render.findings import github

    return Format(github.draw, github.KNOWN_BY, counts=True)


def _gitlab() -> Format:
    from ehsg_cli.render.findings import gitlab

    return Format(gitlab.draw, gitlab.KNOWN_BY)


def _sarif() -> Format:
    from ehsg_cli.render.findings import sarif

    return Format(sarif.draw, sarif.KNOWN_BY)


def _junit() -> Format:
    from ehsg_cli.render.findings import junit

    return Format(junit.draw, junit.KNOWN_BY)


def _csv() -> Format:
    from ehsg_cli.render.findings import table

    return Format(table.draw, table.KNOWN_BY)


FORMATS: dict[str, Callable[[], Format]] = {
    "text": _text,
    "concise": _concise,
    "json": _json,
    "github": _github,
    "gitlab": _gitlab,
    "sarif": _sarif,
    "junit": _junit,
    "csv": _csv,
}
