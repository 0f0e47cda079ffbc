"""The JSON Schema of each kind of file: it says what the reader says, and explains every key."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft7Validator

from ehsg_cli.api import load_context, load_guide
from ehsg_cli.assessment import as_period
from ehsg_cli.diagnostics import ROOT, Severity
from ehsg_cli.document import parse
from ehsg_cli.guide.models import Guide
from ehsg_cli.reading import READERS, read_data
from ehsg_cli.reading.decode import plain
from ehsg_cli.render.machine import to_text
from ehsg_cli.rules.checking import check_data
from ehsg_cli.views.schema import KINDS, file_name, view_schema
from ehsg_cli.writing import MARK
from tests.helpers import EXAMPLES, NORTHBRIDGE

GUIDE = load_guide("ehsg-2022")
CONTEXT = load_context("ehsg-2022")
SCHEMAS = {kind: view_schema(kind, GUIDE, CONTEXT) for kind in KINDS}
VALIDATORS = {kind: Draft7Validator(schema) for kind, schema in SCHEMAS.items()}

HEAD = {"guide": "ehsg-2022", "area": {"name": "Northbridge", "code": "E08999999"}}
# A full, sound file of each kind, as data.
FULL: dict[str, dict[str, Any]] = {
    "response/1": {
        "ehsg": "response/1",
        **HEAD,
        "period": "2022-23",
        "respondent": {"organisation": "Northbridge Police", "sector": "police", "role": "Inspector"},
        "descriptors": {"FV2": {"score": 2, "working_well": "One.", "prioritising_next": "Two."}},
    },
    "plan/1": {
        "ehsg": "plan/1",
        **HEAD,
        "actions": [
            {
                "id": "A1",
                "descriptor": "DA3",
                "action": "Show needs on the desktop",
                "owner": "Data lead",
                "due": "2023-03-31",
                "status": "in progress",
                "target": 4,
                "progress": [{"on": "2022-12-01", "note": "Supplier engaged"}],
            }
        ],
    },
    "measures/1": {
        "ehsg": "measures/1",
        **HEAD,
        "measures": [
            {
                "id": "M1",
                "name": "Families who stay closed",
                "level": "cohort",
                "descriptor": "LE2",
                "outcome": "Families stay safe",
                "unit": "%",
                "better": "higher",
                "target": 90.5,
                "source": "Closures report",
                "values": {"2021-22": {"value": 89, "of": 412, "as_at": "2022-05-31", "provisional": True}},
            }
        ],
    },
    "workforce/1": {
        "ehsg": "workforce/1",
        **HEAD,
        "roles": [
            {
                "role": "Social workers",
                "guide_role": "childrens-social-workers",
                "level": "sometimes-and-active",
                "expected": "Any text",
            }
        ],
    },
    "thresholds/1": {
        "ehsg": "thresholds/1",
        "guide": "ehsg-2022",
        "source": "Prospectus, page 7",
        "minimum": {"FV1": 3, "WF1": None},
    },
    "crosswalk/1": {
        "ehsg": "crosswalk/1",
        "from": "ehsg-2020",
        "to": "ehsg-2022",
        "by": "The data team. It is not official.",
        "lines": [{"from": "FA1", "to": "FV2", "relation": "broader", "why": "FV2 asks for more."}],
        "without_home": {
            "from": [{"id": "CY7", "why": "Nothing like it."}],
            "to": [{"id": "FV5", "why": "Nothing like it."}],
        },
    },
}


def as_data(text: str) -> Any:
    """A file's text as dicts, lists and values, by YAML 1.2."""
    root = parse(text).root
    assert root is not None
    return plain(root, ROOT, [])


FULL["assessment/1"] = as_data(NORTHBRIDGE) | {"status": "draft"}


# Rules that hold one value against the guide's workforce table; all others see more than one.
OF_ONE_VALUE = ("EH601", "EH602")
# Which guides a crosswalk stands between is no matter of one guide's schema, nor are the ids of both.
OF_TWO_GUIDES = ("EH201", "EH203", "EH204")


def faults_of_reading(data: Any) -> list[str]:
    """What is wrong with single values of a file; what takes more to see is not for a schema."""
    text = json.dumps(data).encode()  # JSON is YAML, too
    found = list(read_data("area.yaml", text).findings)
    if data["ehsg"] == "workforce/1":
        found += (f for f in check_data("area.yaml", text).findings if f.code in OF_ONE_VALUE)
    if data["ehsg"] == "crosswalk/1":
        found = [f for f in found if f.code != "EH850"]  # none of these names every descriptor
    return [f"{f.code} {f.pointer}: {f.message}" for f in found if f.severity is Severity.ERROR]


