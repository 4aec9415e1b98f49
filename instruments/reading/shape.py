"""Problems of shape: what pydantic refuses, told by path in the author's terms."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from instruments.model.conditions import ComparisonError
from instruments.model.framework import NodeShapeError
from instruments.model.stages import GateShapeError
from instruments.model.text import ScalarError
from instruments.names import find_closest
from instruments.reading.findings import Advice, Belonging
from instruments.reading.grammar import list_item_types, list_keys
from instruments.reading.problems import MOST_PROBLEMS, Path, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

KEY_MARK = "[key]"
"""How pydantic ends the place of a mapping's key."""

ITEM_TYPES = list_item_types("key")

SCALARS = {"number": "VL04", "whole": "VL05", "truth": "VL06"}

TYPES = {
    "string_type": "VL01",
    "float_type": "VL04",
    "float_parsing": "VL04",
    "finite_number": "VL04",
    "int_type": "VL05",
    "int_parsing": "VL05",
    "int_from_float": "VL05",
    "bool_type": "VL06",
    "bool_parsing": "VL06",
    "tuple_type": "VL09",
    "list_type": "VL09",
    "dict_type": "VL10",
    "model_type": "VL10",
    "model_attributes_type": "VL10",
    "date_type": "VL13",
    "date_parsing": "VL13",
    "date_from_datetime_parsing": "VL13",
    "date_from_datetime_inexact": "VL13",
}

SHORTENED = frozenset({"Combination", "Normalisation", "Weighting"})
"""What may be written as a name alone."""

