from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from meter.fieldwork.accounts import find_account, find_account_by_id
from webapp.staff.accounts import AccountDatastore, StaffUser, current_account

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


def test_users_are_found_by_address_id_and_uniquifier(desk: Desk) -> None:
    staff = AccountDatastore()
    ways: dict[str, Any] = {
        "email": "ADA@example.org",
        "id": desk.owner.id,
        "fs_uniquifier": desk.owner.uniquifier,
    }

    with desk.app.app_context():
        found = [staff.find_user(**{name: value}) for name, value in ways.items()]

    assert [user and user.account for user in found] == [desk.owner] * 3


def test_nobody_is_found_by_what_nobody_has(desk: Desk) -> None:
    with desk.app.app_context():
        assert AccountDatastore().find_user(email="nobody@example.org") is None


def test_the_library_may_change_hash_activity_and_uniquifier_alone(desk: Desk) -> None:
    user = StaffUser(desk.owner)
    user.password, user.active, user.fs_uniquifier = "$argon2id$other", False, "new"
    user.email = "mallory@example.org"

    with desk.app.app_context():
        AccountDatastore().put(user)

    kept = find_account_by_id(desk.store, desk.owner.id)
    assert kept is not None
    assert (kept.password_hash, kept.active, kept.uniquifier) == (
        "$argon2id$other",
        False,
        "new",
    )
    assert kept.email == "ada@example.org"


def test_accounts_are_not_deleted(desk: Desk) -> None:
    with pytest.raises(NotImplementedError):
        AccountDatastore().delete(StaffUser(desk.owner))

    assert find_account(desk.store, "ada@example.org") is not None


def test_the_signed_in_account_is_known_to_views(desk: Desk) -> None:
    with desk.client:
        desk.get("/organise/")

        assert current_account() == desk.owner
