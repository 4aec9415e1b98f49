"""The migration to requests for reopening keeps what became of responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from meter.storage import list_problems, upgrade_database
from meter.storage.engine import make_engines
from meter.storage.migrations import find_drift, make_config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

ROWS = """
INSERT INTO accounts (id, email, name, active, uniquifier, sign_in, created_at)
VALUES (1, 'o@example.org', 'Ola', true, 'u', '{}', '2026-11-21 09:30:00');
INSERT INTO instruments (fingerprint, key, version, document, frozen_at)
VALUES ('{print}', 'tiny', '1', '{}', '2026-11-21 09:30:00');
INSERT INTO rounds (id, key, title, owner_id, instrument_fingerprint, created_at)
VALUES (1, 'seoul', 'Seoul', 1, '{print}', '2026-11-21 09:30:00');
INSERT INTO units (id, owner_id, name, profile, created_at)
VALUES (1, 1, 'Arva', '{}', '2026-11-21 09:30:00');
INSERT INTO responses (id, round_id, unit_id) VALUES (1, 1, 1);
INSERT INTO submissions (id, response_id, event, at, who, reason)
VALUES (4, 1, 'submitted', '2026-11-21 09:30:00', 'Ana', ''),
 (9, 1, 'reopened', '2026-11-22 09:30:00', 'Ola', 'Why?')
"""
ADD = (
    "INSERT INTO submissions (id, response_id, event, at, who)"
    " VALUES ({}, 1, '{}', '2026-11-23 09:30:00', 'Ana')"
)


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """Fill the tables as they were, and upgrade them."""
    engines = make_engines(empty_url)
    with engines.writing.begin() as connection:
        command.upgrade(make_config(connection), "0016")
        for row in ROWS.split(";"):
            connection.exec_driver_sql(row.replace("{print}", "f" * 64))
    upgrade_database(empty_url)
    yield engines.writing
    engines.dispose()


def test_what_became_of_responses_is_there_after_the_upgrade(engine: Engine) -> None:
    query = text("SELECT id, event, who, reason FROM submissions ORDER BY id")

    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(query)] == [
            (4, "submitted", "Ana", ""),
            (9, "reopened", "Ola", "Why?"),
        ]
        assert find_drift(connection) == []
        assert list_problems(connection) == []


def test_one_more_kind_of_event_is_taken_and_no_other(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text(ADD.format(10, "asked")))
    with engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text(ADD.format(11, "forgotten")))


@pytest.mark.parametrize(
    "statement", ["DELETE FROM submissions", "UPDATE submissions SET who = 'Eve'"]
)
def test_it_is_still_only_added_to(engine: Engine, statement: str) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError, match="only added"):
        connection.execute(text(statement))
