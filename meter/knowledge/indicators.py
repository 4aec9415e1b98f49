"""Indicators: what a workshop measures, and so what contributions can be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.rounds import get_instrument
from meter.workshops.workshops import list_rounds

if TYPE_CHECKING:
    from instruments.model.instrument import Instrument
    from meter.records import Round, Workshop
    from meter.storage import Store


def find_scored_round(store: Store, workshop: Workshop) -> Round | None:
    """Find the newest round of a workshop whose answers are scored."""
    asked = list_rounds(store, workshop)
    return next((one for one in reversed(asked) if one.method is not None), None)


def find_instrument(store: Store, workshop: Workshop) -> Instrument | None:
    """Find the instrument by which a workshop measures; None where it has none."""
    asked = find_scored_round(store, workshop)
    return None if asked is None else get_instrument(store, asked)


def list_indicators(instrument: Instrument | None) -> frozenset[str]:
    """List the keys of the nodes and items of an instrument."""
    if instrument is None or instrument.framework is None:
        return frozenset()
    return frozenset((*instrument.framework.nodes, *instrument.items))
