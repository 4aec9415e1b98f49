"""Entries of a trail, made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from meter.audit.records import Entry

AT = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)


def make_entry(**changes: Any) -> Entry:
    """Make an entry: Ana verified an answer of a unit."""
    values: dict[str, Any] = {
        "id": 1,
        "at": AT,
        "account_id": 7,
        "who": "Ana",
        "role": "reviewer",
        "action": "answer_verified",
        "workshop_id": None,
        "round_id": 2,
        "unit_id": 3,
        "response_id": 4,
        "item": "law",
        "detail": {"revision": 1},
        "previous": "0" * 64,
        "hash": "1" * 64,
    }
    return Entry(**values | changes)
