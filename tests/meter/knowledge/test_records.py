"""The state of a contribution follows from its dates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.knowledge.records import Contribution
from tests.meter.knowledge.conftest import GUIDE

if TYPE_CHECKING:
    from datetime import datetime


@pytest.mark.parametrize(
    ("date", "state", "may_change"),
    [
        (None, "draft", True),
        ("offered_at", "offered", False),
        ("returned_at", "returned", True),
        ("published_at", "published", False),
        ("withdrawn_at", "withdrawn", True),
    ],
)
def test_the_date_that_is_set_tells_the_state(
    at: datetime, date: str | None, state: str, may_change: bool
) -> None:
    made = Contribution(1, 1, "key", 1, "Marenda", GUIDE, 1, at, "Ana")
    dates = {date: at} if date else {}

    found = replace(made, **dates)  # type: ignore[arg-type]

    assert (found.state, found.may_change) == (state, may_change)
