"""Tests of mails are about the focal point and delegate of the mailing tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blank_store import lay_blank_store
from meter.mailing.outbox import Ready, claim, list_waiting, queue_due
from tests.meter.conftest import at, owner, store
from tests.meter.mailing.conftest import before, team

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tests.meter.mailing.conftest import Team

__all__ = ["at", "owner", "store", "team"]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Keep it on one kind of database: words are the same on both."""
    return f"sqlite:///{lay_blank_store(tmp_path)}"


def take(team: Team, when: datetime | None = None, place: int = 0) -> Ready:
    """Take a mail that is due at a moment, as a sender does."""
    moment = when or before(days=7)
    queue_due(team.store, team.round.id, moment)
    number = list_waiting(team.store, None, moment)[place]
    ready = claim(team.store, number, moment)
    assert ready is not None
    return ready
