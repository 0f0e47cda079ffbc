"""Family 8: advice that takes the area's earlier years to give.

It is loaded only for a file beside which other assessments stand.
"""

import os
from collections.abc import Iterator
from typing import get_args

from ehsg_cli.assessment import Assessment, Outcome
from ehsg_cli.assessment.periods import Month, period_end
from ehsg_cli.compare.rewording import same_text
from ehsg_cli.diagnostics import Finding, Pointer, Related, Rule, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading.companions import Companions, Earlier
from ehsg_cli.reading.kinship import kinship, names
from ehsg_cli.wording import listed, short

YearsRule = Rule[[Assessment, Guide, Companions], Iterator[Finding]]

# These figures are our own, not the guide's.
_LEAP = 2
_YEARS = 3

_FOLLOW_UP = Pointer(("follow_up",))
_OUTCOMES = listed(get_args(Outcome), "or")


def _last(companions: Companions) -> Earlier | None:
    """The area's latest earlier assessment."""
    return next(companions.around.earlier(), None) if companions.around is not None else None


def _of(earlier: Earlier, assessment: Assessment) -> str:
    """Which assessment it is: its period, its file, and its area where that is another one's predecessor."""
    before = earlier.said.area
    same = kinship(earlier.said, assessment).relation == "same"
    whose = "" if same else f" of {short(names(before, assessment.area)[0])}"
    return f"{earlier.said.period} ({short(os.path.basename(earlier.file))}{whose})"  # noqa: PTH119  # a name alone


