"""How far partners' own scores lie apart, and from the score that was agreed."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.responses import Response
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import require_same


class PartnerScore(NamedTuple):
    """What one partner gave; `organisation` is `None` where the response does not name it."""

    organisation: str | None
    score: int


class DescriptorSpread(NamedTuple):
    """The partners' scores of one descriptor.

    Attributes:
        descriptor: its id.
        agreed: the partnership's score; `None` where it is not scored.
        scores: one for each partner who gave one, in the order of the responses; at least one.
    """

    descriptor: str
    agreed: int | None
    scores: tuple[PartnerScore, ...]

    @property
    def lowest(self) -> int:
        """The lowest score a partner gave."""
        return min(each.score for each in self.scores)

    @property
    def highest(self) -> int:
        """The highest score a partner gave."""
        return max(each.score for each in self.scores)

    @property
    def partners(self) -> dict[int, int]:
        """How many partners gave each score that any gave, lowest first."""
        return dict(sorted(Counter(each.score for each in self.scores).items()))

    @property
    def width(self) -> int:
        """How far apart the partners are."""
        return self.highest - self.lowest

    @property
    def agrees(self) -> bool | None:
        """Whether every partner gave the agreed score; `None` where none is agreed."""
        return None if self.agreed is None else self.lowest == self.highest == self.agreed


class Agreement(NamedTuple):
    """What partners' scores come to.

    Attributes:
        matching: on which descriptors every partner gave the agreed score, and `differing` where not.
        furthest: where the partners lie furthest apart from each other; none where they nowhere do.
    """

    matching: tuple[DescriptorSpread, ...]
    differing: tuple[DescriptorSpread, ...]
    furthest: tuple[DescriptorSpread, ...]


def agreement(spreads: Sequence[DescriptorSpread]) -> Agreement:
    """What partners' scores come to, over all descriptors that any of them scored."""
    widest = max((each.width for each in spreads), default=0)
    return Agreement(
        matching=tuple(each for each in spreads if each.agrees),
        differing=tuple(each for each in spreads if each.agrees is False),
        furthest=tuple(each for each in spreads if widest and each.width == widest),
    )


def spread(
    assessment: Assessment, responses: Sequence[Response], guide: Guide
) -> tuple[DescriptorSpread, ...]:
    """The partners' scores by descriptor, in the form's order, of those that any partner scored.

    Raises:
        UserError: the assessment answers another guide.
    """
    require_same(assessment, guide)
    found = []
    for id in guide.descriptors:
        scores = tuple(
            PartnerScore(response.respondent.organisation, answer)
            for response in responses
            if (entry := response.entries.get(id)) is not None and (answer := entry.answer) is not None
        )
        if scores:
            found.append(DescriptorSpread(id, assessment.entry(id).answer, scores))
    return tuple(found)
