"""Which scores are higher, lower or the same as in an earlier year."""

from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import require_comparable, require_same


class Movement(NamedTuple):
    """The ids of the descriptors, in the form's order, by how their scores compare with the earlier ones.

    Attributes:
        apart: those that are not scored in both years, so that nothing can be said.
    """

    higher: tuple[str, ...]
    lower: tuple[str, ...]
    same: tuple[str, ...]
    apart: tuple[str, ...]


def movement(earlier: Assessment, assessment: Assessment, guide: Guide) -> Movement:
    """How an assessment's scores compare with an earlier year's.

    Raises:
        UserError: the two cannot be compared, or answer another guide.
    """
    require_same(assessment, guide)
    require_comparable(earlier, assessment)
    found: tuple[list[str], list[str], list[str], list[str]] = ([], [], [], [])
    for id in guide.descriptors:
        before, now = earlier.entry(id).answer, assessment.entry(id).answer
        if before is None or now is None:
            place = 3
        else:
            place = 2 if now == before else 0 if now > before else 1
        found[place].append(id)
    return Movement(*map(tuple, found))
