"""Administrators look after accounts; the last of them stays, and links work once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.audit.records import ON_ACCOUNTS, Scope
from meter.audit.trail import list_entries
from meter.errors import NotFoundError
from meter.fieldwork import accounts, administration, sessions
from meter.fieldwork.errors import (
    AccountTakenError,
    LastAdministratorError,
    LinkUnknownError,
    PasswordSetError,
)

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account
    from meter.storage import Store


@pytest.fixture
def ada(store: Store, at: datetime) -> Account:
    return accounts.add_account(store, "ada@x.org", "Ada", at, administrator=True)


def read(store: Store, account: Account) -> Account:
    found = accounts.find_account_by_id(store, account.id)
    assert found is not None
    return found


def test_a_link_sets_a_password_once(store: Store, ada: Account, at: datetime) -> None:
    made, token = administration.add_by_link(store, "bo@x.org", "Bo", at, by=ada)
    assert made.password_hash is None
    assert administration.find_by_link(store, token, at) == made

    kept = administration.set_password(store, token, "hash", at)

    assert kept.password_hash == "hash"  # noqa: S105
    assert kept.uniquifier != made.uniquifier
    with pytest.raises(LinkUnknownError):
        administration.find_by_link(store, token, at)
    with pytest.raises(LinkUnknownError):
        administration.set_password(store, token, "other", at)
    with pytest.raises(PasswordSetError):
        administration.make_link(store, made.id, at, by=ada)


def test_a_link_is_used_once_by_many_at_once(
    store: Store, ada: Account, at: datetime
) -> None:
    _, token = administration.add_by_link(store, "bo@x.org", "Bo", at, by=ada)

    def take(number: int) -> bool:
        try:
            administration.set_password(store, token, f"hash {number}", at)
        except LinkUnknownError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(20)))

    assert taken.count(True) == 1


def test_a_link_ends_with_time_with_the_next_one_and_with_the_account(
    store: Store, ada: Account, at: datetime
) -> None:
    made, first = administration.add_by_link(store, "bo@x.org", "Bo", at, by=ada)
    _, second = administration.make_link(store, made.id, at, by=ada)
    late = at + timedelta(days=administration.LINK_DAYS)

    for token, when in ((first, at), (second, late), ("x", at)):
        with pytest.raises(LinkUnknownError):
            administration.find_by_link(store, token, when)
    administration.disable(store, made.id, at, by=ada)
    with pytest.raises(LinkUnknownError):
        administration.find_by_link(store, second, at)


def test_a_shut_account_has_no_session_and_opens_again(
    store: Store, ada: Account, at: datetime
) -> None:
    bo = accounts.add_account(store, "bo@x.org", "Bo", at, password_hash=None)
    token = sessions.start_session(store, at, account_id=bo.id)

    administration.disable(store, bo.id, at, by=ada)

    shut = read(store, bo)
    assert not shut.active
    assert shut.uniquifier != bo.uniquifier
    assert sessions.find_session(store, token, at) is None
    administration.enable(store, bo.id, at, by=ada)
    assert read(store, bo).active
    assert sessions.find_session(store, token, at) is None


def test_the_last_administrator_stays(store: Store, ada: Account, at: datetime) -> None:
    for change in (administration.withdraw, administration.disable):
        with pytest.raises(LastAdministratorError):
            change(store, ada.id, at, by=ada)

    bo = accounts.add_account(store, "bo@x.org", "Bo", at)
    administration.grant(store, bo.id, at, by=ada)
    administration.withdraw(store, ada.id, at, by=bo)

    assert not read(store, ada).administrator
    with pytest.raises(NotFoundError):
        administration.grant(store, ada.id, at, by=ada)


def test_two_who_take_each_others_right_away_leave_one(
    store: Store, ada: Account, at: datetime
) -> None:
    bo = accounts.add_account(store, "bo@x.org", "Bo", at, administrator=True)

    def take(pair: tuple[Account, Account]) -> None:
        administration.withdraw(store, pair[0].id, at, by=pair[1])

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(take, pair) for pair in ((ada, bo), (bo, ada))]
    failures = [job.exception() for job in jobs]

    left = [one for one in (ada, bo) if read(store, one).administrator]
    assert len(left) == 1
    assert sum(one is not None for one in failures) == 1


def test_a_stranger_looks_after_nothing(
    store: Store, ada: Account, at: datetime
) -> None:
    bo = accounts.add_account(store, "bo@x.org", "Bo", at)
    acts = (
        lambda: administration.add_by_link(store, "c@x.org", "C", at, by=bo),
        lambda: administration.make_link(store, ada.id, at, by=bo),
        lambda: administration.disable(store, ada.id, at, by=bo),
        lambda: administration.enable(store, ada.id, at, by=bo),
        lambda: administration.grant(store, bo.id, at, by=bo),
        lambda: administration.withdraw(store, ada.id, at, by=bo),
    )

    for act in acts:
        with pytest.raises(NotFoundError):
            act()

    with pytest.raises(AccountTakenError):
        administration.add_by_link(store, "BO@x.org", "Bo", at, by=ada)


def test_what_is_done_to_accounts_is_recorded(
    store: Store, ada: Account, at: datetime
) -> None:
    bo, _ = administration.add_by_link(store, "bo@x.org", "Bo", at, by=ada)
    administration.make_link(store, bo.id, at, by=ada)
    for change in (
        administration.grant,
        administration.withdraw,
        administration.disable,
        administration.disable,
        administration.enable,
    ):
        change(store, bo.id, at, by=ada)

    found = list_entries(store, Scope(actions=ON_ACCOUNTS))[::-1]

    assert [(one.action, one.who, one.detail["name"]) for one in found] == [
        ("account_added", "", "Ada"),
        ("account_added", "Ada", "Bo"),
        ("account_link_made", "Ada", "Bo"),
        ("administrator_named", "Ada", "Bo"),
        ("administrator_withdrawn", "Ada", "Bo"),
        ("account_disabled", "Ada", "Bo"),
        ("account_enabled", "Ada", "Bo"),
    ]
    assert {one.role for one in found} == {"server", "administrator"}


def test_a_sign_in_that_writes_an_old_account_gives_no_right_back(
    store: Store, ada: Account, at: datetime
) -> None:
    bo = accounts.add_account(store, "bo@x.org", "Bo", at, administrator=True)
    administration.withdraw(store, bo.id, at, by=ada)

    accounts.save_account(store, bo)

    assert not read(store, bo).administrator
