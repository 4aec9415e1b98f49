"""Rows of staff accounts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from meter.records import Account
from meter.storage.inserting import insert_new
from meter.storage.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select

_COLUMNS = (
    accounts.c.id,
    accounts.c.email,
    accounts.c.name,
    accounts.c.password_hash,
    accounts.c.active,
    accounts.c.uniquifier,
    accounts.c.created_at,
    accounts.c.sign_in,
    accounts.c.administrator,
    accounts.c.language,
)


_ACCOUNTS: Select[*tuple[Any, ...]] = select(*_COLUMNS)


def find_account(connection: Connection, column: str, value: Any) -> Account | None:
    """Find the account with a value in one of its unique columns."""
    return _read(connection.execute(_find_by(column), {"value": value}).one_or_none())


@cache
def _find_by(column: str) -> Select[*tuple[Any, ...]]:
    """Write the query; made once, as making it takes longer than to find an account."""
    return _ACCOUNTS.where(accounts.c[column] == bindparam("value"))


def list_accounts(connection: Connection) -> list[Account]:
    """List all accounts by e-mail address."""
    rows = connection.execute(_ACCOUNTS.order_by(accounts.c.email))
    return [Account(*row) for row in rows]


def insert_account(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Insert an account; None if the address is taken."""
    return insert_new(connection, accounts, values)


def update_account(connection: Connection, account: Account) -> bool:
    """Write all of an account but its id, birth and rights; False if it is not there.

    Who has read an account a while ago does not bring a right back by writing it.
    """
    values = {
        name: getattr(account, name)
        for name in ("email", "name", "password_hash", "active", "uniquifier")
    }
    statement = (
        update(accounts)
        .where(accounts.c.id == account.id)
        .values(sign_in=dict(account.sign_in), **values)
    )
    return connection.execute(statement).rowcount == 1


def update_columns(
    connection: Connection, account_id: int, values: Mapping[str, Any]
) -> bool:
    """Change columns of an account; False if it is not there."""
    statement = update(accounts).where(accounts.c.id == account_id).values(**values)
    return connection.execute(statement).rowcount == 1


def find_link(connection: Connection, digest: str, at: datetime) -> Account | None:
    """Find the active account whose link to set a password has a digest, and stands."""
    query = _ACCOUNTS.where(*_stands(digest, at))
    return _read(connection.execute(query).one_or_none())


def use_link(
    connection: Connection, digest: str, at: datetime, values: Mapping[str, Any]
) -> int | None:
    """Change the account that a standing link is for; None where there is none.

    Of many who use a link at once, one does: `values` end it.
    """
    statement = (
        update(accounts)
        .where(*_stands(digest, at))
        .values(**values)
        .returning(accounts.c.id)
    )
    found: int | None = connection.execute(statement).scalar_one_or_none()
    return found


def _stands(digest: str, at: datetime) -> Sequence[ColumnElement[bool]]:
    return (
        accounts.c.link_digest == digest,
        accounts.c.link_expires_at > at,
        accounts.c.active,
    )


def lock_administrators(connection: Connection) -> list[int]:
    """List the active administrators; none of them changes before the transaction ends.

    Two who take each other's right away at once would leave nobody.
    """
    query = (
        select(accounts.c.id)
        .where(accounts.c.administrator, accounts.c.active)
        .order_by(accounts.c.id)
        .with_for_update()
    )
    return list(connection.execute(query).scalars())


def _read(row: Row[*tuple[Any, ...]] | None) -> Account | None:
    return None if row is None else Account(*row)
