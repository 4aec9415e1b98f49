"""The grammar as JSON Schema, for editors that check while one types."""

from __future__ import annotations

from typing import Any

from instruments.model.instrument import Instrument
from instruments.reading.grammar import HIDDEN, REQUIRED_IN_FILES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def make_schema() -> dict[str, Any]:
    """Make the JSON Schema of an instrument file.

    It describes the file as an editor reads it: numbers are numbers there, and
    short forms (a list of names for equal weights) are allowed.
    """
    schema: dict[str, Any] = _tidy(Instrument.model_json_schema(by_alias=True))
    for part in (schema, *schema["$defs"].values()):
        for name in HIDDEN & part.get("properties", {}).keys():
            del part["properties"][name]
    schema["required"] = [*REQUIRED_IN_FILES, *schema["required"]]
    return {"$schema": DIALECT, **schema}


def _tidy(part: Any) -> Any:
    """Take out what tells an author nothing, and refuse keys of wrong form."""
    if isinstance(part, list):
        return [_tidy(one) for one in part]
    if not isinstance(part, dict):
        return part
    tidy = {name: _tidy(value) for name, value in _without_null(part).items()}
    if isinstance(tidy.get("title"), str):
        del tidy["title"]  # the name of a class or field once more
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    return tidy


def _without_null(part: dict[str, Any]) -> dict[str, Any]:
    """Leave out `null`: a key without a value is not written at all."""
    kinds = part.get("anyOf")
    if not isinstance(kinds, list) or {"type": "null"} not in kinds:
        return part
    rest = {name: value for name, value in part.items() if name not in _OPTIONAL}
    kinds = [kind for kind in kinds if kind != {"type": "null"}]
    return {**rest, "anyOf": kinds} if len(kinds) > 1 else {**kinds[0], **rest}


_OPTIONAL = {"anyOf", "default"}
