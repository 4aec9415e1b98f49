"""A disk that fills up refuses saves, and loses none of those before."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import evidence, responses
from meter.fieldwork.given.files import GivenFile
from meter.storage import list_problems, open_store
from meter.storage.errors import NotSavedError

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


def add_files(store: Store, workshop: Workshop, sizes: list[int]) -> list[bytes]:
    """Add files until the disk is full; give the contents that were acknowledged."""
    kept: list[bytes] = []
    for number, size in enumerate(sizes):
        content = f"{number} {size} ".encode() * (size // 8)
        given = GivenFile(f"{number}.txt", "text/plain", content)
        try:
            evidence.add_file(
                store, workshop.invitation, "note", given, workshop.at, quota=10**9
            )
        except NotSavedError:
            return kept
        kept.append(content)
    return kept


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("pages", range(0, 60, 6))
def test_a_file_is_kept_whole_on_a_full_disk_or_refused(
    own_store: Store, workshop: Workshop, pages: int
) -> None:
    limit(own_store, pages)
    chance = random.Random(pages)
    sizes = [chance.randint(100, 40_000) for _ in range(15)]

    told = add_files(own_store, workshop, sizes)

    found = evidence.list_evidence(own_store, workshop.response_id, "note")
    kept = [
        evidence.load_file(own_store, workshop.response_id, one.id)[1] for one in found
    ]
    assert len(told) < len(sizes)
    assert kept == told
    with own_store.read() as connection:
        assert list_problems(connection) == []
    limit(own_store, 1000)
    assert add_files(own_store, workshop, [20_000, 30_000])[-1].startswith(b"1 30000 ")
