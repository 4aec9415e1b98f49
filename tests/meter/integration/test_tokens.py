"""Tokens of programs: made once, kept as digests, and over when they should be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.errors import NotFoundError
from meter.fieldwork import accounts, administration
from meter.fieldwork.given.errors import TitleError
from meter.integration import tokens
from meter.integration.errors import (
    LifetimeError,
    ScopesError,
    TokenUnknownError,
    TooManyError,
)
from meter.integration.tokens import (
    MOST_DAYS,
    admit,
    list_api_tokens,
    make_api_token,
    may,
    revoke_api_token,
)
from meter.storage.errors import NotSavedError
from meter.storage.repository.accounts import update_columns

if TYPE_CHECKING:
    from datetime import datetime

    from meter.integration.records import ApiToken
    from meter.records import Account
    from meter.storage import Store


def make(store: Store, owner: Account, at: datetime) -> tuple[ApiToken, str]:
    return make_api_token(store, owner, " Reader ", ["read:scores"], 30, at)


def test_a_token_admits_its_account_with_its_scopes(
    store: Store, owner: Account, at: datetime
) -> None:
    made, secret = make(store, owner, at)

    token, account = admit(store, secret, at)

    assert secret.startswith("meter_")
    assert (token.id, token.name, account.id) == (made.id, "Reader", owner.id)
    assert may(token, "read:scores")
    assert not may(token, "read:answers")


def test_a_token_is_over_at_its_end(store: Store, owner: Account, at: datetime) -> None:
    _, secret = make(store, owner, at)

    admit(store, secret, at + timedelta(days=30, seconds=-1))
    with pytest.raises(TokenUnknownError):
        admit(store, secret, at + timedelta(days=30))


def test_a_revoked_token_admits_nobody_and_is_revoked_once(
    store: Store, owner: Account, at: datetime
) -> None:
    made, secret = make(store, owner, at)

    revoke_api_token(store, owner, made.id, at)

    with pytest.raises(TokenUnknownError):
        admit(store, secret, at)
    with pytest.raises(NotFoundError):
        revoke_api_token(store, owner, made.id, at)


def test_nobody_revokes_the_token_of_another(
    store: Store, owner: Account, at: datetime
) -> None:
    made, secret = make(store, owner, at)
    other = accounts.add_account(store, "other@example.org", "Other", at)

    with pytest.raises(NotFoundError):
        revoke_api_token(store, other, made.id, at)

    assert admit(store, secret, at)
    assert list_api_tokens(store, other.id) == []


@pytest.mark.parametrize("secret", ["", "meter_", "meter_" + "x" * 43, "\u202e"])
def test_what_is_no_token_admits_nobody(
    store: Store, owner: Account, at: datetime, secret: str
) -> None:
    make(store, owner, at)

    with pytest.raises(TokenUnknownError):
        admit(store, secret, at)


def test_the_tokens_of_a_shut_account_admit_nobody(
    store: Store, owner: Account, at: datetime
) -> None:
    _, secret = make(store, owner, at)

    administration.disable(store, owner.id, at)

    with pytest.raises(TokenUnknownError):
        admit(store, secret, at)


def test_a_token_that_stands_admits_nobody_while_its_account_is_shut(
    store: Store, owner: Account, at: datetime
) -> None:
    made, secret = make(store, owner, at)

    store.write(lambda one: update_columns(one, owner.id, {"active": False}))

    assert made.state(at) == "good"
    with pytest.raises(TokenUnknownError):
        admit(store, secret, at)


def test_the_tokens_of_a_shut_account_stay_over_once_it_is_open_again(
    store: Store, owner: Account, at: datetime
) -> None:
    other = accounts.add_account(store, "other@example.org", "Other", at)
    gone, _ = make(store, owner, at)
    revoke_api_token(store, owner, gone.id, at)
    _, secret = make(store, owner, at)
    _, theirs = make(store, other, at)

    administration.disable(store, owner.id, at + timedelta(hours=1))
    administration.enable(store, owner.id, at + timedelta(hours=2))

    with pytest.raises(TokenUnknownError):
        admit(store, secret, at + timedelta(hours=2))
    ends = [one.revoked_at for one in list_api_tokens(store, owner.id)]
    assert ends == [at + timedelta(hours=1), at]
    assert admit(store, theirs, at)
    assert make(store, owner, at)


def test_the_day_of_the_last_use_is_noted_once_a_day(
    store: Store, owner: Account, at: datetime
) -> None:
    _, secret = make(store, owner, at)

    for hours in (0, 1, 24):
        admit(store, secret, at + timedelta(hours=hours))
        (kept,) = list_api_tokens(store, owner.id)
        assert kept.last_used_at == at + timedelta(days=hours // 24)


def test_a_token_reads_where_nothing_can_be_written(
    store: Store, owner: Account, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = make(store, owner, at)

    def fail(*_: object) -> NoReturn:
        message = "full"
        raise NotSavedError(message)

    monkeypatch.setattr(store, "write", fail)

    assert admit(store, secret, at)


@pytest.mark.parametrize("scopes", [[], ["read:everything"], ["read:scores", "x"]])
def test_a_token_needs_scopes_that_there_are(
    store: Store, owner: Account, at: datetime, scopes: list[str]
) -> None:
    with pytest.raises(ScopesError):
        make_api_token(store, owner, "Reader", scopes, 30, at)


@pytest.mark.parametrize("days", [-1, 0, MOST_DAYS + 1])
def test_a_token_holds_for_a_day_to_a_year(
    store: Store, owner: Account, at: datetime, days: int
) -> None:
    with pytest.raises(LifetimeError):
        make_api_token(store, owner, "Reader", ["read:scores"], days, at)


def test_a_token_needs_a_name(store: Store, owner: Account, at: datetime) -> None:
    with pytest.raises(TitleError):
        make_api_token(store, owner, " ", ["read:scores"], 30, at)


def test_an_account_has_so_many_tokens_at_once(
    store: Store, owner: Account, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "MOST_TOKENS", 2)
    first, _ = make(store, owner, at)
    make(store, owner, at)

    with pytest.raises(TooManyError):
        make(store, owner, at)

    revoke_api_token(store, owner, first.id, at)
    assert make(store, owner, at)


def test_making_and_revoking_stand_in_the_trail_without_the_secret(
    store: Store, owner: Account, at: datetime
) -> None:
    made, secret = make(store, owner, at)
    revoke_api_token(store, owner, made.id, at)

    revoked, named, *_ = list_entries(store, Scope())

    assert (named.action, revoked.action) == ("token_made", "token_revoked")
    assert named.detail["scopes"] == ["read:scores"]
    assert secret not in repr((named, revoked))
