"""Writers: grouped, told after the commit, each job on its own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, event, select
from sqlalchemy.exc import IntegrityError

from meter.storage.engine import make_engines
from meter.storage.errors import NotSavedError, StoreClosedError
from meter.storage.writer import (
    MOST_JOBS_A_COMMIT,
    DirectWriter,
    GroupWriter,
    NestedWriteError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from meter.storage.writer import Writer

numbers = Table("numbers", MetaData(), Column("n", Integer, primary_key=True))


@pytest.fixture
def database_url(empty_url: str) -> str:
    """Start without tables: the few that are needed are made here."""
    return empty_url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engines = make_engines(database_url)
    with engines.writing.begin() as connection:
        numbers.create(connection)
    yield engines.writing
    engines.dispose()


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    made = (GroupWriter if engine.dialect.name == "sqlite" else DirectWriter)(engine)
    yield made
    made.close()


def adding(number: int) -> Callable[[Connection], int]:
    def job(connection: Connection) -> int:
        connection.execute(numbers.insert(), {"n": number})
        return number

    return job


def stored(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.execute(select(numbers.c.n)).scalars())


def test_a_job_returns_what_it_made(writer: Writer, engine: Engine) -> None:
    assert writer.write(adding(7)) == 7
    assert stored(engine) == [7]


def test_a_job_that_raises_leaves_nothing_and_tells_why(
    writer: Writer, engine: Engine
) -> None:
    def job(connection: Connection) -> None:
        adding(1)(connection)
        raise KeyError

    with pytest.raises(KeyError):
        writer.write(job)

    assert stored(engine) == []


def test_a_broken_rule_of_the_database_is_told_as_it_is(writer: Writer) -> None:
    writer.write(adding(1))

    with pytest.raises(IntegrityError):
        writer.write(adding(1))


def test_jobs_of_many_threads_are_all_kept_and_failures_stay_alone(
    writer: Writer, engine: Engine
) -> None:
    def ask(number: int) -> int:
        def job(connection: Connection) -> int:
            adding(number)(connection)
            if number % 10 == 0:
                raise ValueError(number)
            return number

        try:
            return writer.write(job)
        except ValueError:
            return -1

    with ThreadPoolExecutor(16) as threads:
        told = list(threads.map(ask, range(1, 201)))

    kept = [number for number in range(1, 201) if number % 10]
    assert sorted(number for number in told if number > 0) == kept
    assert sorted(stored(engine)) == kept


def test_a_commit_that_fails_is_told_and_nothing_stays(
    writer: Writer, engine: Engine
) -> None:
    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    event.listen(engine, "commit", fail)
    with pytest.raises((NotSavedError, OSError)):
        writer.write(adding(1))
    event.remove(engine, "commit", fail)

    assert writer.write(adding(2)) == 2
    assert stored(engine) == [2]


def test_a_database_that_refuses_is_told_as_not_saved(writer: Writer) -> None:
    def ask(connection: Connection) -> None:
        is_sqlite = connection.dialect.name == "sqlite"
        connection.exec_driver_sql(
            "PRAGMA query_only = ON"
            if is_sqlite
            else "SELECT pg_terminate_backend(pg_backend_pid())"
        )
        adding(1)(connection)

    with pytest.raises(NotSavedError):
        writer.write(ask)


def test_a_closed_writer_takes_no_jobs(writer: Writer) -> None:
    writer.close()
    writer.close()

    with pytest.raises(StoreClosedError):
        writer.write(adding(1))


class Group:
    """Holds the writer's thread in a first job while others line up behind it."""

    def __init__(self, writer: GroupWriter, jobs: list[Callable[[Any], Any]]) -> None:
        self.commits = 0
        self._writer = writer
        self._inside = threading.Event()
        self._lined_up = threading.Event()
        self._jobs = jobs

    def run(self) -> list[Any]:
        event.listen(self._writer._engine, "commit", self._count)
        with ThreadPoolExecutor(len(self._jobs) + 1) as threads:
            threads.submit(self._writer.write, self._hold)
            self._inside.wait()
            told = [threads.submit(self._writer.write, job) for job in self._jobs]
            while self._writer._waiting.qsize() < len(self._jobs):
                pass
            self._lined_up.set()
        event.remove(self._writer._engine, "commit", self._count)
        return [future.exception() or future.result() for future in told]

    def _hold(self, _: Connection) -> None:
        self._inside.set()
        self._lined_up.wait()

    def _count(self, _: object) -> None:
        self.commits += 1


