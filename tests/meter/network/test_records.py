"""What is kept of a network tells its states from dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from meter.network.records import Entry, Twinning
from meter.records import Unit

AT = datetime(2027, 6, 18, tzinfo=UTC)
FIRST, SECOND = (Unit(number, 1, name, {}) for number, name in ((3, "A"), (5, "B")))
MADE = Twinning(1, FIRST, SECOND, None, AT)


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, "proposed"),
        ({"first_agreed_at": AT}, "half_agreed"),
        ({"second_agreed_at": AT}, "half_agreed"),
        ({"first_agreed_at": AT, "second_agreed_at": AT}, "active"),
        ({"first_agreed_at": AT, "declined_at": AT, "declined_by": 5}, "declined"),
        (
            {
                "first_agreed_at": AT,
                "second_agreed_at": AT,
                "ended_at": AT,
                "ended_by": 3,
            },
            "ended",
        ),
    ],
)
def test_a_twinning_tells_its_state(dates: dict[str, Any], state: str) -> None:
    one = replace(MADE, **dates)
    assert one.state == state
    assert one.was_active == (state in {"active", "ended"})
    assert (one.partner_of(3), one.partner_of(5)) == (SECOND, FIRST)


def test_what_is_published_of_an_entry_cannot_say_what_is_hidden() -> None:
    entry = Entry(1, FIRST, 7, name="Ana", phone="123456", shown=frozenset({"unit"}))
    found = entry.publish()
    assert found is not None
    assert found.said == {"unit": "A"}
    assert "123456" not in repr(found)
    assert replace(entry, shown=frozenset()).publish() is None
