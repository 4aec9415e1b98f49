"""The organiser names members by the addresses of accounts, and nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.errors import NotFoundError
from meter.fieldwork import accounts
from meter.fieldwork.errors import AccountUnknownError
from meter.workshops.errors import OwnRoleError, UnknownRoleError
from meter.workshops.members import list_members, name_member, withdraw_member
from meter.workshops.workshops import draft_workshop, find_role

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Workshop
    from meter.storage import Store


@pytest.fixture
def seoul(store: Store, owner: Account, at: datetime) -> Workshop:
    return draft_workshop(store, owner.id, "seoul", "Seoul", at=at)


@pytest.fixture
def mia(store: Store, at: datetime) -> Account:
    return accounts.add_account(store, "mia@example.org", "Mia", at)


def test_a_member_has_the_role_that_was_named_last(
    store: Store, owner: Account, seoul: Workshop, mia: Account, at: datetime
) -> None:
    for role in ("reviewer", "reviewer", "co_organiser"):
        name_member(store, seoul, "Mia@example.org", role, owner, at)

    (found,) = list_members(store, seoul)
    assert (found.account_id, found.role) == (mia.id, "co_organiser")
    withdraw_member(store, seoul, mia.id, owner, at)
    assert list_members(store, seoul) == []
    assert find_role(store, seoul, mia.id) is None
    entries = list_entries(store, Scope(workshop_id=seoul.id))[::-1]
    assert [(one.action, one.detail["role"]) for one in entries] == [
        ("member_named", "reviewer"),
        ("member_named", "co_organiser"),
        ("member_withdrawn", "co_organiser"),
    ]
    with pytest.raises(NotFoundError):
        withdraw_member(store, seoul, mia.id, owner, at)


def test_only_the_owner_names_and_withdraws(
    store: Store, owner: Account, seoul: Workshop, mia: Account, at: datetime
) -> None:
    name_member(store, seoul, mia.email, "co_organiser", owner, at)

    with pytest.raises(NotFoundError):
        name_member(store, seoul, owner.email, "reviewer", mia, at)
    with pytest.raises(NotFoundError):
        withdraw_member(store, seoul, mia.id, mia, at)


def test_only_an_account_that_works_is_named_and_only_as_what_there_is(
    store: Store, owner: Account, seoul: Workshop, mia: Account, at: datetime
) -> None:
    with pytest.raises(AccountUnknownError):
        name_member(store, seoul, "nobody@example.org", "reviewer", owner, at)
    for role in ("organiser", "king", ""):
        with pytest.raises(UnknownRoleError):
            name_member(store, seoul, mia.email, role, owner, at)
    with pytest.raises(OwnRoleError):
        name_member(store, seoul, owner.email, "reviewer", owner, at)
    assert list_members(store, seoul) == []
