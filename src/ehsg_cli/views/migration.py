"""A new edition's file, started from one that answers another edition.

Every score is blank. What maps stands in comments under each descriptor, and whatever else the old file says
in comments at the end: no text is lost, and none of it becomes an answer by itself.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ehsg_cli.assessment import Assessment
from ehsg_cli.document import Document, Mapping, Node, Scalar
from ehsg_cli.document.comments import Comment
from ehsg_cli.guide.crosswalks import Crossing
from ehsg_cli.guide.models import Guide
from ehsg_cli.views import words
from ehsg_cli.views.editions import RELATIONS, entry_of, meanings, reading_of, short_name
from ehsg_cli.views.new_file import (
    NewDescriptor,
    NewFile,
    comment_lines,
    harmless,
    predecessor_lines,
    view_new_file,
    wrapped,
)
from ehsg_cli.wording import listed

_WIDTH = 92
_FOR_EDITORS = "yaml-language-server:"


class Migration(NamedTuple):
    """The new file, and what became of the old one's questions.

    Attributes:
        mapped: the ids that stand under a descriptor of the new guide.
        homeless: those that have no home there.
    """

    file: NewFile
    mapped: tuple[str, ...]
    homeless: tuple[str, ...]


class OldFile(NamedTuple):
    """A file that is left behind.

    Attributes:
        name: as people know it.
        assessment: what it says.
        guide: what it answers.
        document: its whole text, for whatever stands in it besides.
        comments: those that somebody wrote into it.
    """

    name: str
    assessment: Assessment
    guide: Guide
    document: Document
    comments: tuple[Comment, ...] = ()


def view_migration(
    old: OldFile, guide: Guide, crossing: Crossing, period: str, schema: str = ""
) -> Migration:
    """What the new file holds.

    Args:
        old: the file that is left behind.
        guide: the guide that the new file answers.
        crossing: the way from the old guide to that.
        period: what the new file stands for.
        schema: the way from the file to the schema that editors read.
    """
    area = old.assessment.area
    blank = view_new_file(guide, area.name or "", period, area.code, None, schema)
    answers = _Answers(old)
    sections = tuple(
        replace(
            section,
            descriptors=tuple(
                _with_context(each, old, guide, crossing, answers) for each in section.descriptors
            ),
        )
        for section in blank.sections
    )
    mapped = [id for id in old.guide.descriptors if crossing.of_old(id)]
    homeless = [id for id in old.guide.descriptors if not crossing.of_old(id)]
    left = [
        *_homeless(homeless, old, guide, crossing, answers),
        *_besides(old, period),
        *_comments(old.comments),
    ]
    file = replace(
        blank,
        sections=sections,
        carried=tuple(harmless(line) for line in _head(old, guide, crossing)),
        predecessors=tuple(predecessor_lines(old.assessment)),
        # A key and what stands behind it may speak to us together, so whole lines are looked at.
        left=tuple(harmless(line) for line in left),
    )
    return Migration(file, tuple(mapped), tuple(homeless))


class _Answers:
    """What stands under each descriptor of the old file; each text is told in full once."""

    def __init__(self, old: OldFile) -> None:
        self._old = old
        self._told: dict[str, str] = {}

    def under(self, id: str, new_id: str) -> Iterator[str]:
        """The texts under a descriptor, or the id under which they have been told already."""
        texts = list(self._texts(id))
        if not texts:
            return
        if id in self._told:
            yield f"  its texts stand under {self._told[id]}"
            return
        self._told[id] = new_id
        yield from texts

    def _texts(self, id: str) -> Iterator[str]:
        entry, its = self._old.assessment.entry(id), self._old.guide.words
        for label, text in ((its.evidence, entry.evidence), (its.next_steps, entry.next_steps)):
            if text:
                yield f"  {label}:"
                yield from _indented(text, 4)

    def of(self, id: str) -> str:
        """The answer on its own scale."""
        return words.score(self._old.assessment.entry(id).answer, self._old.guide)


def _with_context(
    descriptor: NewDescriptor, old: OldFile, guide: Guide, crossing: Crossing, answers: _Answers
) -> NewDescriptor:
    said: list[str] = []
    edition = short_name(old.guide, guide)
    rank = list(old.guide.descriptors).index
    for link in sorted(crossing.of_new(descriptor.id), key=lambda link: rank(link.old)):
        named = words.named(old.guide.descriptors[link.old])
        said += wrapped(f"{edition}, {named}: {answers.of(link.old)}", _WIDTH)
        said += (
            f"  {line}" for line in wrapped(f"{RELATIONS[link.relation]}. {words.one_line(link.why)}", _WIDTH)
        )
        said += answers.under(link.old, descriptor.id)
    if descriptor.id in crossing.new_alone:
        why = words.one_line(crossing.new_alone[descriptor.id])
        said += wrapped(f"{edition}: nothing of it belongs here. {why}", _WIDTH)
    return replace(descriptor, context=tuple(harmless(line) for line in said))


def _head(old: OldFile, guide: Guide, crossing: Crossing) -> Iterator[str]:
    its = old.guide.words
    source = f"{words.one_line(old.name)} ({words.edition(old.guide)}, {words.period_of(old.assessment)})"
    yield from wrapped(
        f"Started from {source}. What it says stands in comments: what maps under each {guide.words.entry}, "
        f"with its id, its {its.answer} on its own scale and how the two relate, and the rest at the end of "
        "this file. No answer of one scale can be converted into one of the other, so every one is blank. "
        "Delete the comments as you go.",
        _WIDTH,
    )
    yield ""
    yield from wrapped(reading_of(crossing.by), _WIDTH)
    for meaning in meanings(entry_of(old.guide, guide), entry_of(guide, old.guide)):
        yield from (f"  {line}" for line in wrapped(meaning, _WIDTH))


def _homeless(
    ids: Iterable[str], old: OldFile, guide: Guide, crossing: Crossing, answers: _Answers
) -> Iterator[str]:
    for place, id in enumerate(ids):
        if not place:
            entries = words.capitalised(old.guide.words.entries)
            editions = short_name(old.guide, guide), short_name(guide, old.guide)
            yield f"{entries} of {editions[0]} without a home in {editions[1]}:"
        yield ""
        yield from _at(2, f"{words.named(old.guide.descriptors[id])}: {answers.of(id)}")
        yield from _at(4, words.one_line(crossing.old_alone.get(id, "")))
        yield from (f"  {line}" if line else "" for line in answers.under(id, id))


def _besides(old: OldFile, period: str) -> Iterator[str]:
    """Everything that the old file says outside its answers, by the keys that lead to it."""
    told = list(_told(old.document.root, old, period))
    if told:
        yield ""
        yield "What the old file says besides:"
        yield ""
    for keys, text in told:
        label, value = f"  {_spoken(keys)}:", words.visible(text).strip()
        if "\n" not in value and len(label) + len(value) < _WIDTH:
            yield f"{label} {value}"
            continue
        yield label
        yield from _indented(text, 4)


def _told(root: Node | None, old: OldFile, period: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    carried = _carried(old, period)
    for keys, scalar in _values(root, ()):
        if keys not in carried and scalar.text.strip() and scalar.value is not None:
            yield keys, scalar.text


def _carried(old: OldFile, period: str) -> Collection[tuple[str | int, ...]]:
    """The keys of what stands in the new file already, and of permissions, which are asked for anew."""
    assessment, its = old.assessment, old.guide.words
    area = assessment.area
    keys: set[tuple[str | int, ...]] = {("ehsg",), ("guide",)}
    keys |= {("area", key) for key in ("name", "code") if getattr(area, key)}
    for place, each in enumerate(area.predecessors):
        if each is not None:
            keys |= {("area", "predecessors", place, key) for key in each.model_dump(exclude_none=True)}
    if assessment.period == period:
        keys.add(("period",))
    keys |= {("sharing", audience) for audience in assessment.sharing}
    spelled = {field: key for key, field in its.of_entry.items()}
    for id, entry in assessment.entries.items():
        given = entry.model_dump(exclude_none=True)
        keys |= {(its.entries, id, spelled[field]) for field in given}
    return keys


def _values(node: Node | None, keys: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Scalar]]:
    """Every value of a file with the keys that lead to it."""
    if isinstance(node, Scalar):
        yield keys, node
    elif isinstance(node, Mapping):
        for key, value in node.items.items():
            yield from _values(value, (*keys, key))
    elif node is not None:
        for place, item in enumerate(node.items):
            yield from _values(item, (*keys, place))


def _spoken(keys: tuple[str | int, ...]) -> str:
    """Keys as people say them: entries of a list are counted from 1."""
    said = (f"entry {key + 1}" if isinstance(key, int) else words.one_line(key) for key in keys)
    return ", ".join(said) or "the file"


def _comments(comments: tuple[Comment, ...]) -> Iterator[str]:
    if comments:
        yield ""
        yield "Comments that stood in the old file:"
        yield ""
    for comment in comments:
        yield f"  line {comment.line}: {words.one_line(comment.text.strip('# '))}"


def comments_of(found: Iterable[Comment], ours: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments of a file that somebody wrote, so none that stand in every new file.

    Args:
        found: all of them.
        ours: those of a new file for the same guide, area and period.
    """
    made = Counter(comment.text.strip() for comment in ours)
    return tuple(
        comment
        for comment in found
        if comment.text.strip("# \t")
        and comment.text.strip() not in made
        and not comment.text.lstrip("# \t").startswith(_FOR_EDITORS)
    )


def count_of(migration: Migration, old: Guide, new: Guide) -> str:
    """How many questions found a home, and which did not, in a sentence."""
    total = len(migration.mapped) + len(migration.homeless)
    names = short_name(old, new), short_name(new, old)
    found = f"{len(migration.mapped)} of {total} {old.words.entries} of {names[0]} have a home in {names[1]}"
    if not migration.homeless:
        return f"{found}."
    ids = listed(migration.homeless)
    verb = "has" if len(migration.homeless) == 1 else "have"
    return f"{found}; {ids} {verb} none, and {'stands' if verb == 'has' else 'stand'} at the end of the file."


def _at(indent: int, text: str) -> Iterator[str]:
    return (f"{' ' * indent}{line}" for line in wrapped(words.one_line(text), _WIDTH))


def _indented(text: str, indent: int) -> Iterator[str]:
    """A text as it was typed, further in."""
    return (f"{' ' * indent}{line}" if line else "" for line in comment_lines(text))
