"""A document to an assessment: first held against its guide, then decoded.

What the guide does not know is reported and taken out, so that what is left can be computed on.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ehsg_cli.assessment import Assessment
from ehsg_cli.diagnostics import Finding, Pointer
from ehsg_cli.document import Mapping, Node, Scalar, Sequence
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import faults
from ehsg_cli.reading.decode import Model, decode, key_is_word, keys_of, plain, shown_value
from ehsg_cli.reading.descriptors import check_descriptor, not_a_descriptor
from ehsg_cli.reading.scores import check_score, score_of

# Holds a part of the data against the guide, and takes out what is wrong: data, tree, guide, findings.
Hold = Callable[[dict[str, Any], Mapping, Guide, list[Finding]], None]


def read_assessment(root: Mapping, guide: Guide | None, findings: list[Finding]) -> Assessment | None:
    """The assessment that a tree holds, less what is wrong in it.

    Args:
        root: the tree.
        guide: the guide it names; without one its entries cannot be told from misspelt keys, so only what
            every assessment has is looked at.
        findings: receives what is wrong.
    """
    return read_answers(Assessment, root, guide, findings, _HELD)


def read_answers(
    model: type[Model], root: Mapping, guide: Guide | None, findings: list[Finding], held: Iterable[Hold]
) -> Model | None:
    """What a file says that answers a guide's entries, less what is wrong in it.

    Args:
        model: the kind of file.
        root: the tree.
        guide: as for an assessment.
        findings: receives what is wrong.
        held: what holds each part of the data against the guide.
    """
    data = keys_of(root, findings, but=guide.words.entries if guide else None)
    if guide is None:
        known = {key: value for key, value in data.items() if key in model.model_fields}
        decode(model, known, root, findings)
        return None
    _no_neutral_names(data, guide, findings)
    _take_strays(data, Pointer(), guide, findings)
    for key, group in data.items():
        if isinstance(group, dict) and key not in _BY_DESCRIPTOR:
            _take_strays(group, Pointer((key,)), guide, findings)
    for hold in held:
        hold(data, root, guide, findings)
    names = _entry_names(guide)
    return decode(model, data, root, findings, lambda at: _spelled(at, names), names)


# What is written by descriptor, or may be by mistake: ids there are no strays.
_BY_DESCRIPTOR = frozenset(("priorities", "follow_up"))


def _entry_names(guide: Guide) -> dict[str, str]:
    """The guide's own words for the neutral ones."""
    return {"entries": guide.words.entries} | {v: k for k, v in guide.words.of_entry.items()}


def _spelled(location: tuple[str | int, ...], names: dict[str, str]) -> Pointer:
    """A place in the data as the file spells it: the guide's words for the neutral ones."""
    if location[:1] != ("entries",):
        return Pointer(location)
    entry = tuple(names.get(str(key), key) for key in location[2:])
    return Pointer((names["entries"], *location[1:2], *entry))


def _no_neutral_names(data: dict[str, Any], guide: Guide, findings: list[Finding]) -> None:
    """The engine's own word for the entries is no key of a file, unless it is the guide's word too."""
    if "entries" in data:
        del data["entries"]
        findings.append(faults.unknown_key(Pointer(("entries",)), [guide.words.entries]))


def _take_strays(group: dict[str, Any], at: Pointer, guide: Guide, findings: list[Finding]) -> None:
    """Descriptors that stand elsewhere than under the entries, as they do when that line is lost."""
    ids = [key for key in group if key in guide.descriptors]
    for id in ids:
        del group[id]
    if ids:
        findings.append(faults.misplaced_descriptors(at, ids, guide.words.entries))


def hold_entries(data: dict[str, Any], root: Mapping, guide: Guide, findings: list[Finding]) -> None:
    """Put the entries under their neutral name."""
    data["entries"] = _entries(root.items.get(guide.words.entries), guide, findings)


def _entries(node: Node | None, guide: Guide, findings: list[Finding]) -> Any:
    """The entries by id under neutral names, less unknown ids and scores that are none."""
    at = Pointer((guide.words.entries,))
    if not isinstance(node, Mapping):
        return plain(node, at, findings) if node is not None else None
    words = guide.words.of_entry
    entries: dict[str, Any] = {}
    for id, entry in node.items.items():
        pointer = at.child(id)
        if id in guide.by_form:
            findings.append(not_a_descriptor(id, pointer, guide, at_key=True))
        elif id not in guide.descriptors:
            if key_is_word(node, id, at, findings):
                findings.append(not_a_descriptor(id, pointer, guide, at_key=True))
        elif isinstance(entry, Scalar) and entry.value is None:
            entries[id] = {}
        elif isinstance(entry, Mapping):
            entries[id] = _entry(entry, pointer, words, guide, findings)
        else:
            entries[id] = plain(entry, pointer, findings)
    return entries


