"""Values: what the answers to items are worth, with nothing for those not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import LinkItem, OrdinalItem, TextItem
from scoring.kernel.blocks import slice_columns
from scoring.kernel.codes import GIVEN, NOT_APPLICABLE, NOT_ASKED, state_of
from scoring.kernel.fitting import fit_plan
from scoring.kernel.normalisation import value_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from instruments.model.framework import Node
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from scoring.kernel.codes import Column
    from scoring.kernel.coding import Coded
    from scoring.kernel.members import Member
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]

LEAST_LEVELS = 3
"""Options from which on an ordinal item tells how an answer scale is used."""


_LARGE = 1e100
"""The squares of larger values may be beyond what a number can hold."""


def tame(values: Values) -> Values:
    """Divide values by the largest where their squares could overflow.

    No figure of consistency or agreement depends on the unit of all values.
    """
    largest = float(np.fmax.reduce(np.abs(values), axis=None, initial=0.0))
    return values / largest if largest > _LARGE else values


def value_answers(plan: Plan, coded: Coded) -> dict[str, Values]:
    """Value the answers to every item that a node weighs.

    A relative method is fitted on these responses, unless the plan is fitted already.
    What a method does about missing answers plays no part.

    Args:
        plan: a compiled instrument and method.
        coded: the responses.

    Returns:
        By item key one value a row, as the method normalises it (0..1 unless the
        method says otherwise); NaN where no value was given, for whatever reason.
    """
    fitted = fit_plan(plan, coded)
    columns = slice_columns(fitted, coded)
    members = [member for step in fitted.steps for member in step.members]
    return {
        item.key: _value_given(member, item, columns[item.key])
        for member in members
        for item in member.items
    }


def _value_given(member: Member, item: Item, column: Column) -> Values:
    given = state_of(column) == GIVEN
    value = value_item(member.instrument, item, column)
    value = np.where(given, value, np.nan)
    return value if member.transform is None else member.transform.apply(value)


def value_members(
    plan: Plan, node: str, values: Mapping[str, Values]
) -> dict[str, Values]:
    """Value what a lowest node adds up; empty for a table or a ratio.

    An item that is asked for each entry of a list counts once, with the mean, the
    best or the worst of its entries, as its section says.

    Args:
        plan: a compiled instrument and method.
        node: the key of the node.
        values: what `value_answers` gives.
    """
    return {
        member.key: _take([values[item.key] for item in member.items], member.take)
        for member in plan.step_of(node).members
    }


def _take(each: list[Values], take: str) -> Values:
    if take == "best":
        return np.asarray(np.fmax.reduce(each))
    if take == "worst":
        return np.asarray(np.fmin.reduce(each))
    count = (~np.isnan(each)).sum(axis=0)
    total: Values = np.nansum(each, axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def place_answers(instrument: Instrument, coded: Coded) -> pd.DataFrame:
    """Place the answers to ordinal items of at least LEAST_LEVELS options.

    Returns:
        A column an item, in the order of the questionnaire: the place of the answer
        on the scale as it was shown, 0 for the first option; reverse-keyed items are
        not turned round. NaN where no answer was given.
    """
    import pandas as pd

    found: dict[str, Values] = {}
    for key, item in instrument.items.items():
        options = instrument.options_of(item)
        if isinstance(item, OrdinalItem) and len(options) >= LEAST_LEVELS:
            column = coded[key]
            given = state_of(column) == GIVEN
            found[key] = np.where(given, column - float(GIVEN), np.nan)
    return pd.DataFrame(found, index=np.arange(len(coded)))


def count_answered(instrument: Instrument, coded: Coded) -> NDArray[np.intp]:
    """Count the items that got a value, by response; text and links do not count.

    Returns:
        (rows,).
    """
    given = [
        state_of(coded[key]) == GIVEN
        for key, item in instrument.items.items()
        if not isinstance(item, TextItem | LinkItem)
    ]
    found = np.zeros(len(coded), dtype=np.intp)
    for one in given:
        found += one
    return found


def share_unanswered(parts: Iterable[Section], coded: Coded) -> Values:
    """Tell what share of the items of sections that apply got no value.

    Free text and links are left out, because a blank there is an answer too.

    Returns:
        (rows,), 0..1; NaN where nothing applies.
    """
    states = [
        state_of(coded[item.key])
        for part in parts
        for item in part.items
        if not isinstance(item, TextItem | LinkItem)
    ]
    asked = np.zeros(len(coded))
    without = np.zeros(len(coded))
    for state in states:
        applies = (state != NOT_ASKED) & (state != NOT_APPLICABLE)
        asked += applies
        without += applies & (state != GIVEN)
    return np.where(asked > 0, without / np.maximum(asked, 1), np.nan)


def list_items(instrument: Instrument, node: Node) -> list[str]:
    """List the items below a lowest node, each entry of a list by itself."""
    if node.tagged is not None:
        tagged = node.tagged
        return [key for key, item in instrument.items.items() if tagged in item.tags]
    members = node.items or {}
    return [one for key in members for one in instrument.repeated.get(key, (key,))]
