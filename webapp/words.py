"""Answers in words, as pages tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Missing
from webapp.languages import gettext as _
from webapp.wording import word_options

if TYPE_CHECKING:
    from instruments import Answer, Instrument
    from instruments.model.items import Item


def say_answer(instrument: Instrument, item: Item, answer: Answer | None) -> str:
    """Write an answer in words: the option's text, the number with its unit.

    None stands for an answer of which only that it was given is known.
    """
    if answer is None:
        return _("Answered")
    if isinstance(answer, Missing):
        return say_missing(answer)
    says = {option.code: option.say for option in word_options(instrument, item)}
    if isinstance(answer, tuple):
        chosen = [says.get(code, code) for code in answer]
        return _("; ").join(chosen) or _("None of them")
    if isinstance(answer, float | int):
        unit = getattr(item, "unit", None)
        return f"{answer:.15g} {unit}" if unit else f"{answer:.15g}"
    return says.get(answer, answer)


def say_missing(reason: Missing) -> str:
    """Name a reason why there is no answer."""
    return {
        Missing.UNANSWERED: _("No answer yet"),
        Missing.NOT_ASKED: _("Not asked"),
        Missing.NOT_APPLICABLE: _("Not applicable"),
        Missing.DONT_KNOW: _("Don't know"),
        Missing.REFUSED: _("Prefer not to say"),
    }[reason]
