"""What a reader sees at an item, and where in the markup it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from webapp.forms.given import Given, picks_one

if TYPE_CHECKING:
    from instruments.model.items import Item

Slot = tuple[str, str, str]
"""What goes there, the item, and the option or reason where there are several."""

CHECKED = " checked"

EMPTY = Markup()

NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class ItemState:
    """What a reader sees at an item besides its words.

    `error`, `conflict`, `receipt` and `former` (what was answered in a former round)
    are empty where there is nothing to say; `evidence` counts the links and files.
    """

    given: Given = NOTHING_GIVEN
    is_hidden: bool = False
    error: str = ""
    conflict: Markup = EMPTY
    receipt: Markup = EMPTY
    former: Markup = EMPTY
    evidence: int = 0


def list_fillings(item: Item, state: ItemState) -> list[tuple[Slot, str]]:
    """List the slots that are not as they are without an answer."""
    key = item.key
    fillings = _fill_controls(item, state.given)
    if state.given.note:
        fillings.append((("note", key, ""), str(escape(state.given.note))))
        fillings.append((("noted", key, ""), " open"))
    if state.evidence:
        fillings.append((("evidence", key, ""), f" ({state.evidence})"))
    if state.receipt:
        fillings.append((("receipt", key, ""), state.receipt))
    if state.is_hidden:
        fillings.append((("hidden", key, ""), " hidden"))
    if state.conflict:
        fillings.append((("conflict", key, ""), state.conflict))
    if state.former:
        fillings.append((("former", key, ""), state.former))
    if state.error:
        fillings += _fill_error(key, state.error)
    return fillings


def _fill_controls(item: Item, given: Given) -> list[tuple[Slot, str]]:
    key = item.key
    if picks_one(item):
        chosen = given.reason or (given.texts[0] if given.texts else "")
        return [(("checked", key, chosen), CHECKED)]
    fillings: list[tuple[Slot, str]] = [(("reason", key, given.reason), CHECKED)]
    if item.type == "multiple":
        return fillings + [(("checked", key, code), CHECKED) for code in given.texts]
    if given.texts:
        fillings.append((("value", key, ""), str(escape(given.texts[0]))))
    return fillings


def _fill_error(key: str, message: str) -> list[tuple[Slot, str]]:
    line = f'<p class="wrong" id="e-{key}">{escape(message)}</p>'
    return [
        (("bad", key, ""), " bad"),
        (("invalid", key, ""), ' aria-invalid="true"'),
        (("described", key, ""), f' aria-describedby="e-{key}"'),
        (("error", key, ""), line),
    ]
