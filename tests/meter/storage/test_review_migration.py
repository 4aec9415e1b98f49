"""The migration to reviews keeps what was submitted and scored before it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from meter.fieldwork.responses import load_scorecard
from meter.fieldwork.reviewed import load_review
from meter.storage import list_problems, open_store, upgrade_database
from meter.storage.engine import make_engines
from meter.storage.migrations import find_drift, make_config

if TYPE_CHECKING:
    from sqlalchemy import Connection

THEN = "2026-11-21 09:30:00.000000"
CARD: dict[str, Any] = {
    "instrument": "tiny",
    "version": "1",
    "meaning": "m" * 64,
    "method": "default",
    "method_fingerprint": "f" * 64,
    "nodes": {"index": {"score": 0.25, "coverage": 1.0, "stage": None}},
    "stages": {},
}
DIGEST = "a" * 64
ROWS = """
INSERT INTO accounts (id, email, name, active, uniquifier, sign_in, created_at)
VALUES (1, 'o@example.org', 'Ola', true, 'u', '{}', :then);
INSERT INTO instruments (fingerprint, key, version, document, frozen_at)
VALUES (:digest, 'tiny', '1', :instrument, :then);
INSERT INTO rounds (id, key, title, owner_id, instrument_fingerprint, created_at,
opened_at) VALUES (1, 'seoul', 'Seoul', 1, :digest, :then, :then);
INSERT INTO units (id, owner_id, name, profile, created_at)
VALUES (1, 1, 'Arva', '{}', :then), (2, 1, 'Belo', '{}', :then);
INSERT INTO responses (id, round_id, unit_id, started_at, submitted_at,
submitted_by, coded, coded_meaning)
VALUES (1, 1, 1, :then, :then, 'Ana', :coded, :digest);
INSERT INTO responses (id, round_id, unit_id, started_at) VALUES (2, 1, 2, :then);
INSERT INTO scorecards (response_id, instrument_fingerprint, method_fingerprint,
document, made_at) VALUES (1, :digest, :digest, :card, :then)
"""


@pytest.fixture
def database_url(empty_url: str) -> str:
    """Start without tables: they are what is tried here."""
    return empty_url


def fill(connection: Connection, instrument: str) -> None:
    """Fill the tables as they were, with what only they had."""
    values = {
        "then": THEN,
        "digest": DIGEST,
        "coded": b"\x01",
        "card": json.dumps(CARD),
        "instrument": instrument,
    }
    for row in ROWS.split(";"):
        names = [name for name in values if f":{name}" in row]
        connection.execute(text(row), {name: values[name] for name in names})


def upgrade_with_rows(url: str, instrument: str) -> None:
    engines = make_engines(url)
    with engines.writing.begin() as connection:
        config = make_config(connection)
        review = ScriptDirectory.from_config(config).get_revision("0007")
        command.upgrade(config, str(review.down_revision))
        fill(connection, instrument)
    engines.dispose()
    upgrade_database(url)


def test_what_was_submitted_and_scored_is_there_after_the_upgrade(
    database_url: str, instrument: Any
) -> None:
    upgrade_with_rows(database_url, json.dumps(instrument.to_document()))

    with open_store(database_url, durable=False) as store:
        review, other = load_review(store, 1), load_review(store, 2)
        card = load_scorecard(store, 1)
    assert card is not None
    assert card.to_document() == CARD
    assert [(one.event, one.who) for one in review.events] == [("submitted", "Ana")]
    assert review.events[0].at == review.response.submitted_at
    assert (other.events, other.response.was_submitted) == ((), False)


def test_an_upgraded_database_has_the_declared_tables_and_guards(
    database_url: str, instrument: Any
) -> None:
    upgrade_with_rows(database_url, json.dumps(instrument.to_document()))

    engines = make_engines(database_url)
    with engines.writing.connect() as connection:
        assert find_drift(connection) == []
        assert list_problems(connection) == []
    for statement in ("DELETE FROM scorecards", "UPDATE scorecards SET submission = 2"):
        with (
            engines.writing.connect() as connection,
            pytest.raises(DBAPIError, match="scorecards are only added"),
        ):
            connection.execute(text(statement))
    engines.dispose()
