"""Which scores changed, and the means of each section over what was scored in both."""

from collections.abc import Iterable, Iterator, Sequence

from ehsg_cli.assessment import Assessment
from ehsg_cli.compare.changes import Change, PriorityFollowed, ScoreChange, SectionChange
from ehsg_cli.guide.models import Guide
from ehsg_cli.views import words
from ehsg_cli.views.areas import periods_of_others
from ehsg_cli.views.blocks import Block, Sentence
from ehsg_cli.views.change.texts import text_in_short
from ehsg_cli.views.change.times import Times
from ehsg_cli.views.tables import Cell, Column, Table, row


def scores_changed(change: Change, times: Times) -> Iterator[Block]:
    """The scores that changed, a table for each way that they went."""
    guide = change.guide
    captions = {
        "up": "Scores that went up",
        "down": "Scores that went down",
        "newly-scored": "Newly scored",
        "no-longer-scored": "No longer scored",
        "unreadable": "Scores that cannot be read",
    }
    groups: dict[str, list[ScoreChange]] = {}
    if guide.scale.in_words:
        captions = {
            "changed": "Answers that changed",
            "newly-scored": "Newly answered",
            "no-longer-scored": "No longer answered",
            "unreadable": "Answers that cannot be read",
        }
    for each in change.scores:
        which: str = each.direction
        groups.setdefault(which if which in captions else "changed", []).append(each)
    for which, caption in captions.items():
        if which in groups:
            yield _score_table(caption, groups[which], change, times)


def both_scores(each: ScoreChange | PriorityFollowed, guide: Guide) -> tuple[str, str]:
    """What a descriptor scores in each, or that it is not scored, or that nobody can tell."""
    old, new = (
        words.UNREADABLE if unreadable else words.score(score, guide)
        for score, unreadable in zip((each.old, each.new), each.unreadable, strict=True)
    )
    return old, new


def _score_table(caption: str, scores: Iterable[ScoreChange], change: Change, times: Times) -> Table:
    guide = change.guide
    rewritten = {each.descriptor for each in change.narrative if each.field == "evidence"}
    numeric = not guide.scale.in_words
    return Table(
        caption,
        (
            Column(words.capitalised(words.terms(guide).entry)),
            *(Column(title, numeric=numeric) for title in times.columns),
            Column(words.capitalised(guide.words.evidence) if guide.scale.in_words else "Evidence"),
        ),
        tuple(
            (
                Cell(
                    words.named(guide.descriptors[each.descriptor]),
                    marked=each.descriptor in change.new.chosen,
                ),
                *(Cell(said) for said in both_scores(each, guide)),
                Cell(
                    text_in_short(
                        change.old.entry(each.descriptor).evidence,
                        change.new.entry(each.descriptor).evidence,
                        rewritten=each.descriptor in rewritten,
                    )
                ),
            )
            for each in scores
        ),
    )


def sections_changed(change: Change, times: Times) -> Iterator[Block]:
    """Means of the same descriptors, with how many those are; never one without the other."""
    if not change.scores or change.guide.scale.in_words or change.overall.old_mean is None:
        return
    titles = {each.id: f"{each.form or ''} {each.title}".strip() for each in change.guide.sections}
    old, new = times.columns
    yield Table(
        f"Means over the {words.terms(change.guide).entries} that are scored {times.both}",
        (
            Column("Section"),
            Column(f"Scored {times.both}", numeric=True),
            Column(f"Mean {old[:1].lower()}{old[1:]}", numeric=True),
            Column(f"Mean {new[:1].lower()}{new[1:]}", numeric=True),
        ),
        tuple(row(titles[each.id], *_means(each)) for each in change.sections),
        row("All sections", *_means(change.overall)),
        f"Both means of a row are taken over the same {words.terms(change.guide).entries}, those scored "
        f"{times.both}; the guide defines no mean, and these are this tool's own.",
    )


def year_by_year(change: Change, times: Times, history: Sequence[Assessment]) -> Iterator[Block]:
    """The means of each year over what was scored in it, where there are more years than two."""
    if not history or not times.apart:
        return
    from ehsg_cli.compare.trend import trend, year_of
    from ehsg_cli.views.trend import means

    guide = change.guide
    years = [year_of(each, guide) for each in (*history, change.old, change.new)]
    for series in trend(years, {guide.id: guide}, across_boundaries=True).series:
        for edition in series.editions:
            if made := tuple(means(edition)):
                yield Sentence(
                    f"Year by year each mean is over the {words.terms(guide).entries} that were scored then; "
                    "where those are not all, how many they are stands behind it."
                )
                yield from map(Sentence, periods_of_others((*history, change.old), change.new))
                yield from made


def _means(section: SectionChange) -> tuple[str, str, str]:
    old, new = section.old_shared, section.new_shared
    return words.coverage(old), words.mean(old), words.mean(new)


def overall_mean(section: SectionChange, times: Times) -> str:
    """`2.1 in 2022 and 2.4 in 2023, over the 60 of 62 descriptors scored in both.`; empty without a mean."""
    if section.old_mean is None or section.new_mean is None:
        return ""
    held, old, new = _means(section)
    return f"{old} {times.old} and {new} {times.new}, over the {held} descriptors scored {times.both}."
