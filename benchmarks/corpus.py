"""A corpus of realistic assessments to time things on: `python benchmarks/corpus.py FOLDER [N]`.

Every file answers all the descriptors of a guide, is about 38 kB long, differs from every other one and has
nothing wrong with it, as a return has that was looked after. The areas are fictional and every figure is
invented. The same number gives the same bytes, on every machine and in every version of Python.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

from ehsg_cli import load_guide
from ehsg_cli.guide.models import Descriptor, Guide

T = TypeVar("T")

GUIDE = "ehsg-2022"
BYTES = 38_000
_WIDTH = 96
# The figure that stands for a new number each time, of at least three digits, and for a percentage.
_COUNT, _PERCENT = "{n}", "{p}%"

# How often each score is given, the lowest first: most areas see themselves at 2 or 3.
_SCORES = (1, 3, 8, 14, 4, 1)
_PLACES = (
    "Ash", "Birch", "Clay", "Dunn", "East", "Fern", "Gorse", "Hazel", "Kings", "Lang", "Marsh", "Nether",
    "Oaken", "Penn", "Queens", "Rush", "Stone", "Thorn", "Upper", "Wester", "Yarrow",
)  # fmt: skip
_ENDINGS = ("bourne", "bridge", "combe", "dale", "field", "ford", "gate", "ham", "ley", "mere", "wick")
_BOARDS = ("Early Help Partnership Board", "Children and Families Board", "Safeguarding Partnership")

_WHO = (
    "Health visitors and school nurses", "Family hub managers", "The housing teams", "Our schools",
    "Police neighbourhood teams", "Midwives", "The youth justice service", "Voluntary groups",
    "Adult social care", "The early years team", "Drug and alcohol workers", "The parent panel",
    "Lead practitioners in every locality", "Domestic abuse services", "Managers of the front door",
    "The data and insight team", "Partners on the operational group", "Attendance officers",
)  # fmt: skip
_DO = (
    "now work from one plan", "take part in the monthly review", "ask for feedback halfway and at the end",
    "read and sign off a sample of cases", "share what they learn at a weekly meeting",
    "have agreed who leads on which part", "were trained together over the winter",
    "tell us that fewer families repeat their story", "record the same five questions",
    "bring what families said to each board", "see the picture across the whole family",
    "use the same words for levels of need", "hold open sessions in the community",
)  # fmt: skip
_WHERE = (
    "in all five localities", "in the two northern localities", "across the hubs",
    "in the schools that joined",
    "at the front door", "in the estates with most need", "in villages a long bus ride away",
    "where the pilot ran", "in every team but one", "beside the health centre",
)  # fmt: skip
_SHOWN = (
    "An audit of {n} cases found this in {p}% of them.",
    "In the yearly survey {n} families answered, and {p}% agreed.",
    "Of {n} plans that closed, {p}% had met their goals.",
    "The dashboard has {n} records and is refreshed each night; {p}% were complete.",
    "We spoke to {n} parents, among them {p}% who had not met us before.",
    "Training reached {n} practitioners, which is {p}% of those who should have it.",
    "A sample of {n} records was read by two managers, who agreed on {p}% of them.",
    "Minutes of the board show {n} decisions that rest on it, {p}% of them carried out.",
)  # fmt: skip
_TOLD = (
    "Families say that they were listened to, and that somebody rang back when they had promised to.",
    "Young people asked for evening hours and for a room where nobody else can listen in.",
    "One father put it like this: *it is the first time nobody asked me to start again.*",
    "Those who said no to an offer tell us that the letter came too late and read like a summons.",
    "Workers describe a calmer handover, though it still depends on who is on duty that day.",
    "New arrivals find us through interpreters and through the library more than through our own pages.",
    "Schools would like to hear back sooner what became of a family they had brought to us.",
    "Carers of older children feel less well served than those with babies, and we have begun to ask why.",
)  # fmt: skip
_LIST = (
    "a named contact in every surgery", "one front page for all plans", "reflective sessions in small groups",
    "a shared list of groups and clubs", "plain letters, tried out with parents", "evening visits by request",
    "a short guide for people new to the role", "peer mentors who were once in the same place",
    "a calendar of drop-in mornings", "joint visits where two services are involved",
    "translations into the seven languages most spoken", "a small fund for things that a plan needs",
)  # fmt: skip
_IMPACT = (
    "**Impact.** Repeat requests for help have fallen by {p}%, and outcomes hold a year later.",
    "**Outcomes.** Of {n} children who missed school often, {p}% now attend again: impact we can show.",
    "We see an impact where it is needed, and continuous development is planned with the partners.",
)
_NEXT = (
    "Bring in the other localities by {month} {year}.",
    "Publish what changed because of feedback, for the first time in {month} {year}.",
    "Agree with the trust how records are matched, and test it on a sample before {month} {year}.",
    "Train a second group of supervisors from {month} {year}, with places for voluntary groups.",
    "Look into why some families leave early, and report to the board in {month} {year}.",
    "Replace the spreadsheet by a view in the case system, which the supplier promised for {month} {year}.",
    "Ask the parent panel to rewrite the letters and leaflets by {month} {year}.",
    "Set a yearly review of this with every partner, beginning in {month} {year}.",
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "September", "October", "November",
)  # fmt: skip


class Draw:
    """Draws that stay the same for ever: of `Random` only `random()` is promised to."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed).random
        # A count or percentage stands in one place of a file only: the same one elsewhere is worth a finding.
        self._counts = iter(self.shuffled(range(101, 999)))
        self._percents = iter(self.shuffled([n for n in range(110, 990) if n % 10]))
        self._drawn: set[str] = set()

    def is_new(self, text: str) -> bool:
        """Whether a text was not drawn before; it counts as drawn from now on."""
        before = len(self._drawn)
        self._drawn.add(text)
        return len(self._drawn) > before

    def below(self, end: int) -> int:
        """A number from 0 to below the end."""
        return int(self._random() * end)

    def one(self, of: Sequence[T]) -> T:
        """One of them."""
        return of[self.below(len(of))]

    def some(self, of: Sequence[T], number: int) -> list[T]:
        """So many of them, each once."""
        return self.shuffled(of)[:number]

    def shuffled(self, of: Sequence[T]) -> list[T]:
        """All of them in another order."""
        items = list(of)
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]
        return items

    def weighted(self, weights: Sequence[int]) -> int:
        """A position, each as often as its weight says."""
        left = self.below(sum(weights))
        for position, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return position
        raise AssertionError("no weight was left")

    def filled(self, sentence: str) -> str:
        """A sentence with figures and dates of its own."""
        if _COUNT in sentence:
            sentence = sentence.replace(_COUNT, str(next(self._counts)))
        if _PERCENT in sentence:
            sentence = sentence.replace(_PERCENT, f"{next(self._percents) / 10}%")
        if "{month}" in sentence:
            sentence = sentence.replace("{month}", self.one(_MONTHS)).replace(
                "{year}", str(2024 + self.below(2))
            )
        return sentence


