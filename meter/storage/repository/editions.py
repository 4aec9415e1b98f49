"""Rows of editions: states of a round that were published, and who was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from meter.errors import NotFoundError
from meter.publication.records import Counted, Edition, Figures
from meter.storage.tables import editions, members_of_editions, withdrawals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from meter.publication.records import Licence

_EDITIONS: Select[*tuple[Any, ...]] = select(
    editions.c.id,
    editions.c.round_id,
    editions.c.number,
    editions.c.made_at,
    editions.c.made_by,
    editions.c.licence,
    editions.c.figures,
    withdrawals.c.at,
).outerjoin(withdrawals)


def _read(row: Sequence[Any]) -> Edition:
    number, round_id, place, made_at, made_by, licence, figures, withdrawn_at = row
    told = Figures.from_document(figures)
    return Edition(
        number, round_id, place, made_at, made_by, licence, told, withdrawn_at
    )


def add_edition(
    connection: Connection,
    round_id: int,
    made: tuple[datetime, str],
    licence: Licence,
    figures: Figures,
) -> Edition:
    """Add the next edition of a round; `made` is when and by whom."""
    last = select(func.coalesce(func.max(editions.c.number), 0)).where(
        editions.c.round_id == round_id
    )
    values = {
        "round_id": round_id,
        "number": connection.execute(last).scalar_one() + 1,
        "made_at": made[0],
        "made_by": made[1],
        "licence": licence,
        "figures": figures.to_document(),
    }
    statement = editions.insert().values(**values).returning(editions.c.id)
    edition_id = connection.execute(statement).scalar_one()
    row = connection.execute(_EDITIONS.where(editions.c.id == edition_id)).one()
    return _read(row)


def add_counted(
    connection: Connection, edition_id: int, counted: Iterable[Counted]
) -> None:
    """Add who is in an edition."""
    rows = [
        {
            "edition_id": edition_id,
            "response_id": one.response_id,
            "submission": one.submission,
            "nodes": list(one.nodes),
        }
        for one in counted
    ]
    connection.execute(members_of_editions.insert(), rows)


def get_edition(connection: Connection, round_id: int, number: int) -> Edition:
    """Get an edition of a round by its number.

    Raises:
        NotFoundError: there is none of that number.
    """
    query = _EDITIONS.where(editions.c.round_id == round_id)
    row = connection.execute(query.where(editions.c.number == number)).one_or_none()
    if row is None:
        kind = "edition"
        raise NotFoundError(kind, number)
    return _read(row)


def list_editions(connection: Connection, round_id: int) -> list[Edition]:
    """List the editions of a round, the newest first."""
    query = _EDITIONS.where(editions.c.round_id == round_id)
    rows = connection.execute(query.order_by(editions.c.number.desc()))
    return [_read(row) for row in rows]


def list_counted(connection: Connection, round_id: int) -> list[tuple[int, Counted]]:
    """List who is in each edition of a round, with the edition's id."""
    members = members_of_editions.c
    query = (
        select(
            members.edition_id, members.response_id, members.submission, members.nodes
        )
        .join(editions)
        .where(editions.c.round_id == round_id)
    )
    return [
        (edition, Counted(response, submission, tuple(nodes)))
        for edition, response, submission, nodes in connection.execute(query)
    ]


def withdraw_edition(connection: Connection, edition_id: int, at: datetime) -> None:
    """Note that an edition is shown no more."""
    connection.execute(withdrawals.insert().values(edition_id=edition_id, at=at))
