"""Conditions as the script of a page reads them: codes and numbers, nothing to rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instruments.model.conditions import AllOf, AnyOf, Comparison, Not
from instruments.model.items import MultipleItem, NumberItem
from scoring.kernel.codes import GIVEN
from scoring.kernel.conditions import CodeTest, compile_condition

if TYPE_CHECKING:
    from instruments import Instrument
    from instruments.model.conditions import Condition
    from instruments.model.items import Item


def write_condition(instrument: Instrument, condition: Condition) -> dict[str, Any]:
    """Write a condition for the script, with what the kernel has made of it.

    A comparison says `answered`, or `includes` (an option), `in` (codes or numbers),
    `at_least` or `at_most` (a number). Levels are written out as the codes they mean.
    """
    if isinstance(condition, AllOf):
        return {"all": [write_condition(instrument, one) for one in condition.parts]}
    if isinstance(condition, AnyOf):
        return {"any": [write_condition(instrument, one) for one in condition.parts]}
    if isinstance(condition, Not):
        return {"not": write_condition(instrument, condition.part)}
    return {"item": condition.item, **_write_comparison(instrument, condition)}


def _write_comparison(instrument: Instrument, comparison: Comparison) -> dict[str, Any]:
    item = instrument.items[comparison.item]
    verb, operand = comparison.verb, comparison.operand
    if verb in {"answered", "includes"}:
        return {verb: operand}
    if isinstance(item, NumberItem) and verb in {"at_least", "at_most"}:
        return {verb: float(operand)}
    operands = operand if verb == "in" else (operand,)
    if isinstance(item, NumberItem):
        return {"in": [float(one) for one in operands]}
    if isinstance(item, MultipleItem):
        return {"in": list(operands)}
    return {"in": _list_accepted(instrument, item, comparison)}


def _list_accepted(
    instrument: Instrument, item: Item, comparison: Comparison
) -> list[str]:
    """List the options that a comparison accepts, as the kernel ranks them."""
    test = compile_condition(instrument, comparison)
    codes = [option.code for option in instrument.options_of(item)]
    accepted = test.accepted[GIVEN:] if isinstance(test, CodeTest) else ()
    return [code for code, holds in zip(codes, accepted, strict=False) if holds]