BOUNDS = {
    "greater_than": ("above", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("below", "lt"),
    "less_than_equal": ("at most", "le"),
}

COUNTS = {
    "too_short": ("at least", "min_length"),
    "too_long": ("at most", "max_length"),
}


def list_shape_problems(error: ValidationError, data: Any) -> list[Problem]:
    """List what pydantic refuses in plain data, up to a limit."""
    told = (one for one in error.errors(include_url=False) if not _is_echo(one))
    found = (_explain(details, find_path(details["loc"], data)) for details in told)
    return list(islice(_without_others(found), MOST_PROBLEMS))


def _without_others(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what else a value could have been: a name or else a number."""
    before: Problem | None = None
    for problem in problems:
        is_other = before is not None and problem[:2] == ("VL04", before.path)
        if not (is_other and before and before.code in {"VL01", "VL08"}):
            yield problem
        before = problem


def _is_echo(details: ErrorDetails) -> bool:
    """Tell whether parts are missed only because they are wrong themselves."""
    if details["type"] != "too_short":
        return False
    return bool(len(details["input"]) >= details["ctx"]["min_length"])


def find_path(place: Path, data: Any) -> Path:
    """Find the path in the data for a place that pydantic names.

    Pydantic puts the tags of unions and fields that are absent into its places;
    the data do not have them.
    """
    return tuple(_walk(place, data))


def _walk(place: Path, data: Any) -> Iterator[str | int]:
    for part in place:
        if isinstance(data, dict) and part in data:
            data = data[str(part)]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        yield part


def _explain(details: ErrorDetails, path: Path) -> Problem:
    kind = details["type"]
    facts: Facts = {"name": _name(path), "found": _describe(details["input"])}
    if kind == "model_type" and details["ctx"]["class_name"] in SHORTENED:
        return Problem("VL15", path, facts)
    if kind in TYPES:
        return Problem(TYPES[kind], path, facts)
    explain = EXPLAINERS.get(kind, _explain_other)
    return explain(details, path, facts)


def _name(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "the file")


def _describe(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    return f"'{value}'"


Facts = dict[str, object]


def _explain_other(details: ErrorDetails, path: Path, facts: Facts) -> Problem:
    return Problem("VL14", path, facts | {"problem": details["msg"]})


def _explain_unknown(details: ErrorDetails, path: Path, _: Facts) -> Problem:
    key = str(details["loc"][-1])
    known = list_keys(details["loc"][:-1])
    closest = find_closest(key, known)
    facts = {"key": key, "closest": closest, "advice": _advise(key, details, known)}
    return Problem("KY02", path, facts, on_key=True)


def _advise(key: str, details: ErrorDetails, known: list[str]) -> Advice | Belonging:
    """Say what to do about an unknown key; it may be one of another answer type."""
    types = list_item_types(key)
    is_item = len(details["loc"]) > 1 and details["loc"][-2] in ITEM_TYPES
    return Belonging(key, types) if is_item and types else Advice(key, known)


def _explain_missing(details: ErrorDetails, path: Path, _: Facts) -> Problem:
    return Problem("KY03", path, {"key": details["loc"][-1]})


def _explain_short(_: ErrorDetails, path: Path, facts: Facts) -> Problem:
    return Problem("VL02", path, facts)


def _explain_long(details: ErrorDetails, path: Path, facts: Facts) -> Problem:
    if details["loc"][-1] == KEY_MARK:
        return _explain_pattern(details, path, facts)
    most, text = details["ctx"]["max_length"], str(details["input"])
    return Problem("VL03", path, facts | {"most": most, "length": len(text)})


def _explain_pattern(details: ErrorDetails, path: Path, facts: Facts) -> Problem:
    found = str(details["input"])
    if path == ("language",):
        return Problem("VL12", path, {"found": found})
    if not found:
        return Problem("VL02", path, facts)
    on_key = details["loc"][-1] == KEY_MARK
    facts = {"found": found, "example": make_key(found)}
    return Problem("KY04", path, facts, on_key=on_key)


def make_key(text: str) -> str:
    """Make a key out of a name that cannot be one."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return "_".join(words).lstrip("0123456789_")[:40] or "a_name"


def _explain_bound(details: ErrorDetails, path: Path, facts: Facts) -> Problem:
    words, bound = BOUNDS[details["type"]]
    return Problem(
        "VL07", path, facts | {"bound": f"{words} {details['ctx'][bound]:g}"}
    )


def _explain_count(details: ErrorDetails, path: Path, facts: Facts) -> Problem:
    words, bound = COUNTS[details["type"]]
    wanted = f"{words} {details['ctx'][bound]}"
    length = details["ctx"]["actual_length"]
    return Problem("VL11", path, facts | {"bound": wanted, "length": length})


def _explain_choice(details: ErrorDetails, path: Path, facts: Facts) -> Problem:
    if path == ("meter",):
        return Problem("LD15", path, {"found": details["input"]})
    known = re.findall(r"'?([\w]+)'?(?:, | or |$)", details["ctx"]["expected"])
    advice = Advice(str(details["input"]), known)
    return Problem("VL08", path, facts | {"advice": advice})


def _explain_tag(details: ErrorDetails, path: Path, _: Facts) -> Problem:
    name = "kind" if "kind" in details["ctx"]["discriminator"] else "type"
    found = details["input"].get(name)
    known = re.findall(r"'(\w+)'", details["ctx"]["expected_tags"])
    facts = {
        "name": name,
        "found": _describe(found),
        "advice": Advice(str(found), known),
    }
    return Problem("VL08", (*path, name), facts)


def _explain_no_tag(_: ErrorDetails, path: Path, __: Facts) -> Problem:
    return Problem("KY03", path, {"key": "kind"})


def _explain_value(details: ErrorDetails, path: Path, facts: Facts) -> Problem:
    match details["ctx"]["error"]:
        case ScalarError(kind=kind):
            return Problem(SCALARS[kind], path, facts)
        case ComparisonError(given=given):
            return Problem("CN07", path, {"given": given})
        case NodeShapeError():
            return Problem("FW12", path, {})
        case GateShapeError():
            return Problem("ST09", path, {})
        case _:
            return _explain_other(details, path, facts)


EXPLAINERS: dict[str, Callable[[ErrorDetails, Path, Facts], Problem]] = {
    "extra_forbidden": _explain_unknown,
    "missing": _explain_missing,
    "string_too_short": _explain_short,
    "string_too_long": _explain_long,
    "string_pattern_mismatch": _explain_pattern,
    "literal_error": _explain_choice,
    "enum": _explain_choice,
    "union_tag_invalid": _explain_tag,
    "union_tag_not_found": _explain_no_tag,
    "value_error": _explain_value,
    **dict.fromkeys(BOUNDS, _explain_bound),
    **dict.fromkeys(COUNTS, _explain_count),
}
