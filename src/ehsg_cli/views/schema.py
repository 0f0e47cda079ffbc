"""What each kind of file may hold, as a JSON Schema: what an editor needs to complete, explain and check.

The shape comes from the models and the words from the guide pack; what a key is for stands in `_ABOUT`.
The schema is looser than `ehsg validate` on purpose: it flags nothing that is sound there, and leaves to it
what takes more than one value to see (a missing score, a choice that breaks the rule).

JSON Schema draft-07, because that is what editors of every age understand. `errorMessage` and
`markdownDescription` are words of editors; a validator that does not know them passes over them.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from ehsg_cli import __version__
from ehsg_cli.assessment import Assessment, Thresholds
from ehsg_cli.assessment.measures import Measures, Number
from ehsg_cli.assessment.models import AsAt, Date, OnsCode, Period
from ehsg_cli.assessment.plans import Plan
from ehsg_cli.assessment.responses import Response
from ehsg_cli.assessment.workforce import WorkforceTable
from ehsg_cli.guide.context import Context, WorkforceGroup
from ehsg_cli.guide.crosswalks import Crosswalk
from ehsg_cli.guide.models import Descriptor, Guide
from ehsg_cli.reading.kinds import READERS
from ehsg_cli.views import words

Schema = dict[str, Any]

# Each kind of file and the model of what stands in it.
KINDS: dict[str, type[BaseModel]] = {
    "assessment/1": Assessment,
    "response/1": Response,
    "plan/1": Plan,
    "measures/1": Measures,
    "workforce/1": WorkforceTable,
    "thresholds/1": Thresholds,
    "crosswalk/1": Crosswalk,
}

# Blank is nothing, or a text of what Python calls white space, which is a little more than JavaScript does.
_SPACES = r"[\s\u001c-\u001f\u0085]*"
_BLANK: Schema = {"type": ["null", "string"], "pattern": f"^{_SPACES}$", "title": "Blank: not given"}
_NULL: Schema = {"const": None, "title": "Blank: not given", "description": "The same as to leave it blank."}

_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
_DAY = "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_DATE = f"(?!0000)(?:[0-9]{{4}}-{_DAY}|{_LEAP})"
# A financial year's second half names the year that follows the first.
_PAIR = f"[0-9]{{2}}(?:{'|'.join(f'{year:02}-{(year + 1) % 100:02}' for year in range(100))})"
_PERIOD = f"[0-9]{{4}}(?:-Q[1-4])?|{_PAIR}(?:-FQ[1-4])?"
_YEAR: Schema = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}


def _check_of(alias: Any) -> Any:
    """The function that an annotated type is checked by."""
    return get_args(alias)[1].func


# What the checks of single values let through, as a pattern without its ends, and what to write.
_VALUES: dict[Any, Schema] = {
    _check_of(Date): {
        "type": ["string"],
        "pattern": _DATE,
        "errorMessage": "not a date: write year-month-day, for example 2022-06-30",
    },
    _check_of(AsAt): {
        **_YEAR,
        "pattern": f"[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]))?|{_DATE}",
        "errorMessage": "not a date: write year-month, for example 2021-09, or 2021-09-30, or 2021",
    },
    _check_of(Period): {
        **_YEAR,
        "pattern": _PERIOD,
        "errorMessage": (
            "not a period: write 2022, or 2022-23, or 2022-Q3 (calendar), or 2022-23-FQ3 (financial)"
        ),
    },
    _check_of(OnsCode): {
        "type": ["string"],
        "pattern": "[A-Z][0-9]{8}",
        "errorMessage": "not an ONS code: it is a letter and eight digits, such as E08000037",
    },
    _check_of(Number): {"type": ["number"], "patternErrorMessage": "not a number: write it in digits"},
}
# Models of which an entry may be written as one word alone, and the key that the word stands for.
_SHORT_FORMS = {"Priority": "id"}

_GROUP = "a group of keys stands here: write them on the lines below, indented, each with a colon and a space"
_LIST = "a list stands here: write its entries in square brackets, or each on a line after a dash"
_TRUE_OR_FALSE = "write true or false, without quotation marks"

# What each key is for, by model and field; those that a guide has words of its own for stand further down.
_ABOUT = {
    "Assessment.guide": "The guide and edition that this file answers.",
    "Assessment.area": "The area the partnership answers for.",
    "Assessment.period": (
        "What the assessment stands for: 2022, or 2022-23, or 2022-Q3 (calendar), or 2022-23-FQ3 (financial)."
    ),
    "Assessment.status": "A draft may be unfinished; an agreed or submitted assessment may not.",
    "Assessment.agreed": "Optional: when and by which board it was agreed.",
    "Assessment.submitted": "Optional: the date it was sent, such as 2022-07-29.",
    "Assessment.method": "Optional: how the assessment was conducted, in one or more ways.",
    "Assessment.data_model": "The area's data model level; it governs the choice of priorities.",
    "Assessment.follow_up": "What became of each of last year's priorities, by its id.",
    "Assessment.sharing": "Who may see the return. Blank means not asked; ask each year anew.",
    "Area.name": "The area's name, which heads every report.",
    "Area.code": "Optional: the nine-character ONS code, such as E08000037.",
    "Area.predecessors": "Optional: the areas that this one came from, one entry for each.",
    "Predecessor.name": "The area's name, as its own files gave it.",
    "Predecessor.code": "Optional: the nine-character ONS code it had.",
    "Predecessor.boundaries": "Did its boundaries stay the same, or change? Blank means not known.",
    "NamedArea.name": "The area's name, as its assessment gives it.",
    "NamedArea.code": "Optional: the nine-character ONS code, such as E08000037.",
    "Agreed.date": "The day it was agreed, such as 2022-06-30.",
    "Agreed.by": "The board or role that agreed it; not a person.",
    "DataModel.submitted_level": "The level as submitted in the last data survey.",
    "DataModel.as_at": "Optional: the month of that survey, such as 2021-09.",
    "DataModel.changed": "Optional: has the level changed since then? true or false.",
    "DataModel.current_level": "If it has changed: the level it is now. It governs where it is given.",
    "Priority.id": "The descriptor's id.",
    "Priority.why": "Optional: the reason for the choice.",
    "FollowUp.outcome": "How far it got; it is recorded by you, and never worked out from the scores.",
    "FollowUp.note": "A sentence that says so in your own words.",
    "Response.guide": "The guide and edition that this file answers.",
    "Response.area": "The area whose partnership asks.",
    "Response.period": "What the response stands for: the same as the assessment's period.",
    "Response.respondent": "Who answers: an organisation and a role in it, never a person's name.",
    "Respondent.organisation": "The partner that answers.",
    "Respondent.sector": "The sector it belongs to, such as police.",
    "Respondent.role": "The role of whoever answers; not a person's name.",
    "Plan.guide": "Optional: the guide and edition; without it that of the assessment beside the file.",
    "Plan.area": "The area whose plan this is.",
    "Plan.actions": "What is done, one entry for each action.",
    "Action.id": "A short name for the action, such as A1.",
    "Action.descriptor": "Optional: the descriptor that the action is for.",
    "Action.action": "What is done.",
    "Action.owner": "The role that sees to it; not a person.",
    "Action.due": "The day by which it is done, such as 2023-03-31.",
    "Action.status": "How far it is.",
    "Action.target": "Optional: the score aimed at for the descriptor.",
    "Action.progress": "What had happened by some day, one entry for each.",
    "Progress.on": "The day, such as 2022-12-01.",
    "Progress.note": "What had happened by then.",
    "Measures.guide": "Optional: the guide and edition; without it that of the assessment beside the file.",
    "Measures.area": "The area whose measures these are.",
    "Measures.measures": "What is counted, one entry for each measure.",
    "Measure.id": "A short name for the measure, such as M1.",
    "Measure.name": "What is counted, in words that say which families.",
    "Measure.level": "At which level it is counted.",
    "Measure.descriptor": "Optional: the descriptor that the measure is evidence for.",
    "Measure.outcome": "Optional: the outcome that the measure tells of.",
    "Measure.unit": "What the figures are in, such as % in quotation marks.",
    "Measure.better": "Which way is good.",
    "Measure.target": "Optional: the figure aimed at.",
    "Measure.source": "Where the figures come from.",
    "Measure.values": "A figure for each period, such as 2022 or 2022-23.",
    "Figure.value": "The figure.",
    "Figure.of": "Optional: the number of families or cases that the figure is a share of.",
    "Figure.as_at": "Optional: when the figure was taken.",
    "Figure.provisional": "Optional: may the figure still change? true or false.",
    "WorkforceTable.guide": "The guide whose workforce table the roles are held against.",
    "WorkforceTable.area": "The area whose table this is.",
    "WorkforceTable.roles": "The area's own roles, one entry for each.",
    "LocalRole.role": "The role as the area calls it.",
    "LocalRole.guide_role": "Optional: the guide's own role that it is.",
    "LocalRole.level": "The group of the guide's table that it works at.",
    "LocalRole.expected": "Optional: what the area expects of it, in its own words.",
    "Thresholds.guide": "The guide and edition that the figures are for.",
    "Thresholds.source": "Where the figures come from: the document, its year and the page.",
    "Crosswalk.from": "The guide and edition that the lines start from.",
    "Crosswalk.to": "The guide and edition that they lead to.",
    "Crosswalk.by": "Whose reading this is, and that it is not official.",
    "Crosswalk.lines": "How the two relate, one entry for each pair of descriptors.",
    "Crosswalk.without_home": "The descriptors that have no like on the other side.",
    "CrosswalkLine.from": "The id of a descriptor of the guide under `from`.",
    "CrosswalkLine.to": "The id of a descriptor of the guide under `to`.",
    "CrosswalkLine.relation": "What the descriptor under `to` is, seen from the one under `from`.",
    "CrosswalkLine.why": "Why that is so, in a short sentence.",
    "WithoutHome.from": "Those of the guide under `from`, one entry for each.",
    "WithoutHome.to": "Those of the guide under `to`, one entry for each.",
    "Unplaced.id": "The descriptor's id.",
    "Unplaced.why": "Why it has no like there, in a short sentence.",
}
_FIRST_KEY = "What this file is, and in which version of that format."
# What some of the words mean that a key takes one of.
_WORDS = {
    "draft": "May be unfinished: what is missing is a note.",
    "agreed": "Agreed by the partnership: nothing required may be missing.",
    "submitted": "Sent: nothing required may be missing.",
    "done": "What was meant to happen has happened.",
    "partly": "Some of it happened, and some did not.",
    "not-done": "It did not happen, and may yet.",
    "stopped": "It was given up.",
    "narrower": "The one under `to` asks for a part of what the one under `from` asks for.",
    "broader": "The one under `to` asks for all that the one under `from` does, and for more.",
    "related": "They share a subject, and neither holds the other.",
}


def view_schema(kind: str, guide: Guide, context: Context | None = None) -> Schema:
    """The JSON Schema of one kind of file.

    Args:
        kind: one of `KINDS`.
        guide: whose descriptors, scale and other facts may stand in the file.
        context: what surrounds them; for a kind that is held against it, too.
    """
    name, version = kind.split("/")
    model = KINDS[kind]
    raw = model.model_json_schema(schema_generator=_Raw)
    required = ["ehsg", "guide"] if READERS[kind].names_guide else ["ehsg"]
    builder = _Builder(guide, context, raw.pop("$defs", {}), "guide" in required)
    fields = builder.fields(model.__name__, raw["properties"])
    fields["ehsg"] = {"title": "Kind of file", "description": _FIRST_KEY, "const": kind}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"ehsg:{name}-{version}.{guide.id}",
        # Near the start: by these words the file is known as one that may be made anew.
        "$comment": (
            f"{words.MADE_BY} {__version__}, from revision {guide.revision} of the pack {guide.id}; "
            "`ehsg schema` makes it anew."
        ),
        "title": f"{name.capitalize()}: {words.edition(guide)}",
        "description": f"What a file that begins with `ehsg: {kind}` may hold.",
        "type": "object",
        "properties": fields,
        "required": required,
        "additionalProperties": False,
        "definitions": builder.definitions,
    }


def file_name(kind: str, guide_id: str) -> str:
    """What the file of a schema is called, such as `assessment-1.ehsg-2022.json`."""
    return f"{kind.replace('/', '-')}.{guide_id}.json"


class _Raw(GenerateJsonSchema):
    """Pydantic's own schema of a model, with what our checks let through, which it cannot know."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        check = schema["function"]["function"]
        known = _VALUES.get(check)
        if known is not None:
            return dict(known)
        inner = super().function_before_schema(schema)
        # Around a whole model or a group such a function makes the data fit; around a value it decides.
        return inner if {"$ref", "properties", "additionalProperties"} & inner.keys() else {}


