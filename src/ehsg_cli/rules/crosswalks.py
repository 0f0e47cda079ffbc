"""Family 8, for crosswalks: whether what relates two guides says everything that it should, and once."""

from collections.abc import Iterator

from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, rule
from ehsg_cli.guide.crosswalks import Crosswalk, CrosswalkLine, Unplaced
from ehsg_cli.guide.models import Guide

CrosswalkRule = Rule[[Crosswalk, Guide], Iterator[Finding]]

_LINES, _ALONE = Pointer(("lines",)), Pointer(("without_home",))


@rule("EH851", "a line of a crosswalk that stands twice")
def repeated_line(self: CrosswalkRule, crosswalk: Crosswalk, guide: Guide) -> Iterator[Finding]:
    """Two descriptors relate in one way. Where two lines relate the same two, nobody knows which of them
    holds. One descriptor may well stand in several lines, each with another one on the other side.

    What to do: delete one of the lines, and keep the reason that is right.
    """
    first: dict[tuple[str, str], int] = {}
    for position, line in _lines(crosswalk):
        if line.old is None or line.new is None:
            continue
        pair = line.old, line.new
        if pair in first:
            yield self.finding(
                f"{line.old} and {line.new} are related in another line already",
                _LINES.child(position),
                hint="delete one of the two lines",
                related=(Related("the first line that relates them", _LINES.child(first[pair])),),
            )
        first.setdefault(pair, position)


@rule("EH852", "a descriptor with a home and without one")
def both(self: CrosswalkRule, crosswalk: Crosswalk, guide: Guide) -> Iterator[Finding]:
    """A descriptor that stands in a line has a like on the other side, so it is not without a home; and among
    those without one each stands once.

    What to do: delete the line, or take it out of `without_home`.
    """
    for side, listed in _alone(crosswalk):
        mapped = {line.old if side == "from" else line.new for _, line in _lines(crosswalk)}
        seen: set[str] = set()
        for position, each in listed:
            if each.id is None:
                continue
            at = _ALONE.child(side, position, "id")
            if each.id in mapped:
                yield self.finding(
                    f"{each.id} stands in a line, and among those without a home",
                    at,
                    hint="delete the line, or take it out of `without_home`",
                )
            elif each.id in seen:
                yield self.finding(
                    f"{each.id} stands twice among those without a home", at, hint="delete one of the two"
                )
            seen.add(each.id)


@rule("EH853", "a crosswalk that does not say whose reading it is", absence=True)
def no_statement(self: CrosswalkRule, crosswalk: Crosswalk, guide: Guide) -> Iterator[Finding]:
    """How two guides relate is somebody's reading of them. Whoever sees two answers side by side must be able
    to see whose, and that it is not the publisher's where it is not.

        by: >-
          The data team of Northbridge. This is our own reading, and not official.

    What to do: write under `by` whose reading it is, and that it is not official.
    """
    if crosswalk.by is None:
        yield self.finding(
            "the crosswalk does not say whose reading it is",
            Pointer(("by",)),
            hint="add `by:` with whose reading it is, and that it is not official",
        )


@rule("EH854", "a line of a crosswalk that is not whole", absence=True)
def not_whole(self: CrosswalkRule, crosswalk: Crosswalk, guide: Guide) -> Iterator[Finding]:
    """A line names one descriptor on each side, how they relate, and why that is said. One that is without a
    home has its reason too. A relation without its reason cannot be checked by anybody.

        - from: FA1
          to: FV2
          relation: broader
          why: Both ask whether families know the worker; only FV2 asks about the relationship.

    What to do: write what is missing.
    """
    for position, line in _lines(crosswalk):
        said = {"from": line.old, "to": line.new, "relation": line.relation, "why": line.why}
        for key, value in said.items():
            if value is None:
                yield self.finding(
                    f"entry {position + 1} of lines has no `{key}`",
                    _LINES.child(position, key),
                    hint=_WANTED.get(key, "write the id of a descriptor"),
                )
    for side, listed in _alone(crosswalk):
        for position, each in listed:
            for key, value in (("id", each.id), ("why", each.why)):
                if value is None:
                    yield self.finding(
                        f"entry {position + 1} of those without a home under `{side}` has no `{key}`",
                        _ALONE.child(side, position, key),
                        hint=_WANTED.get(key, "write the id of a descriptor"),
                    )


_WANTED = {
    "relation": "write same, narrower, broader or related",
    "why": "say in a short sentence why that is so",
}


@rule("EH855", "a crosswalk from a guide to itself")
def one_guide(self: CrosswalkRule, crosswalk: Crosswalk, guide: Guide) -> Iterator[Finding]:
    """A crosswalk relates two guides, or two editions of one. Within one guide every descriptor is itself.

    What to do: name the other guide under `from` or `to`.
    """
    if crosswalk.old is not None and crosswalk.old == crosswalk.new:
        yield self.finding(
            f"`from` and `to` both name {crosswalk.old}", Pointer(("to",)), hint="name the other guide"
        )


def _lines(crosswalk: Crosswalk) -> Iterator[tuple[int, CrosswalkLine]]:
    """The lines that are not blank, each with its position."""
    for position, line in enumerate(crosswalk.lines):
        if line is not None:
            yield position, line


def _alone(crosswalk: Crosswalk) -> Iterator[tuple[str, list[tuple[int, Unplaced]]]]:
    """For each side those without a home, each with its position."""
    for side, listed in (("from", crosswalk.without_home.old), ("to", crosswalk.without_home.new)):
        yield side, [(position, each) for position, each in enumerate(listed) if each is not None]


RULES = (repeated_line, both, no_statement, not_whole, one_guide)
