"""The trail alone tells what the tables say, whatever happened in whatever order."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.audit.chain import verify_chain
from meter.storage import open_store
from tests.meter.audit.histories import ACTS, History, live, read_tables, replay
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from meter.storage import Store

AT_ONCE = 25
"""How many histories share a database: reading it whole takes longer the more do."""


def tell(store: Store, numbers: range, at: datetime) -> Counter[str]:
    """Let histories happen in one database; the trail tells it at the end."""
    instrument = Instrument.model_validate(DOCUMENT)
    done: Counter[str] = Counter()
    for number in numbers:
        tag = f"history-{number}"
        done.update(live(History(store, instrument, random.Random(number), at, tag)))
    assert replay(store) == read_tables(store)
    verify_chain(store)
    return done


def test_a_few_histories_are_told_by_the_trail(sqlite_url: str, at: datetime) -> None:
    with open_store(sqlite_url) as store:
        done = tell(store, range(10), at)

    # What may happen has happened, and was not refused; rounds hardly ever close.
    assert set(ACTS) - set(done) <= {"close"}


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 1000, AT_ONCE))
def test_a_thousand_histories_are_told_by_the_trail(
    tmp_path: Path, at: datetime, first: int
) -> None:
    url = f"sqlite:///{tmp_path / 'meter.sqlite'}"
    with open_store(url, durable=False) as store:
        tell(store, range(first, first + AT_ONCE), at)


def test_a_lost_entry_makes_the_trail_tell_something_else(
    store: Store, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.fieldwork.invitations.record", lambda *_: None)
    instrument = Instrument.model_validate(DOCUMENT)

    live(History(store, instrument, random.Random(3), at, "lost"))

    assert replay(store).links != read_tables(store).links
