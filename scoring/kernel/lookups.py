"""Look-ups: what each answer adds to its node, computed once for every code.

A row of a table holds four sums: w f(x), and the weights that are counted, answered
and applicable. Up to three items share one table: two whose pair of codes fits a byte,
and a third in the byte above. A node of six items needs two look-ups and one addition.
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
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from scoring.kernel.aggregation import Aggregation
    from scoring.kernel.codes import Columns
    from scoring.kernel.missing import MissingTable

    Sums = NDArray[np.float64]

_BYTE = 256
"""How many pairs of codes a byte can tell apart."""


@dataclass(frozen=True)
class CodeLookup:
    """What one to three one-byte items add, by their codes.

    Attributes:
        items: their keys.
        size: how many codes the first item has.
        table: four sums for each code, first + size * second + 256 * third.
    """

    items: tuple[str, ...]
    size: np.uint8
    table: Sums

    def sum_up(self, columns: Columns) -> Sums:
        """Look the sums up for each row."""
        index = columns[self.items[0]]
        if len(self.items) > 1:
            index = columns[self.items[1]] * self.size
            index += columns[self.items[0]]
        if len(self.items) > _IN_A_BYTE:
            above = columns[self.items[2]].astype(np.uint16)
            above <<= np.uint16(8)
            above |= index.astype(np.uint16)
            index = above
        sums: Sums = self.table.take(index, axis=0, mode="clip")
        return sums


_IN_A_BYTE = 2


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
    """Compile the items of a node; those that are never scored are left out."""
    measured: list[MeasuredLookup] = []
    coded: list[tuple[str, Sums]] = []
    for key, weight in weights.items():
        item = instrument.items[key]
        states = np.zeros((GIVEN + 1, 4))
        states[:, 1] = weight * missing.counted
        states[:, 2] = weight * missing.answered
        states[:, 3] = weight * missing.applicable
        if isinstance(item, NumberItem | MultipleItem):
            lookup = MeasuredLookup(instrument, item, weight, aggregation, states)
            measured += [lookup] if is_scored(instrument, item) else []
        elif is_scored(instrument, item):
            values = value_options(instrument, item)
            coded.append((key, _tabulate(values, weight, aggregation, states)))
    return Lookups((*_share_tables(coded, aggregation), *measured), aggregation)


def _share_tables(
    coded: list[tuple[str, Sums]], aggregation: Aggregation
) -> Iterator[CodeLookup]:
    """Put items together in the order of the node, three to a table at most."""
    while coded:
        (first, table), *rest = coded
        items, size = [first], len(table)
        if rest and size * len(rest[0][1]) <= _BYTE:
            second, other = rest.pop(0)
            items.append(second)
            table = _join(table, other, aggregation)
            if rest:
                third, other = rest.pop(0)
                items.append(third)
                unused = np.zeros((_BYTE - len(table), 4))
                table = _join(np.concatenate([table, unused]), other, aggregation)
        yield CodeLookup(tuple(items), np.uint8(size), table)
        coded = rest


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


def _join(low: Sums, high: Sums, aggregation: Aggregation) -> Sums:
    """Tabulate two tables together: a row for each low + len(low) * high."""
    table = low[None, :, :] + high[:, None, :]
    if not aggregation.is_mean:
        table[..., 0] = aggregation.pick(low[None, :, 0], high[:, None, 0])
    return table.reshape(-1, 4)
