"""Migrations make the tables that are declared, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from meter.fieldwork.responses import (
    history,
    load_scorecard,
    save_answers,
    submit_response,
)
from meter.fieldwork.reviewed import load_review
from meter.records import ReviewStep
from meter.storage import list_problems, open_store, upgrade_database
from meter.storage.engine import make_engines
from meter.storage.errors import SchemaError
from meter.storage.migrations import HEAD, find_drift, make_config
from meter.storage.repository.reviews import add_steps
from meter.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from tests.meter.conftest import Workshop


@pytest.fixture
def database_url(empty_url: str) -> str:
    """Start without tables: they are what is tried here."""
    return empty_url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engines = make_engines(database_url)
    yield engines.writing
    engines.dispose()


def test_an_empty_database_is_given_its_tables(
    database_url: str, engine: Engine
) -> None:
    open_store(database_url, durable=False).close()

    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
    assert tables == {*metadata.tables, "alembic_version"}


def test_the_tables_do_not_drift_from_those_declared(
    database_url: str, engine: Engine
) -> None:
    upgrade_database(database_url)

    with engine.connect() as connection:
        assert find_drift(connection) == []
        assert list_problems(connection) == []


def test_the_rules_of_each_table_are_those_declared(
    database_url: str, engine: Engine
) -> None:
    upgrade_database(database_url)

    with engine.connect() as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            checks = {
                str(one["name"]) for one in found.get_check_constraints(table.name)
            }
            declared = {
                str(one.name)
                for one in table.constraints
                if str(one.name).startswith("ck_")
            }
            assert checks == declared


def test_a_missing_column_is_drift(database_url: str, engine: Engine) -> None:
    upgrade_database(database_url)

    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE accounts DROP COLUMN name"))
        assert len(find_drift(connection)) == 1
        assert len(list_problems(connection)) == 1


def test_upgrading_names_the_revisions(database_url: str) -> None:
    assert upgrade_database(database_url) == (None, HEAD)
    assert upgrade_database(database_url) == (HEAD, HEAD)


def test_the_newest_revision_is_the_one_that_opening_expects(engine: Engine) -> None:
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(make_config(connection))

    assert scripts.get_heads() == [HEAD]


def _set_revision(connection: Connection, revision: str) -> None:
    query = text("UPDATE alembic_version SET version_num = :revision")
    connection.execute(query, {"revision": revision})


def test_a_database_of_another_version_is_refused_with_what_to_run(
    database_url: str, engine: Engine
) -> None:
    upgrade_database(database_url)
    with engine.begin() as connection:
        _set_revision(connection, "0000")

    with pytest.raises(SchemaError) as raised:
        open_store(database_url, durable=False)

    assert (raised.value.found, raised.value.needed) == ("0000", HEAD)
    assert "meter db upgrade" in str(raised.value)


def test_a_database_of_somebody_else_is_left_alone(
    database_url: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))

    with pytest.raises(SchemaError):
        open_store(database_url, durable=False)

    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["theirs"]


def test_an_upgrade_that_fails_leaves_nothing_behind(
    database_url: str, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE scorecards (id INTEGER)"))

    with pytest.raises(DBAPIError):
        upgrade_database(database_url)

    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["scorecards"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET changed_by = 'Eve'",
        "DELETE FROM changes",
    ],
)
def test_the_database_refuses_to_rewrite_history(
    workshop: Workshop, statement: str
) -> None:
    save_answers(
        workshop.store, workshop.response_id, {"law": "full"}, {}, "Ana", workshop.at
    )

    with pytest.raises(DBAPIError, match="changes are only added"):
        workshop.store.write(lambda connection: connection.execute(text(statement)))

    kept = history(workshop.store, workshop.response_id, "law")
    assert [change.changed_by for change in kept] == ["Ana"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scorecards SET document = '{}'",
        "UPDATE scorecards SET method_fingerprint = ''",
        "DELETE FROM scorecards",
    ],
)
def test_the_database_refuses_to_rewrite_scorecards(
    workshop: Workshop, statement: str
) -> None:
    store, response_id, at = workshop.store, workshop.response_id, workshop.at
    save_answers(store, response_id, {"site": "no"}, {}, "Ana", at)
    published = submit_response(store, response_id, "Ana", at)

    with pytest.raises(DBAPIError, match="scorecards are only added"):
        store.write(lambda connection: connection.execute(text(statement)))

    assert load_scorecard(store, response_id) == published


@pytest.mark.parametrize("table", ["submissions", "reviews"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET who = 'Eve'", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite_reviews(
    workshop: Workshop, table: str, verb: str
) -> None:
    store, response_id, at = workshop.store, workshop.response_id, workshop.at
    save_answers(store, response_id, {"site": "no"}, {}, "Ana", at)
    submit_response(store, response_id, "Ana", at)
    step = ReviewStep("site", "question", 1, "Since when?", at, "Rea")
    store.write(lambda connection: add_steps(connection, response_id, [step]))

    with pytest.raises(DBAPIError, match=f"{table} are only added"):
        store.write(lambda connection: connection.execute(text(verb.format(table))))

    review = load_review(store, response_id)
    assert review.steps == {"site": (step,)}
    assert [(one.event, one.who) for one in review.events] == [("submitted", "Ana")]


@pytest.mark.parametrize(
    "values",
    [
        "reopened_at = submitted_at",
        "returned = '[]'",
        "accepted_at = submitted_at",
        "accepted_by = 'Eve'",
    ],
)
def test_a_response_is_not_two_things_at_once(workshop: Workshop, values: str) -> None:
    store, response_id, at = workshop.store, workshop.response_id, workshop.at
    save_answers(store, response_id, {"site": "no"}, {}, "Ana", at)
    submit_response(store, response_id, "Ana", at)
    statement = text(f"UPDATE responses SET {values}")  # noqa: S608  (of this test)

    with pytest.raises(DBAPIError):
        store.write(lambda connection: connection.execute(statement))


@pytest.mark.parametrize("table", ["changes", "scorecards", "submissions", "reviews"])
def test_postgresql_refuses_to_empty_what_is_published(
    postgres_url: str, table: str
) -> None:
    engines = make_engines(postgres_url)
    upgrade_database(postgres_url)
    refusal = f"{table} are only added"

    with (
        engines.writing.connect() as connection,
        pytest.raises(DBAPIError, match=refusal),
    ):
        connection.execute(text(f"TRUNCATE {table}"))

    engines.dispose()


BEFORE_APART = """
INSERT INTO accounts VALUES (1, 'o@x.org', 'O', NULL, {true}, 'u', '{{}}', '{now}');
INSERT INTO people VALUES (1, 1, 'Ana', 'a@x.org'), (2, 1, 'Ben', 'b@x.org');
INSERT INTO units VALUES (1, 1, 'Lima', '{{}}', '{now}'),
 (2, 1, 'Suva', '{{}}', '{now}');
