"""The story of change in a sentence or two: did the priorities get better, and do the texts say why?"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ehsg_cli.compare.changes import Change, PriorityFollowed
from ehsg_cli.views import words
from ehsg_cli.views.change.priorities import worth_following
from ehsg_cli.views.change.times import Times, neither, times_of
from ehsg_cli.wording import listed

# Comparing does not need it loaded.
if TYPE_CHECKING:
    from ehsg_cli.guide.models import Guide


def change_headline(change: Change) -> str:
    """Did the priorities get better, and does the evidence say why? Or what else changed, if anything did."""
    times = times_of(change.old, change.new)
    followed = worth_following(change, times)
    if change.empty:
        return "Nothing changed: the two say the same."
    if not (followed and times.apart):
        return _without_a_story(change)
    return " ".join(
        each for each in (_how_they_went(change, times), _whether_said_why(change, times)) if each
    )


def _without_a_story(change: Change) -> str:
    """What changed, where there are no earlier priorities to ask after."""
    told = [scores_in_brief(change)]
    if change.narrative:
        told.append(_texts_in_brief(change))
    if change.priorities.dropped or change.priorities.added:
        told.append(priorities_in_brief(change))
    if len(told) == 1 and not change.scores:
        told = [f"No {words.terms(change.guide).answer} and no text changed."]
    if change.actions_moved:
        told.append(f"The actions on {_ids(change.guide, change.actions_moved)} moved.")
    return " ".join(told)


def _texts_in_brief(change: Change) -> str:
    """`62 texts were written or rewritten.`, and `Two were taken out.`"""
    gone = sum(not each.new for each in change.narrative)
    first = sum(not each.old for each in change.narrative)
    here = len(change.narrative) - gone
    say = words.counting(here, gone)
    verb = _written_or_not(first, here)
    parts = [
        f"{say(count)} {'text was' if count == 1 else 'texts were'} {how}"
        for count, how in ((here, verb), (gone, "taken out"))
        if count
    ]
    return f"{words.capitalised(listed(parts))}."


def _how_they_went(change: Change, times: Times) -> str:
    """`Of the three priorities of 2022, two score higher in 2023, and one is scored in neither.`"""
    followed, in_words = change.priorities.followed, change.guide.scale.in_words
    told = {
        "up": ("scores higher", "score higher"),
        "down": ("scores lower", "score lower"),
        "same": ("scores the same", "score the same"),
        "newly-scored": ("is newly scored", "are newly scored"),
        "no-longer-scored": ("is no longer scored", "are no longer scored"),
    }
    if in_words:
        told = {
            "changed": ("is answered otherwise", "are answered otherwise"),
            "same": ("is answered alike", "are answered alike"),
        }
    its = words.terms(change.guide)
    article = "an" if its.answer[0] in "aeiou" else "a"
    # These are not about the new one alone.
    of_both = {
        "not-scored": (f"is {its.given} {neither(times)}", f"are {its.given} {neither(times)}"),
        "unreadable": (
            f"has {article} {its.answer} that cannot be read",
            f"have {its.answers} that cannot be read",
        ),
    }
    counts = dict.fromkeys((*told, *of_both), 0)
    for each in followed:
        counts[each.direction if each.direction in counts else "changed"] += 1
    say = words.counting(len(followed), *counts.values())

    def parts(ways: dict[str, tuple[str, str]]) -> list[str]:
        if len(followed) == 1:
            return [one for way, (one, _) in ways.items() if counts[way]]
        return [f"{say(count)} {said[count > 1]}" for way, said in ways.items() if (count := counts[way])]

    alike = next((way for way, count in counts.items() if count == len(followed) > 1), None)
    if alike is not None:
        every = words.capitalised(words.all_of(len(followed), say))
        how = f"{told[alike][1]} {times.new}" if alike in told else of_both[alike][1]
        return f"{every} priorities {times.of_old} {how}."
    whose = "The one priority" if len(followed) == 1 else f"Of the {say(len(followed))} priorities"
    comma = "" if len(followed) == 1 else ","
    went = listed(parts(told))
    rest = listed(parts(of_both))
    pieces = [f"{went} {times.new}" if went else "", rest]
    return f"{whose} {times.of_old}{comma} {', and '.join(each for each in pieces if each)}."


def _whether_said_why(change: Change, times: Times) -> str:
    """Whether the evidence of those that moved was written anew."""
    ways = ("up", "down", "newly-scored", "no-longer-scored")
    moved = [each for each in change.priorities.followed if each.direction in ways]
    bare = [each for each in change.priorities.followed if not change.new.entry(each.descriptor).evidence]
    if not moved:
        rewritten = [each for each in change.priorities.followed if each.evidence]
        if not rewritten:
            unknown = any(each.direction == "unreadable" for each in change.priorities.followed)
            several = len(change.priorities.followed) > 1
            return f"Their evidence has not changed{'' if unknown else ' either'}." if several else ""
        here = [each for each in rewritten if each not in bare]
        told = [f"The evidence was {_written(change, here)} for {_ids(change.guide, here)}."] if here else []
        if gone := [each for each in rewritten if each in bare]:
            told.append(f"The evidence was taken out for {_ids(change.guide, gone)}.")
        return " ".join(told)
    silent = [each for each in moved if not each.evidence and each not in bare]
    told = []
    if silent:
        same = f"word for word that {times.of_old}" if times.apart else "the same"
        told.append(f"The evidence for {_ids(change.guide, silent)} is {same}, so it does not say why.")
    if without := [each for each in moved if each in bare]:
        told.append(f"There is no evidence for {_ids(change.guide, without)}, so nothing says why.")
    if not told:
        told.append(f"The evidence was {_written(change, moved)} with {'it' if len(moved) == 1 else 'them'}.")
    return " ".join(told)


def _written(change: Change, followed: Sequence[PriorityFollowed]) -> str:
    """Whether evidence that is another one was there before."""
    return _written_or_not(
        sum(not change.old.entry(each.descriptor).evidence for each in followed), len(followed)
    )


def _written_or_not(first: int, of: int) -> str:
    """What was done to texts of which so many were not there before."""
    return "rewritten" if not first else "written" if first == of else "written or rewritten"


def _ids(guide: "Guide", followed: Iterable[PriorityFollowed]) -> str:
    return listed([words.numbered(guide.descriptors[each.descriptor]) for each in followed])


def priorities_in_brief(change: Change) -> str:
    """`Carried on: FV3 (1.3). New: WF2 (3.2).`"""
    chosen, told = change.priorities, []
    for label, ids in (("Carried on", chosen.carried), ("Dropped", chosen.dropped), ("New", chosen.added)):
        if ids:
            names = [words.numbered(change.guide.descriptors[id]) for id in ids]
            told.append(f"{label}: {listed(names)}.")
    return " ".join(told)


def scores_in_brief(change: Change) -> str:
    """`Nine scores went up and two went down; one is newly scored.`"""
    in_words = change.guide.scale.in_words
    up, down = len(change.scored("up")), len(change.scored("down"))
    newly, gone = len(change.scored("newly-scored")), len(change.scored("no-longer-scored"))
    unreadable = len(change.scored("unreadable"))
    say = words.counting(up, down, newly, gone, up + down, unreadable)
    terms = words.terms(change.guide)
    noun, scored, entry = terms.answer, terms.given, terms.entry
    moved: list[tuple[int, str]] = (
        [(up + down, "changed")] if in_words else [(up, "went up"), (down, "went down")]
    )
    parts = [
        *(f"{say(count)}{{}} {how}" for count, how in moved if count),
    ]
    first = next((count for count, _ in moved if count), 0)
    parts = [
        each.format(f" {noun}{'' if first == 1 else 's'}" if not place else "")
        for place, each in enumerate(parts)
    ]
    for count, how in ((newly, f"newly {scored}"), (gone, f"no longer {scored}")):
        if count:
            of = "" if parts else f" {entry}{'' if count == 1 else 's'}"
            parts.append(f"{say(count)}{of} {'is' if count == 1 else 'are'} {how}")
    if unreadable:
        of = "" if first else f" {noun}{'' if unreadable == 1 else 's'}"
        parts.append(f"{say(unreadable)}{of} cannot be read")
    return f"{words.capitalised(listed(parts))}." if parts else f"No {noun} changed."