class _Builder:
    """Pydantic's schema of a model turned into what may stand in a file under one guide."""

    def __init__(
        self, guide: Guide, context: Context | None, raw: dict[str, Schema], names_guide: bool
    ) -> None:
        self._guide = guide
        self._context = context
        self._raw = raw
        self._names_guide = names_guide
        # What this edition has nothing for.
        self._absent = {
            name
            for part, names in (
                (guide.methods, ("Assessment.method",)),
                (guide.data_models, ("Assessment.data_model",)),
                (guide.priorities, ("Assessment.priorities", "Assessment.follow_up")),
                (guide.sharing, ("Assessment.sharing",)),
                (guide.autonomy, ("Thresholds.minimum",)),
            )
            if not part
            for name in names
        }
        self.definitions: dict[str, Schema] = {}

    def fields(self, model: str, properties: dict[str, Schema]) -> dict[str, Schema]:
        """The keys of one group, each as the guide spells it."""
        words_for = (
            {field: key for key, field in self._guide.words.of_entry.items()} if model == "Entry" else {}
        )
        words_for["entries"] = self._guide.words.entries
        return {
            key: self._field(model, field, key, raw)
            for field, raw in properties.items()
            if f"{model}.{field}" not in self._absent
            for key in (words_for.get(field, field),)
        }

    def _field(self, model: str, field: str, key: str, raw: Schema) -> Schema:
        from_guide = _FROM_GUIDE.get(f"{model}.{field}") or _FROM_GUIDE.get(field)
        schema = from_guide(self, raw) if from_guide else _or_blank(self._shape(raw))
        about = _ABOUT.get(f"{model}.{field}")
        # Without a title of its own an editor would show a key under the title of the whole file.
        title = words.capitalised(key.replace("_", " "))
        return {"title": title} | ({"description": about} if about else {}) | schema

    def _shape(self, raw: Schema) -> Schema:
        """What may stand in a place, blanks apart."""
        if "$ref" in raw:
            return self._group(raw["$ref"].rsplit("/", 1)[1])
        if "anyOf" in raw:
            options = [option for option in raw["anyOf"] if option != {"type": "null"}]
            shapes = [self._shape(option) for option in options]
            return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}
        if "enum" in raw:
            return _choice((word, "", _WORDS.get(word, "")) for word in raw["enum"])
        if raw.get("type") == "array":
            return {"type": ["array"], "items": self._item(raw["items"]), "patternErrorMessage": _LIST}
        if "additionalProperties" in raw:
            each = _or_blank(self._shape(raw["additionalProperties"]))
            return {"type": ["object"], "additionalProperties": each, "patternErrorMessage": _GROUP}
        kept = {key: value for key, value in raw.items() if key not in ("title", "default", "format")}
        if isinstance(kept.get("type"), str):
            kept["type"] = [kept["type"]]
        return kept | ({"patternErrorMessage": _TRUE_OR_FALSE} if kept.get("type") == ["boolean"] else {})

    def _item(self, raw: Schema) -> Schema:
        """An entry of a list. It may be blank where its model says so, but no text of spaces."""
        shape = _anchored(self._shape(raw))
        if {"type": "null"} not in raw.get("anyOf", ()):
            return shape
        if "anyOf" in shape:
            return {**shape, "anyOf": [*shape["anyOf"], _NULL]}
        return {**shape, "type": [*shape["type"], "null"]} if "type" in shape else shape

    def _group(self, model: str) -> Schema:
        properties = self.fields(model, self._raw[model]["properties"])
        short = _SHORT_FORMS.get(model)
        if short is None:
            return _keys(properties)
        return {"anyOf": [*_options(properties[short]), _keys(properties)]}

    # What the guide knows

    def _named_guide(self, raw: Schema) -> Schema:
        one: Schema = {"const": self._guide.id, "title": words.edition(self._guide)}
        return one if self._names_guide else {"anyOf": [one, _NULL]}

    def _entries(self, raw: Schema) -> Schema:
        word = self._guide.words.entry
        self.definitions["entry"] = _or_blank(self._shape(raw["additionalProperties"]))
        properties = {
            one.id: {**self._explained(one), "allOf": [{"$ref": "#/definitions/entry"}]}
            for one in self._guide.descriptors.values()
        }
        return {
            "description": f"What the partnership says under each {word}, by its id.",
            **_closed(properties),
        }

    def _explained(self, one: Descriptor) -> Schema:
        told = [_markdown(one.asks)]
        if one.signs:
            told += ["Signs of a mature area:", "\n".join(f"- {_markdown(sign)}" for sign in one.signs)]
        if one.note:
            told.append(_markdown(one.note))
        return {
            "title": one.full_title,
            "description": f"{one.asks} {one.note}" if one.note else one.asks,
            "markdownDescription": "\n\n".join(told),
        }

    def _box(self, field: str) -> Schema:
        box = next(box for box in self._guide.boxes if box.field == field)
        return {"title": box.label, "description": box.asks}

    def _answer(self, raw: Schema) -> Schema:
        return {**self._box("answer"), **self._score()}

    def _score(self) -> Schema:
        scale = self._guide.scale
        if scale.in_words:
            said = [{"const": word, "title": word} for word in scale.by_word]
            return {"anyOf": [*said, {**_NULL, "title": "Blank: not answered yet"}]}
        values: list[Schema] = [
            {"const": value.value, "title": f"{value.value} = {value.short}", "description": value.meaning}
            for value in scale.values
        ]
        blank = {**_NULL, "title": "Blank: not scored yet, which is not 0"}
        return {"anyOf": [*values, blank]}

    def _target(self, raw: Schema) -> Schema:
        return self._score()

    def _evidence(self, raw: Schema) -> Schema:
        return {**self._box("evidence"), **_or_blank(self._shape(raw))}

    def _next_steps(self, raw: Schema) -> Schema:
        return {**self._box("next_steps"), **_or_blank(self._shape(raw))}

    def _level(self, raw: Schema) -> Schema:
        levels = [
            {"const": level.level, "title": f"{level.level} {level.name}", "description": level.meaning}
            for level in self._guide.data_models
        ]
        return {"anyOf": [*levels, _NULL]}

    def _method(self, raw: Schema) -> Schema:
        ways = _choice((way.id, way.name, way.description) for way in self._guide.methods)
        return _or_blank({"type": ["array"], "items": _or_blank(ways), "patternErrorMessage": _LIST})

    def _ids(self, raw: Schema) -> Schema:
        choice = _choice(
            # No titles: an editor that finds none of the ids would print all of them.
            (one.id, "", f"{one.full_title}. {one.asks}")
            for one in self._guide.descriptors.values()
        )
        return _or_blank(choice)

    def _priorities(self, raw: Schema) -> Schema:
        rule = self._guide.priorities
        assert rule is not None
        says = " ".join(choice.says for choice in rule.choices)
        description = f"The {rule.choose} {self._guide.words.entries} to work on next, by id. {says}"
        return {"description": description, **_or_blank(self._shape(raw))}

    def _follow_up(self, raw: Schema) -> Schema:
        self.definitions["followed"] = _or_blank(self._shape(raw["additionalProperties"]))
        return _closed(
            {
                one.id: {**self._explained(one), "allOf": [{"$ref": "#/definitions/followed"}]}
                for one in self._guide.descriptors.values()
            }
        )

    def _sharing(self, raw: Schema) -> Schema:
        return _closed(
            {
                audience.id: {
                    "title": audience.name,
                    "description": audience.says,
                    **_or_blank(_choice((answer, "", "") for answer in audience.answers)),
                }
                for audience in self._guide.sharing
            }
        )

    def _minimum(self, raw: Schema) -> Schema:
        descriptors, rule = self._guide.descriptors, self._guide.autonomy
        assert rule is not None
        return {
            "description": f"The minimum score for each criterion of {rule.title}.",
            **_closed(
                {
                    criterion.descriptor: {
                        **self._explained(descriptors[criterion.descriptor]),
                        **self._score(),
                    }
                    for criterion in rule.criteria
                }
            ),
        }

    def _figures(self, raw: Schema) -> Schema:
        message = _VALUES[_check_of(Period)]["errorMessage"]
        periods = {"pattern": f"^(?:{_PERIOD})$", "patternErrorMessage": message}
        return {**_or_blank(self._shape(raw)), "propertyNames": periods}

    def _role(self, raw: Schema) -> Schema:
        # One role may stand in two groups.
        roles = {role.id: role for group in self._table for role in group.roles}
        return self._of_table(raw, ((role.id, role.name, "") for role in roles.values()))

    def _level_of_table(self, raw: Schema) -> Schema:
        return self._of_table(
            raw, ((group.id, group.name, " ".join(group.looks_like)) for group in self._table)
        )

    def _of_table(self, raw: Schema, options: Iterable[tuple[str, str, str]]) -> Schema:
        # Without the table nothing is known to be wrong.
        return _or_blank(_choice(options) if self._table else self._shape(raw))

    @property
    def _table(self) -> tuple[WorkforceGroup, ...]:
        table = self._context.workforce if self._context else None
        return table.groups if table else ()


