"""Levels: the answers to one item that are better than the one given, in order."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import MultipleItem, NumberItem
from scoring.kernel.codes import CHOSEN, GIVEN, state_of
from scoring.kernel.conditions import rank_options
from scoring.study.candidates import Candidate
from scoring.study.worth import Worth, own_worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.kernel.codes import Column

FINENESS = 1000
"""Into how many steps the way of a number between its ends is divided."""

QUARTERS = 4
"""A number rises in so many steps from one of its ends to the other."""

_DECIMALS = 12

_QUARTER_DECIMALS = 9
"""Of a count of quarters: what is nearer than that to one has passed it."""


def list_levels(
    instrument: Instrument, item: str, now: Column, worth: Worth | None = None
) -> list[int]:
    """List the bits of all answers of a higher value, the least valuable first.

    Every value is better than no answer. An item without a value of its own may change
    to any other answer.

    Args:
        instrument: the instrument of the item.
        item: its key.
        now: its present answer, an array of one code.
        worth: how a plan values the answers; None as the item itself says.
    """
    return list_candidate_levels(instrument, Candidate(item), now, worth)


def list_candidate_levels(
    instrument: Instrument,
    candidate: Candidate,
    now: Column,
    worth: Worth | None = None,
) -> list[int]:
    """List the bits of all answers that may help a stage, the least valuable first.

    They are those of a higher value, and those that a gate on the item accepts where it
    does not accept the present answer. In a decision table any other answer may help.

    Args:
        instrument: the instrument of the item.
        candidate: the item, with what gates and conditions hold against it.
        now: its present answer, an array of one code.
        worth: how a plan values the answers; None as the item itself says.
    """
    item = instrument.items[candidate.item]
    own = worth or own_worth(instrument, item)
    if isinstance(item, NumberItem):
        ends = () if own is None else own.ends
        choices = _list_numbers(item, candidate.operands, ends)
    else:
        choices = _list_choices(instrument, item, now)
    value = np.zeros(choices.shape) if own is None else own.value(choices)
    better = _is_better(value, own, now)
    if candidate.stands_in_table or own is None:
        better = choices != now
    for gate in candidate.gates:
        if not gate.holds({item.key: now})[0]:
            better = better | gate.holds({item.key: choices})
    order = np.lexsort((_rank(instrument, item, choices), value))
    bits = choices.view(np.uint64) if choices.dtype.kind == "f" else choices
    return [int(bits[place]) for place in order if better[place]]


def _is_better(value: Column, worth: Worth | None, now: Column) -> Column:
    """Tell which values are above the present one; all where it has none."""
    given = bool(state_of(now)[0] == GIVEN)
    present = worth.value(now)[0] if given and worth is not None else np.nan
    better: Column = ~np.isnan(value) if np.isnan(present) else value > present
    return better


def count_quarters(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count the quarters of the way from 0 to 1 that values have passed."""
    return np.floor(np.round(QUARTERS * values, _QUARTER_DECIMALS))


def points_of(instrument: Instrument, key: str, column: Column) -> float | None:
    """Give the declared points of one answer; a number is its own points.

    None for a missing answer and for an option without points.
    """
    item = instrument.items[key]
    if state_of(column)[0] != GIVEN:
        return None
    if isinstance(item, NumberItem):
        return float(column[0])
    options = instrument.options_of(item)
    if isinstance(item, MultipleItem):
        bits = int(column[0])
        return sum(
            o.points or 0 for place, o in enumerate(options) if bits >> place & 1
        )
    return options[int(column[0]) - GIVEN].points if options else None


def _rank(instrument: Instrument, item: Item, column: Column) -> Column:
    if isinstance(item, NumberItem):
        sign = -1 if item.goalposts and item.goalposts.low > item.goalposts.high else 1
        return column * sign
    if isinstance(item, MultipleItem):
        return np.arange(len(column))
    ranks = np.array(rank_options(instrument, item))
    return ranks[column - np.uint8(GIVEN)]


def _list_choices(instrument: Instrument, item: Item, now: Column) -> Column:
    if isinstance(item, MultipleItem):
        return _list_sets(instrument, item, now)
    options = instrument.options_of(item)
    return np.arange(len(options), dtype=np.uint8) + np.uint8(GIVEN)


def _list_numbers(
    item: NumberItem, operands: tuple[float, ...], ends: tuple[float, ...]
) -> Column:
    """List numbers between two ends, and the operands, within the bounds."""
    least = -math.inf if item.at_least is None else item.at_least
    most = math.inf if item.at_most is None else item.at_most
    return _make_grid(operands, ends, (least, most), item.whole)


@lru_cache(maxsize=1024)
def _make_grid(
    operands: tuple[float, ...],
    ends: tuple[float, ...],
    bounds: tuple[float, float],
    is_whole: bool,  # noqa: FBT001 (a key of the cache)
) -> Column:
    """Make a grid, once for all responses; not for writing."""
    grid = list(operands)
    if ends:
        low, width = ends[0], ends[-1] - ends[0]
        grid += [low + width * k / FINENESS for k in range(FINENESS + 1)]
        turn = math.ceil if width > 0 else math.floor
        grid = [turn(x) for x in grid] if is_whole else grid
    least, most = bounds
    allowed = {round(min(max(x, least), most), _DECIMALS) for x in grid}
    made = np.array(sorted(allowed), dtype=np.float64)
    made.flags.writeable = False
    return made


def _list_sets(instrument: Instrument, item: MultipleItem, now: Column) -> Column:
    """List the chosen set with ever more of what is worth most, and one by one."""
    options = instrument.options_of(item)
    chosen = int(now[0]) if state_of(now)[0] == GIVEN else CHOSEN
    most = len(options) if item.at_most is None else item.at_most
    for place, option in enumerate(options):
        chosen &= ~(option.alone << place)
    singles = [CHOSEN | 1 << place for place in range(len(options))]
    joined = [
        chosen | bits for bits, o in zip(singles, options, strict=True) if not o.alone
    ]
    rising = sorted(
        range(len(options)), key=lambda place: -(options[place].points or 0)
    )
    sets = [chosen, *singles, *joined]
    for place in rising:
        if not options[place].alone and (options[place].points or 0) > 0:
            chosen = chosen & ~(1 << place) if item.reverse else chosen | 1 << place
            sets.append(chosen)
    fitting = [bits for bits in sets if bits.bit_count() - 1 <= most]
    return np.array(list(dict.fromkeys(fitting)), dtype=np.uint64)
