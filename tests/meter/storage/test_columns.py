"""Times come back in UTC, answers as what they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, select
from sqlalchemy.exc import StatementError

from instruments import Missing
from meter.storage.columns import AnswerDocument, NaiveTimeError, UtcTime
from meter.storage.engine import make_engines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

kept = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("time", UtcTime),
    Column("answer", AnswerDocument),
)


@pytest.fixture
def database_url(empty_url: str) -> str:
    """Start without tables: the few that are needed are made here."""
    return empty_url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engines = make_engines(database_url)
    with engines.writing.begin() as connection:
        kept.create(connection)
    yield engines.writing
    engines.dispose()


def keep(engine: Engine, name: str, value: Any) -> Any:
    with engine.begin() as connection:
        connection.execute(kept.delete())
        connection.execute(kept.insert(), {name: value})
        return connection.execute(select(kept.c[name])).scalar_one()


def test_a_time_of_any_zone_comes_back_in_utc_to_the_microsecond(
    engine: Engine,
) -> None:
    seoul = timezone(timedelta(hours=9))
    time = datetime(2026, 11, 21, 18, 30, 0, 123456, tzinfo=seoul)

    found = keep(engine, "time", time)

    assert found == time
    assert found.tzinfo is UTC
    assert keep(engine, "time", None) is None


def test_a_time_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError) as raised:
        keep(engine, "time", datetime(2026, 11, 21))  # noqa: DTZ001

    assert isinstance(raised.value.orig, NaiveTimeError)


ANSWERS = st.one_of(
    st.sampled_from(Missing),
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.text("abc_", min_size=1), min_size=1).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(answer=ANSWERS)
def test_an_answer_comes_back_as_it_was(engine: Engine, answer: Any) -> None:
    found = keep(engine, "answer", answer)

    assert found == answer
    assert type(found) is type(answer)


def test_every_digit_of_a_number_is_kept(engine: Engine) -> None:
    assert keep(engine, "answer", 1.5061752625103188e-297) == 1.5061752625103188e-297


def test_a_number_written_bare_is_read(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(kept.delete())
        connection.exec_driver_sql("INSERT INTO kept (answer) VALUES ('2')")
        found = connection.execute(select(kept.c.answer)).scalar_one()

    assert (found, type(found)) == (2.0, float)


def test_no_answer_is_none(engine: Engine) -> None:
    assert keep(engine, "answer", None) is None
