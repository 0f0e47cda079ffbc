"""Nodes to models or findings: the only place that sees pydantic's `ValidationError`.

What is wrong in a part is reported and taken out, and the rest is read: one bad entry is a finding
and an absent entry, not the end of the file.
"""

from collections.abc import Callable, Mapping as Table
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ehsg_cli.diagnostics import ROOT, Finding, Pointer
from ehsg_cli.document import Mapping, Node, Scalar, Sequence, faults as yaml_faults
from ehsg_cli.document.nodes import node_at
from ehsg_cli.reading import faults
from ehsg_cli.wording import listed, shown

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[str | int, ...]

# How a finding's place is spelled in the file, given where it stands in the data.
Spell = Callable[[Location], Pointer]


def plain(node: Node, at: Pointer, findings: list[Finding]) -> Any:
    """Nodes as dicts, lists and values. A key that is no word is reported and left out."""
    if isinstance(node, Scalar):
        return node.value
    # Most of what stands in a group are values: a route is made only for what goes further down.
    if isinstance(node, Sequence):
        return [
            item.value if isinstance(item, Scalar) else plain(item, at.child(position), findings)
            for position, item in enumerate(node.items)
        ]
    return {
        key: item.value if isinstance(item, Scalar) else plain(item, at.child(key), findings)
        for key, item in node.items.items()
        if key_is_word(node, key, at, findings)
    }


def keys_of(root: Mapping, findings: list[Finding], but: str | None = None) -> dict[str, Any]:
    """The keys of a file as `plain` gives them, less one that is read otherwise."""
    data = {
        key: plain(node, Pointer((key,)), findings)
        for key, node in root.items.items()
        if key != but and key_is_word(root, key, ROOT, findings)
    }
    if not isinstance(data.get("guide"), str):
        # That it names no guide has been said where the guide was looked for.
        data.pop("guide", None)
    return data


def key_is_word(group: Mapping, key: str, at: Pointer, findings: list[Finding]) -> bool:
    """Whether a key of the group there is text under YAML 1.2; a number or the like is reported."""
    scalar = group.keys[key]
    if isinstance(scalar.value, str):
        return True
    findings.append(yaml_faults.key_not_text(at.child(key), shown_value(scalar)))
    return False


def decode(
    model: type[Model],
    data: dict[str, Any],
    root: Node,
    findings: list[Finding],
    spell: Spell = Pointer,
    names: Table[str, str] | None = None,
) -> Model | None:
    """The model of the data, less what is wrong in it.

    Args:
        model: what the data should be.
        data: dicts, lists and values, which may lose what is wrong.
        root: the node that the data was made from, to say what stands there.
        findings: receives what is wrong.
        spell: how a place in the data is spelled in the file.
        names: field names that are spelled otherwise in the file.
    """
    for attempt in range(4):
        try:
            return model.model_validate(data)
        except ValidationError as error:
            wrong = error.errors(include_url=False)
            if attempt == 0:
                findings += (_worded(model, item["loc"], item, root, spell, names or {}) for item in wrong)
            for item in wrong:
                _take_out(data, item["loc"])
    return None


def _take_out(data: Any, location: Location) -> None:
    """Remove what stands at a location; an entry of a list leaves a blank, so that the others keep theirs."""
    for key in location[:-1]:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return
    last = location[-1] if location else None
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        data[last] = None


def _worded(
    model: type[BaseModel], location: Location, item: Any, root: Node, spell: Spell, names: Table[str, str]
) -> Finding:
    pointer = spell(location)
    node = node_at(root, pointer)
    kind = item["type"]
    found = shown_value(node)
    if kind == "extra_forbidden":
        known = [names.get(name, name) for name in _fields_at(model, location[:-1])]
        return faults.unknown_key(pointer, known)
    if kind == "missing":
        return faults.wrong_kind(pointer, "a value", "none")
    if kind == "ehsg_date":
        return faults.not_a_date(pointer, found, or_month=location[-1] == "as_at")
    if kind == "ehsg_period":
        return faults.not_a_period(pointer, found)
    if kind == "ehsg_ons_code":
        return faults.not_an_ons_code(pointer, found)
    if kind == "literal_error":
        allowed = _allowed(model, location)
        if isinstance(node, Scalar):
            return faults.not_one_of(pointer, node.text, allowed)
        return faults.wrong_kind(pointer, "a word", found, f"write {listed(allowed, 'or')}")
    expected, hint = _EXPECTED.get(kind, ("another value", ""))
    if kind in ("bool_type", "int_type") and isinstance(node, Scalar):
        word = node.text.strip().lower()
        if not node.plain and (word in ("true", "false") if kind == "bool_type" else word.isdecimal()):
            hint = f"write {word[:40]} without quotation marks"
        elif kind == "bool_type" and word in _YES_OR_NO:
            hint = f"write {_YES_OR_NO[word]} in place of {node.text.strip()}"
    if kind == "string_type" and isinstance(node, Scalar):
        hint = f'put it in quotation marks if it is meant as text: "{node.text[:40]}"'
    return faults.wrong_kind(pointer, expected, found, hint)


# What people write for the two, and what other programs read as such.
_YES_OR_NO = {
    **dict.fromkeys(("yes", "y", "on", "1", "t"), "true"),
    **dict.fromkeys(("no", "n", "off", "0", "f"), "false"),
}
_GROUP = "write its keys on the lines below it, indented, each with a colon and a space behind it"

# What pydantic expected, by the type of its error, and what to do.
_EXPECTED = {
    "string_type": ("a text", "write a single text"),
    "string_too_short": ("a text", "it cannot be empty"),
    "too_short": ("more entries", ""),
    "too_long": ("fewer entries", ""),
    "int_type": ("a whole number", "write a whole number"),
    "ehsg_number": ("a number", "write a number alone, such as 89 or 12.5; its unit stands under `unit`"),
    "int_from_float": ("a whole number", "write a whole number"),
    "bool_type": ("true or false", "write true or false"),
    "model_type": ("a group of keys", _GROUP),
    "dict_type": ("a group of keys", _GROUP),
    "tuple_type": ("a list", "write its entries in square brackets, or each on a line after a dash"),
}


def shown_value(node: Node | None) -> str:
    """What stands in the file, as a message says it."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a group of keys"
    if node is None:
        return "nothing"
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {shown(node.text)}" if node.text else "an empty text"
    text = node.text if len(node.text) <= 40 else f"{node.text[:20]}... ({len(node.text):,} digits)"
    return f"the word {text}" if isinstance(value, bool) else text


def _fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """The fields that may stand at a location, found by walking the models' own annotations."""
    annotation: Any = model
    for key in location:
        annotation = _step(annotation, key)
    found = _models(annotation)
    return [name for each in found for name in each.model_fields]


def _allowed(model: type[BaseModel], location: Location) -> list[str]:
    annotation: Any = model
    for key in location:
        annotation = _step(annotation, key)
    return [str(word) for word in get_args(_bare(annotation))]


def _step(annotation: Any, key: str | int) -> Any:
    for each in _models(annotation):
        for name, field in each.model_fields.items():
            if key in (name, field.alias):
                return field.annotation
    arguments = get_args(_bare(annotation))
    # dict[str, X] or tuple[X, ...]: what its entries are.
    return arguments[1] if isinstance(key, str) and len(arguments) > 1 else next(iter(arguments), None)


def _bare(annotation: Any) -> Any:
    """An annotation without `Annotated` and `| None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation


def _models(annotation: Any) -> list[type[BaseModel]]:
    bare = _bare(annotation)
    return [bare] if isinstance(bare, type) and issubclass(bare, BaseModel) else []
