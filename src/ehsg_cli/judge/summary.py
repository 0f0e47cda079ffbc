"""Scores summed up by section and overall.

The guide defines no mean; these are this tool's own. The overall mean is taken over descriptors, not
over sections, and what is not scored counts nowhere.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.guide.models import Guide
from ehsg_cli.judge.basis import require_same


class Tally(NamedTuple):
    """Scores summed up.

    Attributes:
        descriptors: how many there are.
        scored: how many have a score; the denominator of the mean.
        total: the sum of the scores; with `scored` it gives the mean exactly. 0 on a scale in words.
        mean: unrounded; `None`, like the three that follow, where nothing is scored. On a scale in words
            there is neither a mean nor a median, and `lowest` and `highest` are ranks.
        distribution: how many have each value of the scale, lowest first.
    """

    descriptors: int
    scored: int
    total: int
    mean: float | None
    median: float | None
    lowest: int | None
    highest: int | None
    distribution: dict[int, int]

    @property
    def missing(self) -> int:
        """How many have no score."""
        return self.descriptors - self.scored

    @property
    def commonest(self) -> tuple[int, ...]:
        """The scores that most descriptors have, lowest first; none where nothing is scored."""
        most = max(self.distribution.values(), default=0)
        return tuple(score for score, count in self.distribution.items() if count == most and count)


class SectionTally(NamedTuple):
    """One section's scores summed up."""

    id: str
    title: str
    tally: Tally


class Summary(NamedTuple):
    """An assessment's scores summed up.

    Attributes:
        with_evidence, with_next_steps: how many descriptors have something written there.
    """

    sections: tuple[SectionTally, ...]
    overall: Tally
    with_evidence: int
    with_next_steps: int

    @property
    def leading(self) -> tuple[SectionTally, ...]:
        """The sections with the highest mean, of those that have one."""
        return self._with(max)

    @property
    def trailing(self) -> tuple[SectionTally, ...]:
        """The sections with the lowest mean, of those that have one."""
        return self._with(min)

    def _with(self, choose: Callable[[Iterable[float]], float]) -> tuple[SectionTally, ...]:
        means = [each.tally.mean for each in self.sections if each.tally.mean is not None]
        if not means:
            return ()
        # Equal fractions are equal as floats, so nothing here hangs on rounding.
        chosen = choose(means)
        return tuple(each for each in self.sections if each.tally.mean == chosen)


def summarise(assessment: Assessment, guide: Guide) -> Summary:
    """The scores of an assessment, by section and overall.

    Raises:
        UserError: the assessment answers another guide.
    """
    require_same(assessment, guide)

    def tally(ids: Iterable[str]) -> Tally:
        answers = [assessment.entry(id).answer for id in ids]
        return tally_of(answers, guide.scale.numbers, in_words=guide.scale.in_words)

    sections = tuple(
        SectionTally(section.id, section.title, tally(d.id for d in section.descriptors))
        for section in guide.sections
    )
    entries = [assessment.entry(id) for id in guide.descriptors]
    return Summary(
        sections,
        tally(guide.descriptors),
        with_evidence=sum(bool(entry.evidence) for entry in entries),
        with_next_steps=sum(bool(entry.next_steps) for entry in entries),
    )


def tally_of(scores: list[int | None], scale: tuple[int, ...], *, in_words: bool = False) -> Tally:
    """Some descriptors' scores summed up.

    Args:
        scores: the scores.
        scale: every value there is, lowest first.
        in_words: whether the values are ranks of words, which can be counted and have no mean.
    """
    given = sorted(score for score in scores if score is not None)
    counts = Counter(given)
    distribution = {value: counts[value] for value in scale}
    if not given:
        return Tally(len(scores), 0, 0, None, None, None, None, distribution)
    return Tally(
        descriptors=len(scores),
        scored=len(given),
        total=0 if in_words else sum(given),
        mean=None if in_words else sum(given) / len(given),
        median=None if in_words else _median(given),
        lowest=given[0],
        highest=given[-1],
        distribution=distribution,
    )


def _median(ordered: list[int]) -> float:
    """The middle value, or the mean of the middle two; a whole number where it is one.

    Two lines of our own: the standard library's module takes longer to load than the whole summary.
    """
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high) // 2 if (low + high) % 2 == 0 else (low + high) / 2
