"""Tokens: what programs come with, made and revoked by the account whose they are."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from meter.audit.records import Act, Actor
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.tokens import digest_token, make_token
from meter.integration.errors import (
    LifetimeError,
    ScopesError,
    TokenUnknownError,
    TooManyError,
)
from meter.integration.records import SCOPES
from meter.storage.errors import NotSavedError
from meter.storage.repository import accounts
from meter.storage.repository import api_tokens as rows

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from meter.audit.records import Action
    from meter.integration.records import ApiToken, Scope
    from meter.records import Account
    from meter.storage import Connection, Store

PREFIX = "meter_"
"""At the beginning of each token, so that who finds one sees what it is."""

MOST_TOKENS = 50
"""Tokens of an account that hold at the same time."""

MOST_DAYS = 366


def make_api_token(
    store: Store,
    account: Account,
    name: str,
    scopes: Collection[str],
    days: int,
    at: datetime,
) -> tuple[ApiToken, str]:
    """Make a token of an account; give it with its secret, which nobody sees again.

    Raises:
        TitleError: the name is blank, too long or holds controls.
        ScopesError: it is to be let do nothing, or something unknown.
        LifetimeError: it is to hold for less than a day, or for more than a year.
        TooManyError: the account has as many as it may have.
    """
    if not scopes or not set(scopes) <= set(SCOPES):
        raise ScopesError
    if not 1 <= days <= MOST_DAYS:
        raise LifetimeError(MOST_DAYS)
    secret = f"{PREFIX}{make_token()}"
    values = {
        "account_id": account.id,
        "token_digest": digest_token(secret),
        "name": parse_title(name),
        "scopes": [one for one in SCOPES if one in scopes],
        "created_at": at,
        "expires_at": at + timedelta(days=days),
    }

    def job(connection: Connection) -> ApiToken:
        if rows.count_standing(connection, account.id, at) >= MOST_TOKENS:
            raise TooManyError(MOST_TOKENS)
        made = rows.insert_token(connection, values)
        act = _act("token_made", account, made.id, scopes=list(made.scopes))
        record(connection, Actor.of(account, "organiser"), at, act)
        return made

    return store.write(job), secret


def revoke_api_token(
    store: Store, account: Account, token_id: int, at: datetime
) -> None:
    """Revoke a token of an account; from the next request on it lets nobody in.

    Raises:
        NotFoundError: the account has no such token that stands.
    """

    def job(connection: Connection) -> None:
        if not rows.revoke_token(connection, account.id, token_id, at):
            kind = "token"
            raise NotFoundError(kind, token_id)
        act = _act("token_revoked", account, token_id)
        record(connection, Actor.of(account, "organiser"), at, act)

    store.write(job)


def list_api_tokens(store: Store, account_id: int) -> list[ApiToken]:
    """List the tokens of an account, the newest first."""
    with store.read() as connection:
        return rows.list_tokens(connection, account_id)


def admit(store: Store, secret: str, at: datetime) -> tuple[ApiToken, Account]:
    """Let in whoever has a token: give it, and the account that it stands for.

    Raises:
        TokenUnknownError: it is none, is over, or its account is shut.
    """
    with store.read() as connection:
        token = rows.find_by_digest(connection, digest_token(secret))
        if token is None or token.state(at) != "good":
            raise TokenUnknownError
        account = accounts.find_account(connection, "id", token.account_id)
    if account is None or not account.active:
        raise TokenUnknownError
    if token.last_used_at is None or token.last_used_at.date() != at.date():
        _note_use(store, token.id, at)
    return token, account


def _note_use(store: Store, token_id: int, at: datetime) -> None:
    """Note the day of use; a database that takes nothing now can still be read."""
    with suppress(NotSavedError):
        store.write(lambda connection: rows.note_use(connection, token_id, at))


def _act(action: Action, account: Account, token_id: int, **more: Any) -> Act:
    of = {"account": account.id, "name": account.name, "token": token_id}
    return Act(action, detail={**of, **more})


def may(token: ApiToken, scope: Scope) -> bool:
    """Tell whether a token may do something of a scope."""
    return scope in token.scopes
