"""Stores without rows, copied: migrating an empty database takes most of a small test.

The migrations have tests of their own, which start from databases without tables.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from meter.settings import Settings
from meter.storage import open_store


def lay_blank_store(folder: Path) -> Path:
    """Lay a database of this version without rows where a data folder keeps it."""
    file = folder / "meter.sqlite"
    file.write_bytes(_read_blank())
    return file


@cache
def _read_blank() -> bytes:
    with TemporaryDirectory() as name:
        open_store(Settings(data=Path(name), database_url=None)).close()
        return Path(name, "meter.sqlite").read_bytes()
