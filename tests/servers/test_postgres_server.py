"""The servers that tests stand on, tried by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from postgres_server import PostgresServer, PostgresStartError

if TYPE_CHECKING:
    from pathlib import Path


def tables(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return [name for (name,) in connection.execute(query)]


def test_each_database_starts_empty(postgres_server: PostgresServer) -> None:
    with (
        postgres_server.database() as one,
        postgres_server.database() as other,
        psycopg.connect(one) as connection,
    ):
        connection.execute("CREATE TABLE unit (name text)")
        connection.commit()

        assert tables(one) == ["unit"]
        assert tables(other) == []


def test_a_database_is_dropped_even_while_somebody_is_connected(
    postgres_server: PostgresServer,
) -> None:
    with postgres_server.database() as url:
        forgotten = psycopg.connect(url)

    forgotten.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_text_sorts_by_code_point_as_it_does_on_sqlite(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        query = (
            "SELECT name FROM (VALUES ('b'), ('é'), ('B'), ('a')) t(name) ORDER BY 1"
        )
        names = [name for (name,) in connection.execute(query)]

    assert names == sorted(["b", "é", "B", "a"])


def test_programs_that_do_not_start_say_why(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    initdb = programs / "initdb"
    initdb.write_text("#!/bin/sh\necho the disk is full\nexit 1\n")
    initdb.chmod(0o755)

    with (
        pytest.raises(PostgresStartError, match="the disk is full"),
        PostgresServer.started(programs),
    ):
        pass
