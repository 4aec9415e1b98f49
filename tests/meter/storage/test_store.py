"""The store: reads that cannot write, writes that are there, an end to both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from meter.fieldwork.units import find_unit, save_unit
from meter.settings import Settings
from meter.storage import name_database, open_store
from meter.storage.errors import StoreClosedError

if TYPE_CHECKING:
    from pathlib import Path

    from meter.storage import Store
    from tests.meter.conftest import Workshop


def test_reading_cannot_write(workshop: Workshop) -> None:
    with workshop.store.read() as connection, pytest.raises(DBAPIError):
        connection.execute(text("UPDATE units SET name = 'X'"))

    assert find_unit(workshop.store, workshop.unit.id) == workshop.unit


def test_a_read_sees_one_moment(workshop: Workshop) -> None:
    query = text("SELECT count(*) FROM units")
    with workshop.store.read() as connection:
        before = connection.execute(query).scalar_one()
        save_unit(workshop.store, workshop.owner.id, "New", {}, workshop.at)
        assert connection.execute(query).scalar_one() == before

    with workshop.store.read() as connection:
        assert connection.execute(query).scalar_one() == before + 1


def test_what_was_written_is_there_after_opening_again(
    workshop: Workshop, database_url: str
) -> None:
    workshop.store.close()

    with open_store(database_url, durable=False) as store:
        assert find_unit(store, workshop.unit.id) == workshop.unit


def test_a_closed_store_reads_and_writes_no_more(store: Store) -> None:
    store.close()
    store.close()

    with pytest.raises(StoreClosedError), store.read():
        pass
    with pytest.raises(StoreClosedError):
        store.write(lambda _: None)


def test_the_data_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"

    open_store(Settings(data=folder)).close()

    assert (folder / "meter.sqlite").is_file()
    assert folder.stat().st_mode & 0o077 == 0


def test_a_database_is_named_without_its_password() -> None:
    named = name_database("postgresql://meter:secret@host/meter")

    assert named == "postgresql://meter:***@host/meter"
