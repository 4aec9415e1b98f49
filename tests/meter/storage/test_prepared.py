from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, select

from meter.storage import open_store
from meter.storage.prepared import Prepared, hold_moment
from meter.storage.tables import accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.storage import Store

AT = dt.datetime(2026, 11, 2, 14, 2, 3, 456789, tzinfo=dt.UTC)
QUERY = select(
    accounts.c.email, accounts.c.active, accounts.c.created_at, accounts.c.sign_in
).where(accounts.c.email == bindparam("email"), accounts.c.name == bindparam("name"))
VALUES = {"name": "Ada", "email": "ada@example.org"}


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with open_store(database_url, durable=False) as store:
        store.write(lambda connection: connection.execute(accounts.insert(), ACCOUNT))
        yield store


ACCOUNT = {
    "email": "ada@example.org",
    "name": "Ada",
    "password_hash": None,
    "active": True,
    "uniquifier": "u",
    "created_at": AT,
    "sign_in": {"factor": [1, "two"]},
}


def test_a_prepared_read_gives_what_sqlalchemy_gives(store: Store) -> None:
    with store.read() as connection:
        expected = [list(row) for row in connection.execute(QUERY, VALUES)]
    with store.read() as connection:
        found = Prepared.of(QUERY).fetch(connection, VALUES)

    assert found == expected == [["ada@example.org", True, AT, ACCOUNT["sign_in"]]]


def test_a_prepared_read_may_find_nothing(store: Store) -> None:
    with store.read() as connection:
        assert Prepared.of(QUERY).fetch(connection, VALUES | {"name": "Bea"}) == []


def test_values_are_never_part_of_the_statement(store: Store) -> None:
    hostile = VALUES | {"name": "' OR 1=1 --"}

    with store.read() as connection:
        assert Prepared.of(QUERY).fetch(connection, hostile) == []


def test_reads_of_one_moment_do_not_see_what_is_written_between_them(
    store: Store,
) -> None:
    query = Prepared.of(select(accounts.c.name))
    rename = accounts.update().values(name="Bea")

    with store.read() as connection:
        hold_moment(connection)
        before = query.fetch(connection, {})
        store.write(lambda writing: writing.execute(rename))
        after = query.fetch(connection, {})
    with store.read() as connection:
        later = query.fetch(connection, {})

    assert before == after == [["Ada"]]
    assert later == [["Bea"]]
