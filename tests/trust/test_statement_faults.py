"""Whichever statement of a write fails, none of the write stays."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select

from meter.errors import NotSavedError
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.storage.tables import metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meter.storage import Store
    from tests.meter.conftest import Workshop

MOST_STATEMENTS = 60


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
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in metadata.sorted_tables
        }


def save(workshop: Workshop) -> None:
    responses.save_answers(
        workshop.store,
        workshop.response_id,
        {"law": "full", "site": "no", "ways": ("web",)},
        {"law": 1},
        "Ben",
        workshop.at,
        operation="b",
    )


def submit(workshop: Workshop) -> None:
    responses.submit_response(workshop.store, workshop.response_id, "Ben", workshop.at)


def invite(workshop: Workshop) -> None:
    invitations.invite(
        workshop.store,
        workshop.round.id,
        workshop.unit.id,
        "Ben",
        "ben@example.org",
        workshop.at,
    )


def reissue(workshop: Workshop) -> None:
    invitations.reissue(workshop.store, workshop.invitation.id, workshop.at)


def admit(workshop: Workshop) -> None:
    invitations.admit(workshop.store, workshop.token, workshop.at)


def draft(workshop: Workshop) -> None:
    document = workshop.instrument.to_document() | {"title": "New"}
    reworded = type(workshop.instrument).model_validate(document)
    rounds.draft_round(
        workshop.store, workshop.owner.id, "next", "Next", reworded, at=workshop.at
    )


def close(workshop: Workshop) -> None:
    rounds.close_round(workshop.store, workshop.round.id, workshop.at)


def save_unit(workshop: Workshop) -> None:
    units.save_unit(workshop.store, workshop.owner.id, "New", {}, workshop.at)


def add_account(workshop: Workshop) -> None:
    accounts.add_account(workshop.store, "b@example.org", "Ben", workshop.at)


WRITES = [save, submit, invite, reissue, admit, draft, close, save_unit, add_account]


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("write", WRITES, ids=[write.__name__ for write in WRITES])
def test_a_write_whose_nth_statement_fails_leaves_nothing(
    workshop: Workshop, write: Callable[[Workshop], None], *, lasting: bool
) -> None:
    responses.save_answers(
        workshop.store,
        workshop.response_id,
        {"law": "none", "site": "yes"},
        {},
        "Ana",
        workshop.at,
        operation="a",
    )
    before = dump(workshop.store)
    number = 0
    fired = True
    while fired:
        number += 1
        assert number < MOST_STATEMENTS
        fault = Fault(number, lasting=lasting)
        with failing(workshop.store, fault):
            told = _try(write, workshop)
        fired = fault.fired
        assert told == (not fired)
        assert (dump(workshop.store) == before) == fired

    # The last try met no fault, so all statements have had their turn.
    assert number > 2


def _try(write: Callable[[Workshop], None], workshop: Workshop) -> bool:
    """Tell whether a write was acknowledged."""
    try:
        write(workshop)
    except (InjectedError, NotSavedError):
        return False
    return True
