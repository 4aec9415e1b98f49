"""A backup is put back whole, over nothing, and never where it is not sound."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from alembic import command

from meter.audit.chain import verify_chain
from meter.audit.errors import BrokenTrailError, CutTrailError
from meter.backup.errors import (
    DamagedBackupError,
    NewerBackupError,
    PresentDataError,
    UnreadableBackupError,
)
from meter.backup.making import make_backup
from meter.backup.restoring import restore_backup
from meter.exchange.errors import UnwritableFileError
from meter.settings import Settings
from meter.storage import list_problems, open_store
from meter.storage.engine import make_engines
from meter.storage.migrations import HEAD, make_config

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from tests.meter.conftest import Workshop

EARLIER = "0018"


def tell_nobody(done: float) -> None:
    assert 0 <= done <= 1


@pytest.fixture
def kept(workshop: Workshop, settings: Settings, tmp_path: Path) -> Path:
    file = tmp_path / "kept.zip"
    make_backup(settings, file, workshop.at, tell_nobody)
    return file


def change(file: Path, part: str, edit: Callable[[bytes], bytes | None]) -> None:
    """Change a part of an archive, or leave it out."""
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = edit(parts.pop(part, b""))
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        if changed is not None:
            archive.writestr(part, changed)


def say(file: Path, **facts: Any) -> None:
    """Change what a manifest says."""

    def edit(said: bytes) -> bytes:
        return json.dumps(json.loads(said) | facts).encode()

    change(file, "manifest.json", edit)


def test_what_was_kept_is_there_again(
    workshop: Workshop, settings: Settings, new: Settings, kept: Path
) -> None:
    found = restore_backup(new, kept, tell_nobody)

    assert found.manifest.made_at == workshop.at
    assert found.trail == verify_chain(workshop.store)
    names = {one.name: one.stat().st_mode & 0o077 for one in new.data.iterdir()}
    assert names == {"meter.sqlite": 0, "secret_key": 0}
    secret = (settings.data / "secret_key").read_bytes()
    assert (new.data / "secret_key").read_bytes() == secret
    with open_store(new) as store:
        assert verify_chain(store) == found.trail
        with store.read() as connection:
            assert list_problems(connection) == []


def test_what_was_kept_goes_to_a_folder_of_any_name(
    workshop: Workshop, kept: Path, tmp_path: Path
) -> None:
    address = f"sqlite:///{tmp_path}/what%3F/meter.sqlite"
    odd = Settings(data=tmp_path / "new", database_url=address)

    found = restore_backup(odd, kept, tell_nobody)

    assert found.trail == verify_chain(workshop.store)
    assert (tmp_path / "what?" / "meter.sqlite").is_file()
    names = {one.name for one in tmp_path.iterdir()}
    assert names == {"data", "kept.zip", "new", "what?"}


@pytest.mark.parametrize(
    "there",
    [
        "meter.sqlite",
        "meter.sqlite-wal",
        "meter.sqlite-shm",
        "meter.sqlite-journal",
        "secret_key",
    ],
)
def test_nothing_is_written_over_data_that_is_there(
    new: Settings, kept: Path, there: str
) -> None:
    new.data.mkdir()
    (new.data / there).write_bytes(b"theirs")

    with pytest.raises(PresentDataError) as raised:
        restore_backup(new, kept, tell_nobody)

    assert raised.value.path == str(new.data / there)
    assert [one.read_bytes() for one in new.data.iterdir()] == [b"theirs"]


def put_theirs(path: Path) -> Callable[[float], None]:
    """Put something there while the backup is read."""

    def tell(_: float) -> None:
        path.write_bytes(b"theirs")

    return tell


def test_a_key_that_somebody_puts_there_meanwhile_stays_alone(
    new: Settings, kept: Path
) -> None:
    key = new.data / "secret_key"

    with pytest.raises(PresentDataError) as raised:
        restore_backup(new, kept, put_theirs(key))

    assert raised.value.path == str(key)
    assert [one.read_bytes() for one in new.data.iterdir()] == [b"theirs"]


def test_a_database_that_somebody_puts_there_meanwhile_stays_alone(
    new: Settings, kept: Path
) -> None:
    file = new.data / "meter.sqlite"

    with pytest.raises(PresentDataError) as raised:
        restore_backup(new, kept, put_theirs(file))

    assert raised.value.path == str(file)
    assert [one.read_bytes() for one in new.data.iterdir()] == [b"theirs"]


def test_a_database_that_cannot_be_placed_stops_no_second_try(
    new: Settings, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(copy: Path, file: Path) -> None:
        if file.name == "meter.sqlite":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        link(copy, file)

    link = os.link
    monkeypatch.setattr("os.link", refuse)
    with pytest.raises(UnwritableFileError, match="Operation not permitted"):
        restore_backup(new, kept, tell_nobody)
    assert list(new.data.iterdir()) == []
    monkeypatch.undo()

    restore_backup(new, kept, tell_nobody)

    names = {one.name for one in new.data.iterdir()}
    assert names == {"meter.sqlite", "secret_key"}


def test_tables_of_an_earlier_version_are_brought_up(
    settings: Settings, new: Settings, tmp_path: Path, at: datetime
) -> None:
    (settings.data / "meter.sqlite").unlink()
    engines = make_engines(settings.database)
    with engines.writing.begin() as connection:
        command.upgrade(make_config(connection), EARLIER)
    engines.dispose()
    made = make_backup(settings, tmp_path / "kept.zip", at, tell_nobody)

    restore_backup(new, tmp_path / "kept.zip", tell_nobody)

    assert (made.revision, made.trail) == (EARLIER, None)
    with open_store(new) as store, store.read() as connection:
        assert list_problems(connection) == []


def test_a_backup_of_a_later_version_is_refused(new: Settings, kept: Path) -> None:
    say(kept, revision="9999", program="7.0")

    with pytest.raises(NewerBackupError) as raised:
        restore_backup(new, kept, tell_nobody)

    told = raised.value
    assert (told.found, told.known, told.program) == ("9999", HEAD, "7.0")
    assert not new.data.exists()


@pytest.mark.parametrize("part", ["meter.sqlite", "secret_key"])
@pytest.mark.parametrize("edit", [lambda _: None, lambda kept: kept + b"x"])
def test_a_part_that_was_changed_or_lost_is_named(
    new: Settings, kept: Path, part: str, edit: Callable[[bytes], bytes | None]
) -> None:
    change(kept, part, edit)

    with pytest.raises(DamagedBackupError) as raised:
        restore_backup(new, kept, tell_nobody)

    assert raised.value.part == part
    assert list(new.data.iterdir()) == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda _: None,
        lambda _: b"{}",
        lambda said: said.replace(b'"secret_key"', b'"../secret_key"'),
        lambda said: said.replace(b'"meter.sqlite"', b'"secret_key"'),
    ],
)
def test_an_archive_of_something_else_is_no_backup(
    new: Settings, kept: Path, edit: Callable[[bytes], bytes | None]
) -> None:
    change(kept, "manifest.json", edit)

    with pytest.raises(UnreadableBackupError):
        restore_backup(new, kept, tell_nobody)

    assert not new.data.exists()


def test_a_file_that_was_cut_off_is_no_backup(new: Settings, kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:-100])

    with pytest.raises(UnreadableBackupError):
        restore_backup(new, kept, tell_nobody)


@pytest.mark.parametrize("part", ["manifest.json", "meter.sqlite"])
@pytest.mark.parametrize(
    ("fact", "value"),
    [("flag_bits", 1), ("compress_type", 97), ("compress_type", ZIP_BZIP2)],
)
def test_an_archive_that_is_encrypted_or_packed_otherwise_is_no_backup(
    new: Settings, kept: Path, part: str, fact: str, value: int
) -> None:
    with ZipFile(kept, "a") as archive:
        setattr(archive.getinfo(part), fact, value)
        archive.comment = b"has the table of contents written anew"

    with pytest.raises(UnreadableBackupError) as raised:
        restore_backup(new, kept, tell_nobody)

    assert raised.value.name == str(kept)
    assert not new.data.exists() or list(new.data.iterdir()) == []


@pytest.mark.parametrize("step", ["upgrade_database", "_put"])
@pytest.mark.parametrize("error", [EOFError, RuntimeError])
def test_what_fails_behind_the_archive_is_not_laid_to_it(
    new: Settings,
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: type[Exception],
) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(f"meter.backup.restoring.{step}", fail)

    with pytest.raises(error):
        restore_backup(new, kept, tell_nobody)


def test_a_trail_that_lost_its_end_is_not_restored(new: Settings, kept: Path) -> None:
    say(kept, trail={"count": 99, "hash": "f" * 64})

    with pytest.raises(CutTrailError):
        restore_backup(new, kept, tell_nobody)

    assert list(new.data.iterdir()) == []


def test_a_trail_that_was_edited_is_neither_kept_nor_restored(
    workshop: Workshop, settings: Settings, tmp_path: Path
) -> None:
    engines = make_engines(settings.database)
    with engines.writing.begin() as connection:
        found = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
            ("audit",),
        )
        for name in found.scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE audit SET who = 'Somebody' WHERE id = 1")
    engines.dispose()

    with pytest.raises(BrokenTrailError):
        make_backup(settings, tmp_path / "kept.zip", workshop.at, tell_nobody)

    assert not (tmp_path / "kept.zip").exists()
