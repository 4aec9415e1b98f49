"""Administration: who may look after the accounts, and what they do to them.

An administrator adds accounts, shuts and opens them, and makes others administrators.
What an account organises is not theirs to see.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from meter.audit.records import SERVER, Act, Actor
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.accounts import insert_account, make_uniquifier
from meter.fieldwork.errors import (
    LastAdministratorError,
    LinkUnknownError,
    PasswordSetError,
)
from meter.fieldwork.tokens import digest_token, make_token
from meter.storage.repository import accounts as rows
from meter.storage.repository import api_tokens, sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from meter.audit.records import Action
    from meter.records import Account
    from meter.storage import Connection, Store

LINK_DAYS = 3
"""How long a link works by which somebody sets a password."""

NO_LINK = {"link_digest": None, "link_expires_at": None}


def add_by_link(
    store: Store, email: str, name: str, at: datetime, *, by: Account | None = None
) -> tuple[Account, str]:
    """Add an account without a password; give it, and the token of a link to set one.

    Raises:
        EmailError, TitleError: the address or the name is none.
        AccountTakenError: the address has an account.
        NotFoundError: who adds is no administrator.
    """
    token = make_token()

    def job(connection: Connection) -> Account:
        actor = _ensure_administrator(connection, by)
        made = insert_account(connection, email, name, at)
        rows.update_columns(connection, made.id, _keep_link(token, at))
        record(connection, actor, at, _act("account_added", made))
        return made

    return store.write(job), token


def make_link(
    store: Store, account_id: int, at: datetime, *, by: Account | None = None
) -> tuple[Account, str]:
    """Make a new link by which the holder of an account sets a password, once.

    The former one ends. Whoever has set a password gets no link: an administrator could
    use it, and see what is not theirs. `meter account password` sets another.

    Raises:
        NotFoundError: there is no such account, or who asks is no administrator.
        PasswordSetError: its holder has set a password, or it is shut.
    """
    token = make_token()

    def job(connection: Connection) -> Account:
        actor = _ensure_administrator(connection, by)
        found = _get(connection, account_id)
        if found.password_hash is not None or not found.active:
            raise PasswordSetError(found.email)
        rows.update_columns(connection, account_id, _keep_link(token, at))
        record(connection, actor, at, _act("account_link_made", found))
        return found

    return store.write(job), token


def find_by_link(store: Store, token: str, at: datetime) -> Account:
    """Find the account whose holder has a link to set a password.

    Raises:
        LinkUnknownError: the link is used, replaced, too old, or was none.
    """
    with store.read() as connection:
        found = rows.find_link(connection, digest_token(token), at)
    if found is None:
        raise LinkUnknownError
    return found


def set_password(store: Store, token: str, password_hash: str, at: datetime) -> Account:
    """Set the password of the account that a link is for; all its sessions end.

    Raises:
        LinkUnknownError: the link is used, replaced, too old, or was none.
    """

    def job(connection: Connection) -> Account:
        values = {
            "password_hash": password_hash,
            "uniquifier": make_uniquifier(),
            **NO_LINK,
        }
        number = rows.use_link(connection, digest_token(token), at, values)
        if number is None:
            raise LinkUnknownError
        sessions.end_sessions(connection, "account_id", number, at)
        return _get(connection, number)

    return store.write(job)


def disable(
    store: Store, account_id: int, at: datetime, *, by: Account | None = None
) -> None:
    """Shut an account: its sessions end, its tokens with them, and nobody signs in.

    Raises:
        NotFoundError: there is no such account, or who shuts it is no administrator.
        LastAdministratorError: nobody would look after the accounts any more.
    """

    def shut(connection: Connection, found: Account) -> Action | None:
        if not found.active:
            return None
        _ensure_another(connection, found)
        values = {"active": False, "uniquifier": make_uniquifier(), **NO_LINK}
        rows.update_columns(connection, found.id, values)
        sessions.end_sessions(connection, "account_id", found.id, at)
        api_tokens.revoke_all(connection, found.id, at)
        return "account_disabled"

    _change(store, account_id, shut, at, by)


def enable(
    store: Store, account_id: int, at: datetime, *, by: Account | None = None
) -> None:
    """Open a shut account: its holder signs in again, with the password that it had.

    Its programs need new tokens: who holds the former ones is not known.

    Raises:
        NotFoundError: there is no such account, or who opens it is no administrator.
    """

    def open_(connection: Connection, found: Account) -> Action | None:
        if found.active:
            return None
        rows.update_columns(connection, found.id, {"active": True})
        return "account_enabled"

    _change(store, account_id, open_, at, by)


def grant(
    store: Store, account_id: int, at: datetime, *, by: Account | None = None
) -> None:
    """Make an account an administrator.

    Raises:
        NotFoundError: there is no such account, or who grants is no administrator.
    """

    def name(connection: Connection, found: Account) -> Action | None:
        if found.administrator:
            return None
        rows.update_columns(connection, found.id, {"administrator": True})
        return "administrator_named"

    _change(store, account_id, name, at, by)


def withdraw(
    store: Store, account_id: int, at: datetime, *, by: Account | None = None
) -> None:
    """Make an account an administrator no longer, from the next request on.

    Raises:
        NotFoundError: there is no such account, or who withdraws is no administrator.
        LastAdministratorError: nobody would look after the accounts any more.
    """

    def end(connection: Connection, found: Account) -> Action | None:
        if not found.administrator:
            return None
        _ensure_another(connection, found)
        rows.update_columns(connection, found.id, {"administrator": False})
        return "administrator_withdrawn"

    _change(store, account_id, end, at, by)


def _change(
    store: Store,
    account_id: int,
    change: Callable[[Connection, Account], Action | None],
    at: datetime,
    by: Account | None,
) -> None:
    """Let an administrator change an account; what was done is kept in the trail.

    `change` gives the name of what it did, None where there was nothing to do.
    """

    def job(connection: Connection) -> None:
        actor = _ensure_administrator(connection, by)
        found = _get(connection, account_id)
        action = change(connection, found)
        if action is not None:
            record(connection, actor, at, _act(action, found))

    store.write(job)


def _ensure_administrator(connection: Connection, by: Account | None) -> Actor:
    """Give the actor of an administrator; None stands for a command of the server's."""
    if by is None:
        return SERVER
    stands = _get(connection, by.id)
    if not (stands.administrator and stands.active):
        kind = "page"
        raise NotFoundError(kind, "admin")
    return Actor.of(stands, "administrator")


def _ensure_another(connection: Connection, account: Account) -> None:
    """Raise if an account is the last that looks after the others."""
    if rows.lock_administrators(connection) == [account.id]:
        raise LastAdministratorError(account.email)


def _get(connection: Connection, account_id: int) -> Account:
    found = rows.find_account(connection, "id", account_id)
    if found is None:
        kind = "account"
        raise NotFoundError(kind, account_id)
    return found


def _keep_link(token: str, at: datetime) -> Mapping[str, Any]:
    expires_at = at + timedelta(days=LINK_DAYS)
    return {"link_digest": digest_token(token), "link_expires_at": expires_at}


def _act(action: Action, account: Account) -> Act:
    return Act(action, detail={"account": account.id, "name": account.name})
