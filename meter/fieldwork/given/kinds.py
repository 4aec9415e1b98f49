"""Whether parsed answers are of the kinds that their items take."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from instruments.model.items import ChoiceItem, MultipleItem, NumberItem
from meter.errors import UnknownItemError, WrongAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item


def ensure_fits(instrument: Instrument, answers: Mapping[str, Answer]) -> None:
    """Raise for an answer that `parse_answer` could not have made.

    Raises:
        UnknownItemError: the instrument has no such item.
        WrongAnswerError: the item takes no such value.
    """
    for key, answer in answers.items():
        item = instrument.items.get(key)
        if item is None:
            raise UnknownItemError(key)
        if not _fits(instrument, item, answer):
            raise WrongAnswerError(key, answer)


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
