"""An assessment as lines of text in the guide's order, for `git diff` to compare.

One sentence a line: a word that changes is then one line that changes, however the file wraps the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Pointer
from ehsg_cli.document import Mapping, Node, Scalar
from ehsg_cli.guide.models import Descriptor, Guide
from ehsg_cli.views import words

if TYPE_CHECKING:
    import datetime

# A line that begins a thing stands at the margin, and by such lines git names the place of a change.
_FIELD, _TEXT = "  ", "    "
_NOT_VALID = " (not valid)"

# What stands in a file and is not in the assessment as read, by its place.
LeftOut = dict[Pointer, Node]


def view_account(assessment: Assessment, guide: Guide, left_out: LeftOut | None = None) -> Iterator[str]:
    """The lines of the account, without line ends; the same assessment always gives the same.

    Args:
        assessment: as read.
        guide: which it answers.
        left_out: what is wrong in the file. It is told as it stands there, so that no change of it is hidden.
    """
    wrong = dict(left_out or {})
    yield from _head(assessment, guide, wrong)
    for descriptor in guide.descriptors.values():
        yield words.named(descriptor)
        yield from _entry(assessment, guide, descriptor, wrong)
    yield from _behind(assessment, guide)
    if wrong:
        yield "Not valid"
    for place, node in wrong.items():
        yield from _as_it_stands(str(place), node)


def _entry(assessment: Assessment, guide: Guide, descriptor: Descriptor, wrong: LeftOut) -> Iterator[str]:
    """What a descriptor has, and what is wrong there, which is taken out of the rest."""
    entry, its = assessment.entry(descriptor.id), guide.words
    at = Pointer((its.entries, descriptor.id))
    answer = None if entry.answer is None else guide.scale.say(entry.answer)
    yield from _said(its.answer, answer, wrong, *at, its.answer)
    labels: dict[str, str] = {box.field: box.label for box in guide.boxes}
    for field, key, text in (
        ("evidence", its.evidence, entry.evidence),
        ("next_steps", its.next_steps, entry.next_steps),
    ):
        if at.child(key) in wrong:
            yield from _as_it_stands(labels[field], wrong.pop(at.child(key)), _NOT_VALID)
        elif text is not None:
            yield f"{_FIELD}{labels[field]}"
            yield from _sentences(text)
    here = (at, Pointer((its.entries, descriptor.form or descriptor.id)))
    for place in [place for place in wrong if place[:2] in here]:
        name = str(Pointer(place[2:] or place[1:]))
        yield from _as_it_stands(name, wrong.pop(place), _NOT_VALID)


def _as_it_stands(name: str, node: Node, mark: str = "", deep: str = _FIELD) -> Iterator[str]:
    """What stands behind a key, a line for each value; a text of several lines as a text."""
    name = words.one_line(name)
    if isinstance(node, Scalar):
        text = words.visible(node.text).strip()
        if "\n" in text:
            yield f"{deep}{name}:{mark}"
            yield from (f"{deep}{line}" if line else "" for line in _sentences(text))
        else:
            said = text if node.plain else f'"{text}"'
            yield f"{deep}{name}: {said}{mark}"
        return
    yield f"{deep}{name}:{mark}"
    for key, item in node.items.items() if isinstance(node, Mapping) else enumerate(node.items):
        yield from _as_it_stands(str(key), item, deep=f"{deep}  ")


def _behind(assessment: Assessment, guide: Guide) -> Iterator[str]:
    """What stands behind the descriptors; of what the edition does not ask nothing is said."""
    if guide.priorities is not None:
        yield "Priorities"
    # Their order means nothing; of one that is named twice the last reason counts.
    given = [each for each in assessment.priorities if each is not None]
    reasons = {each.id: each.why for each in given if each.id}
    for id in _in_order(reasons, guide.descriptors):
        yield f"{_FIELD}{_named(id, guide)}"
        yield from _sentences(reasons[id])
    for why in sorted(each.why for each in given if each.why and not each.id):
        yield f"{_FIELD}not named"
        yield from _sentences(why)
    followed = {id: each for id, each in assessment.follow_up.items() if each.outcome or each.note}
    if followed:
        yield "What became of earlier priorities"
    for id in _in_order(followed, guide.descriptors):
        yield f"{_FIELD}{_named(id, guide)}: {followed[id].outcome or 'not said'}"
        yield from _sentences(followed[id].note)
    if guide.sharing:
        yield "Sharing"
    for audience in guide.sharing:
        yield f"{_FIELD}{audience.id}: {assessment.sharing.get(audience.id) or 'not asked'}"


def _in_order(ids: Iterable[str], known: Iterable[str]) -> list[str]:
    """Some ids in the guide's order, whatever theirs; those that it does not know at the end."""
    rank = {id: place for place, id in enumerate(known)}
    return sorted(ids, key=lambda id: (rank.get(id, len(rank)), id))