@pytest.fixture
def grouping(sqlite_url: str) -> Iterator[GroupWriter]:
    engines = make_engines(sqlite_url)
    with engines.writing.begin() as connection:
        numbers.create(connection)
    made = GroupWriter(engines.writing)
    yield made
    made.close()
    engines.dispose()


def test_jobs_that_wait_are_committed_together(grouping: GroupWriter) -> None:
    group = Group(grouping, [adding(number) for number in range(20)])

    assert group.run() == list(range(20))

    # One commit for the job that held the thread, one for the twenty behind it.
    assert group.commits == 2


def test_a_group_has_an_end(grouping: GroupWriter) -> None:
    numbers = range(MOST_JOBS_A_COMMIT + 1)
    group = Group(grouping, [adding(number) for number in numbers])

    assert group.run() == list(numbers)

    # One for the job that held the thread, one for a full group, one for the rest.
    assert group.commits == 3


def test_a_refusal_in_a_group_leaves_the_others_alone(grouping: GroupWriter) -> None:
    first, refused, last = Group(grouping, [adding(1), adding(1), adding(2)]).run()

    assert (first, last) == (1, 2)
    assert isinstance(refused, IntegrityError)


def test_a_commit_that_fails_is_told_to_the_whole_group(grouping: GroupWriter) -> None:
    def fail(connection: Connection) -> None:
        if connection.execute(select(numbers.c.n)).first():
            raise OSError(28, "No space left on device")

    event.listen(grouping._engine, "commit", fail)
    told = Group(grouping, [adding(1), adding(2)]).run()
    event.remove(grouping._engine, "commit", fail)

    assert [type(one) for one in told] == [NotSavedError, NotSavedError]
    assert told[0] is not told[1]
    assert stored(grouping._engine) == []


def test_a_database_that_drops_the_transaction_loses_the_whole_group(
    grouping: GroupWriter,
) -> None:
    def drop(connection: Connection) -> None:
        # What SQLite does by itself when its disk is full.
        connection.exec_driver_sql("ROLLBACK")
        raise OSError(28, "No space left on device")

    told = Group(grouping, [adding(1), drop, adding(2)]).run()

    assert [type(one) for one in told] == [NotSavedError] * 3
    assert stored(grouping._engine) == []
    assert grouping.write(adding(3)) == 3


def test_a_full_disk_is_told_as_not_saved_and_the_next_save_works(
    grouping: GroupWriter,
) -> None:
    with grouping._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=2")

    def fill(connection: Connection) -> None:
        connection.execute(numbers.insert(), [{"n": n} for n in range(10_000)])

    with pytest.raises(NotSavedError) as raised:
        grouping.write(fill)

    assert "full" in raised.value.cause
    assert grouping.write(adding(1)) == 1
    assert stored(grouping._engine) == [1]


def test_a_job_that_writes_through_its_own_writer_is_refused(
    grouping: GroupWriter,
) -> None:
    with pytest.raises(NestedWriteError):
        grouping.write(lambda _: grouping.write(adding(1)))


def test_what_waits_when_the_writer_closes_is_still_committed(
    grouping: GroupWriter,
) -> None:
    inside, go = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        inside.set()
        go.wait()

    with ThreadPoolExecutor(3) as threads:
        threads.submit(grouping.write, hold)
        inside.wait()
        waiting = threads.submit(grouping.write, adding(1))
        while not grouping._waiting.qsize():
            pass
        closing = threads.submit(grouping.close)
        go.set()
        closing.result()

    assert waiting.result() == 1
    assert stored(grouping._engine) == [1]