INSERT INTO instruments VALUES ('{print}', 'tiny', '1', '{{}}', '{now}');
INSERT INTO rounds (id, key, title, owner_id, instrument_fingerprint, created_at)
 VALUES (1, 'seoul', 'Seoul', 1, '{print}', '{now}');
INSERT INTO responses VALUES
 (3, 1, 1, '{now}', '{now}', 'Ana', {blob}, '{print}'),
 (7, 1, 2, NULL, NULL, NULL, NULL, NULL);
INSERT INTO invitations (id, response_id, person_id, token_digest, created_at,
 expires_at) VALUES (1, 3, 1, '{print}', '{now}', '{later}');
INSERT INTO sessions VALUES (1, '{print}', NULL, 1, '{now}', '{later}', NULL);
INSERT INTO answers (response_id, item, text, revision, changed_at, changed_by)
 VALUES (3, 'law', 'full', 1, '{now}', 'Ana');
INSERT INTO changes (id, response_id, item, revision, changed_at, changed_by, answer)
 VALUES (1, 3, 'law', 1, '{now}', 'Ana', '"full"');
INSERT INTO receipts VALUES (3, 'o', '{{}}', '{now}');
INSERT INTO scorecards VALUES (3, '{print}', '{print}', '{{}}', '{now}');
"""


def _fill_before_apart(engine: Engine) -> None:
    """Make a database of revision 0004 with a submitted response and a new one."""
    is_sqlite = engine.dialect.name == "sqlite"
    facts = {
        "true": "1" if is_sqlite else "TRUE",
        "blob": "x'01'" if is_sqlite else "'\\x01'",
        "now": "2026-11-21 09:30:00",
        "later": "2027-11-21 09:30:00",
        "print": "f" * 64,
    }
    with engine.begin() as connection:
        command.upgrade(make_config(connection), "0004")
        for statement in BEFORE_APART.format(**facts).split(";\n")[:-1]:
            connection.exec_driver_sql(statement)


def _read_all(engine: Engine) -> dict[str, list[str]]:
    """Read the responses, by the columns of before, and what refers to them."""
    tables = {
        "responses": "id, round_id, unit_id, started_at, submitted_at, coded",
        "invitations": "id, response_id, person_id",
        "sessions": "id, invitation_id",
        "answers": "response_id, item, text",
        "changes": "id, response_id, item, answer",
        "receipts": "response_id, operation",
        "scorecards": "response_id, document",
    }
    with engine.connect() as connection:
        return {
            name: list(map(repr, connection.execute(text(f"SELECT {of} FROM {name}"))))  # noqa: S608
            for name, of in tables.items()
        }


def test_responses_of_before_stay_as_they_are_and_are_the_units_own(
    database_url: str, engine: Engine
) -> None:
    _fill_before_apart(engine)
    before = _read_all(engine)

    upgrade_database(database_url)

    assert _read_all(engine) == before
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT person_id FROM responses"))
        assert rows.scalars().all() == [None, None]
        assert find_drift(connection) == []
        assert list_problems(connection) == []


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("DELETE FROM responses WHERE id = 3", "(?i)foreign key"),
        ("UPDATE invitations SET response_id = 99", "(?i)foreign key"),
        ("INSERT INTO responses (round_id, unit_id) VALUES (1, 2)", "(?i)unique"),
        ("UPDATE responses SET person_id = 1 WHERE id = 3", "agreed_is_submitted"),
        ("UPDATE responses SET handed_in_by = 'Eve'", "apart_is_handed_in"),
        ("UPDATE changes SET changed_by = 'Eve'", "changes are only added"),
        ("DELETE FROM scorecards", "scorecards are only added"),
    ],
)  # fmt: skip
def test_the_rules_hold_after_the_table_was_made_anew(
    database_url: str, engine: Engine, statement: str, refusal: str
) -> None:
    _fill_before_apart(engine)
    upgrade_database(database_url)

    with pytest.raises(DBAPIError, match=refusal), engine.begin() as connection:
        connection.execute(text(statement))


def test_several_people_have_a_response_each_beside_the_units(
    database_url: str, engine: Engine
) -> None:
    _fill_before_apart(engine)
    upgrade_database(database_url)
    add = "INSERT INTO responses (id, round_id, unit_id, person_id) VALUES"

    with engine.begin() as connection:
        connection.execute(text(f"{add} (11, 1, 1, 1), (12, 1, 1, 2), (13, 1, 2, 1)"))
    with pytest.raises(DBAPIError, match=r"(?i)unique"), engine.begin() as connection:
        connection.execute(text(f"{add} (14, 1, 1, 2)"))


def test_an_upgrade_that_fails_leaves_the_responses_as_they_were(
    database_url: str, engine: Engine
) -> None:
    _fill_before_apart(engine)
    before = _read_all(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE old (id INTEGER)"))
        connection.execute(text("CREATE INDEX uq_responses_agreed ON old (id)"))

    with pytest.raises(DBAPIError):
        upgrade_database(database_url)

    assert _read_all(engine) == before