def faults_of_schema(data: Any) -> list[str]:
    """What the schema of a file's kind flags in it."""
    return [error.message for error in VALIDATORS[data["ehsg"]].iter_errors(data)]


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from nodes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from nodes(value)


# What it is


def test_every_kind_that_is_read_has_a_schema() -> None:
    """A kind that is added to the readers is missed here until it has a schema."""
    assert list(KINDS) == list(READERS)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema_of_draft_07_that_names_no_place(kind: str) -> None:
    """Its names are no addresses that a validator could try to fetch, and it refers to nothing but itself."""
    schema = SCHEMAS[kind]
    Draft7Validator.check_schema(schema)
    name = kind.replace("/", "-")
    assert schema["$id"] == f"ehsg:{name}.ehsg-2022"
    assert file_name(kind, "ehsg-2022") == f"{name}.ehsg-2022.json"
    text = to_text(schema).replace(schema["$schema"], "", 1)
    assert "://" not in text
    assert all(node["$ref"].startswith("#/") for node in nodes(schema) if isinstance(node.get("$ref"), str))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_pack_gives_the_same_bytes_with_our_mark_near_the_start(kind: str) -> None:
    """By the mark `ehsg new` knows a schema that it may make anew."""
    text = to_text(view_schema(kind, GUIDE, CONTEXT))
    assert text == to_text(SCHEMAS[kind])
    assert MARK in text.encode()[:500]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained(kind: str) -> None:
    """Wherever keys may stand, each has a title and says what it is for."""
    groups = [node["properties"] for node in nodes(SCHEMAS[kind]) if "type" in node and "properties" in node]
    assert groups
    for group in groups:
        for key, schema in group.items():
            assert schema["title"], key
            assert schema["description"], key


@pytest.mark.parametrize("kind", KINDS)
def test_every_group_refuses_keys_it_does_not_know(kind: str) -> None:
    """Each group of keys is closed; only a group by period takes keys of its own."""
    for node in nodes(SCHEMAS[kind]):
        if "object" in node.get("type", ()):
            open_to = node.get("additionalProperties")
            assert open_to is False or "propertyNames" in node


# What it says of the guide


def test_each_descriptor_stands_in_the_packs_order_with_number_title_and_question() -> None:
    """And with the signs of a mature area, as Markdown that shows them as they are."""
    properties = SCHEMAS["assessment/1"]["properties"]["descriptors"]["properties"]
    assert list(properties) == list(GUIDE.descriptors)
    for id, descriptor in GUIDE.descriptors.items():
        assert properties[id]["title"] == f"{descriptor.form} {descriptor.title}"
        assert properties[id]["description"] == descriptor.asks
        assert properties[id]["markdownDescription"].count("\n- ") == len(descriptor.signs)
    assert properties["FV2"]["title"] == "5.2 One Lead Practitioner"


def test_each_score_is_a_constant_with_its_meaning_and_blank_is_one_too() -> None:
    """So that completion explains what a person chooses between."""
    entry = SCHEMAS["assessment/1"]["definitions"]["entry"]["properties"]
    assert list(entry) == ["score", "working_well", "prioritising_next"]
    options = entry["score"]["anyOf"]
    assert [option["const"] for option in options] == [0, 1, 2, 3, 4, 5, None]
    assert [option["description"] for option in options[:-1]] == [v.meaning for v in GUIDE.scale.values]
    assert options[3]["title"] == "3 = Good progress, clear next steps"


def test_methods_levels_audiences_and_ids_come_from_the_pack() -> None:
    """With their names and what they mean."""
    properties = SCHEMAS["assessment/1"]["properties"]
    ways = properties["method"]["items"]["anyOf"]
    assert [way.get("const") for way in ways[:-1]] == [method.id for method in GUIDE.methods]
    assert ways[0]["title"] == "Multi-agency workshops"
    levels = properties["data_model"]["properties"]["current_level"]["anyOf"]
    assert [(one["const"], one["title"]) for one in levels[:2]] == [(1, "1 Manual"), (2, "2 Basic")]
    assert levels[1]["description"] == GUIDE.levels[2].meaning
    sharing = properties["sharing"]["properties"]
    assert list(sharing) == list(GUIDE.audiences)
    assert [one.get("const") for one in sharing["coordinators"]["anyOf"]] == ["confirmed", "declined", None]
    chosen = properties["priorities"]["items"]["anyOf"]
    assert [one["const"] for one in chosen if "const" in one] == [*GUIDE.descriptors, None]
    assert chosen[0]["description"].startswith("5.1 Family engagement. ")
    assert any("why" in one.get("properties", ()) for one in chosen)


