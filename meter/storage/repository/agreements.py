"""Rows of agreements: what units let the public see; the last one of each holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from meter.publication.records import Agreed, Agreement
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.repository.responses import counts
from meter.storage.repository.scorecards import is_newest
from meter.storage.tables import agreements, responses, scorecards, units
from scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from meter.publication.records import PublicLevel

_LATER = agreements.alias("later")
_STANDS = (
    agreements.c.id
    == select(func.max(_LATER.c.id))
    .where(_LATER.c.response_id == agreements.c.response_id)
    .correlate(agreements)
    .scalar_subquery()
)


def add_agreement(
    connection: Connection, response_id: int, level: PublicLevel, who: str, at: datetime
) -> None:
    """Add what a unit lets the public see from now on."""
    values = {"response_id": response_id, "level": level, "who": who, "at": at}
    connection.execute(agreements.insert().values(**values))


def list_agreements(connection: Connection, response_id: int) -> list[Agreement]:
    """List all that a unit has ever decided, the first first."""
    query = select(
        agreements.c.id, agreements.c.level, agreements.c.at, agreements.c.who
    ).where(agreements.c.response_id == response_id)
    rows = connection.execute(query.order_by(agreements.c.id))
    return [Agreement(*row) for row in rows]


def list_standing(
    connection: Connection, round_id: int, *levels: PublicLevel
) -> set[int]:
    """List the responses of a round whose unit lets one of these be seen now."""
    query = (
        select(agreements.c.response_id)
        .join(responses)
        .where(is_agreed_in(round_id), agreements.c.level.in_(levels), _STANDS)
    )
    return set(connection.execute(query).scalars())


def count_standing(connection: Connection, round_id: int) -> dict[PublicLevel, int]:
    """Count the units of a round by what they let the public see now."""
    query = (
        select(agreements.c.level, func.count())
        .join(responses)
        .where(is_agreed_in(round_id), _STANDS)
        .group_by(agreements.c.level)
    )
    return {level: count for level, count in connection.execute(query)}  # noqa: C416


def list_agreed(connection: Connection, round_id: int) -> list[Agreed]:
    """List the units whose results count and that let the public see something."""
    query = (
        select(
            responses.c.id,
            units.c.name,
            agreements.c.level,
            scorecards.c.submission,
            scorecards.c.document,
        )
        .join(units, units.c.id == responses.c.unit_id)
        .join(agreements, agreements.c.response_id == responses.c.id)
        .join(scorecards, (scorecards.c.response_id == responses.c.id) & is_newest())
        .where(
            is_agreed_in(round_id),
            counts(round_id),
            agreements.c.level != "nothing",
            _STANDS,
        )
        .order_by(units.c.name, units.c.id)
    )
    return [
        Agreed(response, name, level, submission, Scorecard.from_document(document))
        for response, name, level, submission, document in connection.execute(query)
    ]
