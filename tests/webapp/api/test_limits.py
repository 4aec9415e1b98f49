from __future__ import annotations

from datetime import UTC, datetime, timedelta

from webapp.api import limits
from webapp.api.limits import RequestLimit

AT = datetime(2026, 11, 21, 9, 30, 15, tzinfo=UTC)


def test_requests_are_counted_by_token_and_minute() -> None:
    limit = RequestLimit(2)

    rooms = [limit.take(1, AT) for _ in range(3)]

    assert [room.left for room in rooms] == [1, 0, -1]
    assert [room.is_used_up for room in rooms] == [False, False, True]
    assert not limit.take(2, AT).is_used_up
    assert not limit.take(1, AT + timedelta(seconds=45)).is_used_up


def test_what_is_left_is_said_with_when_it_starts_anew() -> None:
    limit = RequestLimit(1)

    first, second = limit.take(1, AT).headers, limit.take(1, AT).headers

    assert first == {
        "RateLimit-Limit": "1",
        "RateLimit-Remaining": "0",
        "RateLimit-Reset": "45",
    }
    assert second == {**first, "Retry-After": "45"}


def test_made_up_tokens_cannot_fill_the_memory() -> None:
    limit = RequestLimit(1)

    for number in range(limits.MOST_KEYS + 5):
        limit.take(number, AT)

    assert len(limit._counts) == limits.MOST_KEYS
