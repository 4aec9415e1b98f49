"""Rows of scorecards: results as they were at each submission; the last one counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from meter.records import Unit
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.repository.responses import counts
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import responses, scorecards, units
from scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection


_LATER = scorecards.alias("later")
_NEWEST = (
    scorecards.c.submission
    == select(func.max(_LATER.c.submission))
    .where(_LATER.c.response_id == scorecards.c.response_id)
    .correlate(scorecards)
    .scalar_subquery()
)


def is_newest() -> ColumnElement[bool]:
    """Choose of each response the scorecard that was kept last."""
    return _NEWEST


@dataclass(frozen=True, slots=True)
class Mark:
    """Which scorecard counts for a response; what it says never changes.

    `submission` is None where there is none.
    """

    response_id: int
    submission: int | None
    method_fingerprint: str | None
    made_at: datetime | None


def insert_scorecard(
    connection: Connection,
    response_id: int,
    scorecard: Scorecard,
    instrument_fingerprint: str,
    at: datetime,
) -> None:
    """Keep a scorecard with the fingerprints of what it rests on, after all others."""
    before = find_last_submission(connection, response_id)
    values = {
        "response_id": response_id,
        "submission": (before or 0) + 1,
        "instrument_fingerprint": instrument_fingerprint,
        "method_fingerprint": scorecard.method_fingerprint,
        "document": scorecard.to_document(),
        "made_at": at,
    }
    connection.execute(scorecards.insert(), values)


def find_scorecard(connection: Connection, response_id: int) -> Scorecard | None:
    """Find the newest scorecard of a response."""
    found = list_submissions(connection, response_id)
    return found[-1] if found else None


def list_submissions(connection: Connection, response_id: int) -> list[Scorecard]:
    """List the scorecards of a response, that of the first submission first."""
    query = select(scorecards.c.document).where(scorecards.c.response_id == response_id)
    documents = connection.execute(query.order_by(scorecards.c.submission)).scalars()
    return [Scorecard.from_document(document) for document in documents]


def find_last_submission(connection: Connection, response_id: int) -> int | None:
    """Find the number of the last submission of a response; None without one."""
    query = select(func.max(scorecards.c.submission)).where(
        scorecards.c.response_id == response_id
    )
    found: int | None = connection.execute(query).scalar_one()
    return found


def list_scorecards(
    connection: Connection, round_id: int, *, whole: bool = False
) -> list[tuple[Unit, Scorecard | None]]:
    """List the units of a round that count, by name, with what was kept last.

    `whole` adds those that have submitted and are not accepted yet.
    """
    chosen = responses.c.submitted_at.is_not(None) if whole else counts(round_id)
    of_response = scorecards.c.response_id == responses.c.id
    query = (
        select(*UNIT_COLUMNS, scorecards.c.document)
        .join(responses, responses.c.unit_id == units.c.id)
        .outerjoin(scorecards, of_response & _NEWEST)
        .where(is_agreed_in(round_id), chosen)
        .order_by(units.c.name, units.c.id)
    )
    return [
        (Unit(*row), None if document is None else Scorecard.from_document(document))
        for *row, document in connection.execute(query)
    ]


def list_marks(connection: Connection, round_id: int) -> list[tuple[Unit, Mark]]:
    """List the units of a round that count, by name, with which scorecard counts.

    These are the rows of `list_scorecards`, without the documents.
    """
    of_response = scorecards.c.response_id == responses.c.id
    query = (
        select(
            *UNIT_COLUMNS,
            responses.c.id,
            scorecards.c.submission,
            scorecards.c.method_fingerprint,
            scorecards.c.made_at,
        )
        .join(responses, responses.c.unit_id == units.c.id)
        .outerjoin(scorecards, of_response & _NEWEST)
        .where(is_agreed_in(round_id), counts(round_id))
        .order_by(units.c.name, units.c.id)
    )
    width = len(UNIT_COLUMNS)
    return [
        (Unit(*row[:width]), Mark(*row[width:])) for row in connection.execute(query)
    ]