# Fields whose values the guide decides, by model and field, or by field alone where every model has it.
_FROM_GUIDE: dict[str, Callable[[_Builder, Schema], Schema]] = {
    "guide": _Builder._named_guide,
    "entries": _Builder._entries,
    "Entry.answer": _Builder._answer,
    "Entry.evidence": _Builder._evidence,
    "Entry.next_steps": _Builder._next_steps,
    "DataModel.submitted_level": _Builder._level,
    "DataModel.current_level": _Builder._level,
    "Assessment.method": _Builder._method,
    "Assessment.priorities": _Builder._priorities,
    "Assessment.follow_up": _Builder._follow_up,
    "Assessment.sharing": _Builder._sharing,
    "Priority.id": _Builder._ids,
    "Thresholds.minimum": _Builder._minimum,
    "Action.descriptor": _Builder._ids,
    "Action.target": _Builder._target,
    "Measure.descriptor": _Builder._ids,
    "Measure.values": _Builder._figures,
    "LocalRole.guide_role": _Builder._role,
    "LocalRole.level": _Builder._level_of_table,
}


def _choice(options: Iterable[tuple[str, str, str]]) -> Schema:
    """One of some words, each with a title and a description where there are any."""
    return {
        "anyOf": [
            {"const": word} | ({"title": title} if title else {}) | ({"description": says} if says else {})
            for word, title, says in options
        ]
    }


