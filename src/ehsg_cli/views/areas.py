"""A word on the areas of assessments, for wherever scores of the one stand beside those of the other."""

from collections.abc import Iterable, Iterator

from ehsg_cli.assessment import Assessment
from ehsg_cli.reading.kinship import kinship, names
from ehsg_cli.views import words
from ehsg_cli.views.tables import Fact
from ehsg_cli.wording import listed


def areas(old: Assessment, new: Assessment, before: Iterable[Assessment] = ()) -> Iterator[Fact]:
    """That they are not one and the same area, and whether the boundaries moved between them.

    Args:
        old: what stands beside the new one.
        new: see there.
        before: those of earlier years, the earliest first, of which something is told as well.
    """
    if said := of_areas((*before, old), new):
        yield Fact("Areas", said)


def of_areas(earlier: Iterable[Assessment], new: Assessment) -> str:
    """The same in sentences, one for each area that is another; empty where there is none."""
    told = (of_two_areas(each, new) for each in earlier)
    return " ".join(dict.fromkeys(each for each in told if each))


def earlier_area(old: Assessment, new: Assessment) -> str:
    """The same in a few words, for beneath a picture; empty where they are one and the same."""
    kin = kinship(old, new)
    if kin.relation == "same":
        return ""
    said = {"same": "", "changed": ", whose boundaries changed"}
    moved = said.get(kin.boundaries or "", ", whose boundaries may have changed")
    return f"earlier scores of {_name(old, new)}{moved if kin.relation == 'predecessor' else ''}"


def periods_of_others(earlier: Iterable[Assessment], new: Assessment) -> Iterator[str]:
    """Which years' scores are those of another area, a sentence for each; nothing where none are."""
    periods: dict[str, list[str]] = {}
    for each in earlier:
        if kinship(each, new).relation != "same":
            periods.setdefault(_name(each, new), []).append(words.period_of(each))
    for name, when in periods.items():
        yield f"The scores of {listed(when)} are those of {name}."


def _name(one: Assessment, other: Assessment) -> str:
    """What an area is called, told from the other one by its code where both have one name."""
    return words.one_line(names(one.area, other.area)[0])


def of_two_areas(old: Assessment, new: Assessment) -> str:
    """The same as a sentence; empty where they are one and the same."""
    kin = kinship(old, new)
    if kin.relation == "same":
        return ""
    if kin.relation == "other":
        return f"These are two different areas: {listed([_name(old, new), _name(new, old)])}."
    predecessor, successor = words.one_line(kin.predecessor), words.one_line(kin.successor)
    came = f"{successor} came from {predecessor}, and the two are compared"
    if kin.boundaries == "same":
        return f"{came} as one place: its boundaries are recorded as the same."
    if kin.boundaries == "changed":
        return f"{came} although its boundaries changed: these are scores of two different places."
    return f"{came} although nobody says whether its boundaries changed: these may be two different places."
