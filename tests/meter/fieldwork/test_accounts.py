"""Accounts of staff: added once, found in any case, changed whole."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from meter.errors import NotFoundError
from meter.fieldwork import accounts
from meter.fieldwork.errors import AccountTakenError, PasswordError
from meter.fieldwork.given.errors import EmailError, TitleError

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account
    from meter.storage import Store


def test_an_added_account_is_found_in_every_way(store: Store, owner: Account) -> None:
    assert accounts.find_account(store, " Organiser@EXAMPLE.org") == owner
    assert accounts.find_account_by_id(store, owner.id) == owner
    assert accounts.find_account_by_uniquifier(store, owner.uniquifier) == owner
    assert accounts.list_accounts(store) == [owner]


def test_nobody_is_found_where_nobody_is(store: Store) -> None:
    assert accounts.find_account(store, "organiser@example.org") is None
    assert accounts.find_account_by_id(store, 1) is None
    assert accounts.find_account_by_uniquifier(store, "") is None


def test_an_address_has_one_account(store: Store, owner: Account, at: datetime) -> None:
    with pytest.raises(AccountTakenError):
        accounts.add_account(store, owner.email.upper(), "Again", at)


def test_an_address_and_a_name_have_to_say_something(
    store: Store, at: datetime
) -> None:
    with pytest.raises(EmailError):
        accounts.add_account(store, "nobody", "Nobody", at)
    with pytest.raises(TitleError):
        accounts.add_account(store, "nobody@example.org", " ", at)


def test_a_changed_account_is_kept_whole(store: Store, owner: Account) -> None:
    changed = replace(
        owner,
        name="New",
        active=False,
        password_hash="hash",  # noqa: S106
        sign_in={"second_factor": "totp"},
    )

    accounts.save_account(store, changed)

    assert accounts.find_account_by_id(store, owner.id) == changed


def test_an_account_that_is_not_there_cannot_change(
    store: Store, owner: Account
) -> None:
    with pytest.raises(NotFoundError):
        accounts.save_account(store, replace(owner, id=99))


def test_a_new_password_ends_what_referred_to_the_account(
    store: Store, owner: Account
) -> None:
    accounts.change_password(store, owner, "hash")

    assert accounts.find_account_by_uniquifier(store, owner.uniquifier) is None
    changed = accounts.find_account(store, owner.email)
    assert changed is not None
    assert changed.password_hash == "hash"  # noqa: S105


def test_a_password_hash_is_argon2id_and_verifies() -> None:
    password = "correct horse battery"  # noqa: S105

    hashed = accounts.hash_password(password)

    assert hashed.startswith("$argon2id$")
    assert PasswordHasher().verify(hashed, password)


def test_the_library_of_the_sign_in_pages_verifies_our_hashes() -> None:
    password = "correct horse battery"  # noqa: S105

    hashed = accounts.hash_password(password)

    library_hash = import_module("passlib.hash").argon2
    assert library_hash.verify(password, hashed)
    assert not library_hash.verify("wrong horse battery", hashed)


def test_a_short_password_is_refused() -> None:
    assert accounts.hash_password("x" * 12)
    with pytest.raises(PasswordError):
        accounts.hash_password("x" * 11)
