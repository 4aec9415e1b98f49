"""What may go wrong with a database and with writing to it.

StateError, exit 12, state (meter/errors.py)
    UnsafeDatabaseError, SchemaError, DamagedDatabaseError
    StoreClosedError, NotSavedError, NotCopiedError
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import StateError

if TYPE_CHECKING:
    from collections.abc import Sequence


class UnsafeDatabaseError(StateError):
    """A database could lose answers that it has acknowledged."""

    def __init__(self, setting: str, found: str, needed: str, remedy: str) -> None:
        self.setting = setting
        self.found = found
        self.needed = needed
        super().__init__(
            f"The database could lose saved answers: {setting} is {found},"
            f" and must be {needed}. {remedy}"
        )


class SchemaError(StateError):
    """A database has other tables than this version of the program needs."""

    def __init__(self, found: str | None, needed: str) -> None:
        self.found = found
        self.needed = needed
        super().__init__(
            f"The database is at revision {found or 'none'}, and this version needs"
            f" {needed}. Make a backup, then run: meter db upgrade"
        )


class DamagedDatabaseError(StateError):
    """A database holds what it should not, or lacks what it should hold."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(self.problems)
        super().__init__(f"{lines}\nRestore the last backup that is sound.")


class StoreClosedError(StateError):
    """A store has been closed and takes no more work."""

    def __init__(self) -> None:
        super().__init__("The store is closed. Open it again to read or write.")


class NotSavedError(StateError):
    """The database could not write; nothing of the job was kept."""

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(
            f"Nothing was saved, because the database could not write: {cause}."
            " See that the disk has room and the database runs, then save again."
        )


class NotCopiedError(StateError):
    """A database could not be copied."""

    def __init__(self, path: str, cause: str) -> None:
        self.path = path
        self.cause = cause
        super().__init__(
            f"{path} could not be copied: {cause}. See that it can be read and that"
            " the disk has room, then try again."
        )
