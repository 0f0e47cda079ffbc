"""Family 4: a figure that stands under two descriptors, and may not mean the same thing in both."""

from collections.abc import Iterator

from ehsg_cli.diagnostics import Finding, Related, Severity, rule
from ehsg_cli.rules.texts import Answers, AnswersRule, Texts, table_of
from ehsg_cli.wording import listed

# None, half and all are often said, and mean little when they are said twice.
_COMMON_PERCENTAGES = frozenset(("0", "50", "100"))
# Telephone numbers of services, and numbers that are names: Microsoft 365, a 360 degree review, 121 support,
# the 1001 days.
_NAMES = frozenset(
    (
        *("101", "105", "111", "112", "116", "118", "119", "999", "116123"),
        *("121", "180", "247", "360", "365", "1001", "27001"),
    )
)
# A number behind one of these names something (Section 175, page 112), and counts nothing.
_NAMED_BY = table_of("""
    act annex annexe appendix article articles band bay block box building bus call case chapter circular
    class clause clauses code cohort dial edition ext extension fig figure flat floor form gate grade
    group guidance house id issue item job key level line locality microsoft module no number number:
    office option order page pages para paragraph paragraphs paras part phase pin plot policy programme
    project ref reference regulation regulations release report request ring rm room route rule
    schedule schedules section sections sheet slide stage step suite table team text ticket tier
    unit version vol volume ward windows year
""")
# Between two numbers of which the first is named: sections 175 and 157.
_JOINING = frozenset(("and", "or", "to", "&"))
# What follows a number that is a time, a size or money, or a point in time, or names something with it.
_UNITS = table_of("""
    bus day degree degrees feedback hour metre mile minute month pound project room route week year
    am pm bc ad k m bn million billion thousand pounds pence pp kg km kb mb gb mm cm metres miles
    hours hrs minutes mins days weeks months years characters words pages
""")
# What stands around 1030 where that is a time of the day.
_BEFORE_TIMES = frozenset(("after", "at", "before", "between", "by", "from", "til", "till", "until"))
_BEHIND_TIMES = table_of("""
    daily each every hours hrs onwards till til to until weekdays weekends
    monday tuesday wednesday thursday friday saturday sunday
    mondays tuesdays wednesdays thursdays fridays saturdays sundays
""")
# What follows 412 in an address.
_STREETS = frozenset(
    ("avenue", "close", "court", "drive", "house", "lane", "road", "square", "street", "way")
)
# What stands around a percentage that measures nothing: 95% confidence, the 10% most deprived, the top 20%.
_NO_MEASURE = table_of("""
    certain certainty ci cis confidence confident credible discount least most sample significance
    vat
""")
_PARTS = frozenset(("bottom", "top", "poorest", "richest"))
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
# How far around a figure the words are looked at that say what it measures.
_AROUND, _NEAREST = 110, 7
_EMPTY = table_of("""
    about again also been from have into just less more most much only other over some such than
    that their them then there these they this those through under very were when where which while
    will with within would cent percent around nearly almost approximately
""")
# What ends a sentence or a clause, or stands between two lines of a list, two words or two texts.
_ENDS = ".;!?-*\0"
_STARTS = ("-", "*", "\0")
_PUNCTUATION = ".,;:!?()[]'\"‘’“”*_-–—"

_BEFORE_A_SIGN = "0123456789 \n"

# A percentage or a count: the number of the text it stands in, and where in the joined texts.
_Figure = tuple[int, int, int]


