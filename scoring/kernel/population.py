"""Populations: the responses that a relative method learns from, read in parts.

What is computed of them is gathered one array at a time, so that a fit holds a few
columns of numbers whatever the number of items and nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from scoring.kernel.blocks import ROWS
from scoring.kernel.combining import find_dropped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from scoring.kernel.codes import Column
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]
    Block = Mapping[str, Column]


class Source(Protocol):
    """Coded responses that are read as often as needed, always in one order."""

    def read_items(self, keys: Collection[str]) -> Iterator[Block]:
        """Give the codes of some items, one or more, as arrays of any length."""


class Held:
    """Responses in memory, as one array an item."""

    def __init__(self, columns: Block) -> None:
        self._columns = columns

    def read_items(self, keys: Collection[str]) -> Iterator[Block]:
        """Give the codes of some items at once."""
        yield {key: self._columns[key] for key in keys}


class Population:
    """The responses of a source, without those that a missing answer drops.

    Attributes:
        rows: how many there are.
    """

    def __init__(self, plan: Plan, source: Source) -> None:
        self._source = source
        # Of any item all blocks tell how many rows they have.
        self._first = next(iter(plan.coder.layout.names or ()))
        self._kept: list[Truth] | None = None
        asked = {
            key for step in plan.steps if step.missing.drops.any() for key in step.items
        }
        if asked:
            blocks = self._cut(asked)
            self._kept = [~find_dropped(plan, block) for block in blocks]
            self.rows = sum(int(kept.sum()) for kept in self._kept)
        else:
            self.rows = sum(len(block[self._first]) for block in self._cut(()))

    def gather(
        self, keys: Collection[str], compute: Callable[[Block], Values]
    ) -> Values:
        """Compute numbers of all responses, some rows at a time.

        Args:
            keys: the items that are needed.
            compute: takes their codes for some rows, and gives (rows,) or
                (children, rows).

        Returns:
            The same for all rows.
        """
        gathered, start = np.empty(0), 0
        for block in self._read(keys):
            part = compute(block)
            if not start:
                gathered = np.empty((*part.shape[:-1], self.rows))
            end = start + part.shape[-1]
            gathered[..., start:end] = part
            start = end
        return gathered

    def _read(self, keys: Collection[str]) -> Iterator[Block]:
        blocks = self._cut(keys)
        if self._kept is None:
            yield from blocks
            return
        for block, kept in zip(blocks, self._kept, strict=True):
            yield {key: column[kept] for key, column in block.items()}

    def _cut(self, keys: Collection[str]) -> Iterator[Block]:
        """Cut what the source gives to blocks that stay in the cache."""
        for given in self._source.read_items({*keys, self._first}):
            for start in range(0, max(len(given[self._first]), 1), ROWS):
                rows = slice(start, start + ROWS)
                yield {key: column[rows] for key, column in given.items()}
