"""What the diagnostics look at beside values: tags, edges, answers, shares of weight.

An item asked over a list stands under its common key, as in the kernel; its tags are
those of its entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.kernel.codes import GIVEN, state_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

Edge = tuple[str, str]
"""An item and one that it requires."""


def item_of(instrument: Instrument, key: str) -> Item:
    """Get an item, or the first entry of one that is asked over a list."""
    return instrument.items[instrument.repeated.get(key, (key,))[0]]


def split_tags(
    instrument: Instrument, scored: Collection[str], ahead: str, behind: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the items of two tags; one that carries both stands on neither side."""
    tagged = {key: item_of(instrument, key).tags for key in scored}
    return (
        tuple(k for k, tags in tagged.items() if ahead in tags and behind not in tags),
        tuple(k for k, tags in tagged.items() if behind in tags and ahead not in tags),
    )


def list_edges(
    instrument: Instrument, scored: Collection[str], items: Collection[str]
) -> list[Edge]:
    """List some items with each scored item that they require, once."""
    group_of = {one: key for key, group in instrument.repeated.items() for one in group}
    edges = [
        (key, group_of.get(needed, needed))
        for key in items
        for needed in item_of(instrument, key).requires
    ]
    return [edge for edge in dict.fromkeys(edges) if edge[1] in scored]


def given_items(plan: Plan, row: Coded, scored: Collection[str]) -> frozenset[str]:
    """Name the items of one response that have an answer, not a reason."""
    repeated = plan.instrument.repeated
    return frozenset(
        key
        for key in scored
        if any(state_of(row[one])[0] == GIVEN for one in repeated.get(key, (key,)))
    )