def _entry(
    entry: Mapping, pointer: Pointer, words: dict[str, str], guide: Guide, findings: list[Finding]
) -> dict[str, Any]:
    # Done for every line of every file: the route to a value is made only where there is something to say.
    result: dict[str, Any] = {}
    for key, node in entry.items.items():
        name = words.get(key)
        if name is None:
            if key_is_word(entry, key, pointer, findings):
                findings.append(faults.unknown_key(pointer.child(key), words))
        elif name == "answer":
            value = score_of(node, guide.scale)
            if value is not None:
                result[name] = value
            elif fault := check_score(node, pointer.child(key), guide.scale):
                findings.append(fault)
        elif isinstance(node, Scalar):
            result[name] = node.value
        else:
            result[name] = plain(node, pointer.child(key), findings)
    return result


def _not_of_this_edition(data: dict[str, Any], root: Mapping, guide: Guide, findings: list[Finding]) -> None:
    """Take out the keys for what this edition of the guide does not know."""
    known = {
        "method": guide.methods,
        "data_model": guide.data_models,
        "priorities": guide.priorities,
        "follow_up": guide.priorities,
        "sharing": guide.sharing,
    }
    for key, part in known.items():
        if not part and key in root.items:
            data.pop(key, None)
            findings.append(faults.unknown_key(Pointer((key,)), (), f"{guide.title} {guide.edition}"))


def _levels(data: dict[str, Any], root: Mapping, guide: Guide, findings: list[Finding]) -> None:
    group, node = data.get("data_model"), root.items.get("data_model")
    if not isinstance(group, dict) or not isinstance(node, Mapping):
        return
    for key in ("submitted_level", "current_level"):
        value = group.get(key)
        if value is not None and (type(value) is not int or value not in guide.levels):
            del group[key]
            if key == "current_level":
                # The level that governs is not known: the other one must not be judged by in its place.
                group.pop("submitted_level", None)
            at = Pointer(("data_model",))
            found = shown_value(node.items[key])
            quoted = isinstance(value, str) and value in {str(level) for level in guide.levels}
            findings.append(
                faults.unknown_level(
                    at.child(key),
                    found,
                    guide.levels,
                    at.child("submitted_level"),
                    value if quoted else None,
                )
            )


def _methods(data: dict[str, Any], root: Mapping, guide: Guide, findings: list[Finding]) -> None:
    listed = data.get("method")
    if not isinstance(listed, list):
        return
    known = [method.id for method in guide.methods]
    for position, value in enumerate(listed):
        if isinstance(value, str) and value.strip() and value not in known:
            listed[position] = None
            findings.append(faults.unknown_method(Pointer(("method", position)), value, known))


def _priorities(data: dict[str, Any], root: Mapping, guide: Guide, findings: list[Finding]) -> None:
    listed, node = data.get("priorities"), root.items.get("priorities")
    if not isinstance(listed, list) or not isinstance(node, Sequence):
        return
    for position, item in enumerate(node.items):
        pointer = Pointer(("priorities", position))
        named: Node | None = item
        if isinstance(item, Mapping):
            pointer, named = pointer.child("id"), item.items.get("id")
        fault = check_descriptor(named, pointer, guide) if isinstance(named, Scalar) else None
        if fault:
            listed[position] = None
            findings.append(fault)


def _sharing(data: dict[str, Any], root: Mapping, guide: Guide, findings: list[Finding]) -> None:
    group = data.get("sharing")
    if not isinstance(group, dict):
        return
    for id, value in list(group.items()):
        pointer = Pointer(("sharing", id))
        audience = guide.audiences.get(id)
        if audience is None:
            del group[id]
            findings.append(faults.unknown_audience(pointer, guide.audiences))
        elif isinstance(value, bool) or (
            isinstance(value, str) and value.strip() and value not in audience.answers
        ):
            del group[id]
            found = value if isinstance(value, str) else str(value).lower()
            findings.append(
                faults.wrong_answer(
                    pointer, found, audience.answers, audience.name, guide.cite(audience.source)
                )
            )


def _follow_up(data: dict[str, Any], root: Mapping, guide: Guide, findings: list[Finding]) -> None:
    group, node = data.get("follow_up"), root.items.get("follow_up")
    if not isinstance(group, dict) or not isinstance(node, Mapping):
        return
    for id in node.items:
        pointer = Pointer(("follow_up", id))
        if id in guide.by_form:
            # A bare number is no word, which has been said; that it is a form number says more.
            findings[:] = [finding for finding in findings if finding.pointer != pointer]
        elif id in guide.descriptors or id not in group:
            continue
        group.pop(id, None)
        findings.append(not_a_descriptor(id, pointer, guide, at_key=True))


_HELD: tuple[Hold, ...] = (
    hold_entries,
    _not_of_this_edition,
    _levels,
    _methods,
    _priorities,
    _follow_up,
    _sharing,
)
