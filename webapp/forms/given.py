"""What stands in the controls of an item, whether it is an answer or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing, answer_to_text
from instruments.model.items import ChoiceItem, MultipleItem

if TYPE_CHECKING:
    from instruments import Answer
    from instruments.model.items import Item

NAME = "q-{}"
"""Field name of an item's answer; the prefix keeps keys such as `data` harmless."""

REASON_NAME = "r-{}"
"""Field name of the reason beside controls that take a value."""

NOTE_NAME = "n-{}"
"""Field name of what is said beside an answer."""


def picks_one(item: Item) -> bool:
    """Tell whether one group of radio buttons holds both answer and reasons."""
    return isinstance(item, ChoiceItem) and not isinstance(item, MultipleItem)


@dataclass(frozen=True, slots=True)
class Given:
    """Texts, a reason's mark and a note, as typed, chosen or stored."""

    texts: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""


def show_answer(item: Item, answer: Answer, note: str = "") -> Given:
    """Give what the controls show for an answer and its note."""
    if type(answer) is str:
        return Given((answer,), note=note)
    text = answer_to_text(item, answer)
    if isinstance(answer, Missing):
        return Given((), text, note)
    if isinstance(answer, tuple):
        return Given(answer, note=note)
    return Given((text,) if text else (), note=note)
