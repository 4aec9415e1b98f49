"""Accounts of staff: who organises rounds and signs in with a password.

Passwords are hashed with argon2id, in the form that sign-in libraries verify.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from argon2 import PasswordHasher

from meter.audit.records import SERVER, Act
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.errors import (
    AccountTakenError,
    AccountUnknownError,
    PasswordError,
)
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.titles import parse_title
from meter.storage.repository import accounts as rows

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account
    from meter.storage import Connection, Store

PASSWORD_MIN_CHARACTERS = 12


def hash_password(password: str) -> str:
    """Hash a password with argon2id.

    Raises:
        PasswordError: it is shorter than 12 characters.
    """
    if len(password) < PASSWORD_MIN_CHARACTERS:
        raise PasswordError(PASSWORD_MIN_CHARACTERS)
    return PasswordHasher().hash(password)


def add_account(
    store: Store,
    email: str,
    name: str,
    at: datetime,
    *,
    password_hash: str | None = None,
    administrator: bool = False,
) -> Account:
    """Add an active account; without a password nobody can sign in to it.

    Raises:
        EmailError, TitleError: the address or the name is none.
        AccountTakenError: the address has an account.
    """

    def job(connection: Connection) -> Account:
        more = {"password_hash": password_hash, "administrator": administrator}
        made = insert_account(connection, email, name, at, **more)
        about = {"account": made.id, "name": made.name, "administrator": administrator}
        record(connection, SERVER, at, Act("account_added", detail=about))
        return made

    return store.write(job)


def insert_account(
    connection: Connection, email: str, name: str, at: datetime, **more: Any
) -> Account:
    """Insert an active account within a transaction, with more of its columns.

    Raises:
        EmailError, TitleError: the address or the name is none.
        AccountTakenError: the address has an account.
    """
    values: dict[str, Any] = {
        "email": parse_email(email),
        "name": parse_title(name),
        "active": True,
        "uniquifier": make_uniquifier(),
        "sign_in": {},
        "created_at": at,
        **more,
    }
    number = rows.insert_account(connection, values)
    account = rows.find_account(connection, "id", number)
    if account is None:
        raise AccountTakenError(values["email"])
    return account


def get_active(connection: Connection, email: str) -> Account:
    """Get the account of an address within a transaction, to give it a role.

    Raises:
        EmailError: the address is none.
        AccountUnknownError: no active account has it.
    """
    address = parse_email(email)
    account = rows.find_account(connection, "email", address)
    if account is None or not account.active:
        raise AccountUnknownError(address)
    return account


def make_uniquifier() -> str:
    """Make what a session refers to an account by."""
    return secrets.token_hex(32)


def find_account(store: Store, email: str) -> Account | None:
    """Find an account by its e-mail address, in any case of letters."""
    address = email.strip().lower()
    if not address.isprintable():
        return None  # nobody has such an address; PostgreSQL would raise for a NUL
    with store.read() as connection:
        return rows.find_account(connection, "email", address)


def find_account_by_id(store: Store, account_id: int) -> Account | None:
    """Find an account by its id, shut ones too."""
    with store.read() as connection:
        return rows.find_account(connection, "id", account_id)


def find_account_by_uniquifier(store: Store, uniquifier: str) -> Account | None:
    """Find an account by what sessions refer to it by."""
    with store.read() as connection:
        return rows.find_account(connection, "uniquifier", uniquifier)


def note_language(store: Store, account_id: int, language: str) -> None:
    """Note in which language an account's holder reads pages, and so gets mails."""
    values = {"language": language}
    store.write(lambda one: rows.update_columns(one, account_id, values))


def list_accounts(store: Store) -> list[Account]:
    """List all accounts by e-mail address."""
    with store.read() as connection:
        return rows.list_accounts(connection)


def change_password(store: Store, account: Account, password_hash: str) -> Account:
    """Give an account a password and end all its sessions."""
    renewed = replace(
        account, password_hash=password_hash, uniquifier=make_uniquifier()
    )
    return save_account(store, renewed)


def save_account(store: Store, account: Account) -> Account:
    """Write a changed account: name, password, whether it is active, sign-in details.

    Raises:
        NotFoundError: there is no account of that id.
    """
    kept = replace(account, email=parse_email(account.email))

    def job(connection: Connection) -> Account:
        if not rows.update_account(connection, kept):
            kind = "account"
            raise NotFoundError(kind, account.id)
        return kept

    return store.write(job)