@rule("EH408", "a figure that stands under two descriptors", Severity.NOTE)
def repeated_figure(self: AnswersRule, texts: Answers) -> Iterator[Finding]:
    """The same percentage or count under two descriptors, with other words around it: either it is one
    measure that is described in two ways, or two measures that look like one. A reader will ask.

        FV3:
          working_well: ... education completed 26% of assessments ...
        WF1:
          working_well: ... 26% of teams around the family are led from outside ...

    Looked at are percentages, and counts of 100 and more: smaller ones meet by chance. Years, dates, ages,
    money, round hundreds and numbers that name something (Section 175) are left alone, and so is a figure
    that has the same words around it in both places.

    What to do: check that these are the same measure, and describe it in the same words; if they are two,
    leave them as they are.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for seen, figure_at in ((_percentages(texts), _percentage), (_numbers(texts), _count)):
        for start, end in _at_least_twice(seen):
            figure = figure_at(texts, start, end)
            if figure is not None:
                value, begin, end = figure
                found.setdefault(value, []).append((begin, end))
    for value, places in found.items():
        if len(places) > 1 and value[-1] == "%":
            places = [place for place in places if _measures(texts.joined, *place)]
        if len(places) > 1:
            yield from _compare(self, texts, [(texts.number_at(s), s, e) for s, e in sorted(places)])


# What a figure most likely is, where it begins and where it ends: good enough to leave most of them alone.
_Likeness = tuple[str, int, int]


def _at_least_twice(figures: Iterator[_Likeness]) -> Iterator[tuple[int, int]]:
    """Only figures that look alike can be the same: the others, most of them, need no closer look."""
    by_likeness: dict[str, list[tuple[int, int]]] = {}
    for likeness, start, end in figures:
        by_likeness.setdefault(likeness, []).append((start, end))
    for places in by_likeness.values():
        if len(places) > 1:
            yield from places


def _compare(rule: AnswersRule, texts: Texts, figures: list[_Figure]) -> Iterator[Finding]:
    """One finding for a figure, at the first place that measures something else than an earlier one."""
    by_descriptor: dict[str, _Figure] = {}
    for figure in figures:
        if figure[0] < texts.of_descriptors:
            by_descriptor.setdefault(texts.where(figure[0]), figure)
    if len(by_descriptor) < 2:
        return
    first, *others = by_descriptor.items()
    around = _words_around(texts, first[1])
    told = next((each for each in others if not _alike(around, _words_around(texts, each[1]))), None)
    if told is None:
        return
    text, start, end = told[1]
    words = texts.joined[start:end]
    rest = [each for each in by_descriptor.items() if each[0] != told[0]]
    yield rule.finding(
        f"{' '.join(words.split())} stands under {listed([id for id, _ in rest])} too, "
        "with other words around it",
        texts.pointer(text),
        hint="check these are the same measure; if so, describe it in the same words",
        related=[Related(f"{id} has it too", texts.pointer(other[0])) for id, other in rest],
        words=words,
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words around two figures say much the same; where there are too few to tell, they do."""
    fewest = min(len(one), len(other))
    return fewest == 0 or 2 * len(one & other) > fewest


def _words_around(texts: Texts, figure: _Figure) -> frozenset[str]:
    """The nearest words before and after a figure within its sentence that say what it measures."""
    joined, (_, start, end) = texts.joined, figure
    before = joined[max(0, start - _AROUND) : start].split()
    after = joined[end : end + _AROUND].split()
    near: list[str] = []
    for word in before[: -_NEAREST - 1 : -1]:
        if word[-1] in _ENDS:
            break
        near.append(word)
    for word in after[:_NEAREST]:
        if word in _STARTS:
            break
        near.append(word)
        if word[-1] in _ENDS:
            break
    words = (word.strip(_PUNCTUATION).lower() for word in near)
    return frozenset(
        # One word for families and family: what is counted is the same.
        w[:-3] if w.endswith("ies") else w.rstrip("sy")
        for w in words
        if len(w) > 3 and w.isalpha() and w not in _EMPTY
    )


def _percentages(texts: Texts) -> Iterator[_Likeness]:
    """Every percent sign and every `per cent`: the digits before it, and its place."""
    joined = texts.joined
    at = joined.find("%")
    while at >= 0:
        # A line of signs alone is no figure, and each of them would be looked at twice.
        if joined[at - 1] in _BEFORE_A_SIGN and (last := _last_digits(joined, at)):
            yield last, at, at + 1
        at = joined.find("%", at + 1)
    at = joined.find("cent")
    while at >= 0:
        end = at + 4
        # Most are a recent centre.
        if (
            joined[at - 1] in "r \n"
            and not joined[end].isalpha()
            and joined[max(0, at - 4) : at].rstrip().endswith("per")
        ):
            start = joined.rindex("per", 0, at)
            yield _last_digits(joined, start), start, end
        at = joined.find("cent", end)


def _last_digits(joined: str, sign: int) -> str:
    """The last two digits before a sign, with a point the last three characters; of a short number fewer."""
    last = joined[sign - 2 : sign]
    if last.isdecimal():
        return last
    last = joined[max(0, sign - 5) : sign].rstrip()[-3:]
    while last and not last[0].isdecimal():
        last = last[1:]
    return last if "." in last else last[-2:]