def _options(schema: Schema) -> list[Schema]:
    return list(schema["anyOf"]) if "anyOf" in schema else [schema]


def _closed(properties: dict[str, Schema]) -> Schema:
    """A group of keys with no others, or nothing."""
    return _or_blank(_keys(properties))


def _keys(properties: dict[str, Schema]) -> Schema:
    return {
        "type": ["object"],
        "properties": properties,
        "additionalProperties": False,
        "patternErrorMessage": _GROUP,
    }


def _or_blank(shape: Schema) -> Schema:
    """What may stand in a place, or nothing: a blank key is an absent one."""
    if "anyOf" in shape:
        return {**shape, "anyOf": [*(_anchored(option) for option in shape["anyOf"]), _BLANK]}
    types = shape.get("type")
    if types is None:
        return shape
    opened = {key: value for key, value in shape.items() if key != "minLength"}
    if types == ["string"] and "pattern" not in shape:
        return opened | {"type": ["string", "null"]}
    pattern = f"^(?:{'|'.join(filter(None, (_SPACES, shape.get('pattern'))))})$"
    return opened | {"type": list(dict.fromkeys((*types, "null", "string"))), "pattern": pattern}


def _anchored(shape: Schema) -> Schema:
    """A shape whose pattern, if it has one, is that of a whole text."""
    pattern = shape.get("pattern")
    return shape if pattern is None or pattern.startswith("^") else {**shape, "pattern": f"^(?:{pattern})$"}


def _markdown(text: str) -> str:
    """A text as Markdown that shows it as it is."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!<>|~&])", r"\\\1", " ".join(text.split()))
