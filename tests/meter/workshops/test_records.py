"""A registration gives what is taken over; what is alike is a warning."""

from __future__ import annotations

from datetime import UTC, datetime

from meter.workshops.records import Alike, Entry, Registration

AT = datetime(2026, 11, 21, tzinfo=UTC)


def test_a_registration_is_an_entry_to_come() -> None:
    asked = Registration(
        1,
        1,
        "Marenda",
        "Ana",
        "ana@example.org",
        {"population": 5.0},
        ("fr",),
        "fr",
        AT,
        None,
        None,
        None,
    )

    assert asked.entry == Entry(
        "Marenda", "Ana", "ana@example.org", {"population": 5.0}, ("fr",)
    )


def test_nothing_that_is_alike_is_no_warning() -> None:
    nothing = Alike(takes_part=False, is_invited=False, waiting=0)

    assert not nothing
    assert Alike(takes_part=False, is_invited=False, waiting=1)
