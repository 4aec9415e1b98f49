"""The answer to reach, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Missing
from instruments.model.items import OrdinalItem
from webapp.languages import gettext as _
from webapp.wording import word_options
from webapp.words import say_answer

if TYPE_CHECKING:
    from instruments import Answer, Instrument
    from instruments.model.items import Item


def say_target(
    instrument: Instrument, item: Item, now: Answer | None, target: Answer | None
) -> str:
    """Write the needed answer; of an open question perhaps any level will do."""
    if now is Missing.UNANSWERED and isinstance(item, OrdinalItem):
        levels = word_options(instrument, item)
        if target == levels[0].code:
            return _("answer it: any level will do")
    return say_answer(instrument, item, target)
