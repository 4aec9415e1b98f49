"""Normalisation: points and measurements on a common scale from 0 to 1."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.items import ChoiceItem, MultipleItem, NumberItem
from scoring.kernel.codes import GIVEN, state_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.goalposts import Goalposts
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item

    Values = NDArray[np.float64]


def is_scored(instrument: Instrument, item: Item) -> bool:
    """Tell whether answers to an item have a value whatever the method."""
    if isinstance(item, NumberItem):
        return item.goalposts is not None
    return any(option.points is not None for option in instrument.options_of(item))


def value_options(instrument: Instrument, item: Item) -> Values:
    """Place the points of a scored item's options between their lowest and highest.

    value = (points - lowest) / (highest - lowest), turned round for a reversed item.
    An option without points is NaN; where all points are equal each is worth 0.
    On points 0, 1, 4 the middle option is worth (1 - 0) / (4 - 0) = 0.25.
    """
    points = tuple(option.points for option in instrument.options_of(item))
    return _place_points(points, isinstance(item, ChoiceItem) and item.reverse)


@lru_cache(maxsize=1024)
def _place_points(declared: tuple[float | None, ...], is_reversed: bool) -> Values:  # noqa: FBT001 (a key of the cache)
    """Place points, once for all items that share them; not for writing."""
    points = np.array([np.nan if one is None else one for one in declared])
    lowest, highest = np.nanmin(points), np.nanmax(points)
    if is_reversed:
        points, lowest, highest = -points, -highest, -lowest
    width = highest - lowest
    values: Values = (points - lowest) / (width if width > 0 else np.inf)
    values.flags.writeable = False
    return values


def value_numbers(goalposts: Goalposts, column: NDArray[Any]) -> Values:
    """Place numbers between their goalposts and clip them: a NaN stays one.

    value = (x - low) / (high - low), of logarithms where the goalposts say so: 0 and
    what is below lie beyond the lower one then. With low above high less is better.
    """
    low, high = goalposts.low, goalposts.high
    if goalposts.log:
        low, high = float(np.log(low)), float(np.log(high))
        column = take_logarithms(column)
    share = place_between(column, low, high)
    clipped: Values = np.clip(share, 0.0, 1.0) + 0.0  # never minus zero
    return clipped


def take_logarithms(values: Values) -> Values:
    """Take natural logarithms; what is 0 or below lies below every number."""
    with np.errstate(divide="ignore"):
        logs: Values = np.log(np.maximum(values, 0.0))
    return logs


def place_between(values: Values, low: float, high: float) -> Values:
    """Give (x - low) / (high - low), by halves: the whole may be beyond all numbers."""
    way = high / 2 - low / 2
    with np.errstate(over="ignore"):
        share: Values = (values / 2 - low / 2) / way
    return share


def value_choices(
    instrument: Instrument, item: MultipleItem, column: NDArray[Any]
) -> Values:
    """Divide the points of the chosen options by `full`, at most 1, at least 0.

    Without `full` all positive points together are worth 1.
    """
    points = [o.points or 0.0 for o in instrument.options_of(item)]
    full = item.full or sum(p for p in points if p > 0) or np.inf
    total = np.zeros(column.shape)
    for place, worth in enumerate(points):
        chosen = (column >> np.uint64(place)) & np.uint64(1)
        total += chosen.astype(np.float64) * worth
    share = np.clip(total / full, 0.0, 1.0)
    return 1.0 - share if item.reverse else share


def value_item(instrument: Instrument, item: Item, column: NDArray[Any]) -> Values:
    """Value the answers to an item: 0..1, and 0 for every missing reason.

    An answer with an option that has no points is NaN. A number without goalposts is
    its own value: a method has to normalise it.
    """
    given = state_of(column) == GIVEN
    if isinstance(item, NumberItem):
        goalposts = item.goalposts
        value = column if goalposts is None else value_numbers(goalposts, column)
    elif isinstance(item, MultipleItem):
        value = value_choices(instrument, item, column)
    else:
        values = value_options(instrument, item)
        value = values.take(column - np.uint8(GIVEN), mode="clip")
    return np.where(given, value, 0.0)
