from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from meter.integration.records import EVENTS, SCOPES, ApiToken, Delivery

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOKEN = ApiToken(1, 1, "Reader", SCOPES[:1], AT, AT + HOUR, None, None)
DELIVERY = Delivery(1, 1, EVENTS[0], {}, AT, AT, 0, None, None, None)


def test_a_token_lets_in_until_it_ends_or_is_revoked() -> None:
    assert TOKEN.state(AT) == "good"
    assert TOKEN.state(AT + HOUR) == "expired"
    assert replace(TOKEN, revoked_at=AT).state(AT) == "revoked"


def test_a_delivery_waits_until_it_is_taken_or_given_up() -> None:
    assert DELIVERY.state == "waiting"
    assert replace(DELIVERY, delivered_at=AT).state == "delivered"
    assert replace(DELIVERY, failed_at=AT).state == "failed"


def test_every_scope_says_whether_it_reads_or_writes() -> None:
    assert {scope.partition(":")[0] for scope in SCOPES} == {"read", "write"}
    assert len(set(SCOPES)) == len(SCOPES)
