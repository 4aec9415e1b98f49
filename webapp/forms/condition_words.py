"""Conditions in words, where no script can hide what does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.conditions import AllOf, AnyOf, Comparison, Not
from instruments.model.items import ChoiceItem
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.wording import word_ask, word_options

if TYPE_CHECKING:
    from instruments import Instrument
    from instruments.model.conditions import Condition

SAYS = {
    "equals": mark("“%(ask)s” is answered with “%(answer)s”"),
    "in": mark("“%(ask)s” is answered with one of “%(answer)s”"),
    "at_least": mark("“%(ask)s” is answered with “%(answer)s” or higher"),
    "at_most": mark("“%(ask)s” is answered with “%(answer)s” or lower"),
    "includes": mark("“%(answer)s” is among the answers to “%(ask)s”"),
    "answered": mark("“%(ask)s” has an answer"),
}
"""By verb, in the source language."""


def word_condition(instrument: Instrument, condition: Condition) -> str:
    """Write when an item is to be answered; the instrument is a worded one."""
    return _("Only if %(condition)s.") % {"condition": _word(instrument, condition)}


def _word(instrument: Instrument, condition: Condition) -> str:
    match condition:
        case Comparison():
            return _word_comparison(instrument, condition)
        case Not():
            return _("this does not hold: %(condition)s") % {
                "condition": _enclose(instrument, condition.part)
            }
        case AllOf():
            parts = [_enclose(instrument, one) for one in condition.parts]
            return _(" and ").join(parts)
        case AnyOf():
            parts = [_enclose(instrument, one) for one in condition.parts]
            return _(" or ").join(parts)


def _enclose(instrument: Instrument, condition: Condition) -> str:
    """Put brackets around a part that has several parts itself."""
    words = _word(instrument, condition)
    is_whole = isinstance(condition, Comparison | Not) or len(condition.parts) == 1
    return words if is_whole else f"({words})"


def _word_comparison(instrument: Instrument, comparison: Comparison) -> str:
    return _(SAYS[comparison.verb]) % {
        "ask": word_ask(instrument, comparison.item),
        "answer": _word_operand(instrument, comparison),
    }


def _word_operand(instrument: Instrument, comparison: Comparison) -> str:
    item = instrument.items[comparison.item]
    says = {}
    if isinstance(item, ChoiceItem):
        says = {one.code: one.say for one in word_options(instrument, item)}
    operand = comparison.operand
    many = operand if isinstance(operand, tuple) else (operand,)
    words = (f"{one:.15g}" if isinstance(one, float) else str(one) for one in many)
    return _("”, “").join(says.get(one, one) for one in words)
