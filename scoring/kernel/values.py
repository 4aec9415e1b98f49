"""Values: what each item is worth before it is weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.kernel.blocks import slice_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.members import Member
    from scoring.kernel.plan import Plan


def item_values(plan: Plan, coded: Coded | Columns) -> dict[str, NDArray[np.float64]]:
    """Value the items that nodes weigh, in the order of the framework.

    What is asked over a list stands under its common key.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        coded: the responses.

    Returns:
        One array of the length of the responses an item, normalised as the method
        says; NaN where the item does not count.
    """
    columns = slice_columns(plan, coded)
    return {member.key: member.value(columns) for member in _list_members(plan)}


def list_valued(plan: Plan) -> tuple[str, ...]:
    """List the keys of what `item_values` values, without valuing anything."""
    return tuple(dict.fromkeys(member.key for member in _list_members(plan)))


def _list_members(plan: Plan) -> Iterator[Member]:
    for node in plan.nodes:
        yield from plan.step_of(node).members
