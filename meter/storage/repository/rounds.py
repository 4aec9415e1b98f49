"""Rows of rounds, with the key and version of their frozen instrument."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select, update

from meter.records import Round
from meter.storage.inserting import insert_new
from meter.storage.tables import instruments, members, reviewers, rounds, workshops

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from meter.records import Role

ROUND_COLUMNS = (
    rounds.c.id,
    rounds.c.key,
    rounds.c.title,
    rounds.c.owner_id,
    instruments.c.key,
    instruments.c.version,
    rounds.c.instrument_fingerprint,
    rounds.c.method,
    rounds.c.opens_at,
    rounds.c.closes_at,
    rounds.c.opened_at,
    rounds.c.closed_at,
    rounds.c.grace_days,
    rounds.c.apart,
    rounds.c.reviewed,
    rounds.c.workshop_id,
    rounds.c.former_round_id,
    rounds.c.frozen_at,
    rounds.c.peers,
    rounds.c.peer_field,
    # With the round, so that its deadline is told by the clock of the venue everywhere.
    select(workshops.c.time_zone)
    .where(workshops.c.id == rounds.c.workshop_id)
    .correlate(rounds)
    .scalar_subquery()
    .label("time_zone"),
)
_ROUNDS: Select[*tuple[Any, ...]] = select(*ROUND_COLUMNS).select_from(
    rounds.join(instruments)
)

# SQLite has one writer and ignores the lock.
_LOCK = _ROUNDS.where(rounds.c.id == bindparam("round_id")).with_for_update(
    read=True, of=rounds
)


def insert_round(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Insert a round; None if its key is taken."""
    return insert_new(connection, rounds, values)


def find_round(connection: Connection, column: str, value: Any) -> Round | None:
    """Find the round with this id or key."""
    row = connection.execute(_find_by(column), {"value": value}).one_or_none()
    return None if row is None else Round(*row)


@cache
def _find_by(column: str) -> Select[*tuple[Any, ...]]:
    """Write the query; made once, as making it takes longer than to find a round."""
    return _ROUNDS.where(rounds.c[column] == bindparam("value"))


def lock_round(connection: Connection, round_id: int) -> Round | None:
    """Find a round; it neither opens nor closes before this transaction ends."""
    row = connection.execute(_LOCK, {"round_id": round_id}).one_or_none()
    return None if row is None else Round(*row)


def list_rounds(connection: Connection, owner_id: int) -> list[Round]:
    """List the rounds of an account, the newest first."""
    query = _ROUNDS.where(rounds.c.owner_id == owner_id).order_by(rounds.c.id.desc())
    return [Round(*row) for row in connection.execute(query)]


def list_organised_rounds(connection: Connection, account_id: int) -> list[Round]:
    """List the rounds that an account owns or co-organises, the newest first."""
    is_own = rounds.c.owner_id == account_id
    return _list_newest(connection, is_own, _is_member(account_id, "co_organiser"))


def list_reviewed_rounds(connection: Connection, account_id: int) -> list[Round]:
    """List the rounds that an account was named to review, the newest first."""
    named = select(reviewers.c.round_id).where(reviewers.c.account_id == account_id)
    is_named = rounds.c.id.in_(named)
    return _list_newest(connection, is_named, _is_member(account_id, "reviewer"))


def list_read_rounds(connection: Connection, account_id: int) -> list[Round]:
    """List the rounds that an account reads as a researcher, the newest first."""
    return _list_newest(connection, _is_member(account_id, "researcher"))


def _list_newest(connection: Connection, *any_of: ColumnElement[bool]) -> list[Round]:
    query = _ROUNDS.where(or_(*any_of)).order_by(rounds.c.id.desc())
    return [Round(*row) for row in connection.execute(query)]


def _is_member(account_id: int, role: Role) -> ColumnElement[bool]:
    """Ask for the rounds of the workshops in which an account has a role."""
    mine = select(members.c.workshop_id).where(
        members.c.account_id == account_id, members.c.role == role
    )
    return rounds.c.workshop_id.in_(mine)


def list_workshop_rounds(connection: Connection, workshop_id: int) -> list[Round]:
    """List the rounds of a workshop, the first first."""
    query = _ROUNDS.where(rounds.c.workshop_id == workshop_id).order_by(rounds.c.id)
    return [Round(*row) for row in connection.execute(query)]


def list_second_rounds(connection: Connection, round_id: int) -> list[Round]:
    """List the rounds that start from the answers of a round, the first first."""
    query = _ROUNDS.where(rounds.c.former_round_id == round_id).order_by(rounds.c.id)
    return [Round(*row) for row in connection.execute(query)]


def update_round(
    connection: Connection, round_id: int, values: Mapping[str, Any]
) -> bool:
    """Change columns of a round; False if it is not there."""
    statement = update(rounds).where(rounds.c.id == round_id).values(**values)
    return connection.execute(statement).rowcount == 1


def freeze_round(connection: Connection, round_id: int, at: datetime) -> bool:
    """Freeze a round that has opened; False where it has not, or is frozen.

    It waits for every transaction that has locked the round.
    """
    statement = update(rounds).where(
        rounds.c.id == round_id,
        rounds.c.opened_at.is_not(None),
        rounds.c.frozen_at.is_(None),
    )
    return connection.execute(statement.values(frozen_at=at)).rowcount == 1


def thaw_round(connection: Connection, round_id: int) -> bool:
    """Thaw a frozen round; False where it is not frozen."""
    statement = update(rounds).where(
        rounds.c.id == round_id, rounds.c.frozen_at.is_not(None)
    )
    return connection.execute(statement.values(frozen_at=None)).rowcount == 1


def list_round_ids(connection: Connection) -> list[int]:
    """List the ids of all rounds."""
    return list(connection.execute(select(rounds.c.id).order_by(rounds.c.id)).scalars())
