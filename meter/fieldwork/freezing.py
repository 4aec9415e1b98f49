"""Freezing: for a while nothing of some rounds changes, so that all see one state.

Whoever saves, submits or reviews locks the round first: what began before the freeze
is kept, what comes after it is refused, and nothing is kept by half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.storage.repository import rounds as rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from meter.storage import Connection, Store


def freeze_rounds(store: Store, round_ids: Iterable[int], at: datetime) -> int:
    """Freeze rounds that have opened, all at once; count them.

    One that is frozen already keeps its day; a draft has nothing to freeze.
    """
    chosen = sorted(round_ids)

    def job(connection: Connection) -> int:
        return sum(rows.freeze_round(connection, one, at) for one in chosen)

    return store.write(job)


def thaw_rounds(store: Store, round_ids: Iterable[int]) -> int:
    """Let answers of frozen rounds change again, as far as they could; count them."""
    chosen = sorted(round_ids)

    def job(connection: Connection) -> int:
        return sum(rows.thaw_round(connection, one) for one in chosen)

    return store.write(job)
