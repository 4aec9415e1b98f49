"""Frozen instruments: JSON documents by the fingerprint of their content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from meter.storage.inserting import insert_into
from meter.storage.tables import instruments

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from instruments.model.instrument import Instrument


def freeze_instrument(
    connection: Connection, instrument: Instrument, at: datetime
) -> None:
    """Keep an instrument as it is now; once is enough."""
    statement = insert_into(connection, instruments).on_conflict_do_nothing()
    values = {
        "fingerprint": instrument.fingerprint,
        "key": instrument.key,
        "version": instrument.version,
        "document": instrument.to_document(),
        "frozen_at": at,
    }
    connection.execute(statement, values)


def find_document(connection: Connection, fingerprint: str) -> dict[str, Any] | None:
    """Find a frozen instrument's document."""
    query = select(instruments.c.document).where(
        instruments.c.fingerprint == fingerprint
    )
    document: dict[str, Any] | None = connection.execute(query).scalar_one_or_none()
    return document
