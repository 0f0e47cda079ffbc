"""Family 5: texts that look as if they held personal data.

A return is shared, printed and kept, and so is what stands beside it. Each rule says only what something
looks like; none can say that a text holds no personal data. They look at every text of every kind of file,
also at names of areas, organisations and roles; what is found is told where it stands, a few times for each.
"""

from collections.abc import Iterator

from ehsg_cli.diagnostics import Finding, Rule, Severity, rule
from ehsg_cli.reading.companions import Companions
from ehsg_cli.rules.texts import BETWEEN, Texts, TextsRule, table_of

RuleBeside = Rule[[Texts, Companions], Iterator[Finding]]

# More in one text than a person would mend one by one; the last one told says how many more there are.
_MOST = 5
# Where something stands in the joined texts.
_Place = tuple[int, int]


def _told(
    rule: Rule[..., Iterator[Finding]], texts: Texts, places: Iterator[_Place], what: str, hint: str
) -> Iterator[Finding]:
    """A finding for each thing found, once for each text it stands in, and no more than a few for a text.

    The message does not repeat it: messages go into logs and annotations that more people see than the file.
    """
    by_text: dict[int, dict[str, None]] = {}
    for start, end in places:
        by_text.setdefault(texts.number_at(start), {})[texts.written[start:end]] = None
    for number, found in by_text.items():
        told = list(found)
        for position, words in enumerate(told[:_MOST]):
            more = len(told) - _MOST if position == _MOST - 1 else 0
            besides = f" ({more} more in this text)" if more > 0 else ""
            yield rule.finding(
                f"{what} stands in {texts.where(number)}{besides}",
                texts.pointer(number),
                hint=hint,
                words=words,
            )


@rule("EH504", "what looks like an e-mail address", Severity.WARNING)
def email_address(self: TextsRule, texts: Texts) -> Iterator[Finding]:
    """A return may be shared with other areas and departments. A person's address in it is personal data;
    the shared address of a service is none, and is told of as well, because the two look alike.

        working_well: Partners write to j.smith@northbridge.example

    What to do: name the service or the role instead. A service's own address can stay, if it is meant to be
    read by everybody the return is shared with.
    """
    if "@" in texts.joined:
        yield from _told(
            self,
            texts,
            _email_addresses(texts.joined),
            "what looks like an e-mail address",
            "name the service or the role instead, unless it is a service's own public address",
        )


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_LOCAL = frozenset(_LETTERS + "._%+-'’")
_DOMAIN = frozenset(_LETTERS + ".-")


def _email_addresses(text: str) -> Iterator[_Place]:
    at = text.find("@")
    while at >= 0:
        # An address has at most 64 characters before the sign, and 255 after it.
        start = at
        while start > 0 and at - start < 64 and (text[start - 1] in _LOCAL or _is_letter(text[start - 1])):
            start -= 1
        while start < at and text[start] in ".-'’":
            start += 1
        end = at + 1
        while end - at <= 255 and (text[end] in _DOMAIN or _is_letter(text[end])):
            end += 1
        while end > at + 1 and text[end - 1] in ".-":
            end -= 1
        name, dot, top = text[at + 1 : end].rpartition(".")
        if start < at and name.strip(".-") and dot and len(top) > 1 and top.isalpha():
            yield start, end
        at = text.find("@", max(at + 1, end))


def _is_letter(character: str) -> bool:
    """Whether it is a letter beyond English ones, as in names of people and domains."""
    return character > "\x7f" and character.isalpha()


@rule("EH505", "what looks like a telephone number", Severity.WARNING)
def telephone_number(self: TextsRule, texts: Texts) -> Iterator[Finding]:
    """Ten or eleven digits as a number in the United Kingdom has them, from 0 or +44 on. It may be a
    person's; a service's number looks the same and is told of as well.

        prioritising_next: Ring 07700 900123 to take part

    What to do: leave it out, or name the service. A service's own public number can stay.
    """
    if not texts.has_long_numbers:
        return
    yield from _told(
        self,
        texts,
        _telephone_numbers(texts),
        "what looks like a telephone number",
        "leave it out or name the service, unless it is a service's own public number",
    )


_SEPARATORS = " -\n.()–"


