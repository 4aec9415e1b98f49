"""Rows of staff accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from meter.records import Account
from meter.storage.inserting import insert_new
from meter.storage.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row, Select

_COLUMNS = (
    accounts.c.id,
    accounts.c.email,
    accounts.c.name,
    accounts.c.password_hash,
    accounts.c.active,
    accounts.c.uniquifier,
    accounts.c.created_at,
    accounts.c.sign_in,
)


_ACCOUNTS: Select[*tuple[Any, ...]] = select(*_COLUMNS)


def find_account(connection: Connection, column: str, value: Any) -> Account | None:
    """Find the account with a value in one of its unique columns."""
    query = _ACCOUNTS.where(accounts.c[column] == value)
    return _read(connection.execute(query).one_or_none())


def list_accounts(connection: Connection) -> list[Account]:
    """List all accounts by e-mail address."""
    rows = connection.execute(_ACCOUNTS.order_by(accounts.c.email))
    return [Account(*row) for row in rows]


def insert_account(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Insert an account; None if the address is taken."""
    return insert_new(connection, accounts, values)


def update_account(connection: Connection, account: Account) -> bool:
    """Write all of an account but its id and birth; False if it is not there."""
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


def _read(row: Row[*tuple[Any, ...]] | None) -> Account | None:
    return None if row is None else Account(*row)
