"""What became of the priorities that were chosen before, and which ones are new."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ehsg_cli.assessment import Assessment, FollowUp
from ehsg_cli.assessment.periods import period_end
from ehsg_cli.compare.changes import ActionsMoved, Change, PriorityFollowed, ScoreChange
from ehsg_cli.views import words
from ehsg_cli.views.blocks import Block, Facts, Heading
from ehsg_cli.views.change.scores import both_scores
from ehsg_cli.views.change.texts import NONE_RECORDED, reworded, text_in_short, where_rewritten
from ehsg_cli.views.change.times import Times, neither
from ehsg_cli.views.tables import Cell, Column, Fact, Table
from ehsg_cli.wording import listed

# Comparing needs neither of them loaded.
if TYPE_CHECKING:
    from ehsg_cli.guide.models import Guide

OUTCOMES = {"done": "Done", "partly": "Partly done", "not-done": "Not done", "stopped": "Stopped"}
"""What a follow-up's outcomes are called."""


def worth_following(change: Change, times: Times) -> tuple[PriorityFollowed, ...]:
    """The old priorities of which there is something to tell: all of another year's, and else what moved."""
    followed = change.priorities.followed
    if times.apart:
        return followed
    said = {id for id, _, _ in change.follow_up} | {id for id, _, _ in change.priorities.reasons}
    said |= {each.descriptor for each in change.actions_moved}
    return tuple(each for each in followed if _moved(each) or each.descriptor in said)


def _moved(each: PriorityFollowed) -> bool:
    return (
        not each.carried or each.direction not in ("same", "not-scored") or each.evidence or each.next_steps
    )


def followed_title(times: Times) -> str:
    """What the part about the old priorities is called."""
    return f"The priorities {times.of_old}" if times.apart else "The priorities as they were"


def priorities_followed(change: Change, times: Times, history: Sequence[Assessment]) -> Iterator[Block]:
    """Each old priority: what became of it, and whether its texts say so."""
    reasons = {id: (old, new) for id, old, new in change.priorities.reasons}
    for each in worth_following(change, times):
        yield Heading(words.named(change.guide.descriptors[each.descriptor]))
        yield Facts(tuple(_followed_facts(each, change, times, history)))
        if each.descriptor in reasons:
            yield reworded("Why it was chosen", *reasons[each.descriptor])
        yield from where_rewritten(change, each.descriptor)


def _followed_facts(
    each: PriorityFollowed, change: Change, times: Times, history: Sequence[Assessment]
) -> Iterator[Fact]:
    guide, id = change.guide, each.descriptor
    carried = "Carried on" if each.carried else "Dropped"
    yield Fact("Choice", f"{carried}: {'still' if each.carried else 'no longer'} a priority {times.new}.")
    answer = words.capitalised(words.terms(guide).answer)
    yield Fact(answer, f"{words.capitalised(_both_scores(each, guide, times))}.")
    old, new = change.old.entry(id), change.new.entry(id)
    said = _text_moved(old.evidence, new.evidence, times, rewritten=each.evidence)
    if not each.evidence and new.evidence and each.direction in ("up", "down"):
        said = f"{said}, so it does not say why the {words.terms(guide).answer} is another one"
    yield Fact("Evidence", f"{said}.")
    yield Fact(
        "Next steps", f"{_text_moved(old.next_steps, new.next_steps, times, rewritten=each.next_steps)}."
    )
    yield Fact("Actions", _actions(each.actions, change, times))
    yield Fact("What became of it", outcome_of(each.follow_up))
    if story := _over_the_years(each, change, history):
        yield Fact("Over the years", story)


def _both_scores(each: PriorityFollowed | ScoreChange, guide: "Guide", times: Times) -> str:
    """`2 in 2022 and 3 in 2023, 1 higher`."""
    scored = words.terms(guide).given
    old, new = each.old, each.new
    if each.direction == "unreadable":
        before, after = both_scores(each, guide)
        return f"{before} {times.old} and {after} {times.new}"
    if old is None and new is None:
        return f"{scored} {neither(times)}"
    if old == new and new is not None:
        return f"{guide.scale.say(new)}, the same {'as ' + times.old if times.apart else times.both}"
    told = f"{words.score(old, guide)} {times.old} and {words.score(new, guide)} {times.new}"
    if old is None or new is None or guide.scale.in_words:
        return told
    return f"{told}: {abs(new - old)} {'higher' if new > old else 'lower'}"


def _text_moved(old: str | None, new: str | None, times: Times, *, rewritten: bool) -> str:
    if not old and not new:
        return f"{NONE_RECORDED} {times.old} or {times.new}"
    if not rewritten:
        return f"Word for word as {times.old}"
    if not old:
        return f"{NONE_RECORDED} {times.old}, recorded {times.new}"
    return "Rewritten" if new else f"Recorded {times.old}, none recorded {times.new}"


