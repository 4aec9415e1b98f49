"""Worth: the value that a plan gives to the answers to one item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import NumberItem
from scoring.kernel.codes import GIVEN, state_of
from scoring.kernel.combining import normalise_node
from scoring.kernel.normalisation import is_scored, value_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.kernel.codes import Column
    from scoring.kernel.coding import Coded
    from scoring.kernel.members import Member
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan
    from scoring.kernel.transforms import Transform

    Values = NDArray[np.float64]


@dataclass(frozen=True)
class Worth:
    """How answers to an item are valued.

    Attributes:
        value: values of coded answers that are given; NaN for those without one.
        ends: of a number the answers between which its value moves; empty for
            others, and where nothing bounds it.
    """

    value: Callable[[Column], Values]
    ends: tuple[float, ...] = ()


def worth_of(
    plan: Plan, row: Coded, item: str, nodes: Iterable[str] | None = None
) -> Worth | None:
    """Find how a plan values the answers to an item.

    Goalposts, reverse keys, what the method normalises and ratios are all counted in.
    In a ratio the number above the line moves while the one below stays; the one below
    moves only if it alone is missing.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        row: the response, as a batch of one.
        item: the key of the item.
        nodes: where to look; None looks at all.

    Returns:
        None for an item that has no value of its own.
    """
    if nodes is None:
        step = plan.valuing.get(item)
        return None if step is None else _worth_in(plan, row, step, item)
    for step in map(plan.step_of, nodes):
        if item in step.items and (step.members or step.ratio is not None):
            return _worth_in(plan, row, step, item)
    return None


def _worth_in(plan: Plan, row: Coded, step: NodePlan, item: str) -> Worth | None:
    """Find how a node that asks an item values it."""
    for member in step.members:
        if any(one.key == item for one in member.items):
            return _value_member(plan, member, item)
    return _value_ratio(step, row, item)


def own_worth(instrument: Instrument, item: Item) -> Worth | None:
    """Find how an item itself values answers; None where it does not."""
    if not is_scored(instrument, item):
        return None
    return Worth(lambda column: value_item(instrument, item, column), _own_ends(item))


def _own_ends(item: Item) -> tuple[float, ...]:
    if isinstance(item, NumberItem) and item.goalposts is not None:
        return item.goalposts.low, item.goalposts.high
    return ()


def _value_member(plan: Plan, member: Member, item: str) -> Worth:
    asked = plan.instrument.items[item]
    alone = replace(member, items=(asked,))

    def value(column: Column) -> Values:
        given = state_of(column) == GIVEN
        return np.where(given, alone.value({item: column}), np.nan)

    if isinstance(asked, NumberItem) and member.transform is not None:
        return Worth(value, find_ends(member.transform))
    return Worth(value, _own_ends(asked))


def find_ends(transform: Transform) -> tuple[float, ...]:
    """Find the raw numbers between which a normalisation moves; empty for none."""
    declared = transform.declared
    high = declared.target if declared.high is None else declared.high
    if declared.low is not None and high is not None:
        return declared.low, high
    learned = transform.learned
    if learned is None or np.isnan(learned.low):
        return ()
    found = []
    for end in (learned.low, learned.high):
        tried = _undo(np.array([end, -end]), is_log=declared.log)
        back = transform.prepare(tried)
        found += [float(x) for x in tried[np.isclose(back, end)][:1]]
    return tuple(found)


def _undo(prepared: Values, *, is_log: bool) -> Values:
    """Give the raw numbers of prepared ones, as far as a logarithm was taken."""
    if not is_log:
        return prepared
    # Of a number near nothing the turned one, which nobody answered, is beyond all.
    with np.errstate(over="ignore"):
        return np.exp(prepared)


def _value_ratio(step: NodePlan, row: Coded, item: str) -> Worth | None:
    if step.ratio is None or step.ratio.of == step.ratio.to:
        return None
    above, below = row[step.ratio.of], row[step.ratio.to]
    known = [state_of(column)[0] == GIVEN for column in (above, below)]
    raises = item == step.ratio.of
    if known != ([known[0], True] if raises else [True, False]):
        return None
    times, other = step.ratio.times, step.ratio.to if raises else step.ratio.of

    def value(column: Column) -> Values:
        columns = {item: column, other: np.repeat(row[other], len(column))}
        found = np.empty((2, step.place + 1, len(column)))
        normalise_node(step, columns, found)
        score: Values = found[0, step.place]
        return score

    posts = () if step.transform is None else find_ends(step.transform)
    fixed = float(row[other][0])
    ends = [
        x * fixed / times if raises else fixed * times / x for x in posts if x or raises
    ]
    return Worth(value, tuple(ends))