class Place(NamedTuple):
    """A year of an area that is assessed every year.

    Attributes:
        area: its number.
        follow_up: the priorities of the year before.
    """

    area: int
    year: int
    follow_up: tuple[str, ...] = ()


def assessment(number: int, guide: Guide, place: Place | None = None) -> str:
    """The text of one file; another number gives another file, of another area where it is given no place."""
    draw = Draw(f"{guide.id} {number}")
    name = f"{draw.one(_PLACES)}{draw.one(_ENDINGS)} {number}"
    level = draw.one(sorted(guide.levels))
    year = 2022 + draw.below(2)
    code = number
    if place is not None:
        named = Draw(f"{guide.id} area {place.area}")
        name = f"{named.one(_PLACES)}{named.one(_ENDINGS)} {place.area}"
        year, code = place.year, place.area
    scores = {id: draw.weighted(_SCORES) for id in guide.descriptors}
    lines = [
        f"# {name} is a FICTIONAL area: it was made to time programs on, and every figure is invented.",
        "ehsg: assessment/1",
        f"guide: {guide.id}",
        "area:",
        f"  name: {name} (fictional)",
        f"  code: E0899{code % 10_000:04}",
        f"period: {year}",
        "status: submitted",
        f"agreed: {{date: {year}-06-{1 + draw.below(28):02}, by: {draw.one(_BOARDS)}}}",
        f"submitted: {year}-07-{1 + draw.below(28):02}",
        f"method: [{', '.join(method.id for method in draw.some(guide.methods, 1 + draw.below(2)))}]",
        "data_model:",
        f"  submitted_level: {level}",
        f"  as_at: {year}-0{1 + draw.below(5)}",
        "  changed: false",
        "",
        f"{guide.words.entries}:",
    ]
    priorities = [f"  - id: {id}" for id in _chosen(draw, guide, level, scores)]
    ending = ["", "priorities:"]
    for line in priorities:
        ending += [line, f"    why: {draw.one(_WHO)} asked for it, and families need it most there."]
    if place is not None and place.follow_up:
        ending += ["", "follow_up:"]
        for id in place.follow_up:
            ending += [f"  {id}:", "    outcome: partly", f"    note: {_sentence(draw)}"]
    ending += ["", "sharing:"]
    ending += [f"  {audience.id}: {audience.answers[0]}" for audience in guide.sharing]
    # What every entry needs besides its texts: keys, its comment, and the lines' setting in.
    around = 48 * len(guide.descriptors)
    room = BYTES - around - sum(len(line) + 1 for line in (*lines, *ending))
    # Some descriptors get a page and some a few lines, as in real returns; together they fill the file.
    sizes = {id: 60 + draw.below(80) for id in guide.descriptors}
    whole = sum(sizes.values())
    for id, descriptor in guide.descriptors.items():
        lines += _entry(draw, guide, descriptor, scores[id], room * sizes[id] // whole)
    return "\n".join([*lines, *ending, ""])


def _chosen(draw: Draw, guide: Guide, level: int, scores: dict[str, int]) -> list[str]:
    """Priorities that keep the guide's rule, none of them at the top of the scale already."""
    top = guide.scale.numbers[-1]
    chosen: list[str] = []
    assert guide.priorities is not None
    for group, number in guide.priorities.choice_at(level).choose.items():
        open_to = [id for id, of in guide.group_of.items() if of == group and scores[id] < top]
        chosen += draw.some(open_to, number)
    return chosen


def _entry(draw: Draw, guide: Guide, descriptor: Descriptor, score: int, size: int) -> Iterator[str]:
    words = guide.words
    yield f"  # {descriptor.form} {descriptor.title}"
    yield f"  {descriptor.id}:"
    yield f"    {words.answer}: {guide.scale.numbers[score]}"
    yield f"    {words.evidence}: |-"
    start = [f"{_sentence(draw)} {_shown(draw, 2)}"]
    if score >= 4:
        start.append(draw.filled(draw.one(_IMPACT)))
    yield from _block(_evidence(draw, start, size * 3 // 4))
    yield f"    {words.next_steps}: |-"
    yield from _block(_steps(draw, size // 4))
    yield ""


def _sentence(draw: Draw) -> str:
    return f"{draw.one(_WHO)} {draw.one(_DO)} {draw.one(_WHERE)}."


def _shown(draw: Draw, one_in: int) -> str:
    """A figure, one time in so many, else what was told: a real return holds one in every few paragraphs."""
    return draw.filled(draw.one(_SHOWN)) if draw.below(one_in) == 0 else draw.one(_TOLD)


def _evidence(draw: Draw, paragraphs: list[str], size: int) -> list[str]:
    """Paragraphs and lists, until they are as long as that."""
    length = sum(map(len, paragraphs))
    while length < size - 200:
        if draw.below(4) == 0:
            items = "\n".join(f"- {item}" for item in draw.some(_LIST, 2 + draw.below(3)))
            added = ["What helped:", items]
        else:
            added = [f"{_sentence(draw)} {draw.one(_TOLD)} {_shown(draw, 4)} {_sentence(draw)}"]
        paragraphs += added
        # A block's lines are set in, which counts as well.
        length += sum(len(paragraph) * 107 // 100 + 2 for paragraph in added)
    return paragraphs


def _steps(draw: Draw, size: int) -> list[str]:
    """A few next steps, as a list or as a paragraph, that stand under no other descriptor."""
    number = max(1, min(len(_NEXT), round(size / 105)))
    while True:
        sentences = [draw.filled(sentence) for sentence in draw.some(_NEXT, number)]
        if draw.is_new(" ".join(sentences)):
            break
    return [" ".join(sentences)] if draw.below(2) else ["\n".join(f"- {sentence}" for sentence in sentences)]


def _block(paragraphs: list[str]) -> Iterator[str]:
    """Paragraphs as the lines of a block of text: wrapped, set in, an empty line between two of them."""
    for position, paragraph in enumerate(paragraphs):
        if position:
            yield ""
        for row in paragraph.split("\n"):
            indent = "      "
            line = indent
            for word in row.split(" "):
                if len(line) + len(word) > _WIDTH:
                    yield line.rstrip()
                    line = f"{indent}  " if row.startswith("- ") else indent
                line += f"{word} "
            yield line.rstrip()


def write(folder: Path, number: int) -> list[Path]:
    """Write so many files into a folder, which is made if need be; their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    guide = load_guide(GUIDE)
    paths = []
    for n in range(1, number + 1):
        path = folder / f"area-{n:05}.yaml"
        path.write_bytes(assessment(n, guide).encode())
        paths.append(path)
    return paths


def write_years(folder: Path, areas: int, years: int) -> list[Path]:
    """Write so many years of so many areas, those of each into a folder of its own; their paths in order."""
    guide = load_guide(GUIDE)
    paths = []
    for area in range(1, areas + 1):
        below = folder / f"area-{area:03}"
        below.mkdir(parents=True, exist_ok=True)
        chosen: tuple[str, ...] = ()
        for year in range(_LAST_YEAR - years + 1, _LAST_YEAR + 1):
            text = assessment(area * 1_000 + year % 1_000, guide, Place(area, year, chosen))
            chosen = tuple(id for id in guide.descriptors if f"\n  - id: {id}\n" in text)
            path = below / f"area-{area:03}-{year}.yaml"
            path.write_bytes(text.encode())
            paths.append(path)
    return paths


# The last of the years that an area is assessed in.
_LAST_YEAR = 2023


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where to write the files")
    parser.add_argument("number", type=int, nargs="?", default=100, help="how many (default: 100)")
    parser.add_argument("--years", type=int, default=0, help="of so many areas so many years each")
    options = parser.parse_args()
    if options.years:
        paths = write_years(options.folder, options.number, options.years)
    else:
        paths = write(options.folder, options.number)
    size = sum(path.stat().st_size for path in paths)
    sys.stdout.write(f"{len(paths)} files, {size / 1000 / max(1, len(paths)):.1f} kB each\n")


if __name__ == "__main__":
    main()
