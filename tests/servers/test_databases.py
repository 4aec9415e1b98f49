"""The databases that tests are given, tried by themselves."""

from __future__ import annotations

from sqlalchemy import create_engine, inspect, text


def test_a_database_of_either_kind_starts_empty(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        before = inspect(connection).get_table_names()
        connection.execute(text("CREATE TABLE unit (name text)"))

    assert before == []
    assert inspect(engine).get_table_names() == ["unit"]
    engine.dispose()


def test_the_next_test_does_not_see_what_the_last_one_made(empty_url: str) -> None:
    engine = create_engine(empty_url)

    assert inspect(engine).get_table_names() == []
    engine.dispose()
