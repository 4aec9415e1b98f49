"""An entry that is edited, deleted or moved is seen; a cut end by a hash kept apart."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from meter.audit.chain import BEGINNING, follow, hash_entry, verify_chain
from meter.audit.errors import BrokenTrailError, CutTrailError
from meter.audit.records import SERVER, Act, Actor, Scope
from meter.audit.trail import list_entries, record
from meter.storage import open_store
from meter.storage.tables import audit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.audit.records import Entry
    from meter.storage import Connection, Store

ENTRIES = 40
TAMPERINGS = 300
COLUMNS: dict[str, Any] = {
    "at": timedelta(microseconds=1),
    "account_id": 99,
    "who": "Somebody else",
    "role": "reviewer",
    "action": "accepted",
    "workshop_id": 99,
    "round_id": 99,
    "unit_id": 99,
    "response_id": 99,
    "item": "law",
    "detail": {"invitation": 99},
    "previous": "1" * 64,
    "hash": "2" * 64,
}


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    with open_store(sqlite_url) as opened:
        yield opened


def fill(store: Store, at: datetime) -> list[Entry]:
    """Record acts of several people, one or two a transaction; the first one first."""

    def job(number: int, connection: Connection) -> None:
        who = Actor(number, f"Sera {number} \u0639\u0644\u064a", "organiser")
        act = Act("invited", None, 1, number, number, detail={"invitation": number})
        record(connection, who if number % 3 else SERVER, at, act)

    for number in range(ENTRIES):
        store.write(partial(job, number))
    return list_entries(store, Scope())[::-1]


def test_the_chain_is_followed_to_its_end(store: Store, at: datetime) -> None:
    assert verify_chain(store) == follow([])
    assert follow([]).hash == BEGINNING

    entries = fill(store, at)

    head = verify_chain(store)
    assert (head.count, head.hash) == (ENTRIES, entries[-1].hash)
    assert len({one.hash for one in entries}) == ENTRIES
    assert verify_chain(store, entries[3].hash) == head


def test_a_hash_is_that_of_canonical_json() -> None:
    """Written down once: what is stored must be verified by every later version."""
    values = {
        "id": 1,
        "at": datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        "account_id": 7,
        "who": "Ana",
        "role": "organiser",
        "action": "invited",
        "workshop_id": None,
        "round_id": 2,
        "unit_id": 3,
        "response_id": 4,
        "item": None,
        "detail": {"person": 6, "invitation": 5},
        "previous": BEGINNING,
    }

    written = (
        '{"account_id":7,"action":"invited","at":"2026-11-21T09:30:00.000000+00:00",'
        '"detail":{"invitation":5,"person":6},"id":1,"item":null,"previous":"'
        + "0"
        * 64
        + '","response_id":4,"role":"organiser","round_id":2,"unit_id":3,"who":"Ana",'
        '"workshop_id":null}'
    )
    assert hash_entry(values) == hashlib.sha256(written.encode()).hexdigest()


def edit(entries: list[Entry], rng: random.Random) -> list[Entry]:
    """Change one column of an entry."""
    place = rng.randrange(len(entries))
    name = rng.choice(list(COLUMNS))
    value = COLUMNS[name]
    if isinstance(value, timedelta):
        value = entries[place].at + value
    changed = replace(entries[place], **{name: value})
    return [*entries[:place], changed, *entries[place + 1 :]]


def drop(entries: list[Entry], rng: random.Random) -> list[Entry]:
    """Delete an entry that others follow."""
    place = rng.randrange(len(entries) - 1)
    return entries[:place] + entries[place + 1 :]


def swap(entries: list[Entry], rng: random.Random) -> list[Entry]:
    """Let two entries change places, with their numbers or without."""
    left, right = sorted(rng.sample(range(len(entries)), 2))
    one, other = entries[left], entries[right]
    if rng.random() < 0.5:
        one, other = replace(one, id=other.id), replace(other, id=one.id)
    moved = list(entries)
    moved[left], moved[right] = other, one
    return moved


@pytest.mark.parametrize("tamper", [edit, drop, swap])
def test_every_tampering_is_detected(
    sqlite_store: Store, at: datetime, tamper: Any
) -> None:
    entries = fill(sqlite_store, at)
    rng = random.Random(12)
    missed = []
    for number in range(TAMPERINGS):
        spoiled = tamper(entries, rng)
        try:
            follow(spoiled)
        except BrokenTrailError:
            continue
        missed.append((number, spoiled))

    assert missed == []


def test_the_first_bad_entry_is_named(store: Store, at: datetime) -> None:
    fill(store, at)
    open_to_tampering(store)
    store.write(
        lambda connection: connection.execute(
            update(audit).where(audit.c.id == 17).values(who="Nobody")
        )
    )

    with pytest.raises(BrokenTrailError) as caught:
        verify_chain(store)

    assert caught.value.entry == 17


def test_a_cut_end_is_seen_by_a_hash_that_was_written_down(
    store: Store, at: datetime
) -> None:
    entries = fill(store, at)
    open_to_tampering(store)
    store.write(
        lambda connection: connection.execute(delete(audit).where(audit.c.id > 30))
    )

    assert verify_chain(store).count == 30  # by itself the chain looks whole
    assert verify_chain(store, entries[10].hash).count == 30
    with pytest.raises(CutTrailError):
        verify_chain(store, entries[-1].hash)


@pytest.mark.parametrize(
    "statement",
    [
        update(audit).values(who="Nobody"),
        delete(audit).where(audit.c.id == 3),
    ],
)
def test_the_database_refuses_to_rewrite_the_trail(
    store: Store, at: datetime, statement: Any
) -> None:
    entries = fill(store, at)

    with pytest.raises(DBAPIError):
        store.write(lambda connection: connection.execute(statement))

    assert list_entries(store, Scope())[::-1] == entries


GUARDED = ("update", "delete", "replace")


def open_to_tampering(store: Store) -> None:
    """Do what whoever owns the database can: take its guards away."""
    names = {
        "sqlite": tuple(f"audit_refuse_{what}" for what in GUARDED),
        "postgresql": ("audit_refuse_rewriting",),
    }

    def job(connection: Connection) -> None:
        dialect = connection.dialect.name
        for name in names[dialect]:
            on = "" if dialect == "sqlite" else " ON audit"
            connection.execute(text(f"DROP TRIGGER {name}{on}"))

    store.write(job)
