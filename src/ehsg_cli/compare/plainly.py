"""What an assessment says apart from its descriptors, flat and as it is compared.

By itself, so that a receipt can be held against its file without all that a comparison of two years needs.
"""

from typing import Any

from ehsg_cli.assessment import Assessment

# What is compared by descriptor.
_TOLD = frozenset(("ehsg", "entries", "priorities", "follow_up"))


def flat(assessment: Assessment) -> dict[tuple[str, ...], Any]:
    """Everything that is not told by descriptor, by the keys that lead to it; ways have no order."""
    found: dict[tuple[str, ...], Any] = {}
    for name in type(assessment).model_fields:
        if name in _TOLD:
            continue
        value = getattr(assessment, name)
        if name == "method":
            value = tuple(sorted({each for each in value if each})) or None
        elif name == "sharing":
            found |= {(name, id): value[id] for id in sorted(value)}
            continue
        elif hasattr(value, "model_dump"):
            found |= {(name, key): _plain(each) for key, each in value.model_dump().items()}
            continue
        found[(name,)] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    """A value as it is compared: wrapping and, in a list, order and blanks make no difference."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, tuple):
        return tuple(sorted((each for each in map(_plain, value) if each), key=str)) or None
    if isinstance(value, dict):
        return {key: given for key, each in value.items() if (given := _plain(each)) is not None}
    return value
