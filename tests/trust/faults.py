"""Faults that strike one statement after the other of a write."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, select

from meter.storage.errors import NotSavedError
from meter.storage.repository.contribution_words import list_words
from meter.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meter.storage import Store
    from tests.meter.conftest import Workshop

    Write = Callable[[], object]

MOST_STATEMENTS = 100


class InjectedError(RuntimeError):
    """Stands for whatever a database may do wrong."""


class Fault:
    """Fails the n-th statement from now on; `lasting` also those after it."""

    def __init__(self, number: int, *, lasting: bool) -> None:
        self.number = number
        self.lasting = lasting
        self.seen = 0
        self.fired = False

    def strike(self, *_: object) -> None:
        """Count a statement, and fail if its turn has come."""
        self.seen += 1
        if self.seen == self.number or (self.lasting and self.seen > self.number):
            self.fired = True
            raise InjectedError


@contextmanager
def failing(store: Store, fault: Fault) -> Iterator[None]:
    """Let a fault strike before each statement, and before the commit."""
    engine = store.engines.writing
    for name in ("before_cursor_execute", "commit"):
        event.listen(engine, name, fault.strike)
    try:
        yield
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(engine, name, fault.strike)


def dump(store: Store) -> dict[str, list[Any]]:
    """Read everything that is kept, in one order."""
    with store.read() as connection:
        rows = {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
        }
        return {**rows, "full text": [list_words(connection)]}


def try_each_statement(workshop: Workshop, write: Write, *, lasting: bool) -> None:
    """Fail each statement of a write in turn, until all have had theirs."""
    before = dump(workshop.store)
    number = 0
    fired = True
    while fired:
        number += 1
        assert number < MOST_STATEMENTS
        fault = Fault(number, lasting=lasting)
        with failing(workshop.store, fault):
            told = _try(write)
        fired = fault.fired
        assert told == (not fired)
        assert (dump(workshop.store) == before) == fired

    # The last try met no fault, so all statements have had their turn.
    assert number > 2


def _try(write: Write) -> bool:
    """Tell whether a write was acknowledged."""
    try:
        write()
    except (InjectedError, NotSavedError):
        return False
    return True
