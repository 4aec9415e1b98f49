"""What may go wrong with a backup.

DataError, exit 11, data (meter/errors.py)
    UnreadableBackupError   a file is no backup
    DamagedBackupError      a part of one is not what was kept
StateError, exit 12, state
    OtherDatabaseError      the database is no file
    NoDatabaseError         there is nothing to back up
    LiveFileError           a backup would take the place of what it is of
    PresentDataError        there is data already where a backup should go
    NewerBackupError        a backup has tables of a later version
"""

from __future__ import annotations

from meter.errors import DataError, StateError


class UnreadableBackupError(DataError):
    """A file is no backup that METER made."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"'{name}' is no backup, or a damaged one. Take one that meter backup made."
        )


class DamagedBackupError(DataError):
    """A part of a backup is not what its manifest says, or is missing."""

    def __init__(self, name: str, part: str) -> None:
        self.name = name
        self.part = part
        super().__init__(
            f"'{name}' is damaged: {part} is not as it was kept. Nothing was restored."
            " Take another backup."
        )


class OtherDatabaseError(StateError):
    """The database is on a server of its own, which makes its own backups."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"{address} is not SQLite, and its own programs copy it:"
            " pg_dump --format=custom --file=meter.dump NAME makes a backup, and"
            " pg_restore --no-owner --dbname=NAME meter.dump puts it into an empty"
            " database. Keep the file secret_key of the data folder with it."
        )


class NoDatabaseError(StateError):
    """There is no database yet, so that there is nothing to back up."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"There is no database at {path}. Set METER_DATA to the data folder."
        )


class LiveFileError(StateError):
    """A backup would take the place of the database or of the secret key."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path} is what is backed up, and a backup there would take its place."
            " Name another file, which the backup becomes."
        )


class PresentDataError(StateError):
    """There is data already where a backup should be restored."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path} is there already, and nothing is written over it. Stop the server"
            " and move the data folder away, or set METER_DATA to a new folder."
        )


class NewerBackupError(StateError):
    """A backup has tables of a later version than this program knows."""

    def __init__(self, found: str, known: str, program: str) -> None:
        self.found = found
        self.known = known
        self.program = program
        super().__init__(
            f"The backup is at revision {found}, made by METER {program}, and this"
            f" version knows {known} at most. Install that version, then restore again."
        )
