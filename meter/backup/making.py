"""Making a backup: one file, whole or not at all, while the server goes on."""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from meter.audit.chain import verify_chain
from meter.backup.errors import LiveFileError, NoDatabaseError, OtherDatabaseError
from meter.backup.records import DATABASE, MANIFEST, SECRET_KEY, Manifest
from meter.exchange.whole_files import check_folder, explaining, write_whole
from meter.storage import (
    copy_database,
    find_database_file,
    inspect_copy,
    make_address,
    name_database,
    open_store,
)
from meter.storage.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from meter.audit.records import Head
    from meter.settings import Settings

    Tell = Callable[[float], None]

CHUNK = 1_000_000
BESIDE = ("", "-wal", "-shm", "-journal")
"""How the names of a database and of what SQLite keeps beside it end."""

COPIED = 0.5
"""How much of the work the copy of the database is."""


def make_backup(settings: Settings, path: Path, at: datetime, tell: Tell) -> Manifest:
    """Keep the database and the secret key in one file; say what stands in it.

    All that was saved before is in it. The copy is read to its end and its audit trail
    followed before anything takes the place of a former backup.

    Raises:
        OtherDatabaseError: the database is no file.
        LiveFileError: the backup would take the place of what it is of.
        NoDatabaseError: there is none yet, or one without tables.
        DamagedDatabaseError: it does not hold what it should.
        BrokenTrailError: its audit trail is not whole.
        UnwritableFileError: the backup cannot be written there.
    """
    file = find_file(settings)
    _ensure_elsewhere(path, file, settings)
    if not file.is_file():
        raise NoDatabaseError(str(file))
    check_folder(path)
    with (
        explaining(str(path)),
        TemporaryDirectory(prefix=".backup-", dir=path.parent) as name,
    ):
        copy = Path(name, DATABASE)
        copy_database(file, copy, lambda done: tell(COPIED * done))
        revision = inspect_copy(copy)
        if revision is None:
            raise NoDatabaseError(str(file))
        trail = _follow_trail(copy) if revision == HEAD else None
        parts = {DATABASE: copy, SECRET_KEY: settings.data / SECRET_KEY}
        there = {name: one for name, one in parts.items() if one.is_file()}
        return _pack(path, there, (revision, at, trail), tell)


def find_file(settings: Settings) -> Path:
    """Find the file of the database.

    Raises:
        OtherDatabaseError: it is no file.
    """
    file = find_database_file(settings.database)
    if file is None:
        raise OtherDatabaseError(name_database(settings))
    return file


def list_live_files(file: Path, settings: Settings) -> list[Path]:
    """List where a server keeps what a backup is of, whether it is there or not."""
    beside = [file.with_name(f"{file.name}{end}") for end in BESIDE]
    return [*beside, settings.data / SECRET_KEY]


def _ensure_elsewhere(path: Path, file: Path, settings: Settings) -> None:
    live = list_live_files(file.resolve(), settings)
    if path.resolve() in {one.resolve() for one in live}:
        raise LiveFileError(str(path))


def _follow_trail(copy: Path) -> Head:
    with open_store(make_address(copy), durable=False) as store:
        return verify_chain(store)


def _pack(
    path: Path,
    parts: dict[str, Path],
    facts: tuple[str, datetime, Head | None],
    tell: Tell,
) -> Manifest:
    """Write the parts, and behind them the manifest with what was written."""
    revision, at, trail = facts
    # With the secret key anybody could sign cookies.
    with write_whole(path, mode=0o600) as opened:
        with ZipFile(opened, "w", ZIP_DEFLATED) as archive:
            files = {name: _add(archive, name, parts[name], tell) for name in parts}
            manifest = Manifest(
                program=version("meter-engine"),
                revision=revision,
                made_at=at,
                files=files,
                trail=trail,
            )
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
        opened.flush()
        os.fsync(opened.fileno())
    return manifest


def _add(archive: ZipFile, name: str, file: Path, tell: Tell) -> str:
    """Add a file to an archive; give its SHA-256."""
    digest, size, done = hashlib.sha256(), max(file.stat().st_size, 1), 0
    with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as member:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            member.write(chunk)
            done += len(chunk)
            if name == DATABASE:
                tell(COPIED + (1 - COPIED) * done / size)
    return digest.hexdigest()
