"""Family 7, on actions and measures alike; and what the rules on lists of every kind share."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules.texts import LISTS
from ehsg_cli.wording import short

if TYPE_CHECKING:
    from ehsg_cli.assessment.measures import Measures
    from ehsg_cli.assessment.plans import Plan
    from ehsg_cli.reading.loaded import OfArea


class WithId(Protocol):
    """An entry that others refer to by its id."""

    @property
    def id(self) -> str | None: ...


Entry = TypeVar("Entry")
Known = TypeVar("Known", bound=WithId)


def numbered(key: str, entries: Iterable[Entry | None]) -> Iterator[tuple[Pointer, Entry]]:
    """The entries of a list with their places; a blank one is none."""
    at = Pointer((key,))
    for position, entry in enumerate(entries):
        if entry is not None:
            yield at.child(position), entry


def named(key: str, entries: Iterable[Known | None]) -> Iterator[tuple[Pointer, Known, str]]:
    """The entries of a list with their places, and how a message calls each: by id, or else by number."""
    for at, entry in numbered(key, entries):
        yield at, entry, f"{LISTS[key]} {short(entry.id or str(int(at[1]) + 1))}"


def lists_of(content: "OfArea") -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The key of the list that a file is about, and its entries; nothing where it is about none."""
    for key in LISTS:
        entries = getattr(content, key, None)
        if entries is not None:
            yield key, entries


def incomplete(
    told_by: Rule[..., Any],
    at: Pointer,
    entry: object,
    name: str,
    parts: Mapping[str, tuple[str, str]],
    but: Collection[str] = (),
) -> Iterator[Finding]:
    """What is missing in an entry.

    Args:
        told_by: the rule that tells it.
        at: where the entry stands.
        entry: its model.
        name: how a message calls it.
        parts: what it has, by key: how a message says that it is missing, and what to write.
        but: keys that this one may do without.
    """
    for key, (missing, remedy) in parts.items():
        if getattr(entry, key) is None and key not in but:
            yield told_by.finding(f"{name} {missing}", at.child(key), hint=remedy)


def repeated(
    told_by: Rule[..., Any], stand: Iterable[tuple[Hashable, str, Pointer]], hint: str
) -> Iterator[Finding]:
    """What stands in a list for a second time.

    Args:
        told_by: the rule that tells it.
        stand: for each entry what no other may share, how a message calls that, and where it stands.
        hint: what to do about it.
    """
    first: dict[Hashable, Pointer] = {}
    for same, name, at in stand:
        if same in first:
            yield told_by.finding(
                f"{name} stands already at entry {int(first[same][1]) + 1}",
                at,
                hint=hint,
                related=(Related("it stands here first", first[same]),),
            )
        first.setdefault(same, at)


@rule("EH701", "an id that stands twice")
def repeated_id(
    self: "Rule[[Plan | Measures, Guide | None], Iterator[Finding]]",
    content: "Plan | Measures",
    guide: Guide | None,
) -> Iterator[Finding]:
    """Actions and measures are referred to by their ids, from one quarter to the next. An id that two of them
    bear refers to neither.

    What to do: give one of them another id. An id that was used before is not used again.
    """
    for key, entries in lists_of(content):
        stand = (
            (entry.id, f"the id {short(entry.id)}", at.child("id"))
            for at, entry in numbered(key, entries)
            if entry.id is not None
        )
        yield from repeated(self, stand, "give one of the two another id")