def test_the_guides_own_words_are_the_keys() -> None:
    """Another edition's words give another schema, without a change of code."""
    other = GUIDE.model_copy(
        update={
            "id": "other-2030",
            "words": GUIDE.words.model_copy(update={"entries": "questions", "answer": "rating"}),
            "methods": (),
            "sharing": (),
        }
    )
    schema = view_schema("assessment/1", other)
    assert "questions" in schema["properties"]
    assert "descriptors" not in schema["properties"]
    assert next(iter(schema["definitions"]["entry"]["properties"])) == "rating"
    check = Draft7Validator(schema)
    Draft7Validator.check_schema(schema)
    good = {"ehsg": "assessment/1", "guide": "other-2030", "questions": {"FV1": {"rating": 3}}}
    assert check.is_valid(good)
    assert not check.is_valid({**good, "method": ["workshops"]})
    assert not check.is_valid({**good, "questions": {"FV1": {"score": 3}}})


def test_without_the_workforce_table_no_role_is_called_wrong() -> None:
    """It stands in a part of the pack of its own, which need not be at hand."""
    check = Draft7Validator(view_schema("workforce/1", GUIDE))
    assert check.is_valid(
        {**FULL["workforce/1"], "roles": [{"role": "A", "guide_role": "any", "level": "x"}]}
    )
    assert not check.is_valid({**FULL["workforce/1"], "roles": [{"role": "A", "guide_role": 3}]})


def test_the_text_of_a_pack_shows_as_it_is() -> None:
    """Marks that Markdown or a page would act on are disarmed."""
    first = GUIDE.sections[0].descriptors[0]
    strange = first.model_copy(update={"signs": ("*a* <b> [c](d) `e`\n# f",)})
    section = GUIDE.sections[0].model_copy(update={"descriptors": (strange,)})
    # Made from the start: a copy would keep what the first has worked out.
    guide = Guide.model_validate(GUIDE.model_dump() | {"sections": [section.model_dump()]})
    schema = view_schema("assessment/1", guide)
    shown = schema["properties"]["descriptors"]["properties"][first.id]["markdownDescription"]
    assert shown.endswith("- \\*a\\* \\<b\\> \\[c\\]\\(d\\) \\`e\\` \\# f")


# What it lets through


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_file_of_each_kind_is_sound(kind: str) -> None:
    """Both to the schema and to the reader: the cases below start from these."""
    assert (faults_of_schema(FULL[kind]), faults_of_reading(FULL[kind])) == ([], [])


def test_the_examples_are_sound() -> None:
    """The real return, and whatever else is not broken on purpose."""
    names = [path for path in EXAMPLES.glob("*.yaml") if "broken" not in path.name]
    assert len(names) >= 2
    for path in names:
        data = as_data(path.read_text(encoding="utf-8"))
        if data.get("guide") not in (None, "ehsg-2022"):
            schema = view_schema(data["ehsg"], load_guide(data["guide"]), load_context(data["guide"]))
            assert [error.message for error in Draft7Validator(schema).iter_errors(data)] == [], path.name
            continue
        assert faults_of_schema(data) == [], path.name


VALUES: list[Any] = [
    None, "", "  ", "\u0085\u2003", "x", "FV1", "5.1", "DA7", "draft", "submitted", "final", "yes", True,
    False, 0, 1, 3, 5, 6, 7, -1, 2.5, 999, 1000, 2022, 9999, 10000, "3", "2022", "2022-23", "2022-24",
    "1999-00", "2099-00", "2022-Q3", "2022-Q5", "2022-23-Q3", "2022-23-FQ3", "2022-FQ3", "2022-13",
    "2021-09", "0000", "2022-06-30", "2022-06-31", "2023-02-29", "2024-02-29", "1900-02-29", "2000-02-29",
    "0000-01-01", "2022-6-30", "E08000037", "E0800003", "e08000037", "workshops", "confirmed", "acknowledged",
    "done", "not started", "family", "higher", "midwives", [], {}, ["x"], [None], {"x": 1}, {"FV1": None},
    {"id": "FV1"}, [{"id": "FV1", "why": 3}], [["FV1"]], {"2022": {"value": 1}}, {"date": "2022-06-30"},
]  # fmt: skip
KEYS = ["x", "FV1", "score", "entries", "answer", "5.1", "name", "id", "why", "scor", "FV99", "2022"]


