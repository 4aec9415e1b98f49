"""Whether parsed answers are of the kinds that their items take."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from instruments.model.items import ChoiceItem, MultipleItem, NumberItem
from meter.fieldwork.given.errors import NoteError, UnknownItemError, WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item


NOTE_MAX_CHARACTERS = 2000
"""As long as what is said beside an answer may be."""

NO_NOTES: Mapping[str, str] = MappingProxyType({})


def ensure_fits(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    notes: Mapping[str, str] = NO_NOTES,
) -> None:
    """Raise for an answer that `parse_answer` could not have made, or such a note.

    Raises:
        UnknownItemError: the instrument has no such item.
        WrongAnswerError: the item takes no such value.
        NoteError: a note is too long or holds a character that cannot be kept.
    """
    for key in (*answers, *notes):
        if key not in instrument.items:
            raise UnknownItemError(key)
    for key, answer in answers.items():
        if not _fits(instrument, instrument.items[key], answer):
            raise WrongAnswerError(key, answer)
    for key, note in notes.items():
        if not is_note(note):
            raise NoteError(key, NOTE_MAX_CHARACTERS)


def is_note(text: str) -> bool:
    """Tell whether something can be kept beside an answer."""
    return len(text) <= NOTE_MAX_CHARACTERS and "\0" not in text


def _fits(instrument: Instrument, item: Item, answer: Answer) -> bool:
    if isinstance(answer, Missing):
        return answer is Missing.UNANSWERED or answer in instrument.allowed_of(item)
    if isinstance(item, NumberItem):
        return isinstance(answer, float) and math.isfinite(answer)
    if isinstance(item, MultipleItem):
        return isinstance(answer, tuple) and _are_codes(instrument, item, answer)
    if isinstance(item, ChoiceItem):
        return isinstance(answer, str) and _are_codes(instrument, item, (answer,))
    return isinstance(answer, str) and bool(answer)


def _are_codes(instrument: Instrument, item: Item, codes: tuple[str, ...]) -> bool:
    known = {option.code for option in instrument.options_of(item)}
    return bool(codes) and known.issuperset(codes)
