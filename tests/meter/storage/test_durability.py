"""A database that could lose what it acknowledged is refused, by setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from meter.settings import Settings
from meter.storage import engine, open_store
from meter.storage.errors import UnsafeDatabaseError
from postgres_server import SAFE, PostgresServer, find_binaries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_sqlite_as_we_set_it_up_is_safe(sqlite_url: str) -> None:
    open_store(sqlite_url).close()


@pytest.mark.parametrize(
    ("pragma", "value", "found", "needed"),
    [
        ("synchronous", "OFF", "OFF", "FULL"),
        ("synchronous", "NORMAL", "NORMAL", "FULL"),
        ("journal_mode", "OFF", "off", "wal"),
        ("journal_mode", "MEMORY", "memory", "wal"),
        ("journal_mode", "DELETE", "delete", "wal"),
        ("foreign_keys", "OFF", "OFF", "ON"),
    ],
)
def test_sqlite_is_refused_for_each_unsafe_setting(
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    pragma: str,
    value: str,
    found: str,
    needed: str,
) -> None:
    monkeypatch.setitem(engine.PRAGMAS, pragma, value)

    with pytest.raises(UnsafeDatabaseError) as raised:
        open_store(sqlite_url)

    assert (raised.value.setting, raised.value.found) == (pragma, found)
    assert raised.value.needed == needed
    assert "METER_DATA" in str(raised.value)


def test_sqlite_in_memory_is_refused() -> None:
    with pytest.raises(UnsafeDatabaseError):
        open_store("sqlite:///:memory:")


def test_a_rehearsal_may_go_without_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engine.PRAGMAS, "synchronous", "OFF")

    open_store(Settings(data=tmp_path, durable=False)).close()

    with pytest.raises(UnsafeDatabaseError):
        open_store(Settings(data=tmp_path))


@pytest.fixture(scope="module")
def safe_server(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """Run a server with safe settings, after the unsafe one has shown it can."""
    binaries = find_binaries()
    if binaries is None:
        yield postgres_server
        return
    with PostgresServer.started(binaries, SAFE) as server:
        yield server


def test_postgresql_with_safe_settings_opens(safe_server: PostgresServer) -> None:
    with safe_server.database() as url:
        open_store(url).close()


def test_postgresql_that_does_not_wait_for_the_disk_is_refused(
    postgres_url: str,
) -> None:
    with pytest.raises(UnsafeDatabaseError) as raised:
        open_store(postgres_url)

    assert (raised.value.setting, raised.value.needed) == ("fsync", "on")
    assert "postgresql.conf" in str(raised.value)


@pytest.mark.parametrize("value", ["off", "local"])
def test_postgresql_is_asked_what_holds_for_this_database(
    safe_server: PostgresServer, value: str
) -> None:
    with safe_server.database() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            name = connection.info.dbname
            connection.execute(
                f'ALTER DATABASE "{name}" SET synchronous_commit = {value}'
            )

        if value == "local":
            open_store(url).close()
        else:
            with pytest.raises(UnsafeDatabaseError) as raised:
                open_store(url)
            assert raised.value.setting == "synchronous_commit"


def test_postgresql_without_full_page_writes_is_refused() -> None:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("needs a PostgreSQL of its own")
    with (
        PostgresServer.started(binaries, SAFE | {"full_page_writes": "off"}) as server,
        server.database() as url,
        pytest.raises(UnsafeDatabaseError) as raised,
    ):
        open_store(url)

    assert raised.value.setting == "full_page_writes"
