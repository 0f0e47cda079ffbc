"""Family 4: advice on the texts.

What a score expects of the texts beside it is the guide's, and stands in its pack. That a text should be
there at all, be about its own descriptor and be finished is common sense. A partner may say as much or as
little as it likes: in its response only what is plainly a slip is told of.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

from ehsg_cli.diagnostics import Finding, Pointer, Related, Severity, rule
from ehsg_cli.guide.models import Guide
from ehsg_cli.rules.texts import Answers, AnswersRule, table_of

# Our own figure, not the guide's: in fewer words a text can claim progress and hardly show it.
_SHORT = 25
# A text of so many characters has as many words; if it had not, they would be no words to count.
_SURELY_ENOUGH = 400
# A text of no more than so many words may be nothing but a reference or a placeholder.
_FEW = 12
# Two texts of fewer words can be alike by chance, such as "See our action plan".
_TELLING = 5


def _severity(texts: Answers) -> Severity:
    """What an agreed assessment is warned of is no more than noted in a draft and in a partner's response."""
    return Severity.WARNING if texts.final else Severity.NOTE


@rule("EH401", "a line of text that looks like a comment", Severity.WARNING)
def looks_like_a_comment(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """In a block of text (`|-`) a line that begins with `#` is part of the text: it is printed in every
    report. A note to colleagues put there would go to the board.

        working_well: |-
          Families told us ...
          # check this figure with the data team      <- printed

    What to do: move the note out of the text, to a line of its own that begins with `#` at the left of
    the key; or reword the line.
    """
    if "#" not in texts.joined:
        return
    words = texts.guide.words
    for id, _, evidence, next_steps in texts.answered:
        for key, text in ((words.evidence, evidence), (words.next_steps, next_steps)):
            if "#" not in text:
                continue
            for number, line in enumerate(text.splitlines(), 1):
                if line.lstrip().startswith("#"):
                    yield self.finding(
                        f"line {number} of this text begins with #, and would be printed",
                        Pointer((words.entries, id, key)),
                        hint="move the comment out of the text, or reword the line",
                        words=line.strip(),
                    )
                    break


@rule("EH402", "a score without evidence", Severity.WARNING, absence=True)
def no_evidence(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """From the score on at which the guide's scale speaks of evidence, somebody who reads the return looks
    for it. `ehsg guide show scale` lists those scores.

    A note in a draft, a warning once the assessment is agreed or submitted.

        FV1:
          score: 3
          working_well:            <- nothing stands here

    What to do: write what is working well and what shows it.
    """
    guide = texts.guide
    words, expecting = guide.words, guide.scale.that_expect("evidence")
    for id, answer, evidence, _ in texts.answered:
        if not evidence and answer in expecting:
            yield self.finding(
                f"{id} has the {words.answer} {answer} and no evidence yet",
                Pointer((words.entries, id, words.evidence)),
                severity=_severity(texts),
                hint=f"write under {words.evidence} what shows it ({guide.cite(expecting[answer].source)})",
            )


@rule("EH403", "a score without next steps", Severity.NOTE, absence=True)
def no_next_steps(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """From the score on at which the guide's scale says that it is clear what to do next, or that there is
    a plan to keep developing, the text should say so. `ehsg guide show scale` lists those scores.

        FV1:
          score: 3
          working_well: |-
            Families told us ...
          prioritising_next:       <- nothing stands here

    What to do: write what you will do next, also where it is a small thing.
    """
    guide = texts.guide
    words, expecting = guide.words, guide.scale.that_expect("next_steps")
    for id, answer, _, next_steps in texts.answered:
        if not next_steps and answer in expecting:
            cited = guide.cite(expecting[answer].source)
            yield self.finding(
                f"{id} has the {words.answer} {answer} and no next steps yet",
                Pointer((words.entries, id, words.next_steps)),
                hint=f"write under {words.next_steps} what comes next ({cited})",
            )


@rule("EH404", "a high score without a word on outcomes", Severity.NOTE)
def no_outcomes(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """The highest scores of the guide's scale rest on outcomes or impact, and on development that goes on.
    `ehsg guide show scale` lists these scores. Here neither text has a word that would tell of it. The words
    looked for stand in the guide pack; a text that has one of them is left alone.

        FV1:
          score: 5
          working_well: |-
            Every family has one lead practitioner, and every partner keeps to the protocol.

    What to do: say what has changed for families and how you know; or look at the score again.
    """
    guide = texts.guide
    telling, expecting = guide.scale.outcomes, guide.scale.that_expect("outcomes")
    if telling is None:
        return
    words = guide.words
    for id, answer, evidence, next_steps in texts.answered:
        # Where there is no evidence at all, that is what is said.
        if answer not in expecting or not evidence or _says_nothing(evidence, guide):
            continue
        if not _tells(evidence, telling.words) and not _tells(next_steps, telling.words):
            yield self.finding(
                f"{id} has the {words.answer} {answer}, and its texts say nothing of {telling.says}",
                Pointer((words.entries, id, words.evidence)),
                hint="say what has changed for families and how you know "
                f"({guide.cite(expecting[answer].source)})",
            )


def _tells(text: str, words: Collection[str]) -> bool:
    """Whether a text holds one of some words; small letters are made only where none is found without."""
    for word in words:
        if word in text:
            return True
    small = text.lower()
    return any(word in small for word in words)


@rule("EH405", "evidence that only points elsewhere", Severity.WARNING)
def points_elsewhere(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """Each answer is read by itself: it goes into a box of the form, and into a report that may be sorted
    otherwise. There is nothing above it to see.

    A note in a draft and in a partner's response, a warning once the assessment is agreed or submitted.

        WF1:
          score: 3
          working_well: See above

    What to do: say here what matters to this descriptor, also if it is said elsewhere too.
    """
    words = texts.guide.words
    for id, _, evidence, _ in texts.answered:
        if evidence and len(evidence) < _LONGEST and _is_reference(evidence, texts.guide):
            yield self.finding(
                f"the whole evidence for {id} is a reference to another text",
                Pointer((words.entries, id, words.evidence)),
                severity=_severity(texts),
                hint="say here what matters to it: each box of the form is read by itself",
                words=evidence.strip(),
            )


# Longer than a reference, and than a placeholder, ever is.
_LONGEST, _LONGEST_PLACEHOLDER = 120, 45
_REFERRING = frozenset(("above", "below", "ditto", "previous", "previously", "earlier", "elsewhere", "ibid"))
_POINTING = table_of("""
    see please as same at in per for refer refers referring to also and or the our my this that is
    are it of with under cf stated described mentioned noted detailed given outlined said answer
    answers answered response responses descriptor descriptors question questions section sections
    text evidence score entry entries box boxes comment comments number
""")
_TAKEN_OFF = str.maketrans(dict.fromkeys(",;:()[]{}\"'`*_!?/&-–—…", " "))


def _words(text: str) -> list[str]:
    """The words of a short text in small letters; a full stop stays inside a form number only."""
    return [word for part in text.lower().translate(_TAKEN_OFF).split() if (word := part.strip("."))]


def _is_reference(text: str, guide: Guide) -> bool:
    """Whether every word of a text is one that points at another text, and one says at which."""
    words = _words(text)
    if not words or len(words) > _FEW:
        return False
    named = _names(guide)
    where = [word for word in words if word in _REFERRING or word in named]
    if len(where) + sum(word in _POINTING for word in words) != len(words):
        return False
    # An id alone says nothing either, but need not be a reference: "FV1" is left to whoever wrote it.
    return any(word in _REFERRING for word in where) or (bool(where) and not _POINTING.isdisjoint(words))


@lru_cache(maxsize=1)
def _names_of(ids: tuple[str, ...]) -> frozenset[str]:
    return frozenset(id.lower() for id in ids)


def _names(guide: Guide) -> frozenset[str]:
    """Ids and form numbers of a guide's descriptors, in small letters."""
    return _names_of((*guide.descriptors, *guide.by_form))


@rule("EH406", "two descriptors with the same text", Severity.NOTE)
def repeated_text(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """Word for word the same text under two descriptors is often a slip in copying, and never about what
    makes them different. Texts of a few words are left alone.

    What to do: keep it where it belongs, and say under the other descriptor what matters to that one.
    """
    words = texts.guide.words
    # Only texts of one length can be the same: those are compared, and no others.
    by_length: dict[int, list[tuple[str, str, str]]] = {}
    for id, _, evidence, next_steps in texts.answered:
        for key, given in ((words.evidence, evidence), (words.next_steps, next_steps)):
            text = given.strip()
            alike = by_length.get(len(text))
            if alike is None:
                by_length[len(text)] = [(id, key, text)]
                continue
            for other, other_key, other_text in alike:
                if text[:1] == other_text[:1] and _same(text, other_text):
                    if other != id and _tells_something(text):
                        yield self.finding(
                            f"the text under {id} is the same as that under {other}",
                            Pointer((words.entries, id, key)),
                            hint=f"say here what matters to {id}, and keep the text where it belongs",
                            related=(
                                Related("it stands here first", Pointer((words.entries, other, other_key))),
                            ),
                        )
                    break
            else:
                alike.append((id, key, text))


def _tells_something(text: str) -> bool:
    return len(text.split(None, _TELLING)) >= _TELLING and not _is_placeholder(text)


def _same(one: str, other: str) -> bool:
    """Whether two texts of one length are the same, wherever their lines are broken."""
    return one == other or one.split() == other.split()


@rule("EH407", "little evidence for the score", Severity.NOTE)
def little_evidence(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """From the score on at which the guide's scale speaks of good evidence, fewer than 25 words rarely hold
    any. `ehsg guide show scale` lists those scores. The 25 are ours: the guide counts no words.

        FV1:
          score: 4
          working_well: Families are asked for feedback, and we act on it.

    What to do: say what shows it: a figure, a survey, an audit, what families said.
    """
    guide = texts.guide
    words, expecting = guide.words, guide.scale.that_expect("good_evidence")
    for id, answer, evidence, _ in texts.answered:
        if evidence and len(evidence) < _SURELY_ENOUGH and answer in expecting:
            parts = evidence.split()
            if len(parts) - parts.count("-") - parts.count("*") >= _SHORT:
                continue
            # Dashes of a list are no words.
            count = sum(any(map(str.isalnum, part)) for part in parts)
            if not _says_nothing(evidence, guide):
                yield self.finding(
                    f"the evidence for {id} has {count} {'word' if count == 1 else 'words'}, "
                    f"and the {words.answer} {answer} rests on good evidence",
                    Pointer((words.entries, id, words.evidence)),
                    hint="say what shows it: a figure, a survey, what families said "
                    f"({guide.cite(expecting[answer].source)})",
                )


@rule("EH409", "the same text as evidence and as next steps", Severity.NOTE)
def said_twice(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """What is working well and what comes next are two questions. The same text in both boxes is most
    likely a slip in copying.

    What to do: keep it in the box it answers, and write the other one.
    """
    words = texts.guide.words
    for id, _, evidence, next_steps in texts.answered:
        if not evidence or len(evidence.strip()) != len(next_steps.strip()):
            continue
        if _same(evidence, next_steps) and not _is_placeholder(evidence):
            yield self.finding(
                f"{id} has the same text under {words.evidence} and {words.next_steps}",
                Pointer((words.entries, id, words.next_steps)),
                hint="keep it in the box it answers, and write the other one",
                related=(Related("it stands here too", Pointer((words.entries, id, words.evidence))),),
            )


@rule("EH410", "a text that still has to be written", Severity.WARNING)
def placeholder(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """A text that is nothing but a placeholder (`TBC`, `to be completed`, `xxx`, `lorem ipsum`) looks filled
    in and would be printed.

    A note in a draft and in a partner's response, a warning once the assessment is agreed or submitted.

        working_well: TBC

    What to do: write the text, or leave it blank until then: a blank is told as missing where it matters.
    """
    words = texts.guide.words
    for id, _, evidence, next_steps in texts.answered:
        for key, text in ((words.evidence, evidence), (words.next_steps, next_steps)):
            if (len(text) < _LONGEST_PLACEHOLDER or text[:6] in _FILLERS) and text and _is_placeholder(text):
                yield self.finding(
                    f"the text under {key} of {id} is a placeholder",
                    Pointer((words.entries, id, key)),
                    severity=_severity(texts),
                    hint="write the text, or leave it blank until then",
                    words=text.strip() if len(text) < _LONGEST_PLACEHOLDER else text[:5],
                )


# How texts begin that printers fill pages with.
_FILLERS = ("Lorem ", "lorem ", "LOREM ")
_PLACEHOLDERS = frozenset(
    (
        "tbc",
        "tbd",
        "tba",
        "todo",
        "to do",
        "to be completed",
        "to be confirmed",
        "to be added",
        "to be written",
        "to be inserted",
        "to be drafted",
        "to be agreed",
        "to be updated",
        "to be provided",
        "to follow",
        "text to follow",
        "evidence to follow",
        "text here",
        "insert text",
        "insert text here",
        "add text",
        "add text here",
        "add evidence here",
        "enter text here",
        "click or tap here to enter text",
        "click here to enter text",
        "placeholder",
        "draft",
        "awaiting text",
        "awaiting update",
    )
)


def _is_placeholder(text: str) -> bool:
    if text[:6] in _FILLERS:
        return True
    if len(text) >= _LONGEST_PLACEHOLDER:
        return False
    words = _words(text)
    return len(words) <= _FEW and (
        " ".join(words) in _PLACEHOLDERS
        or (not words and bool(text.strip()))
        # Letters that somebody typed to fill the box: xxx, x x x.
        or (bool(words) and set("".join(words)) == {"x"})
    )


def _says_nothing(text: str, guide: Guide) -> bool:
    """Whether a text has already been told of as one that is no evidence at all."""
    return len(text) < _LONGEST and (_is_placeholder(text) or _is_reference(text, guide) or _denies(text))


@rule("EH411", "a score beside a text that says there is none", Severity.WARNING)
def scored_and_not(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """The descriptor has a score, and all its evidence says is that it is not scored. One of the two is left
    over from an earlier version.

        CO5:
          score: 2
          working_well: Not scored this year.

    What to do: delete the score, or write the evidence for it.
    """
    words = texts.guide.words
    for id, answer, evidence, _ in texts.answered:
        if answer is not None and evidence and len(evidence) < _LONGEST and _denies(evidence):
            yield self.finding(
                f"{id} has the {words.answer} {answer}, and its text says that it is not scored",
                Pointer((words.entries, id, words.evidence)),
                hint=f"leave {words.answer} blank, or write the evidence for it",
                words=evidence.strip(),
            )


_DENIAL = ("not scored", "not yet scored", "not scored yet", "no score", "no score yet", "unscored")
_BESIDES = table_of("""
    yet this year time there we have has it is was been descriptor in for at
""")


def _denies(text: str) -> bool:
    """Whether a text says nothing but that there is no score."""
    words = _words(text)
    said = " ".join(words)
    denial = next((each for each in _DENIAL if each in said), None)
    return denial is not None and set(words) - set(denial.split()) <= _BESIDES


RULES = (
    looks_like_a_comment,
    no_evidence,
    no_next_steps,
    no_outcomes,
    points_elsewhere,
    repeated_text,
    little_evidence,
    said_twice,
    placeholder,
    scored_and_not,
)
RESPONSE_RULES = (looks_like_a_comment, points_elsewhere, said_twice, placeholder, scored_and_not)
