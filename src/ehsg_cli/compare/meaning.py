"""What an assessment means, apart from how it is written, as plain data of which a digest can be taken.

Two assessments mean the same exactly where `ehsg_cli.compare.changes.diff` finds nothing that changed. The
order of keys and lists, quoting, wrapping and line ends make no difference, and what is blank is not there.
A receipt's digest is taken over this: what is here may not change while `ehsg.receipt/1` is written.
"""

from typing import Any

from ehsg_cli.assessment import Assessment
from ehsg_cli.assessment.receipts import canonical, digest_of
from ehsg_cli.compare.plainly import flat
from ehsg_cli.compare.rewording import words_of
from ehsg_cli.diagnostics import Pointer
from ehsg_cli.guide.models import Guide, Vocabulary


def meaning(assessment: Assessment, guide: Guide) -> dict[str, Any]:
    """What an assessment says: its top keys, each with plain data, sorted; entries under neutral names.

    A score stands there as files have it: a word, and not the rank that a revision of its guide gives it.

    A text stands there as its words with single spaces, and line ends where a paragraph or an entry of a list
    begins.
    """
    found: dict[str, Any] = {}
    for keys, value in flat(assessment).items():
        if value is None:
            continue
        if len(keys) == 1:
            found[keys[0]] = _plain(value)
        else:
            found.setdefault(keys[0], {})[keys[1]] = _plain(value)
    found["entries"] = {id: _entry(assessment, id, guide) for id in assessment.entries}
    # Of a priority that is named twice the last reason counts, as it does where two assessments are compared.
    found["priorities"] = {p.id: _words(p.why) for p in assessment.priorities if p is not None and p.id}
    found["follow_up"] = {
        id: _given({"outcome": each.outcome, "note": _words(each.note)})
        for id, each in assessment.follow_up.items()
    }
    for name in ("entries", "follow_up"):
        found[name] = {id: each for id, each in found[name].items() if each}
    return {name: _sorted(value) for name, value in sorted(found.items()) if value not in ({}, [])}


def digest(meaning: dict[str, Any]) -> str:
    """SHA-256 of a meaning, in hexadecimal."""
    return digest_of(meaning)


def parts(meaning: dict[str, Any], words: Vocabulary) -> dict[Pointer, str]:
    """The digest of each part of a meaning by the keys that lead to it in a file: its top keys, and what
    stands under each descriptor.

    Args:
        meaning: as `meaning` gives it.
        words: what the guide calls the entries and what is in them.
    """
    spelled = {neutral: word for word, neutral in words.of_entry.items()}
    found = {Pointer((name,)): digest(value) for name, value in meaning.items() if name != "entries"}
    for id, entry in meaning.get("entries", {}).items():
        for field, value in entry.items():
            found[Pointer((words.entries, id, spelled[field]))] = digest(value)
    return found


def _entry(assessment: Assessment, id: str, guide: Guide) -> dict[str, Any]:
    entry = assessment.entry(id)
    values = {name: getattr(entry, name) for name in type(entry).model_fields}
    values["answer"] = guide.scale.as_written(entry.answer)
    return _given({name: _words(each) if isinstance(each, str) else each for name, each in values.items()})


def _words(text: str | None) -> str:
    # No word holds a space or a line end, so that no two texts that differ come to the same.
    return " ".join(words_of(text))


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """What is given of some values: 0 is, nothing and an empty text are not."""
    return {key: value for key, value in data.items() if value is not None and value != ""}


def _plain(value: Any) -> Any:
    """As JSON has it: dates as text, what stands in a row as a list."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        # None of these lists has an order that means something.
        return sorted(map(_plain, value), key=canonical)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _sorted(value: Any) -> Any:
    return {key: _sorted(value[key]) for key in sorted(value)} if isinstance(value, dict) else value
