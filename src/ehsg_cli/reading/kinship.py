"""How the areas of two assessments stand to one another: one, or one that came from the other, or two."""

from typing import Literal, NamedTuple

from ehsg_cli.assessment import Area, Assessment, Boundaries, Predecessor
from ehsg_cli.reading.folders import same_area

NO_NAME = "an area without a name"


class Kinship(NamedTuple):
    """How the areas of two assessments stand to one another.

    Attributes:
        relation: one area; or one of them is named as the other's predecessor; or neither.
        predecessor: the name of the area that was there before, where there is one.
        successor: the name of the area that came from it. Where both have one name, their codes stand
            behind it.
        boundaries: whether they moved, as far as the successor says; `None` where it does not.
    """

    relation: Literal["same", "predecessor", "other"]
    predecessor: str = ""
    successor: str = ""
    boundaries: Boundaries | None = None


_SAME, _OTHER = Kinship("same"), Kinship("other")


def kinship(one: Assessment, other: Assessment) -> Kinship:
    """How the areas of two assessments stand to one another, whichever of them came first."""
    return kin(one.area, other.area)


def kin(one: Area, other: Area) -> Kinship:
    """How two areas stand to one another.

    A county that becomes a unitary authority may keep its name: it is known by its code, and says that it
    came from an area of that name. What gives no code is then taken for the one that came before.
    """
    name = same_area(one.name)
    same_name = name == same_area(other.name)
    if same_name and (one.code == other.code or (_of_own_name(one) and _of_own_name(other))):
        return _SAME
    came = descent(one, other) or descent(other, one)
    if came is not None:
        return came
    return _SAME if same_name and (name is not None or not _differ(one.code, other.code)) else _OTHER


def _of_own_name(area: Area) -> bool:
    """Whether an area says that it came from one of its own name."""
    return any(
        each is not None and each.name is not None and same_area(each.name) == same_area(area.name)
        for each in area.predecessors
    )


def descent(earlier: Area, later: Area) -> Kinship | None:
    """How one area came from another, if the later one says that it did.

    Where it says so more than once, boundaries stayed the same only if it always says that.
    """
    said = {each.boundaries for each in later.predecessors if each is not None and _is(earlier, each)}
    if not said:
        return None
    moved: Boundaries | None = "changed" if "changed" in said else None if None in said else "same"
    return Kinship("predecessor", *names(earlier, later), moved)


def _is(area: Area, named: Predecessor) -> bool:
    """Whether an area is the one that is named as a predecessor."""
    by_name = named.name is not None and same_area(named.name) == same_area(area.name)
    by_code = named.code is not None and named.code == area.code
    return by_code or (by_name and not _differ(named.code, area.code))


def names(earlier: Area, later: Area) -> tuple[str, str]:
    """What two areas are called, told apart by their codes where they have one name."""
    one, other = earlier.name or NO_NAME, later.name or NO_NAME
    if same_area(one) != same_area(other):
        return one, other
    return _with_code(one, earlier.code), _with_code(other, later.code)


def _with_code(name: str, code: str | None) -> str:
    return f"{name} ({code})" if code else name


def _differ(one: str | None, other: str | None) -> bool:
    """Whether two codes are given, and not the same one."""
    return one is not None and other is not None and one != other
