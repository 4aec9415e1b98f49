"""Who belongs to a workshop: its network and what it shares are theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import NotFoundError
from meter.storage.repository import workshops as rows

if TYPE_CHECKING:
    from meter.storage import Connection, Store


def takes_part(store: Store, workshop_id: int, unit_id: int) -> bool:
    """Tell whether a unit takes part in a workshop."""
    with store.read() as connection:
        return rows.takes_part(connection, workshop_id, unit_id)


def ensure_takes_part(connection: Connection, workshop_id: int, unit_id: int) -> None:
    """Raise unless a unit takes part in a workshop.

    Raises:
        NotFoundError: it does not, so what the workshop shares is not there for it.
    """
    if not rows.takes_part(connection, workshop_id, unit_id):
        kind = "participant"
        raise NotFoundError(kind, unit_id)
