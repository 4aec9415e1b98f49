"""Statuses of replies that are read on as a page, and the one that an error takes."""

from __future__ import annotations

from meter.errors import DataError, StateError
from meter.exchange.errors import UnwritableFileError
from meter.storage.errors import NotSavedError

CONFLICT = 409
"""It cannot be done as things stand now."""

TOO_LARGE = 413

UNPROCESSABLE = 422
"""Something that was typed has to be mended."""

TOO_MANY = 429

NO_ROOM = 507
"""The server could not keep it; to be sent again."""


def find_status(error: DataError | StateError) -> int:
    """Find the status of a page that shows an error beside what was typed."""
    if isinstance(error, DataError):
        return UNPROCESSABLE
    no_room = isinstance(error, NotSavedError | UnwritableFileError)
    return NO_ROOM if no_room else CONFLICT