@rule("EH801", "a score that rose by much, with the evidence of before", Severity.WARNING)
def rose_without_evidence(
    self: YearsRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """The score is two steps or more above the earlier year's, and the evidence is the same word for word;
    how it is wrapped does not count. Whoever reads both years asks what shows the change. Where there is no
    evidence at all, that is what EH402 is about.

    The earlier assessment is the one of the same area, by the same guide, that stands beside the file and
    whose period ends last before this one's. One of a predecessor counts too where it says
    `boundaries: same`. Nothing is said where it is in doubt which one that is, or where it is not sound.

    A note in a draft, a warning once the assessment is agreed or submitted.

        # area-2022.yaml                          # area-2023.yaml
        FV1:                                      FV1:
          score: 2                                  score: 4
          working_well: We have a framework.        working_well: We have a framework.

    What to do: write what is seen this year that was not seen before, or look at the score again.
    """
    last = _last(companions)
    if last is None or guide.scale.in_words:
        return
    words = guide.words
    for id, before, now in _both(last.said, assessment, guide):
        evidence = assessment.entry(id).evidence
        if evidence and now >= before + _LEAP and same_text(last.said.entry(id).evidence, evidence):
            at = Pointer((words.entries, id))
            yield self.finding(
                f"{id} rose from {before} in {_of(last, assessment)} to {now}, "
                "and its evidence is what it was then",
                at.child(words.evidence),
                severity=None if assessment.final else Severity.NOTE,
                hint=f"write under {words.evidence} what shows it now, or look at the {words.answer} again",
                related=(Related(f"its {words.answer}", at.child(words.answer)),),
            )


@rule("EH802", "a score that fell, with nothing said", Severity.WARNING)
def fell_in_silence(
    self: YearsRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """The score is below the earlier year's, and neither of the two texts says anything that was not said
    then; how they are wrapped does not count. A lower score is no failure: often a partnership sees more
    clearly, or a service was lost. It is the one change that every reader asks about.

    Which assessment is the earlier one: see EH801.

    A note in a draft, a warning once the assessment is agreed or submitted.

    What to do: say in a sentence why it is lower, and what you will do.
    """
    last = _last(companions)
    if last is None or guide.scale.in_words:
        return
    words = guide.words
    for id, before, now in _both(last.said, assessment, guide):
        entry, then = assessment.entry(id), last.said.entry(id)
        if (
            now < before
            and same_text(then.evidence, entry.evidence)
            and same_text(then.next_steps, entry.next_steps)
        ):
            how = "its texts are what they were then" if entry.evidence or entry.next_steps else "has no text"
            yield self.finding(
                f"{id} fell from {before} in {_of(last, assessment)} to {now}, and {how}",
                Pointer((words.entries, id, words.answer)),
                severity=None if assessment.final else Severity.NOTE,
                hint=f"say under {words.evidence} or {words.next_steps} why it is lower",
            )


@rule("EH803", "a priority for three years that has not moved", Severity.WARNING)
def carried_without_movement(
    self: YearsRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """The descriptor is a priority in this assessment and was one in every earlier one for three years, and
    its score was the same in all of them. It may be slow work, and well worth it; a board will ask what is
    done otherwise this time.

    Looked at are the assessments of the same area by the same guide beside the file, from this one back: see
    EH801.

    A note in a draft, a warning once the assessment is agreed or submitted.

    What to do: say with the priority (`why`) what will be different this year; or choose another.
    """
    if companions.around is None or assessment.period is None:
        return
    still = {id: answer for id in assessment.chosen if (answer := assessment.entry(id).answer) is not None}
    newest, oldest = period_end(assessment.period), None
    for number, earlier in enumerate(companions.around.earlier() if still else (), 2):
        said = earlier.said
        still = {id: a for id, a in still.items() if id in said.chosen and said.entry(id).answer == a}
        assert said.period is not None
        # Three years, of which at least one stands between the first and this one.
        long_ago = _months(period_end(said.period), newest) >= 12 * (_YEARS - 1)
        if not still or (long_ago and number >= _YEARS):
            oldest = earlier
            break
    if oldest is None:
        return
    for position, priority in enumerate(assessment.priorities):
        if priority is not None and priority.id in still:
            id = priority.id
            yield self.finding(
                f"{id} has been a priority since {_of(oldest, assessment)}, "
                f"and its {guide.words.answer} is {guide.scale.say(still.pop(id))}, as it was then",
                Pointer(("priorities", position)),
                severity=None if assessment.final else Severity.NOTE,
                hint="say under `why` what will be different this year, or choose another",
                related=(
                    Related(
                        f"its {guide.words.answer}", Pointer((guide.words.entries, id, guide.words.answer))
                    ),
                ),
            )


@rule("EH804", "an earlier priority of which nothing is said", Severity.WARNING, absence=True)
def not_followed_up(
    self: YearsRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """A descriptor was a priority the year before, and the file does not say what became of it. That cannot
    be seen from the scores: work may have been done that has not moved one yet. So it is asked for, and never
    worked out.

    Which assessment is that of the year before: see EH801.

    A note in a draft, a warning once the assessment is agreed or submitted.

        follow_up:
          DA5: {outcome: partly, note: Two of four partners share their records now.}

    What to do: write the priority's id under `follow_up`, an outcome (done, partly, not-done or stopped) and
    a sentence.
    """
    last = _last(companions)
    for id in dict.fromkeys(last.said.chosen) if last is not None else ():
        followed = assessment.follow_up.get(id)
        if last is None or (followed is not None and followed.outcome is not None):
            continue
        at = _FOLLOW_UP.child(id)
        yield self.finding(
            f"{id} was a priority in {_of(last, assessment)}, and what became of it is not said",
            at if followed is None else at.child("outcome"),
            severity=None if assessment.final else Severity.NOTE,
            hint=f"write {_OUTCOMES}"
            if followed is not None
            else f"write it under follow_up: `{id}:`, and below it `outcome:` ({_OUTCOMES}) and `note:`",
        )


@rule("EH805", "a follow-up of what was no priority", Severity.WARNING)
def no_priority_then(
    self: YearsRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """Under `follow_up` stands what became of the year before's priorities. This descriptor was none of them:
    most likely its id is a slip, and another one's place is empty.

    Which assessment is that of the year before: see EH801.

    A note in a draft, a warning once the assessment is agreed or submitted.

    What to do: write the id that is meant. What happened under any other descriptor belongs in its texts.
    """
    last = _last(companions)
    if last is None:
        return
    chosen = last.said.chosen
    then = f"the priorities then were {listed(list(dict.fromkeys(chosen)))}" if chosen else "it had none"
    for id in assessment.follow_up:
        if id not in chosen:
            yield self.finding(
                f"{id} was no priority in {_of(last, assessment)}",
                _FOLLOW_UP.child(id),
                at_key=True,
                severity=None if assessment.final else Severity.NOTE,
                hint=f"{then}; what else happened belongs in the texts of its {guide.words.entry}",
            )


@rule("EH810", "another area code than the year before", Severity.WARNING)
def another_code(
    self: YearsRule, assessment: Assessment, guide: Guide, companions: Companions
) -> Iterator[Finding]:
    """The area has the name that it had the year before and another code, and the file names no predecessor.
    Two codes may stand for two places, and their scores are shown beside one another as those of one.

    Which assessment is that of the year before: see EH801.

    A note in a draft, a warning once the assessment is agreed or submitted.

        area:
          name: Newshire
          code: E06999999
          predecessors: [{name: Newshire, code: E10999999, boundaries: changed}]

    What to do: correct the code that is wrong; or name the area of the other code under `predecessors`, with
    what became of its boundaries.
    """
    last, code = _last(companions), assessment.area.code
    before = last.said.area.code if last is not None else None
    if last is None or code is None or before is None or before == code or assessment.area.predecessors:
        return
    yield self.finding(
        f"the area's code is {code}, and was {before} in {_of(last, assessment)}",
        Pointer(("area", "code")),
        severity=None if assessment.final else Severity.NOTE,
        hint="correct the code that is wrong, or name the area of the other code under `predecessors`",
    )


def _both(before: Assessment, now: Assessment, guide: Guide) -> Iterator[tuple[str, int, int]]:
    """The descriptors that are scored in both years, with both scores."""
    for id in guide.descriptors:
        first, second = before.entry(id).answer, now.entry(id).answer
        if first is not None and second is not None:
            yield id, first, second


def _months(earlier: Month, later: Month) -> int:
    """How many months lie between two."""
    return (later[0] - earlier[0]) * 12 + later[1] - earlier[1]


RULES_BESIDE = (
    rose_without_evidence,
    fell_in_silence,
    carried_without_movement,
    not_followed_up,
    no_priority_then,
    another_code,
)
