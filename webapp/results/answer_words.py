"""Answers in words: what was given, and what is to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Missing
from instruments.model.items import OrdinalItem
from webapp.languages import gettext as _
from webapp.wording import join_words, word_options
from webapp.words import say_answer, say_missing

if TYPE_CHECKING:
    from instruments import Answer, Instrument
    from instruments.model.items import Item
    from webapp.results.assessment import Assessment


def say_target(
    instrument: Instrument, item: Item, now: Answer | None, target: Answer | None
) -> str:
    """Write the needed answer; of an open question perhaps any level will do."""
    if now is Missing.UNANSWERED and isinstance(item, OrdinalItem):
        levels = word_options(instrument, item)
        if target == levels[0].code:
            return _("answer it: any level will do")
    return say_answer(instrument, item, target)


def say_given(assessment: Assessment, key: str) -> str:
    """Write what was given to an item, or why nothing counts.

    For what is asked over a list it is told entry by entry.
    """
    if key in assessment.instrument.repeated:
        return _say_entries(assessment, assessment.instrument.repeated[key])
    if assessment.decoded.get(key) is Missing.NOT_ASKED:
        return say_missing(Missing.NOT_ASKED)
    answer = assessment.answers.get(key, Missing.UNANSWERED)
    return say_answer(assessment.instrument, assessment.instrument.items[key], answer)


def _say_entries(assessment: Assessment, keys: tuple[str, ...]) -> str:
    sections = assessment.instrument.section_of
    entries = [(sections[key].entry, say_given(assessment, key)) for key in keys]
    return _("; ").join(join_words(one.say, said) for one, said in entries if one)
