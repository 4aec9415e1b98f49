"""What tests of peers stand on: a crowd in a round that lets names be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.storage import open_store
from tests.meter.peers.crowd import make_crowd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from meter.storage import Store
    from tests.meter.peers.crowd import Crowd


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    with open_store(sqlite_url, durable=False) as opened:
        yield opened


@pytest.fixture
def crowd(store: Store, at: datetime) -> Crowd:
    return make_crowd(store, at)
