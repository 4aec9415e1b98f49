"""The moment at which results are scored."""

from __future__ import annotations

import datetime as dt

import pytest


@pytest.fixture
def noon() -> dt.datetime:
    """Give a fixed moment."""
    return dt.datetime(2026, 11, 2, 12, 0, tzinfo=dt.UTC)