def _actions(actions: ActionsMoved, change: Change, times: Times) -> str:
    """Whether the actions moved; and where one plan alone cannot tell that, where they stand."""
    if not actions.old and not actions.new:
        if actions.old is None and actions.new is None:
            return "Not known: there is no action plan beside the assessments."
        return "Not known: no action of the plan is on it."
    if actions.compared:
        told = [
            f"{_statuses(counts)} {when}"
            for counts, when in ((actions.old, times.old), (actions.new, times.new))
            if counts
        ]
        return f"{'They moved' if actions.moved else 'None moved'}: {'; '.join(told)}."
    reported = f"; last reported on {words.day(actions.reported)}" if actions.reported else ""
    stand = f"{_statuses(actions.new or actions.old or {})}{reported}."
    if actions.moved is False:
        return f"None moved: {stand}"
    if actions.moved:
        earlier = min(filter(None, (change.old.period, change.new.period)), key=period_end)
        return f"They moved after {earlier}: {stand}"
    return f"Where they stand now: {stand}" if actions.new else f"Known only {times.old}: {stand}"


def _actions_in_short(actions: ActionsMoved) -> str:
    """The same for a cell."""
    if actions.moved is not None:
        return "Moved" if actions.moved else "None moved"
    counts: Mapping[Any, int] = actions.new or {}
    told = ", ".join(f"{count} {status or 'without a status'}" for status, count in counts.items())
    return told or "Not known"


def _statuses(counts: Mapping[Any, int]) -> str:
    say = words.counting(*counts.values())
    return listed([f"{say(count)} {status or 'without a status'}" for status, count in counts.items()])


def outcome_of(follow_up: FollowUp | None) -> str:
    """What is recorded of a priority, which is never guessed."""
    if follow_up is None or not (follow_up.outcome or follow_up.note):
        return "Nothing is recorded."
    outcome = OUTCOMES[follow_up.outcome] if follow_up.outcome else "No outcome is recorded"
    note = words.one_line(follow_up.note or "")
    return f"{outcome}. {note}" if note else f"{outcome}."


def _over_the_years(each: PriorityFollowed, change: Change, history: Sequence[Assessment]) -> str:
    """How long it has been a priority without a break, and its score in each of those years."""
    id, guide = each.descriptor, change.guide
    if not each.carried or not history:
        return ""
    years = [change.old, change.new]
    for earlier in reversed(history):
        if id not in earlier.chosen:
            break
        years.insert(0, earlier)
    if len(years) < 3:
        return ""
    answers = [year.entry(id).answer for year in years]
    told = [
        f"{words.score(answer, guide)} in {year.period or 'a year not given'}"
        for answer, year in zip(answers, years, strict=True)
    ]
    say = words.small(len(years))
    sentence = f"A priority {say} times in a row: {listed(told)}."
    if len(set(answers)) == 1 and answers[0] is not None:
        sentence += f" Its {words.terms(guide).answer} has not moved in all that time."
    return sentence


def followed_in_brief(change: Change, times: Times, history: Sequence[Assessment]) -> Iterator[Block]:
    """The old priorities in short, a line each."""
    guide = change.guide
    followed = worth_following(change, times)
    if not followed:
        return
    rows, stories = [], []
    for each in followed:
        evidence = (side.entry(each.descriptor).evidence for side in (change.old, change.new))
        name = words.named(guide.descriptors[each.descriptor])
        rows.append(
            (
                Cell(name, marked=each.carried),
                *(Cell(said) for said in both_scores(each, guide)),
                Cell(text_in_short(*evidence, rewritten=each.evidence)),
                Cell(_actions_in_short(each.actions)),
                Cell(outcome_of(each.follow_up)),
            )
        )
        if story := _over_the_years(each, change, history):
            stories.append(Fact(words.numbered(guide.descriptors[each.descriptor]), story))
    numeric = not guide.scale.in_words
    columns = (
        Column("Descriptor"),
        *(Column(title, numeric=numeric) for title in times.columns),
        Column("Evidence"),
        Column("Actions"),
        Column("What became of it"),
    )
    yield Table(followed_title(times), columns, tuple(rows))
    if stories:
        yield Facts(tuple(stories))


def priorities_new(change: Change, times: Times) -> Iterator[Block]:
    """Each priority that was none before."""
    guide = change.guide
    why = {each.id: each.why for each in change.new.priorities if each is not None}
    scores = {each.descriptor: each for each in change.scores}
    for id in change.priorities.added:
        unchanged = ScoreChange(id, change.old.entry(id).answer, change.new.entry(id).answer)
        scores.setdefault(id, unchanged)
    for id in change.priorities.added:
        yield Heading(words.named(guide.descriptors[id]))
        reason = words.one_line(why.get(id) or "")
        yield Facts(
            (
                Fact(
                    words.capitalised(words.terms(guide).answer),
                    f"{words.capitalised(_both_scores(scores[id], guide, times))}.",
                ),
                Fact("Why it was chosen", reason or "Nothing is recorded."),
            )
        )
        yield from where_rewritten(change, id)