def places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value in some data, but for the key that says what kind of file it is."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if key != "ehsg":
            yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


def at(data: Any, way: tuple[str | int, ...]) -> Any:
    for key in way:
        data = data[key]
    return data


def changes(kind: str) -> Iterator[dict[str, Any]]:
    """A full file with a value replaced by one of those above, or with a further key.

    Each place takes every third of the values, the next place the next third.
    """
    full = FULL[kind]
    if kind == "assessment/1":
        # One entry stands for all 31.
        full = full | {"descriptors": {"FV1": full["descriptors"]["FV1"]}}
    for number, way in enumerate(places(full)):
        for value in VALUES[number % 3 :: 3]:
            changed = copy.deepcopy(full)
            at(changed, way[:-1])[way[-1]] = value
            yield changed
    for way in [(), *places(full)]:
        if isinstance(at(full, way), dict):
            for key in KEYS:
                for value in (None, 3):
                    changed = copy.deepcopy(full)
                    at(changed, way).setdefault(key, value)
                    yield changed


@pytest.mark.parametrize("kind", KINDS)
def test_one_change_is_judged_as_the_reader_judges_it(kind: str) -> None:
    """The places of a full file take all kinds of value in turn: both find fault with it, or neither."""
    differ = []
    count = 0
    for data in changes(kind):
        count += 1
        flagged, wrong = faults_of_schema(data), faults_of_reading(data)
        if kind == "crosswalk/1" and any(fault.startswith(OF_TWO_GUIDES) for fault in wrong):
            continue
        if bool(flagged) != bool(wrong):
            differ.append((flagged[:1], wrong[:1]))
    assert differ == []
    assert count > 100


@given(st.sampled_from(sorted(KINDS)), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_what_the_reader_finds_sound_is_never_flagged(kind: str, choose: random.Random) -> None:
    """After several changes at once, of places and values drawn from everywhere."""
    data = copy.deepcopy(FULL[kind])
    for _ in range(choose.randrange(1, 5)):
        ways = list(places(data))
        if not ways:
            break
        way = choose.choice(ways)
        value = choose.choice([*VALUES, at(FULL[kind], choose.choice(list(places(FULL[kind]))))])
        at(data, way[:-1])[way[-1]] = copy.deepcopy(value)
    if not faults_of_reading(data):
        assert faults_of_schema(data) == []


@given(st.integers(0, 9999), st.integers(0, 99), st.sampled_from(["", "-Q1", "-FQ4", "-Q5"]))
def test_a_period_is_one_to_the_schema_when_it_is_one_to_the_reader(
    first: int, second: int, rest: str
) -> None:
    """The years of a pair follow one another, also over the turn of a century."""
    for text in (
        f"{first:04}{rest}",
        f"{first:04}-{second:02}{rest}",
        f"{first:04}-{(first + 1) % 100:02}{rest}",
    ):
        data = {"ehsg": "assessment/1", "guide": "ehsg-2022", "period": text}
        assert (faults_of_schema(data) == []) is (as_period(text) is not None), text


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_date_is_one_to_the_schema_when_it_is_one_to_the_calendar(year: int, month: int, day: int) -> None:
    """Lengths of months and leap years and all."""
    data = {"ehsg": "assessment/1", "guide": "ehsg-2022", "submitted": f"{year:04}-{month:02}-{day:02}"}
    assert bool(faults_of_schema(data)) is bool(faults_of_reading(data)), data


def test_a_score_that_is_written_as_a_decimal_is_left_to_validate() -> None:
    """The one thing a schema cannot see: to JSON 3.0 is 3."""
    data = {"ehsg": "assessment/1", "guide": "ehsg-2022", "descriptors": {"FV1": {"score": 3.0}}}
    assert faults_of_schema(data) == []
    assert faults_of_reading(data)
