"""Rows of scorecards: results as they were at submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from meter.records import Unit
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import responses, scorecards, units
from scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def insert_scorecard(
    connection: Connection,
    response_id: int,
    scorecard: Scorecard,
    instrument_fingerprint: str,
    at: datetime,
) -> None:
    """Keep a scorecard with the fingerprints of what it rests on."""
    values = {
        "response_id": response_id,
        "instrument_fingerprint": instrument_fingerprint,
        "method_fingerprint": scorecard.method_fingerprint,
        "document": scorecard.to_document(),
        "made_at": at,
    }
    connection.execute(scorecards.insert(), values)


def find_scorecard(connection: Connection, response_id: int) -> Scorecard | None:
    """Find the scorecard of a response."""
    query = select(scorecards.c.document).where(scorecards.c.response_id == response_id)
    document = connection.execute(query).scalar_one_or_none()
    return None if document is None else Scorecard.from_document(document)


def list_scorecards(
    connection: Connection, round_id: int
) -> list[tuple[Unit, Scorecard | None]]:
    """List the units of a round that have submitted, by name, with what was kept."""
    query = (
        select(*UNIT_COLUMNS, scorecards.c.document)
        .join(responses, responses.c.unit_id == units.c.id)
        .outerjoin(scorecards, scorecards.c.response_id == responses.c.id)
        .where(is_agreed_in(round_id), responses.c.submitted_at.is_not(None))
        .order_by(units.c.name, units.c.id)
    )
    return [
        (Unit(*row), None if document is None else Scorecard.from_document(document))
        for *row, document in connection.execute(query)
    ]