def _telephone_numbers(texts: Texts) -> Iterator[_Place]:
    joined = texts.joined
    taken = 0
    for start, end in texts.runs:
        # Its area code shows itself by three digits or more, of which the first is the 0.
        if joined[start] == "0" and start >= taken and end - start < 12:
            if start and (joined[start - 1].isalnum() or joined[start - 1] in ".,/-–+£"):
                continue
            if joined[start : start + 4] == "0044":
                place = _digits_on(joined, start + 4, start, (10,))
            else:
                place = _digits_on(joined, start, start, (11, 10))
            if place:
                taken = place[1]
                yield place
    plus = joined.find("+")
    while plus >= 0:
        if joined.startswith("44", plus + 1):
            place = _digits_on(joined, plus + 3, plus, (11, 10, 9))
            if place:
                yield place
        plus = joined.find("+", plus + 1)


def _digits_on(joined: str, offset: int, start: int, lengths: tuple[int, ...]) -> _Place | None:
    """The place of a number of so many digits, with what may stand between them; `None` where it is none."""
    ends: dict[int, int] = {}
    digits: list[str] = []
    gap = 0
    for position in range(offset, min(offset + 30, len(joined))):
        character = joined[position]
        if "0" <= character <= "9":
            digits.append(character)
            gap = 0
            if not "0" <= joined[position + 1] <= "9":
                ends[len(digits)] = position + 1
        elif character in _SEPARATORS and gap < 2:
            gap += 1
        else:
            break
        if len(digits) > lengths[0]:
            break
    for length in lengths:
        number = "".join(digits[:length])
        if start != offset:
            # After +44 the 0 of the area code is left out, or stands in brackets.
            number = "0" + number.removeprefix("0")
        if length in ends and len(number) in (10, 11) and _is_in_use(number):
            end = ends[length]
            return None if joined[end].isalpha() else (start, end)
    return None


def _is_in_use(number: str) -> bool:
    """Whether numbers of that length begin so; of those with ten digits only some do."""
    return number[1] in ("18" if len(number) == 10 else "1235789") and len(set(number)) > 2


@rule("EH506", "what looks like a full postcode", Severity.WARNING)
def postcode(self: TextsRule, texts: Texts) -> Iterator[Finding]:
    """A full postcode stands for about fifteen homes: with an age or a need beside it a family can be known
    by it. The first half alone is an area, and is left alone; so is one in small letters.

        working_well: The family at NE99 1ZZ was helped early

    What to do: name the ward or the locality instead. The public address of a building can stay.
    """
    yield from _told(
        self,
        texts,
        _postcodes(texts),
        "what looks like a full postcode",
        "name the ward or locality instead, unless it is the public address of a building",
    )


_OUTWARD = frozenset((b"A0", b"A00", b"AA0", b"AA00", b"A0A", b"AA0A"))


def _postcodes(texts: Texts) -> Iterator[_Place]:
    shape = texts.shape
    at = shape.find(b"0AA")
    while at >= 0:
        place = _postcode(texts.joined, shape, at)
        if place:
            yield place
        at = shape.find(b"0AA", at + 3)


def _postcode(joined: str, shape: bytes, digit: int) -> _Place | None:
    """The place of a postcode whose second half begins with that digit; `None` where it is none."""
    end = digit + 3
    if joined[end].isalnum() or not _OUTSIDE.isdisjoint(joined[digit + 1 : end]):
        return None
    middle = digit
    while middle and joined[middle - 1] in " \n" and digit - middle < 2:
        middle -= 1
    for length in (4, 3, 2):
        start = middle - length
        if start >= 0 and shape[start:middle] in _OUTWARD:
            before = joined[start - 1 : start]
            longer = before.isalnum() or before in ("-", "/", ".", "_")
            area = joined[start : start + 2].rstrip("0123456789")
            return None if longer or area not in _AREAS else (start, end)
    return None


# What postcodes begin with: KS1 or P45 is something else.
_AREAS = table_of("""
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY
    E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL
    LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN
    SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
""")
# Letters that no second half of a postcode holds.
_OUTSIDE = frozenset("CIKMOV")


@rule("EH507", "what looks like an NHS number", Severity.WARNING)
def nhs_number(self: TextsRule, texts: Texts) -> Iterator[Finding]:
    """Ten digits whose last one checks the others as in an NHS number. It stands for one person.

        working_well: The plan for 943 476 5919 was closed

    What to do: delete it, and look where else the text went. Where it is another kind of number, it can
    stay: one in eleven passes the check by chance.
    """
    if not texts.has_long_numbers:
        return
    yield from _told(
        self,
        texts,
        _nhs_numbers(texts),
        "what looks like an NHS number",
        "delete it, unless it is another kind of number",
    )


