"""Compiled markup: rendered once, cut where each reader's answers go."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from webapp.forms.states import NOTHING_GIVEN, ItemState, list_fillings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.items import Item
    from webapp.forms.states import Slot

# No text of an instrument can hold what a process draws when it starts.
_MARK = secrets.token_hex(8)

PAGE = "page"
"""The kind of a slot that belongs to the page and to no item."""


@dataclass(frozen=True)
class CompiledMarkup:
    """Markup in parts, as a reader sees it who has answered nothing.

    Attributes:
        parts: the odd ones are slots.
        places: where each slot stands among the parts.
        blanks: by item, the slots that are filled as long as there is no answer.
    """

    parts: tuple[str, ...]
    places: Mapping[Slot, tuple[int, ...]]
    blanks: Mapping[str, tuple[int, ...]]
    items: Mapping[str, Item]

    def fill(
        self, states: Mapping[str, ItemState], page: Mapping[str, str] | None = None
    ) -> Markup:
        """Write the markup with the items that show something, and the page's slots.

        Every text of `page` must be escaped.
        """
        parts, places = list(self.parts), self.places
        for name, text in (page or {}).items():
            for place in places[PAGE, name, ""]:
                parts[place] = text
        for key, state in states.items():
            for place in self.blanks[key]:
                parts[place] = ""
            for slot, text in list_fillings(self.items[key], state):
                for place in places.get(slot, ()):
                    parts[place] = text
        return Markup("".join(parts))  # noqa: S704  (every filling is escaped)


def mark_slot(kind: str, key: str, code: str = "") -> Markup:
    """Leave a place in markup that is filled for each reader."""
    return Markup(f"{_MARK}{kind}:{key}:{code}{_MARK}")  # noqa: S704


def cut_markup(markup: str, items: Mapping[str, Item]) -> CompiledMarkup:
    """Cut rendered markup at its slots."""
    parts = "\n".join(line for line in markup.splitlines() if line).split(_MARK)
    places: dict[Slot, tuple[int, ...]] = {}
    for place in range(1, len(parts), 2):
        kind, key, code = parts[place].split(":")
        slot = (kind, key, code)
        places[slot] = (*places.get(slot, ()), place)
        parts[place] = ""
    blanks = {}
    for key, item in items.items():
        fillings = list_fillings(item, ItemState(NOTHING_GIVEN))
        filled = [
            (place, text) for slot, text in fillings for place in places.get(slot, ())
        ]
        for place, text in filled:
            parts[place] = text
        blanks[key] = tuple(place for place, _ in filled)
    return CompiledMarkup(tuple(parts), places, blanks, items)
