"""Which answers a section page needs: its own, and those its conditions ask about."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask import request

from instruments.model.conditions import list_comparisons
from meter.fieldwork.rounds import get_instrument
from scoring.kernel.coding import ByFingerprint
from webapp.current import store

if TYPE_CHECKING:
    from instruments import Instrument
    from meter.records import Round

SECTION_KEY = "key"
"""The part of an address that names a section or an item; other pages have none."""


def pick_items(asked: Round) -> frozenset[str] | None:
    """Name the items that the page under way needs; None for all of them."""
    section = (request.view_args or {}).get(SECTION_KEY)
    if section is None:
        return None
    instrument = get_instrument(store(), asked)
    return _list_needed(ByFingerprint(instrument.fingerprint, instrument), section)


@lru_cache(maxsize=1024)
def _list_needed(source: ByFingerprint, section: str) -> frozenset[str]:
    instrument = source.instrument
    own = [
        item.key
        for part in instrument.sections
        if part.key == section
        for item in part.items
    ]
    # The pages of one item are named by it.
    own += [section] if section in instrument.items else []
    return frozenset(own) | list_conditioning(instrument, own)


def list_conditioning(instrument: Instrument, keys: list[str]) -> frozenset[str]:
    """Name the items on which the conditions of items rest, near and far."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        condition = instrument.items[waiting.pop()].when
        if condition is None:
            continue
        named = {part.item for part in list_comparisons(condition)} - found
        found |= named
        waiting += named
    return frozenset(found)
