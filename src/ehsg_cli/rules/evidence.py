"""Family 4: advice on the texts.

What a score expects of the texts beside it is the guide's, and stands in its pack. That a text should be
there at all, be about its own descriptor and be finished is common sense. A partner may say as much or as
little as it likes: in its response only what is plainly a slip is told of.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from ehsg_cli.diagnostics import Finding, Pointer, Related, Severity, rule
from ehsg_cli.guide.models import Guide, Vocabulary
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
                f"{id} has the {words.answer} {guide.scale.say(answer)} and no evidence yet",
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
                f"{id} has the {words.answer} {guide.scale.say(answer)} and no next steps yet",
                Pointer((words.entries, id, words.next_steps)),
                hint=f"write under {words.next_steps} what comes next ({cited})",
            )


@rule("EH404", "a high score without a word on outcomes", Severity.NOTE)
def no_outcomes(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """The highest scores of the guide's scale rest on outcomes or impact, and on development that goes on.
    `ehsg guide show scale` lists these scores. Here neither text has a word that often tells of it. The words
    looked for stand in the guide pack (outcomes, improved, fewer, fell, families feel ...). A text with one
    is left alone; one that tells of outcomes in yet other words is well as it is.

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
                f"{id} has the {words.answer} {guide.scale.say(answer)}, "
                f"and none of its texts has a word such as {telling.says}",
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
    already all been covered discussed done explained has have included info information mentioned
    provided referenced set out shown told was were
    see please as same at in per for refer refers referring to also and or the our my this that is
    are it of with under cf stated described mentioned noted detailed given outlined said answer
    answers answered response responses descriptor descriptors question questions section sections
    text evidence score entry entries box boxes comment comments number
""")
_TAKEN_OFF = str.maketrans(dict.fromkeys(",;:()[]{}<>\"'`*_!?/&-–—…", " "))


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
    makes them different. Spaces, line breaks and capitals make no difference. Texts of a few words are left
    alone.

    What to do: keep it where it belongs, and say under the other descriptor what matters to that one.
    """
    words = texts.guide.words
    # Only texts that begin and end alike and are much of a length can be the same, however they are spaced.
    by_ends: dict[str, list[tuple[str, str, str]]] = {}
    for id, _, evidence, next_steps in texts.answered:
        if evidence:
            by_ends.setdefault(_ends(evidence), []).append((id, words.evidence, evidence))
        if next_steps:
            by_ends.setdefault(_ends(next_steps), []).append((id, words.next_steps, next_steps))
    for alike in by_ends.values():
        if len(alike) > 1:
            lengths = sorted([len(text) for _, _, text in alike])
            near = {n for a, b in pairwise(lengths) if b - a <= 4 + (a >> 5) for n in (a, b)}
            if near:
                yield from _the_same(self, words, [each for each in alike if len(each[2]) in near])


def _the_same(rule: AnswersRule, words: Vocabulary, texts: list[tuple[str, str, str]]) -> Iterator[Finding]:
    """What is said of texts that are the same as an earlier one: each with its descriptor and its key."""
    starts = [_start(text) for _, _, text in texts]
    first: dict[str, tuple[str, str]] = {}
    for (id, key, text), start in zip(texts, starts, strict=True):
        if starts.count(start) == 1:
            continue
        other, other_key = first.setdefault(_in_one_line(text), (id, key))
        if other != id and _tells_something(text):
            yield rule.finding(
                f"the text under {id} is the same as that under {other}",
                Pointer((words.entries, id, key)),
                hint=f"say here what matters to {id}, and keep the text where it belongs",
                related=(Related("it stands here first", Pointer((words.entries, other, other_key))),),
            )


def _tells_something(text: str) -> bool:
    return len(text.split(None, _TELLING)) >= _TELLING and not _is_placeholder(text)


def _ends(text: str) -> str:
    """Some letters of a text from both its ends, in capitals or small letters: few texts share them."""
    return (text[:7] + text.rstrip()[-5:]).casefold()


def _start(text: str) -> str:
    """The first letters of a text, however it is spaced and in capitals or small ones."""
    return "".join(text[:60].split())[:40].casefold()


