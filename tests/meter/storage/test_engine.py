"""Connections are set up before anything uses them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from meter.storage.engine import Engines, make_engines

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def engines(sqlite_url: str) -> Iterator[Engines]:
    made = make_engines(sqlite_url)
    yield made
    made.dispose()


def read_pragma(engines: Engines, name: str, *, writing: bool) -> object:
    engine = engines.writing if writing else engines.reading
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar_one()


@pytest.mark.parametrize("writing", [True, False])
def test_every_sqlite_connection_is_durable(engines: Engines, *, writing: bool) -> None:
    found = {
        name: read_pragma(engines, name, writing=writing)
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }


def test_only_reading_connections_refuse_to_write(engines: Engines) -> None:
    assert read_pragma(engines, "query_only", writing=True) == 0
    assert read_pragma(engines, "query_only", writing=False) == 1


def test_a_second_writer_waits_for_the_first(sqlite_url: str) -> None:
    # Two processes on one file: each has engines of its own.
    first, second = make_engines(sqlite_url), make_engines(sqlite_url)
    with first.writing.begin() as connection:
        connection.execute(text("CREATE TABLE numbers (n INTEGER)"))
    holds, waits = threading.Event(), threading.Event()

    def hold() -> None:
        with first.writing.begin() as connection:
            connection.execute(text("INSERT INTO numbers VALUES (1)"))
            holds.set()
            waits.wait(0.2)

    thread = threading.Thread(target=hold)
    thread.start()
    holds.wait()
    with second.writing.begin() as connection:
        seen = connection.execute(text("SELECT n FROM numbers")).scalars().all()
        connection.execute(text("INSERT INTO numbers VALUES (2)"))
    thread.join()

    # A late lock would have read before the first commit, and then failed.
    assert seen == [1]
    first.dispose()
    second.dispose()
