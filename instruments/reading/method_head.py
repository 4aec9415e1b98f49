"""The head of a method file: whose method it is, apart from what it says."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import ValidationError

from instruments.model.method_file import MethodFile
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem
from instruments.reading.shape import list_shape_problems

KEYS = tuple(MethodFile.model_fields)

BLANK = {"method": {"title": "?"}, "stages": {}}
"""Stand for the parts that are checked beside the instrument."""


class Head(NamedTuple):
    """What a method file says of itself."""

    instrument: str
    key: str
    versions: tuple[str, ...]


def is_method(data: Any) -> bool:
    """Tell whether the plain data of a file declare a method, not an instrument."""
    return isinstance(data, dict) and "method" in data and "sections" not in data


def read_head(data: Any) -> tuple[Head | None, list[Problem]]:
    """Read the head; None where it cannot be read, and what is wrong with it."""
    own = data
    problems: list[Problem] = []
    if isinstance(data, dict):
        problems = [_refuse(key) for key in data if key not in KEYS]
        own = {key: data[key] for key in data if key in KEYS}
        own |= {key: part for key, part in BLANK.items() if _is_apart(own, key)}
    try:
        file = MethodFile.model_validate(own)
    except ValidationError as error:
        return None, problems + list_shape_problems(error, own)
    return Head(file.instrument, file.key, file.versions), problems


def _is_apart(data: dict[str, Any], key: str) -> bool:
    """Tell whether a part is there and is checked elsewhere."""
    return key in data and (key == "method" or isinstance(data[key], dict))


def _refuse(key: str) -> Problem:
    facts = {"key": key, "closest": None, "advice": Advice(key, KEYS)}
    return Problem("KY02", (key,), facts, on_key=True)
