"""Putting a backup back: into a place without data, checked before it stands there."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as DeflateError  # noqa: N812  (an exception)

from pydantic import ValidationError

from meter.audit.chain import verify_chain
from meter.backup.errors import (
    DamagedBackupError,
    NewerBackupError,
    PresentDataError,
    UnreadableBackupError,
)
from meter.backup.making import CHUNK, find_file, list_live_files
from meter.backup.records import DATABASE, MANIFEST, PARTS, SECRET_KEY, Manifest
from meter.exchange.whole_files import explaining
from meter.settings import keep_secret
from meter.storage import (
    inspect_copy,
    list_problems,
    make_address,
    open_store,
    upgrade_database,
)
from meter.storage.errors import DamagedDatabaseError
from meter.storage.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meter.audit.records import Head
    from meter.settings import Settings

    Tell = Callable[[float], None]

PACKED = ZIP_STORED, ZIP_DEFLATED
"""How the parts of a backup may be packed."""


class Restored(NamedTuple):
    """What was put back: as it was kept, and how its audit trail ends."""

    manifest: Manifest
    trail: Head


def restore_backup(settings: Settings, path: Path, tell: Tell) -> Restored:
    """Put a backup where the settings say that data are kept.

    Tables of an earlier version are brought up to this one. Nothing stands there
    before all of it was found whole, and the audit trail followed to its end.

    Raises:
        OtherDatabaseError: the database of the settings is no file.
        PresentDataError: there is data already.
        UnreadableBackupError: the file is no backup.
        NewerBackupError: its tables are of a later version.
        DamagedBackupError: a part of it is not as it was kept.
        DamagedDatabaseError: the database does not hold what it should.
        BrokenTrailError: its audit trail is not whole.
        CutTrailError: the trail has lost its end.
    """
    file = find_file(settings)
    _ensure_free(file, settings)
    with _open_backup(path) as archive:
        manifest = _read_manifest(archive, path)
        with explaining(str(file)):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with TemporaryDirectory(prefix=".restore-", dir=file.parent) as name:
                folder = Path(name)
                for part in manifest.files:
                    _unpack(archive, part, folder / part, (path, manifest, tell))
                trail = _ready(folder / DATABASE, manifest)
                _put(folder, file, settings)
    return Restored(manifest, trail)


def _ensure_free(file: Path, settings: Settings) -> None:
    for one in list_live_files(file, settings):
        if one.exists():
            raise PresentDataError(str(one))


def _open_backup(path: Path) -> ZipFile:
    with _reading(path):
        archive = ZipFile(path)
    if all(one.compress_type in PACKED for one in archive.infolist()):
        return archive
    archive.close()
    raise UnreadableBackupError(str(path))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Stand around what reads the archive, and around nothing else."""
    try:
        yield
    except (BadZipFile, DeflateError, EOFError, RuntimeError) as error:
        # RuntimeError: encrypted.
        raise UnreadableBackupError(str(path)) from error


def _read_manifest(archive: ZipFile, path: Path) -> Manifest:
    try:
        with _reading(path):
            said = archive.read(MANIFEST)
        manifest = Manifest.model_validate_json(said)
    except (KeyError, ValidationError) as error:
        raise UnreadableBackupError(str(path)) from error
    if DATABASE not in manifest.files or not {*manifest.files} <= {*PARTS}:
        raise UnreadableBackupError(str(path))
    if manifest.revision > HEAD:
        raise NewerBackupError(manifest.revision, HEAD, manifest.program)
    return manifest


def _unpack(
    archive: ZipFile, part: str, to: Path, about: tuple[Path, Manifest, Tell]
) -> None:
    """Unpack a part, and see that it is what was kept."""
    path, manifest, tell = about
    if part not in archive.namelist():
        raise DamagedBackupError(str(path), part)
    digest, size, done = hashlib.sha256(), max(archive.getinfo(part).file_size, 1), 0
    with to.open("xb") as opened:
        for chunk in _read_chunks(archive, part, path):
            digest.update(chunk)
            opened.write(chunk)
            done += len(chunk)
            if part == DATABASE:
                tell(done / size)
        opened.flush()
        os.fsync(opened.fileno())
    if digest.hexdigest() != manifest.files[part]:
        raise DamagedBackupError(str(path), part)


def _read_chunks(archive: ZipFile, part: str, path: Path) -> Iterator[bytes]:
    with _reading(path), archive.open(part) as source:
        while chunk := source.read(CHUNK):
            yield chunk


def _ready(file: Path, manifest: Manifest) -> Head:
    """Bring a database to this version, see that it is sound, and follow its trail."""
    inspect_copy(file)
    upgrade_database(make_address(file))
    with open_store(make_address(file), durable=False) as store:
        with store.read() as connection:
            damage = list_problems(connection)
        if damage:
            raise DamagedDatabaseError(damage)
        return verify_chain(store, manifest.trail.hash if manifest.trail else None)


def _put(folder: Path, file: Path, settings: Settings) -> None:
    """Put the parts in place, the database last; what somebody put there stays."""
    secret, key = folder / SECRET_KEY, settings.data / SECRET_KEY
    if not secret.exists():
        _put_database(folder / DATABASE, file)
        return
    if not keep_secret(key, secret.read_text(encoding="ascii")):
        raise PresentDataError(str(key))
    try:
        _put_database(folder / DATABASE, file)
    except BaseException:
        # With it there a second try would find data.
        key.unlink(missing_ok=True)
        raise


def _put_database(copy: Path, file: Path) -> None:
    copy.chmod(0o600)
    try:
        os.link(copy, file)
    except FileExistsError as error:
        raise PresentDataError(str(file)) from error
