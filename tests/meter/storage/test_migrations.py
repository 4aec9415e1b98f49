"""Migrations make the tables that are declared, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from meter.errors import SchemaError
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
from meter.storage.migrations import HEAD, find_drift, make_config
from meter.storage.repository.reviews import add_steps
from meter.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from tests.meter.conftest import Workshop


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