_GROUPS = frozenset((b" 000 0000", b"-000-0000", b"\n000 0000", b" 000\n0000"))


_LAST_GROUP = frozenset(b" 0000" + end for end in (b" ", b"\n", b".", b",", b";", b":", b")"))


def _nhs_numbers(texts: Texts) -> Iterator[_Place]:
    joined, shape = texts.joined, texts.shape
    for start, end in texts.runs:
        length = end - start
        if length == 3 and shape[end : end + 9] in _GROUPS:
            end += 9
        elif length == 6 and shape[end : end + 6] in _LAST_GROUP:
            end += 5
        elif length != 10:
            continue
        around = joined[start - 1 : start] + joined[end : end + 1]
        beyond = shape[end : end + 2]
        if any(map(str.isalnum, around)) or joined[start - 1 : start] in ("+", "£", ".", ",", "-", "/"):
            continue
        if beyond[:1] in (b".", b",", b"-", b"/") and beyond[1:] == b"0":
            continue
        country = joined[max(0, start - 8) : start]
        if (
            "+44" not in country
            and "0044" not in country
            and _passes_the_check([int(c) for c in joined[start:end] if "0" <= c <= "9"])
        ):
            yield start, end


def _passes_the_check(digits: list[int]) -> bool:
    """Weights 10 down to 2, modulo 11; the same digit ten times is nobody's, and none begins with 0."""
    if digits[0] == 0 or len(set(digits)) == 1:
        return False
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)


@rule("EH508", "what looks like a person named in a role", Severity.WARNING)
def named_in_a_role(self: TextsRule, texts: Texts) -> Iterator[Finding]:
    """A post followed by two capitalised words in brackets is most often the name of who holds it. Names of
    services and places are left alone as far as words can tell: those of which the guide or the texts
    themselves make use as ordinary words.

        prioritising_next: The Service Manager (Jane Smith) will lead on this

    What to do: name the role alone; it outlives whoever holds it.
    """
    yield from _told(
        self,
        texts,
        _people(texts),
        "what looks like a person named in a role",
        "name the role alone",
    )


POSTS = table_of("""
    administrator adviser advisor analyst assistant chair chairperson chairman chairwoman champion
    chief commissioner constable consultant coordinator co-ordinator councillor deputy director doctor
    executive facilitator head headteacher governor holder inspector lead leader manager member mentor
    midwife nurse officer organiser practitioner principal psychologist secretary senco sendco sergeant
    superintendent
    supervisor teacher therapist trainer treasurer trustee visitor worker
""")
# How many words a post may have behind the one that shows it, and which of them may be small.
_LONGEST_POST = 8
_WITHIN_POSTS = table_of("of for and the in at to & - – —")
# Words that make a pair of capitalised words the name of a service or a place.
OF_SERVICES = table_of("""
    abuse academy action adult advice agency alcohol all anti-social april area association
    assurance attendance august autism autumn barnardo's behaviour better board borough boys carers
    centre charity children children's church citizens city college commissioning community
    community-based complex conflict contact contextual core council county crime data debt december
    digital disabilities disability district domestic door drugs duty early east eastern education
    emotional employment engagement english exploitation families family february finance first
    force forum fostering foundation friday front fund gateway girls governance group health help
    helpline highways home homes hospital house housing hub hubs human improvement inclusion inner
    institute intensive interim international intervention january joint july june justice lane
    learning link linked local locality lower mental mind missing misuse monday money month national
    needs neglect network new north north-east north-west northern november october office one
    online open operations outer panel parental parenting parish park partnership partnerships
    performance permanent phase point police policy practice prevention primary probation programme
    project public quality quarter reducing region regional resources road royal safeguarding
    saturday school secondary send september service services signs single skills south south-east
    south-west southern special specialist spring start steps strategic strategy street street's
    stronger substance summer sunday support supporting sure systems targeted team temporary
    thursday town transformation transition trauma triage trust tuesday unit universal university
    upper vacant violence voluntary wales ward wards wednesday well-being wellbeing west western
    winter women's work world year years youth activities bright central eclipse future futures
    growing healthy holiday holidays holy independent interim liquid logic mosaic newly qualified
    rising scrutineer trinity vacancy
""")
_NAME_LIMIT = 60


