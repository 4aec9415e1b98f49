"""A copy is one moment of a SQLite file, and is read before it is trusted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from blank_store import lay_blank_store
from meter.storage import (
    copy_database,
    find_database_file,
    inspect_copy,
    make_address,
)
from meter.storage.errors import DamagedDatabaseError, NotCopiedError
from meter.storage.migrations import HEAD

if TYPE_CHECKING:
    from pathlib import Path


def write(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def test_what_others_write_meanwhile_is_not_in_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meter.storage.copying.PAGES", 50)
    file, copy = lay_blank_store(tmp_path), tmp_path / "copy #1.sqlite"
    write(file, "CREATE TABLE seen (number INTEGER)")
    told: list[float] = []

    def tell(done: float) -> None:
        told.append(done)
        write(file, "INSERT INTO seen VALUES (1)")

    copy_database(file, copy, tell)

    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM seen").fetchone() == (0,)
    assert told == sorted(told)
    assert (len(told) > 2, told[-1]) == (True, 1.0)


def test_a_sound_copy_is_known_by_its_revision(tmp_path: Path) -> None:
    assert inspect_copy(lay_blank_store(tmp_path)) == HEAD


@pytest.mark.parametrize("name", ["what?", "100%25", "#1", "two words"])
def test_a_copy_is_found_whatever_its_path_has_in_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "kept"
    folder.mkdir(parents=True)

    file = lay_blank_store(folder)

    assert inspect_copy(file) == HEAD
    assert find_database_file(make_address(file)) == file
    assert [*tmp_path.iterdir()] == [tmp_path / name]


def test_a_copy_that_is_no_database_or_a_torn_one_is_refused(tmp_path: Path) -> None:
    whole = lay_blank_store(tmp_path).read_bytes()
    torn = tmp_path / "torn.sqlite"

    for content in (b"no database, " * 100, whole[: len(whole) // 2]):
        torn.write_bytes(content)
        with pytest.raises(DamagedDatabaseError):
            inspect_copy(torn)


def test_a_file_that_is_not_there_is_neither_copied_nor_made(tmp_path: Path) -> None:
    with pytest.raises(NotCopiedError, match="unable to open"):
        copy_database(tmp_path / "none", tmp_path / "copy", lambda _: None)

    assert not (tmp_path / "none").exists()


def test_only_sqlite_has_a_file(tmp_path: Path) -> None:
    assert find_database_file(f"sqlite:///{tmp_path}/a.sqlite") == tmp_path / "a.sqlite"
    assert find_database_file("sqlite://") is None
    assert find_database_file("postgresql://host/meter") is None
