"""The story of change between two assessments: did what was chosen get better, and does the evidence say why?

One wording for every output. `old` and `new` are as they were given; where both have a period, and not the
same one, that tells them apart, and else they are what was before and what is now.
"""

from collections.abc import Iterator, Sequence

from ehsg_cli.assessment import Assessment
from ehsg_cli.compare.changes import Change
from ehsg_cli.views import words
from ehsg_cli.views.areas import areas
from ehsg_cli.views.blocks import Block, Facts, Part, Sentence, Story
from ehsg_cli.views.change.headline import change_headline, priorities_in_brief, scores_in_brief
from ehsg_cli.views.change.priorities import (
    followed_in_brief,
    followed_title,
    priorities_followed,
    priorities_new,
)
from ehsg_cli.views.change.rest import follow_up_changed, others_changed
from ehsg_cli.views.change.scores import overall_mean, scores_changed, sections_changed, year_by_year
from ehsg_cli.views.change.texts import REWRITTEN, rewritten
from ehsg_cli.views.change.times import Times, times_of
from ehsg_cli.views.change.verdicts import (
    autonomy_title,
    criteria_changed,
    criteria_in_brief,
    data_model_changed,
    has_data_model,
    levels,
)
from ehsg_cli.views.tables import Fact


def view_change(change: Change, history: Sequence[Assessment] = ()) -> Story:
    """The whole story; without any part where nothing changed.

    Args:
        change: what changed.
        history: assessments of years before both, the earliest first, for the longer story of a priority.
    """
    times = times_of(change.old, change.new)
    when = f"from {change.old.period} to {change.new.period}" if times.apart else "between two versions"
    return Story(
        title=f"{words.area_of(change.new)}: {change.guide.title}, what changed {when}",
        headline=change_headline(change),
        key_points=tuple(key_points(change, history)),
        parts=tuple(change_parts(change, history)),
    )


def view_brief(change: Change, history: Sequence[Assessment] = ()) -> Story:
    """The same in one part, for a paper that has the scores and texts elsewhere."""
    times = times_of(change.old, change.new)
    title, label = "What changed", "What changed"
    if times.apart:
        title, label = f"What changed since {change.old.period}", f"Since {change.old.period}"
    headline = change_headline(change)
    part = Part("change", title, (Sentence(headline), *_in_brief(change, times, history)))
    return Story(title, headline, tuple(key_points(change, history)), (part,), label)


def key_points(change: Change, history: Sequence[Assessment] = ()) -> Iterator[Fact]:
    """What belongs to the headline; first of all whether all of them are of one place."""
    times = times_of(change.old, change.new)
    yield from areas(change.old, change.new, history)
    if change.empty:
        return
    # Where the headline is not about the priorities it says these itself.
    if times.apart and change.priorities.followed:
        yield Fact("Priorities", priorities_in_brief(change))
        yield Fact("Answers" if change.guide.scale.in_words else "Scores", scores_in_brief(change))
    mean = overall_mean(change.overall, times)
    if mean and change.scores:
        yield Fact("Mean", mean)
    if has_data_model(change):
        yield Fact("Data model", levels(change, times))
    if change.criteria:
        yield Fact(autonomy_title(change.guide), criteria_in_brief(change))


def change_parts(change: Change, history: Sequence[Assessment] = ()) -> Iterator[Part]:
    """The story part by part; what has nothing to tell is left out."""
    times = times_of(change.old, change.new)
    if change.empty:
        return
    scores = "Answers" if change.guide.scale.in_words else "Scores"
    sections = (*sections_changed(change, times), *year_by_year(change, times, history))
    for id, title, blocks in (
        ("priorities-followed", followed_title(times), priorities_followed(change, times, history)),
        ("priorities-new", "New priorities", priorities_new(change, times)),
        ("scores-changed", scores, scores_changed(change, times)),
        ("sections-changed", "Sections", sections),
        ("rewritten", REWRITTEN, rewritten(change)),
        ("data-model-changed", "Data model", data_model_changed(change, times)),
        ("criteria-changed", autonomy_title(change.guide), criteria_changed(change, times)),
        ("follow-up-changed", "What is recorded of earlier priorities", follow_up_changed(change, times)),
        ("others-changed", "What else changed", others_changed(change, times)),
    ):
        if made := tuple(blocks):
            yield Part(id, title, made)


def _in_brief(change: Change, times: Times, history: Sequence[Assessment]) -> Iterator[Block]:
    if change.empty:
        return
    yield from followed_in_brief(change, times, history)
    yield from scores_changed(change, times)
    yield from sections_changed(change, times)
    yield from year_by_year(change, times, history)
    if change.criteria:
        yield Facts((Fact(autonomy_title(change.guide), criteria_in_brief(change)),))