def _people(texts: Texts) -> Iterator[_Place]:
    joined = texts.joined
    at = joined.find("(")
    while at >= 0:
        end = joined.find(")", at, at + _NAME_LIMIT) if joined[at + 1].isupper() else -1
        if end > 0 and _is_post(joined[max(0, at - 80) : at].rpartition(BETWEEN)[2]):
            parts = joined[at + 1 : end].split()
            if len(parts) == 2 and all(map(_capitalised, parts)) and not _ordinary(parts, texts):
                yield at + 1, end
        at = joined.find("(", at + 1)


def _capitalised(word: str) -> bool:
    """Whether a word is one capital and small letters, as in Smith, or a name of two parts (O'Neill)."""
    letters = word.replace("’", "'").replace("-", "").replace("'", "")
    return (
        len(letters) > 1
        and letters.isalpha()
        and word[0].isupper()
        and sum(map(str.islower, letters)) * 2 > len(letters)
        # McDonald and O'Neill have two capitals; a brand such as GitHub is left to look like them.
        and sum(map(str.isupper, letters)) <= 2
        and word[-1].islower()
    )


def _is_post(before: str) -> bool:
    """Whether a text ends with the name of a post, such as "Service Manager" or "Head of Early Help"."""
    words = before.replace("\n", " ").split()
    if not words or not before[-1:].isspace():
        return False
    # Head of Service for Early Help; and no sentence that goes on after the post.
    for word in words[: -_LONGEST_POST - 1 : -1]:
        if word.strip("*_,").lower() in POSTS:
            return True
        if not word[:1].isupper() and word.rstrip(",") not in _WITHIN_POSTS:
            return False
    return False


def _ordinary(parts: list[str], texts: Texts) -> bool:
    """Whether one of two capitalised words is an ordinary one: the guide's, these texts' or a place's."""
    for part in parts:
        word = part.lower().replace("’", "'")
        if word in OF_SERVICES or word in texts.words or word in texts.words_of_the_guide:
            return True
    return False


def _whole(words: str, text: str) -> Iterator[_Place]:
    """Where some words stand in a text without a letter or digit right before or behind them."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at, end
        at = text.find(words, end)


@rule("EH509", "a name that no text should hold", Severity.WARNING)
def listed_name(self: RuleBeside, texts: Texts, companions: Companions) -> Iterator[Finding]:
    """A name from the list `.ehsg/names.txt` stands in a text. You keep that list yourselves: one name a
    line, in the folder of the file or one above it, up to the top of the git repository. Lines that begin
    with `#` are comments. The list is personal data: see that git ignores it.

        # .ehsg/names.txt
        Jane Smith

    A name of several words is found in capitals and small letters alike; one of a single word only as it is
    written, so that Rose is not found in "numbers rose". A list can't hold everybody: where nothing is told,
    there may still be a name.

    What to do: name the role instead, or reword.
    """
    if companions.names:
        yield from _told(
            self,
            texts,
            _names(texts.joined, companions.names),
            "a name from your list",
            "name the role instead; the list is .ehsg/names.txt",
        )


def holds_a_name(text: str, names: tuple[str, ...]) -> bool:
    """Whether a text holds one of the names that none should hold."""
    return next(_names(text, names), None) is not None


def _names(text: str, names: tuple[str, ...]) -> Iterator[_Place]:
    # An apostrophe may be of either kind; a name of several words may be broken at the end of a line.
    flat = text.replace("’", "'")
    small = flat.lower()
    if len(small) != len(flat):
        small = flat  # a few capitals have two small letters, and places would be wrong
    for name in names:
        for form in _forms(name):
            first, *others = form.lower().split()
            if not others:
                yield from _whole(form, flat)
            elif first in small:
                yield from _in_a_row([first, *others], small)


def _in_a_row(words: list[str], text: str) -> Iterator[_Place]:
    """Where some words stand one after another, with nothing but spaces and line ends between them."""
    for start, end in _whole(words[0], text):
        for word in words[1:]:
            begin = end
            while text[begin : begin + 1].isspace():
                begin += 1
            if (
                begin == end
                or not text.startswith(word, begin)
                or text[begin + len(word) : begin + len(word) + 1].isalnum()
            ):
                break
            end = begin + len(word)
        else:
            yield start, end


def _forms(name: str) -> tuple[str, ...]:
    """A name as texts may have it: an accent is one character with its letter, or one of its own."""
    plain = name.replace("’", "'")
    if plain.isascii():
        return (plain,)
    from unicodedata import normalize

    return tuple({normalize(form, plain): None for form in ("NFC", "NFD")})


RULES = (email_address, telephone_number, postcode, nhs_number, named_in_a_role)
RULES_BESIDE = (listed_name,)
