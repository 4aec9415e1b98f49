"""Themes: what a workshop measures, as the words in which its network speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.network.errors import ThemeError
from meter.storage.repository import rounds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from instruments.model.instrument import Instrument
    from meter.records import Round, Workshop
    from meter.storage import Store


def list_scored_rounds(store: Store, workshop: Workshop) -> list[Round]:
    """List the rounds of a workshop that are scored, the first first."""
    with store.read() as connection:
        found = rounds.list_workshop_rounds(connection, workshop.id)
    return [one for one in found if one.method is not None]


def find_scored_round(store: Store, workshop: Workshop) -> Round | None:
    """Find the last round of a workshop that is scored, one that was opened first."""
    scored = list_scored_rounds(store, workshop)
    return max(
        scored, key=lambda one: (one.opened_at is not None, one.id), default=None
    )


def list_themes(instrument: Instrument) -> tuple[str, ...]:
    """Name what an instrument measures at the lowest level, in its order."""
    framework = instrument.framework
    if framework is None:
        return ()
    leaves = (leaf for top in framework.index for leaf in framework.leaves(top))
    return tuple(dict.fromkeys(leaves))


def ensure_themes(given: Iterable[str], known: Collection[str]) -> None:
    """Raise unless all themes are known.

    Raises:
        ThemeError: names one that is not.
    """
    for theme in given:
        if theme not in known:
            raise ThemeError(theme)
