"""What a form says about an answer that cannot be taken, by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.items import OrdinalItem
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.wording import word_options

if TYPE_CHECKING:
    from instruments import AnswerError, Instrument
    from instruments.model.items import Item

MESSAGES = {
    "not_an_option": mark("Choose one of the options."),
    "not_a_level": mark("Choose one of the levels, or say why you cannot."),
    "not_a_number": mark("Write a number in digits, such as 12.5."),
    "ambiguous_number": mark(
        "Write %(first)s or %(second)s: a comma can be read either way."
    ),
    "not_whole": mark("Write a whole number, without decimals."),
    "too_low": mark("Give %(at_least)s or more."),
    "too_high": mark("Give %(at_most)s or less."),
    "too_many": mark("Choose %(at_most)s at most."),
    "alone": mark("Keep “%(option)s” alone, or take it away and keep the others."),
    "too_long": mark("Shorten the text to %(at_most)s characters; it has %(length)s."),
    "not_a_date": mark("Choose a day, or write it like 2026-11-30."),
    "not_a_link": mark("Write the whole web address, beginning with https://."),
    "not_allowed": mark("Give an answer; this reason cannot be chosen here."),
    "control_character": mark(
        "Type the text again: it holds a hidden character (%(character)s)."
    ),
    "two_answers": mark("Keep either the answer or the reason, and clear the other."),
    "required": mark("Answer this before you submit."),
}
"""Sentences in the source language; each says what to do."""

OTHERWISE = mark("Give the answer in another way.")


def say(code: str) -> str:
    """Write the sentence of a code, in the language of the reader."""
    return _(MESSAGES[code])


def explain(instrument: Instrument, item: Item, error: AnswerError) -> str:
    """Write what to do about an answer that cannot be taken."""
    level = error.code == "not_an_option" and isinstance(item, OrdinalItem)
    code = "not_a_level" if level else str(error.code)
    return _(MESSAGES.get(code, OTHERWISE)) % _word_facts(instrument, item, error)


def _word_facts(
    instrument: Instrument, item: Item, error: AnswerError
) -> dict[str, object]:
    facts = {name: _plain(value) for name, value in error.facts.items()}
    if error.code == "alone":
        options = word_options(instrument, item)
        says = {option.code: option.say for option in options}
        facts["option"] = says[str(error.facts["option"])]
    if error.code == "ambiguous_number":
        facts["first"], facts["second"] = error.facts["readings"]  # type: ignore[misc]
    return facts


def _plain(value: object) -> object:
    """Write 100.0 as 100, and leave the rest as it is."""
    return f"{value:.15g}" if isinstance(value, float) else value
