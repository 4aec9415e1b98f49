"""Whether any answer can fulfil a condition, item by item.

For each item a few answers are tried that stand for all: its options, or the
numbers at and beside every bound. A condition is impossible if for one item no
answer leaves it open, whatever the other items say. That finds the simple cases
and never calls a possible condition impossible.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

from instruments.model.conditions import AllOf, AnyOf, Comparison, Not, list_comparisons
from instruments.model.items import ChoiceItem, MultipleItem, NumberItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.conditions import Condition
    from instruments.model.items import Item
    from instruments.reading.declared import Declared

MOST_COMPARISONS = 12
MOST_CODES = 8
GIVEN = "given"
"""Stands for any text, date or address."""


def find_impossible(declared: Declared, condition: Condition) -> str | None:
    """Find an item that no answer to makes the condition hold."""
    comparisons = list(list_comparisons(condition))
    if len(comparisons) > MOST_COMPARISONS:
        return None
    for key in dict.fromkeys(one.item for one in comparisons):
        item = declared.items[key]
        own = [one for one in comparisons if one.item == key]
        if isinstance(item, ChoiceItem) and not declared.codes_of(item):
            continue  # a scale that is not declared: already told
        tries = [None, *_list_tries(declared, item, own)]
        trial = _Trial(key, declared.codes_of(item))
        if not any(trial.may_hold(condition, answer) for answer in tries):
            return key
    return None


def _list_tries(
    declared: Declared, item: Item, comparisons: list[Comparison]
) -> Iterator[Any]:
    match item:
        case MultipleItem():
            yield from _list_choices(declared, item, comparisons)
        case ChoiceItem():
            yield from declared.codes_of(item)
        case NumberItem():
            yield from _list_numbers(item, comparisons)
        case _:
            yield GIVEN


def _list_choices(
    declared: Declared, item: MultipleItem, comparisons: list[Comparison]
) -> Iterator[tuple[str, ...]]:
    """List the ways to choose among the named options, and none of them."""
    named = {one.includes for one in comparisons}
    options = [one for one in declared.options_of(item) if one.code in named]
    yield ()
    most = min(item.at_most or len(options), MOST_CODES)
    together = [one.code for one in options if not one.alone][:MOST_CODES]
    for size in range(1, most + 1):
        yield from combinations(together, size)
    yield from ((one.code,) for one in options if one.alone)


def _list_numbers(item: NumberItem, comparisons: list[Comparison]) -> Iterator[float]:
    bounds = [one for one in (item.at_least, item.at_most) if one is not None]
    numbers = [0.0, *bounds]
    for comparison in comparisons:
        operand = comparison.operand
        parts = operand if isinstance(operand, tuple) else (operand,)
        numbers += [part for part in parts if isinstance(part, float | int)]
    for number in numbers:
        for near in _list_near(number, whole=item.whole):
            above = item.at_least is None or near >= item.at_least
            if above and (item.at_most is None or near <= item.at_most):
                yield near


def _list_near(number: float, *, whole: bool) -> tuple[float, ...]:
    if whole:
        below = math.floor(number)
        return (below - 1.0, float(below), below + 1.0)
    return (math.nextafter(number, -math.inf), number, math.nextafter(number, math.inf))


class _Trial:
    """Holds one answer to one item against conditions on all items."""

    def __init__(self, key: str, codes: list[str]) -> None:
        self.key = key
        self.codes = codes

    def may_hold(
        self, condition: Condition, answer: Any, *, wanted: bool = True
    ) -> bool:
        """Tell whether a condition may come out as wanted, given the answer."""
        match condition:
            case Comparison():
                other = condition.item != self.key
                return other or self._compare(condition, answer) is wanted
            case Not():
                return self.may_hold(condition.part, answer, wanted=not wanted)
            case AllOf() | AnyOf():
                every = isinstance(condition, AllOf) is wanted
                parts = (
                    self.may_hold(part, answer, wanted=wanted)
                    for part in condition.parts
                )
                return all(parts) if every else any(parts)

    def _compare(self, comparison: Comparison, answer: Any) -> bool:
        if answer is None:
            return False
        operand = comparison.operand
        match comparison.verb:
            case "answered":
                holds = True
            case "equals":
                holds = answer == operand
            case "in":
                holds = answer in operand
            case "includes":
                holds = operand in answer
            case "at_least":
                holds = self._rank(answer) >= self._rank(operand)
            case _:
                holds = self._rank(answer) <= self._rank(operand)
        return bool(holds)

    def _rank(self, answer: Any) -> float:
        return self.codes.index(answer) if isinstance(answer, str) else answer
