"""Look-ups: what each answer adds to its node, computed once for every code.

A row of a table holds four sums: w f(x), and the weights that are counted, answered
and applicable. Up to three items share one table: two whose pair of codes fits a byte,
and a third in the byte above. A node of six items needs two look-ups and one addition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import GIVEN
from scoring.kernel.normalisation import value_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scoring.kernel.aggregation import Aggregation
    from scoring.kernel.codes import Columns
    from scoring.kernel.members import Member

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
    """What a member adds that is computed, not looked up."""

    member: Member
    aggregation: Aggregation

    def sum_up(self, columns: Columns) -> Sums:
        """Value the answers and weigh them."""
        sums = self.member.sum_up(columns, self.aggregation.forward)
        if not self.aggregation.is_mean:
            sums[:, 0] = self.member.value(columns)
        return sums


@dataclass(frozen=True)
class Lookups:
    """All that the members of one node add."""

    parts: tuple[CodeLookup | MeasuredLookup, ...]
    aggregation: Aggregation

    def sum_up(self, columns: Columns) -> Sums:
        """Combine the members of each row: (rows, 4)."""
        total = self.parts[0].sum_up(columns)
        for part in self.parts[1:]:
            sums = part.sum_up(columns)
            if self.aggregation.is_pick:
                total[:, 0] = self.aggregation.pick(total[:, 0], sums[:, 0])
                total[:, 1:] += sums[:, 1:]
            else:
                total += sums
        return total


def compile_lookups(members: tuple[Member, ...], aggregation: Aggregation) -> Lookups:
    """Compile the members of a node."""
    coded = [(m.key, tabulate(m, aggregation)) for m in members if m.is_coded]
    measured = [MeasuredLookup(m, aggregation) for m in members if not m.is_coded]
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


def tabulate(member: Member, aggregation: Aggregation) -> Sums:
    """Write the four sums for each code of one choice item: (codes, 4).

    An option without points is left out, as if the item did not apply.
    """
    values = value_options(member.instrument, member.items[0])
    states = _weigh_states(member)
    table = np.zeros((GIVEN + len(values), 4))
    table[:GIVEN] = states[:GIVEN]
    table[GIVEN:] = np.where(np.isnan(values)[:, None], 0.0, states[GIVEN])
    worth = np.concatenate([member.missing.worth[:GIVEN], np.nan_to_num(values)])
    counted = table[:, 1] > 0
    if aggregation.is_mean:
        added = np.where(counted, member.weight * aggregation.forward(worth), 0.0)
    else:
        added = np.where(counted, worth, np.nan)
    table[:, 0] = added
    return table


def _weigh_states(member: Member) -> Sums:
    """Give the sums of each state but for the value: (9, 4)."""
    states = np.zeros((GIVEN + 1, 4))
    states[:, 1] = member.weight * member.missing.counted
    states[:, 2] = member.weight * member.missing.answered
    states[:, 3] = member.weight * member.missing.applicable
    return states


def _join(low: Sums, high: Sums, aggregation: Aggregation) -> Sums:
    """Tabulate two tables together: a row for each low + len(low) * high."""
    table = low[None, :, :] + high[:, None, :]
    if aggregation.is_pick:
        table[..., 0] = aggregation.pick(low[None, :, 0], high[:, None, 0])
    return table.reshape(-1, 4)
