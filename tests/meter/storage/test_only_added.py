"""Tables that only grow keep each row, however it is told to give way to another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from blank_store import lay_blank_store
from meter.storage.engine import make_engines
from meter.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONLY_ADDED = (
    "agreements",
    "audit",
    "changes",
    "commitment_versions",
    "consents",
    "editions",
    "members_of_editions",
    "members_of_releases",
    "releases",
    "reviews",
    "scorecards",
    "spreads",
    "submissions",
    "withdrawals",
)


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Connect as any other program does: the pragmas of ours are not set."""
    with closing(sqlite3.connect(lay_blank_store(tmp_path))) as connection:
        # Rows of ones and twos refer to nothing, and mean nothing.
        connection.execute("PRAGMA ignore_check_constraints=ON")
        yield connection


def list_keys(connection: sqlite3.Connection, table: str) -> list[set[str]]:
    """List what is unique in a table: its indexes, and the number of the row."""
    found = [{"rowid"}, {column.name for column in metadata.tables[table].primary_key}]
    for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
        columns = connection.execute(f'PRAGMA index_info("{index[1]}")').fetchall()
        if index[2]:
            found.append({column[2] for column in columns})
    return found


def write_row(table: str, same: set[str] | None = None) -> dict[str, int]:
    """Write a row of ones; or one of twos, with ones where it is the same as that."""
    names = {"rowid", *(column.name for column in metadata.tables[table].columns)}
    if "id" in names:  # which is the number of the row, by another name
        names.discard("rowid")
        same = same and {"id" if name == "rowid" else name for name in same}
    return {name: 1 if same is None or name in same else 2 for name in sorted(names)}


def insert(connection: sqlite3.Connection, verb: str, table: str, row: Any) -> None:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    statement = f"{verb} INTO {table} ({names}) VALUES ({marks})"
    connection.execute(statement, list(row.values()))


def test_these_are_the_tables_that_only_grow(plain: sqlite3.Connection) -> None:
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    names = {row[0] for row in plain.execute(triggers)}

    guarded = {name.partition("_refuse_")[0] for name in names if "_refuse_" in name}
    assert guarded == set(ONLY_ADDED)
    for table in ONLY_ADDED:
        whats = ("update", "delete", "replace")
        assert {f"{table}_refuse_{what}" for what in whats} <= names


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
@pytest.mark.parametrize("table", ONLY_ADDED)
def test_no_row_gives_way_to_another(
    plain: sqlite3.Connection, table: str, verb: str
) -> None:
    insert(plain, "INSERT", table, write_row(table))
    keys = list_keys(plain, table)
    assert len(keys) > 1

    for key in keys:
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} are only added"):
            insert(plain, verb, table, write_row(table, key))

    rows = plain.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    assert [set(map(str, row)) for row in rows] == [{"1"}]


@pytest.mark.parametrize("table", ONLY_ADDED)
def test_no_row_is_updated_into_the_place_of_another(
    plain: sqlite3.Connection, table: str
) -> None:
    insert(plain, "INSERT", table, write_row(table))
    insert(plain, "INSERT", table, write_row(table, set()))

    for name in write_row(table):
        statement = f"UPDATE OR REPLACE {table} SET {name} = 1"  # noqa: S608
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            plain.execute(statement)


def test_a_connection_of_ours_keeps_the_rows_by_itself(tmp_path: Path) -> None:
    engines = make_engines(f"sqlite:///{lay_blank_store(tmp_path)}")
    make_loose = ("PRAGMA foreign_keys=OFF", "PRAGMA ignore_check_constraints=ON")
    with closing(engines.writing.raw_connection()) as raw:
        connection: Any = raw.driver_connection
        for statement in (*make_loose, "DROP TRIGGER audit_refuse_replace"):
            connection.execute(statement)
        insert(connection, "INSERT", "audit", write_row("audit"))

        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            insert(connection, "REPLACE", "audit", write_row("audit", {"hash"}))
    engines.dispose()


@pytest.mark.parametrize("table", ONLY_ADDED)
def test_no_row_is_merged_into_another_on_postgresql(
    blank_postgres: str, table: str
) -> None:
    columns = metadata.tables[table].columns
    key = ", ".join(one.name for one in columns if one.primary_key)
    merge = text(
        f"INSERT INTO {table} SELECT * FROM {table}"  # noqa: S608
        f" ON CONFLICT ({key}) DO UPDATE SET {key.split(', ')[0]} = 1"
    )
    engines = make_engines(blank_postgres)

    # The statement is refused as such, whether or not there is a row.
    with (
        pytest.raises(DBAPIError, match="are only added"),
        engines.writing.begin() as connection,
    ):
        connection.execute(merge)
    engines.dispose()
