"""Rows of the tokens of programs; of the tokens only the digests are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from meter.integration.records import ApiToken
from meter.storage.tables import api_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

_TOKENS: Select[*tuple[Any, ...]] = select(
    api_tokens.c.id,
    api_tokens.c.account_id,
    api_tokens.c.name,
    api_tokens.c.scopes,
    api_tokens.c.created_at,
    api_tokens.c.expires_at,
    api_tokens.c.last_used_at,
    api_tokens.c.revoked_at,
)
_OF_DIGEST = _TOKENS.where(api_tokens.c.token_digest == bindparam("digest"))


def insert_token(connection: Connection, values: Mapping[str, Any]) -> ApiToken:
    """Insert a token and give it as it is kept."""
    made = api_tokens.insert().values(**values).returning(api_tokens.c.id)
    number = connection.execute(made).scalar_one()
    found = find_token(connection, number)
    assert found is not None  # noqa: S101  (it was inserted just now)
    return found


def find_token(connection: Connection, token_id: int) -> ApiToken | None:
    """Find a token by its id."""
    query = _TOKENS.where(api_tokens.c.id == token_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _read(row)


def find_by_digest(connection: Connection, digest: str) -> ApiToken | None:
    """Find a token by its digest, whether it still holds or not."""
    row = connection.execute(_OF_DIGEST, {"digest": digest}).one_or_none()
    return None if row is None else _read(row)


def list_tokens(connection: Connection, account_id: int) -> list[ApiToken]:
    """List the tokens of an account, the newest first."""
    query = _TOKENS.where(api_tokens.c.account_id == account_id)
    found = connection.execute(query.order_by(api_tokens.c.id.desc()))
    return [_read(row) for row in found]


def count_standing(connection: Connection, account_id: int, at: datetime) -> int:
    """Count the tokens of an account that let somebody in."""
    query = (
        select(func.count())
        .select_from(api_tokens)
        .where(
            api_tokens.c.account_id == account_id,
            api_tokens.c.revoked_at.is_(None),
            api_tokens.c.expires_at > at,
        )
    )
    return int(connection.execute(query).scalar_one())


def note_use(connection: Connection, token_id: int, day: datetime) -> None:
    """Note the day on which a token was used last."""
    statement = update(api_tokens).where(api_tokens.c.id == token_id)
    connection.execute(statement.values(last_used_at=day))


def revoke_token(
    connection: Connection, account_id: int, token_id: int, at: datetime
) -> bool:
    """Revoke a token of an account; False if there is none that stands."""
    statement = update(api_tokens).where(
        api_tokens.c.id == token_id,
        api_tokens.c.account_id == account_id,
        api_tokens.c.revoked_at.is_(None),
    )
    return connection.execute(statement.values(revoked_at=at)).rowcount == 1


def revoke_all(connection: Connection, account_id: int, at: datetime) -> None:
    """Revoke all tokens of an account that stand."""
    statement = update(api_tokens).where(
        api_tokens.c.account_id == account_id, api_tokens.c.revoked_at.is_(None)
    )
    connection.execute(statement.values(revoked_at=at))


def _read(row: Sequence[Any]) -> ApiToken:
    number, account_id, name, scopes, *dates = row
    return ApiToken(number, account_id, name, tuple(scopes), *dates)