def _in_one_line(text: str) -> str:
    """A text by its words alone, however they are spaced and in capitals or small letters."""
    return " ".join(text.casefold().split())


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
                    f"and the {words.answer} {guide.scale.say(answer)} rests on good evidence",
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
        if not evidence or _ends(evidence) != _ends(next_steps):
            continue
        if _in_one_line(evidence) == _in_one_line(next_steps) and not _is_placeholder(evidence):
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
        *("tbc", "tbd", "tba", "todo", "to do", "wip", "pending", "placeholder", "draft", "to follow"),
        *("text to follow", "evidence to follow", "information to follow", "more to follow", "coming soon"),
        "click or tap here to enter text",
        "click here to enter text",
    )
)
# What comes first in "TBC - police", "to be added", "insert evidence here", "awaiting information".
_MARKERS = frozenset(("tbc", "tbd", "tba", "todo"))
_TO_BE = table_of("""
    added advised agreed completed confirmed decided determined done drafted finalised inserted provided
    supplied updated written
""")
_WRITE = frozenset(("insert", "add", "enter", "type", "write"))
_WAIT = frozenset(("awaiting", "await", "awaited", "pending"))
_WHAT = table_of("""
    answer comment comments content data detail details evidence example examples feedback figures info
    information input narrative response statement text update updates
""")
_WHERE = frozenset(
    ("here", "below", "your", "the", "some", "any", "more", "further", "relevant", "please", "and", "or")
)
_ASKING = _WRITE | _WAIT | _WHAT | _WHERE
_TO_BE_LATER = _TO_BE | {"later", "shortly", "soon", "here", "and"}
_OPENING = " \n<[(*_"
_SETTING_APART = ("-", "\u2013", "\u2014", ":", ",", "(", "/", "?")
_FROM = ("by", "with", "from")
# With so many words a marker says from whom or until when; more of them may be a sentence.
_WITH_A_MARKER = 5


def _is_placeholder(text: str) -> bool:
    if text[:6] in _FILLERS:
        return True
    if len(text) >= _LONGEST_PLACEHOLDER:
        return False
    words = _words(text)
    if not words:
        return bool(text.strip())
    return len(words) <= _FEW and (
        " ".join(words) in _PLACEHOLDERS
        # Letters that somebody typed to fill the box: xxx, x x x.
        or set("".join(words)) == {"x"}
        or _is_to_be_written(text, words)
    )


def _is_to_be_written(text: str, words: list[str]) -> bool:
    """Whether a short text only says that, or by whom, it will be written."""
    if words[0] in _MARKERS:
        # "TBC - police", but not "TBC runs it": a name may have the same letters.
        behind = text.lstrip(_OPENING)[len(words[0]) :].lstrip()
        set_apart = behind[:1] in _SETTING_APART or words[1] in _FROM
        return len(words) <= _WITH_A_MARKER and set_apart
    if words[:2] == ["to", "be"]:
        return words[2:3] != [] and words[2] in _TO_BE and _TO_BE_LATER.issuperset(words[3:])
    asked = words[1:] if words[0] == "please" else words
    if not asked or _WHAT.isdisjoint(asked) or not _ASKING.issuperset(asked):
        return False
    # "Evidence here", and no evidence that is a single word.
    return asked[0] in _WRITE or asked[0] in _WAIT or asked[-1] == "here"


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
        if answer is None or not evidence or len(evidence) >= _LONGEST:
            continue
        if _denies(evidence, texts.period):
            yield self.finding(
                f"{id} has the {words.answer} {texts.guide.scale.say(answer)}, "
                "and its text says that it is not scored",
                Pointer((words.entries, id, words.evidence)),
                hint=f"leave {words.answer} blank, or write the evidence for it",
                words=evidence.strip(),
            )


_DENIAL = (
    *("not been scored", "not yet been scored", "not scored", "not yet scored"),
    *("no score", "unscored", "not been given a score", "not given a score"),
)
_BESIDES = table_of("""
    yet this year time there we have has it is was been descriptor in for at the area currently so far
    still as question section do did not
""")


def _denies(text: str, period: str | None = None) -> bool:
    """Whether a text says nothing but that there is no score; of another year it may well say that."""
    words = _words(text)
    said = " ".join(words)
    denial = next((each for each in _DENIAL if each in said), None)
    if denial is None:
        return False
    besides = set(words) - set(denial.split()) - _BESIDES
    years = {word for word in besides if word.isdecimal() and len(word) == 4}
    if period is not None and any(year not in period for year in years):
        return False
    # Of 2022-23 the second half is a word of its own.
    return besides <= years or (bool(years) and all(w.isdecimal() and len(w) == 2 for w in besides - years))


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
