"""Conditions over coded answers: the only place where a condition is decided.

`when` of items, gates of nodes, gates of stages and decision tables all come here,
for one response as for a batch. A comparison with a missing answer is false.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.conditions import AllOf, AnyOf, Comparison, Not
from instruments.model.items import ChoiceItem, MultipleItem, NumberItem
from scoring.errors import UnknownAnswerError
from scoring.kernel.codes import CHOSEN, GIVEN, state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from instruments.model.conditions import Condition
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.kernel.codes import Columns

    Truth = NDArray[np.bool_]


def disjoin(parts: list[Truth] | Truth) -> Truth:
    """Combine truths, one after the other or the rows of an array, by or."""
    found: Truth = np.logical_or.reduce(parts)
    return found


@dataclass(frozen=True)
class CodeTest:
    """Holds where a one-byte code is one of the accepted ones."""

    item: str
    accepted: Truth

    def holds(self, columns: Columns) -> Truth:
        """Look every code up in the table of accepted ones."""
        found: Truth = self.accepted[columns[self.item]]
        return found


@dataclass(frozen=True)
class StateTest:
    """Holds where an answer is given."""

    item: str

    def holds(self, columns: Columns) -> Truth:
        """Compare the state of each answer."""
        found: Truth = state_of(columns[self.item]) == GIVEN
        return found


@dataclass(frozen=True)
class NumberTest:
    """Holds where a number compares as asked with one of the operands."""

    item: str
    compare: Callable[[Any, Any], Truth]
    operands: tuple[float, ...]

    def holds(self, columns: Columns) -> Truth:
        """Compare; a missing answer is a NaN, which compares as false."""
        column = columns[self.item]
        return disjoin([self.compare(column, x) for x in self.operands])


@dataclass(frozen=True)
class SetTest:
    """Holds where a multiple choice includes, or is exactly, one of the masks."""

    item: str
    masks: tuple[int, ...]
    exactly: bool

    def holds(self, columns: Columns) -> Truth:
        """Compare the bits of the chosen options."""
        column = columns[self.item]
        seen = [
            (column if self.exactly else column & np.uint64(mask)) == np.uint64(mask)
            for mask in self.masks
        ]
        return disjoin(seen)


@dataclass(frozen=True)
class EveryTest:
    """Holds where all parts hold."""

    parts: tuple[Test, ...]

    def holds(self, columns: Columns) -> Truth:
        """Combine the parts by and."""
        found: Truth = np.logical_and.reduce([p.holds(columns) for p in self.parts])
        return found


@dataclass(frozen=True)
class SomeTest:
    """Holds where at least one part holds."""

    parts: tuple[Test, ...]

    def holds(self, columns: Columns) -> Truth:
        """Combine the parts by or."""
        return disjoin([part.holds(columns) for part in self.parts])


@dataclass(frozen=True)
class OppositeTest:
    """Holds where its part does not."""

    part: Test

    def holds(self, columns: Columns) -> Truth:
        """Turn the part round."""
        return ~self.part.holds(columns)


ItemTest = CodeTest | StateTest | NumberTest | SetTest
"""A compiled comparison with one item."""

Test = ItemTest | EveryTest | SomeTest | OppositeTest
"""A compiled condition; `holds` tells for each row whether it does."""


def compile_condition(instrument: Instrument, condition: Condition) -> Test:
    """Turn a declared condition into a test over coded answers.

    Raises:
        UnknownAnswerError: an operand is no option of its item, or no number.
    """
    if isinstance(condition, AllOf):
        return EveryTest(_compile_parts(instrument, condition.parts))
    if isinstance(condition, AnyOf):
        return SomeTest(_compile_parts(instrument, condition.parts))
    if isinstance(condition, Not):
        return OppositeTest(compile_condition(instrument, condition.part))
    return _compile_comparison(instrument, condition)


def _compile_parts(
    instrument: Instrument, parts: tuple[Condition, ...]
) -> tuple[Test, ...]:
    return tuple(compile_condition(instrument, part) for part in parts)


def _compile_comparison(instrument: Instrument, comparison: Comparison) -> Test:
    item = instrument.items[comparison.item]
    if comparison.verb == "answered":
        return StateTest(item.key)
    if isinstance(item, NumberItem):
        return _compare_number(item, comparison)
    if isinstance(item, MultipleItem):
        return _compare_set(instrument, item, comparison)
    return CodeTest(item.key, _accept_codes(instrument, item, comparison))


def _operands_of(comparison: Comparison) -> tuple[str | float, ...]:
    operand = comparison.operand
    return operand if comparison.verb == "in" else (operand,)


def _compare_number(item: NumberItem, comparison: Comparison) -> NumberTest:
    compare = {"at_least": np.greater_equal, "at_most": np.less_equal}
    try:
        operands = tuple(float(operand) for operand in _operands_of(comparison))
    except ValueError:
        raise UnknownAnswerError(item.key, comparison.operand) from None
    return NumberTest(item.key, compare.get(comparison.verb, np.equal), operands)


def _compare_set(
    instrument: Instrument, item: MultipleItem, comparison: Comparison
) -> SetTest:
    codes = [option.code for option in instrument.options_of(item)]
    masks = tuple(
        CHOSEN | 1 << _place(item, codes, operand)
        for operand in _operands_of(comparison)
    )
    return SetTest(item.key, masks, exactly=comparison.verb in {"equals", "in"})


def _place(item: Item, codes: list[str], operand: str | float) -> int:
    if operand not in codes:
        raise UnknownAnswerError(item.key, operand)
    return codes.index(str(operand))


def _accept_codes(instrument: Instrument, item: Item, comparison: Comparison) -> Truth:
    """Mark the option codes that a comparison accepts."""
    options = instrument.options_of(item)
    codes = [option.code for option in options]
    places = [_place(item, codes, operand) for operand in _operands_of(comparison)]
    if comparison.verb in {"at_least", "at_most"}:
        ranks = rank_options(instrument, item)
        sign = 1 if comparison.verb == "at_least" else -1
        bound = ranks[places[0]]
        places = [k for k, rank in enumerate(ranks) if sign * (rank - bound) >= 0]
    accepted = np.zeros(256, dtype=np.bool_)
    accepted[[GIVEN + place for place in places]] = True
    return accepted


def rank_options(instrument: Instrument, item: Item) -> list[float]:
    """Order the options of an item: by place in an ordinal scale, else by points.

    Without points (NaN) an option compares as false with every other.
    """
    options = instrument.options_of(item)
    scale = instrument.scale_of(item)
    kind = scale.kind if scale else getattr(item, "type", "single")
    if isinstance(item, ChoiceItem) and kind == "ordinal":
        return [float(place) for place in range(len(options))]
    return [float("nan") if o.points is None else o.points for o in options]
