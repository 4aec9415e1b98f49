"""A backup is one moment of a store that goes on, in one private file."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from importlib.metadata import version
from typing import TYPE_CHECKING, Self
from zipfile import ZipFile

import pytest

from meter.audit.chain import verify_chain
from meter.backup.errors import LiveFileError, NoDatabaseError, OtherDatabaseError
from meter.backup.making import make_backup
from meter.backup.restoring import restore_backup
from meter.exchange.errors import UnwritableFileError
from meter.fieldwork.responses import history, save_answers
from meter.settings import Settings
from meter.storage import open_store
from meter.storage.errors import DamagedDatabaseError, NotCopiedError
from meter.storage.migrations import HEAD

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tests.meter.conftest import Workshop

FEW_PAGES = 25
PATIENCE = 30


def tell_nobody(done: float) -> None:
    assert 0 <= done <= 1


class Saver:
    """Saves one number after the other in a thread of its own, until told to stop."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.saved = 0
        self._turned = threading.Condition()
        self._stopped = False
        self._thread = threading.Thread(target=self._save, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        self._thread.join()

    def _save(self) -> None:
        shop = self.workshop
        while not self._stopped:
            given, seen = {"note": str(self.saved + 1)}, {"note": self.saved}
            save_answers(shop.store, shop.response_id, given, seen, "Ana", shop.at)
            with self._turned:
                self.saved += 1
                self._turned.notify_all()

    def await_another(self) -> None:
        with self._turned:
            wanted = self.saved + 1
            assert self._turned.wait_for(lambda: self.saved >= wanted, PATIENCE)


def test_nothing_saved_before_a_backup_began_is_missing_though_saves_go_on(
    workshop: Workshop,
    settings: Settings,
    new: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("meter.storage.copying.PAGES", FEW_PAGES)
    told: list[float] = []

    with Saver(workshop) as saver:

        def tell(done: float) -> None:
            told.append(done)
            saver.await_another()

        saver.await_another()
        before = saver.saved
        make_backup(settings, tmp_path / "kept.zip", workshop.at, tell)
        after = saver.saved

    restore_backup(new, tmp_path / "kept.zip", tell_nobody)
    with open_store(new) as store:
        kept = [one.answer for one in history(store, workshop.response_id, "note")]
        trail = verify_chain(store)
    assert len(told) > 5
    assert told == sorted(told)
    assert kept == [str(number + 1) for number in range(len(kept))]
    assert before <= len(kept) < after
    assert trail == verify_chain(workshop.store)


def test_a_backup_is_private_and_says_what_is_in_it(
    workshop: Workshop, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "kept.zip"

    made = make_backup(settings, file, workshop.at, tell_nobody)

    with ZipFile(file) as archive:
        assert archive.namelist() == ["meter.sqlite", "secret_key", "manifest.json"]
        said = json.loads(archive.read("manifest.json"))
        hashes = {
            name: hashlib.sha256(archive.read(name)).hexdigest()
            for name in ("meter.sqlite", "secret_key")
        }
    head = verify_chain(workshop.store)
    assert head.count > 0
    assert said == {
        "program": version("meter-engine"),
        "revision": HEAD,
        "made_at": "2026-11-21T09:30:00Z",
        "files": hashes,
        "trail": {"count": head.count, "hash": head.hash},
    }
    assert made.files == hashes
    assert file.stat().st_mode & 0o777 == 0o600
    assert {one.name for one in tmp_path.iterdir()} == {"data", "kept.zip"}


@pytest.mark.parametrize(
    "name",
    [
        "meter.sqlite",
        "meter.sqlite-wal",
        "meter.sqlite-shm",
        "meter.sqlite-journal",
        "secret_key",
    ],
)
def test_a_backup_takes_the_place_of_nothing_that_it_is_of(
    settings: Settings, tmp_path: Path, at: datetime, name: str
) -> None:
    before = {one.name: one.read_bytes() for one in settings.data.iterdir()}
    way, link = settings.data / ".." / "data" / name, tmp_path / "kept.zip"
    link.symlink_to(settings.data / name)

    for path in (way, link):
        with pytest.raises(LiveFileError) as raised:
            make_backup(settings, path, at, tell_nobody)
        assert raised.value.path == str(path)

    after = {one.name: one.read_bytes() for one in settings.data.iterdir()}
    assert after == before
    assert link.is_symlink()


def test_the_place_of_a_database_behind_a_link_is_not_taken_either(
    settings: Settings, tmp_path: Path, at: datetime
) -> None:
    file, behind = settings.data / "meter.sqlite", tmp_path / "behind.sqlite"
    file.rename(behind)
    file.symlink_to(behind)

    for name in ("behind.sqlite", "behind.sqlite-wal", "data/meter.sqlite"):
        with pytest.raises(LiveFileError):
            make_backup(settings, tmp_path / name, at, tell_nobody)


def test_a_backup_is_private_before_anything_is_in_it(
    settings: Settings, tmp_path: Path, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = tmp_path / "kept.zip", tmp_path / "other"
    other.write_bytes(b"theirs")
    (tmp_path / f".kept.zip.{os.getpid()}.part").symlink_to(other)
    monkeypatch.setattr("pathlib.Path.chmod", lambda *_: None)

    make_backup(settings, file, at, tell_nobody)

    assert (other.read_bytes(), file.is_symlink()) == (b"theirs", False)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_folder_may_have_any_name(
    workshop: Workshop, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "what?").mkdir()

    made = make_backup(settings, tmp_path / "what?/x.zip", workshop.at, tell_nobody)

    assert made.trail == verify_chain(workshop.store)
    assert {one.name for one in tmp_path.iterdir()} == {"data", "what?"}


@pytest.mark.usefixtures("workshop")
def test_the_key_that_only_the_environment_holds_stays_there(
    settings: Settings, tmp_path: Path, at: datetime
) -> None:
    (settings.data / "secret_key").unlink()

    made = make_backup(settings, tmp_path / "kept.zip", at, tell_nobody)

    assert list(made.files) == ["meter.sqlite"]


def test_a_damaged_database_leaves_the_former_backup(
    settings: Settings, tmp_path: Path, at: datetime
) -> None:
    file = tmp_path / "kept.zip"
    file.write_bytes(b"the former one")
    with sqlite3.connect(settings.data / "meter.sqlite") as connection:
        connection.execute("INSERT INTO people VALUES (1, 99, 'Ana', 'ana@x.org')")
    connection.close()

    with pytest.raises(DamagedDatabaseError, match="people refers to a missing row"):
        make_backup(settings, file, at, tell_nobody)

    assert file.read_bytes() == b"the former one"


def test_a_file_that_is_no_database_is_not_copied(
    settings: Settings, tmp_path: Path, at: datetime
) -> None:
    (settings.data / "meter.sqlite").write_bytes(b"no database, " * 100)

    with pytest.raises(NotCopiedError, match="file is not a database"):
        make_backup(settings, tmp_path / "kept.zip", at, tell_nobody)

    assert not (tmp_path / "kept.zip").exists()


def test_nothing_is_no_backup(new: Settings, tmp_path: Path, at: datetime) -> None:
    with pytest.raises(NoDatabaseError) as raised:
        make_backup(new, tmp_path / "kept.zip", at, tell_nobody)

    assert raised.value.path == str(new.data / "meter.sqlite")
    assert not new.data.exists()


def test_a_database_without_tables_is_no_backup_either(
    settings: Settings, tmp_path: Path, at: datetime
) -> None:
    file, former = settings.data / "meter.sqlite", tmp_path / "kept.zip"
    file.write_bytes(b"")
    former.write_bytes(b"the former one")

    with pytest.raises(NoDatabaseError) as raised:
        make_backup(settings, former, at, tell_nobody)

    assert raised.value.path == str(file)
    assert former.read_bytes() == b"the former one"


def test_a_place_that_takes_no_file_is_named(
    settings: Settings, tmp_path: Path, at: datetime
) -> None:
    with pytest.raises(UnwritableFileError, match=r"nowhere/kept\.zip"):
        make_backup(settings, tmp_path / "nowhere/kept.zip", at, tell_nobody)


def test_postgresql_is_left_to_its_own_programs(tmp_path: Path, at: datetime) -> None:
    address = "postgresql://meter:secret@db.example.org/meter"
    settings = Settings(data=tmp_path, database_url=address)

    with pytest.raises(OtherDatabaseError, match="pg_dump") as raised:
        make_backup(settings, tmp_path / "kept.zip", at, tell_nobody)

    assert "secret@" not in str(raised.value)