def _head(assessment: Assessment, guide: Guide, wrong: LeftOut) -> Iterator[str]:
    area, agreed = assessment.area, assessment.agreed
    yield "Assessment"
    yield f"{_FIELD}guide: {words.edition(guide)}"
    yield from _said("area", area.name, wrong, "area", "name")
    yield from _said("area code", area.code, wrong, "area", "code")
    told = [
        [each.name, each.code, each.boundaries and f"boundaries: {each.boundaries}"]
        for each in area.predecessors
        if each is not None
    ]
    for came_from in sorted(words.one_line(", ".join(part for part in parts if part)) for parts in told):
        if came_from:
            yield from _said("came from", came_from)
    yield from _said("period", assessment.period, wrong, "period")
    yield from _said("status", assessment.status, wrong, "status")
    yield from _said("agreed", _date(agreed.date), wrong, "agreed", "date")
    yield from _said("agreed by", agreed.by, wrong, "agreed", "by")
    yield from _said("submitted", _date(assessment.submitted), wrong, "submitted")
    if guide.methods:
        ways = _in_order(dict.fromkeys(assessment.methods), [each.id for each in guide.methods])
        yield from _said("method", ", ".join(ways), wrong, "method")
    if guide.data_models:
        yield from _data_model(assessment, wrong)


def _data_model(assessment: Assessment, wrong: LeftOut) -> Iterator[str]:
    model, at = assessment.data_model, Pointer(("data_model",))
    if at in wrong:
        yield from _as_it_stands("data model", wrong.pop(at), _NOT_VALID)
        return
    changed = None if model.changed is None else "yes" if model.changed else "no"
    for name, value, key in (
        ("submitted level", model.submitted_level, "submitted_level"),
        ("as at", model.as_at, "as_at"),
        ("changed", changed, "changed"),
        ("current level", model.current_level, "current_level"),
    ):
        yield from _said(f"data model, {name}", value, wrong, *at, key)


def _said(name: str, value: Any, wrong: LeftOut | None = None, *place: str | int) -> Iterator[str]:
    """A value on its line; one that is not valid as it stands in the file, taken out of the rest."""
    node = wrong.pop(Pointer(place), None) if wrong else None
    if node is not None:
        yield from _as_it_stands(name, node, _NOT_VALID)
        return
    said = "" if value is None else words.one_line(str(value))
    yield f"{_FIELD}{name}: {said or 'not given'}"


def _date(date: "datetime.date | None") -> str | None:
    return None if date is None else date.isoformat()


def _named(id: str, guide: Guide) -> str:
    descriptor = guide.descriptors.get(id)
    return words.named(descriptor) if descriptor is not None else words.one_line(id)


def _sentences(text: str | None) -> Iterator[str]:
    """A text with a line for each sentence and each entry of a list, and a blank one between paragraphs."""
    if text is None:
        return
    blank = False
    for paragraph in _paragraphs(words.visible(text)):
        if not paragraph:
            blank = True
            continue
        if blank:
            yield ""
            blank = False
        # A full stop ends a sentence where a space and a capital, a figure or a mark of emphasis follow.
        for sentence in re.split(r"(?<=[.!?])[ ]+(?=[^\W_a-z]|[*_\"'(\[\u2018\u201c])", paragraph):
            yield f"{_TEXT}{sentence}"


def _paragraphs(text: str) -> Iterator[str]:
    """Each paragraph or entry of a list on one line, and an empty one where the text has one or more."""
    gathered: list[str] = []
    for line in text.strip().split("\n"):
        bare = line.strip()
        if not bare or re.match(r"(?:[-*+]|[0-9]{1,9}[.)])\s|[#>|]", bare):
            if gathered:
                yield " ".join(gathered)
                gathered = []
            if not bare:
                yield ""
                continue
            # How far in an entry of a list stands tells whose it is.
            bare = " " * (len(line) - len(line.lstrip())) + bare
        gathered.append(" ".join(bare.split()) if not gathered and bare == line.strip() else bare)
    if gathered:
        yield " ".join(gathered)
