"""Numbers in conditions: text becomes a number where the item is a number item."""

from __future__ import annotations

from math import isfinite
from typing import Any

from instruments.model.text import is_number

VERBS = ("equals", "at_least", "at_most", "in")


def read_operands(data: Any) -> Any:
    """Copy plain data with the operands on number items read as numbers.

    Which operands are numbers is known only by their item: elsewhere the text
    `2` would be an option code. Text that is no number, or one beyond all
    numbers, stays and is found later.
    """
    return _Reader(_find_number_items(data)).copy(data)


def _find_number_items(data: Any) -> frozenset[str]:
    found = set()
    for section in _list_of(data, "sections"):
        for item in _list_of(section, "items"):
            if isinstance(item, dict) and item.get("type") == "number":
                found.add(str(item.get("key")))
    return frozenset(found)


def _list_of(data: Any, key: str) -> list[Any]:
    part = data.get(key) if isinstance(data, dict) else None
    return part if isinstance(part, list) else []


class _Reader:
    """Copies data; recursion is bounded by the depth that a source may have."""

    def __init__(self, numbers: frozenset[str]) -> None:
        self.numbers = numbers

    def copy(self, data: Any) -> Any:
        """Copy one part."""
        if isinstance(data, list):
            return [self.copy(part) for part in data]
        if not isinstance(data, dict):
            return data
        copied = {key: self.copy(part) for key, part in data.items()}
        item = data.get("item")
        if isinstance(item, str) and item in self.numbers:
            copied |= {verb: _read(data[verb]) for verb in VERBS if verb in data}
        if "node" in data and "at_least" in data:  # a gate on a score
            copied["at_least"] = _read(data["at_least"])
        return copied


def _read(operand: Any) -> Any:
    if isinstance(operand, list):
        return [_read(part) for part in operand]
    if isinstance(operand, str) and is_number(operand):
        number = float(operand)
        return number if isfinite(number) else operand
    return operand
