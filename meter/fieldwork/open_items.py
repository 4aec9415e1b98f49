"""Open items: what of a response still waits for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from instruments.model.items import TextItem
from scoring.kernel.coding import asked_items
from scoring.kernel.plan import compile_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument


def list_scored(instrument: Instrument, method: str | None) -> frozenset[str]:
    """List the items that a method scores; none without a method."""
    if method is None:
        return frozenset()
    plan = compile_plan(instrument, method)
    return frozenset(key for step in plan.steps for key in step.items)


def list_remarks(instrument: Instrument, method: str | None) -> frozenset[str]:
    """List the texts that a scored response does without."""
    if method is None:
        return frozenset()
    scored = list_scored(instrument, method)
    return frozenset(
        key
        for key, item in instrument.items.items()
        if isinstance(item, TextItem) and not item.required and key not in scored
    )


def list_open_items(
    instrument: Instrument, method: str | None, given: Mapping[str, Answer]
) -> list[str]:
    """List what applies and has no answer, remarks aside, in the order of asking."""
    asked = asked_items(instrument, given) - list_remarks(instrument, method)
    return [
        key
        for key in instrument.items
        if key in asked and given.get(key, Missing.UNANSWERED) is Missing.UNANSWERED
    ]
