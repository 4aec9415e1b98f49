"""A disk that fills up refuses saves, and loses none of those before."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from meter.errors import NotSavedError
from meter.fieldwork import responses
from meter.storage import list_problems, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.storage import Store
    from tests.meter.conftest import Workshop


@pytest.fixture
def own_store(workshop: Workshop) -> Iterator[Store]:
    """Open the database a second time: its limit holds for this store alone."""
    with open_store(str(workshop.store.engines.writing.url)) as store:
        yield store


def limit(store: Store, pages: int) -> None:
    """Let the file grow by so many pages and no more."""
    with store.engines.writing.connect() as connection:
        (now,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={now + pages}")


def fill(store: Store, workshop: Workshop, text: str) -> int:
    """Save until the disk is full; count the acknowledged saves."""
    saved = len(responses.history(store, workshop.response_id, "note"))
    while True:
        try:
            responses.save_answers(
                store,
                workshop.response_id,
                {"note": f"{saved + 1} {text}"},
                {"note": saved},
                "Ana",
                workshop.at,
            )
        except NotSavedError:
            return saved
        saved += 1


# PostgreSQL has no limit that a test could set.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_saves_on_a_full_disk_are_refused_at_any_point(
    own_store: Store, workshop: Workshop
) -> None:
    chance = random.Random(1)
    saved = 0
    for _ in range(50):
        limit(own_store, chance.randint(0, 3))
        saved = fill(own_store, workshop, "x" * chance.randint(1, 3000))

        kept = responses.history(own_store, workshop.response_id, "note")
        assert [change.revision for change in kept] == list(range(1, saved + 1))
        with own_store.read() as connection:
            assert list_problems(connection) == []

    limit(own_store, 100)
    before = saved
    assert fill(own_store, workshop, "x" * 3000) > before
