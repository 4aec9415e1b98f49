"""Look-ups: what each answer adds to its node, computed once for every code.

A row of a table holds four sums: w f(x), and the weights that are counted, answered
and applicable. Two items share one table where their pair of codes fits a byte, so
that a node of ten items needs five look-ups and no arithmetic beside adding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import MultipleItem, NumberItem
from scoring.kernel.codes import GIVEN, state_of
from scoring.kernel.normalisation import (
    is_scored,
    value_item,
    value_options,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from scoring.kernel.aggregation import Aggregation
    from scoring.kernel.codes import Columns
    from scoring.kernel.missing import MissingTable

    Sums = NDArray[np.float64]

_PAIR = 256
"""How many pairs of codes a byte can tell apart."""


@dataclass(frozen=True)
class CodeLookup:
    """What one or two one-byte items add, by their code or pair of codes.

    Attributes:
        first, second: item keys; second is None for a lonely item.
        size: how many codes the first item has.
        table: four sums for each code, first + size * second.
    """

    first: str
    second: str | None
    size: np.uint8
    table: Sums

    def sum_up(self, columns: Columns) -> Sums:
        """Look the sums up for each row."""
        index = columns[self.first]
        if self.second is not None:
            index = columns[self.second] * self.size
            index += columns[self.first]
        sums: Sums = self.table.take(index, axis=0, mode="clip")
        return sums


@dataclass(frozen=True)
class MeasuredLookup:
    """What a number or a multiple choice adds: computed, not looked up."""

    instrument: Instrument
    item: NumberItem | MultipleItem
    weight: float
    aggregation: Aggregation
    states: Sums

    def sum_up(self, columns: Columns) -> Sums:
        """Value the answers and weigh them."""
        column = columns[self.item.key]
        sums = self.states[state_of(column)]
        value = value_item(self.instrument, self.item, column)
        sums[:, 0] = _weigh(self.aggregation, self.weight, value, sums[:, 1] > 0)
        return sums


@dataclass(frozen=True)
class Lookups:
    """All that the items of one node add."""

    parts: tuple[CodeLookup | MeasuredLookup, ...]
    aggregation: Aggregation

    def sum_up(self, columns: Columns) -> Sums:
        """Combine the items of each row: (rows, 4)."""
        total = self.parts[0].sum_up(columns)
        for part in self.parts[1:]:
            sums = part.sum_up(columns)
            if self.aggregation.is_mean:
                total += sums
            else:
                total[:, 0] = self.aggregation.pick(total[:, 0], sums[:, 0])
                total[:, 1:] += sums[:, 1:]
        return total


def _weigh(
    aggregation: Aggregation, weight: float, value: Sums, counted: NDArray[np.bool_]
) -> Sums:
    """Give w f(x) of a mean, x itself of a minimum; 0 or NaN where left out."""
    if aggregation.is_mean:
        return np.where(counted, weight * aggregation.forward(value), 0.0)
    return np.where(counted, value, np.nan)


def compile_lookups(
    instrument: Instrument,
    weights: Mapping[str, float],
    aggregation: Aggregation,
    missing: MissingTable,
) -> Lookups:
    """Compile the items of a node, two to a table where they fit."""
    parts: list[CodeLookup | MeasuredLookup] = []
    waiting: tuple[str, Sums] | None = None
    for key, weight in weights.items():
        item = instrument.items[key]
        if not is_scored(instrument, item):
            continue
        states = np.zeros((GIVEN + 1, 4))
        states[:, 1] = weight * missing.counted
        states[:, 2] = weight * missing.answered
        states[:, 3] = weight * missing.applicable
        if isinstance(item, NumberItem | MultipleItem):
            parts.append(MeasuredLookup(instrument, item, weight, aggregation, states))
            continue
        table = _tabulate(value_options(instrument, item), weight, aggregation, states)
        if waiting is not None and len(waiting[1]) * len(table) <= _PAIR:
            parts.append(_pair(*waiting, key, table, aggregation))
            waiting = None
        else:
            if waiting is not None:
                parts.append(CodeLookup(waiting[0], None, np.uint8(0), waiting[1]))
            waiting = (key, table)
    if waiting is not None:
        parts.append(CodeLookup(waiting[0], None, np.uint8(0), waiting[1]))
    return Lookups(tuple(parts), aggregation)


def _tabulate(
    values: Sums, weight: float, aggregation: Aggregation, states: Sums
) -> Sums:
    """Write the four sums for each code of one item.

    An option without points is left out, as if the item did not apply.
    """
    table = np.zeros((GIVEN + len(values), 4))
    table[:GIVEN] = states[:GIVEN]
    table[GIVEN:] = np.where(np.isnan(values)[:, None], 0.0, states[GIVEN])
    worth = np.concatenate([np.zeros(GIVEN), np.nan_to_num(values)])
    table[:, 0] = _weigh(aggregation, weight, worth, table[:, 1] > 0)
    return table


def _pair(
    first: str, one: Sums, second: str, two: Sums, aggregation: Aggregation
) -> CodeLookup:
    table = one[None, :, :] + two[:, None, :]
    if not aggregation.is_mean:
        table[..., 0] = aggregation.pick(one[None, :, 0], two[:, None, 0])
    return CodeLookup(first, second, np.uint8(len(one)), table.reshape(-1, 4))