def _percentage(texts: Texts, sign: int, end: int) -> tuple[str, int, int] | None:
    """The percentage whose sign stands there: its value, where it begins and where it ends."""
    joined = texts.joined
    head = joined[max(0, sign - 10) : sign]
    trimmed = head.rstrip(" \n")
    number = trimmed[len(trimmed.rstrip("0123456789.,")) :].lstrip(".,")
    begin = sign - (len(head) - len(trimmed)) - len(number)
    # Not the end of a range (60-70%) or of something longer.
    longer = begin > 0 and (joined[begin - 1] in "-–—/" or joined[begin - 1].isalnum())
    if not number or len(number) > 7 or "," in number or longer:
        return None
    return None if number in _COMMON_PERCENTAGES else (f"{number}%", begin, end)


def _measures(joined: str, begin: int, end: int) -> bool:
    """Whether a percentage measures something, as far as the words right beside it show."""
    following = _first_word(joined[end : end + 24])
    return following not in _NO_MEASURE and _last_word(joined[max(0, begin - 24) : begin]) not in _PARTS


def _numbers(texts: Texts) -> Iterator[_Likeness]:
    """Every number of three digits or more: its last three, and its place."""
    joined, shape = texts.joined, texts.shape
    for start, end in texts.runs:
        # Of 1,148,000 the last group only.
        if shape[end : end + 4] != b",000" or shape[end + 4 : end + 5] == b"0":
            yield joined[end - 3 : end], start, end


def _count(texts: Texts, start: int, end: int) -> tuple[str, int, int] | None:
    """The count whose last digits stand there: its value, where it begins and where it ends."""
    joined, shape = texts.joined, texts.shape
    # 1,148 shows itself by its last three digits.
    begin = start
    while end - begin < 12 and shape[begin - 1 : begin] == b"," and shape[begin - 2 : begin - 1] == b"0":
        begin -= 2
        while shape[begin - 1 : begin] == b"0" and end - begin < 12:
            begin -= 1
    digits = joined[begin:end].replace(",", "")
    return (digits, begin, end) if len(digits) < 8 and _is_count(joined, begin, end, digits) else None


def _is_count(joined: str, begin: int, end: int, digits: str) -> bool:
    """Whether digits count something, as far as what stands right before and behind them shows."""
    if digits[0] == "0" or not digits.strip("0")[1:] or digits in _NAMES:
        return False
    before, after = joined[max(0, begin - 32) : begin], joined[end : end + 32]
    if before and not (before[-1].isspace() or before[-1] in "(*~"):
        return False
    behind: list[str] = []
    if after[:1].isspace():
        behind = [word.strip(_PUNCTUATION).lower() for word in after.split()[:3]]
    elif after[:1] not in ",.;:)*?!" or after[1:2].isdigit():
        return False
    following = behind[0] if behind else ""
    if following[:1].isdigit() or following in _UNITS or following.startswith(_MONTHS):
        return False
    if following[:1].isalpha() and not _STREETS.isdisjoint(behind[1:]):
        return False
    words = before.rpartition("\0")[2].split()
    previous = words[-1] if words else ""
    named_by = previous.strip(_PUNCTUATION)
    if _may_be_a_time(digits, end - begin) and (
        named_by.lower() in _BEFORE_TIMES or not _BEHIND_TIMES.isdisjoint(behind[:2])
    ):
        return False
    if named_by.lower() in _JOINING and len(words) > 2 and words[-2][-1].isdigit():
        named_by = words[-3].strip(_PUNCTUATION)
    # NHS 111, a telephone number written in groups, Section 175, Family Hub 250.
    return not (
        previous.rstrip(")")[-1:].isdigit()
        or _is_name(words)
        or (len(named_by) > 1 and named_by.isupper())
        or named_by.lower() in _NAMED_BY
        or named_by in ("£", "€", "$")
    )


def _may_be_a_time(digits: str, width: int) -> bool:
    """Whether it can be a time of the day, as 1030 can."""
    return len(digits) == width == 4 and digits < "2400" and digits[2] < "6" and digits[3] in "05"


def _is_name(words: list[str]) -> bool:
    """Whether the last word before a number is a name: with a capital, though no sentence begins with it."""
    if len(words) < 2 or words[-2][-1] in _ENDS or words[-2][-1] == ":":
        return False
    last = words[-1]
    return last[0].isupper() and last[-1].isalpha() and not last.lower().startswith(_MONTHS)


def _first_word(text: str) -> str:
    words = text.split(None, 1)
    return words[0].strip(_PUNCTUATION).lower() if words and text[0].isspace() else ""


def _last_word(text: str) -> str:
    words = text.split()
    return words[-1].strip(_PUNCTUATION).lower() if words else ""


RULES = (repeated_figure,)
