"""Tallies: how the units of a round answered each item, and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import ChoiceItem, MultipleItem, OrdinalItem
from scoring.kernel.codes import GIVEN
from scoring.quality.consensus import measure_consensus

if TYPE_CHECKING:
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from instruments.model.scales import Option
    from scoring.kernel.coding import Coded

FEWEST = 5
"""Answers below which an item says nothing about the room."""


@dataclass(frozen=True)
class ItemTally:
    """How many units chose each option of an item on an ordered scale.

    Attributes:
        options: from the lowest to the highest, as it is worth.
        places: where each stands on the scale, rising.
        counts: the units that chose each.
    """

    item: str
    options: tuple[Option, ...]
    places: tuple[float, ...]
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        """Count the units that chose an option."""
        return sum(self.counts)

    @cached_property
    def consensus(self) -> float | None:
        """How far they agree, 0..1; None without an answer."""
        return measure_consensus(self.counts, self.places)


@dataclass(frozen=True)
class RoomTally:
    """The items of a round whose answers stand in an order.

    Attributes:
        items: those that enough units answered, the most divided first.
        sparse: keys of those that fewer than FEWEST answered.
        unordered: keys of those whose answers have no order: words, numbers, several
            options, options that are worth the same.
    """

    items: tuple[ItemTally, ...]
    sparse: tuple[str, ...]
    unordered: tuple[str, ...]


def tally_room(instrument: Instrument, coded: Coded) -> RoomTally:
    """Count what a room answered, item by item."""
    found, sparse, unordered = list[ItemTally](), list[str](), list[str]()
    for key, item in instrument.items.items():
        order = order_options(instrument, item)
        if order is None:
            unordered.append(key)
            continue
        tally = _count(key, order, instrument.options_of(item), coded)
        if tally.answered < FEWEST:
            sparse.append(key)
        else:
            found.append(tally)
    found.sort(key=lambda one: one.consensus or 0.0)
    return RoomTally(tuple(found), tuple(sparse), tuple(unordered))


def order_options(instrument: Instrument, item: Item) -> list[tuple[int, float]] | None:
    """Give the places of an item's options in rising order, and where each stands.

    Levels stand one step apart, as they are ordered and nothing more is known. Yes and
    no, and options without an order of their own, stand where their points put them.
    None where answers have no order.
    """
    if not isinstance(item, ChoiceItem) or isinstance(item, MultipleItem):
        return None
    options = instrument.options_of(item)
    if isinstance(item, OrdinalItem):
        order = [(place, float(place)) for place in range(len(options))]
    else:
        points = [one.points for one in options]
        if any(one is None for one in points) or len(set(points)) <= 1:
            return None
        order = [(place, float(one or 0)) for place, one in enumerate(points)]
        order.sort(key=lambda pair: pair[1])
    if not item.reverse:
        return order
    highest = order[-1][1]
    return [(place, highest - stands) for place, stands in reversed(order)]


def _count(
    key: str,
    order: list[tuple[int, float]],
    options: tuple[Option, ...],
    coded: Coded,
) -> ItemTally:
    counts = np.bincount(coded[key], minlength=GIVEN + len(options))[GIVEN:]
    return ItemTally(
        key,
        tuple(options[place] for place, _ in order),
        tuple(stands for _, stands in order),
        tuple(int(counts[place]) for place, _ in order),
    )
