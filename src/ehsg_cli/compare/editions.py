"""Two assessments that answer two guides, beside one another: each answer stays on its own scale.

Nothing here turns an answer of one guide into one of the other, and none is counted, subtracted or averaged.
"""

from typing import NamedTuple

from ehsg_cli.assessment import Assessment, Entry
from ehsg_cli.errors import UserError
from ehsg_cli.guide.crosswalks import Crossing, Relation
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import require_same
from ehsg_cli.reading.kinship import Kinship, kinship


class Pair(NamedTuple):
    """A descriptor of each guide that relate, and what is said under both.

    Attributes:
        old, new: their ids.
        relation: what the new one is, seen from the old one.
        why: the reason that the crosswalk gives.
        old_entry, new_entry: what is said under each; empty entries where nothing is.
    """

    old: str
    new: str
    relation: Relation
    why: str
    old_entry: Entry
    new_entry: Entry


class Alone(NamedTuple):
    """A descriptor that has no like in the other guide, the reason for that, and what is said under it."""

    id: str
    why: str
    entry: Entry


class SideBySide(NamedTuple):
    """Two assessments by two guides.

    Attributes:
        old, new: as they were given.
        old_guide, new_guide: what each answers.
        by: whose reading it is how the guides relate.
        kinship: how their areas stand to one another.
        pairs: in the order of the new guide; where one descriptor has several likes, in that of the old one.
        old_alone, new_alone: what has no like on the other side, in the order of its own guide.
    """

    old: Assessment
    new: Assessment
    old_guide: Guide
    new_guide: Guide
    by: str
    kinship: Kinship
    pairs: tuple[Pair, ...]
    old_alone: tuple[Alone, ...]
    new_alone: tuple[Alone, ...]


def side_by_side(
    old: Assessment, old_guide: Guide, new: Assessment, new_guide: Guide, crossing: Crossing
) -> SideBySide:
    """The answers of two assessments beside one another, as far as their guides relate.

    Args:
        old: an assessment, and `old_guide` what it answers.
        old_guide: see there.
        new: another, and `new_guide` what that answers.
        new_guide: see there.
        crossing: how the two guides relate, from either end.

    Raises:
        UserError: an assessment answers another guide, or the crosswalk is not between these two.
    """
    require_same(old, old_guide)
    require_same(new, new_guide)
    way = oriented(crossing, old_guide, new_guide)
    rank = {id: place for place, id in enumerate(old_guide.descriptors)}
    pairs = (
        Pair(link.old, link.new, link.relation, link.why, old.entry(link.old), new.entry(link.new))
        for id in new_guide.descriptors
        for link in sorted(way.of_new(id), key=lambda link: rank.get(link.old, len(rank)))
    )
    return SideBySide(
        old,
        new,
        old_guide,
        new_guide,
        way.by,
        kinship(old, new),
        tuple(pairs),
        _alone(old, old_guide, way.old_alone),
        _alone(new, new_guide, way.new_alone),
    )


def oriented(crossing: Crossing, old_guide: Guide, new_guide: Guide) -> Crossing:
    """A crosswalk read from the old guide to the new one.

    Raises:
        UserError: it is not between these two.
    """
    if (crossing.old, crossing.new) == (old_guide.id, new_guide.id):
        return crossing
    if (crossing.new, crossing.old) == (old_guide.id, new_guide.id):
        return crossing.turned()
    raise UserError(
        f"the crosswalk relates {crossing.old} and {crossing.new}, not {old_guide.id} and {new_guide.id}",
        "name one between the two guides",
    )


def _alone(assessment: Assessment, guide: Guide, reasons: dict[str, str]) -> tuple[Alone, ...]:
    return tuple(Alone(id, reasons[id], assessment.entry(id)) for id in guide.descriptors if id in reasons)
